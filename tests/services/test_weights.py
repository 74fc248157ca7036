"""Marks of several people on a real database."""

import pytest

from lotsen.bootstrap import House
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.errors import InvalidInput

PROCUREMENT, FUNCTION = GoalLevel.PROCUREMENT, GoalLevel.FUNCTION


def join(house: House, roadmap: Roadmap, name: str) -> Person:
    return house.organisations.add_person(roadmap.organisation_id, name, Role.PARTICIPANT, Viewpoint.OTHER)


def test_every_person_counts_the_same_whatever_the_scale(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b = (house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in "AB")
    other = join(house, roadmap, "Maria")
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    house.weights.give(roadmap.id, PROCUREMENT, other.id, {a: 20, b: 80}, 100, coach.id)
    group = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert group.people == 2
    assert group.weights[a].mean == pytest.approx(0.6)
    assert group.weights[b].low is None


def test_the_spread_is_shown_when_five_have_given_theirs(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b = (house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in "AB")
    for n in range(5):
        person = join(house, roadmap, f"Person {n}")
        house.weights.give(roadmap.id, PROCUREMENT, person.id, {a: n, b: 10 - n}, 10, person.id)
    weight = house.weights.weighed(roadmap.id, PROCUREMENT).weights[a]
    assert (weight.low, weight.high, weight.mean) == (0, pytest.approx(0.4), pytest.approx(0.2))


def test_while_nobody_has_given_marks_all_goals_weigh_the_same(house: House, coach: Person, roadmap: Roadmap) -> None:
    goals = [house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in "ABCD"]
    group = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert group.people == 0
    assert [group.weights[goal].mean for goal in goals] == [0.25] * 4


def test_marks_on_the_two_levels_do_not_mix(house: House, coach: Person, roadmap: Roadmap) -> None:
    a = house.goals.add(roadmap.id, PROCUREMENT, "A", "sv", coach.id).id
    f = house.goals.add(roadmap.id, FUNCTION, "F", "sv", coach.id).id
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    house.weights.give(roadmap.id, FUNCTION, coach.id, {f: 7}, 10, coach.id)
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 8}, 10, coach.id)
    assert house.weights.weighed(roadmap.id, PROCUREMENT).marks == {coach.id: {a: 8}}
    assert house.weights.weighed(roadmap.id, FUNCTION).marks == {coach.id: {f: 7}}
    with pytest.raises(InvalidInput):
        house.weights.give(roadmap.id, PROCUREMENT, coach.id, {f: 1}, 10, coach.id)


def test_too_many_marks_are_refused_and_nothing_changes(house: House, coach: Person, roadmap: Roadmap) -> None:
    a = house.goals.add(roadmap.id, PROCUREMENT, "A", "sv", coach.id).id
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    with pytest.raises(InvalidInput):
        house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 11}, 10, coach.id)
    assert house.weights.weighed(roadmap.id, PROCUREMENT).marks == {coach.id: {a: 10}}


def test_giving_marks_counts_votes_and_not_the_revision(house: House, coach: Person, roadmap: Roadmap) -> None:
    a = house.goals.add(roadmap.id, PROCUREMENT, "A", "sv", coach.id).id
    before = house.organisations.standing(roadmap.id, coach.id)
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    after = house.organisations.standing(roadmap.id, coach.id)
    assert (after.votes - before.votes, after.roadmap.revision - before.roadmap.revision) == (1, 0)


def test_marks_for_somebody_who_is_not_there_are_refused(house: House, coach: Person, roadmap: Roadmap) -> None:
    a = house.goals.add(roadmap.id, PROCUREMENT, "A", "sv", coach.id).id
    with pytest.raises(InvalidInput):
        house.weights.give(roadmap.id, PROCUREMENT, new_id(), {a: 1}, 10, coach.id)
