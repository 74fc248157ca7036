"""While the results are hidden: how far the room has come, and for the coach who is missing, hiding and revealing."""

import streamlit as st

from lotsen.domain.rights import Right
from lotsen.explain import judging as explain
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit


def draw(visit: Visit) -> None:
    """Instead of any result: counts of answers, and the coach's way to reveal."""
    t = visit.t
    progress = visit.house.rooms.progress(visit.here, visit.votes)
    st.info(t(explain.HIDDEN), icon=":material/visibility_off:")
    st.markdown(screen.escape(explain.standing(progress, t)))
    if visit.may(Right.LEAD):
        if behind := explain.missing(progress, t):
            st.caption(screen.escape(behind))
        answers = sum(one.answered for one in progress)
        st.button(
            t.plural("Reveal ({n} answer so far)", "Reveal ({n} answers so far)", answers),
            key="priorities:reveal",
            type="primary",
            icon=":material/visibility:",
            on_click=_hide,
            args=(visit, False),
        )


def offer(visit: Visit, *, hidden: bool) -> None:
    """The coach's switch beside the grid: hide while people judge; once hidden, it says so."""
    t = visit.t
    if hidden:
        st.caption(f":material/visibility_off: {screen.escape(t(explain.HIDDEN))}")
    elif visit.may(Right.LEAD):
        st.button(
            t("Hide the results until I reveal them"),
            key="priorities:hide",
            icon=":material/visibility_off:",
            on_click=_hide,
            args=(visit, True),
        )


def _hide(visit: Visit, hidden: bool) -> None:
    feedback.save(lambda: visit.house.rooms.hide(visit.roadmap_id, hidden, visit.person.id))
