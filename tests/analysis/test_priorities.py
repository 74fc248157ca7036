import time
from statistics import fmean, pstdev

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.priorities import (
    CONTRACT_HORIZON,
    CriterionInput,
    prioritise,
    ranking,
    tally,
    tally_people,
    top_size,
)
from lotsen.analysis.results import Weights
from lotsen.analysis.weights import group_weights
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.ids import new_id

NAN = float("nan")


def ids(n):
    return [new_id() for _ in range(n)]


def weights_of(goals, given):
    return group_weights(goals, [dict(zip(goals, given, strict=True))])


def ranked(answers, weights, criteria=()):
    """Priorities of answers [people, categories, goals] and one person's points."""
    answers = np.asarray(answers, dtype=float)
    categories, goals = ids(answers.shape[1]), ids(answers.shape[2])
    return prioritise(tally_people(categories, goals, answers), weights_of(goals, weights), criteria)


@pytest.mark.parametrize(
    ("categories", "listed"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (8, 3), (9, 3), (10, 3), (11, 4), (12, 4), (14, 5), (15, 5), (20, 7), (200, 7)],
)
def test_the_top_list_is_about_a_third_of_the_categories_three_to_seven(categories, listed):
    assert top_size(categories) == listed


# A worked example: three people, three categories, two goals weighing 60 and 40 points.
#             climate          market
# energy      3, 3, 2 → 8/3    1, 0, 1 → 2/3      S = 100·(0.6·8/9 + 0.4·2/9) = 62.2
# food        1, 2, 2 → 5/3    3, 3, 3 → 3        S = 100·(0.6·5/9 + 0.4·1)   = 73.3
# cleaning    0, -, ? → 0      -, -, - → missing  S = 100·(0.6·0) / 0.6       =  0.0
WORKED = [[[3, 1], [1, 3], [0, NAN]], [[3, 0], [2, 3], [NAN, NAN]], [[2, 1], [2, 3], [NAN, NAN]]]


def test_the_worked_example_gives_its_printed_numbers():
    result = ranked(WORKED, [60, 40])
    assert result.value[0] == pytest.approx([8 / 3, 2 / 3])
    assert result.weights == pytest.approx([0.6, 0.4])
    assert result.parts[:2] == pytest.approx(np.array([[53.333, 8.889], [33.333, 40.0]]), abs=0.001)
    assert result.score == pytest.approx([62.222, 73.333, 0.0], abs=0.001)
    assert result.judged == pytest.approx([1, 1, 0.6])
    assert list(result.ranks) == [2, 1, 3]
    assert result.order == (1, 0, 2)
    assert result.lowest[2] == pytest.approx(0)
    assert result.highest[2] == pytest.approx(40)


def test_the_steps_recompute_the_ranks_from_the_answers():
    result = ranked(WORKED, [60, 40])
    steps = {step.symbol: step.values for step in result.steps}
    assert list(steps) == ["n", "v", "u", "w", "W", "p", "S", "r"]
    for i in range(3):
        known = [j for j in range(2) if steps["n"][i, j]]
        assert steps["W"][i] == pytest.approx(sum(steps["w"][j] for j in known))
        score = sum(100 * steps["w"][j] * steps["v"][i, j] / 3 / steps["W"][i] for j in known)
        assert steps["S"][i] == pytest.approx(score)
        assert steps["r"][i] == 1 + sum(other > score + 1e-9 for other in steps["S"])


def test_i_dont_know_is_an_answer_that_is_counted_but_no_judgement():
    categories, goals = ids(1), ids(1)
    cell = (categories[0], goals[0])
    cells = tally(categories, goals, [(*cell, 3, 2), (*cell, 0, 1), (*cell, None, 4)])
    assert cells.mean[0, 0] == pytest.approx(2)
    assert (cells.judges[0, 0], cells.unsure[0, 0]) == (3, 4)


def test_votes_on_what_is_no_longer_there_are_left_out():
    categories, goals = ids(1), ids(1)
    cells = tally(categories, goals, [(new_id(), goals[0], 3, 1), (categories[0], new_id(), 3, 1)])
    assert cells.judges.sum() == 0


def test_an_agreed_value_counts_instead_of_the_mean_and_keeps_the_votes():
    categories, goals = ids(1), ids(1)
    cell = (categories[0], goals[0])
    cells = tally(categories, goals, [(*cell, 0, 6)], agreed={cell: 2.5})
    result = prioritise(cells, weights_of(goals, [1]))
    assert result.value[0, 0] == 2.5
    assert result.score[0] == pytest.approx(100 * 2.5 / 3)
    assert result.agreed[0, 0]
    assert cells.mean[0, 0] == 0
    assert cells.counts[0, 0].tolist() == [6, 0, 0, 0, 0]


@pytest.mark.parametrize(("judges", "shown"), [(1, False), (4, False), (5, True)])
def test_one_to_four_judges_give_no_spread_and_no_cell_that_matters(judges, shown):
    answers = np.tile([[[3.0], [1], [2], [0]], [[0], [2], [1], [3]]], (3, 1, 1))[:judges]
    result = ranked(answers, [1])
    assert np.isnan(result.spread).all() is not shown
    assert result.matters.any() == shown


