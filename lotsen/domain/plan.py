"""When things are done: dates, order, moves, lateness and load, as rules that need no database.

A plan is a list of interventions. One without any day has no `Span` and stands apart, never in the way of the rest.
"""

import calendar
import datetime as dt
import graphlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from uuid import UUID

from lotsen.domain.category import Category
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import Acceptance, Intervention, InterventionStatus, Milestone
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.quarter import Quarter, quarters_between
from lotsen.domain.starter import StarterIntervention
from lotsen.errors import N_, InvalidInput

ONE_DAY = dt.timedelta(days=1)
MONTHS_PER_QUARTER = 3
CLOSED = frozenset({InterventionStatus.DONE, InterventionStatus.STOPPED})
WAITING = frozenset({InterventionStatus.PROPOSED, InterventionStatus.PLANNED})


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What a plan is read and drawn from: everything of one roadmap, and the day it is looked at."""

    interventions: Sequence[Intervention]
    milestones: Sequence[Milestone]
    categories: Sequence[Category]
    goals: Sequence[Goal]
    today: dt.date


@dataclass(frozen=True, slots=True)
class Pick:
    """An intervention of the library, where it would stand here, and whether it has been picked already."""

    starter: StarterIntervention
    category_id: UUID | None
    picked: bool


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first to the last day, both included."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InvalidInput(
                N_("The last day, {last}, is before the first, {first}. Choose a later last day."),
                first=self.first,
                last=self.last,
            )

    @classmethod
    def of_quarter(cls, quarter: Quarter, months: int = MONTHS_PER_QUARTER) -> Self:
        """`months` whole months from the first day of a quarter."""
        return cls.of_months(quarter.first_day, months)

    @classmethod
    def of_months(cls, first: dt.date, months: int) -> Self:
        """`months` months from a day: 15 May and two months is 15 May to 14 July."""
        if months < 1:
            raise InvalidInput(N_("The duration must be at least one month."))
        return cls(first, plus_months(first, months) - ONE_DAY)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def whole_months(self) -> int | None:
        """How many calendar months it fills exactly; null where it begins or ends inside one."""
        if self.first.day != 1 or (self.last + ONE_DAY).day != 1:
            return None
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def starting(self, first: dt.date) -> "Span":
        """The same length from another day: whole months stay whole months, days stay days."""
        if self.whole_months and first.day == 1:
            return Span.of_months(first, self.whole_months)
        return Span(first, first + (self.last - self.first))

    def shifted(self, months: int) -> "Span":
        """The same length, some months later (or, negative, earlier)."""
        return self.starting(plus_months(self.first, months))

    def touches(self, quarter: Quarter) -> bool:
        return self.first <= quarter.last_day and self.last >= quarter.first_day

    def quarters(self) -> list[Quarter]:
        """Every quarter that it touches."""
        return quarters_between(self.first, self.last)


def plus_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span(intervention: Intervention) -> Span | None:
    """When an intervention is done; null while nobody has said. One day alone stands for its quarter."""
    starts, ends = intervention.starts, intervention.ends
    if starts and ends:
        return Span(starts, max(starts, ends))
    if starts:
        return Span(starts, Quarter.of(starts).last_day)
    if ends:
        return Span(Quarter.of(ends).first_day, ends)
    return None


def dated(interventions: Iterable[Intervention]) -> dict[UUID, Span]:
    """The days of every intervention that has any."""
    return {item.id: days for item in interventions if (days := span(item))}


def undated(interventions: Iterable[Intervention]) -> list[Intervention]:
    """Those that still have no day, and are still to be done."""
    return [item for item in interventions if span(item) is None and item.status not in CLOSED]


# Order -----------------------------------------------------------------------------------------------------------


def waits(interventions: Iterable[Intervention]) -> dict[UUID, tuple[UUID, ...]]:
    """What each intervention waits for, among those that are there."""
    items = list(interventions)
    known = {item.id for item in items}
    return {item.id: tuple(p for p in item.predecessors if p in known) for item in items}


def circle(waiting: Mapping[UUID, Sequence[UUID]]) -> tuple[UUID, ...]:
    """A circle of interventions that wait for each other, first and last the same; empty where there is none."""
    try:
        graphlib.TopologicalSorter(waiting).prepare()
    except graphlib.CycleError as error:
        return tuple(error.args[1])
    return ()


def refuse_circle(interventions: Sequence[Intervention]) -> None:
    """Raise `InvalidInput` with the names of those that wait for each other in a circle."""
    found = circle(waits(interventions))
    if not found:
        return
    titles = {item.id: item.title for item in interventions}
    raise InvalidInput(
        N_("These would wait for each other for ever: {chain}. Take away one of the links."),
        chain=_chain([titles[item] for item in found]),
    )


def _chain(titles: Sequence[LocalText]) -> LocalText:
    return LocalText({language: " → ".join(t.show(language) for t in titles) for language in LANGUAGES})


def in_order(interventions: Sequence[Intervention]) -> list[Intervention]:
    """Predecessors before followers, otherwise by first day, the undated last."""
    refuse_circle(interventions)
    by_id = {item.id: item for item in interventions}
    sorter = graphlib.TopologicalSorter(waits(interventions))
    sorter.prepare()
    result: list[Intervention] = []
    while sorter.is_active():
        ready = sorted((by_id[item] for item in sorter.get_ready()), key=_when)
        result += ready
        sorter.done(*(item.id for item in ready))
    return result


def _when(intervention: Intervention) -> tuple[dt.date, dt.date, int]:
    days = span(intervention)
    return (days.first, days.last, intervention.position) if days else (dt.date.max, dt.date.max, intervention.position)


def by_start(interventions: Iterable[Intervention]) -> list[Intervention]:
    """By first day, then last day, then the user's own order; the undated last."""
    return sorted(interventions, key=_when)


