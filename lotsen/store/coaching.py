"""Coaching sessions and the roadmaps they are on."""

import datetime as dt
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lotsen.domain.coaching import CoachingSession
from lotsen.store.rows import CoachingSessionRoadmapRow, CoachingSessionRow, MembershipRow, RoadmapRow


def _session(row: CoachingSessionRow, roadmaps: tuple[UUID, ...]) -> CoachingSession:
    return CoachingSession(
        row.id,
        row.title,
        row.day,
        row.coach,
        row.purpose,
        tuple(row.participants),
        roadmaps,
        row.opened_at,
        row.closed_at,
        row.decisions,
        row.version,
        row.join_code,
    )


def _roadmaps(session_id: UUID, db: Session) -> tuple[UUID, ...]:
    query = select(CoachingSessionRoadmapRow.roadmap_id).where(
        CoachingSessionRoadmapRow.coaching_session_id == session_id
    )
    return tuple(db.scalars(query.order_by(CoachingSessionRoadmapRow.roadmap_id)))


def get(session_id: UUID, db: Session) -> CoachingSession | None:
    row = db.get(CoachingSessionRow, session_id)
    return _session(row, _roadmaps(row.id, db)) if row else None


def of_person(person_id: UUID, db: Session) -> list[CoachingSession]:
    """The sessions on roadmaps of the person's organisations, newest first."""
    ids = (
        select(CoachingSessionRoadmapRow.coaching_session_id)
        .join(RoadmapRow, RoadmapRow.id == CoachingSessionRoadmapRow.roadmap_id)
        .join(MembershipRow, MembershipRow.organisation_id == RoadmapRow.organisation_id)
        .where(MembershipRow.person_id == person_id)
    )
    found = db.scalars(
        select(CoachingSessionRow)
        .where(CoachingSessionRow.id.in_(ids))
        .order_by(CoachingSessionRow.day.desc(), CoachingSessionRow.opened_at.desc())
    )
    return [_session(row, _roadmaps(row.id, db)) for row in found]


def add(session: CoachingSession, db: Session) -> None:
    db.add(
        CoachingSessionRow(
            id=session.id,
            title=session.title,
            day=session.day,
            coach=session.coach,
            purpose=session.purpose,
            participants=list(session.participants),
            opened_at=session.opened_at,
            closed_at=session.closed_at,
            decisions=session.decisions,
            version=session.version,
        )
    )
    db.flush()
    for roadmap_id in session.roadmaps:
        db.add(CoachingSessionRoadmapRow(coaching_session_id=session.id, roadmap_id=roadmap_id))
    db.flush()


def write(session: CoachingSession, seen: int, db: Session) -> bool:
    """Write what is said of a session, if it still has the version that was seen."""
    done = db.execute(
        update(CoachingSessionRow)
        .where(CoachingSessionRow.id == session.id, CoachingSessionRow.version == seen)
        .values(
            title=session.title,
            day=session.day,
            coach=session.coach,
            purpose=session.purpose,
            participants=list(session.participants),
            decisions=session.decisions,
            version=session.version,
        )
        .returning(CoachingSessionRow.id)
    )
    return done.first() is not None


def by_code(code: str, db: Session) -> CoachingSession | None:
    """The open session that a code leads into."""
    row = db.scalar(
        select(CoachingSessionRow).where(CoachingSessionRow.join_code == code, CoachingSessionRow.closed_at.is_(None))
    )
    return _session(row, _roadmaps(row.id, db)) if row else None


def set_code(session_id: UUID, code: str | None, db: Session) -> None:
    """Let people join by a code, or nobody any more."""
    db.execute(update(CoachingSessionRow).where(CoachingSessionRow.id == session_id).values(join_code=code))


def close(session_id: UUID, decisions: str, at: dt.datetime, db: Session) -> None:
    db.execute(
        update(CoachingSessionRow)
        .where(CoachingSessionRow.id == session_id, CoachingSessionRow.closed_at.is_(None))
        .values(closed_at=at, decisions=decisions, join_code=None, version=CoachingSessionRow.version + 1)
    )
