"""What stands beside the goals: shown from the first day, weighing nothing until the room gives it weight."""

from decimal import Decimal
from uuid import UUID

import streamlit as st

from lotsen.analysis.results import PrioritiesView
from lotsen.domain.criterion import Criterion, CriterionKind
from lotsen.domain.rights import Right
from lotsen.explain import priorities as explain
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import confirm, fields

_NEW = "priorities:beside:new"


def draw(visit: Visit, view: PrioritiesView) -> None:
    """The criteria and their weights, folded; the coach sets them."""
    t = visit.t
    taken = sum(view.percents.values())
    label = (
        t("Beside the goals: {share} of the weight", share=t.percent(taken / 100))
        if taken
        else t("Beside the goals: weighs nothing yet")
    )
    folded = st.expander(label, icon=":material/balance:", key="priorities:beside", on_change="rerun")
    if not folded.open:
        return
    with folded:
        st.caption(
            screen.escape(
                t(
                    "What stands here takes its share of the weight from the goals. If emissions get weight and "
                    "climate is a goal too, climate counts twice."
                )
            )
        )
        with st.container(horizontal=True):
            for criterion in view.criteria:
                _weight(visit, view, criterion)
        if visit.may(Right.LEAD):
            _own(visit, [one for one in view.criteria if one.kind is CriterionKind.OWN])


def _own(visit: Visit, own: list[Criterion]) -> None:
    """Add a criterion of one's own; remove one with what was said of it."""
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="bottom", width=640):
        st.text_input(t("One more criterion, in your own words"), key=_NEW, max_chars=200)
        st.button(t("Add"), key="priorities:beside:add", icon=":material/add:", on_click=_add, args=(visit,))
    for criterion in own:
        _removal(visit, criterion)


def _removal(visit: Visit, criterion: Criterion) -> None:
    t, assessments = visit.t, visit.house.assessments

    def goes() -> list[str]:
        n = assessments.on_criterion(visit.roadmap_id, criterion.id)
        return [t.plural("{n} judgement", "{n} judgements", n)] if n else []

    done = confirm.button(
        t,
        t("Remove {name}", name=_name(t, criterion)),
        goes,
        lambda: assessments.remove_criterion(visit.roadmap_id, criterion.id, visit.person.id),
        key=f"priorities:beside:remove:{criterion.id}",
    )
    if done:
        st.rerun()


def _add(visit: Visit) -> None:
    def use_case() -> None:
        name = str(st.session_state.get(_NEW) or "")
        visit.house.assessments.add_criterion(visit.roadmap_id, name, visit.t.language, visit.person.id)
        st.session_state[_NEW] = ""

    feedback.save(use_case)


def _weight(visit: Visit, view: PrioritiesView, criterion: Criterion) -> None:
    t = visit.t

    def save(given: Decimal | None) -> None:
        _weigh(visit, criterion.id, given)

    with st.container(width=190):
        fields.number(
            t,
            t("{criterion}, %", criterion=_name(t, criterion)),
            Decimal(view.percents[criterion.id]),
            save,
            key=f"priorities:beside:{criterion.id}",
            decimals=0,
            disabled=not visit.may(Right.LEAD),
        )


def _weigh(visit: Visit, criterion_id: UUID, given: Decimal | None) -> None:
    visit.house.priorities.weigh_criterion(visit.roadmap_id, criterion_id, round(given or 0), visit.person.id)


def _name(t: Texts, criterion: Criterion) -> str:
    return t.local(criterion.name) if criterion.kind is CriterionKind.OWN else t(explain.CRITERIA[criterion.kind])
