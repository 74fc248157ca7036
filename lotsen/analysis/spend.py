"""What is bought: money per category and year, shares of a named whole, concentration and carbon."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from lotsen.analysis.carbon import carbon
from lotsen.analysis.results import CategoryFigure, Denominator, Method, SpendOverview
from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.domain.factor import EmissionFactor

PARETO = Method(
    key="pareto",
    formula="C_k = Σ s_1…s_k / S",
    source="Juran, Quality Control Handbook 1951: the vital few",
    version=1,
)

TRUST = {basis: position for position, basis in enumerate(SpendBasis)}
"""How a figure's basis ranks: invoices before pasted before typed before estimated."""


@dataclass(frozen=True, slots=True)
class OtherMoney:
    """Cents in the books of a year that lie in no category: open money not mapped yet, and money that isn't open."""

    unmapped: int = 0
    in_house: int = 0
    not_procurement: int = 0


def best_figures(spends: Iterable[CategorySpend], year: int) -> dict[UUID, CategorySpend]:
    """One figure per category for a year: the most trusted basis that it has."""
    best: dict[UUID, CategorySpend] = {}
    for spend in spends:
        known = best.get(spend.category_id)
        if spend.year == year and (known is None or TRUST[spend.basis] < TRUST[known.basis]):
            best[spend.category_id] = spend
    return best


def overview(
    categories: Sequence[UUID],
    spends: Iterable[CategorySpend],
    year: int,
    *,
    factors: Mapping[UUID, EmissionFactor] | None = None,
    other: OtherMoney | None = None,
    denominator: Denominator = Denominator.OPEN,
    currency: str = "EUR",
    revision: int = 0,
) -> SpendOverview:
    """The year's money over `categories` (leaves, in the tree's order), largest first, ties in the tree's order.

    `factors` are by category. A factor in another currency than the money gives no carbon: no rate, no carbon.
    """
    rest = other or OtherMoney()
    every = tuple(spends)
    best, before = best_figures(every, year), best_figures(every, year - 1)
    present = [best[category] for category in categories if category in best]
    mapped = sum(spend.cents for spend in present)
    closed = rest.in_house + rest.not_procurement if denominator is Denominator.ALL else 0
    whole = mapped + rest.unmapped + closed
    usable = {key: factor for key, factor in (factors or {}).items() if factor.currency == currency}
    figures = _figures(sorted(present, key=lambda spend: -spend.cents), whole, usable, before)
    known = [figure.carbon for figure in figures if figure.carbon is not None]
    return SpendOverview(
        revision=revision,
        method=PARETO,
        year=year,
        denominator=denominator,
        whole=whole,
        figures=figures,
        without=tuple(category for category in categories if category not in best),
        unmapped=rest.unmapped,
        in_house=rest.in_house,
        not_procurement=rest.not_procurement,
        kilograms=sum((one.kilograms for one in known), Decimal(0)),
        covered=sum(one.cents for one in known) / mapped if mapped else 0.0,
    )


def _figures(
    spends: Sequence[CategorySpend],
    whole: int,
    factors: Mapping[UUID, EmissionFactor],
    before: Mapping[UUID, CategorySpend],
) -> tuple[CategoryFigure, ...]:
    figures, running = [], 0
    for spend in spends:
        running += spend.cents
        factor = factors.get(spend.category_id)
        figures.append(
            CategoryFigure(
                category=spend.category_id,
                cents=spend.cents,
                basis=spend.basis,
                share=spend.cents / whole if whole else 0.0,
                cumulative=running / whole if whole else 0.0,
                suppliers=spend.suppliers,
                invoices=spend.invoices,
                concentration=spend.concentration,
                carbon=carbon(spend.cents, factor) if factor else None,
                before=before[spend.category_id].cents if spend.category_id in before else None,
            )
        )
    return tuple(figures)


def concentration(cents: Iterable[int]) -> float | None:
    """The largest supplier's share of a category's money, given what each supplier got in net.

    Suppliers in credit count as nothing; null where no money is left.
    """
    positive = [amount for amount in cents if amount > 0]
    return max(positive) / sum(positive) if positive else None
