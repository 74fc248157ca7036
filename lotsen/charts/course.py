"""A goal's way on screen: readings as a line, the way that was meant as a dotted one, the target as a diamond."""

import html
from typing import Any

from lotsen.charts import theme
from lotsen.charts.layout.course import CourseLayout, Point
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette

HEIGHT = 210
MARK = 11


def course(layout: CourseLayout, palette: Palette) -> Picture:
    """Draw it; it fits a phone as well as a laptop."""
    return Picture(
        [_straight(layout, palette), _readings(layout, palette), *_ends(layout, palette)],
        theme.layout(
            palette,
            height=HEIGHT,
            margin={"l": 54, "r": 60, "t": 6, "b": 26, "autoexpand": False},
            hovermode="closest",
            xaxis=theme.axis(
                range=[day.isoformat() for day in layout.days],
                tickvals=_years(layout),
                ticktext=[year[:4] for year in _years(layout)],
                showgrid=True,
                gridcolor=palette.line,
            ),
            yaxis=theme.axis(range=list(layout.values), showticklabels=False),
        ),
    )


def _years(layout: CourseLayout) -> list[str]:
    """The first day of every year that is shown."""
    first, last = layout.days
    return [f"{year}-01-01" for year in range(first.year + 1, last.year + 1)]


def _straight(layout: CourseLayout, palette: Palette) -> dict[str, Any]:
    return _scatter(
        list(layout.straight or ()), mode="lines", line={"color": palette.muted, "width": 1.5, "dash": "dot"}
    )


def _readings(layout: CourseLayout, palette: Palette) -> dict[str, Any]:
    """The readings, each with its value; from the baseline to the first the way is drawn too."""
    points = [*([layout.baseline] if layout.baseline else []), *layout.readings]
    own = len(points) - len(layout.readings)
    labels = ["" for _ in points[:own]] + [html.escape(point.label) for point in layout.readings]
    return _scatter(
        points,
        mode="lines+markers+text",
        line={"color": palette.accent, "width": 2.5},
        marker={"size": [0] * own + [MARK] * len(layout.readings), "color": palette.accent},
        text=labels,
        textposition="top center",
        textfont=theme.font(palette, theme.SIZE, strong=True),
    )


def _ends(layout: CourseLayout, palette: Palette) -> list[dict[str, Any]]:
    """The baseline as a ring on the left, the target as a diamond on the right, each with its value beside."""
    sides = ((layout.baseline, "circle-open", "middle left"), (layout.target, "diamond", "middle right"))
    return [
        _scatter(
            [point],
            mode="markers+text",
            marker={"size": MARK + 2, "color": palette.ink, "symbol": symbol, "line": {"width": 2}},
            text=[html.escape(point.label)],
            textposition=side,
            textfont=theme.font(palette),
        )
        for point, symbol, side in sides
        if point
    ]


def _scatter(points: list[Point], **more: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [point.day.isoformat() for point in points],
        "y": [point.value for point in points],
        "hoverinfo": "skip",
        "cliponaxis": False,
        **more,
    }
