"""What the goals weigh: each person's marks, and what the group's come to."""

from collections.abc import Mapping
from uuid import UUID

from lotsen.analysis.results import FEWEST_FOR_AGREEMENT
from lotsen.analysis.weights import group_weights
from lotsen.domain.goal import GoalLevel, GoalWeight, Weighed, checked
from lotsen.errors import N_, InvalidInput
from lotsen.services.funnel import Funnel
from lotsen.services.keep import Keep
from lotsen.store import goals, organisations, weights

NOUN = "goal_marks"


class GoalWeights:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._kept: Keep[Weighed] = Keep()

    def weighed(self, roadmap_id: UUID, level: GoalLevel) -> Weighed:
        """Everybody's marks on the goals of one level, and the group's weights of them."""
        with self._funnel.reading() as db:
            subjects = [goal.id for goal in goals.of_roadmap(roadmap_id, db, level)]
            everybody = weights.of_roadmap(roadmap_id, db)
        return weighed(subjects, everybody)

    def at(self, roadmap_id: UUID, revision: int, votes: int, level: GoalLevel) -> Weighed:
        """The same as `weighed` at the revision and votes that were just read, kept for who asks again."""
        return self._kept.get((roadmap_id, revision, votes, level), lambda: self.weighed(roadmap_id, level))

    def give(
        self, roadmap_id: UUID, level: GoalLevel, person_id: UUID, marks: Mapping[UUID, int], scale: int, who: UUID
    ) -> None:
        """Replace a person's marks on the goals of one level; `who` may enter them for somebody else.

        Raises InvalidInput where more marks are given than `scale`, to a goal that is not of this level, or by somebody
        who is no member.
        """
        kept = checked(marks, scale)
        with self._funnel.change(roadmap_id, who) as unit:
            if not organisations.roadmap_of_member(roadmap_id, person_id, unit.db):
                raise InvalidInput(N_("Marks are given by members of the organisation."))
            subjects = [goal.id for goal in goals.of_roadmap(roadmap_id, unit.db, level)]
            if set(kept) - set(subjects):
                raise InvalidInput(N_("One of these goals is no longer there. Look at the list again."))
            before = weights.of_person(roadmap_id, person_id, subjects, unit.db)
            entered_by = None if who == person_id else who
            weights.give(roadmap_id, person_id, subjects, kept, entered_by, unit.at, unit.db)
            unit.vote(NOUN, f"{person_id}:{level}", before, kept)


def weighed(subjects: list[UUID], everybody: Mapping[UUID, Mapping[UUID, int]]) -> Weighed:
    """Marks as the group's weights: mean, and lowest and highest where enough people have given theirs."""
    mine = {person: {g: given[g] for g in subjects if given.get(g)} for person, given in everybody.items()}
    given = {person: marks for person, marks in mine.items() if marks}
    group = group_weights(subjects, [{g: float(n) for g, n in marks.items()} for marks in given.values()])
    spread = group.people >= FEWEST_FOR_AGREEMENT
    return Weighed(
        marks=given,
        weights={
            goal: GoalWeight(
                mean=float(group.mean[place]),
                low=float(group.each[:, place].min()) if spread else None,
                high=float(group.each[:, place].max()) if spread else None,
            )
            for place, goal in enumerate(subjects)
        },
    )
