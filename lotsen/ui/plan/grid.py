"""Owners, days and progress of the whole plan in one grid, every committed cell saved by itself.

The element keeps each committed cell until it is told that it was saved or refused, and sends again what got no
answer: Streamlit's own editor drops cells that are typed while the page still runs for the one before.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.domain.intervention import Intervention
from lotsen.domain.plan import by_start
from lotsen.errors import N_, InvalidInput, LotsenError
from lotsen.texts import Texts
from lotsen.ui import state
from lotsen.ui.plan.desk import Desk

HERE = Path(__file__).parent / "grid_element"
FIELDS = ("owner", "starts", "ends", "progress")
_KEY, _ANSWER = "plan:grid", "plan:grid:answer"

_mount = st.components.v2.component(
    "lotsen.plan_grid", js=(HERE / "grid.js").read_text("utf-8"), css=(HERE / "grid.css").read_text("utf-8")
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One committed cell: what stood there when it was changed, and what was written."""

    number: int
    intervention_id: UUID
    field: str
    seen: str
    value: str


def edit(desk: Desk) -> None:
    """Draw the grid."""
    t = desk.t
    st.caption(t("Change several at once. Each cell is saved when you leave it; clashes show in the picture."))
    _mount(
        data={
            "rows": [_row(item, t) for item in by_start(desk.content.interventions)],
            "answer": st.session_state.get(_ANSWER),
            "texts": _texts(t),
        },
        key=_KEY,
        on_edit_change=lambda: _save(desk),
    )


def _row(item: Intervention, t: Texts) -> dict[str, str | int]:
    return {
        "id": str(item.id),
        "title": t.local(item.title),
        "owner": item.owner,
        "starts": item.starts.isoformat() if item.starts else "",
        "ends": item.ends.isoformat() if item.ends else "",
        "progress": item.progress,
    }


def _texts(t: Texts) -> dict[str, str]:
    return {
        "name": t("The plan as a grid"),
        "title": t("Intervention"),
        "owner": t("Owner"),
        "starts": t("First day"),
        "ends": t("Last day"),
        "progress": t("Done, %"),
        "cell": t("{field}: {title}", field="%1", title="%2"),
        "invalid": t("'{given}' can't stand in this cell.", given="%"),
        "saving": t("Saving …"),
        "saved": t("Saved"),
    }


def _save(desk: Desk) -> None:
    """Save what came, in order, each cell once; answer with the last number and what was refused."""
    given = st.session_state.get(_KEY)
    run, edits = read(given.get("edit") if given else None)
    last = st.session_state.get(_ANSWER) or {}
    done = last.get("number", 0) if last.get("run") == run else 0
    refused = {}
    for each in edits:
        if each.number > done:
            try:
                _write(desk, each)
            except LotsenError as error:
                refused[str(each.number)] = desk.t.error(error)
            done = each.number
    st.session_state[_ANSWER] = {"run": run, "number": done, "refused": refused}


def _write(desk: Desk, each: Edit) -> None:
    item = desk.get(each.intervention_id)
    if item is None:
        raise InvalidInput(N_("This intervention is no longer there. Somebody has removed it."))
    before: dict[str, Any] = {each.field: value_of(each.field, each.seen)}
    seen = replace(item, **before)
    desk.house.interventions.change(seen, desk.who, **{each.field: value_of(each.field, each.value)})


def read(sent: Any) -> tuple[str, list[Edit]]:
    """What the browser sent, by number; what is no edit is left out."""
    if not isinstance(sent, Mapping):
        return "", []
    edits = [found for each in sent.get("edits") or () if (found := _edit(each))]
    return str(sent.get("run")), sorted(edits, key=lambda one: one.number)


def _edit(each: Any) -> Edit | None:
    if not isinstance(each, Mapping) or each.get("field") not in FIELDS:
        return None
    intervention_id = state.as_id(str(each.get("id")))
    number = each.get("number")
    if intervention_id is None or not isinstance(number, int | float):
        return None
    return Edit(int(number), intervention_id, each["field"], str(each.get("seen", "")), str(each.get("value", "")))


def value_of(field: str, text: str) -> str | int | dt.date | None:
    """A cell's text as the domain has it; an emptied cell is nothing."""
    given = text.strip()
    try:
        if field in ("starts", "ends"):
            return dt.date.fromisoformat(given) if given else None
        return int(given or 0) if field == "progress" else given
    except ValueError as error:
        raise InvalidInput(N_("'{given}' can't stand in this cell."), given=given) from error
