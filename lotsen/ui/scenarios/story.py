"""What must we do then? A story asks the room, and an idea becomes an intervention in one click."""

from functools import partial

import streamlit as st

from lotsen.analysis.results.scenario import Outlook
from lotsen.domain.starter import StarterScenario
from lotsen.ui import feedback, screen
from lotsen.ui.scenarios.desk import Desk

_IDEA = "scenarios:idea"


def draw(desk: Desk) -> None:
    """The question, a field for an idea, ideas of the library, and what was found from this story so far."""
    t, outlook = desk.t, desk.here
    story = _story(desk, outlook)
    st.subheader(screen.escape(t.local(story.question) if story else t("What must we do then?")), anchor=False)
    with st.form("scenarios:idea:form", border=False):
        idea, do = st.columns([4, 1], vertical_alignment="bottom")
        idea.text_input(t("An idea in a few words"), key=_IDEA, max_chars=400)
        do.form_submit_button(
            t("Add"), key="scenarios:idea:submit", icon=":material/add:", on_click=partial(_add, desk, outlook)
        )
    _library(desk, outlook, story)
    mine = [
        desk.interventions[item.id] for item in desk.content.interventions if item.scenario_id == outlook.scenario.id
    ]
    if mine:
        st.caption(screen.escape(t("Found from this story: {what}.", what=t.listing(mine))))


def _story(desk: Desk, outlook: Outlook) -> StarterScenario | None:
    """The starter story that the scenario's words come from."""
    here, house = desk.visit.here, desk.visit.house
    names = set(outlook.scenario.name.versions.values())
    stories = house.scenarios.stories(house.scenarios.content(here.id, here.revision))
    return next((story for story, _ in stories if names & set(story.name.versions.values())), None)


def _library(desk: Desk, outlook: Outlook, story: StarterScenario | None) -> None:
    picks = {pick.starter.key: pick for pick in desk.visit.house.interventions.library(desk.content)}
    left = [picks[key] for key in story.ideas if key in picks and not picks[key].picked] if story else []
    if not left:
        return
    with st.container(horizontal=True, key="scenarios:ideas"):
        for pick in left:
            st.button(
                desk.t.local(pick.starter.title),
                key=f"scenarios:idea:{pick.starter.key}",
                icon=":material/lightbulb:",
                help=desk.t.local(pick.starter.description),
                on_click=partial(_pick, desk, outlook, pick.starter.key),
            )


def _add(desk: Desk, outlook: Outlook) -> None:
    given = st.session_state
    done = feedback.save(
        lambda: desk.visit.house.interventions.add(
            desk.visit.roadmap_id, desk.who, given[_IDEA], desk.t.language, scenario=outlook.scenario.id
        )
    )
    if done:
        given[_IDEA] = ""


def _pick(desk: Desk, outlook: Outlook, key: str) -> None:
    feedback.save(
        lambda: desk.visit.house.interventions.pick(desk.visit.roadmap_id, desk.who, key, scenario=outlook.scenario.id)
    )
