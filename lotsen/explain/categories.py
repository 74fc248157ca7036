"""What the pictures of spend say: sentences and tables, computed from the overview that they are drawn from."""

from collections.abc import Mapping
from uuid import UUID

from lotsen.analysis.results import Carbon, CategoryFigure, Denominator, SpendOverview
from lotsen.domain.category import SpendBasis
from lotsen.domain.factor import EmissionFactor, VatBasis
from lotsen.explain.explanation import Table
from lotsen.texts import N_, Texts

Names = Mapping[UUID, str]

HALF = 0.5
NAMED = 3
MOST = 0.8
"""The share that a Pareto curve is read at."""

BASES: Mapping[SpendBasis, str] = {
    SpendBasis.INVOICES: N_("invoices"),
    SpendBasis.PASTED: N_("pasted"),
    SpendBasis.TYPED: N_("typed"),
    SpendBasis.ESTIMATED: N_("estimated"),
}

VAT: Mapping[VatBasis, str] = {
    VatBasis.EXCLUDED: N_("money without VAT"),
    VatBasis.INCLUDED: N_("money with VAT"),
}

WHOLES: Mapping[Denominator, str] = {
    Denominator.OPEN: N_("money open to influence"),
    Denominator.ALL: N_("all money in the books"),
}


def headline(result: SpendOverview, names: Names, t: Texts) -> str:
    """What the treemap says: what the largest few categories take, as many as reach half of the money or three."""
    if not result.figures:
        return t("There is no money here yet.")
    count = min(result.carrying(HALF), NAMED)
    whole, share = t.about(result.whole), t.percent(result.figures[count - 1].cumulative)
    listed = t.listing([names[figure.category] for figure in result.figures[:count]])
    if result.denominator is Denominator.ALL:
        return t.plural(
            "{categories} takes {share} of all {whole} in the books.",
            "{categories} take {share} of all {whole} in the books.",
            count,
            categories=listed,
            share=share,
            whole=whole,
        )
    return t.plural(
        "{categories} takes {share} of the {whole} that is open to influence.",
        "{categories} take {share} of the {whole} that is open to influence.",
        count,
        categories=listed,
        share=share,
        whole=whole,
    )


def pareto_headline(result: SpendOverview, t: Texts) -> str:
    """What the curve says: how few categories carry four fifths."""
    if not result.figures:
        return t("There is no money here yet.")
    count = result.carrying(MOST)
    reached = result.figures[count - 1].cumulative
    if reached < MOST:
        return t("All categories together carry {share} of the money.", share=t.percent(reached))
    return t.plural(
        "{n} of {all} categories carries {share} of the money.",
        "{n} of {all} categories carry {share} of the money.",
        count,
        all=_all(result),
        share=t.percent(reached),
    )


def carbon_headline(result: SpendOverview, names: Names, t: Texts) -> str:
    """What the table says first: whose emissions are largest."""
    first = largest_emitter(result)
    if first is None or first.carbon is None or result.kilograms <= 0:
        return t("No category has an emission factor yet.")
    return t(
        "{category} emits most: {tonnes}, {share} of the {total} that is known.",
        category=names[first.category],
        tonnes=t.tonnes(float(first.carbon.kilograms)),
        share=t.percent(float(first.carbon.kilograms / result.kilograms)),
        total=t.tonnes(float(result.kilograms)),
    )


def largest_emitter(result: SpendOverview) -> CategoryFigure | None:
    """The category with the most kg CO2e; nothing where no factor is known."""
    known = [figure for figure in result.figures if figure.carbon is not None]
    return max(known, key=lambda figure: figure.carbon.kilograms if figure.carbon else 0, default=None)


def subtitle(result: SpendOverview, t: Texts) -> str:
    """What the figures are: the year and the denominator that shares are of."""
    return t(
        "Money per category in {year}. Shares are of {denominator}: {whole}.",
        year=result.year,
        denominator=t(WHOLES[result.denominator]),
        whole=t.about(result.whole),
    )


