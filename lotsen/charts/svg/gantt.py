"""The Gantt as SVG: in one picture, or cut into pages of A4 lying on its side, so that the whole plan prints.

What pointing tells on screen stands here in words: whose initials these are, what milestones on a bar are called, and
which interventions have no days yet.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lotsen.charts import theme
from lotsen.charts.layout.parts import BAR_HEIGHT, STATUS, Arrow, Bar, Diamond, GanttLayout, Heading, Undated
from lotsen.charts.svg import legend, measure
from lotsen.charts.svg.element import Markup, element, line, moved, rect, text, title
from lotsen.charts.svg.legend import Item
from lotsen.charts.svg.look import LAPTOP, PRINT, Look
from lotsen.charts.svg.page import Block, Words, lines, needs, page
from lotsen.charts.theme import Palette
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.texts import Texts

A4_HEIGHT = 794
"""px of A4 lying, at 96 dots an inch, as `PRINT` is wide."""

ROW = 1.75
AXIS = 3.8
"""The height of a row and of the quarters above them, in type sizes."""
NAMES, BESIDE = 0.29, 0.1
"""The shares of the width that the titles get, and that is kept free after the last day for the words beside bars."""
INDENT = 1.0
HEAD = 0.32
"""Half the size of an arrow's head and of a diamond, in type sizes."""
DOTS = "2 3"


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one page, `first` to `last` (exclusive); `again` is the heading that goes on from the page before."""

    first: int
    last: int
    again: Heading | None = None

    @property
    def rows(self) -> int:
        return self.last - self.first + bool(self.again)

    def has(self, row: int) -> bool:
        return self.first <= row < self.last


@dataclass(frozen=True, slots=True)
class _Plan:
    """The layout with its undated as rows of their own below the rest."""

    gantt: GanttLayout
    headings: tuple[Heading, ...]
    undated: tuple[tuple[int, Undated], ...]
    rows: int


def gantt(
    layout: GanttLayout, words: Words, t: Texts, palette: Palette, look: Look = LAPTOP, height: int | None = None
) -> str:
    """The whole plan in one picture."""
    colours, plan = look.colours(palette), _plan(layout, t)
    body = _body(plan, _Part(0, plan.rows), t, colours, look)
    return page(words, [body, *_below(layout, t, colours, look)], colours, look, t.language, height)


def pages(layout: GanttLayout, words: Words, t: Texts, palette: Palette, look: Look = PRINT) -> tuple[str, ...]:
    """The whole plan on as many pages of A4 as it needs, each with the quarters, the legend and its number."""
    colours, plan = look.colours(palette), _plan(layout, t)
    below = _below(layout, t, colours, look)
    taken = needs(_numbered(words, 99, 99, t), [Block(AXIS * look.size, ()), *below], colours, look)
    parts = _parts(plan, max(4, int((A4_HEIGHT - taken) / (ROW * look.size))))
    return tuple(
        page(
            _numbered(words, number, len(parts), t),
            [_body(plan, part, t, colours, look), *below],
            colours,
            look,
            t.language,
            A4_HEIGHT,
        )
        for number, part in enumerate(parts, 1)
    )


def _numbered(words: Words, number: int, of: int, t: Texts) -> Words:
    if of == 1:
        return words
    return replace(words, foot=f"{t('Page {number} of {pages}', number=number, pages=of)} · {words.foot}")


def _plan(layout: GanttLayout, t: Texts) -> _Plan:
    if not layout.undated:
        return _Plan(layout, layout.headings, (), layout.rows)
    loose = Heading(layout.rows, "", t("No days yet"), len(layout.undated))
    rows = tuple(enumerate(layout.undated, layout.rows + 1))
    return _Plan(layout, (*layout.headings, loose), rows, layout.rows + 1 + len(rows))


def _parts(plan: _Plan, most: int) -> list[_Part]:
    """The rows cut into pages of at most `most`: no heading is the last of its page, one that goes on is repeated."""
    heads = {heading.row: heading for heading in plan.headings}
    parts: list[_Part] = []
    first = 0
    while first < plan.rows or not parts:
        above = [heading for heading in plan.headings if heading.row < first]
        again = above[-1] if above and first not in heads else None
        last = min(first + most - bool(again), plan.rows)
        if last < plan.rows and last - 1 in heads and last - 1 > first:
            last -= 1
        parts.append(_Part(first, last, again))
        first = last
    return parts


# The picture -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things lie on one page: days and rows to px."""

    part: _Part
    layout: GanttLayout
    palette: Palette
    look: Look

    @property
    def row(self) -> float:
        return ROW * self.look.size

    @property
    def top(self) -> float:
        return AXIS * self.look.size

    @property
    def bottom(self) -> float:
        return self.top + self.part.rows * self.row

    @property
    def left(self) -> float:
        return NAMES * self.look.inner

    @property
    def right(self) -> float:
        return (1 - BESIDE) * self.look.inner

    def x(self, day: float) -> float:
        return self.left + day * (self.right - self.left) / max(self.layout.width, 1.0)

    def y(self, row: float) -> float:
        """The middle of a row."""
        return self.top + (row - self.part.first + bool(self.part.again) + 0.5) * self.row


