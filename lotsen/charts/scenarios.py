"""Pictures of a choice: effort against effect, and how much effect money buys."""

import html
from collections.abc import Sequence
from typing import Any

from lotsen.analysis.results.scenario import Curve
from lotsen.charts import theme
from lotsen.charts.layout.names import short
from lotsen.charts.layout.worth import Dot
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

HEIGHT = 360
NAME = 26


def effort_and_effect(dots: Sequence[Dot], t: Texts, palette: Palette, *, narrow: bool = False) -> Picture:
    """Person-days along, points up; what the plan found chooses is filled."""
    widest = max((dot.days for dot in dots), default=1.0)
    highest = max((dot.points for dot in dots), default=1.0)
    data = {
        "type": "scatter",
        "mode": "markers" if narrow else "markers+text",
        "x": [dot.days for dot in dots],
        "y": [dot.points for dot in dots],
        "text": [html.escape(short(dot.label, NAME)) for dot in dots],
        "textposition": ["middle left" if dot.days > widest * 0.7 else "middle right" for dot in dots],
        "textfont": theme.font(palette, 13),
        "hovertext": [_says(dot, t) for dot in dots],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 14,
            "color": [palette.accent if dot.chosen else palette.paper for dot in dots],
            "line": {"color": palette.accent, "width": 2},
            "opacity": 1,
        },
        "cliponaxis": False,
    }
    return Picture(
        [data],
        _frame(palette, t("Person-days"), t("Effect, points"), [0, widest * 1.15], [0, highest * 1.15]),
    )


def _says(dot: Dot, t: Texts) -> str:
    return (
        f"<b>{html.escape(dot.name)}</b><br>"
        + t("{points} points, {days} person-days", points=t.number(dot.points, 1), days=t.number(dot.days))
        + f"<br>{t.about(round(dot.cents))}"
    )


def money_and_effect(curve: Curve, t: Texts, palette: Palette) -> Picture:
    """Money along, the best effect that it buys up; the room's own plan as a diamond."""
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [cents / 100_000 for cents, _ in curve.steps],
            "y": [effect for _, effect in curve.steps],
            "line": {"color": palette.accent, "width": 3},
            "marker": {"size": 8, "color": palette.accent},
            "hovertext": [
                t("{money}: {points} points", money=t.about(round(cents)), points=t.number(effect))
                for cents, effect in curve.steps
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
    highest = max(effect for _, effect in curve.steps)
    widest = max(cents for cents, _ in curve.steps)
    if curve.own:
        highest, widest = max(highest, curve.own[1]), max(widest, curve.own[0])
        data.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [curve.own[0] / 100_000],
                "y": [curve.own[1]],
                "text": [t("Your own plan")],
                "textposition": "top left" if curve.own[0] > widest / 2 else "top right",
                "textfont": theme.font(palette, strong=True),
                "marker": {"size": 16, "symbol": "diamond", "color": palette.attention},
                "hoverinfo": "skip",
                "cliponaxis": False,
            }
        )
    return Picture(
        data,
        _frame(
            palette,
            t("Money in all, thousand €"),
            t("Effect, points"),
            [0, widest / 100_000 * 1.05 or 1],
            [0, highest * 1.15 or 1],
        ),
    )


def _frame(palette: Palette, x: str, y: str, across: list[float], up: list[float]) -> dict[str, Any]:
    def axis(title: str, span: list[float]) -> dict[str, Any]:
        return theme.axis(
            range=span,
            nticks=6,
            tickformat=",.0f",
            tickfont=theme.font(palette, 13, muted=True),
            showline=True,
            linecolor=palette.line,
            title={"text": title, "font": theme.font(palette, 13)},
        )

    return theme.layout(
        palette,
        height=HEIGHT,
        margin={"l": 52, "r": 12, "t": 8, "b": 48, "autoexpand": False},
        separators=", ",
        hovermode="closest",
        xaxis=axis(x, across),
        yaxis=axis(y, up),
    )
