"""What the owner says of an intervention: accepted, another day, somebody else; and why it stands where it does."""

import datetime as dt
from functools import partial

import streamlit as st

from lotsen.charts.layout.gantt import slack_text
from lotsen.domain import critical, plan
from lotsen.domain.intervention import Acceptance, Intervention
from lotsen.explain import plan as explain
from lotsen.ui import feedback, screen
from lotsen.ui.plan import move
from lotsen.ui.plan.desk import Desk


def why(desk: Desk, item: Intervention) -> None:
    """Why it begins when it does and not earlier, and how far it can slip."""
    t, items = desk.t, desk.content.interventions
    found = critical.why(items, item.id, desk.content.today)
    if found is None:
        return
    says = [explain.why(found, {each.id: t.local(each.title) for each in items}, t)]
    if slack := critical.slacks(items).get(item.id):
        says.append(f"{slack_text(slack, t)}.")
    st.caption(screen.escape(" ".join(says)))


def answer(desk: Desk, item: Intervention) -> None:
    """How the question to the owner stands, and the three answers."""
    t = desk.t
    if item.acceptance is Acceptance.ACCEPTED:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(t("Accepted by {owner}", owner=_owner(desk, item)), icon=":material/check:")
            _button(desk, item, t("Ask again"), "again", Acceptance.OPEN)
        return
    if not plan.unanswered(item):
        return
    st.markdown(screen.escape(_standing(desk, item)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _button(desk, item, t("Take it on"), "yes", Acceptance.ACCEPTED, primary=True)
        with st.popover(t("Propose another day"), icon=":material/event:"):
            day = st.date_input(
                t("First day"), value=_first(item), key=f"plan:accept:first:{item.id}", format="DD.MM.YYYY"
            )
            _button(desk, item, t("Propose"), "day", Acceptance.OTHER_DATE, day.isoformat() if day else "")
        with st.popover(t("Hand on"), icon=":material/forward:"):
            name = st.text_input(t("Who should have it"), key=f"plan:accept:other:{item.id}", max_chars=200)
            _button(desk, item, t("Hand on"), "hand", Acceptance.HANDED_ON, name)
        if desk.edits:
            _follow(desk, item)


def _first(item: Intervention) -> dt.date | None:
    """The day that a wish for another begins from."""
    days = plan.span(item)
    return days.first if days else None


def _owner(desk: Desk, item: Intervention) -> str:
    return item.owner.strip() or desk.t("the owner")


def _standing(desk: Desk, item: Intervention) -> str:
    t = desk.t
    match item.acceptance:
        case Acceptance.OTHER_DATE:
            day = t.date(dt.date.fromisoformat(item.wish))
            return t("{owner} proposes to begin on {day}.", owner=_owner(desk, item), day=day)
        case Acceptance.HANDED_ON:
            return t("{owner} says that {other} should have it.", owner=_owner(desk, item), other=item.wish)
    if not item.owner.strip():
        return t("It has no owner yet. Who takes it on?")
    return t("{owner} has not answered yet.", owner=item.owner.strip())


def _button(
    desk: Desk, item: Intervention, label: str, key: str, said: Acceptance, wish: str = "", *, primary: bool = False
) -> None:
    plans = desk.house.interventions
    st.button(
        label,
        key=f"plan:accept:{key}:{item.id}",
        type="primary" if primary else "secondary",
        on_click=feedback.saving(partial(plans.answer, item, desk.who, said, wish)),
    )


def _follow(desk: Desk, item: Intervention) -> None:
    """Do as the owner wishes: the move asks about others as every move does."""
    t = desk.t
    first = _first(item)
    if item.acceptance is Acceptance.OTHER_DATE and first != dt.date.fromisoformat(item.wish):
        st.button(t("Move it there"), key=f"plan:accept:move:{item.id}", on_click=partial(_move, desk, item))
    if item.acceptance is Acceptance.HANDED_ON:
        give = partial(desk.house.interventions.change, item, desk.who, owner=item.wish)
        st.button(
            t("Give it to {other}", other=item.wish),
            key=f"plan:accept:give:{item.id}",
            on_click=feedback.saving(give),
        )


def _move(desk: Desk, item: Intervention) -> None:
    first, days = dt.date.fromisoformat(item.wish), plan.span(item)
    move.ask(desk, item.id, days.starting(first) if days else plan.Span.of_months(first, plan.MONTHS_PER_QUARTER))
