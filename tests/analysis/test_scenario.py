import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from lotsen.analysis.check import check
from lotsen.analysis.effects import effects
from lotsen.analysis.results.plan import PlanStatus
from lotsen.analysis.results.scenario import Ground
from lotsen.analysis.scenario import MONEY, figures, own_plan, scenario_case
from lotsen.analysis.schedule.solve import solve
from lotsen.domain.capacity import Capacity
from lotsen.domain.intervention import Effort, Intervention, InterventionStatus, Must, Size, Variant
from lotsen.domain.localtext import LocalText
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Assumptions, Pin, Planned, categories_of
from tests.support.plans import intervention, uid

TODAY, ENDS = dt.date(2026, 11, 23), dt.date(2028, 5, 31)
GOAL, FOOD = uid(600), uid(500)


def ground(*items: Intervention, pins: dict[Any, Pin] | None = None, **assumed: Any) -> Ground:
    items = tuple(replace(item, effects=item.effects or ((GOAL, 2),)) for item in items)
    worth = effects(items, {GOAL: 1.0}, {}, categories_of)
    return Ground(items, Assumptions(**assumed), worth, {}, TODAY, ENDS, pins or {})


def test_periods_are_quarters_of_calendar_years_and_begin_now() -> None:
    found = scenario_case(ground(intervention(1)))
    assert (found.origin, found.now, found.case.periods) == (Quarter(2026, 1), 3, 10)
    assert found.case.candidates[0].earliest == 3


def test_what_is_done_is_left_out_and_what_is_under_way_goes_on_with_what_is_left() -> None:
    running = intervention(
        1, "2026-10-01", "2027-03-31", status=InterventionStatus.UNDER_WAY, progress=50, days={"Aino": 12.0},
        cost_cents=100_00,
    )  # fmt: skip
    done = intervention(2, status=InterventionStatus.DONE)
    found = scenario_case(ground(running, done, intervention(3, after=[1, 2]), budget_cents_per_year=400_00))
    first, free = found.case.candidates
    assert (first.must, first.start, first.modes[0].duration) == (True, 3, 2)
    assert first.modes[0].demand == {"Aino": 3.0}
    assert first.modes[0].consumption == {MONEY: 50_00}
    assert [before.id for before in free.predecessors] == [str(uid(1))]


def test_this_years_money_is_the_share_of_the_quarters_that_are_left() -> None:
    found = scenario_case(ground(intervention(1), budget_cents_per_year=400_00))
    assert found.case.budgets[MONEY] == (100_00, 400_00, 400_00)


def test_days_come_from_own_figures_then_from_the_scenario_and_are_multiplied() -> None:
    given = ground(intervention(1, days={"Aino": 1.0, "Bo": 1.0}), capacity_days_per_quarter=4.0, capacity={"Bo": 0.5})
    found = scenario_case(replace(given, capacities={"Aino": Capacity("Aino", 9.0)}))
    assert found.case.capacity["Aino"][4] == 9.0
    assert found.case.capacity["Bo"][4] == 2.0


def test_where_work_under_way_takes_more_than_there_is_the_limit_is_just_that() -> None:
    running = intervention(1, "2026-10-01", "2026-12-31", status=InterventionStatus.UNDER_WAY, days={"Aino": 20.0})
    given = ground(running, intervention(2, days={"Aino": 6.0}, effort_size=Size.S))
    found = scenario_case(given)
    assert found.crowded == ("Aino",)
    assert found.case.capacity["Aino"][3] == 20.0
    result = solve(found.case, 5)
    assert result.status is PlanStatus.OPTIMAL and not result.violations
    assert {one.id: one.start for one in result.chosen}[str(uid(2))] > 3
    assert figures(own_plan(given), given).keeps, "what is under way counts against nobody"


