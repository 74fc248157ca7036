"""Interventions with their effects, effort and order, and milestones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from lotsen.domain.intervention import Effort, Intervention, Milestone, Variant
from lotsen.store.rows import (
    InterventionCategoryRow,
    InterventionCostRow,
    InterventionEffectRow,
    InterventionEffortRow,
    InterventionExclusionRow,
    InterventionOrderRow,
    InterventionRow,
    InterventionVariantRow,
    MilestoneRow,
    OfRoadmap,
)

_PLAIN = (
    "position",
    "title",
    "description",
    "category_id",
    "owner",
    "owner_role",
    "starts",
    "ends",
    "cost_cents",
    "cost_size",
    "effort_size",
    "savings_cents",
    "carbon_kilograms",
    "level",
    "kind",
    "status",
    "progress",
    "metric",
    "origin",
    "origin_version",
    "version",
    "earliest",
    "latest",
    "review",
    "must",
    "acceptance",
    "wish",
    "confidence",
    "scenario_id",
)
_PARTS: tuple[type[OfRoadmap], ...] = (
    InterventionEffectRow,
    InterventionEffortRow,
    InterventionOrderRow,
    InterventionVariantRow,
    InterventionCostRow,
    InterventionCategoryRow,
)


@dataclass
class _Parts:
    """What hangs on each intervention, by its id."""

    effects: dict[UUID, list[tuple[UUID, int]]] = field(default_factory=dict)
    effort: dict[UUID, list[Effort]] = field(default_factory=dict)
    predecessors: dict[UUID, list[UUID]] = field(default_factory=dict)
    lags: dict[UUID, list[tuple[UUID, int]]] = field(default_factory=dict)
    variants: dict[UUID, list[Variant]] = field(default_factory=dict)
    costs: dict[UUID, list[tuple[int, int]]] = field(default_factory=dict)
    categories: dict[UUID, list[UUID]] = field(default_factory=dict)
    excludes: dict[UUID, list[UUID]] = field(default_factory=dict)


def of_roadmap(roadmap_id: UUID, db: Session) -> list[Intervention]:
    """All interventions, in the users' order."""
    rows = db.execute(_select(InterventionRow.roadmap_id == roadmap_id)).all()
    parts = _parts(roadmap_id, db)
    return [_intervention(row._mapping, roadmap_id, parts) for row in rows]


def get(roadmap_id: UUID, intervention_id: UUID, db: Session) -> Intervention | None:
    """One intervention."""
    row = db.execute(
        _select(InterventionRow.roadmap_id == roadmap_id, InterventionRow.id == intervention_id)
    ).one_or_none()
    return _intervention(row._mapping, roadmap_id, _parts(roadmap_id, db, intervention_id)) if row else None


def _select(*conditions: ColumnElement[bool]) -> Select[Any]:
    columns = [getattr(InterventionRow, name) for name in ("id", *_PLAIN)]
    return select(*columns).where(*conditions).order_by(InterventionRow.position, InterventionRow.id)


def _parts(roadmap_id: UUID, db: Session, only: UUID | None = None) -> _Parts:
    def rows(row: Any, *columns: Any) -> Iterable[Any]:
        query = select(row.intervention_id, *columns).where(row.roadmap_id == roadmap_id).order_by(*columns)
        return db.execute(query if only is None else query.where(row.intervention_id == only))

    parts = _Parts()
    for item, goal, value in rows(InterventionEffectRow, InterventionEffectRow.goal_id, InterventionEffectRow.value):
        parts.effects.setdefault(item, []).append((goal, value))
    for item, role, days in rows(InterventionEffortRow, InterventionEffortRow.role, InterventionEffortRow.days):
        parts.effort.setdefault(item, []).append(Effort(role, days))
    for item, predecessor, lag in rows(
        InterventionOrderRow, InterventionOrderRow.predecessor_id, InterventionOrderRow.lag_days
    ):
        parts.predecessors.setdefault(item, []).append(predecessor)
        if lag:
            parts.lags.setdefault(item, []).append((predecessor, lag))
    _more_parts(roadmap_id, db, parts)
    return parts


