"""The workbook reads back with the figures of the result, its formulas come to them, and texts stay texts."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from lotsen.analysis.certainty import certainty
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import Organisation, OrganisationKind
from lotsen.export import xlsx
from lotsen.texts import Texts
from tests.support.drawn import view_of
from tests.support.judged import GOALS, Room, room

BODY = Organisation(new_id(), LocalText.of("=Provköping"), OrganisationKind.MUNICIPALITY, 1, ("sv",))
SHEETS = {
    "sv": ["Rangordning", "Värmekarta", "Svar", "Pengar och utsläpp", "Metod"],
    "fi": ["Järjestys", "Lämpökartta", "Vastaukset", "Raha ja päästöt", "Menetelmä"],
    "en": ["Ranking", "Heatmap", "Answers", "Money and emissions", "Method"],
}
HOSTILE = ["=1+1", "+1", "-Städ", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "null\x00\x0b", "x" * 300]


def written(made: Room, language: str = "sv", **more: object) -> bytes:
    view, roadmap = view_of(made, BODY)
    return xlsx.workbook(view, roadmap, BODY, Texts.of(language), **more)  # type: ignore[arg-type]


def book(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_have_titles_in_the_readers_language_and_print_on_one_page_wide(language: str) -> None:
    found = book(written(room(), language))
    assert found.sheetnames == SHEETS[language]
    for sheet in found:
        assert sheet.freeze_panes
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("weight", [0.0, 0.3])
def test_the_ranking_has_the_results_figures(weight: float) -> None:
    made = room(weight=weight, gaps=0.3)
    sheet = book(written(made))["Rangordning"]
    for row, i in zip(sheet.iter_rows(3, values_only=True), made.result.order, strict=True):
        ranked = bool(made.result.ranks[i])
        assert row[0] == (made.result.ranks[i] if ranked else None)
        assert row[1] == made.names.categories[made.result.categories[i]]
        assert row[2] == (pytest.approx(made.result.score[i]) if ranked else None)
        assert row[3:6] == pytest.approx((made.result.lowest[i], made.result.highest[i], made.result.judged[i]))


def test_certainty_has_a_column_only_if_it_is_known() -> None:
    made = room()
    assert book(written(made))["Rangordning"].max_column == 7
    sure = certainty(made.result)
    sheet = book(written(made, certainty=sure))["Rangordning"]
    shares = [float(sure.in_top[i]) for i in made.result.order]
    assert [row[7] for row in sheet.iter_rows(3, values_only=True)] == pytest.approx(shares)
    few = room(people=4)
    assert book(written(few, certainty=certainty(few.result)))["Rangordning"].max_column == 7


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("gaps", [0.0, 0.6])
def test_the_formulas_come_to_the_points_and_ranks_of_the_result(weight: float, gaps: float) -> None:
    made = room(weight=weight, gaps=gaps)
    data = written(made)
    sheet, stored = book(data)["Värmekarta"], book(data, values=True)["Värmekarta"]
    last = sheet.max_column
    points = {}
    for row, i in enumerate(made.result.order, xlsx.FIRST):
        weights, values = re.findall(r"([$A-Z]+\d+:[A-Z]+\d+|\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)", sheet.cell(row, last).value)
        pairs = [
            (w.value, v.value)
            for w, v in zip(sheet[weights.replace("$", "")][0], sheet[values][0], strict=True)
            if v.value is not None
        ]
        judged = sum(w for w, _ in pairs)
        assert judged == pytest.approx(made.result.judged[i]) == pytest.approx(stored.cell(row, last - 1).value)
        ranked = round(judged, 9) >= made.result.least_judged
        assert ranked == bool(made.result.ranks[i])
        if ranked:
            points[row] = round(sum(w * v for w, v in pairs) / judged * 100 / 3, 9)
            assert points[row] == pytest.approx(made.result.score[i]) == pytest.approx(stored.cell(row, last).value)
    for row, i in enumerate(made.result.order, xlsx.FIRST):
        assert sheet.cell(row, 1).value.startswith("=IF(")
        place = 1 + sum(other > points[row] for other in points.values()) if row in points else "–"
        assert place == (made.result.ranks[i] or "–") == stored.cell(row, 1).value


def test_libreoffice_comes_to_the_same(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    made = room(gaps=0.3)
    book(written(made)).save(tmp_path / "book.xlsx")  # without the stored values, which it would believe
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", "back", "book.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True)
    sheet = book((tmp_path / "back" / "book.xlsx").read_bytes(), values=True)["Värmekarta"]
    for row, i in enumerate(made.result.order, xlsx.FIRST):
        assert sheet.cell(row, 1).value == (made.result.ranks[i] or "–")


def test_answers_are_counts_of_every_cell_without_names() -> None:
    made = room()
    cells = made.result.cells
    rows = list(book(written(made))["Svar"].iter_rows(3, values_only=True))
    assert len(rows) == cells.counts.shape[0] * cells.counts.shape[1]
    enough = cells.judges >= 5
    assert sum(sum(row[2:7]) for row in rows if row[2] is not None) == cells.counts[enough].sum()
    assert sum(row[2] is None for row in rows) == (~enough).sum() > 0
    first = rows[0]
    i, k = made.result.order[0], 0
    assert first[:7] == (
        made.names.categories[made.result.categories[i]], GOALS[0], *cells.counts[i, k].tolist(),
    )  # fmt: skip


def test_money_and_emissions_are_blank_where_they_are_not_known() -> None:
    made = room()
    for row, i in zip(
        book(written(made))["Pengar och utsläpp"].iter_rows(3, values_only=True), made.result.order, strict=True
    ):
        cents = made.names.money.get(made.result.categories[i])
        assert row[1] == (None if cents is None else cents / 100)
        assert (row[2] is None) == (i % 5 == 0)


def test_the_method_names_formula_source_revision_and_date() -> None:
    said = {row[0]: row[1] for row in book(written(room(), "en"))["Method"].iter_rows(3, values_only=True)}
    method = room().result.method
    assert method.formula in said["Formula"]
    assert (said["Source"], said["Revision"], said["Date"]) == (method.source, 3, "23 Nov 2026")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_a_formula(name: str) -> None:
    found = book(written(room([name, *map(str, range(8))], [name, *GOALS[1:]])))
    for sheet in found:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.value.startswith(("=IF(", "=SUMPRODUCT("))
                elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t")):
                    assert cell.quotePrefix
    kept = [cell.value for cell in found["Rangordning"]["B"]]
    assert name.replace("\x00\x0b", "").replace("\r", "\n") in [str(one).replace("\r", "\n") for one in kept]


def test_a_roadmap_without_anything_makes_a_workbook() -> None:
    for made in (room([], [], []), room(["Energi"], [], []), room([], ["Klimat"], [1])):
        assert book(written(made)).sheetnames == SHEETS["sv"]
