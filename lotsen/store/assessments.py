"""Judgements of categories by goals and by the criteria beside them: one row per person and cell."""

import datetime as dt
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, func, insert, select, tuple_, union, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from lotsen.domain.assessment import AgreedValue, Assessment, Judgement
from lotsen.domain.criterion import Criterion
from lotsen.store.rows import (
    AgreedValueRow,
    CriterionAssessmentRow,
    CriterionRow,
    CriterionWeightRow,
    GoalAssessmentRow,
)

Cell = tuple[UUID, UUID]
"""Category and subject, which is a goal or a criterion."""

Answered = type[GoalAssessmentRow] | type[CriterionAssessmentRow]
TABLES: tuple[Answered, ...] = (GoalAssessmentRow, CriterionAssessmentRow)


def _subject(table: Answered) -> InstrumentedAttribute[UUID]:
    return table.goal_id if table is GoalAssessmentRow else table.criterion_id  # type: ignore[union-attr]


def _subject_column(table: Answered) -> str:
    return "goal_id" if table is GoalAssessmentRow else "criterion_id"


def tallied(
    roadmap_id: UUID, db: Session, among: Collection[UUID] | None = None
) -> list[tuple[UUID, UUID, int | None, int]]:
    """How often each answer was given to each cell: category, subject, answer (null: 'I don't know'), people.

    `among` counts the answers of these people alone.
    """
    found: list[tuple[UUID, UUID, int | None, int]] = []
    for table in TABLES:
        subject = _subject(table)
        query = select(table.category_id, subject, table.value, func.count()).where(table.roadmap_id == roadmap_id)
        if among is not None:
            query = query.where(table.person_id.in_(among))
        rows = db.execute(query.group_by(table.category_id, subject, table.value))
        found += [(category, goal, value, count) for category, goal, value, count in rows]
    return found


def everybodys(roadmap_id: UUID, db: Session) -> list[tuple[UUID, UUID, UUID, int | None]]:
    """Every single answer on category × goal: person, category, goal, value (null: 'I don't know')."""
    table = GoalAssessmentRow
    rows = db.execute(
        select(table.person_id, table.category_id, table.goal_id, table.value).where(table.roadmap_id == roadmap_id)
    )
    return [(person, category, goal, value) for person, category, goal, value in rows]


def counts_of_people(roadmap_id: UUID, db: Session) -> dict[UUID, int]:
    """How many cells of category × goal each person has answered, 'I don't know' included."""
    rows = db.execute(
        select(GoalAssessmentRow.person_id, func.count())
        .where(GoalAssessmentRow.roadmap_id == roadmap_id, GoalAssessmentRow.stale.is_(False))
        .group_by(GoalAssessmentRow.person_id)
    )
    return {row[0]: row[1] for row in rows}


def reasons(roadmap_id: UUID, db: Session, cell: Cell | None = None) -> list[tuple[Cell, int | None, str]]:
    """The reasons that people gave, of one cell or of all: cell, answer, reason. Never whose they are."""
    found: list[tuple[Cell, int | None, str]] = []
    for table in TABLES:
        subject = _subject(table)
        query = select(table.category_id, subject, table.value, table.reason).where(
            table.roadmap_id == roadmap_id, table.reason != ""
        )
        if cell:
            query = query.where(table.category_id == cell[0], subject == cell[1])
        rows = db.execute(query.order_by(table.value.desc(), table.reason))
        found += [((category, goal), value, reason) for category, goal, value, reason in rows]
    return found


def reasons_of_person(roadmap_id: UUID, person_id: UUID, db: Session) -> dict[Cell, str]:
    """One person's own reasons by cell."""
    found: dict[Cell, str] = {}
    for table in TABLES:
        rows = db.execute(
            select(table.category_id, _subject(table), table.reason).where(
                table.roadmap_id == roadmap_id, table.person_id == person_id, table.reason != ""
            )
        )
        found |= {(category, subject): reason for category, subject, reason in rows}
    return found


