"""The gate: the first line of every page.

`access.require()` gives the visit (who is here, on which roadmap, in which language) or stops the page: a stranger
sees the door, a person without a roadmap is sent to the start page. It never trusts the address: what it names is
looked up as this person sees it, at every run.
"""

import html
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.domain.organisation import Organisation, Person, Roadmap, Role
from lotsen.domain.rights import Right, may
from lotsen.errors import NotFound
from lotsen.texts import Texts
from lotsen.ui import screen, state


@dataclass(frozen=True)
class Visit:
    """One person on one page at one moment."""

    house: House
    person: Person
    t: Texts
    organisation: Organisation | None = None
    roadmap: Roadmap | None = None
    role: Role | None = None
    votes: int = 0

    @property
    def roadmap_id(self) -> UUID:
        """The open roadmap; `require` has seen to it that there is one."""
        assert self.roadmap is not None
        return self.roadmap.id

    @property
    def here(self) -> Roadmap:
        """The open roadmap itself."""
        assert self.roadmap is not None
        return self.roadmap

    @property
    def body(self) -> Organisation:
        """The organisation whose roadmap is open."""
        assert self.organisation is not None
        return self.organisation

    def may(self, right: Right) -> bool:
        """Whether the person has a right on what is open."""
        return self.role is not None and may(self.role, right)


_entered: ContextVar[Visit | None] = ContextVar("entered", default=None)
"""The visit that the frame found for the page it is about to run; taken once, so that a fragment looks again."""


def enter() -> Visit | None:
    """Look who is here and what is open; null for a stranger. The frame calls it once per run."""
    house = bootstrap.current()
    person = house.resolve(dict(st.context.cookies))
    if person is None:
        _entered.set(None)
        return None
    visit = Visit(house, person, Texts.of(state.language(person.language)))
    if roadmap_id := state.roadmap_id():
        visit = _on(visit, roadmap_id)
    _entered.set(visit)
    return visit


def _on(visit: Visit, roadmap_id: UUID) -> Visit:
    try:
        found = visit.house.organisations.standing(roadmap_id, visit.person.id)
    except NotFound:
        state.open_roadmap(None)
        return visit
    return Visit(
        visit.house, visit.person, visit.t, found.organisation, found.roadmap, found.membership.role, found.votes
    )


def require(right: Right = Right.READ, *, roadmap: bool = True) -> Visit:
    """The visit of a person who has this right here, or an end to the page.

    `roadmap=False` for pages that need none open.
    """
    visit = _entered.get() or enter()
    _entered.set(None)
    if visit is None:
        door(Texts.of(state.language()))
        st.stop()
    if roadmap and visit.roadmap is None:
        _no_roadmap(visit.t)
        st.stop()
    if roadmap and not visit.may(right):
        st.warning(visit.t("Your role in this organisation doesn't open this page."), icon=":material/lock:")
        st.stop()
    return visit


def door(t: Texts) -> None:
    """What a stranger sees: nothing of anybody's, and the way in."""
    st.title(t("Procurement Pilot"), anchor=False)
    st.html(f'<p><a href="/join?lang={t.language}">{html.escape(t("Join a session by its code"))}</a></p>')
    st.html(f'<p><a href="/auth/sign-in?lang={t.language}">{html.escape(t("Sign in"))}</a></p>')
    st.markdown(t("This door opens with the start link that the program printed when it was started."))
    st.markdown(t("On your own machine: look in the window where you started it, and open the link there."))


def _no_roadmap(t: Texts) -> None:
    st.info(t("No roadmap is open. Choose one on the start page."), icon=":material/explore:")
    screen.link("start", t("To the start page"), icon=":material/arrow_back:")
