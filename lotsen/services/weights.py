"""What the goals weigh: each person's answers in the way that the room uses, and what the group's come to."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.analysis.results.weighing import Weighed
from lotsen.analysis.ways import weigh
from lotsen.domain.goal import POINTS, GoalLevel, checked
from lotsen.domain.organisation import Roadmap, Viewpoint
from lotsen.domain.rights import Right
from lotsen.domain.room import Weighing
from lotsen.domain.weighing import checked_places, checked_ratio, checked_swing, directed, in_order
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.store import goals, organisations, room, weights

MARKS = "goal_marks"
ANSWER = "goal_answer"
COMPARISON = "goal_comparison"
AGREED = "agreed_weight"


class GoalWeights:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._kept: Keep[Weighed] = Keep()

    def weighed(self, roadmap_id: UUID, level: GoalLevel) -> Weighed:
        """Everybody's answers on the goals of one level, and the group's weights of them in the room's way."""
        with self._funnel.reading() as db:
            roadmap = organisations.roadmap(roadmap_id, db)
            if roadmap is None:
                raise NotFound(N_("This roadmap is no longer there. Somebody may have deleted it."))
            return weighed_in(roadmap, [goal.id for goal in goals.of_roadmap(roadmap_id, db, level)], db)

    def at(self, roadmap_id: UUID, revision: int, votes: int, level: GoalLevel) -> Weighed:
        """The same as `weighed` at the revision and votes that were just read, kept for who asks again."""
        return self._kept.get((roadmap_id, revision, votes, level), lambda: self.weighed(roadmap_id, level))

    def give(
        self, roadmap_id: UUID, level: GoalLevel, person_id: UUID, marks: Mapping[UUID, int], scale: int, who: UUID
    ) -> None:
        """Replace a person's marks on the goals of one level; a coach may enter them for somebody else.

        Raises InvalidInput where more marks are given than `scale`. This and every other way raise InvalidInput for a
        goal that is not of this level and a person who is no member, NotAllowed for who answers for somebody else.
        """
        kept = checked(marks, scale)
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            subjects = _answering(unit, level, person_id, kept)
            before = _of(unit, person_id, subjects, Weighing.MARKS)
            weights.give(roadmap_id, person_id, subjects, kept, _entered_by(unit, person_id), unit.at, unit.db)
            unit.vote(MARKS, f"{person_id}:{level}", before, {goal: float(n) for goal, n in kept.items()})

    def give_swings(
        self, roadmap_id: UUID, level: GoalLevel, person_id: UUID, points: Mapping[UUID, float], who: UUID
    ) -> None:
        """Replace what the step of each goal from worst to best is worth to a person, 0 to 100.

        They count once every goal has one, and one of them is 100. Raises InvalidInput off that scale.
        """
        kept = checked_swing(points)
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            _answer(unit, level, person_id, Weighing.SWING, kept)

    def put_in_order(
        self, roadmap_id: UUID, level: GoalLevel, person_id: UUID, places: Mapping[UUID, float], who: UUID
    ) -> None:
        """Replace a person's order of the goals: places from 1, ties allowed. It counts once every goal has one."""
        kept = checked_places(places)
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            _answer(unit, level, person_id, Weighing.ORDER, kept)

    def move(self, roadmap_id: UUID, level: GoalLevel, person_id: UUID, goal_id: UUID, by: int, who: UUID) -> None:
        """Move a goal by so many places in a person's order; goals that had none keep the place that they show."""
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            subjects = _answering(unit, level, person_id, {goal_id})
            order = in_order(subjects, weights.of_person(roadmap_id, person_id, unit.db).order)
            place = order.index(goal_id)
            order.insert(max(0, min(place + by, len(order) - 1)), order.pop(place))
            _answer(unit, level, person_id, Weighing.ORDER, {goal: float(n) for n, goal in enumerate(order, 1)})

    def compare(
        self,
        roadmap_id: UUID,
        level: GoalLevel,
        person_id: UUID,
        one: UUID,
        other: UUID,
        ratio: float | None,
        who: UUID,
    ) -> None:
        """Say how many times more one goal matters to a person than another, 1/9 to 9; null takes that back.

        Comparisons count once they tie all goals together. Raises InvalidInput off that scale, and for one goal alone.
        """
        if one == other:
            raise InvalidInput(N_("A comparison takes two goals."))
        pair, kept = directed(one, other, 1.0 if ratio is None else checked_ratio(ratio))
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            _answering(unit, level, person_id, set(pair))
            before = weights.of_person(roadmap_id, person_id, unit.db).pairs.get(pair)
            after = None if ratio is None else kept
            by = _entered_by(unit, person_id)
            weights.compare(roadmap_id, person_id, pair, after, by, unit.at, unit.db)
            unit.vote(COMPARISON, f"{person_id}:{pair[0]}:{pair[1]}", before, after)

    def agree(self, roadmap_id: UUID, level: GoalLevel, points: Mapping[UUID, float], who: UUID) -> None:
        """Settle the weights of one level in the room, in points; no points let the people's answers count again.

        The answers stay as they are. Only a coach may. Raises InvalidInput for points that weigh nothing.
        """
        if points and (min(points.values()) < 0 or not 1 <= sum(points.values()) <= POINTS):
            raise InvalidInput(N_("Agree on 1 to {most} points in all, none below 0."), most=POINTS)
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
            subjects = _subjects(unit, level, set(points))
            before = {goal: n for goal, n in weights.agreed(roadmap_id, unit.db).items() if goal in subjects}
            weights.agree(roadmap_id, subjects, points, who, unit.at, unit.db)
            unit.record(AGREED, level, before or None, dict(points) or None)


