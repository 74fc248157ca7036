import warnings

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from pymcdm import methods, normalizations

from lotsen.analysis.methods import METHODS, RankCriterion, compare, rank, reversals
from lotsen.analysis.scaling import Minimise, Normalisation
from lotsen.analysis.scoring import Preference, Shape, preference
from lotsen.errors import InvalidInput


def criteria(weights, types=None, preferences=None):
    """Criteria C1, C2 ... with types 1 (more is better) or -1."""
    types = types if types is not None else [1] * len(weights)
    preferences = preferences or [Preference()] * len(weights)
    each = zip(weights, types, preferences, strict=True)
    return [RankCriterion(f"C{i}", float(w), t > 0, p) for i, (w, t, p) in enumerate(each, 1)]


def ranked(matrix, weights, types=None, method="additive", *args, preferences=None, **options):
    """A ranking of a matrix given as lists."""
    return rank(np.array(matrix, dtype=float), criteria(weights, types, preferences), method, *args, **options)


def values(result, symbol):
    """One table of a result."""
    return next(table.values for table in result.tables if table.symbol == symbol)


# Tzeng and Huang, Multiple Attribute Decision Making (2011), as in quatrope/scikit-criteria (BSD-3), test_topsis.py.
TZENG = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
# Kracka, Brauers and Zavadskas, Ranking heating losses in a building by MULTIMOORA (2010), as in test_simple.py there.
KRACKA = [
    [33.95, 23.78, 11.45, 39.97, 29.44, 167.1, 3.852],
    [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
    [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
    [30.44, 37.59, 13.91, 74.08, 45.1, 198.34, 2.186],
    [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.61],
    [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
]
# Zhao, Peng and Li, Revised PROMETHEE II for improving efficiency in emergency response (2013), as in kotbaton/pymcdm.
ZHAO = [[4, 3, 2], [3, 2, 4], [5, 1, 3]]
# Opricovic and Tzeng, Compromise solution by MCDM methods (2004): mountain climbing, risk and altitude.
CLIMBING = [[1, 3000], [2, 3750], [5, 4500]]
# Opricovic and Tzeng, Extended VIKOR method in comparison with outranking methods (2007): hydropower on the Drina.
DRINA = [
    [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
    [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
]
DRINA_TYPES = [1, -1, 1, 1, -1, -1, -1, 1]


def test_topsis_gives_its_published_closeness():
    result = ranked(TZENG, [0.3, 0.4, 0.3], None, "topsis")
    assert result.scores == pytest.approx([0.5037, 0.6581, 0.7482, 0.3340], abs=1e-4)
    assert list(result.ranks) == [3, 2, 1, 4]


def test_topsis_with_a_minimised_criterion_gives_its_published_closeness():
    # As printed in the paper and by pymcdm: 0.500, 0.617, 0.500.
    result = ranked(CLIMBING, [1, 1], [-1, 1], "topsis", "minmax")
    assert result.scores == pytest.approx([0.5, 0.617, 0.5], abs=5e-4)
    assert list(result.ranks) == [2, 1, 2]


def test_topsis_without_normalising_gives_its_published_closeness():
    # scikit-criteria, test_topsis.py: ideal 1, 5, 6 and anti-ideal 0, 0, 3, all weights the same.
    result = ranked([[1, 0, 3], [0, 5, 6]], [1, 1, 1], None, "topsis", "none")
    assert result.scores == pytest.approx([0.14639248, 0.85360752])
    assert values(result, "v+") * 3 == pytest.approx([1, 5, 6])


def test_the_weighted_sum_of_inverted_shares_gives_its_published_scores():
    result = ranked(KRACKA, [20] * 7, [-1, -1, -1, -1, 1, -1, 1], "weighted_sum", "sum", "invert")
    expected = [0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701]
    assert result.scores == pytest.approx(expected, abs=1e-6)
    assert list(result.ranks) == [6, 1, 3, 4, 5, 2]
    assert result.weights == pytest.approx([1 / 7] * 7)


def test_the_weighted_product_gives_its_published_scores():
    # en.wikipedia.org, Weighted product model, as in test_simple.py; printed are decimal logarithms.
    matrix = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    result = ranked(matrix, [20, 15, 40, 25], None, "weighted_product")
    assert np.log10(result.scores) == pytest.approx([-0.50128589, -0.50448471, -0.52947246])
    assert list(result.ranks) == [1, 2, 3]


def test_waspas_gives_its_published_scores():
    # Chakraborty, Zavadskas and Antucheviciene, Applications of WASPAS (2015), example 2, lambda 0.5.
    matrix = [
        [581818, 54.49, 3, 5500], [595454, 49.73, 3, 4500], [586060, 51.24, 3, 5000], [522727, 45.71, 3, 5800],
        [561818, 52.66, 3, 5200], [543030, 74.46, 4, 5600], [522727, 75.42, 4, 5800], [486970, 62.62, 4, 5600],
        [509394, 65.87, 4, 6400], [513333, 70.67, 4, 6000],
    ]  # fmt: skip
    result = ranked(matrix, [0.467, 0.160, 0.095, 0.278], [-1, -1, -1, 1], "waspas")
    expected = [0.8584, 0.8169, 0.8419, 0.9417, 0.8638, 0.8278, 0.8503, 0.8949, 0.9027, 0.8740]
    assert result.scores == pytest.approx(expected, abs=1e-4)
    assert list(result.ranks) == [6, 10, 8, 1, 5, 9, 7, 3, 2, 4]


def test_moora_gives_its_published_scores():
    # Siregar et al., Decision support system for selection technique using MOORA (2021), as in pymcdm's tests.
    matrix = [
        [1.5, 3, 5, 3.3], [2, 7, 5, 3.35], [3, 1, 5, 3.07], [2.2, 4, 5, 3.5], [2, 5, 3, 3.09], [3.2, 2, 3, 3.48],
        [2.775, 3, 5, 3.27],
    ]  # fmt: skip
    result = ranked(matrix, [0.3, 0.2, 0.1, 0.4], [-1, 1, 1, 1], "moora")
    expected = [0.1801, 0.2345, 0.0625, 0.1757, 0.1683, 0.0742, 0.1197]
    assert result.scores == pytest.approx(expected, abs=5e-5)


def test_promethee_gives_its_published_net_flows():
    result = ranked(ZHAO, [0.5, 0.3, 0.2], None, "promethee2")
    assert result.scores == pytest.approx([0.1, -0.3, 0.2])
    assert list(result.ranks) == [2, 3, 1]
    assert values(result, "φ+") == pytest.approx([0.55, 0.35, 0.6])
    assert values(result, "φ−") == pytest.approx([0.45, 0.65, 0.4])


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        # By hand from Brans and Vincke's six functions, for differences -1, 0, 1, 2, 3, 4.
        (Preference(Shape.USUAL), [0, 0, 1, 1, 1, 1]),
        (Preference(Shape.U_SHAPE, q=2), [0, 0, 0, 0, 1, 1]),
        (Preference(Shape.V_SHAPE, p=4), [0, 0, 0.25, 0.5, 0.75, 1]),
        (Preference(Shape.LEVEL, q=1, p=3), [0, 0, 0, 0.5, 0.5, 1]),
        (Preference(Shape.V_SHAPE_INDIFFERENCE, q=1, p=3), [0, 0, 0, 0.5, 1, 1]),
        (Preference(Shape.GAUSSIAN, s=2), [0, 0, 0.117503, 0.393469, 0.675348, 0.864665]),
    ],
)
def test_the_six_preference_functions(how, expected):
    column = np.array([-1.0, 0, 1, 2, 3, 4, 0])
    assert preference(column, how)[:6, 6] == pytest.approx(expected, abs=1e-6)


def test_a_difference_that_reaches_its_threshold_but_for_floating_point_reaches_it():
    assert preference(np.array([0.8, 0.6]), Preference(Shape.U_SHAPE, q=0.2))[0, 1] == 0
    assert preference(np.array([0.3, 0.1]), Preference(Shape.LEVEL, q=0.1, p=0.2))[0, 1] == 0.5


def test_promethee_with_another_function_for_every_criterion():
    # By hand, two alternatives that differ by 2 on every criterion, the second better on the minimised one.
    shapes = [
        Preference(Shape.V_SHAPE, p=4),
        Preference(Shape.LEVEL, q=1, p=3),
        Preference(Shape.GAUSSIAN, s=2),
        Preference(Shape.U_SHAPE, q=1),
    ]
    result = ranked([[5, 5, 5, 5], [3, 3, 3, 3]], [4, 2, 2, 2], [1, 1, 1, -1], "promethee2", preferences=shapes)
    net = 0.4 * 0.5 + 0.2 * 0.5 + 0.2 * 0.393469 - 0.2 * 1
    assert result.scores == pytest.approx([net, -net], abs=1e-6)


@pytest.mark.parametrize(
    ("weights", "total", "most", "score", "ranks"),
    [
        (
            [1, 1, 1, 1, 1, 1, 1, 1],
            [0.692, 0.7, 0.29, 0.423, 0.28, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1.0, 0.473, 0.670, 0.0, 0.578],
            [5, 6, 2, 4, 1, 3],
        ),
        (
            [1, 1, 1, 1, 2, 2, 2, 2],
            [0.683, 0.8, 0.193, 0.48, 0.243, 0.232],
            [0.113, 0.167, 0.08, 0.122, 0.044, 0.083],
            [0.684, 1.0, 0.147, 0.554, 0.041, 0.191],
            [5, 6, 2, 4, 1, 3],
        ),
    ],
)
def test_vikor_gives_its_published_figures(weights, total, most, score, ranks):
    result = ranked(DRINA, weights, DRINA_TYPES, "vikor")
    assert values(result, "S") == pytest.approx(total, abs=1.5e-3)
    assert values(result, "R") == pytest.approx(most, abs=1.5e-3)
    assert result.scores == pytest.approx(score, abs=1.5e-3)
    assert list(result.ranks) == ranks
    assert not result.falling


def test_vikor_lets_the_greatest_regret_weigh_more_or_less():
    # Tzeng and Huang's matrix in scikit-criteria's test_vikor.py: S .6 .3 .15 .65, R .3 .2 .15 .4.
    assert ranked(TZENG, [0.3, 0.4, 0.3], None, "vikor").scores == pytest.approx([0.75, 0.25, 0, 1])
    assert ranked(TZENG, [0.3, 0.4, 0.3], None, "vikor", v=1.0).scores == pytest.approx([0.9, 0.3, 0, 1])
    assert ranked(TZENG, [0.3, 0.4, 0.3], None, "vikor", v=0.0).scores == pytest.approx([0.6, 0.2, 0, 1])


def test_the_additive_value_lies_between_the_worst_and_the_best_there_is():
    result = ranked([[10, 5], [20, 3], [30, 9]], [3, 1], [1, -1])
    assert values(result, "r") == pytest.approx(np.array([[0, 2 / 3], [0.5, 1], [1, 0]]))
    assert result.scores == pytest.approx([1 / 6, 0.625, 0.75])
    assert list(result.ranks) == [3, 2, 1]


@pytest.mark.parametrize(
    ("normalisation", "minimise", "column"),
    [
        ("minmax", "reverse", [1, 0.5, 0]),
        ("minmax", "invert", [1, 0.25, 0]),
        ("minmax", "negate", [1, 0.5, 0]),
        ("max", "reverse", [2 / 3, 1 / 3, 0]),
        ("max", "invert", [1, 0.5, 1 / 3]),
        ("max", "negate", [-1 / 3, -2 / 3, -1]),
        ("sum", "reverse", [5 / 6, 4 / 6, 3 / 6]),
        ("sum", "invert", [6 / 11, 3 / 11, 2 / 11]),
        ("sum", "negate", [-1 / 6, -2 / 6, -3 / 6]),
        ("vector", "reverse", [1 - 1 / 14**0.5, 1 - 2 / 14**0.5, 1 - 3 / 14**0.5]),
        ("vector", "invert", [6 / 7, 3 / 7, 2 / 7]),
        ("vector", "negate", [-1 / 14**0.5, -2 / 14**0.5, -3 / 14**0.5]),
        ("none", "reverse", [20, 10, 0]),
        ("none", "invert", [0.1, 0.05, 1 / 30]),
        ("none", "negate", [-10, -20, -30]),
    ],
)
def test_a_minimised_column_under_every_normalisation(normalisation, minimise, column):
    result = ranked([[10], [20], [30]], [1], [-1], "weighted_sum", normalisation, minimise)
    assert result.scores == pytest.approx(column)
    assert list(result.ranks) == [1, 2, 3]


def test_ties_share_a_rank_also_when_sums_were_made_in_another_order():
    result = ranked([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [1, 1, 1], [0, 0, 0]], [1, 1, 1], None, "weighted_sum", "none")
    assert list(result.ranks) == [2, 2, 1, 4]
    large = ranked([[65483945.63, 0.1], [0.1, 65483945.63], [1, 1]], [1, 1], None, "weighted_sum", "none")
    assert list(large.ranks) == [1, 1, 3]


def test_what_can_not_tell_alternatives_apart_is_said():
    result = ranked([[1, 5], [2, 5]], [1, 1])
    assert ["equal on C2" in str(remark) for remark in result.remarks] == [True]
    assert list(result.ranks) == [2, 1]


def test_negative_values_are_said_where_they_make_shares_meaningless():
    for normalisation, said in (("sum", 1), ("vector", 1), ("max", 1), ("minmax", 0), ("none", 0)):
        result = ranked([[-3, 5], [2, 4], [1, 6]], [1, 1], None, "weighted_sum", normalisation, "reverse")
        assert len(result.remarks) == said
        assert np.isfinite(result.scores).all()


def test_a_shift_of_values_changes_nothing_under_minmax_negative_or_not():
    plain = ranked([[0, 5], [5, 4], [4, 6]], [2, 1], [1, -1])
    moved = ranked([[-3, -15], [2, -16], [1, -14]], [2, 1], [1, -1])
    assert moved.scores == pytest.approx(plain.scores)


def test_methods_with_a_scale_of_their_own_say_that_they_take_no_other():
    for method in ("promethee2", "vikor"):
        result = ranked(ZHAO, [0.5, 0.3, 0.2], None, method, "vector")
        assert "change nothing" in str(result.remarks[0])
        assert result.scores == pytest.approx(ranked(ZHAO, [0.5, 0.3, 0.2], None, method).scores)


def test_dominated_alternatives_are_named():
    result = ranked([[3, 1], [2, 1], [1, 5]], [1, 1], [1, -1])
    assert result.dominated == ((1, 0), (2, 0), (2, 1))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("matrix", [[[2, 3]], [[2, 3], [2, 3]], [[5, 3], [5, 4], [5, 9]]])
def test_every_method_takes_one_alternative_copies_and_constant_columns(method, matrix):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = ranked(matrix, [1, 2], [1, -1], method)
    assert np.isfinite(result.scores).all()
    assert list(result.ranks) == ([1] if len(matrix) == 1 else [1, 1] if len(matrix) == 2 else [1, 2, 3])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"weights": [0, 0]}, "All weights are zero"),
        ({"weights": [2, -1]}, "'C2' weighs -1"),
        ({"method": "electre"}, "'electre' is none of additive"),
        ({"normalisation": "log"}, "'log' is none of vector"),
        ({"minimise": "flip"}, "'flip' is none of reverse"),
        ({"minimise": "invert"}, "'C2' has values that are not above zero"),
        ({"method": "weighted_product", "normalisation": "none", "minimise": "negate"}, "'C2' has negative values"),
        ({"method": "vikor", "v": 1.5}, "'v' is 1.5"),
        ({"matrix": [[1, float("nan")]]}, "has gaps"),
        ({"matrix": [[1, 2, 3]]}, "one column for each of 2"),
        ({"method": "promethee2", "preferences": [Preference(Shape.V_SHAPE), Preference()]}, "v-shape of 'C1' needs p"),
        ({"method": "promethee2", "preferences": [Preference(Shape.GAUSSIAN), Preference()]}, "needs s > 0"),
        ({"method": "promethee2", "preferences": [Preference(Shape.LEVEL, q=2, p=1), Preference()]}, "0 <= q < p"),
    ],
)
def test_what_a_method_can_not_take_is_refused_by_name(options, told):
    given = {"matrix": [[1, 0], [2, 3]], "weights": [1, 1], "types": [1, -1], **options}
    with pytest.raises(InvalidInput, match=told):
        ranked(**given)


