"""The plan in every format that it goes out in."""

import datetime as dt
from collections.abc import Callable, Mapping

from lotsen.charts.layout.parts import Grouping
from lotsen.charts.svg.look import LAPTOP
from lotsen.export import calendar, msproject, plan, plan_csv
from lotsen.export.png import png_apart
from lotsen.export.whole import Whole
from lotsen.texts import Texts

FORMATS: Mapping[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml",
    "csv": "text/csv; charset=utf-8",
}
"""Format, which is the file's ending too, → its type."""


def make(kind: str, whole: Whole, t: Texts, at: dt.datetime, grouping: Grouping = Grouping.CATEGORY) -> bytes:
    """A file of one of `FORMATS`; `at` is when it is made, `grouping` is for pictures."""
    makers: Mapping[str, Callable[[], bytes]] = {
        "xlsx": lambda: _workbook(whole, t),
        "pdf": lambda: plan.pdf(whole, t, grouping),
        "png": lambda: png_apart(plan.svg(whole, t, grouping), LAPTOP.scale),
        "svg": lambda: plan.svg(whole, t, grouping).encode(),
        "ics": lambda: calendar.calendar(whole, t, at),
        "xml": lambda: msproject.project(whole, t, at),
        "csv": lambda: plan_csv.text(whole, t),
    }
    return makers[kind]()


def _workbook(whole: Whole, t: Texts) -> bytes:
    from lotsen.export.plan_xlsx import workbook  # openpyxl takes 0.2 s to import: not before the first workbook

    return workbook(whole, t)
