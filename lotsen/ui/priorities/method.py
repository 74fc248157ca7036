"""The drawer 'Method', for the coach: everything but the default, named and explained, drawn only while it is open."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from lotsen.analysis.results import PrioritiesView
from lotsen.analysis.results.agreement import RoomAgreement
from lotsen.charts import acceptability, theme
from lotsen.charts.layout.names import Names
from lotsen.errors import N_
from lotsen.explain import agreement as agreed
from lotsen.explain import certainty as sureness
from lotsen.explain import methods as explain
from lotsen.explain.explanation import Table
from lotsen.explain.people import VIEWPOINTS
from lotsen.explain.priorities import names_of
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table

_PART = "priorities:method:part"
PARTS = {
    "sure": N_("How sure"),
    "agreement": N_("Agreement"),
    "methods": N_("Other methods"),
    "field": N_("The field's views"),
    "rules": N_("Rules"),
}


@st.fragment
def draw(visit: Visit, view: PrioritiesView) -> None:
    """The drawer, folded at first."""
    t = visit.t
    box = screen.fold(t("Method"), key="priorities:method", icon=":material/tune:")
    if not box.open:
        return
    with box:
        part = _part(visit)
        names = names_of(view, t, visit.here.currency)
        DRAW[part](visit, view, names)


def _part(visit: Visit) -> str:
    t = visit.t
    return choice.kept(
        t,
        t("Part of the method"),
        {key: t(name) for key, name in PARTS.items()},
        "sure",
        memory=_PART,
        key="priorities:method:switch",
        look="segments",
        hide_label=True,
    )


def _sure(visit: Visit, view: PrioritiesView, names: Names) -> None:
    """SMAA: which places each category has in the room's own views."""
    t, sure = visit.t, visit.house.priorities.certainty(view)
    if not sure.enough or not view.result.ranked:
        st.caption(t("With fewer than five people nothing is said about how sure this is: look at it with your coach."))
        return
    told = sureness.table(sure, view.result, names.categories, t)
    palette = theme.palette(str(st.context.theme.type or "light"))
    screen.figure(
        t,
        acceptability.acceptability(sure, view.result, names.categories, t, palette),
        key="priorities:acceptability",
        says=sureness.acceptability_says(sure, view.result, names.categories, t),
        what=t("How often each category has each place, in per cent of the draws (SMAA, rank acceptability)."),
        how=t("A row is a category, a column a place. The darker, the more often. The dashed line ends the top list."),
        data=screen.Table(told.head, told.rows, sorted(told.numbers)),
    )
    st.caption(screen.escape(sureness.how_made(sure, t)))


def _agreement(visit: Visit, view: PrioritiesView, names: Names) -> None:
    """Kendall's W or Krippendorff's alpha, the consensus on weights, viewpoints side by side, camps."""
    t = visit.t
    found = visit.house.agreements.of(view, visit.body.id)
    items = [f"{names.categories[category]} × {names.columns[goal]}" for category, goal in found.items]
    if found.order:
        st.markdown(screen.escape(agreed.of_order(found.order, t)))
    elif found.answers:
        st.markdown(screen.escape(agreed.of_answers(found.answers, t)))
    if found.weights:
        st.markdown(screen.escape(agreed.of_weights(found.weights, t)))
    called = {viewpoint.value: t(name) for viewpoint, name in VIEWPOINTS.items()}
    st.markdown(screen.escape(agreed.of_viewpoints(found.viewpoints, called, items, t)))
    if found.tops:
        _table(_tops(visit, found, called, names), t("The top list of each viewpoint"))
    st.markdown(screen.escape(agreed.of_camps(found.camps, found.people, items, t)))


def _tops(visit: Visit, found: RoomAgreement, called: Mapping[str, str], names: Names) -> Table:
    """The top lists of the viewpoints, side by side by rank."""
    t, tops = visit.t, found.tops
    longest = max(map(len, tops), default=0)
    rows = tuple(
        (t.number(n + 1), *(names.categories[top[n]] if n < len(top) else "" for top in tops)) for n in range(longest)
    )
    return Table((t("Rank"), *(called[name] for name in found.viewpoints.names)), rows, frozenset({0}))


def _methods(visit: Visit, view: PrioritiesView, names: Names) -> None:
    """The first places by several methods, rank reversals, weights from the data."""
    t, rivals = visit.t, visit.house.methods.rivals(view)
    if rivals is None:
        st.caption(t("With fewer than three ranked categories there is nothing to compare."))
        return
    st.markdown(f"**{screen.escape(explain.says(rivals, names.categories, t))}**")
    _table(explain.table(rivals, names.categories, t), t("Ranks by method"))
    for sentence in explain.reversals(rivals, names.categories, t):
        st.markdown(f"- {screen.escape(sentence)}")
    _table(explain.weights(rivals, names.columns, t), t("Weights from the data"))
    st.caption(
        t("What is not judged counts as the goal's mean here. Entropy takes the values one step of the scale higher.")
    )
    st.caption(screen.escape(explain.sources(rivals, t)))


def _field(visit: Visit, view: PrioritiesView, names: Names) -> None:
    """Spend classes and the squares cut in four; they throw away how far things lie apart."""
    t, found = visit.t, visit.house.methods.field(view)
    st.caption(t("Classes and quadrants throw away how far things lie apart: read them beside the heatmap."))
    for title, told in (
        (t("Spend by fifths of the categories"), explain.classes(found, names.categories, t)),
        (t("Risk and spend"), explain.squares(found.risk_spend, found.categories, names.categories, t)),
        (t("Scope and risk"), explain.squares(found.scope_risk, found.categories, names.categories, t)),
        (t("Kraljic: market influence and benefit"),
         explain.squares(found.kraljic, found.categories, names.categories, t)),
    ):  # fmt: skip
        st.markdown(f"**{title}**")
        _table(told, title)
    st.caption(t("Risk is the criticality that you judged, scope the reduction potential, both cut at 1.5 of 3."))


def _rules(visit: Visit, _view: PrioritiesView, _names: Names) -> None:
    """What the coach may switch; each change is recorded."""
    t, rooms = visit.t, visit.house.rooms
    now = rooms.method(visit.roadmap_id, visit.here.revision)
    key = f"priorities:method:floor:{now.critical_floor}"

    def switch() -> None:
        method = replace(now, critical_floor=bool(st.session_state[key]))
        if not feedback.save(lambda: rooms.set(visit.roadmap_id, method, visit.person.id)):
            st.session_state[key] = now.critical_floor

    wanted = st.toggle(
        t("Mark what is critical, whatever its rank"),
        now.critical_floor,
        key=key,
        on_change=switch,
        help=t("A category is critical when at least half of its judges answered 'decisively' on criticality."),
    )
    if wanted != now.critical_floor:
        st.rerun()


def _table(told: Table, caption: str) -> None:
    table.draw(told.head, told.rows, caption=caption, numbers=sorted(told.numbers))


DRAW = {"sure": _sure, "agreement": _agreement, "methods": _methods, "field": _field, "rules": _rules}
