"""Priorities a room can trust: judge in secret, reveal, talk to the end, settle a cell, see what that changed."""

import re

import pytest

from lotsen.domain.assessment import Judgement
from lotsen.domain.organisation import Role, Viewpoint
from lotsen.texts import Texts
from tests.support.browser import Screen
from tests.support.rooms import Judged, judged

pytestmark = pytest.mark.browser

TALK, JUDGE = 3, 4
CELLS = "td[role=gridcell]"
DIVIDED = {
    Viewpoint.MANAGEMENT: ((1, 3), (3, 3), (0, 0)),
    Viewpoint.PROCUREMENT: ((3, 1), (0, 1), (2, 3)),
    Viewpoint.SECTOR_BUYER: ((3, 0), (1, 0), (3, 2)),
}
"""What each viewpoint answers, by category and goal: one place on the list between the three of them."""


def divided(screen: Screen) -> tuple[Judged, dict[Viewpoint, object]]:
    """Eight people of three viewpoints who see it differently; one of the management has yet to answer."""
    house, coach, roadmap = screen.site.house, screen.site.coach, screen.site.roadmap()
    made = judged(house, coach, roadmap, people=0)
    for extra in ("Fordon", "Kläder", "Möbler", "Resor"):
        house.categories.add(roadmap.id, coach.id, extra, "sv")
    names = [category.id for category in made.view().categories]
    last = {}
    for viewpoint, rows in DIVIDED.items():
        for n in range(3):
            person = house.organisations.add_person(
                roadmap.organisation_id, f"{viewpoint.value} {n}", Role.PARTICIPANT, viewpoint, coach.id
            )
            last[viewpoint] = person
            if viewpoint is Viewpoint.MANAGEMENT and n == 2:
                continue
            answers = [
                Judgement(category, goal, rows[i % 3][(j + i // 3) % 2] if i < 5 else (i + j + n) % 2)
                for i, category in enumerate(names)
                for j, goal in enumerate(made.goals)
            ]
            house.assessments.judge(roadmap.id, person.id, answers, person.id)
    return made, last  # type: ignore[return-value]


def show(screen: Screen, view: int) -> None:
    screen.page.locator("[class*=st-key-priorities-view] button").nth(view).click()
    screen.settle()


def violations(screen: Screen) -> list[str]:
    return [one["id"] for one in screen.axe()]


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_room_judges_reveals_talks_to_the_end_and_sees_why_the_order_changed(screen: Screen, language: str) -> None:
    t = Texts.of(language)
    made, last = divided(screen)
    made.house.rooms.hide(made.roadmap, True, made.coach.id)
    screen.open("priorities", made.roadmap, language=language)
    screen.page.get_by_text(t("The results are hidden until the coach reveals them.")).first.wait_for()
    assert screen.page.locator(".js-plotly-plot").count() == 0

    show(screen, JUDGE)
    slow = last[Viewpoint.MANAGEMENT]
    box = screen.page.get_by_role("combobox", name=t("Whose answers"), exact=True)
    box.click()
    screen.page.get_by_role("option", name=slow.name, exact=True).click()  # type: ignore[attr-defined]
    hers = f"[class*='st-key-priorities-grid-{slow.id}'] {CELLS}"  # type: ignore[attr-defined]
    screen.page.locator(hers).first.wait_for()
    screen.page.locator(hers).first.focus()
    for key in "13330":
        screen.page.keyboard.press(key)
    screen.page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('.host[data-state=saved]'))"
    )
    assert len(made.answers(slow.id)) >= 5  # type: ignore[attr-defined]

    show(screen, 0)
    with screen.saves():
        screen.page.locator("[class*=st-key-priorities-reveal] button").click()
    screen.page.locator("[class*=figure-wide] .js-plotly-plot").wait_for()

    show(screen, TALK)
    found = made.house.priorities.discussion(made.view())
    assert found.stop_after > 1
    screen.page.get_by_text(t("Cell {n} of {all}", n="1", all=t.number(found.stop_after))).wait_for()
    assert violations(screen) == []
    for at in range(2, found.stop_after + 1):
        screen.page.get_by_role("button", name=t("Leave as it is, next")).click()
        screen.page.get_by_text(t("Cell {n} of {all}", n=t.number(at), all=t.number(found.stop_after))).wait_for()
    screen.page.get_by_text(
        re.compile(re.escape(t("You can stop here: nothing below changes the top.")[:20]))
    ).wait_for()
    for at in range(found.stop_after - 1, 0, -1):
        screen.page.get_by_role("button", name=t("Previous"), exact=True).click()
        screen.page.get_by_text(t("Cell {n} of {all}", n=t.number(at), all=t.number(found.stop_after))).wait_for()

    first = found.cells[0]
    settled = max((first.low, first.high), key=lambda outcome: len(outcome.enters) + len(outcome.leaves))
    before = made.view()
    with screen.saves():
        screen.page.get_by_role("combobox", name=t("Agreed together in the room")).click()
        screen.page.get_by_role("option", name=re.compile(rf"^{round(settled.value)} ")).click()
    moved = made.house.priorities.moved(before.key, made.view())
    assert moved is not None
    after = made.view()
    assert after.result.agreed.sum() == before.result.agreed.sum() + 1
    told = screen.page.locator("[data-testid=stAlertContainer]").first
    told.wait_for()
    name = t.local(next(one for one in after.categories if one.id == first.category).name)
    assert name in told.inner_text()
    assert violations(screen) == []
