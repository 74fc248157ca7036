"""Emission factors: how much greenhouse gas one unit of money stands for."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lotsen.domain.localtext import LocalText

OWN = "own:"
"""What the keys of a roadmap's own factors begin with."""


class VatBasis(StrEnum):
    """Whether the money that a factor is multiplied with includes value added tax."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class EmissionFactor:
    """kg CO2e per 1,000 units of `currency`, in the money of `year`, with where it comes from.

    `kilograms` is what the source prints, unrounded. `credit` is the line its licence asks for, empty for an own one.
    """

    key: str
    name: LocalText
    kilograms: Decimal
    currency: str
    year: int
    vat: VatBasis
    source: str
    credit: str

    @property
    def is_own(self) -> bool:
        """Whether the roadmap made it, so that it can be changed."""
        return self.key.startswith(OWN)
