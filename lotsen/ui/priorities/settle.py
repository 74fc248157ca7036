"""Settling a cell together: the agreed value, and what it changed."""

from uuid import UUID

import streamlit as st

from lotsen.analysis.results import ColumnKind, PrioritiesView
from lotsen.charts.layout.names import Names
from lotsen.domain.criterion import CriterionKind
from lotsen.errors import N_
from lotsen.explain import movement as explain
from lotsen.explain.priorities import ANSWERS
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice

_BEFORE = "priorities:settle:before"
_DONE = "priorities:settle:done"
VOTES_COUNT = N_("The votes count")


def agree(visit: Visit, view: PrioritiesView, category: UUID, goal: UUID, *, where: str) -> None:
    """What the room settled on: overrides the votes and keeps them. `where` tells apart the places that ask it."""
    t = visit.t
    settled = view.result.cells.agreed[view.result.categories.index(category), view.result.cells.subjects.index(goal)]
    value = f"{settled:g}" if settled == settled else None
    options = {str(n): f"{n} {t(word)}" for n, word in enumerate(ANSWERS)}
    if value and value not in options:
        options = {value: t.number(float(value), 1)} | options

    def save(chosen: str | None) -> None:
        figure = None if chosen is None else float(chosen)
        done = feedback.save(
            lambda: visit.house.assessments.agree(visit.roadmap_id, category, goal, figure, visit.person.id)
        )
        st.session_state[_DONE] = done
        if done:
            st.session_state[_BEFORE] = view.key

    choice.one(
        t,
        t("Agreed together in the room"),
        options,
        value,
        key=f"priorities:agreed:{where}:{category}:{goal}",
        save=save,
        empty=t(VOTES_COUNT),
    )
    if st.session_state.pop(_DONE, False):
        st.rerun()


def told(visit: Visit, view: PrioritiesView, names: Names) -> None:
    """What the last settled value changed in the order, as long as the state before it is remembered."""
    before = st.session_state.get(_BEFORE)
    moved = visit.house.priorities.moved(before, view) if before and before != view.key else None
    if moved is None:
        return
    sentences = explain.after_change(moved, names.categories, names.columns, visit.t, measured(view))
    st.info("\n\n".join(map(screen.escape, sentences)), icon=":material/swap_vert:")


def measured(view: PrioritiesView) -> dict[UUID, CriterionKind]:
    """The columns that are read from figures, which are not said on the scale of answers."""
    return {c.id: c.criterion for c in view.result.columns if c.criterion and c.kind is ColumnKind.MEASURED}
