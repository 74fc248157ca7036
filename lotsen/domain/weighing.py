"""How goals are weighed otherwise than by marks: what an answer may be in each way, and what fits which way."""

import math
from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.domain.goal import MOST_GOALS
from lotsen.domain.room import Gathering, Pair, Weighing
from lotsen.errors import N_, InvalidInput

FULL_SWING = 100
"""What the goal gets whose step from worst to best matters most."""

STRONGEST = 9
"""How many times more a goal can matter than another, on Saaty's scale."""

STEPS = range(-4, 5)
"""The answers to a comparison: 4 for 'the first very much more', 0 for 'equally much', -4 for 'the other'."""

FITTING = {Weighing.PAIRS: Gathering.GEOMETRIC}
"""The way of gathering that fits a way of weighing; the mean fits the others."""


def fitting(way: Weighing) -> Gathering:
    """How the group's weights are gathered in a way unless the coach says otherwise."""
    return FITTING.get(way, Gathering.MEAN)


def ratio_of(step: int) -> float:
    """What a step says on Saaty's scale: 1, 3, 5, 7, 9 or one of their reciprocals."""
    strength = 2.0 * abs(step) + 1
    return strength if step >= 0 else 1 / strength


def step_of(ratio: float) -> int:
    """The step that a ratio is nearest to."""
    return min(STEPS, key=lambda step: abs(math.log(ratio_of(step) / ratio)))


def directed(one: UUID, other: UUID, ratio: float) -> tuple[Pair, float]:
    """A comparison in the direction in which it is kept: the same whichever goal was named first."""
    return ((one, other), ratio) if one < other else ((other, one), 1 / ratio)


def checked_swing(points: Mapping[UUID, float]) -> dict[UUID, float]:
    """A person's points for the step of each goal. Raises InvalidInput outside 0 to 100."""
    if any(not 0 <= given <= FULL_SWING for given in points.values()):
        raise InvalidInput(N_("A goal has between 0 and 100; the most important one has 100."))
    return dict(points)


def checked_places(places: Mapping[UUID, float]) -> dict[UUID, float]:
    """A person's order. Raises InvalidInput for a place before the first or after the last that there can be."""
    if any(not 1 <= place <= MOST_GOALS for place in places.values()):
        raise InvalidInput(N_("The places of an order go from 1 to {most}."), most=MOST_GOALS)
    return dict(places)


def is_ratio(ratio: float) -> bool:
    """Whether a number lies on Saaty's scale."""
    return 1 / STRONGEST - 1e-9 <= ratio <= STRONGEST + 1e-9


def checked_ratio(ratio: float) -> float:
    """A comparison. Raises InvalidInput off Saaty's scale."""
    if not is_ratio(ratio):
        raise InvalidInput(N_("A goal matters at most nine times more than another, and at least a ninth."))
    return ratio


def in_order(goals: Sequence[UUID], places: Mapping[UUID, float]) -> list[UUID]:
    """The goals as a person put them in order; those without a place come last, as they stand."""
    return sorted(goals, key=lambda goal: places.get(goal, math.inf))
