"""A table of totals per category, as pasted from a spend dashboard or a spreadsheet: found out, read, matched."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from lotsen.domain.buying import Column, PastedRow, PastedTable
from lotsen.errors import N_, InvalidInput
from lotsen.spend.cells import cells_of_text

CLOSE = 0.84
"""How alike two names must be (difflib's ratio) to be taken for the same."""


_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern, re.IGNORECASE))
    for column, pattern in (
        (Column.SKIP, r"co2|päästö|utsläpp|emission|hiilijalan|koldioxid|muutos|förändring|change|osuus kul|rank|#"),
        (Column.LARGEST, r"suurin|suurimman|största|largest|top.?1|keskitt|koncentr|concentr"),
        (Column.SUPPLIERS, r"toimittaj|leverantör|supplier|vendor"),
        (Column.INVOICES, r"lasku|faktur|invoice|kpl|lkm|antal"),
        (Column.SKIP, r"osuus|andel|share|%"),
        (
            Column.AMOUNT,
            r"€|eur|summa|sum\b|belopp|kustann|kostnad|osto|inköp|volyym|volym|spend|amount|total|yhteensä",
        ),
        (Column.NAME, r"kateg|categ|luokka|klass|nimi|namn|name|ryhmä|grupp|tuote|produkt"),
    )
)
_TOTAL = re.compile(
    r"^\s*(yhteensä|kaikki yhteensä|summa|sammanlagt|totalt|totalsumma|grand total|total|sum)\W*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(19[89]\d|20\d\d)(?!\d)")
_SUFFIX = re.compile(
    r"(mrd|milj(?:oonaa|oner)?\.?|mn|m€|meur|m|tuhatta|tusen|tkr|t€|teur|k€|keur|k|tn)?\s*(€|eur|euroa|euro|kr|sek)?\s*$",
    re.IGNORECASE,
)
_UNITS = {"mrd": 10**9, "m": 10**6, "t": 10**3, "k": 10**3}
_HEAD_UNIT = re.compile(r"\b(mrd|milj|meur|m€|mn|tuhat|tusen|1\s?000|teur|t€|keur|k€|tkr)", re.IGNORECASE)
_NUMBER = re.compile(r"^[-−–+(]?\s*\d[\d\s.,'’]*\s*%?\)?[-−]?$")


def read_table(text: str) -> PastedTable:
    """Read a pasted table. Raises InvalidInput where there is no category with an amount in it."""
    grid = [[_clean(cell) for cell in row] for row in cells_of_text(text)]
    if not grid:
        raise InvalidInput(N_("There is nothing here yet. Paste a table with one row per category."))
    grid = [_split_single(row) for row in grid]
    has_header = _is_head(grid[0])
    body = grid[1:] if has_header else grid
    columns = _columns(grid[0] if has_header else [], body)
    decimal = _decimal_sign(
        [row[i] for row in body for i, c in enumerate(columns) if c is Column.AMOUNT and i < len(row)]
    )
    head = " ".join(grid[0]) if has_header else ""
    unit = _head_unit(head)
    years = [_year(cell) for cell in grid[0]] if has_header else []
    rows, left_out, total = [], [], None
    for line, row in enumerate(body, 2 if has_header else 1):
        read = _row(line, row, columns, years, decimal, unit)
        if read is None:
            left_out.append((line, " · ".join(cell for cell in row if cell)))
        elif _TOTAL.match(read.name) or not read.name:
            total = sum(cents for _, cents in read.amounts)
        else:
            rows.append(read)
    if not rows:
        raise InvalidInput(N_("No row has both a category's name and an amount. Paste at least these two columns."))
    return PastedTable(columns, has_header, decimal, unit, tuple(rows), tuple(left_out), total)


def match_names(
    names: Sequence[str],
    categories: Sequence[tuple[UUID, str, tuple[str, ...]]],
    words: Mapping[str, UUID] | None = None,
) -> Iterator[UUID | None]:
    """For each name the category (id, code, names) that it means.

    By name, by code before it, by a name much alike; else by `words` (beginnings of words) if they lead to one alone.
    """
    exact: dict[str, UUID] = {}
    for category_id, code, own in categories:
        for name in (*own, code, *(f"{code} {name}" for name in own if code)):
            if name:
                exact.setdefault(_key(name), category_id)
    known = {_key(word): category_id for word, category_id in (words or {}).items()}
    for name in names:
        found = exact.get(_key(name)) or exact.get(_key(re.sub(r"^[\d.]+\s*[-–:]?\s*", "", name)))
        if found is None:
            alike = difflib.get_close_matches(_key(name), exact, n=1, cutoff=CLOSE)
            found = exact[alike[0]] if alike else _by_words(_key(name), known)
        yield found


def _by_words(name: str, known: Mapping[str, UUID]) -> UUID | None:
    meant = {category_id for word, category_id in known.items() if f" {word}" in f" {name}"}
    return meant.pop() if len(meant) == 1 else None


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())


def _clean(cell: str) -> str:
    return cell.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").strip()


def _split_single(row: list[str]) -> list[str]:
    """'Energy 1 200 000 €' in one cell is a name and an amount."""
    cells = [cell for cell in row if cell]
    if len(cells) != 1:
        return row
    found = re.match(
        r"^(.*?[^\d\s].*?)[\s:]+([-−]?\d[\d\s.,'’]*(?:\s*(?:mrd|milj\w*\.?|m|t|k|tn)?\s*(?:€|eur|euroa)?))$",
        cells[0],
        re.IGNORECASE,
    )
    return [found.group(1), found.group(2)] if found else row


