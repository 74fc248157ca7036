import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.robustness import piecewise, ranks_of, smaa, win_counts
from lotsen.analysis.sampling import any_weights
from tests.support.shared import SHARED

NAN = float("nan")
TOY = np.array([[9.0, 1, 3], [3, 3, 9], [3, 9, 1]])


def random(seed=1):
    return np.random.default_rng(seed)


def test_without_knowledge_of_weights_no_alternative_of_the_toy_is_safe():
    # Three alternatives scored 9-3-1 on three goals, 20,000 draws: P(first) .29 .40 .32
    result = smaa(TOY, any_weights(3, 20_000, random()), top=1)
    assert result.in_top == pytest.approx([0.29, 0.40, 0.32], abs=0.015)
    assert result.standard_error == pytest.approx([0.0032, 0.0035, 0.0033], abs=0.0001)


# Four draws of weights on two criteria, by hand: A (1, 0), B (0, 1), C (0.5, 0.5)
#   w = (1, 0)       A 1     B 0     C 0.5     ranks 1 3 2
#   w = (0.8, 0.2)   A 0.8   B 0.2   C 0.5     ranks 1 3 2
#   w = (0.5, 0.5)   A 0.5   B 0.5   C 0.5     all tie: 1 1 1
#   w = (0, 1)       A 0     B 1     C 0.5     ranks 3 1 2
def test_given_samples_give_the_shares_that_were_counted_by_hand():
    weights = np.array([[1, 0], [0.8, 0.2], [0.5, 0.5], [0, 1]])
    result = smaa(np.array([[1, 0], [0, 1], [0.5, 0.5]]), weights, top=2)
    assert result.rank_acceptability.tolist() == [[0.75, 0, 0.25], [0.5, 0, 0.5], [0.25, 0.75, 0]]
    assert result.central_weights == pytest.approx(np.array([[2.3 / 3, 0.7 / 3], [0.25, 0.75], [0.5, 0.5]]))
    assert result.pairwise_winning.tolist() == [[0, 0.5, 0.5], [0.25, 0, 0.25], [0.25, 0.5, 0]]
    assert result.in_top.tolist() == [0.75, 0.5, 1]
    assert result.mean_score == pytest.approx([2.3 / 4, 1.7 / 4, 0.5])
    assert result.confidence.tolist() == [1, 1, 1]


def test_a_dominated_alternative_is_never_first_and_has_no_central_weights():
    result = smaa(np.array([[0.9, 0.8], [0.5, 0.4]]), any_weights(2, 500, random()))
    assert result.rank_acceptability.tolist() == [[1, 0], [0, 1]]
    assert np.isnan(result.central_weights[1]).all()
    assert result.confidence == pytest.approx([1, NAN], nan_ok=True)


def test_confidence_is_the_share_of_values_with_which_the_central_weights_put_it_first():
    tables = np.array([[[1.0, 0.0], [0.0, 1.0]], [[0.4, 0.0], [0.0, 1.0]]])
    result = smaa(tables, np.array([[0.6, 0.4], [0.6, 0.4]]))
    assert result.in_top.tolist() == [0.5, 0.5]
    assert result.confidence.tolist() == [0.5, 0.5]


def test_fewer_tables_than_draws_come_round_again():
    tables = random().random((3, 4, 2))
    weights = any_weights(2, 7, random())
    whole = smaa(tables[np.arange(7) % 3], weights)
    assert smaa(tables, weights).rank_acceptability.tolist() == whole.rank_acceptability.tolist()


def test_many_draws_are_taken_in_steps_with_the_same_result(monkeypatch):
    tables, weights = random().random((50, 5, 3)), any_weights(3, 400, random())
    whole = smaa(tables, weights, top=2)
    monkeypatch.setattr("lotsen.analysis.robustness.AT_ONCE", 100)
    parts = smaa(tables, weights, top=2)
    for name in ("rank_acceptability", "central_weights", "confidence", "pairwise_winning", "mean_score"):
        assert getattr(parts, name) == pytest.approx(getattr(whole, name)), name


# Hodgett's SURE: triangular (least, mode, most) scores of three routes on five criteria, each criterion by its sum.
# R package MCDA 0.1.0 (EUPL-1.1), tests/testthat/test-SURE.R: mean scores 0.47, 0.25, 0.28; without the first route
# and the last criterion 0.42, 0.56.
LEAST = [[78, 87, 79, 19, 8], [68, 74, 8, 90, 89], [74.5, 9, 20, 81, 30]]
MODE = [[80, 87, 86, 19, 8], [70, 74, 10, 90, 89], [75, 9, 33, 82, 30]]
MOST = [[81, 87, 95, 19, 8], [72, 74, 15, 90, 89], [75.5, 9, 36, 84, 30]]
SURE_WEIGHTS = [0.339, 0.077, 0.434, 0.127, 0.023]


