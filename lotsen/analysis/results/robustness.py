"""How far a ranking holds: over weights and values (SMAA), over what a room's few answers leave open, and by change."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.analysis.results import Booleans, Floats, Integers, Method

SURE = 0.90
LIKELY = 0.65


class Sureness(StrEnum):
    """How sure it is that a category is on the top list, or that it is off it."""

    SURE = "sure"
    """At least `SURE`."""
    LIKELY = "likely"
    """At least `LIKELY`."""
    OPEN = "open"

    @classmethod
    def of(cls, probability: float) -> "Sureness":
        """The word for the likelier of two statements, of which one is true with `probability`."""
        likelier = max(probability, 1 - probability)
        return cls.SURE if likelier >= SURE else cls.LIKELY if likelier >= LIKELY else cls.OPEN


@dataclass(frozen=True, slots=True, eq=False)
class Smaa:
    """Stochastic multicriteria acceptability analysis over `draws` draws. Arrays over [alternatives] but for these:

    `rank_acceptability` [alternatives, ranks]: share of draws with that rank. Ties share the better rank, so that a
    row adds up to 1 and a column need not. `central_weights` [alternatives, criteria]: mean of the weights with which
    the alternative is first. `pairwise_winning` [alternatives, alternatives]: share of draws in which the first is
    strictly better than the second; a tie is won by neither, and the diagonal is 0.

    `confidence` is the share of value draws in which the alternative is first at its central weights; with fixed
    values it is 1 or 0. Both are NaN where an alternative is never first. `in_top` is the share of draws with a rank
    up to `top`, `standard_error` the Monte Carlo error of that share. `mean_score` is the mean over the draws.
    """

    method: Method
    draws: int
    top: int
    rank_acceptability: Floats
    central_weights: Floats
    confidence: Floats
    pairwise_winning: Floats
    in_top: Floats
    standard_error: Floats
    mean_score: Floats


class WeightSource(StrEnum):
    """Where the weights of a certainty come from."""

    AGREED = "agreed"
    PEOPLE = "people"
    ANY = "any"
    """Nobody gave weights: any weights are as good as any others."""


@dataclass(frozen=True, slots=True, eq=False)
class Certainty:
    """How sure the top list of the first `top_size` is. Arrays over [categories] but for those named below.

    `in_top` is the probability that the category belongs to the list if everybody's judgement and weights were
    known: NaN, as everything here, for a category without a rank. `expected_rank` is the mean rank, `median_rank`
    and the interval from `best_rank` to `worst_rank` (5 % lie before and 5 % behind) whole ranks, 0 without one.
    `rank_acceptability` [categories, ranks] and `pairwise_winning` [categories, categories] as in `Smaa`.
    `central_weights` [categories, goals]: mean of the goals' weights with which the category is first; NaN where it
    never is. `list_weight` and `first_weight` [categories, goals]: the weight (0 to 1 among the goals, the others in
    proportion) nearest to the present one at which the category enters or leaves the list, or becomes first or stops
    being it; NaN where none does.
    `groups` are runs of neighbouring ranks that can't be told apart, as indices of categories: the best of a group
    beats none of its members in more than nine of ten draws.
    `agreed_cells` and `agreed_weights` say what the room settled: that counts without any doubt.
    `enough` says whether at least five people stand behind it; with fewer, no probability is shown.
    """

    method: Method
    draws: int
    top_size: int
    enough: bool
    agreed_cells: int
    agreed_weights: bool
    weights_from: WeightSource
    in_top: Floats
    standard_error: Floats
    words: tuple[Sureness | None, ...]
    expected_rank: Floats
    median_rank: Integers
    best_rank: Integers
    worst_rank: Integers
    rank_acceptability: Floats
    pairwise_winning: Floats
    central_weights: Floats
    list_weight: Floats
    first_weight: Floats
    groups: tuple[tuple[int, ...], ...]

    @property
    def listed(self) -> Booleans:
        """Which categories are rather on the list than off it."""
        return self.in_top >= 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Camps:
    """Two sides in every cell; arrays [categories, subjects]. Values stand on the answers' scale, low before high.

    `lower` and `upper` are the mean answers of the two sides, NaN where answers do not differ; `lower_people` and
    `upper_people` how many stand behind them.
    """

    lower: Floats
    upper: Floats
    lower_people: Integers
    upper_people: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What the top list becomes if a cell is settled at one side's value (0 to 3).

    `enters` and `leaves` are the categories that the ranking itself would let in and out. `moves` [categories] is by
    how much each probability of being on the list would change; NaN without a rank.
    """

    value: float
    people: int
    enters: tuple[UUID, ...]
    leaves: tuple[UUID, ...]
    moves: Floats

    @property
    def movement(self) -> float:
        """The expected number of places on the list that change hands."""
        gained = self.moves[self.moves > 0].sum()
        lost = -self.moves[self.moves < 0].sum()
        return float(gained + lost) / 2


@dataclass(frozen=True, slots=True, eq=False)
class DisputedCell:
    """A cell with differing answers. `counts` are those who answered 0, 1, 2, 3 and 'I don't know'.

    `movement` is the expected movement of the list over both outcomes, each as likely as people stand behind it.
    `camps_shown` says whether at least three people stand behind each side: else the sides are not shown.
    """

    category: UUID
    subject: UUID
    counts: tuple[int, ...]
    low: Outcome
    high: Outcome
    movement: float
    camps_shown: bool

    @property
    def changes_list(self) -> bool:
        """Whether the ranking itself would change at one of the two values."""
        return bool(self.low.enters or self.low.leaves or self.high.enters or self.high.leaves)


@dataclass(frozen=True, slots=True, eq=False)
class Discussion:
    """The cells to talk about, the one that moves the top list most first; those that move it equally as they stand.

    After the first `stop_after` no cell changes the list, and none moves it by more than `threshold` places.
    """

    method: Method
    draws: int
    enough: bool
    threshold: float
    cells: tuple[DisputedCell, ...]
    stop_after: int


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """A cell whose value would have to go from `value` to `tipping` (0 to 3), all else unchanged.

    A category on the list leaves it below `tipping`, one outside enters from it on. `people` of `judges` would have
    to answer one step higher or lower; null where the room settled the value, or where one step each is too little.
    """

    subject: UUID
    value: float
    tipping: float
    judges: int
    people: int | None


@dataclass(frozen=True, slots=True)
class WeightChange:
    """A goal whose weight (0 to 1 among the goals) would have to go from `weight` past `tipping`."""

    goal: UUID
    weight: float
    tipping: float


@dataclass(frozen=True, slots=True)
class WhatChanges:
    """The smallest single change with which a category leaves the top list (`listed`) or enters it; null: none does."""

    category: UUID
    listed: bool
    judgement: JudgementChange | None
    weight: WeightChange | None
