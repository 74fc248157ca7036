"""What interventions are worth in a scenario, what a plan of them comes to, and which hold in all scenarios."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from lotsen.analysis.results.plan import PlanCase
from lotsen.domain.capacity import DAYS_A_QUARTER, Capacity
from lotsen.domain.intervention import Intervention
from lotsen.domain.load import owners
from lotsen.domain.plan import CLOSED
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Assumptions, Pin, Planned, Scenario

MONEY = "EUR"
"""What a case calls its money, beside the people and roles that stand in the way of something."""


class Judged(StrEnum):
    """Where the room's value in an effect comes from."""

    CATEGORY = "category"
    """Judged for the intervention's own categories."""
    GOAL = "goal"
    """Not judged there, or an intervention of the function: the goal's mean over all categories."""
    ALL = "all"
    """A goal that isn't judged by category: the mean of all that is judged."""
    NOTHING = "nothing"
    """Nothing is judged at all; it counts in full."""


@dataclass(frozen=True, slots=True)
class EffectPart:
    """One goal's part of an intervention's points. `weight` 0 to 1, `strength` 0 to 2, `value` 0 to 1."""

    goal: UUID
    weight: float
    strength: int
    value: float
    judged: Judged
    points: float


@dataclass(frozen=True, slots=True)
class InterventionEffect:
    """An intervention's points and what they are made of; `confidence` is the factor of how well it is founded."""

    intervention_id: UUID
    confidence: float
    parts: tuple[EffectPart, ...]

    @property
    def points(self) -> float:
        return sum(part.points for part in self.parts)


@dataclass(frozen=True, slots=True)
class Overload:
    """A quarter in which somebody would need more days than there are."""

    who: str
    quarter: Quarter
    days: float
    there: float


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """What a plan comes to. Money in cents, by calendar year too; `kilograms` of CO2e saved a year when all is done.

    `first` is the quarter in which the first of it is done. `overloads` and `overspent` (year, cents, there are) are
    where it takes more than there is.
    """

    effect: float
    by_goal: Mapping[UUID, float]
    cents: float
    by_year: Mapping[int, float]
    days: float
    kilograms: float
    first: Quarter | None
    planned: tuple[Planned, ...]
    overloads: tuple[Overload, ...] = ()
    overspent: tuple[tuple[int, float, float], ...] = ()

    @property
    def keeps(self) -> bool:
        """Whether days and money suffice."""
        return not self.overloads and not self.overspent


@dataclass(frozen=True, slots=True)
class ScenarioCase:
    """A scenario as a case for the solver. Period 0 is `origin`, the first quarter of this year; `now` is today's.

    `variants` are the keys of each intervention's modes (null: the intervention itself). `crowded` names those whose
    days are taken by what is under way, and more: for them nothing else fits there. `never` are interventions that
    can't be done in any quarter by what there is, each with who or what stands in the way.
    """

    case: PlanCase
    origin: Quarter
    now: int
    variants: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    crowded: tuple[str, ...] = ()
    never: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ground:
    """All that a plan is measured against: the interventions, the assumptions, who has how many days, and when.

    `ends` is the last day of the roadmap's term.
    """

    interventions: Sequence[Intervention]
    assumptions: Assumptions
    effects: Mapping[UUID, InterventionEffect]
    capacities: Mapping[str, Capacity]
    today: dt.date
    ends: dt.date
    pins: Mapping[UUID, Pin] = field(default_factory=dict)

    @property
    def now(self) -> Quarter:
        return Quarter.of(self.today)

    @property
    def last(self) -> Quarter:
        """The last quarter that is looked at."""
        ahead = self.assumptions.horizon_quarters
        return self.now + (ahead - 1) if ahead else max(Quarter.of(self.ends), self.now)

    @property
    def people(self) -> frozenset[str]:
        """Everybody who owns something, by name."""
        return owners(self.interventions)

    @property
    def open(self) -> list[Intervention]:
        """What is neither done nor stopped."""
        return [item for item in self.interventions if item.status not in CLOSED]

    def days_there(self, who: str, quarter: Quarter) -> float:
        """The days that a person or a role has in a quarter, by the scenario."""
        return self.own_days(who).of(quarter) * self.assumptions.capacity.get(who, 1.0)

    def own_days(self, who: str) -> Capacity:
        """The days that a person or a role has before the scenario changes them one by one."""
        usual = self.assumptions.capacity_days_per_quarter
        return self.capacities.get(who) or Capacity(who, DAYS_A_QUARTER if usual is None else usual)

    def named_twice(self, days: Mapping[str, Mapping[Any, float]], quarters: Collection[Quarter]) -> set[str]:
        """The persons who do exactly what one role does and have no fewer days: their limit says nothing more.

        `days` are those of each person and role, by whatever they are given to.
        """
        people = self.people
        roles = [who for who in days if who not in people]

        def enough(person: str, role: str) -> bool:
            return all(self.days_there(person, each) >= self.days_there(role, each) for each in quarters)

        return {
            person
            for person in people & days.keys()
            if any(days[role] == days[person] and enough(person, role) for role in roles)
        }

    def money_there(self, year: int) -> float | None:
        """The cents of a calendar year: of this one, the share of the quarters that are left. Null for no limit."""
        budget = self.assumptions.budget_cents_per_year
        if budget is None:
            return None
        return budget * (5 - self.now.number) / 4 if year == self.now.year else float(budget)


@dataclass(frozen=True, slots=True)
class Outlook:
    """One scenario over a roadmap: what its plans are measured against, the solver's case, the room's own plan.

    `input_hash` is of all that a plan is found from.
    """

    scenario: Scenario
    ground: Ground
    case: ScenarioCase
    own: PlanFigures
    input_hash: str


@dataclass(frozen=True, slots=True)
class Curve:
    """How much effect money buys in one scenario, days as they are: `steps` are (cents in all, best effect).

    `own` is the room's plan so, `same_cost` the best for its money, `same_effect` the cheapest that is worth as much;
    null where there is no own plan, or none that is as good.
    """

    steps: tuple[tuple[float, float], ...]
    own: tuple[float, float] | None
    same_cost: tuple[float, float] | None
    same_effect: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Core:
    """Which interventions belong to the best choice, over all scenarios and all weights that the room gave.

    `index` is the share of the best choices that contain an intervention (1: all, 0: none), a scenario counting by its
    own weight; `portfolios` how many choices that is, `scenarios` × `weights`. `input_hash` tells what it was made of.
    """

    input_hash: str
    portfolios: int
    scenarios: int
    weights: int
    index: Mapping[UUID, float]
    curves: Mapping[UUID, Curve]

    def to_json(self) -> dict[str, Any]:
        """Plain data for a job's result."""
        return {
            "input_hash": self.input_hash,
            "portfolios": self.portfolios,
            "scenarios": self.scenarios,
            "weights": self.weights,
            "index": {str(one): share for one, share in self.index.items()},
            "curves": {
                str(one): [curve.steps, curve.own, curve.same_cost, curve.same_effect]
                for one, curve in self.curves.items()
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""

        def pair(given: Any) -> tuple[float, float] | None:
            return (float(given[0]), float(given[1])) if given else None

        return cls(
            data["input_hash"],
            data["portfolios"],
            data["scenarios"],
            data["weights"],
            {UUID(one): share for one, share in data["index"].items()},
            {
                UUID(one): Curve(tuple((a, b) for a, b in steps), pair(own), pair(cost), pair(effect))
                for one, (steps, own, cost, effect) in data["curves"].items()
            },
        )
