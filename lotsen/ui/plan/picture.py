"""The plan as a picture: Gantt or year by year, what it says, how to read it, the same as a table."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from lotsen.charts import path, theme
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import GanttLayout, Grouping
from lotsen.domain.baseline import spans
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.plan import PlanContent, misses
from lotsen.errors import N_
from lotsen.explain import plan as explain
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.components import choice, table
from lotsen.ui.plan import baselines, grid, load, years
from lotsen.ui.plan import gantt as element
from lotsen.ui.plan.desk import Desk, link, open_panel

GROUPINGS = {
    Grouping.CATEGORY: N_("By category"),
    Grouping.OWNER: N_("By owner"),
    Grouping.GOAL: N_("By goal"),
}
VIEWS = {"gantt": N_("Gantt"), "years": N_("Year by year"), "load": N_("Load"), "grid": N_("Edit in a grid")}

NARROW = """<style>
.st-key-plan-narrow { display: none; }
@media (max-width: 720px) { .st-key-plan-narrow { display: flex; } }
</style>"""
"""A phone meets the years first, the Gantt below."""


@dataclass(frozen=True)
class Picture:
    """One drawing of a plan and what is said of it; made once a revision, shared by everybody, never changed."""

    gantt: GanttLayout
    packed: bytes
    years: str
    says: str
    how: str
    warnings: tuple[str, ...]
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
    against = baselines.chosen(desk)
    picture = _picture(
        str(desk.roadmap_id),
        desk.visit.here.revision,
        desk.content.today,
        t.language,
        grouping,
        _colours(),
        str(against.id) if against else "",
        desk.content,
        against,
    )
    st.subheader(screen.escape(picture.says), anchor=False)
    if waiting := explain.unanswered(desk.content.interventions, t):
        st.markdown(waiting)
    st.html(NARROW)
    with st.container(key="plan-narrow"):
        _years(picture, t)
    _gantt(desk, picture)
    _beside(picture, t, reading=True)
    if picture.warnings:
        st.warning("\n".join(f"- {screen.escape(each)}" for each in picture.warnings), icon=":material/call_split:")
    baselines.show(desk, against)


def _toolbar(desk: Desk) -> tuple[str, Grouping]:
    t = desk.t
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view = choice.kept(
            t,
            t("View"),
            {each: t(name) for each, name in VIEWS.items() if desk.edits or each != "grid"},
            "years" if desk.is_small else "gantt",
            memory="plan:view",
            key="plan:picture:view",
            look="segments",
        )
        grouping = _grouping(desk) if view == "gantt" else Grouping.CATEGORY
        choice.one(
            t,
            t("Open an intervention"),
            desk.titles(),
            None,
            key="plan:picture:open",
            save=open_panel,
            empty=t("Choose an intervention"),
        )
    return view, grouping


def _grouping(desk: Desk) -> Grouping:
    """What only the Gantt has: how its bars are grouped, and which frozen plan lies behind them."""
    t = desk.t
    chosen = choice.kept(
        t,
        t("Grouped"),
        {each.value: t(name) for each, name in GROUPINGS.items()},
        Grouping.CATEGORY.value,
        memory="plan:grouping",
        key="plan:picture:grouping",
        look="segments",
    )
    baselines.choose(desk)
    return Grouping(chosen)


def _colours() -> str:
    return str(st.context.theme.type or "light")


@st.cache_resource(max_entries=256, show_spinner=False)
def _picture(
    roadmap: str,
    revision: int,
    day: dt.date,
    language: str,
    grouping: Grouping,
    colours: str,
    against: str,
    _content: PlanContent,
    _baseline: PlanBaseline | None,
) -> Picture:
    t, palette = Texts.of(language), theme.palette(colours)
    gantt = layout(_content, grouping, t, spans(_baseline) if _baseline else None)
    titles = {item.id: t.local(item.title) for item in _content.interventions}
    stamp = f"{roadmap}:{revision}:{day}:{language}:{grouping}:{against}"
    return Picture(
        gantt,
        element.packed(gantt, t, stamp),
        path.html(gantt, palette, t, lambda each: link(UUID(roadmap), each)),
        explain.sentence(gantt, t),
        "\n".join(f"- {line}" for line in explain.how_to_read(gantt, t)),
        (*explain.clash_sentences(gantt, t), *explain.misses(misses(_content.interventions), titles, t)),
        tuple(tuple(row) for row in explain.table(gantt, t)),
    )


def _gantt(desk: Desk, picture: Picture) -> None:
    if picture.gantt.bars:
        element.draw(desk, picture.packed)


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
