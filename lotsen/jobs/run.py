"""Run one job in this process: `python -m lotsen.jobs.run JOB`. The worker starts and, if need be, kills it."""

import sys
import time
from uuid import UUID

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.errors import LotsenError
from lotsen.jobs.kinds import Report, work_of

REPORT_SECONDS = 0.5
"""Progress is written no more often than this."""


def run(house: House, job_id: UUID) -> None:
    """Do the job's work and write what came of it."""
    job = house.jobs.get(job_id)
    try:
        result = work_of(job.kind)(house, job, _reporter(house, job_id))
    except LotsenError as error:
        house.jobs.failed(job_id, error)
        return
    if not house.jobs.done(job_id, result):
        house.jobs.clear(job_id)


def _reporter(house: House, job_id: UUID) -> Report:
    last: tuple[float, str] = (0.0, "")

    def report(progress: float, doing: str) -> None:
        nonlocal last
        now = time.monotonic()
        if doing != last[1] or now - last[0] >= REPORT_SECONDS:
            last = (now, doing)
            house.jobs.report(job_id, progress, doing)

    return report


if __name__ == "__main__":
    run(bootstrap.current(), UUID(sys.argv[1]))