def followers(interventions: Sequence[Intervention], intervention_id: UUID) -> list[UUID]:
    """Everything that waits for an intervention, directly or not, predecessors before followers."""
    reached = {intervention_id}
    result: list[UUID] = []
    for item in in_order(interventions):
        if reached.intersection(item.predecessors) and item.id not in reached:
            reached.add(item.id)
            result.append(item.id)
    return result


# Moving ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move:
    """One intervention's days before and after; before is null for one that had none."""

    intervention_id: UUID
    before: Span | None
    after: Span


@dataclass(frozen=True, slots=True)
class Clash:
    """A follower that begins too early after what it waits for; `days` is by how many.

    `lag` days have to pass between the two.
    """

    predecessor_id: UUID
    follower_id: UUID
    days: int
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a move means: who moves, the asked-for one first, and the clashes of those that are left."""

    moves: tuple[Move, ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A wished move that touches others: what it means with those who wait moving along, and without."""

    intervention_id: UUID
    after: Span
    along: Proposal
    alone: Proposal


def clashes(interventions: Sequence[Intervention]) -> tuple[Clash, ...]:
    """Every link that the dates don't keep. What was stopped holds nobody up."""
    days = dated(item for item in interventions if item.status is not InterventionStatus.STOPPED)
    found = []
    for item in interventions:
        lags = dict(item.lags)
        for predecessor in item.predecessors:
            if item.id in days and predecessor in days:
                lag = lags.get(predecessor, 0)
                early = (days[predecessor].last - days[item.id].first).days + 1 + lag
                if early > 0:
                    found.append(Clash(predecessor, item.id, early, lag))
    return tuple(found)


def ready(item: Intervention, days: Mapping[UUID, Span]) -> tuple[dt.date, UUID] | None:
    """The first day that what it waits for leaves open, and the one that ends last; null where nothing holds it.

    `days` are those of what can hold somebody up: of the dated that were not stopped.
    """
    lags = dict(item.lags)
    open_from = (
        (days[each].last + dt.timedelta(days=1 + lags.get(each, 0)), each) for each in item.predecessors if each in days
    )
    return max(open_from, default=None)


def propose(
    interventions: Sequence[Intervention], intervention_id: UUID, after: Span, *, with_followers: bool
) -> Proposal:
    """What happens when one intervention gets other days.

    With followers: each follower that would begin too early begins the day after the last of what it waits for (and
    after the days that have to pass) and keeps its length; slack is used up first, nobody is moved earlier, and what
    is done stays where it was.
    Without: nobody else moves, and the clashes say what no longer fits.
    """
    by_id = {item.id: item for item in interventions}
    days = dated(interventions)
    moves = [Move(intervention_id, days.get(intervention_id), after)]
    days[intervention_id] = after
    if with_followers:
        for follower in followers(interventions, intervention_id):
            pushed = _pushed(by_id, days, by_id[follower])
            if pushed:
                moves.append(Move(follower, days[follower], pushed))
                days[follower] = pushed
    touched = {move.intervention_id for move in moves}
    left = clashes(apply(interventions, moves))
    return Proposal(tuple(moves), tuple(c for c in left if touched & {c.predecessor_id, c.follower_id}))


