"""A roadmap under a scenario's assumptions: the case that the solver gets, and what any plan comes to.

What is told of an intervention's cost for a calendar year counts in that year where the intervention begins in the
year that it was told for; where a plan lets it begin in another, it moves along by whole years. The rest lies evenly
over the quarters in the years that nothing is told for (in all of them, where each is told). Of what is under way, past
years are paid and this year's money is the share of its quarters that are left; what would be paid before this year is
paid in it.

The grain is the quarter. What is done or stopped is left out, what is under way goes on where it is with what is left
of it, everything else is free to be chosen and to begin this quarter or later.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from lotsen.analysis.results.plan import Candidate, Mode, PlanCase, Predecessor
from lotsen.analysis.results.scenario import MONEY, Ground, Overload, PlanFigures, ScenarioCase
from lotsen.domain.intervention import Intervention, InterventionStatus, Must, Variant
from lotsen.domain.plan import span
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import (
    QUARTERS_OF_SIZE,
    Assumptions,
    Pin,
    Planned,
    categories_of,
    cost_of,
    demand_of,
    effort_of,
    told_of,
)

DAYS_PER_MONTH, DAYS_PER_QUARTER = 31, 91.3
ROUNDING = 1e-6


def runs(item: Intervention) -> bool:
    """Whether it goes on where it is."""
    return item.status is InterventionStatus.UNDER_WAY


def left(item: Intervention) -> float:
    """The share of an intervention that is still to be done."""
    return 1 - item.progress / 100 if runs(item) else 1.0


def quarters_of(item: Intervention, variant: Variant | None = None) -> int:
    """How many quarters it takes: its variant's months, its own days, or its size's."""
    if variant and variant.months:
        return max(1, math.ceil(variant.months / 3))
    days = span(item)
    if days is None:
        return QUARTERS_OF_SIZE[item.effort_size]
    months = days.whole_months or math.ceil(days.days / DAYS_PER_MONTH)
    return max(1, math.ceil(months / 3))


# The case --------------------------------------------------------------------------------------------------------


def scenario_case(ground: Ground) -> ScenarioCase:
    """The solver's case. Its year is the calendar year, so that period 0 lies in the first quarter of this one.

    Where what is under way takes more days or money than there is, the limit is raised to just that: it is a fact, and
    nothing else fits beside it.
    """
    origin = Quarter(ground.now.year, 1)
    now, periods = ground.now - origin, ground.last - origin + 1
    known = {item.id for item in ground.open}
    candidates = tuple(_candidate(item, ground, known, now, periods) for item in ground.open)
    fixed = [one for one in candidates if one.start is not None and one.must and one.id in _running(ground)]
    twice = _named_twice(candidates, ground, origin, periods)
    candidates, fixed = tuple(_without(one, twice) for one in candidates), [_without(one, twice) for one in fixed]
    capacity, crowded = _capacity(candidates, fixed, ground, origin, periods)
    budgets: dict[str, float | tuple[float, ...]] = {}
    if ground.assumptions.budget_cents_per_year is not None:
        budgets[MONEY] = _budget(candidates, fixed, ground, origin, periods)
    case = PlanCase(periods, candidates, capacity, budgets, discount=ground.assumptions.rate)
    variants = {str(item.id): (None, *(one.key for one in item.variants)) for item in ground.open}
    never = {UUID(one.id): what for one in candidates if (what := _never(one, case, now))}
    return ScenarioCase(case, origin, now, variants, crowded, never)


def _running(ground: Ground) -> set[str]:
    return {str(item.id) for item in ground.open if runs(item)}


def _candidate(item: Intervention, ground: Ground, known: set[UUID], now: int, periods: int) -> Candidate:
    origin = ground.now + -now
    points = ground.effects[item.id].points if item.id in ground.effects else 0.0
    if runs(item):
        days = span(item)
        ends = now + 1 if days is None else max(Quarter.of(days.last) - origin + 1, now + 1)
        mode = _mode(item, None, min(ends, periods) - now, ground)
        return Candidate(str(item.id), points, (mode,), earliest=now, must=True, start=now)
    pin = ground.pins.get(item.id)
    must, forbidden = _wanted(item, ground.assumptions, pin)
    keys = [None, *(one.key for one in item.variants)]
    lags = dict(item.lags)
    modes = tuple(_mode(item, one, quarters_of(item, one), ground) for one in (None, *item.variants))
    return Candidate(
        str(item.id),
        points,
        modes,
        predecessors=tuple(
            Predecessor(str(each), round(lags.get(each, 0) / DAYS_PER_QUARTER))
            for each in item.predecessors
            if each in known
        ),
        earliest=max(now, Quarter.of(item.earliest) - origin if item.earliest else now),
        latest=min(Quarter.of(item.latest) - origin + 1, periods) if item.latest else None,
        must=must,
        forbidden=forbidden,
        excludes=tuple(str(each) for each in item.excludes if each in known),
        start=max(Quarter.of(pin.starts) - origin, now) if pin and pin.starts else None,
        mode=keys.index(pin.variant) if pin and pin.variant in keys and pin.variant else None,
    )


def _wanted(item: Intervention, assumptions: Assumptions, pin: Pin | None) -> tuple[bool, bool]:
    """Must and must not: a pin goes before the scenario, and the scenario before the intervention's own."""
    if pin and pin.must is not Must.FREE:
        return pin.must is Must.MUST, pin.must is Must.MUST_NOT
    if item.id in assumptions.must or item.id in assumptions.must_not:
        return item.id in assumptions.must, item.id in assumptions.must_not
    outside = bool(set(categories_of(item)) & set(assumptions.without))
    return item.must is Must.MUST and not outside, item.must is Must.MUST_NOT or outside


