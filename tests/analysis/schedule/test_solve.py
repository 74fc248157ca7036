"""Both solvers: published optima, every plan tried, validity whatever happens, clashes and pins."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from lotsen.analysis.check import check
from lotsen.analysis.results.plan import (
    Candidate,
    Mode,
    Objective,
    Pin,
    PlanCase,
    PlanStatus,
    Predecessor,
    Spending,
    relative_gap,
)
from lotsen.analysis.schedule.solve import pin_costs, pins, solve
from lotsen.errors import InvalidInput
from tests.support.imagined_plans import best_by_trying, plan_cases
from tests.support.planned import feasible_case
from tests.support.psplib import knapsack, read_knapsacks, read_project
from tests.support.shared import SHARED
from tests.support.solving import asked, solved

SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MM_J1039 = [
    [(0, 0, 0, 0, 0)],
    [(2, 5, 10, 5, 6), (8, 4, 9, 2, 3), (8, 5, 9, 1, 3)],
    [(1, 8, 6, 4, 7), (3, 5, 6, 4, 6), (4, 3, 6, 4, 5)],
    [(2, 7, 5, 2, 4), (3, 6, 4, 2, 2), (7, 5, 3, 2, 1)],
    [(1, 7, 7, 3, 10), (3, 5, 7, 3, 2), (3, 5, 7, 2, 4)],
    [(1, 9, 8, 9, 8), (3, 7, 7, 9, 7), (4, 7, 3, 9, 7)],
    [(4, 10, 4, 6, 2), (9, 8, 1, 3, 2), (9, 7, 2, 5, 2)],
    [(1, 6, 4, 9, 8), (9, 5, 3, 8, 8), (10, 5, 1, 4, 5)],
    [(3, 10, 8, 5, 10), (4, 10, 5, 5, 10), (8, 9, 3, 3, 10)],
    [(2, 8, 3, 6, 9), (4, 8, 2, 4, 8), (9, 7, 2, 3, 6)],
    [(2, 9, 9, 6, 10), (3, 8, 7, 6, 8), (10, 7, 3, 6, 6)],
    [(0, 0, 0, 0, 0)],
]
"""Duration and needs of R1, R2, N1, N2 per job and mode."""

MM_J1039_AFTER = [[2, 3, 4], [10], [5, 11], [6, 8], [8, 9], [7, 9, 10], [11], [10], [12], [12], [12], []]


def published_multi_mode() -> PlanCase:
    before: dict[int, list[Predecessor]] = {n: [] for n in range(1, 13)}
    for job, others in enumerate(MM_J1039_AFTER, 1):
        for other in others:
            before[other].append(Predecessor(str(job)))
    return PlanCase(
        72,
        tuple(
            Candidate(
                str(n), 0.0, tuple(Mode(d, {"R1": a, "R2": b}, {"N1": x, "N2": y}) for d, a, b, x, y in modes),
                tuple(before[n]), must=True,
            )
            for n, modes in enumerate(MM_J1039, 1)
        ),
        {"R1": (13.0,) * 72, "R2": (12.0,) * 72},
        {"N1": 50.0, "N2": 66.0},
        Objective.MAKESPAN,
    )  # fmt: skip


def test_the_published_knapsack_of_petersen_is_solved_to_its_optimum():
    """OR-Library, mknap1, the first: 6 projects, 10 years; optimum 3800 (Petersen 1967)."""
    rows = [
        [8, 12, 13, 64, 22, 41], [8, 12, 13, 75, 22, 41], [3, 6, 4, 18, 6, 4], [5, 10, 8, 32, 6, 12],
        [5, 13, 8, 42, 6, 20], [5, 13, 8, 48, 6, 20], [0, 0, 0, 0, 8, 0], [3, 0, 4, 0, 8, 0], [3, 2, 4, 0, 8, 4],
        [3, 2, 4, 8, 8, 4],
    ]  # fmt: skip
    found = solved(knapsack([100, 600, 1200, 2400, 500, 2000], rows, [80, 96, 20, 36, 44, 48, 10, 18, 22, 24]))
    assert (found.status, found.objective, found.violations) == (PlanStatus.OPTIMAL, 3800, ())
    assert found.bound == pytest.approx(3800)


def test_the_published_multi_mode_project_ends_at_its_optimum():
    """PSPLIB j1039_1.mm, optimum 21 (Kolisch and Sprecher 1997): with other intervals the solver proved 22."""
    found = solved(published_multi_mode())
    assert (found.status, found.objective, found.bound, found.violations) == (PlanStatus.OPTIMAL, 21, 21, ())


@pytest.mark.skipif(SHARED is None, reason="the published files are not here")
@pytest.mark.parametrize(
    ("name", "optimum"),
    [("j30/j301_1.sm", 43), ("j30/j3010_1.sm", 42), ("j10mm/j1010_1.mm", 17), ("j10mm/j1064_1.mm", 16)],
)
def test_published_projects_are_solved_to_their_optimum(name, optimum):
    found = solved(read_project(SHARED / "scheduling" / name))
    assert (found.status, found.objective, found.violations) == (PlanStatus.OPTIMAL, optimum, ())


@pytest.mark.skipif(SHARED is None, reason="the published files are not here")
def test_published_knapsacks_are_solved_to_their_optimum():
    for case, optimum in read_knapsacks(SHARED / "scheduling/mknap1.txt"):
        found = solved(case)
        assert (found.status, found.violations) == (PlanStatus.OPTIMAL, ())
        assert found.objective == pytest.approx(optimum)


@SLOW
@given(plan_cases())
def test_the_greatest_effect_is_that_of_the_best_of_all_plans(case):
    agrees(case)


@SLOW
@given(plan_cases(Objective.MAKESPAN, most=3))
def test_the_earliest_end_is_that_of_the_best_of_all_plans(case):
    agrees(case)


def agrees(case):
    found, best = solved(case), best_by_trying(case)
    assert found.violations == ()
    assert found.status is (PlanStatus.INFEASIBLE if best is None else PlanStatus.OPTIMAL)
    assert found.objective == (None if best is None else pytest.approx(best, rel=1e-4, abs=1e-9))
    assert bool(found.clashes) == (best is None)


@settings(max_examples=25, deadline=None)
@given(plan_cases(most=4))
def test_a_plan_that_was_stopped_early_still_keeps_everything(case):
    found = solved(case, 0.01)
    assert found.violations == ()
    if found.objective is not None and found.bound is not None:
        assert found.bound >= found.objective


def test_a_large_case_that_is_stopped_early_says_how_far_it_may_be_from_the_best():
    found = solved(feasible_case(1, interventions=120), 0.01)
    assert found.status is PlanStatus.FEASIBLE
    assert found.violations == ()
    assert 0 < found.gap < 1
    assert str(found.said).startswith("Best found, at most ")


def test_the_gap_closes_while_the_search_runs_and_no_plan_on_the_way_breaks_anything():
    case, told = feasible_case(1, interventions=80), []
    found = solve(case, 3, told.append)
    gaps = [relative_gap(one.objective, one.bound) for one in told]
    assert len(set(gaps)) >= 4 and gaps == sorted(gaps, reverse=True)
    assert len({one.bound for one in told}) >= 3, "the bound comes nearer too, not the plan alone"
    assert all(check(case, one.chosen) == () for one in told)
    assert found.objective >= told[-1].objective - 1e-9 and found.bound <= told[-1].bound + 1e-9


def stopped_at_once(case):
    told = []
    found = solve(case, 60, told.append, lambda: bool(told))
    return found, told


@pytest.mark.parametrize("case", [feasible_case(2), replace(published_multi_mode(), periods=90, capacity={
    "R1": (13.0,) * 90, "R2": (12.0,) * 90})], ids=["effect", "makespan"])  # fmt: skip
def test_somebody_who_has_seen_enough_stops_the_search_and_keeps_the_plan(case):
    found, told = asked(case.objective, stopped_at_once, case)
    assert told[0].chosen
    assert found.chosen
    assert found.violations == ()


def both_objectives():
    effect = solve(feasible_case(3, interventions=8), 30)
    return effect, solve(replace(feasible_case(3, interventions=8), objective=Objective.MAKESPAN), 30)


def test_the_second_solver_takes_a_process_of_its_own_where_the_first_is_loaded():
    effect, makespan = asked(Objective.EFFECT, both_objectives)
    assert effect.status is makespan.status is PlanStatus.OPTIMAL
    assert effect.violations == makespan.violations == ()


BUYER = Mode(2, {"buyer": 1.0}, {"money": 10.0})


def tight(**changes) -> PlanCase:
    """Two musts of two periods for one buyer, one before the other, in four periods."""
    case = PlanCase(
        4,
        (
            Candidate("dialogue", 1.0, (BUYER,), must=True),
            Candidate("framework", 5.0, (BUYER,), (Predecessor("dialogue"),), must=True),
            Candidate("idle", 3.0, (BUYER,)),
        ),
        {"buyer": (1.0,) * 4},
        {"money": (20.0,)},
    )
    return replace(case, **changes)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (
            tight(capacity={"buyer": (1.0, 0.5, 1.0, 1.0)}),
            {"framework has to be done.", "dialogue comes before framework.", "buyer has 0.5 in periods 1 to 1."},
        ),
        (tight(budgets={"money": (15.0,)}), {"The budget money has 15.00 in year 0."}),
        (tight(budgets={"money": 19.0}), {"The budget money has 19.00 in all."}),
        (
            tight(candidates=(replace(tight().candidates[0], earliest=1), *tight().candidates[1:])),
            {"dialogue may run from 1 to 4 only.", "dialogue comes before framework."},
        ),
        (
            tight(candidates=(replace(tight().candidates[0], forbidden=True), *tight().candidates[1:])),
            {"dialogue may not be done, and is needed."},
        ),
        (
            tight(candidates=(replace(tight().candidates[0], start=1), *tight().candidates[1:])),
            {"dialogue is fixed to start at 1."},
        ),
        (
            tight(
                candidates=(
                    tight().candidates[0],
                    replace(tight().candidates[2], must=True, excludes=("dialogue",)),
                )
            ),
            {"Only one of idle and dialogue may be done.", "idle has to be done."},
        ),
    ],
)  # fmt: skip
def test_what_clashes_is_named(case, words):
    found = solved(case)
    assert found.status is PlanStatus.INFEASIBLE
    assert words <= {str(one) for one in found.clashes}
    assert len(found.clashes) <= 5


def test_a_clash_of_roles_is_narrowed_to_the_periods_that_matter_also_for_the_earliest_end():
    buyer = {"buyer": (1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)}
    case = tight(periods=8, capacity=buyer, budgets={}, objective=Objective.MAKESPAN)
    assert {str(one) for one in solved(case).clashes} == {
        "framework has to be done.",
        "dialogue comes before framework.",
        "buyer has 0 in periods 3 to 6.",
        "All of it within 8 periods.",
    }


def test_a_pin_costs_what_the_plan_would_be_worth_without_it():
    one = Candidate("a", 5.0, (Mode(1, {"buyer": 1.0}),), must=True)
    other = Candidate("b", 9.0, (Mode(1, {"buyer": 1.0}),))
    case = PlanCase(1, (one, other), {"buyer": (1.0,)})
    assert pins(case) == (("a", Pin.MUST),)
    (cost,) = asked(Objective.EFFECT, pin_costs, case, 10)
    assert (cost.id, cost.pin, cost.least, cost.most) == ("a", Pin.MUST, 4, 4)


def test_a_fixed_start_costs_periods_where_the_end_counts():
    case = PlanCase(9, (Candidate("a", 0.0, (Mode(2),), must=True, start=4),), objective=Objective.MAKESPAN)
    costs = asked(Objective.MAKESPAN, pin_costs, case, 10, [("a", Pin.START)])
    assert [(cost.least, cost.most) for cost in costs] == [(4, 4)]


def test_money_is_spent_evenly_or_at_the_start():
    one = Candidate("a", 5.0, (Mode(4, {}, {"money": 40.0}),), start=1)
    case = PlanCase(8, (one,), {}, {"money": (40.0, 40.0)}, periods_per_year=4)
    assert solved(case).money == {"money": (30.0, 10.0)}
    assert solved(replace(case, spending=Spending.START)).money == {"money": (40.0, 0.0)}
    assert solved(replace(case, budgets={"money": (20.0, 40.0)})).chosen == ()


def test_earlier_effect_is_worth_more_where_there_is_a_discount():
    one = Candidate("a", 100.0, (Mode(4),))
    found = solved(PlanCase(12, (one,), discount=0.1, periods_per_year=4))
    assert [(c.start, c.end) for c in found.chosen] == [(0, 4)]
    assert found.objective == pytest.approx(100 / 1.1)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (PlanCase(2, (Candidate("a", 1.0, (Mode(1),)),) * 2), "same id"),
        (PlanCase(2, (Candidate("a", 1.0, (Mode(1),), (Predecessor("b"),)),)), "a names b"),
        (PlanCase(2, (Candidate("a", 1.0, (Mode(1),), (Predecessor("a"),)),)), "names itself"),
        (PlanCase(2, (Candidate("a", -1.0, (Mode(1),)),)), "below 0"),
        (PlanCase(2, (Candidate("a", 1.0, (Mode(1),), mode=1),)), "no such mode"),
        (PlanCase(2, (Candidate("a", 1.0, (Mode(1),)),), {"buyer": (1.0,)}), "2 numbers"),
        (PlanCase(2, (Candidate("a", 1.0, (Mode(1),)),), {}, {"money": (1.0, 1.0)}), "The budget money"),
        (
            PlanCase(2, (
                Candidate("a", 1.0, (Mode(1),), (Predecessor("b"),)),
                Candidate("b", 1.0, (Mode(1),), (Predecessor("a"),)),
            )),
            "in a circle",
        ),
    ],
)  # fmt: skip
def test_a_case_that_is_no_problem_is_refused_in_words(case, words):
    with pytest.raises(InvalidInput, match=words):
        solve(case, 1)
