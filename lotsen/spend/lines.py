"""From the rows of a file to its lines: rows that agree in all that rules and sums look at, with their exact sum.

One streaming pass of DuckDB parses amounts and dates and groups; all that follows works on the few groups. A group's
`state` says whether its amount was read (0), is missing (1) or unreadable (2), or whether it is the header again (3).
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lotsen.spend import amounts, dates
from lotsen.spend.engine import literal
from lotsen.spend.profile import Profile, Role
from lotsen.spend.table import Table

KEYS = (
    Role.UNIT_ID,
    Role.UNIT,
    Role.SUPPLIER_ID,
    Role.SUPPLIER,
    Role.ACCOUNT,
    Role.ACCOUNT_NAME,
    Role.CODE,
    Role.DESCRIPTION,
    Role.CURRENCY,
)
"""What lines are told apart by, beside the year."""

OK, MISSING, UNREADABLE, HEADER = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Cells:
    """The SQL of one row's amount, date and states over a table."""

    table: Table
    profile: Profile
    today: dt.date

    def raw(self, role: Role) -> str:
        """The cell of a role as it stands, an SQL null where the file has no such column."""
        place = self.profile.place(role)
        return "CAST(NULL AS VARCHAR)" if place is None else self.table.cell(place)

    def amount_cell(self, role: Role = Role.AMOUNT) -> str:
        """The amount's text; cp1252's euro sign is itself."""
        return self.table.signs(self.raw(role))

    def amount(self) -> str:
        """The amount, null where none can be read: debit less credit where the file has a column for each."""
        debit = self._read(Role.AMOUNT)
        if self.profile.place(Role.CREDIT) is None:
            return debit
        credit = self._read(Role.CREDIT)
        bad = " OR ".join(
            f"({value} IS NULL AND NOT {amounts.sql_missing(self.raw(role))})"
            for value, role in ((debit, Role.AMOUNT), (credit, Role.CREDIT))
        )
        return (
            f"CASE WHEN ({debit} IS NULL AND {credit} IS NULL) OR {bad} THEN NULL "
            f"ELSE coalesce({debit}, 0) - coalesce({credit}, 0) END"
        )

    def _read(self, role: Role) -> str:
        """One column's amount. What few cells need is looked at only where it matters: cp1252's own signs; in a
        workbook, where some amounts are numbers and some are text, the other decimal sign."""
        cell, decimal, thousands = self.raw(role), self.profile.decimal, self.profile.thousands
        plain = amounts.sql_amount(cell, decimal, thousands)
        if self.profile.kind == "workbook":
            other = amounts.sql_amount(cell, "," if decimal == "." else ".")
        elif self.amount_cell(role) != cell:
            other = amounts.sql_amount(self.amount_cell(role), decimal, thousands)
        else:
            return plain
        # Not COALESCE: DuckDB would pull what `other` repeats out of it and compute it for every row.
        return f"CASE WHEN {plain} IS NULL THEN {other} ELSE {plain} END"

    def told(self) -> str:
        """The cell that says why there is no amount: the debit's, the credit's where that one is missing."""
        debit = self.raw(Role.AMOUNT)
        if self.profile.place(Role.CREDIT) is None:
            return debit
        return f"CASE WHEN {amounts.sql_missing(debit)} THEN {self.raw(Role.CREDIT)} ELSE {debit} END"

    def is_header(self, cell: str) -> str:
        """SQL: whether the amount's cell is the column's own header, which some ledgers repeat on every page."""
        header = self.profile.columns[Role.AMOUNT].lower()
        text = rf"lower(trim(regexp_replace({self.table.signs(cell)}, '\s+', ' ', 'g')))"
        return amounts.sql_among(text, {header, re.sub(r" \(\d+\)$", "", header)})

    def nameless(self) -> str:
        """SQL: whether a row names nobody who was paid; in a file without suppliers, whether it has no key at all."""
        named = [role for role in (Role.SUPPLIER, Role.SUPPLIER_ID) if self.profile.place(role) is not None]
        others = [role for role in KEYS if role not in {Role.DESCRIPTION, Role.CURRENCY}]
        keys = named or [role for role in others if self.profile.place(role) is not None]
        return " AND ".join(f"coalesce(trim({role.value}), '') = ''" for role in keys) or "false"

    def day(self) -> str:
        """The date, null where it is none."""
        if self.profile.place(Role.DATE) is None:
            return "CAST(NULL AS DATE)"
        return dates.sql_date(self.raw(Role.DATE), self.profile.dates)

    def plausible(self, day: str) -> str:
        """SQL: whether an invoice can have this date."""
        latest = self.today.replace(year=self.today.year + 2, day=1)
        return f"{day} BETWEEN DATE '{dates.EARLIEST}' AND DATE '{latest}'"

    def select(self, more: str = "") -> str:
        """SQL: the columns of the pass, one row for each of the file, and what `more` of them is wanted."""
        keys = ", ".join(f"{self.raw(role)} AS {role.value}" for role in KEYS)
        dated = self.profile.place(Role.DATE) is not None
        told = "CAST(NULL AS VARCHAR)" if dated else self.raw(Role.YEAR)
        year = "year(day)" if dated else "TRY_CAST(regexp_extract(told_year, '(19|20)\\d\\d') AS BIGINT)"
        return f"""
            SELECT *, CASE WHEN day IS NULL THEN coalesce(trim(day_cell), '') = '' ELSE false END AS undated,
                   CASE WHEN amount IS NOT NULL THEN {OK} WHEN {amounts.sql_missing("amount_cell")} THEN {MISSING}
                   WHEN {self.is_header("amount_cell")} THEN {HEADER} ELSE {UNREADABLE} END AS state
            FROM (SELECT *, {year} AS year
                  FROM (SELECT *, CASE WHEN {self.plausible("any_day")} THEN any_day END AS day
                        FROM (SELECT {keys}, {self.amount()} AS amount, {self.told()} AS amount_cell,
                                     {self.day()} AS any_day, {self.raw(Role.DATE)} AS day_cell, {told} AS told_year
                                     {more}
                              FROM {self.table.relation()})))"""


