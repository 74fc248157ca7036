"""Greenhouse gas of money spent: spend-based calculation, exact in decimals.

    E = s / 1000 * f        s money without VAT, f kg CO2e per 1,000 units of it

after GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions (2013), 1, 'spend-based method'.
"""

from decimal import Decimal

from lotsen.analysis.results import Carbon, Method
from lotsen.domain.factor import EmissionFactor

SPEND_BASED = Method(
    key="spend_based",
    formula="E = s / 1000 · f",
    source="GHG Protocol, Scope 3 Calculation Guidance 2013, 1",
    version=1,
)

CENTS_PER_THOUSAND = 100_000


def carbon(cents: int, factor: EmissionFactor) -> Carbon:
    """The kilograms that `cents` stand for, the money being in the factor's currency and on its VAT basis."""
    return Carbon(cents, Decimal(cents) * factor.kilograms / CENTS_PER_THOUSAND, factor)
