"""What is done: interventions with owner and dates, and how they hang together."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.ids import new_id
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


class Must(StrEnum):
    """Whether it has to be done, whatever else is chosen."""

    FREE = "free"
    MUST = "must"
    MUST_NOT = "must_not"


class Acceptance(StrEnum):
    """What the owner says of it."""

    OPEN = "open"
    """Nobody has answered yet."""
    ACCEPTED = "accepted"
    OTHER_DATE = "other_date"
    """The owner proposes another start."""
    HANDED_ON = "handed_on"
    """The owner says whose it should be instead."""


class Confidence(StrEnum):
    """How well the estimate of an effect is founded."""

    GUESS = "guess"
    ESTIMATE = "estimate"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Effort:
    """Person-days that one role (or person) puts in."""

    role: str
    days: float


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to do it: lighter or fuller, with its own cost, length and effort, and its share of the effect.

    `key` names it within its intervention; `effect_percent` is 100 for the whole effect; null months are those of the
    intervention itself. Where it has no `yearly_cents`, its cost lies over the years as the intervention's does.
    """

    key: str
    name: LocalText
    effect_percent: int
    cost_cents: int | None
    months: int | None
    effort: tuple[Effort, ...] = ()
    yearly_cents: tuple[tuple[int, int], ...] = ()


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
    earliest: dt.date | None = None
    """It can't start before this day."""
    latest: dt.date | None = None
    """It has to be done by this day."""
    review: dt.date | None = None
    """When it is looked at whether it did what was expected."""
    must: Must = Must.FREE
    acceptance: Acceptance = Acceptance.OPEN
    wish: str = ""
    """What the owner proposes instead: another day (ISO) or another owner."""
    confidence: Confidence | None = None
    scenario_id: UUID | None = None
    """The scenario's story that it was found from."""
    more_categories: tuple[UUID, ...] = ()
    """Categories that it reaches besides its own."""
    variants: tuple[Variant, ...] = ()
    """Other ways to do it; the intervention itself is the full one."""
    yearly_cents: tuple[tuple[int, int], ...] = ()
    """What falls in a calendar year, as the intervention stands; the rest of its cost lies evenly over its length."""
    excludes: tuple[UUID, ...] = ()
    """Those of which only one can be done: either or."""
    lags: tuple[tuple[UUID, int], ...] = ()
    """Days that have to pass after a predecessor's end, where they are not 0."""


def blank(roadmap_id: UUID) -> Intervention:
    """A new intervention of which nothing has been said, planned and behind no other."""
    return Intervention(
        id=new_id(),
        roadmap_id=roadmap_id,
        position=0,
        title=LocalText(),
        description=LocalText(),
        category_id=None,
        owner="",
        owner_role="",
        starts=None,
        ends=None,
        cost_cents=None,
        cost_size=None,
        effort=(),
        effort_size=None,
        savings_cents=None,
        carbon_kilograms=None,
        level=None,
        kind=None,
        status=InterventionStatus.PLANNED,
        progress=0,
        metric=LocalText(),
        effects=(),
        predecessors=(),
        origin=None,
        origin_version=None,
        version=1,
    )


class MilestoneKind(StrEnum):
    OWN = "own"
    """A point that we set ourselves."""
    OUTSIDE = "outside"
    """A fixed date of the outside world: a contract's end, a budget round, a council meeting."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point in time that the plan is held against."""

    id: UUID
    roadmap_id: UUID
    title: LocalText
    day: dt.date
    intervention_id: UUID | None
    version: int
    kind: MilestoneKind = MilestoneKind.OWN
