"""Where we do most good, in a real browser: click, judge, reload, agree, weigh, switch language."""

import contextlib

import pytest
from playwright.sync_api import TimeoutError as NotYet

from lotsen.domain.localtext import LANGUAGES
from lotsen.store import changes
from lotsen.texts import Texts
from tests.support.browser import LAPTOP, PHONE, Screen
from tests.support.rooms import CATEGORIES, Judged, judged

pytestmark = pytest.mark.browser

CELLS = "td[role=gridcell]"
MATRIX = "[class*=figure-wide] .js-plotly-plot"
JUDGE = 4


def room(screen: Screen) -> Judged:
    return judged(screen.site.house, screen.site.coach, screen.site.roadmap())


def show(screen: Screen, view: int) -> None:
    screen.page.locator("[class*=st-key-priorities-view] button").nth(view).click()
    screen.settle()


def click_on(screen: Screen, axis: str, x: float, row: int) -> None:
    """Click in the picture at a place of one of its axes, as a hand does: come from beside, then press."""
    box = screen.page.locator(MATRIX).bounding_box()
    assert box
    left, top = screen.page.evaluate(
        """([chart, axis, x, row]) => {
          const layout = document.querySelector(chart)._fullLayout, a = layout[axis], y = layout.yaxis
          return [a._offset + a.l2p(x), y._offset + y.l2p(row)]
        }""",
        [MATRIX, axis, x, row],
    )
    hovered = screen.page.locator(f"{MATRIX} .hoverlayer .hovertext").first
    for _ in range(10):
        screen.page.mouse.move(box["x"] + left - 4, box["y"] + top)
        screen.page.mouse.move(box["x"] + left, box["y"] + top, steps=4)
        with contextlib.suppress(NotYet):
            hovered.wait_for(timeout=2000)
            break
    screen.page.mouse.down()
    screen.page.mouse.up()


def dialog(screen: Screen) -> str:
    screen.page.wait_for_selector("[role=dialog]")
    screen.settle()
    return screen.page.locator("[role=dialog]").inner_text()


def close(screen: Screen) -> None:
    screen.page.keyboard.press("Escape")
    screen.page.wait_for_selector("[role=dialog]", state="detached")


def all_saved(screen: Screen) -> None:
    screen.page.wait_for_selector(".host[data-state=saved]")


def test_cell_name_and_bar_open_why_it_is_so_and_open_again(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap)
    for axis, x, title in (
        ("xaxis3", 0, "Livsmedel × Klimat"),
        ("xaxis", 0.5, "Livsmedel"),
        ("xaxis4", 20, "Livsmedel"),
    ):
        click_on(screen, axis, x, 0)
        assert dialog(screen).startswith(title)
        close(screen)
    click_on(screen, "xaxis3", 1, 1)
    first = dialog(screen)
    close(screen)
    click_on(screen, "xaxis3", 1, 1)
    assert dialog(screen) == first


def test_what_was_typed_is_there_after_a_reload_in_the_middle_and_counts_in_the_picture(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap)
    show(screen, JUDGE)
    screen.page.locator(CELLS).first.focus()
    for key in ("3", "?"):
        screen.page.keyboard.press(key)
    screen.page.reload()
    screen.settle()
    show(screen, JUDGE)
    screen.page.wait_for_selector(CELLS)
    screen.page.wait_for_function(
        "owner => sessionStorage.getItem(`lotsen-grid:${owner}`) === null", arg=f"{made.roadmap}:{made.coach.id}"
    )
    all_saved(screen)
    assert made.answers() == {
        (made.categories[0], made.goals[0]): 3,
        (made.categories[0], made.goals[1]): None,
    }
    show(screen, 0)
    screen.page.get_by_text("7 personers bedömning").wait_for()


def test_a_switch_of_language_changes_nothing_that_was_judged(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap)
    show(screen, JUDGE)
    screen.page.locator(CELLS).first.focus()
    screen.page.keyboard.press("2")
    all_saved(screen)
    for language, name in (("fi", "Suomi"), ("en", "English"), ("sv", "Svenska")):
        screen.page.get_by_role("radio", name=name).last.click()
        screen.page.wait_for_function("lang => document.documentElement.lang === lang", arg=language)
        screen.settle()
        assert screen.page.locator(CELLS).first.inner_text() == "2"
        assert made.answers() == {(made.categories[0], made.goals[0]): 2}
    screen.page.locator(CELLS).first.focus()
    screen.page.keyboard.press("1")
    all_saved(screen)
    assert made.answers() == {(made.categories[0], made.goals[0]): 1}


