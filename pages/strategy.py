"""What do we want?"""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.rights import Right
from lotsen.explain import goals as said
from lotsen.explain.policy_lines import foreign
from lotsen.texts import Texts
from lotsen.ui import access, feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, ordered
from lotsen.ui.strategy import editor, picker, weights

LEVEL, OPEN, PICK = "strategy:level", "strategy:open", "strategy:pick"


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(t, t("What do we want?"), t("Few goals, each with a way to see that you get there, weighed together."))
    level = level_choice(t)
    goals = [goal for goal in visit.house.goals.at(visit.roadmap_id, visit.here.revision) if goal.level is level]
    left, right = st.columns([6, 5], gap="large")
    with left:
        listing(visit, goals, level)
        if visit.may(Right.EDIT):
            new_goal(visit, level)
    with right:
        weights.draw(visit, goals, level)
    if visit.may(Right.EDIT):
        dialogs(t, level)
    screen.next_step("policy-lines", t("Next: which policy lines follow from the goals"))


def level_choice(t: Texts) -> GoalLevel:
    names = {
        GoalLevel.PROCUREMENT.value: t("Goals of what we buy"),
        GoalLevel.FUNCTION.value: t("Goals of the procurement function"),
    }
    now = st.session_state.get(LEVEL, GoalLevel.PROCUREMENT.value)
    chosen = choice.one(
        t,
        t("Which goals"),
        names,
        now,
        key="strategy:show:level",
        save=lambda one: st.session_state.update({LEVEL: one}),
        look="segments",
        hide_label=True,
    )
    level = GoalLevel(chosen or now)
    if level is GoalLevel.FUNCTION:
        st.caption(
            t(
                "Competence, leadership, knowledge: a track of its own with present state and actions, "
                "never in the heatmap."
            )
        )
    return level


def listing(visit: Visit, goals: Sequence[Goal], level: GoalLevel) -> None:
    t = visit.t
    st.subheader(t("The goals"), anchor=False)
    if not goals:
        screen.empty(t("Here stands what you want with your procurement. Pick national goals, or write your own."))
        return
    edits = visit.may(Right.EDIT)
    st.caption(said.enough(t, len(goals), level))
    ordered.draw(
        t,
        t("The goals"),
        [row(t, goal) for goal in goals],
        move=(lambda one, by: visit.house.goals.move(visit.roadmap_id, UUID(one), by, visit.person.id))
        if edits
        else None,
        open_one=(lambda one: st.session_state.update({OPEN: one})) if edits else None,
        open_label=t("Edit"),
        key=f"strategy:list:{level}",
    )


def row(t: Texts, goal: Goal) -> ordered.Row:
    mark = t("national") if goal.origin else ""
    detail = "\n".join(part for part in (said.follow(t, goal), *said.stands(t, goal)) if part)
    return ordered.Row(str(goal.id), t.local(goal.title), detail, foreign(t, goal.title), mark)


def new_goal(visit: Visit, level: GoalLevel) -> None:
    t, key = visit.t, f"strategy:new:{level}"

    def add() -> None:
        title = st.session_state.get(key, "")
        if feedback.save(lambda: visit.house.goals.add(visit.roadmap_id, level, title, t.language, visit.person.id)):
            st.session_state[key] = ""

    with st.form(f"{key}:form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("A goal of your own"), key=key, max_chars=250)
        st.form_submit_button(t("Add"), on_click=add, key=f"{key}:add")
    if st.button(t("Pick national goals"), key="strategy:pick:open", icon=":material/account_balance:"):
        st.session_state[PICK] = True


def dialogs(t: Texts, level: GoalLevel) -> None:
    opened = st.session_state.pop(OPEN, None)
    if opened:
        editor.open_dialog(t, UUID(opened))
    elif st.session_state.pop(PICK, False):
        picker.open_dialog(t, level)


page()
