"""The reader against every dialect that a ledger writes, against published figures, and against files that are none."""

import csv
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotsen.errors import InvalidInput, NotFound
from lotsen.spend import source
from lotsen.spend.profile import Overrides, Role
from lotsen.spend.reader import Reading, probe, read
from tests.support.shared import SHARED

HEADER = ["Supplier", "Date", "Net amount", "Description"]
ROWS = [
    ["Åkerman & Söner Ab", "2024-01-31", "1234.50", "Städning, kök"],
    ["Hämeen Siivous Oy", "2024-02-29", "-20.05", 'Kalusteet "A"'],
    ["Åkerman & Söner Ab", "2024-12-01", "3000000", "Line one\nline two"],
]
NET = Decimal("3001214.45")


def text_of(rows: Sequence[Sequence[str]], delimiter: str = ",", line: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=line).writerows(rows)
    return buffer.getvalue()


def reading_of(data: bytes | str, tmp_path: Path, overrides: Overrides | None = None, name: str = "f.csv") -> Reading:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path, tmp_path / "work", overrides or Overrides())


def figures(reading: Reading) -> tuple[int, Decimal]:
    assert reading.figures is not None
    return reading.figures.rows, reading.figures.net


@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, line: str) -> None:
    reading = reading_of(text_of([HEADER, *ROWS], delimiter, line), tmp_path)
    assert figures(reading) == (3, NET)
    assert reading.profile.delimiter == delimiter


