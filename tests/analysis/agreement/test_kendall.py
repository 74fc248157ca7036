import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import chi2, friedmanchisquare

from lotsen.analysis.agreement.kendall import average_ranks, kendall_w

# Three judges on six competitors, I to VI; W = 0.63174603: "Example 10.10" in the tests of R's kendall.concordance.
EXAMPLE_10_10 = [[2, 4, 1, 6, 3, 5], [2, 3, 1, 5, 6, 4], [4, 3, 2, 5, 1, 6]]

# The anxiety of 20 persons by three raters, from the R package irr: kendall(anxiety, TRUE) prints
# Wt = 0.54, Chisq(19) = 30.8, p-value = 0.0429.
ANXIETY = [
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
]


def w(answers):
    return kendall_w(np.array(answers, dtype=float))


def test_the_published_example_without_ties_gives_its_figure():
    found = w(EXAMPLE_10_10)
    assert found.corrected == pytest.approx(0.63174603, abs=1e-8)
    assert found.uncorrected == pytest.approx(0.63174603, abs=1e-8)
    assert found.rank_sums.tolist() == [8, 10, 4, 16, 10, 15]
    assert (found.judges, found.degrees_of_freedom) == (3, 5)
    assert found.chi_square == pytest.approx(3 * 5 * 0.63174603)


def test_the_published_example_with_ties_gives_its_figures():
    found = w(ANXIETY)
    assert found.corrected == pytest.approx(0.54, abs=0.005)
    assert found.chi_square == pytest.approx(30.8, abs=0.05)
    assert found.p == pytest.approx(0.0429, abs=0.00005)
    assert found.uncorrected < found.corrected


def test_ties_by_hand():
    """Ranks 1 2.5 2.5 4 and 1 2 3.5 3.5; sums 2 4.5 6 7.5 about 5: 9 + 0.25 + 1 + 6.25 = 16.5; one pair each: T = 6.

    Uncorrected 12 · 16.5 / (4 · 60) = 198 / 240; corrected 198 / (240 − 2 · 12) = 198 / 216.
    """
    found = w([[1, 2, 2, 3], [10, 20, 30, 30]])
    assert found.uncorrected == pytest.approx(198 / 240)
    assert found.corrected == pytest.approx(198 / 216)
    assert found.chi_square == pytest.approx(2 * 3 * 198 / 216)


@pytest.mark.parametrize(
    "answers",
    [[[1, 2, 3]], [[1], [2]], [[1, 2], [np.nan, 1]], [[2, 2, 2], [1, 1, 1]], np.zeros((0, 3))],
    ids=["one judge", "one item", "an answer missing", "no order at all", "nobody"],
)
def test_there_is_no_w_without_two_judges_two_items_every_answer_and_an_order(answers):
    assert w(answers) is None


RATINGS = hnp.arrays(np.float64, st.tuples(st.integers(2, 7), st.integers(2, 8)), elements=st.integers(0, 4).map(float))


@given(RATINGS)
def test_w_lies_between_0_and_1_and_its_chi_square_is_friedmans(answers):
    found = kendall_w(answers)
    if found is None:
        return
    assert 0 <= found.uncorrected <= found.corrected + 1e-12 <= 1 + 1e-12
    assert found.p == pytest.approx(chi2.sf(found.chi_square, answers.shape[1] - 1))
    if answers.shape[1] > 2:
        assert found.chi_square == pytest.approx(friedmanchisquare(*answers.T).statistic)


@given(RATINGS, st.randoms(use_true_random=False))
def test_the_order_of_people_and_items_leaves_w_as_it_is(answers, random):
    people, items = list(range(answers.shape[0])), list(range(answers.shape[1]))
    random.shuffle(people)
    random.shuffle(items)
    before, after = kendall_w(answers), kendall_w(answers[people][:, items])
    assert (before is None) == (after is None)
    if before and after:
        assert after.corrected == pytest.approx(before.corrected)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=9).filter(lambda row: len(set(row)) > 1), st.integers(2, 6))
def test_people_of_one_mind_give_1(row, people):
    found = w([row] * people)
    assert found.corrected == pytest.approx(1)


def test_equal_values_share_the_mean_of_their_ranks():
    assert average_ranks(np.array([5.0, 1, 5, 0])).tolist() == [3.5, 2, 3.5, 1]