def sql_group(cells: Cells) -> str:
    """SQL: the pass over the file. One row for each group of equal keys, state and year.

    Rows are grouped by the sign of their amount too, and the few groups once more: a sum with a condition would be
    looked at for every row.
    """
    there = [role.value for role in KEYS if cells.profile.place(role) is not None]
    absent = [f"min(CAST(NULL AS VARCHAR)) AS {role.value}" for role in KEYS if role.value not in there]
    dated = cells.profile.place(Role.DATE) is not None
    impossible = "sum(n) FILTER (year IS NULL AND NOT undated)" if dated else "0"
    return f"""
        CREATE OR REPLACE TEMP TABLE grouped AS
        SELECT {", ".join((*there, *absent))}, year, undated, state, sum(n)::BIGINT AS n, sum(amount) AS amount,
               coalesce(sum(n) FILTER (below), 0) AS negative, sum(amount) FILTER (below) AS negative_amount,
               min(first_day) AS first_day, max(last_day) AS last_day, coalesce({impossible}, 0) AS impossible
        FROM (SELECT {", ".join((*there, "year"))}, undated, state, amount < 0 AS below,
                     count(*) AS n, sum(amount) AS amount, min(day) AS first_day, max(day) AS last_day
              FROM ({cells.select()})
              GROUP BY ALL)
        GROUP BY ALL"""


def sql_lines(table: Table) -> str:
    """SQL: the groups with readable amounts, their texts tidied: blanks trimmed and collapsed, nulls made empty."""
    tidy = ", ".join(f"{_tidy(table, role.value)} AS {role.value}" for role in KEYS)
    return f"""
        CREATE OR REPLACE TEMP TABLE lines AS
        SELECT {tidy}, CAST(year AS INTEGER) AS year, n, amount::{amounts.DECIMAL} AS amount,
               negative::BIGINT AS negative, coalesce(negative_amount, 0)::{amounts.DECIMAL} AS negative_amount,
               first_day, last_day, impossible::BIGINT AS impossible,
               (CASE WHEN undated THEN n ELSE 0 END)::BIGINT AS undated
        FROM grouped WHERE state = {OK}"""


