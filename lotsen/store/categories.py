"""Categories, the money that was stated for them or came by invoices, and own emission factors."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, func, select, update
from sqlalchemy.orm import Session

from lotsen.domain.buying import Ties, YearMoney
from lotsen.domain.category import Category, CategorySpend, Influence, SpendBasis
from lotsen.domain.factor import EmissionFactor, VatBasis
from lotsen.store.rows import (
    AgreedValueRow,
    CategoryRow,
    CriterionAssessmentRow,
    GoalAssessmentRow,
    InterventionRow,
    MappingRuleRow,
    OfRoadmap,
    OwnFactorRow,
    PolicyLineCategoryRow,
    SpendFactRow,
    StatedSpendRow,
)


def listing(roadmap_id: UUID, db: Session) -> list[Category]:
    """Every category, by position."""
    rows = db.scalars(select(CategoryRow).where(CategoryRow.roadmap_id == roadmap_id).order_by(CategoryRow.position))
    return [_category(row) for row in rows]


def get(roadmap_id: UUID, category_id: UUID, db: Session) -> Category | None:
    """One category, or nothing."""
    row = db.get(CategoryRow, {"roadmap_id": roadmap_id, "id": category_id})
    return _category(row) if row else None


def add(roadmap_id: UUID, categories: Iterable[Category], db: Session) -> None:
    """Put in new categories, parents before their children."""
    for category in categories:
        db.add(CategoryRow(**_columns(category), roadmap_id=roadmap_id, id=category.id))
        db.flush()


def put(roadmap_id: UUID, category: Category, db: Session) -> None:
    """Write a category that is there."""
    db.execute(
        update(CategoryRow)
        .where(CategoryRow.roadmap_id == roadmap_id, CategoryRow.id == category.id)
        .values(**_columns(category))
    )


def place(roadmap_id: UUID, order: Iterable[UUID], db: Session) -> None:
    """Number categories in this order; a place is no new version of a category."""
    for position, category_id in enumerate(order):
        db.execute(
            update(CategoryRow)
            .where(CategoryRow.roadmap_id == roadmap_id, CategoryRow.id == category_id)
            .values(position=position)
        )


def ties(roadmap_id: UUID, ids: Collection[UUID], db: Session) -> Ties:
    """What hangs on these categories."""

    def count(row: type[OfRoadmap], column: str = "category_id") -> int:
        counted = select(func.count()).select_from(row)
        return db.scalar(counted.where(row.roadmap_id == roadmap_id, getattr(row, column).in_(ids))) or 0

    return Ties(
        stated_spend=count(StatedSpendRow),
        mapping_rules=count(MappingRuleRow),
        judgements=count(GoalAssessmentRow) + count(CriterionAssessmentRow) + count(AgreedValueRow),
        policy_lines=count(PolicyLineCategoryRow),
        interventions=count(InterventionRow),
        invoice_cents=db.scalar(
            select(func.coalesce(func.sum(SpendFactRow.cents), 0)).where(
                SpendFactRow.roadmap_id == roadmap_id, SpendFactRow.category_id.in_(ids)
            )
        )
        or 0,
    )


def remove(roadmap_id: UUID, deepest_first: Iterable[UUID], db: Session) -> None:
    """Take categories out: invoice money becomes unmapped, interventions lose their category, the rest goes along."""
    for category_id in deepest_first:
        for row in (SpendFactRow, InterventionRow):
            db.execute(
                update(row).where(row.roadmap_id == roadmap_id, row.category_id == category_id).values(category_id=None)
            )
        db.execute(delete(CategoryRow).where(CategoryRow.roadmap_id == roadmap_id, CategoryRow.id == category_id))


# Money -----------------------------------------------------------------------------------------------------------


def stated(roadmap_id: UUID, db: Session) -> list[CategorySpend]:
    """Every total that somebody pasted, typed or estimated."""
    rows = db.scalars(select(StatedSpendRow).where(StatedSpendRow.roadmap_id == roadmap_id))
    return [_stated(row) for row in rows]


def stated_of(roadmap_id: UUID, category_id: UUID, year: int, db: Session) -> CategorySpend | None:
    """One stated total."""
    row = db.get(StatedSpendRow, {"roadmap_id": roadmap_id, "category_id": category_id, "year": year})
    return _stated(row) if row else None


def put_stated(roadmap_id: UUID, spend: CategorySpend, db: Session) -> None:
    """Write one stated total, over the one that was there."""
    db.merge(
        StatedSpendRow(
            roadmap_id=roadmap_id,
            category_id=spend.category_id,
            year=spend.year,
            cents=spend.cents,
            basis=spend.basis,
            suppliers=spend.suppliers,
            invoices=spend.invoices,
            concentration=spend.concentration,
        )
    )
    db.flush()


def remove_stated(roadmap_id: UUID, category_id: UUID, year: int, db: Session) -> None:
    """Take one stated total out."""
    db.execute(
        delete(StatedSpendRow).where(
            StatedSpendRow.roadmap_id == roadmap_id,
            StatedSpendRow.category_id == category_id,
            StatedSpendRow.year == year,
        )
    )


def invoiced(roadmap_id: UUID, db: Session) -> list[CategorySpend]:
    """The open money of the invoices per category and year, with suppliers, invoice rows and the largest's share.

    A supplier is told by its number, else by its name. The share is of what suppliers got net, those in credit apart.
    """
    who = case((SpendFactRow.supplier_id != "", SpendFactRow.supplier_id), else_=SpendFactRow.supplier)
    per = (
        select(
            SpendFactRow.category_id.label("category"),
            SpendFactRow.year.label("year"),
            func.sum(SpendFactRow.cents).label("cents"),
            func.sum(SpendFactRow.rows).label("rows"),
        )
        .where(
            SpendFactRow.roadmap_id == roadmap_id,
            SpendFactRow.category_id.is_not(None),
            SpendFactRow.influence == Influence.OPEN,
        )
        .group_by(SpendFactRow.category_id, SpendFactRow.year, who)
        .subquery()
    )
    positive = case((per.c.cents > 0, per.c.cents), else_=0)
    rows = db.execute(
        select(
            per.c.category,
            per.c.year,
            func.sum(per.c.cents),
            func.count(),
            func.sum(per.c.rows),
            func.max(positive),
            func.sum(positive),
        ).group_by(per.c.category, per.c.year)
    )
    return [
        CategorySpend(
            category,
            year,
            int(cents),
            SpendBasis.INVOICES,
            suppliers=suppliers,
            invoices=int(invoices),
            concentration=int(largest) / int(whole) if whole else None,
        )
        for category, year, cents, suppliers, invoices, largest, whole in rows
    ]


def other_money(roadmap_id: UUID, db: Session) -> list[YearMoney]:
    """Per year: open money without a category, in-house money and what is no procurement."""

    def of(influence: Influence, *, mapped: bool = True) -> ColumnElement[int]:
        meant = SpendFactRow.influence == influence
        if not mapped:
            meant &= SpendFactRow.category_id.is_(None)
        return func.sum(case((meant, SpendFactRow.cents), else_=0))

    rows = db.execute(
        select(
            SpendFactRow.year,
            of(Influence.OPEN, mapped=False),
            of(Influence.IN_HOUSE),
            of(Influence.NOT_PROCUREMENT),
        )
        .where(SpendFactRow.roadmap_id == roadmap_id)
        .group_by(SpendFactRow.year)
        .order_by(SpendFactRow.year)
    )
    return [YearMoney(year, int(unmapped), int(in_house), int(other)) for year, unmapped, in_house, other in rows]


# Emission factors ------------------------------------------------------------------------------------------------


def own_factors(roadmap_id: UUID, currency: str, db: Session) -> list[EmissionFactor]:
    """The roadmap's own factors; they are per 1,000 units of the roadmap's currency."""
    rows = db.scalars(select(OwnFactorRow).where(OwnFactorRow.roadmap_id == roadmap_id).order_by(OwnFactorRow.key))
    return [
        EmissionFactor(
            key=row.key,
            name=row.name,
            kilograms=Decimal(row.kilograms_per_thousand).normalize(),
            currency=currency,
            year=row.year,
            vat=VatBasis.INCLUDED if row.with_vat else VatBasis.EXCLUDED,
            source=row.source,
            credit="",
        )
        for row in rows
    ]


def put_own_factor(roadmap_id: UUID, factor: EmissionFactor, db: Session) -> None:
    """Write an own factor, over the one of the same key."""
    db.merge(
        OwnFactorRow(
            roadmap_id=roadmap_id,
            key=factor.key,
            name=factor.name,
            kilograms_per_thousand=factor.kilograms,
            year=factor.year,
            with_vat=factor.vat is VatBasis.INCLUDED,
            source=factor.source,
        )
    )
    db.flush()


def remove_own_factor(roadmap_id: UUID, key: str, db: Session) -> None:
    """Take an own factor out; no category may have it."""
    db.execute(delete(OwnFactorRow).where(OwnFactorRow.roadmap_id == roadmap_id, OwnFactorRow.key == key))


# Rows and values -------------------------------------------------------------------------------------------------


def _columns(category: Category) -> dict[str, object]:
    return {
        "parent_id": category.parent_id,
        "position": category.position,
        "name": category.name,
        "code": category.code,
        "owner": category.owner,
        "contract_end": category.contract_end,
        "notes": category.notes,
        "factor": category.factor,
        "origin": category.origin,
        "origin_version": category.origin_version,
        "version": category.version,
    }


def _category(row: CategoryRow) -> Category:
    return Category(
        id=row.id,
        roadmap_id=row.roadmap_id,
        parent_id=row.parent_id,
        position=row.position,
        name=row.name,
        code=row.code,
        owner=row.owner,
        contract_end=row.contract_end,
        notes=row.notes,
        factor=row.factor,
        origin=row.origin,
        origin_version=row.origin_version,
        version=row.version,
    )


def _stated(row: StatedSpendRow) -> CategorySpend:
    return CategorySpend(
        row.category_id, row.year, row.cents, row.basis, row.suppliers, row.invoices, row.concentration
    )
