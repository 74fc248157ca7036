"""What if: named assumptions about weights, money, capacity and prices, what is pinned in them, and the plan found."""

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self
from uuid import UUID

from lotsen.domain.intervention import Effort, Intervention, Must, Size
from lotsen.domain.load import By, asked
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import Span
from lotsen.domain.quarter import Quarter
from lotsen.errors import N_, InvalidInput

MOST_SCENARIOS = 12
MOST_QUARTERS = 40
MOST_RATE = 0.5

COST_OF_SIZE: Mapping[Size, int] = {Size.S: 5_000_00, Size.M: 20_000_00, Size.L: 60_000_00}
"""What a size stands for where nobody knows the cost better, in cents."""
DAYS_OF_SIZE: Mapping[Size, float] = {Size.S: 5.0, Size.M: 15.0, Size.L: 40.0}
"""Person-days, the same way."""
QUARTERS_OF_SIZE: Mapping[Size | None, int] = {Size.S: 1, Size.M: 2, Size.L: 4, None: 2}
"""Quarters that an intervention without days takes, by the size of its effort."""
FUNCTION_PERCENT = 20
"""Of all weight, what the goals of the procurement function have together in a plan; the goals of procurement share
the rest. The two levels never mix where priorities are ranked; here they compete for the same days and money."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What a scenario assumes; everything that is empty is as now.

    `weights` are marks on goals of procurement (none: the room's own weights). Money is cents per calendar year, null
    for no limit. `capacity_days_per_quarter` is for whoever has no figure of their own, `capacity` a factor on
    somebody's days (0: gone). `horizon_quarters` null goes to the end of the roadmap's term. `prices` are changes of a
    category's prices (0.4: 40 % dearer). `without` are categories in which nothing new is done. `rate` is how much
    more an effect is worth a year earlier. `probability` is the scenario's own weight among the others.
    """

    weights: Mapping[UUID, int] = field(default_factory=dict)
    budget_cents_per_year: int | None = None
    capacity_days_per_quarter: float | None = None
    capacity: Mapping[str, float] = field(default_factory=dict)
    horizon_quarters: int | None = None
    prices: Mapping[UUID, float] = field(default_factory=dict)
    without: tuple[UUID, ...] = ()
    must: tuple[UUID, ...] = ()
    must_not: tuple[UUID, ...] = ()
    rate: float = 0.0
    probability: float = 1.0
    function_percent: int = FUNCTION_PERCENT

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote, now or earlier: price changes are stored as shocks, and unknown keys left out."""
        known = {one.name for one in fields(cls)}
        given = {name: value for name, value in data.items() if name in known and value is not None}
        ids = {name: tuple(UUID(one) for one in given.get(name, ())) for name in ("without", "must", "must_not")}
        return cls(
            **given
            | ids
            | {
                "weights": {UUID(goal): int(marks) for goal, marks in given.get("weights", {}).items()},
                "prices": {UUID(one["category"]): float(one["price_change"]) for one in data.get("shocks", ())},
            }
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database and archives."""
        plain: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "prices"}
        return plain | {
            "weights": {str(goal): marks for goal, marks in self.weights.items()},
            "capacity": dict(self.capacity),
            "shocks": [{"category": str(one), "price_change": change} for one, change in self.prices.items()],
            **{name: [str(one) for one in getattr(self, name)] for name in ("without", "must", "must_not")},
        }

    def factor(self, categories: Sequence[UUID]) -> float:
        """What a cost in these categories is multiplied with: the greatest change of a price counts."""
        changes = [self.prices[one] for one in categories if one in self.prices]
        return 1 + max(changes, key=abs, default=0.0)


def checked(given: Assumptions) -> Assumptions:
    """The assumptions; raises InvalidInput for what can't be."""
    amounts = (given.budget_cents_per_year or 0, given.capacity_days_per_quarter or 0.0, given.probability)
    if not all(math.isfinite(one) and one >= 0 for one in (*amounts, *given.capacity.values())):
        raise InvalidInput(N_("Money, days and the scenario's own weight can't be less than nothing. Write 0 or more."))
    if given.horizon_quarters is not None and not 1 <= given.horizon_quarters <= MOST_QUARTERS:
        raise InvalidInput(N_("A plan looks 1 to {most} quarters ahead. Write a number between."), most=MOST_QUARTERS)
    if not all(math.isfinite(one) and one > -1 for one in given.prices.values()):
        raise InvalidInput(N_("A price can't fall by 100 % or more. Write a smaller fall."))
    if not 0 <= given.rate <= MOST_RATE:
        raise InvalidInput(N_("How much an earlier effect is worth is between 0 and 50 % a year."))
    if not 0 <= given.function_percent <= 100:
        raise InvalidInput(N_("The share of the function's goals is between 0 and 100 %."))
    if both := set(given.must) & set(given.must_not):
        raise InvalidInput(
            N_("An intervention can't be both forced and forbidden ({n}). Take it out of one list."), n=len(both)
        )
    return given


@dataclass(frozen=True, slots=True)
class Scenario:
    """Named assumptions, and the story in a sentence that they come from."""

    id: UUID
    roadmap_id: UUID
    position: int
    name: LocalText
    story: LocalText
    assumptions: Assumptions
    version: int


@dataclass(frozen=True, slots=True)
class Pin:
    """What somebody has fixed by hand in a scenario: in or out, its first quarter, its variant."""

    scenario_id: UUID
    intervention_id: UUID
    must: Must = Must.FREE
    starts: dt.date | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """An intervention in a plan: its variant (null: the intervention itself), first and last quarter."""

    intervention_id: UUID
    variant: str | None
    first: Quarter
    last: Quarter


