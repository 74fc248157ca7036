"""Goals, and what hangs on them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, union, update
from sqlalchemy.orm import Session

from lotsen.domain.goal import Goal, GoalLevel, Hanging
from lotsen.store.rows import (
    AgreedValueRow,
    AgreedWeightRow,
    GoalAnswerRow,
    GoalAssessmentRow,
    GoalComparisonRow,
    GoalMarksRow,
    GoalRow,
    InterventionEffectRow,
    OfRoadmap,
    PolicyLineGoalRow,
)

_WRITTEN = (
    "title",
    "description",
    "indicator",
    "unit",
    "baseline",
    "target",
    "target_year",
    "present_state",
    "actions",
)


def of_roadmap(roadmap_id: UUID, db: Session, level: GoalLevel | None = None) -> list[Goal]:
    """The roadmap's goals in their order, those of procurement before those of the function."""
    query = select(GoalRow).where(GoalRow.roadmap_id == roadmap_id)
    if level:
        query = query.where(GoalRow.level == level)
    found = [_goal(row) for row in db.scalars(query.order_by(GoalRow.position, GoalRow.id))]
    return sorted(found, key=lambda goal: goal.level is GoalLevel.FUNCTION)


def get(roadmap_id: UUID, goal_id: UUID, db: Session) -> Goal | None:
    row = db.get(GoalRow, {"roadmap_id": roadmap_id, "id": goal_id})
    return _goal(row) if row else None


def add(roadmap_id: UUID, goal: Goal, db: Session) -> None:
    db.add(
        GoalRow(
            roadmap_id=roadmap_id,
            id=goal.id,
            level=goal.level,
            position=goal.position,
            origin=goal.origin,
            origin_version=goal.origin_version,
            version=goal.version,
            **{name: getattr(goal, name) for name in _WRITTEN},
        )
    )
    db.flush()


def write(roadmap_id: UUID, goal: Goal, db: Session) -> None:
    """Write what people write of a goal; its version is the one that it now has."""
    db.execute(
        update(GoalRow)
        .where(GoalRow.roadmap_id == roadmap_id, GoalRow.id == goal.id)
        .values(version=goal.version, **{name: getattr(goal, name) for name in _WRITTEN})
    )


def place(roadmap_id: UUID, order: Sequence[UUID], db: Session) -> None:
    """Put goals of one level into this order."""
    for position, goal_id in enumerate(order):
        db.execute(
            update(GoalRow).where(GoalRow.roadmap_id == roadmap_id, GoalRow.id == goal_id).values(position=position)
        )


def remove(roadmap_id: UUID, goal_id: UUID, db: Session) -> None:
    """Remove a goal with everything that hangs on it."""
    db.execute(delete(GoalRow).where(GoalRow.roadmap_id == roadmap_id, GoalRow.id == goal_id))


def change_level(roadmap_id: UUID, goal: Goal, db: Session) -> None:
    """Write a goal's level and place; its weighing and judgements, which were given on the other level, go."""
    for row in (GoalMarksRow, GoalAnswerRow, AgreedWeightRow, GoalAssessmentRow, AgreedValueRow):
        db.execute(delete(row).where(row.roadmap_id == roadmap_id, row.goal_id == goal.id))
    db.execute(delete(GoalComparisonRow).where(GoalComparisonRow.roadmap_id == roadmap_id, _compares(goal.id)))
    db.execute(
        update(GoalRow)
        .where(GoalRow.roadmap_id == roadmap_id, GoalRow.id == goal.id)
        .values(level=goal.level, position=goal.position, version=goal.version)
    )


def hanging(roadmap_id: UUID, goal_id: UUID, db: Session) -> Hanging:
    def count(row: type[OfRoadmap], *conditions: ColumnElement[bool]) -> int:
        return db.scalar(select(func.count()).select_from(row).where(row.roadmap_id == roadmap_id, *conditions)) or 0

    return Hanging(
        marks=count(GoalMarksRow, GoalMarksRow.goal_id == goal_id),
        weighings=_weighings(roadmap_id, goal_id, db),
        agreed_weight=count(AgreedWeightRow, AgreedWeightRow.goal_id == goal_id) > 0,
        judgements=count(GoalAssessmentRow, GoalAssessmentRow.goal_id == goal_id),
        agreed_values=count(AgreedValueRow, AgreedValueRow.goal_id == goal_id),
        policy_lines=count(PolicyLineGoalRow, PolicyLineGoalRow.goal_id == goal_id),
        interventions=count(InterventionEffectRow, InterventionEffectRow.goal_id == goal_id),
        stale=count(GoalAssessmentRow, GoalAssessmentRow.goal_id == goal_id, GoalAssessmentRow.stale.is_(True)),
    )


def _weighings(roadmap_id: UUID, goal_id: UUID, db: Session) -> int:
    """How many people said in another way than by marks what a goal weighs."""
    answers = select(GoalAnswerRow.person_id).where(
        GoalAnswerRow.roadmap_id == roadmap_id, GoalAnswerRow.goal_id == goal_id
    )
    comparisons = select(GoalComparisonRow.person_id).where(
        GoalComparisonRow.roadmap_id == roadmap_id, _compares(goal_id)
    )
    return db.scalar(select(func.count()).select_from(union(answers, comparisons).subquery())) or 0


def _compares(goal_id: UUID) -> ColumnElement[bool]:
    return or_(GoalComparisonRow.goal_id == goal_id, GoalComparisonRow.other_id == goal_id)


def ask_again(roadmap_id: UUID, goal_id: UUID, db: Session) -> None:
    """Mark every judgement of a goal as given to an older wording."""
    db.execute(
        update(GoalAssessmentRow)
        .where(GoalAssessmentRow.roadmap_id == roadmap_id, GoalAssessmentRow.goal_id == goal_id)
        .values(stale=True)
    )


def discard_judgements(roadmap_id: UUID, goal_id: UUID, db: Session) -> None:
    """Remove everybody's judgements of a goal, and what was agreed on."""
    for row in (GoalAssessmentRow, AgreedValueRow):
        db.execute(delete(row).where(row.roadmap_id == roadmap_id, row.goal_id == goal_id))


def _goal(row: GoalRow) -> Goal:
    return Goal(
        id=row.id,
        roadmap_id=row.roadmap_id,
        level=row.level,
        position=row.position,
        title=row.title,
        description=row.description,
        indicator=row.indicator,
        unit=row.unit,
        baseline=row.baseline,
        target=row.target,
        target_year=row.target_year,
        present_state=row.present_state,
        actions=row.actions,
        origin=row.origin,
        origin_version=row.origin_version,
        version=row.version,
    )