def _tidy(table: Table, column: str) -> str:
    text = table.signs(f"coalesce({column}, '')")
    odd = f"contains({text}, '  ') OR regexp_matches({text}, '[\\t\\r\\n\u00a0\u202f]')"
    even = f"regexp_replace(translate({text}, '\u00a0\u202f', '  '), '\\s+', ' ', 'g')"
    return f"trim(CASE WHEN {odd} THEN {even} ELSE {text} END)"


SUPPLIER_KEY = "CASE WHEN supplier <> '' THEN lower(supplier) ELSE supplier_id END"
"""SQL: what makes two suppliers one: the name in small letters, the id where there is no name."""


def sql_figures() -> str:
    """SQL: the figures of the whole, over `lines`."""
    return f"""
        SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(amount), 0), coalesce(sum(negative), 0)::BIGINT,
               coalesce(sum(negative_amount), 0), count(DISTINCT nullif({SUPPLIER_KEY}, '')),
               count(DISTINCT nullif(CASE WHEN unit_id <> '' THEN unit_id ELSE lower(unit) END, '')),
               min(first_day), max(last_day),
               coalesce(sum(impossible), 0)::BIGINT, coalesce(sum(undated), 0)::BIGINT,
               coalesce(sum(CASE WHEN supplier = '' AND supplier_id = '' THEN n ELSE 0 END), 0)::BIGINT
        FROM lines"""


def sql_flags(cells: Cells) -> str:
    """SQL: a second pass for what single rows show: equal rows, and which rows the warnings speak of.

    A table keeps the order of the file though it is filled in parallel, so that its row ids are the rows' places;
    counting them in the pass would make one thread of it.
    """
    every = ", ".join(cells.table.cell(place) for place in range(cells.table.width))
    return f"""
        CREATE OR REPLACE TEMP TABLE flagged AS
        SELECT whole, state, day IS NULL AS dayless, coalesce(trim(day_cell), '') = '' AS undated,
               coalesce(trim(supplier), '') = '' AND coalesce(trim(supplier_id), '') = '' AS nameless
        FROM ({cells.select(f", hash({every}) AS whole")});
        CREATE OR REPLACE TEMP VIEW flags AS SELECT rowid + 1 AS place, * FROM flagged"""


def sql_odd_rows(cells: Cells) -> str:
    """SQL: place, amount, year, state of the date and all cells of rows that may be blank or a publisher's total."""
    every = ", ".join(cells.table.cell(place) for place in range(cells.table.width))
    return f"""
        SELECT place, amount, year, undated, {every}
        FROM ({cells.select(f", row_number() OVER () AS place, {every}")})
        WHERE {_odd(cells)}
        ORDER BY place DESC LIMIT 2000"""


def sql_nameless_rows(cells: Cells, taken_out: Sequence[int], where: str = "true") -> str:
    """SQL: place, amount, year, state of the date and keys of rows that name nobody; the sum and the number of amounts
    up to and with them; whether the row above is blank. Rows at the places `taken_out` are as if they were not there.
    """
    every = ", ".join(cells.table.cell(place) for place in range(cells.table.width))
    keys = ", ".join(role.value for role in KEYS)
    more = f", row_number() OVER () AS place, trim(concat({every})) = '' AS blank"
    gone = ", ".join(map(str, taken_out)) or "-1"
    return f"""
        SELECT place, amount, year, undated, whole, number, below_blank, [{keys}]
        FROM (SELECT *, sum(amount) OVER above AS whole, count(amount) OVER above AS number,
                     lag(blank, 1, false) OVER above AS below_blank
              FROM (SELECT place, amount, year, undated, blank, {keys} FROM ({cells.select(more)})
                    WHERE place NOT IN ({gone}))
              WINDOW above AS (ORDER BY place ROWS UNBOUNDED PRECEDING))
        WHERE {cells.nameless()} AND amount <> 0 AND {where}
        ORDER BY place LIMIT {MOST_NAMELESS + 1}"""


