import numpy as np
import pytest
from scipy import stats

from lotsen.analysis.sampling import any_weights, interval_weights, mean_weights, ordered_weights, people_weights
from lotsen.errors import InvalidInput


def random(seed=1):
    return np.random.default_rng(seed)


def test_any_weights_are_uniform_on_the_simplex():
    weights = any_weights(4, 20_000, random())
    assert weights.sum(axis=1) == pytest.approx(np.ones(20_000))
    for j in range(4):
        assert stats.kstest(weights[:, j], stats.beta(1, 3).cdf).pvalue > 0.001


def test_ordered_weights_average_to_the_rank_order_centroid():
    # Four ranked criteria: .521 .271 .146 .062 (Barron and Barrett 1996)
    weights = ordered_weights([2, 0, 3, 1], 4, 40_000, random())
    assert (np.diff(weights[:, [2, 0, 3, 1]], axis=1) <= 0).all()
    assert weights.mean(axis=0)[[2, 0, 3, 1]] == pytest.approx([0.521, 0.271, 0.146, 0.062], abs=0.003)


def test_criteria_that_are_not_named_in_an_order_are_free():
    weights = ordered_weights([1, 0], 3, 20_000, random())
    assert (weights[:, 1] >= weights[:, 0]).all()
    assert stats.kstest(weights[:, 2], stats.beta(1, 2).cdf).pvalue > 0.001


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ([0, 0, 0, 0], [1, 1, 1, 1]),
        ([0.2, 0, 0, 0], [0.5, 1, 1, 0.3]),
        ([0.1, 0.1, 0.2, 0], [0.4, 0.2, 0.6, 0.5]),
        ([0, 0, 0, 0], [0.3, 0.3, 0.3, 0.3]),
    ],
)
def test_weights_within_intervals_are_distributed_as_those_that_rejection_leaves(low, high):
    low, high = np.array(low, dtype=float), np.array(high, dtype=float)
    found = interval_weights(low, high, 8_000, random())
    every = any_weights(4, 900_000, random(2))
    kept = every[((every >= low) & (every <= high)).all(axis=1)][:20_000]
    assert found.sum(axis=1) == pytest.approx(np.ones(8_000))
    assert (found >= low - 1e-12).all()
    assert (found <= high + 1e-12).all()
    for j in range(4):
        assert stats.ks_2samp(found[:, j], kept[:, j]).pvalue > 0.001, j
    assert stats.ks_2samp(found[:, 0] + found[:, 1], kept[:, 0] + kept[:, 1]).pvalue > 0.001


def test_a_small_part_of_a_large_simplex_is_reached_and_left_uniform():
    # Thirty weights within one per cent of 1/30: rejection would find one in 10^50.
    low, high = np.full(30, 1 / 30 - 0.0003), np.full(30, 1 / 30 + 0.0003)
    found = interval_weights(low, high, 4_000, random())
    middle = (found - 1 / 30) / 0.0003
    assert middle.mean(axis=0) == pytest.approx(np.zeros(30), abs=0.05)
    assert middle.var(axis=0) == pytest.approx(np.full(30, middle.var()), rel=0.12)
    correlation = np.corrcoef(found.T)[~np.eye(30, dtype=bool)]
    assert correlation.mean() == pytest.approx(-1 / 29, abs=0.002)


def test_intervals_that_leave_one_point_give_that_point():
    exact = np.array([0.5, 0.3, 0.2])
    assert interval_weights(exact, exact, 5, random()) == pytest.approx(np.tile(exact, (5, 1)))


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        ([0.6, 0.6], [1, 1], "lower ends add up to 1.2"),
        ([0, 0], [0.3, 0.4], "upper ends add up to 0.7"),
        ([0.5, 0], [0.4, 1], "not below its start"),
        ([-0.1, 0], [0.4, 1], "at least 0"),
    ],
)
def test_impossible_intervals_are_refused_in_words(low, high, told):
    with pytest.raises(InvalidInput, match=told):
        interval_weights(np.array(low, dtype=float), np.array(high, dtype=float), 10, random())


def test_everybody_comes_equally_often():
    each = np.eye(3)
    assert people_weights(each, 300, random()).sum(axis=0).tolist() == [100, 100, 100]
    assert sorted(people_weights(each, 301, random()).sum(axis=0).tolist()) == [100, 100, 101]


def test_the_mean_of_a_group_varies_as_students_distribution_says():
    each = any_weights(3, 12, random())
    drawn = mean_weights(each, 60_000, random())
    assert drawn.mean(axis=0) == pytest.approx(each.mean(axis=0), abs=0.002)
    assert drawn.var(axis=0) == pytest.approx(each.var(axis=0, ddof=1) / 12 * 11 / 9, rel=0.03)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(60_000))
