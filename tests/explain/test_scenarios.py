"""What is said of scenarios, counted again from the figures that it stands on."""

import datetime as dt
from dataclasses import replace

import pytest

from lotsen.analysis.results.scenario import MONEY, Core, Curve, Ground, Outlook, Overload, PlanFigures
from lotsen.analysis.scenario import scenario_case
from lotsen.domain.capacity import Capacity
from lotsen.domain.intervention import Must, Variant
from lotsen.domain.localtext import LocalText
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Assumptions, FoundPlan, Pin, Planned, Scenario
from lotsen.explain import scenarios as explain
from lotsen.texts import Texts
from tests.support.plans import intervention, uid

EN = Texts.of("en")
FOUND = FoundPlan("a", 1, 1, dt.datetime(2026, 11, 23, tzinfo=dt.UTC), "optimal", 10.0, 10.0, 0.0, 0.1,
                  (Planned(uid(1), None, Quarter(2027, 1), Quarter(2027, 2)),))  # fmt: skip
PLAN = PlanFigures(
    effect=40.0, by_goal={}, cents=100_000_00, by_year={}, days=12.0, kilograms=2000.0, first=Quarter(2027, 2),
    planned=FOUND.planned,
)  # fmt: skip
SHORT = replace(PLAN, effect=50.0, overloads=(Overload("Aino", Quarter(2027, 1), 10.0, 6.0),))


def test_the_best_is_said_only_where_it_is_proven() -> None:
    assert "proven" in explain.status(FOUND, EN)
    open_one = replace(FOUND, status="feasible", gap=0.034)
    assert explain.status(open_one, EN) == (f"The best found, at most {EN.percent(0.034, 1)} from the best possible.")
    assert explain.nearness(FOUND, EN) == "0, proven"
    assert explain.nearness(open_one, EN) == EN.percent(0.034, 1)
    assert explain.nearness(replace(open_one, gap=None), EN) == "not known"
    assert EN.percent(0.0004, 2) in explain.status(replace(open_one, gap=0.0004), EN)
    assert "proven" not in explain.status(replace(open_one, gap=None), EN)
    assert explain.status(replace(FOUND, status="nothing_yet", planned=()), EN) == "No plan is found yet."


def test_a_plan_that_takes_more_than_there_is_says_who_when_and_how_much() -> None:
    assert explain.short_of(SHORT, EN) == "It takes more than there is: Aino would need 10 days in Q1 2027 and has 6."
    assert explain.figure_column(SHORT, EN)[-1] == "no"
    assert explain.figure_column(PLAN, EN)[-1] == "yes"


@pytest.mark.parametrize(
    ("own", "best", "begins"),
    [
        (PLAN, PLAN, "There is none better"),
        (PLAN, replace(PLAN, effect=45.0), "Yes: the plan found has 5 points more"),
        (SHORT, PLAN, "Your own plan has 10 points more"),
        (SHORT, replace(PLAN, effect=49.8), "Yes: the plan found has as many points as your own, and suffices"),
        (replace(SHORT, effect=30.0), PLAN, "Yes: the plan found has 10 points more than your own, and suffices"),
        (replace(PLAN, planned=()), PLAN, "The plan found has 40 points"),
    ],
)
def test_the_better_plan_is_compared_with_the_own_one(own: PlanFigures, best: PlanFigures, begins: str) -> None:
    assert explain.better_says(own, best, EN).startswith(begins)


def test_remarks_name_interventions_and_not_their_ids() -> None:
    said = explain.said([("{title} is done.", {"title": str(uid(1))})], {uid(1): "Dialogue"}, EN)
    assert said == ["Dialogue is done."]


def test_assumptions_are_lines_and_prices_that_change_alike_stand_together() -> None:
    given = Assumptions(
        budget_cents_per_year=90_000_00, capacity={"Aino": 0.0}, prices={uid(500): 0.4, uid(501): 0.4, uid(502): -0.1}
    )
    names = {uid(500): "Heat", uid(501): "Power", uid(502): "Fuel"}
    assert explain.assumed(given, {}, names, {}, EN) == [
        f"{EN.about(90_000_00)} a year",
        "Aino is gone",
        "40% dearer: Heat and Power",
        "10% cheaper: Fuel",
    ]
    assert explain.assumed(Assumptions(), {}, names, {}, EN) == []
    assert explain.dearer(given, {uid(500): 100_000_00}, EN) == (
        f"At these prices a year's buying costs {EN.about(40_000_00)} more."
    )


