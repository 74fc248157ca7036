"""The plan in a real browser: bars that open, moves that ask, a grid that loses nothing, a phone that reads it."""

from collections.abc import Callable, Sequence

import pytest

from lotsen.domain.intervention import Intervention
from lotsen.domain.organisation import OrganisationKind, Roadmap, Role, Viewpoint
from lotsen.domain.quarter import Quarter
from lotsen.store.starter import starter
from lotsen.texts import Texts
from tests.support.browser import PHONE, Screen, Site

pytestmark = pytest.mark.browser

SV = Texts.of("sv")


def prepared(site: Site) -> tuple[Roadmap, list[Intervention]]:
    """Three interventions in a row, the second waiting for the first."""
    roadmap, who, plans = site.roadmap(), site.coach.id, site.house.interventions
    first = plans.add(roadmap.id, who, "Marknadsdialog", "sv", owner="Aino Lehtonen", quarter=Quarter(2027, 1))
    second = plans.add(roadmap.id, who, "Upphandla måltider", "sv", owner="Björn Ek", quarter=Quarter(2027, 2))
    second = plans.change(second, who, predecessors=(first.id,))
    third = plans.add(roadmap.id, who, "Utbilda beställare", "sv", owner="Cecilia Dahl", quarter=Quarter(2027, 3))
    return roadmap, [first, second, third]


def kept(site: Site, roadmap: Roadmap) -> Sequence[Intervention]:
    here = site.house.organisations.standing(roadmap.id, site.coach.id)
    return site.house.interventions.content(roadmap.id, here.roadmap.revision, "Europe/Helsinki").interventions


def until(screen: Screen, met: Callable[[], bool]) -> None:
    """Wait until the database says so: a dialog is drawn by itself and shows no revision."""
    for _ in range(600):
        if met():
            return
        screen.page.wait_for_timeout(50)
    pytest.fail("it was never saved")


def click_bar(screen: Screen, number: int) -> None:
    screen.page.locator(".gantt .body").nth(number).click()
    screen.page.get_by_role("dialog").get_by_text("När och vem").wait_for()


def test_a_bar_opens_its_panel_and_a_field_left_is_saved(screen: Screen, site: Site) -> None:
    roadmap, items = prepared(site)
    screen.open("plan", roadmap)
    click_bar(screen, 1)
    dialog = screen.page.get_by_role("dialog")
    owner = dialog.get_by_label("Ansvarig", exact=True)
    assert owner.input_value() == "Björn Ek"
    owner.fill("Cecilia Dahl")
    screen.page.keyboard.press("Tab")
    dialog.get_by_text(SV("Saved")).wait_for()
    until(screen, lambda: kept(site, roadmap)[1].owner == "Cecilia Dahl")
    screen.page.reload()
    screen.settle()
    assert str(items[1].id) in screen.page.url
    assert screen.page.get_by_role("dialog").get_by_label("Ansvarig", exact=True).input_value() == "Cecilia Dahl"


def test_costs_by_year_are_told_in_the_panel_and_move_along_with_the_bar(screen: Screen, site: Site) -> None:
    roadmap, items = prepared(site)
    site.house.interventions.change(items[2], site.coach.id, cost_cents=90_000_00)
    screen.open("plan", roadmap)
    click_bar(screen, 2)
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("tab", name="Kostnad och arbete").click()
    dialog.get_by_label("2027", exact=True).fill("60 000")
    screen.page.keyboard.press("Tab")
    dialog.get_by_text("av kostnaden står inte på något år").wait_for()
    until(screen, lambda: kept(site, roadmap)[2].yearly_cents == ((2027, 60_000_00),))
    dialog.get_by_role("tab", name="När och vem").click()
    for _ in range(2):
        dialog.get_by_role("button", name="Ett kvartal senare").click()
        screen.settle()
    until(screen, lambda: kept(site, roadmap)[2].yearly_cents == ((2028, 60_000_00),))