def test_removing_an_alternative_that_sets_the_range_can_turn_the_others_round():
    matrix = np.array([[10.0, 0], [6, 3], [0, 4], [0, 40]])
    result = reversals(matrix, criteria([1, 1]))
    assert result.tried == 5
    assert [(one.alternative, one.copied) for one in result.found] == [(0, False), (3, False)]
    assert result.found[0].pairs == ((3, 1),)
    assert (0, 1) in result.found[1].pairs
    assert reversals(matrix, criteria([1, 1]), "additive", "none").found == ()


def test_a_copy_of_the_worst_can_turn_promethee_round_by_its_sums_and_not_by_value():
    # In the published example a copy of the last one makes the two before it equal: by hand 1/3 each.
    result = reversals(np.array(ZHAO, dtype=float), criteria([0.5, 0.3, 0.2]), "promethee2")
    copied = [one for one in result.found if one.copied]
    assert [(one.alternative, one.pairs) for one in copied] == [(1, ((2, 0),))]


def test_methods_are_compared_by_their_first_places():
    every = [ranked(CLIMBING, [1, 1], [-1, 1], method, alternatives="ABC") for method in ("topsis", "promethee2")]
    found = compare([ranked(CLIMBING, [1, 1], [-1, 1], "topsis", "minmax"), every[1]], 1)
    assert found.first == ((1,), (0, 1, 2))
    assert (found.everywhere, found.parting) == ((1,), (0, 2))
    assert every[0].alternatives == ("A", "B", "C")


