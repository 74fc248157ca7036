import json
import time

import plotly.graph_objects as go
import plotly.io
import pytest

from lotsen.charts import bubble, heatmap, ranking, theme
from lotsen.charts.colour import AA_TEXT, contrast
from lotsen.charts.layout import bubble as bubble_layout
from lotsen.charts.layout import heatmap as heatmap_layout
from lotsen.charts.layout.heatmap import CellState
from lotsen.charts.layout.names import short_id
from lotsen.texts import Texts
from tests.support.judged import room

SV = Texts.of("sv")


def drawings(made, t, palette):
    layout = heatmap_layout.heatmap(made.result, made.names, t)
    return {
        "heatmap": heatmap.heatmap(layout, t, palette),
        "ranking": ranking.ranking(layout, t, palette),
        "narrow": ranking.ranking(layout, t, palette, narrow=True),
        "bubble": bubble.bubble(bubble_layout.bubbles(made.result, made.names, t), t, palette),
    }


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize("options", [{}, {"weight": 0.2}, {"gaps": 1.0, "agreed": False, "criteria": False}], ids=str)
def test_every_picture_is_one_that_plotly_accepts(language, palette, options):
    for picture in drawings(room(**options), Texts.of(language), palette).values():
        checked = go.Figure(json.loads(plotly.io.to_json(picture.to_dict(), validate=False)))
        assert len(checked.data) == len(picture.to_dict()["data"])


def test_a_click_names_the_cell_or_the_category_that_was_clicked():
    made = room()
    addresses = [
        address
        for picture in drawings(made, SV, theme.LIGHT).values()
        for trace in picture.to_dict()["data"]
        for address in trace.get("customdata", ())
    ]
    cells = {address for address in addresses if address.startswith("cell:")}
    ids = {short_id(one) for one in made.result.categories}
    columns = {short_id(one.id) for one in made.result.columns}
    assert all(address.split(":")[1] in (columns if address.startswith("goal:") else ids) for address in addresses)
    assert all(address.split(":")[2] in columns for address in cells)
    assert len(cells) == len(made.result.categories) * (len(made.result.columns) - 1)


def test_users_words_are_never_markup_in_a_picture():
    for picture in drawings(room(), SV, theme.LIGHT).values():
        said = plotly.io.to_json(picture.to_dict(), validate=False)
        assert "Arbetskläder <b>" not in said
        assert "\\u003cb\\u003e& textil" not in said


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda p: p.name)
def test_the_value_in_every_cell_is_readable(palette):
    layout = heatmap_layout.heatmap(room().result, room().names, SV)
    for ink, cells in heatmap._by_ink(layout, palette).items():
        for cell in cells:
            assert contrast(ink, heatmap.ground(layout, cell, palette)) >= AA_TEXT


def test_what_is_missing_is_hatched_and_what_was_agreed_is_framed():
    made = room()
    layout = heatmap_layout.heatmap(made.result, made.names, SV)
    bars = [trace for trace in drawings(made, SV, theme.LIGHT)["heatmap"].to_dict()["data"] if trace["type"] == "bar"]
    hatched = next(trace for trace in bars if trace["marker"].get("pattern"))
    assert len(hatched["x"]) == sum(cell.shade is None for cell in layout.cells)
    framed = next(trace for trace in bars if trace["marker"].get("line", {}).get("width") == 2)
    assert len(framed["x"]) == sum(cell.state is CellState.AGREED for cell in layout.cells) == 1


def test_parts_have_the_same_colours_in_heatmap_and_ranking():
    pictures = drawings(room(weight=0.1), SV, theme.LIGHT)

    def colours(name):
        bars = [t for t in pictures[name].to_dict()["data"] if t["type"] == "bar" and t.get("base")]
        return max(bars, key=lambda trace: len(trace["x"]))["marker"]["color"]

    assert colours("heatmap") == colours("ranking")


def test_drawing_forty_by_twelve_takes_a_few_milliseconds():
    made = room([f"Kategori {i}" for i in range(40)], [f"Mål {j}" for j in range(12)], list(range(12, 0, -1)))
    layout = heatmap_layout.heatmap(made.result, made.names, SV)
    heatmap.heatmap(layout, SV, theme.LIGHT)
    began = time.process_time()
    for _ in range(5):
        heatmap.heatmap(layout, SV, theme.LIGHT)
    assert (time.process_time() - began) / 5 < 0.03


def test_two_hundred_by_thirty_stays_in_proportion():
    made = room([f"Kategori {i}" for i in range(200)], [f"Mål {j}" for j in range(30)], [1] * 30)
    layout = heatmap_layout.heatmap(made.result, made.names, SV)
    picture = heatmap.heatmap(layout, SV, theme.LIGHT).to_dict()
    assert picture["layout"]["height"] > 200 * heatmap.DENSE
