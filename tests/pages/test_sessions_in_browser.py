"""Two sessions with different judgements, compared in a real browser: in every language, on a laptop and a phone."""

import datetime as dt

import pytest

from lotsen.domain.localtext import LocalText
from tests.support.browser import LAPTOP, PHONE, Screen
from tests.support.rooms import Judged, judged

pytestmark = pytest.mark.browser

SAID = {
    "sv": (
        "Före och efter",
        "Städning steg från plats 3 till 2",
        "Städning × Klimat gick från 0,0 till 3,0: +50 poäng.",
    ),
    "fi": (
        "Ennen ja jälkeen",
        "Städning: nousu sijalta 3 sijalle 2",
        "Städning × Klimat muuttui arvosta 0,0 arvoon 3,0: +50 pistettä.",
    ),
    "en": (
        "Before and after",
        "Städning rose from place 3 to 2",
        "Städning × Klimat went from 0,0 to 3,0: +50 points.",
    ),
}


def two_sessions(screen: Screen) -> Judged:
    """A room that settled one cell between its two days."""
    house, coach = screen.site.house, screen.site.coach
    made = judged(house, coach, screen.site.roadmap())
    for n, title in enumerate(("Första dagen", "Andra dagen")):
        day = dt.date(2026, 9, 1 + 7 * n)
        session = house.coaching.open(coach, LocalText.of(title), day, "Sanna", "", (), (made.roadmap,))
        if n:
            house.assessments.agree(made.roadmap, made.categories[2], made.goals[0], 3.0, coach.id)
        house.coaching.close(session.id, "", coach.id)
    return made


def compare(screen: Screen, language: str) -> None:
    """Open the part and choose the two sessions."""
    screen.page.get_by_text(SAID[language][0], exact=True).click()
    screen.settle()
    chosen = screen.page.locator("[class*=st-key-sessions-compare-then]")
    chosen.get_by_role("combobox").click()
    screen.page.get_by_role("option", name="Första dagen").click()
    screen.page.get_by_text(SAID[language][1]).first.wait_for()
    screen.settle()


@pytest.mark.parametrize("language", SAID)
def test_what_moved_between_two_sessions_is_shown_and_said(screen: Screen, language: str) -> None:
    made = two_sessions(screen)
    screen.resize(LAPTOP)
    screen.open("sessions", made.roadmap, language=language)
    compare(screen, language)
    assert SAID[language][2] in screen.words
    assert screen.page.locator("[class*=figure-wide] .js-plotly-plot").is_visible()
    assert screen.axe() == []
    screen.resize(PHONE)
    screen.page.locator("[class*=figure-narrow] .main-svg").first.wait_for()
    assert screen.overflow <= 0
    assert screen.axe() == []
    assert screen.exceptions == []


def test_a_moment_is_not_compared_with_itself_and_now_is_one(screen: Screen) -> None:
    made = two_sessions(screen)
    screen.resize(LAPTOP)
    screen.open("sessions", made.roadmap, language="en")
    screen.page.get_by_text("Before and after", exact=True).click()
    screen.page.get_by_text("The order is the same as it was.").wait_for()
    screen.page.locator("[class*=st-key-sessions-compare-now]").get_by_role("combobox").click()
    screen.page.get_by_role("option", name="Andra dagen").click()
    screen.page.get_by_text("Choose two different moments.").wait_for()
