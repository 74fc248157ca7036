"""Comparing goals two at a time: nine answers in words, one pair on screen, the next as soon as one is answered.

What is pressed waits in the browser until Python has acknowledged it, so that quick presses are neither lost nor
done twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from lotsen.domain.weighing import STEPS
from lotsen.errors import LotsenError
from lotsen.explain.weights import COMPARED, STRENGTHS
from lotsen.texts import Texts
from lotsen.ui.components import own

_mount = own.element("pairs", Path(__file__).parent / "pairs.js")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two goals by id, and how much more the first one matters: a step of `STEPS`, null while nothing was said."""

    one: str
    other: str
    step: int | None


def draw(
    t: Texts,
    labels: Mapping[str, str],
    pairs: Sequence[Pair],
    save: Callable[[str, str, int | None], object],
    *,
    key: str,
    look: tuple[int, int] | None = None,
) -> None:
    """Draw the pairs of the goals in `labels` (id → title). `save` gets two ids and a step, null to take it back.

    `look` opens a pair: a number that is new each time, and the pair's place.
    """
    done = f"{key}:done"

    def act() -> None:
        run, acts = _acts(st.session_state.get(key))
        last = st.session_state.get(done) or {}
        handled = last.get("number", 0) if last.get("run") == run else 0
        for number, one, other, step in acts:
            if number <= handled or not {one, other} <= set(labels):
                continue
            try:
                save(one, other, step)
            except LotsenError as error:
                st.session_state[done] = {"run": run, "number": number, "refused": t.error(error)}
            else:
                st.session_state[done] = {"run": run, "number": number, "refused": ""}

    _mount(
        data={
            "labels": dict(labels),
            "pairs": [asdict(pair) for pair in pairs],
            "done": st.session_state.get(done),
            "look": look,
            "texts": _texts(t),
        },
        key=key,
        on_acts_change=act,
    )


def _acts(state: Any) -> tuple[str, list[tuple[int, str, str, int | None]]]:
    """What the browser sent: its run, and (number, one, other, step) of each press."""
    sent = state.get("acts") if state else None
    if not isinstance(sent, dict):
        return "", []
    try:
        acts = [(int(a["number"]), str(a["one"]), str(a["other"]), a["step"]) for a in sent["acts"]]
        return str(sent["run"]), [act for act in acts if act[3] is None or act[3] in STEPS]
    except (TypeError, KeyError, ValueError):
        return "", []


def _texts(t: Texts) -> dict[str, Any]:
    """What the element says; `%1` and `%2` are where it puts goals' titles or numbers of its own."""
    return {
        "question": t("Which matters more, and how much?"),
        "strengths": [t(word) for word in STRENGTHS],
        "said": [t(sentence, one="%1", other="%2") for sentence in COMPARED],
        "place": t("Pair {n} of {all}", n="%1", all="%2"),
        "compared": t("Compared: {n} of {all}", n="%1", all="%2"),
        "back": t("Previous pair"),
        "on": t("Next pair"),
        "take": t("Take the answer back"),
        "saving": t("Saving …"),
        "saved": t("Saved"),
    }