def test_the_steps_lead_from_the_matrix_to_the_ranks():
    for method in METHODS:
        result = ranked(TZENG, [3, 4, 3], [1, -1, 1], method)
        assert [table.symbol for table in result.tables[:3]] == ["x", "w", "r"]
        assert [table.symbol for table in result.tables[-2:]] == ["score", "rank"]
        for table in result.tables:
            assert table.values.shape == tuple(len(labels) for labels in (table.rows, table.columns) if labels)


def pymcdm_scores(method, matrix, weights, types, normalisation):
    """What pymcdm gives for the same question."""
    normalise = getattr(normalizations, f"{normalisation}_normalization")
    bodies = {
        "weighted_sum": lambda: methods.WSM(normalise),
        "topsis": lambda: methods.TOPSIS(normalise),
        "weighted_product": lambda: methods.WPM(normalise),
        "waspas": lambda: methods.WASPAS(normalise),
        "moora": methods.MOORA,
        "vikor": methods.VIKOR,
        "promethee2": lambda: methods.PROMETHEE_II("usual"),
    }
    return bodies[method]()(matrix, weights, types, validation=False)


GRADES = hnp.arrays(np.float64, st.tuples(st.integers(2, 7), st.integers(1, 5)), elements=st.integers(1, 40))
ANY = hnp.arrays(np.float64, st.tuples(st.integers(1, 7), st.integers(1, 5)), elements=st.integers(-20, 20))


