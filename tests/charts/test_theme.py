import itertools

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.charts import theme
from lotsen.charts.colour import AA_MARK, AA_TEXT, contrast, luminance, mix, oklab

PALETTES = [theme.LIGHT, theme.DARK]
by_name = pytest.mark.parametrize("colours", PALETTES, ids=lambda p: p.name)
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)


@by_name
def test_text_is_readable_on_every_surface(colours):
    for ink in (colours.ink, colours.muted, colours.accent):
        for surface in (colours.paper, colours.panel):
            assert contrast(ink, surface) >= AA_TEXT
    assert contrast(colours.attention, colours.paper) >= AA_TEXT
    assert contrast(colours.attention, colours.panel) >= AA_MARK
    assert contrast(colours.on_accent, colours.accent) >= AA_TEXT


@by_name
def test_marks_stand_out_from_the_page(colours):
    for mark in (colours.high, colours.accent, colours.attention, colours.money):
        assert contrast(mark, colours.paper) >= AA_MARK


@by_name
def test_the_scale_of_benefit_goes_in_even_steps_and_keeps_its_order_in_grey(colours):
    steps = [theme.benefit(colours, i / 10) for i in range(11)]
    lightness = [oklab(step)[0] for step in steps]
    differences = [b - a for a, b in itertools.pairwise(lightness)]
    assert max(differences) - min(differences) < 0.012
    greys = [luminance(step) for step in steps]
    assert greys == sorted(greys, reverse=colours is theme.LIGHT)


@given(st.sampled_from(PALETTES), st.floats(0, 1))
def test_the_value_in_a_cell_is_readable_at_every_step_of_the_scale(colours, share):
    cell = theme.benefit(colours, share)
    assert contrast(theme.ink_on(cell), cell) >= AA_TEXT


@given(COLOURS)
def test_a_text_colour_is_found_for_any_ground(colour):
    assert contrast(theme.ink_on(colour), colour) >= AA_TEXT


@given(COLOURS, COLOURS)
def test_mixing_starts_and_ends_at_its_two_colours(one, other):
    for expected, share in ((one, 0.0), (other, 1.0)):
        got = mix(one, other, share)
        assert all(abs(int(got[i : i + 2], 16) - int(expected[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


def test_contrast_is_the_published_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert oklab("#FF0000") == pytest.approx((0.628, 0.225, 0.126), abs=0.001)


@by_name
def test_parts_of_a_whole_get_fainter_and_never_vanish(colours):
    parts = theme.tints(colours, 12)
    away = [abs(oklab(part)[0] - oklab(colours.low)[0]) for part in parts]
    assert away == sorted(away, reverse=True)
    assert len(set(parts)) == 12


@by_name
def test_the_shared_layout_is_one_that_plotly_accepts(colours):
    figure = go.Figure(layout=theme.layout(colours, height=300, yaxis=theme.axis(autorange="reversed")))
    assert figure.layout.height == 300
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.layout.xaxis.showgrid is False
