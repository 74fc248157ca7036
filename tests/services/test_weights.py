"""What several people say the goals weigh, in every way, on a real database."""

from typing import Any
from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.domain.room import RoomMethod, Weighing
from lotsen.errors import InvalidInput, NotAllowed

PROCUREMENT, FUNCTION = GoalLevel.PROCUREMENT, GoalLevel.FUNCTION


def join(house: House, roadmap: Roadmap, name: str, coach: Person) -> Person:
    return house.organisations.add_person(roadmap.organisation_id, name, Role.PARTICIPANT, Viewpoint.OTHER, coach.id)


def test_every_person_counts_the_same_whatever_the_scale(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b = (house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in "AB")
    other = join(house, roadmap, "Maria", coach)
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    house.weights.give(roadmap.id, PROCUREMENT, other.id, {a: 20, b: 80}, 100, coach.id)
    group = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert group.people == 2
    assert group.weights[a].mean == pytest.approx(0.6)
    assert group.weights[b].low is None


def test_the_spread_is_shown_when_five_have_given_theirs(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b = (house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in "AB")
    for n in range(5):
        person = join(house, roadmap, f"Person {n}", coach)
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


def goals_of(house: House, coach: Person, roadmap: Roadmap, titles: str = "ABC") -> tuple[UUID, ...]:
    return tuple(house.goals.add(roadmap.id, PROCUREMENT, title, "sv", coach.id).id for title in titles)


def use(house: House, roadmap: Roadmap, coach: Person, way: Weighing, **more: Any) -> None:
    house.rooms.set(roadmap.id, RoomMethod(way, **more), coach.id)


def means(house: House, roadmap: Roadmap, level: GoalLevel = PROCUREMENT) -> list[float]:
    return house.weights.weighed(roadmap.id, level).group.mean.tolist()


def ranked_by(house: House, roadmap: Roadmap, coach: Person) -> list[float]:
    """The goals' weights that the ranking takes."""
    seen = house.organisations.standing(roadmap.id, coach.id)
    return house.priorities.view(seen.roadmap, seen.organisation, seen.votes).result.goal_weights.mean.tolist()


def test_every_way_is_kept_by_person_and_the_rooms_way_counts(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    where = (roadmap.id, PROCUREMENT, coach.id)
    house.weights.give(*where, {c: 10}, 10, coach.id)
    house.weights.give_swings(*where, {a: 100, b: 60, c: 40}, coach.id)
    house.weights.put_in_order(*where, {a: 1, b: 2, c: 3}, coach.id)
    house.weights.compare(*where, b, a, 1 / 3, coach.id)
    house.weights.compare(*where, b, c, 3, coach.id)
    wanted = {
        Weighing.MARKS: [0, 0, 1],
        Weighing.SWING: [0.5, 0.3, 0.2],
        Weighing.ORDER: [11 / 18, 5 / 18, 2 / 18],
        Weighing.PAIRS: [9 / 13, 3 / 13, 1 / 13],
    }
    for way, weights in wanted.items():
        use(house, roadmap, coach, way)
        assert means(house, roadmap) == pytest.approx(weights)
        assert ranked_by(house, roadmap, coach) == means(house, roadmap)
    given = house.weights.weighed(roadmap.id, PROCUREMENT).given_by(coach.id)
    assert given.pairs == {(a, b): pytest.approx(3), (b, c): 3}


def test_a_goal_moves_in_a_persons_order_and_a_new_one_asks(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    use(house, roadmap, coach, Weighing.ORDER)
    where = (roadmap.id, PROCUREMENT, coach.id)
    house.weights.move(*where, c, -2, coach.id)
    assert house.weights.weighed(roadmap.id, PROCUREMENT).given_by(coach.id).order == {c: 1, a: 2, b: 3}
    house.weights.move(*where, a, 5, coach.id)
    assert means(house, roadmap) == pytest.approx([2 / 18, 5 / 18, 11 / 18])
    (d,) = goals_of(house, coach, roadmap, "D")
    weighed = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert (weighed.people, weighed.begun, weighed.answers[coach.id].missing) == (0, 1, (d,))
    house.weights.move(*where, d, 0, coach.id)
    assert house.weights.weighed(roadmap.id, PROCUREMENT).people == 1


def test_a_comparison_is_taken_back_and_the_others_no_longer_count(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    use(house, roadmap, coach, Weighing.PAIRS)
    where = (roadmap.id, PROCUREMENT, coach.id)
    house.weights.compare(*where, a, b, 3, coach.id)
    house.weights.compare(*where, c, b, 5, coach.id)
    house.weights.compare(*where, b, c, 1 / 7, coach.id)
    assert house.weights.weighed(roadmap.id, PROCUREMENT).given_by(coach.id).pairs == {(a, b): 3, (b, c): 1 / 7}
    house.weights.compare(*where, c, b, None, coach.id)
    weighed = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert weighed.people == 0
    assert weighed.answers[coach.id].parts == ((a, b), (c,))


def test_answers_off_their_scale_or_on_goals_of_elsewhere_are_refused(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    a, b, _ = goals_of(house, coach, roadmap)
    f = house.goals.add(roadmap.id, FUNCTION, "F", "sv", coach.id).id
    where, who = (roadmap.id, PROCUREMENT, coach.id), coach.id
    for use_case in (
        lambda: house.weights.give_swings(*where, {a: 101}, who),
        lambda: house.weights.give_swings(*where, {a: -1}, who),
        lambda: house.weights.give_swings(*where, {f: 100}, who),
        lambda: house.weights.put_in_order(*where, {a: 0}, who),
        lambda: house.weights.put_in_order(*where, {a: float("nan")}, who),
        lambda: house.weights.move(*where, f, 1, who),
        lambda: house.weights.compare(*where, a, a, 1, who),
        lambda: house.weights.compare(*where, a, b, 10, who),
        lambda: house.weights.compare(*where, a, b, float("nan"), who),
        lambda: house.weights.compare(*where, a, f, 3, who),
        lambda: house.weights.agree(roadmap.id, PROCUREMENT, {f: 10}, who),
        lambda: house.weights.agree(roadmap.id, PROCUREMENT, {a: 0}, who),
        lambda: house.weights.agree(roadmap.id, PROCUREMENT, {a: -1, b: 5}, who),
        lambda: house.weights.agree(roadmap.id, PROCUREMENT, {a: 101}, who),
        lambda: house.weights.compare(roadmap.id, PROCUREMENT, new_id(), a, b, 3, who),
    ):
        with pytest.raises(InvalidInput):
            use_case()
    assert house.weights.weighed(roadmap.id, PROCUREMENT).answers == {}


def test_only_a_coach_enters_for_somebody_else_and_settles(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b, _ = goals_of(house, coach, roadmap)
    maria, kari = join(house, roadmap, "Maria", coach), join(house, roadmap, "Kari", coach)
    for use_case in (
        lambda: house.weights.give(roadmap.id, PROCUREMENT, kari.id, {a: 1}, 10, maria.id),
        lambda: house.weights.give_swings(roadmap.id, PROCUREMENT, kari.id, {a: 100}, maria.id),
        lambda: house.weights.move(roadmap.id, PROCUREMENT, kari.id, a, 1, maria.id),
        lambda: house.weights.compare(roadmap.id, PROCUREMENT, kari.id, a, b, 3, maria.id),
        lambda: house.weights.agree(roadmap.id, PROCUREMENT, {a: 1}, maria.id),
    ):
        with pytest.raises(NotAllowed):
            use_case()
    house.weights.give_swings(roadmap.id, PROCUREMENT, kari.id, {a: 100}, coach.id)
    (row,) = house.archive.export(roadmap.id)["tables"]["goal_answer"]
    assert (row["person_id"], row["entered_by"]) == (str(kari.id), str(coach.id))


def test_people_count_by_their_viewpoint_on_the_strategy_and_in_the_ranking(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    a, b, _ = goals_of(house, coach, roadmap)
    add = house.organisations.add_person
    elected = add(roadmap.organisation_id, "Eva", Role.PARTICIPANT, Viewpoint.ELECTED, coach.id)
    buyer = add(roadmap.organisation_id, "Bo", Role.PARTICIPANT, Viewpoint.SECTOR_BUYER, coach.id)
    house.weights.give(roadmap.id, PROCUREMENT, elected.id, {a: 10}, 10, elected.id)
    house.weights.give(roadmap.id, PROCUREMENT, buyer.id, {b: 10}, 10, buyer.id)
    house.rooms.weigh_viewpoint(roadmap.id, Viewpoint.ELECTED, 3, coach.id)
    assert means(house, roadmap) == ranked_by(house, roadmap, coach) == pytest.approx([0.75, 0.25, 0])
    house.rooms.weigh_viewpoint(roadmap.id, Viewpoint.ELECTED, 0, coach.id)
    assert means(house, roadmap) == ranked_by(house, roadmap, coach) == pytest.approx([0, 1, 0])


def test_agreed_weights_count_everywhere_until_they_are_taken_back(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {a: 10}, 10, coach.id)
    before = house.organisations.standing(roadmap.id, coach.id)
    house.weights.agree(roadmap.id, PROCUREMENT, {a: 20, b: 30, c: 50}, coach.id)
    after = house.organisations.standing(roadmap.id, coach.id)
    assert (after.votes - before.votes, after.roadmap.revision - before.roadmap.revision) == (0, 1)
    weighed = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert weighed.group.agreed
    assert weighed.marks == {coach.id: {a: 10}}
    assert weighed.weights[a].voted == 1
    assert means(house, roadmap) == ranked_by(house, roadmap, coach) == pytest.approx([0.2, 0.3, 0.5])
    house.weights.agree(roadmap.id, PROCUREMENT, {}, coach.id)
    assert means(house, roadmap) == ranked_by(house, roadmap, coach) == [1, 0, 0]


def test_levels_never_mix_in_any_way(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    e, f = (house.goals.add(roadmap.id, FUNCTION, title, "sv", coach.id).id for title in "EF")
    house.weights.give_swings(roadmap.id, PROCUREMENT, coach.id, {a: 100, b: 0, c: 0}, coach.id)
    house.weights.give_swings(roadmap.id, FUNCTION, coach.id, {e: 100, f: 50}, coach.id)
    house.weights.agree(roadmap.id, FUNCTION, {e: 25, f: 75}, coach.id)
    house.weights.compare(roadmap.id, PROCUREMENT, coach.id, a, b, 3, coach.id)
    house.weights.give_swings(roadmap.id, PROCUREMENT, coach.id, {a: 100, b: 100, c: 0}, coach.id)
    use(house, roadmap, coach, Weighing.SWING)
    assert means(house, roadmap) == [0.5, 0.5, 0]
    assert means(house, roadmap, FUNCTION) == [0.25, 0.75]
    assert house.weights.weighed(roadmap.id, FUNCTION).weights[e].voted == pytest.approx(2 / 3)
    assert house.goals.hanging(roadmap.id, a).weighings == 1
    house.goals.change_level(roadmap.id, a, coach.id)
    given = house.weights.weighed(roadmap.id, FUNCTION).given_by(coach.id)
    assert (set(given.swing), given.pairs) == ({e, f}, {})
    house.goals.change_level(roadmap.id, e, coach.id)
    assert not house.weights.weighed(roadmap.id, PROCUREMENT).group.agreed
    assert house.goals.hanging(roadmap.id, f).agreed_weight


def test_answers_go_with_their_goal_and_travel_in_the_archive(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    use(house, roadmap, coach, Weighing.PAIRS)
    for one, other in ((a, b), (b, c), (a, c)):
        house.weights.compare(roadmap.id, PROCUREMENT, coach.id, one, other, 3, coach.id)
    house.weights.give_swings(roadmap.id, PROCUREMENT, coach.id, {a: 100, b: 5, c: 0}, coach.id)
    house.weights.agree(roadmap.id, PROCUREMENT, {a: 10, b: 20, c: 70}, coach.id)
    document = house.archive.export(roadmap.id)
    house.goals.remove(roadmap.id, b, coach.id)
    weighed = house.weights.weighed(roadmap.id, PROCUREMENT)
    assert weighed.given_by(coach.id).pairs == {(a, c): 3}
    assert weighed.group.mean == pytest.approx([1 / 8, 7 / 8])
    house.organisations.delete_roadmap(roadmap.id, coach.id)
    back = house.archive.restore(document, coach)
    again = house.weights.weighed(back.id, PROCUREMENT)
    assert len(again.given_by(coach.id).pairs) == 3
    assert again.group.mean == pytest.approx([0.1, 0.2, 0.7])


def test_an_answer_counts_votes_and_the_same_again_nothing(house: House, coach: Person, roadmap: Roadmap) -> None:
    a, b, c = goals_of(house, coach, roadmap)
    before = house.organisations.standing(roadmap.id, coach.id)
    for _ in range(2):
        house.weights.give_swings(roadmap.id, PROCUREMENT, coach.id, {a: 100, b: 5, c: 0}, coach.id)
        house.weights.put_in_order(roadmap.id, PROCUREMENT, coach.id, {a: 1, b: 2, c: 3}, coach.id)
        house.weights.compare(roadmap.id, PROCUREMENT, coach.id, a, b, 5, coach.id)
    after = house.organisations.standing(roadmap.id, coach.id)
    assert (after.votes - before.votes, after.roadmap.revision - before.roadmap.revision) == (3, 0)
    kept = house.weights.at(roadmap.id, after.roadmap.revision, after.votes, PROCUREMENT)
    assert house.weights.at(roadmap.id, after.roadmap.revision, after.votes, PROCUREMENT) is kept
