"""The categories page: how it begins, what it shows, and that its widgets save."""

from decimal import Decimal

import pytest

from lotsen.bootstrap import House
from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.domain.organisation import Person, Roadmap
from tests.support import pages

Screen = tuple[House, Person, Roadmap]


def filled(screen_house: Screen) -> Screen:
    """A municipal tree with a pasted year."""
    house, person, roadmap = screen_house
    house.categories.start_from(roadmap.id, person.id, "municipality")
    match = house.categories.read_pasted(roadmap.id, "Kategori\tEuro\nLivsmedel\t600000\nVärme\t300000\nMöbler\t5\n")
    house.categories.take_pasted(roadmap.id, person.id, match, 2025, "sv")
    return screen_house


@pytest.mark.apptest
@pytest.mark.parametrize(
    ("language", "question"), [("sv", "Vad köper vi?"), ("fi", "Mitä hankimme?"), ("en", "What do we buy?")]
)
def test_an_empty_page_offers_the_tree_for_this_kind_of_organisation_first(
    screen_house: Screen, language: str, question: str
) -> None:
    house, _, roadmap = screen_house
    test = pages.run("categories", roadmap.id, language)
    assert not test.exception and test.title[0].value == question
    first = next(button for button in test.button if button.key.startswith("categories:begin:"))
    assert first.key == "categories:begin:municipality"
    first.click().run()
    assert not test.exception
    assert len(house.categories.view(_now(screen_house)).rows) == 35


def _now(screen_house: Screen) -> Roadmap:
    house, person, roadmap = screen_house
    return house.organisations.standing(roadmap.id, person.id).roadmap


@pytest.mark.apptest
@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_picture_says_what_it_says_with_denominator_and_sources(screen_house: Screen, language: str) -> None:
    _, _, roadmap = filled(screen_house)
    test = pages.run("categories", roadmap.id, language)
    assert not test.exception
    assert len(test.get("plotly_chart")) == 2
    said = pages.words(test)
    assert {"sv": "påverkbara pengar", "fi": "vaikutettavissa oleva raha", "en": "money open to influence"}[
        language
    ] in said
    assert "Ecodex" in said


@pytest.mark.apptest
def test_an_amount_that_is_typed_is_saved_as_typed(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    made = house.categories.add(roadmap.id, person.id, "Energi", "sv")
    test = pages.run("categories", roadmap.id, "sv")
    [field] = [one for one in test.text_input if one.key.endswith(":amount")]
    field.set_value("1 234,5").run()
    assert not test.exception
    assert house.categories.view(_now(screen_house)).spends == (CategorySpend(made.id, 2025, 123450, SpendBasis.TYPED),)


@pytest.mark.apptest
def test_a_bad_amount_is_said_and_nothing_is_stored(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    house.categories.add(roadmap.id, person.id, "Energi", "sv")
    test = pages.run("categories", roadmap.id, "en")
    [field] = [one for one in test.text_input if one.key.endswith(":amount")]
    field.set_value("much").run()
    assert "is not a number" in pages.words(test)
    assert house.categories.view(_now(screen_house)).spends == ()


@pytest.mark.apptest
def test_a_pasted_table_is_shown_before_it_is_saved(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    house.categories.start_from(roadmap.id, person.id, "hansel")
    test = pages.run("categories", roadmap.id, "en")
    [area] = [one for one in test.text_area if one.key.startswith("categories:paste:text")]
    area.set_value("Category\tEuros\nEnergy\t1000\nTravel\t5\n").run()
    assert "2 rows, together" in pages.words(test) and house.categories.view(_now(screen_house)).spends == ()
    test.button("categories:paste:save").click().run()
    assert not test.exception
    assert {s.basis for s in house.categories.view(_now(screen_house)).spends} == {SpendBasis.PASTED}


@pytest.mark.apptest
def test_two_hundred_categories_open_on_every_part_of_the_page(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    text = "\n".join(f"Grupp {i // 10}\n" * (i % 10 == 0) + f"  Kategori {i}" for i in range(200))
    outline = house.categories.read_outline(None, "", text, "sv")
    house.categories.grow(roadmap.id, person.id, outline, "sv")
    for part in ("money", "tree", "figures"):
        test = pages.run("categories", roadmap.id, "sv")
        test.session_state["categories:page:open"] = part
        test.run()
        assert not test.exception, part


@pytest.mark.apptest
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither text nor an Excel file"),
        (b"", "is empty"),
        (b"PK\x03\x04 no workbook", "can't be opened"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_the_tree_stays(screen_house: Screen, data: bytes, says: str) -> None:
    house, person, roadmap = screen_house
    house.categories.add(roadmap.id, person.id, "Energi", "sv")
    test = pages.run("categories", roadmap.id, "en")
    test.session_state["categories:page:open"] = "tree"
    test.run()
    test.file_uploader[0].set_value(("tree.csv", data, "text/csv")).run()
    assert not test.exception and says in pages.words(test)
    assert len(house.categories.view(_now(screen_house)).categories) == 1


@pytest.mark.apptest
def test_an_own_tree_from_a_file_is_shown_and_then_taken_in(screen_house: Screen) -> None:
    house, _, roadmap = screen_house
    test = pages.run("categories", roadmap.id, "sv")
    test.file_uploader[0].set_value(("träd.csv", "Energi\n  El\n  Värme\n".encode(), "text/csv")).run()
    test.button("categories:own:take").click().run()
    assert not test.exception
    assert [c.name.show("sv") for c in house.categories.view(_now(screen_house)).categories] == [
        "Energi",
        "El",
        "Värme",
    ]


@pytest.mark.apptest
def test_an_own_factor_is_changed_and_removed_where_it_is_chosen(screen_house: Screen) -> None:
    house, person, roadmap = screen_house
    made = house.categories.add(roadmap.id, person.id, "Energi", "sv")
    key = house.categories.own_factor(
        roadmap.id, person.id, made, name="Vårt elavtal", language="sv", kilograms=Decimal("12.5"), year=2025,
        source="Rapport 2025", currency="EUR",
    )  # fmt: skip
    test = pages.run("categories", roadmap.id, "sv")
    test.session_state["categories:page:open"] = "tree"
    test.run()
    field = f"categories:own_factors:{key}"
    assert test.text_input(f"{field}:value").value == "12,5"
    test.text_input(f"{field}:value").set_value("20,25").run()
    test.text_input(f"{field}:year").set_value("2026").run()
    changed = house.categories.view(_now(screen_house)).factors[key]
    assert (changed.kilograms, changed.year) == (Decimal("20.25"), 2026)
    test.text_input(f"{field}:value").set_value("").run()
    assert "noll eller större" in pages.words(test)
    test.button(f"{field}:remove:ask").click().run()
    assert "utsläppsfaktorn för Energi" in pages.words(test)
    test.button(f"{field}:remove:yes").click().run()
    assert not test.exception
    shown = house.categories.view(_now(screen_house))
    assert key not in shown.factors and shown.rows[0].factor is None
