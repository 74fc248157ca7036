"""The roadmap's workbook: its sheets, that its formulas come to the plan's load, and that texts stay texts."""

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from lotsen.domain.intervention import Intervention
from lotsen.domain.load import By, loads
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.plan import PlanContent
from lotsen.export import plan_xlsx
from lotsen.export.whole import read
from lotsen.texts import Texts
from tests.support import machine
from tests.support.plans import busy_content, content, intervention, milestone
from tests.support.wholes import hostile_titles, whole

SHEETS = {
    "sv": ["Mål", "Riktlinjer", "Kategorier", "Rangordning", "Åtgärder", "Milstolpar", "Arbete per kvartal",
           "Belastning i detalj", "Om filen"],
    "fi": ["Tavoitteet", "Linjaukset", "Kategoriat", "Järjestys", "Toimenpiteet", "Välitavoitteet",
           "Työmäärä neljänneksittäin", "Kuormitus eriteltynä", "Tietoja"],
    "en": ["Goals", "Policy lines", "Categories", "Ranking", "Interventions", "Milestones", "Effort per quarter",
           "Load in detail", "About"],
}  # fmt: skip


def written(content: PlanContent, language: str = "sv") -> bytes:
    return plan_xlsx.workbook(whole(content), Texts.of(language))


def book(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def worked(n: int, starts: str, ends: str, days: dict[str, float], **more: object) -> Intervention:
    return intervention(n, starts, ends, days=days, **more)


LOAD = content(
    worked(1, "2027-01-01", "2027-06-30", {"jurist": 18.1}, owner="Aino", owner_role="jurist", cost_cents=100_00),
    worked(2, "2027-04-01", "2027-06-30", {"jurist": 4.0, "controller": 6.0}, owner="Björn"),
    worked(3, "2027-10-01", "2028-03-31", {"controller": 2.0}, yearly_cents=((2027, 70_00), (2028, 30_00))),
    worked(4, "2027-07-01", "2028-06-30", {}, cost_cents=50_00, yearly_cents=((2027, 20_00),)),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_stand_in_the_order_of_the_thread_and_print_lying(language: str) -> None:
    found = book(written(busy_content(20), language))
    shown = [sheet for sheet in found.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown] == SHEETS[language]
    for sheet in shown:
        assert (sheet.page_setup.orientation, bool(sheet.freeze_panes)) == ("landscape", True)


def test_an_intervention_is_one_row_with_the_id_hidden() -> None:
    items = [intervention(1, "2027-01-01", "2027-03-31", owner="Aino"), intervention(2, after=[1], lags=())]
    sheet = book(written(content(*items)))["Åtgärder"]
    assert sheet.column_dimensions["A"].hidden
    assert [sheet.cell(row, 1).value for row in (3, 4)] == [str(item.id) for item in items]
    heads = {cell.value: cell.column for cell in sheet[2]}
    assert sheet.cell(3, heads["Ansvarig"]).value == "Aino"
    assert sheet.cell(3, heads["Första dag"]).number_format == "d.m.yyyy"
    assert sheet.cell(4, heads["Väntar på"]).value == "1"


def test_choices_are_lists_in_the_workbook() -> None:
    sheet = book(written(content(intervention(1))))["Åtgärder"]
    lists = {checks.formula1 for checks in sheet.data_validations.dataValidation if checks.type == "list"}
    assert '"Strategisk,Taktisk,Operativ"' in lists
    assert '"fritt val,måste göras,får inte göras"' in lists
    assert any(one.startswith("'Kategorier'!$A$3") for one in lists)


def test_the_load_is_sums_that_come_to_the_plans_own() -> None:
    data = written(LOAD)
    formulas, values = book(data)["Arbete per kvartal"], book(data, values=True)["Arbete per kvartal"]
    heads = [cell.value for cell in formulas[2]]
    asked = loads(LOAD.interventions, {}, LOAD.today, By.ROLE).cells
    days = {role: {cell.quarter: cell.days for cell in row if cell.days} for role, row in asked.items()}
    rows = {values.cell(row, 1).value: row for row in range(3, values.max_row + 1)}
    for role, by_quarter in days.items():
        for quarter, expected in by_quarter.items():
            place = heads.index(str(quarter)) + 1
            assert formulas.cell(rows[role], place).value.startswith("=SUMIFS(")
            assert values.cell(rows[role], place).value == pytest.approx(expected, abs=1e-3)
    assert values.cell(rows["Aino"], len(heads)).value == pytest.approx(18.1)
    assert {year: values.cell(rows[year], 2).value for year in (2027, 2028)} == {2027: 190.0, 2028: 60.0}


def test_the_sums_are_over_the_portions() -> None:
    """Worked out here as a spreadsheet does, from the formulas' own ranges."""
    found = book(written(LOAD))
    load, portions = found["Arbete per kvartal"], found["Belastning i detalj"]
    stored = book(written(LOAD), values=True)["Arbete per kvartal"]
    checked = 0
    for row in load.iter_rows(3):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("=SUMIFS("):
                what, *where = cell.value.removeprefix("=SUMIFS(").removesuffix(")").split(",")
                total = 0.0
                for line in range(3, portions.max_row + 1):
                    wanted = [
                        portions[f"{column_of(where[n])}{line}"].value == load[where[n + 1].replace("$", "")].value
                        for n in range(0, len(where), 2)
                    ]
                    total += all(wanted) * (portions[f"{column_of(what)}{line}"].value or 0)
                assert stored[cell.coordinate].value == pytest.approx(total, abs=1e-3)
                checked += 1
    assert checked > 10


def column_of(range_: str) -> str:
    return range_.split("!$")[1].split("$")[0]


@pytest.mark.programs
def test_libreoffice_comes_to_the_same(tmp_path: Path) -> None:
    office = machine.office()
    data = written(LOAD)
    book(data).save(tmp_path / "book.xlsx")  # without the stored values, which it would believe
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", "back", "book.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True)
    back = book((tmp_path / "back" / "book.xlsx").read_bytes(), values=True)["Arbete per kvartal"]
    kept = book(data, values=True)["Arbete per kvartal"]
    for row in kept.iter_rows(3):
        for cell in row:
            if isinstance(cell.value, float):
                assert back[cell.coordinate].value == pytest.approx(cell.value, abs=1e-3)


@pytest.mark.parametrize("title", hostile_titles())
def test_what_users_wrote_is_never_a_formula(title: str) -> None:
    item = intervention(1, "2027-01-01", "2027-06-30", title=LocalText.of(title), owner=title, days={title: 2.0})
    for sheet in book(written(content(item, milestones=[milestone(1, "2027-01-01", title)]))):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.value.startswith(("=SUMIFS(", "=SUM("))
                elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t")):
                    assert cell.quotePrefix


def test_an_empty_plan_makes_a_workbook() -> None:
    assert book(written(content()))["Åtgärder"]["C2"].value == "Rubrik"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_goes_out_whole(screen_house: tuple, language: str) -> None:
    house, person, _ = screen_house
    assert isinstance(person, Person)
    roadmap: Roadmap = house.demos.open("municipality", person, language)
    made = read(house, roadmap.id, person.id)
    found = book(plan_xlsx.workbook(made, Texts.of(language)))
    counts = [sheet.max_row - 2 for sheet in found.worksheets][:3]
    assert counts == [len(made.plan.goals), len(made.lines.lines), len(made.plan.categories)]
    categories = found.worksheets[2]
    money = sum(categories.cell(row, 6).value or 0 for row in range(3, categories.max_row + 1))
    assert money == pytest.approx(sum(figure.cents for figure in made.spend.figures) / 100)
