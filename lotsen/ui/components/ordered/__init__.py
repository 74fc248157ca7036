"""A list in an order of its own: opened by its titles, put in order by arrows or by dragging.

What is pressed waits in the browser until Python has acknowledged it, so that quick presses are neither lost nor
done twice.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from lotsen.texts import Texts
from lotsen.ui import feedback

HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "lotsen.ordered",
    js=(HERE / "ordered.js").read_text("utf-8"),
    css=(HERE / "ordered.css").read_text("utf-8"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in the list, as ready texts; `detail` may have several lines.

    `foreign` names the language of the title where it is another than the reader's. `mark` is a short word about it
    (a status), `strong` shows that word in the accent.
    """

    id: str
    title: str
    detail: str = ""
    foreign: str = ""
    mark: str = ""
    strong: bool = False


def draw(
    t: Texts,
    label: str,
    rows: Sequence[Row],
    *,
    move: Callable[[str, int], object],
    open_one: Callable[[str], object] | None = None,
    open_label: str = "",
    key: str,
) -> None:
    """Draw the list. `move` gets an id and how many places down; `open_one` an id. They run before the page does.

    Without `open_one` there is nothing to open.
    """
    done = f"{key}:done"

    def act() -> None:
        run, acts = _acts(st.session_state.get(key))
        last = st.session_state.get(done) or {}
        handled = last.get("number", 0) if last.get("run") == run else 0
        known = {row.id for row in rows}
        for number, one, by in acts:
            if number > handled:
                st.session_state[done] = {"run": run, "number": number}
                if one in known and by:
                    feedback.save(functools.partial(move, one, by))
                elif one in known and open_one:
                    open_one(one)

    _mount(
        data={
            "label": label,
            "rows": [asdict(row) for row in rows],
            "done": st.session_state.get(done),
            "texts": {
                "up": t("Move up: {title}", title="%"),
                "down": t("Move down: {title}", title="%"),
                "open": f"{open_label}: %",
                "edit": open_label if open_one else "",
            },
        },
        key=key,
        on_acts_change=act,
    )


def _acts(state: Any) -> tuple[str, list[tuple[int, str, int]]]:
    """What the browser sent: its run, and (number, id, places) of each press; places 0 opens."""
    sent = state.get("acts") if state else None
    if not isinstance(sent, dict):
        return "", []
    try:
        return str(sent["run"]), [(int(a["number"]), str(a["id"]), int(a["by"])) for a in sent["acts"]]
    except (TypeError, KeyError, ValueError):
        return "", []
