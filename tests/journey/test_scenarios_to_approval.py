"""From what if to what was approved, in every language: five scenarios, a plan moved by mouse and keyboard, a clash
shown and solved, load levelled, a report by thumb, and the manager's word. Every screen on the way is accessible."""

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Locator

from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.load import By, loads
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.domain.quarter import Quarter
from lotsen.services.identity import COOKIE
from lotsen.store.starter import starter
from lotsen.texts import Texts
from tests.support.browser import LAPTOP, PHONE, Screen, Site, watched

pytestmark = pytest.mark.browser

STORIES = ("as_now", "half_budget", "climate_first", "savings_first", "key_person")
NOW, DIALOGUE, MEALS, CLIMATE, TRAINING = "Avtalsregister", "Marknadsdialog", "Måltider", "Klimatkrav", "Utbildning"


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_five_scenarios_to_an_approved_plan(language: str, screen: Screen, site: Site, browser: Browser) -> None:
    t = Texts.of(language)
    roadmap, manager = prepared(site)
    screen.open("scenarios", roadmap, language=language)
    compare_five(screen, t)
    screen.open("plan", roadmap, language=language)
    screen.page.locator(".gantt .body").first.wait_for()
    drag_by_mouse(screen, site, roadmap, t)
    move_by_keyboard(screen, site, roadmap, t)
    clash_and_solve(screen, site, roadmap, t)
    level(screen, site, roadmap, t)
    report_by_thumb(screen, site, roadmap, t)
    freeze(screen, roadmap, t)
    approve(site, browser, roadmap, manager, t)


def prepared(site: Site) -> tuple[Roadmap, Person]:
    """Five interventions with goals, money and days; one has begun, and two are too much for Aino in one quarter."""
    roadmap, who, plans = site.roadmap(), site.coach.id, site.house.interventions
    national = [one.key for one in site.house.goals.national()]
    keys = [
        next(key for key in national if key.startswith(start)) for start in ("national.ecological", "national.economic")
    ]
    climate, money = site.house.goals.pick(roadmap.id, keys, who)
    body = site.house.organisations.standing(roadmap.id, who)
    today = site.house.interventions.content(roadmap.id, body.roadmap.revision, body.organisation.zone).today
    now = Quarter.of(today)
    soon = Quarter(now.year + 1, 1)
    made = {}
    for title, owner, quarter, days, cost, goal, strength in (
        (NOW, "Aino Lehtonen", now, 4, 10_000_00, money, 1),
        (DIALOGUE, "Björn Ek", soon, 4, 20_000_00, climate, 2),
        (MEALS, "Cecilia Dahl", soon + 1, 5, 60_000_00, climate, 2),
        (CLIMATE, "Aino Lehtonen", soon + 1, 5, 30_000_00, climate, 1),
        (TRAINING, "Aino Lehtonen", soon + 1, 5, 40_000_00, money, 2),
    ):
        item = plans.add(roadmap.id, who, title, "sv", owner=owner, quarter=quarter)
        item = plans.change(item, who, cost_cents=cost, owner_role=owner.split()[0].lower())
        plans.set_effort(roadmap.id, who, item.id, owner, days)
        plans.set_effect(roadmap.id, who, item.id, goal.id, strength)
        made[title] = item.id
    meals = kept(site, roadmap)[MEALS]
    plans.change(meals, who, predecessors=(made[DIALOGUE],))
    manager = site.house.organisations.add_person(
        body.organisation.id, "Direktör Holm", Role.MANAGER, Viewpoint.MANAGEMENT, site.coach.id
    )
    return roadmap, manager


def kept(site: Site, roadmap: Roadmap) -> dict[str, Intervention]:
    here = site.house.organisations.standing(roadmap.id, site.coach.id)
    items = site.house.interventions.content(roadmap.id, here.roadmap.revision, here.organisation.zone).interventions
    return {item.title.show("sv"): item for item in items}


def until(screen: Screen, met: Callable[[], object]) -> None:
    for _ in range(1200):
        if met():
            return
        screen.page.wait_for_timeout(50)
    pytest.fail("it never came to that")


