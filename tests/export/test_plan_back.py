"""An edited workbook comes back: what was changed in it, and nothing else, however it was edited."""

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from lotsen.domain.intervention import Effort, Intervention, InterventionLevel, InterventionStatus, Must, Size
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.plan import PlanContent
from lotsen.domain.plan_edits import PlanEdits
from lotsen.errors import InvalidInput
from lotsen.export import plan_xlsx
from lotsen.export.plan_back import read_back
from lotsen.texts import Texts
from tests.support import machine
from tests.support.plans import ROADMAP, busy_content, content, intervention, uid
from tests.support.wholes import hostile_titles, whole

PLAN = content(
    intervention(1, "2027-01-01", "2027-03-31", owner="Aino", cost_cents=1_234_56, days={"jurist": 2.5}),
    intervention(2, "2027-04-01", "2027-06-30", owner="Björn", after=[1], lags=((uid(1), 14),)),
    intervention(3, effects=((uid(600), 2),), category_id=uid(501), excludes=(uid(1),)),
)


def edited(edit: Callable[["Sheet"], object], plan: PlanContent = PLAN, language: str = "sv") -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(plan_xlsx.workbook(whole(plan), Texts.of(language))))
    edit(Sheet(book, Texts.of(language)))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class Sheet:
    """The sheet of interventions in an editor's hands: cells by row and head."""

    def __init__(self, book: openpyxl.Workbook, t: Texts) -> None:
        self.book, self.t = book, t
        self.sheet: Worksheet = book[t("Interventions")]

    def put(self, row: int, head: str, value: object) -> None:
        places = {cell.value: cell.column for cell in self.sheet[2]}
        self.sheet.cell(row, places[head]).value = value


def back(edit: Callable[[Sheet], object], now: PlanContent = PLAN) -> PlanEdits:
    return read_back(edited(edit), now, ROADMAP)


def mine(edits: PlanEdits) -> Intervention:
    (row,) = edits.changed
    return row.mine


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=10, deadline=None)
@given(st.integers(0, 40), st.integers(0, 50))
def test_a_workbook_that_nobody_touched_changes_nothing(language, count, seed):
    plan = busy_content(count, seed)
    assert read_back(edited(lambda _: None, plan, language), plan, ROADMAP) == PlanEdits()


@pytest.mark.parametrize("title", hostile_titles())
def test_texts_of_any_kind_come_back_as_they_were(title):
    plan = content(intervention(1, title=LocalText.of(title), owner=title[:200], days={title: 1.0}))
    assert read_back(edited(lambda _: None, plan), plan, ROADMAP) == PlanEdits()


@pytest.mark.parametrize(
    ("head", "value", "expected"),
    [
        ("Rubrik", "Ny rubrik", {"title": LocalText.of("Ny rubrik")}),
        ("Ansvarig", "Cecilia", {"owner": "Cecilia"}),
        ("Ansvarig", None, {"owner": ""}),
        ("Första dag", dt.datetime(2027, 2, 1), {"starts": dt.date(2027, 2, 1)}),
        ("Sista dag", "15.3.2027", {"ends": dt.date(2027, 3, 15)}),
        ("Tidigast", "2027-01-01", {"earliest": dt.date(2027, 1, 1)}),
        ("Kostnad, €", 99.9, {"cost_cents": 99_90}),
        ("Kostnad, €", "1 000,50", {"cost_cents": 1_000_50}),
        ("Kostnad, €", None, {"cost_cents": None}),
        ("Kostnad, ungefär", "m", {"cost_size": Size.M}),
        ("Dagsverken: jurist", 4, {"effort": (Effort("jurist", 4.0),)}),
        ("Dagsverken: jurist", 0, {"effort": ()}),
        ("Väntar på", "3", {"predecessors": (uid(3),)}),
        ("Väntar på", "2; 3", {"predecessors": (uid(2), uid(3))}),
        ("Bara en av den och", "3, 2", {"excludes": (uid(2), uid(3))}),
        ("Nivå", "taktisk", {"level": InterventionLevel.TACTICAL}),
        ("Läge", "Pågår", {"status": InterventionStatus.UNDER_WAY}),
        ("Klart, %", 40.0, {"progress": 40}),
        ("I urvalet", "måste göras", {"must": Must.MUST}),
        ("Effekt 0–2: Klimatneutral 2035", 2, {"effects": ((uid(600), 2),)}),
        ("Kategori (tom: upphandlingsverksamheten)", "energi", {"category_id": uid(501)}),
        ("Minskade utsläpp per år, t CO2e", 1.5, {"carbon_kilograms": 1500.0}),
    ],
    ids=str,
)
def test_a_cell_that_was_changed_changes_its_field_alone(head, value, expected):
    plan = replace(PLAN, interventions=[replace(i, predecessors=(), lags=()) for i in PLAN.interventions])
    edits = read_back(edited(lambda sheet: sheet.put(3, head, value), plan), plan, ROADMAP)
    assert edits.faults == ()
    assert mine(edits) == replace(plan.interventions[0], **expected)
    assert [cell.column for cell in edits.changed[0].cells] == [head]


