"""What if?"""

import streamlit as st

from lotsen.domain.rights import Right
from lotsen.ui import access, screen
from lotsen.ui.scenarios import assumptions, beside, best, cards, story
from lotsen.ui.scenarios.desk import Desk


def page() -> None:
    visit = access.require(Right.EDIT)
    t = visit.t
    screen.head(
        t,
        t("What if?"),
        t("A story changes money, prices, people or weights. See what you would do then, and what holds in them all."),
    )
    desk = Desk.of(visit)
    if not desk.outlooks:
        begin(desk)
    else:
        cards.draw(desk)
        more(desk)
        one(desk)
        beside.compare(desk)
        beside.core(desk)
        beside.effort(desk)
    screen.next_step("plan", t("Plan what you do"))


def begin(desk: Desk) -> None:
    """Nothing yet: the ways to begin."""
    t = desk.t
    screen.empty(t("Here stand stories of what may come, and for each the plan that fits it best."))
    cards.begin(desk, first=True)
    nothing_to_choose(desk)


def more(desk: Desk) -> None:
    """One more scenario, folded."""
    box = screen.fold(desk.t("One more scenario"), key="scenarios:more", icon=":material/add:")
    if box.open:
        with box:
            cards.begin(desk)


def one(desk: Desk) -> None:
    """The scenario that is open: its question, its own plan and a better one, its assumptions."""
    st.header(screen.escape(desk.name(desk.here)), anchor=False)
    story.draw(desk)
    if desk.here.ground.open:
        best.draw(desk)
    else:
        nothing_to_choose(desk)
    assumptions.draw(desk)


def nothing_to_choose(desk: Desk) -> None:
    """A plan is chosen among interventions: say where they come from."""
    if not desk.content.interventions:
        screen.link("plan", desk.t("Write interventions first"), icon=":material/event:")


page()
