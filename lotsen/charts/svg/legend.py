"""What the marks of a picture mean: small marks with words, in as many lines as they need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from lotsen.charts.svg import measure
from lotsen.charts.svg.element import Markup, element, line, moved, rect, text, title
from lotsen.charts.svg.look import Look
from lotsen.charts.svg.page import Block
from lotsen.charts.theme import Palette

PITCH = 6
"""px between the strokes of hatching."""


@dataclass(frozen=True, slots=True)
class Item:
    """A mark of `wide` × 1 type sizes, drawn by `mark` at a size in px, and what it means."""

    mark: Callable[[float], Markup]
    said: str
    wide: float = 1.0


def legend(items: Sequence[Item], palette: Palette, look: Look) -> Block:
    """All items in reading order."""
    size, x, row, marks = look.small, 0.0, 0, []
    high = size * 1.75
    for item in items:
        ahead = size * (item.wide + 0.45)
        said = measure.fit(item.said, size, look.inner - ahead)
        whole = ahead + measure.width(said, size)
        if x and x + whole > look.inner:
            x, row = 0.0, row + 1
        middle = (row + 0.5) * high
        mark = moved(x, middle - size / 2, item.mark(size))
        marks.append(element("g", title(item.said), mark, text(x + ahead, middle, said, size, palette.muted)))
        x += whole + 1.5 * size
    return Block(high * (row + 1) if items else 0.0, tuple(marks))


def on_screen(items: Sequence[Item], size: float = 14) -> str:
    """All items as HTML that wraps; the marks are small pictures that say nothing beside their words."""
    said = "".join(
        f'<li style="display:flex;align-items:center;gap:.4rem;margin:0;padding:0">'
        f'<img alt="" src="{escape(_alone(item, size))}" style="flex:none"/>{escape(item.said)}</li>'
        for item in items
    )
    return (
        '<ul style="display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:0;padding:0;'
        f'font-size:.875rem">{said}</ul>'
    )


def _alone(item: Item, size: float) -> str:
    """A mark as a picture of its own."""
    wide, high = item.wide * size, size
    drawn = element(
        "svg",
        item.mark(size),
        xmlns="http://www.w3.org/2000/svg",
        width=wide + 2,
        height=high + 2,
        viewBox=f"-1 -1 {wide + 2:g} {high + 2:g}",
    )
    return f"data:image/svg+xml,{quote(drawn)}"


def swatch(fill: str, edge: str) -> Callable[[float], Markup]:
    """A filled square; the edge shows where the fill is as light as the paper."""
    return lambda size: rect(0, 0, size, size, fill, stroke=edge, stroke_width=0.75)


def hatched(palette: Palette) -> Callable[[float], Markup]:
    return lambda size: hatching(0, 0, size, size, palette)


def framed(palette: Palette) -> Callable[[float], Markup]:
    return lambda size: rect(1, 1, size - 2, size - 2, "none", stroke=palette.ink, stroke_width=2)


def stroke(colour: str, dash: str | None = None) -> Callable[[float], Markup]:
    """A line as long as the item's mark is wide, two type sizes."""
    return lambda size: line(0, size / 2, 2 * size, size / 2, colour, 2, dash)


def dot(palette: Palette) -> Callable[[float], Markup]:
    return lambda size: element("circle", cx=size / 2, cy=size / 2, r=size * 0.32, fill=palette.attention)


def ring(fill: str, palette: Palette, width: float) -> Callable[[float], Markup]:
    return lambda size: element(
        "circle", cx=size / 2, cy=size / 2, r=size * 0.45, fill=fill, stroke=palette.accent, stroke_width=width
    )


def sign(said: str, palette: Palette) -> Callable[[float], Markup]:
    return lambda size: text(size / 2, size / 2, said, size, palette.muted, at="middle")


def hatching(x: float, y: float, width: float, height: float, palette: Palette) -> Markup:
    """A box of slanted strokes from edge to edge: as plain lines, which every program draws."""
    strokes = []
    for step in range(1, int((width + height) / PITCH) + 1):
        along = step * PITCH
        x1, y1 = (along, 0.0) if along <= width else (width, along - width)
        x2, y2 = (0.0, along) if along <= height else (along - height, height)
        strokes.append(f"M{x + x1:.1f} {y + y1:.1f}L{x + x2:.1f} {y + y2:.1f}")
    return element("path", d="".join(strokes), stroke=palette.hatch, stroke_width=1, fill="none")
