"""What analysis hands out: frozen results that carry their method, their inputs and every step in between.

Arrays are read-only. NaN in an array of numbers means 'not known', never zero.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.domain.category import Category, SpendBasis
from lotsen.domain.criterion import JUDGED, Criterion, CriterionKind
from lotsen.domain.factor import EmissionFactor
from lotsen.domain.followup import FollowUp
from lotsen.domain.goal import Goal
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.domain.plan import PlanContent

if TYPE_CHECKING:
    from lotsen.analysis.results.robustness import Certainty

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

FEWEST_FOR_AGREEMENT = 5
"""With one to four judges no figure of agreement is shown: it says little, and it gives persons away."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a result was made: its key, its formula as it is written, and where that comes from.

    `version` counts changes of the formula, so that a stored result can say that it was made by an older one.
    """

    key: str
    formula: str
    source: str
    version: int


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One intermediate table: English name (a message id), symbol in the formula, labels by id, and values.

    `rows` and `columns` are ids of what stands there; an empty tuple is a dimension that the step does not have.
    """

    name: str
    symbol: str
    rows: tuple[UUID, ...]
    columns: tuple[UUID, ...]
    values: NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What a group gives weight to. `each` is [people, subjects], every row adding up to 1.

    `mean` is what counts and adds up to 1: the mean, or whatever else the room gathers its people's weights by.
    `spread` is the standard deviation of the people's weights, NaN with fewer than `FEWEST_FOR_AGREEMENT` people.
    `agreed` says that the room settled the weights, which override the people's.
    """

    subjects: tuple[UUID, ...]
    each: Floats
    mean: Floats
    spread: Floats
    agreed: bool = False

    @property
    def people(self) -> int:
        """How many people gave weights; 0 means that all goals weigh the same for want of better."""
        return len(self.each)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What a group's judgements of category × subject come to; every array is [categories, subjects].

    `counts` is [categories, subjects, 5]: how many answered 0, 1, 2, 3 and 'I don't know'. `mean` and `value` are
    NaN where nobody judged; `value` is what counts: the agreed value where there is one, else the mean.
    `spread` is the standard deviation of the answers (0 to 1.5), NaN with fewer than `FEWEST_FOR_AGREEMENT` judges.
    """

    categories: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    counts: Integers
    agreed: Floats
    judges: Integers
    unsure: Integers
    mean: Floats
    spread: Floats
    value: Floats


class ColumnKind(StrEnum):
    GOAL = "goal"
    JUDGED = "judged"
    """A criterion that people judge on the goals' scale."""
    MEASURED = "measured"
    """A criterion that is read from the category's own figures."""


@dataclass(frozen=True, slots=True)
class PriorityColumn:
    """One column of the weighted table: a goal, or a criterion beside the goals."""

    id: UUID
    kind: ColumnKind
    criterion: CriterionKind | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Priorities:
    """Where the greatest benefit lies. Arrays over [categories], [columns] or [categories, columns].

    The columns are the goals and then the criteria. `value` is in the column's own unit (0 to 3 where people judge,
    cents, kilograms, days to the contract's end), `unit` the same between 0 and 1; both NaN where nothing is known.
    `weights` add up to 1. `judged` is the share of weight that is known for a category; below `least_judged` a
    category gets no rank. `parts` add up to `score` (0 to 100) along a row. `lowest` and `highest` are the score if
    everything missing turned out 0 or the most there is. `ranks` start at 1 and ties share one; 0 is unranked.
    `top` says which categories are on the list of the first `top_size`. `tipping` is the value of a cell at which
    its category would enter or leave that list, all else unchanged; NaN where no value of that cell does it.
    `matters` marks the few cells whose spread reaches that far, `critical` those that no average may hide.
    """

    revision: int
    method: Method
    people: int
    cells: Cells
    goal_weights: Weights
    categories: tuple[UUID, ...]
    columns: tuple[PriorityColumn, ...]
    weights: Floats
    value: Floats
    unit: Floats
    judges: Integers
    unsure: Integers
    spread: Floats
    agreed: Booleans
    judged: Floats
    parts: Floats
    score: Floats
    lowest: Floats
    highest: Floats
    ranks: Integers
    top: Booleans
    top_size: int
    least_judged: float
    tipping: Floats
    matters: Booleans
    critical: Booleans
    order: tuple[int, ...]
    """Indices of categories by result: ranked ones first, then by share judged, then as they stand in the tree."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every table between the answers and the ranks, in the order of the arithmetic."""
        rows, columns = self.categories, tuple(column.id for column in self.columns)
        return (
            Step("Number of judgements", "n", rows, columns, self.judges),
            Step("Value that counts", "v", rows, columns, self.value),
            Step("Value between 0 and 1", "u", rows, columns, self.unit),
            Step("Weight", "w", (), columns, self.weights),
            Step("Share of weight that is judged", "W", rows, (), self.judged),
            Step("Part of the score", "p", rows, columns, self.parts),
            Step("Score", "S", rows, (), self.score),
            Step("Rank", "r", rows, (), self.ranks),
        )

    @property
    def ranked(self) -> int:
        """How many categories have a rank."""
        return int((self.ranks > 0).sum())


