"""The ranking with the parts of each bar; the same rows, order and colours as the heatmap.

On top stands the key: the bar of a category that furthers every goal decisively, with the goals' names in its parts.
`narrow` is the picture for a phone: names above the bars. A click sends `row:<category>`.
"""

import html
from typing import Any

from lotsen.charts import theme
from lotsen.charts.heatmap import part_colours, row_address
from lotsen.charts.layout.heatmap import Heatmap, Row
from lotsen.charts.layout.names import short, whole
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

NAME_WIDTH = 270
"""px that the names have beside the bars."""

LEAST_LABEL = 4.0
"""Points a part needs to carry its number."""


def ranking(layout: Heatmap, t: Texts, palette: Palette, *, narrow: bool = False) -> Picture:
    """Draw the bars."""
    row_height = 56 if narrow else 34
    head = 8 if narrow else 46
    data = [
        *([] if narrow else [_key(layout, palette)]),
        _bars(layout, t, palette, narrow),
        _open_ends(layout, palette),
        _scores(layout, palette, narrow),
    ]
    top = -0.75 if narrow else -1.7
    return Picture(
        data,
        theme.layout(
            palette,
            height=head + row_height * (len(layout.rows) + (0 if narrow else 1)),
            margin={"l": 4 if narrow else NAME_WIDTH, "r": 36, "t": 4, "b": 4, "autoexpand": False},
            hovermode="closest",
            clickmode="event+select",
            barmode="overlay",
            xaxis=theme.axis(range=[0, 100], showticklabels=False),
            yaxis=theme.axis(range=[len(layout.rows) - 0.5, top], showticklabels=False),
            annotations=_names(layout, t, palette, narrow),
            shapes=_line(layout, palette, narrow),
        ),
    )


def _bar(x: list[float], base: list[float], y: list[float], width: float, marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": x,
        "base": base,
        "y": y,
        "width": width,
        "marker": marker,
        "constraintext": "none",
        "insidetextanchor": "middle",
        "textangle": 0,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _key(layout: Heatmap, palette: Palette) -> dict[str, Any]:
    """The fullest bar there can be: each goal's weight, named."""
    colours = part_colours(layout, palette)
    weighted = [place for place, weight in enumerate(layout.weights) if weight > 0]
    lengths = [100 * layout.weights[place] for place in weighted]
    names = [layout.columns[place].name if place < len(layout.columns) else "€" for place in weighted]
    fills = [colours[place] for place in weighted]
    bar = _bar(
        lengths,
        [sum(lengths[:i]) for i in range(len(lengths))],
        [-1.1] * len(lengths),
        0.62,
        {"color": fills, "line": {"color": palette.paper, "width": 1}},
    )
    return bar | {
        "text": [html.escape(short(name, int(n * 1.4))) for name, n in zip(names, lengths, strict=True)],
        "textposition": "inside",
        "textfont": {**theme.font(palette, 13), "color": [theme.ink_on(fill) for fill in fills]},
        "hovertext": [html.escape(name) for name in names],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _bars(layout: Heatmap, t: Texts, palette: Palette, narrow: bool) -> dict[str, Any]:
    colours = part_colours(layout, palette)
    pieces = [(number, row, part) for number, row in enumerate(layout.rows) for part in row.parts]
    fills = [colours[part.column] for *_, part in pieces]
    bar = _bar(
        [round(part.length, 2) for *_, part in pieces],
        [round(part.start, 2) for *_, part in pieces],
        [number + (0.2 if narrow else 0) for number, *_ in pieces],
        0.34 if narrow else 0.62,
        {"color": fills, "line": {"color": palette.paper, "width": 1}, "opacity": 1},
    )
    least = LEAST_LABEL * (2.4 if narrow else 1)
    said = (
        {"hoverinfo": "none"}
        if narrow
        else {
            "hovertext": [_part_says(layout, row, part.column, part.length, t) for _, row, part in pieces],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )
    return (bar | said) | {
        "text": [whole(t.language, round(p.length)) if p.length >= least else "" for *_, p in pieces],
        "textposition": "inside",
        "textfont": {**theme.font(palette, 13), "color": [theme.ink_on(fill) for fill in fills]},
        "customdata": [row_address(row) for _, row, _ in pieces],
    }


def _part_says(layout: Heatmap, row: Row, column: int, points: float, t: Texts) -> str:
    name = layout.columns[column].name if column < len(layout.columns) else t("Spend")
    said = t("{points} of {score} points", points=t.number(points, 1), score=row.score_text or "–")
    return f"<b>{html.escape(row.name)}</b><br>{html.escape(name)}<br>{said}"


def _open_ends(layout: Heatmap, palette: Palette) -> dict[str, Any]:
    """Between which points a category lies once the rest of it is judged, as a thin line."""
    x: list[float | None] = []
    y: list[float | None] = []
    for number, row in enumerate(layout.rows):
        if row.judged < 0.995:
            x += [row.lowest, row.highest, None]
            y += [number + 0.44, number + 0.44, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": palette.muted, "width": 2, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _scores(layout: Heatmap, palette: Palette, narrow: bool) -> dict[str, Any]:
    ranked = [(number, row) for number, row in enumerate(layout.rows) if row.rank]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [(row.score or 0) + 0.6 for _, row in ranked],
        "y": [number + (0.2 if narrow else 0) for number, _ in ranked],
        "text": [f"<b>{row.score_text}</b> {row.sure}" if row.listed else row.end for _, row in ranked],
        "textposition": "middle right",
        "textfont": theme.font(palette, theme.LARGE),
        "unselected": {"textfont": {"color": palette.ink}},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _names(layout: Heatmap, t: Texts, palette: Palette, narrow: bool) -> list[dict[str, Any]]:
    """Rank and name: before the bar, or above it where there is no room beside."""
    texts = [] if narrow else [(-1.1, t("The most there is"), True)]
    for number, row in enumerate(layout.rows):
        rank = f"{row.rank}" if row.rank else "–"
        name = html.escape(short(row.title, 34 if narrow else 33))
        text = f"{rank}  {name}"
        texts.append((number - (0.22 if narrow else 0), f"<b>{text}</b>" if row.listed else text, False))
    return [
        {
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": 0 if narrow else 4 - NAME_WIDTH,
            "y": y,
            "yref": "y",
            "yanchor": "middle",
            "showarrow": False,
            "align": "left",
            "text": text,
            "font": theme.font(palette, theme.LARGE if narrow else theme.SIZE, muted=muted),
        }
        for y, text, muted in texts
    ]


def _line(layout: Heatmap, palette: Palette, narrow: bool) -> list[dict[str, Any]]:
    if layout.line_after is None:
        return []
    y = layout.line_after - 0.5
    return [
        {
            "type": "line",
            "xref": "paper",
            "yref": "y",
            "x0": 0 if narrow else -0.3,
            "x1": 1,
            "y0": y,
            "y1": y,
            "line": {"color": palette.accent, "width": 1.5, "dash": "dash"},
        }
    ]
