"""Start: go on where I was, open an organisation, make one, or try the demo."""

import functools

import streamlit as st

from lotsen.errors import N_
from lotsen.ui import access, feedback, screen, state
from lotsen.ui.access import Visit
from lotsen.ui.components import fields
from lotsen.ui.start import roadmaps
from lotsen.ui.thread import PAGES, TITLES

DEMOS = {
    "municipality": N_("A municipality of 20,000 people"),
    "wellbeing_county": N_("A wellbeing services county"),
}


def page() -> None:
    visit = access.require(roadmap=False)
    t = visit.t
    screen.head(t, t("Where do you want to go?"), t("From strategy to where and how you buy, step by step."))
    home = visit.house.organisations.home(visit.person.id)
    go_on(visit, home.place)
    mine, beside = st.columns([3, 2], gap="large")
    with mine:
        for organisation, membership, found in home.organisations:
            roadmaps.card(visit, organisation, membership, found)
        if not home.organisations:
            screen.empty(t("Nothing of yours is here yet. Make your organisation, or look around in the demo first."))
        if visit.person.is_guest:
            return
        made = screen.fold(
            t("New organisation"), icon=":material/add:", key="start:fold:new", expanded=not home.organisations
        )
        if made.open:
            with made:
                roadmaps.new(visit)
        restored = screen.fold(t("Restore from an archive"), icon=":material/unarchive:", key="start:fold:restore")
        if restored.open:
            with restored:
                roadmaps.restore(visit)
    with beside:
        if not visit.person.name:
            you(visit)
        demos(visit, {organisation.demo for organisation, _, _ in home.organisations})


def go_on(visit: Visit, place: dict[str, str]) -> None:
    """The one big way on: where the person was last."""
    t = visit.t
    roadmap, address = state.as_id(place.get("roadmap")), place.get("page", "")
    standing = roadmap and visit.house.organisations.if_standing(roadmap, visit.person.id)
    if not standing or address not in PAGES:
        return
    name, title = t.local(standing.organisation.name), t(TITLES[address])
    label = t("Go on: {page}, {organisation}", page=title, organisation=name)
    with st.container(border=True):
        screen.link(address, label, icon=":material/history:", roadmap=standing.roadmap.id)


def you(visit: Visit) -> None:
    """Ask once what the person is called: judgements and changes are shown with a name."""
    t = visit.t
    with st.container(border=True):
        save = functools.partial(visit.house.identity.rename, visit.person.id)
        fields.text(t("What is your name?"), visit.person.name, save, key="start:you:name", limit=200)


def demos(visit: Visit, opened: set[str | None]) -> None:
    """Two invented organisations, complete, in one click; an opened one can be made anew."""
    t = visit.t
    with st.container(border=True):
        st.subheader(t("Try it with invented data"), anchor=False)
        st.caption(t("Goals, lines, invoices, judgements and a plan half done. You can change everything."))
        for key, label in DEMOS.items():
            with st.container(horizontal=True):
                if st.button(t(label), key=f"start:demo:{key}", icon=":material/play_arrow:"):
                    enter(visit, key)
                if key in opened and st.button(t("Reset"), key=f"start:reset:{key}", type="tertiary"):
                    reset(visit, key, t(label))


def enter(visit: Visit, key: str) -> None:
    roadmap = visit.house.demos.open(key, visit.person, visit.t.language)
    st.switch_page(screen.page_of("summary", ""), query_params={"roadmap": str(roadmap.id)})


def reset(visit: Visit, key: str, name: str) -> None:
    t = visit.t

    @st.dialog(t("Reset the demo?"))
    def ask() -> None:
        st.write(t("Everything that was changed in '{name}' goes, for everybody.", name=name))
        if st.button(t("Reset the demo"), type="primary", key="start:reset:do"):
            roadmap = visit.house.demos.reset(key, visit.person, t.language)
            state.open_roadmap(roadmap.id)
            feedback.say(t("The demo is as it was at first."))
            st.rerun()

    ask()


page()
