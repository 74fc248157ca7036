import time

import plotly.graph_objects as go
import pytest

from lotsen.charts import gantt, path, theme
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.localtext import LANGUAGES
from lotsen.texts import Texts
from tests.support.plans import busy_content, content


def checked(picture) -> go.Figure:
    """The same figure as Plotly checks it: raises for a property or value that isn't Plotly's."""
    return go.Figure(picture.to_dict())


def drawn(n=40, grouping=Grouping.CATEGORY, language="sv", colours=theme.LIGHT):
    t = Texts.of(language)
    placed = layout(busy_content(n), grouping, t)
    return placed, checked(gantt.figure(placed, colours, t))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=lambda c: c.name)
def test_the_figure_is_one_that_plotly_accepts(language, grouping, colours):
    placed, figure = drawn(40, grouping, language, colours)
    assert len(figure.data) >= 10
    assert figure.layout.height == gantt.height(placed)


def test_an_empty_plan_can_be_drawn():
    t = Texts.of("sv")
    figure = checked(gantt.figure(layout(content(), Grouping.CATEGORY, t), theme.LIGHT, t))
    assert figure.layout.height == gantt.HEADER + gantt.ROW


def test_every_bar_of_the_layout_is_drawn_where_it_lies_and_can_be_clicked():
    placed, figure = drawn()
    bodies = figure.data[0]
    shown = {
        each: (left, left + length, row)
        for each, left, length, row in zip(bodies.customdata, bodies.base, bodies.x, bodies.y, strict=True)
    }
    assert shown == {str(bar.intervention_id): (bar.left, bar.right, bar.row) for bar in placed.bars}


def test_states_differ_by_more_than_colour():
    placed, figure = drawn(60)
    strokes = next(trace for trace in figure.data if trace.type == "scatter" and trace.line.width == 1.2)
    for bar in placed.bars:
        inside = [
            (x, y)
            for x, y in zip(strokes.x, strokes.y, strict=True)
            if x is not None and bar.left <= x <= bar.right and abs(y - bar.row) <= 0.3
        ]
        assert bool(inside) is (bar.status in gantt.STROKES), bar.status
    assert len(gantt.STROKES[Status.STOPPED]) > len(gantt.STROKES[Status.PROPOSED])
    widths = dict(zip((bool(bar.late) for bar in placed.bars), figure.data[0].marker.line.width, strict=True))
    assert widths[True] > widths[False]


def test_users_words_are_never_markup():
    _, figure = drawn()
    texts = [text for trace in figure.data if trace.text is not None for text in trace.text]
    assert any("Utbilda beställarna &lt;b&gt;&amp;" in text for text in texts)
    assert not any("beställarna <b>" in text for text in texts)


def test_a_long_plan_gets_dense_rows_and_repeats_its_quarters():
    placed, figure = drawn(300)
    assert gantt.height(placed) == gantt.HEADER + (placed.rows + 1) * gantt.DENSE_ROW
    assert sum(1 for trace in figure.data if trace.text and "2027" in str(trace.text)) >= 1


def test_forty_bars_are_built_within_five_milliseconds_of_their_own():
    """The best of several builds, so that a neighbour on the machine doesn't decide."""
    t = Texts.of("sv")
    placed = layout(busy_content(40), Grouping.CATEGORY, t)

    def once() -> float:
        begun = time.thread_time()
        gantt.figure(placed, theme.LIGHT, t)
        return time.thread_time() - begun

    assert min(once() for _ in range(20)) < 0.005


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_year_view_names_every_bar_and_escapes_it(language):
    t = Texts.of(language)
    placed = layout(busy_content(40), Grouping.CATEGORY, t)
    html = path.html(placed, theme.LIGHT, t, lambda each: f"plan?a={each}&b=1")
    assert all(f"a={bar.intervention_id}&amp;b=1" in html for bar in placed.bars)
    assert "beställarna &lt;b&gt;&amp;amp;" not in html
    assert "beställarna &lt;b&gt;&amp;" in html
