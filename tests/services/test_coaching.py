import datetime as dt
from dataclasses import replace

import pytest

from lotsen.bootstrap import House
from lotsen.domain.coaching import CoachingSession
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import Conflict, InvalidInput, NotAllowed
from lotsen.services.coaching import compare
from tests.support.houses import with_roadmap


def opened(house: House, coach: Person, *roadmaps: Roadmap) -> CoachingSession:
    return house.coaching.open(
        coach,
        LocalText.of("Första dagen"),
        dt.date(2026, 11, 23),
        "Sanna",
        "Välja mål",
        ("Maria", "Jukka"),
        tuple(roadmap.id for roadmap in roadmaps),
    )


def test_what_is_done_in_an_open_session_is_attributed_to_it(house: House, coach: Person, roadmap: Roadmap) -> None:
    session = opened(house, coach, roadmap)
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimatneutral", "sv", coach.id)
    house.coaching.close(session.id, "Ett mål räcker.", coach.id)
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Sysselsättning", "sv", coach.id)
    done = house.coaching.done_in(roadmap.id, session.id)
    assert [change.noun for change in done] == ["goal"]


def test_closing_keeps_a_snapshot_of_each_roadmap_and_the_decisions(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    second = with_roadmap(house, coach, "Andra")
    session = opened(house, coach, roadmap, second)
    house.coaching.close(session.id, "  Vi börjar med energi. ", coach.id)
    closed = house.coaching.of_person(coach.id)[0]
    assert closed.decisions == "Vi börjar med energi."
    assert closed.closed_at == house.clock.now()
    for one in (roadmap, second):
        snapshots = house.coaching.snapshots(one.id)
        assert [snapshot.session_id for snapshot in snapshots] == [session.id]


def test_a_roadmap_has_one_open_session(house: House, coach: Person, roadmap: Roadmap) -> None:
    session = opened(house, coach, roadmap)
    with pytest.raises(Conflict):
        opened(house, coach, roadmap)
    house.coaching.close(session.id, "", coach.id)
    with pytest.raises(Conflict):
        house.coaching.close(session.id, "", coach.id)
    assert opened(house, coach, roadmap).closed_at is None


def test_a_session_needs_a_title_a_roadmap_and_its_coach(house: House, coach: Person, roadmap: Roadmap) -> None:
    day = dt.date(2026, 11, 23)
    with pytest.raises(InvalidInput):
        house.coaching.open(coach, LocalText(), day, "", "", (), (roadmap.id,))
    with pytest.raises(InvalidInput):
        house.coaching.open(coach, LocalText.of("x"), day, "", "", (), ())
    with pytest.raises(NotAllowed):
        house.coaching.open(coach, LocalText.of("x"), day, "", "", (), (new_id(),))


def test_the_second_of_two_writers_is_told(house: House, coach: Person, roadmap: Roadmap) -> None:
    seen = opened(house, coach, roadmap)
    house.coaching.write(seen, replace(seen, purpose="Ny avsikt"), coach.id)
    with pytest.raises(Conflict):
        house.coaching.write(seen, replace(seen, purpose="En annan"), coach.id)
    assert house.coaching.of_person(coach.id)[0].purpose == "Ny avsikt"


def test_a_past_session_compares_with_now(house: House, coach: Person, roadmap: Roadmap) -> None:
    first = house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Klimat", "sv", coach.id)
    snapshot = house.archive.take_snapshot(roadmap.id, coach.id, "då")
    house.goals.remove(roadmap.id, first.id, coach.id)
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Arbete", "sv", coach.id)
    house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, "Marknad", "sv", coach.id)
    found = house.coaching.compared(roadmap.id, snapshot)
    assert {text.show("sv") for text in found.added["goal"]} == {"Arbete", "Marknad"}
    assert [text.show("sv") for text in found.removed["goal"]] == ["Klimat"]
    assert found.counts["goal"] == (1, 2)


def test_an_order_made_by_another_formula_is_told_apart(house: House, coach: Person) -> None:
    demo = house.demos.open("municipality", coach)
    now = house.archive.export(demo.id)
    assert compare(now, now).same_method
    older = now | {"results": now["results"] | {"ranking_method": {"key": "additive", "version": 0}}}
    assert not compare(older, now).same_method


def test_a_category_that_moved_is_named_with_both_places(house: House, coach: Person) -> None:
    demo = house.demos.open("municipality", coach)
    then = house.archive.export(demo.id)
    first, second, third = (row["id"] for row in then["tables"]["category"][:3])
    places = [{"category_id": first, "rank": 1}, {"category_id": second, "rank": 2}, {"category_id": third, "rank": 3}]
    swapped = [{"category_id": second, "rank": 1}, {"category_id": first, "rank": 2}, places[2]]
    moved = compare(then | {"results": {"ranking": places}}, then | {"results": {"ranking": swapped}}).moved
    assert [(place.then, place.now) for place in moved] == [(2, 1), (1, 2)]
