"""The heatmap as SVG. Where things stand across is what the screen's drawing says."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.charts import theme
from lotsen.charts.heatmap import CELL, DENSE, MATRIX, MONEY, NAMES, PARTS, ROOMY, cell_says, ground, part_colours
from lotsen.charts.layout.heatmap import Cell, CellState, Column, Heatmap
from lotsen.charts.svg import legend, measure, ranking
from lotsen.charts.svg.element import Markup, element, line, moved, rect, text, title
from lotsen.charts.svg.legend import Item
from lotsen.charts.svg.look import LAPTOP, Look
from lotsen.charts.svg.page import Block, Words, page
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

SLANT = 42
"""Degrees that column names lean where they have no room to lie."""

SLANTED = 12
"""The most room of a slanted name, in type sizes."""

BARS = 4.4
"""How high the head bars with their weights may stand, in type sizes."""


def heatmap(layout: Heatmap, words: Words, t: Texts, palette: Palette, look: Look = LAPTOP) -> str:
    """Draw a heatmap; a narrow look shows the bars instead."""
    if look.narrow:
        return ranking.ranking(layout, words, t, palette, look)
    shown, colours = look.cut(layout), look.colours(palette)
    place = _Place(shown, look)
    marks = (
        *_heads(place, colours),
        *_captions(place, t, colours),
        *_rows(place, colours),
        *_cells(place, t, colours),
        *ranking.rule(shown, place.y, place.row, look.inner, colours),
    )
    blocks = [Block(place.height, marks), legend.legend(items(shown, words.scale, t, colours), colours, look)]
    return page(ranking.cut_words(words, shown, t), blocks, colours, look, t.language)


@dataclass(frozen=True, slots=True)
class _Place:
    """A layout on so many px: what lies where, from the upper left corner of the body."""

    layout: Heatmap
    look: Look

    @property
    def row(self) -> float:
        """The height of a row."""
        return (ROOMY if self.roomy else DENSE) / theme.SIZE * self.look.size

    @property
    def roomy(self) -> bool:
        return len(self.layout.rows) <= 16

    @property
    def column(self) -> float:
        """The width of a column."""
        return self.look.inner * (PARTS[0] - 0.012 - MATRIX) / max(self.layout.width, 1)

    @property
    def slanted(self) -> bool:
        """Whether some word would not fit over its column."""
        words = (word for column in self.layout.columns for word in column.name.split())
        return any(measure.width(word, self.look.small) > self.column * 0.95 for word in words)

    @property
    def names(self) -> float:
        """How much of the head the columns' names take."""
        if not self.layout.columns:
            return 0.0
        size = self.look.size
        if self.slanted:
            return size * (SLANTED * math.sin(math.radians(SLANT)) + 1.6)
        most = max(len(self.wrapped(column)) for column in self.layout.columns)
        return most * self.look.small * measure.LINE + 0.3 * size

    @property
    def bars(self) -> float:
        return BARS * self.look.size if self.layout.columns else 1.5 * self.look.size

    @property
    def top(self) -> float:
        return self.names + self.bars

    @property
    def height(self) -> float:
        return self.top + self.row * max(len(self.layout.rows), 1)

    def wrapped(self, column: Column) -> tuple[str, ...]:
        """A column's name in lines that lie over it."""
        return measure.wrap(column.name, self.look.small, self.column * 0.95, 3)

    def x(self, column: float) -> float:
        """The middle of a column."""
        return MATRIX * self.look.inner + (column + 0.5) * self.column

    def y(self, row: float) -> float:
        """The middle of a row."""
        return self.top + (row + 0.5) * self.row


def _heads(place: _Place, palette: Palette) -> list[Markup]:
    """Names, and below them weights as bars."""
    marks = []
    for column in place.layout.columns:
        x, high = place.x(column.x), column.height * place.bars / 1.75
        name = _slanted(place, column, palette) if place.slanted else _lying(place, column, palette)
        size = measure.shrunk(column.weight_text, place.look.small, 0.94 * place.column, bold=True)
        at = place.top - 4 - high - 0.6 * size
        marks.append(
            element(
                "g",
                title(f"{column.name} {column.weight_text}".strip()),
                *name,
                rect(x - 0.41 * place.column, place.top - 2 - high, 0.82 * place.column, high, palette.money),
                text(x, at, column.weight_text, size, palette.ink, at="middle", bold=True),
            )
        )
    return marks


def _lying(place: _Place, column: Column, palette: Palette) -> list[Markup]:
    lines = place.wrapped(column)
    size = place.look.small
    high = size * measure.LINE
    last = place.names - 0.3 * place.look.size - high / 2
    return [
        text(place.x(column.x), last - (len(lines) - 1 - n) * high, said, size, palette.ink, at="middle")
        for n, said in enumerate(lines)
    ]


def _slanted(place: _Place, column: Column, palette: Palette) -> list[Markup]:
    """A name that leans away to the right; in two lines where its neighbours leave room for them."""
    room = place.column * math.sin(math.radians(SLANT))
    size = min(place.look.smallest, room / measure.TIGHT)
    most = 2 if room >= 2.3 * size * measure.TIGHT else 1
    lines = measure.wrap(column.name, size, SLANTED * place.look.size, most)
    x, y, high = place.x(column.x), place.names - 0.5 * place.look.size, size * measure.TIGHT
    return [
        element(
            "g",
            *(text(0, (n - (len(lines) - 1) / 2) * high, said, size, palette.ink) for n, said in enumerate(lines)),
            transform=f"translate({x:.1f} {y:.1f}) rotate(-{SLANT})",
        )
    ]


