"""Own elements: how one is made of its files, and how what a browser sends is done once and answered.

Streamlit's own widgets lose what is pressed or typed while the page still runs for the press before. Own elements keep
everything, numbered, until it is answered here; a `run` tells one life of an element in a browser from the next.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from lotsen.errors import LotsenError
from lotsen.texts import Texts

_SHARED = Path(__file__).with_name("element.js").read_text("utf-8")


class Numbered(Protocol):
    """What is sent has a number, higher than that of what was sent before."""

    @property
    def number(self) -> int: ...


Sent = TypeVar("Sent", bound=Numbered)


def element(name: str, script: Path) -> ComponentRenderer:
    """What draws the element of a script; its styles lie beside it, in a file of the same name."""
    return st.components.v2.component(
        f"lotsen.{name}",
        js=_SHARED + script.read_text("utf-8"),
        css=script.with_suffix(".css").read_text("utf-8"),
    )


def presses(key: str, done: str) -> Iterator[tuple[str, int]]:
    """Id and number of places of each press that is new, in order; 0 places opens.

    What was handed out last is remembered under `done`, for the element to be told.
    """
    given = st.session_state.get(key)
    run, acts = read_presses(given.get("acts") if given else None)
    handled = _answered(done, run)
    for number, one, by in acts:
        if number > handled:
            st.session_state[done] = {"run": run, "number": number}
            yield one, by


def read_presses(sent: Any) -> tuple[str, list[tuple[int, str, int]]]:
    """What the browser sent: its run, and (number, id, places) of each press; nothing of what is no such thing."""
    if not isinstance(sent, dict):
        return "", []
    try:
        return str(sent["run"]), [(int(a["number"]), str(a["id"]), int(a["by"])) for a in sent["acts"]]
    except (TypeError, KeyError, ValueError):
        return "", []


def carry_out(
    t: Texts, key: str, answer: str, read: Callable[[Any], tuple[str, list[Sent]]], do: Callable[[Sent], object]
) -> None:
    """Do each edit that is new, in order; remember under `answer` the last one's number and what was refused, why."""
    given = st.session_state.get(key)
    run, edits = read(given.get("edit") if given else None)
    done = _answered(answer, run)
    refused = {}
    for each in edits:
        if each.number > done:
            try:
                do(each)
            except LotsenError as error:
                refused[str(each.number)] = t.error(error)
            done = each.number
    st.session_state[answer] = {"run": run, "number": done, "refused": refused}


def read_edits(sent: Any, read: Callable[[Mapping[str, Any], int], Sent | None]) -> tuple[str, list[Sent]]:
    """What the browser sent: its run, and its edits by number; `read` gets each with its number, null is no edit."""
    if not isinstance(sent, Mapping):
        return "", []
    edits = [found for each in sent.get("edits") or () if (found := _edit(each, read))]
    return str(sent.get("run")), sorted(edits, key=lambda one: one.number)


def _edit(each: Any, read: Callable[[Mapping[str, Any], int], Sent | None]) -> Sent | None:
    number = each.get("number") if isinstance(each, Mapping) else None
    return read(each, int(number)) if isinstance(number, int | float) else None


def _answered(memory: str, run: str) -> int:
    """The number up to which an element's run was answered."""
    last = st.session_state.get(memory) or {}
    return int(last.get("number", 0)) if last.get("run") == run else 0
