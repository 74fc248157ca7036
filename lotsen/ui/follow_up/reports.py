"""Status reports: a card for each intervention, three large buttons, one press to send."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from lotsen.domain import plan
from lotsen.domain.followup import Awaited, FollowUp, as_planned, awaited
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.plan import Clash
from lotsen.errors import N_
from lotsen.explain import followup as explain
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice
from lotsen.ui.plan.desk import Desk
from lotsen.ui.plan.move import EARLIEST, LATEST

MOST_CARDS = 6
EVERYBODY, MINE = "everybody", "mine"
SAYS = {
    "as_planned": (N_("As planned"), ":material/check:"),
    "later": (N_("Later"), ":material/schedule:"),
    "done": (N_("Done"), ":material/flag:"),
}
_SAYING, _ALL, _WHOSE = "follow:saying", "follow:all", "follow:whose"

LARGE = """<style>
[class*="st-key-follow-card"] button { min-height: 48px; }
[class*="st-key-follow-card-says"] > div { flex: 1 1 8rem; }
.st-key-follow-cards { display: grid; grid-template-columns: 1fr; align-items: start; }
@media (min-width: 1000px) { .st-key-follow-cards { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
</style>"""


def draw(desk: Desk, told: FollowUp) -> None:
    """What waits, whose reports, and the cards."""
    t, day = desk.t, desk.content.today
    items = _open(desk.content.interventions, day, told)
    waiting = {each.intervention_id: each for each in awaited(desk.content.interventions, told, day)}
    late = len(plan.late(desk.content.interventions, day))
    st.subheader(
        screen.escape(explain.reports(desk.content.interventions, tuple(waiting.values()), late, t)), anchor=False
    )
    shown = _whose(desk, items)
    if not shown:
        screen.empty(t("Here stands what is under way. Nothing has begun that somebody could report on."))
        return
    shown.sort(key=lambda item: (item.id not in waiting, plan.span(item) or plan.Span(day, day)))
    everything = bool(st.session_state.get(_ALL))
    clashes = plan.clashes(desk.content.interventions)
    st.html(LARGE)
    with st.container(key="follow-cards"):
        for item in shown if everything else shown[:MOST_CARDS]:
            _card(desk, told, item, waiting.get(item.id), clashes)
    left = len(shown) - MOST_CARDS
    if left > 0 and not everything:
        st.button(
            t.plural("Show {n} more", "Show {n} more", left),
            key="follow:more",
            on_click=lambda: st.session_state.__setitem__(_ALL, True),
        )


def _open(interventions: Sequence[Intervention], day: dt.date, told: FollowUp) -> list[Intervention]:
    """What somebody can report on: open and begun, or meant to have begun; and what waits for its review."""
    waiting = {each.intervention_id for each in awaited(interventions, told, day)}
    return [
        item
        for item in interventions
        if item.id in waiting
        or (item.status not in plan.CLOSED and ((days := plan.span(item)) is not None) and days.first <= day)
        or item.status is InterventionStatus.UNDER_WAY
    ]


def _whose(desk: Desk, items: Sequence[Intervention]) -> list[Intervention]:
    """One's own cards first, where one owns anything; else everybody's, or those of the owner that is chosen."""
    t, me = desk.t, desk.visit.person.name.strip().casefold()
    owners = sorted({item.owner.strip() for item in items if item.owner.strip()})
    mine = [item for item in items if me and item.owner.strip().casefold() == me]
    options = {EVERYBODY: t("Everybody's")} | ({MINE: t("Mine")} if mine else {}) | {name: name for name in owners}
    first = MINE if mine else EVERYBODY
    chosen = choice.kept(t, t("Whose"), options, first, memory=_WHOSE, key="follow:reports:whose")
    if chosen == MINE:
        return list(mine)
    return [item for item in items if chosen in (EVERYBODY, item.owner.strip())]


def _card(desk: Desk, told: FollowUp, item: Intervention, waits: Awaited | None, clashes: Sequence[Clash]) -> None:
    t, said = desk.t, told.of(item.id)
    titles = {each.id: t.local(each.title) for each in desk.content.interventions}
    with st.container(border=True, key=f"follow:card:{item.id}"):
        st.markdown(f"**{screen.escape(titles[item.id])}**")
        st.caption(screen.escape(explain.about(item, desk.content.today, t)))
        if waits:
            st.markdown(f":material/notification_important: {screen.escape(explain.asks(waits, t))}")
        if pushed := explain.pushes(clashes, item.id, titles, t):
            st.markdown(f":material/call_split: {screen.escape(pushed)}")
        _buttons(desk, item)
        if st.session_state.get(_SAYING, ("",))[0] == str(item.id):
            _form(desk, item, str(st.session_state[_SAYING][1]))
        if said:
            st.caption(screen.escape(explain.report(said[0], told, t)))
        if len(said) > 1:
            box = screen.fold(
                t.plural("{n} earlier report", "{n} earlier reports", len(said) - 1), key=f"follow:history:{item.id}"
            )
            if box.open:
                with box:
                    st.markdown("\n".join(f"- {screen.escape(explain.report(each, told, t))}" for each in said[1:]))


def _buttons(desk: Desk, item: Intervention) -> None:
    chosen = st.session_state.get(_SAYING)
    with st.container(horizontal=True, key=f"follow:card:says:{item.id}"):
        for says, (label, icon) in SAYS.items():
            st.button(
                desk.t(label),
                key=f"follow:say:{says}:{item.id}",
                icon=icon,
                width="stretch",
                type="primary" if chosen == (str(item.id), says) else "secondary",
                on_click=lambda says=says: st.session_state.__setitem__(_SAYING, (str(item.id), says)),
            )


def _form(desk: Desk, item: Intervention, says: str) -> None:
    """What goes along with a report: everything is filled in, and one press sends it."""
    t, key = desk.t, f"follow:report:{item.id}:{item.version}:{says}"
    days = plan.span(item)
    with st.form(key, border=False):
        st.text_input(t("A sentence, if you like"), key=f"{key}:note", max_chars=400)
        if says != "done":
            progress = as_planned(item, desk.content.today) if says == "as_planned" else item.progress
            st.slider(t("Done, %"), 0, 100, progress, 5, key=f"{key}:progress")
        if says == "later" and days:
            last = plan.plus_months(max(days.last, desk.content.today), 1)
            st.date_input(
                t("New last day"),
                last,
                key=f"{key}:finish",
                format="DD.MM.YYYY",
                min_value=EARLIEST,
                max_value=LATEST,
            )
        st.form_submit_button(
            t("Send the report"),
            key=f"{key}:send",
            type="primary",
            icon=":material/send:",
            width="stretch",
            on_click=partial(_send, desk, item, says, key),
        )


def _send(desk: Desk, item: Intervention, says: str, key: str) -> None:
    given = st.session_state
    progress = 100 if says == "done" else int(given[f"{key}:progress"])
    finish: dt.date | None = given.get(f"{key}:finish")
    report = partial(
        desk.house.followup.check_in,
        item,
        desk.who,
        _status(item, says, progress, desk.content.today),
        progress,
        str(given[f"{key}:note"]),
        finish,
    )
    if feedback.save(report):
        given.pop(_SAYING, None)


def _status(item: Intervention, says: str, progress: int, day: dt.date) -> InterventionStatus:
    """What a report makes of the status: what goes as planned after its first day is under way."""
    if says == "done":
        return InterventionStatus.DONE
    days = plan.span(item)
    begun = progress > 0 or (says == "as_planned" and days is not None and days.first <= day)
    waits = item.status in (*plan.WAITING, InterventionStatus.DONE)
    return InterventionStatus.UNDER_WAY if begun and waits else item.status