@pytest.mark.parametrize(
    ("codec", "prefix", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-8", b"\xc3\xaf\xc2\xbb\xc2\xbf", "utf-8 (double BOM)"),
        ("utf-8", b"\xef\xbb\xbf\xef\xbb\xbf", "utf-8 (double BOM)"),
        ("latin-1", b"", "latin-1"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_encodings(tmp_path: Path, codec: str, prefix: bytes, told: str) -> None:
    reading = reading_of(prefix + text_of([HEADER, *ROWS]).encode(codec), tmp_path)
    assert figures(reading) == (3, NET)
    assert reading.profile.encoding == told
    assert reading.profile.headers[0] == "Supplier"
    assert reading.first_rows[0][0] == "Åkerman & Söner Ab"


def test_cp1252_has_its_own_signs(tmp_path: Path) -> None:
    rows = [HEADER, ["Café “Ö” – 5 € Ab", "2024-01-01", "€ 12.50", "dash – dash"], *ROWS]
    reading = reading_of(text_of(rows).encode("cp1252"), tmp_path)
    assert reading.profile.encoding == "cp1252"
    assert figures(reading) == (4, NET + Decimal("12.50"))
    assert reading.first_rows[0][0] == "Café “Ö” – 5 € Ab"


def test_whole_text_encoded_twice_is_read_once(tmp_path: Path) -> None:
    twice = ("\ufeff" + text_of([HEADER, *ROWS])).encode().decode("cp1252", errors="replace").encode()
    reading = reading_of(twice, tmp_path)
    assert reading.first_rows[1][0] == "Hämeen Siivous Oy"


def test_an_encoding_that_shows_late_is_believed(tmp_path: Path) -> None:
    many = [["Plain Oy", "2024-01-01", "1.00", "x" * 200]] * 5_000
    late = text_of([HEADER, *many, ["Åkerman Ab", "2024-01-02", "2.00", "till – sist"]])
    reading = reading_of(late.encode("cp1252"), tmp_path)
    assert reading.profile.encoding == "cp1252"
    assert figures(reading) == (5_001, Decimal(5_002))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["1,234.50", "-20.05", "3,000,000"], NET),
        (["1234,50", "-20,05", "3000000"], NET),
        (["1.234,50", "-20,05", "3.000.000,00"], NET),
        (["1 234,50", "20,05-", "3 000 000"], NET),
        (["1\u00a0234,50", "−20,05", "3\u00a0000\u00a0000"], NET),
        (["1\u202f234,50 €", "(20,05)", "3\u202f000\u202f000 €"], NET),
        (["1'234.50", "-20.05", "3'000'000"], NET),
        (["1’234.50", "20.05-", "3’000’000"], NET),
        (["£1,234.50", "-£20.05", "£3,000,000"], NET),
        (["£1,234.50", "(£20.05)", "£3,000,000.00"], NET),
        (["1.2345E+03", "-2.005E+01", "3E6"], NET),
        (["1,2345E+03", "-2,005E+01", "3,0E6"], NET),
        ([" 1,234.50 ", " (20.05)", " 3,000,000.00 "], NET),
        (["EUR 1.234,50", "EUR -20,05", "EUR 3.000.000,00"], NET),
        (["1 234,50 kr", "-20,05 kr", "3 000 000 kr"], NET),
        (["29.026.000", "81.000", "-7.000"], Decimal(29100000)),
        (["1,234", "5,678", "9"], Decimal(6921)),
        (["0.125", "0.250", "1.5"], Decimal("1.875")),
        (['="1234.50"', '="-20.05"', '="3000000"'], NET),
        (["1234.50", "20.05 CR", "3000000"], NET),
        (["100,-", "12,50", "1.000,-"], Decimal("1112.50")),
    ],
)
def test_amounts(tmp_path: Path, written: list[str], expected: Decimal) -> None:
    rows = [[*row[:2], amount, row[3]] for row, amount in zip(ROWS, written, strict=True)]
    assert figures(reading_of(text_of([HEADER, *rows], ";"), tmp_path)) == (3, expected)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (["2024-01-31", "2024-02-29", "2024-12-01"], "2024-01-31", "2024-12-01"),
        (["31.1.2024", "29.2.2024", "1.12.2024"], "2024-01-31", "2024-12-01"),
        (["31/01/2024", "29/02/2024", "01/12/2024"], "2024-01-31", "2024-12-01"),
        (["1/31/2024", "2/29/2024", "12/1/2024"], "2024-01-31", "2024-12-01"),
        (["01/02/2024", "03/02/2024", "05/12/2024"], "2024-02-01", "2024-12-05"),
        (["8/4/2024 0:00", "9/4/2024 0:00", "10/4/2024 13:30"], "2024-08-04", "2024-10-04"),
        (["20240131", "20240229", "20241201"], "2024-01-31", "2024-12-01"),
        (["31-Jan-2024", "29-Feb-2024", "01-Dec-2024"], "2024-01-31", "2024-12-01"),
        (["31-Jan-24", "29-Feb-24", "01-Dec-24"], "2024-01-31", "2024-12-01"),
        (["31.01.24", "29.02.24", "01.12.24"], "2024-01-31", "2024-12-01"),
        (["31 januari 2024", "29 februari 2024", "1 december 2024"], "2024-01-31", "2024-12-01"),
        (["31. tammikuuta 2024", "29. helmikuuta 2024", "1. joulukuuta 2024"], "2024-01-31", "2024-12-01"),
        (["31. Januar 2024", "29. Februar 2024", "1. Dezember 2024"], "2024-01-31", "2024-12-01"),
        (["2024-01-31T00:00:00", "2024-02-29T10:00:00", "2024-12-01T00:00:00"], "2024-01-31", "2024-12-01"),
        (["2024-01-31 00:00:00", "2024-02-29 00:00:00", "2024-12-01 00:00:00"], "2024-01-31", "2024-12-01"),
        (["2024/01/31", "2024/02/29", "2024/12/01"], "2024-01-31", "2024-12-01"),
        (["45322", "45351", "45627"], "2024-01-31", "2024-12-01"),
    ],
)
def test_dates(tmp_path: Path, written: list[str], first: str, last: str) -> None:
    rows = [[row[0], day, *row[2:]] for row, day in zip(ROWS, written, strict=True)]
    found = reading_of(text_of([HEADER, *rows]), tmp_path).to_json()
    assert (found["first_date"], found["last_date"]) == (first, last)
    assert found["rows"] == 3
    assert not found["warnings"]


def test_day_and_month_are_settled_by_rows_that_the_sample_did_not_show(tmp_path: Path) -> None:
    rows = [["A Oy", "01/02/2024", "1.00", "x" * 300]] * 4_000
    middle = [["A Oy", "12/31/2024", "1.00", "y"]]
    found = reading_of(text_of([HEADER, *rows, *middle, *rows]), tmp_path).to_json()
    assert (found["first_date"], found["last_date"]) == ("2024-01-02", "2024-12-31")


