"""The same layouts as SVG: complete, readable, harmless whatever users wrote."""

import itertools
import re
from dataclasses import replace
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.charts import theme
from lotsen.charts.colour import AA_TEXT, contrast, luminance
from lotsen.charts.layout import heatmap as heatmap_layout
from lotsen.charts.layout.heatmap import CellState
from lotsen.charts.svg import legend, measure
from lotsen.charts.svg.legend import Item
from lotsen.charts.svg.look import LAPTOP, LOOKS, PHONE, PRINT, PROJECTOR
from lotsen.domain.localtext import LANGUAGES
from lotsen.texts import Texts
from tests.support.drawn import PICTURES, SVG, WORDS, drawn, read, said
from tests.support.judged import CATEGORIES, GOALS, room

SV = Texts.of("sv")
HOSTILE = (
    "<script>alert(1)</script>", "]]>", "&amp; &lt;b&gt;", "x" * 300, "\u202eבכור עברית\u202c", '" onload="alert(1)',
    "null\x00\x0b\ud800", "{t} %s \\n", "", " \n\t",
)  # fmt: skip
ALLOWED = {"svg", "g", "rect", "line", "path", "circle", "text", "title", "desc"}


def layout_of(made):
    return heatmap_layout.heatmap(made.result, made.names, SV)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("options", [{}, {"weight": 0.2}, {"gaps": 1.0, "agreed": False, "criteria": False}], ids=str)
def test_every_picture_is_xml_of_the_looks_width_and_says_what_it_is(picture, look, language, options):
    root = read(drawn(room(**options), picture, look, language=language))
    assert (root.tag, root.get("role"), root.get("lang")) == (f"{SVG}svg", "img", language)
    assert int(root.get("width")) == look.width
    assert root.find(f"{SVG}title").text == WORDS.title
    assert root.find(f"{SVG}desc").text == f"{WORDS.subtitle} {WORDS.more}"


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("picture", ["heatmap", "ranking"])
def test_every_category_and_goal_stands_in_the_picture_by_its_whole_name(picture, look):
    texts = said(drawn(room(), picture, look))
    for name in (*CATEGORIES[: look.rows], *GOALS):
        assert any(name in text for text in texts), name


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_category_with_money_has_a_bubble_with_its_name(look):
    made = room()
    texts = said(drawn(made, "bubble", look))
    ranked = [c for i, c in enumerate(made.result.categories) if made.result.ranks[i] and made.names.money.get(c)]
    assert ranked
    for category in ranked:
        assert any(made.names.categories[category] in text for text in texts)


def test_values_weights_points_and_money_are_the_layouts_own():
    made = room(weight=0.1)
    layout, texts = layout_of(made), said(drawn(made, "heatmap"))
    for expected in (
        [cell.text for cell in layout.cells if cell.text],
        [row.score_text for row in layout.rows if row.rank],
        [row.money_text for row in layout.rows if row.money is not None],
        [column.weight_text for column in layout.columns if column.weight_text],
    ):
        left = list(texts)
        for one in expected:
            left.remove(one)


def test_what_is_missing_is_hatched_and_what_was_agreed_is_framed():
    made = room()
    layout, root = layout_of(made), read(drawn(made, "heatmap"))
    missing = sum(cell.shade is None for cell in layout.cells)
    agreed = sum(cell.state is CellState.AGREED for cell in layout.cells)
    dots = sum(cell.matters for cell in layout.cells)
    assert len(root.findall(f".//{SVG}path")) == missing + 1, "and the one in the legend"
    assert len(root.findall(f".//{SVG}rect[@fill='none']")) == agreed + 1
    assert len(root.findall(f".//{SVG}circle")) == dots + 1
    assert missing and agreed and dots


def test_on_screen_each_mark_is_a_picture_of_its_own_and_its_words_are_no_markup():
    shown = legend.on_screen(
        [Item(legend.swatch("#0B5C6B", "#fff"), "<b>Mål & medel"), Item(legend.stroke("#000", "6 4"), "slut", 2)]
    )
    root = ElementTree.fromstring(shown)
    assert [item.find("img").tail for item in root] == ["<b>Mål & medel", "slut"]
    kind = "data:image/svg+xml,"
    for item, wide in zip(root, (16, 30), strict=True):
        source = item.find("img").get("src")
        assert source.startswith(kind)
        assert read(unquote(source.removeprefix(kind))).get("width") == str(wide)


