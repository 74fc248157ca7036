"""The code with which people join an open session: large enough for the back of the room."""

from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from lotsen.domain.coaching import CoachingSession
from lotsen.domain.rights import Right
from lotsen.explain.people import code_in_parts
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit


def draw(visit: Visit, session: CoachingSession) -> None:
    """Where and with which code to join; the coach opens and ends it."""
    t, guests = visit.t, visit.house.guests
    leads = visit.may(Right.LEAD)
    if session.join_code is None:
        if leads:
            st.button(
                t("Let people join by a code"),
                key=f"sessions:{session.id}:join",
                icon=":material/group_add:",
                on_click=feedback.saving(partial(guests.let_join, session.id, visit.person.id)),
            )
        return
    here = urlsplit(st.context.url or "")
    with st.container(border=True):
        st.markdown(t("Join at {address} with the code", address=screen.escape(f"{here.netloc}/join")))
        st.title(code_in_parts(session.join_code), anchor=False)
        st.caption(
            t("No account is needed. Whoever joins writes and judges as a participant until the session closes.")
        )
        if leads:
            st.button(
                t("Let nobody else join"),
                key=f"sessions:{session.id}:shut",
                type="tertiary",
                on_click=feedback.saving(partial(guests.stop_joining, session.id, visit.person.id)),
            )
