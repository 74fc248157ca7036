import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis import beliefs
from lotsen.analysis.certainty import certainty
from lotsen.analysis.priorities import CriterionInput, prioritise, tally_people
from lotsen.analysis.results.robustness import Sureness, WeightSource
from lotsen.analysis.weights import group_weights
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.ids import new_id
from tests.support.imagined import said

NAN = float("nan")


def ids(n):
    return [new_id() for _ in range(n)]


def answers_of(people, categories, goals, seed=1):
    random = np.random.default_rng(seed)
    middle = random.uniform(0, 3, (categories, goals))
    answers = np.clip(np.rint(middle + random.normal(0, 0.8, (people, categories, goals))), 0, 3)
    answers[random.random(answers.shape) < 0.2] = NAN
    return answers


def room(answers, points, criteria=(), categories=None, goals=None):
    """Priorities of answers [people, categories, goals] and points [people, goals]."""
    answers, points = np.asarray(answers, dtype=float), np.asarray(points, dtype=float)
    categories, goals = categories or ids(answers.shape[1]), goals or ids(answers.shape[2])
    weights = group_weights(goals, [dict(zip(goals, row, strict=True)) for row in points])
    return prioritise(tally_people(categories, goals, answers), weights, criteria, people=len(answers))


def points_of(people, goals, seed=1):
    return np.random.default_rng(seed).dirichlet(np.full(goals, 3.0), people)


def test_of_the_statements_that_are_called_about_ninety_per_cent_sure_nine_of_ten_are_true():
    sure, right = said(range(70), draws=1500)
    about = (sure >= 0.85) & (sure <= 0.95)
    assert about.sum() > 200
    assert 0.87 <= right[about].mean() <= 0.93
    assert right[sure > 0.99].mean() > 0.99
    assert right[sure < 0.65].mean() < 0.65


def test_probabilities_add_up_to_the_places_on_the_list_and_carry_their_error():
    result = certainty(room(answers_of(20, 12, 5), points_of(20, 5)))
    assert result.top_size == 4
    assert result.in_top.sum() == pytest.approx(4)
    assert result.standard_error.max() < 0.01
    assert result.rank_acceptability.sum(axis=1) == pytest.approx(np.ones(12))
    assert result.pairwise_winning + result.pairwise_winning.T + np.eye(12) == pytest.approx(np.ones((12, 12)))
    assert (result.best_rank <= result.median_rank).all()
    assert (result.median_rank <= result.worst_rank).all()
    assert result.enough
    assert (result.weights_from, result.agreed_cells, result.agreed_weights) == (WeightSource.PEOPLE, 0, False)


def test_a_word_stands_for_being_on_the_list_as_well_as_for_being_off_it():
    said_of = {0.95: Sureness.SURE, 0.9: Sureness.SURE, 0.7: Sureness.LIKELY, 0.5: Sureness.OPEN, 0.4: Sureness.OPEN}
    assert [Sureness.of(p) for p in said_of] == list(said_of.values())
    assert (Sureness.of(0.05), Sureness.of(0.34)) == (Sureness.SURE, Sureness.LIKELY)


def test_with_four_people_there_is_a_result_but_not_enough_of_them():
    assert not certainty(room(answers_of(4, 9, 3), points_of(4, 3))).enough


def test_the_more_people_agree_the_surer_the_list_is():
    answers = np.array([[[2.0], [2], [2], [1], [1], [1]]])
    sure = [certainty(room(np.repeat(answers, n, axis=0), np.ones((n, 1)))).in_top[0] for n in (1, 5, 30)]
    assert sure[0] < sure[1] <= sure[2]
    assert sure[2] > 0.99


def test_a_category_without_a_rank_has_no_probability():
    answers = answers_of(12, 6, 3)
    answers[:, 2] = NAN
    result = certainty(room(answers, points_of(12, 3)))
    assert np.isnan(result.in_top[2])
    assert np.isnan(result.pairwise_winning[2]).all()
    assert (result.words[2], result.median_rank[2]) == (None, 0)
    assert result.in_top[[0, 1, 3, 4, 5]].sum() == pytest.approx(result.top_size)


def test_a_missing_cell_is_left_out_and_the_others_weigh_the_more():
    answers = np.array([[[3, NAN], [2, 2.0], [1, 3]]] * 4)
    result = room(answers, [[6, 4]])
    cells = beliefs.Beliefs(result.unit, np.zeros((3, 2)), np.zeros((3, 2)), np.zeros(3))
    drawn = beliefs.draw(result, 50, 1)
    by_hand = [[1.0, (a + b) * 2 / 3, a / 3 + b] for a, b in drawn.weights]
    assert beliefs.scores(cells, drawn) == pytest.approx(np.array(by_hand))


