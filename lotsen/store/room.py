"""How a room works: the method its coach has set, and the cells that were asked of each person."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lotsen.domain.organisation import Viewpoint
from lotsen.domain.room import Pair, RoomMethod
from lotsen.store.rows import AskedCellRow, RoomMethodRow


def method(roadmap_id: UUID, db: Session) -> RoomMethod:
    """What the coach has set; a room begins with the defaults."""
    row = db.get(RoomMethodRow, {"roadmap_id": roadmap_id})
    if row is None:
        return RoomMethod()
    known = {one.value for one in Viewpoint}
    return RoomMethod(
        row.weighing,
        row.gathering,
        row.critical_floor,
        row.hidden,
        {Viewpoint(name): float(weight) for name, weight in row.viewpoints.items() if name in known},
    )


def set_method(roadmap_id: UUID, wanted: RoomMethod, db: Session) -> None:
    """Write what the coach has set."""
    db.merge(
        RoomMethodRow(
            roadmap_id=roadmap_id,
            weighing=wanted.weighing,
            gathering=wanted.gathering,
            critical_floor=wanted.critical_floor,
            hidden=wanted.hidden,
            viewpoints={viewpoint.value: weight for viewpoint, weight in wanted.viewpoints.items()},
        )
    )
    db.flush()


def asked(roadmap_id: UUID, db: Session) -> dict[UUID, set[Pair]]:
    """The cells that were dealt: person → (category, goal). Whoever is not in it was asked all of them."""
    hands: dict[UUID, set[Pair]] = {}
    rows = db.execute(
        select(AskedCellRow.person_id, AskedCellRow.category_id, AskedCellRow.goal_id).where(
            AskedCellRow.roadmap_id == roadmap_id
        )
    )
    for person, category, goal in rows:
        hands.setdefault(person, set()).add((category, goal))
    return hands


def ask(roadmap_id: UUID, hands: Mapping[UUID, Sequence[Pair]], db: Session) -> None:
    """Replace what was dealt; no hands ask everybody everything."""
    db.execute(delete(AskedCellRow).where(AskedCellRow.roadmap_id == roadmap_id))
    rows = [
        {"roadmap_id": roadmap_id, "person_id": person, "category_id": category, "goal_id": goal}
        for person, cells in hands.items()
        for category, goal in cells
    ]
    if rows:
        db.execute(insert(AskedCellRow), rows)
