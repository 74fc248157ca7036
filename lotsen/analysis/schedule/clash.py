"""Why a case has no plan: a smallest set of its demands that can't be kept together.

Deletion filter over named demands: each is dropped in turn, for good where the rest still clash. What is left clashes,
and no part of it does (Chinneck and Dravnieks, Locating minimal infeasible constraint sets in linear programs, ORSA
Journal on Computing 3 (1991)). Demands whose question can't be settled in the time stay, so that the set always
clashes but may then not be the smallest.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lotsen.analysis.results.methods import Remark
from lotsen.analysis.results.plan import Candidate, PlanCase, Predecessor
from lotsen.errors import N_

Clashing = Callable[[PlanCase], bool]
"""Whether it is proven that a case has no plan."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that a case asks for: what to say of it, and the case without it."""

    remark: Remark
    without: Callable[[PlanCase], PlanCase]


def clashes(case: PlanCase, clashing: Clashing) -> tuple[Remark, ...]:
    """The demands of a case without a plan that can't be kept together, in words."""
    case = _only_musts(case)
    case, musts = _filtered(case, list(_musts(case)), clashing)
    case = _only_musts(case)
    case, rest = _filtered(case, [*_budgets(case), *_own(case), *_links(case)], clashing)
    case, roles = _filtered(case, list(_roles(case)), clashing)
    return (
        *(demand.remark for demand in (*musts, *rest)),
        *(_narrowed(case, demand.remark.text, clashing) for demand in roles),
        Remark(N_("All of it within {periods} periods."), {"periods": case.periods}),
    )


def _filtered(case: PlanCase, demands: list[Demand], clashing: Clashing) -> tuple[PlanCase, list[Demand]]:
    """The case without what is not needed for the clash, and the demands that are. Halves are tried before ones."""
    kept: list[Demand] = []
    queue = [demands] if demands else []
    while queue:
        group = queue.pop(0)
        eased = case
        for demand in group:
            eased = demand.without(eased)
        if clashing(eased):
            case = eased
        elif len(group) == 1:
            kept += group
        else:
            half = len(group) // 2
            queue = [group[:half], group[half:], *queue]
    return case, kept


def _only_musts(case: PlanCase) -> PlanCase:
    """The case without those that nobody needs: they can be left out of any plan."""
    known = {candidate.id: candidate for candidate in case.candidates}
    needed: set[str] = set()
    waiting = [candidate.id for candidate in case.candidates if candidate.must]
    while waiting:
        one = waiting.pop()
        if one not in needed:
            needed.add(one)
            waiting += [before.id for before in known[one].predecessors]
    kept = [
        replace(c, excludes=tuple(other for other in c.excludes if other in needed))
        for c in case.candidates
        if c.id in needed
    ]
    return replace(case, candidates=tuple(kept))


def _changed(case: PlanCase, name: str, change: Callable[[Candidate], Candidate]) -> PlanCase:
    return replace(case, candidates=tuple(change(c) if c.id == name else c for c in case.candidates))


def _musts(case: PlanCase) -> Iterator[Demand]:
    for candidate in case.candidates:
        if candidate.must:
            yield Demand(
                Remark(N_("{id} has to be done."), {"id": candidate.id}),
                partial(_changed, name=candidate.id, change=lambda one: replace(one, must=False)),
            )


def _own(case: PlanCase) -> Iterator[Demand]:
    """Windows, pins and prohibitions."""
    for one in case.candidates:
        if one.forbidden:
            yield _of(one, N_("{id} may not be done, and is needed."), {}, lambda c: replace(c, forbidden=False))
        if one.earliest > 0 or one.latest is not None:
            yield _of(
                one,
                N_("{id} may run from {first} to {last} only."),
                {"first": one.earliest, "last": case.periods if one.latest is None else one.latest},
                lambda c: replace(c, earliest=0, latest=None),
            )
        if one.start is not None:
            fields = {"start": one.start}
            yield _of(one, N_("{id} is fixed to start at {start}."), fields, lambda c: replace(c, start=None))
        if one.mode is not None:
            yield _of(one, N_("{id} is fixed to mode {mode}."), {"mode": one.mode}, lambda c: replace(c, mode=None))


