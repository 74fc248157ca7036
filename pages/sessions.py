"""Coaching sessions: open one on this and other roadmaps, close it with a snapshot, read and compare past ones."""

import streamlit as st

from lotsen.domain.rights import Right
from lotsen.ui import access, screen
from lotsen.ui.sessions import coaching, movement


def page() -> None:
    visit = access.require()
    t = visit.t
    screen.head(
        t,
        t("What do we do together?"),
        t("Everything done while a session is open belongs to it. It closes with a snapshot and a note of decisions."),
    )
    sessions = visit.house.coaching.of_person(visit.person.id)
    here = [session for session in sessions if visit.roadmap_id in session.roadmaps]
    under_way = next((session for session in here if session.closed_at is None), None)
    if under_way:
        coaching.under_way(visit, under_way)
    elif visit.may(Right.LEAD):
        box = screen.fold(t("Open a session"), icon=":material/add:", key="sessions:fold:new", expanded=not here)
        if box.open:
            with box:
                coaching.open_new(visit)
    taken = visit.house.coaching.snapshots(visit.roadmap_id)
    if taken:
        movement.choose(visit, taken, {session.id: session for session in here})
    snapshots = {snapshot.session_id: snapshot for snapshot in taken}
    closed = [session for session in here if session.closed_at]
    if closed:
        st.subheader(t("Past sessions"), anchor=False)
    for session in closed:
        coaching.past(visit, session, snapshots.get(session.id))
    if not here:
        screen.empty(t("No session has been held on this roadmap yet."))


page()
