"""The ranking as SVG: the rows, order and colours of the heatmap. Narrow, names stand above the bars."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from lotsen.charts import theme
from lotsen.charts.heatmap import part_colours
from lotsen.charts.layout.heatmap import Heatmap, Row
from lotsen.charts.layout.names import whole
from lotsen.charts.ranking import LEAST_LABEL
from lotsen.charts.svg import legend, measure
from lotsen.charts.svg.element import Markup, element, line, moved, rect, text, title
from lotsen.charts.svg.legend import Item
from lotsen.charts.svg.look import LAPTOP, Look
from lotsen.charts.svg.page import Block, Words, page
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

NAMES = 0.24
"""The share of the width that names have beside the bars."""

ROW, NARROW_ROW = 2.45, 3.5
"""The height of a row, in type sizes."""

DASHES, DOTS = "6 4", "2 3"
"""The line under the top list, and how far points can still go."""


def ranking(layout: Heatmap, words: Words, t: Texts, palette: Palette, look: Look = LAPTOP) -> str:
    """Draw the bars."""
    colours = look.colours(palette)
    shown = replace(layout, rows=layout.rows[: look.rows])
    shown = replace(shown, rows_left_out=layout.rows_left_out + len(layout.rows) - len(shown.rows))
    bars = _narrow(shown, t, colours, look) if look.narrow else _wide(shown, t, colours, look)
    blocks = [bars, legend.legend(items(shown, t, colours), colours, look)]
    return page(cut_words(words, shown, t), blocks, colours, look, t.language)


def cut_words(words: Words, shown: Heatmap, t: Texts) -> Words:
    """The words with how many categories the picture leaves out."""
    if not shown.rows_left_out:
        return words
    left_out = t.plural("{n} more category is not shown.", "{n} more categories are not shown.", shown.rows_left_out)
    return replace(words, foot=f"{left_out} {words.foot}")


def ruled(layout: Heatmap) -> bool:
    """Whether the end of the top list lies in the picture, and has not been cut off."""
    return layout.line_after is not None and layout.line_after <= len(layout.rows)


def rule(layout: Heatmap, y: Callable[[float], float], row: float, width: float, palette: Palette) -> list[Markup]:
    """The dashed line under the top list."""
    if not ruled(layout):
        return []
    at = y(layout.line_after or 0) - row / 2
    return [line(0, at, width, at, palette.accent, 1.5, DASHES)]


def rule_item(palette: Palette, t: Texts) -> Item:
    """What the dashed line means."""
    return Item(legend.stroke(palette.accent, DASHES), t("end of the top list"), 2)


def parts(row: Row, fills: Sequence[str], point: float, top: float, height: float, palette: Palette) -> list[Markup]:
    """A row's bar by its parts; `point` is how many px one point of the score takes."""
    return [
        rect(
            part.start * point,
            top,
            part.length * point,
            height,
            fills[part.column],
            stroke=palette.paper,
            stroke_width=1,
        )
        for part in row.parts
    ]


def score(row: Row, point: float, y: float, size: float, palette: Palette) -> list[Markup]:
    """The score after the bar's end."""
    end = sum(part.length for part in row.parts) * point
    return [text(end + 0.4 * size, y, row.end, size, palette.ink, bold=row.listed)] if row.score_text else []


def _wide(layout: Heatmap, t: Texts, palette: Palette, look: Look) -> Block:
    row, left = ROW * look.size, NAMES * look.inner
    point, ways = (look.inner - left - 2.2 * look.size) / 100, ((look.size, 1), (look.smallest, 2))

    def y(number: float) -> float:
        return (number + 1.5) * row + 0.4 * look.size

    marks = _key(layout, t, palette, look, left, point, row)
    for number, each in enumerate(layout.rows):
        bar = _bar(layout, each, t, palette, look, point, y(number), 0.62 * row)
        said = name(each, 1.9 * look.size, y(number), left - look.size, ways, palette)
        marks.append(element("g", title(each.name), *said, moved(left, 0, *bar)))
    marks += rule(layout, y, row, look.inner, palette)
    return Block(y(len(layout.rows) - 0.5), tuple(marks))


