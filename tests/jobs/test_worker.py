"""Long work on real processes: done, failed, killed, abandoned."""

import datetime as dt
import sys
import threading
import time
from pathlib import Path
from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.job import JobState
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import NotFound
from lotsen.jobs import worker
from tests.support.houses import SetClock


def test_the_same_work_is_begun_once(house: House, coach: Person, roadmap: Roadmap) -> None:
    first = house.jobs.start("count", {"to": 3}, coach.id, roadmap.id)
    assert house.jobs.start("count", {"to": 3}, coach.id, roadmap.id).id == first.id
    assert house.jobs.start("count", {"to": 4}, coach.id, roadmap.id).id != first.id


def test_no_two_workers_take_the_same_job(house: House, coach: Person, roadmap: Roadmap) -> None:
    for number in range(8):
        house.jobs.start("count", {"to": number}, coach.id, roadmap.id)
    taken: list[UUID] = []

    def take() -> None:
        while job := house.jobs.claim("w"):
            taken.append(job.id)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 8


def test_a_job_whose_worker_went_silent_is_ended(
    house: House, coach: Person, roadmap: Roadmap, clock: SetClock
) -> None:
    job = house.jobs.start("count", {}, coach.id, roadmap.id)
    folder = house.jobs.folder(job.id)
    assert house.jobs.claim("lost") is not None
    clock.at += dt.timedelta(minutes=1)
    assert house.jobs.claim("next") is None
    assert house.jobs.get(job.id).state is JobState.FAILED
    assert not folder.exists()


def test_cancelling_kills_the_work_and_leaves_nothing(
    house: House, coach: Person, roadmap: Roadmap, tmp_path: Path
) -> None:
    job = house.jobs.start("count", {}, coach.id, roadmap.id)
    folder = house.jobs.folder(job.id)
    claimed = house.jobs.claim("w")
    assert claimed is not None
    sleeper = (sys.executable, "-c", "import pathlib, sys, time; pathlib.Path(sys.argv[1]).touch(); time.sleep(60)")
    sign = tmp_path / "alive"
    watch = threading.Thread(target=worker.attend, args=(house, claimed, (*sleeper, str(sign))))
    watch.start()
    while not sign.exists():
        time.sleep(0.01)
    house.jobs.cancel(job.id)
    watch.join(10)
    assert not watch.is_alive()
    assert not folder.exists()
    assert house.jobs.get(job.id).state is JobState.CANCELLED


def test_unknown_work_fails_and_says_so(house: House, coach: Person, roadmap: Roadmap) -> None:
    job = house.jobs.start("no-such-kind", {}, coach.id, roadmap.id)
    worker.work(house, once=True)
    ended = house.jobs.get(job.id)
    assert ended.state is JobState.FAILED
    assert ended.error is not None


def test_work_that_is_gone_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        house.jobs.get(UUID(int=0))
