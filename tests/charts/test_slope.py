"""The picture of two rankings is one that Plotly accepts, and its names have room."""

import json

import plotly.graph_objects as go
import plotly.io
import pytest

from lotsen.analysis.movement import movement, stand
from lotsen.charts import slope, theme
from lotsen.charts.colour import AA_TEXT, contrast
from lotsen.charts.layout import slope as layouts
from lotsen.texts import Texts
from tests.support.judged import room

SV = Texts.of("sv")
HEADS = ("1.9.2026 · Första <b>dagen", "Nu")


def laid_out(n: int) -> layouts.Slope:
    names = [f"Kategori <b> & nummer {i} med ett mycket långt namn" for i in range(n)]
    one, two = room(names, seed=1), room(names, seed=2)
    return layouts.slope(movement(stand(one.result), stand(two.result)), one.names.categories)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize("n", [3, 12, 40])
@pytest.mark.parametrize("narrow", [False, True])
def test_every_picture_is_one_that_plotly_accepts(language: str, palette: theme.Palette, n: int, narrow: bool) -> None:
    picture = slope.slope(laid_out(n), HEADS, Texts.of(language), palette, narrow=narrow)
    checked = go.Figure(json.loads(plotly.io.to_json(picture.to_dict(), validate=False)))
    assert len(checked.data) == 4
    assert contrast(palette.on_accent, palette.accent) >= AA_TEXT


@pytest.mark.parametrize("narrow", [False, True])
def test_names_stand_at_both_ends_and_never_meet(narrow: bool) -> None:
    layout = laid_out(40)
    drawn = slope.slope(layout, HEADS, SV, theme.LIGHT, narrow=narrow).to_dict()
    names = drawn["layout"]["annotations"]
    ends = [end for line in layout.lines for end in (line.then, line.now) if end]
    assert len(names) == len(ends) + len(HEADS)
    assert len({(name["x"], name["y"]) for name in names}) == len(names)
    row = drawn["layout"]["height"] / (layout.rows + 1)
    assert all(name["font"]["size"] * 1.3 * (name["text"].count("<br>") + 1) < row for name in names)


def test_users_words_are_never_markup_in_it() -> None:
    said = json.dumps(slope.slope(laid_out(3), HEADS, SV, theme.LIGHT).to_dict())
    assert "Kategori <b>" not in said
    assert "Första <b>" not in said


def test_what_moved_far_is_drawn_in_the_accent_and_the_others_are_not() -> None:
    layout = laid_out(12)
    told = [line for line in layout.lines if line.told and line.then and line.now]
    muted, accent, *_ = slope.slope(layout, HEADS, SV, theme.LIGHT).to_dict()["data"]
    assert accent["line"]["color"] == theme.LIGHT.accent
    assert [y for y in accent["y"] if y is not None] == [
        end.row for line in told for end in (line.then, line.now) if end
    ]
    assert muted["line"]["color"] != theme.LIGHT.accent
