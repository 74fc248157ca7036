"""Starter lines in a dialog, to copy and adapt."""

import streamlit as st

from lotsen.domain.starter import StarterLine
from lotsen.explain.policy_lines import FORCES
from lotsen.texts import Texts
from lotsen.ui import access, feedback, screen
from lotsen.ui.access import Visit


def open_dialog(t: Texts) -> None:
    """Let the reader tick starter lines and copy them."""

    @st.dialog(t("Lines to adapt"), width="large")
    def dialog() -> None:
        visit = access.require()
        feedback.show(visit.t)
        pick(visit)

    dialog()


def pick(visit: Visit) -> None:
    t = visit.t
    there = {line.origin for line in visit.house.policy_lines.book(visit.roadmap_id).lines}
    offered = [line for line in visit.house.policy_lines.starters() if line.key not in there]
    st.caption(
        t("A copy is a draft of your own. It is tied to the goals and categories that you have from the same source.")
    )
    chosen = [line.key for line in offered if _tick(t, line)]
    label = t.plural("Add {n} line", "Add {n} lines", len(chosen)) if chosen else t("Tick what you want")
    pressed = st.button(label, type="primary", disabled=not chosen, key="policy_lines:pick:add", width="stretch")
    if pressed and feedback.save(lambda: visit.house.policy_lines.pick(visit.roadmap_id, chosen, visit.person.id)):
        for key in chosen:
            st.session_state.pop(f"policy_lines:pick:{key}", None)
        st.rerun()


def _tick(t: Texts, line: StarterLine) -> bool:
    ticked = st.checkbox(
        f"{screen.escape(t.local(line.text))} · *{t(FORCES[line.force])}*", key=f"policy_lines:pick:{line.key}"
    )
    st.caption(screen.escape(t.local(line.reason)))
    return ticked
