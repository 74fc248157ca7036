"""The plan out and in without a screen, as a user calls it: a process, its output and its exit code."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from lotsen.commands import PLAN_FORMATS
from lotsen.config import ROOT
from lotsen.export.files import FORMATS


class Machine:
    """A machine with the demo on it."""

    def __init__(self, home: Path) -> None:
        self.environment = {**os.environ, "LOTSEN_HOME": str(home)}
        self.environment.pop("LOTSEN_DATABASE_URL", None)
        self.roadmap: str = json.loads(self.call("demo", "--json").stdout)["roadmaps"]["municipality"]

    def call(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "lotsen", *arguments]
        return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, env=self.environment)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("home"))


def test_the_command_knows_every_format() -> None:
    assert set(PLAN_FORMATS) == set(FORMATS)


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("json", b"{"), ("xlsx", b"PK"), ("xml", b"<?xml"), ("ics", b"BEGIN:VCALENDAR"), ("csv", b"\xef\xbb\xbf"),
     ("pdf", b"%PDF"), ("svg", b"<svg")],
)  # fmt: skip
def test_export_writes_every_format(machine: Machine, kind: str, begins: bytes) -> None:
    done = machine.call("export", machine.roadmap, "--format", kind, "--language", "fi")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(begins)


def test_a_workbook_is_shown_first_and_taken_in_with_yes(machine: Machine, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    assert machine.call("export", machine.roadmap, "--format", "xlsx", "--out", str(out)).returncode == 0
    book = openpyxl.load_workbook(out)
    book["Åtgärder"]["C3"] = "Nytt namn"
    book.save(out)
    shown = machine.call("import", str(out), "--into", machine.roadmap, "--json")
    told = json.loads(shown.stdout)
    assert [(one["row"], one["column"], one["after"]) for one in told["changed"]] == [(3, "Rubrik", "Nytt namn")]
    assert told["taken_over"] is False
    taken = machine.call("import", str(out), "--into", machine.roadmap, "--yes")
    assert taken.stdout.decode().splitlines()[-1] == "taken over"
    again = machine.call("import", str(out), "--into", machine.roadmap)
    assert again.stdout.decode().strip() == "nothing was written"


@pytest.mark.parametrize("arguments", [["--into", "no-id"], ["--into", "00000000-0000-0000-0000-000000000001"], []])
def test_a_workbook_without_its_roadmap_is_one_line_and_exit_2(machine: Machine, arguments: list[str]) -> None:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    done = machine.call("import", "-", *arguments, stdin=file.getvalue())
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_a_bad_cell_is_one_line_that_names_it(machine: Machine, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    machine.call("export", machine.roadmap, "--format", "xlsx", "--out", str(out))
    book = openpyxl.load_workbook(out)
    sheet = book["Åtgärder"]
    place = next(cell.column_letter for cell in sheet[2] if cell.value == "Första dag")
    sheet[f"{place}4"] = "i våras"
    book.save(out)
    done = machine.call("import", str(out), "--into", machine.roadmap, "--yes")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert f"{place}4" in done.stderr.decode()


def test_a_file_that_cannot_be_written_is_one_line(machine: Machine, tmp_path: Path) -> None:
    done = machine.call("export", machine.roadmap, "--out", str(tmp_path / "no" / "folder.json"))
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
