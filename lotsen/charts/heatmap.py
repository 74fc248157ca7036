"""The heatmap on screen: Plotly draws the layout; clicks come from invisible marks over cells and rows.

A clicked mark's `customdata` is its address: `cell:<category>:<column>` or `row:<category>`, with short ids.
"""

import html
from typing import Any

import numpy as np

from lotsen.charts import theme
from lotsen.charts.colour import mix
from lotsen.charts.layout.heatmap import Cell, CellState, Heatmap, Row
from lotsen.charts.layout.names import lines, short_id
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

NAMES, MONEY, MATRIX, PARTS = (0.0, 0.232), (0.238, 0.285), 0.3, (0.795, 1.0)
"""Where each area lies, as shares of the width; the matrix ends where the parts begin."""

ROOMY, DENSE = 36, 28
"""Row height in px, up to 16 rows and beyond."""

CELL = 0.47
"""Half a cell, the gap to the next one left out."""


STROKE = 3.0
"""Points between the strokes over a bar."""


def heatmap(layout: Heatmap, t: Texts, palette: Palette) -> Picture:
    """Draw a heatmap."""
    row_height = ROOMY if len(layout.rows) <= 16 else DENSE
    slanted = _slanted(layout)
    head = 62 if layout.columns else 0
    top = (118 if slanted else 18 + 15 * _most_lines(layout)) if layout.columns else 24
    body = row_height * max(len(layout.rows), 1)
    share = body / (body + head)
    says = [_row_says(row, t) for row in layout.rows]
    inks = _by_ink(layout, palette)
    data = [
        *_shades(layout, palette),
        *_hatching(layout, palette),
        *_frames(layout, palette),
        *_cell_texts(layout, inks, palette),
        *_spreads(layout, inks),
        _dots(layout, palette),
        _parts(layout, palette),
        undecided(layout, palette, 0.21) | {"xaxis": "x4", "yaxis": "y"},
        *_row_texts(layout, palette, row_height),
        _money(layout, palette),
        _head_bars(layout, palette),
        _head_targets(layout, t),
        _cell_targets(layout, t, palette),
        _row_targets(layout, says, "x", 0.5),
        _row_targets(layout, says, "x4", 40),
    ]
    figure_layout = theme.layout(
        palette,
        height=body + head + top + 8,
        margin={"l": 0, "r": 0, "t": top, "b": 8, "autoexpand": False},
        hovermode="closest",
        hoverdistance=160,
        clickmode="event+select",
        barmode="overlay",
        xaxis=theme.axis(domain=NAMES, range=[0, 1], showticklabels=False),
        xaxis2=theme.axis(domain=MONEY, range=[0, 1.02], showticklabels=False),
        xaxis3=_matrix_axis(layout, slanted, palette),
        xaxis4=theme.axis(domain=PARTS, range=[0, 112], showticklabels=False),
        yaxis=theme.axis(domain=[0, share], range=[len(layout.rows) - 0.5, -0.5], showticklabels=False),
        yaxis2=theme.axis(domain=[share, 1], range=[0, 1.75], showticklabels=False),
        shapes=_line(layout, palette),
        annotations=_captions(layout, t, palette, share),
    )
    return Picture(data, figure_layout)


def row_address(row: Row) -> str:
    """What a click on a name or a bar sends."""
    return f"row:{short_id(row.id)}"


def part_colours(layout: Heatmap, palette: Palette) -> tuple[str, ...]:
    """A colour for every part of the bars, by column: tints for those that weigh anything, the heaviest strongest."""
    weighted = [place for place, weight in enumerate(layout.weights) if weight > 0]
    tints = dict(zip(weighted, theme.tints(palette, len(weighted)), strict=True))
    return tuple(tints.get(place, palette.track) for place in range(len(layout.weights)))


def _slanted(layout: Heatmap) -> bool:
    """Whether column names have to stand aslant: some word would not fit over its column."""
    room = _column_width(layout)
    return room < 78 or any(len(word) * 6.6 > room for column in layout.columns for word in column.name.split())


def _column_width(layout: Heatmap) -> float:
    """About how many px a column has on a laptop."""
    return 1280 * (PARTS[0] - MATRIX) / max(layout.width, 1)


def _wrap_width(layout: Heatmap) -> int:
    return int(_column_width(layout) / 6.6)


def _most_lines(layout: Heatmap) -> int:
    return max((len(lines(column.name, _wrap_width(layout), 3)) for column in layout.columns), default=1)


