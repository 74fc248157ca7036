import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.views import kraljic, risk_spend, scope_risk, spend_classes, value_of, value_of_two
from lotsen.errors import InvalidInput

NAN = float("nan")


def named(quadrants):
    """The name of each one's quadrant; null where it is not known."""
    return [None if place < 0 else quadrants.names[place] for place in quadrants.place]


def test_ten_categories_fall_in_five_classes_of_two():
    # The first is 51 % of all spend and the second 20 %, yet both are in class 5.
    assert list(spend_classes(np.array([100.0, 40, 20, 10, 8, 6, 5, 4, 2, 1]))) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


@pytest.mark.parametrize(
    ("amounts", "classes"),
    [
        ([7], [5]),
        ([1, 3, 2], [2, 5, 4]),
        ([5, 5, 5, 1], [5, 5, 5, 2]),
        ([9, NAN, 3, -1, 0], [5, 0, 4, 2, 3]),
        ([NAN], [0]),
        ([], []),
    ],
)
def test_ties_share_the_better_class_and_what_is_not_known_has_none(amounts, classes):
    assert list(spend_classes(np.array(amounts, dtype=float))) == classes


def test_risk_and_spend_have_their_four_names():
    risk, spend = np.array([3.0, 3, 1, 1, 2, NAN]), np.array([1.0, 600, 300, 2, 97, 0])
    result = risk_spend(risk, spend)
    assert named(result) == ["Secure", "Critical", "Cost-driven", "Acquisition", "Critical", None]
    assert (result.cut_x, result.cut_y) == (0.005, 1.5)
    assert result.x[1] == pytest.approx(0.6)


def test_half_a_per_cent_of_spend_is_not_above_it():
    assert named(risk_spend(np.array([0.0, 0, 0]), np.array([5.0, 6, 989]))) == [
        "Acquisition",
        "Cost-driven",
        "Cost-driven",
    ]


def test_without_any_spend_no_place_is_known():
    assert named(risk_spend(np.array([3.0]), np.array([0.0]))) == [None]


def test_scope_and_risk_have_their_four_names():
    scope, risk = np.array([3.0, 2, 1, 0, NAN]), np.array([0.0, 2, 1, 3, 1])
    assert named(scope_risk(scope, risk)) == ["Quick win", "Transform", "Marginal", "Campaign", None]
    assert scope_risk(scope, risk).within(0).tolist() == [True, False, False, False, False]


def test_an_exponential_value_has_its_worked_figures():
    # KraljicMatrix (R), x from 1 to 5 and rho 0.653.
    assert value_of(np.array([1.0, 2, 3, 5]), 1, 5, 0.653) == pytest.approx([0, 0.517, 0.787, 1], abs=5e-4)


def test_without_curvature_the_value_is_a_line_and_ends_at_the_ends():
    assert value_of(np.array([0.0, 2, 3, 9]), 1, 5, 0) == pytest.approx([0, 0.25, 0.5, 1])
    with pytest.raises(InvalidInput, match="not above its start"):
        value_of(np.array([1.0]), 5, 5, 1)


def test_two_values_as_one_have_their_worked_figures():
    x, y = np.array([0.8]), np.array([0.6])
    assert value_of_two(x, y, 0.65, 0.35) == pytest.approx([0.73])
    assert value_of_two(x, y, 0.5, 0.3) == pytest.approx([0.676])


def test_kraljics_quadrants_leave_no_point_without_a_place():
    supply, profit = np.array([0.2, 0.8, 0.2, 0.8, 0.5, 0.5, 0.51]), np.array([0.8, 0.8, 0.2, 0.2, 0.5, 0.4, 0.5])
    assert named(kraljic(supply, profit)) == [
        "Strategic items",
        "Leverage items",
        "Bottleneck items",
        "Non-critical items",
        "Strategic items",
        "Bottleneck items",
        "Leverage items",
    ]


@given(st.lists(st.integers(0, 50), max_size=40))
def test_more_spend_never_has_a_lower_class_and_the_most_has_the_highest(amounts):
    classes = spend_classes(np.array(amounts, dtype=float))
    for i, j in np.ndindex(len(amounts), len(amounts)):
        assert amounts[i] > amounts[j] or classes[i] <= classes[j]
    assert not amounts or classes[int(np.argmax(amounts))] == 5


@given(st.floats(-3, 3), st.lists(st.floats(1, 5), min_size=2, max_size=10))
def test_a_value_lies_between_0_and_1_and_rises(rho, points):
    values = value_of(np.sort(np.array(points)), 1, 5, rho)
    assert ((values >= 0) & (values <= 1 + 1e-12)).all()
    assert (np.diff(values) >= -1e-12).all()
