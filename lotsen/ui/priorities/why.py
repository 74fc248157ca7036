"""Why is it so? What was clicked opens with a sentence and the numbers it comes from."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.analysis.results import ColumnKind, PrioritiesView, PriorityColumn
from lotsen.charts.layout.names import Names, short_id
from lotsen.errors import N_
from lotsen.explain import place
from lotsen.explain import priorities as explain
from lotsen.explain.explanation import Explanation
from lotsen.ui import feedback, screen, state
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table

_ASKED = "priorities:why"
_LAST = "priorities:why:last"
_AGREED = "priorities:why:agreed"
VOTES_COUNT = N_("The votes count")


def ask(key: str) -> None:
    """Remember what was clicked. A second click on the same mark lets it go: that asks for it again."""
    found = clicked(st.session_state.get(key)) or clicked(st.session_state.get(f"{key}:narrow"))
    address = found or st.session_state.get(_LAST)
    if address:
        st.session_state[_ASKED] = st.session_state[_LAST] = address


def choose(visit: Visit, categories: Mapping[str, str]) -> None:
    """The same by keyboard, which can't reach the marks of a picture: choose a category and see why."""
    t = visit.t
    with st.container(width=420):
        choice.one(
            t,
            t("Why does a category stand where it stands?"),
            categories,
            None,
            key="priorities:explain",
            save=_ask_row,
            empty=t("Choose a category"),
        )


def _ask_row(category: str | None) -> None:
    if category:
        st.session_state[_ASKED] = f"row:{category}"


def by_link() -> None:
    """A link from another page may name a category: ask once why it stands where it stands."""
    if category := state.as_id(st.query_params.pop("category", None)):
        _ask_row(short_id(category))


def clicked(chart: Mapping[str, Any] | None) -> str | None:
    """The address of the mark that is picked in a chart."""
    points = ((chart or {}).get("selection") or {}).get("points") or []
    given = points[0].get("customdata") if points else None
    address = given[0] if isinstance(given, list) and given else given
    return address if isinstance(address, str) else None


def read(address: str, view: PrioritiesView) -> tuple[UUID, PriorityColumn | None] | None:
    """Category and, for a cell, column that an address names; null for what is not there (any more)."""
    kind, *parts = address.split(":")
    categories = {short_id(one): one for one in view.result.categories}
    columns = {short_id(one.id): one for one in view.result.columns}
    if kind == "row" and len(parts) == 1 and parts[0] in categories:
        return categories[parts[0]], None
    if kind == "cell" and len(parts) == 2 and parts[0] in categories and parts[1] in columns:
        return categories[parts[0]], columns[parts[1]]
    return None


def answer(visit: Visit, view: PrioritiesView, called: Callable[[], Names]) -> None:
    """Open the dialog for what was asked, once. `called` gives the names when they are needed."""
    asked = st.session_state.pop(_ASKED, None)
    found = read(asked, view) if asked else None
    if found is None:
        return
    (category, column), names, t = found, called(), visit.t
    said = (
        place.cell(view.result, category, column.id, names.categories, names.columns, t)
        if column
        else place.rank(view.result, category, names.categories, names.columns, t)
    )

    def body() -> None:
        show(visit, said)
        if column and column.kind is ColumnKind.GOAL and visit.is_coach:
            _agree(visit, view, category, column.id)

    st.dialog(screen.escape(said.title), width="medium")(body)()


def show(visit: Visit, said: Explanation) -> None:
    """Sentences, the table that they come from, and the formula."""
    t = visit.t
    for sentence in said.sentences:
        st.markdown(screen.escape(sentence))
    if said.table:
        rows = [*said.table.rows, *([said.table.foot] if said.table.foot else [])]
        table.draw(said.table.head, rows, caption=said.title, numbers=sorted(said.table.numbers))
    if said.formula:
        st.caption(screen.escape(t("Formula: {formula}", formula=said.formula)))


def _agree(visit: Visit, view: PrioritiesView, category: UUID, goal: UUID) -> None:
    """What the room settled on: overrides the votes and keeps them."""
    t = visit.t
    settled = view.result.cells.agreed[view.result.categories.index(category), view.result.cells.subjects.index(goal)]
    value = f"{settled:g}" if settled == settled else None
    options = {str(n): f"{n} {t(word)}" for n, word in enumerate(explain.ANSWERS)}
    if value and value not in options:
        options = {value: t.number(float(value), 1)} | options

    def save(chosen: str | None) -> None:
        figure = None if chosen is None else float(chosen)
        done = feedback.save(
            lambda: visit.house.assessments.agree(visit.roadmap_id, category, goal, figure, visit.person.id)
        )
        st.session_state[_AGREED] = done

    choice.one(
        t,
        t("Agreed together in the room"),
        options,
        value,
        key=f"priorities:agreed:{category}:{goal}",
        save=save,
        empty=t(VOTES_COUNT),
    )
    if st.session_state.pop(_AGREED, False):
        st.rerun()
