"""Invoice money: imports, their facts, and the rules that map them. The roadmap first, always."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, delete, func, insert, select, update
from sqlalchemy.orm import Session

from lotsen.domain.category import Influence
from lotsen.domain.spend import MappingRule, SpendFact, SpendImport
from lotsen.store.rows import MappingRuleRow, SpendFactRow, SpendImportRow

AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Money:
    """Kept money of one year, in cents."""

    year: int
    cents: int
    mapped: int
    in_house: int
    not_procurement: int


@dataclass(frozen=True, slots=True)
class SupplierMoney:
    """One supplier's money: what lies in a category, what in none, and its largest category."""

    supplier: str
    supplier_id: str
    category_id: UUID | None
    cents: int
    rows: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The file of an import's lines under the uploads folder, and since when it lies there. `key`: roadmap, import."""

    key: tuple[UUID, UUID]
    lines: str
    at: dt.datetime


def imports(roadmap_id: UUID, db: Session) -> list[SpendImport]:
    """Every import, the latest year first."""
    rows = db.scalars(
        select(SpendImportRow).where(SpendImportRow.roadmap_id == roadmap_id).order_by(SpendImportRow.year.desc())
    )
    return [_import(row) for row in rows]


def kept_lines(roadmap_id: UUID, db: Session) -> dict[UUID, str | None]:
    """Per import the file of its lines under the uploads folder, null where it is gone."""
    rows = db.execute(select(SpendImportRow.id, SpendImportRow.lines).where(SpendImportRow.roadmap_id == roadmap_id))
    return {row.id: row.lines for row in rows}


def every_lines(db: Session) -> list[Lines]:
    """The kept lines of all roadmaps: how long they are kept is nobody's own."""
    rows = db.scalars(select(SpendImportRow).where(SpendImportRow.lines.is_not(None)))
    return [Lines((row.roadmap_id, row.id), row.lines or "", row.at) for row in rows]


def forget_lines(keys: Sequence[tuple[UUID, UUID]], db: Session) -> None:
    """Note that the lines of these imports (roadmap, import) are gone."""
    for roadmap_id, import_id in keys:
        db.execute(
            update(SpendImportRow)
            .where(SpendImportRow.roadmap_id == roadmap_id, SpendImportRow.id == import_id)
            .values(lines=None)
        )


def add_import(roadmap_id: UUID, made: SpendImport, lines: str | None, db: Session) -> None:
    """Put in an import; the year must be free."""
    db.add(
        SpendImportRow(
            roadmap_id=roadmap_id,
            id=made.id,
            year=made.year,
            file_name=made.file_name,
            profile=made.profile,
            figures=made.figures,
            lines=lines,
            at=made.at,
            by=made.by,
        )
    )
    db.flush()


def remove_import(roadmap_id: UUID, import_id: UUID, db: Session) -> None:
    """Take an import out, its facts with it."""
    remove_facts(roadmap_id, import_id, db)
    db.execute(delete(SpendImportRow).where(SpendImportRow.roadmap_id == roadmap_id, SpendImportRow.id == import_id))


def remove_facts(roadmap_id: UUID, import_id: UUID, db: Session) -> None:
    """Take an import's facts out."""
    db.execute(
        delete(SpendFactRow).where(SpendFactRow.roadmap_id == roadmap_id, SpendFactRow.spend_import_id == import_id)
    )


def add_facts(roadmap_id: UUID, import_id: UUID, facts: Iterable[SpendFact], db: Session) -> int:
    """Put in an import's facts; how many there were."""
    batch: list[dict[str, Any]] = []
    number = 0
    for fact in facts:
        batch.append({**asdict(fact), "roadmap_id": roadmap_id, "spend_import_id": import_id, "number": number})
        number += 1
        if len(batch) == AT_ONCE:
            db.execute(insert(SpendFactRow), batch)
            batch = []
    if batch:
        db.execute(insert(SpendFactRow), batch)
    return number


def facts(roadmap_id: UUID, import_id: UUID, db: Session) -> list[SpendFact]:
    """An import's facts, as they were put in."""
    rows = db.scalars(
        select(SpendFactRow)
        .where(SpendFactRow.roadmap_id == roadmap_id, SpendFactRow.spend_import_id == import_id)
        .order_by(SpendFactRow.number)
    )
    names = "year unit supplier_id supplier account account_name code text cents rows negative category_id influence"
    return [SpendFact(**{name: getattr(row, name) for name in names.split()}) for row in rows]


def money(roadmap_id: UUID, db: Session) -> list[Money]:
    """What is kept per year, the latest first."""
    mapped = (SpendFactRow.influence == Influence.OPEN) & SpendFactRow.category_id.is_not(None)

    def of(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, SpendFactRow.cents), else_=0)), 0)

    rows = db.execute(
        select(
            SpendFactRow.year,
            func.coalesce(func.sum(SpendFactRow.cents), 0),
            of(mapped),
            of(SpendFactRow.influence == Influence.IN_HOUSE),
            of(SpendFactRow.influence == Influence.NOT_PROCUREMENT),
        )
        .where(SpendFactRow.roadmap_id == roadmap_id)
        .group_by(SpendFactRow.year)
        .order_by(SpendFactRow.year.desc())
    )
    return [Money(*(int(value) for value in row)) for row in rows]


def suppliers(roadmap_id: UUID, year: int, db: Session) -> list[SupplierMoney]:
    """A year's open money, per supplier and category."""
    cents = func.sum(SpendFactRow.cents)
    rows = db.execute(
        select(
            SpendFactRow.supplier,
            func.min(SpendFactRow.supplier_id),
            SpendFactRow.category_id,
            cents,
            func.sum(SpendFactRow.rows),
        )
        .where(
            SpendFactRow.roadmap_id == roadmap_id,
            SpendFactRow.year == year,
            SpendFactRow.influence == Influence.OPEN,
        )
        .group_by(SpendFactRow.supplier, SpendFactRow.category_id)
        .order_by(cents.desc(), SpendFactRow.supplier)
    )
    return [SupplierMoney(a, b, c, int(d), int(e)) for a, b, c, d, e in rows]


def rules(roadmap_id: UUID, db: Session) -> list[MappingRule]:
    """Every mapping rule, own ones first."""
    rows = db.scalars(
        select(MappingRuleRow)
        .where(MappingRuleRow.roadmap_id == roadmap_id)
        .order_by(MappingRuleRow.origin.is_not(None), MappingRuleRow.field, MappingRuleRow.match, MappingRuleRow.id)
    )
    return [_rule(row) for row in rows]


def add_rules(roadmap_id: UUID, made: Sequence[MappingRule], db: Session) -> None:
    """Put in rules."""
    if made:
        columns = ("id", "field", "match", "category_id", "influence", "origin")
        values = [{name: getattr(rule, name) for name in columns} | {"roadmap_id": roadmap_id} for rule in made]
        db.execute(insert(MappingRuleRow), values)


def remove_rule(roadmap_id: UUID, rule_id: UUID, db: Session) -> None:
    """Take one rule out."""
    db.execute(delete(MappingRuleRow).where(MappingRuleRow.roadmap_id == roadmap_id, MappingRuleRow.id == rule_id))


def _rule(row: MappingRuleRow) -> MappingRule:
    return MappingRule(row.id, row.roadmap_id, row.field, row.match, row.category_id, row.influence, row.origin)


def _import(row: SpendImportRow) -> SpendImport:
    return SpendImport(
        row.id, row.roadmap_id, row.year, row.file_name, dict(row.profile), dict(row.figures), row.at, row.by
    )