def _without_unit(cell: str) -> tuple[str, int]:
    """A number's text and what its unit stands for: '1,2 milj. €' → ('1,2', 1,000,000)."""
    found = _SUFFIX.search(cell)
    if not found or not found.group(0).strip():
        return cell, 1
    word = (found.group(1) or "").lower()
    unit = _UNITS["mrd"] if word == "mrd" else _UNITS.get(word[:1], 1)
    return cell[: found.start()].strip(), unit


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.match(_without_unit(cell)[0]))


def _is_year(cell: str) -> bool:
    return bool(re.fullmatch(_YEAR, cell))


def _is_head(row: Sequence[str]) -> bool:
    """Whether a row names its columns: no numbers in it but years, and a unit such as '1 000 euro' beside a name."""
    named = any(dict(_HEADS)[Column.NAME].search(cell) for cell in row)
    numbers = [cell for cell in row if _is_number(cell) and not _is_year(cell)]
    return not numbers or (named and all(_HEAD_UNIT.match(cell) for cell in numbers))


def _year(cell: str) -> int | None:
    found = _YEAR.search(cell)
    return int(found.group(1)) if found else None


def _head_unit(head: str) -> int:
    found = _HEAD_UNIT.search(head)
    if not found:
        return 1
    word = found.group(1).lower()
    return 10**9 if word == "mrd" else 10**6 if word[0] == "m" else 10**3


def _columns(head: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """What each column means: by its head, else by what stands in it. One column is the name."""
    width = max((len(row) for row in (head, *body)), default=0)
    numeric = [_mostly_numbers([row[i] for row in body if i < len(row)]) for i in range(width)]
    found: list[Column | None] = [_by_head(head[i] if i < len(head) else "", numeric[i]) for i in range(width)]
    if Column.NAME not in found or numeric[found.index(Column.NAME)]:
        texts = [i for i in range(width) if not numeric[i] and found[i] in (None, Column.NAME, Column.SUPPLIERS)]
        if texts:
            found[texts[0]] = Column.NAME
    if Column.AMOUNT not in found:
        free = [i for i in range(width) if numeric[i] and found[i] is None]
        if free:
            found[free[0]] = Column.AMOUNT
        if not head:
            for i, column in zip(free[1:3], (Column.SUPPLIERS, Column.INVOICES), strict=False):
                found[i] = column
    first = found.index(Column.NAME) if Column.NAME in found else -1
    return tuple(
        Column.SKIP if column is None or (column is Column.NAME and i != first) else column
        for i, column in enumerate(found)
    )


def _by_head(head: str, numeric: bool) -> Column | None:
    if (
        numeric
        and _year(head)
        and not re.search(r"lasku|faktur|invoice|toimitt|leverant|supplier|co2|%", head, re.IGNORECASE)
    ):
        return Column.AMOUNT
    for column, pattern in _HEADS:
        if head and pattern.search(head) and (numeric or column in (Column.NAME, Column.SKIP)):
            return column
    return None


def _mostly_numbers(cells: Sequence[str]) -> bool:
    given = [cell for cell in cells if cell and cell not in "-–"]
    return bool(given) and sum(map(_is_number, given)) * 2 > len(given)


def _decimal_sign(cells: Sequence[str]) -> str:
    """Comma, unless a cell can only be read with a dot: '1.234,5' and '1,5' say comma, '1,234.5' and '1.5' say dot."""
    for cell in cells:
        number = _without_unit(cell)[0]
        comma, dot = number.rfind(","), number.rfind(".")
        if comma >= 0 and dot >= 0:
            return "," if comma > dot else "."
        for sign, place in ((",", comma), (".", dot)):
            if place >= 0 and (len(re.sub(r"\D", "", number[place:])) != 3 or number.count(sign) > 1):
                return sign if number.count(sign) == 1 else "." if sign == "," else ","
    return ","


def _decimal(cell: str, decimal: str) -> Decimal | None:
    number, unit = _without_unit(cell)
    if not _NUMBER.match(number):
        return None
    negative = bool(re.search(r"[-−–(]", number))
    digits = re.sub(r"[^\d.,]", "", number)
    whole = digits.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    if whole.count(".") > 1 or not re.search(r"\d", whole):
        return None
    value = Decimal(whole) * unit
    return -value if negative else value


def _row(
    line: int, row: Sequence[str], columns: Sequence[Column], years: Sequence[int | None], decimal: str, unit: int
) -> PastedRow | None:
    name, amounts = "", []
    counts: dict[Column, Decimal | None] = {}
    for i, (cell, column) in enumerate(zip(row, columns, strict=False)):
        if column is Column.NAME:
            name = cell
        elif column is Column.AMOUNT and (value := _decimal(cell, decimal)) is not None:
            year = years[i] if i < len(years) else None
            amounts.append((year, int((value * unit * 100).to_integral_value())))
        elif column in (Column.SUPPLIERS, Column.INVOICES, Column.LARGEST):
            counts[column] = _decimal(cell, decimal)
    if not amounts:
        return None
    if all(year is None for year, _ in amounts):
        amounts = amounts[:1]
    largest = counts.get(Column.LARGEST)
    share = None if largest is None else float(largest / 100 if largest > 1 or "%" in "".join(row) else largest)
    return PastedRow(
        line,
        name,
        tuple(amounts),
        _count(counts.get(Column.SUPPLIERS)),
        _count(counts.get(Column.INVOICES)),
        share if share is not None and 0 <= share <= 1 else None,
    )


def _count(value: Decimal | None) -> int | None:
    return int(value) if value is not None and 0 <= value < 10**9 else None
