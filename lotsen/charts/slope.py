"""Two rankings side by side on screen: a line for every category, what moved far in the accent.

`narrow` is the picture for a phone: less room for names, which then take two lines.
"""

import html
from collections.abc import Callable, Iterable
from typing import Any

from lotsen.charts import theme
from lotsen.charts.layout.names import lines, short
from lotsen.charts.layout.slope import End, Line, Slope
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

CHARACTERS, NARROW_CHARACTERS = 36, 16
"""How long a line of a name may be; on a phone a name has two lines."""

CHARACTER, NARROW_CHARACTER = 7.3, 6.8
"""px that a character takes, bold at the least."""

DISC = 24
"""Diameter of the circle that holds a place, in px."""

GAP = 5
"""px between a circle and a name."""

Side = Callable[[Line], End | None]


def slope(layout: Slope, heads: tuple[str, str], t: Texts, palette: Palette, *, narrow: bool = False) -> Picture:
    """Draw it; `heads` name the two moments."""
    room, row_height = _room(layout, heads, narrow), 44 if narrow else 32
    muted, told = ([line for line in layout.lines if line.told is wanted] for wanted in (False, True))
    return Picture(
        [
            _lines(muted, palette.muted, 1),
            _lines(told, palette.accent, 3),
            _ends(muted, t, palette, told=False),
            _ends(told, t, palette, told=True),
        ],
        theme.layout(
            palette,
            height=row_height * (layout.rows + 1) + 8,
            margin={"l": room, "r": room, "t": 4, "b": 4, "autoexpand": False},
            hovermode="closest",
            xaxis=theme.axis(range=[0, 1], showticklabels=False),
            yaxis=theme.axis(range=[layout.rows - 0.5, -1.5], showticklabels=False),
            annotations=[*_heads(heads, palette, narrow), *_names(layout, palette, narrow)],
            shapes=_line_under_the_top(layout, palette, room),
        ),
    )


def _room(layout: Slope, heads: tuple[str, str], narrow: bool) -> int:
    """px beside the lines that the longest name takes."""
    if narrow:
        return round(NARROW_CHARACTERS * NARROW_CHARACTER + DISC / 2 + GAP)
    longest = max((len(text) for text in (*heads, *(line.name for line in layout.lines))), default=0)
    return round(min(longest, CHARACTERS) * CHARACTER + DISC / 2 + GAP)


SIDES: tuple[tuple[int, Side], ...] = ((0, lambda line: line.then), (1, lambda line: line.now))
"""Where each side lies, and a line's end there."""


def _each(drawn: Iterable[Line]) -> list[tuple[Line, int, End]]:
    """Every end of the lines, with its side."""
    return [(line, x, end) for line in drawn for x, of in SIDES if (end := of(line))]


def _lines(drawn: list[Line], colour: str, width: float) -> dict[str, Any]:
    """One trace of all lines, with a gap after each."""
    whole = [(line.then.row, line.now.row) for line in drawn if line.then and line.now]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _ in whole for x in (0, 1, None)],
        "y": [y for then, now in whole for y in (then, now, None)],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _ends(drawn: list[Line], t: Texts, palette: Palette, *, told: bool) -> dict[str, Any]:
    """The circles at both ends with the places in them."""
    ends = _each(drawn)
    fill, edge, ink = (
        (palette.accent, palette.accent, palette.on_accent) if told else (palette.paper, palette.muted, palette.ink)
    )
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for _, x, _ in ends],
        "y": [end.row for *_, end in ends],
        "text": [t.number(end.place) for *_, end in ends],
        "textposition": "middle center",
        "textfont": {**theme.font(palette, 13, strong=told), "color": ink},
        "hovertext": [_says(line, t) for line, *_ in ends],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": DISC, "color": fill, "opacity": 1, "line": {"color": edge, "width": 1}},
        "cliponaxis": False,
    }


def _says(line: Line, t: Texts) -> str:
    places = [t.number(end.place) if end else "–" for end in (line.then, line.now)]
    return f"<b>{html.escape(line.name)}</b><br>" + t(
        "Place then {then}, place now {now}", then=places[0], now=places[1]
    )


def _names(layout: Slope, palette: Palette, narrow: bool) -> list[dict[str, Any]]:
    """The name beside every end; bold on the top list."""
    font = theme.font(palette, theme.SMALL if narrow else theme.SIZE)
    return [
        _text(x, end.row, f"<b>{name}</b>" if end.listed else name, font)
        for line, x, end in _each(layout.lines)
        for name in [_fitted(line.name, narrow)]
    ]


def _heads(heads: tuple[str, str], palette: Palette, narrow: bool) -> list[dict[str, Any]]:
    font = theme.font(palette, theme.SMALL if narrow else theme.SIZE, muted=True)
    return [_text(x, -1, _fitted(head, narrow), font) for x, head in enumerate(heads)]


def _fitted(name: str, narrow: bool) -> str:
    parts = lines(name, NARROW_CHARACTERS) if narrow else (short(name, CHARACTERS),)
    return "<br>".join(html.escape(part) for part in parts)


def _text(x: int, y: float, text: str, font: dict[str, Any]) -> dict[str, Any]:
    """A text outside of the lines, on their left or on their right."""
    return {
        "x": x,
        "y": y,
        "xanchor": "left" if x else "right",
        "xshift": (1 if x else -1) * (DISC / 2 + GAP),
        "yanchor": "middle",
        "align": "left" if x else "right",
        "showarrow": False,
        "text": text,
        "font": font,
    }


def _line_under_the_top(layout: Slope, palette: Palette, room: int) -> list[dict[str, Any]]:
    """The dashed line: level under the names, and across from the one end of the list to the other."""
    if layout.after is None:
        return []
    left, right = (rows - 0.5 for rows in layout.after)
    look = {
        "type": "line",
        "xref": "paper",
        "yref": "y",
        "line": {"color": palette.accent, "width": 1.5, "dash": "dash"},
    }
    beside = {**look, "xsizemode": "pixel"}
    return [
        {**beside, "xanchor": 0, "x0": -room, "x1": 0, "y0": left, "y1": left},
        {**look, "x0": 0, "x1": 1, "y0": left, "y1": right},
        {**beside, "xanchor": 1, "x0": 0, "x1": room, "y0": right, "y1": right},
    ]
