"""A sheet of a workbook as a CSV file that the rest of the reader takes like any other."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lotsen.errors import N_, InvalidInput

if TYPE_CHECKING:
    import python_calamine as calamine

LOCKED = N_("The workbook {file} is protected with a password. Save it without one, or as CSV.")
BROKEN = N_("The workbook {file} is broken or was cut off on its way. Save or export it again.")
TOO_LARGE = N_("The sheet in {file} has {cells} million cells. Save it as CSV, which can be of any length.")
MOST_CELLS = 60_000_000
"""Cells a sheet may have (a million rows of 60 columns): beyond, memory would not be bounded."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Which sheet was taken, and which there are."""

    sheet: str
    sheets: tuple[str, ...]


def unfold(path: Path, target: Path, wanted: str | None) -> Unfolded:
    """Write one sheet to `target`: the one that is wanted, else the visible one with most cells.

    Numbers are written by their exact digits, dates in ISO form, row numbers are kept.
    """
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            visible = [
                meta.name
                for meta in book.sheets_metadata
                if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
                and meta.visible == python_calamine.SheetVisibleEnum.Visible
            ]
            names = tuple(visible or book.sheet_names)
            if not names:
                raise InvalidInput(N_("The workbook {file} has no sheet with cells."), file=path.name)
            sheet = _chosen(book, names, wanted, path.name)
            _write(sheet, target, path.name)
            return Unfolded(sheet.name, names)
    except python_calamine.PasswordError:
        raise InvalidInput(LOCKED, file=path.name) from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError):
        raise InvalidInput(BROKEN, file=path.name) from None


def _chosen(
    book: "calamine.CalamineWorkbook", names: tuple[str, ...], wanted: str | None, file: str
) -> "calamine.CalamineSheet":
    if wanted is not None and wanted not in book.sheet_names:
        raise InvalidInput(
            N_("{file} has no sheet '{sheet}'. Its sheets are: {sheets}."),
            file=file,
            sheet=wanted,
            sheets=", ".join(book.sheet_names),
        )
    if wanted is not None or len(names) == 1:
        return book.get_sheet_by_name(wanted or names[0])
    return max((book.get_sheet_by_name(name) for name in names), key=lambda sheet: sheet.height * min(sheet.width, 50))


def _write(sheet: "calamine.CalamineSheet", target: Path, file: str) -> None:
    if sheet.height == 0 or sheet.width == 0:
        raise InvalidInput(N_("{file} is empty. Export it again with its rows."), file=file)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise InvalidInput(TOO_LARGE, file=file, cells=sheet.total_height * sheet.total_width // 1_000_000)
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in sheet.iter_rows():
            cells = [_written(cell) for cell in row]
            writer.writerow(cells if len(cells) > 1 else [*cells, ""])


def _written(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else _fraction(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell)


def _fraction(number: float) -> str:
    """A number's shortest digits; never three after the point, which could be a group of thousands."""
    text = repr(number)
    return f"{text}0" if text[-4:-3] == "." else text