def notes(result: SpendOverview, t: Texts) -> tuple[str, ...]:
    """What a reader has to know before the figures are used, worst first."""
    said = []
    if result.estimated > 0:
        said.append(
            t("{share} of the categories' money does not come from invoices.", share=t.percent(result.estimated))
        )
    if result.unmapped:
        said.append(t("{money} of open money lies in no category yet.", money=t.about(result.unmapped)))
    if result.without:
        said.append(
            t.plural(
                "{n} category has no figure for the year.",
                "{n} categories have no figure for the year.",
                len(result.without),
            )
        )
    if result.figures and result.covered < 0.995:
        said.append(
            t("The emissions cover {share} of the categories' money.", share=t.percent(max(result.covered, 0.0)))
        )
    if result.denominator is Denominator.OPEN and (result.in_house or result.not_procurement):
        said.append(
            t(
                "Not counted: {in_house} in-house and {other} that is no procurement.",
                in_house=t.about(result.in_house),
                other=t.about(result.not_procurement),
            )
        )
    return tuple(said)


def table(result: SpendOverview, names: Names, t: Texts) -> Table:
    """Every category with all its figures, the largest first, and their sum."""
    rows = tuple(_row(figure, names[figure.category], t) for figure in result.figures)
    total = sum(figure.share for figure in result.figures)
    foot = (
        t("Together"),
        t.number(result.mapped / 100),
        _before(result, t),
        t.percent(total, 1),
        "",
        "",
        "",
        "",
        _tonnes(result, t),
        "",
    )
    return Table(
        (
            t("Category"),
            t("Euros in {year}", year=result.year),
            t("The year before"),
            t("Share"),
            t("Added up"),
            t("Suppliers"),
            t("Invoices"),
            t("Largest supplier's share"),
            t("t CO2e"),
            t("From"),
        ),
        rows,
        frozenset(range(1, 9)),
        foot,
    )


def _row(figure: CategoryFigure, name: str, t: Texts) -> tuple[str, ...]:
    return (
        name,
        t.number(figure.cents / 100),
        "–" if figure.before is None else t.number(figure.before / 100),
        t.percent(figure.share, 1),
        t.percent(figure.cumulative, 1),
        "–" if figure.suppliers is None else t.number(figure.suppliers),
        "–" if figure.invoices is None else t.number(figure.invoices),
        "–" if figure.concentration is None else t.percent(figure.concentration),
        "–" if figure.carbon is None else t.number(float(figure.carbon.kilograms) / 1000, 1),
        t(BASES[figure.basis]),
    )


def _before(result: SpendOverview, t: Texts) -> str:
    known = [figure.before for figure in result.figures if figure.before is not None]
    return t.number(sum(known) / 100) if known else "–"


def _tonnes(result: SpendOverview, t: Texts) -> str:
    return t.number(float(result.kilograms) / 1000, 1) if result.covered else "–"


def factor_sentence(factor: EmissionFactor, t: Texts) -> str:
    """A factor with everything that it has to be read with: unit, year, VAT basis, source and credit."""
    said = t(
        "{value} kg CO2e per 1,000 {currency} ({name}, {year}, {vat}). Source: {source}.",
        value=t.number(float(factor.kilograms), 2),
        currency=factor.currency,
        name=t.local(factor.name),
        year=factor.year,
        vat=t(VAT[factor.vat]),
        source=factor.source,
    )
    return f"{said} {factor.credit}".strip()


def carbon_sentence(carbon: Carbon, t: Texts) -> str:
    """How a category's emissions were computed."""
    return t(
        "{tonnes} = {money} × {value} kg per 1,000 {currency}.",
        tonnes=t.tonnes(float(carbon.kilograms)),
        money=t.money(carbon.cents, carbon.factor.currency),
        value=t.number(float(carbon.factor.kilograms), 2),
        currency=carbon.factor.currency,
    )


def emissions(result: SpendOverview, t: Texts) -> tuple[str, ...]:
    """How the largest emissions were computed, and every factor that was used."""
    first = largest_emitter(result)
    if first is None or first.carbon is None:
        return ()
    factors = {figure.carbon.factor.key: figure.carbon.factor for figure in result.figures if figure.carbon}
    return (carbon_sentence(first.carbon, t), *(factor_sentence(factor, t) for factor in factors.values()))


def _all(result: SpendOverview) -> int:
    return len(result.figures) + len(result.without)
