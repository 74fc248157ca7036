import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.agreement.statements import (
    group_aware_consensus,
    one_proportion,
    representative,
    two_proportions,
)

TEN = {"first": {"a": (9, 1, 0), "b": (8, 2, 0)}, "second": {"a": (10, 0, 0), "b": (2, 8, 0)}}


def test_the_published_figures_of_group_aware_consensus():
    """(10/12)(9/12) = 0.625 and (11/12)(3/12) = 0.229."""
    first, second = group_aware_consensus(TEN)
    assert (first.name, first.consensus) == ("first", pytest.approx(0.625))
    assert (second.name, second.consensus) == ("second", pytest.approx(0.229, abs=0.0005))


def test_a_statement_sets_the_groups_apart_that_stand_on_either_side_of_it():
    found = group_aware_consensus(TEN)
    assert (representative(found, "a"), representative(found, "b")) == (("second",), ("second",))
    a, b = found[1].stances
    assert (a.agrees, b.agrees) == (True, False)


def test_the_measure_of_a_representative_statement_by_hand():
    """p = 11/12 inside, 3/12 beside; z = (1 − 3/11) / √(7/11 · 4/11 · 2/11) = 3.5456 and 2 √11 (1 − ½) = 3.3166."""
    (_, second) = group_aware_consensus(TEN)
    apart = (1 - 3 / 11) / math.sqrt(7 / 11 * 4 / 11 * 2 / 11)
    assert second.stances[0].representative == pytest.approx((11 / 12) / (3 / 12) * apart * 11 / 12 * math.sqrt(11))


def test_the_test_of_two_proportions_gives_the_published_z():
    """z = −1.518 in the tests of polismath (compdemocracy/polis)."""
    assert two_proportions(15, 56, 24, 71) == pytest.approx(-1.518, abs=0.01)


def test_the_test_against_one_half_is_that_against_a_very_large_crowd_of_halves():
    assert two_proportions(30, 1_000_000, 50, 2_000_000) == pytest.approx(one_proportion(30, 50), abs=0.05)


def test_passing_counts_as_having_seen_the_statement():
    (statement,) = group_aware_consensus({"s": {"a": (2, 0, 6)}})
    assert statement.consensus == pytest.approx(3 / 10)


def test_a_statement_that_everybody_agrees_with_sets_nobody_apart():
    found = group_aware_consensus({"s": {"a": (9, 0, 0), "b": (9, 0, 0)}})
    assert representative(found, "a") == ()


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(*[st.integers(0, 50)] * 3), min_size=1, max_size=5))
def test_consensus_lies_between_0_and_1_and_one_more_vote_for_it_never_lowers_it(votes):
    (before,) = group_aware_consensus({"s": votes})
    group, (agree, disagree, passed) = next(iter(votes.items()))
    (after,) = group_aware_consensus({"s": {**votes, group: (agree + 1, disagree, passed)}})
    assert 0 < before.consensus <= after.consensus < 1
