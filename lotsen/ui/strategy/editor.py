"""One goal in a dialog: every field saves itself."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.localtext import LocalText
from lotsen.domain.starter import StarterGoal
from lotsen.errors import N_, InvalidInput
from lotsen.explain import goals as said
from lotsen.texts import Texts
from lotsen.ui import access, feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, confirm, fields, local_field

YEARS = (2000, 2100)


def open_dialog(t: Texts, goal_id: UUID) -> None:
    """Show the goal's fields over the page; closing it draws the page again."""

    @st.dialog(t("Goal"), width="large", on_dismiss="rerun")
    def dialog() -> None:
        visit = access.require()
        goal = next((goal for goal in visit.house.goals.all(visit.roadmap_id) if goal.id == goal_id), None)
        feedback.show(visit.t)
        if goal is None:
            st.info(visit.t("This goal is no longer there. Somebody may have removed it."))
            return
        edit(visit, goal)

    dialog()


def edit(visit: Visit, goal: Goal) -> None:
    """The fields of one goal, and the button that removes it."""
    t, key = visit.t, f"strategy:goal:{goal.id}"
    national = next((one for one in visit.house.goals.national() if one.key == goal.origin), None)

    def save(name: str) -> Callable[[Any], object]:
        return lambda value: visit.house.goals.write(goal, replace(goal, **{name: value}), visit.person.id)

    def save_title(title: LocalText) -> None:
        save("title")(title)
        st.session_state[f"{key}:reworded"] = title != goal.title

    local_field.draw(t, t("Title"), goal.title, save_title, key=f"{key}:title", limit=250)
    if st.session_state.get(f"{key}:reworded"):
        _reworded(visit, goal, key)
    if national:
        source(t, national)
    local_field.draw(t, t("Description"), goal.description, save("description"), key=f"{key}:description", tall=True)
    if goal.level is GoalLevel.FUNCTION:
        local_field.draw(
            t, t("Present state"), goal.present_state, save("present_state"), key=f"{key}:present_state", tall=True
        )
        local_field.draw(t, t("Actions"), goal.actions, save("actions"), key=f"{key}:actions", tall=True)
    _indicator(visit, goal, national, save, key)
    _leave(visit, goal, key)


def _reworded(visit: Visit, goal: Goal, key: str) -> None:
    """What shall happen to the judgements that were given to the old wording."""
    t, goals, who = visit.t, visit.house.goals, visit.person.id
    given = goals.hanging(goal.roadmap_id, goal.id).judgements
    if not given:
        return

    def decide(use_case: Callable[[], object] | None) -> None:
        if use_case is None or feedback.save(use_case):
            st.session_state.pop(f"{key}:reworded", None)

    with st.container(border=True):
        st.markdown(
            t.plural(
                "{n} judgement was given to the old wording. Does it hold for the new one?",
                "{n} judgements were given to the old wording. Do they hold for the new one?",
                given,
            )
        )
        answers: list[tuple[str, str, Callable[[], object] | None]] = [
            ("keep", t("Keep them"), None),
            ("again", t("Ask again"), lambda: goals.ask_again(goal.roadmap_id, goal.id, who)),
            ("discard", t("Discard them"), lambda: goals.discard_judgements(goal.roadmap_id, goal.id, who)),
        ]
        with st.container(horizontal=True):
            for name, label, use_case in answers:
                st.button(label, key=f"{key}:reworded:{name}", on_click=decide, args=(use_case,))


def _leave(visit: Visit, goal: Goal, key: str) -> None:
    """The two ways in which a goal leaves its list, each after naming what goes with it."""
    t, goals, who = visit.t, visit.house.goals, visit.person.id
    of_buying = goal.level is GoalLevel.PROCUREMENT
    moved = confirm.button(
        t,
        t("Make it a goal of the procurement function") if of_buying else t("Make it a goal of what we buy"),
        lambda: said.goes(t, goals.hanging(goal.roadmap_id, goal.id), removed=False),
        lambda: goals.change_level(goal.roadmap_id, goal.id, who),
        key=f"{key}:level",
        icon=":material/swap_horiz:",
    )
    removed = confirm.button(
        t,
        t("Remove the goal"),
        lambda: said.goes(t, goals.hanging(goal.roadmap_id, goal.id)),
        lambda: goals.remove(goal.roadmap_id, goal.id, who),
        key=f"{key}:remove",
    )
    if moved or removed:
        st.rerun()


def source(t: Texts, national: StarterGoal) -> None:
    """Where a national goal comes from, and whether the wording in this language is the product's own."""
    st.caption(f":material/account_balance: {screen.escape(t.local(national.source))}")
    if t.language in national.ours:
        st.caption(f":material/edit_note: {ours(t)}")


def ours(t: Texts) -> str:
    return t("The wording in this language is ours: no official one was found.")


def _indicator(
    visit: Visit, goal: Goal, national: StarterGoal | None, save: Callable[[str], Callable[[Any], object]], key: str
) -> None:
    t = visit.t
    st.markdown(f"**{t('How do we see that we get there?')}**")
    if national and national.indicators:
        suggestions = {str(place): t.local(one.text) for place, one in enumerate(national.indicators)}

        def take(place: str | None) -> None:
            if place is not None:
                one = national.indicators[int(place)]
                taken = replace(goal, indicator=one.text, unit=one.unit)
                feedback.save(lambda: visit.house.goals.write(goal, taken, visit.person.id))

        current = next((p for p, one in enumerate(national.indicators) if one.text == goal.indicator), None)
        choice.one(
            t,
            t("Suggested indicators"),
            suggestions,
            None if current is None else str(current),
            key=f"{key}:suggested",
            save=take,
            empty=t("Take one of these"),
        )
    local_field.draw(t, t("Indicator"), goal.indicator, save("indicator"), key=f"{key}:indicator")
    unit, baseline, target, year = st.columns(4)
    with unit:
        fields.text(t("Unit"), goal.unit, save("unit"), key=f"{key}:unit", limit=40, placeholder="%")
    with baseline:
        fields.number(t, t("Now"), goal.baseline, save("baseline"), key=f"{key}:baseline:{t.language}")
    with target:
        fields.number(t, t("Target"), goal.target, save("target"), key=f"{key}:target:{t.language}")
    with year:
        fields.text(
            t("By year"),
            str(goal.target_year or ""),
            lambda given: save("target_year")(_year(given)),
            key=f"{key}:target_year",
            limit=4,
            placeholder=str(visit.here.ends.year),
        )


def _year(given: str) -> int | None:
    """A year as it is typed; nothing for an empty field. Raises InvalidInput for what is no year of a plan."""
    if not given:
        return None
    found: Decimal | None = Decimal(given) if given.isdecimal() else None
    first, last = YEARS
    if found is None or not first <= found <= last:
        raise InvalidInput(N_("Write the year with four digits, for example {year}."), year=2029)
    return int(found)
