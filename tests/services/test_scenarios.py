import datetime as dt

import pytest

from lotsen.bootstrap import House
from lotsen.domain.goal import MARKS, GoalLevel
from lotsen.domain.intervention import Must
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Pin, Scenario
from lotsen.errors import Conflict, InvalidInput, NotFound
from lotsen.store.starter import starter


def here(house: House, roadmap: Roadmap, coach: Person):
    return house.organisations.standing(roadmap.id, coach.id)


def content(house: House, roadmap: Roadmap, coach: Person):
    return house.scenarios.content(roadmap.id, here(house, roadmap, coach).roadmap.revision)


def planned(house: House, roadmap: Roadmap, coach: Person, n: int = 3):
    """Interventions that one person can't do in the same quarter."""
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatneutral 2035", "sv", coach.id)
    made = []
    for number in range(n):
        one = house.interventions.add(roadmap.id, coach.id, f"Åtgärd {number}", "sv", quarter=Quarter(2027, 1))
        house.interventions.set_effort(roadmap.id, coach.id, one.id, "upphandlare", 4.0)
        house.interventions.set_effect(roadmap.id, coach.id, one.id, goal.id, 2)
        made.append(one)
    return made


def silent(_progress: float, _doing: str) -> None:
    pass


def test_a_blank_scenario_assumes_nothing_and_needs_a_name(house: House, coach: Person, roadmap: Roadmap) -> None:
    made = house.scenarios.add(roadmap.id, coach.id, " Ny lag ", "sv", "En berättelse")
    assert content(house, roadmap, coach).scenarios == (made,)
    assert made.name.show("sv") == "Ny lag"
    with pytest.raises(InvalidInput):
        house.scenarios.add(roadmap.id, coach.id, "  ", "sv")


def test_every_story_begins_a_scenario_counted_from_the_roadmap(house: House, coach: Person) -> None:
    roadmap = house.demos.open("municipality", coach)
    made = {story.key: house.scenarios.begin(roadmap.id, coach.id, story.key) for story in starter().scenarios}
    now, half = (made[key].assumptions.budget_cents_per_year for key in ("as_now", "half_budget"))
    assert now and half == now // 2
    climate = made["climate_first"].assumptions.weights
    assert sum(climate.values()) == MARKS and max(climate.values()) >= 4
    assert dict(made["key_person"].assumptions.capacity) == {"Henrik Öhman": 0.0}, "a person, not a role"
    assert set(made["energy_crisis"].assumptions.prices.values()) == {0.4}
    with pytest.raises(NotFound):
        house.scenarios.begin(roadmap.id, coach.id, "no such story")


def test_two_people_write_different_assumptions_and_both_stay(house: House, coach: Person, roadmap: Roadmap) -> None:
    seen = house.scenarios.add(roadmap.id, coach.id, "Ny lag", "sv")
    house.scenarios.change(seen, coach.id, budget_cents_per_year=100_00)
    house.scenarios.change(seen, coach.id, rate=0.03, story=seen.story.write("Ett ord", "sv"))
    (now,) = content(house, roadmap, coach).scenarios
    assert (now.assumptions.budget_cents_per_year, now.assumptions.rate, now.version) == (100_00, 0.03, 3)
    with pytest.raises(Conflict):
        house.scenarios.change(seen, coach.id, budget_cents_per_year=200_00)
    with pytest.raises(InvalidInput):
        house.scenarios.change(now, coach.id, horizon_quarters=99)


def test_a_copy_has_the_pins_and_removing_takes_them_away(house: House, coach: Person, roadmap: Roadmap) -> None:
    item, *_ = planned(house, roadmap, coach)
    one = house.scenarios.add(roadmap.id, coach.id, "Ny lag", "sv")
    house.scenarios.pin(roadmap.id, coach.id, Pin(one.id, item.id, Must.MUST_NOT))
    other = house.scenarios.copy(roadmap.id, coach.id, one.id)
    assert set(content(house, roadmap, coach).pins_of(other.id)) == {item.id}
    house.scenarios.remove(roadmap.id, coach.id, one.id)
    house.scenarios.unpin(roadmap.id, coach.id, other.id, item.id)
    now = content(house, roadmap, coach)
    assert [each.id for each in now.scenarios] == [other.id] and not now.pins
    with pytest.raises(NotFound):
        house.scenarios.remove(roadmap.id, coach.id, one.id)


def test_an_idea_keeps_the_scenario_that_it_was_found_from(house: House, coach: Person, roadmap: Roadmap) -> None:
    one = house.scenarios.add(roadmap.id, coach.id, "Ny lag", "sv")
    made = house.interventions.add(roadmap.id, coach.id, "Kartlägg kedjorna", "sv", scenario=one.id)
    picked = house.interventions.pick(roadmap.id, coach.id, "templates", scenario=one.id)
    assert (made.scenario_id, picked.scenario_id) == (one.id, one.id)


def solved(house: House, roadmap: Roadmap, coach: Person) -> Scenario:
    one = house.scenarios.begin(roadmap.id, coach.id, "as_now")
    house.solving.solve(here(house, roadmap, coach), one.id, silent)
    return one


