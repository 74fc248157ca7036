"""What people say the goals weigh: one row per person, way and goal (or pair), none where nothing was said; and what
the room agreed on."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from lotsen.domain.room import Pair, Weighing, WeightAnswers
from lotsen.domain.weighing import directed
from lotsen.store.rows import AgreedWeightRow, GoalAnswerRow, GoalComparisonRow, GoalMarksRow

_Row = GoalMarksRow | GoalAnswerRow | GoalComparisonRow


def of_roadmap(roadmap_id: UUID, db: Session) -> dict[UUID, WeightAnswers]:
    """Everybody's answers in every way. A person who gave none is not in it."""
    return _answers(roadmap_id, db)


def of_person(roadmap_id: UUID, person_id: UUID, db: Session) -> WeightAnswers:
    """One person's answers in every way."""
    return _answers(roadmap_id, db, person_id).get(person_id, WeightAnswers())


def _answers(roadmap_id: UUID, db: Session, person_id: UUID | None = None) -> dict[UUID, WeightAnswers]:
    def of(row: type[_Row], *columns: InstrumentedAttribute[Any]) -> Sequence[Any]:
        query = select(row.person_id, *columns).where(row.roadmap_id == roadmap_id)
        return db.execute(query if person_id is None else query.where(row.person_id == person_id)).all()

    found: dict[UUID, dict[str, dict[Any, float]]] = {}

    def keep(person: UUID, way: Weighing, about: UUID | Pair, value: float) -> None:
        found.setdefault(person, {one.value: {} for one in Weighing})[way.value][about] = value

    for person, goal, marks in of(GoalMarksRow, GoalMarksRow.goal_id, GoalMarksRow.marks):
        if marks > 0:
            keep(person, Weighing.MARKS, goal, float(marks))
    for person, way, goal, value in of(
        GoalAnswerRow, GoalAnswerRow.weighing, GoalAnswerRow.goal_id, GoalAnswerRow.value
    ):
        keep(person, way, goal, value)
    comparison = GoalComparisonRow
    for person, one, other, ratio in of(comparison, comparison.goal_id, comparison.other_id, comparison.ratio):
        keep(person, Weighing.PAIRS, *directed(one, other, ratio))
    return {person: WeightAnswers(**ways) for person, ways in found.items()}


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


def answer(
    roadmap_id: UUID,
    person_id: UUID,
    way: Weighing,
    goals: Collection[UUID],
    values: Mapping[UUID, float],
    entered_by: UUID | None,
    at: dt.datetime,
    db: Session,
) -> None:
    """Replace one person's swings or places on `goals`."""
    db.execute(
        delete(GoalAnswerRow).where(
            GoalAnswerRow.roadmap_id == roadmap_id,
            GoalAnswerRow.person_id == person_id,
            GoalAnswerRow.weighing == way,
            GoalAnswerRow.goal_id.in_(goals),
        )
    )
    by = {"roadmap_id": roadmap_id, "person_id": person_id, "weighing": way, "entered_by": entered_by, "at": at}
    rows = [{**by, "goal_id": goal, "value": value} for goal, value in values.items()]
    if rows:
        db.execute(insert(GoalAnswerRow), rows)


def compare(
    roadmap_id: UUID,
    person_id: UUID,
    pair: Pair,
    ratio: float | None,
    entered_by: UUID | None,
    at: dt.datetime,
    db: Session,
) -> None:
    """Replace one person's comparison of two goals; null takes it back."""
    db.execute(
        delete(GoalComparisonRow).where(
            GoalComparisonRow.roadmap_id == roadmap_id,
            GoalComparisonRow.person_id == person_id,
            GoalComparisonRow.goal_id.in_(pair),
            GoalComparisonRow.other_id.in_(pair),
        )
    )
    if ratio is not None:
        one, other = pair
        db.add(
            GoalComparisonRow(
                roadmap_id=roadmap_id,
                person_id=person_id,
                goal_id=one,
                other_id=other,
                ratio=ratio,
                entered_by=entered_by,
                at=at,
            )
        )
        db.flush()


def agreed(roadmap_id: UUID, db: Session) -> dict[UUID, float]:
    """What the room agreed on, in points by goal of either level; nothing where it did not."""
    query = select(AgreedWeightRow.goal_id, AgreedWeightRow.points).where(AgreedWeightRow.roadmap_id == roadmap_id)
    return {row.goal_id: row.points for row in db.execute(query)}


def agree(
    roadmap_id: UUID, goals: Collection[UUID], points: Mapping[UUID, float], by: UUID, at: dt.datetime, db: Session
) -> None:
    """Replace what the room agreed on for `goals`; no points take it back."""
    db.execute(
        delete(AgreedWeightRow).where(AgreedWeightRow.roadmap_id == roadmap_id, AgreedWeightRow.goal_id.in_(goals))
    )
    rows = [
        {"roadmap_id": roadmap_id, "goal_id": goal, "points": given, "by": by, "at": at}
        for goal, given in points.items()
    ]
    if rows:
        db.execute(insert(AgreedWeightRow), rows)
