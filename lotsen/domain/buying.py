"""What an organisation buys, as it is read and taken in: the tree and its money, pasted totals, own trees."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from lotsen.domain.category import Category, CategorySpend, SpendBasis, leaves
from lotsen.domain.factor import EmissionFactor


@dataclass(frozen=True, slots=True)
class YearMoney:
    """A year's invoice money that lies in no category's own figure, in cents."""

    year: int
    unmapped: int
    in_house: int
    not_procurement: int


@dataclass(frozen=True)
class Buying:
    """The tree, parents before children, with all its money. `spends` hold every basis; `factors` are by key, own
    ones first."""

    categories: tuple[Category, ...]
    spends: tuple[CategorySpend, ...]
    other: tuple[YearMoney, ...]
    factors: Mapping[str, EmissionFactor]

    @cached_property
    def rows(self) -> list[Category]:
        """The categories that carry figures: those with nothing below them."""
        return leaves(self.categories)

    @cached_property
    def years(self) -> list[int]:
        """The years that there is any figure for, the latest first."""
        return sorted({s.year for s in self.spends} | {m.year for m in self.other}, reverse=True)

    def money_of(self, year: int) -> YearMoney:
        """What lies outside the categories in a year."""
        return next((money for money in self.other if money.year == year), YearMoney(year, 0, 0, 0))

    def spend_of(self, category_id: UUID, year: int, bases: Collection[SpendBasis]) -> CategorySpend | None:
        """The figure of a category and year that has one of these bases."""
        found = (s for s in self.spends if s.category_id == category_id and s.year == year and s.basis in bases)
        return next(found, None)


@dataclass(frozen=True, slots=True)
class Ties:
    """What hangs on categories: what goes with them when they are removed, and what is only let loose."""

    stated_spend: int
    mapping_rules: int
    judgements: int
    policy_lines: int
    interventions: int
    invoice_cents: int


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes when a category is removed: itself and what lies below it, and what hangs on them."""

    categories: tuple[Category, ...]
    ties: Ties


class Column(StrEnum):
    """What a column of a pasted table means."""

    NAME = "name"
    AMOUNT = "amount"
    SUPPLIERS = "suppliers"
    INVOICES = "invoices"
    LARGEST = "largest"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One category's totals. `amounts` are (year or null where the head names none, cents); counts may be unknown."""

    line: int
    name: str
    amounts: tuple[tuple[int | None, int], ...]
    suppliers: int | None
    invoices: int | None
    concentration: float | None


@dataclass(frozen=True, slots=True)
class PastedTable:
    """What was read. `unit` is what one in the table stands for in units of currency; `left_out` are (line, cells) of
    rows without an amount, `total` the cents of the table's own total row, which is not counted."""

    columns: tuple[Column, ...]
    has_header: bool
    decimal: str
    unit: int
    rows: tuple[PastedRow, ...]
    left_out: tuple[tuple[int, str], ...]
    total: int | None

    @property
    def cents(self) -> int:
        """The money of all rows and years."""
        return sum(cents for row in self.rows for _, cents in row.amounts)

    @property
    def names_years(self) -> bool:
        """Whether every amount stands under a year of its own."""
        return all(year is not None for row in self.rows for year, _ in row.amounts)


@dataclass(frozen=True, slots=True)
class PastedMatch:
    """A pasted table held against the tree: for each of its rows the category it names, or null.

    `fresh` are the places of rows that become new categories; the other rows without a category are left out.
    """

    table: PastedTable
    matches: tuple[UUID | None, ...]
    fresh: frozenset[int] = frozenset()

    @property
    def unmatched(self) -> tuple[int, ...]:
        """The places of rows that name no category."""
        return tuple(place for place, found in enumerate(self.matches) if found is None)

    def settled(self, chosen: Mapping[int, UUID], fresh: Collection[int]) -> "PastedMatch":
        """With what a person said of some rows: a category, or to become a new one."""
        matches = tuple(chosen.get(place, found) for place, found in enumerate(self.matches))
        return PastedMatch(self.table, matches, frozenset(p for p in fresh if matches[p] is None))


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One category of a user's own tree: names by language, index of its parent row (null at the top), code, owner."""

    names: Mapping[str, str]
    parent: int | None
    code: str
    owner: str


@dataclass(frozen=True, slots=True)
class Outline:
    """A user's own tree, parents before children. `how` is what told what lies under what."""

    rows: tuple[OutlineRow, ...]
    how: str
