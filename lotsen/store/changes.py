"""The append-only record of what changed, and the revision that it counts."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from lotsen.domain.change import Change
from lotsen.store.rows import ChangeRow, CoachingSessionRoadmapRow, CoachingSessionRow, RoadmapRow


def lock(roadmap_id: UUID, db: Session) -> tuple[int, int] | None:
    """Revision and votes of a roadmap, held against every other writer until the transaction ends."""
    row = db.execute(
        select(RoadmapRow.revision, RoadmapRow.votes).where(RoadmapRow.id == roadmap_id).with_for_update()
    ).first()
    return (row[0], row[1]) if row else None


def next_number(roadmap_id: UUID, db: Session) -> int:
    """The number of the roadmap's next change."""
    return (db.scalar(select(func.max(ChangeRow.number)).where(ChangeRow.roadmap_id == roadmap_id)) or 0) + 1


def open_session(roadmap_id: UUID, db: Session) -> UUID | None:
    """The coaching session that is open on this roadmap; the latest where there are several."""
    return db.scalar(
        select(CoachingSessionRow.id)
        .join(CoachingSessionRoadmapRow, CoachingSessionRoadmapRow.coaching_session_id == CoachingSessionRow.id)
        .where(CoachingSessionRoadmapRow.roadmap_id == roadmap_id, CoachingSessionRow.closed_at.is_(None))
        .order_by(CoachingSessionRow.opened_at.desc())
        .limit(1)
    )


def append(roadmap_id: UUID, rows: list[dict[str, Any]], revision: int, votes: int, db: Session) -> None:
    """Write changes and what the roadmap counts after them."""
    db.execute(insert(ChangeRow), [{"roadmap_id": roadmap_id, **row} for row in rows])
    db.execute(update(RoadmapRow).where(RoadmapRow.id == roadmap_id).values(revision=revision, votes=votes))


def recent(roadmap_id: UUID, db: Session, *, limit: int = 50, noun: str | None = None) -> list[Change]:
    """The latest changes of a roadmap, newest first."""
    query = select(ChangeRow).where(ChangeRow.roadmap_id == roadmap_id)
    if noun:
        query = query.where(ChangeRow.noun == noun)
    return [_change(row) for row in db.scalars(query.order_by(ChangeRow.number.desc()).limit(limit))]


def of_revision(roadmap_id: UUID, revision: int, noun: str, db: Session) -> list[Change]:
    """What one revision changed of one noun, in order."""
    rows = db.scalars(
        select(ChangeRow)
        .where(ChangeRow.roadmap_id == roadmap_id, ChangeRow.revision == revision, ChangeRow.noun == noun)
        .order_by(ChangeRow.number)
    )
    return [_change(row) for row in rows]


def of_session(roadmap_id: UUID, coaching_session_id: UUID, db: Session) -> list[Change]:
    """What was changed in a coaching session, in order."""
    rows = db.scalars(
        select(ChangeRow)
        .where(ChangeRow.roadmap_id == roadmap_id, ChangeRow.coaching_session_id == coaching_session_id)
        .order_by(ChangeRow.number)
    )
    return [_change(row) for row in rows]


def last_at(roadmap_id: UUID, db: Session) -> dt.datetime | None:
    """When the roadmap was last changed."""
    return db.scalar(
        select(ChangeRow.at).where(ChangeRow.roadmap_id == roadmap_id).order_by(ChangeRow.number.desc()).limit(1)
    )


def _change(row: ChangeRow) -> Change:
    return Change(
        row.roadmap_id,
        row.revision,
        row.number,
        row.who,
        row.coaching_session_id,
        row.at,
        row.noun,
        row.object_id,
        row.before,
        row.after,
    )
