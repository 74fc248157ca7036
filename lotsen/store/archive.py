"""A roadmap's rows as plain data and back: the one serialiser of archives, snapshots, copies and demos."""

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, Enum, Float, Numeric, Table, Uuid, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lotsen.domain.localtext import LocalText
from lotsen.errors import N_, InvalidInput
from lotsen.store import rows
from lotsen.store.columns import Instant, LocalTextColumn

Row = dict[str, Any]

TABLES: tuple[Table, ...] = tuple(
    row.__table__  # type: ignore[misc]
    for row in (
        rows.GoalRow,
        rows.GoalMarksRow,
        rows.GoalAnswerRow,
        rows.GoalComparisonRow,
        rows.AgreedWeightRow,
        rows.RoomMethodRow,
        rows.CriterionRow,
        rows.CriterionWeightRow,
        rows.PolicyLineRow,
        rows.PolicyLineEditionRow,
        rows.PolicyLineGoalRow,
        rows.CategoryRow,
        rows.PolicyLineCategoryRow,
        rows.OwnFactorRow,
        rows.StatedSpendRow,
        rows.SpendImportRow,
        rows.SpendFactRow,
        rows.MappingRuleRow,
        rows.GoalAssessmentRow,
        rows.CriterionAssessmentRow,
        rows.AgreedValueRow,
        rows.AskedCellRow,
        rows.ScenarioRow,
        rows.InterventionRow,
        rows.InterventionEffectRow,
        rows.InterventionEffortRow,
        rows.InterventionOrderRow,
        rows.InterventionVariantRow,
        rows.InterventionCostRow,
        rows.InterventionCategoryRow,
        rows.InterventionExclusionRow,
        rows.MilestoneRow,
        rows.CapacityRow,
        rows.CapacityQuarterRow,
        rows.PinRow,
        rows.ScenarioPlanRow,
        rows.PlanBaselineRow,
        rows.ApprovalRow,
        rows.CheckInRow,
        rows.GoalReadingRow,
        rows.ReportedEffectRow,
    )
)
"""Everything that belongs to a roadmap and travels with it, in an order that links allow. What only this database
remembers of it (changes, snapshots, sessions, jobs) stays."""

PEOPLE = ("person_id", "entered_by", "by")
"""The columns that name a person."""

HERE = {("spend_import", "lines")}
"""Columns that mean something in this installation alone: they stay empty in an archive."""


def dump(roadmap_id: UUID, db: Session, only: Collection[str] | None = None) -> dict[str, list[Row]]:
    """Every row of the roadmap, table by table, without the roadmap's own id; of the tables named in `only`, if any
    are."""
    return {table.name: _dump(table, roadmap_id, db) for table in TABLES if only is None or table.name in only}


def _dump(table: Table, roadmap_id: UUID, db: Session) -> list[Row]:
    columns = [column for column in table.columns if column.name != "roadmap_id"]
    query = select(*columns).where(table.c.roadmap_id == roadmap_id).order_by(*table.primary_key.columns)
    return [
        {
            column.name: None if (table.name, column.name) in HERE else _freeze(value)
            for column, value in zip(columns, row, strict=True)
        }
        for row in db.execute(query)
    ]


def people_of(tables: Mapping[str, list[Row]]) -> set[UUID]:
    """Everybody whom the rows name."""
    return {UUID(row[name]) for rows in tables.values() for row in rows for name in PEOPLE if row.get(name)}


def load(roadmap_id: UUID, tables: Mapping[str, Any], people: Mapping[UUID, UUID], db: Session) -> None:
    """Write a dump into an empty roadmap; `people` says who each person of the dump is here.

    Raises InvalidInput that names table and row when something doesn't fit.
    """
    unknown = set(tables) - {table.name for table in TABLES}
    if unknown:
        raise InvalidInput(N_("The archive holds an unknown part: {name}."), name=min(unknown))
    for table in TABLES:
        found = tables.get(table.name, [])
        if not isinstance(found, list):
            raise InvalidInput(N_("The archive's part {name} is not a list."), name=table.name)
        ready = [{"roadmap_id": roadmap_id, **_row(table, number, row, people)} for number, row in enumerate(found, 1)]
        if table.name == "category":
            ready = _parents_first(ready)
        _insert(table, ready, db)


def _insert(table: Table, ready: list[Row], db: Session) -> None:
    try:
        for start in range(0, len(ready), 1000):
            db.execute(insert(table), ready[start : start + 1000])
    except IntegrityError as error:
        raise InvalidInput(
            N_("The archive's part {name} refers to something that is not in it, or says a thing twice."),
            name=table.name,
        ) from error


def _parents_first(categories: list[Row]) -> list[Row]:
    """Parents before children; what has no place in a tree keeps its order and is refused by the database."""
    done: set[UUID | None] = {None}
    ready: list[Row] = []
    waiting = categories
    while waiting:
        fit = [row for row in waiting if row["parent_id"] in done]
        if not fit:
            return ready + waiting
        done |= {row["id"] for row in fit}
        ready += fit
        waiting = [row for row in waiting if row["id"] not in done]
    return ready


def _row(table: Table, number: int, row: Any, people: Mapping[UUID, UUID]) -> Row:
    if not isinstance(row, dict):
        raise _unfit(table, number, "?")
    known = {column.name: column for column in table.columns if column.name != "roadmap_id"}
    if strange := set(row) - set(known):
        raise _unfit(table, number, min(strange))
    ready: Row = {}
    for name, column in known.items():
        value = row.get(name)
        if value is None and not column.nullable and column.default is None:
            raise _unfit(table, number, name)
        if value is None and not column.nullable:
            continue
        try:
            ready[name] = _thaw(column, value)
        except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise _unfit(table, number, name) from error
        if name in PEOPLE and ready[name] is not None:
            if ready[name] not in people:
                raise _unfit(table, number, name)
            ready[name] = people[ready[name]]
    return ready


def _unfit(table: Table, number: int, column: str) -> InvalidInput:
    return InvalidInput(
        N_("The archive can't be read: part {table}, row {row}, field {column}."),
        table=table.name,
        row=number,
        column=column,
    )


def _freeze(value: Any) -> Any:
    match value:
        case LocalText():
            return value.to_json()
        case UUID() | Decimal():
            return str(value)
        case dt.datetime() | dt.date():
            return value.isoformat()
    return getattr(value, "value", value)


def _thaw(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case LocalTextColumn():
            return LocalText.from_json(value)
        case Instant():
            return dt.datetime.fromisoformat(value)
        case Uuid():
            return UUID(value)
        case Date():
            return dt.date.fromisoformat(value)
        case Enum() as words:
            return words.enum_class(value)  # type: ignore[misc]
        case Float():
            return float(value)
        case Numeric():
            return Decimal(value)
    wanted = column.type.python_type
    if wanted in (int, str, bool) and type(value) is not wanted:
        raise TypeError(column.name)
    return value
