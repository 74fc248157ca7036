"""What moved between two rankings, and what moved it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results import Floats, Integers
from lotsen.domain.coaching import Comparison
from lotsen.domain.criterion import Criterion
from lotsen.domain.localtext import LocalText


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """A ranking as it stood: what a snapshot keeps of one. Arrays [categories], [subjects] or [categories, subjects].

    `weights` are the weights that count in a row (0 to 1 over what is known there, 0 where nothing is); `unit` the
    values between 0 and 1, NaN where nothing is known; `score` 0 to 100; `ranks` 0 without one.
    """

    categories: tuple[UUID, ...]
    subjects: tuple[UUID, ...]
    weights: Floats
    unit: Floats
    score: Floats
    ranks: Integers
    top_size: int


@dataclass(frozen=True, slots=True)
class Cause:
    """A cell's share in what moved a category, in points: `judged` by another value there, `weighed` by another
    weight of its subject. `before` and `after` are the values between 0 and 1; null where nothing is known.
    `weight_before` and `weight_after` are the weights that count in the row, 0 to 1.
    """

    subject: UUID
    judged: float
    weighed: float
    before: float | None
    after: float | None
    weight_before: float
    weight_after: float

    @property
    def points(self) -> float:
        return self.judged + self.weighed


@dataclass(frozen=True, slots=True)
class Move:
    """A category's place then and now, null without a rank; what moved its score, the strongest cause first.

    The causes add up to `points`, the change of its score.
    """

    category: UUID
    then: int | None
    now: int | None
    points: float
    causes: tuple[Cause, ...]
    listed_then: bool
    listed_now: bool

    @property
    def rose(self) -> int:
        """By how many places it rose; negative when it fell, 0 where one of the two is missing."""
        return self.then - self.now if self.then and self.now else 0


@dataclass(frozen=True, slots=True)
class Movement:
    """Every category of two rankings: those ranked now first, in order, then those that were."""

    moves: tuple[Move, ...]

    @property
    def moved(self) -> tuple[Move, ...]:
        """Those with another place, the furthest move first."""
        found = [move for move in self.moves if move.then != move.now]
        return tuple(sorted(found, key=lambda move: (-abs(move.rose), move.now or 999, move.then or 999)))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two moments of one roadmap held against each other: the ranking, and in `content` what was added and what went.

    Names are the later moment's where both have one. `explained` is false where one of the two keeps places alone, or
    a ranking that does not add up: then `movement` knows no causes.
    """

    movement: Movement
    content: Comparison
    categories: Mapping[UUID, LocalText]
    goals: Mapping[UUID, LocalText]
    criteria: tuple[Criterion, ...]
    explained: bool
