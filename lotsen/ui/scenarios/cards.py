"""The scenarios side by side as cards, and ways to begin one."""

from functools import partial

import streamlit as st

from lotsen.analysis.results.scenario import Outlook
from lotsen.explain import scenarios as explain
from lotsen.ui import feedback, screen
from lotsen.ui.scenarios.desk import OPEN, Desk, look_at

CARD = 240
MOST_LINES = 4
_NAME = "scenarios:add:name"


def draw(desk: Desk) -> None:
    """One card for each scenario."""
    with st.container(horizontal=True, key="scenarios:cards"):
        for outlook in desk.outlooks:
            _card(desk, outlook)


def _card(desk: Desk, outlook: Outlook) -> None:
    t, one = desk.t, outlook.scenario
    open_now = outlook is desk.here
    with st.container(border=True, width=CARD, gap="small"):
        lines = [
            f"**{screen.escape(desk.name(outlook))}**",
            screen.escape(t.local(one.story)),
            "\n".join(f"- {screen.escape(line)}" for line in _lines(desk, outlook)),
            screen.escape(_plan(desk, outlook)),
        ]
        st.markdown("\n\n".join(line for line in lines if line))
        st.button(
            t("Shown below") if open_now else t("Look closer"),
            key=f"scenarios:open:{one.id}",
            disabled=open_now,
            on_click=look_at,
            args=(str(one.id),),
            help=desk.name(outlook),
        )


def _lines(desk: Desk, outlook: Outlook) -> list[str]:
    """What the scenario assumes, the first few of it."""
    t, given = desk.t, outlook.scenario.assumptions
    lines = explain.assumed(given, desk.goals, desk.categories, desk.interventions, t)
    more = len(lines) - MOST_LINES
    shown = [*lines[:MOST_LINES], t.plural("and {n} more", "and {n} more", more)] if more > 0 else lines
    return shown or [t("Everything as now")]


def _plan(desk: Desk, outlook: Outlook) -> str:
    """What the best plan so far comes to."""
    t, found = desk.t, desk.found.get(outlook.scenario.id)
    if outlook.scenario.id in desk.searches:
        return t("A plan is being looked for.")
    if found is None:
        return t("No plan is found yet.")
    plan = desk.visit.house.solving.figures(outlook, found)
    says = (
        t.plural(
            "{n} intervention, {points} points",
            "{n} interventions, {points} points",
            len(plan.planned),
            points=t.number(plan.effect),
        )
        if found.planned
        else explain.status(found, t)
    )
    return f"{says} · {t('older than the roadmap')}" if desk.is_older(outlook) else says


def begin(desk: Desk, *, first: bool = False) -> None:
    """A scenario from a story, in one click, or a blank one."""
    t = desk.t
    here, house = desk.visit.here, desk.visit.house
    stories = house.scenarios.stories(house.scenarios.content(here.id, here.revision))
    left = [story for story, taken in stories if not taken]
    if first:
        st.markdown(t("Choose a story to begin with; what it assumes can be changed afterwards."))
    with st.container(horizontal=True, key="scenarios:stories"):
        for story in left:
            st.button(
                t.local(story.name),
                key=f"scenarios:begin:{story.key}",
                icon=":material/add:",
                help=t.local(story.story),
                on_click=partial(_begin, desk, story.key),
            )
    with st.form("scenarios:add", border=False):
        name, do = st.columns([4, 1], vertical_alignment="bottom")
        name.text_input(t("An own scenario: its name"), key=_NAME, max_chars=200)
        do.form_submit_button(t("Add"), key="scenarios:add:submit", icon=":material/add:", on_click=partial(_add, desk))


def _begin(desk: Desk, key: str) -> None:
    made = []
    if feedback.save(lambda: made.append(desk.visit.house.scenarios.begin(desk.visit.roadmap_id, desk.who, key))):
        st.session_state[OPEN] = str(made[0].id)


def _add(desk: Desk) -> None:
    made = []
    given = st.session_state

    def add() -> None:
        made.append(desk.visit.house.scenarios.add(desk.visit.roadmap_id, desk.who, given[_NAME], desk.t.language))

    if feedback.save(add):
        given[OPEN], given[_NAME] = str(made[0].id), ""
