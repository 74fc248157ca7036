"""Kill the server in the middle of a hundred saves: everything that was acknowledged is there after the restart."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from lotsen import bootstrap
from lotsen.config import ROOT, from_environment
from lotsen.store.migrations.make import differences
from tests.support.houses import PostgresServer

ROUNDS = 12 if os.environ.get("LOTSEN_SOAK") else 1
SAVES = 100
THREADS = 4
AFTER = 25
"""The kill comes when so many saves were acknowledged, with the next ones on their way."""

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


@pytest.mark.postgres
def test_what_was_acknowledged_survives_a_kill_on_postgresql(tmp_path: Path, postgres: PostgresServer) -> None:
    environment = {
        "LOTSEN_HOME": str(tmp_path),
        "LOTSEN_DATABASE_URL": postgres.config(tmp_path).database_url,
        "LOTSEN_WORKERS": "0",
    }
    check(environment, killed_while_saving(environment, 0))
