"""Everybody in the organisation: role, a link to a new password, leaving."""

from functools import partial
from uuid import UUID

import streamlit as st

from lotsen.domain.organisation import Membership, Role
from lotsen.explain.people import ROLES, VIEWPOINTS
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, confirm
from lotsen.ui.people import links


def draw(visit: Visit) -> None:
    """One row each, by name."""
    t = visit.t
    everybody = visit.house.organisations.members(visit.body.id)
    st.subheader(t.plural("{n} person", "{n} people", len(everybody)), anchor=False)
    st.caption(
        t(
            "Coaches may do everything here. Participants write and judge. Managers read, judge, report and decide. "
            "A changed role counts at once."
        )
    )
    for one in everybody:
        _row(visit, one)


def _row(visit: Visit, member: Membership) -> None:
    t, service = visit.t, visit.house.organisations
    name = member.person_name or t("Without a name")
    key = f"people:member:{member.person_id}"
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=320):
            st.markdown(f"**{screen.escape(name)}**")
            st.caption(screen.escape(t(VIEWPOINTS[member.viewpoint])))
        choice.one(
            t,
            t("Role of {name}", name=name),
            {one.value: t(label) for one, label in ROLES.items()},
            member.role.value,
            key=f"{key}:role",
            save=partial(_role, visit, member),
            look="segments",
            hide_label=True,
        )
        st.button(
            t("New password link"),
            key=f"{key}:reset",
            icon=":material/key:",
            on_click=partial(_reset, visit, member.person_id, name),
            help=t("A link with which this person chooses a login or a new password."),
        )
        if member.person_id != visit.person.id:
            confirm.button(
                t,
                t("Remove {name}", name=name),
                lambda: [t("The right to see this organisation. What the person has judged stays.")],
                partial(service.remove_member, visit.body.id, member.person_id, visit.person.id),
                key=f"{key}:remove",
            )


def _role(visit: Visit, member: Membership, chosen: str | None) -> None:
    set_role = visit.house.organisations.set_role
    if chosen:
        feedback.save(partial(set_role, visit.body.id, member.person_id, Role(chosen), visit.person.id))


def _reset(visit: Visit, person_id: UUID, name: str) -> None:
    def reset() -> None:
        links.keep(name, visit.house.accounts.reset(visit.body.id, person_id, visit.person.id))

    feedback.save(reset)
