"""What we want: strategic goals on two levels that never mix, and the marks that weigh them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lotsen.domain.localtext import LocalText

MARKS = 10
"""How many marks a person shares out over the goals."""

RECOMMENDED_GOALS = (5, 7)
MOST_GOALS = 30


class GoalLevel(StrEnum):
    PROCUREMENT = "procurement"
    """A goal of what is bought: enters the heatmap."""
    FUNCTION = "function"
    """A goal of the procurement function itself: present state and actions of its own, never in the heatmap."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A strategic goal. `origin` is the starter content it was picked from (key and version), null for an own one.

    `present_state` and `actions` are said of goals of the function only.
    """

    id: UUID
    roadmap_id: UUID
    level: GoalLevel
    position: int
    title: LocalText
    description: LocalText
    indicator: LocalText
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    target_year: int | None
    present_state: LocalText
    actions: LocalText
    origin: str | None
    origin_version: int | None
    version: int


def shares(marks: Mapping[UUID, int], goals: Sequence[UUID]) -> dict[UUID, float]:
    """Marks as weights that add up to 1, in the order of `goals`; equal weights while nobody has given a mark."""
    total = sum(marks.get(goal, 0) for goal in goals)
    if not goals:
        return {}
    if not total:
        return {goal: 1 / len(goals) for goal in goals}
    return {goal: marks.get(goal, 0) / total for goal in goals}
