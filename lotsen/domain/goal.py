"""What we want: strategic goals on two levels that never mix, and the marks that weigh them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from lotsen.domain.localtext import LocalText
from lotsen.errors import N_, InvalidInput

MARKS = 10
"""How many marks a person shares out over the goals of one level."""

POINTS = 100
"""How many points, for those who want to tell the goals apart more finely."""

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


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a goal and goes with it: how many marks, judgements, agreed values, and what is tied to it.

    `weighings` are people who said in another way than by marks what it weighs.
    """

    marks: int
    judgements: int
    agreed_values: int
    policy_lines: int
    interventions: int
    weighings: int = 0
    agreed_weight: bool = False
    stale: int = 0
    """How many of the judgements were given to an older wording and are asked for again."""


@dataclass(frozen=True, slots=True)
class GoalWeight:
    """What a goal weighs for the group (0 to 1): `mean` is what counts, low and high the range of the people's weights.

    The range is null while too few have given theirs for it to say anything. `voted` is what the people's answers
    come to where the room agreed on something else, null where it did not or nobody answered.
    """

    mean: float
    low: float | None
    high: float | None
    voted: float | None = None


def shares(marks: Mapping[UUID, int], goals: Sequence[UUID]) -> dict[UUID, float]:
    """Marks as weights that add up to 1, in the order of `goals`; equal weights while nobody has given a mark."""
    total = sum(marks.get(goal, 0) for goal in goals)
    if not goals:
        return {}
    if not total:
        return {goal: 1 / len(goals) for goal in goals}
    return {goal: marks.get(goal, 0) / total for goal in goals}


def scale_of(marks: Mapping[UUID, int]) -> int:
    """The scale that marks were given on: more than ten of them are points."""
    return POINTS if sum(marks.values()) > MARKS else MARKS


def checked(marks: Mapping[UUID, int], scale: int) -> dict[UUID, int]:
    """A person's marks on one level, goals without a mark left out.

    Raises InvalidInput where more are given than there are: a new mark takes from no other goal.
    """
    if any(given < 0 for given in marks.values()):
        raise InvalidInput(N_("A goal can't have fewer than no marks."))
    if sum(marks.values()) > scale:
        raise InvalidInput(N_("All {scale} are given out. Take from another goal first."), scale=scale)
    return {goal: given for goal, given in marks.items() if given}


def rescaled(marks: Mapping[UUID, int], scale: int) -> dict[UUID, int]:
    """The same weights with `scale` marks in all, whole ones by largest remainder (Hamilton's method).

    Earlier goals win ties. No marks stay no marks.
    """
    total = sum(marks.values())
    if not total:
        return dict(marks)
    whole = {goal: given * scale // total for goal, given in marks.items()}
    by_remainder = sorted(marks, key=lambda goal: -(marks[goal] * scale % total))
    for goal in by_remainder[: scale - sum(whole.values())]:
        whole[goal] += 1
    return whole
