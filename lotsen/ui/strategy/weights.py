"""What the goals weigh: one person's answers in the room's way, the group's weights and range, what that says, and
the same as a table."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.rights import Right
from lotsen.domain.room import Weighing
from lotsen.explain import weights as said
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table
from lotsen.ui.strategy.ways import marks, method, order, pairs, settle, swing
from lotsen.ui.strategy.ways.desk import Desk


def draw(visit: Visit, goals: Sequence[Goal], level: GoalLevel) -> None:
    """The answers of the reader; a coach may enter somebody else's, from paper."""
    t = visit.t
    st.subheader(t("How much does each goal weigh?"), anchor=False)
    if len(goals) < 2:
        st.caption(t("There is something to weigh when there are two goals."))
        return
    weighed = visit.house.weights.at(visit.roadmap_id, visit.here.revision, visit.votes, level)
    room = visit.house.rooms.method(visit.roadmap_id, visit.here.revision)
    if room.hidden:
        st.markdown(t("The group's weights are shown to everybody when the coach reveals them."))
    else:
        st.markdown(screen.escape(said.says(t, goals, weighed)))
    st.caption(screen.escape(said.who(t, weighed, room.viewpoints)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        desk = Desk(visit, goals, level, room, weighed, _whose(visit))
        scale = marks.scale(desk) if weighed.way is Weighing.MARKS else 0
    if weighed.way in said.QUESTIONS:
        st.markdown(t(said.QUESTIONS[weighed.way]))
    if lacking := said.lacking(t, goals, weighed, desk.person):
        st.caption(f":material/pending: {screen.escape(lacking)}")
    match weighed.way:
        case Weighing.MARKS:
            marks.draw(desk, scale)
        case Weighing.SWING:
            swing.draw(desk)
        case Weighing.ORDER:
            order.draw(desk)
        case Weighing.PAIRS:
            pairs.draw(desk)
    _reading(desk)
    if visit.may(Right.LEAD):
        if not room.hidden:
            settle.draw(desk)
        method.draw(desk)


def _whose(visit: Visit) -> UUID:
    """Whose answers are on screen: the reader's, or those of somebody whom a coach enters them for."""
    me = visit.person.id
    if not visit.may(Right.LEAD) or not st.toggle(visit.t("Enter for somebody else"), key="strategy:weights:for_other"):
        return me
    members = visit.house.organisations.members(visit.body.id)
    names = {str(one.person_id): one.person_name or visit.t("Me") for one in members if one.person_id != me}
    if not names:
        st.caption(visit.t("Nobody else belongs to the organisation yet."))
        return me
    kept = "strategy:whose"
    first = next(iter(names))
    now = st.session_state.get(kept, first)
    chosen = choice.one(
        visit.t,
        visit.t("Whose answers"),
        names,
        now if now in names else first,
        key="strategy:weights:whose",
        save=lambda one: st.session_state.update({kept: one}),
    )
    return UUID(chosen or first)


def _reading(desk: Desk) -> None:
    t = desk.visit.t
    with st.expander(t("How to read this"), icon=":material/help:"):
        st.markdown(said.how_to_read(t, desk.weighed))
    numbers = st.expander(
        t("The same as a table"), icon=":material/table_rows:", key="strategy:weights:table", on_change="rerun"
    )
    if numbers.open:
        with numbers:
            columns, rows = said.rows(t, desk.goals, desk.weighed, desk.person, hidden=desk.method.hidden)
            table.draw(columns, rows, caption=t("How much does each goal weigh?"), numbers=range(1, len(columns)))