def _captions(place: _Place, t: Texts, palette: Palette) -> list[Markup]:
    """What the areas are: units stand once, in the head."""
    look, y = place.look, place.top - 0.75 * place.look.size
    money = t("M€ a year") + (f" · {place.layout.money_weight_text}" if place.layout.money_weight_text else "")
    points = measure.fit(t("Points, by goal"), look.small, (1 - PARTS[0]) * look.inner)
    return [
        text(NAMES[1] * look.inner, y, money, look.small, palette.muted, at="end"),
        text(PARTS[0] * look.inner, y, points, look.small, palette.muted),
    ]


def _rows(place: _Place, palette: Palette) -> list[Markup]:
    """Rank, name and money before the cells; the score by its parts after them."""
    look, layout = place.look, place.layout
    fills, point = part_colours(layout, palette), (1 - PARTS[0]) * look.inner / 112
    money = max((measure.width(row.money_text, look.small) for row in layout.rows), default=0.0)
    bar, end = 0.42 * place.row, NAMES[1] * look.inner
    ahead = max(0.1 * end, 2.2 * look.size)
    ways = ((look.small, 2 if place.roomy else 1), (look.smallest, 2))
    marks = []
    for number, row in enumerate(layout.rows):
        y, top = place.y(number), place.y(number) - bar / 2
        long = (MONEY[1] - MONEY[0]) * look.inner * row.money_share
        marks.append(
            element(
                "g",
                title(row.name),
                *ranking.name(row, ahead, y, end - money - look.size, ways, palette),
                text(end, y, row.money_text, look.small, palette.muted, at="end"),
                rect(MONEY[0] * look.inner, top, long, bar, palette.money),
                moved(PARTS[0] * look.inner, 0, *ranking.parts(row, fills, point, top, bar, palette)),
                moved(PARTS[0] * look.inner, 0, *ranking.score(row, point, y, look.size, palette)),
            )
        )
    return marks


def _cells(place: _Place, t: Texts, palette: Palette) -> list[Markup]:
    layout = place.layout
    return [
        moved(
            place.x(layout.columns[cell.column].x),
            place.y(cell.row),
            title(f"{layout.rows[cell.row].name} × {layout.columns[cell.column].name}: {cell_says(cell, t)}"),
            *_cell(place, cell, palette),
        )
        for cell in layout.cells
    ]


def _cell(place: _Place, cell: Cell, palette: Palette) -> list[Markup]:
    """One cell around its own middle."""
    size = place.look.size
    half_x, half_y = place.column * 0.5 - 1, place.row * 0.5 - 1
    fill = ground(place.layout, cell, palette)
    ink = palette.muted if cell.shade is None else theme.ink_on(fill)
    box = -half_x, -half_y, 2 * half_x, 2 * half_y
    marks = [legend.hatching(*box, palette) if cell.shade is None else rect(*box, fill)]
    if cell.text:
        bold = cell.state is CellState.AGREED
        fitting = measure.shrunk(cell.text, size * 0.96, 2 * half_x - 4, bold=bold)
        marks.append(text(0, 0, cell.text, fitting, ink, at="middle", bold=bold))
    if cell.spread and cell.state is not CellState.MISSING:
        reach, y = 0.42 * cell.spread * place.column, 0.31 * place.row
        marks.append(line(-reach, y, reach, y, ink, size / 7))
    if cell.state is CellState.AGREED:
        marks.append(rect(-half_x, -half_y, 2 * half_x, 2 * half_y, "none", stroke=palette.ink, stroke_width=size / 7))
    if cell.matters:
        marks.append(_dot(CELL * place.column - 0.4 * size, -half_y + 0.4 * size, 0.3 * size, palette))
    return marks


def _dot(x: float, y: float, radius: float, palette: Palette) -> Markup:
    return element(
        "circle", cx=x, cy=y, r=radius, fill=palette.attention, stroke=palette.paper, stroke_width=radius / 3
    )


def items(layout: Heatmap, words: Sequence[str], t: Texts, palette: Palette) -> list[Item]:
    """The scale in words, and of the marks those that are in the picture."""
    most = max(len(words) - 1, 1)
    scale = [
        Item(legend.swatch(theme.benefit(palette, value / most), palette.line), f"{value} {said}")
        for value, said in enumerate(words)
    ]
    states = {cell.state for cell in layout.cells}
    marks = (
        (CellState.MISSING in states, Item(legend.hatched(palette), t("no value yet"))),
        (CellState.UNSURE in states, Item(legend.sign("?", palette), t("only 'I don't know'"))),
        (CellState.AGREED in states, Item(legend.framed(palette), t("agreed together"))),
        (
            any(cell.spread for cell in layout.cells),
            Item(legend.stroke(palette.ink), t("how far apart the answers are"), 2),
        ),
        (any(cell.matters for cell in layout.cells), Item(legend.dot(palette), t("worth talking about"))),
        (ranking.ruled(layout), ranking.rule_item(palette, t)),
    )
    return scale + [item for there, item in marks if there]
