"""A link that works once, shown once: to be copied and sent by whatever way the coach trusts."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from lotsen.texts import Texts
from lotsen.ui import screen

_MADE = "people:link"


def keep(whose: str, token: str) -> None:
    """Show a link at the next run."""
    st.session_state[_MADE] = (whose, token)


def show(t: Texts) -> None:
    """The link that was made last, until it is put away: it is nowhere else."""
    made = st.session_state.get(_MADE)
    if not made:
        return
    whose, token = made
    with st.container(border=True):
        st.markdown(f"**{screen.escape(t('The link for {name}', name=whose))}**")
        st.code(address(token), language=None, wrap_lines=True)
        st.caption(t("It works once and is shown only now. Copy it and send it to the person yourself."))
        st.button(t("I have copied it"), key="people:link:away", on_click=_away)


def address(token: str) -> str:
    """The link, on the address under which this page was opened."""
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/auth/link?{urlencode({'token': token})}"


def _away() -> None:
    st.session_state.pop(_MADE, None)