def test_core_borderline_and_out_are_told_apart_and_only_what_is_open_is_named() -> None:
    core = Core("a", 10, 2, 5, {uid(1): 1.0, uid(2): 0.4, uid(3): 0.0, uid(4): 0.7, uid(5): 1.0}, {})
    always, talk, leave = explain.sorted_out(core, {uid(1): "a", uid(2): "b", uid(3): "c", uid(4): "d"})
    assert (always, talk, leave) == ([uid(1)], [(uid(4), 0.7), (uid(2), 0.4)], [uid(3)])


def test_the_next_money_is_read_off_the_curve_from_where_the_own_plan_stands() -> None:
    curve = Curve(((0.0, 0.0), (100_000_00.0, 50.0), (200_000_00.0, 50.0)), (50_000_00.0, 20.0), None, None)
    assert explain.effect_at(curve, 50_000_00.0) == 25.0
    assert explain.next_money(curve, 50_000_00, EN) == (
        f"From there, the next {EN.about(50_000_00)} buys {EN.number(25.0, 1)} points."
    )
    later = replace(curve, own=(150_000_00.0, 20.0))
    assert explain.next_money(later, 50_000_00, EN).startswith("From there, more money alone buys nothing")


def test_differences_name_what_is_chosen_everywhere_and_what_by_one_alone() -> None:
    other = replace(PLAN, effect=10.0, planned=(*PLAN.planned, replace(PLAN.planned[0], intervention_id=uid(2))))
    said = explain.differences({"Now": PLAN, "Crisis": other}, {uid(1): "Dialogue", uid(2): "Audit"}, EN)
    assert said == [
        "1 intervention is chosen in all of them.",
        "Most effect has “Now” with 40 points, least “Crisis” with 10.",
        "Only “Crisis” chooses Audit.",
    ]


LIGHT = Variant("light", LocalText({"sv": "Lätt", "en": "Light"}, "sv"), 60, 10_00, 3, ())
ITEMS = {uid(1): intervention(1, owner="Aino", owner_role="buyer", days={"law": 2.0}, variants=(LIGHT,))}


def test_a_plan_names_the_way_in_which_each_is_done_and_counts_its_points() -> None:
    light = replace(PLAN, planned=(replace(FOUND.planned[0], variant="light"),))
    assert explain.planned_rows(light, {uid(1): 10.0}, ITEMS, EN) == [
        ["Åtgärd 1 (Light)", "Q1 2027", "Q2 2027", EN.number(6.0, 1)]
    ]
    assert explain.planned_rows(PLAN, {uid(1): 10.0}, ITEMS, EN) == [
        ["Åtgärd 1", "Q1 2027", "Q2 2027", EN.number(10.0, 1)]
    ]
    rows = explain.chosen_where({"Now": PLAN, "Half": light}, {uid(1): "Åtgärd 1"}, ITEMS, EN)
    assert rows == [["Åtgärd 1", "Q1 2027", "Q1 2027 (Light)"]]
    pin = Pin(uid(9), uid(1), Must.MUST, variant="light")
    assert explain.pinned(pin, explain.in_variant(ITEMS[uid(1)], pin.variant, EN), EN) == "Åtgärd 1 (Light) is done."


def test_what_can_never_be_in_a_plan_is_said_with_who_or_what_stands_in_the_way() -> None:
    ground = Ground((), Assumptions(), {}, {}, dt.date(2026, 11, 23), dt.date(2028, 5, 31))
    case = replace(scenario_case(ground), never={uid(1): "Aino", uid(2): MONEY, uid(3): "Aino", uid(4): "gone"})
    scenario = Scenario(uid(9), uid(8), 0, LocalText.of("x"), LocalText(), Assumptions(), 1)
    names = {uid(1): "Dialogue", uid(2): "Meals", uid(3): "Register"}
    assert explain.impossible("Half", Outlook(scenario, ground, case, PLAN, ""), names, EN) == [
        "In “Half” Aino never has the days for Dialogue and Register.",
        "In “Half” the money is never enough for Meals.",
    ]


def test_whose_days_can_change_are_persons_with_their_role_and_roles() -> None:
    ground = Ground(
        tuple(ITEMS.values()), Assumptions(capacity_days_per_quarter=7.5), {}, {"Aino": Capacity("Aino", 10.0)},
        dt.date(2026, 11, 23), dt.date(2028, 5, 31),
    )  # fmt: skip
    assert explain.people_and_roles(ground, ["Cecilia"], EN) == {
        "Aino": "Aino (buyer)", "Cecilia": "Cecilia", "law": "law",
    }  # fmt: skip
    assert explain.days_now(ground, "Aino", EN) == "Aino, now 10 days a quarter"
    assert explain.days_now(ground, "law", EN) == "law, now 7,5 days a quarter"
