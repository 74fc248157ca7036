"""Money against benefit as SVG. A narrow look numbers the bubbles and names them below the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.charts import theme
from lotsen.charts.layout.bubble import HEIGHT, WIDTH, Bubble, Bubbles, place_labels
from lotsen.charts.svg import legend, measure
from lotsen.charts.svg.element import Markup, element, line, text, title
from lotsen.charts.svg.legend import Item
from lotsen.charts.svg.look import LAPTOP, Look
from lotsen.charts.svg.page import Block, Words, page
from lotsen.charts.theme import Palette
from lotsen.texts import Texts

STEPS = (1, 2, 5, 10, 20, 25, 50)
"""Points between the marks of the axis of benefit."""


def bubble(layout: Bubbles, words: Words, t: Texts, palette: Palette, look: Look = LAPTOP) -> str:
    """Draw the bubbles."""
    colours = look.colours(palette)
    place = _Place.of(layout, look)
    labels = _numbers(place) if look.narrow else _labels(place)
    marks = (
        *_axes(place, t, colours),
        *(_disc(place, b, t, colours) for b in layout.bubbles),
        *(_label(place, b, *label, colours) for b, label in zip(layout.bubbles, labels, strict=True)),
    )
    blocks = [
        Block(place.bottom + 3.6 * look.size, marks),
        *([_listed(layout, t, colours, look)] if look.narrow else []),
        legend.legend(items(words.scale, t, colours), colours, look),
    ]
    return page(_words(words, layout, t), blocks, colours, look, t.language)


@dataclass(frozen=True, slots=True)
class _Place:
    """The plot in px: its left edge, its size, and how much larger it is than what labels were placed for."""

    layout: Bubbles
    look: Look
    left: float
    width: float
    height: float
    zoom: float

    @classmethod
    def of(cls, layout: Bubbles, look: Look) -> "_Place":
        left = 2.4 * look.size
        width = look.inner - left
        zoom = 0.6 if look.narrow else width / WIDTH
        return cls(layout, look, left, width, 0.9 * width if look.narrow else HEIGHT * zoom, zoom)

    @property
    def top(self) -> float:
        """Below the name of the axis of benefit."""
        return 1.6 * self.look.size

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, value: float) -> float:
        low, high = self.layout.x_range
        return self.left + (value - low) / (high - low) * self.width

    def y(self, value: float) -> float:
        low, high = self.layout.y_range
        return self.bottom - (value - low) / (high - low) * self.height

    def radius(self, b: Bubble) -> float:
        return b.size * self.zoom / 2


Label = tuple[str, str]
"""What it says, and Plotly's name of the side; no text where it would cover another."""


def _labels(place: _Place) -> list[Label]:
    return [(b.label, b.label_at) for b in place.layout.bubbles]


def _numbers(place: _Place) -> list[Label]:
    """The place in the list below, beside each bubble where it covers no other."""
    bubbles = place.layout.bubbles
    spots = [(place.x(b.x), place.y(b.y)) for b in bubbles]
    numbers = [str(n) for n, _ in enumerate(bubbles, 1)]
    room = place.left + place.width
    sides = place_labels(spots, [2 * place.radius(b) for b in bubbles], numbers, room)
    return [(number if side else "", side or "") for number, side in zip(numbers, sides, strict=True)]


def _disc(place: _Place, b: Bubble, t: Texts, palette: Palette) -> Markup:
    fill = palette.paper if b.shade is None else theme.benefit(palette, b.shade)
    return element(
        "circle",
        title(f"{b.name}: {t('{score} of 100 points', score=t.number(round(b.y)))}, {t.about(b.money)}"),
        cx=place.x(b.x),
        cy=place.y(b.y),
        r=place.radius(b),
        fill=fill,
        fill_opacity=0.92,
        stroke=palette.accent,
        stroke_width=(2.5 if b.listed else 1.2) * place.look.size / theme.SIZE,
    )


