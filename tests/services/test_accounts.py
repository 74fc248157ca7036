"""Coming in by password and by links that work once, on both databases."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from lotsen.bootstrap import House
from lotsen.domain.account import checked_login, checked_password
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.errors import Conflict, InvalidInput, LotsenError, NotAllowed, NotFound
from lotsen.services import accounts
from lotsen.services.identity import IDLE, STAYS
from tests.support.houses import SetClock, with_roadmap

PASSWORD, OTHER = "fyra gröna hästar", "åtta blå elefanter"
HERE = "192.0.2.7"


def invited(house: House, roadmap: Roadmap, coach: Person, login: str = "aino@example.fi") -> tuple[Person, str]:
    """A participant who has come in by a link, and the cookie."""
    token = house.accounts.invite(roadmap.organisation_id, "Aino", Role.PARTICIPANT, Viewpoint.FINANCE, coach.id)
    cookie = house.accounts.accept(token, "Aino Virtanen", login, PASSWORD)
    person = house.identity.resolve(cookie)
    assert person is not None
    return person, cookie


def refused(house: House, login: str, password: str, address: str = HERE) -> str:
    with pytest.raises(NotAllowed) as error:
        house.accounts.sign_in(login, password, address)
    return error.value.text


def test_a_link_makes_a_member_with_the_role_that_it_was_made_for(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    person, _ = invited(house, roadmap, coach)
    found = house.organisations.standing(roadmap.id, person.id).membership
    assert (found.role, found.viewpoint, person.name) == (Role.PARTICIPANT, Viewpoint.FINANCE, "Aino Virtanen")
    cookie = house.accounts.sign_in(" AINO@example.fi ", PASSWORD, HERE)
    assert house.identity.resolve(cookie) == person


def test_looking_at_a_link_does_not_use_it_up_and_using_it_does(house: House, coach: Person, roadmap: Roadmap) -> None:
    token = house.accounts.invite(roadmap.organisation_id, "Bo", Role.MANAGER, Viewpoint.OTHER, coach.id)
    for _ in range(3):
        assert house.accounts.door(token, "sv").organisation == "Provköping"
    for name, login, password in (("", "bo@example.fi", "kort"), ("", "b o", PASSWORD), ("", "bo", PASSWORD)):
        with pytest.raises(InvalidInput):
            house.accounts.accept(token, name, login, password)
    house.accounts.accept(token, "", "bo@example.fi", PASSWORD)
    with pytest.raises(NotFound):
        house.accounts.accept(token, "", "bo2@example.fi", PASSWORD)


def test_of_two_who_use_a_link_at_once_one_comes_in(house: House, coach: Person, roadmap: Roadmap) -> None:
    token = house.accounts.invite(roadmap.organisation_id, "Bo", Role.MANAGER, Viewpoint.OTHER, coach.id)

    def come(n: int) -> bool:
        try:
            house.accounts.accept(token, f"Bo {n}", f"bo{n}@example.fi", PASSWORD)
        except LotsenError:
            return False
        return True

    with ThreadPoolExecutor(4) as crowd:
        assert sum(crowd.map(come, range(4))) == 1
    assert len(house.organisations.members(roadmap.organisation_id)) == 2


@pytest.mark.parametrize("later", [accounts.INVITED_FOR, accounts.INVITED_FOR * 2])
def test_a_link_that_is_too_old_or_withdrawn_opens_nothing(
    house: House, coach: Person, roadmap: Roadmap, clock: SetClock, later: dt.timedelta
) -> None:
    body = roadmap.organisation_id
    old, gone = (house.accounts.invite(body, "x", Role.COACH, Viewpoint.OTHER, coach.id) for _ in range(2))
    waiting = house.accounts.invitations(body)
    assert len(waiting) == 2
    house.accounts.withdraw(body, next(one.token_hash for one in waiting if one.token_hash == accounts.hashed(gone)),
                            coach.id)  # fmt: skip
    with pytest.raises(NotFound):
        house.accounts.door(gone, "sv")
    clock.at += later
    with pytest.raises(NotFound):
        house.accounts.door(old, "sv")
    assert house.accounts.invitations(body) == []


def test_no_such_account_and_a_wrong_password_are_told_in_the_same_words(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    invited(house, roadmap, coach)
    assert refused(house, "aino@example.fi", OTHER) == refused(house, "nobody@example.fi", PASSWORD)


def test_guessing_is_stopped_and_a_workshop_behind_one_address_is_not(
    house: House, coach: Person, roadmap: Roadmap, clock: SetClock
) -> None:
    invited(house, roadmap, coach)
    for _ in range(accounts.MOST_BY_BOTH):
        told = refused(house, "aino@example.fi", OTHER)
    assert refused(house, "aino@example.fi", PASSWORD) != told, "the right password is not tried any more"
    assert house.accounts.sign_in("aino@example.fi", PASSWORD, "198.51.100.9"), "from elsewhere she still comes in"
    for n in range(3):
        invited(house, roadmap, coach, f"person{n}@example.fi")
        assert house.accounts.sign_in(f"person{n}@example.fi", PASSWORD, HERE)
    clock.at += accounts.WINDOW
    assert house.accounts.sign_in("aino@example.fi", PASSWORD, HERE)


def test_a_login_is_tried_so_often_and_no_oftener_from_wherever(
    house: House, coach: Person, roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "MOST_BY_LOGIN", 4)
    monkeypatch.setattr(accounts, "MOST_BY_ADDRESS", 6)
    invited(house, roadmap, coach)
    tried = [refused(house, "aino@example.fi", OTHER, f"192.0.2.{n}") for n in range(5)]
    assert len(set(tried[:4])) == 1
    assert tried[4] != tried[0]
    tried = [refused(house, f"nobody{n}", OTHER, "203.0.113.1") for n in range(7)]
    assert len(set(tried[:6])) == 1
    assert tried[6] != tried[0]


def test_a_password_is_changed_by_who_knows_it_and_closes_every_other_way_in(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    person, cookie = invited(house, roadmap, coach)
    with pytest.raises(NotAllowed):
        house.accounts.set_password(person.id, "", OTHER, "nio svarta svanar")
    fresh = house.accounts.set_password(person.id, "", PASSWORD, OTHER)
    assert house.identity.resolve(cookie) is None
    assert house.identity.resolve(fresh) == person
    refused(house, "aino@example.fi", PASSWORD)
    house.accounts.sign_out_everywhere(person.id)
    assert house.identity.resolve(fresh) is None


def test_the_coach_of_this_machine_makes_an_account_and_another_cannot_take_the_login(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    house.accounts.set_password(coach.id, "Coach@Example.fi", "", PASSWORD)
    account = house.accounts.account(coach.id)
    assert account is not None
    assert account.login == "coach@example.fi"
    assert PASSWORD not in account.password_hash
    assert account.password_hash.startswith("$argon2id$")
    token = house.accounts.invite(roadmap.organisation_id, "Bo", Role.MANAGER, Viewpoint.OTHER, coach.id)
    with pytest.raises(Conflict):
        house.accounts.accept(token, "Bo", "COACH@example.fi", PASSWORD)
    assert house.accounts.door(token, "sv"), "the link still works"


def test_a_coach_gives_a_new_password_but_not_to_who_belongs_elsewhere_too(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    person, cookie = invited(house, roadmap, coach)
    first, second = (house.accounts.reset(roadmap.organisation_id, person.id, coach.id) for _ in range(2))
    with pytest.raises(NotFound):
        house.accounts.door(first, "sv")
    assert house.accounts.door(second, "sv").login == "aino@example.fi"
    house.accounts.accept(second, "", "somebody-else@example.fi", OTHER)
    assert house.identity.resolve(cookie) is None
    assert house.accounts.sign_in("aino@example.fi", OTHER, HERE)
    other = house.organisations.make("Grannstaden", *_body(), person)
    with pytest.raises(NotAllowed, match="administrator"):
        house.accounts.reset(roadmap.organisation_id, person.id, coach.id)
    with pytest.raises(NotAllowed):
        house.accounts.reset(roadmap.organisation_id, coach.id, person.id)
    with pytest.raises(NotFound):
        house.accounts.reset(other.organisation_id, coach.id, person.id)
    assert house.accounts.door(house.accounts.reset_by_administrator("aino@example.fi"), "sv").login
    with pytest.raises(NotFound):
        house.accounts.reset_by_administrator("nobody@example.fi")


def _body() -> tuple[object, int, tuple[str, ...]]:
    from lotsen.domain.organisation import OrganisationKind

    return OrganisationKind.MUNICIPALITY, 5_000, ("sv",)


def test_who_is_signed_in_joins_as_the_same_person_and_no_role_is_lost(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    other = with_roadmap(house, coach, "Grannstaden")
    person, _ = invited(house, roadmap, coach)
    token = house.accounts.invite(other.organisation_id, "", Role.MANAGER, Viewpoint.OTHER, coach.id)
    house.accounts.join(token, person)
    assert house.organisations.standing(other.id, person.id).membership.role is Role.MANAGER
    lower = house.accounts.invite(other.organisation_id, "", Role.MANAGER, Viewpoint.OTHER, coach.id)
    house.accounts.join(lower, coach)
    assert house.organisations.standing(other.id, coach.id).membership.role is Role.COACH


def test_a_way_in_ends_unused_and_in_any_case(house: House, coach: Person, roadmap: Roadmap, clock: SetClock) -> None:
    person, cookie = invited(house, roadmap, coach)
    clock.at += IDLE - dt.timedelta(hours=1)
    assert house.identity.resolve(cookie) == person
    clock.at += IDLE - dt.timedelta(hours=1)
    assert house.identity.resolve(cookie) == person, "it was used meanwhile"
    idle = house.accounts.sign_in("aino@example.fi", PASSWORD, HERE)
    clock.at += IDLE + dt.timedelta(minutes=1)
    assert house.identity.resolve(idle) is None
    last = house.accounts.sign_in("aino@example.fi", PASSWORD, HERE)
    for _ in range(5):
        clock.at += STAYS / 5
        found = house.identity.resolve(last)
    assert found is None


def test_the_last_coach_stays_one(house: House, coach: Person, roadmap: Roadmap) -> None:
    person, _ = invited(house, roadmap, coach)
    body, service = roadmap.organisation_id, house.organisations
    for attempt in (
        lambda: service.set_role(body, coach.id, Role.MANAGER, coach.id),
        lambda: service.remove_member(body, coach.id, coach.id),
    ):
        with pytest.raises(InvalidInput):
            attempt()
    service.set_role(body, person.id, Role.COACH, coach.id)
    service.set_role(body, coach.id, Role.MANAGER, person.id)
    assert service.standing(roadmap.id, coach.id).membership.role is Role.MANAGER
    service.remove_member(body, coach.id, person.id)
    with pytest.raises(NotFound):
        service.standing(roadmap.id, coach.id)


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("fyra gröna hästar", True),
        ("elva tecken", False),
        ("aaaaaaaaaaaaaaa", False),
        ("aino@example.fi!!", False),
        ("x" * 129, False),
        ("ordet är ÅÄÖ 漢字", True),
    ],
)
def test_a_password_is_long_and_not_easily_guessed(password: str, fits: bool) -> None:
    if fits:
        assert checked_password(password, "aino@example.fi") == password
        return
    with pytest.raises(InvalidInput):
        checked_password(password, "aino@example.fi")


@pytest.mark.parametrize("login", ["", "ab", "with blank", "x" * 255])
def test_a_login_that_is_none_is_refused(login: str) -> None:
    with pytest.raises(InvalidInput):
        checked_login(login)