def _mode(item: Intervention, variant: Variant | None, duration: int, ground: Ground) -> Mode:
    key, share = variant.key if variant else None, left(item)
    demand: dict[str, float] = {}
    for who, days in demand_of(item, ground.people, key).items():
        demand[who] = days * share / duration
    points = ground.effects[item.id].points if item.id in ground.effects else 0.0
    told, rest = _to_pay(item, key, ground)
    cost, begins = sum(told.values()) + rest, _told_for(item, ground)
    return Mode(
        duration,
        {who: days for who, days in demand.items() if days},
        {MONEY: cost} if cost else {},
        points * variant.effect_percent / 100 if variant else None,
        {MONEY: tuple((year - begins, cents) for year, cents in told.items())} if told else {},
    )


def _to_pay(item: Intervention, variant: str | None, ground: Ground) -> tuple[dict[int, float], float]:
    """What is still to be paid: what is told for calendar years, as the intervention stands, and the rest."""
    told = told_of(item, ground.assumptions, variant)
    rest = max(cost_of(item, ground.assumptions, variant) - sum(told.values()), 0.0) * left(item)
    if not runs(item):
        return told, rest
    now, days = ground.now, span(item)
    this_year = [quarter for quarter in days.quarters() if quarter.year == now.year] if days else []
    ahead = sum(quarter >= now for quarter in this_year)
    share = max(ahead, 1) / len(this_year) if this_year else 1.0
    coming = {year: cents * (share if year == now.year else 1) for year, cents in told.items() if year >= now.year}
    return coming, rest


def _told_for(item: Intervention, ground: Ground) -> int:
    """The year in which it begins where its costs by year were told: its first day's, else the first that has some."""
    if runs(item):
        return ground.now.year
    days = span(item)
    if days:
        return days.first.year
    told = (item.yearly_cents, *(one.yearly_cents for one in item.variants))
    return min((year for each in told for year, _ in each), default=ground.now.year)


def _bills(one: Planned, item: Intervention, ground: Ground) -> dict[int, float]:
    """The cents that an intervention of a plan takes in each calendar year."""
    told, rest = _to_pay(item, one.variant, ground)
    later, found = one.first.year - _told_for(item, ground), dict[int, float]()
    for year, cents in told.items():
        paid = max(year + later, ground.now.year)
        found[paid] = found.get(paid, 0.0) + cents
    quarters = [one.first + n for n in range(one.last - one.first + 1)]
    free = [quarter.year for quarter in quarters if quarter.year not in found] or [each.year for each in quarters]
    for year in free:
        found[year] = found.get(year, 0.0) + rest / len(free)
    return found


def _named_twice(candidates: Sequence[Candidate], ground: Ground, origin: Quarter, periods: int) -> set[str]:
    """The persons whose days are those of a role."""
    days: dict[str, dict[tuple[str, int], float]] = {}
    for one in candidates:
        for number, mode in enumerate(one.modes):
            for who, each in mode.demand.items():
                days.setdefault(who, {})[one.id, number] = each
    return ground.named_twice(days, [origin + period for period in range(periods)])


def _without(one: Candidate, who: set[str]) -> Candidate:
    modes = tuple(replace(m, demand={k: v for k, v in m.demand.items() if k not in who}) for m in one.modes)
    return replace(one, modes=modes)


def _capacity(
    candidates: Sequence[Candidate], fixed: Sequence[Candidate], ground: Ground, origin: Quarter, periods: int
) -> tuple[dict[str, tuple[float, ...]], tuple[str, ...]]:
    everybody = sorted({who for one in candidates for mode in one.modes for who in mode.demand})
    found, crowded = {}, []
    for who in everybody:
        there = [ground.days_there(who, origin + period) for period in range(periods)]
        taken = [0.0] * periods
        for one in fixed:
            for period in range(one.start or 0, min((one.start or 0) + one.modes[0].duration, periods)):
                taken[period] += one.modes[0].demand.get(who, 0.0)
        if any(used > days + ROUNDING for used, days in zip(taken, there, strict=True)):
            crowded.append(who)
        found[who] = tuple(max(pair) for pair in zip(taken, there, strict=True))
    return found, tuple(crowded)