def _body(plan: _Plan, part: _Part, t: Texts, palette: Palette, look: Look) -> Block:
    sheet = _Sheet(part, plan.gantt, palette, look)
    bars = [bar for bar in plan.gantt.bars if part.has(bar.row)]
    diamonds = [diamond for diamond in plan.gantt.diamonds if part.has(diamond.row)]
    marks = [
        *_bands(plan, sheet),
        *_axis(sheet),
        *_arrows(plan.gantt.arrows, sheet),
        *_today(sheet, t),
        *(_bar(bar, _tied(bar, diamonds), sheet, t) for bar in bars),
        *(_diamond(diamond, sheet) for diamond in diamonds),
        *(_undated(row, item, sheet) for row, item in plan.undated if part.has(row)),
    ]
    return Block(sheet.bottom, tuple(marks))


def _bands(plan: _Plan, sheet: _Sheet) -> Iterator[Markup]:
    """The headings of groups, each on a quiet band."""
    look, palette, part = sheet.look, sheet.palette, sheet.part
    shown = [heading for heading in plan.headings if part.has(heading.row)]
    if part.again:
        shown.insert(0, replace(part.again, row=part.first - 1))
    for heading in shown:
        said = f"{heading.text} ({heading.count})"
        yield rect(0, sheet.y(heading.row) - 0.46 * sheet.row, look.inner, 0.92 * sheet.row, palette.panel)
        fitted = measure.fit(said, look.size, look.inner - look.size, bold=True)
        yield text(0.3 * look.size, sheet.y(heading.row), fitted, look.size, palette.ink, bold=True)


def _axis(sheet: _Sheet) -> Iterator[Markup]:
    """The quarters above, with a hairline at each and a stronger one at each year."""
    look, palette = sheet.look, sheet.palette
    for number, column in enumerate(sheet.layout.columns):
        year = column.quarter.number == 1
        x, wide = sheet.x(column.left), sheet.x(column.right) - sheet.x(column.left)
        yield line(x, sheet.top, x, sheet.bottom, palette.hatch if year else palette.line, 1)
        if year or not number:
            yield text(x + 2, 0.45 * look.size, str(column.quarter.year), look.small, palette.ink, bold=True)
        if measure.width(column.label, look.smallest) < wide:
            middle = x + wide / 2
            yield text(middle, 1.75 * look.size, column.label, look.smallest, palette.muted, at="middle")
    if sheet.layout.columns:
        end = sheet.x(sheet.layout.width)
        yield line(end, sheet.top, end, sheet.bottom, palette.line, 1)


def _today(sheet: _Sheet, t: Texts) -> Iterator[Markup]:
    if sheet.layout.today is None:
        return
    x, look = sheet.x(sheet.layout.today), sheet.look
    said = t("Today {date}", date=t.date(sheet.layout.day))
    yield line(x, sheet.top - 0.3 * look.size, x, sheet.bottom, sheet.palette.ink, 2)
    room = measure.width(said, look.smallest, bold=True)
    at = min(max(x, sheet.left), look.inner - room / 2)
    yield _halo(at, sheet.top - 0.85 * look.size, said, look.smallest, sheet, at="middle", bold=True)


def _halo(
    x: float,
    y: float,
    said: str,
    size: float,
    sheet: _Sheet,
    colour: str = "",
    *,
    at: str = "start",
    bold: bool = False,
) -> Markup:
    """Words with the paper's colour around them, since lines may pass behind."""
    halo = {"stroke": sheet.palette.paper, "stroke_width": "3", "stroke_linejoin": "round", "paint_order": "stroke"}
    return text(x, y, said, size, colour or sheet.palette.ink, at=at, bold=bold, **halo)


# Bars ------------------------------------------------------------------------------------------------------------


def _tied(bar: Bar, diamonds: Iterable[Diamond]) -> list[Diamond]:
    return [diamond for diamond in diamonds if diamond.intervention_id == bar.intervention_id]


