"""The grid in which people judge: my own answers, or those of somebody whom the coach writes for."""

from uuid import UUID

import streamlit as st

from lotsen.analysis.results import PrioritiesView
from lotsen.domain.assessment import Judgement
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.organisation import Role, Viewpoint
from lotsen.explain import priorities as explain
from lotsen.ui import feedback, state
from lotsen.ui.access import Visit
from lotsen.ui.components import choice
from lotsen.ui.components import judgement_grid as grid

_WHOSE = "priorities:judging:whose"


def draw(visit: Visit, view: PrioritiesView) -> None:
    """Whose answers these are, the question, and the grid."""
    _grid(visit, view, _whose(visit) if visit.is_coach else visit.person.id)


@st.fragment
def _grid(visit: Visit, view: PrioritiesView, person: UUID) -> None:
    t = visit.t
    rows = [
        grid.Line(
            str(category.id),
            t.local(category.name),
            t.about(view.money[category.id], visit.here.currency) if category.id in view.money else "",
        )
        for category in view.categories
    ]
    house, roadmap = visit.house, visit.roadmap_id

    def answers() -> grid.Values:
        kept = house.assessments.of_person(roadmap, person)
        return {(str(category), str(subject)): value for (category, subject), value in kept.items()}

    def save(edits: list[grid.Edit]) -> None:
        given = [
            Judgement(UUID(one.row), UUID(one.column), one.value, one.cleared)
            for one in edits
            if state.as_id(one.row) and state.as_id(one.column)
        ]
        house.assessments.judge(roadmap, person, given, visit.person.id)

    grid.draw(
        t,
        rows,
        _columns(visit, view),
        answers,
        save,
        owner=f"{roadmap}:{person}",
        label=t(explain.QUESTION),
        answers=[t(word) for word in explain.ANSWERS],
        unsure=t(explain.UNSURE),
        key=f"priorities:grid:{person}",
    )


def _columns(visit: Visit, view: PrioritiesView) -> list[grid.Line]:
    """The goals in their order, then the criteria that people judge."""
    t = visit.t
    goals = [grid.Line(str(goal.id), t.local(goal.title), question=t(explain.QUESTION)) for goal in view.goals]
    known = explain.CRITERIA
    beside = [
        grid.Line(
            str(one.id),
            t.local(one.name) if one.kind is CriterionKind.OWN else t(known[one.kind]),
            question=t(explain.CRITERION_QUESTIONS[one.kind]),
            beside=True,
        )
        for one in view.judged_criteria
    ]
    return goals + beside


def _whose(visit: Visit) -> UUID:
    """Whom the coach writes for: herself until she chooses somebody else."""
    t = visit.t
    members = visit.house.organisations.members(visit.body.id)
    mine = str(visit.person.id)
    people = {mine: t("My own answers")} | {
        str(one.person_id): one.person_name or t("Without a name")
        for one in members
        if one.person_id != visit.person.id
    }
    chosen = st.session_state.get(_WHOSE, mine)
    with st.container(horizontal=True, vertical_alignment="bottom", width=640):
        choice.one(
            t,
            t("Whose answers"),
            people,
            chosen if chosen in people else mine,
            key="priorities:judging:person",
            save=lambda one: st.session_state.__setitem__(_WHOSE, one or mine),
        )
        with st.popover(t("Write for somebody else"), icon=":material/person_add:"):
            name = st.text_input(t("Name"), key="priorities:judging:name", max_chars=200)
            st.button(t("Add"), key="priorities:judging:add", on_click=_add, args=(visit, name), type="primary")
    return UUID(chosen if chosen in people else mine)


def _add(visit: Visit, name: str) -> None:
    def use_case() -> None:
        made = visit.house.organisations.add_person(visit.body.id, name, Role.PARTICIPANT, Viewpoint.OTHER)
        st.session_state[_WHOSE] = str(made.id)
        st.session_state["priorities:judging:name"] = ""

    feedback.save(use_case)
