"""What we buy, in a real browser: begin, paste, estimate, change a category, switch language, reload, remove."""

import re

import pytest

from lotsen.domain.buying import Buying
from lotsen.domain.category import SpendBasis
from lotsen.domain.organisation import Roadmap
from tests.support.browser import PHONE, Screen

pytestmark = pytest.mark.browser

PASTED = "Kategori\tEuro\tLeverantörer\nLivsmedel\t600 000,50\t12\nVärme\t1,2 milj. €\t3\nRymdfart\t7\t1\n"


def buying(screen: Screen, roadmap: Roadmap) -> Buying:
    house, coach = screen.site.house, screen.site.coach
    return house.categories.view(house.organisations.standing(roadmap.id, coach.id).roadmap)


def section(screen: Screen, name: str) -> None:
    screen.page.get_by_role("radio", name=name, exact=True).click()
    screen.settle()


def choose(screen: Screen, label: str, option: str) -> None:
    """Choose in a select box by typing the beginning of an option's first word."""
    box = screen.page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    screen.page.get_by_role("option", name=re.compile(f"^\\s*{option}")).first.click()


def test_from_nothing_to_pictures_that_survive_a_reload(screen: Screen) -> None:
    roadmap = screen.site.roadmap()
    screen.open("categories", roadmap)
    page = screen.page
    with screen.saves():
        page.get_by_role("button", name="Börja med det här trädet").first.click()
    area = page.get_by_role("textbox", name="En rad per kategori, kopierad")
    area.fill(PASTED)
    area.press("Control+Enter")
    page.get_by_text("3 rader, sammanlagt").wait_for()
    screen.settle()
    choose(screen, "”Rymdfart” är", "en ny kategori")
    screen.settle()
    with screen.saves():
        page.get_by_role("button", name="Spara som inklistrat").click()
    said = page.get_by_role("heading", level=3).first.inner_text()
    assert said.replace("\u00a0", " ") == "Värme tar 67 % av de 1,8 milj. € som går att påverka."
    stored = {s.cents: s.basis for s in buying(screen, roadmap).spends}
    assert stored == {60000050: SpendBasis.PASTED, 120000000: SpendBasis.PASTED, 700: SpendBasis.PASTED}
    page.reload()
    screen.settle()
    assert page.get_by_role("heading", level=3).first.inner_text() == said
    assert "100 % av kategoriernas pengar kommer inte från fakturor." in screen.words.replace("\u00a0", " ")
    assert screen.overflow == 0


def test_a_class_and_a_factor_stay_what_was_chosen_when_the_language_changes(screen: Screen) -> None:
    roadmap = screen.site.roadmap()
    house, coach = screen.site.house, screen.site.coach
    made = house.categories.add(roadmap.id, coach.id, "Energi", "sv")
    screen.open("categories", roadmap)
    with screen.saves():
        choose(screen, "Klass", "250")
    spend = buying(screen, roadmap).spends[0]
    assert (spend.category_id, spend.basis) == (made.id, SpendBasis.ESTIMATED)
    section(screen, "Trädet")
    with screen.saves():
        choose(screen, "Utsläppsfaktor", "Byggande")
    for language, code in (("Suomi", "fi"), ("English", "en"), ("Svenska", "sv")):
        screen.page.get_by_role("radio", name=language).click()
        screen.page.wait_for_function("code => document.documentElement.lang === code", arg=code)
        screen.settle()
    shown = buying(screen, roadmap)
    assert shown.spends == (spend,) and shown.categories[0].factor == "F"
    with screen.saves():
        screen.page.get_by_role("textbox", name="Namn").first.fill("Energi och vatten")
        screen.page.get_by_role("textbox", name="Ansvarig").first.click()
    assert buying(screen, roadmap).categories[0].name.show("sv") == "Energi och vatten"
    assert buying(screen, roadmap).categories[0].factor == "F"


def test_removing_names_what_goes_and_can_be_left(screen: Screen) -> None:
    roadmap = screen.site.roadmap()
    house, coach = screen.site.house, screen.site.coach
    energy = house.categories.add(roadmap.id, coach.id, "Energi", "sv")
    house.categories.add(roadmap.id, coach.id, "El", "sv", energy.id)
    screen.open("categories", roadmap)
    section(screen, "Trädet")
    choose(screen, "Kategori att ändra", "Energi")
    screen.settle()
    page = screen.page
    page.get_by_role("button", name="Ta bort …").click()
    page.get_by_text("Försvinner: Energi och El").wait_for()
    page.get_by_role("button", name="Behåll").click()
    screen.settle()
    assert len(buying(screen, roadmap).categories) == 2
    page.get_by_role("button", name="Ta bort …").click()
    with screen.saves():
        page.get_by_role("button", name="Ta bort", exact=True).click()
    assert buying(screen, roadmap).categories == ()


def test_a_phone_holds_every_part_of_the_page(screen: Screen) -> None:
    roadmap = screen.site.roadmap()
    house, coach = screen.site.house, screen.site.coach
    house.categories.start_from(roadmap.id, coach.id, "municipality")
    match = house.categories.read_pasted(roadmap.id, PASTED)
    house.categories.take_pasted(roadmap.id, coach.id, match, 2025, "sv")
    screen.resize(PHONE)
    screen.open("categories", roadmap)
    for name in ("Bilden", "Pengarna", "Trädet"):
        section(screen, name)
        assert screen.overflow == 0 and screen.exceptions == [], name
