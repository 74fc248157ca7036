"""How a room works: the coach's method, hiding, dealing cells, reasons and own criteria."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lotsen.bootstrap import House
from lotsen.domain.assessment import Judgement
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.domain.room import Gathering, Progress, RoomMethod, Shares, Weighing, deal, minutes, shares
from lotsen.errors import InvalidInput, NotAllowed, NotFound
from tests.support.rooms import Judged, judged


@pytest.fixture
def room(house: House, coach: Person, roadmap: Roadmap) -> Judged:
    return judged(house, coach, roadmap)


def revision(room: Judged) -> int:
    return room.house.organisations.standing(room.roadmap, room.coach.id).roadmap.revision


def roadmap(room: Judged) -> Roadmap:
    return room.house.organisations.standing(room.roadmap, room.coach.id).roadmap


def votes(room: Judged) -> int:
    return room.house.organisations.standing(room.roadmap, room.coach.id).votes


def method(room: Judged) -> RoomMethod:
    return room.house.rooms.method(room.roadmap, revision(room))


def participant(room: Judged) -> Person:
    organisation = room.house.organisations.standing(room.roadmap, room.coach.id).organisation.id
    return room.house.organisations.add_person(organisation, "Aino", Role.PARTICIPANT, Viewpoint.FINANCE, room.coach.id)


def test_a_room_begins_with_marks_and_their_mean_and_shows_what_it_comes_to(room: Judged) -> None:
    assert method(room) == RoomMethod(Weighing.MARKS, Gathering.MEAN, critical_floor=True, hidden=False, viewpoints={})


def test_what_the_coach_sets_is_kept_and_recorded(room: Judged) -> None:
    wanted = RoomMethod(Weighing.PAIRS, Gathering.GEOMETRIC, critical_floor=False, viewpoints={Viewpoint.ELECTED: 2.0})
    room.house.rooms.set(room.roadmap, wanted, room.coach.id)
    assert method(room) == wanted
    room.house.rooms.hide(room.roadmap, True, room.coach.id)
    assert method(room).hidden
    assert method(room).weighing is Weighing.PAIRS


def test_only_a_coach_sets_hides_and_deals(room: Judged) -> None:
    aino = participant(room)
    for use_case in (
        lambda: room.house.rooms.set(room.roadmap, RoomMethod(), aino.id),
        lambda: room.house.rooms.hide(room.roadmap, True, aino.id),
        lambda: room.house.rooms.deal_cells(room.roadmap, aino.id, most=25),
        lambda: room.house.assessments.add_criterion(room.roadmap, "Närhet", "sv", aino.id),
    ):
        with pytest.raises(NotAllowed):
            use_case()
    assert method(room) == RoomMethod()


def test_a_viewpoint_counts_as_much_as_the_coach_says_openly(room: Judged) -> None:
    room.house.rooms.weigh_viewpoint(room.roadmap, Viewpoint.PROCUREMENT, 2, room.coach.id)
    assert method(room).weight_of(Viewpoint.PROCUREMENT) == 2
    assert method(room).weight_of(Viewpoint.LEGAL) == 1
    room.house.rooms.weigh_viewpoint(room.roadmap, Viewpoint.PROCUREMENT, 1, room.coach.id)
    assert method(room).viewpoints == {}
    with pytest.raises(InvalidInput):
        room.house.rooms.weigh_viewpoint(room.roadmap, Viewpoint.LEGAL, -1, room.coach.id)


def test_dealt_cells_are_known_by_person_and_can_be_taken_back(room: Judged) -> None:
    got = room.house.rooms.deal_cells(room.roadmap, room.coach.id, most=2)
    dealt = room.house.rooms.asked(room.roadmap, revision(room))
    assert got == len(dealt) == 6
    assert all(len(cells) == 2 for cells in dealt.values())
    assert {cell for cells in dealt.values() for cell in cells} == {
        (category, goal) for category in room.categories for goal in room.goals
    }
    room.house.rooms.ask_everything(room.roadmap, room.coach.id)
    assert room.house.rooms.asked(room.roadmap, revision(room)) == {}


@pytest.mark.parametrize(("people", "categories", "goals"), [(12, 10, 5), (60, 40, 12), (4, 40, 12), (1, 3, 2)])
def test_nobody_gets_more_than_a_round_holds_and_cells_come_round_evenly(
    people: int, categories: int, goals: int
) -> None:
    cells = [(category, goal) for category in _ids(categories) for goal in _ids(goals)]
    hands = deal(cells, _ids(people))
    assert all(len(set(hand)) == len(hand) <= 25 for hand in hands.values())
    judges = {cell: sum(cell in hand for hand in hands.values()) for cell in cells}
    seats = people * 25
    assert sum(judges.values()) == min(seats, len(cells) * min(3, people))
    assert max(judges.values()) - min(judges.values()) <= 1


@given(people=some.integers(0, 12), cells=some.integers(0, 40), most=some.integers(1, 25))
def test_what_a_deal_comes_to_is_counted_from_the_deal_itself(people: int, cells: int, most: int) -> None:
    wanted = [(category, goal) for category in _ids(cells) for goal in _ids(1)]
    hands = deal(wanted, _ids(people), most=most)
    found = shares(hands, wanted)
    judges = Counter(cell for hand in hands.values() for cell in hand)
    sizes = [len(hand) for hand in hands.values() if hand]
    assert found.people == len(sizes)
    assert (found.fewest_cells, found.most_cells) == (min(sizes, default=0), max(sizes, default=0))
    assert found.most_cells <= most
    assert found.most_judges == max(judges.values(), default=0)
    assert found.fewest_judges == min((judges[cell] for cell in wanted), default=0)


def test_twenty_five_cells_are_five_minutes() -> None:
    assert [minutes(n) for n in (0, 1, 5, 6, 25, 480)] == [0, 1, 1, 2, 5, 96]


def test_what_dealing_would_come_to_is_what_it_comes_to(room: Judged) -> None:
    assert room.house.rooms.dealt(roadmap(room)) is None
    would = room.house.rooms.would_deal(roadmap(room), 2)
    room.house.rooms.deal_cells(room.roadmap, room.coach.id, most=2)
    assert room.house.rooms.dealt(roadmap(room)) == would == Shares(6, 2, 2, 2, 2)
    participant(room)
    assert room.house.rooms.would_deal(roadmap(room), 2).people == 7
    with pytest.raises(InvalidInput):
        room.house.rooms.deal_cells(room.roadmap, room.coach.id, most=0)


def test_progress_counts_only_what_is_asked_of_each_and_the_coach_once_she_has_answered(room: Judged) -> None:
    aino = participant(room)
    everything = 3 * (2 + 3)
    assert progress(room)[aino.id][1:] == (everything, 0)
    assert room.coach.id not in progress(room)
    assert {done for _, _, done in progress(room).values()} == {0, 6}
    room.house.assessments.judge(
        room.roadmap, room.coach.id, [Judgement(room.categories[0], room.goals[0], None)], room.coach.id
    )
    assert progress(room)[room.coach.id][1:] == (everything, 1)
    room.house.rooms.deal_cells(room.roadmap, room.coach.id, most=2)
    assert progress(room)[aino.id][1:] == (2, 0)
    assert [one.left for one in room.house.rooms.progress(roadmap(room), votes(room)) if one.answered == 2] == [0] * 6
    room.house.goals.ask_again(room.roadmap, room.goals[0], room.coach.id)
    assert sum(done for _, _, done in progress(room).values()) < 13


def progress(room: Judged) -> dict:  # type: ignore[type-arg]
    found: tuple[Progress, ...] = room.house.rooms.progress(roadmap(room), votes(room))
    return {one.member.person_id: (one.member.person_name, one.asked, one.answered) for one in found}


def _ids(n: int) -> list:  # type: ignore[type-arg]
    return [new_id() for _ in range(n)]


def test_a_reason_stands_behind_an_answer_and_names_nobody(room: Judged) -> None:
    aino, cell = participant(room), (room.categories[0], room.goals[0])
    with pytest.raises(InvalidInput):
        room.house.assessments.give_reason(room.roadmap, aino.id, *cell, "Avtalet löper till 2031", aino.id)
    room.house.assessments.judge(room.roadmap, aino.id, [Judgement(*cell, 0)], aino.id)
    room.house.assessments.give_reason(room.roadmap, aino.id, *cell, "  Avtalet löper\ntill 2031 ", aino.id)
    assert room.house.assessments.reasons(room.roadmap, *cell) == [(0, "Avtalet löper till 2031")]
    assert room.house.assessments.reasons_of_person(room.roadmap, aino.id) == {cell: "Avtalet löper till 2031"}
    room.house.assessments.judge(room.roadmap, aino.id, [Judgement(*cell, 1)], aino.id)
    assert room.house.assessments.reasons(room.roadmap, *cell) == [(1, "Avtalet löper till 2031")]
    with pytest.raises(InvalidInput):
        room.house.assessments.give_reason(room.roadmap, aino.id, *cell, "x" * 401, aino.id)


def test_reasons_come_with_the_answers_and_none_is_lost_for_another(room: Judged) -> None:
    aino, (first, second) = participant(room), room.categories[:2]
    goal, judge = room.goals[0], room.house.assessments.judge
    reasons = {(first, goal): " Avtalet\nlöper ut ", (second, goal): "Utan svar", (new_id(), goal): "Borta"}
    for _ in range(2):
        judge(room.roadmap, aino.id, [Judgement(first, goal, 2)], aino.id, reasons)
    assert room.house.assessments.reasons_of_person(room.roadmap, aino.id) == {(first, goal): "Avtalet löper ut"}
    judge(room.roadmap, aino.id, [], aino.id, {(first, goal): ""})
    assert room.house.assessments.reasons_of_person(room.roadmap, aino.id) == {}
    with pytest.raises(InvalidInput):
        judge(room.roadmap, aino.id, [Judgement(first, goal, 3)], aino.id, {(first, goal): "x" * 401})
    assert room.answers(aino.id) == {(first, goal): 2}


def test_an_answer_to_an_older_wording_is_given_anew_by_the_same_answer(room: Judged) -> None:
    cell = room.categories[0], room.goals[0]
    room.house.assessments.judge(room.roadmap, room.coach.id, [Judgement(*cell, 2)], room.coach.id)
    room.house.goals.ask_again(room.roadmap, cell[1], room.coach.id)
    assert room.house.assessments.answers(room.roadmap, room.coach.id)[cell].stale
    before = votes(room)
    for _ in range(2):
        room.house.assessments.judge(room.roadmap, room.coach.id, [Judgement(*cell, 2)], room.coach.id)
    assert not room.house.assessments.answers(room.roadmap, room.coach.id)[cell].stale
    assert votes(room) == before + 1


def test_how_many_judgements_go_with_a_criterion_is_known_before(room: Judged) -> None:
    made = room.house.assessments.add_criterion(room.roadmap, "Närhet", "sv", room.coach.id)
    given = [Judgement(category, made.id, 1) for category in room.categories]
    room.house.assessments.judge(room.roadmap, room.coach.id, given, room.coach.id)
    assert room.house.assessments.on_criterion(room.roadmap, made.id) == 3


def test_an_own_criterion_is_judged_weighed_and_removed_with_its_judgements(room: Judged) -> None:
    made = room.house.assessments.add_criterion(room.roadmap, " Närhet ", "sv", room.coach.id)
    assert made.name.show("sv") == "Närhet"
    room.house.assessments.judge(
        room.roadmap, room.coach.id, [Judgement(room.categories[0], made.id, 3)], room.coach.id
    )
    room.house.priorities.weigh_criterion(room.roadmap, made.id, 10, room.coach.id)
    assert room.answers()[room.categories[0], made.id] == 3
    room.house.assessments.remove_criterion(room.roadmap, made.id, room.coach.id)
    assert (room.categories[0], made.id) not in room.answers()
    with pytest.raises(NotFound):
        room.house.assessments.remove_criterion(room.roadmap, made.id, room.coach.id)
    known = room.view().criteria[0]
    with pytest.raises(InvalidInput):
        room.house.assessments.remove_criterion(room.roadmap, known.id, room.coach.id)


def test_progress_counts_the_answers_of_each_person(room: Judged) -> None:
    counts = room.house.assessments.progress(room.roadmap)
    assert sorted(counts.values()) == [6] * 6
    room.house.goals.ask_again(room.roadmap, room.goals[0], room.coach.id)
    assert sorted(room.house.assessments.progress(room.roadmap).values()) == [3] * 6
