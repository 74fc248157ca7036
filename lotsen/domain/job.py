"""Work that takes longer than a page may wait."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of long work. `progress` is 0 to 1; `doing` a message id; `result` plain data once it is done.

    `error` is (message id, fields) of the LotsenError that ended it.
    """

    id: UUID
    kind: str
    roadmap_id: UUID | None
    owner: UUID
    params: dict[str, Any]
    state: JobState
    progress: float
    doing: str
    result: dict[str, Any] | None
    error: tuple[str, dict[str, Any]] | None
    created_at: dt.datetime
    heartbeat: dt.datetime | None
