"""Who has how many days, and taking over a levelled plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.capacity import DAYS_A_QUARTER, Capacity
from lotsen.domain.plan import Move
from lotsen.domain.quarter import Quarter
from lotsen.errors import N_, Conflict, InvalidInput
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.written import present, write
from lotsen.store import capacity, interventions

MOST_DAYS = 10_000.0
LONGEST_NAME = 200


class Capacities:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._known: Keep[Mapping[str, Capacity]] = Keep()

    def of_roadmap(self, roadmap_id: UUID, revision: int) -> Mapping[str, Capacity]:
        """Everybody whose days are another number than the usual, by name, at a revision."""
        return self._known.get((roadmap_id, revision), lambda: self._read(roadmap_id))

    def _read(self, roadmap_id: UUID) -> Mapping[str, Capacity]:
        with self._funnel.reading() as db:
            return capacity.of_roadmap(roadmap_id, db)

    def set_days(self, roadmap_id: UUID, who: UUID, name: str, days: float | None) -> None:
        """The days that a person or role has in a quarter; null is the usual number."""
        given = DAYS_A_QUARTER if days is None else _checked(days)
        self._change(roadmap_id, who, name, lambda before: replace(before, days=given))

    def set_quarter(self, roadmap_id: UUID, who: UUID, name: str, quarter: Quarter, days: float | None) -> None:
        """The days that a person or role has in one quarter; null is as many as in the others."""
        given = None if days is None else _checked(days)

        def changed(before: Capacity) -> Capacity:
            other = {**before.other, quarter: given}
            return replace(before, other={each: n for each, n in sorted(other.items()) if n is not None})

        self._change(roadmap_id, who, name, changed)

    def _change(self, roadmap_id: UUID, who: UUID, name: str, change: Callable[[Capacity], Capacity]) -> None:
        name = name.strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise InvalidInput(N_("Say whose days they are: the name of a person or a role."))
        with self._funnel.change(roadmap_id, who) as unit:
            before = capacity.of_roadmap(roadmap_id, unit.db).get(name) or Capacity(name)
            after = change(before)
            if after != before:
                capacity.put(roadmap_id, after, unit.db)
                unit.record("capacity", name, _told(before), _told(after))

    def take_over(self, roadmap_id: UUID, who: UUID, moves: Sequence[Move]) -> None:
        """Carry out the moves of a levelled plan as one change.

        Raises Conflict, with nothing moved, where one of them has other days than were seen, or where the order would
        now be broken.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            before = _broken(unit)
            for move in moves:
                item = present(unit, move.intervention_id)
                if plan.span(item) != move.before:
                    raise _changed()
                write(unit, item, starts=move.after.first, ends=move.after.last)
            if _broken(unit) - before:
                raise _changed()


def _broken(unit: Unit) -> set[tuple[UUID, UUID]]:
    """The links that the dates don't keep."""
    found = plan.clashes(interventions.of_roadmap(unit.roadmap_id, unit.db))
    return {(each.predecessor_id, each.follower_id) for each in found}


def _changed() -> Conflict:
    return Conflict(N_("The plan has changed since it was levelled. Level it again."))


def _told(one: Capacity) -> dict[str, object]:
    return {"who": one.who, "days": one.days, "other": {str(quarter): days for quarter, days in one.other.items()}}


def _checked(days: float) -> float:
    if not 0 <= days <= MOST_DAYS:
        raise InvalidInput(N_("Days are between 0 and {most}."), most=int(MOST_DAYS))
    return days