PrioritiesKey = tuple[UUID, int, int, dt.date]
"""Roadmap, revision, votes and day: one state of everything that a ranking comes from."""


@dataclass(frozen=True, slots=True, eq=False)
class PrioritiesView:
    """All that the page shows, of one moment. `percents` are the criteria's weights; `money` cents in `year`.

    `key` tells this state of the roadmap from every other; `today` is what contracts are counted from.
    """

    key: PrioritiesKey
    today: dt.date
    result: Priorities
    categories: tuple[Category, ...]
    goals: tuple[Goal, ...]
    criteria: tuple[Criterion, ...]
    percents: Mapping[UUID, int]
    year: int | None
    money: Mapping[UUID, int]
    errors: Mapping[UUID, tuple[float, ...]] = field(default_factory=dict)
    """Relative standard deviations of measured figures by criterion and, in their order, category."""
    viewpoint: str = ""
    """The viewpoint whose people alone are counted; empty for everybody."""
    hidden: bool = False
    """Nobody is shown what the result says until the coach reveals it."""

    @property
    def state(self) -> tuple[PrioritiesKey, str]:
        """What everything that is made from this view is kept by."""
        return self.key, self.viewpoint

    @property
    def judged_criteria(self) -> tuple[Criterion, ...]:
        """The criteria that people judge."""
        return tuple(criterion for criterion in self.criteria if criterion.kind in JUDGED)


class Denominator(StrEnum):
    """What a share of money is a share of; every screen that shows one names it."""

    OPEN = "open"
    """The money that is open to influence."""
    ALL = "all"
    """All money in the books of the year: also in-house and what is no procurement."""


@dataclass(frozen=True, slots=True)
class Carbon:
    """kg CO2e of an amount of money, with the factor that it was multiplied with. Exact: nothing is rounded."""

    cents: int
    kilograms: Decimal
    factor: EmissionFactor


@dataclass(frozen=True, slots=True)
class CategoryFigure:
    """One category's money in the year. Shares are of the overview's denominator, between 0 and 1 but for credits.

    `cumulative` is the share of this category and all larger ones; `before` the cents of the year before, null where
    there is no figure. Counts and concentration (the largest supplier's
    share) are null where only a total is known; `carbon` is null without a factor.
    """

    category: UUID
    cents: int
    basis: SpendBasis
    share: float
    cumulative: float
    suppliers: int | None
    invoices: int | None
    concentration: float | None
    carbon: Carbon | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class SpendOverview:
    """What is bought in one year: the figures of the categories that have one, the largest first.

    `whole` is the denominator in cents: the figures, `unmapped` money that no category has yet and, where the
    denominator is all money, `in_house` and `not_procurement` too. `without` are categories that have no figure.
    `kilograms` is the sum of the carbon that is known, `covered` the share of the figures' money that it stands for.
    """

    revision: int
    method: Method
    year: int
    denominator: Denominator
    whole: int
    figures: tuple[CategoryFigure, ...]
    without: tuple[UUID, ...]
    unmapped: int
    in_house: int
    not_procurement: int
    kilograms: Decimal
    covered: float

    @property
    def mapped(self) -> int:
        """The cents that lie in categories."""
        return sum(figure.cents for figure in self.figures)

    @property
    def estimated(self) -> float:
        """The share of the categories' money that comes from something else than invoices."""
        other = sum(figure.cents for figure in self.figures if figure.basis is not SpendBasis.INVOICES)
        return other / self.mapped if self.mapped else 0.0

    def carrying(self, share: float) -> int:
        """How many of the largest categories together carry at least this share; all of them if none does."""
        for count, figure in enumerate(self.figures, 1):
            if figure.cumulative >= share:
                return count
        return len(self.figures)


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """All that the manager's page stands on, of one moment: the same results that the other pages show.

    `goals` are of both levels, `categories` the whole tree; `spend` is the latest year's, null without any figure.
    """

    organisation: Organisation
    roadmap: Roadmap
    goals: tuple[Goal, ...]
    categories: tuple[Category, ...]
    criteria: tuple[Criterion, ...]
    priorities: Priorities
    spend: SpendOverview | None
    plan: PlanContent
    certainty: "Certainty"
    hidden: bool = False
    """What the priorities say is kept from everybody until the coach reveals it."""
    told: FollowUp | None = None
    """What was said of how it goes."""
