"""How it goes: status reports, baselines, approvals, and what was measured."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from lotsen.domain.intervention import InterventionStatus


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A status report on one intervention. `finish` is a new last day, null where it stays."""

    id: UUID
    intervention_id: UUID
    at: dt.datetime
    by: UUID
    status: InterventionStatus
    progress: int
    note: str
    finish: dt.date | None


@dataclass(frozen=True, slots=True)
class PlanBaseline:
    """A frozen copy of the plan. `items` are interventions by id: title, owner, first and last day, as plain data."""

    id: UUID
    title: str
    at: dt.datetime
    by: UUID
    revision: int
    items: Mapping[str, Mapping[str, Any]]


class Verdict(StrEnum):
    APPROVED = "approved"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Approval:
    """What a manager said of a baseline."""

    id: UUID
    baseline_id: UUID
    by: UUID
    at: dt.datetime
    verdict: Verdict
    note: str


@dataclass(frozen=True, slots=True)
class GoalReading:
    """What a goal's indicator showed on a day, in the goal's own unit."""

    id: UUID
    goal_id: UUID
    day: dt.date
    value: Decimal
    note: str
    by: UUID


@dataclass(frozen=True, slots=True)
class ReportedEffect:
    """How much an intervention is seen to have furthered a goal (0 to 2), beside what was expected."""

    intervention_id: UUID
    goal_id: UUID
    value: int
    at: dt.datetime
    by: UUID