def test_a_closed_panel_leaves_the_address_and_the_same_bar_opens_again(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("plan", roadmap)
    for _ in range(2):
        click_bar(screen, 0)
        screen.page.keyboard.press("Escape")
        screen.page.get_by_role("dialog").wait_for(state="detached")
        screen.page.wait_for_function("() => !location.search.includes('intervention=')")
        screen.settle()


def test_a_move_asks_when_others_wait_and_takes_them_along(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("plan", roadmap)
    click_bar(screen, 0)
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ett kvartal senare").click()
    dialog.get_by_text("1 annan väntar på den").wait_for()
    dialog.get_by_text("Upphandla måltider: 1.4.2027–30.6.2027 → 1.7.2027–30.9.2027").wait_for()
    assert str(kept(site, roadmap)[0].starts) == "2027-01-01", "asking moves nothing"
    dialog.get_by_role("button", name="Flytta också dem som väntar").click()
    until(screen, lambda: [str(i.starts) for i in kept(site, roadmap)] == ["2027-04-01", "2027-07-01", "2027-07-01"])


def test_a_move_may_leave_the_others_and_the_page_then_shows_the_clash(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("plan", roadmap)
    click_bar(screen, 0)
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="En månad senare").click()
    dialog.get_by_role("button", name="Låt de andra stå och visa krocken").click()
    until(screen, lambda: str(kept(site, roadmap)[0].starts) == "2027-02-01")
    screen.settle()
    screen.page.keyboard.press("Escape")
    screen.page.get_by_text("”Upphandla måltider” börjar 30 dagar innan ”Marknadsdialog” har slutat.").first.wait_for()


def test_cells_typed_as_fast_as_can_be_are_all_saved(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("plan", roadmap)
    screen.page.get_by_text("Redigera i tabell", exact=True).click()
    screen.page.get_by_label("Klart, %: Marknadsdialog").click()
    for number in ("11", "22", "33"):
        screen.page.keyboard.type(number)
        screen.page.keyboard.press("Enter")
    screen.page.get_by_label("Ansvarig: Utbilda beställare").fill("Dan")
    screen.page.get_by_label("Sista dag: Upphandla måltider").fill("2027-08-31")
    screen.page.keyboard.press("Enter")
    screen.page.get_by_text(f"✓ {SV('Saved')}").wait_for()
    first, second, third = kept(site, roadmap)
    assert [item.progress for item in (first, second, third)] == [11, 22, 33]
    assert (third.owner, str(second.ends)) == ("Dan", "2027-08-31")
    screen.page.reload()
    screen.settle()
    assert "3 av 3 åtgärder pågår" in screen.words


def test_a_cell_that_cannot_be_is_refused_in_words_and_shows_what_is_kept(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("plan", roadmap)
    screen.page.get_by_text("Redigera i tabell", exact=True).click()
    cell = screen.page.get_by_label("Sista dag: Upphandla måltider")
    cell.fill("2027-01-01")
    screen.page.keyboard.press("Enter")
    screen.page.get_by_text("Den sista dagen, 1.1.2027, är före den första, 1.4.2027.").wait_for()
    assert cell.input_value() == "2027-06-30"


def seen_elsewhere(site: Site, roadmap: Roadmap) -> None:
    """Three organisations that the coach is not in saw a strong effect of the library's first intervention."""
    house = site.house
    body = roadmap.organisation_id
    nina = house.organisations.add_person(body, "Nina", Role.COACH, Viewpoint.PROCUREMENT, site.coach.id)
    for n in range(3):
        other = house.organisations.make(f"Grannby {n}", OrganisationKind.MUNICIPALITY, 9_000, ("sv",), nina)
        (goal,) = house.goals.pick(other.id, [starter().goals[0].key], nina.id)
        item = house.interventions.pick(other.id, nina.id, starter().interventions[0].key)
        house.followup.report_effect(other.id, nina.id, item.id, goal.id, 2)


def test_the_library_adds_what_is_picked_and_says_so(screen: Screen, site: Site) -> None:
    roadmap = site.roadmap()
    seen_elsewhere(site, roadmap)
    screen.open("plan", roadmap)
    screen.page.get_by_role("button", name="Välj ur biblioteket").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("Sett på annat håll: oftast stark effekt på").wait_for()
    dialog.get_by_role("button", name="Lägg till", exact=True).nth(2).click()
    dialog.get_by_text("I planen").wait_for()
    assert len(kept(site, roadmap)) == 1
    screen.page.keyboard.press("Escape")
    screen.page.get_by_text("1 åtgärd, som inte pågår").first.wait_for()


def test_a_phone_reads_the_plan_quarter_by_quarter(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.resize(PHONE)
    screen.open("plan", roadmap)
    screen.page.get_by_role("link", name="Upphandla måltider").first.wait_for()
    assert screen.overflow <= 0


def test_an_own_intervention_is_added_by_keyboard_and_survives_a_reload(screen: Screen, site: Site) -> None:
    roadmap = site.roadmap()
    screen.open("plan", roadmap)
    with screen.saves():
        screen.page.get_by_label("Vad görs").fill("Marknadsdialog om närmat")
        screen.page.get_by_label("Ansvarig").fill("Aino")
        screen.page.keyboard.press("Enter")
    screen.page.reload()
    screen.settle()
    assert "1 åtgärd, som inte pågår" in screen.words
    (made,) = kept(site, roadmap)
    assert (made.owner, made.starts is not None) == ("Aino", True)
