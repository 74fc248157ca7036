"""How it goes: status reports, readings of indicators, and effects that were seen."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.orm import Session

from lotsen.domain.followup import CheckIn, GoalReading, ReportedEffect
from lotsen.store.rows import (
    ApprovalRow,
    CheckInRow,
    GoalReadingRow,
    GoalRow,
    InterventionRow,
    MembershipRow,
    OrganisationRow,
    PersonRow,
    PlanBaselineRow,
    ReportedEffectRow,
    RoadmapRow,
)

# Status reports --------------------------------------------------------------------------------------------------


def check_ins(roadmap_id: UUID, db: Session) -> list[CheckIn]:
    """All reports, newest first."""
    row = CheckInRow
    rows = db.execute(
        select(row.id, row.intervention_id, row.at, row.by, row.status, row.progress, row.note, row.finish)
        .where(row.roadmap_id == roadmap_id)
        .order_by(row.at.desc(), row.id.desc())
    )
    return [CheckIn(*each) for each in rows]


def add_check_in(roadmap_id: UUID, made: CheckIn, db: Session) -> None:
    """Keep a new report."""
    db.execute(
        insert(CheckInRow).values(
            roadmap_id=roadmap_id,
            id=made.id,
            intervention_id=made.intervention_id,
            at=made.at,
            by=made.by,
            status=made.status,
            progress=made.progress,
            note=made.note,
            finish=made.finish,
        )
    )


# Readings --------------------------------------------------------------------------------------------------------


def readings(roadmap_id: UUID, db: Session) -> list[GoalReading]:
    """All readings, by day."""
    row = GoalReadingRow
    rows = db.execute(
        select(row.id, row.goal_id, row.day, row.value, row.note, row.by)
        .where(row.roadmap_id == roadmap_id)
        .order_by(row.day, row.id)
    )
    return [GoalReading(id_, goal, day, _plain(value), note, by) for id_, goal, day, value, note, by in rows]


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that the database puts after a number."""
    return value.normalize() + 0 if value else Decimal(0)


def add_reading(roadmap_id: UUID, made: GoalReading, db: Session) -> None:
    """Keep a new reading."""
    db.execute(
        insert(GoalReadingRow).values(
            roadmap_id=roadmap_id,
            id=made.id,
            goal_id=made.goal_id,
            day=made.day,
            value=made.value,
            note=made.note,
            by=made.by,
        )
    )


def remove_reading(roadmap_id: UUID, reading_id: UUID, db: Session) -> None:
    """Remove a reading."""
    db.execute(delete(GoalReadingRow).where(GoalReadingRow.roadmap_id == roadmap_id, GoalReadingRow.id == reading_id))


# Effects ---------------------------------------------------------------------------------------------------------


def effects(roadmap_id: UUID, db: Session) -> list[ReportedEffect]:
    """All effects that were seen."""
    row = ReportedEffectRow
    rows = db.execute(
        select(row.intervention_id, row.goal_id, row.value, row.at, row.by)
        .where(row.roadmap_id == roadmap_id)
        .order_by(row.intervention_id, row.goal_id)
    )
    return [ReportedEffect(*each) for each in rows]


def effect(roadmap_id: UUID, intervention_id: UUID, goal_id: UUID, db: Session) -> ReportedEffect | None:
    """What was seen of one intervention on one goal."""
    key = {"roadmap_id": roadmap_id, "intervention_id": intervention_id, "goal_id": goal_id}
    row = db.get(ReportedEffectRow, key)
    return ReportedEffect(row.intervention_id, row.goal_id, row.value, row.at, row.by) if row else None


def put_effect(roadmap_id: UUID, seen: ReportedEffect, db: Session) -> None:
    """Write what was seen over what was said before."""
    db.merge(
        ReportedEffectRow(
            roadmap_id=roadmap_id,
            intervention_id=seen.intervention_id,
            goal_id=seen.goal_id,
            value=seen.value,
            at=seen.at,
            by=seen.by,
        )
    )
    db.flush()


def remove_effect(roadmap_id: UUID, intervention_id: UUID, goal_id: UUID, db: Session) -> None:
    """Take back what was said to be seen."""
    row = ReportedEffectRow
    db.execute(
        delete(row).where(row.roadmap_id == roadmap_id, row.intervention_id == intervention_id, row.goal_id == goal_id)
    )


def effects_elsewhere(person_id: UUID, db: Session) -> list[tuple[str, str, UUID, int]]:
    """Effects that were seen of interventions of the library on goals of the starter content, the oldest first.

    Each with the two keys and the organisation; neither the demos' nor those of organisations that the person is in.
    """
    seen, item, goal, home = ReportedEffectRow, InterventionRow, GoalRow, RoadmapRow
    own = select(MembershipRow.organisation_id).where(MembershipRow.person_id == person_id)
    rows = db.execute(
        select(item.origin, goal.origin, home.organisation_id, seen.value)
        .join(item, and_(item.roadmap_id == seen.roadmap_id, item.id == seen.intervention_id))
        .join(goal, and_(goal.roadmap_id == seen.roadmap_id, goal.id == seen.goal_id))
        .join(home, home.id == seen.roadmap_id)
        .join(OrganisationRow, OrganisationRow.id == home.organisation_id)
        .where(
            item.origin.is_not(None),
            goal.origin.is_not(None),
            OrganisationRow.demo.is_(None),
            home.organisation_id.not_in(own),
        )
        .order_by(seen.at, seen.intervention_id)
    )
    return [(key, towards, body, value) for key, towards, body, value in rows if key and towards]


# People ----------------------------------------------------------------------------------------------------------


def names(roadmap_id: UUID, db: Session) -> dict[UUID, str]:
    """The names of everybody who said any of it, or something of a frozen plan."""
    said = [
        select(row.by).where(row.roadmap_id == roadmap_id)
        for row in (CheckInRow, GoalReadingRow, ReportedEffectRow, PlanBaselineRow, ApprovalRow)
    ]
    rows = db.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(said[0].union(*said[1:]))))
    return {row[0]: row[1] for row in rows}
