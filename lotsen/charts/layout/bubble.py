"""Money against benefit as a pure layout: a bubble for every ranked category whose money is known, labels beside.

Money is on a logarithmic scale, or else one large category would push all others into a corner.
"""

import math
from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results import Floats, Priorities
from lotsen.charts.layout.names import Names, short
from lotsen.domain.criterion import CriterionKind
from lotsen.texts import Texts

WIDTH, HEIGHT = 1100, 480
"""The plot in px that labels are placed for."""

LARGEST, LEAST = 58, 12
"""Diameters in px of the greatest carbon and of none."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Bubble:
    """`x` is log10 of the money in units, `y` the score, `size` a diameter in px (area stands for carbon).

    `shade` is the reduction potential 0 to 1, null when nobody has judged it. `label_at` is Plotly's name of the
    side; the label is empty where it would cover another.
    """

    id: UUID
    name: str
    x: float
    y: float
    size: float
    shade: float | None
    listed: bool
    label: str
    label_at: str
    money: int
    kilograms: float | None


@dataclass(frozen=True, slots=True)
class Bubbles:
    """`ticks` are (position, text) on the money axis; `left_out` counts ranked categories without known money."""

    bubbles: tuple[Bubble, ...]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    ticks: tuple[tuple[float, str], ...]
    left_out: int


def bubbles(result: Priorities, names: Names, t: Texts) -> Bubbles:
    """Lay out the picture; bubbles come in order of rank, so the first ones get their labels first."""
    ranked = [i for i in result.order if result.ranks[i]]
    shown = [i for i in ranked if names.money.get(result.categories[i], 0) > 0]
    if not shown:
        return Bubbles((), (0.0, 1.0), (0.0, 100.0), (), len(ranked))
    xs = [math.log10(names.money[result.categories[i]] / 100) for i in shown]
    ys = [float(result.score[i]) for i in shown]
    x_range, y_range = _padded(xs, 0.12, 0.6), _padded(ys, 0.12, 20.0)
    sizes = _sizes(_column(result, CriterionKind.CARBON), shown)
    shades = _column(result, CriterionKind.POTENTIAL, unit=True)
    carbon = _column(result, CriterionKind.CARBON)
    spots = [(_px(x, x_range, WIDTH), HEIGHT - _px(y, y_range, HEIGHT)) for x, y in zip(xs, ys, strict=True)]
    labels = [short(names.categories[result.categories[i]], 30) for i in shown]
    sides = place_labels(spots, sizes, labels)
    return Bubbles(
        tuple(
            Bubble(
                id=result.categories[i],
                name=names.categories[result.categories[i]],
                x=x,
                y=y,
                size=size,
                shade=None if shades is None or math.isnan(shades[i]) else float(shades[i]),
                listed=bool(result.top[i]),
                label=label if side else "",
                label_at=side or "middle right",
                money=names.money[result.categories[i]],
                kilograms=None if carbon is None or math.isnan(carbon[i]) else float(carbon[i]),
            )
            for i, x, y, size, label, side in zip(shown, xs, ys, sizes, labels, sides, strict=True)
        ),
        x_range,
        y_range,
        _ticks(x_range, names.currency, t),
        len(ranked) - len(shown),
    )


def place_labels(
    spots: list[tuple[float, float]], sizes: list[float], labels: list[str], width: float = WIDTH
) -> list[str | None]:
    """A side for every label where it covers no bubble and no label before it, or null; in order of importance.

    Spots and sizes are px in a plot of `width` px.
    """
    discs = [(x - s / 2, y - s / 2, x + s / 2, y + s / 2) for (x, y), s in zip(spots, sizes, strict=True)]
    taken: list[Box] = []
    sides: list[str | None] = []
    for number, (spot, size, label) in enumerate(zip(spots, sizes, labels, strict=True)):
        others = discs[:number] + discs[number + 1 :] + taken
        options = ((side, _label_box(spot, size, label, side)) for side in _SIDES)
        fitting = next(
            (
                (side, box)
                for side, box in options
                if box[0] >= 0 and box[2] <= width and not any(_overlap(box, other) for other in others)
            ),
            None,
        )
        sides.append(fitting[0] if fitting else None)
        if fitting:
            taken.append(fitting[1])
    return sides


_SIDES = ("middle right", "middle left", "top center", "bottom center")


def _label_box(spot: tuple[float, float], size: float, label: str, side: str) -> Box:
    (x, y), width, height, gap = spot, 7.0 * len(label), 18.0, size / 2 + 4
    match side:
        case "middle right":
            return x + gap, y - height / 2, x + gap + width, y + height / 2
        case "middle left":
            return x - gap - width, y - height / 2, x - gap, y + height / 2
        case "top center":
            return x - width / 2, y - gap - height, x + width / 2, y - gap
        case _:
            return x - width / 2, y + gap, x + width / 2, y + gap + height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _column(result: Priorities, kind: CriterionKind, *, unit: bool = False) -> Floats | None:
    """A criterion's figures by category, between 0 and 1 if `unit`; null when the roadmap has no such criterion."""
    place = next((j for j, column in enumerate(result.columns) if column.criterion is kind), None)
    return None if place is None else (result.unit if unit else result.value)[:, place]


def _sizes(carbon: Floats | None, shown: list[int]) -> list[float]:
    """Diameters whose areas are to scale with the carbon; the least there is where nothing is known."""
    known = [0.0 if carbon is None or math.isnan(carbon[i]) else max(float(carbon[i]), 0.0) for i in shown]
    greatest = max(known)
    if not greatest:
        return [20.0 if carbon is None else LEAST for _ in shown]
    return [max(LARGEST * math.sqrt(kilograms / greatest), LEAST) for kilograms in known]


def _padded(values: list[float], share: float, least: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    pad = max(high - low, least) * share
    return low - pad, high + pad


def _px(value: float, extent: tuple[float, float], length: float) -> float:
    return (value - extent[0]) / (extent[1] - extent[0]) * length


def _ticks(extent: tuple[float, float], currency: str, t: Texts) -> tuple[tuple[float, str], ...]:
    """1, 2 and 5 of every power of ten; only the powers where there are many."""
    powers = range(math.floor(extent[0]), math.ceil(extent[1]) + 1)
    steps = (1,) if extent[1] - extent[0] > 2.2 else (1, 2, 5)
    marks = [(math.log10(step) + power, step * 10**power) for power in powers for step in steps]
    return tuple((x, t.about(round(amount * 100), currency)) for x, amount in marks if extent[0] <= x <= extent[1])
