"""An edited workbook of a plan, held against the plan as it stands: what was changed in it, what is new, what clashes.

Nothing is written here. A cell counts as changed where it differs from what the workbook held when it was taken out;
so whatever others changed in the plan meanwhile stays, and where both changed the same cell, it is said.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lotsen.domain.ids import new_id
from lotsen.domain.intervention import Intervention, blank
from lotsen.domain.plan import PlanContent, Span, circle, refuse_circle, waits
from lotsen.domain.plan_edits import Cell, CellEdit, Clash, Fault, NewRow, PlanEdits, RowEdit
from lotsen.errors import InvalidInput
from lotsen.export import plan_columns
from lotsen.export.plan_columns import Column, Numbers
from lotsen.export.plan_xlsx import FIRST, FORMAT, HEAD, KEPT
from lotsen.texts import N_, Texts

MOST_MEGABYTES = 20
"""Unpacked; the workbook of the largest plan is far smaller."""
MOST_ROWS = 2_000
"""Rows that are looked at: people leave some empty."""

Row = dict[str, Cell]
"""A row's cells by the key of their column."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the hidden sheet says: the language and sheet that were written, keys by head, and the rows as they were."""

    roadmap_id: UUID
    language: str
    sheet: str
    keys: Mapping[str, str]
    rows: Mapping[UUID, Row]


def read_back(data: bytes, content: PlanContent, roadmap_id: UUID) -> PlanEdits:
    """What was changed in a workbook that `lotsen.export.plan_xlsx` wrote of this roadmap.

    Raises InvalidInput for what is no such workbook. Single cells that can't be taken in are `faults`.
    """
    book = _open(data)
    kept = _kept(book)
    if kept.roadmap_id != roadmap_id:
        raise InvalidInput(N_("This workbook is of another roadmap. Open that one, or take this plan out anew."))
    if kept.sheet not in book.sheetnames:
        raise InvalidInput(N_("The workbook has no sheet “{sheet}” any more. Give it back its name."), sheet=kept.sheet)
    sheet: Worksheet = book[kept.sheet]
    return _Reading(content, kept, sheet, Texts.of(kept.language)).edits()


