"""Weighing goals in a real browser: in pairs that contradict each other, by swing, in order, and agreed together."""

import pytest

from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.domain.goal import GoalLevel
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Roadmap
from lotsen.domain.room import Gathering, RoomMethod, Weighing, WeightAnswers
from lotsen.texts import Texts
from tests.support.browser import LAPTOP, PHONE, Screen, Site
from tests.support.rooms import judged

pytestmark = pytest.mark.browser

SV = Texts.of("sv")
PROCUREMENT = GoalLevel.PROCUREMENT
TITLES = ("Klimatet", "Ekonomin", "Maten")


def prepared(site: Site, way: Weighing = Weighing.MARKS) -> Roadmap:
    roadmap = site.roadmap()
    for title in TITLES:
        site.house.goals.add(roadmap.id, PROCUREMENT, title, "sv", site.coach.id)
    if way is not Weighing.MARKS:
        site.house.rooms.set(roadmap.id, RoomMethod(way), site.coach.id)
    return roadmap


def given(site: Site, roadmap: Roadmap) -> WeightAnswers:
    return site.house.weights.weighed(roadmap.id, PROCUREMENT).given_by(site.coach.id)


def named(site: Site, roadmap: Roadmap, way: Weighing) -> dict[str, float]:
    """The coach's answers in a way by the goals' titles."""
    titles = {goal.id: goal.title.show("sv") for goal in site.house.goals.all(roadmap.id)}
    return {titles[goal]: value for goal, value in getattr(given(site, roadmap), way.value).items()}


def press(screen: Screen, name: str) -> None:
    screen.page.get_by_role("button", name=name, exact=True).click()


def saved(screen: Screen) -> None:
    screen.page.get_by_text(f"✓ {SV('Saved')}").wait_for()
    screen.settle()


def opened(screen: Screen, fold: str) -> None:
    screen.page.locator(f".st-key-strategy-weights-{fold} summary").click()
    screen.settle()


def faults(screen: Screen) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in screen.axe()]


def test_pairs_that_contradict_each_other_are_named_looked_at_and_mended(screen: Screen, site: Site) -> None:
    roadmap = prepared(site)
    screen.open("strategy", roadmap)
    opened(screen, "method")
    with screen.saves():
        screen.page.locator("label", has_text="Parvis. ").click()
    standing = site.house.organisations.standing(roadmap.id, site.coach.id)
    method = site.house.rooms.method(roadmap.id, standing.roadmap.revision)
    assert (method.weighing, method.gathering) == (Weighing.PAIRS, Gathering.GEOMETRIC)
    opened(screen, "method")
    screen.page.get_by_text("Det behövs 2 jämförelser").wait_for()
    for answer in (
        "”Klimatet” något viktigare än ”Ekonomin”",
        "”Ekonomin” något viktigare än ”Maten”",
        "”Maten” något viktigare än ”Klimatet”",
    ):
        with screen.saves():
            press(screen, answer)
    screen.page.get_by_text("Tre av dina jämförelser säger emot varandra").wait_for()
    screen.page.get_by_text("Se först på ”Klimatet” mot ”Maten”.").wait_for()
    assert "0,10" not in screen.words
    press(screen, "Talet bakom")
    screen.page.get_by_text("upp till 0,10 godtas").wait_for()
    screen.page.keyboard.press("Escape")
    press(screen, "Föregående par")
    press(screen, "Öppna det paret")
    screen.page.get_by_text("Par 3 av 3").wait_for()
    assert faults(screen) == []
    with screen.saves():
        press(screen, "”Klimatet” väldigt mycket viktigare än ”Maten”")
    screen.page.get_by_text("Dina jämförelser stämmer med varandra.").wait_for()
    assert len(given(site, roadmap).pairs) == 3
    screen.page.reload()
    screen.settle()
    screen.page.get_by_text("Jämförda: 3 av 3").wait_for()


def test_pairs_are_answered_by_keyboard_and_taken_back(screen: Screen, site: Site) -> None:
    roadmap = prepared(site, Weighing.PAIRS)
    screen.open("strategy", roadmap)
    screen.page.get_by_role("button", name="”Klimatet” mycket viktigare än ”Ekonomin”", exact=True).focus()
    with screen.saves():
        screen.page.keyboard.press("Enter")
    screen.page.get_by_text("Par 2 av 3").wait_for()
    press(screen, "Föregående par")
    with screen.saves():
        press(screen, "Ta tillbaka svaret")
    assert given(site, roadmap).pairs == {}


