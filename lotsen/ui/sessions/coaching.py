"""Coaching sessions on screen: open one, write what is said of it, close it, read past ones."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from lotsen.domain.coaching import CoachingSession, Snapshot
from lotsen.domain.localtext import LocalText
from lotsen.domain.rights import Right
from lotsen.explain import sessions as explain
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, fields, table
from lotsen.ui.sessions import joining, movement


def open_new(visit: Visit) -> None:
    """The form that opens a session on one or several roadmaps."""
    t = visit.t
    found = {
        str(roadmap.id): f"{t.local(organisation.name)} · {t.local(roadmap.title)}"
        for organisation, roadmap in visit.house.coaching.roadmaps(visit.person.id)
    }
    with st.form("sessions:new", border=False):
        title = st.text_input(t("Title"), key="sessions:new:title", max_chars=200)
        left, right = st.columns(2)
        day = left.date_input(t("Date"), "today", key="sessions:new:day", format="DD.MM.YYYY")
        coach = right.text_input(t("Coach"), visit.person.name, key="sessions:new:coach")
        purpose = st.text_area(t("Purpose"), key="sessions:new:purpose", height=80)
        people = st.text_area(t("Participants, one on each line"), key="sessions:new:people", height=100)
        roadmaps = choice.several(t, t("Roadmaps"), found, [str(visit.roadmap_id)], key="sessions:new:roadmaps")
        if st.form_submit_button(t("Open the session"), type="primary", icon=":material/play_arrow:"):
            ids = tuple(
                roadmap.id
                for _, roadmap in visit.house.coaching.roadmaps(visit.person.id)
                if str(roadmap.id) in roadmaps
            )
            named = LocalText.of(title.strip(), t.language)
            feedback.save(
                lambda: visit.house.coaching.open(visit.person, named, day, coach, purpose, lines(people), ids)
            )
            st.rerun()


def lines(text: str) -> tuple[str, ...]:
    """The lines that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def under_way(visit: Visit, session: CoachingSession) -> None:
    """The session that is open: what is said of it, saved field by field, and the way to close it."""
    t = visit.t
    with st.container(border=True):
        st.subheader(t("Open now: {title}", title=screen.escape(t.local(session.title))), anchor=False)
        st.caption(t("Everything done in its roadmaps is attributed to this session until you close it."))
        joining.draw(visit, session)
        if not visit.may(Right.LEAD):
            st.caption(screen.escape(session.purpose))
            return
        _described(visit, session)
        st.text_area(
            t("Decisions"),
            value=session.decisions,
            key=f"sessions:{session.id}:closing",
            help=t("The note of decisions that closes the session."),
            height=120,
        )
        if st.button(
            t("Close with a snapshot"), type="primary", key=f"sessions:{session.id}:close", icon=":material/flag:"
        ):
            note = str(st.session_state.get(f"sessions:{session.id}:closing", ""))
            if feedback.save(lambda: visit.house.coaching.close(session.id, note, visit.person.id)):
                feedback.say(t("The session is closed. Its snapshot is below."))
            st.rerun()


def _described(visit: Visit, session: CoachingSession) -> None:
    t = visit.t

    def save(change: Callable[[Any], dict[str, Any]]) -> Callable[[Any], object]:
        return lambda given: visit.house.coaching.write(session, replace(session, **change(given)), visit.person.id)

    key = f"sessions:{session.id}"
    left, right = st.columns(2)
    with left:
        fields.day(t("Date"), session.day, save(lambda day: {"day": day or session.day}), key=f"{key}:day")
        fields.text(t("Coach"), session.coach, save(lambda name: {"coach": name}), key=f"{key}:coach")
    with right:
        fields.text(
            t("Purpose"), session.purpose, save(lambda text: {"purpose": text}), key=f"{key}:purpose", tall=True
        )
    fields.text(
        t("Participants, one on each line"),
        "\n".join(session.participants),
        save(lambda text: {"participants": lines(text)}),
        key=f"{key}:people",
        tall=True,
    )


def past(visit: Visit, session: CoachingSession, snapshot: Snapshot | None) -> None:
    """A closed session: what it was about, what was decided, what was done, how it compares."""
    t = visit.t
    label = f"{t.date(session.day)} · {screen.escape(t.local(session.title))}"
    box = screen.fold(label, key=f"sessions:{session.id}:fold")
    if not box.open:
        return
    with box:
        about = [(t("Coach"), session.coach), (t("Purpose"), session.purpose)]
        about += [(t("Participants"), t.listing(list(session.participants))), (t("Decisions"), session.decisions)]
        table.draw(
            (t("What"), t("Said")),
            [(name, text) for name, text in about if text],
            caption=t("What was said of the session"),
        )
        st.write(explain.done(t, visit.house.coaching.done_in(visit.roadmap_id, session.id)))
        if snapshot:
            _snapshot(visit, session, snapshot)
        else:
            st.caption(t("There is no snapshot of this roadmap from this session."))


def _snapshot(visit: Visit, session: CoachingSession, snapshot: Snapshot) -> None:
    t = visit.t
    views = {"then": t("As it was"), "now": t("Compared with now")}
    view = choice.one(
        t, t("Look at"), views, None, key=f"sessions:{snapshot.id}:view", look="segments", empty="", hide_label=True
    )
    if view == "then":
        as_it_was(visit, snapshot)
    elif view == "now":
        heads = movement.title(visit, snapshot, session), t("Now")
        movement.compared(visit, snapshot.id, None, heads, key=f"sessions:{snapshot.id}:slope")


def as_it_was(visit: Visit, snapshot: Snapshot) -> None:
    """The roadmap at the snapshot: its goals, the ranking that was kept, policy lines, interventions."""
    t = visit.t
    document = visit.house.coaching.as_it_was(visit.roadmap_id, snapshot.id)
    st.caption(
        t("Revision {n}, {moment}", n=t.number(snapshot.revision), moment=t.moment(snapshot.at, visit.body.zone))
    )
    if movement.hidden(visit):
        document = {**document, "results": {}}
    for noun in ("goal", "category", "policy_line", "intervention"):
        kept = explain.contained(t, document, noun)
        if kept.rows:
            table.draw(kept.head, kept.rows, caption=t(explain.NOUNS[noun]), numbers=sorted(kept.numbers))