def set_reason(roadmap_id: UUID, person_id: UUID, table: Answered, cell: Cell, reason: str, db: Session) -> bool:
    """Write a person's reason for an answer that is there; whether there was one."""
    done = db.scalar(
        update(table)
        .where(
            table.roadmap_id == roadmap_id,
            table.person_id == person_id,
            table.category_id == cell[0],
            _subject(table) == cell[1],
        )
        .values(reason=reason)
        .returning(table.person_id)
    )
    return done is not None


def stale(roadmap_id: UUID, db: Session) -> dict[Cell, int]:
    """Cells with answers to an older wording, and how many answers those are."""
    rows = db.execute(
        select(GoalAssessmentRow.category_id, GoalAssessmentRow.goal_id, func.count())
        .where(GoalAssessmentRow.roadmap_id == roadmap_id, GoalAssessmentRow.stale.is_(True))
        .group_by(GoalAssessmentRow.category_id, GoalAssessmentRow.goal_id)
    )
    return {(category, goal): count for category, goal, count in rows}


def add_criterion(criterion: Criterion, db: Session) -> None:
    """Put one more criterion beside the goals."""
    db.add(
        CriterionRow(
            roadmap_id=criterion.roadmap_id,
            id=criterion.id,
            kind=criterion.kind,
            position=criterion.position,
            name=criterion.name,
            version=criterion.version,
        )
    )
    db.flush()


def remove_criterion(roadmap_id: UUID, criterion_id: UUID, db: Session) -> None:
    """Take a criterion away, with its weight and everybody's judgements of it."""
    db.execute(delete(CriterionRow).where(CriterionRow.roadmap_id == roadmap_id, CriterionRow.id == criterion_id))


def people(roadmap_id: UUID, db: Session, among: Collection[UUID] | None = None) -> int:
    """How many people have judged anything; `among` counts these alone."""
    each = [select(table.person_id).where(table.roadmap_id == roadmap_id) for table in TABLES]
    if among is not None:
        each = [query.where(table.person_id.in_(among)) for query, table in zip(each, TABLES, strict=True)]
    return db.scalar(select(func.count()).select_from(union(*each).subquery())) or 0


def of_person(roadmap_id: UUID, person_id: UUID, db: Session) -> dict[Cell, int | None]:
    """One person's answers by cell; null is 'I don't know', and a cell without an answer is not there."""
    answers: dict[Cell, int | None] = {}
    for table in TABLES:
        rows = db.execute(
            select(table.category_id, _subject(table), table.value).where(
                table.roadmap_id == roadmap_id, table.person_id == person_id
            )
        )
        answers |= {(category, subject): value for category, subject, value in rows}
    return answers


def answers(roadmap_id: UUID, person_id: UUID, db: Session) -> dict[Cell, Assessment]:
    """The same with reasons, and whether they were given to an older wording."""
    found: dict[Cell, Assessment] = {}
    for table in TABLES:
        subject = _subject(table)
        rows = db.execute(
            select(
                table.category_id, subject, table.value, table.reason, table.entered_by, table.at, table.stale
            ).where(table.roadmap_id == roadmap_id, table.person_id == person_id)
        )
        found |= {(row[0], row[1]): Assessment(person_id, *row) for row in rows}
    return found


def answered(roadmap_id: UUID, db: Session) -> dict[UUID, set[Cell]]:
    """The cells that each person has answered in their present wording."""
    found: dict[UUID, set[Cell]] = {}
    for table in TABLES:
        rows = db.execute(
            select(table.person_id, table.category_id, _subject(table)).where(
                table.roadmap_id == roadmap_id, table.stale.is_(False)
            )
        )
        for person, category, subject in rows:
            found.setdefault(person, set()).add((category, subject))
    return found


