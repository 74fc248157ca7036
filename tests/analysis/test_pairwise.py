import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lotsen.analysis.pairwise import from_pairs, pairwise, parts
from lotsen.errors import InvalidInput


def compared(names, pairs):
    """Comparisons told by name."""
    place = {name: i for i, name in enumerate(names)}
    return pairwise(names, from_pairs(names, [(place[a], place[b], value) for a, b, value in pairs]))


# Saaty, Decision making with the AHP, Int. J. Services Sciences 1 (2008), 83-98: relative consumption of drinks.
# The weights and ratios are those of PhilipGriffith/AHPy (MIT), tests/test_ahp.py.
DRINKS = ("coffee", "wine", "tea", "beer", "soda", "milk", "water")
SAID = [
    ("coffee", "wine", 9), ("coffee", "tea", 5), ("coffee", "beer", 2), ("coffee", "soda", 1), ("coffee", "milk", 1),
    ("water", "coffee", 2), ("water", "wine", 9), ("water", "tea", 9), ("water", "beer", 3), ("water", "soda", 2),
    ("water", "milk", 3), ("tea", "wine", 3), ("beer", "wine", 9), ("beer", "tea", 3), ("beer", "milk", 1),
    ("soda", "wine", 9), ("soda", "tea", 4), ("soda", "beer", 2), ("soda", "milk", 2), ("milk", "wine", 9),
    ("milk", "tea", 3),
]  # fmt: skip


def test_the_drinks_have_their_published_weights_and_ratio():
    result = compared(DRINKS, SAID)
    assert result.weights == pytest.approx([0.1775, 0.0191, 0.0418, 0.1164, 0.1896, 0.1288, 0.3268], abs=5e-5)
    assert result.consistency_ratio == pytest.approx(0.022, abs=5e-4)
    assert result.acceptable
    assert result.remarks == ()
    assert result.missing == 0


# Saaty, Theory and Applications of the Analytic Network Process (2005): a house, the criteria and cities; the goal's
# weights of AHPy's tests, by hand from the weights of the six matrices.
CITIES = ("Bethesda", "Boston", "Pittsburgh", "Santa Fe")
CRITERIA = [
    ("Culture", "Housing", 3), ("Culture", "Transportation", 5), ("Family", "Culture", 5), ("Family", "Housing", 7),
    ("Family", "Transportation", 7), ("Housing", "Transportation", 3), ("Jobs", "Culture", 2), ("Jobs", "Housing", 4),
    ("Jobs", "Transportation", 7), ("Family", "Jobs", 1),
]  # fmt: skip
BY_CRITERION = {
    "Culture": [("Bethesda", "Pittsburgh", 1), ("Boston", "Bethesda", 2), ("Boston", "Pittsburgh", 2.5),
                ("Boston", "Santa Fe", 1), ("Pittsburgh", "Bethesda", 1), ("Santa Fe", "Bethesda", 2),
                ("Santa Fe", "Pittsburgh", 2.5)],
    "Family": [("Bethesda", "Boston", 2), ("Bethesda", "Santa Fe", 4), ("Boston", "Santa Fe", 2),
               ("Pittsburgh", "Bethesda", 3), ("Pittsburgh", "Boston", 8), ("Pittsburgh", "Santa Fe", 9)],
    "Housing": [("Bethesda", "Boston", 5), ("Bethesda", "Santa Fe", 2.5), ("Pittsburgh", "Bethesda", 2),
                ("Pittsburgh", "Boston", 9), ("Pittsburgh", "Santa Fe", 7), ("Santa Fe", "Boston", 4)],
    "Jobs": [("Bethesda", "Pittsburgh", 3), ("Bethesda", "Santa Fe", 4), ("Boston", "Bethesda", 2),
             ("Boston", "Pittsburgh", 6), ("Boston", "Santa Fe", 8), ("Pittsburgh", "Santa Fe", 1)],
    "Transportation": [("Bethesda", "Boston", 1.5), ("Bethesda", "Santa Fe", 4), ("Boston", "Santa Fe", 2.5),
                       ("Pittsburgh", "Bethesda", 2), ("Pittsburgh", "Boston", 3.5), ("Pittsburgh", "Santa Fe", 9)],
}  # fmt: skip


def test_the_cities_have_their_published_weights_over_five_criteria():
    goal = compared(tuple(BY_CRITERION), CRITERIA)
    cities = sum(
        weight * compared(CITIES, said).weights
        for weight, said in zip(goal.weights, BY_CRITERION.values(), strict=True)
    )
    assert cities == pytest.approx([0.2291, 0.2748, 0.3852, 0.1110], abs=1e-4)


def test_an_incomplete_comparison_comes_close_to_its_published_best_completion():
    # Bozóki, Fülöp and Rónyai, On optimal completion of incomplete pairwise comparison matrices (2010): completing for
    # the least eigenvalue gives a .3738, b .3920, c .0985, d .1357 and, by Donegan and Dodd's index .8286, CR .0372.
    result = compared("abcd", [("a", "b", 1), ("a", "c", 5), ("a", "d", 2), ("b", "c", 3), ("b", "d", 4)])
    assert result.weights == pytest.approx([0.3738, 0.3920, 0.0985, 0.1357], abs=5e-4)
    assert result.consistency_index / 0.8286 == pytest.approx(0.0372, abs=5e-5)
    assert result.missing == 1


