"""Kill the server in the middle of a hundred saves: everything that was acknowledged is there after the restart."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from lotsen import bootstrap
from lotsen.config import ROOT, from_environment
from lotsen.store.migrations.make import differences
from tests.load import tab
from tests.support import server
from tests.support.houses import PostgresServer, with_roadmap
from tests.support.server import Server

ROUNDS = 12 if os.environ.get("LOTSEN_SOAK") else 1
SAVES = 100
THREADS = 4
AFTER = 25
"""The kill comes when so many saves were acknowledged, with the next ones on their way."""

FIELD = "strategy:new:procurement"

SAVING = """
import os, sys, threading
from lotsen import bootstrap
from lotsen.config import from_environment
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind

first, threads, saves = map(int, sys.argv[1:])
house = bootstrap.build(from_environment())
coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
roadmaps = [
    house.organisations.make(f"{first}-{n}", OrganisationKind.MUNICIPALITY, None, ("sv",), coach)
    for n in range(threads)
]

def save(roadmap):
    for n in range(saves // threads):
        house.organisations.rename(roadmap.id, coach.id, LocalText.of(f"{n}"), roadmap.starts, roadmap.ends)
        os.write(1, f"{roadmap.id} {n}\\n".encode())

for thread in [threading.Thread(target=save, args=(one,)) for one in roadmaps]:
    thread.start()
"""
"""Many people saving at once: a line is written when a save has returned, so when it is acknowledged."""


def killed_while_saving(environment: dict[str, str], first: int) -> dict[str, int]:
    """The last acknowledged save of each roadmap, by the roadmap's id."""
    process = subprocess.Popen(
        [sys.executable, "-c", SAVING, str(first), str(THREADS), str(SAVES)],
        cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    acknowledged: list[str] = []
    for line in process.stdout:
        acknowledged.append(line)
        if len(acknowledged) == AFTER:
            process.send_signal(signal.SIGKILL)
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    assert AFTER <= len(acknowledged) < SAVES
    return {one: int(n) for one, n in (line.split() for line in acknowledged)}


def check(environment: dict[str, str], acknowledged: dict[str, int]) -> None:
    """Start again: what was acknowledged is there, what was not is there whole or not at all."""
    house = bootstrap.build(from_environment(environment))
    with house.database.reading() as db:
        for roadmap, last in acknowledged.items():
            key = roadmap if not house.database.is_sqlite else roadmap.replace("-", "")
            stored, revision = db.execute(text("SELECT title, revision FROM roadmap WHERE id = :id"), {"id": key}).one()
            changes = db.scalar(text("SELECT count(*) FROM change WHERE roadmap_id = :id"), {"id": key})
            title = int((stored if isinstance(stored, dict) else json.loads(stored))["versions"]["sv"])
            assert title in (last, last + 1)
            assert revision == changes == title + 1
    assert differences(house.database) == []
    house.close()


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_what_was_acknowledged_survives_a_kill(turn: int, tmp_path: Path) -> None:
    environment = {"LOTSEN_HOME": str(tmp_path), "LOTSEN_WORKERS": "0"}
    for first in range(2):
        check(environment, killed_while_saving(environment, first))
    house = bootstrap.build(from_environment(environment))
    with house.database.writing() as db:
        assert db.scalar(text("PRAGMA integrity_check")) == "ok"
        assert db.execute(text("PRAGMA foreign_key_check")).all() == []
    house.close()


async def written_until_killed(running: Server, roadmap: UUID) -> list[str]:
    """The titles of goals whose fields were answered for before the server was killed."""
    acknowledged: list[str] = []

    async def write(number: int) -> None:
        async with tab.opened(running.url, token=token, query=f"roadmap={roadmap}") as open_tab:
            await open_tab.go("strategy")
            for n in range(SAVES // THREADS):
                await open_tab.submit(FIELD, f"Mål {number}-{n}", f"{FIELD}:add")
                assert open_tab.exceptions == []
                acknowledged.append(f"Mål {number}-{n}")
                if len(acknowledged) == AFTER:
                    running.process.kill()

    token = running.cookie()
    await asyncio.gather(*(write(number) for number in range(THREADS)), return_exceptions=True)
    return acknowledged


@pytest.mark.server
def test_what_the_screen_showed_as_saved_survives_a_kill_of_the_server(tmp_path: Path) -> None:
    house = bootstrap.build(from_environment({"LOTSEN_HOME": str(tmp_path)}))
    coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
    assert coach is not None
    roadmap = with_roadmap(house, coach)
    with server.running(tmp_path) as running:
        acknowledged = tab.run(written_until_killed(running, roadmap.id))
        running.process.wait()
    assert len(acknowledged) >= AFTER
    with server.running(tmp_path) as again:
        assert again.ask("/ready").status == 200
        there = {goal.title.show("sv") for goal in house.goals.all(roadmap.id)}
    house.close()
    assert set(acknowledged) - there == set()


@pytest.mark.postgres
def test_what_was_acknowledged_survives_a_kill_on_postgresql(tmp_path: Path, postgres: PostgresServer) -> None:
    environment = {
        "LOTSEN_HOME": str(tmp_path),
        "LOTSEN_DATABASE_URL": postgres.config(tmp_path).database_url,
        "LOTSEN_WORKERS": "0",
    }
    check(environment, killed_while_saving(environment, 0))
