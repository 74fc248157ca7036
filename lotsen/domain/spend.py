"""Invoice money as it is kept: sums per year, unit, supplier, account or code, and the rules that map them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from lotsen.domain.category import Influence
from lotsen.errors import N_


class RuleField(StrEnum):
    """What a mapping rule looks at; the most specific first, which is also the order they win in."""

    SUPPLIER = "supplier"
    TEXT = "text"
    CPV = "cpv"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class MappingRule:
    """Money that matches goes to a category, or is of another influence than open, or both.

    `match` is, by field: a supplier's business id or name; words that stand in the description, account or supplier
    text; a CPV prefix; an account ('4360') or a range of accounts ('4300-4399').
    """

    id: UUID
    roadmap_id: UUID
    field: RuleField
    match: str
    category_id: UUID | None
    influence: Influence | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class SpendImport:
    """One year's money from one file. `profile` is how the file was read, `figures` what was found in it."""

    id: UUID
    roadmap_id: UUID
    year: int
    file_name: str
    profile: dict[str, Any]
    figures: dict[str, Any]
    at: dt.datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class SpendFact:
    """One kept sum: a year's invoices of one unit, supplier, account and code. `negative` counts credit notes."""

    year: int
    unit: str
    supplier_id: str
    supplier: str
    account: str
    account_name: str
    code: str
    text: str
    cents: int
    rows: int
    negative: int
    category_id: UUID | None = None
    influence: Influence = Influence.OPEN


WARNINGS = {
    "equal_rows": N_("rows that equal an earlier row in every cell: kept, mostly one invoice on several lines"),
    "impossible_date": N_("rows with a date that does not exist or that no invoice has: kept, without a date"),
    "no_date": N_("rows without a date: kept"),
    "no_amount": N_("rows without an amount: left out"),
    "unreadable_amount": N_("rows with an amount that can't be read: left out"),
    "no_supplier": N_("rows without a supplier: kept"),
    "uneven_rows": N_("rows with too few or too many cells: read as far as they go"),
    "several_currencies": N_("currencies in one file: sums mix them"),
    "total_differs": N_("total rows that differ from the sum of the rows: left out"),
}
"""What the codes of warnings mean."""


@dataclass(frozen=True, slots=True)
class YearCompared:
    """One year's money of a file that waits, beside what it would replace. Null where there is nothing yet."""

    year: int
    rows: int
    cents: int
    before_rows: int | None
    before_cents: int | None
    before_file: str | None


@dataclass(frozen=True, slots=True)
class SupplierNext:
    """A supplier that no rule reaches. `cover` (0 to 1) is what is covered with it and all before it."""

    supplier: str
    supplier_id: str
    cents: int
    rows: int
    cover: float
    suggestion: UUID | None
    because: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the rules reach of a year's money, in cents. The share is of the money that is open to influence."""

    year: int
    cents: int
    mapped: int
    in_house: int
    not_procurement: int
    next: tuple[SupplierNext, ...]

    @property
    def open(self) -> int:
        return self.cents - self.in_house - self.not_procurement

    @property
    def share(self) -> float:
        return self.mapped / self.open if self.open else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether there is no need to ask for more rules."""
        return self.share >= ENOUGH


ENOUGH = 0.9
"""The share of the money that is mapped before we stop asking for more rules."""
