"""The independent check names every demand that a plan breaks, and none that it keeps."""

from dataclasses import replace

import pytest

from lotsen.analysis.check import check, spent_money, used_units
from lotsen.analysis.results.plan import Candidate, Chosen, Mode, PlanCase, Predecessor, Spending

CASE = PlanCase(
    8,
    (
        Candidate("a", 1.0, (Mode(2, {"buyer": 1.0}, {"money": 10.0}),), must=True, earliest=1, latest=6),
        Candidate("b", 1.0, (Mode(2, {"buyer": 1.0}, {"money": 30.0}),), (Predecessor("a", 1),)),
        Candidate("c", 1.0, (Mode(1), Mode(2)), excludes=("b",), start=0, mode=1),
        Candidate("d", 1.0, (Mode(1),), forbidden=True),
    ),
    {"buyer": (1.0,) * 8},
    {"money": (20.0, 20.0)},
)
GOOD = (Chosen("a", 0, 1, 3), Chosen("b", 0, 4, 6))


def words(chosen, case=CASE):
    return [str(one) for one in check(case, chosen)]


def test_a_plan_that_keeps_everything_breaks_nothing():
    assert words((GOOD[0], replace(GOOD[1], start=4, end=6)), replace(CASE, budgets={"money": 40.0})) == []


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ((), "a has to be done and isn't planned."),
        ((Chosen("z", 0, 0, 1),), "z is no intervention of the case."),
        ((GOOD[0], GOOD[0]), "a is planned more than once."),
        ((Chosen("a", 1, 1, 3),), "a has no mode 1."),
        ((Chosen("a", 0, 1, 4),), "a does not take as long as its mode does."),
        ((Chosen("a", 0, 0, 2),), "a runs from 0 to 2; it may run from 1 to 6."),
        ((Chosen("a", 0, 5, 7),), "a runs from 5 to 7; it may run from 1 to 6."),
        ((GOOD[0], Chosen("b", 0, 3, 5)), "b starts before a has ended, counting 1 periods between them."),
        ((Chosen("b", 0, 4, 6),), "b needs a, which isn't planned."),
        ((GOOD[0], Chosen("c", 1, 1, 3)), "c starts at 1 and not where it is fixed."),
        ((GOOD[0], Chosen("c", 0, 0, 1)), "c is done in mode 0 and not in the fixed one."),
        ((*GOOD, Chosen("c", 1, 0, 2)), "c and b are both planned; only one may be."),
        ((GOOD[0], Chosen("d", 0, 0, 1)), "d may not be done and is planned."),
        ((GOOD[0], Chosen("b", 0, 2, 4)), "buyer would need 2 in period 2; there is 1."),
        (GOOD, "money would need 30.00 in year 1; there is 20.00."),
    ],
)
def test_what_a_plan_breaks_is_named(chosen, said):
    assert said in words(chosen)


def test_a_budget_in_one_amount_is_counted_over_all_years():
    assert words(GOOD, replace(CASE, budgets={"money": 39.0})) == ["money would need 40.00 in all; there is 39.00."]


def test_units_are_counted_per_period_and_money_per_year_even_or_at_the_start():
    plan = (Chosen("a", 0, 3, 5),)
    assert used_units(CASE, plan) == {"buyer": (0, 0, 0, 1, 1, 0, 0, 0)}
    assert spent_money(CASE, plan) == {"money": (5, 5)}
    assert spent_money(replace(CASE, spending=Spending.START), plan) == {"money": (10, 0)}


def test_rounding_of_sums_breaks_nothing():
    three = tuple(Candidate(str(n), 1.0, (Mode(1, {"buyer": 0.1}),)) for n in range(3))
    case = PlanCase(1, three, {"buyer": (0.3,)})
    assert words([Chosen(str(n), 0, 0, 1) for n in range(3)], case) == []
    assert words([Chosen(str(n), 0, 0, 1) for n in range(3)], replace(case, capacity={"buyer": (0.29999,)}))


def test_money_told_for_a_year_falls_there_and_the_rest_in_the_other_years():
    told = {"money": ((0, 6.0),)}
    one = Candidate("a", 1.0, (Mode(4, {}, {"money": 10.0}, None, told),))
    case = PlanCase(8, (one,), budgets={"money": (6.0, 4.0)})
    assert spent_money(case, [Chosen("a", 0, 2, 6)]) == {"money": (6, 4)}
    assert spent_money(case, [Chosen("a", 0, 0, 4)]) == {"money": (10, 0)}
    assert words([Chosen("a", 0, 0, 4)], case) == ["money would need 10.00 in year 0; there is 6.00."]
    late = replace(
        case, candidates=(replace(one, modes=(Mode(4, {}, {"money": 10.0}, None, {"money": ((2, 10.0),)}),)),)
    )
    assert spent_money(late, [Chosen("a", 0, 2, 6)]) == {"money": (0, 10)}, "no amount lies further ahead"
    later = replace(late, budgets={"money": (6.0, 4.0, 9.0)})
    assert spent_money(later, [Chosen("a", 0, 2, 6)]) == {"money": (0, 0, 10)}
    before = replace(
        case, candidates=(replace(one, modes=(Mode(4, {}, {"money": 10.0}, None, {"money": ((-1, 10.0),)}),)),)
    )
    assert spent_money(before, [Chosen("a", 0, 0, 4)]) == {"money": (10, 0)}
