"""Which policy lines follow from it?"""

from uuid import UUID

import streamlit as st

from lotsen.domain.policy_line import LineStatus, PolicyBook, PolicyLine
from lotsen.domain.rights import Right
from lotsen.explain import policy_lines as said
from lotsen.texts import Texts
from lotsen.ui import access, feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, ordered, policy_document
from lotsen.ui.policy_lines import editor, picker

VIEW, DRAFTS = "policy_lines:view", "policy_lines:drafts"
OPEN, PICK = "policy_lines:open", "policy_lines:pick"


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(
        t,
        t("Which policy lines follow from it?"),
        t("Rules for what you buy that follow from the goals, from a draft to a decision."),
    )
    book = visit.house.policy_lines.at(visit.roadmap_id, visit.here.revision)
    if not book.lines:
        screen.empty(t("Here stand your policy lines. Adapt some that others use, or write your own."))
    edits = visit.may(Right.EDIT)
    if book.lines and (not edits or view_choice(t) == "read"):
        read(visit, book)
    elif edits:
        if book.lines:
            work(visit, book)
        new_line(visit)
    if edits:
        dialogs(t)
    screen.next_step("categories", t("Next: what you buy"))


def view_choice(t: Texts) -> str:
    names = {"work": t("Work on the lines"), "read": t("Read as a document")}
    return kept_choice(t, t("View"), names, VIEW, "work")


def kept_choice(t: Texts, label: str, names: dict[str, str], memory: str, first: str) -> str:
    now = st.session_state.get(memory, first)
    chosen = choice.one(
        t,
        label,
        names,
        now,
        key=f"policy_lines:show:{memory.rpartition(':')[2]}",
        save=lambda one: st.session_state.update({memory: one}),
        look="segments",
        hide_label=True,
    )
    return chosen or now


def work(visit: Visit, book: PolicyBook) -> None:
    t = visit.t
    st.caption(said.counts(t, book.lines))
    ordered.draw(
        t,
        t("The policy lines"),
        [row(t, book, line) for line in book.lines],
        move=lambda one, by: visit.house.policy_lines.move(visit.roadmap_id, UUID(one), by, visit.person.id),
        open_one=lambda one: st.session_state.update({OPEN: one}),
        open_label=t("Open"),
        key="policy_lines:list",
    )


def row(t: Texts, book: PolicyBook, line: PolicyLine) -> ordered.Row:
    goals = t.listing([t.local(goal.title) for goal in book.goals if goal.id in line.goals])
    detail = " · ".join(part for part in (t(said.FORCES[line.force]), goals, said.reach(t, book, line)) if part)
    adopted = line.status is LineStatus.ADOPTED
    return ordered.Row(
        str(line.id), t.local(line.text), detail, said.foreign(t, line.text), t(said.STATUSES[line.status]), adopted
    )


def new_line(visit: Visit) -> None:
    t, key = visit.t, "policy_lines:new"

    def add() -> None:
        text = st.session_state.get(key, "")
        if feedback.save(lambda: visit.house.policy_lines.add(visit.roadmap_id, text, t.language, visit.person.id)):
            st.session_state[key] = ""

    with st.form(f"{key}:form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(t("A line of your own"), key=key, max_chars=2000)
        st.form_submit_button(t("Add"), on_click=add, key=f"{key}:add")
    if st.button(t("Adapt starter lines"), key="policy_lines:pick:open", icon=":material/library_books:"):
        st.session_state[PICK] = True


def read(visit: Visit, book: PolicyBook) -> None:
    t = visit.t
    names = {"force": t("What is in force"), "drafts": t("With drafts and proposals")}
    drafts = kept_choice(t, t("Which lines"), names, DRAFTS, "force") == "drafts"
    sections = said.document(t, book, drafts=drafts)
    if not sections:
        screen.empty(t("No line is adopted yet. Look at the drafts, or record a decision on a line."))
        return
    organisation = t.local(visit.body.name)
    title = t("Policy lines for procurement: {organisation}", organisation=organisation)
    counted = said.counts(t, book.lines) if drafts else said.in_force(t, sections)
    policy_document.draw(t, title, f"{t.local(visit.here.title)} · {counted}", sections)


def dialogs(t: Texts) -> None:
    opened = st.session_state.pop(OPEN, None)
    if opened:
        editor.open_dialog(t, UUID(opened))
    elif st.session_state.pop(PICK, False):
        picker.open_dialog(t)


page()
