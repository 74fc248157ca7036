"""How it goes: status reports, baselines, approvals, and what was measured."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.clock import day_of
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import Intervention, InterventionStatus

SILENT_DAYS = 91
"""A quarter: after so many days without a word, what is under way waits for a report."""


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


FEWEST_ELSEWHERE = 3
"""From so many other organisations on, what they saw of an intervention of the library is shown, as viewpoints are."""


@dataclass(frozen=True, slots=True)
class SeenElsewhere:
    """What other organisations saw an intervention of the library do for a goal of the starter content.

    `value` is what more than half of the `organisations` reported; null where no effect has so many.
    """

    goal: str
    value: int | None
    organisations: int


def seen_elsewhere(reports: Iterable[tuple[str, str, UUID, int]]) -> dict[str, tuple[SeenElsewhere, ...]]:
    """By the library's key, from reports (its key, the goal's key, organisation, value), the oldest first.

    An organisation counts once, by its latest report; what fewer than `FEWEST_ELSEWHERE` reported is left out.
    """
    latest: dict[tuple[str, str], dict[UUID, int]] = {}
    for key, goal, organisation, value in reports:
        latest.setdefault((key, goal), {})[organisation] = value
    found: dict[str, list[SeenElsewhere]] = {}
    for (key, goal), values in sorted(latest.items()):
        if len(values) >= FEWEST_ELSEWHERE:
            value, times = Counter(values.values()).most_common(1)[0]
            most = value if times * 2 > len(values) else None
            found.setdefault(key, []).append(SeenElsewhere(goal, most, len(values)))
    return {key: tuple(each) for key, each in found.items()}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Everything that was said of how it goes with one roadmap: reports and approvals newest first, readings by day.

    `people` are the names of those who said it.
    """

    check_ins: tuple[CheckIn, ...]
    readings: tuple[GoalReading, ...]
    effects: tuple[ReportedEffect, ...]
    approvals: tuple[Approval, ...]
    people: Mapping[UUID, str]
    zone: str

    def of(self, intervention_id: UUID) -> tuple[CheckIn, ...]:
        """The reports on one intervention, newest first."""
        return tuple(each for each in self.check_ins if each.intervention_id == intervention_id)

    def day(self, at: dt.datetime) -> dt.date:
        """The organisation's calendar day of an instant."""
        return day_of(at, self.zone)


# What waits for a report -----------------------------------------------------------------------------------------


class Asks(StrEnum):
    """Why an intervention waits for a report, what matters most first."""

    REVIEW = "review"
    """The day has passed on which it was to be looked at whether it did what was expected."""
    REPORT = "report"
    """It has begun, and nobody has said anything for a quarter."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """An intervention that waits for a report. `since` is its day of review, or the day of the last word on it."""

    intervention_id: UUID
    asks: Asks
    since: dt.date


def awaited(interventions: Iterable[Intervention], told: FollowUp, day: dt.date) -> tuple[Awaited, ...]:
    """What waits for a report on a day, reviews first, then whoever has waited longest."""
    last: dict[UUID, dt.date] = {}
    words = [(each.intervention_id, each.at) for each in told.check_ins]
    words += [(each.intervention_id, each.at) for each in told.effects]
    for intervention_id, at in words:
        last[intervention_id] = max(told.day(at), last.get(intervention_id, told.day(at)))
    found = [one for item in interventions if (one := _awaited(item, last.get(item.id), day))]
    order = list(Asks)
    return tuple(sorted(found, key=lambda each: (order.index(each.asks), each.since)))


def _awaited(item: Intervention, last: dt.date | None, day: dt.date) -> Awaited | None:
    if item.status is InterventionStatus.STOPPED:
        return None
    if item.review and item.review <= day and (last is None or last < item.review):
        return Awaited(item.id, Asks.REVIEW, item.review)
    when = plan.span(item)
    if item.status is InterventionStatus.DONE or when is None or when.first > day:
        return None
    word = max(last, when.first) if last else when.first
    return Awaited(item.id, Asks.REPORT, word) if (day - word).days >= SILENT_DAYS else None


def as_planned(item: Intervention, day: dt.date) -> int:
    """The progress of an intervention that goes as planned: the share of its days that has passed, in fives.

    At least what was told already, and under 100 until somebody says that it is done.
    """
    when = plan.span(item)
    passed = ((day - when.first).days + 1) / when.days if when else 0.0
    return max(min(5 * round(20 * passed), 95), item.progress)


# Goals' indicators -----------------------------------------------------------------------------------------------


class Pace(StrEnum):
    """How a goal comes along, held against a straight line from baseline to target."""

    REACHED = "reached"
    AHEAD = "ahead"
    BEHIND = "behind"
    AWAY = "away"
    """It is further from the target than at the beginning."""
    UNKNOWN = "unknown"
    """There is no reading, or no way from a baseline to a target to hold one against."""


@dataclass(frozen=True, slots=True)
class Course:
    """A goal's way: its readings by day, and where the latest stands between baseline (0) and target (1).

    `expected` is where a straight line from the roadmap's first day to the end of the target year would be on that
    day; null without a target year.
    """

    goal: Goal
    readings: tuple[GoalReading, ...]
    begins: dt.date
    share: float | None
    expected: float | None

    @property
    def latest(self) -> GoalReading | None:
        return self.readings[-1] if self.readings else None

    @property
    def ends(self) -> dt.date | None:
        """The day on which the target should be reached."""
        return dt.date(self.goal.target_year, 12, 31) if self.goal.target_year else None

    @property
    def pace(self) -> Pace:
        if self.share is None:
            return Pace.UNKNOWN
        if self.share >= 1:
            return Pace.REACHED
        if self.share < 0:
            return Pace.AWAY
        return Pace.UNKNOWN if self.expected is None else Pace.AHEAD if self.share >= self.expected else Pace.BEHIND


def course(goal: Goal, readings: Sequence[GoalReading], begins: dt.date) -> Course:
    """A goal's way from its baseline, which is of the day `begins`, by the readings of it."""
    own = tuple(sorted((each for each in readings if each.goal_id == goal.id), key=lambda each: each.day))
    if not own or goal.baseline is None or goal.target is None or goal.baseline == goal.target:
        return Course(goal, own, begins, None, None)
    share = float((own[-1].value - goal.baseline) / (goal.target - goal.baseline))
    expected = None
    if goal.target_year:
        whole = (dt.date(goal.target_year, 12, 31) - begins).days
        expected = min(max((own[-1].day - begins).days / whole, 0.0), 1.0) if whole > 0 else 1.0
    return Course(goal, own, begins, share, expected)
