"""What we buy: the tree of procurement categories and the money and carbon that lie in it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.localtext import LocalText


@dataclass(frozen=True, slots=True)
class Category:
    """A procurement category. `parent_id` is null at the top; `code` is its own code or CPV division, may be empty.

    `factor` is the key of the emission factor that its spend is multiplied with, null when none is chosen.
    """

    id: UUID
    roadmap_id: UUID
    parent_id: UUID | None
    position: int
    name: LocalText
    code: str
    owner: str
    contract_end: dt.date | None
    notes: LocalText
    factor: str | None
    origin: str | None
    origin_version: int | None
    version: int


class Influence(StrEnum):
    """Whether money can be steered by procuring differently; every share on screen names which of these it counts."""

    OPEN = "open"
    IN_HOUSE = "in_house"
    NOT_PROCUREMENT = "not_procurement"


class SpendBasis(StrEnum):
    """Where a category's figure comes from, the most trusted first."""

    INVOICES = "invoices"
    PASTED = "pasted"
    TYPED = "typed"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True)
class CategorySpend:
    """One category's money in one year. Counts and concentration are null where only a total is known.

    `concentration` is the share (0 to 1) of `cents` that its largest supplier got; `kilograms` is kg CO2e.
    """

    category_id: UUID
    year: int
    cents: int
    basis: SpendBasis
    suppliers: int | None = None
    invoices: int | None = None
    concentration: float | None = None
    kilograms: float | None = None


def ordered(categories: Iterable[Category]) -> list[tuple[int, Category]]:
    """The tree read from top to bottom: depth (0 at the top) and category."""
    children: dict[UUID | None, list[Category]] = {}
    for category in sorted(categories, key=lambda c: c.position):
        children.setdefault(category.parent_id, []).append(category)
    result: list[tuple[int, Category]] = []

    def walk(parent: UUID | None, depth: int) -> None:
        for child in children.get(parent, ()):
            result.append((depth, child))
            walk(child.id, depth + 1)

    walk(None, 0)
    return result


def leaves(categories: Sequence[Category]) -> list[Category]:
    """The categories that nothing lies below, in the tree's order: the rows of the heatmap."""
    parents = {category.parent_id for category in categories}
    return [category for _, category in ordered(categories) if category.id not in parents]


@dataclass(frozen=True, slots=True)
class SpendClass:
    """A class to estimate a year's money in, from `low` up to `high` cents (null: no end); it counts as `cents`."""

    key: str
    low: int
    high: int | None
    cents: int


SPEND_CLASSES = (
    SpendClass("tiny", 0, 10_000_00, 5_000_00),
    SpendClass("small", 10_000_00, 60_000_00, 25_000_00),
    SpendClass("medium", 60_000_00, 250_000_00, 120_000_00),
    SpendClass("large", 250_000_00, 1_000_000_00, 500_000_00),
    SpendClass("huge", 1_000_000_00, 5_000_000_00, 2_200_000_00),
    SpendClass("giant", 5_000_000_00, None, 8_000_000_00),
)
"""Bounds near the Finnish national and the EU thresholds, then rough steps of five; counted near the geometric mean."""


def below(categories: Sequence[Category], category_id: UUID) -> list[Category]:
    """A category and everything under it, parents before children."""
    children: dict[UUID | None, list[Category]] = {}
    for category in sorted(categories, key=lambda c: c.position):
        children.setdefault(category.parent_id, []).append(category)
    found = [category for category in categories if category.id == category_id]
    for category in found:
        found.extend(children.get(category.id, ()))
    return found
