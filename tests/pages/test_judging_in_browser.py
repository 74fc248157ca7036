"""A room judges, in a real browser: people are added, cells dealt, results hidden, and then revealed."""

import contextlib

import pytest
from playwright.sync_api import TimeoutError as NotYet

from lotsen.domain.organisation import Viewpoint
from lotsen.explain.people import VIEWPOINTS
from lotsen.texts import Texts
from tests.support.browser import PHONE, Screen
from tests.support.rooms import CATEGORIES, Judged, judged

pytestmark = pytest.mark.browser

CELLS = "td[role=gridcell]"
PEOPLE = {"Aino": Viewpoint.MANAGEMENT, "Bo": Viewpoint.FINANCE, "Cecilia": Viewpoint.SECTOR_BUYER}
JUDGE = 4
T = Texts.of("en")


def room(screen: Screen) -> Judged:
    """Categories and goals, and nobody who has said anything."""
    return judged(screen.site.house, screen.site.coach, screen.site.roadmap(), people=0)


def show(screen: Screen, view: int) -> None:
    screen.page.locator("[class*=st-key-priorities-view] button").nth(view).click()
    screen.settle()


def pick(screen: Screen, label: str, option: str) -> None:
    """Choose in a field. What still moves on the page, as a fold that opens, shuts the list: then once more."""
    for _ in range(5):
        screen.page.get_by_role("combobox", name=label, exact=True).click()
        with contextlib.suppress(NotYet):
            screen.page.get_by_role("option", name=option, exact=True).click(timeout=2000)
            break
    screen.settle()


def add(screen: Screen, names: str, viewpoint: str) -> None:
    pick(screen, "Their viewpoint", viewpoint)
    screen.page.get_by_label("Add people: names, one on each line").fill(names)
    screen.page.locator("[class*=st-key-priorities-people-add] button").click()
    screen.page.get_by_role("cell", name=names, exact=True).wait_for()
    screen.settle()


def answer(screen: Screen, made: Judged, name: str, keys: str) -> None:
    """The coach writes for somebody."""
    pick(screen, "Whose answers", name)
    organisation = made.house.organisations.standing(made.roadmap, made.coach.id).organisation.id
    person = next(one for one in made.house.organisations.members(organisation) if one.person_name == name)
    hers = screen.page.locator(f"[class*='st-key-priorities-grid-{person.person_id}'] {CELLS}")
    hers.first.wait_for()
    hers.first.focus()
    for key in keys:
        screen.page.keyboard.press(key)
    screen.page.wait_for_selector(".host[data-state=saved]")


def test_three_people_judge_in_secret_and_then_the_picture_is_there(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap, language="en")
    show(screen, JUDGE)
    with screen.saves():
        screen.page.get_by_role("button", name="Hide the results until I reveal them").click()
    screen.page.get_by_text("Who judges what").click()
    for name, viewpoint in PEOPLE.items():
        add(screen, name, T(VIEWPOINTS[viewpoint]))
    for name in PEOPLE:
        answer(screen, made, name, "333003333003333")
    for view in range(JUDGE):
        show(screen, view)
        screen.page.get_by_text("3 of 3 have answered everything asked of them.").wait_for()
        assert screen.page.locator(".js-plotly-plot").count() == 0
        assert not [name for name in CATEGORIES if name in screen.words]
    with screen.saves():
        screen.page.get_by_role("button", name="Reveal (45 answers so far)").click()
    show(screen, 0)
    screen.page.locator("[class*=figure-wide] .js-plotly-plot").wait_for()
    assert all(name in screen.words for name in CATEGORIES)


def test_dealt_cells_are_asked_of_their_people_alone(screen: Screen) -> None:
    made = judged(screen.site.house, screen.site.coach, screen.site.roadmap("Utdelningen"), people=3)
    made.house.rooms.deal_cells(made.roadmap, made.coach.id, most=2)
    screen.open("priorities", made.roadmap, language="en")
    show(screen, JUDGE)
    pick(screen, "Whose answers", "Person 1")
    screen.page.locator(".count", has_text="2 of 2 answered").wait_for()
    screen.page.get_by_text("Who judges what").click()
    screen.page.get_by_text("3 people are asked 2 cells each, about 1 minute.").first.wait_for()
    with screen.saves():
        screen.page.get_by_role("button", name="Ask everybody everything").click()
    screen.page.locator(".count", has_text="6 of 15 answered").wait_for()


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_what_the_coach_sees_fits_and_can_be_read_by_everybody(screen: Screen, language: str, size: str) -> None:
    made = judged(screen.site.house, screen.site.coach, screen.site.roadmap("Läsbarköping"), people=4)
    made.house.rooms.deal_cells(made.roadmap, made.coach.id, most=2)
    made.house.goals.ask_again(made.roadmap, made.goals[0], made.coach.id)
    if size == "phone":
        screen.resize(PHONE)
    screen.open("priorities", made.roadmap, language=language)
    show(screen, JUDGE)
    pick(screen, Texts.of(language)("Whose answers"), "Person 1")
    screen.page.locator("[class*=st-key-priorities-dealing] summary").click()
    screen.page.locator("[class*=st-key-priorities-deal-size]").wait_for()
    screen.settle()
    assert (screen.axe(), screen.overflow) == ([], 0)
    screen.picture(f"judging-coach-{size}-{language}")
    made.house.rooms.hide(made.roadmap, True, made.coach.id)
    show(screen, 0)
    screen.page.locator("[class*=st-key-priorities-reveal]").wait_for()
    assert (screen.axe(), screen.overflow) == ([], 0)
    screen.picture(f"judging-hidden-{size}-{language}")
