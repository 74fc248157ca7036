"""The grid in which a person judges: rows × columns of answers 0 to 3 with reasons, by keyboard, mouse or thumb.

Every committed cell and every reason is kept by the browser until this side says that it is in the database, over
lost connections and reloads too. `save` is called with all that is not yet acknowledged and must have committed when
it returns; being called twice with the same must do no harm.

Cells that were not asked of this person are hatched. Stepping passes over them and they are not counted, so that a
round stays as short as it was dealt; whoever knows such a cell all the same answers it by going there on purpose.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from lotsen.domain.assessment import Contribution
from lotsen.errors import LotsenError
from lotsen.texts import Texts
from lotsen.ui.components import own

UNSURE = -1
"""'I don't know' on its way between browser and server; null there is a cell without an answer."""

_mount = own.element("judgement_grid", Path(__file__).parent / "grid.js")


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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell was answered so."""

    row: str
    column: str
    text: str


Place = tuple[str, str]
"""Row and column."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is saved. `values` are 0 to 3, null for 'I don't know'; a cell without an answer is not there.

    `stale` answers were given to an older wording: they are asked again. `asked` are the cells that this person is
    asked; null is all of them.
    """

    values: Mapping[Place, int | None]
    reasons: Mapping[Place, str] = field(default_factory=dict)
    stale: Collection[Place] = ()
    asked: Collection[Place] | None = None


Save = Callable[[list[Edit], list[Reason]], object]


def draw(
    t: Texts,
    rows: Sequence[Line],
    columns: Sequence[Line],
    known: Callable[[], Known],
    save: Save,
    *,
    owner: str,
    label: str,
    answers: Sequence[str],
    unsure: str,
    most: int,
    load: str,
    key: str,
) -> None:
    """Draw the grid of one person on one roadmap (`owner`, any text that tells them apart).

    `answers` are the words of 0 to 3 and `unsure` those of 'I don't know'; a reason has at most `most` signs. `load`
    says how long it takes, before anything is answered. `known` is called after saving.
    """
    memory: _Memory = st.session_state.setdefault(f"{key}:saved", _Memory())

    def receive() -> None:
        _receive(st.session_state.get(key), memory, save)

    now = known()
    result = _mount(
        key=key,
        data={
            "owner": owner,
            "rows": [_line(row) for row in rows],
            "columns": [_line(column) for column in columns],
            "values": [[_sent(now.values, row.id, column.id) for column in columns] for row in rows],
            "asked": None if now.asked is None else sorted(":".join(place) for place in now.asked),
            "stale": sorted(":".join(place) for place in now.stale),
            "reasons": {":".join(place): text for place, text in now.reasons.items()},
            "most": most,
            "texts": _texts(t, label, answers, unsure, load),
            **memory.said(t),
        },
        on_edits_change=receive,
    )
    if _receive(result, memory, save):
        st.rerun()


@dataclass(slots=True)
class _Memory:
    """What was saved of what one browser sent, up to its number; changed where it stands, as `own.Answered` is."""

    client: str = ""
    seq: int = 0
    tried: int = 0
    """The last sending that was looked at: the callback sees it, and the page once more."""
    problem: LotsenError | None = None
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def said(self, t: Texts) -> dict[str, Any]:
        """What the grid is told."""
        if not self.client:
            return {}
        told = {"ack": {"client": self.client, "seq": self.seq}}
        return told | ({"error": t.error(self.problem)} if self.problem else {})


def _receive(state: Mapping[str, Any] | None, memory: _Memory, save: Save) -> bool:
    """Save what the browser holds and remember what to acknowledge; whether there was anything new.

    The callback comes here first. A server that was restarted meanwhile does not know the callback: it comes here
    after mounting.
    """
    sent = (state or {}).get("edits")
    if not sent or not sent.get("edits"):
        return False
    client, time = str(sent["client"]), int(sent["time"])
    with memory.turn:
        if memory.client != client:
            memory.client, memory.seq, memory.tried = client, 0, 0
        if time <= memory.tried:
            return False
        fresh = [edit for edit in sent["edits"] if int(edit["seq"]) > memory.seq]
        edits = [read(edit) for edit in fresh]
        memory.problem = None
        try:
            save([one for one in edits if isinstance(one, Edit)], [one for one in edits if isinstance(one, Reason)])
        except LotsenError as error:
            memory.problem = error
        else:
            memory.seq = max([memory.seq, *(int(edit["seq"]) for edit in fresh)])
        memory.tried = time
    return True


def read(edit: Mapping[str, Any]) -> Edit | Reason:
    """One edit as the browser sends it: a reason, or an answer. A value that is not on the scale is no answer."""
    if "reason" in edit:
        return Reason(str(edit["row"]), str(edit["column"]), str(edit["reason"] or ""))
    value = edit.get("value")
    on_scale = isinstance(value, int) and (value == UNSURE or value in set(Contribution))
    if not on_scale:
        return Edit(str(edit["row"]), str(edit["column"]), None, cleared=True)
    return Edit(str(edit["row"]), str(edit["column"]), None if value == UNSURE else value)


def _sent(values: Mapping[Place, int | None], row: str, column: str) -> int | None:
    if (row, column) not in values:
        return None
    value = values[row, column]
    return UNSURE if value is None else value


def _line(line: Line) -> dict[str, Any]:
    said = {"id": line.id, "name": line.name, "note": line.note, "question": line.question}
    return said | ({"beside": True} if line.beside else {})


def _texts(t: Texts, label: str, answers: Sequence[str], unsure: str, load: str) -> dict[str, Any]:
    return {
        "label": label,
        "rows": t("Category"),
        "answers": list(answers),
        "unsure": unsure,
        "empty": t("no answer"),
        "clear": t("Clear the answer"),
        "load": load,
        "missing": t("My missing answers"),
        "unasked": t("not asked of you"),
        "again": t("asked again"),
        "others": t("Not asked of you: {n}", n="{n}"),
        "why": t("Why so? (optional)"),
        "sayWhy": t("Say why"),
        "first": t("Answer first"),
        "hatched": t("Hatched: not asked of you, others judge it. If you know it all the same, click it and answer."),
        "renewed": t("↻ Asked again: the goal has been reworded since you answered."),
        "count": t("{done} of {all} answered", done="{done}", all="{all}"),
        "saved": t("saved"),
        "saving": t("saving"),
        "waiting": t("Waiting for the connection. Your answers are kept here."),
        "down": t("Move on downwards"),
        "keys": t(
            "Keys: 0 to 3 answers and moves on, ? is 'I don't know', Delete clears, Space shows the choices, "
            "Ctrl+Z undoes, + says why. Escape and then Tab leaves the grid."
        ),
        "place": t("Category {n} of {all}", n="{n}", all="{all}"),
        "previous": t("Previous"),
        "next": t("Next"),
    }
