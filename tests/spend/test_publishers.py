"""What publishers put into a file beside its invoices, and the ways they write amounts and dates."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsen.spend.profile import Role
from lotsen.spend.reader import Reading, read

HEADER = ["Supplier", "Date", "Amount", "Text"]
ROWS = [[f"Firma {i} Oy", f"2024-03-{1 + i:02d}", f"{100 + i}.50", f"row {i}"] for i in range(12)]
NET = "1272.00"


def text_of(rows: Sequence[Sequence[str]], delimiter: str = ",", line: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=line).writerows(rows)
    return buffer.getvalue()


def reading_of(data: str | bytes, tmp_path: Path) -> Reading:
    path = tmp_path / "f.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path, tmp_path / "work")


def found(rows: Sequence[Sequence[str]], tmp_path: Path, delimiter: str = ",") -> dict[str, Any]:
    return reading_of(text_of(rows, delimiter), tmp_path).to_json()


def with_amounts(write: str) -> list[list[str]]:
    """The rows with their euros and cents in another form: '{n}' is a number from 100 to 111, all have 50 cents."""
    return [HEADER, *([a, b, write.format(n=100 + i), d] for i, (a, b, _, d) in enumerate(ROWS))]


def with_dates(days: Sequence[str]) -> list[list[str]]:
    return [HEADER, *([row[0], days[i % len(days)], *row[2:]] for i, row in enumerate(ROWS))]


# Rows that are the publisher's own sums --------------------------------------------------------------------------

BLANK = ["", "", "", ""]
TOTALS = {
    "first, with a text that says nothing": [["", "", NET, "City Council"], *ROWS],
    "last, with a date": [*ROWS, ["", "2024-03-31", NET, "March"]],
    "after blank rows, with a date": [*ROWS, BLANK, BLANK, ["", "2024-03-31", NET, ""], BLANK],
    "after blank rows, and then more": [*ROWS[:6], BLANK, ["", "2024-03-31", NET, "all"], *ROWS[6:]],
    "named in the column of dates": [*ROWS, ["", "TOTAL", NET, ""]],
    "named behind": [*ROWS, ["", "", NET, "Total"]],
    "named with a count": [*ROWS, ["Total (12 rows)", "", NET, ""]],
    "twice": [*ROWS, BLANK, ["Total", "", NET, ""], ["", "", NET, ""]],
    "with a footnote": [*ROWS, ["", "2024-03-31", NET, "March"], ["Source: the city", "", "", ""]],
}


@pytest.mark.parametrize("name", TOTALS)
def test_a_total_is_known_by_its_figure_too(tmp_path: Path, name: str) -> None:
    result = found([HEADER, *TOTALS[name]], tmp_path)
    assert (result["rows"], result["net"], result["published_total"]) == (12, NET, NET)
    assert result["years"] == [{"year": 2024, "rows": 12, "net": NET}]


def test_subtotals_and_their_total_are_known_where_every_row_is_in_one(tmp_path: Path) -> None:
    pages = [*ROWS[:6], ["", "2024-03-31", "618.00", "Page 1"], *ROWS[6:], ["", "2024-03-31", "654.00", "Page 2"]]
    result = found([HEADER, *pages, ["", "2024-03-31", NET, "All pages"]], tmp_path)
    assert (result["rows"], result["net"], result["skipped"]["total"]) == (12, NET, 3)
    assert result["warnings"] == []
    assert found([HEADER, *pages], tmp_path)["net"] == NET


NO_TOTALS = {
    "a supplier is named": [*ROWS, ["Big Oy", "2024-03-31", NET, ""]],
    "a cent is missing": [*ROWS, ["", "2024-03-31", "1271.99", ""]],
    "it is a sum of one row": [ROWS[0], ["", "2024-03-31", ROWS[0][2], ""]],
    "one page alone has a subtotal": [*ROWS[:2], ["", "2024-03-09", "202.00", ""], *ROWS[2:]],
    "it stands in the middle": [*ROWS[:6], ["", "2024-03-31", NET, ""], *ROWS[6:]],
}


@pytest.mark.parametrize("name", NO_TOTALS)
def test_a_row_that_may_be_an_invoice_is_counted(tmp_path: Path, name: str) -> None:
    rows = NO_TOTALS[name]
    result = found([HEADER, *rows], tmp_path)
    assert (result["rows"], result["skipped"]["total"]) == (len(rows), 0)
    assert Decimal(result["net"]) == sum(Decimal(row[2]) for row in rows)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-(10**9), 10**9).filter(bool), min_size=3, max_size=20).filter(sum), st.booleans())
def test_whatever_the_rows_their_sum_without_a_supplier_is_never_counted(
    tmp_path: Path, cents: list[int], is_first: bool
) -> None:
    rows = [[f"Firma {i}", "2024-01-02", f"{Decimal(amount) / 100:.2f}", "x"] for i, amount in enumerate(cents)]
    total = ["", "2024-01-31", f"{Decimal(sum(cents)) / 100:.2f}", "together"]
    result = found([HEADER, *([total, *rows] if is_first else [*rows, total])], tmp_path)
    assert (result["rows"], result["net"]) == (len(cents), total[2])


def test_a_total_in_a_file_without_dates_leaves_the_other_rows_without_a_supplier(tmp_path: Path) -> None:
    rows = [["", row[2], "x"] for row in ROWS[:3]] + [[row[0], row[2], "x"] for row in ROWS[3:]]
    result = found([["Supplier", "Amount", "Text"], *rows, ["", NET, "x"]], tmp_path)
    assert (result["rows"], result["net"]) == (12, NET)


# Debit and credit ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debit", "credit"),
    [
        ("Debit", "Credit"),
        ("Debit Amount", "Credit Amount"),
        ("Debet", "Kredit"),
        ("Soll", "Haben"),
        ("Débit", "Crédit"),
        ("Debit EUR", "Credit EUR"),
    ],
)
@pytest.mark.parametrize("none", ["", "0.00", "-"])
def test_credit_is_taken_off_debit(tmp_path: Path, debit: str, credit: str, none: str) -> None:
    rows = [[*row[:3], none] for row in ROWS] + [["X Oy", "2024-03-20", none, "72.00"]]
    result = found([["Supplier", "Date", debit, credit], *rows], tmp_path)
    assert (result["rows"], result["net"], result["negative_sum"]) == (13, "1200.00", "-72.00")
    assert result["columns"]["credit"] == credit
    assert result["warnings"] == []


def test_a_credit_that_can_not_be_read_leaves_the_row_out(tmp_path: Path) -> None:
    rows = [[*row[:3], ""] for row in ROWS] + [["X Oy", "2024-03-20", "5.00", "7,2,1"], ["Y Oy", "2024-03-20", "", ""]]
    result = found([["Supplier", "Date", "Debit", "Credit"], *rows], tmp_path)
    assert (result["rows"], result["net"]) == (12, NET)
    assert (result["skipped"]["unreadable"], result["skipped"]["no_amount"]) == (1, 1)


def test_a_column_of_amounts_wins_over_debit_and_credit(tmp_path: Path) -> None:
    rows = [[*row[:2], "7.00", "", row[2]] for row in ROWS]
    result = found([["Supplier", "Date", "Debit", "Credit", "Net Amount"], *rows], tmp_path)
    assert (result["net"], "credit" in result["columns"]) == (NET, False)
    accounts = [[*row[:2], "4300", "1900", row[2]] for row in ROWS]
    assert found([["Supplier", "Date", "Debit account", "Credit account", "Amount"], *accounts], tmp_path)["net"] == NET


# Headers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("every", [1, 5])
def test_repeated_headers_are_left_out_and_counted(tmp_path: Path, every: int) -> None:
    rows = [one for i, row in enumerate(ROWS) for one in ([HEADER, row] if i % every == 0 else [row])]
    result = found(rows, tmp_path)
    assert (result["rows"], result["net"]) == (12, NET)
    assert result["skipped"]["header"] == len(rows) - len(ROWS) - 1
    assert result["warnings"] == []


@pytest.mark.parametrize("above", [["Payment", "", "", "Details"], ["Paid to whom", "", "How much", ""]])
def test_of_two_header_rows_the_lower_names_the_columns(tmp_path: Path, above: list[str]) -> None:
    result = found([above, HEADER, *ROWS], tmp_path)
    assert (result["header_row"], result["net"], result["headers"]) == (2, NET, HEADER)


@pytest.mark.parametrize(
    ("gross", "net"),
    [
        ("Bruttosumma", "Nettosumma"),
        ("Summa", "Summa ilman alv"),
        ("Verollinen summa", "Veroton summa"),
        ("Amount (inc VAT)", "Amount (exc VAT)"),
        ("Belopp inkl. moms", "Nettobelopp"),
        ("Gross", "Net"),
        ("Total", "Net Amount"),
    ],
)
def test_net_wins_over_gross(tmp_path: Path, gross: str, net: str) -> None:
    rows = [[row[0], row[1], "999.00", row[2]] for row in ROWS]
    reading = reading_of(text_of([["Toimittaja", "Pvm", gross, net], *rows], ";"), tmp_path)
    assert reading.profile.columns[Role.AMOUNT] == net


# Amounts and dates -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "net", "currency"),
    [
        ("£1,{n}.50", "13272.00", "GBP"),
        ("1 {n},50 €", "13272.00", "EUR"),
        ("1\u00a0{n},50\u00a0€", "13272.00", "EUR"),
        ("EUR {n}.50", NET, "EUR"),
        ("{n},50 EUR", NET, "EUR"),
        ("SEK 1 {n},50", "13272.00", "SEK"),
        ("(1,{n}.50)", "-13272.00", None),
        ("£(1,{n}.50)", "-13272.00", "GBP"),
        ("-$1,{n}.50", "-13272.00", "USD"),
        ("1.{n},50-", "-13272.00", None),
        ("1'{n}.50", "13272.00", None),
        ("− {n}.50", f"-{NET}", None),
        ("1.5E+05", "1800000.00", None),
    ],
)
def test_amounts_with_signs_and_currencies(tmp_path: Path, written: str, net: str, currency: str | None) -> None:
    result = found(with_amounts(written), tmp_path, ";")
    assert (result["rows"], result["net"], result["currency"]) == (12, net, currency)


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (["20110131", "20110228"], "2011-01-31", "2011-02-28"),
        (["31.1.2011", "28.2.2011"], "2011-01-31", "2011-02-28"),
        (["Jan-11", "Feb-11", "Dec-11"], "2011-01-01", "2011-12-01"),
        (["Jan 2011", "December 2011"], "2011-01-01", "2011-12-01"),
        (["tammikuu 2011", "joulukuu 2011"], "2011-01-01", "2011-12-01"),
        (["2011-01", "2011-12"], "2011-01-01", "2011-12-01"),
        (["01/2011", "12/2011"], "2011-01-01", "2011-12-01"),
        (["201101", "201112"], "2011-01-01", "2011-12-01"),
        (["40544", "40908"], "2011-01-01", "2011-12-31"),
        (["40544.0", "40908.5"], "2011-01-01", "2011-12-31"),
        (["31/01/2011", "40545"], "2011-01-02", "2011-01-31"),
        (["40544", "40545", "2011-01-31"], "2011-01-01", "2011-01-31"),
    ],
)
def test_days_months_and_the_numbers_of_spreadsheets(tmp_path: Path, days: list[str], first: str, last: str) -> None:
    result = found(with_dates(days), tmp_path)
    assert (result["first_date"], result["last_date"], result["warnings"]) == (first, last, [])


def test_six_digits_under_another_header_are_no_months(tmp_path: Path) -> None:
    rows = [[row[0], row[2], f"20110{1 + i % 9}"] for i, row in enumerate(ROWS)]
    assert "date" not in found([["Supplier", "Amount", "Voucher"], *rows], tmp_path)["columns"]


# The shape of the file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_windows_line_ends_inside_quotes(tmp_path: Path, line: str) -> None:
    rows = [[*row[:3], "one\r\ntwo\r\n\r\nthree"] for row in ROWS]
    result = reading_of(text_of([HEADER, *rows], ",", line), tmp_path).to_json()
    assert (result["rows"], result["net"], result["skipped"]["blank"]) == (12, NET, 0)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", ["\t", "|", ";"])
def test_wide_text_with_and_without_its_mark(tmp_path: Path, codec: str, delimiter: str) -> None:
    data = text_of([["Leverantör", "Datum", "Belopp", "Text"], *ROWS], delimiter).encode(codec)
    result = reading_of(data, tmp_path).to_json()
    assert (result["rows"], result["net"], result["columns"]["supplier"]) == (12, NET, "Leverantör")


@pytest.mark.parametrize("extra", [",", ",,,,,,"])
def test_trailing_delimiters(tmp_path: Path, extra: str) -> None:
    text = text_of([HEADER, *ROWS]).replace("\n", f"{extra}\n")
    assert reading_of(text, tmp_path).to_json()["net"] == NET
    assert reading_of(text.replace(f"Text{extra}", "Text", 1), tmp_path).to_json()["net"] == NET


def workbook(path: Path, sheets: dict[str, list[list[object]]], merged: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def test_a_workbook_with_merged_titles_and_a_total_in_binary_fractions(tmp_path: Path) -> None:
    rows: list[list[object]] = [[row[0], dt.date(2024, 3, 1 + i), 0.1 + i] for i, row in enumerate(ROWS)]
    titles: list[list[object]] = [["Purchases", None, None], [None] * 3, ["Supplier", "Date", "Amount"]]
    total: list[object] = [None, dt.date(2024, 3, 31), sum(0.1 + i for i in range(12))]
    path = workbook(tmp_path / "f.xlsx", {"Info": [["about"]], "Data": [*titles, *rows, total]}, ["A1:C1"])
    result = read(path, tmp_path / "work").to_json()
    assert (result["sheet"], result["rows"], result["net"]) == ("Data", 12, "67.20")
    assert result["published_total"] == "67.20"


@pytest.mark.parametrize("text", [0, 1, 2])
def test_a_workbook_with_some_amounts_as_text(tmp_path: Path, text: int) -> None:
    """`text`: none are, every other is, all are."""
    cells: list[object] = [1234.125, "1 234,50", 0.25, "-20,05", 1.234, "3 000"]
    if text == 0:
        cells = [1234.125, 1234.5, 0.25, -20.05, 1.234, 3000]
    if text == 2:
        cells = ["1 234,125", "1 234,50", "0,25", "-20,05", "1,2340", "3 000 €"]
    path = workbook(
        tmp_path / "f.xlsx", {"Data": [["Supplier", "Amount"], *([f"S{i}", c] for i, c in enumerate(cells))]}
    )
    reading = read(path, tmp_path / "work")
    assert reading.figures is not None
    assert (reading.figures.rows, reading.figures.net) == (6, Decimal("5450.059"))
