"""Fixtures: every test of the database runs on SQLite and on PostgreSQL."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from tests.support.browser import browser, new_screen, screen, signed_in, site
from tests.support.houses import PostgresServer, SetClock, migrated_file, sqlite_config, with_coach, with_roadmap

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

__all__ = ["browser", "new_screen", "screen", "signed_in", "site"]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_file(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The PostgreSQL that `make test` starts, by LOTSEN_TEST_POSTGRES."""
    url = os.environ.get("LOTSEN_TEST_POSTGRES")
    if not url:
        pytest.fail("LOTSEN_TEST_POSTGRES names no server; `make test` starts one (or deselect with -m 'not postgres')")
    server = PostgresServer(url)
    yield server
    server.close()


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """A page run by AppTest takes the place of `__main__`, which every process that is spawned later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def house_and_coach(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[tuple[House, Person]]:
    if request.param == "sqlite":
        config = sqlite_config(request.getfixturevalue("template"), tmp_path / "home")
    else:
        config = request.getfixturevalue("postgres").config(tmp_path / "home")
    house, person = with_coach(config, clock)
    bootstrap.use(house)
    yield house, person
    bootstrap.use(None)
    house.close()


@pytest.fixture
def house(house_and_coach: tuple[House, Person]) -> House:
    """A house on a fresh database, once on SQLite and once on PostgreSQL."""
    return house_and_coach[0]


@pytest.fixture
def coach(house_and_coach: tuple[House, Person]) -> Person:
    """The coach of this machine, whom `house.resolve` finds whatever cookie is shown."""
    return house_and_coach[1]


@pytest.fixture
def roadmap(house: House, coach: Person) -> Roadmap:
    """An empty roadmap of an invented municipality."""
    return with_roadmap(house, coach)


@pytest.fixture
def screen_house(tmp_path: Path, template: Path, clock: SetClock) -> Iterator[tuple[House, Person, Roadmap]]:
    """For tests of pages: SQLite alone, with a coach and an empty roadmap, as the process's own house."""
    house, person = with_coach(sqlite_config(template, tmp_path / "home"), clock)
    roadmap = with_roadmap(house, person)
    bootstrap.use(house)
    yield house, person, roadmap
    bootstrap.use(None)
    house.close()