def _links(case: PlanCase) -> Iterator[Demand]:
    for one in case.candidates:
        for before in one.predecessors:
            change = partial(_without_predecessor, before=before)
            yield _of(one, N_("{before} comes before {id}."), {"before": before.id}, change)
        for other in one.excludes:
            change = partial(_without_rival, other=other)
            yield _of(one, N_("Only one of {id} and {other} may be done."), {"other": other}, change)


def _of(one: Candidate, text: str, fields: dict[str, Any], change: Callable[[Candidate], Candidate]) -> Demand:
    return Demand(Remark(text, {"id": one.id, **fields}), partial(_changed, name=one.id, change=change))


def _without_predecessor(one: Candidate, before: Predecessor) -> Candidate:
    return replace(one, predecessors=tuple(link for link in one.predecessors if link != before))


def _without_rival(one: Candidate, other: str) -> Candidate:
    return replace(one, excludes=tuple(rival for rival in one.excludes if rival != other))


def _budgets(case: PlanCase) -> Iterator[Demand]:
    """Each budget as a whole, or year by year; a year that is dropped gets whatever could be spent."""
    for name, money in case.budgets.items():
        if not isinstance(money, tuple):
            said = Remark(N_("The budget {budget} has {limit} in all."), {"budget": name, "limit": f"{money:.2f}"})
            yield Demand(said, partial(_without_budget, name=name))
            continue
        most = sum(max(m.consumption.get(name, 0.0) for m in c.modes) for c in case.candidates)
        for year, limit in enumerate(money):
            fields = {"budget": name, "year": year, "limit": f"{limit:.2f}"}
            said = Remark(N_("The budget {budget} has {limit} in year {year}."), fields)
            yield Demand(said, partial(_with_rich_year, name=name, year=year, most=most))


def _without_budget(case: PlanCase, name: str) -> PlanCase:
    return replace(case, budgets={k: v for k, v in case.budgets.items() if k != name})


def _with_rich_year(case: PlanCase, name: str, year: int, most: float) -> PlanCase:
    return replace(case, budgets={**case.budgets, name: _at(case.budgets[name], [year], most)})


def _roles(case: PlanCase) -> Iterator[Demand]:
    for role in case.capacity:
        yield Demand(Remark(role), partial(_without_role, role=role))


def _without_role(case: PlanCase, role: str) -> PlanCase:
    return replace(case, capacity={k: v for k, v in case.capacity.items() if k != role})


def _narrowed(case: PlanCase, role: str, clashing: Clashing) -> Remark:
    """The periods in which a role's capacity is needed for the clash: from both ends as far in as it holds."""
    most = sum(max(m.demand.get(role, 0.0) for m in c.modes) for c in case.candidates)

    def freed(periods: Iterable[int]) -> PlanCase:
        return replace(case, capacity={**case.capacity, role: _at(case.capacity[role], periods, most)})

    n = case.periods
    first = _last_that(lambda k: clashing(freed(range(k))), n)
    last = n - 1 - _last_that(lambda k: clashing(freed([*range(first), *range(n - k, n)])), n - 1 - first)
    limits = sorted(set(case.capacity[role][first : last + 1]))
    fields = {"role": role, "first": first, "last": last, "limit": " / ".join(f"{limit:g}" for limit in limits)}
    return Remark(N_("{role} has {limit} in periods {first} to {last}."), fields)


def _last_that(holds: Callable[[int], bool], most: int) -> int:
    """The greatest of 0 to `most` for which something holds that holds for 0 and stops holding once."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _at(limits: float | tuple[float, ...], places: Iterable[int], value: float) -> tuple[float, ...]:
    """Limits with another value at some places."""
    assert isinstance(limits, tuple)
    there = set(places)
    return tuple(max(value, limit) if place in there else limit for place, limit in enumerate(limits))