def _narrow(layout: Heatmap, t: Texts, palette: Palette, look: Look) -> Block:
    row, point = NARROW_ROW * look.size, (look.inner - 2.2 * look.size) / 100
    ways = ((look.size, 1), (look.smallest, 1))

    def y(number: float) -> float:
        return (number + 0.5) * row

    marks = []
    for number, each in enumerate(layout.rows):
        said = name(each, 1.9 * look.size, y(number) - 0.22 * row, look.inner - look.size, ways, palette)
        bar = _bar(layout, each, t, palette, look, point, y(number) + 0.18 * row, 0.34 * row)
        marks.append(element("g", title(each.name), *said, *bar))
    marks += rule(layout, y, row, look.inner, palette)
    return Block(row * len(layout.rows), tuple(marks))


def _key(
    layout: Heatmap, t: Texts, palette: Palette, look: Look, left: float, point: float, row: float
) -> list[Markup]:
    """The fullest bar there can be, with the weights in its parts."""
    fills, x, marks = part_colours(layout, palette), 0.0, []
    for place, weight in enumerate(layout.weights):
        wide, said = 100 * weight * point, t.percent(weight)
        marks.append(rect(x, 0.19 * row, wide, 0.62 * row, fills[place], stroke=palette.paper, stroke_width=1))
        if weight > 0 and measure.width(said, look.small) < wide - 4:
            marks.append(text(x + wide / 2, row / 2, said, look.small, theme.ink_on(fills[place]), at="middle"))
        x += wide
    most = measure.fit(t("The most there is"), look.size, left - look.size)
    return [text(0, row / 2, most, look.size, palette.muted), moved(left, 0, *marks)]


def _bar(
    layout: Heatmap, row: Row, t: Texts, palette: Palette, look: Look, point: float, y: float, height: float
) -> list[Markup]:
    """A row's bar with its points, its score, and how far the score can still go."""
    fills = part_colours(layout, palette)
    marks = [*parts(row, fills, point, y - height / 2, height, palette), *score(row, point, y, look.size, palette)]
    for part in row.parts:
        said = whole(t.language, round(part.length))
        if part.length >= LEAST_LABEL and measure.width(said, look.small) < part.length * point - 4:
            middle = (part.start + part.length / 2) * point
            marks.append(text(middle, y, said, look.small, theme.ink_on(fills[part.column]), at="middle"))
    if row.judged < 0.995:
        under = y + height / 2 + 0.25 * look.size
        marks.append(line(row.lowest * point, under, row.highest * point, under, palette.muted, 2, DOTS))
    return marks


def name(
    row: Row, ahead: float, y: float, end: float, ways: Sequence[tuple[float, int]], palette: Palette
) -> list[Markup]:
    """Rank and, from `ahead` to `end`, the name, in the first of `ways` (type size, most lines) that it fits in."""
    rank = ways[0][0]
    size, lines = measure.fitting(row.title, end - ahead, ways, bold=row.listed)
    high = size * measure.TIGHT
    return [
        text(ahead - 0.6 * rank, y, row.rank_text, rank, palette.muted, at="end"),
        *(
            text(ahead, y + (n - (len(lines) - 1) / 2) * high, said, size, palette.ink, bold=row.listed)
            for n, said in enumerate(lines)
        ),
    ]


def items(layout: Heatmap, t: Texts, palette: Palette) -> list[Item]:
    """The goals and criteria that weigh anything, by the colour of their parts."""
    fills = part_colours(layout, palette)
    names = [column.name for column in layout.columns]
    found = [
        Item(
            legend.swatch(fills[place], palette.line),
            f"{t.percent(weight)} {names[place] if place < len(names) else t('Spend')}",
        )
        for place, weight in enumerate(layout.weights)
        if weight > 0
    ]
    if any(row.judged < 0.995 for row in layout.rows):
        found.append(Item(legend.stroke(palette.muted, DOTS), t("how far the points can still go"), 2))
    if ruled(layout):
        found.append(rule_item(palette, t))
    return found
