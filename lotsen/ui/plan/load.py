"""Load: who has how many days in which quarter, what a square is made of, and levelling it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts import load as drawing
from lotsen.charts import theme
from lotsen.charts.layout.load import NARROW_COLUMNS, address, layout
from lotsen.domain import plan
from lotsen.domain.capacity import Capacity
from lotsen.domain.load import By, Cell, Loads, level, loads
from lotsen.errors import N_
from lotsen.explain import load as explain
from lotsen.explain.plan import quarter_name
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, fields, table
from lotsen.ui.plan.desk import Desk, open_panel

BY = {By.PERSON: N_("Per person"), By.ROLE: N_("Per role")}
_BY, _CELL, _LEVELLING, _FIXED = "plan:load:by", "plan:load:cell", "plan:load:levelling", "plan:load:fixed"
_CHART = "plan:load"


@dataclass(frozen=True)
class Drawn:
    """One picture of a load and what is said of it; made once a revision, shared, never changed."""

    loads: Loads
    picture: Any
    narrow: Any
    says: str
    what: str
    how: str
    data: screen.Table


def show(desk: Desk) -> None:
    """The picture, the bars behind a square, everybody's days, and levelling."""
    t = desk.t
    by = _by(desk)
    drawn = _drawn(
        str(desk.roadmap_id),
        desk.visit.here.revision,
        desk.content.today,
        t.language,
        by,
        str(st.context.theme.type or "light"),
        desk,
    )
    if not drawn.loads.cells:
        screen.empty(t("Here stands who has how much to do. Give interventions dates, an owner and person-days first."))
        return
    screen.figure(
        t,
        drawn.picture,
        narrow=drawn.narrow,
        key=_CHART,
        says=drawn.says,
        what=drawn.what,
        how=drawn.how,
        data=drawn.data,
        on_select=_clicked,
    )
    _behind(desk, drawn.loads)
    if desk.edits:
        _level(desk, drawn.loads)


def _by(desk: Desk) -> By:
    chosen = choice.kept(
        desk.t,
        desk.t("Whose load"),
        {each.value: desk.t(name) for each, name in BY.items()},
        By.PERSON.value,
        memory=_BY,
        key="plan:load:whose",
        look="segments",
        hide_label=True,
    )
    return By(chosen)


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(roadmap: str, revision: int, day: dt.date, language: str, by: By, colours: str, _desk: Desk) -> Drawn:
    return _picture(loads(_desk.content.interventions, _capacities(_desk), day, by), Texts.of(language), colours)


def _picture(found: Loads, t: Texts, colours: str) -> Drawn:
    palette, told = theme.palette(colours), explain.table(found, t)
    return Drawn(
        found,
        drawing.load(layout(found, t), t, palette),
        drawing.load(layout(found, t, most_columns=NARROW_COLUMNS), t, palette, narrow=True),
        explain.headline(found, t),
        explain.subtitle(found, t),
        "\n".join(f"- {line}" for line in explain.how_to_read(found, t)),
        screen.Table(told.head, told.rows, sorted(told.numbers)),
    )


def _capacities(desk: Desk) -> dict[str, Capacity]:
    return dict(desk.house.capacity.of_roadmap(desk.roadmap_id, desk.visit.here.revision))


def _clicked() -> None:
    """Remember the square that was clicked, on the laptop's picture or on the phone's."""
    for key in (_CHART, f"{_CHART}:narrow"):
        state = st.session_state.get(key)
        points = state["selection"]["points"] if state else []
        ids = [point["customdata"] for point in points if point.get("customdata")]
        if ids:
            st.session_state[_CELL] = ids[0][0] if isinstance(ids[0], list) else ids[0]
            return


# Behind a square -------------------------------------------------------------------------------------------------


def _behind(desk: Desk, found: Loads) -> None:
    """Choose a square: what it is made of, and how many days there are."""
    t = desk.t
    cells = {address(cell): cell for row in found.cells.values() for cell in row if cell.days}
    worst = [address(cell) for cell in found.over]
    names = {
        key: t("{who}, {quarter}", who=cell.who, quarter=quarter_name(cell.quarter, t)) for key, cell in cells.items()
    }
    first = (worst or list(cells))[0]
    chosen = choice.kept(t, t("What a quarter is made of"), names, first, memory=_CELL, key="plan:load:square")
    cell = cells[chosen]
    with st.container(border=True):
        for item, line in explain.pieces(cell, {UUID(key): title for key, title in desk.titles().items()}, t):
            st.button(
                screen.escape(line),
                key=f"plan:load:open:{item}",
                type="tertiary",
                on_click=open_panel,
                args=(str(item),),
            )
        if desk.edits:
            _days(desk, cell)