def test_what_everybody_settled_has_no_doubt_and_is_counted():
    plain = room(answers_of(8, 6, 3), points_of(8, 3))
    agreed = plain.cells.agreed.copy()
    agreed[:] = np.arange(18).reshape(6, 3) / 6
    cells = type(plain.cells)(*(agreed if name in ("agreed", "value") else getattr(plain.cells, name)
                                for name in plain.cells.__slots__))  # fmt: skip
    goals = plain.goal_weights.subjects
    settled = prioritise(cells, group_weights(goals, [], dict.fromkeys(goals, 1.0)), people=8)
    result = certainty(settled)
    assert (result.agreed_cells, result.agreed_weights, result.weights_from) == (18, True, WeightSource.AGREED)
    assert result.in_top.tolist() == [0, 0, 0, 1, 1, 1]
    assert result.groups == ((5,), (4,), (3,), (2,), (1,), (0,))


def test_nobody_gave_weights_so_any_weights_count():
    answers = np.array([[[3.0, 0], [0, 3], [2, 2], [1, 0]]] * 30)
    result = certainty(room(answers, np.zeros((0, 2))))
    assert result.weights_from is WeightSource.ANY
    assert result.rank_acceptability[0, 0] == pytest.approx(1 / 3, abs=0.05)
    assert result.central_weights[0, 0] == pytest.approx(5 / 6, abs=0.04)


def test_one_persons_weights_leave_doubt():
    result = room(answers_of(20, 9, 3), [[5, 3, 2]])
    drawn = beliefs.draw(result, 20_000, 1).weights
    assert drawn.mean(axis=0) == pytest.approx([0.5, 0.3, 0.2], abs=0.01)
    assert drawn.std(axis=0).min() > 0.1


def test_figures_are_sure_but_for_their_stated_error():
    spend = CriterionInput(new_id(), CriterionKind.SPEND, weight=1.0, values=[100.0, 95, 90, 85, 10])
    result = room(np.array([[[1.0]] * 5] * 6), np.ones((6, 1)), [spend])
    assert certainty(result).in_top.tolist() == [1, 1, 1, 0, 0]
    unsure = certainty(result, errors={spend.id: [0.0, 0, 0.2, 0.2, 0.2]}).in_top
    assert 0.5 < unsure[2] < 0.9
    assert unsure[4] == 0


def test_the_weight_at_which_a_category_becomes_first_is_where_two_lines_cross():
    # A (3, 0) and B (0, 2) cross at 3t = 2(1 - t), t = 0.4; equal weights now
    answers = np.array([[[3.0, 0], [0, 2], [0, 0], [0, 0]]] * 6)
    result = certainty(room(answers, np.ones((6, 2))))
    assert result.first_weight[:2] == pytest.approx(np.array([[0.4, 0.6], [0.4, 0.6]]))
    assert np.isnan(result.first_weight[2:]).all()


def test_neighbours_that_beat_each_other_by_turns_are_one_group():
    answers = np.array([[[3.0], [3], [1], [1], [1], [0]]] * 12)
    groups = certainty(room(answers, np.ones((12, 1)))).groups
    assert [sorted(group) for group in groups] == [[0, 1], [2, 3, 4], [5]]


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_goals_and_categories_permutes_the_result(order):
    answers, points, categories, goals = answers_of(9, 8, 4), points_of(9, 4), ids(8), ids(4)
    people, rows, columns = (order.sample(range(n), n) for n in (9, 8, 4))
    before = certainty(room(answers, points, (), categories, goals), draws=300)
    mixed = answers[people][:, rows][:, :, columns], points[people][:, columns]
    after = certainty(room(*mixed, (), [categories[i] for i in rows], [goals[j] for j in columns]), draws=300)
    assert after.in_top == pytest.approx(before.in_top[rows])
    assert after.pairwise_winning == pytest.approx(before.pairwise_winning[np.ix_(rows, rows)])
    assert after.central_weights == pytest.approx(before.central_weights[np.ix_(rows, columns)], nan_ok=True)
    assert after.list_weight == pytest.approx(before.list_weight[np.ix_(rows, columns)], nan_ok=True)


def test_a_category_that_is_worse_everywhere_hardly_moves_another():
    answers, points, categories, goals = answers_of(20, 9, 4), points_of(20, 4), ids(10), ids(4)
    worse = np.concatenate([answers, np.zeros((20, 1, 4))], axis=1)
    alone = certainty(room(answers, points, (), categories[:9], goals))
    beside = certainty(room(worse, points, (), categories, goals))
    assert beside.top_size == alone.top_size
    assert beside.in_top[:9] == pytest.approx(alone.in_top, abs=0.02)
    assert beside.in_top[9] < 0.001


def test_nothing_to_rank_is_a_result_all_the_same():
    for answers in (np.full((3, 2, 2), NAN), np.zeros((3, 0, 2)), np.zeros((0, 0, 0))):
        goals = answers.shape[2]
        result = certainty(room(answers, np.ones((3, goals))))
        assert np.isnan(result.in_top).all()
        assert result.groups == ()