def test_variants_prices_sizes_and_lags_reach_the_solver() -> None:
    light = Variant("light", LocalText.of("Lätt"), 60, 10_00, 3, (Effort("Aino", 2.0),))
    item = intervention(
        1, category_id=FOOD, cost_cents=100_00, days={"Aino": 8.0}, variants=(light,), after=[2], lags=((uid(2), 92),)
    )
    sized = intervention(2, cost_size=Size.S, effort_size=Size.M, owner="Bo")
    found = scenario_case(ground(item, sized, prices={FOOD: 0.5}))
    first, second = found.case.candidates
    assert [mode.consumption[MONEY] for mode in first.modes] == [150_00, 15_00]
    assert (first.modes[1].duration, first.effect_in(1)) == (1, pytest.approx(0.6 * first.effect))
    assert first.predecessors[0].lag == 1
    assert second.modes[0].consumption == {MONEY: 5_000_00}
    assert second.modes[0].demand == {"Bo": 7.5}
    assert found.variants[str(uid(1))] == (None, "light")


def test_a_pin_goes_before_the_scenario_and_the_scenario_before_the_interventions_own_word() -> None:
    item = intervention(1, must=Must.MUST)
    assert scenario_case(ground(item, must_not=(uid(1),))).case.candidates[0].forbidden
    pin = Pin(uid(9), uid(1), Must.MUST, dt.date(2027, 4, 1))
    (found,) = scenario_case(ground(item, must_not=(uid(1),), pins={uid(1): pin})).case.candidates
    assert (found.must, found.forbidden, found.start) == (True, False, 5)


def test_categories_that_are_out_keep_their_interventions_out() -> None:
    assert scenario_case(ground(intervention(1, category_id=FOOD), without=(FOOD,))).case.candidates[0].forbidden


def test_what_fits_in_no_quarter_is_named_with_who_is_in_the_way() -> None:
    assert scenario_case(ground(intervention(1, days={"Aino": 90.0}))).never == {uid(1): "Aino"}


def test_the_own_plan_says_where_it_takes_more_than_there_is() -> None:
    items = [intervention(n, "2027-01-01", "2027-03-31", days={"Aino": 5.0}, cost_cents=300_00) for n in (1, 2)]
    given = ground(*items, budget_cents_per_year=400_00)
    found = figures(own_plan(given), given)
    ((overload,), (overspent,)) = found.overloads, found.overspent
    assert (overload.who, overload.quarter, overload.days, overload.there) == ("Aino", Quarter(2027, 1), 10.0, 6.0)
    assert overspent == (2027, 600_00, 400_00)
    assert found.first == Quarter(2027, 1)


def test_the_found_plan_keeps_days_and_money_by_the_independent_check_and_by_the_figures() -> None:
    items = [intervention(n, "2027-01-01", "2027-03-31", days={"Aino": 5.0}, cost_cents=300_00) for n in range(1, 6)]
    found = scenario_case(ground(*items, budget_cents_per_year=400_00))
    result = solve(found.case, 5)
    assert result.status is PlanStatus.OPTIMAL
    assert len(result.chosen) == 2, "one a year: this year's quarter of the money pays none"
    assert not check(found.case, result.chosen)


def shared_role(*days: float, owner: str = "Aino") -> list[Intervention]:
    """Interventions of `owner`, and one of Bo's, who has the same role."""
    mine = [
        intervention(n, "2027-01-01", "2027-03-31", owner=owner, owner_role="buyer", days={"buyer": each})
        for n, each in enumerate(days, 1)
    ]
    bos = intervention(9, "2027-01-01", "2027-03-31", owner="Bo", owner_role="buyer", days={"buyer": 4.0, "law": 2.0})
    return [*mine, bos]


