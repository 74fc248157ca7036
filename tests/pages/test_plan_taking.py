"""Taking the plan along, and taking an edited workbook in again, on its page."""

import io

import openpyxl
import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.quarter import Quarter
from lotsen.export import plan_xlsx
from lotsen.export.whole import read
from lotsen.texts import Texts
from tests.support import pages

Screen = tuple[House, Person, Roadmap]
pytestmark = pytest.mark.apptest


@pytest.fixture
def planned(screen_house: Screen) -> Screen:
    house, person, roadmap = screen_house
    house.interventions.add(roadmap.id, person.id, "Marknadsdialog <b>*", "sv", owner="Aino", quarter=Quarter(2027, 1))
    return screen_house


def workbook(planned: Screen, cell: str, value: object) -> bytes:
    house, person, roadmap = planned
    made = plan_xlsx.workbook(read(house, roadmap.id, person.id), Texts.of("sv"))
    book = openpyxl.load_workbook(io.BytesIO(made))
    book["Åtgärder"][cell] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def given(planned: Screen, data: bytes):
    test = pages.run("plan", planned[2].id, "sv")
    test.session_state["plan:taking:box"] = True
    test.run()
    test.file_uploader(key="plan:taking:file:0").set_value(("plan.xlsx", data, "application/octet-stream")).run()
    assert not test.exception
    return test


def title(planned: Screen) -> str:
    house, person, roadmap = planned
    return read(house, roadmap.id, person.id).plan.interventions[0].title.show("sv")


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_every_format_is_linked_the_workbook_first(planned: Screen, language: str) -> None:
    test = pages.run("plan", planned[2].id, language)
    assert not test.exception
    links = "".join(str(each.proto) for each in test.get("html"))
    order = [links.find(f"format={kind}") for kind in ("xlsx", "pdf", "png", "svg", "ics", "xml", "csv")]
    assert order == sorted(order)
    assert order[0] >= 0


def test_what_was_changed_is_shown_first_and_taken_over_when_accepted(planned: Screen) -> None:
    test = given(planned, workbook(planned, "C3", "Nytt namn"))
    shown = "".join(str(each.proto) for each in test.get("html"))
    assert "Nytt namn" in shown
    assert title(planned) == "Marknadsdialog <b>*"
    test.button(key="plan:taking:accept").click().run()
    assert not test.exception
    assert title(planned) == "Nytt namn"


def test_a_bad_cell_is_named_and_nothing_can_be_taken_over(planned: Screen) -> None:
    test = given(planned, workbook(planned, "C3", None))
    assert any("C3" in each.value for each in test.error)
    assert not [each for each in test.button if each.key == "plan:taking:accept"]


def test_what_is_no_workbook_is_said(planned: Screen) -> None:
    test = given(planned, b"PK nonsense")
    assert any("XLSX" in each.value for each in test.error)