def _days(desk: Desk, cell: Cell) -> None:
    """The days of this person in every quarter, and in this one."""
    t, service = desk.t, desk.house.capacity
    known = _capacities(desk).get(cell.who) or Capacity(cell.who)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.number(
            t,
            t("Days a quarter, {who}", who=cell.who),
            known.days,
            lambda given: service.set_days(desk.roadmap_id, desk.who, cell.who, _float(given)),
            key=f"plan:load:days:{cell.who}",
        )
        fields.number(
            t,
            t("In {quarter} instead", quarter=quarter_name(cell.quarter, t)),
            known.other.get(cell.quarter),
            lambda given: service.set_quarter(desk.roadmap_id, desk.who, cell.who, cell.quarter, _float(given)),
            key=f"plan:load:days:{address(cell)}",
        )


def _float(given: Decimal | None) -> float | None:
    return None if given is None else float(given)


# Levelling -------------------------------------------------------------------------------------------------------


def _level(desk: Desk, found: Loads) -> None:
    """One press proposes, another takes it over."""
    t, kept = desk.t, st.session_state
    if not found.over:
        return
    if not kept.get(_LEVELLING):
        st.button(
            t("Level it"),
            key="plan:load:level",
            type="primary",
            icon=":material/align_horizontal_left:",
            on_click=lambda: kept.__setitem__(_LEVELLING, True),
        )
        return
    with st.container(border=True, key="plan-levelling"):
        waiting = {
            str(item.id): t.local(item.title) for item in desk.content.interventions if item.status in plan.WAITING
        }
        fixed = choice.several(
            t,
            t("These stay where they are"),
            waiting,
            list(kept.get(_FIXED, ())),
            key="plan:load:stay",
            save=choice.remember(_FIXED),
            empty=t("Anything that has not begun may move"),
        )
        proposed = level(
            desk.content.interventions,
            _capacities(desk),
            desk.content.today,
            found.by,
            horizon=desk.visit.here.ends,
            fixed=[UUID(each) for each in fixed],
        )
        says = explain.levelled(proposed, t)
        st.markdown(f"**{screen.escape(says)}**")
        if proposed.moves:
            titles = {UUID(key): title for key, title in desk.titles().items()}
            moved = explain.moves(proposed, titles, t)
            table.draw(moved.head, moved.rows, caption=says)
            _afterwards(_picture(proposed.after, t, str(st.context.theme.type or "light")), t)
            st.caption(
                t(
                    "Only what has not begun moves, later, within its own latest day, with those who wait for it; "
                    "each time the move that delays the least effect for the days it frees."
                )
            )
        with st.container(horizontal=True):
            if proposed.moves:
                st.button(
                    t("Take it over"),
                    key="plan:load:take",
                    type="primary",
                    on_click=partial(_take, desk, proposed.moves),
                )
            st.button(t("Leave it as it was"), key="plan:load:leave", on_click=_forget, type="tertiary")


def _afterwards(drawn: Drawn, t: Texts) -> None:
    """The picture as it would be."""
    st.markdown(t("Afterwards: {says}", says=screen.escape(drawn.says)))
    for key, picture in (("figure-wide", drawn.picture), ("figure-narrow", drawn.narrow)):
        with st.container(key=f"plan:load:after:{key}"):
            st.plotly_chart(
                picture, key=f"plan:load:after:{key}:chart", width="stretch", theme=None, config=theme.CONFIG,
                alt=drawn.says,
            )  # fmt: skip


def _take(desk: Desk, moves: tuple[plan.Move, ...]) -> None:
    if feedback.save(partial(desk.house.capacity.take_over, desk.roadmap_id, desk.who, moves)):
        _forget()


def _forget() -> None:
    st.session_state.pop(_LEVELLING, None)
