"""Load as a picture without any renderer: a row for each person or role, a column for each quarter."""

from dataclasses import dataclass

from lotsen.domain.capacity import HOURS_A_DAY
from lotsen.domain.load import Cell, Loads
from lotsen.domain.quarter import Quarter
from lotsen.texts import Texts

MOST_ROWS, MOST_COLUMNS, NARROW_COLUMNS = 20, 12, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One quarter of one person. `share` is 1 for all the time there is, null where there is none at all."""

    row: int
    column: int
    address: str
    share: float | None
    over: bool
    text: str
    about: str


@dataclass(frozen=True, slots=True)
class LoadLayout:
    """The picture. `left_out` is how many rows are not in it, the least loaded."""

    rows: tuple[str, ...]
    columns: tuple[Quarter, ...]
    marks: tuple[Mark, ...]
    left_out: int


def layout(loads: Loads, t: Texts, *, most_columns: int = MOST_COLUMNS) -> LoadLayout:
    """Place it; what nothing is asked in has no mark."""
    columns = loads.quarters[:most_columns]
    rows = tuple(loads.cells)[:MOST_ROWS]
    marks = tuple(
        Mark(n, place, address(cell), cell.share, bool(cell.over), text(cell, t), about(cell, t))
        for n, who in enumerate(rows)
        for place, cell in enumerate(loads.cells[who][:most_columns])
        if cell.days
    )
    return LoadLayout(rows, columns, marks, len(loads.cells) - len(rows))


def address(cell: Cell) -> str:
    """What a click on a mark sends."""
    return f"{cell.quarter.year}-{cell.quarter.number}:{cell.who}"


def text(cell: Cell, t: Texts) -> str:
    """'8/6': the days asked and the days there are."""
    return f"{days(cell.days, t)}/{days(cell.capacity, t)}"


def days(amount: float, t: Texts) -> str:
    """Days to the tenth, whole ones without a decimal."""
    return t.number(amount, 0 if round(amount, 1) == round(amount) else 1)


def hours(amount: float, t: Texts) -> str:
    """Days in whole hours."""
    return t.number(amount * HOURS_A_DAY)


def about(cell: Cell, t: Texts) -> str:
    """What a mark says when pointed at."""
    quarter = t("Q{number} {year}", number=cell.quarter.number, year=cell.quarter.year)
    share = "" if cell.share is None else f" ({t.percent(cell.share)})"
    return t(
        "{who}, {quarter}: {days} days ({hours} h) asked, {capacity} ({there} h) there are{share}",
        who=cell.who,
        quarter=quarter,
        days=days(cell.days, t),
        capacity=days(cell.capacity, t),
        hours=hours(cell.days, t),
        there=hours(cell.capacity, t),
        share=share,
    )
