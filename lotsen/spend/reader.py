"""Read a file of invoices: find out how it is written, then its figures, warnings and lines."""

import bisect
import datetime as dt
import functools
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from lotsen.errors import N_, InvalidInput
from lotsen.spend import amounts, columns, dates, dialect, engine, lines, source, totals
from lotsen.spend.profile import Overrides, Profile, Role
from lotsen.spend.table import NotUtf8, Table, reading, rows

Progress = Callable[[float, str], None]
"""Gets a share (0 to 1) and the message id of what is being done."""

SAMPLED = 1_000
EXAMPLES = 5
AS_FOUND = Overrides()
CENT = Decimal("0.01")


def quiet(share: float, doing: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to look at: how many rows, and the first few of them as a spreadsheet numbers them."""

    code: str
    count: int
    sample_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands in a file. Sums are exact; `suppliers` and `units` count names without case and extra blanks."""

    rows: int
    net: Decimal
    negative_rows: int
    negative_sum: Decimal
    suppliers: int
    units: int
    first_date: dt.date | None
    last_date: dt.date | None
    years: tuple[tuple[int | None, int, Decimal], ...]
    skipped: dict[str, int]
    published_total: Decimal | None

    def to_json(self) -> dict[str, Any]:
        """Plain data; amounts as decimal text with cents."""
        return {
            "rows": self.rows,
            "net": money(self.net),
            "negative_rows": self.negative_rows,
            "negative_sum": money(self.negative_sum),
            "suppliers": self.suppliers,
            "units": self.units,
            "first_date": self.first_date.isoformat() if self.first_date else None,
            "last_date": self.last_date.isoformat() if self.last_date else None,
            "years": [{"year": year, "rows": count, "net": money(net)} for year, count, net in self.years],
            "skipped": dict(self.skipped),
            "published_total": None if self.published_total is None else money(self.published_total),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read and, once it was read whole, what it says.

    `first_rows` are the first rows below the header. `figures` is null after `probe`. `lines` is a Parquet
    file, null unless it was asked for.
    """

    profile: Profile
    first_rows: tuple[tuple[str, ...], ...]
    figures: Figures | None = None
    warnings: tuple[Warned, ...] = ()
    lines: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain data: the keys of `spend read`."""
        figures = {} if self.figures is None else self.figures.to_json()
        return {
            **self.profile.to_json(),
            **figures,
            "warnings": [
                {"code": warned.code, "count": warned.count, "sample_rows": list(warned.sample_rows)}
                for warned in self.warnings
            ],
        }


def money(amount: Decimal) -> str:
    """An amount as decimal text, rounded to cents half away from zero."""
    return str(amount.quantize(CENT, rounding="ROUND_HALF_UP"))


@dataclass(slots=True)
class _Opened:
    """A file that is understood but not yet read."""

    name: str
    profile: Profile
    table: Table
    first_rows: tuple[tuple[str, ...], ...]
    today: dt.date
    work: Path
    taken_out: Sequence[totals.TakenOut] = ()
    blank: int = 0
    empty_lines: Callable[[], Sequence[int]] = tuple

    def cells(self) -> lines.Cells:
        return lines.Cells(self.table, self.profile, self.today)


def probe(path: Path, work: Path, overrides: Overrides = AS_FOUND, name: str | None = None) -> Reading:
    """What the file is and its first rows. Cheap: looks at every byte but reads a sample only.

    Raises InvalidInput with one sentence for anything that is no table of invoices.
    """
    opened = _open(path, work, overrides, name)
    return Reading(opened.profile, opened.first_rows)


def read(
    path: Path,
    work: Path,
    overrides: Overrides = AS_FOUND,
    *,
    name: str | None = None,
    keep: Path | None = None,
    on_progress: Progress = quiet,
) -> Reading:
    """The whole file: figures, warnings with examples, and, with `keep`, its lines as a Parquet file there."""
    try:
        return _read(path, work, overrides, name, keep, on_progress)
    except NotUtf8:
        return _read(path, work, replace(overrides, encoding=source.EIGHT_BITS), name, keep, on_progress)


def _read(
    path: Path, work: Path, overrides: Overrides, name: str | None, keep: Path | None, on_progress: Progress
) -> Reading:
    with engine.connection(work) as connection:
        opened = gather(connection, path, work, overrides, name=name, on_progress=on_progress)
        figures = _figures(connection, opened)
        on_progress(0.6, N_("Looking for equal and doubtful rows"))
        warnings = _warnings(connection, opened, figures)
        if keep is not None:
            on_progress(0.95, N_("Keeping the lines"))
            connection.execute(f"COPY lines TO {engine.literal(str(keep))} (FORMAT parquet)")
    on_progress(1.0, N_("Keeping the lines"))
    return Reading(opened.profile, opened.first_rows, figures, warnings, keep)


def gather(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    work: Path,
    overrides: Overrides = AS_FOUND,
    *,
    name: str | None = None,
    on_progress: Progress = quiet,
) -> _Opened:
    """Fill the table `lines` of a connection from a file: the one pass that category totals need."""
    on_progress(0.02, N_("Finding out how the file is written"))
    opened = _open(path, work, overrides, name)
    on_progress(0.1, N_("Reading the rows"))
    try:
        opened = _grouped(connection, opened)
    except NotUtf8:
        overrides = replace(overrides, encoding=source.EIGHT_BITS)
        opened = _grouped(connection, _open(path, work, overrides, name))
    opened = _reconsidered(connection, opened, overrides)
    _take_out_totals(connection, opened)
    connection.execute(lines.sql_lines(opened.table))
    if not rows(connection, "SELECT 1 FROM lines LIMIT 1"):
        raise InvalidInput(
            N_("No row of {file} has an amount that can be read in the column '{column}'. Choose another column."),
            file=opened.name,
            column=opened.profile.columns[Role.AMOUNT],
        )
    return opened


def _open(path: Path, work: Path, overrides: Overrides, name: str | None) -> _Opened:
    work.mkdir(parents=True, exist_ok=True)
    shown = name or path.name
    try:
        text = source.prepare(path, work, overrides.encoding, overrides.sheet)
        return _understood(text, work, overrides, shown)
    except InvalidInput as error:
        if "file" in error.fields and error.fields["file"] != shown:
            raise InvalidInput(error.text, **{**error.fields, "file": shown}) from None
        raise


def _understood(text: source.Text, work: Path, overrides: Overrides, name: str) -> _Opened:
    head, *rest = text.pieces()
    whole = text.path.stat().st_size <= len(head.encode(text.codec, errors="replace")) + 8
    if not whole and "\n" not in head and "\r" not in head:
        raise InvalidInput(source.TOO_LONG, file=name, limit=source.LONGEST_LINE >> 20)
    layout = dialect.find(head, whole, name, overrides.delimiter or text.delimiter, overrides.header_row)
    below = [row for row in layout.rows[layout.header_row :] if any(cell.strip() for cell in row)]
    spread = [row for piece in rest for row in dialect.rows_of(piece, layout.delimiter, whole=True)[:-1] or []]
    sample = below[:SAMPLED] + [tuple(row) for row in spread if len(row) == layout.width][:SAMPLED]
    if not sample:
        raise InvalidInput(N_("{file} has headers but no rows. Export it again with its rows."), file=name)
    roles = columns.find(layout.headers, sample, overrides.columns, name)
    profile = _profile(text, layout, roles, sample, overrides)
    table = Table(text, text.path, text.codec, layout.delimiter, layout.header_row, layout.width)
    return _Opened(name, profile, table, tuple(below[:20]), dt.datetime.now(dt.UTC).date(), work)


def _profile(
    text: source.Text,
    layout: dialect.Layout,
    roles: dict[Role, str],
    sample: Sequence[Sequence[str]],
    overrides: Overrides,
) -> Profile:
    def cells(role: Role) -> list[str]:
        place = layout.headers.index(roles[role]) if role in roles else None
        return [row[place] for row in sample if place < len(row)] if place is not None else []

    paid = cells(Role.AMOUNT) + cells(Role.CREDIT)
    decimal, thousands = amounts.signs(paid)
    if overrides.decimal in {".", ","}:
        decimal, thousands = overrides.decimal, amounts.thousands(paid, overrides.decimal)
    seen = dates.signs(cells(Role.DATE))
    return Profile(
        kind=text.kind,
        sheet=text.sheet,
        sheets=text.sheets,
        encoding=text.encoding,
        delimiter=layout.delimiter,
        header_row=layout.header_row,
        headers=layout.headers,
        columns=roles,
        decimal=decimal,
        thousands=thousands,
        dates=seen.patterns if overrides.dates is None else overrides.dates,
        currency=_currency(roles, cells(Role.AMOUNT), cells(Role.CURRENCY)),
    )


_CURRENCIES = {
    "EUR": ("eur", "euro", "euros", "euroa", "euroina", "€"),
    "SEK": ("sek",),
    "NOK": ("nok",),
    "DKK": ("dkk",),
    "GBP": ("gbp", "£"),
    "USD": ("usd", "$"),
    "CHF": ("chf",),
}


def _currency(roles: dict[Role, str], amount_cells: Sequence[str], told: Sequence[str]) -> str | None:
    """The currency that the file names: in a column, in the amount's header, or beside the amounts."""
    named = Counter(cell.strip().upper() for cell in told if cell.strip())
    if named:
        return named.most_common(1)[0][0]
    header = roles[Role.AMOUNT].lower()
    said = set(header.replace("(", " ").replace(")", " ").replace("/", " ").split())
    for currency, spellings in _CURRENCIES.items():
        if any(word in said or (len(word) == 1 and word in header) for word in spellings):
            return currency
        marked = sum(any(word in cell.lower() for word in spellings) for cell in amount_cells[:500])
        if marked > 0.5 * len(amount_cells[:500]):
            return currency
    return None


def _grouped(connection: duckdb.DuckDBPyConnection, opened: _Opened) -> _Opened:
    def run(table: Table) -> None:
        connection.execute(lines.sql_group(lines.Cells(table, opened.profile, opened.today)))

    _, opened.table = reading(opened.table, opened.work, run)
    return opened


def _reconsidered(connection: duckdb.DuckDBPyConnection, opened: _Opened, overrides: Overrides) -> _Opened:
    """Read again if rows that the sample did not show speak for another decimal sign or order of day and month."""
    unreadable = _count(connection, f"SELECT sum(n) FROM grouped WHERE state = {lines.UNREADABLE}")
    impossible = _count(connection, "SELECT sum(impossible) FROM grouped")
    profile = opened.profile
    if unreadable and overrides.decimal is None:
        other = "," if profile.decimal == "." else "."
        cell = opened.cells().amount_cell()
        better, total = rows(
            connection,
            f"SELECT count({amounts.sql_amount(cell, other)}), count({amounts.sql_amount(cell, profile.decimal)}) "
            f"FROM {opened.table.relation()}",
        )[0]
        if better > total:
            profile = replace(profile, decimal=other, thousands="")
    if impossible and overrides.dates is None:
        profile = _other_dates(connection, opened, profile)
    if profile == opened.profile:
        return opened
    opened.profile = profile
    return _grouped(connection, opened)


def _other_dates(connection: duckdb.DuckDBPyConnection, opened: _Opened, profile: Profile) -> Profile:
    """The patterns by which fewest dates are impossible: as found, day and month exchanged, or of the failing cells."""
    cell = opened.cells().raw(Role.DATE)
    failing = [
        str(row[0])
        for row in rows(
            connection,
            f"SELECT {cell} FROM {opened.table.relation()} WHERE trim({cell}) <> '' "
            f"AND {dates.sql_date(cell, profile.dates)} IS NULL LIMIT 2000",
        )
    ]
    seen = dates.signs(failing)
    exchanged = tuple(_exchange(pattern) for pattern in profile.dates)
    candidates = [profile.dates, exchanged, tuple(dict.fromkeys((*profile.dates, *seen.patterns)))]
    distinct = list(dict.fromkeys(candidates))
    counts = rows(
        connection,
        f"SELECT {', '.join(f'count({dates.sql_date(cell, patterns)})' for patterns in distinct)} "
        f"FROM {opened.table.relation()}",
    )[0]
    best = max(range(len(distinct)), key=lambda place: (counts[place], -place))
    return replace(profile, dates=distinct[best])


def _exchange(pattern: str) -> str:
    return pattern.replace("%d", "%\0").replace("%m", "%d").replace("%\0", "%m") if "%m" in pattern else pattern


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(rows(connection, query)[0][0] or 0)


def _take_out_totals(connection: duckdb.DuckDBPyConnection, opened: _Opened) -> None:
    """Leave out the publisher's total rows, and count the blank ones."""
    there = _count(connection, "SELECT sum(n) FROM grouped")
    empty = functools.cache(lambda: opened.table.empty_lines(there))
    found = totals.take_out(connection, opened.cells(), empty)
    opened.taken_out, opened.blank, opened.empty_lines = found.taken_out, found.blank, empty


def _spreadsheet_row(opened: _Opened, place: int) -> int:
    """The number a spreadsheet gives to the row at `place` (from 1) below the header."""
    return opened.profile.header_row + place + bisect.bisect_right(opened.empty_lines(), place)


def _figures(connection: duckdb.DuckDBPyConnection, opened: _Opened) -> Figures:
    found = rows(connection, lines.sql_figures())[0]
    years = rows(
        connection, "SELECT year, sum(n)::BIGINT, sum(amount) FROM lines GROUP BY year ORDER BY year NULLS LAST"
    )
    missing = _count(connection, f"SELECT sum(n) FROM grouped WHERE state = {lines.MISSING}")
    skipped = {
        "blank": opened.blank + len(opened.empty_lines()),
        "total": len(opened.taken_out),
        "no_amount": missing - opened.blank,
        "unreadable": _count(connection, f"SELECT sum(n) FROM grouped WHERE state = {lines.UNREADABLE}"),
    }
    if headers := _count(connection, f"SELECT sum(n) FROM grouped WHERE state = {lines.HEADER}"):
        skipped["header"] = headers
    published = max((one.amount for one in opened.taken_out), key=abs, default=None)
    return Figures(
        rows=found[0],
        net=found[1],
        negative_rows=found[2],
        negative_sum=found[3],
        suppliers=found[4],
        units=found[5],
        first_date=found[6],
        last_date=found[7],
        years=tuple((year, count, net) for year, count, net in years),
        skipped=skipped,
        published_total=published,
    )


def _warnings(connection: duckdb.DuckDBPyConnection, opened: _Opened, figures: Figures) -> tuple[Warned, ...]:
    def run(table: Table) -> None:
        connection.execute(lines.sql_flags(lines.Cells(table, opened.profile, opened.today)))

    _, opened.table = reading(opened.table, opened.work, run)
    gone = ", ".join(str(one.place) for one in opened.taken_out) or "-1"
    kept = f"state = {lines.OK} AND place NOT IN ({gone})"
    conditions = {"no_amount": f"state = {lines.MISSING}", "unreadable_amount": f"state = {lines.UNREADABLE}"}
    if Role.DATE in opened.profile.columns:
        conditions["impossible_date"] = f"{kept} AND dayless AND NOT undated"
        conditions["no_date"] = f"{kept} AND undated"
    if Role.SUPPLIER in opened.profile.columns or Role.SUPPLIER_ID in opened.profile.columns:
        conditions["no_supplier"] = f"{kept} AND nameless"
    result = [_equal(connection, opened, kept)]
    for code, condition in conditions.items():
        if code == "no_amount" and not figures.skipped["no_amount"]:
            continue
        result.append(_flagged(connection, opened, code, condition, figures))
    result.append(Warned("uneven_rows", opened.table.uneven))
    result.append(Warned("several_currencies", _other_currencies(connection)))
    differing = [
        _spreadsheet_row(opened, one.place)
        for one in opened.taken_out
        if one.is_told and abs(one.amount - figures.net) >= totals.NEAR
    ]
    result.append(Warned("total_differs", len(differing), tuple(differing[:EXAMPLES])))
    return tuple(warned for warned in result if warned.count)


def _equal(connection: duckdb.DuckDBPyConnection, opened: _Opened, kept: str) -> Warned:
    groups = f"SELECT count(*) AS n, min(place) AS place FROM flags WHERE {kept} GROUP BY whole HAVING count(*) > 1"
    count, sample = rows(connection, f"SELECT sum(n - 1), list(place ORDER BY place)[:{EXAMPLES}] FROM ({groups})")[0]
    return Warned("equal_rows", int(count or 0), tuple(_spreadsheet_row(opened, place) for place in sample or ()))


def _flagged(
    connection: duckdb.DuckDBPyConnection, opened: _Opened, code: str, condition: str, figures: Figures
) -> Warned:
    limit = EXAMPLES + (opened.blank if code == "no_amount" else 0)
    found = rows(connection, f"SELECT place FROM flags WHERE {condition} ORDER BY place LIMIT {min(limit, 10_000)}")
    count = _count(connection, f"SELECT count(*) FROM flags WHERE {condition}")
    if code == "no_amount":
        count -= opened.blank
    sample = tuple(_spreadsheet_row(opened, row[0]) for row in itertools.islice(found, EXAMPLES))
    return Warned(code, count, sample)


def _other_currencies(connection: duckdb.DuckDBPyConnection) -> int:
    count = _count(connection, "SELECT count(DISTINCT upper(currency)) FROM lines WHERE currency <> ''")
    return count if count > 1 else 0
