"""The main script: who is here, in which language, on which page; then the page itself."""

import html

import streamlit as st

from lotsen import bootstrap
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.rights import Right
from lotsen.texts import Texts
from lotsen.ui import access, callbacks, state
from lotsen.ui.access import Visit
from lotsen.ui.components import document
from lotsen.ui.screen import escape, page_of
from lotsen.ui.thread import ICONS, STATES, STEPS, StepState

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0B5C6B"/>'
    '<path d="M15 5v16H6zM17 9v12h8zM5 23h22l-4 5H9z" fill="#fff"/></svg>'
)
NAMES = {"sv": "Svenska", "fi": "Suomi", "en": "English"}


def frame() -> None:
    with bootstrap.current().moment():
        _draw()


def _draw() -> None:
    visit = access.enter()
    t = visit.t if visit else Texts.of(state.language())
    st.set_page_config(page_title=t("Procurement Pilot"), page_icon=ICON, layout="wide")
    page = st.navigation(_pages(visit, t), position="top" if visit else "hidden")
    _describe(visit, t)
    _bar(visit, t)
    _remember(visit, page)
    page.run()
    _foot(t)


def _pages(visit: Visit | None, t: Texts) -> list["st.Page"]:
    steps = _states(visit)
    opened = "visible" if visit and visit.roadmap else "hidden"
    return [
        page_of("start", t("Start"), icon=":material/home:"),
        *(
            page_of(
                step.address,
                t(step.title),
                icon=ICONS[steps[step.address]],
                help=t(STATES[steps[step.address]]),
                visibility=opened if visit and visit.may(step.right) else "hidden",
            )
            for step in STEPS
        ),
        page_of("sessions", t("Coaching sessions"), icon=":material/groups:", visibility=opened),
        page_of(
            "people",
            t("People"),
            icon=":material/group_add:",
            visibility="visible" if visit and visit.may(Right.MANAGE) else "hidden",
        ),
        page_of("spend", t("Invoices"), visibility="hidden"),
    ]


def _states(visit: Visit | None) -> dict[str, StepState]:
    if visit is None or visit.roadmap is None:
        return {step.address: StepState.EMPTY for step in STEPS}
    counts = visit.house.organisations.standing_contents(visit.here, visit.votes)
    return {step.address: step.state(counts) for step in STEPS}


def _describe(visit: Visit | None, t: Texts) -> None:
    shown = f"{visit.roadmap.id}:{visit.roadmap.revision}:{visit.votes}" if visit and visit.roadmap else ""
    document.describe(t.language, shown)


def _bar(visit: Visit | None, t: Texts) -> None:
    """Where I am, and the language: on every page, keeping the place."""
    with st.container(key="frame-bar", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(_where(visit, t))
        if visit:
            _me(visit, t)
        st.segmented_control(
            t("Language"),
            LANGUAGES,
            format_func=NAMES.__getitem__,
            default=t.language,
            key=f"frame:switch:{t.language}",
            on_change=_switch,
            args=(visit, f"frame:switch:{t.language}"),
            required=True,
            label_visibility="collapsed",
            width="content",
        )


def _me(visit: Visit, t: Texts) -> None:
    """Who is here: leads to the account and the way out, which are pages of their own."""
    name = visit.person.name or t("Your account")
    st.html(f'<a style="color:inherit" href="/auth/account?lang={t.language}">{html.escape(name)}</a>', width="content")


def _where(visit: Visit | None, t: Texts) -> str:
    if visit is None or visit.roadmap is None:
        return escape(t("Procurement Pilot"))
    return f"**{escape(t.local(visit.body.name))}** · {escape(t.local(visit.here.title))}"


def _switch(visit: Visit | None, key: str) -> None:
    chosen = st.session_state.pop(key, None)
    if chosen:
        state.set_language(chosen)
        if visit:
            visit.house.identity.set_language(visit.person.id, chosen)


def _remember(visit: Visit | None, page: "st.Page") -> None:
    """Note the place when it is another than at the last run, so that the start page can offer to go on from it."""
    if visit and visit.roadmap and page.url_path and state.moved_to(page.url_path, visit.roadmap_id):
        visit.house.organisations.remember_place(visit.person.id, page.url_path, visit.roadmap_id)


def _foot(t: Texts) -> None:
    st.caption(
        t(
            "Procurement Pilot is an independent open tool (EUPL-1.2). It is not a service of Hansel or of KEINO, "
            "and implies no endorsement by them."
        )
    )


callbacks.run_to_their_end()
frame()
