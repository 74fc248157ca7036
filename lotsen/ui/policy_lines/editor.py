"""One policy line in a dialog: written while it is a draft or proposal, read once it is adopted."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.domain.clock import today
from lotsen.domain.policy_line import Decision, LineForce, LineStatus, PolicyBook, PolicyLine
from lotsen.explain.policy_lines import FORCES, decided, foreign, reach
from lotsen.texts import Texts
from lotsen.ui import access, feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, confirm, local_field


def open_dialog(t: Texts, line_id: UUID) -> None:
    """Show the line over the page; closing it draws the page again."""

    @st.dialog(t("Policy line"), width="large", on_dismiss="rerun")
    def dialog() -> None:
        visit = access.require()
        feedback.show(visit.t)
        book = visit.house.policy_lines.book(visit.roadmap_id)
        line = next((line for line in book.lines if line.id == line_id), None)
        if line is None:
            st.info(visit.t("This policy line is no longer there. Somebody may have removed it."))
            return
        if line.status is LineStatus.ADOPTED:
            adopted(visit, book, line)
        else:
            edit(visit, book, line)
        _earlier(visit.t, book, line)
        _remove(visit, line)

    dialog()


def edit(visit: Visit, book: PolicyBook, line: PolicyLine) -> None:
    """The fields of a line that no decision locks."""
    t, key = visit.t, f"policy_lines:line:{line.id}:{line.edition}"

    def save(name: str) -> Callable[[Any], object]:
        return lambda value: visit.house.policy_lines.write(line, replace(line, **{name: value}), visit.person.id)

    def chosen(name: str, kind: Callable[[str], Any]) -> Callable[[str | None], None]:
        return lambda one: one and feedback.save(lambda: save(name)(kind(one)))  # type: ignore[return-value]

    local_field.draw(t, t("What the line says"), line.text, save("text"), key=f"{key}:text", tall=True)
    local_field.draw(t, t("Why"), line.reason, save("reason"), key=f"{key}:reason", tall=True)
    force, status = st.columns(2)
    with force:
        names = {one.value: t(name) for one, name in FORCES.items()}
        choice.one(
            t,
            t("Force"),
            names,
            line.force.value,
            key=f"{key}:force",
            save=chosen("force", LineForce),
            look="segments",
        )
    with status:
        choice.one(
            t,
            t("Status"),
            {LineStatus.DRAFT.value: t("Draft"), LineStatus.PROPOSED.value: t("Proposed")},
            line.status.value,
            key=f"{key}:status",
            save=chosen("status", LineStatus),
            look="segments",
        )
    _ties(visit, book, line, save, key)
    _decide(visit, line, key)


def _ties(
    visit: Visit, book: PolicyBook, line: PolicyLine, save: Callable[[str], Callable[[Any], object]], key: str
) -> None:
    t = visit.t

    def tie(name: str) -> Callable[[list[str]], object]:
        return lambda ids: feedback.save(lambda: save(name)(tuple(sorted(UUID(one) for one in ids))))

    choice.several(
        t,
        t("Goals that it follows from"),
        {str(goal.id): t.local(goal.title) for goal in book.goals},
        [str(one) for one in line.goals],
        key=f"{key}:goals",
        save=tie("goals"),
        empty=t("No goal yet"),
    )
    choice.several(
        t,
        t("Categories that it applies to"),
        {str(one): t.local(name) for one, name in book.categories.items()},
        [str(one) for one in line.categories],
        key=f"{key}:categories",
        save=tie("categories"),
        empty=t("All categories"),
    )


def _decide(visit: Visit, line: PolicyLine, key: str) -> None:
    t = visit.t
    with st.expander(t("Record the decision that adopts it"), icon=":material/gavel:"):
        st.caption(t("A decision locks this edition. Changes are then made in a new edition."))
        with st.form(f"{key}:decision", border=False):
            st.text_input(t("Organ"), key=f"{key}:organ", max_chars=200)
            st.date_input(
                t("Date of the meeting"),
                value=today(visit.house.clock, visit.body.zone),
                key=f"{key}:day",
                format="DD.MM.YYYY",
            )
            left, right = st.columns(2)
            left.text_input(t("Paragraph"), key=f"{key}:paragraph", max_chars=40, placeholder="§ 118")
            right.text_input(t("Register number"), key=f"{key}:register", max_chars=80)
            st.form_submit_button(
                t("Adopt"), type="primary", key=f"{key}:adopt", on_click=_adopt, args=(visit, line, key)
            )


def _adopt(visit: Visit, line: PolicyLine, key: str) -> None:
    given = st.session_state
    day = given.get(f"{key}:day")
    decision = Decision(
        str(given.get(f"{key}:organ") or "").strip(),
        day if isinstance(day, dt.date) else today(visit.house.clock, visit.body.zone),
        str(given.get(f"{key}:paragraph") or "").strip(),
        str(given.get(f"{key}:register") or "").strip(),
    )
    _do(lambda: visit.house.policy_lines.adopt(line.roadmap_id, line.id, decision, visit.person.id))


def _do(use_case: Callable[[], object]) -> None:
    feedback.save(use_case)


def adopted(visit: Visit, book: PolicyBook, line: PolicyLine) -> None:
    """A line as it was decided, and the way to its next edition."""
    t = visit.t
    st.markdown(f"**{screen.escape(t.local(line.text))}**")
    if language := foreign(t, line.text):
        st.caption(f":material/translate: {t('Not translated yet: shown in {language}', language=language)}")
    if line.reason:
        st.markdown(screen.escape(t.local(line.reason)))
    if line.decision:
        st.markdown(f":material/gavel: {screen.escape(decided(t, line.decision))}")
    st.caption(screen.escape(f"{t(FORCES[line.force])} · {reach(t, book, line)}"))
    st.caption(t("Edition {edition} is adopted and locked.", edition=line.edition))
    st.button(
        t("Begin a new edition"),
        key=f"policy_lines:line:{line.id}:revise",
        icon=":material/edit_document:",
        on_click=_do,
        args=(lambda: visit.house.policy_lines.revise(line.roadmap_id, line.id, visit.person.id),),
    )


def _earlier(t: Texts, book: PolicyBook, line: PolicyLine) -> None:
    for one in book.earlier(line):
        title = t("Edition {edition}, as it was adopted", edition=one.edition)
        with st.expander(title, icon=":material/history:"):
            st.markdown(f"**{screen.escape(t.local(one.text))}**")
            st.markdown(screen.escape(t.local(one.reason)))
            st.caption(screen.escape(f"{t(FORCES[one.force])} · {decided(t, one.decision)}"))


def _remove(visit: Visit, line: PolicyLine) -> None:
    t, lines = visit.t, visit.house.policy_lines
    book = lines.book(line.roadmap_id)
    editions = [one for one in book.editions if one.policy_line_id == line.id]
    if editions and line.status is not LineStatus.ADOPTED:
        st.button(
            t("Drop this draft, keep what is in force"),
            key=f"policy_lines:line:{line.id}:drop",
            icon=":material/undo:",
            on_click=_do,
            args=(lambda: lines.drop_draft(line.roadmap_id, line.id, visit.person.id),),
        )
    if confirm.button(
        t,
        t("Remove the line"),
        lambda: [
            t("edition {edition}, adopted: {decision}", edition=one.edition, decision=decided(t, one.decision))
            for one in editions
        ],
        lambda: lines.remove(line.roadmap_id, line.id, visit.person.id),
        key=f"policy_lines:line:{line.id}:remove",
    ):
        st.rerun()
