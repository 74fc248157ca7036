import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.weights import (
    aggregate,
    critic,
    entropy,
    group_weights,
    normalised,
    rank_order_centroid,
    swing,
)
from lotsen.domain.ids import new_id
from lotsen.domain.room import Gathering
from lotsen.errors import InvalidInput

CLIMATE, MARKET, COST = (new_id() for _ in range(3))
GOALS = (CLIMATE, MARKET, COST)


def test_marks_become_shares_of_each_person_and_their_mean_is_the_groups():
    weights = group_weights(GOALS, [{CLIMATE: 6, MARKET: 4}, {CLIMATE: 2, MARKET: 3, COST: 5}])
    assert weights.each == pytest.approx(np.array([[0.6, 0.4, 0.0], [0.2, 0.3, 0.5]]))
    assert weights.mean == pytest.approx([0.4, 0.35, 0.25])
    assert weights.people == 2


def test_everybody_counts_the_same_however_many_points_they_gave_out():
    weights = group_weights(GOALS, [{CLIMATE: 100}, {COST: 1}])
    assert weights.mean == pytest.approx([0.5, 0.0, 0.5])


def test_while_nobody_has_given_a_mark_all_goals_weigh_the_same():
    for people in ([], [{}], [{CLIMATE: 0}]):
        weights = group_weights(GOALS, people)
        assert weights.mean == pytest.approx([1 / 3] * 3)
        assert weights.people == 0


def test_an_agreed_weight_overrides_the_votes_and_keeps_them():
    weights = group_weights(GOALS, [{CLIMATE: 10}], agreed={MARKET: 5, COST: 5})
    assert weights.mean == pytest.approx([0, 0.5, 0.5])
    assert weights.agreed
    assert weights.each == pytest.approx(np.array([[1.0, 0, 0]]))


@pytest.mark.parametrize(("people", "shown"), [(1, False), (4, False), (5, True), (9, True)])
def test_spread_is_not_shown_for_one_to_four_people(people, shown):
    weights = group_weights(GOALS, [{CLIMATE: 10}, {COST: 10}, *[{MARKET: 10}] * people][:people])
    assert np.isnan(weights.spread).all() is not shown
    if shown:
        assert weights.spread == pytest.approx(np.std(weights.each, axis=0))


def test_no_goals_have_no_weights():
    assert group_weights((), [{}]).mean.shape == (0,)


@given(st.lists(st.lists(st.floats(0, 100), min_size=4, max_size=4), max_size=8))
def test_weights_add_up_to_one_for_every_person_and_the_group(points):
    each = normalised(np.array(points).reshape(-1, 4))
    assert each.sum(axis=1) == pytest.approx(np.ones(len(each)))
    goals = [new_id() for _ in range(4)]
    group = group_weights(goals, [dict(zip(goals, row, strict=True)) for row in points])
    assert group.mean.sum() == pytest.approx(1)


def test_swing_points_become_shares_like_any_points():
    assert swing(np.array([[100.0, 60, 40]])) == pytest.approx(np.array([[0.5, 0.3, 0.2]]))


@pytest.mark.parametrize(
    ("places", "weights"),
    [
        # Barron and Barrett 1996, table of centroid weights: n = 3 and 4.
        ([1, 2, 3], [0.6111, 0.2778, 0.1111]),
        ([4, 1, 3, 2], [0.0625, 0.5208, 0.1458, 0.2708]),
        ([1], [1]),
        # On one place: the mean of the weights of the places that are taken up together.
        ([1, 1, 3], [0.4444, 0.4444, 0.1111]),
        ([1, 2, 2], [0.6111, 0.1944, 0.1944]),
        ([5, 5, 5], [0.3333, 0.3333, 0.3333]),
    ],
)
def test_an_order_of_importance_gives_its_centroid(places, weights):
    assert rank_order_centroid(np.array([places], dtype=float))[0] == pytest.approx(weights, abs=5e-5)


