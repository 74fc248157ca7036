"""Sort and filter: what this reader sees of the picture. Nothing of it is stored, and nobody else's picture changes."""

from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from lotsen.analysis.results import ColumnKind, PrioritiesView
from lotsen.charts.layout.heatmap import MONEY, Sieve
from lotsen.explain.people import VIEWPOINTS
from lotsen.explain.priorities import names_of
from lotsen.ui import screen, state
from lotsen.ui.access import Visit
from lotsen.ui.components import choice

_BY, _COLUMNS, _WHOSE = "priorities:sieve:by", "priorities:sieve:columns", "priorities:sieve:whose"


@dataclass(frozen=True, slots=True)
class Sieved:
    """The view that is asked for, how it is laid out, and whose judgements it shows (empty: everybody's)."""

    view: PrioritiesView
    sieve: Sieve
    whose: str


def draw(visit: Visit, view: PrioritiesView) -> None:
    """The choices, folded."""
    t, kept = visit.t, st.session_state
    box = screen.fold(t("Sort and filter"), key="priorities:sieve", icon=":material/filter_list:")
    if not box.open:
        return
    names = names_of(view, t, visit.here.currency)
    columns = {str(c.id): names.columns[c.id] for c in view.result.columns}
    goals = {str(c.id): names.columns[c.id] for c in view.result.columns if c.kind is ColumnKind.GOAL}
    with box, st.container(horizontal=True):
        choice.one(
            t,
            t("Rows by"),
            {MONEY: t("Money a year")} | columns,
            kept.get(_BY),
            key=f"{_BY}:box",
            save=choice.remember(_BY),
            empty=t("By result"),
        )
        choice.several(
            t,
            t("Goals shown"),
            goals,
            kept.get(_COLUMNS, []),
            key=f"{_COLUMNS}:box",
            save=choice.remember(_COLUMNS),
            empty=t("All"),
        )
        choice.one(
            t,
            t("Whose judgements"),
            _viewpoints(visit, view),
            kept.get(_WHOSE),
            key=f"{_WHOSE}:box",
            save=choice.remember(_WHOSE),
            empty=t("Everybody's"),
        )


def sieved(visit: Visit, view: PrioritiesView) -> Sieved:
    """What is chosen now; a viewpoint is shown only where at least three stand behind it, and behind the rest."""
    kept = st.session_state
    by, whose = kept.get(_BY), kept.get(_WHOSE)
    columns = frozenset(filter(None, map(state.as_id, kept.get(_COLUMNS, []))))
    sieve = Sieve(MONEY if by == MONEY else _known(by, view), columns)
    if whose and whose in _viewpoints(visit, view):
        view = visit.house.priorities.of_viewpoint(visit.here, visit.body, visit.votes, whose)
        return Sieved(view, sieve, visit.t(_NAMES[whose]))
    return Sieved(view, sieve, "")


_NAMES = {viewpoint.value: name for viewpoint, name in VIEWPOINTS.items()}


def _known(by: str | None, view: PrioritiesView) -> UUID | None:
    found = state.as_id(by)
    return found if any(column.id == found for column in view.result.columns) else None


def _viewpoints(visit: Visit, view: PrioritiesView) -> dict[str, str]:
    found = visit.house.agreements.of(view, visit.body.id).viewpoints
    return {name: visit.t(_NAMES[name]) for name in found.names}