def _matrix_axis(layout: Heatmap, slanted: bool, palette: Palette) -> dict[str, Any]:
    texts = (
        ["<br>".join(map(html.escape, lines(column.name, 22))) for column in layout.columns]
        if slanted
        else ["<br>".join(map(html.escape, lines(c.name, _wrap_width(layout), 3))) for c in layout.columns]
    )
    return theme.axis(
        domain=[MATRIX, PARTS[0] - 0.012],
        range=[-0.5, max(layout.width, 1) - 0.5],
        anchor="y2",
        side="top",
        tickmode="array",
        tickvals=[column.x for column in layout.columns],
        ticktext=texts,
        tickangle=-42 if slanted else 0,
        tickfont=theme.font(palette, 12 if slanted else 13),
    )


def _shades(layout: Heatmap, palette: Palette) -> list[dict[str, Any]]:
    """The coloured cells: goals on the scale of benefit, criteria on a neutral one."""
    neutral = [[i / 10, mix(palette.panel, palette.muted, 0.62 * i / 10)] for i in range(11)]
    benefit = [[i / 10, theme.benefit(palette, i / 10)] for i in range(11)]
    traces = []
    for beside, scale in ((False, benefit), (True, neutral)):
        places = [i for i, column in enumerate(layout.columns) if column.beside is beside]
        if not places:
            continue
        wide = len(layout.columns)
        traces.append(
            {
                "type": "heatmap",
                "x": [layout.columns[place].x for place in places],
                "y": list(range(len(layout.rows))),
                "z": [[_rounded(layout.cells[r * wide + p].shade) for p in places] for r in range(len(layout.rows))],
                "zmin": 0,
                "zmax": 1,
                "colorscale": scale,
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
                "hoverinfo": "skip",
                "xaxis": "x3",
                "yaxis": "y",
            }
        )
    return traces


def _blocks(layout: Heatmap, cells: list[Cell], marker: dict[str, Any]) -> list[dict[str, Any]]:
    """Rectangles over whole cells."""
    if not cells:
        return []
    return [
        {
            "type": "bar",
            "x": [layout.columns[cell.column].x for cell in cells],
            "y": [2 * CELL] * len(cells),
            "base": [cell.row - CELL for cell in cells],
            "width": 2 * CELL,
            "marker": marker,
            "hoverinfo": "skip",
            "xaxis": "x3",
            "yaxis": "y",
            "selected": {"marker": {"opacity": 1}},
            "unselected": {"marker": {"opacity": 1}},
        }
    ]


def _rounded(shade: float | None) -> float | None:
    return None if shade is None else round(shade, 3)


def _hatching(layout: Heatmap, palette: Palette) -> list[dict[str, Any]]:
    """What is missing, as hatching."""
    missing = [cell for cell in layout.cells if cell.shade is None]
    pattern = {"shape": "/", "fgcolor": palette.hatch, "bgcolor": "rgba(0,0,0,0)", "size": 6, "solidity": 0.16}
    return _blocks(layout, missing, {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"width": 0}})


def _frames(layout: Heatmap, palette: Palette) -> list[dict[str, Any]]:
    """Agreed values have a frame: they override the votes."""
    agreed = [cell for cell in layout.cells if cell.state is CellState.AGREED]
    return _blocks(layout, agreed, {"color": "rgba(0,0,0,0)", "line": {"color": palette.ink, "width": 2}})


def ground(layout: Heatmap, cell: Cell, palette: Palette) -> str:
    """The colour that a cell's text stands on."""
    if cell.shade is None:
        return palette.paper
    if layout.columns[cell.column].beside:
        return mix(palette.panel, palette.muted, round(0.62 * cell.shade, 2))
    return theme.benefit(palette, round(cell.shade, 2))


def _by_ink(layout: Heatmap, palette: Palette) -> dict[str, list[Cell]]:
    """Cells by the text colour that is readable on them: a trace has one colour when others are picked."""
    groups: dict[str, list[Cell]] = {}
    for cell in layout.cells:
        if cell.text:
            ink = palette.muted if cell.shade is None else theme.ink_on(ground(layout, cell, palette))
            groups.setdefault(ink, []).append(cell)
    return groups


def _cell_texts(layout: Heatmap, inks: dict[str, list[Cell]], palette: Palette) -> list[dict[str, Any]]:
    size = theme.SIZE if layout.width <= 16 else 11
    return [
        _text(
            [layout.columns[cell.column].x for cell in cells],
            [cell.row for cell in cells],
            [f"<b>{cell.text}</b>" if cell.state is CellState.AGREED else cell.text for cell in cells],
            {**theme.font(palette, size), "color": ink},
            axis="x3",
        )
        for ink, cells in inks.items()
    ]


