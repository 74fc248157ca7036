"""Whether a plan keeps everything that its case asks for: told from the raw case alone, by no solver's model.

A result is shown with what this says. It shares no code with the solvers, so that one mistake can't hide another.
"""

from collections.abc import Iterable, Iterator, Sequence

from lotsen.analysis.results.methods import Remark
from lotsen.analysis.results.plan import Candidate, Chosen, PlanCase, Spending
from lotsen.errors import N_

TOLERANCE = 1e-7
"""Relative rounding of sums that counts as kept."""


def check(case: PlanCase, chosen: Iterable[Chosen]) -> tuple[Remark, ...]:
    """Every demand of the case that a plan breaks, in words; none where all is kept."""
    plan = list(chosen)
    known = {candidate.id: candidate for candidate in case.candidates}
    found = [*_strange(known, plan)]
    if found:
        return tuple(found)
    done = {one.id: one for one in plan}
    for candidate in case.candidates:
        found += _alone(case, candidate, done.get(candidate.id))
        if candidate.id in done:
            found += _together(candidate, done)
    return (*found, *_units(case, plan), *_money(case, plan))


def used_units(case: PlanCase, chosen: Iterable[Chosen]) -> dict[str, tuple[float, ...]]:
    """Units of each role in each period."""
    known = {candidate.id: candidate for candidate in case.candidates}
    roles = dict.fromkeys([*case.capacity, *(r for c in case.candidates for m in c.modes for r in m.demand)])
    used = {role: [0.0] * case.periods for role in roles}
    for one in chosen:
        for role, units in known[one.id].modes[one.mode].demand.items():
            for period in range(max(one.start, 0), min(one.end, case.periods)):
                used[role][period] += units
    return {role: tuple(units) for role, units in used.items()}


def spent_money(case: PlanCase, chosen: Iterable[Chosen]) -> dict[str, tuple[float, ...]]:
    """Money of each budget by year: one figure where the budget is one amount for all."""
    known = {candidate.id: candidate for candidate in case.candidates}
    names = dict.fromkeys([*case.budgets, *(b for c in case.candidates for m in c.modes for b in m.consumption)])
    years = {name: len(money) if isinstance(money := case.budgets.get(name), tuple) else 0 for name in names}
    spent = {name: [0.0] * max(years[name], 1) for name in names}
    for one in chosen:
        mode = known[one.id].modes[one.mode]
        for name, money in mode.consumption.items():
            bills = _bills(case, one, money, mode.told.get(name, ()), years[name]) if years[name] else [(0, money)]
            for year, bill in bills:
                spent[name][year] += bill
    return {name: tuple(money) for name, money in spent.items()}


def _bills(
    case: PlanCase, one: Chosen, money: float, told: Sequence[tuple[int, float]], years: int
) -> list[tuple[int, float]]:
    """Every payment with its year: what is told for one, and equal instalments of the rest in the others."""
    begins = one.start // case.periods_per_year
    fixed = [(sorted((0, begins + later, years - 1))[1], bill) for later, bill in told]
    booked = {year for year, _ in fixed}
    instalments = _paid(case, one)
    open_years = [year for year in instalments if year not in booked] or instalments
    rest = money - sum(bill for _, bill in fixed)
    return fixed + [(year, rest / len(open_years)) for year in open_years]


def _paid(case: PlanCase, one: Chosen) -> Sequence[int]:
    """The years of its equal instalments: one per period, or a single one in the year it starts."""
    periods = range(one.start, one.end) if case.spending is Spending.EVEN and one.end > one.start else [one.start]
    return [max(0, min(period // case.periods_per_year, case.years - 1)) for period in periods]


def _strange(known: dict[str, Candidate], plan: list[Chosen]) -> Iterator[Remark]:
    ids = [one.id for one in plan]
    for name in dict.fromkeys(ids):
        if name not in known:
            yield Remark(N_("{id} is no intervention of the case."), {"id": name})
        elif ids.count(name) > 1:
            yield Remark(N_("{id} is planned more than once."), {"id": name})
    for one in plan:
        if one.id in known and not 0 <= one.mode < len(known[one.id].modes):
            yield Remark(N_("{id} has no mode {mode}."), {"id": one.id, "mode": one.mode})


def _alone(case: PlanCase, candidate: Candidate, one: Chosen | None) -> Iterator[Remark]:
    """What breaks an intervention's own demands: must, window, duration and pins."""
    me: dict[str, object] = {"id": candidate.id}
    if one is None:
        if candidate.must:
            yield Remark(N_("{id} has to be done and isn't planned."), me)
        return
    if candidate.forbidden:
        yield Remark(N_("{id} may not be done and is planned."), me)
    if one.end - one.start != candidate.modes[one.mode].duration:
        yield Remark(N_("{id} does not take as long as its mode does."), me)
    last = case.periods if candidate.latest is None else min(candidate.latest, case.periods)
    if one.start < max(candidate.earliest, 0) or one.end > last:
        fields = {**me, "start": one.start, "end": one.end, "first": max(candidate.earliest, 0), "last": last}
        yield Remark(N_("{id} runs from {start} to {end}; it may run from {first} to {last}."), fields)
    if candidate.start not in (None, one.start):
        yield Remark(N_("{id} starts at {start} and not where it is fixed."), {**me, "start": one.start})
    if candidate.mode not in (None, one.mode):
        yield Remark(N_("{id} is done in mode {mode} and not in the fixed one."), {**me, "mode": one.mode})


def _together(candidate: Candidate, done: dict[str, Chosen]) -> Iterator[Remark]:
    """What breaks the links of an intervention that is done."""
    for before in candidate.predecessors:
        fields: dict[str, object] = {"id": candidate.id, "before": before.id, "lag": before.lag}
        if before.id not in done:
            yield Remark(N_("{id} needs {before}, which isn't planned."), {"id": candidate.id, "before": before.id})
        elif done[candidate.id].start < done[before.id].end + before.lag:
            yield Remark(N_("{id} starts before {before} has ended, counting {lag} periods between them."), fields)
    for other in candidate.excludes:
        if other in done:
            yield Remark(
                N_("{id} and {other} are both planned; only one may be."), {"id": candidate.id, "other": other}
            )


def _units(case: PlanCase, plan: list[Chosen]) -> Iterator[Remark]:
    used = used_units(case, plan)
    for role, limits in case.capacity.items():
        for period, limit in enumerate(limits):
            if used[role][period] > limit + TOLERANCE * max(1.0, limit):
                fields = {"role": role, "period": period, "used": f"{used[role][period]:g}", "limit": f"{limit:g}"}
                yield Remark(N_("{role} would need {used} in period {period}; there is {limit}."), fields)


def _money(case: PlanCase, plan: list[Chosen]) -> Iterator[Remark]:
    spent = spent_money(case, plan)
    for name, money in case.budgets.items():
        for year, limit in enumerate(money if isinstance(money, tuple) else (money,)):
            if spent[name][year] > limit + TOLERANCE * max(1.0, limit):
                fields = {"budget": name, "year": year, "used": f"{spent[name][year]:.2f}", "limit": f"{limit:.2f}"}
                yield Remark(
                    N_("{budget} would need {used} in year {year}; there is {limit}.")
                    if isinstance(money, tuple)
                    else N_("{budget} would need {used} in all; there is {limit}."),
                    fields,
                )
