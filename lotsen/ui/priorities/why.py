"""Why is it so? What was clicked opens with a sentence and the numbers it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.analysis.results import ColumnKind, PrioritiesView, PriorityColumn
from lotsen.charts.layout.names import Names, short_id
from lotsen.domain.rights import Right
from lotsen.explain import certainty as sureness
from lotsen.explain import place
from lotsen.explain.explanation import Explanation
from lotsen.ui import screen, state
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table
from lotsen.ui.priorities import settle

_ASKED = "priorities:why"
_LAST = "priorities:why:last"


def ask(key: str) -> None:
    """Remember what was clicked. A second click on the same mark lets it go: that asks for it again."""
    found = clicked(st.session_state.get(key)) or clicked(st.session_state.get(f"{key}:narrow"))
    address = found or st.session_state.get(_LAST)
    if address:
        st.session_state[_ASKED] = st.session_state[_LAST] = address


def choose(visit: Visit, places: Mapping[str, str]) -> None:
    """The same by keyboard, which can't reach the marks of a picture: choose what is to be explained."""
    t = visit.t
    with st.container(width=420):
        choice.one(
            t,
            t("Why is it so?"),
            places,
            None,
            key="priorities:explain",
            save=_ask,
            empty=t("Choose a category or a goal"),
        )


def _ask(address: str | None) -> None:
    if address:
        st.session_state[_ASKED] = address


def by_link() -> None:
    """A link from another page may name a category: ask once why it stands where it stands."""
    if category := state.as_id(st.query_params.pop("category", None)):
        _ask(f"row:{short_id(category)}")


def clicked(chart: Mapping[str, Any] | None) -> str | None:
    """The address of the mark that is picked in a chart."""
    points = ((chart or {}).get("selection") or {}).get("points") or []
    given = points[0].get("customdata") if points else None
    address = given[0] if isinstance(given, list) and given else given
    return address if isinstance(address, str) else None


def read(address: str, view: PrioritiesView) -> tuple[UUID | None, PriorityColumn | None] | None:
    """Category (null for a goal's weight) and, for a cell or a goal, column that an address names; null for what is
    not there (any more)."""
    kind, *parts = address.split(":")
    categories = {short_id(one): one for one in view.result.categories}
    columns = {short_id(one.id): one for one in view.result.columns}
    if kind == "row" and len(parts) == 1 and parts[0] in categories:
        return categories[parts[0]], None
    if kind == "goal" and len(parts) == 1 and parts[0] in columns:
        return None, columns[parts[0]]
    if kind == "cell" and len(parts) == 2 and parts[0] in categories and parts[1] in columns:
        return categories[parts[0]], columns[parts[1]]
    return None


def answer(visit: Visit, view: PrioritiesView, called: Callable[[], Names]) -> None:
    """Open the dialog for what was asked, once. `called` gives the names when they are needed."""
    asked = st.session_state.pop(_ASKED, None)
    found = read(asked, view) if asked else None
    if found is None:
        return
    (category, column), names = found, called()
    said = _said(visit, view, category, column, names)

    def body() -> None:
        show(visit, said)
        if category is None:
            return
        if column is None:
            _votes(visit, view, category, names)
        elif column.kind is ColumnKind.GOAL and visit.may(Right.LEAD):
            settle.agree(visit, view, category, column.id, where="why")

    st.dialog(screen.escape(said.title), width="medium")(body)()


def _said(
    visit: Visit, view: PrioritiesView, category: UUID | None, column: PriorityColumn | None, names: Names
) -> Explanation:
    """Why a cell, a weight or a category's place is what it is; of a place also how sure it is and what changes it."""
    t, result = visit.t, view.result
    if column and category is None:
        return place.weight(result, column.id, names.columns, t)
    assert category is not None
    if column:
        return place.cell(result, category, column.id, names.categories, names.columns, t)
    said = place.rank(result, category, names.categories, names.columns, t)
    i = result.categories.index(category)
    if not result.ranks[i]:
        return said
    sure = visit.house.priorities.certainty(view)
    changes = visit.house.priorities.changes(view, category)
    more = (
        *sureness.place(sure, result, i, t),
        sureness.apart(sure, result, i, names.categories, t),
        sureness.people(changes, names.columns, t),
        *sureness.weights(sure, result, i, names.columns, t),
    )
    return replace(said, sentences=(*said.sentences, *filter(None, more)))


def _votes(visit: Visit, view: PrioritiesView, category: UUID, names: Names) -> None:
    """From a category's place on to the votes behind it: one more click on a goal."""
    t, result = visit.t, view.result
    columns = {str(c.id): names.columns[c.id] for c in result.columns if c.kind is not ColumnKind.MEASURED}
    chosen = choice.one(
        t,
        t("Look at the votes behind a cell"),
        columns,
        None,
        key=f"priorities:votes:{category}",
        look="pills",
        empty="",
    )
    if chosen:
        show(visit, place.cell(result, category, UUID(chosen), names.categories, names.columns, t))


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