def test_the_coach_writes_for_somebody_who_has_no_phone(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap, language="en")
    show(screen, JUDGE)
    screen.page.get_by_role("button", name="Write for somebody else").click()
    screen.page.get_by_label("Name", exact=True).fill("Aino på papper")
    screen.page.keyboard.press("Tab")
    screen.settle()
    screen.page.get_by_role("button", name="Add", exact=True).click()
    screen.page.locator("input[value='Aino på papper'][role=combobox]").wait_for()
    organisation = made.house.organisations.standing(made.roadmap, made.coach.id).organisation.id
    aino = next(one for one in made.house.organisations.members(organisation) if one.person_name == "Aino på papper")
    hers = f"[class*='st-key-priorities-grid-{aino.person_id}']"
    screen.page.locator(f"{hers} {CELLS}").first.wait_for()
    screen.page.keyboard.press("Escape")
    screen.page.get_by_label("Name", exact=True).wait_for(state="detached")
    screen.page.locator(f"{hers} {CELLS}").first.focus()
    screen.page.keyboard.press("3")
    all_saved(screen)
    assert made.answers(aino.person_id) == {(made.categories[0], made.goals[0]): 3}
    assert made.answers() == {}


def test_an_agreed_value_is_set_where_the_cell_is_explained(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap, language="en")
    click_on(screen, "xaxis3", 0, 2)
    dialog(screen)
    box = screen.page.locator("[role=dialog]").get_by_role("combobox")
    box.click()
    with screen.saves():
        screen.page.get_by_role("option", name="3 decisively").click()
    view = made.view()
    assert view.result.cells.agreed[2, 0] == 3
    assert view.result.cells.mean[2, 0] == 0


def test_spend_weighs_nothing_until_it_is_given_weight(screen: Screen) -> None:
    made = room(screen)
    screen.open("priorities", made.roadmap, language="en")
    assert made.view().result.weights[2] == 0
    screen.page.get_by_text("Beside the goals").click()
    field = screen.page.get_by_label("Spend, %")
    field.wait_for()
    field.fill("40")
    with screen.saves():
        field.press("Enter")
    assert made.view().percents[made.view().criteria[0].id] == 40
    assert "40" in screen.page.locator(MATRIX).inner_text()


def test_a_phone_gets_bars_and_not_a_squeezed_matrix(screen: Screen) -> None:
    made = room(screen)
    screen.resize(PHONE)
    screen.open("priorities", made.roadmap)
    assert not screen.page.locator(MATRIX).is_visible()
    narrow = screen.page.locator("[class*=figure-narrow] .js-plotly-plot")
    assert narrow.is_visible()
    assert all(name in narrow.inner_text() for name in CATEGORIES)
    assert screen.overflow == 0


@pytest.mark.parametrize(("size", "which"), [(LAPTOP, "wide"), (PHONE, "narrow")])
def test_the_marks_of_the_legend_are_drawn_beside_their_words(
    screen: Screen, size: tuple[int, int], which: str
) -> None:
    made = room(screen)
    screen.resize(size)
    screen.open("priorities", made.roadmap)
    marks = screen.page.locator(f"[class*=figure-{which}] li img")
    assert marks.count() >= 2
    assert all(marks.evaluate_all("all => all.map(one => one.complete && one.naturalWidth > 10)"))
    assert screen.page.locator(f"[class*=figure-{which}] li").first.is_visible()
    assert screen.axe() == []


PARTS = ("How sure", "Agreement", "Other methods", "The field's views", "Rules")
FIELD = (
    "Spend by fifths of the categories", "Risk and spend", "Scope and risk", "Kraljic: market influence and benefit"
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_methods_drawer_opens_fits_and_is_accessible(screen: Screen, language: str) -> None:
    t, faults = Texts.of(language), []
    demo = screen.site.house.demos.open("municipality", screen.site.coach)
    for size, pixels in (("laptop", LAPTOP), ("phone", PHONE)):
        screen.resize(pixels)
        screen.open("priorities", demo, language=language)
        screen.page.get_by_text(t("Method"), exact=True).click()
        for part in PARTS:
            screen.page.get_by_role("radio", name=t(part), exact=True).click()
            screen.settle()
            assert screen.exceptions == []
            if part == "The field's views":
                for name in FIELD:
                    screen.page.get_by_text(t(name)).first.wait_for()
            if screen.overflow > 0:
                faults.append(f"{part} {size}: {screen.overflow} pixels too wide")
            faults += [f"{part} {size}: {each['id']}" for each in screen.axe()]
            screen.picture(f"method-{part.split()[0].lower()}-{language}-{size}")
    assert not faults, "\n".join(faults)


def test_the_critical_rule_is_switched_off_by_the_coach_and_recorded(screen: Screen) -> None:
    house, coach = screen.site.house, screen.site.coach
    demo = house.demos.reset("wellbeing_county", coach)
    screen.open("priorities", demo)
    screen.page.get_by_text("Metod", exact=True).click()
    screen.page.get_by_role("radio", name=Texts.of("sv")("Rules"), exact=True).click()
    screen.settle()
    with screen.saves():
        screen.page.get_by_text(Texts.of("sv")("Mark what is critical, whatever its rank")).click()
    here = house.organisations.standing(demo.id, coach.id).roadmap
    assert house.rooms.method(demo.id, here.revision).critical_floor is False
    with house.database.reading() as db:
        change = changes.recent(demo.id, db)[0]
    assert (change.who, change.after["critical_floor"]) == (coach.id, False)  # type: ignore[index]