def test_lines_above_the_header_are_left_out(tmp_path: Path) -> None:
    above = "Köpta tjänster 2024;;;\n\nUttaget;2025-01-02;;\n"
    reading = reading_of(above + text_of([HEADER, *ROWS], ";"), tmp_path)
    assert figures(reading) == (3, NET)
    assert reading.profile.header_row == 4


def test_a_file_without_headers_is_read_by_what_stands_in_it(tmp_path: Path) -> None:
    reading = reading_of(text_of(ROWS * 3), tmp_path)
    assert figures(reading) == (9, NET * 3)
    assert reading.profile.header_row == 0
    assert reading.profile.columns[Role.AMOUNT] == "#3"
    assert reading.profile.columns[Role.DATE] == "#2"


def test_empty_and_repeated_column_names_can_be_told_apart(tmp_path: Path) -> None:
    rows = [["Code", "Code", "", "Amount"], ["1", "2", "x", "5.00"], ["1", "3", "y", "6.00"]]
    reading = reading_of(text_of(rows), tmp_path)
    assert reading.profile.headers == ("Code", "Code (2)", "#3", "Amount")
    assert figures(reading) == (2, Decimal(11))


@pytest.mark.parametrize(
    ("headers", "amount"),
    [
        (["Toimittaja", "Kokonaissumma euroina", "ALVin määrä euroina", "Summa ALV0 euroina"], "Summa ALV0 euroina"),
        (["Leverantör", "Belopp inkl moms", "Moms", "Belopp exkl moms"], "Belopp exkl moms"),
        (["Supplier", "Gross Amount", "VAT Amount", "Net Amount"], "Net Amount"),
        (["Supplier", "Total", "VAT", "Amount excl VAT"], "Amount excl VAT"),
        (["Lieferant", "Bruttobetrag", "MwSt", "Nettobetrag"], "Nettobetrag"),
        (["Fournisseur", "Montant TTC", "TVA", "Montant HT"], "Montant HT"),
        (["Leverandør", "Beløp inkl mva", "mva", "Beløp eks mva"], "Beløp eks mva"),
        (["Toimittaja", "Rivin bruttosumma", "Rivin ALV-summa", "Rivin nettosumma"], "Rivin nettosumma"),
        (["Payee Name", "Payment Number", "Invoice Amount", "Payment Amount Ex VAT"], "Payment Amount Ex VAT"),
    ],
)
def test_the_amount_without_tax_is_chosen(tmp_path: Path, headers: list[str], amount: str) -> None:
    rows = [["A Oy", "124.00", "24.00", "100.00"], ["B Oy", "62.00", "12.00", "50.00"]]
    reading = reading_of(text_of([headers, *rows]), tmp_path)
    assert reading.profile.columns[Role.AMOUNT] == amount
    assert figures(reading) == (2, Decimal(150))


def test_the_finnish_cities_field_standard_is_known_by_name(tmp_path: Path) -> None:
    fields = [
        "Kuntakoodi", "Kunnan nimi", "Ostajan Y-tunnus", "Tulosyksikön ID", "Tulosyksikön nimi", "Osasto",
        "Kustannuspaikan ID", "Kustannuspaikan nimi", "Laskun päivämäärä", "Tositteen numero", "Ostotilausnumero",
        "Sopimusnumero", "Kirjauspäivämäärä", "Laskun numero", "Tiliryhmän numero", "Tiliryhmän nimi", "Tilin numero",
        "Tilin nimi", "Toimittajan nimi", "Toimittajan Y-tunnus", "Summa ALV0 euroina", "ALVin määrä euroina",
        "Kokonaissumma euroina",
    ]  # fmt: skip
    row = [
        "049", "Espoo", "0101263-6", "12", "Kasvun ja oppimisen toimiala", "Opetus", "1200", "Koulut", "31.1.2024",
        "900123", "", "", "2.2.2024", "L-1", "430", "Palvelujen ostot", "4422", "Kuljetuspalvelut", "Linja Oy",
        "1234567-1", "1 000,00", "240,00", "1 240,00",
    ]  # fmt: skip
    other = [*row[:9], "900124", *row[10:18], "Siivous Oy", "7654321-4", "-12,50", "-3,00", "-15,50"]
    found = reading_of(text_of([fields, row, other], ";"), tmp_path).to_json()
    assert found["columns"] == {
        "amount": "Summa ALV0 euroina",
        "date": "Laskun päivämäärä",
        "supplier": "Toimittajan nimi",
        "supplier_id": "Toimittajan Y-tunnus",
        "unit": "Tulosyksikön nimi",
        "unit_id": "Tulosyksikön ID",
        "account": "Tilin numero",
        "account_name": "Tilin nimi",
        "invoice": "Tositteen numero",
        "description": "Ostotilausnumero",
    }
    assert (found["net"], found["currency"], found["suppliers"]) == ("987.50", "EUR", 2)