def test_harkers_weights_are_those_of_the_matrix_completed_with_their_own_ratios():
    result = compared("abcd", [("a", "b", 1), ("a", "c", 5), ("a", "d", 2), ("b", "c", 3), ("b", "d", 4)])
    completed = np.where(np.isnan(result.matrix), result.weights[:, None] / result.weights, result.matrix)
    again = pairwise("abcd", completed)
    assert again.weights == pytest.approx(result.weights)
    assert again.greatest_eigenvalue == pytest.approx(result.greatest_eigenvalue)


def test_a_ring_that_contradicts_itself_is_warned_of_with_the_comparison_to_look_at():
    names = ("climate", "price", "market", "health")
    ratios = [("climate", "market", 4), ("climate", "health", 8), ("market", "health", 2), ("price", "market", 2)]
    result = compared(names, [*ratios, ("price", "health", 4), ("price", "climate", 6)])
    assert not result.acceptable
    assert [{names[i] for i in triple.places} for triple in result.worst] == [
        {"climate", "price", "market"},
        {"climate", "price", "health"},
    ]
    assert result.worst[0].product == pytest.approx(1 / 12)
    assert (names[result.look.i], names[result.look.j], result.look.given) == ("price", "climate", 6)
    (remark,) = result.remarks
    assert "price against climate: 6 was said" in str(remark)


def test_a_ring_of_four_without_a_full_triple_still_names_a_comparison():
    result = compared("abcd", [("a", "b", 2), ("b", "c", 2), ("c", "d", 2), ("d", "a", 2)])
    assert result.worst == ()
    assert result.look is not None
    assert result.consistency_ratio > 0.1


@pytest.mark.parametrize(("names", "pairs"), [("a", []), ("ab", [("a", "b", 9)])])
def test_one_or_two_subjects_can_not_contradict_themselves(names, pairs):
    result = compared(names, pairs)
    assert result.consistency_ratio == 0
    assert result.weights == pytest.approx([1] if names == "a" else [0.9, 0.1])
    assert result.remarks == ()


def test_no_comparison_to_spare_is_said():
    (remark,) = compared("abc", [("a", "b", 2), ("b", "c", 3)]).remarks
    assert "none of them checks another" in str(remark)


def test_parts_that_nothing_compares_are_refused_by_name():
    with pytest.raises(InvalidInput, match="a, c; b, d"):
        compared("abcd", [("a", "c", 2), ("b", "d", 3)])


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("a", "b", 3), ("b", "a", 3)], "b against a is both"),
        ([("a", "b", 3), ("a", "b", 5)], "a against b is both"),
        ([("a", "a", 2)], "a against a is both"),
        ([("a", "b", 0)], "a against b is 0"),
        ([("a", "b", -2)], "above zero"),
    ],
)
def test_what_can_not_be_is_refused(pairs, told):
    with pytest.raises(InvalidInput, match=told):
        compared("ab", pairs)


def test_a_reciprocal_that_was_rounded_is_the_same_comparison():
    for rounded in (0.11, 0.111, 1 / 9):
        assert compared("ab", [("b", "a", rounded), ("a", "b", 9)]).weights == pytest.approx([0.9, 0.1])


def test_subjects_hang_together_by_way_of_others():
    known = np.eye(5, dtype=bool)
    for i, j in [(0, 3), (3, 4), (1, 2)]:
        known[i, j] = known[j, i] = True
    assert parts(known) == [[0, 3, 4], [1, 2]]


def test_more_than_fifteen_subjects_are_measured_by_the_last_index():
    names = [f"c{i}" for i in range(17)]
    said = [(i, j, 2.0) for i in range(17) for j in range(i + 1, 17)]
    result = pairwise(names, from_pairs(names, said))
    assert result.consistency_ratio == pytest.approx(result.consistency_index / 1.59)


WEIGHTS = hnp.arrays(np.float64, st.integers(2, 8), elements=st.floats(0.01, 1))


@given(WEIGHTS, st.data())
def test_consistent_comparisons_give_back_the_weights_however_many_are_missing(weights, data):
    n = len(weights)
    spanning = [(i, data.draw(st.integers(0, i - 1))) for i in range(1, n)]
    more = data.draw(st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1))))
    pairs = [(i, j, weights[i] / weights[j]) for i, j in [*spanning, *more]]
    result = pairwise([str(i) for i in range(n)], from_pairs([str(i) for i in range(n)], pairs))
    assert result.weights == pytest.approx(weights / weights.sum(), rel=1e-6)
    assert result.consistency_ratio == pytest.approx(0, abs=1e-6)
    assert result.acceptable


@given(st.integers(3, 6), st.data())
def test_weights_add_up_to_one_and_follow_the_subjects_when_these_change_places(n, data):
    scale = st.sampled_from([1 / 9, 1 / 5, 1 / 3, 1, 2, 4, 7, 9])
    said = [(i, j, float(data.draw(scale))) for i in range(n) for j in range(i + 1, n)]
    order = data.draw(st.permutations(range(n)))
    names = [str(i) for i in range(n)]
    result = pairwise(names, from_pairs(names, said))
    moved = pairwise(names, from_pairs(names, [(order[i], order[j], value) for i, j, value in said]))
    assert result.weights.sum() == pytest.approx(1)
    assert moved.weights[list(order)] == pytest.approx(result.weights)
    assert moved.consistency_ratio == pytest.approx(result.consistency_ratio, abs=1e-9)
