"""The page of policy lines: written, decided, read as a document."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from lotsen.bootstrap import House
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.policy_line import Decision, LineStatus, PolicyLine
from tests.pages.test_strategy import listed
from tests.support import pages

pytestmark = pytest.mark.apptest

Place = tuple[House, Person, Roadmap]
DECISION = Decision("Kommunstyrelsen", dt.date(2026, 11, 16), "§ 118", "412/2026")


def opened(roadmap: Roadmap, line: PolicyLine, language: str = "sv") -> AppTest:
    """The page with a line's dialog over it."""
    test = AppTest.from_file(str(pages.ROOT / "pages" / "policy_lines.py"), default_timeout=pages.SECONDS)
    test.query_params["lang"] = language
    test.query_params["roadmap"] = str(roadmap.id)
    test.session_state["policy_lines:open"] = str(line.id)
    return test.run()


def as_document(roadmap: Roadmap, language: str, which: str = "force") -> str:
    test = AppTest.from_file(str(pages.ROOT / "pages" / "policy_lines.py"), default_timeout=pages.SECONDS)
    test.query_params["lang"] = language
    test.query_params["roadmap"] = str(roadmap.id)
    test.session_state["policy_lines:view"] = "read"
    test.session_state["policy_lines:drafts"] = which
    test.run()
    assert not test.exception
    return "\n".join(part.proto.body for part in test.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_page_says_what_comes_here(screen_house: Place, language: str) -> None:
    test = pages.run("policy_lines", screen_house[2].id, language)
    assert not test.exception
    assert len(test.info) == 1


def test_a_line_of_ones_own_is_added(screen_house: Place) -> None:
    house, _, roadmap = screen_house
    test = pages.run("policy_lines", roadmap.id, "sv")
    test.text_input("policy_lines:new").set_value("Marknaden hörs först.")
    test.button("policy_lines:new:add").click().run()
    assert [row["title"] for row in listed(test)] == ["Marknaden hörs först."]
    assert house.policy_lines.book(roadmap.id).lines[0].text.original == "sv"


def test_the_text_and_reason_of_a_draft_save_themselves(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    line = house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", coach.id)
    test = opened(roadmap, line)
    test.text_area(f"policy_lines:line:{line.id}:1:reason:sv").set_value("Kraven ska gå att uppfylla.").run()
    assert house.policy_lines.book(roadmap.id).lines[0].reason.show("sv") == "Kraven ska gå att uppfylla."


def test_a_decision_is_recorded_and_locks(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    line = house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", coach.id)
    test = opened(roadmap, line)
    key = f"policy_lines:line:{line.id}:1"
    test.text_input(f"{key}:organ").set_value("Kommunstyrelsen")
    test.text_input(f"{key}:paragraph").set_value("§ 118")
    test.text_input(f"{key}:register").set_value("412/2026")
    test.button(f"{key}:adopt").click().run()
    kept = house.policy_lines.book(roadmap.id).lines[0]
    assert kept.status is LineStatus.ADOPTED
    locked = opened(roadmap, kept)
    assert not locked.text_area
    assert f"policy_lines:line:{line.id}:revise" in {button.key for button in locked.button}


def test_an_incomplete_decision_is_refused_with_a_word_why(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    line = house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", coach.id)
    test = opened(roadmap, line)
    test.button(f"policy_lines:line:{line.id}:1:adopt").click().run()
    assert house.policy_lines.book(roadmap.id).lines[0].status is LineStatus.DRAFT
    assert "diarienummer" in test.error[0].value


def test_the_document_holds_what_is_in_force_and_escapes_it(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    line = house.policy_lines.add(roadmap.id, "Pris < 100 & <b>kvalitet</b>.", "sv", coach.id)
    house.policy_lines.add(roadmap.id, "Ett utkast.", "sv", coach.id)
    house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    said = as_document(roadmap, "sv")
    assert "Pris &lt; 100 &amp; &lt;b&gt;kvalitet&lt;/b&gt;." in said
    assert "Kommunstyrelsen 16.11.2026, § 118, 412/2026" in said
    assert "Ett utkast." not in said
    assert "Ett utkast." in as_document(roadmap, "sv", "drafts")


def test_a_reader_of_another_language_is_told_which_language_it_is(screen_house: Place) -> None:
    house, coach, roadmap = screen_house
    line = house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", coach.id)
    house.policy_lines.adopt(roadmap.id, line.id, DECISION, coach.id)
    assert "shown in Swedish" in as_document(roadmap, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_reads_as_a_document(screen_house: Place, language: str) -> None:
    house, coach, _ = screen_house
    demo = house.demos.open("wellbeing_county", coach, "fi")
    said = as_document(demo, language, "drafts")
    assert said.count('<span class="n">') == 13
