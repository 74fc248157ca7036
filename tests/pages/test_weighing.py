"""The ways of weighing on the strategy page: the coach's drawer, what each way draws, settled weights."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lotsen.bootstrap import House
from lotsen.domain.goal import GoalLevel
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.domain.room import Gathering, RoomMethod, Weighing
from lotsen.store import organisations
from lotsen.ui.strategy.ways.method import in_way
from tests.support import pages

pytestmark = pytest.mark.apptest

Place = tuple[House, Person, Roadmap]
PROCUREMENT = GoalLevel.PROCUREMENT


def prepared(place: Place, way: Weighing, **more: Any) -> list[Any]:
    """Three goals to be weighed in a way; their ids."""
    house, coach, roadmap = place
    goals = [house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in ("Klimat", "Pris", "Mat")]
    house.rooms.set(roadmap.id, RoomMethod(way, **more), coach.id)
    return goals


def drawn(test: AppTest, part: str) -> dict[str, Any]:
    """What an element of the page was given, by a part that only it has."""
    found = [json.loads(one.proto.json) for one in test.get("bidi_component")]
    return next(data for data in found if part in data)


def method(place: Place) -> RoomMethod:
    house, coach, roadmap = place
    return house.rooms.method(roadmap.id, house.organisations.standing(roadmap.id, coach.id).roadmap.revision)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", Weighing)
def test_every_way_is_drawn_in_every_language(screen_house: Place, way: Weighing, language: str) -> None:
    house, coach, roadmap = screen_house
    a, b, c = prepared(screen_house, way)
    for one, other, ratio in ((a, b, 5), (b, c, 5), (a, c, 1 / 3)):
        house.weights.compare(roadmap.id, PROCUREMENT, coach.id, one, other, ratio, coach.id)
    test = pages.run("strategy", roadmap.id, language)
    assert not test.exception
    assert len(test.warning) == (way is Weighing.PAIRS)


def test_who_is_no_coach_sees_no_drawer_and_enters_for_nobody_else(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    prepared(screen_house, Weighing.ORDER)
    drawers = {"Method", "Agree on the weights"}
    assert drawers <= {one.label for one in pages.run("strategy", roadmap.id, "en").expander}
    with house.database.writing() as db:
        organisations.join(roadmap.organisation_id, coach, Role.PARTICIPANT, Viewpoint.OTHER, db)
    test = pages.run("strategy", roadmap.id, "en")
    assert not test.exception
    assert not test.toggle
    assert not drawers & {one.label for one in test.expander}


def open_drawer(place: Place, key: str, language: str = "sv") -> AppTest:
    test = AppTest.from_file(str(pages.ROOT / "pages" / "strategy.py"), default_timeout=pages.SECONDS)
    test.query_params["lang"] = language
    test.query_params["roadmap"] = str(place[2].id)
    test.session_state[key] = True
    return test.run()


def test_the_coach_sets_way_gathering_and_viewpoints_in_one_drawer(screen_house: Place) -> None:
    prepared(screen_house, Weighing.MARKS)
    test = open_drawer(screen_house, "strategy:weights:method")
    test.radio("strategy:method:way:sv").set_value("pairs").run()
    assert (method(screen_house).weighing, method(screen_house).gathering) == (Weighing.PAIRS, Gathering.GEOMETRIC)
    test.radio("strategy:method:gathering:sv").set_value("median").run()
    (viewpoint,) = [one for one in test.text_input if one.key and one.key.startswith("strategy:method:viewpoint")]
    viewpoint.set_value("2,5").run()
    assert method(screen_house).gathering is Gathering.MEDIAN
    assert list(method(screen_house).viewpoints.values()) == [2.5]
    assert "× 2,5" in pages.words(test).replace("\\", "")


def test_another_way_brings_its_own_gathering_unless_one_was_chosen() -> None:
    assert in_way(RoomMethod(), Weighing.PAIRS).gathering is Gathering.GEOMETRIC
    assert in_way(RoomMethod(Weighing.PAIRS, Gathering.GEOMETRIC), Weighing.ORDER).gathering is Gathering.MEAN
    assert in_way(RoomMethod(gathering=Gathering.MEDIAN), Weighing.PAIRS).gathering is Gathering.MEDIAN


def test_the_bars_of_an_order_are_the_weights_that_count(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    a, b, c = prepared(screen_house, Weighing.ORDER)
    test = pages.run("strategy", roadmap.id, "sv")
    with pytest.raises(StopIteration):
        drawn(test, "mode")
    test.button(f"strategy:order:confirm:procurement:{coach.id}").click().run()
    house.weights.move(roadmap.id, PROCUREMENT, coach.id, c, -2, coach.id)
    test = pages.run("strategy", roadmap.id, "sv")
    rows = {row["id"]: row for row in drawn(test, "mode")["rows"]}
    assert (rows[str(c)]["share"], rows[str(c)]["mean"]) == (pytest.approx(11 / 18), pytest.approx(11 / 18))
    assert [row["title"] for row in drawn(test, "label")["rows"]] == ["Klimat", "Pris", "Mat"]
    assert rows[str(a)]["share"] == pytest.approx(5 / 18) and rows[str(b)]["share"] == pytest.approx(2 / 18)


def test_pairs_come_neighbours_first_and_from_the_readers_side(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    a, b, c = prepared(screen_house, Weighing.PAIRS)
    house.weights.compare(roadmap.id, PROCUREMENT, coach.id, c, b, 7, coach.id)
    house.goals.move(roadmap.id, c, -2, coach.id)
    pairs = drawn(pages.run("strategy", roadmap.id, "sv"), "pairs")["pairs"]
    assert [(pair["one"], pair["other"], pair["step"]) for pair in pairs] == [
        (str(c), str(a), None),
        (str(a), str(b), None),
        (str(c), str(b), 3),
    ]


def test_what_is_hidden_is_hidden_from_everybody(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    a, b, c = prepared(screen_house, Weighing.SWING, hidden=True)
    house.weights.give_swings(roadmap.id, PROCUREMENT, coach.id, {a: 100, b: 50, c: 0}, coach.id)
    test = pages.run("strategy", roadmap.id, "en")
    assert {row["mean"] for row in drawn(test, "mode")["rows"]} == {None}
    assert "67%" not in pages.words(test)
    assert "Agree on the weights" not in {one.label for one in test.expander}
    house.rooms.hide(roadmap.id, False, coach.id)
    assert "67%" in pages.words(pages.run("strategy", roadmap.id, "en")).replace("\\", "")


def test_weights_are_settled_from_the_groups_and_taken_back(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    a, b, c = prepared(screen_house, Weighing.SWING)
    house.weights.give_swings(roadmap.id, PROCUREMENT, coach.id, {a: 100, b: 50, c: 50}, coach.id)
    test = open_drawer(screen_house, "strategy:weights:settle", "en")
    test.button("strategy:weights:settle:begin").click().run()
    assert dict(house.weights.weighed(roadmap.id, PROCUREMENT).points) == {a: 50, b: 25, c: 25}
    assert "You agreed on the weights together." in pages.words(test).replace("\\", "")
    assert drawn(test, "mode")["texts"]["group"] == "agreed %"
    test.button("strategy:weights:settle:undo").click().run()
    assert not house.weights.weighed(roadmap.id, PROCUREMENT).group.agreed
    assert house.weights.weighed(roadmap.id, PROCUREMENT).people == 1
