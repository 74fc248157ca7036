"""Spend as pictures: a treemap of who takes the money, and the curve of how few carry most of it."""

import html
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from lotsen.analysis.results import CategoryFigure, SpendOverview
from lotsen.charts import theme
from lotsen.charts.layout.names import lines, short
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.domain.category import Category
from lotsen.texts import Texts

TREEMAP_HEIGHT = 460
CURVE_HEIGHT = 340
LEAST_LABEL = 0.012
"""The share of the money from which an area carries its name."""

LABELLED = 4
"""How many points of the curve carry a name."""

READ_AT = 0.8


def treemap(result: SpendOverview, categories: Sequence[Category], t: Texts, palette: Palette) -> Picture:
    """Areas are money; groups hold their categories; the stronger the colour, the more CO2e per euro, hatched unknown.

    Categories in credit have no area and stand in the table alone.
    """
    figures = {figure.category: figure for figure in result.figures if figure.cents > 0}
    sums = _sums(figures, categories)
    shown = [category for category in categories if sums.get(category.id, 0) > 0]
    most = max((_intensity(figure) or 0.0 for figure in figures.values()), default=0.0)
    fills = [_fill(figures.get(category.id), most, palette) for category in shown]
    unknown = [category.id in figures and figures[category.id].carbon is None for category in shown]
    trace = {
        "type": "treemap",
        "ids": [str(category.id) for category in shown],
        "labels": [_label(category, sums, category.id in figures, result, t) for category in shown],
        "parents": [str(category.parent_id) if category.parent_id else "" for category in shown],
        "values": [sums[category.id] / 100 for category in shown],
        "branchvalues": "total",
        "texttemplate": "%{label}",
        "hovertext": [_says(category, figures.get(category.id), sums[category.id], result, t) for category in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textfont": {**theme.font(palette), "color": [theme.ink_on(fill) for fill in fills]},
        "marker": {
            "colors": fills,
            "line": {"color": palette.paper, "width": 2},
            "pad": {"t": 24, "l": 3, "r": 3, "b": 3},
            "pattern": {
                "shape": ["/" if hatched else "" for hatched in unknown],
                "fgcolor": palette.line,
                "size": 12,
                "solidity": 0.12,
            },
        },
        "pathbar": {"visible": False},
        "tiling": {"packing": "squarify", "pad": 2},
        "sort": True,
    }
    return Picture(
        [trace],
        theme.layout(
            palette,
            height=TREEMAP_HEIGHT,
            margin={"l": 0, "r": 0, "t": 0, "b": 0},
        ),
    )


def _sums(figures: Mapping[UUID, CategoryFigure], categories: Sequence[Category]) -> dict[UUID, int]:
    """Cents of every category with all that lies below it. Children stand after their parents."""
    sums = {category.id: figures[category.id].cents if category.id in figures else 0 for category in categories}
    for category in reversed(categories):
        if category.parent_id in sums:
            sums[category.parent_id] += sums[category.id]
    return sums


def _label(category: Category, sums: Mapping[UUID, int], leaf: bool, result: SpendOverview, t: Texts) -> str:
    """Name and money: a group's on one line, an area's in lines about as long as it is wide, none in small ones."""
    name, money = t.local(category.name), _area_text(sums[category.id], result, t)
    share = sums[category.id] / max(result.mapped, 1)
    if not leaf:
        return f"{html.escape(short(name, max(int(90 * share**0.5), 24)))} {money if share > 0.1 else ''}"
    if share < LEAST_LABEL:
        return " "
    named = "<br>".join(html.escape(line) for line in lines(name, max(int(64 * share**0.5), 20), 3))
    return f"<b>{named}</b><br>{money}"


def _intensity(figure: CategoryFigure | None) -> float | None:
    return None if figure is None or figure.carbon is None else float(figure.carbon.factor.kilograms)


def _fill(figure: CategoryFigure | None, most: float, palette: Palette) -> str:
    if figure is None:
        return palette.panel
    intensity = _intensity(figure)
    return palette.track if intensity is None or not most else theme.benefit(palette, 0.08 + 0.92 * intensity / most)


def _area_text(cents: int, result: SpendOverview, t: Texts) -> str:
    share = cents / result.whole if result.whole else 0.0
    return f"{html.escape(t.about(cents))} · {t.percent(share)}"


def _says(category: Category, figure: CategoryFigure | None, cents: int, result: SpendOverview, t: Texts) -> str:
    lines = [f"<b>{html.escape(t.local(category.name))}</b>", _area_text(cents, result, t)]
    if figure and figure.carbon:
        lines.append(t.tonnes(float(figure.carbon.kilograms)))
    elif figure:
        lines.append(html.escape(t("no emission factor")))
    return "<br>".join(lines)


def pareto(result: SpendOverview, names: Mapping[UUID, str], t: Texts, palette: Palette) -> Picture:
    """The share of the money that the largest 1, 2, 3 … categories carry together."""
    figures = result.figures
    x = list(range(len(figures) + 1))
    y = [0.0, *(figure.cumulative for figure in figures)]
    hover = [
        f"<b>{n}. {html.escape(names[figure.category])}</b><br>{_area_text(figure.cents, result, t)}<br>"
        + html.escape(t("together {share}", share=t.percent(figure.cumulative, 1)))
        for n, figure in enumerate(figures, 1)
    ]
    many = len(figures) > 60
    curve = {
        "type": "scatter",
        "mode": "lines" if many else "lines+markers",
        "x": x,
        "y": y,
        "line": {"color": palette.accent, "width": 2.5},
        "marker": {"color": palette.accent, "size": 6},
        "fill": "tozeroy",
        "fillcolor": theme.benefit(palette, 0.1),
        "hovertext": ["", *hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }
    top = max([1.0, *y])
    return Picture(
        [curve],
        theme.layout(
            palette,
            height=CURVE_HEIGHT,
            margin={"l": 52, "r": 16, "t": 14, "b": 44},
            hovermode="closest",
            xaxis=theme.axis(
                range=[0, max(len(figures), 1) * 1.02],
                nticks=8,
                tickformat="d",
                tickfont=theme.font(palette, 13, muted=True),
                title={"text": t("Number of categories, the largest first"), "font": theme.font(palette, 13)},
            ),
            yaxis=theme.axis(
                range=[min([0.0, *y]), top * 1.04],
                tickvals=[0, 0.2, 0.4, 0.6, 0.8, 1],
                ticktext=[t.percent(share) for share in (0, 0.2, 0.4, 0.6, 0.8, 1)],
                tickfont=theme.font(palette, 13, muted=True),
            ),
            shapes=_reading(result, palette),
            annotations=_labels(result, names, t, palette),
        ),
    )


def _reading(result: SpendOverview, palette: Palette) -> list[dict[str, Any]]:
    """The line at four fifths, down to the number of categories that reaches it."""
    count = result.carrying(READ_AT)
    if not count or result.figures[count - 1].cumulative < READ_AT:
        return []
    line = {"color": palette.attention, "width": 1.5, "dash": "dash"}
    reached = result.figures[count - 1].cumulative
    return [
        {"type": "line", "x0": 0, "x1": count, "y0": reached, "y1": reached, "line": line},
        {"type": "line", "x0": count, "x1": count, "y0": 0, "y1": reached, "line": line},
    ]


def _labels(result: SpendOverview, names: Mapping[UUID, str], t: Texts, palette: Palette) -> list[dict[str, Any]]:
    """Names under the first points, where the curve has room, and what is read at the line."""
    shown = [
        _note(n, figure.cumulative, html.escape(short(names[figure.category], 34)), palette.ink, palette)
        for n, figure in enumerate(result.figures[:LABELLED], 1)
        if figure.cumulative < 0.97
    ]
    count = result.carrying(READ_AT)
    if count > LABELLED and result.figures[count - 1].cumulative >= READ_AT:
        text = f"<b>{count}: {t.percent(result.figures[count - 1].cumulative)}</b>"
        shown.append(_note(count, result.figures[count - 1].cumulative, text, palette.attention, palette))
    return shown


def _note(x: float, y: float, text: str, colour: str, palette: Palette) -> dict[str, Any]:
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 8,
        "yshift": 2,
        "align": "left",
        "font": {**theme.font(palette, 13), "color": colour},
    }
