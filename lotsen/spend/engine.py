"""DuckDB as this product uses it: few threads, bounded memory, spilling into the work folder, no network."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

MEMORY_LIMIT = "800MB"
"""What DuckDB may hold before it spills to disk; the process stays under 1.5 GB with its buffers and Python."""


@contextmanager
def connection(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory database that spills into `work` and is closed at the end."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": min(os.cpu_count() or 1, 4),
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(work / "spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    opened = duckdb.connect(":memory:", config=config)
    try:
        opened.execute("SET enable_progress_bar = false")  # it would be printed into our own output
        yield opened
    finally:
        opened.close()


def literal(text: str) -> str:
    """A text as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def name(text: str) -> str:
    """A text as an SQL identifier."""
    return '"' + text.replace('"', '""') + '"'
