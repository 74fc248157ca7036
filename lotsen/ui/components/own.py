"""Own elements: how one is made of its files, and how what a browser sends is done once and answered.

Streamlit's own widgets lose what is pressed or typed while the page still runs for the press before. Own elements keep
everything, numbered, until it is answered here; a `run` tells one life of an element in a browser from the next.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Answered:
    """Up to which number one life of an element was answered, and what of it was refused: number → why.

    It is changed where it stands. A script that is no longer wanted is stopped when it next touches the session's
    state: what it has done by then must be known to have been done.
    """

    run: str = ""
    number: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)
    """Streamlit starts the script for a press while the one for the press before still works: they take turns."""

    def said(self) -> dict[str, Any]:
        """What the element is told."""
        return {"run": self.run, "number": self.number, "refused": self.refused}


def answered(key: str) -> Answered:
    """What was answered to an element. It is asked for where the element is drawn, before anything can be pressed."""
    found: Answered = st.session_state.setdefault(f"{key}:answered", Answered())
    return found


def carry_out(
    t: Texts, key: str, name: str, read: Callable[[Any], tuple[str, list[Sent]]], do: Callable[[Sent], object]
) -> None:
    """Do each thing that an element sent and that is new, in order and once; what is refused is told to the element.

    `read` gets what the browser sent under a name. `do` may not touch the session's state once it has saved anything.
    """
    memory, given = answered(key), st.session_state.get(key)
    run, sent = read(given.get(name) if given else None)
    if not sent:
        return
    with memory.turn:
        if memory.run != run:
            memory.run, memory.number, memory.refused = run, 0, {}
        numbers = {str(each.number) for each in sent}
        memory.refused = {number: why for number, why in memory.refused.items() if number in numbers}
        for each in sent:
            if each.number > memory.number:
                _once(t, memory, each, do)


def _once(t: Texts, memory: Answered, each: Sent, do: Callable[[Sent], object]) -> None:
    """Where Streamlit stops the script in the midst of it, nothing was done, and the next script does it."""
    try:
        do(each)
    except LotsenError as error:
        memory.refused[str(each.number)] = t.error(error)
    except Exception:
        memory.number = each.number
        raise
    memory.number = each.number


@dataclass(frozen=True, slots=True)
class Press:
    """A press on one of several: by how many places it moves, 0 opens."""

    number: int
    id: str
    by: int


def read_presses(sent: Any) -> tuple[str, list[Press]]:
    """What the browser sent: its run, and each press; nothing of what is no such thing."""
    if not isinstance(sent, dict):
        return "", []
    try:
        return str(sent["run"]), [Press(int(a["number"]), str(a["id"]), int(a["by"])) for a in sent["acts"]]
    except (TypeError, KeyError, ValueError):
        return "", []


def read_edits(sent: Any, read: Callable[[Mapping[str, Any], int], Sent | None]) -> tuple[str, list[Sent]]:
    """What the browser sent: its run, and its edits by number; `read` gets each with its number, null is no edit."""
    if not isinstance(sent, Mapping):
        return "", []
    edits = [found for each in sent.get("edits") or () if (found := _edit(each, read))]
    return str(sent.get("run")), sorted(edits, key=lambda one: one.number)


def _edit(each: Any, read: Callable[[Mapping[str, Any], int], Sent | None]) -> Sent | None:
    number = each.get("number") if isinstance(each, Mapping) else None
    return read(each, int(number)) if isinstance(number, int | float) else None
