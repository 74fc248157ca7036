"""The ways of weighing: what a person's answers come to, when they count, and the group's weights from them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.ways import answered, weigh
from lotsen.analysis.weights import gathered
from lotsen.domain.ids import new_id
from lotsen.domain.room import Gathering, Weighing, WeightAnswers
from lotsen.domain.weighing import STEPS, directed, fitting, in_order, ratio_of, step_of

A, B, C = GOALS = tuple(new_id() for _ in range(3))
ANNA, BO, CARL = (new_id() for _ in range(3))


@pytest.mark.parametrize(
    ("way", "answers", "weights"),
    [
        (Weighing.MARKS, WeightAnswers(marks={A: 6, C: 4}), [0.6, 0, 0.4]),
        (Weighing.SWING, WeightAnswers(swing={A: 100, B: 60, C: 40}), [0.5, 0.3, 0.2]),
        # Barron and Barrett 1996, table of centroid weights, n = 3.
        (Weighing.ORDER, WeightAnswers(order={C: 1, A: 2, B: 3}), [0.2778, 0.1111, 0.6111]),
        # Saaty, Decision making with the analytic hierarchy process (2008), table 3, its part coffee, wine, tea.
        (Weighing.PAIRS, WeightAnswers(pairs={(A, B): 9, (A, C): 5, (B, C): 1 / 3}), [0.7482, 0.0714, 0.1804]),
    ],
)
def test_each_way_gives_a_person_the_weights_that_were_published_for_it(way, answers, weights):
    assert answered(way, GOALS, answers).weights == pytest.approx(weights, abs=6e-3)


@pytest.mark.parametrize(
    ("way", "answers", "missing", "parts"),
    [
        (Weighing.MARKS, WeightAnswers(), (), ()),
        (Weighing.SWING, WeightAnswers(swing={A: 100}), (B, C), ()),
        (Weighing.SWING, WeightAnswers(swing={A: 95, B: 20, C: 0}), (), ()),
        (Weighing.ORDER, WeightAnswers(order={A: 1, B: 2}), (C,), ()),
        (Weighing.PAIRS, WeightAnswers(pairs={(A, C): 3}), (), ((A, C), (B,))),
    ],
)
def test_answers_that_are_not_complete_do_not_count_and_say_what_is_missing(way, answers, missing, parts):
    found = answered(way, GOALS, answers)
    assert found.weights is None
    assert (found.missing, found.parts) == (missing, parts)
    group = weigh(GOALS, {ANNA: answers, BO: WeightAnswers({A: 1}, {A: 100, B: 0, C: 0}, dict.fromkeys(GOALS, 1))}, way)
    assert group.people == (0 if way is Weighing.PAIRS else 1)


def test_contradictions_count_and_the_worst_three_comparisons_are_known():
    found = answered(Weighing.PAIRS, GOALS, WeightAnswers(pairs={(A, B): 5, (B, C): 5, (A, C): 1 / 3}))
    assert found.weights is not None
    assert found.pairwise is not None
    assert not found.pairwise.acceptable
    assert found.pairwise.worst[0].places == (0, 1, 2)


def test_only_answers_in_the_rooms_way_count_and_the_others_are_kept():
    people = {ANNA: WeightAnswers(marks={A: 10}), BO: WeightAnswers(order={A: 3, B: 2, C: 1})}
    marks, order = weigh(GOALS, people, Weighing.MARKS), weigh(GOALS, people, Weighing.ORDER)
    assert marks.group.mean == pytest.approx([1, 0, 0])
    assert order.group.mean == pytest.approx([1 / 9, 5 / 18, 11 / 18])
    assert set(order.answers) == {ANNA, BO}
    assert order.marks == {ANNA: {A: 10}}


def test_a_group_is_gathered_as_the_room_wants_and_people_count_as_was_said():
    people = {p: WeightAnswers(swing=dict(zip(GOALS, given, strict=True)))
              for p, given in {ANNA: (100, 60, 40), BO: (100, 50, 50), CARL: (10, 100, 90)}.items()}  # fmt: skip
    rows = np.array([[0.5, 0.3, 0.2], [0.5, 0.25, 0.25], [0.05, 0.5, 0.45]])
    mean, median, geometric = (weigh(GOALS, people, Weighing.SWING, how).group.mean for how in Gathering)
    assert mean == pytest.approx(rows.mean(axis=0))
    assert median == pytest.approx(np.array([0.5, 0.3, 0.25]) / 1.05)
    roots = rows.prod(axis=0) ** (1 / 3)
    assert geometric == pytest.approx(roots / roots.sum())
    twice = weigh(GOALS, people, Weighing.SWING, say={CARL: 2})
    assert twice.group.mean == pytest.approx((rows[0] + rows[1] + 2 * rows[2]) / 4)
    without = weigh(GOALS, people, Weighing.SWING, say={CARL: 0})
    assert without.group.mean == pytest.approx(rows[:2].mean(axis=0))
    assert without.people == 2
    assert without.weights_of(CARL) != {}


def test_where_a_median_or_geometric_mean_leaves_nothing_the_mean_counts_and_says_so():
    alone = np.eye(3)
    for how in (Gathering.MEDIAN, Gathering.GEOMETRIC):
        group = gathered(alone, how)
        assert group is not None
        assert group.weights == pytest.approx([1 / 3] * 3)
        assert (group.how, len(group.remarks)) == (Gathering.MEAN, 1)
    assert gathered(alone, say=np.zeros(3)) is None


def test_agreed_weights_count_and_keep_the_answers_beside_them():
    group = weigh(GOALS, {ANNA: WeightAnswers(marks={A: 10})}, agreed={B: 30, C: 10, new_id(): 60})
    assert group.group.agreed
    assert group.group.mean == pytest.approx([0, 0.75, 0.25])
    assert [group.weights[goal].voted for goal in GOALS] == [1, 0, 0]
    assert group.people == 1
    assert dict(group.points) == {A: 0, B: 30, C: 10}


def test_answers_on_other_goals_and_off_the_scale_are_no_answers():
    strange = WeightAnswers(
        {new_id(): 5}, {A: 101, B: math.inf, C: math.nan}, {A: math.inf}, {(A, B): 1e300, (B, C): 0.0, (A, new_id()): 3}
    )
    for way in Weighing:
        group = weigh(GOALS, {ANNA: strange}, way, agreed={A: math.inf, B: math.nan, new_id(): 10})
        assert group.answers == {}
        assert group.group.mean == pytest.approx([1 / 3] * 3)


def test_the_range_is_shown_from_five_people_on():
    for n in (4, 5):
        group = weigh(GOALS, {new_id(): WeightAnswers(marks={A: k, B: 10 - k}) for k in range(n)})
        assert (group.weights[A].low is None) is (n < 5)
        assert np.isnan(group.group.spread).all() == (n < 5)


ANSWERS = st.builds(
    WeightAnswers,
    marks=st.dictionaries(st.sampled_from(GOALS), st.integers(0, 10)),
    swing=st.dictionaries(st.sampled_from(GOALS), st.sampled_from([0, 5, 50, 100])),
    order=st.dictionaries(st.sampled_from(GOALS), st.integers(1, 3)),
    pairs=st.dictionaries(st.sampled_from([(A, B), (B, C), (A, C)]), st.sampled_from([*map(ratio_of, STEPS)])),
)
ROOMS = st.lists(st.tuples(ANSWERS, st.sampled_from([0.0, 0.5, 1.0, 3.0])), max_size=7)


@given(ROOMS, st.sampled_from(Weighing), st.sampled_from(Gathering))
def test_weights_are_shares_whatever_was_answered(room, way, how):
    people = {new_id(): one for one, _ in room}
    say = dict(zip(people, (share for _, share in room), strict=True))
    group = weigh(GOALS, people, way, how, say)
    assert group.group.mean.sum() == pytest.approx(1)
    assert (group.group.mean >= 0).all()
    assert (group.group.each.sum(axis=1) == pytest.approx(1)) if group.people else True
    counted = [one for one in group.answers.values() if one.weights is not None]
    assert group.people <= len(counted)
    assert group.begun + len(counted) == sum(one.given.given(way) for one in group.answers.values())


@given(ROOMS, st.sampled_from(Weighing), st.sampled_from(Gathering))
def test_a_person_who_counts_twice_is_as_two_people_who_say_the_same(room, way, how):
    once = {new_id(): one for one, _ in room}
    twice = once | {new_id(): one for one, _ in room[:1]}
    say = dict.fromkeys(list(once)[:1], 2.0)
    found = weigh(GOALS, once, way, how, say), weigh(GOALS, twice, way, how)
    assert found[0].group.mean == pytest.approx(found[1].group.mean)


@given(st.sampled_from(STEPS))
def test_a_step_is_a_ratio_and_back_from_either_side(step):
    pair, kept = directed(A, B, ratio_of(step))
    assert pair == tuple(sorted((A, B)))
    assert directed(B, A, ratio_of(-step)) == (pair, pytest.approx(kept))
    assert step_of(ratio_of(step)) == step == -step_of(1 / ratio_of(step))
    assert 1 / 9 <= ratio_of(step) <= 9


def test_goals_without_a_place_come_last_and_pairs_are_gathered_geometrically():
    assert in_order(GOALS, {C: 1, A: 1}) == [A, C, B]
    assert [fitting(way) for way in Weighing] == [Gathering.MEAN] * 3 + [Gathering.GEOMETRIC]
