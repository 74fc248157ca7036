"""Choosing without a calendar: which interventions are best for the days and the money of the whole time together.

The choice is quick enough to be made hundreds of times, over scenarios, weights and budgets; when each is done is left
to the plan. Robust Portfolio Modeling reads off the choices what belongs to all of them: Liesiö, Mild and Salo,
Preference programming for robust portfolio modeling and project selection, EJOR 181 (2007), here over the weights that
people gave rather than over all weights that are thinkable.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from lotsen.analysis.results import Method
from lotsen.analysis.results.plan import Candidate, Mode, PlanCase, Predecessor
from lotsen.analysis.results.scenario import MONEY, Curve

CORE = Method("core", "C = Σ p(s) · [i ∈ best(s, w)] / Σ p(s)", "Liesiö, Mild & Salo 2007", 1)

Choose = Callable[[PlanCase], Mapping[str, float]]
"""The best choice of a case: the effect of each chosen one by id."""

STEPS = 10
HALVINGS = 12


def flat(case: PlanCase, worth: Mapping[str, float] | None = None, money: float | None = None) -> PlanCase:
    """A case with its calendar taken away: one period, whose budgets are all days of everybody and all money.

    `worth` are other effects than the case's own, `money` another amount than its budgets together. What needs
    something else done first still does; times, windows and pinned starts fall away.
    """
    budgets: dict[str, float | tuple[float, ...]] = {who: sum(days) for who, days in case.capacity.items()}
    for name, amount in case.budgets.items():
        budgets[name] = sum(amount[: case.years]) if isinstance(amount, tuple) else amount
    if money is not None:
        budgets[MONEY] = money
    return PlanCase(1, tuple(_flat(one, worth) for one in case.candidates), budgets=budgets)


def _flat(one: Candidate, worth: Mapping[str, float] | None) -> Candidate:
    points = one.effect if worth is None else worth.get(one.id, 0.0)
    share = points / one.effect if one.effect else 0.0
    return replace(
        one,
        effect=points,
        modes=tuple(
            Mode(
                0,
                {},
                {**{who: days * mode.duration for who, days in mode.demand.items()}, **mode.consumption},
                None if mode.effect is None else mode.effect * share,
            )
            for mode in one.modes
        ),
        predecessors=tuple(Predecessor(each.id) for each in one.predecessors),
        earliest=0,
        latest=None,
        start=None,
    )


def core_index(choices: Iterable[tuple[Iterable[str], float]], everybody: Sequence[str]) -> dict[str, float]:
    """The share of the choices that contain each one; every choice counts by its weight."""
    found, total = dict.fromkeys(everybody, 0.0), 0.0
    for chosen, weight in choices:
        total += weight
        for one in chosen:
            found[one] += weight
    return {one: share / total if total else 0.0 for one, share in found.items()}


def curve(case: PlanCase, choose: Choose, own: tuple[float, float] | None) -> Curve:
    """What more money buys: the best effect at equal steps from none to all that could be spent.

    `own` is the room's plan as (cents, effect): beside it stand the best for the same money, and the cheapest
    that is worth as much, by halving the money until the step is a thousandth of it.
    """
    full = sum(max(mode.consumption.get(MONEY, 0.0) for mode in one.modes) for one in case.candidates)
    least = sum(one.modes[0].consumption.get(MONEY, 0.0) for one in case.candidates if one.must)

    def best(money: float) -> float:
        return sum(choose(flat(case, money=money)).values())

    amounts = sorted({least + (full - least) * step / STEPS for step in range(STEPS + 1)})
    steps = tuple((money, best(money)) for money in amounts)
    if own is None:
        return Curve(steps, None, None, None)
    cents, effect = own
    return Curve(steps, (cents, effect), (cents, best(max(cents, least))), _cheapest(best, least, full, effect))


def _cheapest(best: Callable[[float], float], least: float, full: float, effect: float) -> tuple[float, float] | None:
    low, high = least, full
    if best(high) < effect - 1e-9:
        return None
    if (found := best(low)) >= effect - 1e-9:
        return (low, found)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if best(middle) >= effect - 1e-9 else (middle, high)
    return (high, best(high))
