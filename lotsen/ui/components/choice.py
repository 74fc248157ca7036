"""Choosing among things by id.

Streamlit's own choice widgets send the label that was clicked, so that after a switch of language the next click
sends a label of the old one and wrong data is stored. Here the key ends in the language, the value is seeded from the
database, and what leaves is the id. Pages use these and never the raw widgets.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from lotsen.texts import Texts

Look = Literal["select", "radio", "segments", "pills"]


def one(
    t: Texts,
    label: str,
    options: Mapping[str, str],
    value: str | None,
    *,
    key: str,
    save: Callable[[str | None], object] | None = None,
    look: Look = "select",
    empty: str | None = None,
    hide_label: bool = False,
    disabled: bool = False,
    help: str | None = None,
) -> str | None:
    """Choose one of `options` (id → label). `value` is what the database says; `save` gets the id on a change.

    `empty` is what stands there when nothing is chosen, and makes nothing a possible choice.
    """
    widget = f"{key}:{t.language}"
    ids = list(options)
    labels = _distinct(options)
    _seed(widget, value if value in options else None)
    common: dict[str, Any] = {
        "label": label,
        "options": ids,
        "format_func": lambda one: labels.get(one, ""),
        "key": widget,
        "on_change": _sender(widget, save),
        "label_visibility": "collapsed" if hide_label else "visible",
        "disabled": disabled,
        "help": help,
    }
    chosen: str | None
    match look:
        case "select":
            # Without an index nothing is a choice too, and the widget gets a button that clears it.
            index = None if empty is not None or value not in options else 0
            chosen = st.selectbox(**common, index=index, placeholder=empty or t("Choose"))
        case "radio":
            chosen = st.radio(**common, index=None)
        case "segments":
            chosen = st.segmented_control(**common, required=empty is None and value is not None)
        case "pills":
            chosen = st.pills(**common, required=empty is None and value is not None)
    return chosen


def kept(
    t: Texts,
    label: str,
    options: Mapping[str, str],
    first: str,
    *,
    memory: str,
    key: str,
    look: Look = "select",
    hide_label: bool = False,
) -> str:
    """Choose one of `options`, which this tab remembers under `memory` and nobody else sees; at first `first`."""
    last = st.session_state.get(memory)
    value = str(last) if last in options else first
    chosen = one(t, label, options, value, key=key, save=remember(memory), look=look, hide_label=hide_label)
    return chosen or value


def remember(memory: str) -> Callable[[Any], None]:
    """What keeps a choice for this tab."""

    def save(chosen: Any) -> None:
        st.session_state[memory] = chosen

    return save


def several(
    t: Texts,
    label: str,
    options: Mapping[str, str],
    values: Sequence[str],
    *,
    key: str,
    save: Callable[[list[str]], object] | None = None,
    look: Literal["select", "pills"] = "select",
    empty: str | None = None,
    hide_label: bool = False,
    disabled: bool = False,
) -> list[str]:
    """Choose any number of `options`; the ids that are chosen, in the options' order."""
    widget = f"{key}:{t.language}"
    labels = _distinct(options)
    _seed(widget, [value for value in values if value in options])
    common: dict[str, Any] = {
        "label": label,
        "options": list(options),
        "format_func": lambda one: labels.get(one, ""),
        "key": widget,
        "on_change": _sender(widget, save),
        "label_visibility": "collapsed" if hide_label else "visible",
        "disabled": disabled,
    }
    if look == "pills":
        chosen = st.pills(**common, selection_mode="multi")
    else:
        chosen = st.multiselect(**common, placeholder=empty or t("Choose"))
    return [one for one in options if one in chosen]


def _sender(widget: str, save: Callable[[Any], object] | None) -> Callable[[], None] | None:
    if save is None:
        return None

    def send() -> None:
        save(st.session_state.get(widget))

    return send


def _seed(widget: str, value: object) -> None:
    """Let the database's value win whenever it is another than the one this widget was last given."""
    memory = f"{widget}:seed"
    if widget not in st.session_state or st.session_state.get(memory, ...) != value:
        st.session_state[widget] = value
        st.session_state[memory] = value


def _distinct(options: Mapping[str, str]) -> dict[str, str]:
    """The labels, told apart by a number where two are the same: Streamlit knows options by their labels."""
    seen: dict[str, int] = {}
    labels = {}
    for one, label in options.items():
        seen[label] = seen.get(label, 0) + 1
        labels[one] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return labels
