"""The Gantt that is worked with, in a real browser: by mouse and keyboard, with clashes, undo, zoom and answers."""

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from lotsen.domain.intervention import Acceptance, Intervention
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Roadmap
from lotsen.services.identity import COOKIE
from lotsen.texts import Texts
from tests.pages.test_plan_in_browser import kept, prepared, until
from tests.support.browser import PHONE, Screen, Site, watched
from tests.sweep.test_sweep import unfit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = pytest.mark.browser

SV = Texts.of("sv")


def days(item: Intervention) -> tuple[str, str]:
    return str(item.starts), str(item.ends)


def opened(screen: Screen, site: Site, *, language: str = "sv") -> tuple[Roadmap, list[Intervention]]:
    roadmap, items = prepared(site)
    screen.open("plan", roadmap, language=language)
    screen.page.locator(".gantt .body").first.wait_for()
    return roadmap, items


def cell(screen: Screen, title: str) -> "Locator":
    return screen.page.locator(f'.gantt [role=gridcell][aria-label^="{title}"]')


def drag(screen: Screen, title: str, pixels: float, *, handle: str = "") -> None:
    """Take a bar (or its end) and put it down so many pixels further on. Near the right edge the sheet comes along, by
    as much as the bar is held there."""
    screen.settle()
    held = cell(screen, title).locator(f".body {handle}".strip())
    held.hover()
    box = held.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen.page.mouse.down()
    for n in range(1, 6):
        screen.page.mouse.move(x + pixels * n / 5, y)
    screen.page.evaluate("new Promise(requestAnimationFrame)")
    screen.page.mouse.up()


def month(screen: Screen) -> float:
    """How wide a month is, from a bar of three."""
    screen.settle()
    box = cell(screen, "Marknadsdialog").locator(".body").bounding_box()
    assert box is not None
    return float(box["width"]) / 90 * 30.44


def saved(screen: Screen) -> None:
    screen.page.locator(".gantt .state").get_by_text(SV("Saved")).wait_for()


