"""Days of people and roles, and a levelled plan taken over as one change, on both databases."""

import datetime as dt

import pytest

from lotsen.bootstrap import House
from lotsen.domain.capacity import Capacity
from lotsen.domain.load import By, Levelling, level
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.quarter import Quarter
from lotsen.errors import Conflict, InvalidInput

Q1, Q2 = Quarter(2027, 1), Quarter(2027, 2)


@pytest.fixture
def revision(house: House, coach: Person, roadmap: Roadmap):
    return lambda: house.organisations.standing(roadmap.id, coach.id).roadmap.revision


def test_days_are_kept_for_all_quarters_and_for_one_and_the_usual_ones_leave_nothing(
    house: House, coach: Person, roadmap: Roadmap, revision
) -> None:
    service = house.capacity
    service.set_days(roadmap.id, coach.id, " Aino ", 10)
    service.set_quarter(roadmap.id, coach.id, "Aino", Q2, 4.5)
    service.set_quarter(roadmap.id, coach.id, "jurist", Q1, 0)
    assert service.of_roadmap(roadmap.id, revision()) == {
        "Aino": Capacity("Aino", 10, {Q2: 4.5}),
        "jurist": Capacity("jurist", 6, {Q1: 0}),
    }
    assert service.of_roadmap(roadmap.id, revision())["Aino"].of(Q2) == 4.5
    service.set_quarter(roadmap.id, coach.id, "Aino", Q2, None)
    service.set_days(roadmap.id, coach.id, "Aino", None)
    service.set_quarter(roadmap.id, coach.id, "jurist", Q1, None)
    assert service.of_roadmap(roadmap.id, revision()) == {}


def test_writing_what_is_there_already_changes_nothing(house: House, coach: Person, roadmap: Roadmap, revision) -> None:
    house.capacity.set_days(roadmap.id, coach.id, "Aino", 10)
    before = revision()
    house.capacity.set_days(roadmap.id, coach.id, "Aino", 10)
    assert revision() == before


@pytest.mark.parametrize(("name", "days"), [("", 5.0), ("x" * 201, 5.0), ("Aino", -1.0), ("Aino", 1e9)])
def test_days_that_cannot_be_are_refused(house: House, coach: Person, roadmap: Roadmap, name: str, days: float) -> None:
    with pytest.raises(InvalidInput):
        house.capacity.set_days(roadmap.id, coach.id, name, days)


def levelled(house: House, coach: Person, roadmap: Roadmap, revision: int) -> Levelling:
    content = house.interventions.content(roadmap.id, revision, "Europe/Helsinki")
    return level(content.interventions, {}, content.today, By.PERSON, horizon=dt.date(2029, 5, 31))


def test_a_levelled_plan_is_taken_over_as_one_change(house: House, coach: Person, roadmap: Roadmap, revision) -> None:
    plans = house.interventions
    for title in ("Ett", "Två", "Tre"):
        made = plans.add(roadmap.id, coach.id, title, "sv", owner="Aino", quarter=Q1)
        plans.set_effort(roadmap.id, coach.id, made.id, "Aino", 6)
    found = levelled(house, coach, roadmap, revision())
    assert (found.before.days_over, found.after.days_over) == (12, 0)
    before = revision()
    house.capacity.take_over(roadmap.id, coach.id, found.moves)
    assert revision() == before + 1
    assert levelled(house, coach, roadmap, revision()).before.days_over == 0


def test_a_plan_that_has_changed_since_is_not_moved_at_all(
    house: House, coach: Person, roadmap: Roadmap, revision
) -> None:
    plans = house.interventions
    for title in ("Ett", "Två", "Tre"):
        made = plans.add(roadmap.id, coach.id, title, "sv", owner="Aino", quarter=Q1)
        plans.set_effort(roadmap.id, coach.id, made.id, "Aino", 6)
    found = levelled(house, coach, roadmap, revision())
    last = next(
        item
        for item in plans.content(roadmap.id, revision(), "Europe/Helsinki").interventions
        if item.id == found.moves[-1].intervention_id
    )
    plans.change(last, coach.id, starts=dt.date(2027, 2, 1))
    before = revision()
    with pytest.raises(Conflict):
        house.capacity.take_over(roadmap.id, coach.id, found.moves)
    assert revision() == before


def test_an_order_that_was_added_since_is_not_broken(house: House, coach: Person, roadmap: Roadmap, revision) -> None:
    plans = house.interventions
    items = [plans.add(roadmap.id, coach.id, title, "sv", owner="Aino", quarter=Q1) for title in ("Ett", "Två")]
    follower = plans.add(roadmap.id, coach.id, "Efter", "sv", quarter=Q2)
    for item in items:
        plans.set_effort(roadmap.id, coach.id, item.id, "Aino", 6)
    found = levelled(house, coach, roadmap, revision())
    plans.change(follower, coach.id, predecessors=(found.moves[0].intervention_id,))
    with pytest.raises(Conflict):
        house.capacity.take_over(roadmap.id, coach.id, found.moves)
