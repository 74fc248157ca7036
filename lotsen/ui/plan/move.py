"""Moving an intervention: earlier, later, other days; who would have to follow, and what would clash."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from lotsen.domain import plan
from lotsen.domain.intervention import Intervention
from lotsen.domain.plan import Proposal, Span
from lotsen.errors import LotsenError
from lotsen.explain import plan as explain
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice
from lotsen.ui.plan.desk import Desk, quarter_of

_DRAFT = "plan:move:draft"
_ROUND = "plan:move:round"
EARLIEST, LATEST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
DURATIONS = (1, 2, 3, 6, 9, 12, 18, 24)


def controls(desk: Desk, item: Intervention) -> None:
    """The days of an intervention and the ways to change them."""
    days = plan.span(item)
    if days is None:
        _choose_quarter(desk, item)
    else:
        _steps(desk, item, days)
        _days(desk, item, days)
    _proposal(desk, item)


def _steps(desk: Desk, item: Intervention, days: Span) -> None:
    t = desk.t
    steps = (
        (-3, t("A quarter earlier"), ":material/keyboard_double_arrow_left:"),
        (-1, t("A month earlier"), ":material/chevron_left:"),
        (1, t("A month later"), ":material/chevron_right:"),
        (3, t("A quarter later"), ":material/keyboard_double_arrow_right:"),
    )
    with st.container(horizontal=True):
        for months, label, icon in steps:
            st.button(
                label,
                key=f"plan:move:{months}",
                icon=icon,
                on_click=ask,
                args=(desk, item.id, days.shifted(months)),
            )


def _days(desk: Desk, item: Intervention, days: Span) -> None:
    """The two days and the duration. A new version of the intervention, or a wish taken back, shows the kept days."""
    t = desk.t
    shown = f"{item.id}:{item.version}:{st.session_state.get(_ROUND, 0)}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label, value in (("first", t("First day"), days.first), ("last", t("Last day"), days.last)):
            key = f"plan:panel:{name}:{shown}"
            st.date_input(
                label,
                value,
                key=key,
                format="DD.MM.YYYY",
                on_change=_day_given,
                args=(desk, item.id, days, name, key),
                min_value=EARLIEST,
                max_value=LATEST,
            )
        choice.one(
            t,
            t("Or a duration"),
            {str(n): t.plural("{n} month", "{n} months", n) for n in DURATIONS},
            str(days.whole_months) if days.whole_months in DURATIONS else None,
            key=f"plan:panel:months:{shown}",
            save=lambda n: _wish(desk, item.id, lambda: Span.of_months(days.first, int(n))) if n else None,
            empty=t("By its days"),
        )


def _day_given(desk: Desk, intervention_id: UUID, days: Span, name: str, key: str) -> None:
    day: dt.date = st.session_state[key]
    if name == "first":
        _wish(desk, intervention_id, lambda: Span(day, max(day, days.last)))
    else:
        _wish(desk, intervention_id, lambda: Span(days.first, day))


def take_away(desk: Desk, item: Intervention) -> None:
    """Take the days away: the intervention waits beside the picture again."""
    feedback.save(partial(desk.house.interventions.change, item, desk.who, starts=None, ends=None))


def _choose_quarter(desk: Desk, item: Intervention) -> None:
    t = desk.t
    choice.one(
        t,
        t("Quarter"),
        desk.quarters(),
        None,
        key=f"plan:panel:quarter:{item.id}",
        save=partial(give_quarter, desk, item.id),
        empty=t("Not decided"),
    )


def give_quarter(desk: Desk, intervention_id: UUID, chosen: str | None) -> None:
    """Give an undated intervention its first days."""
    if quarter := quarter_of(chosen):
        _wish(desk, intervention_id, lambda: Span.of_quarter(quarter))


def _wish(desk: Desk, intervention_id: UUID, make: Callable[[], Span]) -> None:
    try:
        ask(desk, intervention_id, make())
    except LotsenError as error:
        feedback.refuse(error)


def ask(desk: Desk, intervention_id: UUID, after: Span) -> None:
    """Move at once where nobody else is touched; else keep the wish and show what it means."""
    proposal = plan.propose(desk.content.interventions, intervention_id, after, with_followers=True)
    if len(proposal.moves) == 1 and not proposal.clashes:
        _forget()
        feedback.save(partial(_move, desk, proposal, with_followers=True))
        return
    st.session_state[_DRAFT] = (str(intervention_id), after)


def _move(desk: Desk, proposal: Proposal, *, with_followers: bool) -> None:
    desk.house.interventions.move(desk.roadmap_id, desk.who, proposal, with_followers=with_followers)


def _proposal(desk: Desk, item: Intervention) -> None:
    """What the wished move means, in both ways, with a button for each."""
    wished, after = st.session_state.get(_DRAFT, ("", None))
    if wished != str(item.id) or after is None or after == plan.span(item):
        return
    t, titles = desk.t, {each.id: desk.t.local(each.title) for each in desk.content.interventions}
    along, alone = (
        plan.propose(desk.content.interventions, item.id, after, with_followers=both) for both in (True, False)
    )
    with st.container(border=True, key="plan-proposal"):
        st.markdown(screen.escape(explain.move_question(along, titles, t)))
        moved = len(along.moves) > 1
        if moved:
            _variant(
                t("Move the followers too"), explain.moves(along, titles, t), "along", lambda: _carry(desk, along, True)
            )
        keep = t("Keep the others and show the clash") if alone.clashes else t("Move this one alone")
        _variant(keep, explain.clashes(alone.clashes, titles, t), "alone", lambda: _carry(desk, alone, False))
        st.button(t("Leave it as it was"), key="plan:move:leave", on_click=_forget, type="tertiary")


def _variant(label: str, lines: list[str], key: str, act: Callable[[], None]) -> None:
    st.button(label, key=f"plan:move:{key}", on_click=act, type="primary" if key == "along" else "secondary")
    for line in lines:
        st.markdown(f"- {screen.escape(line)}")


def _carry(desk: Desk, proposal: Proposal, with_followers: bool) -> None:
    feedback.save(partial(_move, desk, proposal, with_followers=with_followers))
    _forget()


def _forget() -> None:
    st.session_state.pop(_DRAFT, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
