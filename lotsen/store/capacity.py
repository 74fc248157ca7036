"""Who has how many days."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lotsen.domain.capacity import DAYS_A_QUARTER, Capacity
from lotsen.domain.quarter import Quarter
from lotsen.store.rows import CapacityQuarterRow, CapacityRow


def of_roadmap(roadmap_id: UUID, db: Session) -> Mapping[str, Capacity]:
    """Everybody whose days are another number than the usual, by name."""
    usual = {
        who: float(days)
        for who, days in db.execute(
            select(CapacityRow.who, CapacityRow.days).where(CapacityRow.roadmap_id == roadmap_id)
        )
    }
    other: dict[str, dict[Quarter, float]] = {}
    row = CapacityQuarterRow
    for who, year, number, days in db.execute(
        select(row.who, row.year, row.quarter, row.days).where(row.roadmap_id == roadmap_id)
    ):
        other.setdefault(who, {})[Quarter(year, number)] = float(days)
    return {who: Capacity(who, usual.get(who, DAYS_A_QUARTER), other.get(who, {})) for who in sorted({*usual, *other})}


def put(roadmap_id: UUID, capacity: Capacity, db: Session) -> None:
    """Write somebody's days over what was there; the usual ones leave nothing."""
    for table in (CapacityRow, CapacityQuarterRow):
        db.execute(delete(table).where(table.roadmap_id == roadmap_id, table.who == capacity.who))
    key = {"roadmap_id": roadmap_id, "who": capacity.who}
    if capacity.days != DAYS_A_QUARTER:
        db.execute(insert(CapacityRow).values(**key, days=capacity.days))
    rows = [
        key | {"year": quarter.year, "quarter": quarter.number, "days": days}
        for quarter, days in capacity.other.items()
    ]
    if rows:
        db.execute(insert(CapacityQuarterRow), rows)