def _bar(bar: Bar, milestones: Sequence[Diamond], sheet: _Sheet, t: Texts) -> Markup:
    look, y = sheet.look, sheet.y(bar.row)
    left, right, high = sheet.x(bar.left), sheet.x(bar.right), BAR_HEIGHT * sheet.row
    room = sheet.left - (INDENT + 0.6) * look.size
    return element(
        "g",
        title("\n".join(bar.about)),
        text(INDENT * look.size, y, measure.fit(bar.title, look.size, room), look.size, sheet.palette.ink),
        moved(left, y - high / 2, *_box(bar, max(right - left, 2.0), high, sheet.palette)),
        _beside(bar, milestones, sheet, t),
    )


def _box(bar: Bar, wide: float, high: float, palette: Palette) -> list[Markup]:
    """Planned light, done filled, suggested hatched, stopped crossed; late in a thick frame."""
    open_ends = bar.status in (Status.PROPOSED, Status.STOPPED)
    marks = [rect(0, 0, wide, high, palette.paper if open_ends else theme.benefit(palette, 0.28))]
    if bar.status is Status.PROPOSED:
        marks.append(legend.hatching(0, 0, wide, high, palette))
    elif bar.status is Status.STOPPED:
        marks.append(_crosses(wide, high, palette))
    elif bar.done:
        marks.append(rect(0, 0, wide * bar.done, high, palette.accent))
    edge = palette.attention if bar.late else palette.muted if open_ends else palette.accent
    thick = 2.5 if bar.late else 1.0
    return [*marks, rect(0, 0, wide, high, "none", stroke=edge, stroke_width=thick)]


def _crosses(wide: float, high: float, palette: Palette) -> Markup:
    step = high
    strokes = [f"M{x:.1f} 0L{min(x + step, wide):.1f} {high:.1f}" for x in _steps(wide, step)]
    strokes += [f"M{x:.1f} {high:.1f}L{min(x + step, wide):.1f} 0" for x in _steps(wide, step)]
    return element("path", d="".join(strokes), stroke=palette.hatch, stroke_width=1, fill="none")


def _steps(wide: float, step: float) -> list[float]:
    return [n * step for n in range(int(wide / step) + 1) if n * step < wide - 0.1]


def _beside(bar: Bar, milestones: Sequence[Diamond], sheet: _Sheet, t: Texts) -> Markup:
    """Initials, progress, delay and milestones: after the bar, or before it where there is more room."""
    look, palette = sheet.look, sheet.palette
    named = [f"{diamond.label} {diamond.date}" for diamond in milestones]
    said = " · ".join(part for part in (bar.label, *named) if part)
    last = max((sheet.x(d.at) + 1.5 * HEAD * look.size for d in milestones), default=0.0)
    after = max(sheet.x(bar.right), last) + 0.5 * look.size
    colour = palette.attention if bar.late else palette.ink
    behind, ahead = look.inner - after, sheet.x(bar.left) - sheet.left - look.size
    if measure.width(said, look.smallest) > behind and ahead > behind:
        fitted = measure.fit(said, look.smallest, ahead)
        return _halo(
            sheet.x(bar.left) - 0.5 * look.size, sheet.y(bar.row), fitted, look.smallest, sheet, colour, at="end"
        )
    return _halo(after, sheet.y(bar.row), measure.fit(said, look.smallest, behind), look.smallest, sheet, colour)


def _undated(row: int, item: Undated, sheet: _Sheet) -> Markup:
    """A title without a bar, with its owner where bars would be."""
    look, y = sheet.look, sheet.y(row)
    room = sheet.left - (INDENT + 0.6) * look.size
    return element(
        "g",
        text(INDENT * look.size, y, measure.fit(item.title, look.size, room), look.size, sheet.palette.ink),
        text(
            sheet.left,
            y,
            measure.fit(item.owner, look.smallest, look.inner - sheet.left),
            look.smallest,
            sheet.palette.muted,
        ),
    )


def _diamond(diamond: Diamond, sheet: _Sheet) -> Markup:
    look, palette = sheet.look, sheet.palette
    x, y, half = sheet.x(diamond.at), sheet.y(diamond.row), 1.5 * HEAD * look.size
    marks = [title(f"{diamond.title}\n{diamond.date}"), _rhomb(x, y, half, palette)]
    if diamond.intervention_id is None:
        said, gap = f"{diamond.label} {diamond.date}", 0.4 * look.size
        room = x - sheet.left - half if diamond.named_left else look.inner - x - half
        fitted = measure.fit(said, look.smallest, room - gap)
        side, at = (-1, "end") if diamond.named_left else (1, "start")
        marks.append(_halo(x + side * (half + gap), y, fitted, look.smallest, sheet, at=at))
    return element("g", *marks)