def _label(place: _Place, b: Bubble, said: str, side: str, palette: Palette) -> Markup:
    size = place.look.small if place.look.narrow else theme.SIZE * place.zoom
    x, y, gap = place.x(b.x), place.y(b.y), place.radius(b) + 4
    match side:
        case "middle left":
            x, at = x - gap, "end"
        case "top center":
            y, at = y - gap - 0.5 * size, "middle"
        case "bottom center":
            y, at = y + gap + 0.5 * size, "middle"
        case _:
            x, at = x + gap, "start"
    return text(x, y, said, size, palette.ink, at=at, bold=b.listed)


def _axes(place: _Place, t: Texts, palette: Palette) -> list[Markup]:
    look, right = place.look, place.left + place.width
    money = measure.fit(t("Money a year (logarithmic scale)"), look.small, place.width)
    return [
        line(place.left, place.top, place.left, place.bottom, palette.line, 1),
        line(place.left, place.bottom, right, place.bottom, palette.line, 1),
        text(0, 0.5 * look.size, t("Benefit, points"), look.small, palette.ink),
        text(right, place.bottom + 2.8 * look.size, money, look.small, palette.ink, at="end"),
        *_money_ticks(place, palette),
        *(
            text(place.left - 0.5 * look.size, place.y(v), t.number(v), look.small, palette.muted, at="end")
            for v in points_marked(*place.layout.y_range)
        ),
    ]


def _money_ticks(place: _Place, palette: Palette) -> list[Markup]:
    """The amounts on the axis, those left out that would touch the one before or leave the picture."""
    marks, free, look = [], 0.0, place.look
    for value, said in place.layout.ticks:
        x, half = place.x(value), measure.width(said, look.small) / 2
        if x - half < free or x + half > look.inner:
            continue
        marks.append(text(x, place.bottom + look.size, said, look.small, palette.muted, at="middle"))
        free = x + half + look.size
    return marks


def points_marked(low: float, high: float) -> list[int]:
    """The marks of the axis of benefit: round points between 0 and 100, six at most."""
    step = next(step for step in STEPS if (high - low) / step <= 6)
    first, last = max(low, 0.0), min(high, 100.0)
    return [mark for mark in range(0, 101, step) if first <= mark <= last]


def _listed(layout: Bubbles, t: Texts, palette: Palette, look: Look) -> Block:
    """What the numbers stand for."""
    high, marks = look.size * 1.6, []
    for n, b in enumerate(layout.bubbles):
        money, y = t.about(b.money), (n + 0.5) * high
        room = look.inner - 1.9 * look.size - measure.width(money, look.small) - look.size
        name = measure.fit(b.name, look.small, room, bold=b.listed)
        marks += [
            text(1.3 * look.size, y, str(n + 1), look.small, palette.muted, at="end"),
            text(1.9 * look.size, y, name, look.small, palette.ink, bold=b.listed),
            text(look.inner, y, money, look.small, palette.muted, at="end"),
        ]
    return Block(high * len(layout.bubbles), tuple(marks))


def items(words: Sequence[str], t: Texts, palette: Palette) -> list[Item]:
    """What fill and outline mean; `words` is the scale."""
    most = max(len(words) - 1, 1)
    potential = [
        Item(
            legend.ring(theme.benefit(palette, value / most), palette, 1.2),
            f"{t('Reduction potential')} {value}: {said}",
        )
        for value, said in enumerate(words)
    ]
    return [
        *potential,
        Item(legend.ring(palette.paper, palette, 1.2), t("potential not judged")),
        Item(legend.ring(palette.paper, palette, 2.5), t("on the top list")),
    ]


def _words(words: Words, layout: Bubbles, t: Texts) -> Words:
    """The words with how many categories have no money to be placed by."""
    if not layout.left_out:
        return words
    left_out = t.plural(
        "{n} category without known money is not shown.",
        "{n} categories without known money are not shown.",
        layout.left_out,
    )
    return Words(words.title, words.subtitle, words.more, words.scale, f"{left_out} {words.foot}")
