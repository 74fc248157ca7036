"""Bring a database to this version's schema. Alembic, configured in code; runs by itself at start.

Two processes that start at once wait for each other. A failed step leaves the database as it was; a database of a
newer version is refused.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from lotsen.errors import N_, Conflict
from lotsen.store.columns import Instant, LocalTextColumn
from lotsen.store.engine import BUSY_SECONDS, Database

_POSTGRES_LOCK = 0x10754E


def config() -> AlembicConfig:
    """Alembic's own configuration, without a file."""
    alembic = AlembicConfig()
    alembic.set_main_option("script_location", str(Path(__file__).parent))
    alembic.set_main_option("path_separator", "os")
    return alembic


def context_options() -> dict[str, Any]:
    """What every migration context of the house is made with."""
    return {"render_item": render_plain, "compare_type": True, "render_as_batch": True, "transactional_ddl": True}


def upgrade(database: Database) -> list[str]:
    """Bring the database to the newest revision; the revisions that were run, oldest first."""
    scripts = ScriptDirectory.from_config(config())
    with _connection(database) as connection:
        return upgrade_connection(connection, scripts)


def upgrade_connection(connection: Connection, scripts: ScriptDirectory, to: str = "head") -> list[str]:
    """The same on a connection that is inside its transaction and holds the lock."""
    ran: list[str] = []

    def steps(revision: tuple[str, ...], _context: MigrationContext) -> list[Any]:
        found = scripts._upgrade_revs(to, revision)  # type: ignore[arg-type]
        ran.extend(step.revision.revision for step in found)
        return list(found)

    context = MigrationContext.configure(connection, opts={**context_options(), "fn": steps, "script": scripts})
    known = {script.revision for script in scripts.walk_revisions()}
    if unknown := set(context.get_current_heads()) - known:
        raise Conflict(
            N_("A newer version made this database ({revision}). Start that version, or restore an older backup."),
            revision=", ".join(sorted(unknown)),
        )
    from alembic.operations import Operations

    with Operations.context(context):
        context.run_migrations()
    return ran


def current(database: Database) -> str | None:
    """The revision that the database is at; null for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextlib.contextmanager
def _connection(database: Database) -> Iterator[Connection]:
    """A connection of its own, inside one transaction that no second migration can enter."""
    engine = _engine(database)
    try:
        with engine.connect() as connection, connection.begin():
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
            yield connection
            if database.is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"the migration broke a link: {tuple(broken)}")
    finally:
        engine.dispose()


def _engine(database: Database) -> Engine:
    """Foreign keys are off while tables are rebuilt on SQLite: a batch ALTER would delete the children otherwise."""
    if not database.is_sqlite:
        return create_engine(database.engine.url, poolclass=NullPool)
    engine = create_engine(database.url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def render_plain(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations name plain types, so that they keep meaning the same when the house's own types change."""
    if kind == "type" and isinstance(item, LocalTextColumn):
        return "sa.JSON()"
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(item).__name__ == "Enum":
        return f"sa.String(length={item.length})"
    return False
