"""Which places a category has in the room's own views: a square for each category and place, darker for more often."""

import html
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import numpy as np

from lotsen.analysis.results import Priorities
from lotsen.analysis.results.robustness import Certainty
from lotsen.charts import theme
from lotsen.charts.layout.names import short
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

ROW = 30
LEAST_LABEL = 0.095
"""The share from which a square carries its per cent."""


def acceptability(
    certainty: Certainty, result: Priorities, names: Mapping[UUID, str], t: Texts, palette: Palette
) -> Picture:
    """The top list and as many categories behind it, by rank; the dashed line lies after the list's last place."""
    shown = [i for i in result.order if result.ranks[i]][: 2 * max(result.top_size, 3)]
    share = certainty.rank_acceptability[shown][:, : len(shown)]
    rows, places = share.shape
    cells = [(i, k, float(share[i, k])) for i, k in np.ndindex(rows, places) if share[i, k] >= 0.005]
    labels = [(i, k, s) for i, k, s in cells if s >= LEAST_LABEL]
    return Picture(
        [_squares(cells, palette), *_labels(labels, t, palette)],
        theme.layout(
            palette,
            height=ROW * rows + 44,
            margin={"l": 250, "r": 8, "t": 30, "b": 8, "autoexpand": False},
            hovermode=False,
            xaxis=_axis([t.number(k + 1) for k in range(places)], palette, side="top"),
            yaxis=_axis([html.escape(short(names[result.categories[i]], 34)) for i in shown], palette, turned=True),
            shapes=[_line(result.top_size - 0.5, rows, palette)] if result.top_size < places else [],
        ),
    )


def _squares(cells: list[tuple[int, int, float]], palette: Palette) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": [k for _, k, _ in cells],
        "base": [i - 0.45 for i, _, _ in cells],
        "y": [0.9] * len(cells),
        "width": 0.94,
        "marker": {"color": [theme.benefit(palette, s) for *_, s in cells], "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _labels(cells: list[tuple[int, int, float]], t: Texts, palette: Palette) -> list[dict[str, Any]]:
    """Per cents by the text colour that is readable on their square."""
    groups: dict[str, list[tuple[int, int, float]]] = {}
    for cell in cells:
        groups.setdefault(theme.ink_on(theme.benefit(palette, cell[2])), []).append(cell)
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [k for _, k, _ in some],
            "y": [i for i, _, _ in some],
            "text": [t.number(round(100 * s)) for *_, s in some],
            "textfont": {**theme.font(palette, theme.SMALL), "color": ink},
            "hoverinfo": "skip",
        }
        for ink, some in groups.items()
    ]


def _axis(texts: list[str], palette: Palette, *, side: str = "left", turned: bool = False) -> dict[str, Any]:
    ends = [-0.5, len(texts) - 0.5]
    return theme.axis(
        range=ends[::-1] if turned else ends,
        tickmode="array",
        tickvals=list(range(len(texts))),
        ticktext=texts,
        tickfont=theme.font(palette, 13),
        side=side,
    )


def _line(x: float, rows: int, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "y0": -0.5,
        "y1": rows - 0.5,
        "line": {"color": palette.accent, "width": 1.5, "dash": "dash"},
    }
