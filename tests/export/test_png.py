"""PNG is rendered with fonts of our own: sharp, of the right size, and never without its text."""

import struct

import pytest

from lotsen.charts.svg.look import LOOKS, PRINT
from lotsen.export import fonts
from lotsen.export.png import MOST_DOTS, png, png_apart
from tests.support.drawn import PICTURES, drawn, read
from tests.support.judged import room


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def letters(text: str, weight: str = "400") -> bytes:
    return png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><rect width="300" height="40" fill="#fff"/>'
        f'<text x="4" y="28" font-size="20" font-weight="{weight}" font-family="sans-serif">{text}</text></svg>'
    )


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_the_size_it_says_times_its_scale(picture: str, look) -> None:
    svg = drawn(room(), picture, look)
    root = read(svg)
    rendered = png(svg, look.scale)
    assert size_of(rendered) == tuple(round(float(root.get(side, 0)) * look.scale) for side in ("width", "height"))
    assert len(rendered) > 10_000, "it is not blank"


def test_a_very_tall_picture_is_rendered_coarser_and_not_without_end() -> None:
    svg = drawn(room([f"Kategori {i}" for i in range(200)]), "heatmap", PRINT)
    width, height = size_of(png(svg, 100))
    assert 0.95 * MOST_DOTS < width * height < 1.05 * MOST_DOTS


def test_a_process_of_its_own_makes_the_same_picture() -> None:
    svg = drawn(room(), "bubble")
    assert png_apart(svg, 0.5) == png(svg, 0.5)


def test_the_type_is_the_products_own() -> None:
    assert fonts.family() == fonts.FAMILY
    assert len(fonts.files()) == 3


@pytest.mark.parametrize("text", ["Åäö", "€ – … ×", "CO₂e", "Привет", "עברית"])
def test_texts_are_rendered_with_or_without_fonts_on_the_machine(text: str) -> None:
    assert letters(text) != letters(" ")


def test_semibold_is_heavier_than_regular() -> None:
    assert letters("Byggande", "600") != letters("Byggande")
