"""The grid in which people judge: my own answers, or those of somebody whom the coach writes for."""

from collections.abc import Collection
from uuid import UUID

import streamlit as st

from lotsen.analysis.results import PrioritiesView
from lotsen.domain.assessment import MOST_REASON, Judgement
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.organisation import Role, Viewpoint
from lotsen.domain.rights import Right
from lotsen.explain import judging as words
from lotsen.explain import priorities as explain
from lotsen.ui import feedback, state
from lotsen.ui.access import Visit
from lotsen.ui.components import choice
from lotsen.ui.components import judgement_grid as grid
from lotsen.ui.priorities import dealing, hiding

_WHOSE = "priorities:judging:whose"


def draw(visit: Visit, view: PrioritiesView) -> None:
    """Whose answers these are, the question, the grid, and for the coach who judges what."""
    _grid(visit, view, _whose(visit) if visit.may(Right.LEAD) else visit.person.id)
    hiding.offer(visit, hidden=view.hidden)
    if visit.may(Right.LEAD):
        dealing.draw(visit)


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
    columns = _columns(visit, view)
    house, roadmap = visit.house, visit.roadmap_id
    dealt = house.rooms.asked(roadmap, visit.here.revision).get(person)
    asked = None if dealt is None else _shown(dealt, rows, columns)

    def known() -> grid.Known:
        given = house.assessments.answers(roadmap, person)
        return grid.Known(
            values={_place(cell): one.value for cell, one in given.items()},
            reasons={_place(cell): one.reason for cell, one in given.items() if one.reason},
            stale=[_place(cell) for cell, one in given.items() if one.stale],
            asked=asked,
        )

    def save(edits: list[grid.Edit], reasons: list[grid.Reason]) -> None:
        given = [
            Judgement(*cell, one.value, one.cleared)
            for one in edits
            if (cell := _cell(one.row, one.column)) is not None
        ]
        why = {cell: one.text for one in reasons if (cell := _cell(one.row, one.column)) is not None}
        house.assessments.judge(roadmap, person, given, visit.person.id, why)

    grid.draw(
        t,
        rows,
        columns,
        known,
        save,
        owner=f"{roadmap}:{person}",
        label=t(explain.QUESTION),
        answers=[t(word) for word in explain.ANSWERS],
        unsure=t(explain.UNSURE),
        most=MOST_REASON,
        load=words.load(len(rows) * len(columns) if asked is None else len(asked), t),
        key=f"priorities:grid:{person}",
    )


def _place(cell: tuple[UUID, UUID]) -> grid.Place:
    return str(cell[0]), str(cell[1])


def _cell(row: str, column: str) -> tuple[UUID, UUID] | None:
    category, subject = state.as_id(row), state.as_id(column)
    return (category, subject) if category and subject else None


def _shown(dealt: Collection[tuple[UUID, UUID]], rows: list[grid.Line], columns: list[grid.Line]) -> list[grid.Place]:
    """The dealt cells that the grid has; what was dealt may have gone since."""
    there = {row.id for row in rows}, {column.id for column in columns}
    return [place for place in map(_place, dealt) if place[0] in there[0] and place[1] in there[1]]


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
    with st.container(horizontal=True, vertical_alignment="bottom", width=640):
        whose = choice.kept(t, t("Whose answers"), people, mine, memory=_WHOSE, key="priorities:judging:person")
        with st.popover(t("Write for somebody else"), icon=":material/person_add:"):
            name = st.text_input(t("Name"), key="priorities:judging:name", max_chars=200)
            st.button(t("Add"), key="priorities:judging:add", on_click=_add, args=(visit, name), type="primary")
    return UUID(whose)


def _add(visit: Visit, name: str) -> None:
    def use_case() -> None:
        made = visit.house.organisations.add_person(
            visit.body.id, name, Role.PARTICIPANT, Viewpoint.OTHER, visit.person.id
        )
        st.session_state[_WHOSE] = str(made.id)
        st.session_state["priorities:judging:name"] = ""

    feedback.save(use_case)
