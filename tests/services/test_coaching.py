import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from lotsen.analysis.results.movement import Compared
from lotsen.bootstrap import House
from lotsen.domain.coaching import CoachingSession
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import Conflict, InvalidInput, NotFound
from lotsen.services.coaching import compare
from tests.support.houses import with_roadmap
from tests.support.rooms import Judged, judged


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
    with pytest.raises(NotFound):
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
    found = house.coaching.compared(roadmap.id, snapshot).content
    assert {text.show("sv") for text in found.added["goal"]} == {"Arbete", "Marknad"}
    assert [text.show("sv") for text in found.removed["goal"]] == ["Klimat"]
    assert found.counts["goal"] == (1, 2)


def test_an_order_made_by_another_formula_is_told_apart(house: House, coach: Person) -> None:
    demo = house.demos.open("municipality", coach)
    now = house.archive.export(demo.id)
    assert compare(now, now).content.same_method
    older = now | {"results": now["results"] | {"ranking_method": {"key": "additive", "version": 0}}}
    assert not compare(older, now).content.same_method


def places(found: Compared) -> dict[str, tuple[int | None, int | None]]:
    return {found.categories[move.category].show("sv"): (move.then, move.now) for move in found.movement.moved}


@pytest.fixture
def three(house: House, coach: Person, roadmap: Roadmap) -> tuple[Judged, UUID, UUID]:
    """A judged room with two snapshots, between which it settled a cell and gave weight to spend."""
    made = judged(house, coach, roadmap)
    first = house.archive.take_snapshot(roadmap.id, coach.id, "first")
    house.assessments.agree(roadmap.id, made.categories[2], made.goals[0], 3.0, coach.id)
    second = house.archive.take_snapshot(roadmap.id, coach.id, "second")
    spend = made.view().criteria[0]
    house.priorities.weigh_criterion(roadmap.id, spend.id, 60, coach.id)
    return made, first, second


def test_any_two_of_snapshots_and_now_are_compared_with_what_moved_them(
    house: House, three: tuple[Judged, UUID, UUID]
) -> None:
    made, first, second = three
    settled = house.coaching.compared(made.roadmap, first, second)
    assert settled.explained
    assert [cause.subject for move in settled.movement.moves for cause in move.causes] == [made.goals[0]]
    assert places(settled) == {"Städning": (3, 2)}
    weighed = house.coaching.compared(made.roadmap, second)
    subjects = {cause.subject for move in weighed.movement.moves for cause in move.causes}
    assert made.view().criteria[0].id in subjects
    assert all(cause.judged == 0 for move in weighed.movement.moves for cause in move.causes)
    whole = house.coaching.compared(made.roadmap, first)
    for one, other, both in zip(
        *(sorted(found.movement.moves, key=lambda move: move.category) for found in (settled, weighed, whole)),
        strict=True,
    ):
        assert both.points == pytest.approx(one.points + other.points, abs=1e-3)
    assert places(house.coaching.compared(made.roadmap, None)) == {}


def test_a_snapshot_compares_as_it_was_kept_and_not_as_it_would_be_computed_today(
    house: House, three: tuple[Judged, UUID, UUID]
) -> None:
    made, first, _ = three
    house.categories.remove(made.roadmap, made.coach.id, made.categories[1])
    assert places(house.coaching.compared(made.roadmap, first))["Livsmedel"] == (1, None)


def test_a_snapshot_of_an_older_form_is_compared_by_its_places_alone(house: House, coach: Person) -> None:
    demo = house.demos.open("municipality", coach)
    now = house.archive.export(demo.id)
    first, second, third = (row["id"] for row in now["tables"]["category"][:3])
    ranked = [
        {"category_id": one, "rank": n, "score": 9.0 - n, "listed": n < 3}
        for n, one in enumerate((first, second, third), 1)
    ]
    swapped = [ranked[0] | {"category_id": second}, ranked[1] | {"category_id": first}, ranked[2]]
    found = compare(now | {"results": {"ranking": ranked}}, now | {"results": {"ranking": swapped}})
    assert sorted(places(found).values()) == [(1, 2), (2, 1)]
    assert not found.explained
    assert not any(move.causes for move in found.movement.moves)
    assert [move.listed_now for move in found.movement.moves] == [True, True, False]
    mixed = compare(now | {"results": {"ranking": ranked}}, now)
    assert not mixed.explained
    assert not any(move.causes for move in mixed.movement.moves)


def test_a_ranking_by_another_method_is_compared_by_its_places_alone(house: House, coach: Person) -> None:
    demo = house.demos.open("municipality", coach)
    now = house.archive.export(demo.id)
    other = now | {"results": now["results"] | {"ranking_method": {"key": "topsis", "version": 1}}}
    assert compare(now, now).explained
    assert not compare(now, other).explained
