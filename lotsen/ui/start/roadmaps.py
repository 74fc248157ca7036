"""An organisation's roadmaps on the start page: open, copy, rename, put away, delete, take out as an archive."""

import datetime as dt
import json
from collections.abc import Callable, Sequence

import streamlit as st

from lotsen.domain.organisation import Membership, Organisation, OrganisationKind, Roadmap
from lotsen.domain.rights import Right, may
from lotsen.errors import N_, LotsenError
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
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
LANGUAGES = {"sv": N_("Swedish"), "fi": N_("Finnish"), "en": N_("English")}
HELD = {
    "goals": N_("goals of procurement: {n}"),
    "function_goals": N_("goals of the function: {n}"),
    "policy_lines": N_("policy lines: {n}"),
    "categories": N_("categories: {n}"),
    "spend_imports": N_("years of invoices: {n}"),
    "judgements": N_("judgements: {n}"),
    "interventions": N_("interventions: {n}"),
    "milestones": N_("milestones: {n}"),
    "check_ins": N_("status reports: {n}"),
    "readings": N_("readings of indicators: {n}"),
    "scenarios": N_("scenarios: {n}"),
    "snapshots": N_("snapshots: {n}"),
}


def card(visit: Visit, organisation: Organisation, membership: Membership, roadmaps: Sequence[Roadmap]) -> None:
    """One organisation with its roadmaps; the archived ones folded."""
    t = visit.t
    coach = may(membership.role, Right.MANAGE)
    with st.container(border=True):
        st.subheader(screen.escape(t.local(organisation.name)), anchor=False)
        st.caption(_about(visit, organisation))
        for roadmap in roadmaps:
            if not roadmap.archived:
                _line(visit, organisation, roadmap, coach)
        if away := [roadmap for roadmap in roadmaps if roadmap.archived]:
            with st.expander(t("Put away")):
                for roadmap in away:
                    _line(visit, organisation, roadmap, coach)
        if coach and not organisation.demo:
            st.button(
                t("New roadmap"),
                key=f"start:{organisation.id}:new",
                icon=":material/add:",
                type="tertiary",
                on_click=_saver(lambda: visit.house.organisations.make_roadmap(organisation.id, visit.person.id)),
            )


def _about(visit: Visit, organisation: Organisation) -> str:
    t = visit.t
    parts = [t(KINDS[organisation.kind])]
    if organisation.size:
        parts.append(t.number(organisation.size))
    parts += [t.listing([t(LANGUAGES[one]) for one in organisation.languages if one in LANGUAGES])]
    if organisation.demo:
        parts.append(t("invented, for trying things out"))
    return " · ".join(parts)


def _line(visit: Visit, organisation: Organisation, roadmap: Roadmap, coach: bool) -> None:
    t = visit.t
    with st.container(horizontal=True, vertical_alignment="center"):
        label = t("Open {title}", title=t.local(roadmap.title))
        screen.link("strategy", label, icon=":material/arrow_forward:", roadmap=roadmap.id)
        if coach:
            more = st.popover(t("More"), type="tertiary", key=f"start:{roadmap.id}:more", on_change="rerun")
            if more.open:
                with more:
                    _more(visit, organisation, roadmap)


def _more(visit: Visit, organisation: Organisation, roadmap: Roadmap) -> None:
    t, house, who = visit.t, visit.house, visit.person
    key = f"start:{roadmap.id}"
    if st.button(t("Copy for a new term"), key=f"{key}:copy", icon=":material/content_copy:"):
        _copy(visit, roadmap)
    if st.button(t("Title and horizon"), key=f"{key}:rename", icon=":material/edit_calendar:"):
        _rename(visit, roadmap)
    st.download_button(
        t("Take out as an archive"),
        lambda: _archived(visit, roadmap),
        file_name=f"lotsen-{roadmap.starts.year}-{roadmap.ends.year}.json",
        mime="application/json",
        key=f"{key}:export",
        icon=":material/download:",
    )
    st.button(
        t("Take back") if roadmap.archived else t("Put away"),
        key=f"{key}:archive",
        icon=":material/inventory_2:",
        on_click=_saver(lambda: house.organisations.archive(roadmap.id, who.id, archived=not roadmap.archived)),
    )
    if st.button(t("Delete"), key=f"{key}:delete", icon=":material/delete:"):
        _delete(visit, organisation, roadmap)


def _archived(visit: Visit, roadmap: Roadmap) -> str:
    document = visit.house.archive.take_out(roadmap.id, visit.person.id)
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1)


