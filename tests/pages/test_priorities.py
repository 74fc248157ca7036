"""The priorities page: how it begins, what it says, what a click opens."""

import json
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from lotsen.bootstrap import House
from lotsen.charts.layout.names import short_id
from lotsen.domain.assessment import Judgement
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Membership, Person, Roadmap, Role, Viewpoint
from lotsen.explain import judging
from lotsen.explain import priorities as explain
from lotsen.explain.priorities import ANSWERS
from lotsen.store import organisations
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
@pytest.mark.parametrize("view", ["heatmap", "ranking", "bubble"])
def test_the_scales_words_and_the_goals_colours_stand_below_the_picture(room: Judged, view: str, language: str) -> None:
    t = Texts.of(language)
    test = pages.run("priorities", room.roadmap, language)
    test.session_state["priorities:view"] = view
    test.run()
    legends = [one.proto.body for one in test.get("html") if one.proto.body.startswith("<ul")]
    scale = [f"{value}: {t(word)}" if view == "bubble" else f"{value} {t(word)}" for value, word in enumerate(ANSWERS)]
    goals = [f"{t.percent(0.5)} {goal}" for goal in GOALS]
    assert len(legends) == 2, "one for the phone, one for wider windows"
    assert all(word in legends[0] for word in goals)
    assert all(word in legends[1] for word in (goals if view == "ranking" else scale))


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
    test.selectbox(key="priorities:explain:en").select(f"row:{short_id(room.categories[2])}").run()
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


def hidden(room: Judged) -> None:
    room.house.rooms.hide(room.roadmap, True, room.coach.id)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("view", ["heatmap", "ranking", "bubble"])
def test_hidden_results_give_way_to_how_far_the_room_has_come(room: Judged, view: str, language: str) -> None:
    hidden(room)
    t = Texts.of(language)
    test = pages.run("priorities", room.roadmap, language)
    test.session_state["priorities:view"] = view
    test.session_state["priorities:why"] = f"row:{short_id(room.categories[1])}"
    test.run()
    assert not test.exception
    assert [one.value for one in test.info] == [t(judging.HIDDEN)]
    assert not test.get("plotly_chart")
    assert not test.get("dialog")
    assert not [name for name in CATEGORIES if name in pages.words(test)]
    assert "6" in test.button(key="priorities:reveal").label


def test_the_coach_is_told_who_is_missing_and_nobody_else_is(screen_house: Screen) -> None:
    room = judged(*screen_house)
    organisation = room.house.organisations.standing(room.roadmap, room.coach.id).organisation.id
    hidden(room)
    test = pages.run("priorities", room.roadmap, "en")
    words = pages.words(test).replace("\\", "")
    assert "0 of 6 have answered everything asked of them. 6 have begun." in words
    assert "Missing: Person 0 (9 left), Person 1 (9 left)" in words
    with_participant_at_the_door(room, organisation)
    test.run()
    words = pages.words(test).replace("\\", "")
    assert "0 of 7 have answered" in words
    assert "Person 0" not in words
    assert not [one for one in test.button if one.key == "priorities:reveal"]


def with_participant_at_the_door(room: Judged, organisation: UUID) -> None:
    """From now on the coach of the machine is a participant here."""
    with room.house.database.writing() as db:
        organisations.join(organisation, room.coach, Role.PARTICIPANT, Viewpoint.OTHER, db)


def test_the_reveal_brings_the_picture_back(room: Judged) -> None:
    hidden(room)
    test = pages.run("priorities", room.roadmap, "en")
    test.button(key="priorities:reveal").click().run()
    assert len(test.get("plotly_chart")) == 2


def test_a_participant_has_the_grid_and_none_of_the_coachs_tools(room: Judged) -> None:
    with_participant_at_the_door(room, room.house.organisations.standing(room.roadmap, room.coach.id).organisation.id)
    test = pages.run("priorities", room.roadmap, "en")
    test.session_state["priorities:view"] = "judge"
    test.run()
    assert not test.exception
    assert "Who judges what" not in [one.label for one in test.expander]
    assert not [one for one in test.button if one.key in ("priorities:hide", "priorities:beside:add")]


def test_several_names_are_pasted_at_once_and_a_viewpoint_is_changed(room: Judged) -> None:
    test = opened(room, "priorities:dealing")
    test.text_area(key="priorities:people:names").set_value("Aino\n\n Bo Ek \nPerson 1").run()
    test.selectbox(key="priorities:people:viewpoint:en").select(Viewpoint.ELECTED.value).run()
    test.button(key="priorities:people:add").click().run()
    assert not test.exception
    assert [one.value for one in test.success] == ["2 people added. 1 was there already."]
    people = members(room)
    assert people["Bo Ek"].viewpoint is Viewpoint.ELECTED
    aino = str(people["Aino"].person_id)
    test.selectbox(key="priorities:people:person:en").select(aino).run()
    test.selectbox(key=f"priorities:people:looks:{aino}:en").select(Viewpoint.LEGAL.value).run()
    assert members(room)["Aino"].viewpoint is Viewpoint.LEGAL


def test_nobody_is_added_without_a_name(room: Judged) -> None:
    test = opened(room, "priorities:dealing")
    test.button(key="priorities:people:add").click().run()
    assert [one.value for one in test.error] == ["Write at least one name."]


def test_cells_are_dealt_as_it_was_said_and_taken_back(room: Judged) -> None:
    test = opened(room, "priorities:dealing")
    assert "Dealt so: 6 people are asked 2–4 cells each, about 1 minute. A cell gets 3 judges." in said(test)
    test.button(key="priorities:deal").click().run()
    assert "6 people are asked 2–4 cells each, about 1 minute. A cell gets 3 judges." in said(test)
    room.house.organisations.add_people(
        room.house.organisations.standing(room.roadmap, room.coach.id).organisation.id,
        ["Sen"],
        Viewpoint.OTHER,
        room.coach.id,
    )
    test.run()
    assert "asked everything: Sen. Deal again" in said(test)
    test.button(key="priorities:deal:all").click().run()
    assert "Everybody is asked everything." in said(test)


def test_an_own_criterion_is_added_by_name_and_its_removal_says_what_goes(room: Judged) -> None:
    test = opened(room, "priorities:beside")
    test.text_input(key="priorities:beside:new").set_value("Närhet").run()
    test.button(key="priorities:beside:add").click().run()
    assert not test.exception
    [made] = [one for one in room.view().criteria if one.name]
    assert made.name.show("en") == "Närhet"
    given = [Judgement(category, made.id, 2) for category in room.categories]
    room.house.assessments.judge(room.roadmap, room.coach.id, given, room.coach.id)
    key = f"priorities:beside:remove:{made.id}"
    test.button(key=f"{key}:ask").click().run()
    assert "3 judgements" in said(test)
    test.button(key=f"{key}:yes").click().run()
    assert not [one for one in room.view().criteria if one.name]
    test.button(key="priorities:beside:add").click().run()
    assert [one.value for one in test.error] == ["The criterion needs a name."]


def opened(room: Judged, fold: str) -> AppTest:
    """The judging view with a fold open."""
    test = pages.run("priorities", room.roadmap, "en")
    test.session_state["priorities:view"] = "judge"
    test.session_state[fold] = True
    test.run()
    assert not test.exception
    return test


def said(test: AppTest) -> str:
    return pages.words(test).replace("\\", "")


def members(room: Judged) -> dict[str, Membership]:
    organisation = room.house.organisations.standing(room.roadmap, room.coach.id).organisation.id
    return {one.person_name: one for one in room.house.organisations.members(organisation)}
