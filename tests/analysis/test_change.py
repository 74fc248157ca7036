import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.change import weight_thresholds, what_changes
from lotsen.analysis.priorities import CriterionInput, prioritise, ranking, tally, tally_people
from lotsen.analysis.results import Weights
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.ids import new_id

NAN = float("nan")
STEP = 1e-6


def ids(n):
    return [new_id() for _ in range(n)]


def weights_of(goals, mean):
    mean = np.asarray(mean, dtype=float)
    return Weights(tuple(goals), mean[None], mean, np.full(len(mean), NAN))


def room(answers, mean, criteria=()):
    answers = np.asarray(answers, dtype=float)
    categories, goals = ids(answers.shape[1]), ids(answers.shape[2])
    cells = tally_people(categories, goals, answers)
    return prioritise(cells, weights_of(goals, np.asarray(mean) / np.sum(mean)), criteria)


def score_at(result, j, weight):
    """The scores when goal `j` weighs `weight` among the goals, the others in proportion, recomputed from the cells."""
    goals = result.goal_weights.mean.size
    mean = result.goal_weights.mean.copy()
    mean *= (1 - weight) / (1 - mean[j])
    mean[j] = weight
    weights = result.weights.copy()
    weights[:goals] = mean * weights[:goals].sum()
    known = ~np.isnan(result.unit)
    with np.errstate(invalid="ignore"):
        return 100 * (known * np.nan_to_num(result.unit)) @ weights / (known @ weights)


def inside(result, i, j, weight, place):
    ranks = ranking(np.where(result.ranks > 0, score_at(result, j, weight), NAN))
    return bool(0 < ranks[i] <= place)


ROOMS = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 3), st.integers(2, 7), st.integers(2, 4)),
    elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, 3.0, NAN]),
)


@settings(max_examples=60)
@given(ROOMS, st.booleans())
def test_past_the_threshold_a_category_is_in_or_out_and_nowhere_nearer(answers, beside):
    spend = [CriterionInput(new_id(), CriterionKind.SPEND, 0.2, list(range(1, answers.shape[1] + 1)))] if beside else []
    result = room(answers, range(1, answers.shape[2] + 1), spend)
    for place in {1, result.top_size} - {0}:
        thresholds = weight_thresholds(result, (place,))[0]
        for (i, j), at in np.ndenumerate(thresholds):
            if not result.ranks[i]:
                assert np.isnan(at)
                continue
            now, present = 0 < result.ranks[i] <= place, result.goal_weights.mean[j]
            if np.isnan(at):
                nearer = np.linspace(0.001, 0.999, 60)
            else:
                past = at + STEP * (1 if at >= present else -1)
                if 0 < past < 1 and abs(at - present) > 1e-5:
                    assert inside(result, i, j, past, place) != now, (i, j, at)
                way = at - present
                nearer = present + way * np.linspace(0, 0.999, 40)
            changed = [t for t in nearer if inside(result, i, j, t, place) != now]
            assert not changed, (i, j, at, present, changed)


def test_two_lines_cross_where_they_were_computed_by_hand():
    # Top list of three. D = (0, 1.2) enters against C = (1, 0.8) where 1.2 (1 - t) = t + 0.8 (1 - t): t = 2/7
    answers = [[[3, 3], [3, 3], [1, 1], [0, 1]], [[3, 3], [3, 3], [1, 1], [0, 1]], [[3, 3], [3, 3], [1, 1], [0, 1]],
               [[3, 3], [3, 3], [1, 1], [0, 1]], [[3, 3], [3, 3], [1, 0], [0, 2]]]  # fmt: skip
    result = room(answers, [1, 1])
    assert result.value[2:] == pytest.approx(np.array([[1, 0.8], [0, 1.2]]))
    found = what_changes(result, result.categories[3])
    assert not found.listed
    assert (found.weight.weight, found.weight.tipping) == (0.5, pytest.approx(2 / 7))


def test_what_would_have_to_change_is_the_smallest_step_and_says_how_many_people():
    # Five judges, one goal: E has a mean of 1.0 and enters at D's 1.4, two steps
    answers = np.array([[3, 3, 1, 1], [3, 3, 2, 1], [3, 3, 1, 1], [3, 3, 2, 1], [3, 3, 1, 1]])[:, :, None]
    result = room(answers, [1])
    enters, leaves = what_changes(result, result.categories[3]), what_changes(result, result.categories[2])
    assert (enters.judgement.value, enters.judgement.tipping) == (1.0, pytest.approx(1.4))
    assert (enters.judgement.judges, enters.judgement.people) == (5, 2)
    assert leaves.listed
    assert (leaves.judgement.tipping, leaves.judgement.people) == (pytest.approx(1.0), 3)
    assert enters.weight is None


def test_where_nobody_can_step_further_no_number_of_people_is_told():
    result = room(np.array([[3, 3, 3, 0]] * 5)[:, :, None], [1])
    assert what_changes(result, result.categories[3]).judgement.people is None


def test_a_category_without_a_rank_or_a_rival_has_nothing_to_change():
    unranked = room([[[3, 3], [2, 2], [1, 1], [1, 2], [NAN, NAN]]], [1, 1])
    assert what_changes(unranked, unranked.categories[4]).judgement is None
    alone = room([[[3, 3], [2, 2]]], [1, 1])
    found = what_changes(alone, alone.categories[0])
    assert (found.listed, found.judgement, found.weight) == (True, None, None)


@settings(max_examples=60)
@given(ROOMS)
def test_so_many_people_one_step_further_change_the_list_and_one_fewer_do_not(answers):
    result = room(answers, range(1, answers.shape[2] + 1))
    for i, category in enumerate(result.categories):
        change = what_changes(result, category).judgement
        if change is None or change.people is None:
            continue
        j = result.cells.subjects.index(change.subject)
        for people, changed in ((change.people, True), (change.people - 1, False)):
            assert (stepped(result, i, j, people) != result.top[i]) is np.bool_(changed)


def stepped(result, i, j, people):
    """Whether category `i` is listed after `people` more steps in the cell, recomputed from the answers."""
    cells, step = result.cells, -1 if result.top[i] else 1
    value = cells.mean[i, j] + step * people / cells.judges[i, j]
    votes = [
        (c, s, v, int(cells.counts[a, b, v]))
        for a, c in enumerate(cells.categories)
        for b, s in enumerate(cells.subjects)
        for v in range(4)
    ]
    agreed = {(cells.categories[i], cells.subjects[j]): value}
    return prioritise(tally(cells.categories, cells.subjects, votes, agreed), result.goal_weights).top[i]


def test_two_categories_that_are_equal_at_every_weight_have_no_threshold():
    answers = np.array([[[0.0, 3, 0], [0, 0, 2]], [[0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 0]]])
    result = room(answers, (1, 2, 3))
    assert result.ranks.tolist() == [1, 1]
    assert np.isnan(weight_thresholds(result, (1,))[0][:, 0]).all()
