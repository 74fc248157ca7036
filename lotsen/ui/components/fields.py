"""Fields that save themselves: seeded from the database, sent on commit, 'saved' after COMMIT.

A field follows the database: when somebody else changed the value, the field shows it at the next run.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

import streamlit as st

from lotsen.errors import N_, InvalidInput
from lotsen.texts import Texts
from lotsen.ui import feedback


def text(
    label: str,
    value: str,
    save: Callable[[str], object],
    *,
    key: str,
    tall: bool = False,
    limit: int = 400,
    placeholder: str | None = None,
    help: str | None = None,
    hide_label: bool = False,
    disabled: bool = False,
) -> None:
    """A text that is saved when the field is left or Enter is pressed."""
    _seed(key, value)
    common: dict[str, Any] = {
        "label": label,
        "key": key,
        "placeholder": placeholder,
        "help": help,
        "label_visibility": "collapsed" if hide_label else "visible",
        "on_change": _sender(key, lambda given: save(str(given or "").strip())),
        "disabled": disabled,
    }
    if tall:
        st.text_area(**common, max_chars=4000, height=100)
    else:
        st.text_input(**common, max_chars=limit)


def number(
    t: Texts,
    label: str,
    value: Decimal | float | None,
    save: Callable[[Decimal | None], object],
    *,
    key: str,
    decimals: int = 2,
    help: str | None = None,
    hide_label: bool = False,
    disabled: bool = False,
) -> None:
    """A number as the reader's language writes it; empty is nothing. Decimal comma and point are both understood."""
    shown = "" if value is None else _written(t, value, decimals)
    _seed(key, shown)
    st.text_input(
        label,
        key=key,
        max_chars=40,
        help=help,
        label_visibility="collapsed" if hide_label else "visible",
        on_change=_sender(key, lambda given: save(read_number(str(given or "")))),
        disabled=disabled,
    )


def day(
    label: str,
    value: dt.date | None,
    save: Callable[[dt.date | None], object],
    *,
    key: str,
    help: str | None = None,
    hide_label: bool = False,
    disabled: bool = False,
) -> None:
    """A calendar day; empty is nothing."""
    _seed(key, value)
    st.date_input(
        label,
        value=None,
        key=key,
        format="DD.MM.YYYY",
        help=help,
        label_visibility="collapsed" if hide_label else "visible",
        on_change=_sender(key, save),
        min_value=dt.date(1990, 1, 1),
        max_value=dt.date(2100, 12, 31),
        disabled=disabled,
    )


def tick(label: str, value: bool, save: Callable[[bool], object], *, key: str, help: str | None = None) -> None:
    """Yes or no."""
    _seed(key, value)
    st.checkbox(label, key=key, help=help, on_change=_sender(key, lambda given: save(bool(given))))


def read_number(given: str) -> Decimal | None:
    """A number as people write it: '1 234,5', '1234.5', '−3'. Nothing for an empty field; raises InvalidInput."""
    plain = "".join(given.split()).replace("−", "-").replace("'", "").replace("’", "")
    if not plain:
        return None
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rindex(",") > plain.rindex(".") else ",", "")
    try:
        found = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        raise InvalidInput(N_("'{given}' is not a number. Write it like 1 234,5."), given=given) from None
    if not found.is_finite():
        raise InvalidInput(N_("'{given}' is not a number. Write it like 1 234,5."), given=given)
    return found


def _written(t: Texts, value: Decimal | float, decimals: int) -> str:
    """As few decimals as say the number."""
    for places in range(decimals):
        if round(value, places) == value:
            return t.number(float(value), places)
    return t.number(float(value), decimals)


def _sender(key: str, save: Callable[[Any], object]) -> Callable[[], None]:
    def send() -> None:
        if not feedback.save(lambda: save(st.session_state.get(key))):
            st.session_state.pop(f"{key}:seed", None)

    return send


def _seed(key: str, value: object) -> None:
    memory = f"{key}:seed"
    if key not in st.session_state or st.session_state.get(memory, ...) != value:
        st.session_state[key] = value
        st.session_state[memory] = value
