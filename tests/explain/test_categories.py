"""What the pictures of spend say, computed again from the same overview."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.results import Denominator
from lotsen.analysis.spend import OtherMoney
from lotsen.domain.category import SpendBasis
from lotsen.explain import categories as explain
from lotsen.texts import Texts
from tests.support.bought import Bought, bought

SV, FI, EN = (Texts.of(language) for language in ("sv", "fi", "en"))


def plain(text: str) -> str:
    """With ordinary blanks, as this file writes them."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("euros", "says"),
    [
        ([60_000, 40_000], "Kategori 1 takes 60% of the 100"),
        ([400_000, 300_000, 300_000], "Kategori 1 and Kategori 2 take 70% of the 1,0 M€ that is open to influence."),
        ([10_000] * 10, "Kategori 1, Kategori 2 and Kategori 3 take 30% of the 100"),
    ],
)
def test_the_treemap_names_who_takes_half_or_the_largest_three(euros: list[int], says: str) -> None:
    made = bought(euros)
    assert plain(explain.headline(made.result, made.names(), EN)).startswith(says)


def test_the_denominator_is_named_where_the_share_is() -> None:
    other = OtherMoney(in_house=100_000_00, not_procurement=200_000_00)
    made = bought([60_000, 40_000], other=other, denominator=Denominator.ALL)
    assert (
        plain(explain.headline(made.result, made.names(), EN))
        == "Kategori 1 and Kategori 2 take 25% of all 400 000 € in the books."
    )
    assert "all money in the books: 400 000 €" in plain(explain.subtitle(made.result, EN))
    assert not any("Not counted" in note for note in explain.notes(made.result, EN))
    narrow = bought([60_000, 40_000], other=other)
    assert any("100 000 € in-house and 200 000 €" in plain(note) for note in explain.notes(narrow.result, EN))


@pytest.mark.parametrize(
    ("euros", "silent", "says"),
    [
        ([800, 100, 100], 0, "1 of 3 categories carries 80% of the money."),
        ([500, 300, 200], 2, "2 of 5 categories carry 80% of the money."),
    ],
)
def test_the_curve_counts_those_that_carry_four_fifths(euros: list[int], silent: int, says: str) -> None:
    assert explain.pareto_headline(bought(euros, silent=silent).result, EN) == says


def test_unmapped_money_that_hides_four_fifths_is_said() -> None:
    result = bought([500], other=OtherMoney(unmapped=500_00)).result
    assert explain.pareto_headline(result, EN) == "All categories together carry 50% of the money."


def test_a_reader_is_warned_of_what_is_not_from_invoices_not_mapped_and_not_counted() -> None:
    made = bought([500, 500, 500], basis=SpendBasis.ESTIMATED, other=OtherMoney(unmapped=20_000_00), silent=1)
    notes = plain(" ".join(explain.notes(made.result, EN)))
    for words in (
        "100% of the categories' money does not come",
        "20 000 € of open money",
        "1 category has no figure",
        "67%",
    ):
        assert words in notes


def test_complete_invoices_need_no_warning() -> None:
    assert explain.notes(bought([500, 500]).result, EN) == ()


def test_the_largest_emitter_is_named_with_its_share_of_what_is_known() -> None:
    made = bought([100_000, 100_000, 900_000])
    assert explain.carbon_headline(made.result, made.names(), EN) == (
        "Kategori 2 emits most: 69 t CO2e, 77% of the 90 t CO2e that is known."
    )
    nothing = bought([100], factors=False)
    assert explain.carbon_headline(nothing.result, nothing.names(), EN) == "No category has an emission factor yet."


def test_a_factor_is_read_with_unit_year_vat_basis_source_and_credit() -> None:
    made = bought([100_000])
    carbon = made.result.figures[0].carbon
    assert carbon is not None
    said = plain(explain.factor_sentence(carbon.factor, EN))
    for words in (
        "210,74 kg CO2e per 1,000 EUR",
        "2023",
        "money without VAT",
        "figaro-emission-factors",
        "CC BY-SA 4.0",
    ):
        assert words in said
    assert plain(explain.carbon_sentence(carbon, EN)) == "21 t CO2e = 100 000,00 € × 210,74 kg per 1,000 EUR."


def recomputed(made: Bought, t: Texts) -> list[list[str]]:
    """The table, by its own arithmetic."""
    spent = sorted(made.result.figures, key=lambda f: -f.cents)
    rows, running = [], 0
    for figure in spent:
        running += figure.cents
        tonnes = "–" if not figure.carbon else t.number(figure.cents / 1e8 * float(figure.carbon.factor.kilograms), 1)
        rows.append(
            [
                made.names()[figure.category],
                t.number(figure.cents / 100),
                t.percent(running / made.result.whole, 1),
                tonnes,
            ]
        )
    return rows


@pytest.mark.parametrize("t", [SV, FI, EN], ids=lambda t: t.language)
def test_the_table_recomputes_from_the_same_figures(t: Texts) -> None:
    made = bought([512_345, 98_765, 1_000, 77], other=OtherMoney(unmapped=5_000_00))
    table = explain.table(made.result, made.names(), t)
    assert [[row[0], row[1], row[4], row[8]] for row in table.rows] == recomputed(made, t)
    assert table.foot[1] == t.number(612_187)


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=40), st.sampled_from(["sv", "fi", "en"]))
def test_every_sentence_can_be_said_of_any_spend(euros: list[int], language: str) -> None:
    made, t = bought(euros), Texts.of(language)
    said = [
        explain.headline(made.result, made.names(), t),
        explain.pareto_headline(made.result, t),
        explain.carbon_headline(made.result, made.names(), t),
        explain.subtitle(made.result, t),
    ]
    assert all(sentence and "{" not in sentence for sentence in said)
    assert made.names()[made.result.figures[0].category] in said[0]


@pytest.mark.parametrize("t", [SV, FI, EN], ids=lambda t: t.language)
def test_no_money_is_said_plainly(t: Texts) -> None:
    made = bought([], silent=3)
    assert (
        explain.headline(made.result, {}, t)
        == explain.pareto_headline(made.result, t)
        == t("There is no money here yet.")
    )
