"""The grid in which a person judges: rows × columns of answers 0 to 3, by keyboard, mouse or thumb.

Every committed cell is kept by the browser until this side says that it is in the database, over lost connections and
reloads too. `save` is called with all cells that are not yet acknowledged and must have committed when it returns;
being called twice with the same cells must do no harm.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from lotsen.domain.assessment import Contribution
from lotsen.errors import LotsenError
from lotsen.texts import Texts

HERE = Path(__file__).parent
UNSURE = -1
"""'I don't know' on its way between browser and server; null there is a cell without an answer."""

_mount = st.components.v2.component(
    "lotsen.judgement_grid",
    js=(HERE / "grid.js").read_text(encoding="utf-8"),
    css=(HERE / "grid.css").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: `question` is what is asked of its cells, `beside` sets it apart from the others."""

    id: str
    name: str
    note: str = ""
    question: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """One committed cell. `value` null is 'I don't know'; `cleared` takes the answer away."""

    row: str
    column: str
    value: int | None
    cleared: bool = False


Values = Mapping[tuple[str, str], int | None]
"""Answers by (row, column): 0 to 3, null for 'I don't know'; a cell without an answer is not there."""


def draw(
    t: Texts,
    rows: Sequence[Line],
    columns: Sequence[Line],
    values: Callable[[], Values],
    save: Callable[[list[Edit]], object],
    *,
    owner: str,
    label: str,
    answers: Sequence[str],
    unsure: str,
    key: str,
) -> None:
    """Draw the grid of one person on one roadmap (`owner`, any text that tells them apart).

    `answers` are the words of 0 to 3 and `unsure` those of 'I don't know'. `values` is called after saving.
    """
    memory = f"{key}:ack"

    def receive() -> None:
        _receive(st.session_state.get(key), memory, save)

    known = values()
    result = _mount(
        key=key,
        data={
            "owner": owner,
            "rows": [_line(row) for row in rows],
            "columns": [_line(column) for column in columns],
            "values": [[_sent(known, row.id, column.id) for column in columns] for row in rows],
            "texts": _texts(t, label, answers, unsure),
            **_acknowledgement(t, st.session_state.get(memory)),
        },
        on_edits_change=receive,
    )
    if _receive(result, memory, save):
        st.rerun()


def _acknowledgement(t: Texts, memory: Mapping[str, Any] | None) -> dict[str, Any]:
    if memory is None:
        return {}
    problem = memory.get("problem")
    return {"ack": memory["ack"]} | ({"error": t.error(problem)} if problem else {})


def _receive(state: Mapping[str, Any] | None, memory: str, save: Callable[[list[Edit]], object]) -> bool:
    """Save what the browser holds and remember what to acknowledge; whether there was anything new.

    The callback comes here first. A server that was restarted meanwhile does not know the callback: it comes here
    after mounting.
    """
    sent = (state or {}).get("edits")
    if not sent or not sent.get("edits"):
        return False
    stamp = {"client": sent["client"], "time": sent["time"]}
    before = st.session_state.get(memory, {})
    if before.get("stamp") == stamp:
        return False
    edits = [read(edit) for edit in sent["edits"]]
    try:
        save(edits)
    except LotsenError as error:
        st.session_state[memory] = {"stamp": stamp, "ack": {"client": sent["client"], "seq": 0}, "problem": error}
        return True
    last = max(int(edit["seq"]) for edit in sent["edits"])
    st.session_state[memory] = {"stamp": stamp, "ack": {"client": sent["client"], "seq": last}}
    return True


def read(edit: Mapping[str, Any]) -> Edit:
    """One edit as the browser sends it. A value that is not on the scale is no answer."""
    value = edit.get("value")
    on_scale = isinstance(value, int) and (value == UNSURE or value in set(Contribution))
    if not on_scale:
        return Edit(str(edit["row"]), str(edit["column"]), None, cleared=True)
    return Edit(str(edit["row"]), str(edit["column"]), None if value == UNSURE else value)


def _sent(values: Values, row: str, column: str) -> int | None:
    if (row, column) not in values:
        return None
    value = values[row, column]
    return UNSURE if value is None else value


def _line(line: Line) -> dict[str, Any]:
    said = {"id": line.id, "name": line.name, "note": line.note, "question": line.question}
    return said | ({"beside": True} if line.beside else {})


def _texts(t: Texts, label: str, answers: Sequence[str], unsure: str) -> dict[str, Any]:
    return {
        "label": label,
        "rows": t("Category"),
        "answers": list(answers),
        "unsure": unsure,
        "empty": t("no answer"),
        "clear": t("Clear the answer"),
        "count": t("{done} of {all} answered", done="{done}", all="{all}"),
        "saved": t("saved"),
        "saving": t("saving"),
        "waiting": t("Waiting for the connection. Your answers are kept here."),
        "down": t("Move on downwards"),
        "keys": t(
            "Keys: 0 to 3 answers and moves on, ? is 'I don't know', Delete clears, Space shows the choices, "
            "Ctrl+Z undoes. Escape and then Tab leaves the grid."
        ),
        "place": t("Category {n} of {all}", n="{n}", all="{all}"),
        "previous": t("Previous"),
        "next": t("Next"),
    }
