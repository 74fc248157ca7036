"""How a room works: its coach's method, hiding and revealing results, and dealing cells."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from lotsen.domain.category import leaves
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Role, Viewpoint
from lotsen.domain.room import Pair, RoomMethod, deal
from lotsen.errors import N_, InvalidInput, NotAllowed
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.store import categories, goals, organisations, room

NOUN = "room_method"
ASKED = "asked_cells"
MOST_WEIGHT = 10.0


class Rooms:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._known: Keep[RoomMethod] = Keep(1024)
        self._dealt: Keep[Mapping[UUID, set[Pair]]] = Keep(64)

    def method(self, roadmap_id: UUID, revision: int) -> RoomMethod:
        """What the coach has set, at the revision that was just read."""
        return self._known.get((roadmap_id, revision), lambda: self._method(roadmap_id))

    def _method(self, roadmap_id: UUID) -> RoomMethod:
        with self._funnel.reading() as db:
            return room.method(roadmap_id, db)

    def asked(self, roadmap_id: UUID, revision: int) -> Mapping[UUID, set[Pair]]:
        """The cells that were dealt to each person; whoever is not in it is asked all of them."""
        return self._dealt.get((roadmap_id, revision), lambda: self._asked(roadmap_id))

    def _asked(self, roadmap_id: UUID) -> Mapping[UUID, set[Pair]]:
        with self._funnel.reading() as db:
            return room.asked(roadmap_id, db)

    def set(self, roadmap_id: UUID, wanted: RoomMethod, who: UUID) -> None:
        """Set the room's method; only a coach may, and the record says so.

        Raises InvalidInput for a viewpoint's weight outside 0 to 10.
        """
        if any(not 0 <= weight <= MOST_WEIGHT for weight in wanted.viewpoints.values()):
            raise InvalidInput(N_("A viewpoint weighs between 0 and 10 times a person."))
        with self._funnel.change(roadmap_id, who) as unit:
            _coach(unit)
            before = room.method(roadmap_id, unit.db)
            room.set_method(roadmap_id, wanted, unit.db)
            unit.record(NOUN, roadmap_id, before, wanted)

    def hide(self, roadmap_id: UUID, hidden: bool, who: UUID) -> None:
        """Hide every result from everybody, or reveal them."""
        with self._funnel.reading() as db:
            now = room.method(roadmap_id, db)
        self.set(roadmap_id, replace(now, hidden=hidden), who)

    def weigh_viewpoint(self, roadmap_id: UUID, viewpoint: Viewpoint, weight: float, who: UUID) -> None:
        """Say openly what the people of a viewpoint count; 1 is what everybody counts at first."""
        with self._funnel.reading() as db:
            now = room.method(roadmap_id, db)
        wanted = {**now.viewpoints, viewpoint: weight}
        self.set(roadmap_id, replace(now, viewpoints={v: w for v, w in wanted.items() if w != 1}), who)

    def deal_cells(self, roadmap_id: UUID, who: UUID, *, most: int) -> int:
        """Deal the cells of category × goal to everybody but the coaches; how many people got some.

        People who already answered keep what they said. Raises InvalidInput where there is nobody to deal to.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            found = _coach(unit)
            people = sorted(
                member.person_id for member in organisations.members(found, unit.db) if member.role is not Role.COACH
            )
            if not people:
                raise InvalidInput(N_("There is nobody to deal to yet. Add the people of the room first."))
            cells = [
                (category.id, goal.id)
                for category in leaves(categories.listing(roadmap_id, unit.db))
                for goal in goals.of_roadmap(roadmap_id, unit.db, GoalLevel.PROCUREMENT)
            ]
            hands = {person: hand for person, hand in deal(cells, people, most=most).items() if hand}
            before = len(room.asked(roadmap_id, unit.db))
            room.ask(roadmap_id, hands, unit.db)
            unit.record(ASKED, roadmap_id, {"people": before, "most": None}, {"people": len(hands), "most": most})
        return len(hands)

    def ask_everything(self, roadmap_id: UUID, who: UUID) -> None:
        """Ask everybody all cells again."""
        with self._funnel.change(roadmap_id, who) as unit:
            _coach(unit)
            before = len(room.asked(roadmap_id, unit.db))
            room.ask(roadmap_id, {}, unit.db)
            unit.record(ASKED, roadmap_id, {"people": before}, {"people": 0})


def _coach(unit: Unit) -> UUID:
    """The organisation that the coach is a coach of. Raises NotAllowed for anybody else."""
    found = organisations.roadmap_of_member(unit.roadmap_id, unit.who, unit.db)
    if found is None or found[2].role is not Role.COACH:
        raise NotAllowed(N_("Only a coach of the organisation can do this."))
    return found[1].id