def _text(
    x: list[float], y: list[float], text: list[str], font: dict[str, Any], *, axis: str, at: str = "middle center"
) -> dict[str, Any]:
    """Texts in one colour, which stay as they are when something else is picked."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": x,
        "y": y,
        "text": text,
        "textposition": at,
        "textfont": font,
        "hoverinfo": "skip",
        "cliponaxis": False,
        "xaxis": axis,
        "yaxis": "y",
        "unselected": {"textfont": {"color": font["color"]}},
    }


def _spreads(layout: Heatmap, inks: dict[str, list[Cell]]) -> list[dict[str, Any]]:
    """Disagreement as a line under the value: the longer, the further apart the answers."""
    traces = []
    for ink, cells in inks.items():
        x: list[float | None] = []
        y: list[float | None] = []
        for cell in cells:
            if cell.spread and cell.state is not CellState.MISSING:
                middle, half = layout.columns[cell.column].x, 0.42 * cell.spread
                x += [round(middle - half, 3), round(middle + half, 3), None]
                y += [cell.row + 0.31, cell.row + 0.31, None]
        if x:
            traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": x,
                    "y": y,
                    "line": {"color": ink, "width": 2},
                    "hoverinfo": "skip",
                    "xaxis": "x3",
                    "yaxis": "y",
                }
            )
    return traces


def _dots(layout: Heatmap, palette: Palette) -> dict[str, Any]:
    """Where it is worth talking: settling the cell changes the list."""
    cells = [cell for cell in layout.cells if cell.matters]
    marker = {"size": 9, "color": palette.attention, "line": {"color": palette.paper, "width": 1.5}, "opacity": 1}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [layout.columns[cell.column].x + 0.36 for cell in cells],
        "y": [cell.row - 0.3 for cell in cells],
        "marker": marker,
        "unselected": {"marker": {"opacity": 1}},
        "hoverinfo": "skip",
        "xaxis": "x3",
        "yaxis": "y",
    }


def _parts(layout: Heatmap, palette: Palette) -> dict[str, Any]:
    """The score by its parts, in the order of the columns."""
    colours = part_colours(layout, palette)
    pieces = [(number, part) for number, row in enumerate(layout.rows) for part in row.parts]
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(part.length, 2) for _, part in pieces],
        "base": [round(part.start, 2) for _, part in pieces],
        "y": [number for number, _ in pieces],
        "width": 0.42,
        "marker": {
            "color": [colours[part.column] for _, part in pieces],
            "line": {"color": palette.paper, "width": 1},
        },
        "hoverinfo": "skip",
        "xaxis": "x4",
        "yaxis": "y",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def undecided(layout: Heatmap, palette: Palette, half: float) -> dict[str, Any]:
    """Strokes over the bars of rows of which it is open whether they belong to the top list; `half` is a bar's half."""
    x: list[float | None] = []
    y: list[float | None] = []
    for number, row in enumerate(layout.rows):
        end = sum(part.length for part in row.parts) if row.open else 0.0
        for at in np.arange(0.0, end - STROKE / 2, STROKE).tolist():
            x += [at, min(at + STROKE / 2, end), None]
            y += [number + half, number - half, None]
    line = {"color": palette.paper, "width": 1.5}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _row_texts(layout: Heatmap, palette: Palette, row_height: int) -> list[dict[str, Any]]:
    """Rank, name and money before the cells, the score after the bar."""
    y: list[float] = list(range(len(layout.rows)))
    wrapped = [lines(row.title, *((28, 2) if row_height == ROOMY else (33, 1))) for row in layout.rows]
    names = ["<br>".join(map(html.escape, name)) for name in wrapped]
    bold = [f"<b>{name}</b>" if row.listed else name for name, row in zip(names, layout.rows, strict=True)]
    ranks = [row.rank_text for row in layout.rows]
    ends = [sum(part.length for part in row.parts) for row in layout.rows]
    scores = [f"<b>{row.score_text}</b> {row.sure}" if row.listed else row.end for row in layout.rows]
    muted = theme.font(palette, 13, muted=True)
    return [
        _text([0.085] * len(y), y, ranks, muted, axis="x", at="middle left"),
        _text([0.1] * len(y), y, bold, theme.font(palette, 13), axis="x", at="middle right"),
        _text([1.0] * len(y), y, [row.money_text for row in layout.rows], muted, axis="x", at="middle left"),
        _text([end + 1 for end in ends], y, scores, theme.font(palette), axis="x4", at="middle right"),
    ]