@dataclass(frozen=True, slots=True)
class PinPrice:
    """What a pin costs in effect, between `least` and `most` per cent of a point; nulls where that isn't known."""

    intervention_id: UUID
    least: float | None
    most: float | None
    possible: bool


@dataclass(frozen=True, slots=True)
class Take:
    """An intervention that a found plan gives other days, or another variant."""

    intervention_id: UUID
    before: Span | None
    after: Span
    variant: str | None


Said = tuple[str, dict[str, Any]]
"""A message id and its fields."""


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """The best plan that was found for a scenario, with what it was computed from.

    `status` is the solver's word: optimal, feasible, infeasible or nothing_yet. `gap` is how far it can be from the
    best possible (0 to 1, null: not known). `clashes` say why there is none; `violations` what an independent check of
    the plan against the raw figures found wrong (nothing: it holds).
    """

    input_hash: str
    revision: int
    votes: int
    at: dt.datetime
    status: str
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    planned: tuple[Planned, ...] = ()
    clashes: tuple[Said, ...] = ()
    violations: tuple[Said, ...] = ()
    pins: tuple[PinPrice, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database; what its row has columns for stands there."""
        return {
            "status": self.status,
            "objective": self.objective,
            "bound": self.bound,
            "gap": self.gap,
            "seconds": self.seconds,
            "planned": [
                [
                    str(one.intervention_id),
                    one.variant,
                    [one.first.year, one.first.number],
                    [one.last.year, one.last.number],
                ]
                for one in self.planned
            ],
            "clashes": [list(one) for one in self.clashes],
            "violations": [list(one) for one in self.violations],
            "pins": [[str(one.intervention_id), one.least, one.most, one.possible] for one in self.pins],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], input_hash: str, revision: int, votes: int, at: dt.datetime) -> Self:
        """Read what `to_json` wrote, with the columns of its row."""
        return cls(
            input_hash,
            revision,
            votes,
            at,
            data["status"],
            data["objective"],
            data["bound"],
            data["gap"],
            data["seconds"],
            tuple(
                Planned(UUID(i), variant, Quarter(*first), Quarter(*last))
                for i, variant, first, last in data["planned"]
            ),
            tuple((text, dict(given)) for text, given in data["clashes"]),
            tuple((text, dict(given)) for text, given in data["violations"]),
            tuple(PinPrice(UUID(i), least, most, possible) for i, least, most, possible in data["pins"]),
        )

    def better_than(self, other: "FoundPlan") -> bool:
        """Whether it takes another's place: newer input, a better plan, or more known about the same one."""
        if self.input_hash != other.input_hash:
            return True
        mine, theirs = (one.objective if one.objective is not None else -1.0 for one in (self, other))
        if mine != theirs:
            return mine > theirs
        return (1.0 if self.gap is None else self.gap) <= (1.0 if other.gap is None else other.gap)


def cost_of(item: Intervention, assumptions: Assumptions, variant: str | None = None) -> float:
    """What an intervention costs in a scenario, in cents: its own figure, or its size's.

    Where more is told for its years together than its figure says, or nothing else is, the years count.
    """
    return _cost(item, variant) * assumptions.factor(categories_of(item))


def _cost(item: Intervention, variant: str | None) -> int:
    way = next((one for one in item.variants if one.key == variant), None)
    if way and (way.cost_cents is not None or way.yearly_cents):
        return max(way.cost_cents or 0, sum(cents for _, cents in way.yearly_cents))
    if item.cost_cents is None and not item.yearly_cents:
        return COST_OF_SIZE[item.cost_size] if item.cost_size else 0
    return max(item.cost_cents or 0, sum(cents for _, cents in item.yearly_cents))


def told_of(item: Intervention, assumptions: Assumptions, variant: str | None = None) -> dict[int, float]:
    """The cents of its cost that are told for a calendar year, as the intervention stands, at a scenario's prices.

    A way of doing it with a cost of its own and no years has the intervention's years, in proportion.
    """
    way = next((one for one in item.variants if one.key == variant), None)
    told, share = item.yearly_cents, 1.0
    if way and way.yearly_cents:
        told = way.yearly_cents
    elif way and way.cost_cents is not None:
        whole = _cost(item, None)
        share = way.cost_cents / whole if whole else 0.0
    factor = assumptions.factor(categories_of(item)) * share
    return {year: cents * factor for year, cents in told if cents * factor}


def effort_of(item: Intervention, variant: str | None = None) -> tuple[Effort, ...]:
    """The person-days by role: as told, or the size's, which the owner bears."""
    told = next((one.effort for one in item.variants if one.key == variant and one.effort), item.effort)
    if told or item.effort_size is None:
        return told
    bearer = item.owner_role or item.owner
    return (Effort(bearer, DAYS_OF_SIZE[item.effort_size]),) if bearer else ()


def demand_of(item: Intervention, people: Collection[str], variant: str | None = None) -> dict[str, float]:
    """The person-days of every role and of every named person (those in `people`).

    A person gives what is asked in their name, and what is asked of their role in what they own; so such days stand
    under both, and count once in a sum over roles alone.
    """
    effort = effort_of(item, variant)
    roles: dict[str, float] = {}
    for one in effort:
        roles[one.role] = roles.get(one.role, 0.0) + one.days
    return roles | asked(replace(item, effort=effort, effort_size=None), By.PERSON, people)


def categories_of(item: Intervention) -> tuple[UUID, ...]:
    """Every category that an intervention reaches; none for the procurement function."""
    return ((item.category_id,) if item.category_id else ()) + item.more_categories
