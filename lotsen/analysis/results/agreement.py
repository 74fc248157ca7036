"""What is known of the agreement between people: one result per question, each with its method.

Answers are always [people, items]; a cell (category × goal) is an item too. People are rows, never names.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.analysis.results import Floats, Integers, Method

FEWEST_BEHIND = 3
"""A side (viewpoint or camp) is shown with at least so many people behind it, and so many beside it or nobody."""

FEWEST_FOR_CAMPS = 10
"""With fewer people than this no camps are looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Concordance:
    """Kendall's W of people who all ranked everything: 0 is no agreement, 1 the same order by all.

    `corrected` is corrected for ties, and `chi_square` and `p` (no common order at all) come from it.
    `rank_sums` is [items]: each item's ranks added up, 1 the lowest value.
    """

    method: Method
    judges: int
    corrected: float
    uncorrected: float
    chi_square: float
    degrees_of_freedom: int
    p: float
    rank_sums: Floats


class Metric(StrEnum):
    """How the distance of two answers counts in Krippendorff's alpha."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha: 1 is full agreement, 0 what chance gives, below 0 systematic disagreement.

    `value` is NaN where all answers are alike or no item has two. `observed` and `expected` are the disagreements that
    it is made of; `pairable` is how many answers stand beside another one of the same item, by `judges` people.
    """

    method: Method
    metric: Metric
    value: float
    observed: float
    expected: float
    pairable: int
    judges: int


class ConsensusWord(StrEnum):
    """AHP-OS's words for its consensus, from least to most."""

    VERY_LOW = "very low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very high"


@dataclass(frozen=True, slots=True)
class Consensus:
    """How alike people's weights are: 0 they could not be further apart, 1 they are the same.

    `within` is the mean entropy of a person's weights (H alpha), `all` that of the mean weights (H gamma), both in
    nats; what people differ by is the rest (H beta).
    """

    method: Method
    people: int
    corrected: float
    uncorrected: float
    word: ConsensusWord
    within: float
    all: float

    @property
    def between(self) -> float:
        """H beta: the entropy that comes from people being different."""
        return self.all - self.within


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """How far apart the answers to each item are; every array is [items].

    `deviation` (standard deviation of all who judged), `lowest` and `highest` are NaN with fewer than
    `FEWEST_FOR_AGREEMENT` judges.
    """

    judges: Integers
    mean: Floats
    deviation: Floats
    lowest: Floats
    highest: Floats


@dataclass(frozen=True, slots=True)
class Settling:
    """What settling one item would move: at the mean of those below its mean (`low`), or of those above (`high`).

    Ranks count from 1 for the best mean; `deviation` is the standard deviation of the answers.
    """

    item: int
    deviation: float
    mean: float
    rank: int
    low: float
    low_rank: int
    high: float
    high_rank: int

    @property
    def moves(self) -> int:
        """How many places the item moves at most."""
        return max(abs(self.low_rank - self.rank), abs(self.high_rank - self.rank))


@dataclass(frozen=True, slots=True)
class Difference:
    """Two sides (places in `Sides.names`) apart on one item: `gap` is the first's mean less the second's.

    `pooled` is the standard deviation within the sides, `effect` the gap as a multiple of it (Cohen's d); infinite
    where each side is of one mind.
    """

    first: int
    second: int
    item: int
    gap: float
    pooled: float
    effect: float


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Groups of people side by side: only those that can be shown without giving anybody away.

    `mean` is [sides, items] and NaN where too few of the side, or too few beside it, judged the item; `judges` is the
    number behind each mean, 0 where there is none. `weights` is [sides, subjects], NaN likewise. `hidden` names the
    groups left out. `differences` has, for every two sides, the items that part them most, those first.
    """

    names: tuple[str, ...]
    people: tuple[int, ...]
    mean: Floats
    judges: Integers
    weights: Floats
    differences: tuple[Difference, ...]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Camps:
    """Groups found in the answers. `members` is [people]: the camp from 0, the largest first; -1 answered nothing.

    `sides` has all camps, in that order, named by their numbers.

    `explained` is the share of the variation that lies between the camps, `by_chance` what the same number of camps
    explains on average among people without camps; `clearness` is the gap as a multiple of its standard deviation.
    """

    method: Method
    members: Integers
    sides: Sides
    explained: float
    by_chance: float
    clearness: float


@dataclass(frozen=True, slots=True)
class Stance:
    """One group on one statement. `p_agree` and `p_disagree` are estimated with one vote added to either side.

    `representative` is how much the statement sets the group apart, by agreeing (`agrees`) or disagreeing; 0 where
    one of the two tests fails.
    """

    group: str
    agree: int
    disagree: int
    passed: int
    p_agree: float
    p_disagree: float
    agrees: bool
    representative: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: how far all groups agree with it (`consensus`, 0 to 1), and where each one stands."""

    name: str
    consensus: float
    stances: tuple[Stance, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RoomAgreement:
    """How far the people of a room agree on its cells. `items` are the cells (category, goal) of every mean below.

    `order` is null where somebody did not judge everything; then `answers` says it. `tops` are the top lists of each
    viewpoint of `viewpoints` by itself, as categories by rank, with the room's weights.
    """

    people: int
    items: tuple[tuple[UUID, UUID], ...]
    order: Concordance | None
    answers: Alpha | None
    weights: Consensus | None
    viewpoints: Sides
    tops: tuple[tuple[UUID, ...], ...]
    camps: Camps | None
