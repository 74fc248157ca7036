"""The marks that people give to goals: one row per person and goal, none where there is no mark."""

import datetime as dt
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lotsen.store.rows import GoalMarksRow


def of_roadmap(roadmap_id: UUID, db: Session) -> dict[UUID, dict[UUID, int]]:
    """Everybody's marks: person → goal → marks. A person who gave none is not in it."""
    rows = db.execute(
        select(GoalMarksRow.person_id, GoalMarksRow.goal_id, GoalMarksRow.marks).where(
            GoalMarksRow.roadmap_id == roadmap_id, GoalMarksRow.marks > 0
        )
    )
    given: dict[UUID, dict[UUID, int]] = {}
    for person, goal, marks in rows:
        given.setdefault(person, {})[goal] = marks
    return given


def of_person(roadmap_id: UUID, person_id: UUID, goals: Collection[UUID], db: Session) -> dict[UUID, int]:
    """One person's marks on these goals."""
    rows = db.execute(
        select(GoalMarksRow.goal_id, GoalMarksRow.marks).where(
            GoalMarksRow.roadmap_id == roadmap_id,
            GoalMarksRow.person_id == person_id,
            GoalMarksRow.goal_id.in_(goals),
            GoalMarksRow.marks > 0,
        )
    )
    return {row.goal_id: row.marks for row in rows}


def give(
    roadmap_id: UUID,
    person_id: UUID,
    goals: Collection[UUID],
    marks: Mapping[UUID, int],
    entered_by: UUID | None,
    at: dt.datetime,
    db: Session,
) -> None:
    """Replace one person's marks on `goals`. `entered_by` is who typed them, when that was somebody else."""
    db.execute(
        delete(GoalMarksRow).where(
            GoalMarksRow.roadmap_id == roadmap_id,
            GoalMarksRow.person_id == person_id,
            GoalMarksRow.goal_id.in_(goals),
        )
    )
    rows = [
        {
            "roadmap_id": roadmap_id,
            "person_id": person_id,
            "goal_id": goal,
            "marks": given,
            "entered_by": entered_by,
            "at": at,
        }
        for goal, given in marks.items()
    ]
    if rows:
        db.execute(insert(GoalMarksRow), rows)