def _pushed(by_id: Mapping[UUID, Intervention], days: Mapping[UUID, Span], item: Intervention) -> Span | None:
    """Where a follower has to go; null where it may stay."""
    if item.id not in days or item.status in CLOSED:
        return None
    holding = {
        each: days[each]
        for each in item.predecessors
        if each in days and by_id[each].status is not InterventionStatus.STOPPED
    }
    found = ready(item, holding)
    if found is None or days[item.id].first >= found[0]:
        return None
    return days[item.id].starting(found[0])


def apply(interventions: Iterable[Intervention], moves: Iterable[Move]) -> list[Intervention]:
    """The interventions after the moves."""
    after = {move.intervention_id: move.after for move in moves}
    return [
        replace(item, starts=after[item.id].first, ends=after[item.id].last) if item.id in after else item
        for item in interventions
    ]


def carried(before: Intervention, after: Intervention) -> Intervention:
    """Its costs by year moved along by whole years, where it begins in another year and they weren't told anew."""
    then, now = span(before), span(after)
    years = now.first.year - then.first.year if then and now else 0
    if not years:
        return after
    if after.yearly_cents == before.yearly_cents:
        after = replace(after, yearly_cents=_later(after.yearly_cents, years))
    if after.variants == before.variants:
        moved = tuple(replace(one, yearly_cents=_later(one.yearly_cents, years)) for one in after.variants)
        after = replace(after, variants=moved)
    return after


def _later(told: tuple[tuple[int, int], ...], years: int) -> tuple[tuple[int, int], ...]:
    return tuple((year + years, cents) for year, cents in told)


@dataclass(frozen=True, slots=True)
class Miss:
    """Days that don't keep what was said of them: it begins before its earliest day, or ends after its latest.

    `days` is by how many; negative where it begins too early.
    """

    intervention_id: UUID
    days: int
    bound: dt.date


def misses(interventions: Iterable[Intervention]) -> tuple[Miss, ...]:
    """Every open intervention whose days lie outside its own earliest and latest day."""
    found = []
    for item in interventions:
        days = span(item)
        if days is None or item.status in CLOSED:
            continue
        if item.earliest and days.first < item.earliest:
            found.append(Miss(item.id, (days.first - item.earliest).days, item.earliest))
        if item.latest and days.last > item.latest:
            found.append(Miss(item.id, (days.last - item.latest).days, item.latest))
    return tuple(found)


# Acceptance ------------------------------------------------------------------------------------------------------


def unanswered(item: Intervention) -> bool:
    """Whether its owner has yet to take it on. What has begun was taken on by beginning it."""
    return item.status in WAITING and item.acceptance is not Acceptance.ACCEPTED


# Status and progress ---------------------------------------------------------------------------------------------


def told(before: Intervention, after: Intervention) -> Intervention:
    """Status and progress said so that they agree: the one that was changed leads.

    What is done is done to the end; what has progress is under way; what is taken back to planning has none.
    """
    if after.status is not before.status:
        if after.status is InterventionStatus.DONE:
            return replace(after, progress=100)
        if after.status in WAITING or before.status is InterventionStatus.DONE:
            return replace(after, progress=0 if after.status in WAITING else min(after.progress, 90))
    elif after.progress != before.progress:
        if after.status in WAITING and after.progress:
            return replace(after, status=InterventionStatus.UNDER_WAY)
        if after.status is InterventionStatus.DONE and after.progress < 100:
            return replace(after, status=InterventionStatus.UNDER_WAY)
    return after


# Late ------------------------------------------------------------------------------------------------------------


class Lateness(StrEnum):
    NOT_BEGUN = "not_begun"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Late:
    """What should have begun or ended by a day and hasn't; `days` is how long ago."""

    intervention_id: UUID
    lateness: Lateness
    days: int


def late(interventions: Iterable[Intervention], day: dt.date) -> tuple[Late, ...]:
    """What is late at a day, the longest overdue first. Past the last day counts before past the first."""
    found = [found for item in interventions if (found := _late(item, day))]
    return tuple(sorted(found, key=lambda each: -each.days))


def _late(item: Intervention, day: dt.date) -> Late | None:
    days = span(item)
    if days is None or item.status in CLOSED:
        return None
    if days.last < day:
        return Late(item.id, Lateness.NOT_DONE, (day - days.last).days)
    if item.status in WAITING and days.first < day:
        return Late(item.id, Lateness.NOT_BEGUN, (day - days.first).days)
    return None


