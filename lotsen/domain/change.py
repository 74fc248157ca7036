"""The append-only record of what changed, by whom, in which session."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one object. `before` null: it was made; `after` null: it was removed. Both are plain data."""

    roadmap_id: UUID
    revision: int
    number: int
    who: UUID
    session_id: UUID | None
    at: dt.datetime
    noun: str
    object_id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
