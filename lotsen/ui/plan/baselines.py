"""The plan against frozen copies of it: choose one, freeze another, adopt, and the table of what slipped."""

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from lotsen.domain import baseline
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.rights import Right
from lotsen.explain import baseline as explain
from lotsen.ui import feedback, screen, state
from lotsen.ui.components import choice, table
from lotsen.ui.plan.desk import Desk

_CHOSEN = "plan:against"
_TITLE = "plan:baseline:title"


def choose(desk: Desk) -> None:
    """The small choice of what the plan is shown against; nothing while nothing is frozen."""
    t = desk.t
    kept = desk.house.baselines.of_roadmap(desk.roadmap_id, desk.visit.here.revision)
    if not kept:
        return
    found = chosen(desk)
    choice.one(
        t,
        t("Shown against"),
        {str(each.baseline.id): _name(desk, each.baseline, adopted=bool(each.adopted_at)) for each in kept},
        str(found.id) if found else None,
        key="plan:baseline:against",
        save=choice.remember(_CHOSEN),
        empty=t("Nothing"),
    )


def _name(desk: Desk, one: PlanBaseline, *, adopted: bool) -> str:
    name = f"{one.title} ({_day(desk, one.at)})"
    return desk.t("{name}, adopted", name=name) if adopted else name


def _day(desk: Desk, at: dt.datetime) -> str:
    """The organisation's calendar day of an instant."""
    return desk.t.date(at.astimezone(ZoneInfo(desk.visit.body.zone)).date())


def chosen(desk: Desk) -> PlanBaseline | None:
    """The baseline that this tab shows the plan against."""
    wanted = state.as_id(st.session_state.get(_CHOSEN))
    kept = desk.house.baselines.of_roadmap(desk.roadmap_id, desk.visit.here.revision) if wanted else ()
    return next((each.baseline for each in kept if each.baseline.id == wanted), None)


def show(desk: Desk, against: PlanBaseline | None) -> None:
    """Freeze the plan, and what became of the one that it is shown against."""
    t = desk.t
    box = screen.fold(t("Plan against frozen plan"), key="plan:baseline:box", icon=":material/ac_unit:")
    if not box.open:
        return
    with box:
        st.caption(t("A frozen plan stays as it is. Freeze one when it is decided on, and see later what slipped."))
        if desk.edits:
            _freeze(desk)
        if against is None:
            st.markdown(t("Choose above what the plan is shown against."))
            return
        found = baseline.compare(against, desk.content.interventions)
        says = explain.sentence(found, against.title, t)
        st.markdown(f"**{screen.escape(says)}**")
        table.draw(explain.heads(t), explain.table(found, t), caption=says, numbers=(5,))
        _decide(desk, against)


def _freeze(desk: Desk) -> None:
    t = desk.t
    with st.form("plan:baseline", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("Name of the frozen plan"), key=_TITLE, max_chars=200, width=360)
        st.form_submit_button(
            t("Freeze the plan"), key="plan:baseline:take", on_click=partial(_take, desk), icon=":material/ac_unit:"
        )


def _take(desk: Desk) -> None:
    given = st.session_state[_TITLE]

    def take() -> None:
        made = desk.house.baselines.take(desk.roadmap_id, desk.who, given)
        st.session_state[_CHOSEN] = str(made.id)

    if feedback.save(take):
        st.session_state[_TITLE] = ""


def _decide(desk: Desk, against: PlanBaseline) -> None:
    t, plans = desk.t, desk.house.baselines
    kept = plans.of_roadmap(desk.roadmap_id, desk.visit.here.revision)
    said = next(each for each in kept if each.baseline.id == against.id)
    with st.container(horizontal=True, vertical_alignment="center"):
        if said.adopted_at:
            st.badge(t("Adopted {date}", date=_day(desk, said.adopted_at)), icon=":material/check:")
            return
        for label, key, act, right in (
            (t("Adopt this plan"), "adopt", plans.adopt, Right.DECIDE),
            (t("Remove the frozen plan"), "remove", plans.remove, Right.EDIT),
        ):
            if not desk.visit.may(right):
                continue
            st.button(
                label,
                key=f"plan:baseline:{key}",
                on_click=feedback.saving(partial(act, desk.roadmap_id, desk.who, against.id)),
            )
