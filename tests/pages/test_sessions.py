import datetime as dt

import pytest

from lotsen.bootstrap import House
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from tests.support import pages
from tests.support.rooms import Judged, judged


@pytest.mark.apptest
@pytest.mark.parametrize(
    ("language", "question", "past"),
    [
        ("sv", "Vad gör vi tillsammans?", "Andra coachningsdagen"),
        ("fi", "Mitä teemme yhdessä?", "Toinen valmennuspäivä"),
        ("en", "What do we do together?", "Second coaching day"),
    ],
)
def test_past_sessions_are_there_to_read(
    language: str, question: str, past: str, screen_house: tuple[House, Person, Roadmap]
) -> None:
    house, coach, _ = screen_house
    demo = house.demos.open("municipality", coach, language)
    test = pages.run("sessions", demo.id, language)
    assert not test.exception
    assert test.title[0].value == question
    assert any(past in expander.label for expander in test.expander)


@pytest.mark.apptest
def test_a_session_is_opened_and_closed_on_the_page(screen_house: tuple[House, Person, Roadmap]) -> None:
    house, coach, roadmap = screen_house
    test = pages.run("sessions", roadmap.id)
    test.text_input(key="sessions:new:title").set_value("First day")
    test.text_area(key="sessions:new:people").set_value("Maria\n\n Jukka ")
    test.button[0].click().run()
    assert not test.exception
    session = house.coaching.open_on(roadmap.id)
    assert session is not None
    assert session.participants == ("Maria", "Jukka")
    test.text_area(key=f"sessions:{session.id}:closing").set_value("We begin with energy.")
    test.button(key=f"sessions:{session.id}:close").click().run()
    closed = house.coaching.of_person(coach.id)[0]
    assert closed.decisions == "We begin with energy."
    assert "Past sessions" in pages.words(test)


@pytest.mark.apptest
def test_a_session_without_a_title_is_refused_with_a_sentence(screen_house: tuple[House, Person, Roadmap]) -> None:
    house, _, roadmap = screen_house
    test = pages.run("sessions", roadmap.id)
    test.button[0].click().run()
    assert [error.value for error in test.error] == ["The session needs a title."]
    assert house.coaching.open_on(roadmap.id) is None


def settled_after_a_session(house: House, coach: Person, roadmap: Roadmap) -> Judged:
    """A judged room that settled a cell after its first day."""
    made = judged(house, coach, roadmap)
    day = dt.date(2026, 9, 1)
    session = house.coaching.open(coach, LocalText.of("First day", "en"), day, "Sanna", "", (), (roadmap.id,))
    house.coaching.close(session.id, "", coach.id)
    house.assessments.agree(roadmap.id, made.categories[2], made.goals[0], 3.0, coach.id)
    return made


@pytest.mark.apptest
def test_before_and_after_are_compared_once_they_are_opened(screen_house: tuple[House, Person, Roadmap]) -> None:
    house, coach, roadmap = screen_house
    settled_after_a_session(house, coach, roadmap)
    test = pages.run("sessions", roadmap.id)
    assert not test.get("plotly_chart")
    test.session_state["sessions:fold:compare"] = True
    test.run()
    assert not test.exception
    assert len(test.get("plotly_chart")) == 2
    said = pages.words(test).replace("\\", "")
    assert "Städning rose from place 3 to 2" in said
    assert "Städning × Klimat went from 0,0 to 3,0: +50 points" in said
    test.selectbox(key="sessions:compare:then:en").set_value("now").run()
    assert "Choose two different moments." in pages.words(test)
    assert not test.get("plotly_chart")


@pytest.mark.apptest
def test_a_past_session_is_seen_as_it_was_and_compared_with_now(screen_house: tuple[House, Person, Roadmap]) -> None:
    house, coach, roadmap = screen_house
    settled_after_a_session(house, coach, roadmap)
    session, snapshot = house.coaching.of_person(coach.id)[0], house.coaching.snapshots(roadmap.id)[0]
    test = pages.run("sessions", roadmap.id)
    test.session_state[f"sessions:{session.id}:fold"] = True
    test.run()
    view = f"sessions:{snapshot.id}:view:en"
    test.segmented_control(key=view).set_value("then").run()
    tables = "".join(str(one.proto.body) for one in test.get("html"))
    assert '<td class="r">3</td><td>Städning</td><td class="r">16,7</td>' in tables
    test.segmented_control(key=view).set_value("now").run()
    test.session_state["sessions:fold:compare"] = True
    test.run()
    assert not test.exception
    assert len(test.get("plotly_chart")) == 4
    assert "Städning rose from place 3 to 2" in pages.words(test)


@pytest.mark.apptest
def test_without_a_snapshot_there_is_nothing_to_compare(screen_house: tuple[House, Person, Roadmap]) -> None:
    test = pages.run("sessions", screen_house[2].id)
    assert not any("Before and after" in expander.label for expander in test.expander)


@pytest.mark.apptest
def test_two_moments_without_a_ranking_are_compared_by_what_they_hold(
    screen_house: tuple[House, Person, Roadmap],
) -> None:
    house, coach, roadmap = screen_house
    house.archive.take_snapshot(roadmap.id, coach.id, "Empty")
    test = pages.run("sessions", roadmap.id)
    test.session_state["sessions:fold:compare"] = True
    test.run()
    assert not test.exception
    assert "No category is ranked in either of the two." in pages.words(test)
    assert not test.get("plotly_chart")
