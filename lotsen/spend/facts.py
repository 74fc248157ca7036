"""The sums that the database keeps: per year, unit, supplier, account and code, rounded to cents once each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from lotsen.domain.category import Influence
from lotsen.domain.spend import SpendFact
from lotsen.spend.engine import literal
from lotsen.spend.persons import PERSONS, sql_is_person
from lotsen.spend.table import insert, rows

TEXT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """One kept sum. `category` is the key that the rules gave, empty where none did; a year of null is not dated."""

    year: int | None
    unit: str
    supplier_id: str
    supplier: str
    account: str
    account_name: str
    code: str
    cents: int
    rows: int
    negative: int
    category: str
    influence: Influence


_NAMES = tuple(field.name for field in fields(Fact))


def collect(connection: duckdb.DuckDBPyConnection) -> Iterator[Fact]:
    """The facts of the table `mapped`, persons merged into one supplier, in a fixed order."""
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE people AS
        SELECT supplier, supplier_id FROM (SELECT DISTINCT supplier, supplier_id FROM mapped)
        WHERE supplier_id = {literal(PERSONS)} OR {sql_is_person("supplier", "supplier_id")}""")
    found = connection.execute(f"""
        SELECT year, left(unit, {TEXT_LENGTH}), CASE WHEN p.supplier IS NULL THEN left(m.supplier_id, 100)
               ELSE {literal(PERSONS)} END AS number,
               CASE WHEN p.supplier IS NULL THEN left(m.supplier, {TEXT_LENGTH}) ELSE '' END AS name,
               left(account, 100), left(account_name, {TEXT_LENGTH}), left(code, {TEXT_LENGTH}),
               (round(sum(amount), 2) * 100)::BIGINT, sum(n)::BIGINT, sum(negative)::BIGINT, category, influence
        FROM mapped m LEFT JOIN people p ON p.supplier = m.supplier AND p.supplier_id = m.supplier_id
        GROUP BY ALL ORDER BY ALL""")
    while batch := found.fetchmany(10_000):
        for row in batch:
            named = dict(zip(_NAMES, row, strict=True))
            yield Fact(**{**named, "influence": Influence(named["influence"])})


def keep(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """The lines as Parquet, so that rules can be applied again; persons' names are replaced by a hash."""
    person = sql_is_person("supplier", "supplier_id")
    hidden = "concat('~', left(sha256(lower(supplier)), 16))"
    connection.execute(f"""
        COPY (SELECT * REPLACE (CASE WHEN {person} THEN {hidden} ELSE supplier END AS supplier,
                                CASE WHEN {person} THEN {literal(PERSONS)} ELSE supplier_id END AS supplier_id)
              FROM lines) TO {literal(str(target))} (FORMAT parquet)""")


def load(connection: duckdb.DuckDBPyConnection, kept: Path) -> int:
    """The kept lines as the table `lines` again; how many."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lines AS SELECT * FROM read_parquet({literal(str(kept))})")
    return int(rows(connection, "SELECT count(*) FROM lines")[0][0])


def restore(connection: duckdb.DuckDBPyConnection, kept: Sequence[SpendFact]) -> None:
    """Kept facts as the table `lines`, numbered in their order, so that rules can be applied to them."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE lines (number BIGINT, supplier VARCHAR, supplier_id VARCHAR, account VARCHAR, "
        "account_name VARCHAR, code VARCHAR, description VARCHAR)"
    )
    texts = ("supplier", "supplier_id", "account", "account_name", "code", "text")
    insert(connection, "lines", ((n, *(getattr(fact, name) for name in texts)) for n, fact in enumerate(kept)))