def weighed_in(roadmap: Roadmap, subjects: Sequence[UUID], db: Session) -> Weighed:
    """What `subjects` weigh in a roadmap: the one place where weights for any screen or ranking come from."""
    method = room.method(roadmap.id, db)
    people = weights.of_roadmap(roadmap.id, db)
    say: dict[UUID, float] = {}
    if method.viewpoints:
        views = {one.person_id: one.viewpoint for one in organisations.members(roadmap.organisation_id, db)}
        say = {person: method.weight_of(views.get(person, Viewpoint.OTHER)) for person in people}
    return weigh(subjects, people, method.weighing, method.gathering, say, weights.agreed(roadmap.id, db))


def _answer(unit: Unit, level: GoalLevel, person_id: UUID, way: Weighing, values: Mapping[UUID, float]) -> None:
    subjects = _answering(unit, level, person_id, set(values))
    before = _of(unit, person_id, subjects, way)
    by = _entered_by(unit, person_id)
    weights.answer(unit.roadmap_id, person_id, way, subjects, values, by, unit.at, unit.db)
    unit.vote(ANSWER, f"{person_id}:{level}:{way}", before, dict(values))


def _answering(unit: Unit, level: GoalLevel, person_id: UUID, named: set[UUID] | Mapping[UUID, int]) -> list[UUID]:
    """The goals of the level, once it is clear that the person may answer on those that were named."""
    if person_id != unit.who:
        if organisations.roadmap_of_member(unit.roadmap_id, person_id, unit.db) is None:
            raise InvalidInput(N_("Goals are weighed by members of the organisation."))
        unit.require(Right.LEAD)
    return _subjects(unit, level, set(named))


def _subjects(unit: Unit, level: GoalLevel, named: set[UUID]) -> list[UUID]:
    subjects = [goal.id for goal in goals.of_roadmap(unit.roadmap_id, unit.db, level)]
    if named - set(subjects):
        raise InvalidInput(N_("One of these goals is no longer there. Look at the list again."))
    return subjects


def _of(unit: Unit, person_id: UUID, subjects: Sequence[UUID], way: Weighing) -> dict[UUID, float]:
    given: Mapping[UUID, float] = getattr(weights.of_person(unit.roadmap_id, person_id, unit.db), way.value)
    return {goal: value for goal, value in given.items() if goal in subjects}


def _entered_by(unit: Unit, person_id: UUID) -> UUID | None:
    return None if unit.who == person_id else unit.who
