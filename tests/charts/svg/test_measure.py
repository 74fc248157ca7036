"""Texts are measured without a font and fit whichever the reader has."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.charts.svg import measure
from lotsen.export import fonts

SAMPLES = (
    "Fastighetsskötsel och reparationer", "Uudis- ja peruskorjausrakentaminen", "Livskraftig lokal marknad, 25 %",
    "ÅÄÖ åäö Š š Ž ž – 1 234,5 milj. € × 3", "WWWW iiii llll MMMM", "Nya 'citat' (parentes) & co; 100 % @ t CO₂e…",
)  # fmt: skip


def advance(file: str, text: str, weight: int) -> float:
    from fontTools.ttLib import TTFont

    with TTFont(file) as font:
        glyphs, names = font.getGlyphSet(location={"wght": weight}), font.getBestCmap()
        return sum(glyphs[names[ord(sign)]].width for sign in text) / font["head"].unitsPerEm


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "semibold"])
def test_no_text_is_wider_than_measured_in_the_type_that_pictures_are_rendered_with(text: str, bold: bool) -> None:
    ours = fonts.files()[0]
    assert advance(ours, text, 600 if bold else 400) <= measure.width(text, 1.0, bold=bold)


@pytest.mark.parametrize("text", SAMPLES)
@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_nor_in_arial_by_whose_measures_liberation_is_made(text: str, style: str) -> None:
    file = Path(f"/usr/share/fonts/truetype/liberation/LiberationSans-{style}.ttf")
    if not file.exists():
        pytest.skip("Liberation Sans is not installed")
    known = "".join(sign for sign in text if sign != "₂")
    assert advance(str(file), known, 400) <= measure.width(known, 1.0, bold=style == "Bold")


@given(st.text(max_size=400), st.floats(0, 600), st.booleans())
def test_a_fitted_text_has_room_and_is_the_text_or_its_beginning(text: str, room: float, bold: bool) -> None:
    fitted = measure.fit(text, 14, room, bold=bold)
    assert measure.width(fitted, 14, bold=bold) <= room or not fitted or fitted == text == ""
    assert text.startswith(fitted.removesuffix("…"))


@given(st.text(max_size=400), st.floats(20, 600), st.integers(1, 4))
def test_wrapped_lines_have_room_and_are_not_more_than_allowed(text: str, room: float, most: int) -> None:
    lines = measure.wrap(text, 14, room, most)
    assert 1 <= len(lines) <= most
    assert all(measure.width(line, 14) <= room for line in lines)


def test_a_number_and_its_unit_stay_together() -> None:
    assert measure.wrap("Topplistan står för 50\xa0% av pengarna.", 14, 150, 3)[1].startswith("50\xa0%")


def test_a_name_is_shortened_only_where_smaller_type_does_not_help() -> None:
    assert measure.fitting("Energi", 100, ((14, 1), (12, 2))) == (14, ["Energi"])
    assert measure.fitting("Skolskjutsar och persontransporter", 110, ((14, 1), (12, 2)))[0] == 12
    assert measure.fitting("x" * 300, 100, ((14, 1), (12, 2)))[1][0].endswith("…")