def _copy(visit: Visit, roadmap: Roadmap) -> None:
    t = visit.t
    later = roadmap.ends + dt.timedelta(days=1)
    until = later.replace(year=later.year + roadmap.ends.year - roadmap.starts.year) - dt.timedelta(days=1)

    @st.dialog(t("Copy for a new term"))
    def ask() -> None:
        st.write(t("Everything in the roadmap comes along. The old one stays as it is."))
        title = st.text_input(t("Title"), f"{later.year}–{until.year}", key="start:copy:title")
        starts = st.date_input(t("First day"), later, key="start:copy:starts", format="DD.MM.YYYY")
        ends = st.date_input(t("Last day"), until, key="start:copy:ends", format="DD.MM.YYYY")
        if st.button(t("Copy"), type="primary", key="start:copy:do"):
            named = roadmap.title.write(title, t.language) if title else roadmap.title
            _do(t, lambda: visit.house.archive.copy(roadmap.id, visit.person, named, starts, ends))

    ask()


def _rename(visit: Visit, roadmap: Roadmap) -> None:
    t = visit.t

    @st.dialog(t("Title and horizon"))
    def ask() -> None:
        title = st.text_input(t("Title"), t.local(roadmap.title), key="start:rename:title")
        starts = st.date_input(t("First day"), roadmap.starts, key="start:rename:starts", format="DD.MM.YYYY")
        ends = st.date_input(t("Last day"), roadmap.ends, key="start:rename:ends", format="DD.MM.YYYY")
        if st.button(t("Save"), type="primary", key="start:rename:do"):
            named = roadmap.title.write(title, t.language)
            _do(t, lambda: visit.house.organisations.rename(roadmap.id, visit.person.id, named, starts, ends))

    ask()


def _delete(visit: Visit, organisation: Organisation, roadmap: Roadmap) -> None:
    t = visit.t
    held = {name: n for name, n in visit.house.organisations.contents(roadmap.id).items() if n and name in HELD}

    @st.dialog(t("Delete the roadmap?"))
    def ask() -> None:
        name = f"{t.local(organisation.name)} · {t.local(roadmap.title)}"
        st.markdown(f"**{screen.escape(name)}**")
        st.write(t("This goes, for everybody and for good:") if held else t("The roadmap is empty."))
        st.markdown("\n".join(f"- {t(HELD[one], n=t.number(n))}" for one, n in held.items()))
        st.caption(t("Take the roadmap out as an archive first if you may want it back."))
        if st.button(t("Delete for good"), type="primary", key="start:delete:do"):
            _do(t, lambda: visit.house.organisations.delete_roadmap(roadmap.id, visit.person.id))

    ask()


def new(visit: Visit) -> None:
    """Make an organisation with its first roadmap."""
    t = visit.t
    with st.form("start:new", border=False):
        name = st.text_input(t("Name"), key="start:new:name", max_chars=200)
        kinds = {kind.value: t(label) for kind, label in KINDS.items()}
        kind = choice.one(t, t("Type"), kinds, OrganisationKind.MUNICIPALITY.value, key="start:new:kind")
        size = st.number_input(
            t("Size (inhabitants, or staff)"), min_value=0, value=None, step=100, key="start:new:size"
        )
        names = {one: t(label) for one, label in LANGUAGES.items()}
        spoken = choice.several(t, t("Languages"), names, [t.language], key="start:new:languages")
        if st.form_submit_button(t("Make"), type="primary", icon=":material/add:"):
            make = visit.house.organisations.make
            chosen = OrganisationKind(kind or OrganisationKind.OTHER)
            order = tuple(sorted(spoken or [t.language], key=lambda one: one != t.language))
            if feedback.save(lambda: make(name, chosen, int(size) if size else None, order, visit.person)):
                feedback.say(t("Made. Open it to begin with the strategy."))
            st.rerun()


def restore(visit: Visit) -> None:
    """Build a roadmap again from an archive that was taken out."""
    t = visit.t
    with st.form("start:restore", border=False, clear_on_submit=True):
        file = st.file_uploader(t("Archive (JSON)"), type=["json"], key="start:restore:file")
        if st.form_submit_button(t("Restore"), icon=":material/upload:") and file is not None:
            text = file.getvalue()
            if feedback.save(lambda: visit.house.archive.restore_text(text, visit.person)):
                feedback.say(t("Restored."))
            st.rerun()


def _saver(use_case: Callable[[], object]) -> Callable[[], None]:
    def save() -> None:
        feedback.save(use_case)

    return save


def _do(t: Texts, use_case: Callable[[], object]) -> None:
    """Inside a dialog: done closes it, an error stays in it."""
    try:
        use_case()
    except LotsenError as error:
        st.error(t.error(error))
        return
    feedback.say(t("Done."))
    st.rerun()