def test_equal_rows_are_kept_and_counted(tmp_path: Path) -> None:
    found = reading_of(text_of([HEADER, ROWS[0], ROWS[1], ROWS[0], ROWS[0]]), tmp_path).to_json()
    assert found["rows"] == 4
    assert found["warnings"] == [{"code": "equal_rows", "count": 2, "sample_rows": [2]}]


def test_blank_rows_and_the_total_are_left_out_and_said(tmp_path: Path) -> None:
    rows = [HEADER, *ROWS, ["", "", "", ""], ["", "", str(NET), ""], ["", " ", "", ""]]
    found = reading_of(text_of(rows), tmp_path).to_json()
    assert (found["rows"], found["net"], found["published_total"]) == (3, str(NET), str(NET))
    assert found["skipped"] == {"blank": 2, "total": 1, "no_amount": 0, "unreadable": 0}
    assert found["warnings"] == []


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Grand total", "Summa", "Yhteensä", "Gesamtsumme", "Totalt"])
def test_a_named_total_is_left_out(tmp_path: Path, word: str) -> None:
    found = reading_of(text_of([HEADER, *ROWS, [word, "", "3001214.45", ""]]), tmp_path).to_json()
    assert (found["rows"], found["net"], found["skipped"]["total"]) == (3, str(NET), 1)


def test_a_supplier_or_text_named_total_is_no_total_row(tmp_path: Path) -> None:
    rows = [["Total Energies Oy", "2024-01-01", "10.00", "x"], ["Various", "2024-01-01", "5.00", "Total expenses"]]
    assert figures(reading_of(text_of([HEADER, *ROWS, *rows]), tmp_path)) == (5, NET + 15)


def test_a_total_that_differs_is_said(tmp_path: Path) -> None:
    found = reading_of(text_of([HEADER, *ROWS, ["", "", "1.00", ""]]), tmp_path).to_json()
    assert found["net"] == str(NET)
    assert found["warnings"] == [{"code": "total_differs", "count": 1, "sample_rows": [5]}]


def test_missing_and_unreadable_amounts_and_impossible_dates_are_flagged_with_their_rows(tmp_path: Path) -> None:
    rows = [
        HEADER,
        *ROWS[:2],
        ["C Oy", "2024-03-01", "", "no amount"],
        ["D Oy", "2024-03-01", "n/a", "no amount"],
        ["E Oy", "2024-03-01", "12,3,4", "unreadable"],
        ["F Oy", "2024-02-31", "7.00", "impossible"],
        ["G Oy", "", "8.00", "no date"],
        ["", "2024-03-05", "9.00", "no supplier"],
        ["H Oy", "9999-12-31", "1.00", "far away"],
    ]
    found = reading_of(text_of(rows), tmp_path).to_json()
    assert found["rows"] == 6
    assert found["net"] == "1239.45"
    assert found["skipped"] == {"blank": 0, "total": 0, "no_amount": 2, "unreadable": 1}
    assert {w["code"]: (w["count"], w["sample_rows"]) for w in found["warnings"]} == {
        "no_amount": (2, [4, 5]),
        "unreadable_amount": (1, [6]),
        "impossible_date": (2, [7, 10]),
        "no_date": (1, [8]),
        "no_supplier": (1, [9]),
    }
    assert found["last_date"] == "2024-03-05"


def test_suppliers_are_counted_without_case_and_padding(tmp_path: Path) -> None:
    rows = [
        ["ACME  OY ", "2024-01-01", "1", ""],
        ["Acme Oy", "2024-01-01", "2", ""],
        [" acme oy", "2024-01-02", "3", ""],
    ]
    assert reading_of(text_of([HEADER, *rows]), tmp_path).to_json()["suppliers"] == 1


