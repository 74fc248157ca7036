"""Spend per category: shares of a named whole, the Pareto curve, carbon, and the most trusted figure."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.results import Denominator
from lotsen.analysis.spend import OtherMoney, best_figures, concentration, overview
from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.store.starter import starter

ENERGY, FOOD, ROADS = (UUID(int=n) for n in (1, 2, 3))
OTHER = OtherMoney(unmapped=100_00, in_house=300_00, not_procurement=600_00)


def spend(category: UUID, euros: int, basis: SpendBasis = SpendBasis.INVOICES, year: int = 2025) -> CategorySpend:
    return CategorySpend(category, year, euros * 100, basis)


SPENDS = [spend(FOOD, 300), spend(ENERGY, 600)]


@pytest.mark.parametrize(
    ("denominator", "whole", "shares"),
    [(Denominator.OPEN, 1000_00, [0.6, 0.3]), (Denominator.ALL, 1900_00, [600 / 1900, 300 / 1900])],
)
def test_a_share_is_of_the_denominator_that_is_named(denominator: Denominator, whole: int, shares: list[float]) -> None:
    result = overview([ENERGY, FOOD, ROADS], SPENDS, 2025, other=OTHER, denominator=denominator)
    assert (result.denominator, result.whole) == (denominator, whole)
    assert [figure.share for figure in result.figures] == pytest.approx(shares)


def test_the_largest_comes_first_and_shares_accumulate() -> None:
    result = overview([FOOD, ENERGY, ROADS], SPENDS, 2025)
    assert [figure.category for figure in result.figures] == [ENERGY, FOOD]
    assert [figure.cumulative for figure in result.figures] == pytest.approx([2 / 3, 1.0])
    assert result.without == (ROADS,)


@pytest.mark.parametrize(("share", "count"), [(0.5, 1), (0.66, 1), (0.8, 2), (1.0, 2)])
def test_how_many_carry_a_share(share: float, count: int) -> None:
    assert overview([ENERGY, FOOD], SPENDS, 2025).carrying(share) == count


def test_invoices_replace_a_pasted_and_a_typed_figure_of_the_same_year() -> None:
    spends = [spend(FOOD, 1, SpendBasis.TYPED), spend(FOOD, 2), spend(FOOD, 3, SpendBasis.PASTED)]
    assert best_figures(spends, 2025)[FOOD].cents == 200
    assert best_figures(spends, 2024) == {}


def test_the_share_that_is_not_from_invoices_is_known() -> None:
    spends = [spend(ENERGY, 750), spend(FOOD, 250, SpendBasis.ESTIMATED)]
    assert overview([ENERGY, FOOD], spends, 2025).estimated == pytest.approx(0.25)


def test_carbon_covers_only_categories_with_a_factor() -> None:
    result = overview([ENERGY, FOOD], SPENDS, 2025, factors={ENERGY: starter().factor["D35"]})
    assert result.kilograms == Decimal("413.166")
    assert result.covered == pytest.approx(2 / 3)
    assert result.figures[1].carbon is None


def test_a_factor_in_euros_gives_no_carbon_of_kronor() -> None:
    result = overview([ENERGY], SPENDS, 2025, factors={ENERGY: starter().factor["D35"]}, currency="SEK")
    assert result.kilograms == 0 and result.figures[0].carbon is None


def test_a_year_without_money_has_no_figures_and_no_division_by_zero() -> None:
    result = overview([ENERGY, FOOD], SPENDS, 2019)
    assert (result.figures, result.whole, result.covered, result.estimated) == ((), 0, 0.0, 0.0)
    assert result.carrying(0.8) == 0


@pytest.mark.parametrize(
    ("cents", "share"), [([100], 1.0), ([300, 100], 0.75), ([300, -50, 100], 0.75), ([-5], None), ([], None)]
)
def test_concentration_is_the_largest_suppliers_share(cents: list[int], share: float | None) -> None:
    assert concentration(cents) == share


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=200), st.integers(0, 10**12))
def test_shares_and_unmapped_money_make_up_the_whole(cents: list[int], unmapped: int) -> None:
    ids = [UUID(int=n + 1) for n in range(len(cents))]
    spends = [CategorySpend(i, 2025, c, SpendBasis.INVOICES) for i, c in zip(ids, cents, strict=True)]
    result = overview(ids, spends, 2025, other=OtherMoney(unmapped=unmapped))
    assert sum(f.share for f in result.figures) + unmapped / result.whole == pytest.approx(1)
    cumulative = [f.cumulative for f in result.figures]
    assert cumulative == sorted(cumulative) and result.mapped == sum(cents)


def test_each_figure_stands_beside_the_year_before() -> None:
    result = overview([ENERGY, FOOD], [*SPENDS, spend(ENERGY, 500, year=2024)], 2025)
    assert [figure.before for figure in result.figures] == [500_00, None]