# By quarter and by owner -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuarterPlan:
    """What happens in a quarter: what begins, what goes on from before, and which of these end."""

    quarter: Quarter
    begins: tuple[UUID, ...]
    goes_on: tuple[UUID, ...]
    ends: tuple[UUID, ...]

    @property
    def running(self) -> int:
        return len(self.begins) + len(self.goes_on)


def by_quarter(interventions: Iterable[Intervention], *, keep_stopped: bool = False) -> list[QuarterPlan]:
    """Every quarter from the first that anything happens in to the last, empty ones included."""
    items = [i for i in by_start(interventions) if keep_stopped or i.status is not InterventionStatus.STOPPED]
    days = dated(items)
    if not days:
        return []
    quarters = quarters_between(min(s.first for s in days.values()), max(s.last for s in days.values()))
    return [_quarter_plan(quarter, days) for quarter in quarters]


def _quarter_plan(quarter: Quarter, days: Mapping[UUID, Span]) -> QuarterPlan:
    first, last = quarter.first_day, quarter.last_day
    here = {item: each for item, each in days.items() if each.first <= last and each.last >= first}
    return QuarterPlan(
        quarter,
        tuple(item for item, each in here.items() if each.first >= first),
        tuple(item for item, each in here.items() if each.first < first),
        tuple(item for item, each in here.items() if each.last <= last),
    )


def busiest(quarters: Iterable[QuarterPlan]) -> QuarterPlan | None:
    """The quarter with the most going on, the first of equals; null where nothing has dates."""
    return max(quarters, key=lambda plan: (plan.running, -plan.quarter.year, -plan.quarter.number), default=None)


@dataclass(frozen=True, slots=True)
class OwnerLoad:
    """One owner's open interventions: which, how many at once by quarter, and person-days of their own by quarter.

    `owner` is empty for what nobody has taken on. Person-days are those given to the owner's name or role.
    """

    owner: str
    interventions: tuple[UUID, ...]
    running: Mapping[Quarter, int]
    days: Mapping[Quarter, float]

    @property
    def most_at_once(self) -> int:
        return max(self.running.values(), default=0)


def owner_loads(interventions: Iterable[Intervention]) -> tuple[OwnerLoad, ...]:
    """The load of each owner, the most loaded first, those without an owner last."""
    owned: dict[str, list[Intervention]] = {}
    for item in by_start(interventions):
        if item.status not in CLOSED:
            owned.setdefault(item.owner.strip(), []).append(item)
    loads = [_owner_load(owner, items) for owner, items in owned.items()]
    return tuple(sorted(loads, key=lambda load: (not load.owner, -len(load.interventions), load.owner)))


def _owner_load(owner: str, items: Sequence[Intervention]) -> OwnerLoad:
    running: dict[Quarter, int] = {}
    days: dict[Quarter, float] = {}
    for item in items:
        when = span(item)
        for quarter in when.quarters() if when else ():
            running[quarter] = running.get(quarter, 0) + 1
        for quarter, share in spread(own_days(item), when).items():
            days[quarter] = days.get(quarter, 0.0) + share
    return OwnerLoad(owner, tuple(item.id for item in items), running, days)


def own_days(item: Intervention) -> float:
    """The person-days that an intervention takes of its owner: those given to the owner's name or role."""
    return sum(effort.days for effort in item.effort if effort.role in (item.owner, item.owner_role))


def rest_of_cost(item: Intervention) -> int:
    """The cents of its cost that are told for no year."""
    return max((item.cost_cents or 0) - sum(cents for _, cents in item.yearly_cents), 0)


def spread_between(amount: float, when: Span | None, told: Collection[int]) -> dict[Quarter, float]:
    """An amount over the quarters of a span in the years that nothing is told for; over all where each is told."""
    evenly = spread(amount, when)
    free = {quarter: part for quarter, part in evenly.items() if quarter.year not in told} or evenly
    return {quarter: amount * part / sum(free.values()) for quarter, part in free.items()}


def spread(amount: float, when: Span | None) -> dict[Quarter, float]:
    """An amount over the quarters of a span, by the days in each; nothing where there is no span or no amount."""
    if when is None or not amount:
        return {}
    shares = {}
    for quarter in when.quarters():
        inside = (min(when.last, quarter.last_day) - max(when.first, quarter.first_day)).days + 1
        shares[quarter] = amount * inside / when.days
    return shares
