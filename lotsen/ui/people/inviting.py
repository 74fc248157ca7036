"""Inviting somebody, and the invitations that nobody has used yet."""

from functools import partial

import streamlit as st

from lotsen.domain.organisation import Role, Viewpoint
from lotsen.explain.people import ROLES, VIEWPOINTS
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice
from lotsen.ui.people import links

_NAME, _ROLE, _VIEWPOINT = "people:invite:name", "people:invite:role", "people:invite:viewpoint"


def draw(visit: Visit) -> None:
    """The form, the link that was made, and what still waits."""
    t = visit.t
    st.subheader(t("Invite somebody"), anchor=False)
    with st.form("people:invite", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("Name"), key=_NAME, max_chars=200)
        choice.one(t, t("Role"), {one.value: t(name) for one, name in ROLES.items()}, Role.PARTICIPANT.value, key=_ROLE)
        choice.one(
            t,
            t("Viewpoint"),
            {one.value: t(name) for one, name in VIEWPOINTS.items()},
            Viewpoint.OTHER.value,
            key=_VIEWPOINT,
        )
        st.form_submit_button(
            t("Make a link"), key="people:invite:make", icon=":material/link:", on_click=partial(_invite, visit)
        )
    links.show(t)
    waiting = visit.house.accounts.invitations(visit.body.id)
    if not waiting:
        return
    st.caption(t("Links that nobody has used yet"))
    for one in waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                screen.escape(
                    t(
                        "{name}, {role}, until {day}",
                        name=one.name or t("Without a name"),
                        role=t(ROLES[one.role]).lower(),
                        day=t.date(one.expires_at.date()),
                    )
                )
            )
            st.button(
                t("Withdraw"),
                key=f"people:withdraw:{one.token_hash[:16]}",
                type="tertiary",
                on_click=feedback.saving(
                    partial(visit.house.accounts.withdraw, visit.body.id, one.token_hash, visit.person.id)
                ),
            )


def _invite(visit: Visit) -> None:
    given, language = st.session_state, visit.t.language
    name = str(given.get(_NAME) or "")

    def invite() -> None:
        role = Role(given.get(f"{_ROLE}:{language}") or Role.PARTICIPANT)
        viewpoint = Viewpoint(given.get(f"{_VIEWPOINT}:{language}") or Viewpoint.OTHER)
        token = visit.house.accounts.invite(visit.body.id, name, role, viewpoint, visit.person.id)
        links.keep(name or visit.t("Without a name"), token)

    if feedback.save(invite):
        given[_NAME] = ""
