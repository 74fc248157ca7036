"""The priorities as pictures: heatmap, ranking, money against benefit. A click opens why it is so."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lotsen.analysis.results import PrioritiesView
from lotsen.analysis.results.robustness import Certainty
from lotsen.charts import bubble, heatmap, ranking, theme
from lotsen.charts.layout import bubble as bubble_layout
from lotsen.charts.layout import heatmap as heatmap_layout
from lotsen.charts.layout.names import short_id
from lotsen.charts.svg import bubble as bubble_svg
from lotsen.charts.svg import heatmap as heatmap_svg
from lotsen.charts.svg import legend
from lotsen.charts.svg import ranking as ranking_svg
from lotsen.domain.organisation import Roadmap
from lotsen.errors import N_
from lotsen.explain import certainty as sureness
from lotsen.explain import priorities as explain
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import downloads
from lotsen.ui.priorities import sieving, why

VIEWS = {"heatmap": N_("Heatmap"), "ranking": N_("Ranking"), "bubble": N_("Money and benefit")}
PROJECTOR = "priorities:projector"
MOST_ROWS = 60
"""Rows that are drawn before somebody asks for all: two hundred rows take a browser a second."""


@dataclass(frozen=True)
class Drawn:
    """One picture with what is said of it; made once for each state of a roadmap, shared, never changed."""

    picture: Any
    narrow: Any
    says: str
    what: str
    sure: str
    talk: str
    how: str
    data: screen.Table
    legend: str
    narrow_legend: str
    left_out: int
    places: dict[str, str]
    """Address → name of everything that can be asked about: categories in order of rank, then goals by weight."""


@st.fragment
def draw(visit: Visit, view: PrioritiesView, which: str) -> None:
    """Draw one of `VIEWS`; what was clicked is explained in a dialog."""
    t = visit.t
    whole = bool(st.session_state.get("priorities:whole"))
    wanted = sieving.sieved(visit, view)
    view = wanted.view
    sure = visit.house.priorities.certainty(view)
    colours = str(st.context.theme.type or "light")
    drawn = _drawn(repr((view.state, wanted.sieve)), which, t.language, colours, whole, visit.here, view, sure, wanted)
    if st.session_state.get(PROJECTOR):
        _projected(visit, view, which, colours, f"{drawn.says} {drawn.what}")
        return
    key = f"priorities:{which}"
    screen.figure(
        t,
        drawn.picture,
        narrow=drawn.narrow,
        key=key,
        says=drawn.says,
        what=drawn.what,
        how=drawn.how,
        data=drawn.data,
        legend=drawn.legend,
        narrow_legend=drawn.narrow_legend,
        on_select=lambda: why.ask(key),
    )
    if drawn.sure:
        st.markdown(f":material/verified: {screen.escape(drawn.sure)}")
    if drawn.talk:
        st.markdown(f":material/forum: {screen.escape(drawn.talk)}")
    downloads.row(t, downloads.of_priorities(visit.roadmap_id, which, t.language))
    st.button(
        t("Show for the projector"), key="priorities:project", icon=":material/present_to_all:", on_click=_project
    )
    if which != "bubble":
        sieving.draw(visit, view)
    if drawn.left_out:
        st.toggle(t("Show all {n} categories", n=t.number(len(view.categories))), key="priorities:whole")
    why.choose(visit, drawn.places)
    why.answer(visit, view, lambda: explain.names_of(view, t, visit.here.currency))


def _project() -> None:
    st.session_state[PROJECTOR] = not st.session_state.get(PROJECTOR)


def _projected(visit: Visit, view: PrioritiesView, which: str, colours: str, says: str) -> None:
    """The look for the wall: large type, fewer things, no controls but the way back."""
    state = f"{view.result.revision}.{visit.votes}"
    picture = downloads.address(
        visit.roadmap_id, which, visit.t.language, format="svg", look="projector", colours=colours, state=state
    )
    downloads.projected(picture, says)
    st.button(visit.t("Back"), key="priorities:project:back", icon=":material/arrow_back:", on_click=_project)


def _places(layout: heatmap_layout.Heatmap) -> dict[str, str]:
    rows = {heatmap.row_address(row): row.name for row in layout.rows}
    return rows | {
        f"goal:{short_id(column.id)}": f"{column.name} ({column.weight_text})"
        for column in layout.columns
        if column.weight > 0
    }


@st.cache_resource(max_entries=128, show_spinner=False)
def _drawn(
    key: str,
    which: str,
    language: str,
    colours: str,
    whole: bool,
    _roadmap: Roadmap,
    _view: PrioritiesView,
    _sure: Certainty,
    _wanted: sieving.Sieved,
) -> Drawn:
    t, palette, result = Texts.of(language), theme.palette(colours), _view.result
    names = explain.names_of(_view, t, _roadmap.currency)
    layout = heatmap_layout.heatmap(result, names, t, most_rows=None if whole else MOST_ROWS, certainty=_sure)
    narrow = ranking.ranking(layout, t, palette, narrow=True)
    told = explain.table(result, names.categories, names.columns, t)
    data = screen.Table(told.head, told.rows, sorted(told.numbers))
    scale = [t(word) for word in explain.ANSWERS]
    bars = marks = ranking_svg.items(layout, t, palette)
    if which == "bubble":
        drawing: Any = bubble.bubble(bubble_layout.bubbles(result, names, t), t, palette)
        marks = bubble_svg.items(scale, t, palette)
        what, how = explain.bubble_subtitle(_view.year, t), explain.how_to_read_bubbles(t)
        told = explain.bubble_table(result, names.categories, names.money, names.currency, t)
        data = screen.Table(told.head, told.rows, sorted(told.numbers))
    elif which == "ranking":
        drawing = ranking.ranking(layout, t, palette)
        what, how = explain.ranking_subtitle(result, t), explain.how_to_read_ranking(result, t)
    else:
        drawing = heatmap.heatmap(layout, t, palette)
        marks = heatmap_svg.items(layout, scale, t, palette)
        what, how = explain.heatmap_subtitle(result, t), explain.how_to_read(result, t)
    whose = t("Only these judgements: {viewpoint}.", viewpoint=_wanted.whose) if _wanted.whose else ""
    return Drawn(
        picture=drawing,
        narrow=narrow,
        says=explain.bubble_headline(result, names.money, t)
        if which == "bubble"
        else explain.headline(result, names.categories, t),
        what=" ".join(filter(None, (what, whose, explain.coverage(result, t)))),
        sure=" ".join(
            filter(
                None,
                (
                    "" if _sure.enough else explain.border(result, names.categories, t),
                    sureness.headline(_sure, result, names.categories, t),
                    explain.critical(result, names.categories, t),
                ),
            )
        ),
        talk=explain.worth_talking(result, names.categories, names.columns, t),
        how="\n".join(f"- {sentence}" for sentence in how),
        data=data,
        legend=legend.on_screen(marks),
        narrow_legend=legend.on_screen(bars),
        left_out=max(len(result.order) - MOST_ROWS, 0) if which != "bubble" else 0,
        places=_places(layout),
    )
