import datetime as dt

import pytest

from lotsen.bootstrap import House
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import Effort, Must, Variant
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Pin
from tests.support import pages

Screen = tuple[House, Person, Roadmap]
pytestmark = pytest.mark.apptest


def filled(screen_house: Screen, *stories: str) -> tuple[House, Person, Roadmap]:
    """Three interventions that compete for one person's days, and scenarios from these stories."""
    house, person, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatneutral 2035", "sv", person.id)
    for n, title in enumerate(("Marknadsdialog", "Klimatkrav", "Avtalsregister <b>*")):
        made = house.interventions.add(roadmap.id, person.id, title, "sv", owner="Aino", quarter=Quarter(2027, 1))
        house.interventions.set_effort(roadmap.id, person.id, made.id, "upphandlare", 4.0 + n)
        house.interventions.set_effect(roadmap.id, person.id, made.id, goal.id, 2)
    for key in stories:
        house.scenarios.begin(roadmap.id, person.id, key)
    return house, person, roadmap


def standing(house: House, roadmap: Roadmap, person: Person):
    return house.organisations.standing(roadmap.id, person.id)


def standing_parts(house: House, roadmap: Roadmap, person: Person):
    here = standing(house, roadmap, person)
    return here.roadmap, here.organisation, here.votes


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_an_empty_page_offers_the_stories(screen_house: Screen, language: str) -> None:
    house, person, roadmap = screen_house
    test = pages.run("scenarios", roadmap.id, language)
    assert not test.exception
    test.button(key="scenarios:begin:half_budget").click().run()
    assert not test.exception
    here = standing(house, roadmap, person).roadmap
    (made,) = house.scenarios.content(roadmap.id, here.revision).scenarios
    assert made.name.show("en") == "Half the money"


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_page_shows_the_own_plan_first_and_asks_whether_there_is_a_better_one(
    screen_house: Screen, language: str
) -> None:
    house, _, roadmap = filled(screen_house, "as_now", "key_person")
    test = pages.run("scenarios", roadmap.id, language)
    assert not test.exception
    assert "upphandlare" in pages.words(test), "the own plan takes more days than there are, and that is said"
    test.button(key="scenarios:find").click().run()
    assert not test.exception
    assert len(house.solving.found(roadmap.id)) == 1, "a first plan stands at once"
    assert len(house.solving.under_way(roadmap.id)) == 1


def test_an_idea_becomes_an_intervention_that_remembers_its_scenario(screen_house: Screen) -> None:
    house, person, roadmap = filled(screen_house, "half_budget")
    test = pages.run("scenarios", roadmap.id, "sv")
    test.text_input(key="scenarios:idea").set_value("Samla småköpen")
    next(button for button in test.button if button.key == "scenarios:idea:submit").click().run()
    test.button(key="scenarios:idea:invoices").click().run()
    assert not test.exception
    here = standing(house, roadmap, person)
    items = house.interventions.content(roadmap.id, here.roadmap.revision, "Europe/Helsinki").interventions
    (scenario,) = house.scenarios.content(roadmap.id, here.roadmap.revision).scenarios
    assert [item.scenario_id for item in items] == [None, None, None, scenario.id, scenario.id]
    assert "Samla småköpen" in pages.words(test)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_found_plans_stand_beside_each_other_and_the_core_below(screen_house: Screen, language: str) -> None:
    house, person, roadmap = filled(screen_house, "as_now", "half_budget", "key_person")
    here = standing(house, roadmap, person)
    for one in house.scenarios.content(roadmap.id, here.roadmap.revision).scenarios:
        house.solving.solve(here, one.id, lambda _progress, _doing: None)
    job = house.solving.ask_core(here, person.id)
    house.jobs.claim("a test")
    house.jobs.done(job.id, house.solving.weigh_all(here, lambda _progress, _doing: None))
    test = pages.run("scenarios", roadmap.id, language)
    for box in ("assumptions", "planned", "pin", "compare", "curve", "worth", "more"):
        test.session_state[f"scenarios:{box}"] = True
    test.run()
    assert not test.exception
    assert len(test.get("plotly_chart")) >= 1
    drawn = " ".join(str(each.proto) for each in test.get("html"))
    assert "Avtalsregister &lt;b&gt;*" in drawn


