"""A user's own tree: told by parents, levels, codes or indents; from text, CSV and XLSX; bad files refused."""

import io
import zipfile

import pytest

from lotsen.errors import InvalidInput
from lotsen.spend.cells import cells_of_file, cells_of_text
from lotsen.spend.outline import Outline, read_outline

Drawn = list[tuple[str, str | None]]


def drawn(outline: Outline, language: str = "sv") -> Drawn:
    """(name, parent's name) of every row."""
    names = [row.names[language] for row in outline.rows]
    return [
        (name, None if row.parent is None else names[row.parent]) for name, row in zip(names, outline.rows, strict=True)
    ]


EXPECTED: Drawn = [("Energi", None), ("El", "Energi"), ("Värme", "Energi"), ("Mat", None)]
CASES = {
    "indents": "Energi\n  El\n  Värme\nMat\n",
    "tabs": "Energi\n\tEl\n\tVärme\nMat\n",
    "dashes": "Energi\n- El\n- Värme\nMat\n",
    "level columns": "Nivå 1;Nivå 2\nEnergi;El\nEnergi;Värme\nMat;\n",
    "level columns with gaps": "Nivå 1;Nivå 2\nEnergi;El\n;Värme\nMat;\n",
    "level columns without head": "Energi;El\nEnergi;Värme\nMat;\n",
    "a parent column": "Namn;Överordnad\nEnergi;\nEl;Energi\nVärme;Energi\nMat;\n",
    "children before parents": "Namn;Överordnad\nEnergi;\nEl;Energi\nVärme;energi\nMat;\n",
    "dotted codes": "Kod;Namn\n1;Energi\n1.1;El\n1.2;Värme\n2;Mat\n",
    "codes without head": "1;Energi\n1.1;El\n1.2;Värme\n2;Mat\n",
}


@pytest.mark.parametrize("case", CASES)
def test_what_lies_under_what_is_found(case: str) -> None:
    assert sorted(drawn(read_outline(cells_of_text(CASES[case]), "sv"))) == sorted(EXPECTED)


def test_names_in_three_languages_owner_and_code_come_along() -> None:
    text = "Koodi;suomi;ruotsi;englanti;Omistaja\n1;Energia;Energi;Energy;Tekninen johtaja\n"
    row = read_outline(cells_of_text(text), "fi").rows[0]
    assert row.names == {"fi": "Energia", "sv": "Energi", "en": "Energy"}
    assert (row.code, row.owner) == ("1", "Tekninen johtaja")


def test_two_hundred_categories_are_no_trouble() -> None:
    text = "\n".join(f"Grupp {i // 10}\n" * (i % 10 == 0) + f"  Kategori {i}" for i in range(200))
    assert len(read_outline(cells_of_text(text), "sv").rows) == 220


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no category"),
        ("Namn;Överordnad\nEl;Energi\n", "no category “Energi”"),
        ("Namn;Överordnad\nA;B\nB;A\n", "circle"),
        ("A\n B\n  C\n   D\n    E\n", "deeper than 4"),
    ],
)
def test_a_tree_that_cannot_be_is_refused(text: str, says: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_outline(cells_of_text(text), "sv")
    assert says in str(error.value)


def xlsx(rows: list[list[str]]) -> bytes:
    """The smallest workbook that holds these cells."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        "Namn;Överordnad\nEnergi;\nEl;Energi\n".encode(),
        "\ufeffNamn;Överordnad\r\nEnergi;\r\nEl;Energi\r\n".encode(),
        "Namn;Överordnad\nEnergi;\nEl;Energi\n".encode("cp1252"),
        "Namn;Överordnad\nEnergi;\nEl;Energi\n".encode("utf-16"),
        xlsx([["Namn", "Överordnad"], ["Energi", ""], ["El", "Energi"]]),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "xlsx"],
)
def test_a_file_of_any_kind_gives_the_same_tree(data: bytes) -> None:
    assert drawn(read_outline(cells_of_file(data, "tree"), "sv")) == [("Energi", None), ("El", "Energi")]


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 70_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither text nor"),
        (b"PK\x03\x04 not a workbook", "can't be opened"),
        (bomb(), "unpacks to far more"),
        (b"a;" * 3_000_000, "too large"),
        (b"a\n" * 6000, "more than 5000 rows"),
        (b"a;" * 300, "more than 200 columns"),
    ],
    ids=["empty", "picture", "broken", "bomb", "large", "rows", "columns"],
)
def test_a_bad_file_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(InvalidInput) as error:
        cells_of_file(data, "f")
    assert says in str(error.value)
