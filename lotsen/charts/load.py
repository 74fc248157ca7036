"""Load on screen: squares that darken with the share of the time; what is too much is hatched, framed and marked ▲.

A click gives the quarter's address as `customdata`. `narrow` is the picture for a phone: fewer quarters, names above.
"""

import html
from typing import Any

from lotsen.charts import theme
from lotsen.charts.layout.load import LoadLayout, Mark
from lotsen.charts.layout.names import short
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

NAME_WIDTH = 230
ROW, NARROW_ROW = 38, 62
SQUARE, NARROW_SQUARE = 0.84, 0.5
GAP = 0.06
STROKES = 5


def load(layout: LoadLayout, t: Texts, palette: Palette, *, narrow: bool = False) -> Picture:
    """Draw it."""
    down = 0.18 if narrow else 0.0
    return Picture(
        [_squares(layout, palette, narrow, down), _hatch(layout, palette, narrow, down)],
        theme.layout(
            palette,
            height=44 + (NARROW_ROW if narrow else ROW) * max(len(layout.rows), 1),
            margin={"l": 4 if narrow else NAME_WIDTH, "r": 4, "t": 40, "b": 4, "autoexpand": False},
            barmode="overlay",
            hovermode="closest",
            clickmode="event+select",
            xaxis=theme.axis(
                range=[0, len(layout.columns) or 1],
                side="top",
                tickvals=[n + 0.5 for n in range(len(layout.columns))],
                ticktext=_heads(layout, t),
            ),
            yaxis=theme.axis(range=[len(layout.rows) - 0.5, -0.5], showticklabels=False),
            annotations=_names(layout, palette, narrow),
        ),
    )


def _heads(layout: LoadLayout, t: Texts) -> list[str]:
    """'Q3', with the year over the first quarter of each year and over the first of all."""
    return [
        (f"<b>{each.year}</b><br>" if each.number == 1 or n == 0 else " <br>") + t("Q{number}", number=each.number)
        for n, each in enumerate(layout.columns)
    ]


def _squares(layout: LoadLayout, palette: Palette, narrow: bool, down: float) -> dict[str, Any]:
    fills = [_fill(mark, palette) for mark in layout.marks]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [1 - 2 * GAP for _ in layout.marks],
        "base": [mark.column + GAP for mark in layout.marks],
        "y": [mark.row + down for mark in layout.marks],
        "width": NARROW_SQUARE if narrow else SQUARE,
        "marker": {
            "color": fills,
            "opacity": 1,
            "line": {
                "color": [palette.attention if mark.over else palette.line for mark in layout.marks],
                "width": [2.5 if mark.over else 1 for mark in layout.marks],
            },
        },
        "text": [f"<b>{mark.text} ▲</b>" if mark.over else mark.text for mark in layout.marks],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "textfont": {**theme.font(palette, 13), "color": [theme.ink_on(fill) for fill in fills]},
        "customdata": [mark.address for mark in layout.marks],
        "hovertext": [html.escape(mark.about) for mark in layout.marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _fill(mark: Mark, palette: Palette) -> str:
    """Pale for little, half the scale for all the time there is; too much stays light, for its strokes and words."""
    if mark.over:
        return palette.paper
    return theme.benefit(palette, 0.5 * min(mark.share or 0.0, 1.0))


def _hatch(layout: LoadLayout, palette: Palette, narrow: bool, down: float) -> dict[str, Any]:
    """Strokes over what is too much, on both sides of its number. Lines: Plotly's own patterns don't show on every
    page."""
    x: list[float | None] = []
    y: list[float | None] = []
    half = (NARROW_SQUARE if narrow else SQUARE) / 2
    step = 0.2 / STROKES
    for mark in layout.marks:
        if mark.over:
            for n in range(STROKES):
                for left in (mark.column + GAP + n * step, mark.column + 1 - GAP - (n + 1) * step):
                    x += [left, left + step, None]
                    y += [mark.row + down + half, mark.row + down - half, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": palette.attention, "width": 1},
        "opacity": 0.55,
        "hoverinfo": "skip",
    }


def _names(layout: LoadLayout, palette: Palette, narrow: bool) -> list[dict[str, Any]]:
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 2 if narrow else 4 - NAME_WIDTH,
            "y": n - (0.33 if narrow else 0),
            "yref": "y",
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "text": html.escape(short(who, 40 if narrow else 28)),
            "font": theme.font(palette, theme.SIZE),
        }
        for n, who in enumerate(layout.rows)
    ]