def test_costs_by_year_come_back_and_a_year_that_was_not_there_can_be_added():
    plan = content(intervention(1, "2027-01-01", "2028-06-30", cost_cents=90_00, yearly_cents=((2027, 60_00),)))

    def edit(sheet: Sheet) -> None:
        sheet.put(3, "Kostnad 2027, €", None)
        sheet.put(3, "Kostnad 2028, €", "1 000,50")
        sheet.sheet.cell(2, sheet.sheet.max_column + 1).value = "Kostnad 2031, €"
        sheet.sheet.cell(3, sheet.sheet.max_column).value = 5

    edits = read_back(edited(edit, plan), plan, ROADMAP)
    assert (mine(edits).yearly_cents, edits.unread) == (((2028, 1_000_50), (2031, 5_00)), ())
    assert read_back(edited(lambda _: None, plan), plan, ROADMAP) == PlanEdits()


def test_lags_are_written_beside_the_numbers_that_they_are_after():
    edits = back(lambda sheet: (sheet.put(4, "Väntar på", "1, 3"), sheet.put(4, "Dagar emellan", "3: 7")))
    assert (mine(edits).predecessors, mine(edits).lags) == ((uid(1), uid(3)), ((uid(3), 7),))


def test_whoever_waits_no_longer_has_no_lag_either():
    edits = back(lambda sheet: sheet.put(4, "Väntar på", None))
    assert (mine(edits).predecessors, mine(edits).lags) == ((), ())


def test_a_new_row_is_a_new_intervention_and_may_be_waited_for():
    def edit(sheet: Sheet) -> None:
        sheet.put(6, "Nr", 9)
        sheet.put(6, "Rubrik", "Helt ny")
        sheet.put(6, "Första dag", "1.9.2027")
        sheet.put(6, "Väntar på", "1")
        sheet.put(5, "Väntar på", "9")

    edits = back(edit)
    (added,) = edits.added
    assert (added.row, added.made.title.show("sv"), added.made.predecessors) == (6, "Helt ny", (uid(1),))
    assert mine(edits).predecessors == (added.made.id,)


def test_a_row_that_was_copied_with_its_hidden_id_is_a_new_one():
    def copy(sheet: Sheet) -> None:
        for cell in sheet.sheet[3]:
            sheet.sheet.cell(6, cell.column).value = cell.value
        sheet.put(6, "Rubrik", "Kopia")

    edits = back(copy)
    assert (edits.changed, edits.faults) == ((), ())
    assert edits.added[0].made.title.show("sv") == "Kopia"
    assert edits.added[0].made.id != uid(1)


def test_a_row_that_was_taken_away_is_listed_and_nothing_more():
    edits = back(lambda sheet: sheet.sheet.delete_rows(4))
    assert [item.id for item in edits.missing] == [uid(2)]
    assert not edits


def test_rows_and_columns_may_be_moved_and_columns_taken_away_or_added():
    def shuffle(sheet: Sheet) -> None:
        values = [[cell.value for cell in row] for row in sheet.sheet.iter_rows(2, 5)]
        head, *rows = [[*row[5:], *row[:3], None] for row in values]
        head[-1] = "Anteckning"
        for number, row in enumerate([head, *reversed(rows)], 2):
            for place in range(1, sheet.sheet.max_column + 1):
                sheet.sheet.cell(number, place).value = row[place - 1] if place <= len(row) else None

    edits = back(shuffle)
    assert (edits.changed, edits.added, edits.missing, edits.unread) == ((), (), (), ("Anteckning",))


def test_a_new_column_of_a_role_is_read():
    def edit(sheet: Sheet) -> None:
        place = sheet.sheet.max_column + 1
        sheet.sheet.cell(2, place).value = "Dagsverken: controller"
        sheet.sheet.cell(3, place).value = 3

    assert mine(back(edit)).effort == (Effort("controller", 3.0), Effort("jurist", 2.5))


# Two at once -----------------------------------------------------------------------------------------------------


def since(**fields: object) -> PlanContent:
    """The plan after somebody changed the first intervention in it."""
    first, *others = PLAN.interventions
    return replace(PLAN, interventions=[replace(first, version=2, **fields), *others])


def test_what_others_changed_meanwhile_stays():
    now = since(owner="Cecilia")
    assert back(lambda _: None, now) == PlanEdits()
    edits = back(lambda sheet: sheet.put(3, "Klart, %", 10), now)
    assert (mine(edits).owner, mine(edits).progress) == ("Cecilia", 10)


def test_a_cell_that_both_changed_is_said_with_both_and_left():
    edits = back(lambda sheet: sheet.put(3, "Ansvarig", "Dan"), since(owner="Cecilia"))
    (clash,) = edits.clashes
    assert (clash.row, clash.column, clash.mine, clash.theirs) == (3, "Ansvarig", "Dan", "Cecilia")
    assert edits.changed == ()


def test_a_cell_that_both_changed_alike_is_nothing():
    assert back(lambda sheet: sheet.put(3, "Ansvarig", "Cecilia"), since(owner="Cecilia")) == PlanEdits()