def test_the_line_lies_under_the_top_list_and_not_where_rows_are_cut_off():
    made = room()
    assert layout_of(made).line_after is not None
    dashed = f".//{SVG}line[@stroke-dasharray='6 4']"
    assert len(read(drawn(made, "heatmap")).findall(dashed)) == 2, "and the one in the legend"
    assert len(read(drawn(made, "heatmap", replace(LAPTOP, rows=2))).findall(dashed)) == 0


def test_a_projector_shows_fewer_rows_and_says_how_many_are_left_out():
    made = room([f"Kategori {i}" for i in range(40)])
    texts = said(drawn(made, "heatmap", PROJECTOR))
    assert any("28" in text and WORDS.foot in text for text in texts)
    assert not any("Minskningspotential" in text for text in texts), "what stands beside the goals is left out"


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("look", [LAPTOP, PHONE], ids=lambda look: look.name)
@pytest.mark.parametrize("picture", PICTURES)
def test_a_hostile_name_is_nothing_but_a_name(picture, look, name):
    made = room([name, *CATEGORIES[1:]], [name, *GOALS[1:]])
    root = read(drawn(made, picture, look, words=replace(WORDS, title=name, foot=name)))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= ALLOWED
    assert not [key for one in root.iter() for key in one.attrib if key.startswith("on") or key.endswith("href")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=3, max_size=6), st.sampled_from(PICTURES))
def test_any_names_make_a_picture_that_parses(names, picture):
    read(drawn(room(names, names, [1] * len(names)), picture))


def boxes(root):
    """What every unrotated text takes, in px: (text, left, top, right, bottom)."""
    found = []

    def walk(one, x, y):
        move = one.get("transform", "")
        if "rotate" in move:
            return
        if move:
            dx, dy = map(float, re.findall(r"-?[\d.]+", move))
            x, y = x + dx, y + dy
        if one.tag == f"{SVG}text" and one.text:
            size = float(one.get("font-size"))
            wide = measure.width(one.text, size, bold=one.get("font-weight") is not None)
            left = x + float(one.get("x")) - {"end": wide, "middle": wide / 2}.get(one.get("text-anchor"), 0)
            base = y + float(one.get("y"))
            found.append((one.text, left, base - 0.7 * size, left + wide, base + 0.05 * size))
        for child in one:
            walk(child, x, y)

    walk(root, 0, 0)
    return found


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("picture", ["heatmap", "ranking"])
@pytest.mark.parametrize("size", [(5, 3), (12, 5), (40, 12), (30, 30)], ids=str)
def test_no_text_runs_into_another_or_out_of_the_picture(picture, look, size):
    rows, columns = size
    made = room(
        [f"En ganska lång kategori, nummer {i}, som inte ryms" for i in range(rows)],
        [f"Ett mål med ett långt namn {j}" for j in range(columns)],
        [1] * columns,
    )
    root = read(drawn(made, picture, look, words=replace(WORDS, title="Vad bilden säger " * 9)))
    texts = boxes(root)
    assert min(left for _, left, *_ in texts) >= 0
    assert max(right for *_, right, _ in texts) <= look.width
    assert max(bottom for *_, bottom in texts) <= int(root.get("height"))
    for n, (one, left, top, right, bottom) in enumerate(texts):
        for other, left_2, top_2, right_2, bottom_2 in texts[n + 1 :]:
            apart = right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top
            assert apart, f"{one!r} runs into {other!r}"


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=lambda p: p.name)
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_colours_keep_their_contrast(look, palette):
    colours = look.colours(palette)
    for ink in (colours.ink, colours.muted):
        assert contrast(ink, colours.paper) >= AA_TEXT


def test_print_loses_nothing_in_grey():
    colours = PRINT.colours(theme.DARK)
    steps = [luminance(theme.benefit(colours, value / 3)) for value in range(4)]
    assert all(light - dark > 0.05 for light, dark in itertools.pairwise(steps))
    assert contrast(colours.attention, colours.paper) > 12


@pytest.mark.parametrize("picture", PICTURES)
def test_a_room_without_anything_can_be_drawn(picture):
    for made in (room([], [], []), room(["Energi"], [], []), room([], ["Klimat"], [1])):
        assert WORDS.title in said(drawn(made, picture))
