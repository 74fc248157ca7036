"""Goals: pick national ones, write own ones, put them in order, remove them."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from lotsen.domain.goal import MOST_GOALS, Goal, GoalLevel, Hanging
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.starter import StarterGoal
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.merge import merged
from lotsen.store import goals
from lotsen.store.starter import starter

NOUN = "goal"


class Goals:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._kept: Keep[tuple[Goal, ...]] = Keep()

    def all(self, roadmap_id: UUID) -> tuple[Goal, ...]:
        """The roadmap's goals in their order, those of procurement first."""
        with self._funnel.reading() as db:
            return tuple(goals.of_roadmap(roadmap_id, db))

    def at(self, roadmap_id: UUID, revision: int) -> tuple[Goal, ...]:
        """The same as `all` at the revision that was just read, kept for who asks again."""
        return self._kept.get((roadmap_id, revision), lambda: self.all(roadmap_id))

    def national(self) -> tuple[StarterGoal, ...]:
        """The national strategy's ambitions and goals, ready to pick."""
        return starter().goals

    def add(self, roadmap_id: UUID, level: GoalLevel, title: str, language: str, who: UUID) -> Goal:
        """Write an own goal at the end of its level. Raises InvalidInput without a title, or past the limit."""
        if not title.strip():
            raise InvalidInput(N_("The goal needs a title."))
        with self._funnel.change(roadmap_id, who) as unit:
            return _add(unit, _new(roadmap_id, level, LocalText.of(title.strip(), language)))

    def pick(self, roadmap_id: UUID, keys: Sequence[str], who: UUID) -> tuple[Goal, ...]:
        """Copy national goals, all of them or none; one that is there already is not copied again.

        The short name becomes the title, as columns and bars need one; the full wording is the description. The first
        of its suggested indicators comes along. Raises InvalidInput past the limit.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            there = {goal.origin for goal in goals.of_roadmap(roadmap_id, unit.db)}
            wanted = [goal for goal in starter().goals if goal.key in keys and goal.key not in there]
            return tuple(_add(unit, _copied(roadmap_id, goal)) for goal in wanted)

    def write(self, seen: Goal, mine: Goal, who: UUID) -> Goal:
        """Save what was changed between the goal as it was seen and as it was written.

        Raises Conflict where somebody else changed the same field, InvalidInput for a goal without a title.
        """
        if not mine.title:
            raise InvalidInput(N_("The goal needs a title."))
        with self._funnel.change(seen.roadmap_id, who) as unit:
            before = _found(unit, seen.id)
            after = merged(seen, mine, before)
            if after == before:
                return before
            after = replace(after, version=before.version + 1)
            goals.write(unit.roadmap_id, after, unit.db)
            unit.record(NOUN, after.id, before, after)
            return after

    def move(self, roadmap_id: UUID, goal_id: UUID, by: int, who: UUID) -> None:
        """Move a goal up (-1) or down (+1) among those of its level; at the end it stays."""
        with self._funnel.change(roadmap_id, who) as unit:
            goal = _found(unit, goal_id)
            level = goals.of_roadmap(roadmap_id, unit.db, goal.level)
            order = [one.id for one in level]
            place = order.index(goal_id)
            order.insert(max(0, min(place + by, len(order) - 1)), order.pop(place))
            goals.place(roadmap_id, order, unit.db)
            for one in level:
                unit.record(NOUN, one.id, one, replace(one, position=order.index(one.id)))

    def change_level(self, roadmap_id: UUID, goal_id: UUID, who: UUID) -> Goal:
        """Move a goal to the end of the other level. The levels never mix: its marks and judgements stay behind.

        Raises InvalidInput where the other level is full.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            before = _found(unit, goal_id)
            other = GoalLevel.FUNCTION if before.level is GoalLevel.PROCUREMENT else GoalLevel.PROCUREMENT
            place = _free_place(unit, other)
            after = replace(before, level=other, position=place, version=before.version + 1)
            goals.change_level(roadmap_id, after, unit.db)
            unit.record(NOUN, goal_id, before, after)
            return after

    def hanging(self, roadmap_id: UUID, goal_id: UUID) -> Hanging:
        """What goes with a goal when it is removed."""
        with self._funnel.reading() as db:
            return goals.hanging(roadmap_id, goal_id, db)

    def ask_again(self, roadmap_id: UUID, goal_id: UUID, who: UUID) -> None:
        """After a rewording: the judgements stay, marked as given to the old wording until they are given again."""
        with self._funnel.change(roadmap_id, who) as unit:
            _found(unit, goal_id)
            before = goals.hanging(roadmap_id, goal_id, unit.db)
            goals.ask_again(roadmap_id, goal_id, unit.db)
            unit.vote("goal_judgements", goal_id, before, goals.hanging(roadmap_id, goal_id, unit.db))

    def discard_judgements(self, roadmap_id: UUID, goal_id: UUID, who: UUID) -> None:
        """After a rewording: everybody's judgements of the goal are removed."""
        with self._funnel.change(roadmap_id, who) as unit:
            _found(unit, goal_id)
            before = goals.hanging(roadmap_id, goal_id, unit.db)
            goals.discard_judgements(roadmap_id, goal_id, unit.db)
            unit.vote("goal_judgements", goal_id, before, goals.hanging(roadmap_id, goal_id, unit.db))

    def remove(self, roadmap_id: UUID, goal_id: UUID, who: UUID) -> None:
        """Remove a goal with everything that hangs on it."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = _found(unit, goal_id)
            goals.remove(roadmap_id, goal_id, unit.db)
            unit.record(NOUN, goal_id, before, None)


def _new(roadmap_id: UUID, level: GoalLevel, title: LocalText) -> Goal:
    return Goal(
        id=new_id(),
        roadmap_id=roadmap_id,
        level=level,
        position=0,
        title=title,
        description=LocalText(),
        indicator=LocalText(),
        unit="",
        baseline=None,
        target=None,
        target_year=None,
        present_state=LocalText(),
        actions=LocalText(),
        origin=None,
        origin_version=None,
        version=1,
    )


def _copied(roadmap_id: UUID, goal: StarterGoal) -> Goal:
    first = goal.indicators[0] if goal.indicators else None
    return replace(
        _new(roadmap_id, goal.level, goal.short),
        description=goal.title,
        indicator=first.text if first else LocalText(),
        unit=first.unit if first else "",
        origin=goal.key,
        origin_version=goal.version,
    )


def _add(unit: Unit, goal: Goal) -> Goal:
    placed = replace(goal, position=_free_place(unit, goal.level))
    goals.add(unit.roadmap_id, placed, unit.db)
    unit.record(NOUN, placed.id, None, placed)
    return placed


def _free_place(unit: Unit, level: GoalLevel) -> int:
    """The position after the last goal of a level. Raises InvalidInput where there is no place left."""
    there = goals.of_roadmap(unit.roadmap_id, unit.db, level)
    if len(there) >= MOST_GOALS:
        raise InvalidInput(
            N_("There are {most} goals already, more than a room can weigh. Remove one to make place."), most=MOST_GOALS
        )
    return max((one.position for one in there), default=-1) + 1


def _found(unit: Unit, goal_id: UUID) -> Goal:
    goal = goals.get(unit.roadmap_id, goal_id, unit.db)
    if goal is None:
        raise NotFound(N_("This goal is no longer there. Somebody may have removed it."))
    return goal