# Elsayed, Dawood and Karthikeyan, Evaluating alternatives through TOPSIS with entropy weight (2017), as in
# kotbaton/pymcdm (MIT), test/test_weights.py.
PUMPS = [
    [7, 312, 1891, 6613, 163], [72, 88, 728, 941804, 1078], [10, 252, 2594, 3466, 117471], [10, 145, 980, 2371, 86329],
    [65, 54, 350, 501, 29897], [29, 48, 380, 912, 34051], [7, 476, 3300, 78470, 2212], [70, 87, 650, 733, 819000],
    [4, 86, 591, 3015, 103], [12, 79, 579, 3240, 96098], [21, 45, 261, 1253, 453], [1, 72, 530, 4333, 0.1048],
]  # fmt: skip
# Tuş and Adalı, The new combination with CRITIC and WASPAS methods, Opsearch 56 (2019), as in the same file.
SOFTWARE = [
    [5000, 3, 3, 4, 3, 2],
    [680, 5, 3, 2, 2, 1],
    [2000, 3, 2, 3, 4, 3],
    [600, 4, 3, 1, 2, 2],
    [800, 2, 4, 3, 3, 4],
]


def test_entropy_gives_its_published_weights():
    found = entropy(np.array(PUMPS, dtype=float))
    assert found == pytest.approx([0.104991, 0.069124, 0.071373, 0.449937, 0.304575], abs=1e-6)


def test_critic_gives_its_published_weights():
    assert critic(np.array(SOFTWARE, dtype=float)) == pytest.approx(
        [0.157, 0.249, 0.168, 0.121, 0.154, 0.151], abs=5e-4
    )


def test_the_direction_of_a_criterion_turns_its_correlations():
    # By hand: columns 0, .5, 1 and 0, 1, .5 have the deviation .4082 and correlate with .5; with the third column,
    # 1, .5, 0, the first correlates with -1 and the second with -.5; minimised, with 1 and .5.
    matrix = np.array([[0, 0, 2], [1, 2, 1], [2, 1, 0]], dtype=float)
    assert critic(matrix) == pytest.approx(np.array([2.5, 2.0, 3.5]) / 8)
    assert critic(matrix, np.array([True, True, False])) == pytest.approx([0.25, 0.5, 0.25])


def test_a_constant_column_weighs_nothing():
    matrix = np.array([[1, 7, 4], [2, 7, 1], [4, 7, 2]], dtype=float)
    for found in (entropy(matrix), critic(matrix)):
        assert found[1] == 0
        assert found.sum() == pytest.approx(1)


def test_criteria_that_all_say_the_same_share_the_weight():
    assert critic(np.array([[1, 10], [2, 20], [4, 40]], dtype=float)) == pytest.approx([0.5, 0.5])
    assert critic(np.array([[1, 5], [2, 5]], dtype=float)) == pytest.approx([1, 0])


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([[1, 2]], "at least two alternatives"),
        ([[1, 2], [1, 2]], "tell nothing apart"),
    ],
)
def test_data_that_tell_nothing_are_refused(matrix, told):
    for weigh in (entropy, critic):
        with pytest.raises(InvalidInput, match=told):
            weigh(np.array(matrix, dtype=float))


def test_entropy_refuses_what_is_not_above_zero_and_says_where():
    with pytest.raises(InvalidInput, match="row 2, column 1 is -3"):
        entropy(np.array([[1, 2], [-3, 4]], dtype=float))


EACH = np.array([[0.6, 0.4, 0.0], [0.2, 0.3, 0.5], [0.1, 0.8, 0.1]])


def test_the_mean_counts_people_by_their_say():
    group = aggregate(EACH, say=np.array([2.0, 1, 1]))
    assert group.weights == pytest.approx([0.375, 0.475, 0.15])
    assert group.lowest == pytest.approx([0.1, 0.3, 0])
    assert group.spread[0] == pytest.approx(np.std([0.6, 0.6, 0.2, 0.1]))


