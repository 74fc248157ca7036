"""How is it going?"""

import streamlit as st

from lotsen.errors import N_
from lotsen.texts import Texts
from lotsen.ui import access, screen
from lotsen.ui.components import choice
from lotsen.ui.follow_up import against, effects, indicators, reports
from lotsen.ui.plan.desk import Desk

VIEW = "follow:view"
PARTS = {
    "reports": (N_("Reports"), reports.draw),
    "indicators": (N_("Indicators"), indicators.draw),
    "against": (N_("Against the frozen plan"), against.draw),
    "effects": (N_("Effects"), effects.draw),
}


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(
        t, t("How is it going?"), t("Say how far you are, what the indicators show, and what has become of the plan.")
    )
    desk = Desk.of(visit)
    if not desk.content.interventions and not desk.content.goals:
        empty(t)
        return
    told = visit.house.followup.content(visit.roadmap_id, visit.here.revision, visit.body.zone)
    _, draw = PARTS[part(t)]
    draw(desk, told)
    screen.next_step("summary", t("See it all on one page"))


def part(t: Texts) -> str:
    """Which part is looked at."""
    now = str(st.session_state.get(VIEW, "reports"))
    chosen = choice.one(
        t,
        t("What to follow"),
        {key: t(name) for key, (name, _) in PARTS.items()},
        now,
        key="follow:part",
        save=lambda one: st.session_state.update({VIEW: one}),
        look="segments",
        hide_label=True,
    )
    return chosen or now


def empty(t: Texts) -> None:
    """Nothing to follow yet: where it comes from."""
    screen.empty(t("Here you follow what you have set out to do. First it takes goals or interventions."))
    screen.link("strategy", t("Begin with what you want"), icon=":material/arrow_forward:")
    screen.link("plan", t("To the plan"), icon=":material/arrow_forward:")


page()
