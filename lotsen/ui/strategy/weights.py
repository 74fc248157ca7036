"""What the goals weigh: one person's marks, the group's mean and spread, what it says, and the same as a table."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from lotsen.domain.goal import MARKS, POINTS, Goal, GoalLevel, Weighed, rescaled, scale_of
from lotsen.explain import weights as said
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, marks, table


def draw(visit: Visit, goals: Sequence[Goal], level: GoalLevel) -> None:
    """The marks of the reader; a coach may enter somebody else's, from paper."""
    t = visit.t
    st.subheader(t("How much does each goal weigh?"), anchor=False)
    if len(goals) < 2:
        st.caption(t("There is something to weigh when there are two goals."))
        return
    weighed = visit.house.weights.at(visit.roadmap_id, visit.here.revision, visit.votes, level)
    st.markdown(screen.escape(said.says(t, goals, weighed)))
    st.caption(said.who(t, weighed))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        person = _whose(visit)
        given = weighed.marks.get(person, {})
        scale = _scale(t, level, given)
    mine = on_scale({goal.id: given.get(goal.id, 0) for goal in goals}, scale)
    marks.draw(
        t,
        _rows(t, goals, weighed, mine),
        scale,
        lambda wanted: visit.house.weights.give(
            visit.roadmap_id, level, person, {UUID(one): n for one, n in wanted.items()}, scale, visit.person.id
        ),
        key=f"strategy:marks:{level}:{person}:{scale}",
    )
    _reading(t, goals, weighed, mine)


def on_scale(given: Mapping[UUID, int], scale: int) -> dict[UUID, int]:
    """Marks as they stand on another scale: as many of it, in proportion, as of their own."""
    own = scale_of(given)
    return dict(given) if own == scale else rescaled(given, round(sum(given.values()) * scale / own))


def _whose(visit: Visit) -> UUID:
    """Whose marks are on screen: the reader's, or those of somebody whom a coach enters them for."""
    me = visit.person.id
    if not visit.is_coach or not st.toggle(visit.t("Enter for somebody else"), key="strategy:weights:for_other"):
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
        visit.t("Whose marks"),
        names,
        now if now in names else first,
        key="strategy:weights:whose",
        save=lambda one: st.session_state.update({kept: one}),
    )
    return UUID(chosen or first)


def _scale(t: Texts, level: GoalLevel, given: Mapping[UUID, int]) -> int:
    kept = f"strategy:scale:{level}"
    names = {str(MARKS): t("Ten marks"), str(POINTS): t("100 points")}
    now = st.session_state.get(kept) or str(scale_of(given))
    chosen = choice.one(
        t,
        t("Scale"),
        names,
        now,
        key=f"strategy:weights:scale:{level}",
        save=lambda one: st.session_state.update({kept: one}),
        look="segments",
    )
    return int(chosen or now)


def _rows(t: Texts, goals: Sequence[Goal], weighed: Weighed, mine: Mapping[UUID, int]) -> list[marks.Row]:
    rows = []
    for goal in goals:
        weight = weighed.weights[goal.id]
        mean = weight.mean if weighed.people else None
        rows.append(marks.Row(str(goal.id), t.local(goal.title), mine[goal.id], mean, weight.low, weight.high))
    return rows


def _reading(t: Texts, goals: Sequence[Goal], weighed: Weighed, mine: Mapping[UUID, int]) -> None:
    with st.expander(t("How to read this"), icon=":material/help:"):
        st.markdown(
            t(
                "Each person has as many marks as everybody else and shares them out. The bar is the weight that your "
                "marks give: your marks on the goal divided by all that you gave, so the bars always add up to 100 %. "
                "The amber line is the group's mean. With five or more people a thin line runs from the lowest to the "
                "highest weight anyone gave; with fewer it would tell who gave what."
            )
        )
    numbers = st.expander(
        t("The same as a table"), icon=":material/table_rows:", key="strategy:weights:table", on_change="rerun"
    )
    if numbers.open:
        with numbers:
            columns, rows = said.rows(t, goals, weighed, mine)
            table.draw(columns, rows, caption=t("How much does each goal weigh?"), numbers=(1, 2, 3, 4))
