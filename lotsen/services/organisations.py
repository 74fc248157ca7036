"""Organisations and their roadmaps: make, open, rename, archive, delete."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.domain.clock import Clock, today
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import Membership, Organisation, OrganisationKind, Person, Roadmap, Role, Viewpoint
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services import standing
from lotsen.services.funnel import Funnel
from lotsen.services.keep import Keep
from lotsen.services.standing import Standing
from lotsen.store import contents, organisations, people

MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Home:
    """What the start page shows: the person's organisations with their roadmaps."""

    organisations: tuple[tuple[Organisation, Membership, tuple[Roadmap, ...]], ...]
    place: dict[str, str]


def council_term(kind: OrganisationKind, day: dt.date) -> tuple[dt.date, dt.date]:
    """The horizon that an organisation's roadmap begins with: first and last day.

    Municipalities and wellbeing services counties: the council term, June 2025 to May 2029 and every four years.
    The others: four calendar years from this one.
    """
    if kind in (OrganisationKind.MUNICIPALITY, OrganisationKind.WELLBEING_COUNTY, OrganisationKind.JOINT_AUTHORITY):
        year = 2025 + 4 * ((day.year - 2025 - (day.month < 6)) // 4)
        return dt.date(year, 6, 1), dt.date(year + 4, 5, 31)
    return dt.date(day.year, 1, 1), dt.date(day.year + 3, 12, 31)


class Organisations:
    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock
        self._counts: Keep[Mapping[str, int]] = Keep(2048)

    def home(self, person_id: UUID) -> Home:
        """The person's organisations and where they last were."""
        with self._funnel.reading() as db:
            mine = organisations.of_person(person_id, db)
            return Home(
                tuple((one, member, tuple(organisations.roadmaps(one.id, db))) for one, member in mine),
                people.place(person_id, db),
            )

    def standing(self, roadmap_id: UUID, person_id: UUID) -> Standing:
        """The person in front of a roadmap. Raises NotFound where there is none for this person."""
        with self._funnel.reading() as db:
            return standing.of(roadmap_id, person_id, db)

    def allow(self, right: Right, roadmap_id: UUID, who: UUID) -> Standing:
        """The same of a person who has the right. Raises NotAllowed for who has not."""
        return self._funnel.allow(right, roadmap_id, who)

    def at(self, roadmap_id: UUID) -> tuple[Roadmap, Organisation, int]:
        """A roadmap with its organisation and its count of votes, for the machine's own commands. Raises NotFound."""
        with self._funnel.reading() as db:
            roadmap = organisations.roadmap(roadmap_id, db)
            organisation = organisations.get(roadmap.organisation_id, db) if roadmap else None
            if roadmap is None or organisation is None:
                raise NotFound(N_("This roadmap is no longer there. Somebody may have deleted it."))
            return roadmap, organisation, organisations.votes(roadmap_id, db)

    def if_standing(self, roadmap_id: UUID, person_id: UUID) -> Standing | None:
        """The same, or nothing."""
        try:
            return self.standing(roadmap_id, person_id)
        except NotFound:
            return None

    def make(
        self, name: str, kind: OrganisationKind, size: int | None, languages: tuple[str, ...], who: Person
    ) -> Roadmap:
        """Make an organisation with its first roadmap; the person who makes it is its coach."""
        if who.is_guest:
            raise standing.refused()
        if not name.strip():
            raise InvalidInput(N_("The organisation needs a name."))
        if size is not None and size < 0:
            raise InvalidInput(N_("The size can't be less than nothing."))
        spoken = tuple(language for language in languages if language in LANGUAGES) or (LANGUAGES[0],)
        made = Organisation(new_id(), LocalText.of(name.strip(), spoken[0]), kind, size, spoken)
        with self._funnel.writing() as db:
            organisations.add(made, self._funnel.now, db)
            organisations.join(made.id, who, Role.COACH, Viewpoint.PROCUREMENT, db)
        return self.make_roadmap(made.id, who.id)

    def make_roadmap(self, organisation_id: UUID, who: UUID) -> Roadmap:
        """A new, empty roadmap for the organisation's present term. Raises NotAllowed for who is no coach there."""
        with self._funnel.writing() as db:
            organisation, _ = standing.require_in(Right.MANAGE, organisation_id, who, db)
            starts, ends = council_term(organisation.kind, today(self._clock, organisation.zone))
            title = LocalText(dict.fromkeys(LANGUAGES, f"{starts.year}–{ends.year}"))
            made = Roadmap(new_id(), organisation_id, title, starts, ends, "EUR", 0, False)
            organisations.add_roadmap(made, self._funnel.now, db)
            contents.prepare(made.id, db)
        return made

    def archive(self, roadmap_id: UUID, who: UUID, *, archived: bool = True) -> None:
        """Put a roadmap away, or take it back."""
        with self._funnel.change(roadmap_id, who, Right.MANAGE) as unit:
            before = unit.here.roadmap
            organisations.set_archived(roadmap_id, archived, unit.db)
            unit.record("roadmap", roadmap_id, before, replace(before, archived=archived))

    def rename(self, roadmap_id: UUID, who: UUID, title: LocalText, starts: dt.date, ends: dt.date) -> None:
        """Write a roadmap's title and horizon."""
        if ends <= starts:
            raise InvalidInput(N_("The last day must come after the first."))
        with self._funnel.change(roadmap_id, who, Right.MANAGE) as unit:
            before = unit.here.roadmap
            organisations.set_roadmap(roadmap_id, title, starts, ends, unit.db)
            unit.record("roadmap", roadmap_id, before, replace(before, title=title, starts=starts, ends=ends))

    def contents(self, roadmap_id: UUID) -> dict[str, int]:
        """How many of each noun a roadmap holds: what a deletion takes with it, and how far the thread has come."""
        with self._funnel.reading() as db:
            return contents.count(roadmap_id, db)

    def standing_contents(self, roadmap: Roadmap, votes: int) -> Mapping[str, int]:
        """The same, counted once for each state of the roadmap."""
        return self._counts.get((roadmap.id, roadmap.revision, votes), lambda: self.contents(roadmap.id))

    def delete_roadmap(self, roadmap_id: UUID, who: UUID) -> None:
        """Delete a roadmap with everything in it."""
        with self._funnel.writing() as db:
            standing.require(Right.MANAGE, roadmap_id, who, db)
            organisations.remove_roadmap(roadmap_id, db)

    def delete(self, organisation_id: UUID, who: UUID) -> None:
        """Delete an organisation with all its roadmaps."""
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            organisations.remove(organisation_id, db)

    def remember_place(self, person_id: UUID, page: str, roadmap_id: UUID | None) -> None:
        """Note where a person is, so that the start page can offer to go on from there."""
        with self._funnel.writing() as db:
            place = {"page": page} | ({"roadmap": str(roadmap_id)} if roadmap_id else {})
            people.set_place(person_id, place, db)

    def members(self, organisation_id: UUID) -> list[Membership]:
        """Everybody in the organisation, by name."""
        with self._funnel.reading() as db:
            return organisations.members(organisation_id, db)

    def add_person(self, organisation_id: UUID, name: str, role: Role, viewpoint: Viewpoint, who: UUID) -> Person:
        """Make a person by hand and a member of the organisation. Raises NotAllowed for who is no coach there."""
        if not name.strip():
            raise InvalidInput(N_("The person needs a name."))
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            person = people.add(new_id(), name.strip(), self._funnel.now, db)
            organisations.join(organisation_id, person, role, viewpoint, db)
        return person

    def add_people(
        self, organisation_id: UUID, names: Sequence[str], viewpoint: Viewpoint, who: UUID
    ) -> tuple[Person, ...]:
        """Make several people by hand and participants of the organisation; who was added.

        A name that is there already is not added again. Raises InvalidInput without any name, or for one that is too
        long; NotAllowed for who is no coach there.
        """
        wanted = [" ".join(name.split()) for name in names if name.strip()]
        if not wanted:
            raise InvalidInput(N_("Write at least one name."))
        if too_long := next((name for name in wanted if len(name) > MOST_NAME), None):
            raise InvalidInput(
                N_("A name has at most {most} signs. Write one name on each line: '{name}…'"),
                most=MOST_NAME,
                name=too_long[:40],
            )
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            members = organisations.members(organisation_id, db)
            there = {one.person_name.casefold() for one in members}
            added = []
            for name in wanted:
                if name.casefold() not in there:
                    there.add(name.casefold())
                    person = people.add(new_id(), name, self._funnel.now, db)
                    organisations.join(organisation_id, person, Role.PARTICIPANT, viewpoint, db)
                    added.append(person)
        return tuple(added)

    def set_role(self, organisation_id: UUID, person_id: UUID, role: Role, who: UUID) -> None:
        """Say what a person may do from now on, in open tabs too. Raises InvalidInput for the last coach."""
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            there = _member(organisation_id, person_id, db)
            if role is not Role.COACH:
                _not_the_last_coach(there, db)
            person = Person(person_id, there.person_name, None)
            organisations.join(organisation_id, person, role, there.viewpoint, db)

    def remove_member(self, organisation_id: UUID, person_id: UUID, who: UUID) -> None:
        """Let a person out of the organisation; what they judged stays. Raises InvalidInput for the last coach."""
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            _not_the_last_coach(_member(organisation_id, person_id, db), db)
            organisations.leave(organisation_id, person_id, db)

    def set_viewpoint(self, roadmap_id: UUID, person_id: UUID, viewpoint: Viewpoint, who: UUID) -> None:
        """Say where a person looks from: recorded on every roadmap of the organisation, whose results may rest on it.

        Raises NotFound for who is no member.
        """
        with self._funnel.reading() as db:
            here = organisations.roadmap(roadmap_id, db)
            beside = organisations.roadmaps(here.organisation_id, db) if here else []
        with self._funnel.change_each({roadmap_id, *(one.id for one in beside)}, who, Right.LEAD) as units:
            unit = next(one for one in units if one.roadmap_id == roadmap_id)
            members = organisations.members(unit.here.organisation.id, unit.db)
            before = next((one for one in members if one.person_id == person_id), None)
            if before is None:
                raise NotFound(N_("This person is no longer here. Somebody may have removed them."))
            person = Person(person_id, before.person_name, None)
            organisations.join(before.organisation_id, person, before.role, viewpoint, unit.db)
            for each in units:
                each.record("membership", person_id, before, replace(before, viewpoint=viewpoint))


def _member(organisation_id: UUID, person_id: UUID, db: Session) -> Membership:
    found = next((one for one in organisations.members(organisation_id, db) if one.person_id == person_id), None)
    if found is None:
        raise NotFound(N_("This person is no longer here. Somebody may have removed them."))
    return found


def _not_the_last_coach(member: Membership, db: Session) -> None:
    others = [
        one
        for one in organisations.members(member.organisation_id, db)
        if one.role is Role.COACH and one.person_id != member.person_id
    ]
    if member.role is Role.COACH and not others:
        raise InvalidInput(N_("Somebody has to be the coach. Make another person coach first."))
