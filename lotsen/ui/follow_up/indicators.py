"""Indicators: each goal's readings against baseline and target, and a new reading in two fields."""

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts import course as drawing
from lotsen.charts import theme
from lotsen.charts.layout.course import layout
from lotsen.domain.followup import Course, FollowUp, course
from lotsen.domain.goal import Goal
from lotsen.explain import followup as explain
from lotsen.explain.explanation import Table
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, fields, table
from lotsen.ui.plan.desk import Desk

COLUMNS = 2


@dataclass(frozen=True)
class Drawn:
    """One goal's picture and what is said of it; made once a revision, shared, never changed."""

    way: Course
    picture: Any
    says: str
    what: str
    alt: str
    data: Table


def draw(desk: Desk, told: FollowUp) -> None:
    """Every goal's way."""
    t = desk.t
    if not desk.content.goals:
        screen.empty(t("Here stands how each goal comes along. There are no goals yet."))
        screen.link("strategy", t("To the goals"), icon=":material/arrow_forward:")
        return
    drawn = _drawn(
        str(desk.roadmap_id),
        desk.visit.here.revision,
        t.language,
        str(st.context.theme.type or "light"),
        desk.visit.here.starts,
        desk.content.goals,
        told,
    )
    st.subheader(screen.escape(explain.courses([each.way for each in drawn], t)), anchor=False)
    st.caption(
        t(
            "The dotted line goes evenly from the baseline (ring) to the target (diamond); the thick line is what was "
            "read."
        )
    )
    _new(desk)
    for place in range(0, len(drawn), COLUMNS):
        for column, each in zip(st.columns(COLUMNS, gap="large"), drawn[place : place + COLUMNS], strict=False):
            with column:
                _goal(desk, each)


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(
    roadmap: str, revision: int, language: str, colours: str, begins: dt.date, _goals: Any, _told: FollowUp
) -> tuple[Drawn, ...]:
    t, palette = Texts.of(language), theme.palette(colours)
    ways = [course(goal, _told.readings, begins) for goal in _goals]
    return tuple(
        Drawn(
            way,
            drawing.course(layout(way, t), palette),
            explain.headline(way, t),
            explain.subtitle(way.goal, t),
            explain.course_alt(way, t),
            explain.readings(way, _told, t),
        )
        for way in ways
    )


def _goal(desk: Desk, each: Drawn) -> None:
    t, goal = desk.t, each.way.goal
    st.markdown(f"**{screen.escape(each.says)}**")
    st.caption(screen.escape(each.what))
    st.plotly_chart(
        each.picture, key=f"follow:course:{goal.id}", width="stretch", theme=None, config=theme.CONFIG, alt=each.alt
    )
    box = screen.fold(t("The same as a table"), key=f"follow:table:{goal.id}", icon=":material/table_rows:")
    if box.open:
        with box:
            table.draw(each.data.head, each.data.rows, caption=each.says, numbers=sorted(each.data.numbers))
            for reading in each.way.readings:
                st.button(
                    t("Remove the reading of {day}", day=t.date(reading.day)),
                    key=f"follow:unread:{reading.id}",
                    icon=":material/delete:",
                    type="tertiary",
                    on_click=partial(_remove, desk, reading.id),
                )


def _remove(desk: Desk, reading_id: UUID) -> None:
    feedback.save(partial(desk.house.followup.remove_reading, desk.roadmap_id, desk.who, reading_id))


def _new(desk: Desk) -> None:
    """A new reading: which goal, what it shows; the day is today's unless another is chosen."""
    t, key = desk.t, "follow:reading"
    titles = {str(goal.id): t.local(goal.title) for goal in desk.content.goals}
    with st.form(key, border=True), st.container(horizontal=True, vertical_alignment="bottom"):
        choice.one(t, t("Goal"), titles, next(iter(titles)), key=f"{key}:goal")
        st.text_input(t("Value"), key=f"{key}:value", max_chars=40, width=160)
        st.date_input(t("Day"), desk.content.today, key=f"{key}:day", format="DD.MM.YYYY", width=160)
        st.form_submit_button(
            t("Add the reading"), key=f"{key}:send", icon=":material/add:", on_click=partial(_add, desk, key)
        )


def _add(desk: Desk, key: str) -> None:
    given = st.session_state
    goal = _chosen(desk, given.get(f"{key}:goal:{desk.t.language}"))

    def add() -> None:
        value = fields.read_number(str(given[f"{key}:value"] or ""))
        desk.house.followup.add_reading(desk.roadmap_id, desk.who, goal.id, given[f"{key}:day"], value)

    if feedback.save(add):
        given[f"{key}:value"] = ""


def _chosen(desk: Desk, goal_id: str | None) -> Goal:
    return next((goal for goal in desk.content.goals if str(goal.id) == goal_id), desk.content.goals[0])