def test_a_category_without_judgements_is_not_ranked():
    result = ranked([[[3, 3], [NAN, NAN]]], [5, 5])
    assert list(result.ranks) == [1, 0]
    assert np.isnan(result.score[1])
    assert (result.lowest[1], result.highest[1]) == (0, 100)


def test_less_than_half_the_weight_judged_gives_a_score_but_no_rank():
    result = ranked([[[3, NAN], [1, 1]]], [4, 6])
    assert list(result.ranks) == [0, 1]
    assert result.score[0] == pytest.approx(100)
    assert (result.lowest[0], result.highest[0]) == (pytest.approx(40), 100)


def test_half_the_weight_judged_suffices():
    assert list(ranked([[[1, NAN], [3, 3]]], [5, 5]).ranks) == [2, 1]


def test_ties_share_a_rank_also_when_the_sum_was_made_in_another_order():
    assert list(ranking(np.array([0.1 + 0.2, 0.3, 0.5, NAN, 0.1]))) == [2, 2, 1, 0, 4]


def test_criteria_weigh_nothing_until_the_room_gives_them_weight():
    spend = CriterionInput(new_id(), CriterionKind.SPEND, values=[100, 900])
    without, beside = ranked([[[3], [1]]], [1]), ranked([[[3], [1]]], [1], [spend])
    assert list(beside.score) == list(without.score)
    assert beside.unit[:, 1] == pytest.approx([1 / 9, 1])
    assert beside.weights == pytest.approx([1, 0])


def test_a_criterion_takes_its_share_of_the_weight_from_the_goals():
    spend = CriterionInput(new_id(), CriterionKind.SPEND, weight=0.4, values=[100, 900])
    result = ranked([[[3, 3], [0, 3]]], [5, 5], [spend])
    assert result.weights == pytest.approx([0.3, 0.3, 0.4])
    assert result.score == pytest.approx([60 + 40 / 9, 30 + 40])


@pytest.mark.parametrize(
    ("kind", "figures", "expected"),
    [
        (CriterionKind.SPEND, [200, 50, -30, None], [1, 0.25, 0, NAN]),
        (CriterionKind.CARBON, [0.0, 0.0, None, 0.0], [0, 0, NAN, 0]),
        (CriterionKind.CONTRACT_END, [0, CONTRACT_HORIZON / 2, CONTRACT_HORIZON * 3, -40], [1, 0.5, 0, 1]),
        (CriterionKind.CONTRACT_END, [None, None, None, None], [NAN] * 4),
    ],
)
def test_measured_criteria_lie_between_nothing_and_the_most_there_is(kind, figures, expected):
    result = ranked([[[1], [1], [1], [1]]], [1], [CriterionInput(new_id(), kind, values=figures)])
    assert result.unit[:, 1] == pytest.approx(expected, nan_ok=True)


def test_a_judged_criterion_stands_on_the_goals_scale():
    categories, goals, scope = ids(2), ids(1), new_id()
    cells = tally(categories, [*goals, scope], [(categories[0], scope, 3, 1), (categories[1], scope, 0, 2)])
    criterion = CriterionInput(scope, CriterionKind.POTENTIAL, weight=1.0)
    result = prioritise(cells, weights_of(goals, [1]), [criterion])
    assert result.score == pytest.approx([100, 0])
    assert result.judges[:, 1].tolist() == [1, 2]


def test_criteria_that_were_given_more_than_everything_are_scaled_down_to_it():
    criteria = [CriterionInput(new_id(), CriterionKind.SPEND, weight=0.9, values=[1.0, 2.0]) for _ in range(2)]
    assert ranked([[[1], [1]]], [1], criteria).weights == pytest.approx([0, 0.5, 0.5])


def test_nothing_at_all_is_a_result_without_ranks():
    for result in (ranked(np.zeros((0, 3, 2)), [1, 1]), ranked(np.zeros((0, 0, 0)), [])):
        assert result.ranked == 0
        assert not result.top.any()


ANSWERS = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(1, 9), st.integers(1, 5)),
    elements=st.sampled_from([0.0, 1.0, 2.0, 3.0]),
)
WITH_GAPS = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 6), st.integers(1, 9), st.integers(1, 5)),
    elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, NAN]),
)


@given(ANSWERS, st.data())
def test_raising_the_weight_of_a_goal_never_worsens_the_category_that_is_best_at_it(answers, data):
    points = data.draw(st.lists(st.integers(0, 10), min_size=answers.shape[2], max_size=answers.shape[2]))
    assume(sum(points))
    goal = data.draw(st.integers(0, len(points) - 1))
    before = ranked(answers, points)
    best = int(np.argmax(before.value[:, goal]))
    raised = [p + data.draw(st.integers(1, 30)) if j == goal else p for j, p in enumerate(points)]
    assert ranked(answers, raised).ranks[best] <= before.ranks[best]


