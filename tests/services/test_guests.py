"""Joining a session by its code, on both databases."""

import datetime as dt
import re

import pytest

from lotsen.bootstrap import House
from lotsen.domain.coaching import CoachingSession
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind, Person, Roadmap, Role, Viewpoint
from lotsen.errors import InvalidInput, NotAllowed, NotFound
from lotsen.services import guests
from lotsen.services.accounts import MOST_BY_ADDRESS
from tests.support.houses import with_roadmap

HERE = "192.0.2.7"


def opened(house: House, coach: Person, *roadmaps: Roadmap) -> CoachingSession:
    day = dt.date(2026, 11, 24)
    ids = tuple(roadmap.id for roadmap in roadmaps)
    return house.coaching.open(coach, LocalText.of("Workshop"), day, "", "", (), ids)


def test_a_guest_is_a_participant_wherever_the_session_is_and_bound_to_it(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    other = with_roadmap(house, coach, "Grannstaden")
    session = opened(house, coach, roadmap, other)
    code = house.guests.let_join(session.id, coach.id)
    assert re.fullmatch(f"[{guests.ALPHABET}]{{9}}", code)
    assert house.coaching.open_on(roadmap.id).join_code == code  # type: ignore[union-attr]
    joined = house.guests.join(f" {code[:3]}-{code[3:6]} {code[6:].lower()}", "Aino", Viewpoint.FINANCE, HERE)
    person = house.identity.resolve(joined.token)
    assert person is not None
    assert (person.name, person.is_guest) == ("Aino", True)
    for each in (roadmap, other):
        found = house.organisations.standing(each.id, person.id).membership
        assert (found.role, found.viewpoint) == (Role.PARTICIPANT, Viewpoint.FINANCE)
    with pytest.raises(NotAllowed):
        house.organisations.make("Egen", OrganisationKind.OTHER, None, ("sv",), person)
    house.coaching.close(session.id, "", coach.id)
    assert house.identity.resolve(joined.token) is None
    with pytest.raises(NotFound):
        house.guests.join(code, "Bo", Viewpoint.OTHER, HERE)
    with pytest.raises(NotFound):
        house.guests.rejoin(joined.code, HERE)


def test_the_same_person_comes_back_with_an_own_code_and_is_not_doubled(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    session = opened(house, coach, roadmap)
    code = house.guests.let_join(session.id, coach.id)
    joined = house.guests.join(code, "Aino", Viewpoint.OTHER, HERE)
    again = house.guests.rejoin(joined.code, HERE)
    assert house.identity.resolve(again.token) == house.identity.resolve(joined.token)
    assert len(house.organisations.members(roadmap.organisation_id)) == 2
    with pytest.raises(NotFound):
        house.guests.rejoin(code, HERE)


def test_nobody_joins_by_an_older_code_or_once_it_is_shut(house: House, coach: Person, roadmap: Roadmap) -> None:
    session = opened(house, coach, roadmap)
    first = house.guests.let_join(session.id, coach.id)
    second = house.guests.let_join(session.id, coach.id)
    with pytest.raises(NotFound):
        house.guests.join(first, "Aino", Viewpoint.OTHER, HERE)
    with pytest.raises(InvalidInput):
        house.guests.join(second, "  ", Viewpoint.OTHER, HERE)
    joined = house.guests.join(second, "Aino", Viewpoint.OTHER, HERE)
    house.guests.stop_joining(session.id, coach.id)
    with pytest.raises(NotFound):
        house.guests.join(second, "Bo", Viewpoint.OTHER, HERE)
    assert house.identity.resolve(joined.token), "who is in stays in"


def test_sixty_join_from_one_address_and_a_guesser_is_stopped(house: House, coach: Person, roadmap: Roadmap) -> None:
    code = house.guests.let_join(opened(house, coach, roadmap).id, coach.id)
    for n in range(60):
        assert house.guests.join(code, f"Person {n}", Viewpoint.OTHER, HERE)
    assert len(house.organisations.members(roadmap.organisation_id)) == 61
    for _ in range(MOST_BY_ADDRESS):
        with pytest.raises(NotFound):
            house.guests.join("222222222", "x", Viewpoint.OTHER, "203.0.113.9")
    with pytest.raises(NotAllowed):
        house.guests.join(code, "x", Viewpoint.OTHER, "203.0.113.9")
    assert house.guests.join(code, "Sen", Viewpoint.OTHER, HERE)


def test_a_day_of_guessing_finds_a_code_less_than_once_in_a_million() -> None:
    tries = MOST_BY_ADDRESS * 4 * 24
    assert tries * 100 / len(guests.ALPHABET) ** guests.SIGNS < 1e-6, "with a hundred sessions open"
