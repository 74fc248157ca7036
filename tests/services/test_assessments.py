"""Judgements of several people on a real database."""

from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.assessment import Judgement
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.errors import InvalidInput, NotAllowed, NotFound


@pytest.fixture
def cell(house: House, coach: Person, roadmap: Roadmap) -> tuple[UUID, UUID]:
    """A category and a goal to judge."""
    category = house.categories.add(roadmap.id, coach.id, "Energi", "sv").id
    return category, house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", coach.id).id


def join(house: House, roadmap: Roadmap, coach: Person, name: str = "Maria") -> Person:
    return house.organisations.add_person(roadmap.organisation_id, name, Role.PARTICIPANT, Viewpoint.OTHER, coach.id)


def counted(house: House, roadmap: Roadmap, person: Person) -> tuple[int, int]:
    """Revision and votes."""
    standing = house.organisations.standing(roadmap.id, person.id)
    return standing.roadmap.revision, standing.votes


def test_answers_are_kept_per_person_and_cell(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    maria = join(house, roadmap, coach)
    house.assessments.judge(roadmap.id, coach.id, [Judgement(*cell, 3)], coach.id)
    house.assessments.judge(roadmap.id, maria.id, [Judgement(*cell, None)], maria.id)
    assert house.assessments.of_person(roadmap.id, coach.id) == {cell: 3}
    assert house.assessments.of_person(roadmap.id, maria.id) == {cell: None}


def test_a_vote_counts_votes_and_no_revision_and_the_same_vote_again_counts_nothing(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    revision, votes = counted(house, roadmap, coach)
    for value in (2, 2, 1):
        house.assessments.judge(roadmap.id, coach.id, [Judgement(*cell, value)], coach.id)
    assert counted(house, roadmap, coach) == (revision, votes + 2)


def test_the_last_of_several_answers_to_a_cell_counts_and_clearing_takes_it_away(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    house.assessments.judge(roadmap.id, coach.id, [Judgement(*cell, 1), Judgement(*cell, 3)], coach.id)
    assert house.assessments.of_person(roadmap.id, coach.id) == {cell: 3}
    house.assessments.judge(roadmap.id, coach.id, [Judgement(*cell, None, cleared=True)], coach.id)
    assert house.assessments.of_person(roadmap.id, coach.id) == {}


def test_answers_on_what_was_removed_meanwhile_do_not_take_the_others_with_them(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    gone = [Judgement(new_id(), cell[1], 2), Judgement(cell[0], new_id(), 2)]
    house.assessments.judge(roadmap.id, coach.id, [*gone, Judgement(*cell, 2)], coach.id)
    assert house.assessments.of_person(roadmap.id, coach.id) == {cell: 2}


def test_a_coach_enters_for_somebody_else_and_nobody_else_does(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    maria = join(house, roadmap, coach)
    house.assessments.judge(roadmap.id, maria.id, [Judgement(*cell, 1)], coach.id)
    assert house.assessments.of_person(roadmap.id, maria.id) == {cell: 1}
    with pytest.raises(NotAllowed):
        house.assessments.judge(roadmap.id, coach.id, [Judgement(*cell, 1)], maria.id)
    with pytest.raises(NotAllowed):
        house.assessments.judge(roadmap.id, new_id(), [Judgement(*cell, 1)], coach.id)


@pytest.mark.parametrize("value", [-1, 4, 10])
def test_a_value_off_the_scale_is_refused_and_nothing_is_saved(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID], value: int
) -> None:
    with pytest.raises(InvalidInput):
        house.assessments.judge(roadmap.id, coach.id, [Judgement(*cell, 2), Judgement(*cell, value)], coach.id)
    assert house.assessments.of_person(roadmap.id, coach.id) == {}


def test_criteria_that_people_judge_are_judged_like_goals_and_measured_ones_are_not(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    standing = house.organisations.standing(roadmap.id, coach.id)
    criteria = house.priorities.view(standing.roadmap, standing.organisation, standing.votes).criteria
    judged = next(one.id for one in criteria if one.kind == "potential")
    measured = next(one.id for one in criteria if one.kind == "spend")
    answers = [Judgement(cell[0], judged, 2), Judgement(cell[0], measured, 2)]
    house.assessments.judge(roadmap.id, coach.id, answers, coach.id)
    assert house.assessments.of_person(roadmap.id, coach.id) == {(cell[0], judged): 2}


def test_an_agreed_value_is_the_coachs_to_set_and_to_lift(
    house: House, coach: Person, roadmap: Roadmap, cell: tuple[UUID, UUID]
) -> None:
    maria = join(house, roadmap, coach)
    house.assessments.judge(roadmap.id, maria.id, [Judgement(*cell, 0)], maria.id)
    revision, _ = counted(house, roadmap, coach)
    house.assessments.agree(roadmap.id, *cell, 2.5, coach.id)
    assert counted(house, roadmap, coach)[0] == revision + 1
    assert house.assessments.of_person(roadmap.id, maria.id) == {cell: 0}
    with pytest.raises(NotAllowed):
        house.assessments.agree(roadmap.id, *cell, 1, maria.id)
    with pytest.raises(InvalidInput):
        house.assessments.agree(roadmap.id, *cell, 3.5, coach.id)
    with pytest.raises(InvalidInput):
        house.assessments.agree(roadmap.id, cell[0], new_id(), 1, coach.id)
    house.assessments.agree(roadmap.id, *cell, None, coach.id)
    assert counted(house, roadmap, coach)[0] == revision + 2


def test_a_roadmap_that_is_gone_takes_no_answers(house: House, coach: Person) -> None:
    with pytest.raises(NotFound):
        house.assessments.judge(new_id(), coach.id, [], coach.id)