def test_a_bar_is_dragged_by_the_mouse_saved_and_taken_back(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    drag(screen, "Utbilda beställare", month(screen))
    until(screen, lambda: days(kept(site, roadmap)[2]) == ("2027-08-01", "2027-10-31"))
    saved(screen)
    assert "1 augusti 2027 – 31 oktober 2027" in str(cell(screen, "Utbilda beställare").get_attribute("aria-label"))
    screen.page.get_by_role("button", name="Ångra").click()
    until(screen, lambda: days(kept(site, roadmap)[2]) == ("2027-07-01", "2027-09-30"))
    screen.settle()
    assert screen.page.get_by_role("button", name="Ångra").is_disabled()


def test_an_end_is_dragged_and_only_the_end_moves(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    drag(screen, "Utbilda beställare", month(screen), handle=".to")
    until(screen, lambda: days(kept(site, roadmap)[2]) == ("2027-07-01", "2027-10-31"))


def test_what_is_saved_while_the_next_bar_is_held_does_not_take_it_away(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    wide = month(screen)
    drag(screen, "Utbilda beställare", wide)
    box = cell(screen, "Upphandla måltider").locator(".body").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen.page.mouse.move(x, y)
    screen.page.mouse.down()
    screen.page.mouse.move(x + wide / 2, y)
    until(screen, lambda: days(kept(site, roadmap)[2])[0] == "2027-08-01")
    screen.settle()
    screen.page.mouse.move(x + wide, y)
    screen.page.evaluate("new Promise(requestAnimationFrame)")
    screen.page.mouse.up()
    until(screen, lambda: [days(i)[0] for i in kept(site, roadmap)[1:]] == ["2027-05-01", "2027-08-01"])
    saved(screen)


def test_a_bar_is_moved_and_stretched_by_keyboard_and_sent_by_enter(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    cell(screen, "Utbilda beställare").focus()
    keyboard = screen.page.keyboard
    keyboard.press("ArrowRight")
    keyboard.press("Shift+ArrowRight")
    screen.page.get_by_text("1 augusti 2027 – 30 november 2027. Enter flyttar den dit").wait_for()
    assert days(kept(site, roadmap)[2]) == ("2027-07-01", "2027-09-30"), "nothing is sent before Enter"
    keyboard.press("Escape")
    keyboard.press("ArrowLeft")
    keyboard.press("Enter")
    until(screen, lambda: days(kept(site, roadmap)[2]) == ("2027-06-01", "2027-08-31"))
    saved(screen)
    keyboard.press("Control+z")
    until(screen, lambda: days(kept(site, roadmap)[2]) == ("2027-07-01", "2027-09-30"))


def test_leaving_a_bar_without_enter_moves_nothing_and_says_so(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    cell(screen, "Utbilda beställare").focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowUp")
    screen.page.get_by_text("Inte flyttad: du tryckte inte på Enter.").wait_for()
    assert days(kept(site, roadmap)[2]) == ("2027-07-01", "2027-09-30")


def test_close_up_a_key_is_a_day(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    screen.page.get_by_role("radio", name="Veckor").click()
    screen.page.get_by_text("v. 48").wait_for()
    assert screen.page.locator(".ground .free").count() > 3
    cell(screen, "Utbilda beställare").focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("Enter")
    until(screen, lambda: days(kept(site, roadmap)[2]) == ("2027-07-03", "2027-10-02"))


def test_holidays_are_named_close_up(screen: Screen, site: Site) -> None:
    opened(screen, site)
    cell(screen, "Upphandla måltider").focus()
    screen.page.keyboard.press("+")
    screen.page.keyboard.press("+")
    screen.page.locator(".ground .holiday").first.wait_for(state="attached")
    names = screen.page.locator(".ground .holiday").evaluate_all("all => all.map(one => one.title)")
    assert set(names) & {"Första maj", "Kristi himmelsfärdsdag", "Pingstdagen", "Annandag påsk", "Midsommardagen"}


def test_a_move_that_others_wait_for_is_asked_about_and_takes_them_along(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    drag(screen, "Marknadsdialog", 3 * month(screen))
    screen.page.get_by_text("1 annan väntar på den").wait_for()
    screen.page.get_by_text("Upphandla måltider: 1.4.2027–30.6.2027 → 1.7.2027–30.9.2027").wait_for()
    assert days(kept(site, roadmap)[0])[0] == "2027-01-01", "asking moves nothing"
    screen.page.keyboard.press("Enter")
    until(screen, lambda: [days(i)[0] for i in kept(site, roadmap)] == ["2027-04-01", "2027-07-01", "2027-07-01"])
    saved(screen)
    screen.page.get_by_role("button", name="Ångra").click()
    until(screen, lambda: [days(i)[0] for i in kept(site, roadmap)] == ["2027-01-01", "2027-04-01", "2027-07-01"])


def test_a_clash_may_stay_and_is_shown_or_the_move_left(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    drag(screen, "Marknadsdialog", month(screen))
    screen.page.get_by_role("button", name="Låt det vara som det var").click()
    screen.page.locator(".gantt .question").wait_for(state="hidden")
    assert days(kept(site, roadmap)[0])[0] == "2027-01-01"
    drag(screen, "Marknadsdialog", month(screen))
    screen.page.get_by_role("button", name="Låt de andra stå och visa krocken").click()
    until(screen, lambda: days(kept(site, roadmap)[0])[0] == "2027-02-01")
    screen.page.locator(".links .line.clash").wait_for(state="attached")
    screen.page.get_by_text("”Upphandla måltider” börjar 30 dagar innan ”Marknadsdialog” har slutat.").first.wait_for()


def test_undo_is_refused_in_words_when_somebody_has_moved_it_since(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    drag(screen, "Utbilda beställare", month(screen))
    saved(screen)
    now = kept(site, roadmap)[2]
    site.house.interventions.change(now, site.coach.id, ends=dt.date(2027, 12, 31))
    screen.page.get_by_role("button", name="Ångra").click()
    screen.page.get_by_text("Det här går inte att ångra: någon har flyttat åtgärden sedan dess.").first.wait_for()
    assert days(kept(site, roadmap)[2]) == ("2027-08-01", "2027-12-31")


def test_a_drag_on_what_somebody_moved_meanwhile_is_refused_and_shows_where_it_is(screen: Screen, site: Site) -> None:
    _, items = opened(screen, site)
    site.house.interventions.change(items[2], site.coach.id, ends=dt.date(2027, 12, 31))
    drag(screen, "Utbilda beställare", month(screen))
    screen.page.get_by_text("Någon annan har flyttat åtgärden under tiden.").first.wait_for()
    assert "31 december 2027" in str(cell(screen, "Utbilda beställare").get_attribute("aria-label"))


def test_accepting_in_the_panel_takes_the_dashes_away(screen: Screen, site: Site) -> None:
    roadmap, _ = opened(screen, site)
    assert screen.page.locator(".cell.unanswered").count() == 3
    cell(screen, "Marknadsdialog").focus()
    screen.page.keyboard.press("Enter")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ta på sig").click()
    until(screen, lambda: kept(site, roadmap)[0].acceptance is Acceptance.ACCEPTED)
    screen.settle()
    dialog.get_by_role("button", name="Close").click()
    screen.page.get_by_text("2 åtgärder väntar på svar").wait_for()
    screen.settle()
    assert screen.page.locator(".cell.unanswered").count() == 2


def test_a_frozen_plan_lies_behind_the_bars(screen: Screen, site: Site) -> None:
    roadmap, items = prepared(site)
    site.house.baselines.take(roadmap.id, site.coach.id, "Fullmäktige")
    site.house.interventions.change(items[2], site.coach.id, ends=dt.date(2027, 12, 31))
    screen.open("plan", roadmap)
    screen.page.get_by_label("Jämförs med").click()
    screen.page.get_by_role("option", name="Fullmäktige").click()
    screen.page.locator(".gantt .before").first.wait_for()
    assert screen.page.locator(".gantt .before").count() == 3
    screen.page.get_by_text("Planen jämförd med en fryst plan").click()
    screen.page.get_by_text("1 har skjutits upp; mest med 92 dagar.").first.wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zoom", range(4))
def test_a_phone_meets_the_years_first_and_works_with_the_gantt_below(
    screen: Screen, site: Site, language: str, zoom: int
) -> None:
    screen.resize(PHONE)
    opened(screen, site, language=language)
    years, gantt = (screen.page.locator(where).bounding_box() for where in (".path-year >> nth=0", ".gantt"))
    assert years is not None
    assert gantt is not None
    assert years["y"] < gantt["y"]
    screen.page.locator(".zooms button").nth(zoom).click()
    assert screen.overflow <= 0
    assert unfit(screen) == []
    screen.page.locator(".gantt").scroll_into_view_if_needed()
    screen.picture(f"gantt-{language}-phone-{zoom}", whole=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gantt_is_a_table_to_a_screen_reader(screen: Screen, site: Site, language: str) -> None:
    opened(screen, site, language=language)
    t = Texts.of(language)
    grid = screen.page.get_by_role("treegrid", name=t("The plan over time"))
    rows = grid.get_by_role("row")
    assert rows.count() == int(grid.get_attribute("aria-rowcount") or 0)
    first = grid.get_by_role("row").nth(2)
    assert first.get_by_role("rowheader").inner_text() == "Marknadsdialog"
    spoken = [each.inner_text() for each in first.get_by_role("gridcell").all()][:4]
    assert spoken[0] == "Aino Lehtonen"
    assert all("2027" in each for each in spoken[1:3])
    assert screen.page.locator("[role=treegrid] [tabindex='0']").count() == 1
    assert unfit(screen) == []


def test_by_thumb_every_target_is_large_enough(screen: Screen, site: Site, browser: "Browser") -> None:
    roadmap, _ = prepared(site)
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.add_cookies([{"name": COOKIE, "value": site.token, "url": site.server.url, "httpOnly": True}])
    page = context.new_page()
    page.goto(f"{site.server.url}/plan?lang=sv&roadmap={roadmap.id}")
    page.locator(".gantt .body").first.wait_for()
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('*')]
          .flatMap(one => [...one.shadowRoot?.querySelectorAll('.tools button, .reach') ?? []])
          .map(one => one.getBoundingClientRect().height)"""
    )
    context.close()
    assert min(sizes) >= 44


def test_a_bar_is_dragged_by_a_finger_on_a_phone(site: Site, browser: "Browser") -> None:
    roadmap, _ = prepared(site)
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": COOKIE, "value": site.token, "url": site.server.url, "httpOnly": True}])
    phone = watched(context.new_page(), site)
    phone.open("plan", roadmap)
    held = cell(phone, "Utbilda beställare").locator(".body")
    held.scroll_into_view_if_needed()
    phone.settle()
    box = held.bounding_box()
    assert box is not None
    x, y, wide = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 90 * 30.44
    finger = context.new_cdp_session(phone.page)

    def touch(kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", x, y)
    for n in range(1, 9):
        touch("touchMove", x - wide * n / 8, y)
    phone.page.evaluate("new Promise(requestAnimationFrame)")
    touch("touchEnd")
    until(phone, lambda: days(kept(site, roadmap)[2])[0] == "2027-06-01")
    saved(phone)
    assert phone.complaints == [] and phone.overflow <= 0
    context.close()