def sound(screen: Screen, name: str, t: Texts, *, whole: bool = True) -> None:
    """What every screen on the way promises; with a picture."""
    screen.settle()
    assert screen.exceptions == []
    assert screen.overflow <= 0
    assert [f"{each['id']} {each['nodes'][0]['target']}" for each in screen.axe()] == []
    screen.picture(f"journey-{name}-{t.language}", whole=whole)


# Scenarios -------------------------------------------------------------------------------------------------------


def compare_five(screen: Screen, t: Texts) -> None:
    stories = [t.local(starter().scenario[key].name) for key in STORIES]
    for n, name in enumerate(stories):
        if n == 1:
            screen.page.get_by_text(t("One more scenario"), exact=True).click()
            screen.settle()
        with screen.saves():
            screen.page.get_by_role("button", name=name, exact=True).click()
    screen.page.get_by_role("button", name=t("Find the best plan of every scenario")).click()
    heading = screen.page.get_by_role("heading", name=t("The scenarios beside each other"))
    table = screen.page.locator("table").filter(has=screen.page.get_by_role("columnheader", name=stories[-1]))
    heading.wait_for()
    until(screen, lambda: screen.words.count(t("0, proven")) == len(stories))
    heads = [each.inner_text().strip() for each in table.first.get_by_role("columnheader").all()]
    assert heads[1:] == stories
    screen.page.get_by_text(t("Effect by goal, and what is chosen where")).click()
    sound(screen, "scenarios", t)
    screen.resize(LAPTOP)


# The Gantt -------------------------------------------------------------------------------------------------------


def cell(screen: Screen, title: str) -> Locator:
    return screen.page.locator(f'.gantt [role=gridcell][aria-label^="{title}"]')


def drag(screen: Screen, title: str, months: float) -> None:
    """Take a bar of three months and put it down so many months further on."""
    screen.settle()
    held = cell(screen, title).locator(".body")
    held.hover()
    box = held.bounding_box()
    assert box is not None
    x, y, pixels = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 90 * 30.44 * months
    screen.page.mouse.down()
    for n in range(1, 6):
        screen.page.mouse.move(x + pixels * n / 5, y)
    screen.page.evaluate("new Promise(requestAnimationFrame)")
    screen.page.mouse.up()


def month_of(item: Intervention) -> int:
    assert item.starts is not None
    return item.starts.year * 12 + item.starts.month


def drag_by_mouse(screen: Screen, site: Site, roadmap: Roadmap, t: Texts) -> None:
    before = month_of(kept(site, roadmap)[TRAINING])
    drag(screen, TRAINING, 1)
    until(screen, lambda: month_of(kept(site, roadmap)[TRAINING]) == before + 1)
    screen.page.locator(".gantt .state").get_by_text(t("Saved")).wait_for()
    sound(screen, "dragged", t, whole=False)


def move_by_keyboard(screen: Screen, site: Site, roadmap: Roadmap, t: Texts) -> None:
    before = month_of(kept(site, roadmap)[TRAINING])
    cell(screen, TRAINING).focus()
    screen.page.keyboard.press("ArrowLeft")
    assert month_of(kept(site, roadmap)[TRAINING]) == before, "nothing is sent before Enter"
    screen.page.keyboard.press("Enter")
    until(screen, lambda: month_of(kept(site, roadmap)[TRAINING]) == before - 1)
    screen.settle()


def clash_and_solve(screen: Screen, site: Site, roadmap: Roadmap, t: Texts) -> None:
    drag(screen, DIALOGUE, 1)
    screen.page.get_by_role("button", name=t("Keep the others and show the clash")).wait_for()
    sound(screen, "clash-asked", t, whole=False)
    screen.page.get_by_role("button", name=t("Keep the others and show the clash")).click()
    clash = screen.page.locator(".links .line.clash")
    clash.wait_for(state="attached")
    until(screen, lambda: re.search(f"[“”]{MEALS}[“”].+[“”]{DIALOGUE}[“”]", screen.words))
    sound(screen, "clash", t, whole=False)
    cell(screen, MEALS).focus()
    screen.page.keyboard.press("ArrowRight")
    screen.page.keyboard.press("Enter")
    clash.wait_for(state="detached")
    screen.settle()
    items = kept(site, roadmap)
    assert items[MEALS].starts is not None and items[DIALOGUE].ends is not None
    assert items[MEALS].starts > items[DIALOGUE].ends


