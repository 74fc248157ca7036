"""Starter content: what an organisation may copy and then own. Every piece has a key, a version and three languages.

A copy remembers the key as `origin` and the version as `origin_version`; what the user edited wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lotsen.domain.category import Influence
from lotsen.domain.factor import EmissionFactor
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import InterventionKind, InterventionLevel, Size
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind
from lotsen.domain.policy_line import LineForce
from lotsen.domain.spend import RuleField

ANY_TREE = "*"
"""The tree of rules that hold whatever tree the organisation uses."""


@dataclass(frozen=True, slots=True)
class StarterIndicator:
    """A way to follow a goal. `unit` is what stands behind the number: '%', 't CO2e', empty for a plain count."""

    text: LocalText
    unit: str


@dataclass(frozen=True, slots=True)
class StarterGoal:
    """A goal to pick. `parent` is the ambition that it makes concrete, null for the ambitions themselves.

    `short` is two to four words for heads of columns. `ours` names the languages whose wording is the product's own,
    where no official one was found; the others are quoted from `source`.
    """

    key: str
    version: int
    parent: str | None
    level: GoalLevel
    title: LocalText
    short: LocalText
    indicators: tuple[StarterIndicator, ...]
    source: LocalText
    ours: frozenset[str]


@dataclass(frozen=True, slots=True)
class StarterLine:
    """A policy line to adapt. `goals` are starter goals, `categories` keys of the municipal tree (none: all)."""

    key: str
    version: int
    text: LocalText
    reason: LocalText
    force: LineForce
    goals: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StarterCategory:
    """A category of a starter tree; `factor` is the key of its emission factor, null where none fits."""

    key: str
    parent: str | None
    code: str
    name: LocalText
    factor: str | None
    ours: frozenset[str]


@dataclass(frozen=True, slots=True)
class StarterTree:
    """A tree of categories to start from; `kinds` are the organisations that it was made for (none: any)."""

    key: str
    version: int
    name: LocalText
    description: LocalText
    kinds: tuple[OrganisationKind, ...]
    source: str
    categories: tuple[StarterCategory, ...]


@dataclass(frozen=True, slots=True)
class StarterRule:
    """A mapping rule for the trees of starter content: see `MappingRule` for what `match` may say.

    `tree` is a tree's key or `ANY_TREE`; `category` a key of that tree. The words of a text rule are beginnings of
    words, because Swedish and Finnish compound and Finnish inflects.
    """

    key: str
    tree: str
    field: RuleField
    match: str
    category: str | None
    influence: Influence | None


@dataclass(frozen=True, slots=True)
class StarterIntervention:
    """An intervention of the library. `months` is how long it usually takes; `effects` are (starter goal, 0 to 2)."""

    key: str
    version: int
    title: LocalText
    description: LocalText
    level: InterventionLevel
    kind: InterventionKind
    size: Size
    months: int
    effects: tuple[tuple[str, int], ...]
    categories: tuple[str, ...]
    metric: LocalText
    predecessors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StarterScenario:
    """A story to start from. `question` is what it asks the room, `ideas` are library interventions that answer it.

    `budget` is a factor on the money a year; `first` are beginnings of keys of goals that get most of the weight;
    `factors` are emission factors of the categories whose prices change by `price`; `gone` takes away the days of
    whoever has the most to do.
    """

    key: str
    version: int
    name: LocalText
    story: LocalText
    question: LocalText
    budget: float
    first: tuple[str, ...]
    factors: tuple[str, ...]
    price: float
    gone: bool
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class Starter:
    """All starter content, in the order that screens list it."""

    goals: tuple[StarterGoal, ...]
    lines: tuple[StarterLine, ...]
    trees: tuple[StarterTree, ...]
    rules: tuple[StarterRule, ...]
    factors: tuple[EmissionFactor, ...]
    interventions: tuple[StarterIntervention, ...]
    scenarios: tuple[StarterScenario, ...] = ()

    @cached_property
    def ambitions(self) -> tuple[StarterGoal, ...]:
        """The goals at the top, which the others make concrete."""
        return tuple(goal for goal in self.goals if goal.parent is None)

    @cached_property
    def goal(self) -> Mapping[str, StarterGoal]:
        return {goal.key: goal for goal in self.goals}

    @cached_property
    def tree(self) -> Mapping[str, StarterTree]:
        return {tree.key: tree for tree in self.trees}

    @cached_property
    def factor(self) -> Mapping[str, EmissionFactor]:
        return {factor.key: factor for factor in self.factors}

    @cached_property
    def intervention(self) -> Mapping[str, StarterIntervention]:
        return {intervention.key: intervention for intervention in self.interventions}

    @cached_property
    def scenario(self) -> Mapping[str, StarterScenario]:
        return {scenario.key: scenario for scenario in self.scenarios}

    def rules_for(self, tree: str) -> tuple[StarterRule, ...]:
        """The rules of one tree, and those that hold for any."""
        return tuple(rule for rule in self.rules if rule.tree in (tree, ANY_TREE))
