"""One database: how it is opened, read and written.

SQLite runs in WAL with full synchronisation, foreign keys on, every write as BEGIN IMMEDIATE behind one lock of this
process (writers queue in memory instead of spinning on the file). PostgreSQL uses the same calls. A page reads inside
one read transaction, so that what it shows belongs to one revision.
"""

import contextlib
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import Session

BUSY_SECONDS = 30


_moment: ContextVar["tuple[Database, Session] | None"] = ContextVar("moment", default=None)
"""The read transaction that the page being drawn reads in."""


class Database:
    """The one database of this process. `reading()` and `writing()` are the only ways in."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._lock: contextlib.AbstractContextManager[Any] = (
            threading.Lock() if self.is_sqlite else contextlib.nullcontext()
        )
        if self.is_sqlite:
            self._readers = _sqlite(url, query_only=True)
            self._writers = _sqlite(url, query_only=False)
        else:
            engine = create_engine(_with_driver(url), pool_size=10, max_overflow=20, pool_pre_ping=True)
            self._writers = engine
            self._readers = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @property
    def engine(self) -> Engine:
        """The engine that may write; for migrations and tests."""
        return self._writers

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """One read transaction: everything read inside belongs to the same moment, and nothing can be written."""
        if (shared := self._shared()) is not None:
            yield shared
            return
        with self._reader() as db:
            yield db

    @contextlib.contextmanager
    def moment(self) -> Iterator[None]:
        """Let all reads inside, whoever makes them, be one read transaction: what a page shows belongs together.

        A write inside ends the transaction, so that what is read after it sees it.
        """
        with self._reader() as db:
            before = _moment.set((self, db))
            try:
                yield
            finally:
                _moment.reset(before)

    def _reader(self) -> Session:
        return Session(self._readers, autoflush=False, expire_on_commit=False)

    def _shared(self) -> Session | None:
        found = _moment.get()
        return found[1] if found and found[0] is self else None

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """One write transaction: committed when the block ends, rolled back when it raises."""
        try:
            with self._lock, Session(self._writers, expire_on_commit=False) as db, db.begin():
                yield db
        finally:
            if (shared := self._shared()) is not None:
                shared.rollback()

    def close(self) -> None:
        """Give every connection back to the system."""
        self._readers.dispose()
        self._writers.dispose()


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _sqlite(url: str, *, query_only: bool) -> Engine:
    engine = create_engine(
        url, pool_size=5, max_overflow=15, pool_timeout=BUSY_SECONDS, connect_args={"timeout": BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={BUSY_SECONDS * 1000}",
            f"query_only={'ON' if query_only else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if query_only else "BEGIN IMMEDIATE")

    return engine