def _more_parts(roadmap_id: UUID, db: Session, parts: _Parts) -> None:
    """What few interventions have: variants, costs by year, more categories, either-or."""
    variant, cost, category, exclusion = (
        InterventionVariantRow,
        InterventionCostRow,
        InterventionCategoryRow,
        InterventionExclusionRow,
    )
    for row in db.scalars(select(variant).where(variant.roadmap_id == roadmap_id).order_by(variant.key)):
        effort = tuple(Effort(role, float(days)) for role, days in sorted(row.effort.items()))
        years = tuple(sorted((int(year), int(cents)) for year, cents in row.years.items()))
        made = Variant(row.key, row.name, row.effect_percent, row.cost_cents, row.months, effort, years)
        parts.variants.setdefault(row.intervention_id, []).append(made)
    for item, year, cents in db.execute(
        select(cost.intervention_id, cost.year, cost.cents).where(cost.roadmap_id == roadmap_id).order_by(cost.year)
    ):
        parts.costs.setdefault(item, []).append((year, cents))
    for item, more in db.execute(
        select(category.intervention_id, category.category_id)
        .where(category.roadmap_id == roadmap_id)
        .order_by(category.category_id)
    ):
        parts.categories.setdefault(item, []).append(more)
    for one, other in db.execute(
        select(exclusion.intervention_id, exclusion.other_id).where(exclusion.roadmap_id == roadmap_id)
    ):
        parts.excludes.setdefault(one, []).append(other)
        parts.excludes.setdefault(other, []).append(one)


def _intervention(row: Any, roadmap_id: UUID, parts: _Parts) -> Intervention:
    return Intervention(
        id=row["id"],
        roadmap_id=roadmap_id,
        effort=tuple(parts.effort.get(row["id"], ())),
        effects=tuple(parts.effects.get(row["id"], ())),
        predecessors=tuple(parts.predecessors.get(row["id"], ())),
        lags=tuple(parts.lags.get(row["id"], ())),
        variants=tuple(parts.variants.get(row["id"], ())),
        yearly_cents=tuple(parts.costs.get(row["id"], ())),
        more_categories=tuple(parts.categories.get(row["id"], ())),
        excludes=tuple(sorted(parts.excludes.get(row["id"], ()))),
        **{name: row[name] for name in _PLAIN},
    )


def next_position(roadmap_id: UUID, db: Session) -> int:
    """The position after the last."""
    last = db.scalar(select(func.max(InterventionRow.position)).where(InterventionRow.roadmap_id == roadmap_id))
    return 0 if last is None else last + 1


def add(intervention: Intervention, db: Session) -> None:
    """Keep a new intervention with everything that hangs on it."""
    db.execute(
        insert(InterventionRow).values(roadmap_id=intervention.roadmap_id, id=intervention.id, **_values(intervention))
    )
    _add_parts(intervention, db)


def put(intervention: Intervention, db: Session) -> bool:
    """Write an intervention over the one whose version is one less; whether there was such a one."""
    done = db.execute(
        update(InterventionRow)
        .where(
            InterventionRow.roadmap_id == intervention.roadmap_id,
            InterventionRow.id == intervention.id,
            InterventionRow.version == intervention.version - 1,
        )
        .values(**_values(intervention))
    )
    if not cast("CursorResult[Any]", done).rowcount:
        return False
    for part in _PARTS:
        db.execute(
            delete(part).where(
                part.roadmap_id == intervention.roadmap_id,
                part.intervention_id == intervention.id,  # type: ignore[attr-defined]
            )
        )
    exclusion = InterventionExclusionRow
    db.execute(
        delete(exclusion).where(
            exclusion.roadmap_id == intervention.roadmap_id,
            or_(exclusion.intervention_id == intervention.id, exclusion.other_id == intervention.id),
        )
    )
    _add_parts(intervention, db)
    return True


