import datetime as dt

import pytest
from sqlalchemy import select

from lotsen.bootstrap import House
from lotsen.domain import baseline, plan
from lotsen.domain.baseline import Drift
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.quarter import Quarter
from lotsen.errors import InvalidInput, NotFound
from lotsen.services.baselines import MOST_BASELINES
from lotsen.store.rows import ChangeRow
from tests.support.houses import SetClock


def planned(house: House, coach: Person, roadmap: Roadmap):
    return house.interventions.add(roadmap.id, coach.id, "Marknadsdialog", "sv", quarter=Quarter(2027, 1))


def revision(house: House, coach: Person, roadmap: Roadmap) -> int:
    return house.organisations.standing(roadmap.id, coach.id).roadmap.revision


def kept(house: House, coach: Person, roadmap: Roadmap):
    return house.baselines.of_roadmap(roadmap.id, revision(house, coach, roadmap))


def test_a_frozen_plan_stays_as_it_was_when_the_plan_moves(house: House, coach: Person, roadmap: Roadmap):
    item = planned(house, coach, roadmap)
    before = revision(house, coach, roadmap)
    made = house.baselines.take(roadmap.id, coach.id, " Fullmäktige ")
    house.interventions.change(item, coach.id, ends=dt.date(2027, 4, 30))
    (found,) = kept(house, coach, roadmap)
    assert (found.baseline, found.said) == (made, None)
    assert (made.title, made.revision) == ("Fullmäktige", before)
    assert baseline.spans(found.baseline)[item.id] == plan.span(item)
    content = house.interventions.content(roadmap.id, revision(house, coach, roadmap), "Europe/Helsinki")
    (drifted,) = baseline.compare(found.baseline, content.interventions)
    assert (drifted.drift, drifted.days) == (Drift.SLIPPED, 30)


def test_the_plan_adopted_last_is_the_adopted_one(house: House, coach: Person, roadmap: Roadmap, clock: SetClock):
    planned(house, coach, roadmap)
    first, second = (house.baselines.take(roadmap.id, coach.id, title) for title in ("Ett", "Två"))
    assert house.baselines.adopted(roadmap.id, revision(house, coach, roadmap)) is None
    for each in (second, first):
        clock.at += dt.timedelta(hours=1)
        house.baselines.adopt(roadmap.id, coach.id, each.id, "§ 12")
    assert house.baselines.adopted(roadmap.id, revision(house, coach, roadmap)) == first
    assert {each.said.note for each in kept(house, coach, roadmap)} == {"§ 12"}


def test_an_adopted_plan_stays_and_others_can_be_removed(house: House, coach: Person, roadmap: Roadmap):
    planned(house, coach, roadmap)
    first, second = (house.baselines.take(roadmap.id, coach.id, title) for title in ("Ett", "Två"))
    house.baselines.adopt(roadmap.id, coach.id, first.id)
    with pytest.raises(InvalidInput):
        house.baselines.remove(roadmap.id, coach.id, first.id)
    house.baselines.remove(roadmap.id, coach.id, second.id)
    assert [each.baseline.id for each in kept(house, coach, roadmap)] == [first.id]
    for act in (house.baselines.remove, house.baselines.adopt):
        with pytest.raises(NotFound):
            act(roadmap.id, coach.id, second.id)


def test_what_cannot_be_frozen_is_refused(house: House, coach: Person, roadmap: Roadmap):
    with pytest.raises(InvalidInput):
        house.baselines.take(roadmap.id, coach.id, "Tom")
    planned(house, coach, roadmap)
    for title in ("  ", "x" * 201):
        with pytest.raises(InvalidInput):
            house.baselines.take(roadmap.id, coach.id, title)
    for n in range(MOST_BASELINES):
        house.baselines.take(roadmap.id, coach.id, f"Nr {n}")
    with pytest.raises(InvalidInput):
        house.baselines.take(roadmap.id, coach.id, "En till")


def test_freezing_and_adopting_are_remembered_with_who(house: House, coach: Person, roadmap: Roadmap):
    planned(house, coach, roadmap)
    made = house.baselines.take(roadmap.id, coach.id, "Ett")
    house.baselines.adopt(roadmap.id, coach.id, made.id)
    with house.database.reading() as db:
        rows = list(db.scalars(select(ChangeRow).where(ChangeRow.noun.in_(("plan_baseline", "approval")))))
    assert [(row.noun, row.who) for row in rows] == [("plan_baseline", coach.id), ("approval", coach.id)]
