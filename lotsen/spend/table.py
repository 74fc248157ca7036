"""The file as a relation of DuckDB: every column a text, every row as it stands."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from lotsen.errors import N_, InvalidInput
from lotsen.spend import source
from lotsen.spend.engine import literal

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Table:
    """`skip` are the lines up to and with the header; `uneven` rows had too few or too many cells."""

    text: source.Text
    path: Path
    codec: str
    delimiter: str
    skip: int
    width: int
    mended: bool = False
    uneven: int = 0

    def relation(self) -> str:
        """SQL: the rows below the header, columns c0, c1, ...

        Strict, because DuckDB is exact then and fails on anything odd; `reading` mends the file and comes again.
        """
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(self.width))
        return (
            f"read_csv({literal(str(self.path))}, auto_detect = false, header = false, columns = {{{columns}}}, "
            f"delim = {literal(self.delimiter)}, quote = '\"', escape = '\"', skip = {self.skip}, "
            f"encoding = {literal(self.codec)}, strict_mode = true, max_line_size = {source.LONGEST_LINE})"
        )

    def cell(self, place: int) -> str:
        """SQL: one column."""
        return f"c{place}"

    def empty_lines(self, there: int) -> list[int]:
        """Lines with nothing in them, which DuckDB passes over: for each, before which row below the header it stands.

        Line breaks inside quotes are no lines; a mended file has none. `there` is how many rows DuckDB read: where the
        file has no more line ends than that, nobody has to look at every line.
        """
        if self.mended or _line_ends(self.path) <= self.skip + there:
            return []
        result: list[int] = []
        row, quoted = 1, False
        with self.path.open("rb") as file:
            for line in itertools.islice(file, self.skip, None):
                quoted ^= bool(line.count(b'"') & 1)
                if quoted:
                    continue
                if line in {b"\n", b"\r\n"}:
                    result.append(row)
                else:
                    row += 1
        return result

    def signs(self, expression: str) -> str:
        """SQL: a text with cp1252's own signs where the file has them."""
        if not self.text.windows:
            return expression
        controls = "".join(map(chr, range(0x80, 0xA0)))
        return f"translate({expression}, {literal(controls)}, {literal(source.CP1252)})"


def _line_ends(path: Path) -> int:
    """How many lines a file has, counted by their ends; a last line without one is a line too."""
    count, piece = 0, b""
    with path.open("rb", buffering=0) as file:
        while more := file.read(source.PIECE):
            piece = more
            count += piece.count(b"\n")
    return count + (not piece.endswith(b"\n"))


class NotUtf8(Exception):  # noqa: N818 - what was found, not a failure
    """A file that was believed to be UTF-8 is not: it has to be opened again as eight bits."""


def reading(table: Table, work: Path, run: Callable[[Table], Result]) -> tuple[Result, Table]:
    """Run a query on the table; if the file breaks the rules of CSV, mend a copy and run it on that."""
    try:
        return run(table), table
    except duckdb.Error as error:
        if table.path == table.text.path and table.text.is_believed and "unicode" in str(error).lower():
            raise NotUtf8 from None
        if table.mended or not _about_form(error):
            raise
    path, uneven = source.mend(table.text, work, table.delimiter, table.skip, table.width)
    mended = replace(table, path=path, codec="utf-8", skip=0, mended=True, uneven=uneven)
    try:
        return run(mended), mended
    except duckdb.Error as error:
        if not _about_form(error):
            raise
        raise InvalidInput(
            N_("{file} is no table that can be read. Export it again as CSV or XLSX."), file=table.text.path.name
        ) from None


def _about_form(error: duckdb.Error) -> bool:
    """Whether DuckDB complains of the file and not of us."""
    text = str(error)
    return "CSV" in text or "Maximum line size" in text or "unicode" in text.lower()


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return connection.execute(query).fetchall()


def insert(connection: duckdb.DuckDBPyConnection, table: str, values: Iterable[Sequence[str | int | None]]) -> None:
    """Many rows in few statements: DuckDB plans each anew, a statement per row would take a millisecond each."""
    for batch in _batches(values, 500):
        written = ", ".join("(" + ", ".join(map(_written, row)) + ")" for row in batch)
        connection.execute(f"INSERT INTO {table} VALUES {written}")


def _written(value: str | int | None) -> str:
    return "NULL" if value is None else literal(value) if isinstance(value, str) else str(value)


def _batches(values: Iterable[Sequence[str | int | None]], size: int) -> Iterator[list[Sequence[str | int | None]]]:
    source = iter(values)
    while batch := list(itertools.islice(source, size)):
        yield batch
