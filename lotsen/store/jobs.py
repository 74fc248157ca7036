"""Long work as rows: who waits, who works, how far it has come."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from lotsen.domain.job import Job, JobState
from lotsen.store.rows import JobRow

OPEN = (JobState.WAITING, JobState.RUNNING)


def _job(row: JobRow) -> Job:
    error = (row.error["text"], row.error["fields"]) if row.error else None
    return Job(
        row.id,
        row.kind,
        row.roadmap_id,
        row.owner,
        row.params,
        row.state,
        row.progress,
        row.doing,
        row.result,
        error,
        row.created_at,
        row.heartbeat,
    )


def add(job: Job, input_hash: str, db: Session) -> None:
    db.add(
        JobRow(
            id=job.id,
            kind=job.kind,
            input_hash=input_hash,
            roadmap_id=job.roadmap_id,
            owner=job.owner,
            params=job.params,
            state=job.state,
            created_at=job.created_at,
        )
    )
    db.flush()


def get(job_id: UUID, db: Session) -> Job | None:
    row = db.get(JobRow, job_id)
    return _job(row) if row else None


def under_way(kind: str, input_hash: str, roadmap_id: UUID | None, db: Session) -> Job | None:
    """The same work that is waiting or running already."""
    row = db.scalar(
        select(JobRow).where(
            JobRow.kind == kind,
            JobRow.input_hash == input_hash,
            JobRow.roadmap_id == roadmap_id,
            JobRow.state.in_(OPEN),
        )
    )
    return _job(row) if row else None


def latest(roadmap_id: UUID, kind: str, db: Session, state: JobState | None = None) -> Job | None:
    """The roadmap's newest job of a kind, whatever became of it, or the newest in this state."""
    query = select(JobRow).where(JobRow.roadmap_id == roadmap_id, JobRow.kind == kind)
    row = db.scalar(
        (query if state is None else query.where(JobRow.state == state))
        .order_by(JobRow.created_at.desc(), JobRow.id.desc())
        .limit(1)
    )
    return _job(row) if row else None


def open_of(roadmap_id: UUID, kind: str, db: Session) -> list[Job]:
    """The roadmap's jobs of a kind that wait or run, the oldest first."""
    rows = db.scalars(
        select(JobRow)
        .where(JobRow.roadmap_id == roadmap_id, JobRow.kind == kind, JobRow.state.in_(OPEN))
        .order_by(JobRow.created_at, JobRow.id)
    )
    return [_job(row) for row in rows]


def to_do(silent_before: dt.datetime, db: Session) -> bool:
    """Whether a job waits, or one runs whose worker has gone silent: a look that takes no lock."""
    silent = (JobRow.state == JobState.RUNNING) & or_(JobRow.heartbeat.is_(None), JobRow.heartbeat < silent_before)
    return db.scalar(select(JobRow.id).where(or_(JobRow.state == JobState.WAITING, silent)).limit(1)) is not None


def claim(worker: str, at: dt.datetime, db: Session) -> Job | None:
    """Take the oldest waiting job; no two workers get the same."""
    row = db.scalar(
        select(JobRow)
        .where(JobRow.state == JobState.WAITING)
        .order_by(JobRow.created_at, JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.state, row.worker, row.heartbeat = JobState.RUNNING, worker, at
    db.flush()
    return _job(row)


def report(job_id: UUID, progress: float, doing: str, at: dt.datetime, db: Session) -> None:
    """How far a running job has come."""
    db.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.state == JobState.RUNNING)
        .values(progress=progress, doing=doing, heartbeat=at)
    )


def beat(job_id: UUID, at: dt.datetime, db: Session) -> JobState | None:
    """Say that the worker lives; the job's state, which somebody may have changed to cancelled."""
    db.execute(update(JobRow).where(JobRow.id == job_id, JobRow.state == JobState.RUNNING).values(heartbeat=at))
    return db.scalar(select(JobRow.state).where(JobRow.id == job_id))


def finish(
    job_id: UUID,
    state: JobState,
    db: Session,
    *,
    result: dict[str, Any] | None = None,
    error: dict[str, Any] | None = None,
) -> bool:
    """End an open job; whether it was still open."""
    values: dict[str, Any] = {"state": state, "result": result, "error": error}
    if state is JobState.DONE:
        values["progress"] = 1.0
    ended = db.execute(
        update(JobRow).where(JobRow.id == job_id, JobRow.state.in_(OPEN)).values(**values).returning(JobRow.id)
    )
    return ended.first() is not None


def abandon_silent(before: dt.datetime, error: dict[str, Any], db: Session) -> list[UUID]:
    """End the running jobs whose worker has said nothing since `before`; their ids."""
    ended = db.execute(
        update(JobRow)
        .where(JobRow.state == JobState.RUNNING, or_(JobRow.heartbeat.is_(None), JobRow.heartbeat < before))
        .values(state=JobState.FAILED, error=error)
        .returning(JobRow.id)
    )
    return [row[0] for row in ended]
