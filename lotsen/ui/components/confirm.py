"""Asking before something goes: what goes with it is named. Stands in the page, so that it works in a dialog too."""

from collections.abc import Callable, Sequence

import streamlit as st

from lotsen.texts import Texts
from lotsen.ui import feedback, screen


def button(
    t: Texts,
    label: str,
    goes: Callable[[], Sequence[str]],
    do: Callable[[], object],
    *,
    key: str,
    icon: str = ":material/delete:",
) -> bool:
    """A button that first tells what goes, and asks; whether it was confirmed and done in this run.

    `goes` is asked only when the button was pressed; `do` raises what it can't do.
    """
    asking = f"{key}:asking"
    if not st.session_state.get(asking):
        st.button(label, key=f"{key}:ask", icon=icon, on_click=_set, args=(asking, True))
        return False
    with st.container(border=True):
        lines = goes()
        st.markdown(t("With it goes:") if lines else t("Nothing else hangs on it."))
        if lines:
            st.markdown("\n".join(f"- {screen.escape(one)}" for one in lines))
        with st.container(horizontal=True):
            confirmed = st.button(label, key=f"{key}:yes", type="primary")
            st.button(t("Keep it"), key=f"{key}:no", on_click=_set, args=(asking, False))
    if not confirmed:
        return False
    _set(asking, False)
    return feedback.save(do)


def _set(key: str, value: bool) -> None:
    st.session_state[key] = value