@given(
    GRADES,
    st.sampled_from(
        [
            ("weighted_sum", "sum", "invert"),
            ("weighted_sum", "minmax", "reverse"),
            ("weighted_sum", "max", "reverse"),
            ("weighted_sum", "vector", "reverse"),
            ("topsis", "minmax", "reverse"),
            ("topsis", "vector", "reverse"),
            ("topsis", "sum", "invert"),
            ("weighted_product", "sum", "invert"),
            ("waspas", "linear", "invert"),
            ("moora", "vector", "negate"),
            ("vikor", "minmax", "negate"),
            ("promethee2", "minmax", "negate"),
        ]
    ),
    st.data(),
)
def test_scores_are_those_of_pymcdm_wherever_it_has_an_answer(matrix, how, data):
    method, normalisation, minimise = how
    m = matrix.shape[1]
    types = np.array(data.draw(st.lists(st.sampled_from([1, -1]), min_size=m, max_size=m)))
    weights = np.array(data.draw(st.lists(st.integers(1, 9), min_size=m, max_size=m)), dtype=float)
    weights /= weights.sum()
    assume(method != "moora" or (types < 0).any())
    assume(method != "vikor" or (matrix.max(axis=0) > matrix.min(axis=0)).all())
    ours = ranked(matrix, weights, types, method, {"linear": "max"}.get(normalisation, normalisation), minimise).scores
    with np.errstate(all="ignore"):
        theirs = pymcdm_scores(method, matrix, weights, types, normalisation)
    if np.isfinite(theirs).all():
        assert ours == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(
    ("shape", "theirs"),
    [
        (Shape.U_SHAPE, "ushape"),
        (Shape.V_SHAPE, "vshape"),
        (Shape.LEVEL, "level"),
        (Shape.V_SHAPE_INDIFFERENCE, "vshape_2"),
    ],
)
def test_preference_functions_with_thresholds_are_those_of_pymcdm(shape, theirs):
    matrix = np.random.default_rng(5).integers(0, 12, (9, 4)).astype(float)
    weights, types, q, p = np.array([0.4, 0.3, 0.2, 0.1]), np.array([1, -1, 1, 1]), [1, 2, 0, 3], [4, 5, 2, 9]
    hows = [Preference(shape, q=a, p=b) for a, b in zip(q, p, strict=True)]
    ours = ranked(matrix, weights, types, "promethee2", preferences=hows)
    assert ours.scores == pytest.approx(methods.PROMETHEE_II(theirs, p=p, q=q)(matrix, weights, types))


