"""Long work: asked for by a page, done by a worker process, cancelled by killing it."""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from lotsen.domain.ids import new_id
from lotsen.domain.job import Job, JobState
from lotsen.errors import N_, LotsenError, NotFound
from lotsen.services.funnel import Funnel, plain
from lotsen.store import jobs

SILENT_AFTER = dt.timedelta(seconds=30)
"""A worker that has said nothing for so long is gone."""


class Jobs:
    """`folder` holds one work folder per job; it goes when the job ends without a result."""

    def __init__(self, funnel: Funnel, folder: Path) -> None:
        self._funnel = funnel
        self._folder = folder

    def start(self, kind: str, params: dict[str, Any], who: UUID, roadmap_id: UUID | None) -> Job:
        """Ask for work; the same work that is under way already is not begun a second time."""
        wanted = hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()
        with self._funnel.writing() as db:
            if running := jobs.under_way(kind, wanted, roadmap_id, db):
                return running
            now = self._funnel.now
            job = Job(new_id(), kind, roadmap_id, who, params, JobState.WAITING, 0.0, "", None, None, now, None)
            jobs.add(job, wanted, db)
        return job

    def get(self, job_id: UUID) -> Job:
        """A job as it stands. Raises NotFound."""
        with self._funnel.reading() as db:
            job = jobs.get(job_id, db)
        if job is None:
            raise NotFound(N_("This work is no longer there."))
        return job

    def latest(self, roadmap_id: UUID, kind: str) -> Job | None:
        """The roadmap's newest job of a kind."""
        with self._funnel.reading() as db:
            return jobs.latest(roadmap_id, kind, db)

    def latest_done(self, roadmap_id: UUID, kind: str) -> Job | None:
        """The newest one that came to a result."""
        with self._funnel.reading() as db:
            return jobs.latest(roadmap_id, kind, db, JobState.DONE)

    def under_way(self, roadmap_id: UUID, kind: str) -> list[Job]:
        """The roadmap's jobs of a kind that wait or run, the oldest first."""
        with self._funnel.reading() as db:
            return jobs.open_of(roadmap_id, kind, db)

    def cancel(self, job_id: UUID) -> None:
        """Stop a job: its worker kills it and clears its folder."""
        with self._funnel.writing() as db:
            waiting = jobs.get(job_id, db)
            jobs.finish(job_id, JobState.CANCELLED, db)
        if waiting and waiting.state is JobState.WAITING:
            self.clear(job_id)

    def folder(self, job_id: UUID) -> Path:
        """The job's own folder, made if it is missing."""
        path = self._folder / str(job_id)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def clear(self, job_id: UUID) -> None:
        """Remove what a job left."""
        shutil.rmtree(self._folder / str(job_id), ignore_errors=True)

    def forget(self, is_over: Callable[[dt.datetime], bool]) -> None:
        """Remove the folders that were left at a time that is over: results that nobody took."""
        for path in self._folder.glob("*"):
            if is_over(dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)):
                shutil.rmtree(path, ignore_errors=True)

    # What workers call

    def claim(self, worker: str) -> Job | None:
        """The next job for a worker. Jobs whose worker has gone silent are ended first."""
        before = self._funnel.now - SILENT_AFTER
        with self._funnel.reading() as db:
            if not jobs.to_do(before, db):
                return None
        gone = _error(LotsenError(N_("The work stopped unexpectedly. Try again.")))
        with self._funnel.writing() as db:
            silent = jobs.abandon_silent(before, gone, db)
            job = jobs.claim(worker, self._funnel.now, db)
        for job_id in silent:
            self.clear(job_id)
        return job

    def report(self, job_id: UUID, progress: float, doing: str) -> None:
        """How far the work has come (0 to 1) and what is being done (a message id)."""
        with self._funnel.writing() as db:
            jobs.report(job_id, progress, doing, self._funnel.now, db)

    def beat(self, job_id: UUID) -> JobState | None:
        """Say that the worker lives; the job's state, which may be cancelled by now."""
        with self._funnel.writing() as db:
            return jobs.beat(job_id, self._funnel.now, db)

    def done(self, job_id: UUID, result: dict[str, Any]) -> bool:
        """The work is done; false where it had been cancelled meanwhile."""
        with self._funnel.writing() as db:
            return jobs.finish(job_id, JobState.DONE, db, result=plain(result))

    def failed(self, job_id: UUID, error: LotsenError | None = None) -> None:
        """The work ended without a result; the folder goes."""
        told = error or LotsenError(N_("The work stopped unexpectedly. Try again."))
        with self._funnel.writing() as db:
            jobs.finish(job_id, JobState.FAILED, db, error=_error(told))
        self.clear(job_id)


def _error(error: LotsenError) -> dict[str, Any]:
    return {"text": error.text, "fields": {name: str(value) for name, value in error.fields.items()}}
