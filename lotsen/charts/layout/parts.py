"""What a Gantt consists of, without any renderer.

Across, one unit is a day, counted from the first day of the first quarter; down, one unit is a row. A bar's `right` is
the end of its last day. Whoever draws it (the element on screen, SVG) decides on pixels, colours and fonts alone.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.intervention import InterventionKind, InterventionLevel, InterventionStatus, MilestoneKind
from lotsen.domain.plan import Clash, Late, Span
from lotsen.domain.quarter import Quarter
from lotsen.texts import N_

BAR_HEIGHT = 0.56
"""How much of its row a bar fills."""


class Grouping(StrEnum):
    CATEGORY = "category"
    OWNER = "owner"
    GOAL = "goal"


STATUS = {
    InterventionStatus.PROPOSED: N_("Suggested"),
    InterventionStatus.PLANNED: N_("Planned"),
    InterventionStatus.UNDER_WAY: N_("Under way"),
    InterventionStatus.DONE: N_("Done"),
    InterventionStatus.STOPPED: N_("Stopped"),
}
LEVELS = {
    InterventionLevel.STRATEGIC: N_("Strategic"),
    InterventionLevel.TACTICAL: N_("Tactical"),
    InterventionLevel.OPERATIVE: N_("Operative"),
}
KINDS = {
    InterventionKind.CHANGE_MANAGEMENT: N_("Change management"),
    InterventionKind.COMPETENCE: N_("Competence"),
    InterventionKind.COMMUNICATION: N_("Communication"),
    InterventionKind.PROCUREMENT: N_("Procurement"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a group. `key` is its category, goal or owner; empty for those without one."""

    row: int
    key: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One intervention. `done` is the share of its length (0 to 1) that is filled; its words begin at `label_at`.

    `critical`: the plan's end, or a latest day, gives as soon as it slips. `unanswered`: its owner has yet to take it
    on. `before` is where it lay in the baseline that the plan is shown against.
    """

    intervention_id: UUID
    row: int
    left: float
    right: float
    span: Span
    title: str
    owner: str
    initials: str
    status: InterventionStatus
    done: float
    late: Late | None
    label: str
    label_at: float
    about: tuple[str, ...]
    critical: bool = False
    unanswered: bool = False
    before: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """An intervention that no quarter has been chosen for: it stands beside the picture, not in it."""

    intervention_id: UUID
    title: str
    owner: str
    status: InterventionStatus


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone, on its intervention's row or, loose, on one of the first rows, with its name beside it.

    `named_left` says that the name stands before it, where there is no room after.
    """

    milestone_id: UUID
    intervention_id: UUID | None
    row: int
    at: float
    title: str
    label: str
    named_left: bool
    day: dt.date
    date: str
    kind: MilestoneKind = MilestoneKind.OWN


@dataclass(frozen=True, slots=True)
class Arrow:
    """A dependency, as the corners of a line from the end of the one to the beginning of the other.

    `heading` is the way the head points. A clash is drawn apart: the follower begins before the other has ended.
    """

    predecessor_id: UUID
    follower_id: UUID
    corners: tuple[tuple[float, float], ...]
    heading: str
    clash: Clash | None


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter: where it lies, what it is called, and how much goes on in it."""

    quarter: Quarter
    left: float
    right: float
    label: str
    running: int


@dataclass(frozen=True, slots=True)
class GanttLayout:
    """The whole picture. `today` is null where it lies far outside; `rows` is how many there are, headings included."""

    grouping: Grouping
    day: dt.date
    origin: dt.date
    width: float
    rows: int
    headings: tuple[Heading, ...]
    bars: tuple[Bar, ...]
    undated: tuple[Undated, ...]
    diamonds: tuple[Diamond, ...]
    arrows: tuple[Arrow, ...]
    columns: tuple[Column, ...]
    today: float | None
    free_days: tuple[tuple[float, str], ...] = ()
    """Where each public holiday begins, and its name."""

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return tuple(arrow.clash for arrow in self.arrows if arrow.clash)
