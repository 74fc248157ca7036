"""Milestones: points in time that the plan is held against."""

import datetime as dt
from functools import partial

import streamlit as st

from lotsen.domain.intervention import Milestone, MilestoneKind
from lotsen.errors import N_, InvalidInput
from lotsen.ui import feedback
from lotsen.ui.components import choice, fields
from lotsen.ui.plan.desk import Desk

_TITLE, _DAY, _OF, _KIND = (f"plan:milestone:{field}" for field in ("title", "day", "of", "kind"))

KINDS = {MilestoneKind.OWN: N_("Our own"), MilestoneKind.OUTSIDE: N_("Fixed outside")}


def show(desk: Desk) -> None:
    """The milestones, each field saving itself, and a row for another."""
    t = desk.t
    n = len(desk.content.milestones)
    label = t.plural("{n} milestone", "{n} milestones", n) if n else t("Milestones")
    box = st.expander(label, icon=":material/flag:", key="plan:milestone:box", on_change="rerun")
    if not box.open:
        return
    with box:
        for milestone in desk.content.milestones:
            _row(desk, milestone)
        _new(desk)


def _row(desk: Desk, milestone: Milestone) -> None:
    t = desk.t
    change = partial(desk.house.interventions.change_milestone, milestone, desk.who)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.text(
            t("Milestone"),
            t.local(milestone.title),
            lambda given: change(title=milestone.title.write(given, t.language)),
            key=f"plan:milestone:title:{milestone.id}:{t.language}",
        )
        fields.day(
            t("Day"),
            milestone.day,
            lambda day: change(day=_needed(day)),
            key=f"plan:milestone:day:{milestone.id}",
        )
        choice.one(
            t,
            t("Whose date"),
            {each.value: t(name) for each, name in KINDS.items()},
            milestone.kind.value,
            key=f"plan:milestone:kind:{milestone.id}",
            save=lambda chosen: feedback.save(lambda: change(kind=MilestoneKind(chosen or milestone.kind))),
        )
        st.button(
            t("Remove"),
            key=f"plan:milestone:remove:{milestone.id}",
            on_click=partial(_remove, desk, milestone),
            icon=":material/delete:",
        )


def _needed(day: dt.date | None) -> dt.date:
    if day is None:
        raise InvalidInput(N_("A milestone needs a day."))
    return day


def _remove(desk: Desk, milestone: Milestone) -> None:
    feedback.save(partial(desk.house.interventions.remove_milestone, desk.roadmap_id, desk.who, milestone.id))


def _new(desk: Desk) -> None:
    t = desk.t
    with (
        st.form("plan:milestone", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(t("New milestone"), key=_TITLE, max_chars=400, width="stretch")
        st.date_input(t("Day"), value=None, key=_DAY, format="DD.MM.YYYY", width=160)
        choice.one(t, t("Of an intervention"), desk.titles(), None, key=_OF, empty=t("The whole plan"))
        names = {each.value: t(name) for each, name in KINDS.items()}
        choice.one(t, t("Whose date"), names, MilestoneKind.OWN.value, key=_KIND)
        st.form_submit_button(
            t("Add a milestone"), key="plan:milestone:submit", on_click=partial(_add, desk), icon=":material/add:"
        )


def _add(desk: Desk) -> None:
    given = st.session_state
    chosen = given.get(f"{_OF}:{desk.t.language}")
    done = feedback.save(
        lambda: desk.house.interventions.add_milestone(
            desk.roadmap_id,
            desk.who,
            given[_TITLE],
            desk.t.language,
            _needed(given[_DAY]),
            next((item.id for item in desk.content.interventions if str(item.id) == chosen), None),
            MilestoneKind(given.get(f"{_KIND}:{desk.t.language}") or MilestoneKind.OWN),
        )
    )
    if done:
        given[_TITLE] = ""
