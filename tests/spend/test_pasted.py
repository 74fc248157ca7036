"""Pasted totals: dialects, units, years, total rows, and which category a name means."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.errors import InvalidInput
from lotsen.spend.pasted import match_names, read_table

CASES = {
    "a dashboard with tabs and a Finnish head": (
        "Kategoria\tOstot €\tToimittajia\tLaskuja\tCO2 t\n"
        "Energia\t1 234 567,89\t12\t340\t850\nElintarvikkeet\t987 654,00\t45\t2 100\t541\n"
        "Yhteensä\t2 222 221,89\t57\t2 440\t1391",
        [("Energia", 123456789, 12, 340), ("Elintarvikkeet", 98765400, 45, 2100)],
    ),
    "Swedish with semicolons": (
        "Kategori;Belopp;Leverantörer;Fakturor\nEnergi;1234567,89;12;340\n",
        [("Energi", 123456789, 12, 340)],
    ),
    "English with commas in quotes": (
        'Category,Spend\n"Energy","1,234,567.89"\n"Food","987,654.00"\n',
        [("Energy", 123456789, None, None), ("Food", 98765400, None, None)],
    ),
    "no head": ("Energi\t1 000,50\t3\t40\nMat\t500\t2\t9\n", [("Energi", 100050, 3, 40), ("Mat", 50000, 2, 9)]),
    "one column with a number at its end": (
        "Energi 1 200 000 €\nMat och dryck: 850 000\n",
        [("Energi", 120000000, None, None), ("Mat och dryck", 85000000, None, None)],
    ),
    "thousands of euros in the head": ("Kategori\t1 000 euro\nEnergi\t1 200\n", [("Energi", 120000000, None, None)]),
    "units in the cells": (
        "Luokka\tSumma\nEnergia\t1,2 milj. €\nRuoka\t850 k€\n",
        [("Energia", 120000000, None, None), ("Ruoka", 85000000, None, None)],
    ),
    "no-break spaces and a minus sign": (
        "Kategori\tEuro\nEnergi\t1\u00a0234\u00a0567\nRättelse\t−1\u202f000,5\n",
        [("Energi", 123456700, None, None), ("Rättelse", -100050, None, None)],
    ),
    "columns parted by blanks": (
        "Energi     1 200 000\nMat   5\n",
        [("Energi", 120000000, None, None), ("Mat", 500, None, None)],
    ),
    "a share that is no amount": (
        "Kategori\tAndel\tEuro\nEnergi\t60 %\t600\nMat\t40 %\t400\n",
        [("Energi", 60000, None, None), ("Mat", 40000, None, None)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_pasted_table_is_read(case: str) -> None:
    text, expected = CASES[case]
    table = read_table(text)
    assert [(r.name, sum(c for _, c in r.amounts), r.suppliers, r.invoices) for r in table.rows] == expected


def test_the_total_row_is_the_tables_own_check_and_not_counted() -> None:
    table = read_table("Kategori\tEuro\nEnergi\t600\nMat\t400\nSammanlagt\t1 000\n")
    assert (table.cents, table.total) == (100000, 100000)


def test_each_year_in_the_head_is_a_year_of_its_own() -> None:
    table = read_table("Kategori\t2023\t2024\nEnergi\t100\t200\nMat\t\t50\n")
    assert table.rows[0].amounts == ((2023, 10000), (2024, 20000))
    assert table.rows[1].amounts == ((2024, 5000),)


def test_rows_without_an_amount_are_left_out_and_told() -> None:
    table = read_table("Kategori\tEuro\nEnergi\t600\nInget här\t\n")
    assert table.left_out == ((3, "Inget här"),)


@pytest.mark.parametrize(("cell", "share"), [("45 %", 0.45), ("45", 0.45), ("0,45", 0.45)])
def test_the_largest_suppliers_share_is_read(cell: str, share: float) -> None:
    table = read_table(f"Kategori\tEuro\tStörsta leverantörens andel\nEnergi\t600\t{cell}\nMat\t1\t{cell}")
    assert table.rows[0].concentration == share


@pytest.mark.parametrize(
    ("cells", "cents"),
    [
        (["1.234,5", "2"], 123450),
        (["1,234.5", "2"], 123450),
        (["1.5", "2"], 150),
        (["1,5", "2"], 150),
        (["1.234.567", "2"], 123456700),
        (["1'234", "2"], 123400),
        (["(5)", "2"], -500),
        (["5-", "2"], -500),
    ],
)
def test_decimal_and_thousands_signs_are_told_apart(cells: list[str], cents: int) -> None:
    text = "Kategori\tEuro\n" + "\n".join(f"K{i}\t{cell}" for i, cell in enumerate(cells))
    assert read_table(text).rows[0].amounts[0][1] == cents


@pytest.mark.parametrize("text", ["", "  \n ", "Bara text\noch mera text", "1\t2\n3\t4"])
def test_what_is_no_table_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_table(text)


ENERGY, FOOD = UUID(int=1), UUID(int=2)
TREE = [(ENERGY, "09", ("Energi", "Energia", "Energy")), (FOOD, "15", ("Livsmedel och måltider", "Elintarvikkeet"))]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("energia", ENERGY),
        (" ENERGY ", ENERGY),
        ("09", ENERGY),
        ("09 Energi", ENERGY),
        ("12. Energi", ENERGY),
        ("Livsmedel & måltider", FOOD),
        ("Elintarvikeet", FOOD),
        ("Möbler", None),
    ],
)
def test_a_name_finds_its_category_in_any_language(name: str, found: UUID | None) -> None:
    assert list(match_names([name], TREE)) == [found]


@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=30))
def test_what_is_written_in_finnish_is_read_to_the_cent(amounts: list[int]) -> None:
    lines = [f"Luokka {i}\t{Decimal(c) / 100:,.2f}".replace(",", " ").replace(".", ",") for i, c in enumerate(amounts)]
    table = read_table("Kategoria\tEuroa\n" + "\n".join(lines))
    assert [row.amounts[0][1] for row in table.rows] == amounts