def on_subject(roadmap_id: UUID, subject_id: UUID, db: Session) -> int:
    """How many judgements there are of a goal or a criterion."""
    return sum(
        db.scalar(
            select(func.count()).select_from(table).where(table.roadmap_id == roadmap_id, _subject(table) == subject_id)
        )
        or 0
        for table in TABLES
    )


def put(
    roadmap_id: UUID,
    person_id: UUID,
    table: Answered,
    judgements: Sequence[Judgement],
    entered_by: UUID | None,
    at: dt.datetime,
    db: Session,
) -> None:
    """Write one person's answers over those that were there, keeping their reasons; cleared ones are taken out."""
    cells = [(one.category_id, one.subject_id) for one in judgements]
    if not cells:
        return
    mine = (
        table.roadmap_id == roadmap_id,
        table.person_id == person_id,
        tuple_(table.category_id, _subject(table)).in_(cells),
    )
    reasons: dict[Cell, str] = {
        (category, subject): reason
        for category, subject, reason in db.execute(
            select(table.category_id, _subject(table), table.reason).where(*mine)
        )
    }
    db.execute(delete(table).where(*mine))
    rows = [
        {
            "roadmap_id": roadmap_id,
            "person_id": person_id,
            "category_id": one.category_id,
            _subject_column(table): one.subject_id,
            "value": one.value,
            "reason": reasons.get((one.category_id, one.subject_id), ""),
            "entered_by": entered_by,
            "at": at,
            "stale": False,
        }
        for one in judgements
        if not one.cleared
    ]
    if rows:
        db.execute(insert(table), rows)


def agreed(roadmap_id: UUID, db: Session) -> list[AgreedValue]:
    """What the room settled on."""
    rows = db.scalars(select(AgreedValueRow).where(AgreedValueRow.roadmap_id == roadmap_id))
    return [AgreedValue(row.category_id, row.goal_id, row.value, row.reason, row.by, row.at) for row in rows]


def put_agreed(roadmap_id: UUID, value: AgreedValue, db: Session) -> None:
    """Write what the room settled on for a cell, over what it had settled on before."""
    db.merge(
        AgreedValueRow(
            roadmap_id=roadmap_id,
            category_id=value.category_id,
            goal_id=value.subject_id,
            value=value.value,
            reason=value.reason,
            by=value.by,
            at=value.at,
        )
    )
    db.flush()


def remove_agreed(roadmap_id: UUID, category_id: UUID, goal_id: UUID, db: Session) -> None:
    """Let the votes count again."""
    db.execute(
        delete(AgreedValueRow).where(
            AgreedValueRow.roadmap_id == roadmap_id,
            AgreedValueRow.category_id == category_id,
            AgreedValueRow.goal_id == goal_id,
        )
    )


def criteria(roadmap_id: UUID, db: Session) -> list[tuple[Criterion, int]]:
    """What stands beside the goals, in order, with its weight in per cent of the whole."""
    rows = db.execute(
        select(CriterionRow, CriterionWeightRow.percent)
        .outerjoin(
            CriterionWeightRow,
            (CriterionWeightRow.roadmap_id == CriterionRow.roadmap_id)
            & (CriterionWeightRow.criterion_id == CriterionRow.id),
        )
        .where(CriterionRow.roadmap_id == roadmap_id)
        .order_by(CriterionRow.position, CriterionRow.id)
    )
    return [
        (Criterion(row.id, row.roadmap_id, row.kind, row.position, row.name, row.version), percent or 0)
        for row, percent in rows
    ]


def weigh_criterion(roadmap_id: UUID, criterion_id: UUID, percent: int, db: Session) -> None:
    """Give a criterion its weight; nothing is no row."""
    db.execute(
        delete(CriterionWeightRow).where(
            CriterionWeightRow.roadmap_id == roadmap_id, CriterionWeightRow.criterion_id == criterion_id
        )
    )
    if percent:
        db.add(CriterionWeightRow(roadmap_id=roadmap_id, criterion_id=criterion_id, percent=percent))
    db.flush()