MOST_NAMELESS = 2_000
"""Rows without a supplier among which subtotals are looked for; where there are more, they are no subtotals."""


def sql_blank_rows(cells: Cells) -> str:
    """SQL: how many rows have nothing in any column."""
    every = ", ".join(cells.table.cell(place) for place in range(cells.table.width))
    return f"SELECT count(*) FROM {cells.table.relation()} WHERE trim(concat({every})) = ''"


TOTAL_WORDS = (
    r"(?i)^\W*((grand|sub|net|gross|overall|report)[ -]?)?totals?(?:$|[\s:.,;=(-])|^\W*(summa|summe|"
    r"sum|totalsumma|slutsumma|delsumma|totalt|gesamt(summe|betrag)?|insgesamt|zwischensumme|"
    r"sammanlagt|sammantaget|totalbelopp|mellansumma|yhteensä|loppusumma|välisumma|kokonaissumma|kaikki yhteensä|"
    r"kaikkiaan|i ?alt|samlet|sum total|total général|totaal|totale|somme|kokku|kopā|razem|celkem|összesen)"
    r"(?:$|[\s:.,;=(-])"
)
"""How publishers name the row with their total."""


def _odd(cells: Cells) -> str:
    """Rows without a date (without supplier and account, where there are no dates), or named as a total."""
    keys = [role.value for role in KEYS if role is not Role.CURRENCY and cells.profile.place(role) is not None]
    bare = " AND ".join(f"coalesce(trim({key}), '') = ''" for key in keys) or "true"
    named = " OR ".join(f"regexp_matches(coalesce({key}, ''), {literal(TOTAL_WORDS)})" for key in keys) or "false"
    if cells.profile.place(Role.DATE) is None:
        return f"(({bare}) OR ({named}))"
    return f"(NOT regexp_matches(coalesce(day_cell, ''), '[0-9]') AND (({bare}) OR ({named})))"


def sql_has_odd() -> str:
    """SQL: whether a pass for odd rows is worth while, told from the groups alone."""
    keys = [role.value for role in KEYS if role is not Role.CURRENCY]
    bare = " AND ".join(f"coalesce(trim({key}), '') = ''" for key in keys)
    named = " OR ".join(f"regexp_matches(coalesce({key}, ''), {literal(TOTAL_WORDS)})" for key in keys)
    return f"SELECT count(*) FROM grouped WHERE (undated OR year IS NULL) AND (({bare}) OR ({named}))"


def sql_of_nameless(cells: Cells) -> str:
    """SQL: of all readable amounts the number and the sum; of those that name nobody the number, and what lies above
    zero and below it."""
    nameless = cells.nameless()
    return f"""
        SELECT coalesce(sum(n), 0)::BIGINT, coalesce(sum(amount), 0),
               coalesce(sum(n) FILTER ({nameless}), 0)::BIGINT,
               coalesce(sum(amount - coalesce(negative_amount, 0)) FILTER ({nameless}), 0),
               coalesce(sum(negative_amount) FILTER ({nameless}), 0)
        FROM grouped WHERE state = {OK}"""


def sql_take_out(keys: Mapping[str, str | None], amount: Decimal, year: int | None, undated: bool) -> list[str]:
    """SQL: one row less in the group with these keys."""
    same = " AND ".join(
        f"{key} IS NOT DISTINCT FROM {'NULL' if value is None else literal(value)}" for key, value in keys.items()
    )
    dated = f"year IS NOT DISTINCT FROM {'NULL' if year is None else year} AND undated = {str(undated).lower()}"
    below = amount if amount < 0 else 0
    return [
        f"""UPDATE grouped SET n = n - 1, amount = amount - ({amount})::{amounts.DECIMAL},
            negative = negative - {int(amount < 0)},
            negative_amount = negative_amount - ({below})::{amounts.DECIMAL}
            WHERE state = {OK} AND {dated} AND {same}""",
        "DELETE FROM grouped WHERE n = 0",
    ]
