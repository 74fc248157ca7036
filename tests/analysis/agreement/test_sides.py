import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.agreement.sides import showable, sides
from lotsen.errors import InvalidInput

NAN = float("nan")

# Four of finance, three of law, on two cells.
ANSWERS = np.array([[3.0, 1], [3, 1], [2, 2], [2, 2], [0, 1], [1, 1], [2, NAN]])
GROUPS = {"finance": [0, 1, 2, 3], "law": [4, 5, 6]}


def test_each_group_has_its_mean_of_every_cell_and_of_the_weights():
    weights = np.array([[0.6, 0.4]] * 4 + [[0.2, 0.8]] * 3)
    found = sides(ANSWERS, GROUPS, weights)
    assert found.names == ("finance", "law")
    assert found.mean[:, 0] == pytest.approx([2.5, 1])
    assert found.judges[:, 0].tolist() == [4, 3]
    assert found.weights == pytest.approx(np.array([[0.6, 0.4], [0.2, 0.8]]))


def test_a_cell_that_two_of_a_group_judged_shows_neither_them_nor_who_is_left_when_they_are_subtracted():
    assert np.isnan(sides(ANSWERS, GROUPS).mean[:, 1]).all()


def test_the_difference_counts_against_the_spread_within_the_sides():
    """Variances 1/3 (four people) and 1 (three): pooled (3 · 1/3 + 2 · 1) / 5 = 0.6; the gap is 1.5."""
    (difference,) = sides(ANSWERS, GROUPS).differences
    assert (difference.first, difference.second, difference.item, difference.gap) == (0, 1, 0, 1.5)
    assert difference.pooled == pytest.approx(0.6**0.5)
    assert difference.effect == pytest.approx(1.5 / 0.6**0.5)


def test_sides_of_one_mind_each_are_the_furthest_apart():
    answers = np.array([[3.0, 1, 0]] * 3 + [[1.0, 3, 0]] * 2 + [[1.0, 0, 0]])
    first, second = sides(answers, {"a": [0, 1, 2], "b": [3, 4, 5]}).differences
    assert (first.item, first.gap, first.effect) == (0, 2, float("inf"))
    assert (second.item, second.gap) == (1, -1)


def test_a_group_of_two_is_hidden_and_takes_the_smallest_other_with_it_if_only_they_are_left_over():
    answers = np.ones((9, 1))
    three, four, two = [0, 1, 2], [3, 4, 5, 6], [7, 8]
    found = sides(answers, {"three": three, "four": four, "two": two})
    assert (found.names, found.hidden) == (("four",), ("three", "two"))
    found = sides(np.ones((10, 1)), {"three": three, "four": four, "two": two})
    assert found.names == ("three", "four")


def test_who_answered_nothing_is_nobody_to_hide_behind():
    answers = np.vstack([np.ones((6, 1)), np.full((3, 1), NAN)])
    found = sides(answers, {"a": [0, 1, 2, 3], "b": [4, 5, 6, 7, 8]})
    assert found.names == ()


def test_nobody_stands_in_two_groups():
    with pytest.raises(InvalidInput, match="law"):
        sides(ANSWERS, {"finance": [0, 1, 2], "law": [2, 3, 4]})


def test_no_groups_are_no_sides():
    found = sides(ANSWERS, {})
    assert (found.names, found.mean.shape, found.differences) == ((), (0, 2), ())


@given(hnp.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 4)), elements=st.integers(0, 6)), st.data())
def test_no_sum_of_what_is_shown_leaves_one_or_two_people(counts, data):
    beside = np.array([data.draw(st.integers(0, 6)) for _ in range(counts.shape[1])])
    shown = showable(counts, counts.sum(axis=0) + beside)
    for j in range(counts.shape[1]):
        behind = counts[shown[:, j], j]
        assert (behind >= 3).all()
        rest = counts[:, j].sum() + beside[j] - behind.sum()
        assert not behind.size or rest == 0 or rest >= 3


ROOM = hnp.arrays(
    np.float64, st.tuples(st.integers(6, 12), st.integers(1, 5)), elements=st.sampled_from([0.0, 1.0, 2.0, 3.0, NAN])
)


@given(ROOM, st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(answers, random):
    order = list(range(len(answers)))
    random.shuffle(order)
    place = {person: i for i, person in enumerate(order)}
    groups = {"a": [0, 1, 2], "b": list(range(3, len(answers)))}
    moved = {name: [place[person] for person in people] for name, people in groups.items()}
    before, after = sides(answers, groups), sides(answers[order], moved)
    assert after.names == before.names
    assert after.mean == pytest.approx(before.mean, nan_ok=True)
