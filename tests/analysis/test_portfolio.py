"""Robust portfolios by a published kind of example, against every portfolio, and what money buys."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.portfolio import (
    beside,
    budget_curve,
    interval_points,
    nondominated,
    order_points,
    robust_portfolio,
)
from lotsen.analysis.results.plan import Candidate, Mode, Objective, PlanCase, PlanStatus
from lotsen.analysis.results.portfolio import Standing
from lotsen.errors import InvalidInput
from tests.support.planned import feasible_case
from tests.support.psplib import knapsack
from tests.support.solving import asked

VALUES = np.array([[[5, 3], [4, 4], [2, 6], [3, 1], [6, 5]]], dtype=float)
WITHIN = interval_points(np.array([0.3, 0.0]), np.array([0.7, 1.0]))


def toy(budget: float = 6.0) -> PlanCase:
    """Five projects p1 to p5 of cost 2, 2, 3, 1, 4."""
    case = knapsack(VALUES[0].mean(axis=1).tolist(), [[2, 2, 3, 1, 4]], [budget])
    return replace(case, candidates=tuple(replace(c, id=f"p{int(c.id) + 1}") for c in case.candidates))


def test_the_toy_has_one_core_three_borderline_and_one_project_out():
    found = robust_portfolio(toy(), VALUES, WITHIN, WITHIN, 10)
    assert found.exact
    assert {one.id: round(one.index, 2) for one in found.indices} == {
        "p1": 0.67, "p2": 0.67, "p3": 0.67, "p4": 1.0, "p5": 0.0
    }  # fmt: skip
    assert [one.standing for one in found.indices] == [
        Standing.BORDERLINE, Standing.BORDERLINE, Standing.BORDERLINE, Standing.CORE, Standing.OUT
    ]  # fmt: skip


def test_the_extreme_points_of_intervals_and_orders_are_those_of_the_polytope():
    assert WITHIN.tolist() == [[0.3, 0.7], [0.7, 0.3]]
    assert order_points([1, 0], 3).tolist() == [[0, 1, 0], [0.5, 0.5, 0], [0, 0, 1]]
    with pytest.raises(InvalidInput, match="no weights"):
        interval_points(np.array([0.6, 0.6]), np.array([1.0, 1.0]))


def test_dominated_rows_go_and_equal_rows_stay():
    assert nondominated(np.array([[1.0, 2], [2, 1], [1, 1], [2, 1], [0, 2]])).tolist() == [
        True, True, False, True, False
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=7),
    st.integers(1, 25),
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
)
def test_what_is_best_for_some_weights_is_among_the_portfolios(projects, budget, weights):
    values = np.array([[row[:2] for row in projects]], dtype=float)
    case = knapsack([1.0] * len(projects), [[float(row[2]) for row in projects]], [float(budget)])
    found = robust_portfolio(case, values, np.eye(2), np.eye(2), 10)
    ids = [candidate.id for candidate in case.candidates]
    rows = np.array([[float(one in portfolio) for one in ids] for portfolio in found.portfolios])
    every = np.array(np.meshgrid(*[[0.0, 1.0]] * len(ids))).reshape(len(ids), -1).T
    every = every[every @ np.array([row[2] for row in projects]) <= budget]
    for w in weights:
        worth = values[0] @ np.array([w, 1 - w])
        assert (rows @ worth).max() == pytest.approx((every @ worth).max())
    for one in found.indices:
        assert one.index == pytest.approx(np.mean([one.id in portfolio for portfolio in found.portfolios]))


def test_cases_with_time_are_solved_for_each_draw_in_each_scenario():
    case = feasible_case(5, interventions=10)
    values = np.random.default_rng(1).integers(1, 9, (2, 10, 3)).astype(float)
    samples = np.random.default_rng(2).dirichlet(np.ones(3), 4)
    found = asked(Objective.EFFECT, robust_portfolio, case, values, samples, samples, 60)
    assert (found.exact, found.scenarios, found.draws, found.proven) == (False, 2, 4, 8)
    musts = {candidate.id for candidate in case.candidates if candidate.must}
    assert {one.id for one in found.indices if one.standing is Standing.CORE} >= musts
    assert all(0 <= one.draws <= 1 for one in found.indices)


def test_the_curve_says_what_the_next_money_buys():
    points = asked(Objective.EFFECT, budget_curve, toy(), "b0", [6, 0, 1, 3], 10)
    assert [point.amount for point in points] == [0, 1, 3, 6]
    assert [point.plan.objective for point in points] == [0, 2, 6, 10]
    assert [point.gained for point in points] == [0, 2, 4, 4]
    assert points[1].came == ("p4",)
    assert all(point.plan.status is PlanStatus.OPTIMAL for point in points)


def test_a_proposed_set_stands_beside_the_best_for_its_money_and_the_cheapest_of_its_effect():
    found = asked(Objective.EFFECT, beside, toy(), ["p5", "p4"], "b0", 10)
    assert (found.proposed.objective, found.money["proposed"]) == (7.5, 5)
    assert (found.same_cost.objective, found.money["same_cost"]) == (10, 5)
    assert found.money["same_effect"] == 4
    assert found.same_effect.objective == 4


def test_yearly_budgets_are_compared_by_their_sum():
    case = PlanCase(
        2,
        (Candidate("a", 3.0, (Mode(1, {}, {"money": 5.0}),)), Candidate("b", 4.0, (Mode(1, {}, {"money": 4.0}),))),
        {}, {"money": (5.0, 5.0)}, periods_per_year=1,
    )  # fmt: skip
    found = asked(Objective.EFFECT, beside, case, ["a"], "money", 10)
    assert [one.id for one in found.same_cost.chosen] == ["b"]
    assert found.money == {"proposed": 5, "same_cost": 4, "same_effect": 4}


def test_a_set_that_cannot_be_planned_says_why():
    found = asked(Objective.EFFECT, beside, toy(), ["p5", "p3"], "b0", 10)
    assert found.same_cost is None
    assert "The budget b0 has 6.00 in all." in {str(one) for one in found.clashes}
    with pytest.raises(InvalidInput, match="no budget"):
        beside(toy(), ["p1"], "gold", 1)
    with pytest.raises(InvalidInput, match="p9"):
        beside(toy(), ["p9"], "b0", 1)
