"""A picture as a page of its own: blocks below each other between the words that say what it is."""

from dataclasses import dataclass

from lotsen.charts.svg import measure
from lotsen.charts.svg.element import FAMILY, Markup, element, moved, rect, text, words
from lotsen.charts.svg.look import Look
from lotsen.charts.theme import Palette

GAP = 0.9
"""The room between blocks, in type sizes."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said around a picture: `title` what it says, `subtitle` what it is, `more` how sure that is.

    `scale` are the answers from nothing to the most in words; `foot` says whose it is and of when.
    """

    title: str
    subtitle: str
    more: str
    scale: tuple[str, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: its height in px and what is drawn in it, from its own upper left corner."""

    height: float
    marks: tuple[Markup, ...]


def page(
    said: Words, blocks: list[Block], palette: Palette, look: Look, language: str, height: int | None = None
) -> str:
    """The whole picture as SVG text, as high as it needs to be or as `height` says."""
    y, placed = float(look.margin), []
    for block in _stack(said, blocks, palette, look):
        placed.append(moved(look.margin, y, *block.marks))
        y += block.height + GAP * look.size
    height = height or needs(said, blocks, palette, look)
    return element(
        "svg",
        element("title", words(said.title), id="title"),
        element("desc", words(f"{said.subtitle} {said.more}".strip()), id="desc"),
        rect(0, 0, look.width, height, palette.paper),
        *placed,
        xmlns="http://www.w3.org/2000/svg",
        width=look.width,
        height=height,
        viewBox=f"0 0 {look.width} {height}",
        lang=language,
        role="img",
        aria_labelledby="title desc",
        font_family=FAMILY,
    )


def needs(said: Words, blocks: list[Block], palette: Palette, look: Look) -> int:
    """How high a page of these words and blocks is, in px."""
    stack = _stack(said, blocks, palette, look)
    return round(sum(block.height for block in stack) + (len(stack) - 1) * GAP * look.size + 2 * look.margin)


def _stack(said: Words, blocks: list[Block], palette: Palette, look: Look) -> list[Block]:
    return [_head(said, palette, look), *(block for block in blocks if block.height), _foot(said, palette, look)]


def lines(
    said: str, size: float, fill: str, room: float, most: int, *, bold: bool = False
) -> tuple[float, list[Markup]]:
    """A paragraph: its height and its lines."""
    high = size * measure.LINE
    wrapped = measure.wrap(said, size, room, most, bold=bold) if said else ()
    return high * len(wrapped), [
        text(0, (n + 0.5) * high, line, size, fill, bold=bold) for n, line in enumerate(wrapped)
    ]


def _head(said: Words, palette: Palette, look: Look) -> Block:
    tall, first = lines(said.title, look.title, palette.ink, look.inner, 5, bold=True)
    about = said.subtitle if look.brief else f"{said.subtitle} {said.more}".strip()
    more, second = lines(about, look.size, palette.muted, look.inner, 12)
    gap = 0.35 * look.size
    return Block(tall + gap + more, (*first, moved(0, tall + gap, *second)))


def _foot(said: Words, palette: Palette, look: Look) -> Block:
    high, marks = lines(said.foot, look.small, palette.muted, look.inner, 3)
    return Block(high, tuple(marks))