def triangular(least, mode, most, draws):
    least, mode, most = (np.array(one, dtype=float) for one in (least, mode, most))
    width = np.where(most > least, most - least, 1.0)
    u = random().random((draws, *least.shape))
    rising = least + np.sqrt(u * width * (mode - least))
    falling = most - np.sqrt((1 - u) * width * (most - mode))
    return np.where(most == least, least, np.where(u < (mode - least) / width, rising, falling))


@pytest.mark.parametrize(
    ("rows", "columns", "published"), [([0, 1, 2], 5, [0.47, 0.25, 0.28]), ([1, 2], 4, [0.42, 0.56])]
)
def test_the_three_routes_have_their_published_mean_scores(rows, columns, published):
    tables = triangular(LEAST, MODE, MOST, 10_000)[:, rows, :columns]
    weights = np.tile(SURE_WEIGHTS[:columns], (len(tables), 1))
    result = smaa(tables / tables.sum(axis=1, keepdims=True), weights)
    assert result.mean_score == pytest.approx(published, abs=0.01)
    assert np.argmax(result.in_top) == np.argmax(published)


# R package smaa 0.3-3 (GPL-3), tests/pvf.R
CUTOFFS, WORTH = np.array([50.0, 75, 90, 100]), np.array([1, 0.8, 0.5, 0])


def test_a_piecewise_value_function_gives_the_published_values():
    x = np.array([50.0, 60, 75, 90, 100, 10, 40, 101, 120])
    assert piecewise(x, CUTOFFS, WORTH) == pytest.approx([1, 0.92, 0.8, 0.5, 0, 1, 1, 0, 0])
    outside = np.array([10.0, 40, 101, 120])
    assert piecewise(outside, CUTOFFS, WORTH, clip=False) == pytest.approx([1.32, 1.08, -0.05, -1])


@pytest.mark.skipif(SHARED is None, reason="published cases are not here")
def test_the_published_value_function_is_the_one_in_the_file():
    cases = json.loads((SHARED / "mcda" / "published_cases.json").read_text(encoding="utf-8"))
    case = next(one for one in cases if one["id"] == "SMAA-2-pvf")
    given = {key: np.array(value, dtype=float) for key, value in case["input"].items()}
    clipped = piecewise(given["x"], given["cutoffs"], given["values"])
    assert clipped == pytest.approx(case["expected"]["clip"], abs=case["tolerance"])


WHOLE = hnp.arrays(
    np.float64,
    st.tuples(st.integers(2, 6), st.integers(1, 4)),
    elements=st.integers(0, 4).map(float),
)


@given(WHOLE, st.randoms(use_true_random=False))
def test_the_order_of_alternatives_criteria_and_draws_permutes_the_result(values, order):
    weights = random().integers(0, 5, (30, values.shape[1])) / 4
    rows, columns, draws = (order.sample(range(n), n) for n in (*values.shape, 30))
    before, after = smaa(values, weights, top=2), smaa(values[rows][:, columns], weights[draws][:, columns], top=2)
    assert after.rank_acceptability == pytest.approx(before.rank_acceptability[rows])
    assert after.pairwise_winning == pytest.approx(before.pairwise_winning[np.ix_(rows, rows)])
    assert after.central_weights == pytest.approx(before.central_weights[np.ix_(rows, columns)], nan_ok=True)
    assert after.in_top == pytest.approx(before.in_top[rows])


@given(WHOLE)
def test_an_alternative_that_is_worse_everywhere_moves_no_other(values):
    weights = any_weights(values.shape[1], 60, random())
    more = smaa(np.vstack([values, values.min(axis=0) - 1]), weights, top=2)
    alone = smaa(values, weights, top=2)
    assert more.in_top[:-1].tolist() == alone.in_top.tolist()
    assert more.pairwise_winning[:-1, :-1].tolist() == alone.pairwise_winning.tolist()
    assert more.rank_acceptability[-1, -1] == 1


@given(WHOLE)
def test_ranks_are_one_more_than_how_many_are_better(values):
    ranks = ranks_of(values.T)
    assert ranks.T.tolist() == [[1 + int((row > one).sum()) for one in row] for row in values]
    assert win_counts(ranks).tolist() == [[int((one > other).sum()) for other in values.T] for one in values.T]
