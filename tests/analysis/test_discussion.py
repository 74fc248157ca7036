import numpy as np
import pytest

from lotsen.analysis import beliefs
from lotsen.analysis.discussion import STILL, discussion, given_camps, split_camps
from lotsen.analysis.priorities import prioritise, tally, tally_people
from lotsen.analysis.robustness import ranks_of
from lotsen.analysis.weights import group_weights
from lotsen.domain.ids import new_id

NAN = float("nan")


def ids(n):
    return [new_id() for _ in range(n)]


def answers_of(people, categories, goals, seed=1):
    random = np.random.default_rng(seed)
    middle = random.uniform(0, 3, (categories, goals))
    answers = np.clip(np.rint(middle + random.normal(0, 0.9, (people, categories, goals))), 0, 3)
    answers[random.random(answers.shape) < 0.25] = NAN
    return answers


def room(answers, seed=1):
    answers = np.asarray(answers, dtype=float)
    people, categories, goals = answers.shape
    goals = ids(goals)
    points = np.random.default_rng(seed).dirichlet(np.full(len(goals), 3.0), people)
    weights = group_weights(goals, [dict(zip(goals, row, strict=True)) for row in points])
    return prioritise(tally_people(ids(categories), goals, answers), weights, people=people)


def settled(result, category, subject, value):
    """The ranking anew with one agreed value."""
    cells = result.cells
    votes = [
        (c, s, v, int(cells.counts[a, b, v]))
        for a, c in enumerate(cells.categories)
        for b, s in enumerate(cells.subjects)
        for v in range(4)
    ]
    cells = tally(cells.categories, cells.subjects, votes, {(category, subject): value})
    return prioritise(cells, result.goal_weights, people=result.people)


def listed(result, known, drawn):
    score = beliefs.scores(known, drawn)
    score[:, result.ranks == 0] = -np.inf
    return (ranks_of(score.T) <= result.top_size).mean(axis=1)


def by_brute_force(result, cell, value, drawn):
    """By how much the probabilities move, everything computed anew with the cell at `value` without doubt."""
    known = beliefs.believe(result)
    i, j = result.categories.index(cell.category), result.cells.subjects.index(cell.subject)
    mean, variance, shared = known.mean.copy(), known.variance.copy(), known.shared.copy()
    mean[i, j], variance[i, j], shared[i, j] = value / 3, 0, 0
    after = beliefs.Beliefs(mean, variance, shared, known.level)
    moves = listed(result, after, drawn) - listed(result, known, drawn)
    moves[result.ranks == 0] = NAN
    return moves


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_movement_is_the_one_of_computing_everything_anew(seed):
    answers = answers_of(9, 8, 3, seed)
    answers[:, 2, :2] = NAN
    result = room(answers, seed)
    found = discussion(result, draws=400)
    drawn = beliefs.draw(result, 400, 1)
    assert len(found.cells) > 8
    for cell in found.cells:
        for outcome in (cell.low, cell.high):
            moves = by_brute_force(result, cell, outcome.value, drawn)
            assert outcome.moves == pytest.approx(moves, nan_ok=True, abs=1e-9)
            assert outcome.movement == pytest.approx(np.nansum(np.abs(moves)) / 2)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_who_enters_and_leaves_is_who_does_so_in_the_ranking_anew(seed):
    result = room(answers_of(6, 9, 3, seed), seed)
    for cell in discussion(result, draws=50).cells:
        for outcome in (cell.low, cell.high):
            again = settled(result, cell.category, cell.subject, outcome.value)
            before, after = (
                {one for one, top in zip(r.categories, r.top, strict=True) if top} for r in (result, again)
            )
            assert set(outcome.enters) == after - before
            assert set(outcome.leaves) == before - after


def test_cells_come_in_the_order_in_which_they_move_the_list():
    found = discussion(room(answers_of(30, 15, 4)))
    movements = [cell.movement for cell in found.cells]
    assert movements == sorted(movements, reverse=True)
    assert 0 < found.stop_after < len(found.cells)
    for cell in found.cells[found.stop_after :]:
        assert cell.movement <= STILL
        assert not cell.changes_list
    for cell in found.cells:
        people = cell.low.people + cell.high.people
        weighed = cell.low.people * cell.low.movement + cell.high.people * cell.high.movement
        assert cell.movement == pytest.approx(weighed / people)
        assert sum(cell.counts[:4]) == people


def test_what_is_settled_or_of_one_mind_is_not_talked_about():
    answers = np.array([[[3.0, 0], [1, 2], [2, 2], [0, 1]], [[3, 3], [1, 2], [2, 2], [0, 1]]])
    result = room(answers)
    (cell,) = discussion(result).cells
    assert (cell.category, cell.subject) == (result.categories[0], result.cells.subjects[1])
    agreed = settled(result, cell.category, cell.subject, 2.0)
    assert discussion(agreed).cells == ()


def test_where_everything_is_on_the_list_nothing_moves_it():
    found = discussion(room([[[3.0], [0]], [[0], [3]]]))
    assert [cell.movement for cell in found.cells] == [0, 0]
    assert found.stop_after == 0


def test_answers_are_split_where_they_differ_most():
    # 0, 0, 1 | 3, 3: n n' (difference)² = 3·2·(8/3)² beats 2·3·(7/3)²
    answers = np.array([0.0, 0, 1, 3, 3])[:, None, None]
    camps = split_camps(tally_people(ids(1), ids(1), answers))
    assert (camps.lower[0, 0], camps.upper[0, 0]) == (pytest.approx(1 / 3), 3)
    assert (camps.lower_people[0, 0], camps.upper_people[0, 0]) == (3, 2)


def test_camps_can_be_those_that_people_belong_to():
    answers = np.array([0.0, 1, 3, 3, 2, NAN])[:, None, None]
    cells = tally_people(ids(1), ids(1), answers)
    camps = given_camps(cells, answers, np.array([False, True, True, False, False, True]))
    assert (camps.lower[0, 0], camps.upper[0, 0]) == (pytest.approx(5 / 3), 2)
    assert (camps.lower_people[0, 0], camps.upper_people[0, 0]) == (3, 2)


@pytest.mark.parametrize(("low", "high", "shown"), [(3, 3, True), (2, 9, False), (9, 2, False), (5, 4, True)])
def test_sides_are_shown_with_three_people_behind_each(low, high, shown):
    answers = np.array([[[0.0]]] * low + [[[3.0]]] * high)
    (cell,) = discussion(room(answers)).cells
    assert cell.camps_shown is shown
    assert (cell.low.people, cell.high.people) == (low, high)


def test_the_same_room_has_the_same_order_in_every_run():
    result = room(answers_of(9, 8, 3))
    one, other = (discussion(result, draws=300) for _ in range(2))
    assert [(c.category, c.subject, c.movement) for c in one.cells] == [
        (c.category, c.subject, c.movement) for c in other.cells
    ]