def test_a_named_person_has_days_of_their_own_beside_those_of_the_role() -> None:
    given = replace(ground(*shared_role(4.0, 4.0)), capacities={"buyer": Capacity("buyer", 20.0)})
    found = scenario_case(given)
    assert {who: days[4] for who, days in found.case.capacity.items()} == {
        "Aino": 6.0, "Bo": 6.0, "buyer": 20.0, "law": 6.0,
    }  # fmt: skip
    own = figures(own_plan(given), given)
    assert [(one.who, one.days, one.there) for one in own.overloads] == [("Aino", 8.0, 6.0)]
    assert own.days == 14.0, "the days of a role and of its person count once"
    result = solve(found.case, 5)
    assert result.status is PlanStatus.OPTIMAL and not check(found.case, result.chosen)
    starts = {one.id: one.start for one in result.chosen}
    assert starts[str(uid(1))] != starts[str(uid(2))], "Aino can't do both in one quarter, though the role could"


def test_days_given_in_a_persons_own_name_and_to_their_role_are_one_sum() -> None:
    item = intervention(1, owner="Aino", owner_role="buyer", days={"buyer": 4.0, "Aino": 2.0, "Bo": 1.0})
    other = intervention(2, owner="Bo")
    (mode,) = scenario_case(ground(item, other)).case.candidates[0].modes
    assert mode.demand == {"buyer": 2.0, "Aino": 3.0, "Bo": 0.5}


def test_somebody_who_does_just_what_a_role_does_is_named_once_unless_their_days_are_fewer() -> None:
    item = intervention(1, owner="Aino", owner_role="buyer", days={"buyer": 4.0})
    assert set(scenario_case(ground(item)).case.capacity) == {"buyer"}
    fewer = scenario_case(ground(item, capacity={"Aino": 0.5})).case.capacity
    assert {who: days[4] for who, days in fewer.items()} == {"Aino": 3.0, "buyer": 6.0}


def test_a_person_who_is_gone_takes_their_own_interventions_out_and_no_others() -> None:
    given = replace(ground(*shared_role(4.0), capacity={"Aino": 0.0}), capacities={"buyer": Capacity("buyer", 20.0)})
    found = scenario_case(given)
    assert found.never == {uid(1): "Aino"}
    assert [one.id for one in solve(found.case, 5).chosen] == [str(uid(9))]


def test_a_variant_asks_fewer_days_of_the_person_too() -> None:
    light = Variant("light", LocalText.of("Lätt"), 60, None, 3, (Effort("buyer", 2.0),))
    item = intervention(1, owner="Aino", owner_role="buyer", days={"buyer": 8.0, "law": 1.0}, variants=(light,))
    first = scenario_case(ground(item, *shared_role(), capacity={"Aino": 0.5})).case.candidates[0]
    assert [mode.demand.get("Aino") for mode in first.modes] == [4.0, 2.0]


# Costs by year -----------------------------------------------------------------------------------------------------

TOLD = intervention(
    1, "2027-01-01", "2028-03-31", cost_cents=100_00, yearly_cents=((2027, 60_00), (2028, 30_00)), must=Must.MUST
)


def planned(first: str, last: str, variant: str | None = None) -> Planned:
    starts, ends = (Quarter(int(each[:4]), int(each[-1])) for each in (first, last))
    return Planned(uid(1), variant, starts, ends)


def test_what_is_told_for_a_year_counts_in_it_and_the_rest_where_nothing_is_told() -> None:
    every = ground(TOLD)
    assert figures(own_plan(every), every).by_year == {2027: pytest.approx(68_00), 2028: pytest.approx(32_00)}
    part = ground(replace(TOLD, yearly_cents=((2027, 60_00),)))
    assert figures(own_plan(part), part).by_year == {2027: 60_00, 2028: 40_00}
    more = ground(replace(TOLD, yearly_cents=((2027, 60_00), (2028, 90_00))), prices={FOOD: 1.0})
    assert figures(own_plan(more), more).by_year == {2027: 60_00, 2028: 90_00}


