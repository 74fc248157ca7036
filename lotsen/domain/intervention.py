"""What is done: interventions with owner and dates, and how they hang together."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.localtext import LocalText


class InterventionLevel(StrEnum):
    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIVE = "operative"


class InterventionKind(StrEnum):
    CHANGE_MANAGEMENT = "change_management"
    COMPETENCE = "competence"
    COMMUNICATION = "communication"
    PROCUREMENT = "procurement"


class InterventionStatus(StrEnum):
    PROPOSED = "proposed"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class Size(StrEnum):
    """Effort or cost where nobody knows it better."""

    S = "S"
    M = "M"
    L = "L"


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-days that one role (or person) puts in."""

    role: str
    days: float


@dataclass(frozen=True, slots=True)
class Intervention:
    """What is done. Title, owner and quarter suffice; everything else may be empty.

    `category_id` null means the procurement function. `starts` and `ends` are the first and the last day.
    `effects` are (goal, 0 to 2); `predecessors` must end before this one starts. Money is in cents of the roadmap's
    currency, `progress` per cent done (0 to 100), carbon in kg CO2e saved a year.
    """

    id: UUID
    roadmap_id: UUID
    position: int
    title: LocalText
    description: LocalText
    category_id: UUID | None
    owner: str
    owner_role: str
    starts: dt.date | None
    ends: dt.date | None
    cost_cents: int | None
    cost_size: Size | None
    effort: tuple[Effort, ...]
    effort_size: Size | None
    savings_cents: int | None
    carbon_kilograms: float | None
    level: InterventionLevel | None
    kind: InterventionKind | None
    status: InterventionStatus
    progress: int
    metric: LocalText
    effects: tuple[tuple[UUID, int], ...]
    predecessors: tuple[UUID, ...]
    origin: str | None
    origin_version: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point in time that the plan is held against."""

    id: UUID
    roadmap_id: UUID
    title: LocalText
    day: dt.date
    intervention_id: UUID | None
    version: int
