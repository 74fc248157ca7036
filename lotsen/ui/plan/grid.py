"""Owners, days and progress of the whole plan in one grid, every committed cell saved by itself.

The grid keeps what it was first given until somebody else changes the plan: a grid that is given new rows after each
save is made anew and loses the cell that is being typed in. What was saved from it already is remembered beside it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from lotsen.domain.intervention import Intervention
from lotsen.domain.plan import by_start
from lotsen.ui import feedback
from lotsen.ui.plan.desk import Desk

FIELDS = ("owner", "starts", "ends", "progress")
_STATE = "plan:grid"


@dataclass
class Given:
    """What one grid was given: the rows in its order, the revision, and what was saved from it since."""

    number: int
    language: str
    items: tuple[Intervention, ...]
    saved: dict[tuple[UUID, str], Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"plan:grid:{self.language}:{self.number}"


def edit(desk: Desk) -> None:
    """Draw the grid."""
    t = desk.t
    given = _given(desk)
    st.caption(t("Change several at once. Each cell is saved when you leave it; clashes show in the picture."))
    st.data_editor(
        _frame(given.items, t.local),
        key=given.key,
        num_rows="fixed",
        hide_index=True,
        width="stretch",
        height=min(38 + 35 * len(given.items), 700),
        disabled=("title",),
        on_change=_commit,
        args=(desk, given),
        column_config={
            "title": st.column_config.TextColumn(t("Intervention"), width="large"),
            "owner": st.column_config.TextColumn(t("Owner"), max_chars=200),
            "starts": st.column_config.DateColumn(t("First day"), format="DD.MM.YYYY"),
            "ends": st.column_config.DateColumn(t("Last day"), format="DD.MM.YYYY"),
            "progress": st.column_config.NumberColumn(t("Done, %"), min_value=0, max_value=100, step=1),
        },
    )


def _frame(items: Sequence[Intervention], local: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": [local(item.title) for item in items],
            "owner": [item.owner for item in items],
            "starts": [item.starts for item in items],
            "ends": [item.ends for item in items],
            "progress": [item.progress for item in items],
        },
        index=[str(item.id) for item in items],
    )


def _given(desk: Desk) -> Given:
    """The grid that is being worked in, or a new one where the plan has become another than it and its edits say."""
    given: Given | None = st.session_state.get(_STATE)
    if given and given.language == desk.t.language and agrees(given, desk.content.interventions):
        return given
    number = given.number + 1 if given else 0
    fresh = Given(number, desk.t.language, tuple(by_start(desk.content.interventions)))
    st.session_state[_STATE] = fresh
    return fresh


def agrees(given: Given, items: Sequence[Intervention]) -> bool:
    """Whether a grid and what was saved from it still say what the plan says."""
    now = {item.id: item for item in items}
    if set(now) != {item.id for item in given.items}:
        return False
    return all(
        getattr(now[item.id], name) == given.saved.get((item.id, name), getattr(item, name))
        for item in given.items
        for name in ("title", *FIELDS)
    )


def edits(given: Given, edited_rows: Mapping[int, Mapping[str, Any]]) -> list[tuple[Intervention, str, Any]]:
    """What was committed in the grid and not saved yet: the intervention as it was given, the field, the new value."""
    found = []
    for row, cells in edited_rows.items():
        item = given.items[int(row)]
        for name, raw in cells.items():
            value = _value(name, raw)
            if name in FIELDS and value != given.saved.get((item.id, name), getattr(item, name)):
                found.append((item, name, value))
    return found


def _value(name: str, raw: Any) -> Any:
    """A cell's value as the domain has it; an emptied cell is nothing."""
    if name in ("starts", "ends"):
        return dt.date.fromisoformat(str(raw)[:10]) if raw else None
    if name == "progress":
        return int(raw or 0)
    return str(raw or "").strip()


def seen(given: Given, item: Intervention) -> Intervention:
    """An intervention as the person in the grid sees it: as it was given, with what they have saved since."""
    saved: dict[str, Any] = {name: value for (each, name), value in given.saved.items() if each == item.id}
    return replace(item, **saved)


def _commit(desk: Desk, given: Given) -> None:
    """Save what is new in the grid, cell by cell; one that is refused makes the grid show what is kept."""
    for item, name, value in edits(given, st.session_state[given.key]["edited_rows"]):
        change = partial(desk.house.interventions.change, seen(given, item), desk.who, **{name: value})
        if not feedback.save(change):
            st.session_state[_STATE] = Given(given.number, "", ())
            return
        given.saved[(item.id, name)] = value
