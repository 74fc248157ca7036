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
from lotsen.errors import N_, InvalidInput
from lotsen.texts import Texts
from lotsen.ui import state
from lotsen.ui.components import own
from lotsen.ui.plan.desk import Desk

FIELDS = ("owner", "starts", "ends", "progress")
_KEY = "plan:grid"

_mount = own.element("plan_grid", Path(__file__).parent / "grid_element" / "grid.js")


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
            "answer": own.answered(_KEY).said(),
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
    own.carry_out(desk.t, _KEY, "edit", read, lambda each: _write(desk, each))


def _write(desk: Desk, each: Edit) -> None:
    item = desk.get(each.intervention_id)
    if item is None:
        raise InvalidInput(N_("This intervention is no longer there. Somebody has removed it."))
    before: dict[str, Any] = {each.field: value_of(each.field, each.seen)}
    seen = replace(item, **before)
    desk.house.interventions.change(seen, desk.who, **{each.field: value_of(each.field, each.value)})


def read(sent: Any) -> tuple[str, list[Edit]]:
    """What the browser sent, by number; what is no edit is left out."""
    return own.read_edits(sent, _edit)


def _edit(each: Mapping[str, Any], number: int) -> Edit | None:
    intervention_id = state.as_id(str(each.get("id")))
    if intervention_id is None or each.get("field") not in FIELDS:
        return None
    return Edit(number, intervention_id, each["field"], str(each.get("seen", "")), str(each.get("value", "")))


def value_of(field: str, text: str) -> str | int | dt.date | None:
    """A cell's text as the domain has it; an emptied cell is nothing."""
    given = text.strip()
    try:
        if field in ("starts", "ends"):
            return dt.date.fromisoformat(given) if given else None
        return int(given or 0) if field == "progress" else given
    except ValueError as error:
        raise InvalidInput(N_("'{given}' can't stand in this cell."), given=given) from error
