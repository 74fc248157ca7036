"""The ranking of a roadmap on a real database."""

import dataclasses
import datetime as dt
from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.assessment import Judgement
from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.errors import InvalidInput, NotAllowed, NotFound
from lotsen.services.priorities import PrioritiesView


class Room:
    """Two categories and two goals, judged by two people: energy 3 and 0, food 1 and 2."""

    def __init__(self, house: House, coach: Person, roadmap: Roadmap) -> None:
        self.house, self.coach, self.roadmap = house, coach, roadmap
        self.energy, self.food = (house.categories.add(roadmap.id, coach.id, name, "sv").id for name in ("E", "F"))
        level = GoalLevel.PROCUREMENT
        self.climate, self.market = (house.goals.add(roadmap.id, level, one, "sv", coach.id).id for one in ("K", "M"))
        self.maria = house.organisations.add_person(
            roadmap.organisation_id, "Maria", Role.PARTICIPANT, Viewpoint.OTHER, coach.id
        )
        answers = {
            (self.energy, self.climate): 3, (self.energy, self.market): 0,
            (self.food, self.climate): 1, (self.food, self.market): 2,
        }  # fmt: skip
        for person in (coach, self.maria):
            given = [Judgement(*cell, value) for cell, value in answers.items()]
            house.assessments.judge(roadmap.id, person.id, given, person.id)

    def view(self) -> PrioritiesView:
        standing = self.house.organisations.standing(self.roadmap.id, self.coach.id)
        return self.house.priorities.view(standing.roadmap, standing.organisation, standing.votes)

    def ranks(self) -> dict[UUID, int]:
        result = self.view().result
        return dict(zip(result.categories, result.ranks.tolist(), strict=True))

    def criterion(self, kind: str) -> UUID:
        return next(one.id for one in self.view().criteria if one.kind == kind)


@pytest.fixture
def room(house: House, coach: Person, roadmap: Roadmap) -> Room:
    return Room(house, coach, roadmap)


def test_judgements_and_weights_make_the_ranking(room: Room) -> None:
    assert room.ranks() == {room.energy: 1, room.food: 1}
    house, coach = room.house, room.coach
    house.weights.give(
        room.roadmap.id, GoalLevel.PROCUREMENT, coach.id, {room.climate: 8, room.market: 2}, 10, coach.id
    )
    assert room.ranks() == {room.energy: 1, room.food: 2}
    result = room.view().result
    assert result.score == pytest.approx([80, 100 * (0.8 / 3 + 0.2 * 2 / 3)])
    assert result.people == 2


def test_a_state_of_the_roadmap_is_computed_once_and_a_vote_makes_another(room: Room) -> None:
    first = room.view()
    assert room.view() is first
    answer = Judgement(room.energy, room.market, 3)
    room.house.assessments.judge(room.roadmap.id, room.maria.id, [answer], room.maria.id)
    assert room.view() is not first
    assert room.ranks() == {room.energy: 1, room.food: 2}


def test_an_agreed_value_counts_instead_of_the_mean(room: Room) -> None:
    room.house.assessments.agree(room.roadmap.id, room.food, room.climate, 3, room.coach.id)
    assert room.ranks() == {room.food: 1, room.energy: 2}
    assert room.view().result.agreed.sum() == 1


def test_money_of_the_latest_year_stands_beside_and_weighs_nothing_until_it_is_given_weight(room: Room) -> None:
    house, coach = room.house, room.coach
    for year, category, cents in ((2024, room.energy, 9_00), (2025, room.energy, 100_00), (2025, room.food, 400_00)):
        house.categories.state(room.roadmap.id, coach.id, CategorySpend(category, year, cents, SpendBasis.TYPED))
    view = room.view()
    assert view.year == 2025
    assert view.money == {room.energy: 100_00, room.food: 400_00}
    assert room.ranks() == {room.energy: 1, room.food: 1}
    house.priorities.weigh_criterion(room.roadmap.id, room.criterion("spend"), 20, coach.id)
    assert room.ranks() == {room.food: 1, room.energy: 2}
    assert room.view().percents[room.criterion("spend")] == 20
    house.priorities.weigh_criterion(room.roadmap.id, room.criterion("spend"), 0, coach.id)
    assert room.ranks() == {room.energy: 1, room.food: 1}


def test_a_contract_that_ends_soon_is_nearer_than_one_that_ends_late(room: Room) -> None:
    house, coach = room.house, room.coach
    days = {room.energy: dt.date(2027, 1, 31), room.food: dt.date(2030, 1, 31)}
    for seen in house.categories.view(room.roadmap).categories:
        if seen.id in days:
            mine = dataclasses.replace(seen, contract_end=days[seen.id])
            house.categories.edit(room.roadmap.id, coach.id, seen, mine)
    house.priorities.weigh_criterion(room.roadmap.id, room.criterion("contract_end"), 50, coach.id)
    result = room.view().result
    place = next(j for j, column in enumerate(result.columns) if column.criterion == "contract_end")
    assert result.value[:, place].tolist() == [(dt.date(2027, 1, 31) - dt.date(2026, 11, 23)).days, 1165]
    assert room.ranks()[room.energy] == 1


def test_weights_beside_the_goals_have_their_limits(room: Room) -> None:
    weigh, roadmap, coach = room.house.priorities.weigh_criterion, room.roadmap.id, room.coach.id
    weigh(roadmap, room.criterion("spend"), 60, coach)
    for percent in (41, -1):
        with pytest.raises(InvalidInput):
            weigh(roadmap, room.criterion("carbon"), percent, coach)
    with pytest.raises(NotFound):
        weigh(roadmap, new_id(), 5, coach)
    with pytest.raises(NotAllowed):
        weigh(roadmap, room.criterion("carbon"), 5, room.maria.id)
    assert room.view().result.weights.sum() == pytest.approx(1)


def test_only_goals_of_procurement_and_categories_without_others_below_are_judged(room: Room) -> None:
    house, coach = room.house, room.coach
    house.goals.add(room.roadmap.id, GoalLevel.FUNCTION, "Kompetens", "sv", coach.id)
    house.categories.add(room.roadmap.id, coach.id, "Fjärrvärme", "sv", parent_id=room.energy)
    view = room.view()
    assert room.energy not in view.result.categories
    assert [goal.id for goal in view.goals] == [room.climate, room.market]


def test_a_snapshot_keeps_the_ranking(room: Room) -> None:
    room.house.assessments.agree(room.roadmap.id, room.food, room.climate, 3, room.coach.id)
    kept = room.house.archive.export(room.roadmap.id)["results"]
    assert [(row["category_id"], row["rank"]) for row in kept["ranking"]] == [
        (str(room.food), 1),
        (str(room.energy), 2),
    ]
    assert kept["ranking_method"] == {"key": "additive", "version": 1}
    assert room.house.priorities.kept(new_id()) == {}


def test_an_empty_roadmap_has_an_empty_result(house: House, coach: Person, roadmap: Roadmap) -> None:
    standing = house.organisations.standing(roadmap.id, coach.id)
    view = house.priorities.view(standing.roadmap, standing.organisation, standing.votes)
    assert view.result.ranked == 0
    assert len(view.criteria) == 6
