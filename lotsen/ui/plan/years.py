"""Year by year: areas down, years across, cards that are moved a year earlier or later.

What is pressed waits in the browser until Python has acknowledged it, as in the ordered list.
"""

import datetime as dt
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts.layout.years import Card, YearsLayout, layout
from lotsen.domain import plan
from lotsen.domain.plan import Proposal, Span, Wish
from lotsen.explain import plan as words
from lotsen.explain import years as explain
from lotsen.explain.explanation import Table
from lotsen.texts import Texts
from lotsen.ui import feedback, screen, state
from lotsen.ui.components import own, table
from lotsen.ui.plan.desk import Desk, open_panel

_KEY, _WISH = "plan:years", "plan:years:wish"

_mount = own.element("plan_years", Path(__file__).parent / "years_element" / "years.js")


@dataclass(frozen=True)
class Drawn:
    """The path and what is said of it; made once a revision, shared, never changed."""

    rows: list[dict[str, Any]]
    years: YearsLayout
    says: str
    data: Table


def show(desk: Desk) -> None:
    """The path, a question where a move touches others, and the same as a table."""
    t = desk.t
    drawn = _drawn(str(desk.roadmap_id), desk.visit.here.revision, desk.content.today, t.language, desk.edits, desk)
    st.subheader(screen.escape(drawn.says), anchor=False)
    st.caption(
        t(
            "Each intervention stands in the year in which it begins, in the area of the national strategy that it "
            "furthers most."
        )
    )
    _question(desk)
    _mount(
        data={
            "label": t("Year by year"),
            "years": list(drawn.years.years),
            "now": drawn.years.now,
            "rows": drawn.rows,
            "done": own.answered(_KEY).said(),
            "texts": {
                "area": t("Area"),
                "earlier": t("A year earlier: {title}", title="%"),
                "later": t("A year later: {title}", title="%"),
                "on": t("Goes on:"),
                "now": t("now"),
            },
        },
        key=_KEY,
        on_acts_change=lambda: own.carry_out(t, _KEY, "acts", own.read_presses, lambda each: _act(desk, each)),
    )
    box = screen.fold(t("The same as a table"), key="plan:years:table", icon=":material/table_rows:")
    if box.open:
        with box:
            table.draw(drawn.data.head, drawn.data.rows, caption=drawn.says)


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(roadmap: str, revision: int, day: dt.date, language: str, edits: bool, _desk: Desk) -> Drawn:
    t = Texts.of(language)
    found = layout(_desk.content, _desk.house.interventions.areas(_desk.content), t)
    rows = [
        {
            "name": row.name,
            "boxes": [
                {"begins": [_card(card, edits) for card in box.begins]} | {"on": ", ".join(box.goes_on)}
                for box in row.boxes
            ],
        }
        for row in found.rows
    ]
    return Drawn(rows, found, explain.headline(found, t), explain.table(found, t))


def _card(card: Card, edits: bool) -> dict[str, Any]:
    return asdict(card) | {"intervention_id": str(card.intervention_id), "movable": card.movable and edits}


def _act(desk: Desk, press: own.Press) -> None:
    intervention_id = state.as_id(press.id)
    if intervention_id and press.by in (-1, 1):
        feedback.save(partial(_move, desk, intervention_id, press.by))
    elif intervention_id and not press.by:
        open_panel(str(intervention_id))


def _move(desk: Desk, intervention_id: UUID, years: int) -> None:
    """Move at once where nobody else is touched; else keep the wish and ask.

    The plan is read anew: presses that follow fast upon each other are each of what the one before left.
    """
    now = desk.house.organisations.standing(desk.roadmap_id, desk.who).roadmap
    content = desk.house.interventions.content(desk.roadmap_id, now.revision, desk.visit.body.zone)
    item = next((each for each in content.interventions if each.id == intervention_id), None)
    days = plan.span(item) if item else None
    if days is None:
        return
    found = desk.house.interventions.wish(desk.roadmap_id, desk.who, intervention_id, days, days.shifted(12 * years))
    if isinstance(found, Wish):
        st.session_state[_WISH] = (str(intervention_id), found.after)


def _question(desk: Desk) -> None:
    """What a wished move means for the others, with a button for each way."""
    wished, after = st.session_state.get(_WISH, ("", None))
    item = desk.get(state.as_id(wished))
    if item is None or after is None or plan.span(item) == after:
        return
    t, titles = desk.t, {each.id: desk.t.local(each.title) for each in desk.content.interventions}
    along, alone = _ways(desk, item.id, after)
    with st.container(border=True, key="plan-years-question"):
        st.markdown(screen.escape(words.move_question(along, titles, t)))
        if len(along.moves) > 1:
            _way(desk, along, t("Move the followers too"), words.moves(along, titles, t), with_followers=True)
        keep = t("Keep the others and show the clash") if alone.clashes else t("Move this one alone")
        _way(desk, alone, keep, words.clashes(alone.clashes, titles, t), with_followers=False)
        st.button(t("Leave it as it was"), key="plan:years:leave", on_click=_forget, type="tertiary")


def _ways(desk: Desk, intervention_id: UUID, after: Span) -> tuple[Proposal, Proposal]:
    items = desk.content.interventions
    along, alone = (plan.propose(items, intervention_id, after, with_followers=both) for both in (True, False))
    return along, alone


def _way(desk: Desk, proposal: Proposal, label: str, lines: list[str], *, with_followers: bool) -> None:
    st.button(
        label,
        key=f"plan:years:{'along' if with_followers else 'alone'}",
        type="primary" if with_followers else "secondary",
        on_click=partial(_carry, desk, proposal, with_followers),
    )
    for line in lines:
        st.markdown(f"- {screen.escape(line)}")


def _carry(desk: Desk, proposal: Proposal, with_followers: bool) -> None:
    move = partial(desk.house.interventions.move, desk.roadmap_id, desk.who, proposal, with_followers=with_followers)
    if feedback.save(move):
        _forget()


def _forget() -> None:
    st.session_state.pop(_WISH, None)