def _money(layout: Heatmap, palette: Palette) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [row.money_share for row in layout.rows],
        "y": list(range(len(layout.rows))),
        "width": 0.42,
        "marker": {"color": palette.money},
        "hoverinfo": "skip",
        "xaxis": "x2",
        "yaxis": "y",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _head_bars(layout: Heatmap, palette: Palette) -> dict[str, Any]:
    """The weights over their columns."""
    return {
        "type": "bar",
        "x": [column.x for column in layout.columns],
        "y": [column.height for column in layout.columns],
        "width": 0.82,
        "text": [column.weight_text for column in layout.columns],
        "textposition": "outside",
        "textangle": 0,
        "textfont": theme.font(palette, 13, strong=True),
        "cliponaxis": False,
        "marker": {"color": palette.money},
        "hoverinfo": "skip",
        "xaxis": "x3",
        "yaxis": "y2",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _head_targets(layout: Heatmap, t: Texts) -> dict[str, Any]:
    """Invisible marks over the weights: a click explains why a goal weighs what it weighs."""
    heads = [column for column in layout.columns if column.weight > 0]
    says = [t("weighs {weight}", weight=column.weight_text) for column in heads]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [column.x for column in heads],
        "y": [column.height / 2 for column in heads],
        "customdata": [f"goal:{short_id(column.id)}" for column in heads],
        "hovertext": [f"<b>{html.escape(c.name)}</b><br>{said}" for c, said in zip(heads, says, strict=True)],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 26, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "xaxis": "x3",
        "yaxis": "y2",
    }


def _cell_targets(layout: Heatmap, t: Texts, palette: Palette) -> dict[str, Any]:
    """Invisible squares that take hover and clicks; the picked one is framed."""
    rows = [f"<b>{html.escape(row.name)}</b>" for row in layout.rows]
    columns = [html.escape(column.name) for column in layout.columns]
    row_ids = [short_id(row.id) for row in layout.rows]
    column_ids = [short_id(column.id) for column in layout.columns]
    said: dict[tuple[Any, ...], str] = {}
    hover = []
    for cell in layout.cells:
        beside = layout.columns[cell.column].beside
        key = (cell.text, cell.state, cell.judges, cell.unsure, cell.matters, beside)
        if key not in said:
            said[key] = cell_says(cell, t)
        hover.append(f"{rows[cell.row]}<br>{columns[cell.column]}<br>{said[key]}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [layout.columns[cell.column].x for cell in layout.cells],
        "y": [cell.row for cell in layout.cells],
        "customdata": [f"cell:{row_ids[cell.row]}:{column_ids[cell.column]}" for cell in layout.cells],
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": "square",
            "size": 26,
            "opacity": 0,
            "color": "rgba(0,0,0,0)",
            "line": {"color": palette.attention, "width": 3},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0}},
        "xaxis": "x3",
        "yaxis": "y",
    }


def cell_says(cell: Cell, t: Texts) -> str:
    """A cell in a few words, for hover."""
    if cell.state is CellState.MISSING:
        return t("Nobody has judged this yet.")
    if cell.state is CellState.UNSURE:
        return t.plural("{n} person answered 'I don't know'.", "{n} persons answered 'I don't know'.", cell.unsure)
    if not cell.judges and cell.state is CellState.JUDGED:
        return cell.text
    said = [t("{value} of 3", value=cell.text), t.plural("{n} judgement", "{n} judgements", cell.judges)]
    if cell.state is CellState.AGREED:
        said.append(t("agreed together"))
    if cell.matters:
        said.append(t("settling this changes the list"))
    return " · ".join(said)


def _row_says(row: Row, t: Texts) -> str:
    said = t("{score} of 100 points", score=row.score_text) if row.rank else t("Too little is judged for a rank.")
    return f"<b>{html.escape(row.name)}</b><br>{said}"


def _row_targets(layout: Heatmap, says: list[str], axis: str, x: float) -> dict[str, Any]:
    """Invisible marks over names or bars: a click explains the row."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x] * len(layout.rows),
        "y": list(range(len(layout.rows))),
        "customdata": [row_address(row) for row in layout.rows],
        "hovertext": says,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 26, "opacity": 0},
        "selected": {"marker": {"opacity": 0}},
        "unselected": {"marker": {"opacity": 0}},
        "xaxis": axis,
        "yaxis": "y",
    }


def _line(layout: Heatmap, palette: Palette) -> list[dict[str, Any]]:
    """The line under the top list."""
    if layout.line_after is None:
        return []
    y = layout.line_after - 0.5
    return [
        {
            "type": "line",
            "xref": "paper",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": y,
            "y1": y,
            "line": {"color": palette.accent, "width": 1.5, "dash": "dash"},
        }
    ]


def _captions(layout: Heatmap, t: Texts, palette: Palette, share: float) -> list[dict[str, Any]]:
    """What the areas are: units stand once, in the head."""
    captions = [
        (
            MONEY[0] - 0.006,
            "right",
            t("M€ a year") + (f" · {layout.money_weight_text}" if layout.money_weight_text else ""),
        ),
        (PARTS[0], "left", t("Points, by goal")),
    ]
    return [
        {
            "x": x,
            "y": share,
            "xref": "paper",
            "yref": "paper",
            "xanchor": anchor,
            "yanchor": "bottom",
            "showarrow": False,
            "text": text,
            "font": theme.font(palette, 13, muted=True),
        }
        for x, anchor, text in captions
    ]
