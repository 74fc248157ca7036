"""Coaching sessions: a sitting on one or several roadmaps, and the snapshots it leaves."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from lotsen.domain.localtext import LocalText


@dataclass(frozen=True, slots=True)
class CoachingSession:
    """A sitting. Everything done in its roadmaps while it is open is attributed to it."""

    id: UUID
    title: LocalText
    day: dt.date
    coach: str
    purpose: str
    participants: tuple[str, ...]
    roadmaps: tuple[UUID, ...]
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    decisions: str
    """The note of decisions, written when it closes."""
    version: int
    join_code: str | None = None
    """With it people join without an account; null while nobody may."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A roadmap as it was: its archive document at one revision. `format` is the archive format it was written in."""

    id: UUID
    roadmap_id: UUID
    revision: int
    at: dt.datetime
    by: UUID
    title: str
    session_id: UUID | None
    format: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came into a roadmap and what went, between two documents.

    `added` and `removed` are names by noun (table name); `counts` the number of each noun then and now. `same_method`
    is false where the two rankings were made by different formulas.
    """

    added: dict[str, tuple[LocalText, ...]]
    removed: dict[str, tuple[LocalText, ...]]
    counts: dict[str, tuple[int, int]]
    same_method: bool = True
