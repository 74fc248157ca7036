import datetime as dt

import pytest

from lotsen.bootstrap import House
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import OrganisationKind, Person, Roadmap, Role, Viewpoint
from lotsen.errors import InvalidInput, NotAllowed, NotFound
from lotsen.services.organisations import council_term
from lotsen.store import changes


def test_a_new_organisation_has_a_roadmap_for_the_council_term(house: House, coach: Person) -> None:
    made = house.organisations.make(" Strandvik ", OrganisationKind.MUNICIPALITY, 20_000, ("sv", "fi"), coach)
    standing = house.organisations.standing(made.id, coach.id)
    assert standing.organisation.name.show("fi") == "Strandvik"
    assert (standing.roadmap.starts, standing.roadmap.ends) == (dt.date(2025, 6, 1), dt.date(2029, 5, 31))
    assert standing.organisation.languages == ("sv", "fi")


def test_an_organisation_without_a_name_is_refused(house: House, coach: Person) -> None:
    with pytest.raises(InvalidInput):
        house.organisations.make("  ", OrganisationKind.PARISH, None, ("sv",), coach)
    assert house.organisations.home(coach.id).organisations == ()


def test_a_roadmap_is_not_found_by_who_is_no_member(house: House, roadmap: Roadmap) -> None:
    with pytest.raises(NotFound):
        house.organisations.standing(roadmap.id, new_id())


def test_a_change_counts_the_revision_and_says_who_made_it(house: House, coach: Person, roadmap: Roadmap) -> None:
    title = LocalText.of("2025–2029, ny", "sv")
    house.organisations.rename(roadmap.id, coach.id, title, roadmap.starts, roadmap.ends)
    assert house.organisations.standing(roadmap.id, coach.id).roadmap.revision == 1
    with house.database.reading() as db:
        change = changes.recent(roadmap.id, db)[0]
    assert (change.noun, change.who, change.revision) == ("roadmap", coach.id, 1)
    assert change.after is not None
    assert change.after["title"]["versions"]["sv"] == "2025–2029, ny"


def test_saving_what_is_there_already_changes_nothing(house: House, coach: Person, roadmap: Roadmap) -> None:
    house.organisations.rename(roadmap.id, coach.id, roadmap.title, roadmap.starts, roadmap.ends)
    assert house.organisations.standing(roadmap.id, coach.id).roadmap.revision == 0


def test_only_a_coach_deletes(house: House, coach: Person, roadmap: Roadmap) -> None:
    with pytest.raises(NotFound):
        house.organisations.delete_roadmap(roadmap.id, new_id())
    house.organisations.delete_roadmap(roadmap.id, coach.id)
    with pytest.raises(NotFound):
        house.organisations.standing(roadmap.id, coach.id)


@pytest.mark.parametrize(
    ("kind", "day", "years"),
    [
        (OrganisationKind.MUNICIPALITY, dt.date(2026, 11, 23), (2025, 2029)),
        (OrganisationKind.MUNICIPALITY, dt.date(2029, 5, 31), (2025, 2029)),
        (OrganisationKind.MUNICIPALITY, dt.date(2029, 6, 1), (2029, 2033)),
        (OrganisationKind.WELLBEING_COUNTY, dt.date(2024, 1, 1), (2021, 2025)),
        (OrganisationKind.STATE_AGENCY, dt.date(2026, 11, 23), (2026, 2029)),
    ],
)
def test_the_horizon_is_the_council_term_or_four_years(
    kind: OrganisationKind, day: dt.date, years: tuple[int, int]
) -> None:
    starts, ends = council_term(kind, day)
    assert (starts.year, ends.year) == years
    assert starts <= day <= ends


def test_pasted_names_become_participants_once_each(house: House, coach: Person, roadmap: Roadmap) -> None:
    add, organisation = house.organisations.add_people, roadmap.organisation_id
    added = add(organisation, ["  Aino  Virtanen ", "", "Bo Ek", "bo ek"], Viewpoint.FINANCE, coach.id)
    assert [one.name for one in added] == ["Aino Virtanen", "Bo Ek"]
    assert add(organisation, ["AINO VIRTANEN", "Cia"], Viewpoint.OTHER, coach.id)[0].name == "Cia"
    people = {one.person_name: (one.role, one.viewpoint) for one in house.organisations.members(organisation)}
    assert people["Aino Virtanen"] == (Role.PARTICIPANT, Viewpoint.FINANCE)
    assert len(people) == 4


@pytest.mark.parametrize("names", [[], ["", "  "], ["x" * 201]])
def test_names_that_are_none_are_refused(house: House, coach: Person, roadmap: Roadmap, names: list[str]) -> None:
    with pytest.raises(InvalidInput):
        house.organisations.add_people(roadmap.organisation_id, names, Viewpoint.OTHER, coach.id)


def test_only_a_coach_adds_people_and_says_where_they_look_from(house: House, coach: Person, roadmap: Roadmap) -> None:
    [aino] = house.organisations.add_people(roadmap.organisation_id, ["Aino"], Viewpoint.OTHER, coach.id)
    with pytest.raises(NotAllowed):
        house.organisations.add_people(roadmap.organisation_id, ["Bo"], Viewpoint.OTHER, aino.id)
    with pytest.raises(NotAllowed):
        house.organisations.set_viewpoint(roadmap.id, aino.id, Viewpoint.LEGAL, aino.id)
    with pytest.raises(NotFound):
        house.organisations.set_viewpoint(roadmap.id, new_id(), Viewpoint.LEGAL, coach.id)


def test_a_changed_viewpoint_is_recorded(house: House, coach: Person, roadmap: Roadmap) -> None:
    [aino] = house.organisations.add_people(roadmap.organisation_id, ["Aino"], Viewpoint.OTHER, coach.id)
    house.organisations.set_viewpoint(roadmap.id, aino.id, Viewpoint.ELECTED, coach.id)
    found = house.organisations.standing(roadmap.id, aino.id)
    assert (found.membership.viewpoint, found.membership.role) == (Viewpoint.ELECTED, Role.PARTICIPANT)
    with house.database.reading() as db:
        change = changes.recent(roadmap.id, db)[0]
    assert (change.noun, change.object_id) == ("membership", str(aino.id))
    assert change.after is not None
    assert change.after["viewpoint"] == "elected"


def test_a_changed_viewpoint_changes_every_roadmap_of_the_organisation(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    [aino] = house.organisations.add_people(roadmap.organisation_id, ["Aino"], Viewpoint.OTHER, coach.id)
    other = house.archive.copy(roadmap.id, coach, LocalText.of("2029–2033", "sv"), roadmap.starts, roadmap.ends)
    apart = house.organisations.make("Nordvik", OrganisationKind.PARISH, None, ("sv",), coach)

    def revisions() -> list[int]:
        each = (roadmap.id, other.id, apart.id)
        return [house.organisations.standing(one, coach.id).roadmap.revision for one in each]

    before = revisions()
    house.organisations.set_viewpoint(other.id, aino.id, Viewpoint.ELECTED, coach.id)
    assert revisions() == [before[0] + 1, before[1] + 1, before[2]]
    house.organisations.set_viewpoint(other.id, aino.id, Viewpoint.ELECTED, coach.id)
    assert revisions() == [before[0] + 1, before[1] + 1, before[2]], "the same again changes nothing"