# Load ------------------------------------------------------------------------------------------------------------


def over(site: Site, roadmap: Roadmap) -> Sequence[object]:
    here = site.house.organisations.standing(roadmap.id, site.coach.id)
    content = site.house.interventions.content(roadmap.id, here.roadmap.revision, here.organisation.zone)
    return loads(content.interventions, {}, content.today, By.PERSON).over


def look(screen: Screen, name: str) -> None:
    """Choose one of a page's views."""
    radio = screen.page.get_by_role("radio", name=name, exact=True)
    radio.or_(screen.page.get_by_role("button", name=name, exact=True)).first.click()
    screen.settle()


def level(screen: Screen, site: Site, roadmap: Roadmap, t: Texts) -> None:
    assert over(site, roadmap)
    screen.open("plan", roadmap, language=t.language)
    look(screen, t("Load"))
    screen.page.get_by_role("button", name=t("Level it")).click()
    screen.page.get_by_role("button", name=t("Take it over")).wait_for()
    sound(screen, "load", t)
    screen.resize(LAPTOP)
    with screen.saves():
        screen.page.get_by_role("button", name=t("Take it over")).click()
    screen.page.get_by_text(t("Nobody has more to do than there is time for.")).first.wait_for()
    assert over(site, roadmap) == ()
    sound(screen, "levelled", t)


# Follow-up -------------------------------------------------------------------------------------------------------


def report_by_thumb(screen: Screen, site: Site, roadmap: Roadmap, t: Texts) -> None:
    screen.resize(PHONE)
    screen.open("follow-up", roadmap, language=t.language)
    says = screen.page.get_by_role("button", name=t("As planned")).first
    box = says.bounding_box()
    assert box is not None and box["height"] >= 44
    sound(screen, "report", t, whole=False)
    says.click()
    send = screen.page.get_by_role("button", name=t("Send the report"))
    send.wait_for()
    sound(screen, "report-send", t, whole=False)
    with screen.saves():
        send.click()
    assert kept(site, roadmap)[NOW].status is InterventionStatus.UNDER_WAY
    screen.resize(LAPTOP)


def freeze(screen: Screen, roadmap: Roadmap, t: Texts) -> None:
    screen.open("follow-up", roadmap, language=t.language)
    look(screen, t("Against the frozen plan"))
    with screen.saves():
        screen.page.get_by_role("button", name=t("Freeze the plan as it is now")).click()


def approve(site: Site, browser: Browser, roadmap: Roadmap, manager: Person, t: Texts) -> None:
    """On the manager's own screen, with a way in of their own."""
    for own in tab_of(site, browser, manager):
        own.open("follow-up", roadmap, language=t.language)
        look(own, t("Against the frozen plan"))
        own.page.get_by_label(t("A word to it")).fill("Hyvä – så gör vi.")
        sound(own, "approval", t)
        with own.saves():
            own.page.get_by_role("button", name=t("Approve this plan")).click()
        own.page.get_by_text("Hyvä – så gör vi.").first.wait_for()
        assert "Direktör Holm" in own.words
        sound(own, "approved", t)
    here = site.house.organisations.standing(roadmap.id, site.coach.id)
    told = site.house.followup.content(roadmap.id, here.roadmap.revision, here.organisation.zone)
    assert [each.by for each in told.approvals] == [manager.id]


def tab_of(site: Site, browser: Browser, person: Person) -> Iterator[Screen]:
    context = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]}, locale="sv-FI")
    context.set_default_timeout(60_000)
    token = site.house.identity.let_in(person.id)
    context.add_cookies([{"name": COOKIE, "value": token, "url": site.server.url, "httpOnly": True}])
    own = watched(context.new_page(), site)
    yield own
    context.close()
    assert own.complaints == []
