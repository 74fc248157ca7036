"""Interventions as CSV: the columns of the workbook, as spreadsheets of the reader's country open it with a click."""

import csv
import datetime as dt
import io

from lotsen.domain.plan_edits import Cell
from lotsen.export import plan_columns
from lotsen.export.plan_columns import Numbers
from lotsen.export.whole import Whole
from lotsen.texts import Texts

SEPARATORS = {"sv": ";", "fi": ";", "en": ","}
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula: an apostrophe before it keeps it a text."""


def text(whole: Whole, t: Texts) -> bytes:
    """The file: UTF-8 with its mark, days as ISO dates, decimals as the language writes them."""
    items = whole.plan.interventions
    columns = plan_columns.columns(whole.plan, Numbers((item.id, n) for n, item in enumerate(items, 1)), t)
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=SEPARATORS[t.language])
    table.writerow([_cell(column.head, t) for column in columns])
    table.writerows([_cell(column.shown(item), t) for column in columns] for item in items)
    return out.getvalue().encode("utf-8-sig")


def _cell(content: Cell, t: Texts) -> str:
    if isinstance(content, str):
        return f"'{content}" if content.startswith(SIGNS) else content
    if isinstance(content, dt.date):
        return content.isoformat()
    said = "" if content is None else f"{round(content, 4):.12g}"
    return said if t.language == "en" else said.replace(".", ",")
