"""Ways to begin: an own intervention in one row, or a pick from the library."""

from functools import partial
from uuid import UUID

import streamlit as st

from lotsen.charts.layout.parts import KINDS
from lotsen.domain import plan
from lotsen.domain.plan import Pick
from lotsen.explain import followup
from lotsen.ui import access, feedback, screen
from lotsen.ui.components import choice
from lotsen.ui.plan import move
from lotsen.ui.plan.desk import Desk, open_panel, quarter_of

MOST_UNDATED = 8
_TITLE, _OWNER, _QUARTER = "plan:add:title", "plan:add:owner", "plan:add:quarter"


def own(desk: Desk) -> None:
    """Title, owner and quarter suffice."""
    t = desk.t
    with st.form("plan:add", clear_on_submit=False, border=False):
        what, who, when, do = st.columns([4, 2, 1.6, 1.1], vertical_alignment="bottom")
        what.text_input(t("What is done"), key=_TITLE, max_chars=400)
        who.text_input(t("Owner"), key=_OWNER, max_chars=200)
        with when:
            choice.one(t, t("Quarter"), desk.quarters(), desk.next_quarter(), key=_QUARTER, empty=t("Not decided"))
        do.form_submit_button(
            t("Add"), key="plan:add:submit", type="primary", on_click=partial(_add, desk), icon=":material/add:"
        )


def _add(desk: Desk) -> None:
    given = st.session_state
    quarter = quarter_of(given.get(f"{_QUARTER}:{desk.t.language}"))
    done = feedback.save(
        lambda: desk.house.interventions.add(
            desk.roadmap_id, desk.who, given[_TITLE], desk.t.language, owner=given[_OWNER], quarter=quarter
        )
    )
    if done:
        given[_TITLE] = ""


def from_library(desk: Desk, *, primary: bool = False) -> None:
    """A button that opens the library."""
    if st.button(
        desk.t("Pick from the library"),
        key="plan:library:open",
        icon=":material/library_add:",
        type="primary" if primary else "secondary",
    ):
        st.dialog(desk.t("Interventions to adapt"), width="large", on_dismiss="rerun")(_library)()


def _library() -> None:
    desk = Desk.of(access.require())
    t = desk.t
    feedback.show(t)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.text_input(t("Owner"), key="plan:library:owner", max_chars=200, width=220)
        quarter = choice.one(
            t,
            t("Begins"),
            desk.quarters(),
            desk.next_quarter(),
            key="plan:library:quarter",
            empty=t("Not decided"),
        )
        kind = choice.one(
            t,
            t("Kind"),
            {each.value: t(name) for each, name in KINDS.items()},
            None,
            key="plan:library:kind",
            look="pills",
            empty=t("All"),
        )
    picks = [
        pick for pick in desk.house.interventions.library(desk.content) if kind is None or pick.starter.kind == kind
    ]
    names = {category.id: t.local(category.name) for category in desk.content.categories}
    seen, goals = desk.house.followup.elsewhere(desk.who), {g.key: g.short for g in desk.house.goals.national()}
    for pick in picks:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch", gap="small"):
                st.markdown(f"**{screen.escape(t.local(pick.starter.title))}**")
                st.caption(screen.escape(_about(desk, pick, names)))
                if told := followup.elsewhere(seen.get(pick.starter.key, ()), goals, t):
                    st.caption(screen.escape(told))
            if pick.picked:
                st.badge(t("In the plan"), icon=":material/check:")
            else:
                st.button(
                    t("Add"),
                    key=f"plan:library:add:{pick.starter.key}",
                    on_click=partial(_pick, desk, pick.starter.key, owner, quarter),
                )


def _about(desk: Desk, pick: Pick, names: dict[UUID, str]) -> str:
    t, starter = desk.t, pick.starter
    parts = [t.local(starter.description), t.plural("{n} month", "{n} months", starter.months)]
    if pick.category_id:
        parts.append(names[pick.category_id])
    return " · ".join(parts)


def _pick(desk: Desk, key: str, owner: str, quarter: str | None) -> None:
    feedback.save(
        lambda: desk.house.interventions.pick(desk.roadmap_id, desk.who, key, owner=owner, quarter=quarter_of(quarter))
    )


def undated(desk: Desk) -> None:
    """Those that no quarter has been chosen for, each with the choice beside it."""
    t = desk.t
    waiting = plan.undated(desk.content.interventions)
    if not waiting:
        return
    st.subheader(
        t.plural("{n} intervention has no days yet", "{n} interventions have no days yet", len(waiting)), anchor=False
    )
    for item in waiting[:MOST_UNDATED]:
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                st.markdown(screen.escape(t.local(item.title)))
            choice.one(
                t,
                t("Quarter"),
                desk.quarters(),
                None,
                key=f"plan:undated:{item.id}",
                save=partial(move.give_quarter, desk, item.id),
                empty=t("Choose a quarter"),
                hide_label=True,
            )
            st.button(t("Open"), key=f"plan:undated:open:{item.id}", on_click=open_panel, args=(str(item.id),))
    if len(waiting) > MOST_UNDATED:
        st.caption(t.plural("and {n} more", "and {n} more", len(waiting) - MOST_UNDATED))
