"""From the rows of a file to its lines: rows that agree in all that rules and sums look at, with their exact sum.

One streaming pass of DuckDB parses amounts and dates and groups; all that follows works on the few groups. A group's
`state` says whether its amount was read (0), is missing (1) or unreadable (2).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

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

OK, MISSING, UNREADABLE = 0, 1, 2


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

    def amount_cell(self) -> str:
        """The amount's text; cp1252's euro sign is itself."""
        return self.table.signs(self.raw(Role.AMOUNT))

    def amount(self) -> str:
        """The amount, null where none can be read. cp1252's own signs are looked at only where they matter."""
        cell, decimal, thousands = self.raw(Role.AMOUNT), self.profile.decimal, self.profile.thousands
        if self.amount_cell() == cell:
            return amounts.sql_amount(cell, decimal, thousands)
        plain, signed = (amounts.sql_amount(one, decimal, thousands) for one in (cell, self.amount_cell()))
        # Not COALESCE: DuckDB would pull what `signed` repeats out of it and compute it for every row.
        return f"CASE WHEN {plain} IS NULL THEN {signed} ELSE {plain} END"

    def day(self) -> str:
        """The date, null where it is none."""
        if self.profile.place(Role.DATE) is None:
            return "CAST(NULL AS DATE)"
        return dates.sql_date(self.raw(Role.DATE), self.profile.dates)

    def plausible(self, day: str) -> str:
        """SQL: whether an invoice can have this date."""
        latest = self.today.replace(year=self.today.year + 2, day=1)
        return f"{day} BETWEEN DATE '{dates.EARLIEST}' AND DATE '{latest}'"

    def select(self) -> str:
        """SQL: the columns of the pass, one row for each of the file."""
        keys = ", ".join(f"{self.raw(role)} AS {role.value}" for role in KEYS)
        year = self.raw(Role.YEAR) if self.profile.place(Role.DATE) is None else "CAST(NULL AS VARCHAR)"
        return (
            f"SELECT {keys}, {self.amount()} AS amount, {self.raw(Role.AMOUNT)} AS amount_cell, "
            f"{self.day()} AS any_day, {self.raw(Role.DATE)} AS day_cell, {year} AS told_year "
            f"FROM {self.table.relation()}"
        )


def sql_group(cells: Cells) -> str:
    """SQL: the pass over the file. One row for each group of equal keys, state and year.

    Rows are grouped by the sign of their amount too, and the few groups once more: a sum with a condition would be
    looked at for every row.
    """
    there = [role.value for role in KEYS if cells.profile.place(role) is not None]
    absent = [f"min(CAST(NULL AS VARCHAR)) AS {role.value}" for role in KEYS if role.value not in there]
    dated = cells.profile.place(Role.DATE) is not None
    year = "year(day)" if dated else "TRY_CAST(regexp_extract(told_year, '(19|20)\\d\\d') AS BIGINT)"
    day = f"CASE WHEN {cells.plausible('any_day')} THEN any_day END"
    impossible = "sum(n) FILTER (year IS NULL AND NOT undated)" if dated else "0"
    return f"""
        CREATE OR REPLACE TEMP TABLE grouped AS
        SELECT {", ".join((*there, *absent))}, year, undated, state, sum(n)::BIGINT AS n, sum(amount) AS amount,
               coalesce(sum(n) FILTER (below), 0) AS negative, sum(amount) FILTER (below) AS negative_amount,
               min(first_day) AS first_day, max(last_day) AS last_day, coalesce({impossible}, 0) AS impossible
        FROM (SELECT {", ".join((*there, f"{year} AS year"))},
                     CASE WHEN day IS NULL THEN coalesce(trim(day_cell), '') = '' ELSE false END AS undated,
                     CASE WHEN amount IS NOT NULL THEN {OK} WHEN {amounts.sql_missing("amount_cell")} THEN {MISSING}
                     ELSE {UNREADABLE} END AS state, amount < 0 AS below,
                     count(*) AS n, sum(amount) AS amount, min(day) AS first_day, max(day) AS last_day
              FROM (SELECT *, {day} AS day FROM ({cells.select()}))
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
    supplier, number = cells.raw(Role.SUPPLIER), cells.raw(Role.SUPPLIER_ID)
    return f"""
        CREATE OR REPLACE TEMP TABLE flagged AS
        SELECT whole, amount IS NULL AS bad, amount IS NULL AND {amounts.sql_missing("amount_cell")} AS missing,
               NOT coalesce({cells.plausible("day")}, false) AS dayless, coalesce(trim(day_cell), '') = '' AS undated,
               nameless
        FROM (SELECT hash({every}) AS whole, {cells.amount()} AS amount,
                     {cells.raw(Role.AMOUNT)} AS amount_cell, {cells.day()} AS day, {cells.raw(Role.DATE)} AS day_cell,
                     coalesce(trim({supplier}), '') = '' AND coalesce(trim({number}), '') = '' AS nameless
              FROM {cells.table.relation()});
        CREATE OR REPLACE TEMP VIEW flags AS SELECT rowid + 1 AS place, * FROM flagged"""


def sql_odd_rows(cells: Cells) -> str:
    """SQL: whole rows that may be blank or a publisher's total, with their place below the header."""
    every = ", ".join(cells.table.cell(place) for place in range(cells.table.width))
    return f"""
        SELECT * FROM (SELECT row_number() OVER () AS place, {every} FROM {cells.table.relation()})
        WHERE {_odd(cells)}
        ORDER BY place DESC LIMIT 2000"""


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
    keys = [cells.raw(role) for role in KEYS if role is not Role.CURRENCY and cells.profile.place(role) is not None]
    bare = " AND ".join(f"coalesce(trim({key}), '') = ''" for key in keys) or "true"
    named = " OR ".join(f"regexp_matches(coalesce({key}, ''), {literal(TOTAL_WORDS)})" for key in keys) or "false"
    if cells.profile.place(Role.DATE) is None:
        return f"(({bare}) OR ({named}))"
    undated = f"coalesce(trim({cells.raw(Role.DATE)}), '') = ''"
    return f"({undated} AND (({bare}) OR ({named})))"


def sql_has_odd() -> str:
    """SQL: whether a pass for odd rows is worth while, told from the groups alone."""
    keys = [role.value for role in KEYS if role is not Role.CURRENCY]
    bare = " AND ".join(f"coalesce(trim({key}), '') = ''" for key in keys)
    named = " OR ".join(f"regexp_matches(coalesce({key}, ''), {literal(TOTAL_WORDS)})" for key in keys)
    return f"SELECT count(*) FROM grouped WHERE undated AND (({bare}) OR ({named}))"


def sql_take_out(values: Mapping[str, str | None], amount: str) -> list[str]:
    """SQL: one row less in the group with these keys."""
    same = " AND ".join(
        f"{key} IS NOT DISTINCT FROM {'NULL' if value is None else literal(value)}" for key, value in values.items()
    )
    return [
        f"""UPDATE grouped SET n = n - 1, amount = amount - ({amount})::{amounts.DECIMAL},
            negative = negative - CASE WHEN ({amount}) < 0 THEN 1 ELSE 0 END,
            negative_amount = negative_amount - CASE WHEN ({amount}) < 0 THEN ({amount}) ELSE 0 END
            WHERE state = {OK} AND {same}""",
        "DELETE FROM grouped WHERE n = 0",
    ]
