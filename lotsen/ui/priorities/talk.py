"""What to talk about: one cell at a time, in the order in which settling it moves the top list."""

from uuid import UUID

import streamlit as st

from lotsen.analysis.results import PrioritiesView
from lotsen.analysis.results.robustness import Discussion, DisputedCell
from lotsen.charts import answers, theme
from lotsen.charts.layout.names import Names
from lotsen.domain.rights import Right
from lotsen.explain import discussion as explain
from lotsen.explain.priorities import ANSWERS, UNSURE, names_of
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import table
from lotsen.ui.priorities import settle

_AT = "priorities:talk:at"
MOST_LISTED = 40


@st.fragment
def draw(visit: Visit, view: PrioritiesView) -> None:
    """The cell that is up, what each outcome would change, and the rest of the list."""
    t, found = visit.t, visit.house.priorities.discussion(view)
    names = names_of(view, t, visit.here.currency)
    st.subheader(screen.escape(explain.headline(found, t)), anchor=False)
    settle.told(visit, view, names)
    if found.stop_after:
        _one(visit, view, found, names)
    if found.cells:
        _rest(visit, found, names)


def _one(visit: Visit, view: PrioritiesView, found: Discussion, names: Names) -> None:
    t = visit.t
    at = min(int(st.session_state.get(_AT, 0)), found.stop_after - 1)
    cell = found.cells[at]
    with st.container(border=True):
        _step(visit, at, found.stop_after)
        st.markdown(f"#### {screen.escape(explain.title(cell, names.categories, names.columns, t))}")
        left, right = st.columns(2)
        with left:
            _answers(visit, found, cell, names)
        with right:
            for sentence in explain.outcomes(cell, names.categories, t):
                st.markdown(f"- {screen.escape(sentence)}")
            if found.enough:
                st.caption(screen.escape(explain.moves(cell, t)))
            if visit.may(Right.LEAD):
                settle.agree(visit, view, cell.category, cell.subject, where="talk")
    if at == found.stop_after - 1:
        st.success(screen.escape(explain.stop(found, t)), icon=":material/done_all:")


def _step(visit: Visit, at: int, of: int) -> None:
    """Where in the list, and on to the next."""
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("Cell {n} of {all}", n=t.number(at + 1), all=t.number(of)))
        if at:
            st.button(t("Previous"), key="priorities:talk:back", on_click=_go, args=(at - 1,), type="tertiary")
        if at + 1 < of:
            st.button(t("Leave as it is, next"), key="priorities:talk:next", on_click=_go, args=(at + 1,))


def _go(at: int) -> None:
    st.session_state[_AT] = at


def _answers(visit: Visit, found: Discussion, cell: DisputedCell, names: Names) -> None:
    """How the answers fell and why, from five judges on; the reasons never say whose they are."""
    t = visit.t
    st.markdown(screen.escape(explain.sides(cell, t)))
    if found.enough:
        words = [f"{value} {t(word)}" for value, word in enumerate(ANSWERS)] + [t(UNSURE)]
        palette = theme.palette(str(st.context.theme.type or "light"))
        label = t("How the answers fell: {cell}", cell=explain.title(cell, names.categories, names.columns, t))
        st.html(answers.answers(words, cell.counts, label, palette))
    reasons = _reasons(visit, cell.category, cell.subject, with_answers=found.enough)
    if reasons:
        st.markdown(f"**{t('Given reasons')}**")
        for reason in reasons:
            st.markdown(f"- {screen.escape(reason)}")


def _reasons(visit: Visit, category: UUID, subject: UUID, *, with_answers: bool) -> list[str]:
    """The reasons, with the answers they stand behind where enough people answered."""
    said = visit.house.assessments.reasons(visit.roadmap_id, category, subject)
    if not with_answers:
        return sorted(reason for _, reason in said)
    return [f"{'?' if value is None else value}: {reason}" for value, reason in said]


def _rest(visit: Visit, found: Discussion, names: Names) -> None:
    t = visit.t
    box = screen.fold(t("The whole list in order"), key="priorities:talk:list", icon=":material/format_list_numbered:")
    if box.open:
        with box:
            told = explain.table(found.cells[:MOST_LISTED], names.categories, names.columns, t)
            table.draw(told.head, told.rows, caption=t("What to talk about"), numbers=sorted(told.numbers))
            st.caption(screen.escape(explain.how_made(found, t)))
