"""How a room works: its coach's method, hiding and revealing results, and dealing cells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.domain.category import leaves
from lotsen.domain.criterion import JUDGED
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Membership, Roadmap, Role, Viewpoint
from lotsen.domain.rights import Right
from lotsen.domain.room import Pair, Progress, RoomMethod, Shares, deal, shares
from lotsen.errors import N_, InvalidInput
from lotsen.services.funnel import Funnel
from lotsen.services.keep import Keep
from lotsen.store import assessments, categories, goals, organisations, room

NOUN = "room_method"
ASKED = "asked_cells"
MOST_WEIGHT = 10.0


class Rooms:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._known: Keep[RoomMethod] = Keep(1024)
        self._dealt: Keep[Mapping[UUID, set[Pair]]] = Keep(64)
        self._answered: Keep[tuple[set[Pair], Mapping[UUID, set[Pair]]]] = Keep(64)
        self._shares: Keep[Shares] = Keep(64)

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
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
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

    def progress(self, roadmap: Roadmap, votes: int) -> tuple[Progress, ...]:
        """How far everybody has come with what is asked of them, by name; a coach is one of them once she has answered.

        Whoever was dealt no cells is asked all of them, what stands beside the goals included.
        """
        key = (roadmap.id, roadmap.revision, votes)
        everything, answered = self._answered.get(key, lambda: _read_answered(roadmap.id, self._funnel))
        asked = self.asked(roadmap.id, roadmap.revision)
        with self._funnel.reading() as db:
            people = organisations.members(roadmap.organisation_id, db)
        found = []
        for one in people:
            wanted = asked.get(one.person_id, everything) & everything
            given = answered.get(one.person_id, set()) & wanted
            if given or one.role is not Role.COACH:
                found.append(Progress(one, len(wanted), len(given)))
        return tuple(found)

    def dealt(self, roadmap: Roadmap) -> Shares | None:
        """What the present deal comes to; nothing where everybody is asked everything."""
        hands = self.asked(roadmap.id, roadmap.revision)
        if not hands:
            return None
        with self._funnel.reading() as db:
            return shares(hands, _cells(roadmap.id, db))

    def would_deal(self, roadmap: Roadmap, most: int) -> Shares:
        """What dealing at most `most` cells each to everybody who is here now would come to."""
        with self._funnel.reading() as db:
            people = _dealt_to(organisations.members(roadmap.organisation_id, db))

        def make() -> Shares:
            with self._funnel.reading() as db:
                cells = _cells(roadmap.id, db)
            return shares(deal(cells, people, most=most), cells)

        return self._shares.get((roadmap.id, roadmap.revision, most, tuple(people)), make)

    def deal_cells(self, roadmap_id: UUID, who: UUID, *, most: int) -> int:
        """Deal the cells of category × goal to everybody but the coaches; how many people got some.

        People who already answered keep what they said. Raises InvalidInput where there is nobody to deal to, or
        nothing.
        """
        if most < 1:
            raise InvalidInput(N_("Everybody who judges gets at least one cell."))
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
            people = _dealt_to(organisations.members(unit.here.organisation.id, unit.db))
            if not people:
                raise InvalidInput(N_("There is nobody to deal to yet. Add the people of the room first."))
            hands = {
                person: hand for person, hand in deal(_cells(roadmap_id, unit.db), people, most=most).items() if hand
            }
            before = len(room.asked(roadmap_id, unit.db))
            room.ask(roadmap_id, hands, unit.db)
            unit.record(ASKED, roadmap_id, {"people": before, "most": None}, {"people": len(hands), "most": most})
        return len(hands)

    def ask_everything(self, roadmap_id: UUID, who: UUID) -> None:
        """Ask everybody all cells again."""
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
            before = len(room.asked(roadmap_id, unit.db))
            room.ask(roadmap_id, {}, unit.db)
            unit.record(ASKED, roadmap_id, {"people": before}, {"people": 0})


def _dealt_to(members: Sequence[Membership]) -> list[UUID]:
    """Everybody but the coaches, always in the same order."""
    return sorted(member.person_id for member in members if member.role is not Role.COACH)


def _cells(roadmap_id: UUID, db: Session) -> list[Pair]:
    """All cells of category × goal."""
    columns = goals.of_roadmap(roadmap_id, db, GoalLevel.PROCUREMENT)
    return [(row.id, goal.id) for row in leaves(categories.listing(roadmap_id, db)) for goal in columns]


def _read_answered(roadmap_id: UUID, funnel: Funnel) -> tuple[set[Pair], Mapping[UUID, set[Pair]]]:
    """All cells that can be asked, and those that each person has answered."""
    with funnel.reading() as db:
        beside = [one.id for one, _ in assessments.criteria(roadmap_id, db) if one.kind in JUDGED]
        cells = _cells(roadmap_id, db)
        rows = {category for category, _ in cells}
        return {*cells, *((row, subject) for row in rows for subject in beside)}, assessments.answered(roadmap_id, db)