def test_ragged_rows_and_stray_quotes_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    rows = ["Supplier,Date,Amount,Note", "A,2024-01-01,1.00", 'B,2024-01-02,2.00,"x"y', "", "C,2024-01-03,4.00,z,more"]
    data = "\n".join([*rows, "D,2024-01-04,8.00,z", ""])
    found = reading_of(data, tmp_path).to_json()
    assert (found["rows"], found["net"]) == (4, "15.00")
    assert found["skipped"]["blank"] == 1
    assert {w["code"]: w["count"] for w in found["warnings"]} == {"uneven_rows": 2}


def test_the_user_can_correct_every_finding(tmp_path: Path) -> None:
    data = "x;x;x\nA;B;C\nNorth;1.234;2.500\nSouth;2.345;3.500\n"
    told = Overrides(header_row=2, decimal=".", delimiter=";", columns={Role.AMOUNT: "C", Role.SUPPLIER: "#1"})
    found = reading_of(data, tmp_path, told).to_json()
    assert (found["net"], found["header_row"], found["columns"]) == ("6.00", 2, {"amount": "C", "supplier": "A"})
    latin = reading_of(
        "Supplier;Amount\n\xc5\xe4;1,00\nB;2,00\n".encode("cp850"), tmp_path, Overrides(encoding="cp850")
    )
    assert latin.first_rows[0][0] == "Åä"
    dates = Overrides(dates=("%m/%d/%Y",))
    american = reading_of("Supplier,Date,Amount\nA,01/02/2024,1\nB,02/03/2024,2\n", tmp_path, dates).to_json()
    assert american["first_date"] == "2024-01-02"


def test_probe_shows_what_was_found_before_anything_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(text_of([HEADER, *ROWS]), encoding="utf-8")
    reading = probe(path, tmp_path / "work")
    assert reading.figures is None
    assert reading.profile.columns[Role.AMOUNT] == "Net amount"
    assert reading.first_rows == tuple(map(tuple, ROWS))


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_with_lines_above_and_other_sheets(tmp_path: Path) -> None:
    import datetime as dt

    rows: list[list[object]] = [
        ["Ostolaskut 2024"],
        [],
        ["Toimittaja", "Laskun päivämäärä", "Summa ALV0 euroina"],
        ["Åbo Ab", dt.datetime(2024, 1, 31), 1234.1],
        ["Oulu Oy", dt.datetime(2024, 2, 29), 0.2],
        ["Oulu Oy", dt.datetime(2024, 3, 1), -20.05],
    ]
    path = workbook(
        tmp_path / "f.xlsx", {"Info": [["about"]], "Data": rows, "Other": [["Supplier", "Amount"], ["X", 7]]}
    )
    found = read(path, tmp_path / "work").to_json()
    assert (found["sheet"], found["header_row"], found["rows"], found["net"]) == ("Data", 3, 3, "1214.25")
    assert (found["first_date"], found["last_date"]) == ("2024-01-31", "2024-03-01")
    assert read(path, tmp_path / "w2", Overrides(sheet="Other")).to_json()["net"] == "7.00"
    with pytest.raises(InvalidInput, match="no sheet 'Nope'"):
        read(path, tmp_path / "w3", Overrides(sheet="Nope"))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(60):
                sheet.write(b" " * (1 << 20))


def lying_bomb(path: Path) -> None:
    """Says that it unpacks to 100 bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = b"".join(packed.compress(b" " * (1 << 20)) for _ in range(60)) + packed.flush()
    name = b"xl/workbook.xml"
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(data), 100, len(name), 0) + name + data
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(data), 100, len(name), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + len(name), len(local), 0)
    path.write_bytes(local + entry + name + end)


def macros(path: Path) -> None:
    workbook(path, {"Data": [["Supplier", "Amount"], ["A", 1]]})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")


def cut_off(path: Path) -> None:
    workbook(path, {"Data": [["Supplier", "Amount"], *([f"A{i}", i] for i in range(500))]})
    path.write_bytes(path.read_bytes()[:-400])


def long_line(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"Supplier,Amount\nA,1\n")
        for _ in range(30):
            file.write(b"x" * (10 << 20))


def formulas(path: Path) -> None:
    path.write_text("Supplier,Amount\n" + "".join(f"A{i},=B{i}*2\n" for i in range(9)), encoding="utf-8")


def encrypted(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000)


def encrypted_package(path: Path) -> None:
    """The directory entry that an XLSX with a password has."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + "EncryptedPackage".encode("utf-16-le"))