def test_taking_over_asks_first_and_moves_what_it_named(screen_house: Screen) -> None:
    house, person, roadmap = filled(screen_house, "as_now")
    here = standing(house, roadmap, person)
    (one,) = house.scenarios.content(roadmap.id, here.roadmap.revision).scenarios
    house.solving.solve(here, one.id, lambda _progress, _doing: None)
    test = pages.run("scenarios", roadmap.id, "sv")
    test.button(key="scenarios:take").click().run()
    assert not test.exception

    def starts() -> set[dt.date]:
        now = standing(house, roadmap, person).roadmap
        return {
            item.starts
            for item in house.interventions.content(roadmap.id, now.revision, "Europe/Helsinki").interventions
        }

    assert starts() == {dt.date(2027, 1, 1)}
    test.button(key="scenarios:take:yes").click().run()
    assert not test.exception
    assert len(starts()) > 1


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_named_persons_days_are_changed_and_the_plan_is_another(screen_house: Screen, language: str) -> None:
    house, person, roadmap = filled(screen_house, "as_now")
    for item in list(house.interventions.content(roadmap.id, 0, "Europe/Helsinki").interventions)[1:]:
        house.interventions.change(item, person.id, owner="Bo", owner_role="upphandlare")
    (one,) = house.scenarios.content(roadmap.id, standing(house, roadmap, person).roadmap.revision).scenarios
    test = pages.run("scenarios", roadmap.id, language)
    test.session_state["scenarios:assumptions"] = True
    test.run()
    field = test.multiselect(key=f"scenarios:capacity:{one.id}:{language}")
    assert field.options == ["Aino", "Bo (upphandlare)", "upphandlare"]
    field.set_value(["Bo"]).run()
    share = test.button_group(key=f"scenarios:capacity:{one.id}:Bo:{language}")
    assert "Bo" in share.label and "6" in share.label
    share.set_value("50").run()
    assert not test.exception
    (one,) = house.scenarios.content(roadmap.id, standing(house, roadmap, person).roadmap.revision).scenarios
    assert dict(one.assumptions.capacity) == {"Bo": 0.5}
    (outlook,) = house.solving.outlooks(*standing_parts(house, roadmap, person))
    assert (outlook.case.case.capacity["Bo"][-1], outlook.case.case.capacity["upphandlare"][-1]) == (3.0, 6.0)


def test_a_way_of_doing_it_is_settled_by_hand(screen_house: Screen) -> None:
    house, person, roadmap = filled(screen_house, "as_now")
    item = house.interventions.content(roadmap.id, 0, "Europe/Helsinki").interventions[0]
    light = Variant("way1", LocalText.of("Lätt"), 60, 1_000_00, 3, (Effort("upphandlare", 1.0),))
    house.interventions.change(item, person.id, variants=(light,))
    here = standing(house, roadmap, person)
    (one,) = house.scenarios.content(roadmap.id, here.roadmap.revision).scenarios
    house.solving.solve(here, one.id, lambda _progress, _doing: None)
    test = pages.run("scenarios", roadmap.id, "sv")
    test.session_state["scenarios:pin"] = test.session_state["scenarios:planned"] = True
    test.run()
    test.selectbox(key="scenarios:pin:what:sv").set_value(str(item.id)).run()
    test.selectbox(key=f"scenarios:pin:way:{item.id}:sv").set_value("way1").run()
    test.button(key="scenarios:pin:do").click().run()
    assert not test.exception
    assert "Marknadsdialog (Lätt) görs." in pages.words(test).replace("\\", "")
    here = standing(house, roadmap, person)
    (pin,) = house.scenarios.content(roadmap.id, here.roadmap.revision).pins
    assert pin.variant == "way1"
    house.solving.solve(here, one.id, lambda _progress, _doing: None)
    test.run()
    assert "Marknadsdialog (Lätt)" in " ".join(str(each.proto) for each in test.get("html"))


def test_what_is_settled_by_hand_is_said_and_let_go(screen_house: Screen) -> None:
    house, person, roadmap = filled(screen_house, "as_now")
    here = standing(house, roadmap, person)
    (one,) = house.scenarios.content(roadmap.id, here.roadmap.revision).scenarios
    item = house.interventions.content(roadmap.id, here.roadmap.revision, "Europe/Helsinki").interventions[0]
    house.scenarios.pin(roadmap.id, person.id, Pin(one.id, item.id, Must.MUST, dt.date(2027, 7, 1)))
    house.solving.solve(standing(house, roadmap, person), one.id, lambda _progress, _doing: None)
    test = pages.run("scenarios", roadmap.id, "sv")
    assert "Marknadsdialog börjar Q3 2027" in pages.words(test)
    test.button(key=f"scenarios:unpin:{item.id}").click().run()
    assert not test.exception
    assert not house.scenarios.content(roadmap.id, standing(house, roadmap, person).roadmap.revision).pins
