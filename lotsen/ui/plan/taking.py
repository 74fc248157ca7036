"""Take the plan along, and take in again what was changed in its workbook: looked at first, accepted as a whole."""

import datetime as dt
from functools import partial

import streamlit as st

from lotsen.domain.plan_edits import Cell, PlanEdits
from lotsen.errors import InvalidInput
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.components import downloads, table
from lotsen.ui.plan.desk import Desk

MOST_MEGABYTES = 5
_ROUND = "plan:taking:round"
"""Counts what was taken over: the next file gets a fresh field."""


def show(desk: Desk) -> None:
    """The links, and the way back."""
    t = desk.t
    grouping = str(st.session_state.get("plan:grouping", "category"))
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.folded(t, downloads.of_plan(desk.roadmap_id, t, grouping), first=2)
    if not desk.edits:
        return
    box = screen.fold(t("Take in an edited workbook"), key="plan:taking:box", icon=":material/upload_file:")
    if box.open:
        with box:
            _take_in(desk)


def _take_in(desk: Desk) -> None:
    t = desk.t
    given = st.file_uploader(
        t("The workbook (XLSX) that was taken along from here"),
        type=["xlsx"],
        key=f"plan:taking:file:{st.session_state.get(_ROUND, 0)}",
        max_upload_size=MOST_MEGABYTES,
    )
    if given is None:
        return
    try:
        edits = _read(desk, given.getvalue())
    except InvalidInput as error:
        st.error(t.error(error), icon=":material/error:")
        return
    _tell(edits, t)
    if edits and not edits.faults:
        st.button(t("Take over"), key="plan:taking:accept", type="primary", on_click=partial(_accept, desk, edits))


def _read(desk: Desk, data: bytes) -> PlanEdits:
    from lotsen.export.plan_back import read_back  # openpyxl takes 0.2 s to import: not before the first workbook

    return read_back(data, desk.content, desk.roadmap_id)


def _accept(desk: Desk, edits: PlanEdits) -> None:
    if feedback.save(partial(desk.house.interventions.take_over, desk.roadmap_id, desk.who, edits)):
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _tell(edits: PlanEdits, t: Texts) -> None:
    """What the workbook would change, and what it can't."""
    if edits.faults:
        st.error(_list(_faults(edits, t), t("Nothing can be taken over while these cells can't be read:")))
    if edits.clashes:
        st.warning(_list(_clashes(edits, t), t("Others have changed these since; they stay as they are in the plan:")))
    if edits.missing:
        titles = [t.local(item.title) for item in edits.missing]
        st.info(_list(titles, t("These rows were taken away. They stay in the plan; remove them there:")))
    if edits.gone:
        rows = t.listing([str(row) for row in edits.gone])
        st.info(screen.escape(t("No longer in the plan, and left out: rows {rows}.", rows=rows)))
    if edits.unread:
        st.info(screen.escape(t("Columns that are not read: {names}.", names=t.listing(list(edits.unread)))))
    if edits:
        heads = [t("Row"), t("Intervention"), t("What"), t("Before"), t("After")]
        says = t("What would be taken over")
        st.markdown(f"**{screen.escape(says)}**")
        table.draw(heads, _rows(edits, t), caption=says)
    elif not edits.faults:
        st.info(t("Nothing has been changed in this workbook."))


def _faults(edits: PlanEdits, t: Texts) -> list[str]:
    return [
        t("Cell {cell} ({column}): {why}", cell=one.cell, column=one.column, why=t.error(one.why))
        for one in edits.faults
    ]


def _clashes(edits: PlanEdits, t: Texts) -> list[str]:
    return [
        t(
            "Row {row}, {title}, {column}: the workbook says {mine}, the plan {theirs}.",
            row=one.row,
            title=t.local(one.of.title),
            column=one.column,
            mine=_said(one.mine, t),
            theirs=_said(one.theirs, t),
        )
        for one in edits.clashes
    ]


def _rows(edits: PlanEdits, t: Texts) -> list[list[str]]:
    rows = [
        [str(each.row), t.local(each.seen.title), cell.column, _said(cell.before, t), _said(cell.after, t)]
        for each in edits.changed
        for cell in each.cells
    ]
    return rows + [[str(each.row), t.local(each.made.title), t("new"), "–", "–"] for each in edits.added]


def _said(cell: Cell, t: Texts) -> str:
    """A cell's content as this reader reads it."""
    if isinstance(cell, dt.date):
        return t.date(cell)
    if isinstance(cell, float):
        return t.number(cell, 2)
    return "–" if cell is None else str(cell)


def _list(lines: list[str], head: str) -> str:
    return "\n".join([head, "", *(f"- {screen.escape(line)}" for line in lines)])
