"""The plan as a picture: Gantt or year by year, what it says, how to read it, the same as a table."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts import gantt as drawing
from lotsen.charts import path, theme
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import GanttLayout, Grouping
from lotsen.domain.plan import PlanContent
from lotsen.errors import N_
from lotsen.explain import plan as explain
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.components import choice, table
from lotsen.ui.plan import grid, load, years
from lotsen.ui.plan.desk import Desk, link, open_panel

GROUPINGS = {
    Grouping.CATEGORY: N_("By category"),
    Grouping.OWNER: N_("By owner"),
    Grouping.GOAL: N_("By goal"),
}
VIEWS = {"gantt": N_("Gantt"), "years": N_("Year by year"), "load": N_("Load"), "grid": N_("Edit in a grid")}

NARROW = """<style>
.st-key-plan-narrow { display: none; }
@media (max-width: 720px) { .st-key-plan-narrow { display: flex; } .st-key-plan-wide { display: none; } }
</style>"""


@dataclass(frozen=True)
class Picture:
    """One drawing of a plan and what is said of it; made once a revision, shared by everybody, never changed."""

    gantt: GanttLayout
    figure: Any
    years: str
    says: str
    how: str
    clashes: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def show(desk: Desk) -> None:
    """The toolbar and the view that was chosen."""
    t = desk.t
    view, grouping = _toolbar(desk)
    if view == "grid":
        grid.edit(desk)
        return
    if view in ("load", "years"):
        (load if view == "load" else years).show(desk)
        return
    picture = _picture(
        str(desk.roadmap_id),
        desk.visit.here.revision,
        desk.content.today,
        t.language,
        grouping,
        _colours(),
        desk.content,
    )
    st.subheader(screen.escape(picture.says), anchor=False)
    st.html(NARROW)
    with st.container(key="plan-narrow"):
        _years(picture, t)
    with st.container(key="plan-wide"):
        _gantt(picture, t, grouping)
    _beside(picture, t, reading=True)
    if picture.clashes:
        st.warning("\n".join(f"- {screen.escape(each)}" for each in picture.clashes), icon=":material/call_split:")


def _toolbar(desk: Desk) -> tuple[str, Grouping]:
    t = desk.t
    kept = st.session_state
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view = choice.one(
            t,
            t("View"),
            {each: t(name) for each, name in VIEWS.items()},
            kept.get("plan:view", "years" if desk.is_small else "gantt"),
            key="plan:picture:view",
            save=lambda chosen: kept.__setitem__("plan:view", chosen),
            look="segments",
        )
        grouping = None
        if view == "gantt":
            grouping = choice.one(
                t,
                t("Grouped"),
                {each.value: t(name) for each, name in GROUPINGS.items()},
                kept.get("plan:grouping", Grouping.CATEGORY.value),
                key="plan:picture:grouping",
                save=lambda chosen: kept.__setitem__("plan:grouping", chosen),
                look="segments",
            )
        choice.one(
            t,
            t("Open an intervention"),
            desk.titles(),
            None,
            key="plan:picture:open",
            save=open_panel,
            empty=t("Choose an intervention"),
        )
    return view or "gantt", Grouping(grouping or Grouping.CATEGORY)


def _colours() -> str:
    return str(st.context.theme.type or "light")


@st.cache_resource(max_entries=256, show_spinner=False)
def _picture(
    roadmap: str, revision: int, day: dt.date, language: str, grouping: Grouping, colours: str, _content: PlanContent
) -> Picture:
    t, palette = Texts.of(language), theme.palette(colours)
    gantt = layout(_content, grouping, t)
    return Picture(
        gantt,
        drawing.figure(gantt, palette, t),
        path.html(gantt, palette, t, lambda each: link(UUID(roadmap), each)),
        explain.sentence(gantt, t),
        "\n".join(f"- {line}" for line in explain.how_to_read(gantt, t)),
        tuple(explain.clash_sentences(gantt, t)),
        tuple(tuple(row) for row in explain.table(gantt, t)),
    )


def _gantt(picture: Picture, t: Texts, grouping: Grouping) -> None:
    key = f"plan:gantt:{grouping}:{t.language}"
    what = t("Interventions over time, {grouped}. Click a bar to open it.", grouped=t(GROUPINGS[grouping]).lower())
    st.caption(what)
    st.plotly_chart(
        picture.figure,
        key=key,
        width="stretch",
        theme=None,
        config=theme.CONFIG,
        on_select=partial(_clicked, key),
        selection_mode="points",
        alt=f"{picture.says} {what}",
    )


def _clicked(key: str) -> None:
    """Open what was clicked; a click on the bar that is chosen already un-chooses it and means the same."""
    points = st.session_state[key]["selection"]["points"]
    ids = [point["customdata"] for point in points if point.get("customdata")]
    chosen = (ids[0][0] if isinstance(ids[0], list) else ids[0]) if ids else st.session_state.get("plan:clicked")
    st.session_state["plan:clicked"] = chosen
    open_panel(chosen)


def _years(picture: Picture, t: Texts) -> None:
    st.caption(t("What begins and what goes on, quarter by quarter."))
    st.html(picture.years)


def _beside(picture: Picture, t: Texts, *, reading: bool) -> None:
    """How to read it, and the same as a table, which is drawn when it is opened: it weighs as much as the picture."""
    left, right = st.columns(2)
    if reading:
        with left.expander(t("How to read this"), icon=":material/help:"):
            st.markdown(picture.how)
    box = right.expander(
        t("The same as a table"), icon=":material/table_rows:", key="plan:picture:table", on_change="rerun"
    )
    if box.open:
        with box:
            table.draw(explain.heads(t), picture.rows, caption=picture.says, numbers=(6,))