def test_the_median_is_divided_by_its_sum():
    assert aggregate(EACH, Gathering.MEDIAN).weights == pytest.approx(np.array([0.2, 0.4, 0.1]) / 0.7)
    assert aggregate(EACH[:2], Gathering.MEDIAN).weights == pytest.approx([0.4, 0.35, 0.25])


def test_a_person_with_twice_the_say_is_two_people():
    twice = np.vstack([EACH, EACH[:1]])
    for how in (Gathering.MEAN, Gathering.MEDIAN):
        heavy = aggregate(EACH, how, np.array([2.0, 1, 1]))
        assert heavy.weights == pytest.approx(aggregate(twice, how).weights)


def test_under_the_geometric_mean_a_zero_is_a_veto_and_said_so():
    group = aggregate(EACH, Gathering.GEOMETRIC)
    assert group.weights[2] == 0
    assert group.weights[0] / group.weights[1] == pytest.approx((0.012 / 0.096) ** (1 / 3))
    assert "happened to 1 criteria" in str(group.remarks[0])
    with pytest.raises(InvalidInput, match="Take the mean"):
        aggregate(np.array([[1.0, 0], [0, 1]]), Gathering.GEOMETRIC)


def test_a_person_without_a_say_neither_vetoes_nor_counts():
    group = aggregate(EACH, Gathering.GEOMETRIC, np.array([0.0, 1, 1]))
    assert group.weights[2] > 0
    assert group.highest[0] == pytest.approx(0.2)


@pytest.mark.parametrize("say", [[0.0, 0, 0], [1.0, -1, 1]])
def test_somebody_has_to_count(say):
    with pytest.raises(InvalidInput, match="Somebody has to count"):
        aggregate(EACH, say=np.array(say))


POSITIVE = hnp.arrays(np.float64, st.tuples(st.integers(2, 8), st.integers(1, 6)), elements=st.integers(1, 100))


@given(POSITIVE, st.sampled_from(list(Gathering)), st.data())
def test_the_groups_weights_add_up_to_one_whoever_comes_first(points, how, data):
    each, order = normalised(points), list(data.draw(st.permutations(range(len(points)))))
    group = aggregate(each, how)
    assert group.weights.sum() == pytest.approx(1)
    assert aggregate(each[order], how).weights == pytest.approx(group.weights)
    assert (group.lowest <= group.highest).all()


@given(hnp.arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 8)), elements=st.integers(1, 9)))
def test_an_order_gives_weights_that_add_up_to_one_and_keep_it(places):
    each = rank_order_centroid(places)
    assert each.sum(axis=1) == pytest.approx(np.ones(len(places)))
    for said, weights in zip(places, each, strict=True):
        for i, j in np.ndindex(len(said), len(said)):
            assert np.sign(said[j] - said[i]) == np.sign(round(weights[i] - weights[j], 12))


@settings(deadline=None)
@given(POSITIVE)
def test_weights_from_the_data_add_up_to_one(matrix):
    if (matrix.max(axis=0) > matrix.min(axis=0)).any():
        for found in (entropy(matrix), critic(matrix)):
            assert found.sum() == pytest.approx(1)
            assert (found >= -1e-12).all()


@given(POSITIVE)
def test_weights_from_the_data_are_those_of_pymcdm_wherever_it_has_an_answer(matrix):
    from pymcdm.weights import critic_weights, entropy_weights

    varied = matrix[:, matrix.max(axis=0) > matrix.min(axis=0) * (1 + 1e-6)]
    assume(varied.shape[0] > 1 and varied.shape[1] > 1)
    assert entropy(varied) == pytest.approx(entropy_weights(varied), abs=1e-6)
    unit = (varied - varied.min(axis=0)) / (varied.max(axis=0) - varied.min(axis=0))
    assume((1 - np.corrcoef(unit, rowvar=False)).sum() > 1e-3)
    assert critic(varied) == pytest.approx(critic_weights(unit), abs=1e-6)
