from itertools import pairwise
from statistics import fmean, pstdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.agreement.spread import settlings, spread

NAN = float("nan")

# Means 2.5, 1.5 and 2; the first item is split 3, 3, 3, 1; the second 0, 0, 3, 3.
SPLIT = np.array([[3.0, 0, 2], [3, 0, 2], [3, 3, 2], [1, 3, 2]])


@pytest.mark.parametrize(("judges", "shown"), [(1, False), (4, False), (5, True)])
def test_one_to_four_judges_give_no_spread(judges, shown):
    found = spread(np.arange(judges, dtype=float)[:, None])
    for figure in (found.deviation, found.lowest, found.highest):
        assert np.isnan(figure[0]) is not shown
    assert (found.judges[0], found.mean[0]) == (judges, (judges - 1) / 2)


def test_the_item_that_people_disagree_on_most_comes_first_with_what_settling_it_would_move():
    first, second, third = settlings(SPLIT)
    assert (first.item, first.mean, first.rank) == (1, 1.5, 3)
    assert (first.low, first.low_rank, first.high, first.high_rank, first.moves) == (0, 3, 3, 1, 2)
    assert (second.item, second.low, second.low_rank, second.high_rank, second.moves) == (0, 1, 3, 1, 2)
    assert (third.item, third.deviation, third.low, third.high, third.moves) == (2, 0, 2, 2, 0)


def test_ranks_count_from_the_lowest_mean():
    assert [(one.item, one.rank) for one in settlings(SPLIT, lowest_first=True)] == [(1, 1), (0, 3), (2, 2)]


def test_an_item_that_nobody_judged_is_not_in_the_order():
    assert [one.item for one in settlings(np.array([[1.0, NAN], [2, NAN]]))] == [0]
    assert settlings(np.zeros((0, 3))) == ()


@given(
    hnp.arrays(
        np.float64,
        st.tuples(st.integers(1, 8), st.integers(1, 5)),
        elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, NAN]),
    )
)
def test_spread_and_order_are_those_of_the_answers(answers):
    found, order = spread(answers), settlings(answers)
    for i in range(answers.shape[1]):
        known = [float(a) for a in answers[:, i] if not np.isnan(a)]
        assert found.judges[i] == len(known)
        assert found.deviation[i] == pytest.approx(pstdev(known) if len(known) >= 5 else NAN, nan_ok=True)
        assert found.mean[i] == pytest.approx(fmean(known) if known else NAN, nan_ok=True)
    assert all(a.deviation >= b.deviation - 1e-9 for a, b in pairwise(order))
    assert all(one.low <= one.mean <= one.high and one.high_rank <= one.rank <= one.low_rank for one in order)