def test_costs_by_year_move_along_by_whole_years_with_the_start() -> None:
    item = replace(TOLD, cost_cents=90_00)
    given = ground(item)
    assert figures([planned("2027Q4", "2028Q4")], given).by_year == {2027: 60_00, 2028: 30_00}
    assert figures([planned("2028Q1", "2029Q1")], given).by_year == {2028: 60_00, 2029: 30_00}
    assert figures([planned("2026Q4", "2027Q4")], given).by_year == {2026: 60_00, 2027: 30_00}
    before = ground(replace(item, yearly_cents=((2026, 60_00), (2027, 30_00))))
    assert figures([planned("2026Q4", "2027Q4")], before).by_year == {2026: 90_00, 2027: 0}, (
        "nothing is paid in the past"
    )
    undated = ground(replace(item, starts=None, ends=None))
    assert figures([planned("2028Q1", "2028Q2")], undated).by_year == {2028: 60_00, 2029: 30_00}


def test_a_variants_cost_has_its_own_years_or_the_interventions_in_proportion() -> None:
    half = Variant("half", LocalText.of("Halv"), 60, 45_00, 6)
    own = replace(half, yearly_cents=((2028, 45_00),))
    item = replace(TOLD, cost_cents=90_00, variants=(half,))
    assert figures([planned("2027Q1", "2027Q2", "half")], ground(item)).by_year == {2027: 30_00, 2028: 15_00}
    item = replace(item, variants=(own,))
    found = figures([planned("2027Q1", "2027Q2", "half")], ground(item))
    assert (found.by_year, found.cents) == ({2027: 0.0, 2028: 45_00}, 45_00)


def test_of_what_is_under_way_past_years_are_paid_and_this_years_share_is_left() -> None:
    item = intervention(
        1, "2025-07-01", "2027-06-30", status=InterventionStatus.UNDER_WAY, progress=50, cost_cents=100_00,
        yearly_cents=((2025, 20_00), (2026, 40_00), (2027, 40_00)),
    )  # fmt: skip
    given = ground(item, budget_cents_per_year=30_00)
    found = figures(own_plan(given), given)
    assert found.by_year == {2026: 10_00, 2027: 40_00} and found.keeps, "what is under way is a fact"
    assert scenario_case(given).case.budgets[MONEY][:2] == (10_00, 40_00)


def test_a_plan_keeps_the_money_of_the_years_that_costs_are_told_for() -> None:
    item = replace(TOLD, cost_cents=90_00)
    given = ground(item, budget_cents_per_year=50_00)
    assert scenario_case(given).never == {uid(1): MONEY}
    assert figures(own_plan(given), given).overspent == ((2027, 60_00, 50_00),)
    other = intervention(2, "2027-01-01", "2027-06-30", cost_cents=50_00, must=Must.MUST)
    given = ground(item, other, budget_cents_per_year=80_00)
    result = solve((case := scenario_case(given)).case, 5)
    assert result.status is PlanStatus.OPTIMAL and not check(case.case, result.chosen)
    starts = {one.id: (case.origin + one.start).year for one in result.chosen}
    assert (starts[str(uid(1))], starts[str(uid(2))]) == (2027, 2028), "in 2027 both together are too dear"
    found = [
        Planned(uid(n), None, case.origin + one.start, case.origin + (one.end - 1))
        for n in (1, 2)
        for one in result.chosen
        if one.id == str(uid(n))
    ]
    assert figures(found, given).keeps
    assert tuple(figures(found, given).by_year.values()) == tuple(each for each in result.money[MONEY] if each)


def test_what_is_told_for_a_year_after_the_last_quarter_is_held_against_that_years_money() -> None:
    item = replace(TOLD, ends=dt.date(2027, 3, 31), cost_cents=90_00, yearly_cents=((2027, 10_00), (2029, 80_00)))
    given = ground(item, budget_cents_per_year=70_00)
    found = figures(own_plan(given), given)
    assert found.overspent == ((2029, 80_00, 70_00),)
    assert not solve(scenario_case(given).case, 5).chosen
    rich = ground(item, budget_cents_per_year=90_00)
    assert [one.id for one in solve(scenario_case(rich).case, 5).chosen] == [str(uid(1))]
