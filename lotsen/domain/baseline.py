"""The plan against a frozen copy of it: what slipped, by how much, and whom it pushed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.intervention import Intervention
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import Span


def frozen(interventions: Sequence[Intervention]) -> dict[str, dict[str, Any]]:
    """What a baseline keeps of interventions: title, owner and days as they count in the plan, as plain data."""
    return {str(item.id): _frozen(item, plan.span(item)) for item in interventions}


def _frozen(item: Intervention, days: Span | None) -> dict[str, Any]:
    return {
        "title": item.title.to_json(),
        "owner": item.owner,
        "starts": days.first.isoformat() if days else None,
        "ends": days.last.isoformat() if days else None,
    }


def spans(baseline: PlanBaseline) -> dict[UUID, Span]:
    """The days that a baseline keeps."""
    return {UUID(key): days for key, kept in baseline.items.items() if (days := _span(kept))}


def _span(kept: Mapping[str, Any]) -> Span | None:
    if not kept["starts"] or not kept["ends"]:
        return None
    return Span(dt.date.fromisoformat(kept["starts"]), dt.date.fromisoformat(kept["ends"]))


class Drift(StrEnum):
    """What became of an intervention, what matters most first."""

    SLIPPED = "slipped"
    """It ends later than then."""
    UNDATED = "undated"
    """It had days then and has none now."""
    REMOVED = "removed"
    ADDED = "added"
    DATED = "dated"
    RESTARTED = "restarted"
    """It ends as it did, but begins on another day."""
    EARLIER = "earlier"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Drifted:
    """One intervention then and now. `days` is by how many its last day moved (later is positive).

    `pushes` are the followers, direct or not, that slipped too and now begin as early as it lets them.
    """

    intervention_id: UUID
    title: LocalText
    owner: str
    drift: Drift
    before: Span | None
    after: Span | None
    days: int = 0
    pushes: tuple[UUID, ...] = ()


def compare(baseline: PlanBaseline, interventions: Sequence[Intervention]) -> tuple[Drifted, ...]:
    """Everything that is in either, in the order of `Drift`, what slipped most first."""
    before, after = spans(baseline), plan.dated(interventions)
    now = [
        _drifted(item, before.get(item.id), after.get(item.id), known=str(item.id) in baseline.items)
        for item in interventions
    ]
    present = {item.id for item in interventions}
    gone = [
        Drifted(UUID(key), LocalText.from_json(kept["title"]), kept["owner"], Drift.REMOVED, _span(kept), None)
        for key, kept in baseline.items.items()
        if UUID(key) not in present
    ]
    slipped = {each.intervention_id for each in now if each.drift is Drift.SLIPPED}
    pushed = _pushed(interventions, after, slipped)
    order = list(Drift)
    found = [replace(each, pushes=pushed.get(each.intervention_id, ())) for each in now] + gone
    return tuple(sorted(found, key=lambda each: (order.index(each.drift), -each.days)))


def _drifted(item: Intervention, before: Span | None, after: Span | None, *, known: bool) -> Drifted:
    days = (after.last - before.last).days if before and after else 0
    return Drifted(item.id, item.title, item.owner, _drift(before, after, known), before, after, days)


def _drift(before: Span | None, after: Span | None, known: bool) -> Drift:
    if not known:
        return Drift.ADDED
    if before is None or after is None:
        return Drift.SAME if before is after else Drift.DATED if after else Drift.UNDATED
    if after.last != before.last:
        return Drift.SLIPPED if after.last > before.last else Drift.EARLIER
    return Drift.SAME if after == before else Drift.RESTARTED


def _pushed(
    interventions: Sequence[Intervention], days: Mapping[UUID, Span], slipped: set[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """Of each that slipped, the followers that slipped and leave no room before them."""
    tight: dict[UUID, list[UUID]] = {}
    for item in interventions:
        found = plan.ready(item, {each: days[each] for each in item.predecessors if each in slipped and each in days})
        if found and item.id in slipped and days[item.id].first <= found[0]:
            tight.setdefault(found[1], []).append(item.id)
    return {item: tuple(_reached(item, tight)) for item in tight}


def _reached(item: UUID, tight: Mapping[UUID, Sequence[UUID]]) -> list[UUID]:
    reached: list[UUID] = []
    left = list(tight.get(item, ()))
    while left:
        each = left.pop(0)
        if each not in reached:
            reached.append(each)
            left += tight.get(each, ())
    return reached
