"""The strategy page: its empty state, its goals in three languages, fields that save, limits that are kind."""

import json
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lotsen.bootstrap import House
from lotsen.domain.goal import MOST_GOALS, Goal, GoalLevel
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import Person, Roadmap
from tests.support import pages

pytestmark = pytest.mark.apptest

Place = tuple[House, Person, Roadmap]


def goals(house: House, roadmap: Roadmap) -> tuple[Goal, ...]:
    return house.goals.all(roadmap.id)


def listed(test: AppTest) -> list[dict[str, Any]]:
    """The rows of the list, as the element gets them."""
    found = [json.loads(part.proto.json) for part in test.get("bidi_component")]
    return next((data["rows"] for data in found if "label" in data), [])


def opened(place: Place, goal: Goal, language: str = "sv", *, asking: bool = False) -> AppTest:
    """The page with a goal's dialog over it, which asks before it removes where it was told to."""
    test = AppTest.from_file(str(pages.ROOT / "pages" / "strategy.py"), default_timeout=pages.SECONDS)
    test.query_params["lang"] = language
    test.query_params["roadmap"] = str(place[2].id)
    test.session_state["strategy:open"] = str(goal.id)
    test.session_state[f"strategy:goal:{goal.id}:remove:asking"] = asking
    return test.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_strategy_says_what_comes_here_and_how_to_begin(screen_house: Place, language: str) -> None:
    test = pages.run("strategy", screen_house[2].id, language)
    assert not test.exception
    assert len(test.info) == 1
    assert {button.key for button in test.button} >= {"strategy:pick:open"}


def test_an_own_goal_is_added_and_its_field_emptied(screen_house: Place) -> None:
    house, _, roadmap = screen_house
    test = pages.run("strategy", roadmap.id, "sv")
    test.text_input("strategy:new:procurement").set_value("Klimatet först")
    test.button("strategy:new:procurement:add").click().run()
    assert [goal.title.show("sv") for goal in goals(house, roadmap)] == ["Klimatet först"]
    assert test.text_input("strategy:new:procurement").value == ""
    assert [row["title"] for row in listed(test)] == ["Klimatet först"]


def test_the_goal_after_the_thirtieth_is_refused_and_what_was_written_stays(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    for n in range(MOST_GOALS):
        house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, f"Mål {n}", "sv", coach.id)
    test = pages.run("strategy", roadmap.id, "sv")
    test.text_input("strategy:new:procurement").set_value("Ett till")
    test.button("strategy:new:procurement:add").click().run()
    assert len(goals(house, roadmap)) == MOST_GOALS
    assert "30 mål" in test.error[0].value
    assert test.text_input("strategy:new:procurement").value == "Ett till"


def test_a_field_saves_itself_in_the_readers_language(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatet", "sv", coach.id)
    test = opened(screen_house, goal, "fi")
    key = f"strategy:goal:{goal.id}"
    assert test.text_input(f"{key}:title:fi").value == ""
    assert any("Klimatet" in caption.value for caption in test.caption)
    test.text_input(f"{key}:title:fi").set_value("Ilmasto").run()
    opened(screen_house, goal, "fi").text_input(f"{key}:target:fi").set_value("10 200,5").run()
    kept = goals(house, roadmap)[0]
    assert dict(kept.title.versions) == {"sv": "Klimatet", "fi": "Ilmasto"}
    assert str(kept.target) == "10200.5000" and kept.title.original == "sv"


@pytest.mark.parametrize("given", ["snart", "29", "29999"])
def test_a_year_that_is_none_is_refused(screen_house: Place, given: str) -> None:
    house, coach, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatet", "sv", coach.id)
    test = opened(screen_house, goal)
    test.text_input(f"strategy:goal:{goal.id}:target_year").set_value(given).run()
    assert test.error and goals(house, roadmap)[0].target_year is None


def test_who_wrote_at_the_same_time_sees_both_values(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatet", "sv", coach.id)
    test = opened(screen_house, goal)
    house.goals.write(goal, replace(goal, unit="t CO2e"), coach.id)
    test.text_input(f"strategy:goal:{goal.id}:unit").set_value("kg").run()
    said = "\n".join(part.value for part in [*test.warning, *test.text])
    assert "kg" in said and "t CO2e" in said
    assert goals(house, roadmap)[0].unit == "t CO2e"


def test_removing_names_what_goes_and_asks(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatet", "sv", coach.id)
    house.weights.give(roadmap.id, GoalLevel.PROCUREMENT, coach.id, {goal.id: 10}, 10, coach.id)
    assert not [b for b in opened(screen_house, goal).button if b.key == f"strategy:goal:{goal.id}:remove:yes"]
    test = opened(screen_house, goal, asking=True)
    assert "1 persons poäng" in pages.words(test)
    assert goals(house, roadmap) != ()


def test_a_reworded_goal_asks_what_shall_happen_to_its_judgements(screen_house: Place) -> None:
    house, coach, _ = screen_house
    demo = house.demos.open("municipality", coach, "sv")
    goal = goals(house, demo)[0]
    place = (house, coach, demo)
    test = opened(place, goal)
    test.session_state["strategy:open"] = str(goal.id)
    test.text_input(f"strategy:goal:{goal.id}:title:sv").set_value("Ett annat mål").run()
    given = house.goals.hanging(demo.id, goal.id).judgements
    assert str(given) in pages.words(test)
    test.button(f"strategy:goal:{goal.id}:reworded:again").click().run()
    assert house.goals.hanging(demo.id, goal.id).stale == given


def test_goals_of_the_function_stand_apart(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatet", "sv", coach.id)
    function = house.goals.add(roadmap.id, GoalLevel.FUNCTION, "Kompetens", "sv", coach.id)
    assert [row["title"] for row in listed(pages.run("strategy", roadmap.id, "sv"))] == ["Klimatet"]
    test = opened(screen_house, function)
    keys = {area.key for area in test.text_area}
    assert f"strategy:goal:{function.id}:present_state:sv" in keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_in_another_language_is_marked(screen_house: Place, language: str) -> None:
    house, coach, roadmap = screen_house
    goal = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatet", "sv", coach.id)
    house.goals.write(goal, replace(goal, title=LocalText({"sv": "Klimatet", "fi": "Ilmasto"})), coach.id)
    (row,) = listed(pages.run("strategy", roadmap.id, language))
    assert bool(row["foreign"]) is (language == "en")


def test_the_demo_is_drawn_without_a_fault(screen_house: Place) -> None:
    house, coach, _ = screen_house
    demo = house.demos.open("municipality", coach, "sv")
    test = pages.run("strategy", demo.id, "sv")
    assert not test.exception
    assert len(listed(test)) == 7
