"""The room's agreement and the other methods, from what is in the database."""

import numpy as np
import pytest

from lotsen.bootstrap import House
from lotsen.domain.assessment import Judgement
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.explain import methods as explain
from lotsen.texts import Texts
from tests.support.rooms import ANSWERS, Judged, judged

MANAGEMENT = ((0, 3), (1, 3), (3, 3))


@pytest.fixture
def room(house: House, coach: Person, roadmap: Roadmap) -> Judged:
    """Six procurement experts who think alike, and four of the management who do not."""
    made = judged(house, coach, roadmap)
    for n in range(4):
        person = house.organisations.add_person(
            roadmap.organisation_id, f"Chef {n}", Role.PARTICIPANT, Viewpoint.MANAGEMENT, coach.id
        )
        answers = [
            Judgement(category, goal, MANAGEMENT[i][j])
            for i, category in enumerate(made.categories)
            for j, goal in enumerate(made.goals)
        ]
        house.assessments.judge(roadmap.id, person.id, answers, person.id)
    return made


def organisation(room: Judged):  # type: ignore[no-untyped-def]
    return room.house.organisations.standing(room.roadmap, room.coach.id).organisation


def test_viewpoints_stand_side_by_side_with_what_each_of_them_says(room: Judged) -> None:
    found = room.house.agreements.of(room.view(), organisation(room).id)
    assert found.people == 10
    assert dict(zip(found.viewpoints.names, found.viewpoints.people, strict=True)) == {
        "management": 4, "procurement": 6,
    }  # fmt: skip
    assert found.items == tuple((category, goal) for category in room.categories for goal in room.goals)
    management = found.viewpoints.mean[found.viewpoints.names.index("management")]
    assert management.tolist() == [float(value) for row in MANAGEMENT for value in row]
    tops = dict(zip(found.viewpoints.names, found.tops, strict=True))
    assert tops["procurement"][0] == room.categories[1]
    assert tops["management"][0] == room.categories[2]


def test_everybody_judged_everything_so_the_order_is_measured_and_not_chance(room: Judged) -> None:
    found = room.house.agreements.of(room.view(), organisation(room).id)
    assert found.order is not None
    assert found.order.judges == 10
    assert 0 < found.order.corrected < 0.5
    person = room.house.organisations.add_person(
        organisation(room).id, "Sen", Role.PARTICIPANT, Viewpoint.PROCUREMENT, room.coach.id
    )
    room.house.assessments.judge(room.roadmap, person.id, [Judgement(room.categories[0], room.goals[0], 3)], person.id)
    later = room.house.agreements.of(room.view(), organisation(room).id)
    assert later.order is None
    assert later.answers is not None


def test_one_viewpoint_can_be_looked_at_by_itself_without_what_was_agreed(room: Judged) -> None:
    room.house.assessments.agree(room.roadmap, room.categories[0], room.goals[0], 2.0, room.coach.id)
    standing = room.house.organisations.standing(room.roadmap, room.coach.id)
    view = room.house.priorities.of_viewpoint(standing.roadmap, standing.organisation, standing.votes, "management")
    assert view.result.people == 4
    assert view.result.cells.value[:, :2].tolist() == [list(map(float, row)) for row in MANAGEMENT]
    assert np.isnan(view.result.cells.agreed).all()
    assert room.view().result.cells.agreed[0, 0] == 2
    assert view.state != room.view().state


def test_the_methods_are_compared_on_what_the_room_judged(room: Judged) -> None:
    view = room.view()
    rivals = room.house.methods.rivals(view)
    assert rivals is not None
    additive = rivals.comparison.ranked[0]
    order = [view.result.categories.index(one) for one in rivals.categories]
    assert additive.ranks.tolist() == [int(view.result.ranks[i]) for i in order]
    assert additive.scores == pytest.approx(view.result.score[order] / 100)
    names = dict(zip(room.categories, ("Energi", "Livsmedel", "Städning"), strict=True))
    told = explain.table(rivals, names, Texts.of("sv"))
    assert len(told.head) == 6
    assert {row[0] for row in told.rows} <= set(names.values())


def test_too_few_categories_are_no_comparison(house: House, coach: Person, roadmap: Roadmap) -> None:
    house.categories.add(roadmap.id, coach.id, "Energi", "sv")
    standing = house.organisations.standing(roadmap.id, coach.id)
    view = house.priorities.view(standing.roadmap, standing.organisation, standing.votes)
    assert house.methods.rivals(view) is None
    assert house.methods.field(view).spend_class.tolist() == [0]


def test_answers_alike_have_an_order_by_all_and_no_camps(room: Judged) -> None:
    alone = [one for row in ANSWERS for one in row]
    assert len(alone) == 6
    found = room.house.agreements.of(room.view(), organisation(room).id)
    procurement = found.viewpoints.mean[found.viewpoints.names.index("procurement")]
    assert procurement.tolist() == list(map(float, alone))
    assert found.camps is None or found.camps.sides.people == (6, 4)
