"""Follow-up, load and years in a real browser: two taps on a phone, a reading, an approval, a levelled plan."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lotsen.charts.layout.load import address
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.load import By, loads
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Roadmap, Role, Viewpoint
from lotsen.domain.plan import PlanContent, plus_months
from lotsen.domain.quarter import Quarter
from lotsen.services.identity import COOKIE
from lotsen.texts import Texts
from tests.support.browser import LAPTOP, PHONE, Screen, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
SV = Texts.of("sv")


def content(site: Site, roadmap: Roadmap) -> PlanContent:
    here = site.house.organisations.standing(roadmap.id, site.coach.id)
    return site.house.interventions.content(roadmap.id, here.roadmap.revision, "Europe/Helsinki")


def told(site: Site, roadmap: Roadmap):
    here = site.house.organisations.standing(roadmap.id, site.coach.id)
    return site.house.followup.content(roadmap.id, here.roadmap.revision, "Europe/Helsinki")


def begun(site: Site, title: str = "Marknadsdialog") -> tuple[Roadmap, Intervention]:
    roadmap = site.roadmap()
    now = Quarter.of(content(site, roadmap).today)
    made = site.house.interventions.add(roadmap.id, site.coach.id, title, "sv", owner="Aino", quarter=now)
    return roadmap, made


def view(screen: Screen, name: str) -> None:
    screen.page.get_by_role("radio", name=name, exact=True).or_(
        screen.page.get_by_role("button", name=name, exact=True)
    ).first.click()
    screen.settle()


def test_a_phone_reports_in_two_taps(screen: Screen, site: Site) -> None:
    roadmap, item = begun(site)
    screen.resize(PHONE)
    screen.open("follow-up", roadmap)
    says = screen.page.get_by_role("button", name=SV("As planned"))
    box = says.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    says.click()
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Send the report")).click()
    assert screen.overflow <= 0
    now = content(site, roadmap).interventions[0]
    assert (now.status, now.version) == (InterventionStatus.UNDER_WAY, 2)
    assert [each.intervention_id for each in told(site, roadmap).check_ins] == [item.id]


def test_later_moves_the_last_day_and_keeps_the_words(screen: Screen, site: Site) -> None:
    roadmap, item = begun(site)
    assert item.ends is not None
    screen.open("follow-up", roadmap)
    screen.page.get_by_role("button", name=SV("Later"), exact=True).click()
    screen.page.get_by_label(SV("A sentence, if you like")).fill("Leverantören är sen.")
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Send the report")).click()
    screen.page.get_by_text("Leverantören är sen.").first.wait_for()
    assert content(site, roadmap).interventions[0].ends == plus_months(item.ends, 1)


def test_a_reading_is_added_and_drawn(screen: Screen, site: Site) -> None:
    roadmap = site.roadmap()
    goal = site.house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", site.coach.id)
    screen.open("follow-up", roadmap)
    view(screen, SV("Indicators"))
    screen.page.get_by_label(SV("Value")).fill("12 900,5")
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Add the reading")).click()
    screen.page.get_by_text("Klimat: 12 900,5").first.wait_for()
    assert [each.goal_id for each in told(site, roadmap).readings] == [goal.id]


def test_a_plan_is_frozen_and_approved_with_a_word(screen: Screen, site: Site) -> None:
    roadmap, _ = begun(site)
    screen.open("follow-up", roadmap)
    view(screen, SV("Against the frozen plan"))
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Freeze the plan as it is now")).click()
    screen.page.get_by_label(SV("A word to it")).fill("Så gör vi.")
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Approve this plan")).click()
    screen.page.get_by_text("godkände, ”Så gör vi.”").wait_for()
    assert len(told(site, roadmap).approvals) == 1


def overloaded(site: Site) -> Roadmap:
    """Two interventions that one person has no time for in the same quarter."""
    roadmap, plans = site.roadmap(), site.house.interventions
    quarter = Quarter.of(content(site, roadmap).today) + 1
    for title in ("Marknadsdialog", "Miljökrav"):
        made = plans.add(roadmap.id, site.coach.id, title, "sv", owner="Aino", quarter=quarter)
        plans.set_effort(roadmap.id, site.coach.id, made.id, "Aino", 6)
    return roadmap


def test_a_square_opens_what_it_is_made_of_and_levelling_is_taken_over(screen: Screen, site: Site) -> None:
    roadmap = overloaded(site)
    screen.open("plan", roadmap)
    view(screen, SV("Load"))
    square = screen.page.locator(".barlayer .point path:visible").first
    box = square.bounding_box()
    assert box is not None
    screen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    screen.page.get_by_role("button", name="Marknadsdialog: 6 dagar (44 h)").wait_for()
    screen.page.get_by_role("button", name=SV("Level it")).click()
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Take it over")).click()
    screen.page.get_by_text(SV("Nobody has more to do than there is time for.")).first.wait_for()
    now = content(site, roadmap)
    assert loads(now.interventions, {}, now.today, By.PERSON).over == ()


def test_a_card_goes_to_another_year_and_asks_where_others_wait(screen: Screen, site: Site) -> None:
    roadmap, item = begun(site)
    assert item.ends is not None
    plans, quarter = site.house.interventions, Quarter.of(item.ends) + 1
    after = plans.add(roadmap.id, site.coach.id, "Upphandling", "sv", quarter=quarter)
    plans.change(after, site.coach.id, predecessors=(item.id,))
    screen.open("plan", roadmap)
    view(screen, SV("Year by year"))
    screen.page.get_by_label(SV("A year later: {title}", title="Marknadsdialog")).press("Enter")
    screen.page.get_by_text("väntar på den").wait_for()
    with screen.saves():
        screen.page.get_by_role("button", name=SV("Move the followers too")).click()
    first, second = content(site, roadmap).interventions
    assert first.ends is not None
    assert second.starts is not None
    assert first.ends < second.starts
    with screen.saves():
        screen.page.get_by_label(SV("A year later: {title}", title="Upphandling")).click()
    assert content(site, roadmap).interventions[1].starts == dt.date(second.starts.year + 1, second.starts.month, 1)


def starts_in(site: Site, roadmap: Roadmap) -> int:
    """The year in which the first intervention starts."""
    starts = content(site, roadmap).interventions[0].starts
    return starts.year if starts else 0


def wait_until(screen: Screen, reached: Callable[[], bool], or_else: str) -> None:
    for _ in range(600):
        if reached():
            return
        screen.page.wait_for_timeout(50)
    pytest.fail(or_else)


@pytest.fixture(scope="module")
def demo(site: Site) -> Roadmap:
    return site.house.demos.open("municipality", site.coach)


def test_cards_pressed_as_fast_as_can_be_all_move(screen: Screen, site: Site) -> None:
    roadmap, item = begun(site)
    assert item.starts is not None
    screen.open("plan", roadmap)
    view(screen, SV("Year by year"))
    later = screen.page.get_by_label(SV("A year later: {title}", title="Marknadsdialog"))
    for _ in range(3):
        later.evaluate("button => button.click()")
    wait_until(screen, lambda: starts_in(site, roadmap) == item.starts.year + 3, "a press was lost")
    screen.settle()
    assert screen.page.get_by_text("Någon annan").count() == 0


def test_presses_wait_for_one_another_while_the_database_is_busy(screen: Screen, site: Site) -> None:
    roadmap, item = begun(site)
    assert item.starts is not None
    screen.open("plan", roadmap)
    view(screen, SV("Year by year"))
    later = screen.page.get_by_label(SV("A year later: {title}", title="Marknadsdialog"))
    with site.house.database.writing() as db:
        db.connection()
        for _ in range(3):
            later.evaluate("button => button.click()")
            screen.page.wait_for_timeout(300)
    screen.settle()
    wait_until(screen, lambda: starts_in(site, roadmap) == item.starts.year + 3, "a press was lost or done twice")
    assert screen.page.get_by_text("Någon annan").count() == 0


PARTS = {"reports": "Reports", "indicators": "Indicators", "against": "Against the frozen plan", "effects": "Effects"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_fits_and_is_accessible(screen: Screen, demo: Roadmap, language: str) -> None:
    t, faults = Texts.of(language), []
    places = [("follow-up", name) for name in PARTS.values()] + [("plan", "Load"), ("plan", "Year by year")]
    for page, name in places:
        screen.resize(LAPTOP)
        screen.open(page, demo, language=language)
        view(screen, t(name))
        if name == "Load":
            screen.page.get_by_role("button", name=t("Level it")).click()
            screen.settle()
        for size, pixels in (("laptop", LAPTOP), ("phone", PHONE)):
            screen.resize(pixels)
            screen.settle()
            if screen.overflow > 0:
                faults.append(f"{name} {size}: {screen.overflow} pixels too wide")
            faults += [f"{name} {size}: {each['id']} {each['nodes'][0]['target']}" for each in screen.axe()]
            screen.picture(f"follow-{name.split()[0].lower()}-{language}-{size}")
    assert screen.exceptions == []
    assert not faults, "\n".join(faults)


def test_a_square_has_its_own_address(demo: Roadmap, site: Site) -> None:
    now = content(site, demo)
    cells = [cell for row in loads(now.interventions, {}, now.today, By.ROLE).cells.values() for cell in row]
    assert len({address(cell) for cell in cells}) == len(cells)


def test_a_manager_reads_the_plan_and_moves_nothing(browser: "Browser", site: Site) -> None:
    roadmap, item = begun(site)
    add = site.house.organisations.add_person
    manager = add(roadmap.organisation_id, "Maija", Role.MANAGER, Viewpoint.MANAGEMENT, site.coach.id)
    context = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]}, locale="sv-FI")
    cookie = site.house.identity.let_in(manager.id)
    context.add_cookies([{"name": COOKIE, "value": cookie, "url": site.server.url, "httpOnly": True}])
    screen = Screen(context.new_page(), site)
    screen.open("plan", roadmap)
    assert screen.page.get_by_role("link", name=SV("Scenarios")).count() == 0
    cell = screen.page.locator('.gantt [role=gridcell][aria-label^="Marknadsdialog"]')
    cell.focus()
    for key in ("ArrowRight", "Enter"):
        screen.page.keyboard.press(key)
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("Marknadsdialog").wait_for()
    assert dialog.get_by_role("textbox").count() == 0
    assert screen.axe() == []
    assert content(site, roadmap).interventions[0].starts == item.starts
    context.close()
