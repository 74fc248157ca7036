"""How a room works on its priorities: the way it weighs, what it keeps in sight, whom the cells are dealt to."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from lotsen.domain.organisation import Membership, Viewpoint

MOST_CELLS = 25
"""Cells that one person is asked in one round: about five minutes."""

SECONDS_A_CELL = 12

FEWEST_JUDGES = 3
"""Judges that every cell gets where the room allows."""


class Weighing(StrEnum):
    """The way in which each person says what the goals weigh."""

    MARKS = "marks"
    """Ten marks, or a hundred points, shared out."""
    SWING = "swing"
    """The goal whose step from worst to best matters most is 100; the others are held against it."""
    ORDER = "order"
    """The goals in order of importance."""
    PAIRS = "pairs"
    """Two goals at a time, on Saaty's scale."""


class Gathering(StrEnum):
    """How the weights of many people become the group's."""

    MEAN = "mean"
    MEDIAN = "median"
    GEOMETRIC = "geometric"


@dataclass(frozen=True, slots=True)
class RoomMethod:
    """What a coach has set for one roadmap.

    `hidden` keeps every result from everybody until it is revealed. `viewpoints` are the weights of people by their
    viewpoint, 1 where none is named. `critical_floor` marks a category that is critical somewhere, whatever its rank.
    """

    weighing: Weighing = Weighing.MARKS
    gathering: Gathering = Gathering.MEAN
    critical_floor: bool = True
    hidden: bool = False
    viewpoints: Mapping[Viewpoint, float] = field(default_factory=dict)

    def weight_of(self, viewpoint: Viewpoint) -> float:
        """What a person with this viewpoint counts."""
        return self.viewpoints.get(viewpoint, 1.0)


Pair = tuple[UUID, UUID]
"""Two goals: the ratio kept for them says how many times more the first one matters."""


@dataclass(frozen=True, slots=True)
class WeightAnswers:
    """One person's answers about the goals of one level, in every way: marks, swing (0 to 100), order (1 is the most
    important, ties allowed), pairs (ratios 1/9 to 9)."""

    marks: Mapping[UUID, float] = field(default_factory=dict)
    swing: Mapping[UUID, float] = field(default_factory=dict)
    order: Mapping[UUID, float] = field(default_factory=dict)
    pairs: Mapping[Pair, float] = field(default_factory=dict)

    def given(self, way: Weighing) -> bool:
        """Whether this person has answered in this way."""
        return bool(getattr(self, way.value))


def deal(
    cells: Sequence[Pair], people: Sequence[UUID], *, most: int = MOST_CELLS, judges: int = FEWEST_JUDGES
) -> dict[UUID, list[Pair]]:
    """Deal cells (category, goal) to people: whole categories as far as they go, nobody more than `most` cells.

    Every cell gets `judges` people where the room is large enough for it; in a smaller room the cells come round as
    often as they can, evenly. The same cells and people are always dealt alike.
    """
    hands: dict[UUID, list[Pair]] = {person: [] for person in people}
    for _ in range(min(judges, len(people))):
        for cell in cells:
            free = [p for p in people if len(hands[p]) < most and cell not in hands[p]]
            if not free:
                continue
            near = [p for p in free if any(category == cell[0] for category, _ in hands[p][-1:])]
            hands[min(near or free, key=lambda p: len(hands[p]))].append(cell)
    return hands


def minutes(cells: int) -> int:
    """About how long it takes to answer so many cells."""
    return math.ceil(cells * SECONDS_A_CELL / 60)


@dataclass(frozen=True, slots=True)
class Shares:
    """What dealing comes to: the fewest and the most cells that a person gets, and judges that a cell gets."""

    people: int
    fewest_cells: int
    most_cells: int
    fewest_judges: int
    most_judges: int


def shares(hands: Mapping[UUID, Collection[Pair]], cells: Sequence[Pair]) -> Shares:
    """Count a deal of `cells`; whoever got none is not one of its people."""
    sizes = [len(hand) for hand in hands.values() if hand]
    judges = Counter(cell for hand in hands.values() for cell in hand)
    counts = [judges[cell] for cell in cells]
    return Shares(
        len(sizes), min(sizes, default=0), max(sizes, default=0), min(counts, default=0), max(counts, default=0)
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person has come with what is asked of them: counts, never what was said."""

    member: Membership
    asked: int
    answered: int

    @property
    def left(self) -> int:
        """How many answers are missing."""
        return self.asked - self.answered
