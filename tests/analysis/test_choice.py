"""The toy of Robust Portfolio Modeling: p4 in every best choice, p5 in none although its value is the highest.

p2 is in every best choice too: the portfolio without it, p1 with p3 and p4, is best by no weight alone. Among all
non-dominated portfolios p2 would stand in two of three.
"""

import itertools
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.choice import core_index, curve, flat
from lotsen.analysis.results.plan import Candidate, Mode, PlanCase, Predecessor
from lotsen.analysis.scenario import MONEY
from lotsen.analysis.schedule.solve import solve

VALUES = {"p1": (5, 3), "p2": (4, 4), "p3": (2, 6), "p4": (3, 1), "p5": (6, 5)}
COSTS = {"p1": 2, "p2": 2, "p3": 3, "p4": 1, "p5": 4}


def best(case: PlanCase) -> Mapping[str, float]:
    effects = {one.id: one.effect for one in case.candidates}
    return {one.id: effects[one.id] for one in solve(case, 5).chosen}


def toy() -> PlanCase:
    return PlanCase(
        4,
        tuple(Candidate(one, 1.0, (Mode(2, {}, {MONEY: float(cost)}),)) for one, cost in COSTS.items()),
        budgets={MONEY: (6.0,)},
    )


def test_p4_is_in_every_best_choice_of_the_toy_and_p5_in_none() -> None:
    choices = []
    for w in (0.31, 0.35, 0.4, 0.45, 0.55, 0.6, 0.65, 0.69):
        worth = {one: w * a + (1 - w) * b for one, (a, b) in VALUES.items()}
        choices.append((list(best(flat(toy(), worth))), 1.0))
    index = core_index(choices, list(VALUES))
    assert index == pytest.approx({"p1": 0.5, "p2": 1.0, "p3": 0.5, "p4": 1.0, "p5": 0.0})


def test_without_a_calendar_days_and_money_of_all_periods_count_together() -> None:
    case = PlanCase(
        3,
        (Candidate("a", 5.0, (Mode(2, {"Aino": 3.0}, {MONEY: 8.0}),), earliest=1, start=1),
         Candidate("b", 4.0, (Mode(1),), predecessors=(Predecessor("a", 2),))),
        {"Aino": (2.0, 3.0, 1.0)},
        {MONEY: (5.0,)},
    )  # fmt: skip
    flattened = flat(case, money=9.0)
    assert flattened.periods == 1
    assert flattened.budgets == {"Aino": 6.0, MONEY: 9.0}
    assert flattened.candidates[0].modes[0].consumption == {"Aino": 6.0, MONEY: 8.0}
    assert set(best(flattened)) == {"a", "b"}
    assert not best(flat(case, money=7.0)), "b needs a"


def test_a_scenario_counts_by_its_own_weight() -> None:
    assert core_index([(["a"], 3.0), (["b"], 1.0)], ["a", "b", "c"]) == {"a": 0.75, "b": 0.25, "c": 0.0}


def test_the_curve_knows_the_best_for_the_same_money_and_the_cheapest_with_the_same_effect() -> None:
    case = PlanCase(
        1,
        (Candidate("dear", 5.0, (Mode(1, {}, {MONEY: 10.0}),)), Candidate("cheap", 5.0, (Mode(1, {}, {MONEY: 2.0}),))),
        budgets={MONEY: (12.0,)},
    )
    found = curve(case, best, (10.0, 5.0))
    assert found.steps[0] == (0.0, 0.0) and found.steps[-1] == (12.0, 10.0)
    assert found.same_cost == (10.0, pytest.approx(5.0))
    assert found.same_effect is not None and found.same_effect[0] == pytest.approx(2.0, abs=0.01)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1, max_size=5))
def test_more_money_never_buys_less(projects: list[tuple[int, int]]) -> None:
    candidates = tuple(
        Candidate(str(n), float(effect), (Mode(1, {}, {MONEY: float(cost)}),))
        for n, (cost, effect) in enumerate(projects)
    )
    steps = curve(PlanCase(1, candidates, budgets={MONEY: (99.0,)}), best, None).steps
    assert all(more >= less - 1e-6 for (_, less), (_, more) in itertools.pairwise(steps))
