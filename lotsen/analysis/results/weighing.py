"""What the goals weigh: each person's answers in the room's way, and what the group's come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results import Floats, Weights
from lotsen.analysis.results.methods import Pairwise, Remark
from lotsen.domain.goal import GoalWeight
from lotsen.domain.room import Gathering, Weighing, WeightAnswers


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """One person's answers, and the weights that those in the room's way come to, in the order of the subjects.

    `weights` is null while they don't count. Then `missing` are subjects without an answer, and `parts` those that
    no comparison ties together; both are empty where no goal has the 100 that swings are held against.
    """

    given: WeightAnswers
    weights: Floats | None = None
    missing: tuple[UUID, ...] = ()
    parts: tuple[tuple[UUID, ...], ...] = ()
    pairwise: Pairwise | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What the goals of one level weigh. `group` is what a ranking takes, `weights` the same by goal.

    `answers` holds everybody who answered in any way. `gathering` is the one that was taken. `points` is what the
    room agreed on, by goal, empty where it did not: then the people's answers count.
    """

    way: Weighing
    gathering: Gathering
    subjects: tuple[UUID, ...]
    answers: Mapping[UUID, Answered]
    group: Weights
    weights: Mapping[UUID, GoalWeight]
    points: Mapping[UUID, float]
    remarks: tuple[Remark, ...] = ()

    @property
    def people(self) -> int:
        """How many people's answers count."""
        return self.group.people

    @property
    def begun(self) -> int:
        """How many have answered in the room's way, but not enough to count yet."""
        return sum(one.given.given(self.way) and one.weights is None for one in self.answers.values())

    @property
    def marks(self) -> dict[UUID, dict[UUID, int]]:
        """Everybody's marks: person → goal → marks."""
        return {
            person: {goal: int(n) for goal, n in one.given.marks.items()}
            for person, one in self.answers.items()
            if one.given.marks
        }

    def given_by(self, person: UUID) -> WeightAnswers:
        """What a person has answered."""
        found = self.answers.get(person)
        return found.given if found else WeightAnswers()

    def weights_of(self, person: UUID) -> dict[UUID, float]:
        """A person's own weights by goal; empty while their answers don't count."""
        found = self.answers.get(person)
        if found is None or found.weights is None:
            return {}
        return dict(zip(self.subjects, found.weights.tolist(), strict=True))
