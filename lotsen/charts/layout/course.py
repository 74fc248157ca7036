"""A goal's way: its readings between baseline and target, without any renderer. Across are days, up the goal's unit."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lotsen.domain.followup import Course
from lotsen.texts import Texts

NBSP = "\u00a0"
HEADROOM = 0.14
"""How much of the height stays free over and under what is drawn."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day, as it is written beside its mark."""

    day: dt.date
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class CourseLayout:
    """The picture. A goal without baseline, target or year lacks those marks and the straight line between them."""

    readings: tuple[Point, ...]
    baseline: Point | None
    target: Point | None
    days: tuple[dt.date, dt.date]
    values: tuple[float, float]

    @property
    def straight(self) -> tuple[Point, Point] | None:
        """The line on which the goal would go if it went evenly."""
        return (self.baseline, self.target) if self.baseline and self.target else None


def layout(course: Course, t: Texts) -> CourseLayout:
    """Place a goal's way."""
    goal = course.goal
    readings = tuple(Point(each.day, float(each.value), number(each.value, t)) for each in course.readings)
    baseline = target = None
    if goal.baseline is not None:
        baseline = Point(course.begins, float(goal.baseline), number(goal.baseline, t))
    if goal.target is not None and course.ends:
        target = Point(course.ends, float(goal.target), number(goal.target, t))
    points = [*readings, *(each for each in (baseline, target) if each)]
    days = [each.day for each in points] or [course.begins]
    values = [each.value for each in points] or [0.0]
    low, high = min(values), max(values)
    room = (high - low) * HEADROOM or abs(high) * HEADROOM or 1.0
    return CourseLayout(readings, baseline, target, (min(days), max(days)), (low - room, high + room))


def number(value: Decimal, t: Texts) -> str:
    """As few decimals as say the number, two at the most."""
    decimals = next((n for n in (0, 1) if round(value, n) == value), 2)
    return t.number(float(value), decimals)


def figure(value: Decimal, unit: str, t: Texts) -> str:
    """A number with its unit, which never part."""
    return f"{number(value, t)} {unit}".strip().replace(" ", NBSP)
