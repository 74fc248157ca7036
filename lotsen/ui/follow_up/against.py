"""The plan against a frozen copy of it, and what the manager says of that copy."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

import streamlit as st

from lotsen.domain.baseline import Drift, compare
from lotsen.domain.followup import FollowUp, PlanBaseline, Verdict
from lotsen.domain.rights import Right
from lotsen.explain import baseline as words
from lotsen.explain import followup as explain
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, table
from lotsen.ui.plan.desk import Desk

_KEPT = "follow:baseline"


def draw(desk: Desk, told: FollowUp) -> None:
    """Choose a frozen plan; what became of it, and what was said of it."""
    t = desk.t
    kept = [each.baseline for each in desk.house.baselines.of_roadmap(desk.roadmap_id, desk.visit.here.revision)]
    if not kept:
        screen.empty(t("Here stands what slipped since the plan was frozen. No plan has been frozen yet."))
        _freeze(desk)
        return
    chosen = _choose(desk, kept)
    found = compare(chosen, desk.content.interventions)
    says = words.sentence(found, chosen.title, t)
    st.subheader(screen.escape(says), anchor=False)
    changed = [each for each in found if each.drift is not Drift.SAME]
    if changed:
        table.draw(words.heads(t), words.table(changed, t), caption=says, numbers=(5,))
    _said(desk, told, chosen)
    _freeze(desk)


def _choose(desk: Desk, kept: Sequence[PlanBaseline]) -> PlanBaseline:
    """The frozen plan that was looked at last, the adopted one, or the newest."""
    t = desk.t
    adopted = desk.house.baselines.adopted(desk.roadmap_id, desk.visit.here.revision)
    by_id = {str(each.id): each for each in kept}
    names = {key: _name(one, desk) for key, one in by_id.items()}
    first = str((adopted or kept[0]).id)
    return by_id[choice.kept(t, t("The frozen plan"), names, first, memory=_KEPT, key="follow:against:baseline")]


def _name(one: PlanBaseline, desk: Desk) -> str:
    when = desk.t.moment(one.at, desk.visit.body.zone)
    return desk.t("{title}, {when}, version {revision}", title=one.title, when=when, revision=one.revision)


def _said(desk: Desk, told: FollowUp, chosen: PlanBaseline) -> None:
    """Who approved it or sent it back, and a manager's two buttons."""
    t = desk.t
    st.subheader(t("What was said of it"), anchor=False)
    said = [each for each in told.approvals if each.baseline_id == chosen.id]
    if said:
        st.markdown("\n".join(f"- {screen.escape(explain.verdict(each, told, t))}" for each in said))
    else:
        st.caption(t("Nobody has said yes or no to it yet."))
    if not desk.visit.may(Right.DECIDE):
        return
    key = f"follow:decide:{chosen.id}"
    with st.form(key, border=False, enter_to_submit=False):
        st.text_input(t("A word to it"), key=f"{key}:note", max_chars=400)
        with st.container(horizontal=True):
            for verdict, label in ((Verdict.APPROVED, t("Approve this plan")), (Verdict.SENT_BACK, t("Send it back"))):
                st.form_submit_button(
                    label,
                    key=f"{key}:{verdict}",
                    type="primary" if verdict is Verdict.APPROVED else "secondary",
                    on_click=partial(_decide, desk, chosen.id, verdict, key),
                )


def _decide(desk: Desk, baseline_id: UUID, verdict: Verdict, key: str) -> None:
    given = st.session_state
    note = str(given[f"{key}:note"] or "")
    if feedback.save(partial(desk.house.followup.decide, desk.roadmap_id, desk.who, baseline_id, verdict, note)):
        given[f"{key}:note"] = ""


def _freeze(desk: Desk) -> None:
    t = desk.t
    if not desk.edits:
        return
    if not desk.content.interventions:
        screen.link("plan", t("To the plan"), icon=":material/arrow_forward:")
        return
    title = t("Plan of {day}", day=t.date(desk.content.today))
    st.button(
        t("Freeze the plan as it is now"),
        key="follow:freeze",
        icon=":material/ac_unit:",
        on_click=partial(_take, desk, title),
    )


def _take(desk: Desk, title: str) -> None:
    feedback.save(partial(desk.house.baselines.take, desk.roadmap_id, desk.who, title))
