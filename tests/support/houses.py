"""Real houses for tests: a real database, migrated once and copied, with a person at the door."""

import datetime as dt
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.config import Config
from lotsen.domain.organisation import OrganisationKind, Person, Roadmap
from lotsen.store import migrations
from lotsen.store.engine import Database


@dataclass
class SetClock:
    """A clock that tests set."""

    at: dt.datetime = field(default_factory=lambda: dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC))

    def now(self) -> dt.datetime:
        return self.at


def migrated_file(folder: Path) -> Path:
    """An empty SQLite database of this version, to copy from."""
    file = folder / "template.db"
    database = Database(f"sqlite:///{file}")
    migrations.upgrade(database)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return file


def sqlite_config(template: Path, home: Path) -> Config:
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(template, home / "lotsen.db")
    return Config(home=home, database_url=f"sqlite:///{home / 'lotsen.db'}", workers=0)


class PostgresServer:
    """A running PostgreSQL: databases are copies of one migrated template."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._template = f"lotsen_template_{uuid.uuid4().hex[:8]}"
        self._made: list[str] = []
        self._run(f'CREATE DATABASE "{self._template}"')
        database = Database(self._address(self._template))
        migrations.upgrade(database)
        database.close()

    def config(self, home: Path) -> Config:
        return Config(home=home, database_url=self._make(self._template), workers=0)

    def empty(self) -> str:
        """The URL of a database with nothing in it."""
        return self._make("template0")

    def _make(self, template: str) -> str:
        name = f"lotsen_{uuid.uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)
        return self._address(name)

    def close(self) -> None:
        for name in [*self._made, self._template]:
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        url = self._url.set(drivername="postgresql+psycopg")
        engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def with_coach(config: Config, clock: SetClock | None = None) -> tuple[House, Person]:
    """A house at whose door the coach of the machine stands, whatever cookie is shown."""
    plain = bootstrap.build(config, clock)
    token = plain.identity.open_start_link(plain.identity.start_key())
    person = plain.identity.resolve(token)
    assert person is not None
    plain.close()
    return bootstrap.build(config, clock, resolve=lambda _cookies: person), person


def with_roadmap(house: House, person: Person, name: str = "Provköping") -> Roadmap:
    """A municipality with an empty roadmap."""
    return house.organisations.make(name, OrganisationKind.MUNICIPALITY, 20_000, ("sv", "fi"), person)