def test_a_first_plan_is_kept_at_once_and_the_same_search_is_not_begun_twice(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    planned(house, roadmap, coach)
    one = house.scenarios.begin(roadmap.id, coach.id, "as_now")
    standing = here(house, roadmap, coach)
    first, again = (house.solving.ask(standing, coach.id, one.id) for _ in range(2))
    assert first.id == again.id and list(house.solving.under_way(roadmap.id)) == [one.id]
    kept = house.solving.found(roadmap.id)[one.id]
    assert kept.status == "feasible" and len(kept.planned) == 3 and not kept.violations
    house.solving.stop(roadmap.id, coach.id, first.id)
    assert not house.solving.under_way(roadmap.id)
    assert house.solving.found(roadmap.id)[one.id] == kept, "what was found stays"


def test_the_best_plan_is_proven_checked_and_counts_no_revision(house: House, coach: Person, roadmap: Roadmap) -> None:
    planned(house, roadmap, coach)
    before = house.scenarios.begin(roadmap.id, coach.id, "as_now")
    standing = here(house, roadmap, coach)
    house.solving.solve(standing, before.id, silent)
    kept = house.solving.found(roadmap.id)[before.id]
    assert (kept.status, kept.violations, kept.revision) == ("optimal", (), standing.roadmap.revision)
    assert len({one.first for one in kept.planned}) == 3, "one at a time: each takes 4 of 6 days"
    assert here(house, roadmap, coach).roadmap.revision == standing.roadmap.revision
    (outlook,) = house.solving.outlooks(standing.roadmap, standing.organisation, standing.votes)
    assert outlook.input_hash == kept.input_hash
    assert house.solving.figures(outlook, kept).keeps and not outlook.own.keeps


def test_a_plan_is_older_when_what_it_was_found_from_has_changed(house: House, coach: Person, roadmap: Roadmap) -> None:
    items = planned(house, roadmap, coach)
    one = solved(house, roadmap, coach)
    house.interventions.set_effort(roadmap.id, coach.id, items[0].id, "upphandlare", 5.0)
    now = here(house, roadmap, coach)
    (outlook,) = house.solving.outlooks(now.roadmap, now.organisation, now.votes)
    assert outlook.input_hash != house.solving.found(roadmap.id)[one.id].input_hash


def test_a_pin_that_costs_effect_says_how_much(house: House, coach: Person, roadmap: Roadmap) -> None:
    item, *_ = planned(house, roadmap, coach)
    one = house.scenarios.begin(roadmap.id, coach.id, "as_now")
    house.scenarios.pin(roadmap.id, coach.id, Pin(one.id, item.id, Must.MUST_NOT))
    standing = here(house, roadmap, coach)
    house.solving.solve(standing, one.id, silent)
    kept = house.solving.found(roadmap.id)[one.id]
    (price,) = kept.pins
    (outlook,) = house.solving.outlooks(standing.roadmap, standing.organisation, standing.votes)
    worth = outlook.ground.effects[item.id].points
    assert (price.least, price.most) == (pytest.approx(worth, abs=0.1), pytest.approx(worth, abs=0.1))


def test_what_can_not_be_kept_together_is_said_with_quarters(house: House, coach: Person, roadmap: Roadmap) -> None:
    items = planned(house, roadmap, coach)
    one = house.scenarios.begin(roadmap.id, coach.id, "as_now")
    for item in items[:2]:
        house.scenarios.pin(roadmap.id, coach.id, Pin(one.id, item.id, Must.MUST, dt.date(2027, 4, 1)))
    house.solving.solve(here(house, roadmap, coach), one.id, silent)
    kept = house.solving.found(roadmap.id)[one.id]
    assert kept.status == "infeasible" and not kept.planned
    assert any("Q2/2027" in str(fields) for _, fields in kept.clashes)
    assert any(not price.possible for price in kept.pins), "without one of the two there would be a plan"


def test_taking_over_is_one_change_and_refused_when_the_plan_has_moved(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    items = planned(house, roadmap, coach)
    one = solved(house, roadmap, coach)
    standing = here(house, roadmap, coach)
    (outlook,) = house.solving.outlooks(standing.roadmap, standing.organisation, standing.votes)
    kept = house.solving.found(roadmap.id)[one.id]
    seen = house.solving.takes(outlook, kept)
    assert 2 <= len(seen) <= 3
    house.solving.take_over(roadmap.id, coach.id, kept, seen)
    after = here(house, roadmap, coach)
    assert after.roadmap.revision == standing.roadmap.revision + 1
    now = house.interventions.content(roadmap.id, after.roadmap.revision, "Europe/Helsinki").interventions
    assert len({item.starts for item in now}) == len(items)
    with pytest.raises(Conflict):
        house.solving.take_over(roadmap.id, coach.id, kept, seen)


def test_what_holds_in_all_scenarios_is_worked_out_over_everybodys_weights(house: House, coach: Person) -> None:
    roadmap = house.demos.open("municipality", coach)
    standing = here(house, roadmap, coach)
    job = house.solving.ask_core(standing, coach.id)
    house.jobs.claim("a test")
    house.jobs.done(job.id, house.solving.weigh_all(standing, silent))
    found, running = house.solving.core(roadmap.id)
    assert found and running is None
    outlooks = house.solving.outlooks(standing.roadmap, standing.organisation, standing.votes)
    assert house.solving.is_now(found, outlooks)
    musts = {one for outlook in outlooks for one in outlook.scenario.assumptions.must}
    assert found.portfolios == 13, "twelve people in the first scenario; the second has weights of its own"
    assert all(0 <= share <= 1 for share in found.index.values())
    assert any(found.index[one] == pytest.approx(1.0) for one in musts)
    assert set(found.curves) == {outlook.scenario.id for outlook in outlooks}
