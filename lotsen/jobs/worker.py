"""A worker: takes jobs one after another, runs each in a child process, and kills it when the job is cancelled.

`python -m lotsen worker`; the server starts `LOTSEN_WORKERS` of them and ends them with itself.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.config import ROOT
from lotsen.domain.job import Job, JobState

IDLE_SECONDS = 0.3
BEAT_SECONDS = 0.5
TIDY_SECONDS = 24 * 3600
"""How often what is kept for a time only is deleted; at the start too."""

RUN = (sys.executable, "-m", "lotsen.jobs.run")


def work(house: House, *, once: bool = False) -> None:
    """Take jobs until the process is ended, or until there is none left; once a day delete what is no longer kept."""
    name = f"{os.getpid()}"
    parent = os.getppid()
    due = time.monotonic()
    while True:
        if time.monotonic() >= due:
            house.spend.expire()
            due += TIDY_SECONDS
        job = house.jobs.claim(name)
        if job is not None:
            attend(house, job)
        elif once:
            return
        else:
            time.sleep(IDLE_SECONDS)
        if not once and os.name == "posix" and os.getppid() != parent:
            return


def attend(house: House, job: Job, command: Sequence[str] = RUN) -> None:
    """Run one job in a child process (`command` and the job's id) and watch over it."""
    child = subprocess.Popen([*command, str(job.id)], cwd=ROOT, env=_environment(house))  # noqa: S603 - our own words
    try:
        while child.poll() is None:
            if house.jobs.beat(job.id) is not JobState.RUNNING:
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(BEAT_SECONDS)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
    state = house.jobs.get(job.id).state
    if state is JobState.RUNNING:
        house.jobs.failed(job.id)
    elif state is JobState.CANCELLED:
        house.jobs.clear(job.id)


def _environment(house: House) -> dict[str, str]:
    return {
        **os.environ,
        "LOTSEN_HOME": str(house.config.home),
        "LOTSEN_DATABASE_URL": house.config.database_url,
    }


@contextlib.contextmanager
def started(house: House) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The server's own workers, for as long as it lives."""
    workers = [
        subprocess.Popen([sys.executable, "-m", "lotsen.jobs.worker"], cwd=ROOT, env=_environment(house))
        for _ in range(house.config.workers)
    ]
    try:
        yield workers
    finally:
        for one in workers:
            one.terminate()
        for one in workers:
            one.wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        work(bootstrap.current())