def test_swings_count_once_every_goal_has_one_and_survive_a_reload(screen: Screen, site: Site) -> None:
    roadmap = prepared(site, Weighing.SWING)
    screen.open("strategy", roadmap)
    screen.page.get_by_label("Poäng till Klimatet").fill("100")
    screen.page.keyboard.press("Tab")
    saved(screen)
    screen.page.get_by_text("2 mål saknar svar").wait_for()
    screen.page.get_by_label("Poäng till Ekonomin").fill("0")
    screen.page.keyboard.press("Tab")
    for _ in range(5):
        press(screen, "Ge Maten fem poäng till")
    saved(screen)
    screen.page.get_by_text("”Klimatet” väger mest (80").wait_for()
    assert named(site, roadmap, Weighing.SWING) == {"Klimatet": 100, "Ekonomin": 0, "Maten": 25}
    screen.page.reload()
    screen.settle()
    assert screen.page.get_by_label("Poäng till Ekonomin").input_value() == "0"
    assert faults(screen) == []


def test_an_order_is_confirmed_and_moved_by_arrows(screen: Screen, site: Site) -> None:
    roadmap = prepared(site, Weighing.ORDER)
    screen.open("strategy", roadmap)
    with screen.saves():
        press(screen, "Ordningen stämmer")
    assert named(site, roadmap, Weighing.ORDER) == {"Klimatet": 1, "Ekonomin": 2, "Maten": 3}
    mine = screen.page.get_by_role("list", name="Min ordning")
    with screen.saves():
        mine.get_by_role("button", name="Flytta upp: Maten").click()
    assert mine.locator(".title").all_inner_texts() == ["Klimatet", "Maten", "Ekonomin"]
    assert named(site, roadmap, Weighing.ORDER) == {"Klimatet": 1, "Maten": 2, "Ekonomin": 3}
    assert [goal.title.show("sv") for goal in site.house.goals.all(roadmap.id)] == list(TITLES)
    assert faults(screen) == []


def test_agreed_weights_are_said_on_every_screen_until_they_are_taken_back(screen: Screen, site: Site) -> None:
    room = judged(site.house, site.coach, site.roadmap())
    site.house.categories.state(
        room.roadmap, site.coach.id, CategorySpend(room.categories[0], 2025, 1_000_00, SpendBasis.TYPED)
    )
    screen.open("strategy", room.roadmap)
    opened(screen, "settle")
    with screen.saves():
        press(screen, "Utgå från gruppens vikter")
    panel = screen.page.locator(".st-key-strategy-weights-settle")
    with screen.saves():
        panel.get_by_role("button", name="Ta fem poäng från Klimat").click()
    with screen.saves():
        panel.get_by_role("button", name="Ge Lokal marknad fem poäng till").click()
    screen.page.get_by_text("Ni har kommit överens om vikterna.").wait_for()
    assert list(site.house.weights.weighed(room.roadmap, PROCUREMENT).points.values()) == [45, 55]
    assert faults(screen) == []
    screen.open("priorities", room.roadmap)
    screen.page.get_by_text("Ni har kommit överens om vikterna.").first.wait_for()
    assert room.view().result.goal_weights.mean.tolist() == pytest.approx([0.45, 0.55])
    screen.open("summary", room.roadmap)
    assert "vikterna har ni kommit överens om" in screen.words
    screen.open("strategy", room.roadmap)
    opened(screen, "settle")
    with screen.saves():
        press(screen, "Låt svaren räknas igen")
    assert not room.view().result.goal_weights.agreed


def test_every_way_fits_a_phone_and_a_thumb_in_every_language(screen: Screen, site: Site) -> None:
    for way in (Weighing.SWING, Weighing.ORDER, Weighing.PAIRS):
        roadmap = prepared(site, way)
        before = given(site, roadmap)
        for language in LANGUAGES:
            screen.resize(LAPTOP)
            screen.open("strategy", roadmap, language=language)
            screen.picture(f"weighing-{way}-{language}-laptop")
            screen.resize(PHONE)
            screen.settle()
            assert screen.overflow <= 0
            screen.picture(f"weighing-{way}-{language}-phone")
            for box in [one.bounding_box() for one in screen.page.locator(".box button:visible").all()]:
                assert box is not None and min(box["width"], box["height"]) >= 44
        assert given(site, roadmap) == before
