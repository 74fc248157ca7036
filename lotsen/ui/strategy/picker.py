"""The national ambitions and goals in a dialog, ready to pick, with their source."""

from collections.abc import Sequence

import streamlit as st

from lotsen.domain.goal import GoalLevel
from lotsen.domain.starter import StarterGoal
from lotsen.texts import Texts
from lotsen.ui import access, feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.strategy.editor import ours


def open_dialog(t: Texts, level: GoalLevel) -> None:
    """Let the reader tick national goals of one level and copy them."""

    @st.dialog(t("National goals to pick from"), width="large")
    def dialog() -> None:
        visit = access.require()
        feedback.show(visit.t)
        pick(visit, level)

    dialog()


def pick(visit: Visit, level: GoalLevel) -> None:
    t = visit.t
    offered = visit.house.goals.national()
    there = {goal.origin for goal in visit.house.goals.all(visit.roadmap_id)}
    st.caption(t("A copy is yours: word it, set your own indicator, and weigh it. Few are better than many."))
    chosen: list[str] = []
    for ambition in (one for one in offered if one.parent is None):
        below = [one for one in (ambition, *children(offered, ambition)) if one.level is level]
        if not below:
            continue
        st.markdown(f"**{screen.escape(t.local(ambition.short))}**")
        chosen += [one.key for one in below if _tick(t, one, one.key in there)]
        st.caption(screen.escape(t.local(ambition.source)))
    label = t.plural("Add {n} goal", "Add {n} goals", len(chosen)) if chosen else t("Tick what you want")
    if st.button(
        label, type="primary", disabled=not chosen, key="strategy:pick:add", width="stretch"
    ) and feedback.save(lambda: visit.house.goals.pick(visit.roadmap_id, chosen, visit.person.id)):
        for key in chosen:
            st.session_state.pop(f"strategy:pick:{key}", None)
        st.rerun()


def children(offered: Sequence[StarterGoal], ambition: StarterGoal) -> list[StarterGoal]:
    return [one for one in offered if one.parent == ambition.key]


def _tick(t: Texts, goal: StarterGoal, there: bool) -> bool:
    mark = f" · *{screen.escape(ours(t))}*" if t.language in goal.ours else ""
    if there:
        st.caption(f":material/check: {screen.escape(t.local(goal.title))} · {t('already among your goals')}")
        return False
    return st.checkbox(f"{screen.escape(t.local(goal.title))}{mark}", key=f"strategy:pick:{goal.key}")