def remove(roadmap_id: UUID, intervention_id: UUID, db: Session) -> None:
    """Remove an intervention with its links and milestones."""
    db.execute(
        delete(InterventionRow).where(InterventionRow.roadmap_id == roadmap_id, InterventionRow.id == intervention_id)
    )


def _values(intervention: Intervention) -> dict[str, Any]:
    return {name: getattr(intervention, name) for name in _PLAIN}


def _add_parts(intervention: Intervention, db: Session) -> None:
    key: dict[str, Any] = {"roadmap_id": intervention.roadmap_id, "intervention_id": intervention.id}
    effects: list[dict[str, Any]] = [key | {"goal_id": goal, "value": value} for goal, value in intervention.effects]
    effort: list[dict[str, Any]] = [key | {"role": each.role, "days": each.days} for each in intervention.effort]
    lags = dict(intervention.lags)
    order: list[dict[str, Any]] = [
        key | {"predecessor_id": each, "lag_days": lags.get(each, 0)} for each in intervention.predecessors
    ]
    variants: list[dict[str, Any]] = [
        key
        | {
            "key": each.key,
            "name": each.name,
            "effect_percent": each.effect_percent,
            "cost_cents": each.cost_cents,
            "months": each.months,
            "effort": {one.role: one.days for one in each.effort},
            "years": {str(year): cents for year, cents in each.yearly_cents},
        }
        for each in intervention.variants
    ]
    costs: list[dict[str, Any]] = [key | {"year": year, "cents": cents} for year, cents in intervention.yearly_cents]
    categories: list[dict[str, Any]] = [key | {"category_id": each} for each in intervention.more_categories]
    for part, rows in zip(_PARTS, (effects, effort, order, variants, costs, categories), strict=True):
        if rows:
            db.execute(insert(part), rows)
    pairs = [sorted((intervention.id, each)) for each in intervention.excludes]
    if pairs:
        db.execute(
            insert(InterventionExclusionRow),
            [
                {"roadmap_id": intervention.roadmap_id, "intervention_id": one, "other_id": other}
                for one, other in pairs
            ],
        )


# Milestones ------------------------------------------------------------------------------------------------------


def milestones(roadmap_id: UUID, db: Session) -> list[Milestone]:
    """All milestones, by day."""
    rows = db.scalars(
        select(MilestoneRow).where(MilestoneRow.roadmap_id == roadmap_id).order_by(MilestoneRow.day, MilestoneRow.id)
    )
    return [_milestone(row) for row in rows]


def milestone(roadmap_id: UUID, milestone_id: UUID, db: Session) -> Milestone | None:
    """One milestone."""
    row = db.get(MilestoneRow, {"roadmap_id": roadmap_id, "id": milestone_id})
    return _milestone(row) if row else None


def _milestone(row: MilestoneRow) -> Milestone:
    return Milestone(row.id, row.roadmap_id, row.title, row.day, row.intervention_id, row.version, row.kind)


def add_milestone(milestone: Milestone, db: Session) -> None:
    """Keep a new milestone."""
    db.execute(insert(MilestoneRow).values(roadmap_id=milestone.roadmap_id, id=milestone.id, **_of(milestone)))


def put_milestone(milestone: Milestone, db: Session) -> bool:
    """Write a milestone over the one whose version is one less; whether there was such a one."""
    done = db.execute(
        update(MilestoneRow)
        .where(
            MilestoneRow.roadmap_id == milestone.roadmap_id,
            MilestoneRow.id == milestone.id,
            MilestoneRow.version == milestone.version - 1,
        )
        .values(**_of(milestone))
    )
    return bool(cast("CursorResult[Any]", done).rowcount)


def remove_milestone(roadmap_id: UUID, milestone_id: UUID, db: Session) -> None:
    """Remove a milestone."""
    db.execute(delete(MilestoneRow).where(MilestoneRow.roadmap_id == roadmap_id, MilestoneRow.id == milestone_id))


def _of(milestone: Milestone) -> dict[str, Any]:
    return {
        "title": milestone.title,
        "day": milestone.day,
        "intervention_id": milestone.intervention_id,
        "version": milestone.version,
        "kind": milestone.kind,
    }