def _open(data: bytes) -> Workbook:
    broken = InvalidInput(N_("This file can't be read as a workbook (XLSX). Save it as XLSX and try again."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_MEGABYTES << 20:
                raise InvalidInput(
                    N_("The workbook is larger than {limit} MB unpacked. Take away what is none of the plan."),
                    limit=MOST_MEGABYTES,
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about features that this reader leaves out
            return load_workbook(io.BytesIO(data), data_only=True)
    except InvalidInput:
        raise
    except Exception as error:
        raise broken from error


def _kept(book: Workbook) -> _Kept:
    none = InvalidInput(
        N_("This is no workbook that was taken out of a plan here. Take the plan out as XLSX and change that file.")
    )
    if KEPT not in book.sheetnames:
        raise none
    rows = [list(row) for row in book[KEPT].iter_rows(max_row=min(book[KEPT].max_row, MOST_ROWS), values_only=True)]
    try:
        word, form, roadmap, language, _, sheet = rows[0][:6]
        if word != KEPT or form != FORMAT:
            raise none
        keys = [str(key) for key in rows[1] if key]
        heads = [_head(head) for head in rows[2]]
        known = {UUID(str(row[0])): dict(zip(keys, map(_plain, row), strict=False)) for row in rows[3:] if row[0]}
        return _Kept(UUID(str(roadmap)), str(language), str(sheet), dict(zip(heads, keys, strict=False)), known)
    except (IndexError, ValueError) as error:
        raise none from error


def _plain(value: Any) -> Cell:
    """A cell's value in one form, whichever program saved it: trimmed, whole numbers whole, days without a time."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "\n").strip() or None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float | dt.date) else None if value is None else str(value)


def _head(value: Any) -> str:
    return " ".join(str(value or "").split())


class _Reading:
    """One workbook against one plan."""

    def __init__(self, content: PlanContent, kept: _Kept, sheet: Worksheet, t: Texts) -> None:
        self._content, self._kept, self._sheet, self._t = content, kept, sheet, t
        self._there = {item.id: item for item in content.interventions}
        self._places, self._unread = self._columns()
        self._faults: list[Fault] = []
        self._rows = list(self._read())
        self._then = Numbers(
            (key, number) for key, row in kept.rows.items() if isinstance(number := row.get("number"), int)
        )
        self._now = Numbers(self._numbered())
        roles = [key.removeprefix("days:") for key in self._places if key.startswith("days:")]
        years = [int(key.removeprefix("cost:")) for key in self._places if key.startswith("cost:")]
        self._told = plan_columns.columns(content, self._now, t, roles, years)
        known = {"id", *(column.key for column in self._told)}
        self._unread += tuple(head for head, key in kept.keys.items() if key in self._places and key not in known)
        self._shown = {column.key: column for column in plan_columns.columns(content, self._then, t, roles, years)}

    # Reading -----------------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[dict[str, int], tuple[str, ...]]:
        """Where each column stands by its head, and the heads that are none of ours."""
        places: dict[str, int] = {}
        unread: list[str] = []
        role = plan_columns.days_head("", self._t).strip()
        for place, cell in enumerate(self._sheet[HEAD], 1):
            head = _head(cell.value)
            key = self._kept.keys.get(head)
            if key is None and role and head.startswith(role) and head != role:
                key = f"days:{head.removeprefix(role).strip()}"
            if key is None and (year := self._year(head)):
                key = f"cost:{year}"
            if key and key not in places:
                places[key] = place
            elif head:
                unread.append(head)
        if "id" not in places:
            raise InvalidInput(
                N_("Row {row} of the sheet “{sheet}” has to hold the columns' heads, also the hidden first one's."),
                row=HEAD,
                sheet=self._kept.sheet,
            )
        return places, tuple(unread)

    def _year(self, head: str) -> int | None:
        """The year of a column of costs that somebody has added."""
        found = next((int(part) for part in re.findall(r"\d+", head) if len(part) == 4), None)
        return found if found and head == plan_columns.year_head(found, self._t) else None

    def _read(self) -> Iterator[tuple[int, UUID | None, Row]]:
        """Row number, intervention (null for a new one) and cells. A row that was copied with its id is a new one."""
        seen: set[UUID] = set()
        rows = self._sheet.iter_rows(FIRST, min(self._sheet.max_row, MOST_ROWS), values_only=True)
        for number, values in enumerate(rows, FIRST):
            row = {key: _plain(values[place - 1]) for key, place in self._places.items() if place <= len(values)}
            if all(value is None for key, value in row.items() if key not in ("id", "number")):
                continue
            found = _id(row.get("id"))
            if found is not None:
                found = None if found in seen or found not in self._kept.rows else found
                seen |= {found} if found else set()
            yield number, found or None, row

    def _numbered(self) -> Iterator[tuple[UUID, int]]:
        """Which row has which number; new rows get their ids here."""
        taken: dict[int, int] = {}
        for place, (row, item, cells) in enumerate(self._rows):
            copied = item is None and _id(cells.get("id")) is not None
            if item is None:
                item = new_id()
                self._rows[place] = (row, None, cells | {"id": str(item)})
            number = cells.get("number")
            if copied or not isinstance(number, int):
                continue
            if number in taken:
                self._fault(
                    row,
                    "number",
                    InvalidInput(
                        N_("Row {row} has number {n} too. Give one of them another."), row=taken[number], n=number
                    ),
                )
                continue
            taken[number] = row
            yield item, number

    def _fault(self, row: int, key: str, why: InvalidInput) -> None:
        letter = get_column_letter(self._places.get(key, 1))
        head = next((head for head, known in self._kept.keys.items() if known == key), key.removeprefix("days:"))
        self._faults.append(Fault(self._kept.sheet, row, f"{letter}{row}", head, why))

    # Comparing ---------------------------------------------------------------------------------------------------

    def edits(self) -> PlanEdits:
        changed: list[RowEdit] = []
        added: list[NewRow] = []
        clashes: list[Clash] = []
        gone: list[int] = []
        for row, key, cells in self._rows:
            if key is None:
                added.append(self._new(row, cells))
            elif key not in self._there:
                gone.append(row)
            else:
                edit, found = self._changed(row, key, cells)
                changed += [edit] if edit.cells else []
                clashes += found
        self._refuse_circle(changed, added)
        here = {key for _, key, _ in self._rows}
        missing = tuple(i for i in self._content.interventions if i.id in self._kept.rows and i.id not in here)
        return PlanEdits(
            tuple(changed), tuple(added), missing, tuple(clashes), tuple(self._faults), tuple(gone), self._unread
        )

    def _changed(self, row: int, key: UUID, cells: Row) -> tuple[RowEdit, list[Clash]]:
        """A row's changes, and the cells that others changed too."""
        seen = mine = self._there[key]
        edits: list[CellEdit] = []
        clashes: list[Clash] = []
        for column in self._told:
            if column.told is None or column.key not in cells:
                continue
            then, wanted = self._kept.rows[key].get(column.key), cells[column.key]
            theirs = _plain(self._shown[column.key].shown(seen))
            if wanted in (then, theirs):
                continue
            if theirs != then:
                clashes.append(Clash(row, seen, column.head, wanted, theirs))
                continue
            if (after := self._lay(row, column, mine, wanted)) != mine:
                mine = after
                edits.append(CellEdit(column.head, then, wanted))
        if edits:
            self._check(row, mine)
        return RowEdit(row, seen, mine, tuple(edits)), clashes

    def _lay(self, row: int, column: Column, item: Intervention, wanted: Cell) -> Intervention:
        """A cell laid over an intervention; one that can't be is a fault."""
        assert column.told is not None, "asked only for columns that can be told"
        try:
            return column.told(item, wanted)
        except InvalidInput as error:
            self._fault(row, column.key, error)
            return item

    def _new(self, row: int, cells: Row) -> NewRow:
        made = replace(blank(self._kept.roadmap_id), id=UUID(str(cells["id"])))
        for column in self._told:
            if column.told is not None and cells.get(column.key) is not None:
                made = self._lay(row, column, made, cells[column.key])
        self._check(row, made)
        return NewRow(row, made)

    def _check(self, row: int, item: Intervention) -> None:
        """What no single cell shows."""
        if not item.title:
            self._fault(row, "title", InvalidInput(N_("An intervention needs a title.")))
        if item.starts and item.ends:
            try:
                Span(item.starts, item.ends)
            except InvalidInput as error:
                self._fault(row, "ends", error)

    def _refuse_circle(self, changed: Sequence[RowEdit], added: Sequence[NewRow]) -> None:
        rows = {each.mine.id: (each.row, each.mine) for each in changed}
        rows |= {each.made.id: (each.row, each.made) for each in added}
        untouched = [item for item in self._content.interventions if item.id not in rows]
        items = [*untouched, *(item for _, item in rows.values())]
        for found in circle(waits(items)):
            if found in rows:
                try:
                    refuse_circle(items)
                except InvalidInput as error:
                    self._fault(rows[found][0], "predecessors", error)
                return


def _id(value: Cell) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
