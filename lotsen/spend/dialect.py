"""Which sign parts the cells, and which row names the columns."""

import csv
import io
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lotsen.errors import N_, InvalidInput
from lotsen.spend import amounts, dates, names

DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f")
MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Layout:
    """`rows` are the sample's rows from the file's first on; `header_row` counts from 1, 0 is none."""

    delimiter: str
    width: int
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def rows_of(text: str, delimiter: str, limit: int = 5_000, whole: bool = False) -> list[list[str]]:
    """The rows of a piece of text; the last one is left out unless the piece is the whole file."""
    result: list[list[str]] = []
    csv.field_size_limit(1 << 22)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            result.append(row)
            if len(result) > limit:
                break
    except csv.Error:
        return result
    return result if whole or len(result) > limit else result[:-1]


def find(text: str, whole: bool, file: str, delimiter: str | None, header_row: int | None) -> Layout:
    """The layout of a file by its beginning; raises InvalidInput where there is no table of at least two columns."""
    sign = delimiter or _delimiter(text, whole)
    rows = rows_of(text, sign, whole=whole)
    width = _width(rows)
    if width < 2:
        raise InvalidInput(
            N_("{file} has only one column. A table of invoices has an amount and, beside it, whom it was paid to."),
            file=file,
        )
    if width > MOST_COLUMNS:
        raise InvalidInput(
            N_("{file} has {columns} columns, at most {limit} can be read. Keep who, what, when and how much."),
            file=file,
            columns=width,
            limit=MOST_COLUMNS,
        )
    place = _header(rows, width) if header_row is None else header_row
    if place > len(rows):
        raise InvalidInput(N_("{file} has no row {row} to take the headers from."), file=file, row=place)
    if place:
        width = max(width, len(rows[place - 1]))
    headers = unique(rows[place - 1] if place else [], width)
    return Layout(sign, width, place, headers, tuple(tuple(row) for row in rows))


def unique(found: Sequence[str], width: int) -> tuple[str, ...]:
    """Names for `width` columns: blanks around removed, empty ones numbered, repeated ones counted."""
    result: list[str] = []
    counted: Counter[str] = Counter()
    for place in range(width):
        name = " ".join(found[place].split()) if place < len(found) else ""
        name = name or f"#{place + 1}"
        counted[name.casefold()] += 1
        result.append(name if counted[name.casefold()] == 1 else f"{name} ({counted[name.casefold()]})")
    return tuple(result)


def _delimiter(text: str, whole: bool) -> str:
    """The sign by which most rows have the same number of cells, wider tables winning among equals."""
    best, best_score = ",", -1.0
    for sign in DELIMITERS:
        if sign not in text:
            continue
        rows = [row for row in rows_of(text, sign, 500, whole) if any(cell.strip() for cell in row)]
        if not rows:
            continue
        width, count = Counter(len(row) for row in rows).most_common(1)[0]
        if width < 2:
            continue
        score = count / len(rows) * math.log2(1 + width)
        if score > best_score:
            best, best_score = sign, score
    return best


def _width(rows: Sequence[Sequence[str]]) -> int:
    """How many columns most rows have; wider rows count only as far as they say something."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return 0
    return Counter(len(row) for row in filled).most_common(1)[0][0]


def _header(rows: Sequence[Sequence[str]], width: int) -> int:
    """The row, counted from 1, that names the columns: words only, known ones first; 0 if the first row is data."""
    best, best_score = 0, 0.0
    filled_below = _filled(rows)
    for number, row in enumerate(rows[:40], start=1):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < 2 or len(cells) < 0.4 * filled_below:
            continue
        if any(_is_value(cell) for cell in cells):
            continue
        known = sum(names.is_known(cell) for cell in cells)
        score = known + 0.5 * len(cells) / width - number * 0.01 + (0.5 if number == 1 else 0.0)
        if known == 0 and not _values_below(rows, number):
            continue
        if score > best_score:
            best, best_score = number, score
    return best


def _filled(rows: Sequence[Sequence[str]]) -> int:
    counts = Counter(sum(1 for cell in row if cell.strip()) for row in rows[:200])
    del counts[0]
    return counts.most_common(1)[0][0] if counts else 0


def _values_below(rows: Sequence[Sequence[str]], number: int) -> bool:
    return any(_is_value(cell) for row in rows[number : number + 10] for cell in row)


def _is_value(cell: str) -> bool:
    text = cell.strip()
    if text.isdigit() and 1900 <= int(text) <= 2100:
        return False
    return bool(text) and (amounts.is_number(text) or dates.signs([text]).share == 1.0)