@given(ANSWERS, st.data())
def test_a_better_judgement_never_worsens_a_category(answers, data):
    points = [1] * answers.shape[2]
    person, category, goal = (data.draw(st.integers(0, n - 1)) for n in answers.shape)
    before = ranked(answers, points)
    better = answers.copy()
    better[person, category, goal] = min(3, better[person, category, goal] + 1)
    assert ranked(better, points).ranks[category] <= before.ranks[category]


@given(WITH_GAPS)
def test_scores_lie_between_0_and_100_and_are_the_sum_of_their_parts(answers):
    result = ranked(answers, range(1, answers.shape[2] + 1))
    for i, score in enumerate(result.score):
        if result.judged[i] == 0:
            assert np.isnan(score)
            continue
        assert -1e-9 <= score <= 100 + 1e-9
        assert score == pytest.approx(np.nansum(result.parts[i]))
        assert result.lowest[i] - 1e-9 <= score <= result.highest[i] + 1e-9


@given(WITH_GAPS)
def test_mean_and_spread_of_a_cell_are_those_of_its_answers(answers):
    result = ranked(answers, [1] * answers.shape[2])
    for (i, j), value in np.ndenumerate(result.value):
        given = [float(a) for a in answers[:, i, j] if not np.isnan(a)]
        assert result.judges[i, j] == len(given)
        assert (value == pytest.approx(fmean(given))) if given else np.isnan(value)
        assert (result.spread[i, j] == pytest.approx(pstdev(given))) if len(given) >= 5 else True


@given(WITH_GAPS, st.randoms(use_true_random=False))
def test_the_order_in_which_categories_and_people_come_changes_no_score(answers, random):
    rows, people = list(range(answers.shape[1])), list(range(answers.shape[0]))
    random.shuffle(rows)
    random.shuffle(people)
    points = range(1, answers.shape[2] + 1)
    assert ranked(answers[people][:, rows], points).score == pytest.approx(
        ranked(answers, points).score[rows], nan_ok=True
    )


@settings(max_examples=60)
@given(WITH_GAPS)
def test_at_the_tipping_value_a_category_enters_or_leaves_the_list_and_not_before(answers):
    result = ranked(answers, range(1, answers.shape[2] + 1))
    for (i, j), tip in np.ndenumerate(result.tipping):
        if np.isnan(tip):
            continue

        def listed_with(value, i=i, j=j):
            agreed = {(result.categories[i], result.columns[j].id): value}
            cells = result.cells
            votes = [
                (c, s, v, int(cells.counts[a, b, v]))
                for a, c in enumerate(cells.categories)
                for b, s in enumerate(cells.subjects)
                for v in range(4)
            ]
            again = prioritise(tally(cells.categories, cells.subjects, votes, agreed), result.goal_weights)
            return again.top_size == result.top_size, bool(again.top[i])

        step = 1e-5
        same_size, above = listed_with(min(tip + step, 3.0))
        if same_size and tip + step <= 3:
            assert above
        same_size, below = listed_with(max(tip - step, 0.0))
        if same_size and tip - step >= 0:
            assert not below


def test_no_single_cell_moves_a_category_that_leads_by_far():
    result = ranked([[[3, 3, 3], [1, 0, 1], [1, 1, 0], [0, 0, 0]]], [1, 1, 1])
    assert result.top_size == 3
    assert np.isnan(result.tipping[0]).all()


def test_a_large_room_is_ranked_in_milliseconds():
    random = np.random.default_rng(1)
    answers = random.integers(0, 4, (60, 200, 30)).astype(float)
    answers[random.random(answers.shape) < 0.2] = NAN
    categories, goals = ids(200), ids(30)
    weights = Weights(tuple(goals), np.zeros((0, 30)), np.full(30, 1 / 30), np.full(30, NAN))
    began = time.process_time()
    result = prioritise(tally_people(categories, goals, answers), weights)
    assert time.process_time() - began < 0.25
    assert result.ranked == 200


def critical(votes, agreed=None, *, floor=True):
    categories, goal, criticality = ids(3), new_id(), new_id()
    given = [(categories[i], subject, value, people) for i, value, people in votes for subject in (goal, criticality)]
    settled = {(categories[i], criticality): value for i, value in (agreed or {}).items()}
    cells = tally(categories, [goal, criticality], given, settled)
    beside = [CriterionInput(criticality, CriterionKind.CRITICALITY)]
    return prioritise(cells, group_weights([goal], []), beside, floor=floor).critical.tolist()


def test_a_category_that_half_of_its_judges_call_decisively_critical_is_critical_whatever_its_rank():
    votes = [(0, 3, 2), (0, 2, 3), (1, 3, 2), (1, 0, 2), (2, 2, 4)]
    assert critical(votes) == [[False, False], [False, True], [False, False]]
    assert critical(votes, {2: 2.6}) == [[False, False], [False, True], [False, True]]
    assert critical(votes, floor=False) == [[False, False]] * 3


def test_an_agreed_value_below_the_top_overrides_the_votes_that_made_a_category_critical():
    assert critical([(0, 3, 5)], {0: 2.0}) == [[False, False]] * 3
