"""The priorities page: how it begins, what it says, what a click opens."""

import json

import pytest

from lotsen.bootstrap import House
from lotsen.charts.layout.names import short_id
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Person, Roadmap
from lotsen.explain import priorities as explain
from lotsen.texts import Texts
from tests.support import pages
from tests.support.rooms import CATEGORIES, GOALS, Judged, judged

Screen = tuple[House, Person, Roadmap]
pytestmark = pytest.mark.apptest


@pytest.fixture
def room(screen_house: Screen) -> Judged:
    return judged(*screen_house)


def test_without_goals_and_categories_it_says_where_they_come_from(screen_house: Screen) -> None:
    test = pages.run("priorities", screen_house[2].id, "en")
    assert not test.exception
    assert "It takes goals and categories" in pages.words(test)
    assert [link.proto.label for link in test.get("page_link")][:2] == ["Choose goals", "Choose categories"]


def test_with_nothing_judged_it_offers_to_begin(screen_house: Screen) -> None:
    house, coach, roadmap = screen_house
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", coach.id)
    house.categories.add(roadmap.id, coach.id, "Energi", "sv")
    test = pages.run("priorities", roadmap.id, "en")
    assert "Nothing is judged enough" in pages.words(test)
    test.button(key="priorities:begin").click().run()
    assert not test.exception
    [grid] = [one.proto for one in test.get("bidi_component") if "judgement_grid" in one.proto.component_name]
    sent = json.loads(grid.mixed.json or grid.json)
    assert [row["name"] for row in sent["rows"]] == ["Energi"]
    assert sent["values"] == [[None] * len(sent["columns"])]
    assert sent["columns"][0]["question"] == explain.QUESTION


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_heatmap_stands_under_the_sentence_that_is_computed_from_it(room: Judged, language: str) -> None:
    t = Texts.of(language)
    test = pages.run("priorities", room.roadmap, language)
    assert not test.exception
    assert len(test.get("plotly_chart")) == 2
    view = room.view()
    names = dict(zip(room.categories, CATEGORIES, strict=True))
    said = test.subheader[0].value.replace("\\", "")
    assert said == explain.headline(view.result, names, t)
    assert "Livsmedel" in said


@pytest.mark.parametrize("view", ["heatmap", "ranking", "bubble"])
def test_every_picture_has_its_table_and_how_to_read_it(room: Judged, view: str) -> None:
    test = pages.run("priorities", room.roadmap, "en")
    test.session_state["priorities:view"] = view
    test.run()
    assert not test.exception
    labels = [one.label for one in test.expander]
    assert labels[:2] == ["How to read this", "The same as a table"]
    test.session_state[f"priorities:{view}:table"] = True
    test.run()
    table = "".join(one.proto.body for one in test.get("html"))
    assert all(name in table for name in CATEGORIES)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_clicked_cell_opens_its_sentence_and_its_answers(room: Judged, language: str) -> None:
    test = pages.run("priorities", room.roadmap, language)
    test.session_state["priorities:why"] = f"cell:{short_id(room.categories[0])}:{short_id(room.goals[0])}"
    test.run()
    assert not test.exception
    t = Texts.of(language)
    words = pages.words(test).replace("\\", "")
    assert t.number(3, 1) in words
    tables = [one.proto.body for one in test.get("html")]
    assert any(t("decisively") in table and ">6<" in table for table in tables)


def test_a_clicked_bar_opens_the_sum_of_its_parts(room: Judged) -> None:
    test = pages.run("priorities", room.roadmap, "en")
    test.session_state["priorities:why"] = f"row:{short_id(room.categories[1])}"
    test.run()
    words = pages.words(test).replace("\\", "")
    assert "Place 1 of 3 with 83,3 of 100 points." in words
    tables = [one.proto.body for one in test.get("html")]
    assert any(all(goal in table for goal in GOALS) and "50,0" in table and "33,3" in table for table in tables)


def test_a_category_can_be_explained_without_a_mouse(room: Judged) -> None:
    test = pages.run("priorities", room.roadmap, "en")
    test.selectbox(key="priorities:explain:en").select(short_id(room.categories[2])).run()
    assert not test.exception
    assert "Place 3 of 3" in pages.words(test)


@pytest.mark.parametrize("address", ["", "row:", "row:0000000000", "cell:1", "cell:a:b:c", "nonsense", "row:<b>"])
def test_an_address_of_nothing_opens_nothing(room: Judged, address: str) -> None:
    test = pages.run("priorities", room.roadmap, "en")
    before = pages.words(test)
    test.session_state["priorities:why"] = address
    test.run()
    assert not test.exception
    assert pages.words(test) == before


def test_four_judges_are_told_nothing_about_agreement(screen_house: Screen) -> None:
    room = judged(*screen_house, people=4)
    test = pages.run("priorities", room.roadmap, "en")
    assert "fewer than five judges" in pages.words(test).replace("\\", "")