FOR_ANY = [
    ("additive", "minmax", "reverse"),
    ("weighted_sum", "none", "negate"),
    ("weighted_sum", "sum", "reverse"),
    ("topsis", "vector", "reverse"),
    ("topsis", "max", "negate"),
    ("moora", None, None),
    ("promethee2", None, None),
    ("vikor", None, None),
]


@given(ANY, st.sampled_from(FOR_ANY), st.data())
def test_the_order_of_alternatives_and_criteria_changes_no_score(matrix, how, data):
    n, m = matrix.shape
    rows, columns = list(data.draw(st.permutations(range(n)))), list(data.draw(st.permutations(range(m))))
    weights, types = np.arange(1, m + 1), np.where(np.arange(m) % 2, -1, 1)
    plain = ranked(matrix, weights, types, *how)
    moved = ranked(matrix[rows][:, columns], weights[columns], types[columns], *how)
    assert moved.scores == pytest.approx(plain.scores[rows], abs=1e-9)


@given(ANY, st.sampled_from(FOR_ANY))
def test_no_dominated_alternative_ranks_above_what_dominates_it(matrix, how):
    types = np.where(np.arange(matrix.shape[1]) % 2, -1, 1)
    result = ranked(matrix, [1.0] * matrix.shape[1], types, *how)
    for worse, better in result.dominated:
        assert result.ranks[worse] >= result.ranks[better]
    assert not [remark for remark in result.remarks if "Don't trust" in str(remark)]


