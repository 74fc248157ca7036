"""Who does what, and when?"""

import streamlit as st

from lotsen.ui import access, screen
from lotsen.ui.plan import adding, milestones, panel, picture, taking
from lotsen.ui.plan.desk import Desk, opened


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(
        t,
        t("Who does what, and when?"),
        t("A title, an owner and a quarter are enough to begin with. Everything else can follow."),
    )
    desk = Desk.of(visit)
    if not desk.content.interventions:
        _begin(desk)
        return
    picture.show(desk)
    if desk.edits:
        adding.undated(desk)
        _add(desk)
        milestones.show(desk)
    taking.show(desk)
    screen.next_step("follow-up", t("Next: how is it going"))
    if intervention := opened():
        panel.show(desk, intervention)


def _begin(desk: Desk) -> None:
    """Nothing yet: the two best ways to begin."""
    t = desk.t
    screen.empty(t("Here stands what you will do, who does it and when. Write your first intervention, or pick one."))
    if not desk.edits:
        return
    own, library = st.columns(2, gap="large")
    with own:
        st.subheader(t("Write an own one"), anchor=False)
        adding.own(desk)
    with library:
        st.subheader(t("Adapt a ready one"), anchor=False)
        st.markdown(t("Some fifty interventions of the field, with what they further and what must come first."))
        adding.from_library(desk)


def _add(desk: Desk) -> None:
    """One more."""
    st.subheader(desk.t("One more intervention"), anchor=False)
    adding.own(desk)
    adding.from_library(desk)


page()