def _rhomb(x: float, y: float, half: float, palette: Palette) -> Markup:
    corners = f"M{x:.1f} {y - half:.1f}L{x + half:.1f} {y:.1f}L{x:.1f} {y + half:.1f}L{x - half:.1f} {y:.1f}Z"
    return element("path", d=corners, fill=palette.ink, stroke=palette.paper, stroke_width=1.5)


# Arrows ----------------------------------------------------------------------------------------------------------


def _arrows(arrows: Sequence[Arrow], sheet: _Sheet) -> Iterator[Markup]:
    """Dependencies with a head; those that the dates don't keep dotted. On a page stands what lies on it."""
    for arrow in arrows:
        corners = [(sheet.x(x), sheet.y(y)) for x, y in arrow.corners]
        colour = sheet.palette.attention if arrow.clash else sheet.palette.muted
        if path := _inside(corners, sheet):
            dash = DOTS if arrow.clash else None
            yield element("path", d=path, stroke=colour, stroke_width=1.3, fill="none", stroke_dasharray=dash)
        x, y = corners[-1]
        if sheet.top <= y <= sheet.bottom:
            yield _head(x, y, arrow.heading, HEAD * sheet.look.size, colour)


def _inside(corners: Sequence[tuple[float, float]], sheet: _Sheet) -> str:
    """The part of a line of level and upright pieces that lies between the page's first and last row."""

    def cut(y: float) -> float:
        return min(max(y, sheet.top), sheet.bottom)

    return "".join(
        f"M{x1:.1f} {cut(y1):.1f}L{x2:.1f} {cut(y2):.1f}"
        for (x1, y1), (x2, y2) in itertools.pairwise(corners)
        if max(y1, y2) >= sheet.top and min(y1, y2) <= sheet.bottom
    )


def _head(x: float, y: float, heading: str, half: float, colour: str) -> Markup:
    """A triangle whose tip is where the arrow ends."""
    back = {"right": (-1.6, 0.0), "down": (0.0, -1.6), "up": (0.0, 1.6)}[heading]
    bx, by = x + back[0] * half, y + back[1] * half
    dx, dy = (0.0, half) if heading == "right" else (half, 0.0)
    return element("path", d=f"M{x:.1f} {y:.1f}L{bx + dx:.1f} {by + dy:.1f}L{bx - dx:.1f} {by - dy:.1f}Z", fill=colour)


# Below -----------------------------------------------------------------------------------------------------------


def _below(layout: GanttLayout, t: Texts, palette: Palette, look: Look) -> list[Block]:
    """The legend, and whose initials stand in the picture."""
    owners = sorted({(bar.initials, bar.owner) for bar in layout.bars if bar.owner})
    said = " · ".join(f"{letters} {owner}".replace(" ", "\xa0") for letters, owner in owners)
    high, marks = lines(said, look.small, palette.muted, look.inner, 4)
    return [legend.legend(list(_items(layout, t, palette)), palette, look), Block(high, tuple(marks))]


def _items(layout: GanttLayout, t: Texts, palette: Palette) -> Iterator[Item]:
    """What is in this picture, and nothing else."""
    for status in Status:
        if found := next((bar for bar in layout.bars if bar.status is status), None):
            shown = replace(found, late=None, done={Status.UNDER_WAY: 0.5, Status.DONE: 1.0}.get(status, 0.0))
            yield Item(_like(shown, palette), t(STATUS[status]), 2)
    if late := next((bar for bar in layout.bars if bar.late), None):
        yield Item(_like(replace(late, status=Status.PLANNED, done=0.0), palette), t("late"), 2)
    if layout.diamonds:
        yield Item(lambda size: _rhomb(size / 2, size / 2, size * 0.48, palette), t("milestone"))
    if any(not arrow.clash for arrow in layout.arrows):
        yield Item(_arrow(palette.muted, None), t("waits for the one before"), 2)
    if layout.clashes:
        yield Item(_arrow(palette.attention, DOTS), t("clash: begins before that one has ended"), 2)


def _like(bar: Bar, palette: Palette) -> Callable[[float], Markup]:
    def mark(size: float) -> Markup:
        return moved(0, 0.1 * size, *_box(bar, 2 * size, 0.8 * size, palette))

    return mark


def _arrow(colour: str, dash: str | None) -> Callable[[float], Markup]:
    def mark(size: float) -> Markup:
        stem = line(0, size / 2, 1.6 * size, size / 2, colour, 1.3, dash)
        return element("g", stem, _head(2 * size, size / 2, "right", HEAD * size, colour))

    return mark
