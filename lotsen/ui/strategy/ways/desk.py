"""What every way of weighing works on: whose answers, on which goals, beside which group."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results.weighing import Weighed
from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.room import RoomMethod, WeightAnswers
from lotsen.ui.access import Visit
from lotsen.ui.components import marks


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """One person's answers at one moment. `person` is the reader, or somebody whom a coach enters answers for."""

    visit: Visit
    goals: Sequence[Goal]
    level: GoalLevel
    method: RoomMethod
    weighed: Weighed
    person: UUID

    @property
    def given(self) -> WeightAnswers:
        """What the person has answered, in every way."""
        return self.weighed.given_by(self.person)

    @property
    def settled(self) -> bool:
        """Whether the group's weight is what the room agreed on."""
        return self.weighed.group.agreed

    @property
    def seen(self) -> bool:
        """Whether the group has weights that may be seen."""
        return not self.method.hidden and (self.weighed.people > 0 or self.settled)

    def key(self, name: str) -> str:
        """The key of an element that belongs to this person and level."""
        return f"strategy:{name}:{self.level}:{self.person}"

    def rows(self, given: dict[UUID, int] | None = None) -> list[marks.Row]:
        """The goals as rows of bars, with the group's weight and range where they may be seen."""
        rows = []
        for goal in self.goals:
            weight = self.weighed.weights[goal.id]
            mine = (given or {}).get(goal.id)
            group = (weight.mean, weight.low, weight.high) if self.seen else (None, None, None)
            rows.append(marks.Row(str(goal.id), self.visit.t.local(goal.title), mine, *group))
        return rows

    def bars(self) -> None:
        """The weights that the person's answers come to, beside the group's; nothing while there are neither."""
        shares = {str(goal): share for goal, share in self.weighed.weights_of(self.person).items()}
        if shares or self.seen:
            marks.bars(self.visit.t, self.rows(), shares, key=self.key("bars"), agreed=self.settled)