def test_a_new_numbering_in_the_plan_is_no_change():
    """Numbers are those of the workbook, whatever stands first in the plan now."""
    now = replace(PLAN, interventions=[intervention(0), *PLAN.interventions])
    assert back(lambda _: None, now) == PlanEdits()


def test_what_has_left_the_plan_is_told_by_its_row():
    assert back(lambda _: None, replace(PLAN, interventions=PLAN.interventions[1:])).gone == (3,)


# What can't be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "value", "told"),
    [
        ("Första dag", "i våras", "i våras"),
        ("Första dag", "31.2.2027", "31.2.2027"),
        ("Kostnad, €", "mycket", "mycket"),
        ("Kostnad, €", -1, "-1"),
        ("Klart, %", 101, "100"),
        ("Klart, %", 2.5, "100"),
        ("Väntar på", "77", "77"),
        ("Väntar på", "1", "sig själv"),
        ("Dagar emellan", "snart", "3: 14"),
        ("Dagar emellan", "3: 7", "väntar inte"),
        ("Läge", "Kanske", "Planerad, Pågår"),
        ("Effekt 0–2: Klimatneutral 2035", 3, "0, 1 eller 2"),
        ("Kategori (tom: upphandlingsverksamheten)", "Rymdfart", "Rymdfart"),
        ("Ansvarig", "x" * 201, "200"),
        ("Rubrik", None, "rubrik"),
        ("Sista dag", "1.1.2020", "före"),
        ("Kostnad, €", True, "True"),
        ("Kostnad, €", "1e99", "1e99"),
        ("Kostnad, €", "NaN", "NaN"),
    ],
    ids=str,
)
def test_a_bad_cell_is_named_with_what_to_do(head, value, told):
    edits = back(lambda sheet: sheet.put(3, head, value))
    (fault,) = edits.faults
    assert (fault.sheet, fault.row, fault.column) == ("Åtgärder", 3, head)
    assert fault.cell.endswith("3")
    assert told in Texts.of("sv").error(fault.why)
    with pytest.raises(InvalidInput):
        edits.refuse_faults()


def test_a_circle_is_named():
    edits = back(lambda sheet: sheet.put(3, "Väntar på", "2"))
    assert [fault.column for fault in edits.faults] == ["Väntar på"]
    assert "Åtgärd 1" in Texts.of("sv").error(edits.faults[0].why)


def test_a_number_that_stands_twice_is_named():
    edits = back(lambda sheet: sheet.put(4, "Nr", 1))
    assert [(fault.row, fault.column) for fault in edits.faults] == [(4, "Nr")]


def test_a_new_row_needs_a_title():
    edits = back(lambda sheet: sheet.put(6, "Ansvarig", "Aino"))
    assert [(fault.row, fault.column) for fault in edits.faults] == [(6, "Rubrik")]


def broken(*, sheet: str = "", head: str = "", kept: object = None) -> bytes:
    def edit(found: Sheet) -> None:
        if sheet:
            found.sheet.title = sheet
        if head:
            found.put(2, head, None)
        if kept is not None:
            found.book["lotsen"]["C1"] = kept

    return edited(edit)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"not a workbook",
        plan_xlsx.workbook(whole(PLAN), Texts.of("sv"))[:-200],
        broken(sheet="Annat"),
        broken(head="Id"),
        broken(kept="nonsense"),
        broken(kept=str(uid(99))),
    ],
    ids=range(8),
)
def test_what_is_no_such_workbook_is_refused_in_one_sentence(data):
    with pytest.raises(InvalidInput) as refused:
        read_back(data, PLAN, ROADMAP)
    for language in LANGUAGES:
        assert Texts.of(language).error(refused.value)


def test_a_workbook_of_somebody_else_is_refused():
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    with pytest.raises(InvalidInput, match="no workbook that was taken out"):
        read_back(file.getvalue(), PLAN, ROADMAP)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 8),
    st.integers(1, 35),
    st.one_of(
        st.none(), st.text(max_size=30), st.integers(), st.floats(allow_nan=False), st.booleans(), st.datetimes()
    ),
)
def test_whatever_stands_in_a_cell_is_an_edit_a_fault_or_a_sentence(row, place, value):
    def edit(sheet: Sheet) -> None:
        said = "".join(sign for sign in value if sign.isprintable()) if isinstance(value, str) else value
        sheet.sheet.cell(row, place).value = said

    try:
        edits = back(edit)
    except InvalidInput:
        return
    for fault in edits.faults:
        assert Texts.of("fi").error(fault.why)


@pytest.mark.programs
def test_a_workbook_saved_by_libreoffice_comes_back(tmp_path: Path) -> None:
    office = machine.office()
    (tmp_path / "plan.xlsx").write_bytes(edited(lambda sheet: sheet.put(3, "Ansvarig", "Cecilia")))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", "back", "plan.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True)
    edits = read_back((tmp_path / "back" / "plan.xlsx").read_bytes(), PLAN, ROADMAP)
    assert mine(edits) == replace(PLAN.interventions[0], owner="Cecilia")
    assert (edits.added, edits.missing, edits.clashes, edits.faults) == ((), (), (), ())
