"""An invented year's spend for tests of sentences and pictures."""

from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results import Denominator, SpendOverview
from lotsen.analysis.spend import OtherMoney, overview
from lotsen.domain.category import Category, CategorySpend, SpendBasis
from lotsen.domain.localtext import LocalText
from lotsen.store.starter import starter

ROADMAP = UUID(int=99)


@dataclass(frozen=True)
class Bought:
    result: SpendOverview
    categories: tuple[Category, ...]

    def names(self, language: str = "sv") -> dict[UUID, str]:
        return {category.id: category.name.show(language) for category in self.categories}


def category(number: int, name: str, parent: int | None = None, factor: str | None = None) -> Category:
    return Category(
        UUID(int=number),
        ROADMAP,
        UUID(int=parent) if parent else None,
        number,
        LocalText({"sv": name, "fi": name, "en": name}),
        "",
        "",
        None,
        LocalText(),
        factor,
        None,
        None,
        1,
    )


def bought(
    euros: list[int],
    *,
    basis: SpendBasis = SpendBasis.INVOICES,
    other: OtherMoney | None = None,
    denominator: Denominator = Denominator.OPEN,
    factors: bool = True,
    silent: int = 0,
) -> Bought:
    """Two groups with one category per amount in turn, every second one with a factor; `silent` have no figure."""
    groups = [category(1, "Byggnader"), category(2, "Övrigt <b>")]
    rows = [category(10 + i, f"Kategori {i + 1}", 1 + i % 2) for i in range(len(euros) + silent)]
    spends = [
        CategorySpend(row.id, 2025, amount * 100, basis, 3, 12, 0.5) for row, amount in zip(rows, euros, strict=False)
    ]
    given = [starter().factor["F"], starter().factor["D35"]]
    chosen = {row.id: given[i % 2] for i, row in enumerate(rows) if i % 3 != 2} if factors else {}
    result = overview(
        [row.id for row in rows], spends, 2025, factors=chosen, other=other, denominator=denominator, revision=7
    )
    return Bought(result, (*groups, *rows))
