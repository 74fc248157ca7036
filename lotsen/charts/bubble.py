"""Money against benefit on screen. A click on a bubble sends `row:<category>`."""

import html
from typing import Any

from lotsen.charts import theme
from lotsen.charts.layout.bubble import HEIGHT, Bubble, Bubbles
from lotsen.charts.layout.names import short_id
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.texts import Texts


def bubble(layout: Bubbles, t: Texts, palette: Palette) -> Picture:
    """Draw the bubbles."""
    return Picture(
        [_bubbles(layout, t, palette), _labels(layout, palette)],
        theme.layout(
            palette,
            height=HEIGHT + 56,
            margin={"l": 44, "r": 8, "t": 8, "b": 48, "autoexpand": False},
            hovermode="closest",
            clickmode="event+select",
            xaxis=theme.axis(
                range=list(layout.x_range),
                tickmode="array",
                tickvals=[x for x, _ in layout.ticks],
                ticktext=[text for _, text in layout.ticks],
                tickfont=theme.font(palette, 13, muted=True),
                showline=True,
                linecolor=palette.line,
                title={"text": t("Money a year (logarithmic scale)"), "font": theme.font(palette, 13)},
            ),
            yaxis=theme.axis(
                range=list(layout.y_range),
                nticks=6,
                tickfont=theme.font(palette, 13, muted=True),
                showline=True,
                linecolor=palette.line,
                title={"text": t("Benefit, points"), "font": theme.font(palette, 13)},
            ),
        ),
    )


def _bubbles(layout: Bubbles, t: Texts, palette: Palette) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [b.x for b in layout.bubbles],
        "y": [b.y for b in layout.bubbles],
        "customdata": [f"row:{short_id(b.id)}" for b in layout.bubbles],
        "hovertext": [_says(b, t) for b in layout.bubbles],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [b.size for b in layout.bubbles],
            "sizemode": "diameter",
            "color": [palette.paper if b.shade is None else theme.benefit(palette, b.shade) for b in layout.bubbles],
            "opacity": 0.92,
            "line": {"color": palette.accent, "width": [2.5 if b.listed else 1.2 for b in layout.bubbles]},
        },
        "unselected": {"marker": {"opacity": 0.92}},
        "selected": {"marker": {"opacity": 1}},
    }


def _labels(layout: Bubbles, palette: Palette) -> dict[str, Any]:
    """Names beside the bubbles, moved out by the bubble's own size."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [b.x for b in layout.bubbles],
        "y": [b.y for b in layout.bubbles],
        "text": [_label(b) for b in layout.bubbles],
        "textposition": [b.label_at for b in layout.bubbles],
        "textfont": theme.font(palette),
        "marker": {"size": [b.size for b in layout.bubbles], "opacity": 0},
        "unselected": {"textfont": {"color": palette.ink}, "marker": {"opacity": 0}},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _label(b: Bubble) -> str:
    name = html.escape(b.label)
    return f"<b>{name}</b>" if b.listed and name else name


def _says(b: Bubble, t: Texts) -> str:
    said = [f"<b>{html.escape(b.name)}</b>", t("{score} of 100 points", score=t.number(round(b.y))), t.about(b.money)]
    if b.kilograms is not None:
        said.append(t.tonnes(b.kilograms))
    if b.shade is not None:
        said.append(t("Reduction potential {value} of 3", value=t.number(3 * b.shade, 1)))
    return "<br>".join(said)
