"""Rows that are no invoices but the publisher's own sums: told by their words, or by a figure that fits exactly.

They are taken out of the groups, so that no money is counted twice.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from lotsen.spend import amounts, lines
from lotsen.spend.profile import Role
from lotsen.spend.table import rows

NEAR = Decimal("0.01")
"""Sums that differ by less are equal: publishers add up binary fractions."""

FEWEST = 2
"""How many rows a sum is of at least: of one row it would be that row's equal."""

MOST_BARE = 20
"""Rows of nothing but numbers that are believed to be totals; where there are more, the file is made of them."""

_TOTAL = re.compile(lines.TOTAL_WORDS)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """One of the publisher's sums. `is_told`: by words or as a bare number, so that it may differ from ours."""

    place: int
    amount: Decimal
    is_told: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was taken out, and how many rows have nothing in any column."""

    taken_out: tuple[TakenOut, ...]
    blank: int


@dataclass(frozen=True, slots=True)
class _Nameless:
    """A row that names nobody who was paid. `whole` and `number` are the sum and the count of all amounts up to and
    with it."""

    place: int
    amount: Decimal
    year: int | None
    undated: bool
    whole: Decimal
    number: int
    below_blank: bool
    keys: list[str | None]


def take_out(connection: duckdb.DuckDBPyConnection, cells: lines.Cells, empty: Callable[[], Sequence[int]]) -> Found:
    """Leave the publisher's sums out of the table `grouped`. `empty` gives the rows that stand below empty lines."""
    told, blank = _told(connection, cells)
    fitting = _fitting(connection, cells, [one.place for one in told], empty)
    return Found((*told, *fitting), blank)


# By words -------------------------------------------------------------------------------------------------------


def _told(connection: duckdb.DuckDBPyConnection, cells: lines.Cells) -> tuple[list[TakenOut], int]:
    if not rows(connection, lines.sql_has_odd())[0][0]:
        return [], 0
    odd = rows(connection, lines.sql_odd_rows(cells))
    blank = 0
    if any(not _said(row[4:]) for row in odd):
        blank = rows(connection, lines.sql_blank_rows(cells))[0][0]
    verdicts = [_verdict(row[1], row[4:]) for row in odd]
    believed = {"named", "bare"} if verdicts.count("bare") <= MOST_BARE else {"named"}
    result = []
    for (place, amount, year, undated, *texts), verdict in zip(odd, verdicts, strict=True):
        if verdict in believed:
            keys = {role.value: _text(cells, role, texts) for role in lines.KEYS}
            _run(connection, lines.sql_take_out(keys, amount, year, undated))
            result.append(TakenOut(place, amount, is_told=True))
    return result, blank


def _text(cells: lines.Cells, role: Role, texts: Sequence[str | None]) -> str | None:
    place = cells.profile.place(role)
    return None if place is None else texts[place]


def _said(texts: Sequence[str | None]) -> list[str]:
    return [text for text in texts if text and text.strip()]


def _verdict(amount: Decimal | None, texts: Sequence[str | None]) -> str | None:
    """'bare' if nothing but numbers stands in the row, 'named' if a word for total leads it."""
    if amount is None:
        return None
    words = [text for text in _said(texts) if not amounts.is_number(text)]
    if not words:
        return "bare"
    return "named" if len(words) <= 2 and _TOTAL.search(words[0]) and len(words[0]) <= 40 else None


# By their figure --------------------------------------------------------------------------------------------------


def _fitting(
    connection: duckdb.DuckDBPyConnection, cells: lines.Cells, gone: Sequence[int], empty: Callable[[], Sequence[int]]
) -> list[TakenOut]:
    count, net, nameless, above, below = rows(connection, lines.sql_of_nameless(cells))[0]
    # A sum of all others is half of everything; so are the subtotals of all pages together.
    if not nameless or not net or (above if net > 0 else -below) < abs(net) / 2 - NEAR:
        return []
    many = nameless > lines.MOST_NAMELESS
    where = f"abs(2 * amount - ({net})) < {NEAR}" if many else "true"
    query = lines.sql_nameless_rows(cells, gone, where)
    found = [_Nameless(*one) for one in rows(connection, query)]
    sums = [] if many else _subtotals(found, count)
    sums = sums or [one for one in found if _is_total(one, count, net, empty)][:1]
    for one in sums:
        keys = {role.value: text for role, text in zip(lines.KEYS, one.keys, strict=True)}
        _run(connection, lines.sql_take_out(keys, one.amount, one.year, one.undated))
    return [TakenOut(one.place, one.amount, is_told=False) for one in sums]


def _is_total(one: _Nameless, count: int, net: Decimal, empty: Callable[[], Sequence[int]]) -> bool:
    """Whether a row is the sum of all others, and stands where totals stand: first, last or after blank rows."""
    if count - 1 < FEWEST or abs(2 * one.amount - net) >= NEAR:
        return False
    return one.number in {1, count} or one.below_blank or one.place in empty()


def _subtotals(found: Sequence[_Nameless], count: int) -> list[_Nameless]:
    """The rows that each are the sum of those since the one before, and perhaps the sum of all at the end.

    Only if no row is left over after the last: then every amount stands in the file twice, and it is sure.
    """
    result, parts = list(_sums(found)), 0
    for one, before in zip(result, (None, *result), strict=False):
        parts = max(parts, one.number - 1 - (before.number if before else 0))
    return result if parts >= FEWEST and result[-1].number == count else []


def _sums(found: Sequence[_Nameless]) -> Iterator[_Nameless]:
    whole, number, taken = Decimal(0), 0, Decimal(0)
    for one in found:
        part = one.whole - one.amount - whole if one.number - 1 > number else one.whole - one.amount - taken
        if one.number > 1 and abs(part - one.amount) < NEAR:
            whole, number, taken = one.whole, one.number, taken + one.amount
            yield one


def _run(connection: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> None:
    for statement in statements:
        connection.execute(statement)
