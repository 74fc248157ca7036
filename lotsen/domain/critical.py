"""What holds the plan: how far each intervention can slip, and why it begins no earlier.

The plan's own days are taken as the earliest ones (people chose them), links are finish-to-start with lag, and the
plan ends with the last day of anything that is still to be done.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.capacity import Capacity
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.plan import Span
from lotsen.domain.quarter import Quarter


@dataclass(frozen=True, slots=True)
class Slack:
    """By how many days an intervention can end later.

    `total`: until the plan's end or a latest day gives; `free`: until somebody who waits for it has to move.
    """

    total: int
    free: int

    @property
    def critical(self) -> bool:
        return self.total <= 0


def slacks(interventions: Sequence[Intervention]) -> dict[UUID, Slack]:
    """The slack of everything dated that is still to be done; nothing where some wait for each other in a circle.

    The backward pass of the critical path method (Kelley and Walker 1959): latest finish = the earliest of the
    followers' latest starts less one day and lag, of the own latest day, and of the plan's end.
    """
    items = [item for item in interventions if item.status not in plan.CLOSED and plan.span(item)]
    if plan.circle(plan.waits(items)):
        return {}
    days = plan.dated(items)
    end = max((each.last for each in days.values()), default=None)
    waiting = _waiting(items)
    found: dict[UUID, Slack] = {}
    for item in reversed(plan.in_order(items)):
        last = days[item.id].last
        room = {each: (days[each].first - last).days - 1 - lag for each, lag in waiting.get(item.id, ())}
        ends = [(each - last).days for each in (end, item.latest) if each]
        late = [gap + found[each].total for each, gap in room.items()]
        found[item.id] = Slack(min(late + ends), min(room.values(), default=ends[0]))
    return found


def _waiting(items: Sequence[Intervention]) -> dict[UUID, list[tuple[UUID, int]]]:
    """Who waits for each, with the days that have to pass."""
    waiting: dict[UUID, list[tuple[UUID, int]]] = {}
    for item in items:
        lags = dict(item.lags)
        for each in item.predecessors:
            waiting.setdefault(each, []).append((item.id, lags.get(each, 0)))
    return waiting


# Why here, and not earlier -----------------------------------------------------------------------------------------


class Hold(StrEnum):
    CLOSED = "closed"
    BEGUN = "begun"
    WAITS = "waits"
    """It begins as soon as what it waits for lets it."""
    EARLIEST = "earliest"
    """It begins on its own earliest day."""
    TODAY = "today"
    """It begins today, or should have begun."""
    OWNER = "owner"
    """It could begin earlier, but its owner has no days left."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Why:
    """Why an intervention begins when it does. `day` is the first on which it could begin.

    With WAITS stands what it waits for and the lag, with OWNER the quarter that is full, the days that would be
    needed in it and those that there are.
    """

    hold: Hold
    day: dt.date
    predecessor_id: UUID | None = None
    lag: int = 0
    quarter: Quarter | None = None
    needs: float = 0.0
    has: float = 0.0


def why(
    interventions: Sequence[Intervention],
    intervention_id: UUID,
    today: dt.date,
    capacities: Mapping[str, Capacity] | None = None,
) -> Why | None:
    """What holds an intervention where it stands; null where it is gone or has no days.

    Whose days nobody has told (`capacities`, by owner) has those of `Capacity`.
    """
    item = next((each for each in interventions if each.id == intervention_id), None)
    days = plan.span(item) if item else None
    if item is None or days is None:
        return None
    if item.status in plan.CLOSED:
        return Why(Hold.CLOSED, days.first)
    if item.status is InterventionStatus.UNDER_WAY:
        return Why(Hold.BEGUN, days.first)
    bound = _bound(interventions, item, today)
    if days.first <= bound.day:
        return bound
    owner = item.owner.strip()
    capacity = (capacities or {}).get(owner) or Capacity(owner)
    return _room(interventions, item, days, bound.day, capacity)


def _bound(interventions: Sequence[Intervention], item: Intervention, today: dt.date) -> Why:
    """The latest of what it waits for, its own earliest day, and today."""
    held = plan.ready(item, plan.dated(i for i in interventions if i.status is not InterventionStatus.STOPPED))
    bounds = [Why(Hold.TODAY, today)]
    if item.earliest:
        bounds.append(Why(Hold.EARLIEST, item.earliest))
    if held:
        bounds.append(Why(Hold.WAITS, held[0], held[1], dict(item.lags).get(held[1], 0)))
    return max(bounds, key=lambda each: each.day)


def _room(
    interventions: Sequence[Intervention], item: Intervention, days: Span, first: dt.date, capacity: Capacity
) -> Why:
    """The first day, from `first` on and by quarters, on which its owner has room; or the quarter that is full."""
    needs = plan.own_days(item)
    others = [i for i in interventions if i.id != item.id and i.owner.strip() == item.owner.strip()]
    load = next((each.days for each in plan.owner_loads(others)), {})
    full = None
    for day in _starts(first, days.first):
        over = _over(days.starting(day), needs, load, capacity)
        if over is None:
            return Why(Hold.NOTHING, day)
        full = full or over
    return full or Why(Hold.NOTHING, first)


def _starts(first: dt.date, before: dt.date) -> Iterator[dt.date]:
    """`first`, and every first day of a quarter after it, before another day."""
    while first < before:
        yield first
        first = Quarter.of(first).last_day + plan.ONE_DAY


def _over(days: Span, needs: float, load: Mapping[Quarter, float], capacity: Capacity) -> Why | None:
    """The first quarter in which the owner would have more than there are days for; null where there is room."""
    if not capacity.who:
        return None
    for quarter, share in plan.spread(needs, days).items():
        total = load.get(quarter, 0.0) + share
        if total > capacity.of(quarter):
            return Why(Hold.OWNER, days.first, quarter=quarter, needs=total, has=capacity.of(quarter))
    return None
