import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.agreement.consensus import ahp_consensus, consensus_word, least_entropy
from lotsen.analysis.results.agreement import ConsensusWord

ALIKE = [[0.5, 0.3, 0.2], [0.45, 0.35, 0.2], [0.55, 0.25, 0.2]]
APART = [[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.2, 0.6, 0.2]]
"""Everyone prefers something else: the uncorrected index still says 0.67, 'moderate'."""


def test_people_who_are_alike_have_nearly_full_consensus():
    found = ahp_consensus(np.array(ALIKE))
    assert found.corrected == pytest.approx(0.99, abs=0.005)
    assert found.word is ConsensusWord.VERY_HIGH


def test_people_who_each_prefer_something_else_have_little_although_the_uncorrected_index_says_more():
    found = ahp_consensus(np.array(APART))
    assert found.corrected == pytest.approx(0.44, abs=0.005)
    assert found.uncorrected == pytest.approx(0.67, abs=0.005)
    assert found.word is ConsensusWord.VERY_LOW
    assert consensus_word(found.uncorrected) is ConsensusWord.MODERATE


def test_the_entropies_by_hand():
    """People (½, ½) and (¾, ¼): H of each 0.6931 and 0.5623, of their mean (⅝, ⅜) 0.6616."""
    found = ahp_consensus(np.array([[1, 1], [3, 1]]))
    assert (found.within, found.all) == (pytest.approx(0.62774, abs=1e-5), pytest.approx(0.66156, abs=1e-5))
    assert found.uncorrected == pytest.approx((math.exp(-found.between) - 1 / 2) / (1 - 1 / 2))


def test_the_least_entropy_is_that_of_one_criterion_nine_times_preferred_to_all():
    weights = [9 / 11, 1 / 11, 1 / 11]
    assert least_entropy(3) == pytest.approx(-sum(w * math.log(w) for w in weights))


def test_people_further_apart_than_the_scale_allows_have_none():
    assert ahp_consensus(np.eye(4)).corrected == 0


@pytest.mark.parametrize("weights", [[[1, 2]], [[1], [1]], [[1, 2], [0, 0]], [[1, 2], [np.nan, np.nan]]], ids=str)
def test_it_takes_two_people_with_weights_and_two_criteria(weights):
    assert ahp_consensus(np.array(weights, dtype=float)) is None


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.5, "very low"), (0.51, "low"), (0.625, "low"), (0.75, "moderate"), (0.875, "high"), (0.88, "very high")],
)
def test_the_words_are_those_of_ahp_os(share, word):
    assert consensus_word(share).value == word


POINTS = st.integers(2, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(0, 10), min_size=n, max_size=n).filter(any).map(tuple), min_size=2, max_size=7
    )
)


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_people_and_criteria_leaves_the_consensus_as_it_is(points, random):
    weights = np.array(points, dtype=float)
    people, criteria = list(range(weights.shape[0])), list(range(weights.shape[1]))
    random.shuffle(people)
    random.shuffle(criteria)
    before, after = ahp_consensus(weights), ahp_consensus(weights[people][:, criteria])
    assert after.corrected == pytest.approx(before.corrected)
    assert 0 <= before.corrected <= before.uncorrected + 1e-12 <= 1 + 1e-12


@given(POINTS)
def test_people_of_one_mind_give_1(points):
    assert ahp_consensus(np.array([points[0]] * 3, dtype=float)).corrected == pytest.approx(1)