def far_apart(path: Path) -> None:
    """Three cells, and four thousand million between them."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["A2"] = "Supplier", "A"
    book.worksheets[0]["FAN1000000"] = 5
    book.save(path)


BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty": (lambda p: p.write_bytes(b""), "is empty"),
    "blank": (lambda p: p.write_bytes(b"\n\n  ,,\n"), "is empty"),
    "only headers": (lambda p: p.write_text("Supplier,Amount\n"), "no rows"),
    "one column": (lambda p: p.write_text("Amount\n1\n2\n3\n"), "only one column"),
    "picture": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + random.randbytes(4000)), "is a picture"),
    "pdf": (lambda p: p.write_bytes(b"%PDF-1.7\n" + random.randbytes(4000)), "is a document"),
    "bytes": (lambda p: p.write_bytes(b"Supplier,Amount\nA,1\n" + b"\x00\x01" * 50), "NUL byte at position 20"),
    "gzip": (lambda p: p.write_bytes(b"\x1f\x8b\x08" + random.randbytes(400)), "packed archive"),
    "many columns": (lambda p: p.write_text((",".join(map(str, range(5000))) + "\n") * 20), "5000 columns"),
    "no amount": (lambda p: p.write_text("Supplier,Town\nA,B\nC,D\n"), "looks like an amount"),
    "open quote": (lambda p: p.write_text('Supplier,Amount\n"A,1\n' + "B,2\n" * 2_000_000), "never closed"),
    "macros": (macros, "contains macros"),
    "bomb": (bomb, "unpacks to more than"),
    "lying bomb": (lying_bomb, "broken|unpacks"),
    "cut off": (cut_off, "broken or was cut off"),
    "encrypted": (encrypted, "broken|password"),
    "encrypted package": (encrypted_package, "protected with a password"),
    "cells far apart": (far_apart, "4096 million cells"),
    "webp": (lambda p: p.write_bytes(b"RIFF\x24\x00\x00\x00WEBPVP8 " + random.randbytes(400)), "is a picture"),
    "photo": (lambda p: p.write_bytes(b"\x00\x00\x00\x18ftypheic" + random.randbytes(400)), "is a picture"),
    "web page": (lambda p: p.write_text("<html><table>\n" + "<tr><td>A, B</td></tr>\n" * 9), "HTML, XML or JSON"),
    "json": (lambda p: p.write_text('[{"supplier": "A", "amount": 1},\n{"supplier": "B"}]'), "HTML, XML or JSON"),
    "words": (lambda p: p.write_text("No table at all.\nA letter, with a comma.\n" * 50), "only one column"),
    "long line": (long_line, "a line of more than"),
    "formulas": (formulas, "amount"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_table_is_refused_with_one_sentence(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "UNPACKED", 50 << 20)
    make, says = BAD[kind]
    path = tmp_path / "bad.csv"
    make(path)
    before = (path.stat().st_size, path.stat().st_mtime_ns)
    with pytest.raises(InvalidInput, match=says) as refused:
        read(path, tmp_path / "work", keep=tmp_path / "lines.parquet")
    assert not (tmp_path / "lines.parquet").exists()
    assert "bad.csv" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (path.stat().st_size, path.stat().st_mtime_ns) == before


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read(tmp_path / "nix.csv", tmp_path / "work")


def grouped(digits: str, sign: str) -> str:
    head = len(digits) % 3
    parts = ([digits[:head]] if head else []) + [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return sign.join(parts)


@st.composite
def dialects(draw: st.DrawFn) -> tuple[bytes, list[Decimal]]:
    """A file in a random dialect, and the amounts that were written."""
    decimal = draw(st.sampled_from(".,"))
    thousands = draw(st.sampled_from(["", "," if decimal == "." else ".", " ", "\u00a0", "'"]))
    negative = draw(st.sampled_from(["-{}", "{}-", "({})", "−{}"]))
    around = draw(st.sampled_from(["{}", " {} ", "{} €", "€ {}"]))
    codec = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]))
    cents = draw(st.lists(st.integers(-(10**11), 10**11), min_size=2, max_size=30))
    delimiter = draw(st.sampled_from(";\t|"))
    line = draw(st.sampled_from(["\n", "\r\n"]))
    written = []
    for amount in cents:
        whole, rest = divmod(abs(amount), 100)
        body = grouped(str(whole), thousands) + f"{decimal}{rest:02d}"
        written.append(around.format(negative.format(body) if amount < 0 else body))
    note = draw(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12))
    rows = [["Supplier", "Amount", "Note"], *([f"S{i}", text, note + "\n;"] for i, text in enumerate(written))]
    return text_of(rows, delimiter, line).encode(codec), [Decimal(amount) / 100 for amount in cents]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dialects())
def test_whatever_the_dialect_the_amounts_come_back_exactly(tmp_path: Path, case: tuple[bytes, list[Decimal]]) -> None:
    data, written = case
    reading = reading_of(data, tmp_path)
    assert reading.figures is not None
    assert (reading.figures.rows, reading.figures.net) == (len(written), sum(written))
    assert reading.figures.negative_sum == sum(amount for amount in written if amount < 0)


def test_quoted_line_breaks_far_into_a_file_read_in_parallel(tmp_path: Path) -> None:
    rng = random.Random(7)
    notes = ["plain", "with, comma", 'several\nlines "quoted"\n\n1,2,3,4', "\n"]
    rows = [
        [f"S{i % 50}", "2024-05-05", f"{i}.25", rng.choice(notes) + "x" * rng.randint(0, 60)] for i in range(200_000)
    ]
    reading = reading_of(text_of([HEADER, *rows]), tmp_path)
    assert figures(reading) == (200_000, Decimal(sum(range(200_000))) + Decimal("0.25") * 200_000)


PUBLISHED = {
    "leeds_2011-01.csv": {"rows": 8837, "net": "65483945.63", "negative_rows": 123, "encoding": "cp1252"},
    "leeds_2011-12.csv": {"rows": 9953, "net": "78917710.50", "published_total": "78917710.50"},
    "leeds_2012-11.csv": {"rows": 10050, "net": "71558583.35", "negative_rows": 106},
    "wakefield_2018-Q4.csv": {"rows": 10446, "net": "71807975.22"},
    "scottsdale_vendor_payments.csv": {
        "rows": 23612,
        "net": "290657324.27",
        "negative_rows": 75,
        "suppliers": 2428,
        "first_date": "2017-08-14",
    },
    "hamburg_2019_semicolon_decimal_comma.csv": {"rows": 3373, "net": "219683182399.00", "decimal": ","},
    "stadtlohn_bom_dot_thousands.csv": {"rows": 792, "net": "104885270.00", "thousands": "."},
    "se_contracted_value_2021.xlsx": {"rows": 9780, "net": "244382960612.00", "units": 861},
}


@pytest.mark.skipif(SHARED is None, reason="the published files are not here")
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_files_give_their_published_figures(tmp_path: Path, name: str) -> None:
    assert SHARED is not None
    found = read(SHARED / "spend" / name, tmp_path).to_json()
    assert {key: found[key] for key in PUBLISHED[name]} == PUBLISHED[name]
    assert found["skipped"]["total"] == (1 if "published_total" in PUBLISHED[name] else 0)


def test_empty_lines_count_as_blank_rows_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    lines = ["Supplier,Date,Amount", "A,2024-01-01,1", "", 'B,2024-01-01,"', '"', "", "", "C,2024-02-31,4", ""]
    found = reading_of("\n".join(lines), tmp_path).to_json()
    assert (found["rows"], found["net"], found["skipped"]["blank"]) == (2, "5.00", 3)
    assert {w["code"]: w["sample_rows"] for w in found["warnings"]} == {"impossible_date": [7], "no_amount": [4]}


UNSEEN = {
    "title above, total below, pounds in cp1252": (
        "Payments over £500\nReport run 01/02/2020,,,,\n\nDirectorate,Supplier Name,Payment Date,Amount (£)\n"
        + "".join(f'Adults,Supplier {i},{1 + i % 28:02d}/01/2020,"1,{i:03d}.50"\n' for i in range(40))
        + 'Total,,,"40,800.00"\n',
        "cp1252",
        {"rows": 40, "net": "40800.00", "currency": "GBP", "last_date": "2020-01-28", "header_row": 4},
    ),
    "a Finnish ledger with credit notes": (
        "Toimielin;Tositepvm;Tili;Toimittajan nimi;Toimittajan Y-tunnus;Rivin nettosumma;Rivin bruttosumma\n"
        + "".join(
            f"Opetus;{1 + i % 28}.{1 + i % 12}.2019;43{i:02d};Firma {i % 7} Oy;123456{i % 7}-8;"
            f"{'-' if i % 9 == 0 else ''}1 {i:03d},5;0\n"
            for i in range(60)
        ),
        "latin-1",
        {"rows": 60, "net": "47415.00", "negative_rows": 7, "suppliers": 7, "units": 1},
    ),
    "a German export with the minus behind": (
        "Kreditor;Name Kreditor;Belegdatum;Sachkonto;Bezeichnung;Betrag in EUR\r\n"
        + "".join(
            f"{700000 + i};Firma {i % 6} GmbH;{1 + i % 28:02d}.03.2022;60{i:02d};Strom;1.{i:03d},40"
            f"{'-' if i % 7 == 0 else ''}\r\n"
            for i in range(50)
        ),
        "utf-8",
        {"rows": 50, "net": "34846.60", "negative_rows": 8, "currency": "EUR", "suppliers": 6},
    ),
    "Excel's Unicode text in Danish": (
        "Leverandørnavn\tCVR-nr.\tBogføringsdato\tBeløb\tArtskonto\n"
        + "".join(
            f"F {i % 6} ApS\t1234567{i % 6}\t{1 + i % 28:02d}-06-2022\t{i}.{i:03d},75\t4010\n" for i in range(1, 50)
        ),
        "utf-16",
        {"rows": 49, "net": "1226261.75", "delimiter": "\t", "first_date": "2022-06-01"},
    ),
    "subtotals and a grand total": (
        "Supplier,Date,Amount\n"
        + "".join(f"A{i},01/02/2020,10.00\n" + ("Subtotal,,50.00\n" if i % 5 == 0 else "") for i in range(1, 21))
        + "Grand Total,,200.00\n",
        "utf-8",
        {"rows": 20, "net": "200.00", "published_total": "200.00"},
    ),
    "a hint to Excel in the first line": (
        "sep=;\nSupplier;Date;Net\n" + "".join(f"A{i};2020-01-{i:02d};{i},5\n" for i in range(1, 30)),
        "utf-8",
        {"rows": 29, "net": "449.50", "header_row": 2},
    ),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_exports_of_other_ledgers(tmp_path: Path, name: str) -> None:
    text, codec, expected = UNSEEN[name]
    found = reading_of(text.encode(codec), tmp_path).to_json()
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("column", [0, 3])
def test_what_the_first_look_at_the_encoding_missed_is_found_by_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: int
) -> None:
    monkeypatch.setattr(source, "LOOKED_AT", 0)
    odd = ["Plain Oy", "2024-01-02", "2.00", "x"]
    odd[column] = "Åkerman – Ab"
    rows = [["Plain Oy", "2024-01-01", "1.00", "x" * 200]] * 5_000
    header = ["Supplier", "Date", "Net amount", "Contract"]
    reading = reading_of(text_of([header, *rows, odd, *rows]).encode("cp1252"), tmp_path)
    assert reading.profile.encoding == "cp1252"
    assert figures(reading) == (10_001, Decimal(10_002))


def test_characters_cut_by_the_pieces_of_a_file_are_whole(tmp_path: Path) -> None:
    rows = [["Åäö€ Oy", "2024-01-01", "1.00", "ä€" * (1 + i % 7)] for i in range(60_000)]
    reading = reading_of(text_of([HEADER, *rows]), tmp_path)
    assert reading.profile.encoding == "utf-8"
    assert figures(reading) == (60_000, Decimal(60_000))
