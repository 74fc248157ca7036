"""Carbon of money: exact, and with everything that says where it comes from."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.carbon import carbon
from lotsen.domain.factor import VatBasis
from lotsen.store.starter import starter


def test_a_hundred_thousand_euros_of_construction_are_21074_kilograms() -> None:
    result = carbon(100_000_00, starter().factor["F"])
    assert result.kilograms == Decimal("21074")
    assert (result.factor.year, result.factor.vat) == (2023, VatBasis.EXCLUDED)
    assert result.factor.credit.startswith("Ecodex")


@pytest.mark.parametrize(
    ("cents", "key", "kilograms"),
    [(1, "D35", "0.0068861"), (0, "F", "0"), (-100_00, "F", "-21.074"), (123_456_789_01, "K65", "5225925.8788")],
)
def test_kilograms_are_exact_to_the_last_cent(cents: int, key: str, kilograms: str) -> None:
    expected = Decimal(cents) / 100 / 1000 * starter().factor[key].kilograms
    assert carbon(cents, starter().factor[key]).kilograms == expected
    assert abs(expected - Decimal(kilograms)) < Decimal("0.001")


@given(st.lists(st.integers(-(10**13), 10**13), max_size=20))
def test_carbon_of_a_sum_is_the_sum_of_carbon(amounts: list[int]) -> None:
    factor = starter().factor["H49"]
    assert carbon(sum(amounts), factor).kilograms == sum((carbon(a, factor).kilograms for a in amounts), Decimal(0))
