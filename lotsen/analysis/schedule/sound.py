"""Whether a case can be read as a problem at all: names that exist, numbers that make sense, no circle."""

import graphlib
import math
from collections.abc import Iterable

from lotsen.analysis.results.plan import Candidate, Mode, PlanCase
from lotsen.errors import N_, InvalidInput

ROUNDING = 1e-9


def require_sound(case: PlanCase) -> None:
    """Raises InvalidInput for a case that no plan could be checked against."""
    ids = [candidate.id for candidate in case.candidates]
    if len(set(ids)) < len(ids):
        twice = sorted({one for one in ids if ids.count(one) > 1})
        raise InvalidInput(N_("Interventions with the same id: {ids}. Give each its own."), ids=", ".join(twice))
    if case.periods < 0 or case.periods_per_year < 1 or not case.discount >= 0 or not math.isfinite(case.discount):
        raise InvalidInput(N_("Periods and the discount rate can't be negative, and a year has at least one period."))
    for candidate in case.candidates:
        _require_sound(candidate, set(ids))
    _require_limits(case)
    in_order(case)


def in_order(case: PlanCase) -> tuple[str, ...]:
    """The ids, every predecessor before its successors. Raises InvalidInput for a circle."""
    sorter = graphlib.TopologicalSorter({c.id: [before.id for before in c.predecessors] for c in case.candidates})
    try:
        return tuple(sorter.static_order())
    except graphlib.CycleError as error:
        raise InvalidInput(
            N_("These interventions wait for each other in a circle: {ids}. Remove one of the links."),
            ids=" → ".join(reversed(error.args[1])),
        ) from None


def _require_sound(candidate: Candidate, known: set[str]) -> None:
    links = {before.id for before in candidate.predecessors} | set(candidate.excludes)
    if links - known:
        raise InvalidInput(
            N_("{id} names {others}, which is no intervention of the case. Correct the name or leave it out."),
            id=candidate.id, others=", ".join(sorted(links - known)),
        )  # fmt: skip
    if candidate.id in links:
        raise InvalidInput(N_("{id} names itself as predecessor or alternative. Leave it out."), id=candidate.id)
    if not candidate.modes or (candidate.mode is not None and not 0 <= candidate.mode < len(candidate.modes)):
        raise InvalidInput(
            N_("{id} has no such mode. Give at least one, and pin one that there is, counted from 0."), id=candidate.id
        )
    for mode in candidate.modes:
        figures = (*mode.demand.values(), *mode.consumption.values(), candidate.effect, mode.effect or 0.0)
        if mode.duration < 0 or not _amounts(figures):
            raise InvalidInput(
                N_("{id} has a duration, demand, consumption or effect below 0. Give 0 or more."), id=candidate.id
            )
        _require_told(candidate, mode)


def _require_told(candidate: Candidate, mode: Mode) -> None:
    for budget, told in mode.told.items():
        amounts, money = [amount for _, amount in told], mode.consumption.get(budget, 0.0)
        if not _amounts(amounts) or sum(amounts) > money * (1 + ROUNDING):
            raise InvalidInput(
                N_("{id} takes more of {budget} by year than in all, or less than 0. Correct one of the two."),
                id=candidate.id, budget=budget,
            )  # fmt: skip


def _require_limits(case: PlanCase) -> None:
    for role, units in case.capacity.items():
        if len(units) != case.periods or not _amounts(units):
            raise InvalidInput(
                N_("The capacity of {role} has to be {periods} numbers, 0 or more, one for each period."),
                role=role, periods=case.periods,
            )  # fmt: skip
    modes = [mode for candidate in case.candidates for mode in candidate.modes]
    for budget, money in case.budgets.items():
        amounts = money if isinstance(money, tuple) else (money,)
        after = max((late for mode in modes for late, _ in mode.told.get(budget, ())), default=0)
        wrong = isinstance(money, tuple) and not case.years <= len(amounts) <= case.years + max(after, 0)
        if wrong or not _amounts(amounts):
            raise InvalidInput(
                N_("The budget {budget} has to be 0 or more: one amount, or {years} of them, one for each year."),
                budget=budget, years=case.years,
            )  # fmt: skip


def _amounts(figures: Iterable[float]) -> bool:
    return all(math.isfinite(figure) and figure >= 0 for figure in figures)
