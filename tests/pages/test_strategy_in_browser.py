"""Strategy and policy lines in a real browser: what was shown as saved is there after a reload, in every language."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

import pytest

from lotsen.domain.goal import MOST_GOALS, Goal, GoalLevel
from lotsen.domain.organisation import Roadmap
from lotsen.domain.policy_line import Decision, LineStatus
from lotsen.texts import Texts
from tests.support.browser import PHONE, Screen, Site

pytestmark = pytest.mark.browser

SV = Texts.of("sv")
PROCUREMENT = GoalLevel.PROCUREMENT
DECISION = Decision("Kommunstyrelsen", dt.date(2026, 11, 16), "§ 118", "412/2026")
FOCUSED = """() => {
  let one = document.activeElement
  while (one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement
  return one.ariaLabel
}"""


def prepared(site: Site, titles: Sequence[str] = ("Klimatet", "Ekonomin", "Maten")) -> tuple[Roadmap, list[Goal]]:
    roadmap = site.roadmap()
    return roadmap, [site.house.goals.add(roadmap.id, PROCUREMENT, one, "sv", site.coach.id) for one in titles]


def marks(site: Site, roadmap: Roadmap) -> dict[str, int]:
    names = {goal.id: goal.title.show("sv") for goal in site.house.goals.all(roadmap.id)}
    given = site.house.weights.weighed(roadmap.id, PROCUREMENT).marks.get(site.coach.id, {})
    return {names[goal]: n for goal, n in given.items()}


def faults(screen: Screen) -> list[str]:
    screen.settle()
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in screen.axe()]


def press(screen: Screen, name: str, times: int = 1) -> None:
    """Press a button of an element by what it is called, as fast as a hand can't."""
    for _ in range(times):
        screen.page.get_by_role("button", name=name, exact=True).click(force=True)


def saved(screen: Screen) -> None:
    screen.page.get_by_text(f"✓ {SV('Saved')}").wait_for()


def until(screen: Screen, met: Callable[[], bool]) -> None:
    """Wait until the database says so: a dialog is drawn by itself and shows no revision."""
    for _ in range(600):
        if met():
            return
        screen.page.wait_for_timeout(50)
    pytest.fail("it was never saved")


def kept_of(site: Site, roadmap: Roadmap) -> tuple[str, str, str, str, int | None]:
    """What the first goal says by now."""
    goal = site.house.goals.all(roadmap.id)[0]
    return goal.description.show("sv"), goal.unit, str(goal.baseline), str(goal.target), goal.target_year


def test_fields_saved_on_leaving_them_survive_a_reload(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)

    screen.open("strategy", roadmap)
    press(screen, "Ändra: Klimatet")
    dialog = screen.page.get_by_role("dialog")
    written = {"Beskrivning": "Klimatneutral 2035.", "Enhet": "t CO2e", "Nu": "13 700", "Målvärde": "10 200,5"}
    for label, text in {**written, "Senast år": "2029"}.items():
        dialog.get_by_label(label, exact=True).fill(text)
        screen.page.keyboard.press("Tab")
    dialog.get_by_text(SV("Saved")).wait_for()
    until(screen, lambda: kept_of(site, roadmap) == ("Klimatneutral 2035.", "t CO2e", "13700.0000", "10200.5000", 2029))
    screen.page.reload()
    screen.settle()
    screen.page.get_by_text(re.compile(r"13\s700\s→\s10\s200,5\st\sCO2e")).wait_for()


def test_marks_pressed_fast_are_all_kept_and_the_eleventh_is_refused(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("strategy", roadmap)
    press(screen, "Ge Klimatet en poäng till", 6)
    press(screen, "Ge Maten en poäng till", 5)
    saved(screen)
    assert marks(site, roadmap) == {"Klimatet": 6, "Maten": 4}
    screen.page.get_by_text("Ta först från ett annat mål").wait_for()
    screen.page.reload()
    screen.settle()
    screen.page.get_by_text("6 · 60 %").wait_for()
    press(screen, "Ta ett poäng från Klimatet")
    saved(screen)
    assert marks(site, roadmap) == {"Klimatet": 5, "Maten": 4}


def test_points_are_the_same_weights_and_change_in_fives(screen: Screen, site: Site) -> None:
    roadmap, (climate, economy, _) = prepared(site)
    site.house.weights.give(roadmap.id, PROCUREMENT, site.coach.id, {climate.id: 7, economy.id: 3}, 10, site.coach.id)
    screen.open("strategy", roadmap)
    screen.page.get_by_text("100 poäng", exact=True).click()
    screen.page.get_by_label("Poäng till Klimatet").wait_for()
    assert marks(site, roadmap) == {"Klimatet": 7, "Ekonomin": 3}, "looking at another scale changes nothing"
    press(screen, "Ta fem poäng från Klimatet")
    saved(screen)
    press(screen, "Ge Maten fem poäng till")
    screen.page.get_by_label("Poäng till Ekonomin").fill("29")
    screen.page.keyboard.press("Tab")
    screen.page.get_by_text("Kvar att dela ut: 1 av 100").wait_for()
    until(screen, lambda: marks(site, roadmap) == {"Klimatet": 65, "Ekonomin": 29, "Maten": 5})
    saved(screen)


def test_goals_change_places_by_arrows_and_by_dragging(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("strategy", roadmap)
    with screen.saves():
        press(screen, "Flytta ned: Klimatet")
    titles = screen.page.locator("li .title")
    assert titles.all_inner_texts() == ["Ekonomin", "Klimatet", "Maten"]
    with screen.saves():
        screen.page.locator("li", has_text="Maten").first.drag_to(screen.page.locator("li", has_text="Ekonomin").first)
    assert [goal.title.show("sv") for goal in site.house.goals.all(roadmap.id)] == ["Maten", "Ekonomin", "Klimatet"]


def test_a_goal_is_moved_by_keyboard_and_the_focus_goes_with_it(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("strategy", roadmap)
    screen.page.get_by_role("button", name="Flytta ned: Klimatet", exact=True).focus()
    for _ in range(2):
        with screen.saves():
            screen.page.keyboard.press("Enter")
    assert [goal.title.show("sv") for goal in site.house.goals.all(roadmap.id)] == ["Ekonomin", "Maten", "Klimatet"]
    assert screen.page.evaluate(FOCUSED) == "Flytta ned: Klimatet"


def test_dialogs_and_the_document_are_accessible(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    line = site.house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", site.coach.id)
    screen.open("strategy", roadmap)
    press(screen, "Ändra: Klimatet")
    screen.page.get_by_role("dialog").get_by_label("Rubrik").wait_for()
    assert faults(screen) == []
    screen.open("policy-lines", roadmap)
    press(screen, "Öppna: Marknaden hörs först.")
    screen.page.get_by_role("dialog").get_by_label("Riktlinjens text").wait_for()
    assert faults(screen) == []
    site.house.policy_lines.adopt(roadmap.id, line.id, DECISION, site.coach.id)
    screen.open("policy-lines", roadmap)
    screen.page.get_by_text("Läs som dokument").click()
    screen.page.get_by_text("Gäller all upphandling").wait_for()
    assert faults(screen) == []


def test_switching_the_language_changes_nothing_that_is_stored(screen: Screen, site: Site) -> None:
    roadmap, (goal, *_) = prepared(site)
    line = site.house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", site.coach.id)
    site.house.weights.give(roadmap.id, PROCUREMENT, site.coach.id, {goal.id: 10}, 10, site.coach.id)
    before = (site.house.goals.all(roadmap.id), site.house.policy_lines.book(roadmap.id), marks(site, roadmap))
    for address in ("strategy", "policy-lines"):
        screen.open(address, roadmap)
        for name in ("Suomi", "English", "Svenska"):
            screen.page.get_by_role("radio", name=name).or_(screen.page.get_by_role("button", name=name)).first.click()
            screen.settle()
            screen.page.locator("button[data-act=open]").first.click()
            screen.page.get_by_role("dialog").wait_for()
            screen.settle()
            screen.page.keyboard.press("Escape")
            screen.page.get_by_role("dialog").wait_for(state="hidden")
            screen.settle()
    after = (site.house.goals.all(roadmap.id), site.house.policy_lines.book(roadmap.id), marks(site, roadmap))
    assert after == before
    assert after[1].lines[0].id == line.id


def test_the_goal_after_the_thirtieth_is_refused_kindly(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site, [f"Mål {n}" for n in range(MOST_GOALS)])
    screen.open("strategy", roadmap)
    screen.page.get_by_label("Ett eget mål").fill("Ett till")
    screen.page.get_by_role("button", name="Lägg till", exact=True).click()
    screen.page.get_by_text("Det finns redan 30 mål").wait_for()
    assert len(site.house.goals.all(roadmap.id)) == MOST_GOALS


def test_national_goals_are_picked_with_their_source(screen: Screen, site: Site) -> None:
    roadmap = site.roadmap()
    screen.open("strategy", roadmap)
    screen.page.get_by_role("button", name="Välj nationella mål").click()
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("biologisk mångfald").or_(dialog.get_by_text("biologiska mångfalden")).first.click()
    screen.settle()
    with screen.saves():
        dialog.get_by_role("button", name="Lägg till 1 mål").click()
    (goal,) = site.house.goals.all(roadmap.id)
    assert goal.origin == "national.ecological.biodiversity"


def test_removing_asks_and_names_what_goes(screen: Screen, site: Site) -> None:
    roadmap, (goal, *_) = prepared(site)
    site.house.weights.give(roadmap.id, PROCUREMENT, site.coach.id, {goal.id: 10}, 10, site.coach.id)
    screen.open("strategy", roadmap)
    press(screen, "Ändra: Klimatet")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ta bort målet").click()
    dialog.get_by_text("1 persons poäng på det").wait_for()
    with screen.saves():
        dialog.get_by_role("button", name="Ta bort målet").click()
    assert [one.title.show("sv") for one in site.house.goals.all(roadmap.id)] == ["Ekonomin", "Maten"]


def test_a_decision_locks_a_line_and_a_new_edition_opens_it(screen: Screen, site: Site) -> None:
    roadmap = site.roadmap()
    line = site.house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", site.coach.id)
    screen.open("policy-lines", roadmap)
    press(screen, "Öppna: Marknaden hörs först.")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_text("Bindande", exact=True).click()
    dialog.get_by_text(SV("Saved")).wait_for()
    dialog.get_by_text("Anteckna beslutet som antar den").click()
    dialog.get_by_label("Organ").fill("Kommunstyrelsen")
    dialog.get_by_label("Paragraf").fill("§ 118")
    dialog.get_by_label("Diarienummer").fill("412/2026")
    dialog.get_by_role("button", name="Anta", exact=True).click()
    dialog.get_by_text("Version 1 är antagen och låst.").wait_for()
    assert dialog.get_by_role("textbox").count() == 0
    kept = site.house.policy_lines.book(roadmap.id).lines[0]
    assert (kept.status, kept.force.value) == (LineStatus.ADOPTED, "binding")
    dialog.get_by_role("button", name="Börja på en ny version").click()
    dialog.get_by_label("Riktlinjens text").fill("Marknaden hörs alltid.")
    dialog.get_by_label("Motivering").click()
    until(screen, lambda: site.house.policy_lines.book(roadmap.id).lines[0].text.show("sv").endswith("alltid."))
    screen.page.reload()
    screen.settle()
    book = site.house.policy_lines.book(roadmap.id)
    in_force = book.in_force(book.lines[0])
    assert in_force is not None and in_force.text.show("sv") == "Marknaden hörs först."
    screen.page.get_by_text("Marknaden hörs alltid.").wait_for()
    screen.page.get_by_text("Läs som dokument").click()
    screen.page.get_by_text("Marknaden hörs först.").wait_for()
    assert line.id == book.lines[0].id


def test_the_pages_fit_a_phone_and_targets_fit_a_thumb(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    line = site.house.policy_lines.add(roadmap.id, "Marknaden hörs först.", "sv", site.coach.id)
    site.house.policy_lines.adopt(roadmap.id, line.id, DECISION, site.coach.id)
    screen.resize(PHONE)
    for address in ("strategy", "policy-lines"):
        screen.open(address, roadmap)
        assert screen.overflow <= 0
        for box in [one.bounding_box() for one in screen.page.locator("li button").all()]:
            assert box is not None and min(box["width"], box["height"]) >= 44


def test_what_is_typed_fast_is_saved_while_the_database_is_busy(screen: Screen, site: Site) -> None:
    roadmap, _ = prepared(site)
    screen.open("strategy", roadmap)
    press(screen, "Ändra: Klimatet")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Beskrivning", exact=True).wait_for()
    written = {"Beskrivning": "Klimatneutral 2035.", "Enhet": "t CO2e", "Nu": "13 700", "Målvärde": "10 200,5"}
    with site.house.database.writing() as db:
        db.connection()
        for label, text in {**written, "Senast år": "2029"}.items():
            dialog.get_by_label(label, exact=True).fill(text)
            screen.page.keyboard.press("Tab")
            screen.page.wait_for_timeout(150)
    until(screen, lambda: kept_of(site, roadmap) == ("Klimatneutral 2035.", "t CO2e", "13700.0000", "10200.5000", 2029))