@given(ANY, st.sampled_from(FOR_ANY))
def test_equal_alternatives_share_a_rank_and_ranks_count_who_is_ahead(matrix, how):
    doubled = np.vstack([matrix, matrix])
    result = ranked(doubled, [1.0] * matrix.shape[1], None, *how)
    assert list(result.ranks[: len(matrix)]) == list(result.ranks[len(matrix) :])
    for rank_ in result.ranks:
        assert (result.ranks < rank_).sum() == rank_ - 1


@given(ANY, st.data())
def test_a_better_value_never_worsens_a_rank_on_a_fixed_scale(matrix, data):
    i, j = (data.draw(st.integers(0, n - 1)) for n in matrix.shape)
    better = matrix.copy()
    better[i, j] += data.draw(st.integers(1, 20))
    weights = [1.0] * matrix.shape[1]
    before = ranked(matrix, weights, None, "additive", "none")
    assert ranked(better, weights, None, "additive", "none").ranks[i] <= before.ranks[i]


def test_another_normalisation_than_the_methods_own_reverses_what_is_minimised():
    own, other = (ranked([[10, 1], [20, 3]], [1, 1], [-1, 1], "weighted_sum", how) for how in (None, "minmax"))
    assert (own.normalisation, own.minimise) == ("sum", "invert")
    assert (other.normalisation, other.minimise) == ("minmax", "reverse")
    assert ranked([[1]], [1], None, "topsis", "sum", "invert").minimise == "invert"


@pytest.mark.parametrize("normalisation", Normalisation)
@pytest.mark.parametrize("minimise", Minimise)
def test_less_is_better_for_a_minimised_criterion_whatever_the_way(normalisation, minimise):
    result = ranked([[4], [1], [9]], [1], [-1], "weighted_sum", normalisation, minimise)
    assert list(result.ranks) == [2, 1, 3]
