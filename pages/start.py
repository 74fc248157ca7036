"""Start: go on where I was, open an organisation, make one, or try the demo."""

import streamlit as st

from lotsen.domain.organisation import OrganisationKind
from lotsen.errors import N_
from lotsen.ui import access, feedback, screen, state
from lotsen.ui.access import Visit
from lotsen.ui.components import choice

KINDS = {
    OrganisationKind.MUNICIPALITY: N_("Municipality"),
    OrganisationKind.JOINT_AUTHORITY: N_("Joint municipal authority"),
    OrganisationKind.WELLBEING_COUNTY: N_("Wellbeing services county"),
    OrganisationKind.STATE_AGENCY: N_("State agency"),
    OrganisationKind.PARISH: N_("Parish or parish union"),
    OrganisationKind.COMPANY: N_("Company owned by a public body"),
    OrganisationKind.OTHER: N_("Other contracting authority"),
}


def page() -> None:
    visit = access.require(roadmap=False)
    t = visit.t
    screen.head(t, t("Where do you want to go?"), t("From strategy to where and how you buy, step by step."))
    home = visit.house.organisations.home(visit.person.id)
    for organisation, _member, roadmaps in home.organisations:
        with st.container(border=True):
            st.markdown(f"**{screen.escape(t.local(organisation.name))}**")
            for roadmap in roadmaps:
                st.button(
                    t("Open {title}", title=t.local(roadmap.title)),
                    key=f"start:open:{roadmap.id}",
                    on_click=state.open_roadmap,
                    args=(roadmap.id,),
                )
    new_organisation(visit)


def new_organisation(visit: Visit) -> None:
    t = visit.t
    with st.expander(t("New organisation"), icon=":material/add:"), st.form("start:new", border=False):
        name = st.text_input(t("Name"), key="start:new:name")
        kinds = {kind.value: t(name) for kind, name in KINDS.items()}
        kind = choice.one(t, t("Type"), kinds, OrganisationKind.MUNICIPALITY.value, key="start:new:kind")
        if st.form_submit_button(t("Make"), type="primary"):
            make(visit, name, OrganisationKind(kind or "other"))


def make(visit: Visit, name: str, kind: OrganisationKind) -> None:
    def use_case() -> None:
        made = visit.house.organisations.make(name, kind, None, (visit.t.language,), visit.person)
        state.open_roadmap(made.id)

    feedback.save(use_case)
    st.rerun()


page()