def _budget(
    candidates: Sequence[Candidate], fixed: Sequence[Candidate], ground: Ground, origin: Quarter, periods: int
) -> tuple[float, ...]:
    """The money of each year that the periods touch, and of those after them in which anything can be paid."""
    after = max((late for one in candidates for mode in one.modes for late, _ in mode.told.get(MONEY, ())), default=0)
    years = max(-(-periods // 4), 1) + max(after, 0)
    taken = [0.0] * years
    items = {str(item.id): item for item in ground.open}
    for one in fixed:
        first = origin + (one.start or 0)
        planned = Planned(UUID(one.id), None, first, first + (one.modes[0].duration - 1))
        for year, cents in _bills(planned, items[one.id], ground).items():
            taken[year - origin.year] += cents
    there = [ground.money_there(origin.year + year) or 0.0 for year in range(years)]
    return tuple(max(pair) for pair in zip(taken, there, strict=True))


def _never(one: Candidate, case: PlanCase, now: int) -> str:
    """Who or what keeps an intervention out of every quarter, whatever else is done; empty where nothing does."""
    short: dict[str, int] = {}
    for mode in one.modes:
        for who, days in mode.demand.items():
            most = max(case.capacity.get(who, (days,))[now:], default=0.0)
            if days > most + ROUNDING:
                short[who] = short.get(who, 0) + 1
        money, told = case.budgets.get(MONEY), [cents for _, cents in mode.told.get(MONEY, ())]
        if isinstance(money, tuple) and (
            mode.consumption.get(MONEY, 0.0) > sum(money) + ROUNDING or max(told, default=0.0) > max(money) + ROUNDING
        ):
            short[MONEY] = short.get(MONEY, 0) + 1
    blocked = [what for what, times in short.items() if times == len(one.modes)]
    return blocked[0] if blocked else ""


# What a plan comes to --------------------------------------------------------------------------------------------


def own_plan(ground: Ground) -> tuple[Planned, ...]:
    """The room's own plan from today on: all that has days, as far as it ends in time.

    What should have begun already begins this quarter; what is under way ends at the earliest in it.
    """
    planned = []
    for item in ground.open:
        days = span(item)
        if days is None:
            continue
        if runs(item):
            first, last = ground.now, min(max(Quarter.of(days.last), ground.now), ground.last)
        else:
            first = max(Quarter.of(days.first), ground.now)
            last = first + (quarters_of(item) - 1)
        if last <= ground.last:
            planned.append(Planned(item.id, None, first, last))
    return tuple(planned)


def figures(planned: Iterable[Planned], ground: Ground) -> PlanFigures:
    """What a plan comes to and where it takes more than there is, counted from the interventions themselves.

    What is under way is a fact: where it alone takes more than there is, only what comes on top counts against a plan.
    """
    plan = tuple(planned)
    items = {item.id: item for item in ground.interventions}
    by_goal: dict[UUID, float] = {}
    load: dict[str, dict[Quarter, float]] = {}
    given: dict[str, dict[Quarter, float]] = {}
    people, days = ground.people, 0.0
    by_year: dict[int, float] = {}
    given_by_year: dict[int, float] = {}
    kilograms = 0.0
    for one in plan:
        item = items[one.intervention_id]
        percent = next((each.effect_percent for each in item.variants if each.key == one.variant), 100) / 100
        for part in ground.effects[item.id].parts if item.id in ground.effects else ():
            by_goal[part.goal] = by_goal.get(part.goal, 0.0) + part.points * percent
        kilograms += (item.carbon_kilograms or 0.0) * percent
        length, share = one.last - one.first + 1, left(item)
        for year, cents in _bills(one, item, ground).items():
            for years in (by_year, given_by_year) if runs(item) else (by_year,):
                years[year] = years.get(year, 0.0) + cents
        for quarter in (one.first + n for n in range(length)):
            days += sum(effort.days for effort in effort_of(item, one.variant)) * share / length
            for who, each in demand_of(item, people, one.variant).items():
                for loads in (load, given) if runs(item) else (load,):
                    mine = loads.setdefault(who, {})
                    mine[quarter] = mine.get(quarter, 0.0) + each * share / length
    for who in ground.named_twice(load, {quarter for mine in load.values() for quarter in mine}):
        del load[who]
    return PlanFigures(
        effect=sum(by_goal.values()),
        by_goal=by_goal,
        cents=sum(by_year.values()),
        by_year=dict(sorted(by_year.items())),
        days=days,
        kilograms=kilograms,
        first=min((one.last for one in plan), default=None),
        planned=plan,
        overloads=tuple(
            Overload(who, quarter, needed, ground.days_there(who, quarter))
            for who, mine in sorted(load.items())
            for quarter, needed in sorted(mine.items())
            if needed > max(ground.days_there(who, quarter), given.get(who, {}).get(quarter, 0.0)) + ROUNDING
        ),
        overspent=tuple(
            (year, cents, there)
            for year, cents in sorted(by_year.items())
            if (there := ground.money_there(year)) is not None and cents > max(there, given_by_year.get(year, 0.0)) + 1
        ),
    )
