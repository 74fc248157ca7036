import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.weights import group_weights, normalised
from lotsen.domain.ids import new_id

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
