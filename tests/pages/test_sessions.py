import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from tests.support import pages


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
