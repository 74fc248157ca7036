"""Everything about one intervention, every field saving itself, in a panel over the plan."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.charts.layout.parts import KINDS, LEVELS, STATUS
from lotsen.domain import plan
from lotsen.domain.category import ordered
from lotsen.domain.goal import Goal, GoalLevel
from lotsen.domain.intervention import Intervention, Size
from lotsen.domain.localtext import LocalText
from lotsen.errors import N_
from lotsen.ui import access, feedback, screen
from lotsen.ui.components import choice, fields
from lotsen.ui.plan import accept, more, move
from lotsen.ui.plan.desk import Desk, open_panel

SIZES = {Size.S: N_("S: small"), Size.M: N_("M: middling"), Size.L: N_("L: large")}
EFFECTS = {"0": N_("0 none"), "1": N_("1 some"), "2": N_("2 strong")}


def show(desk: Desk, intervention_id: UUID) -> None:
    """Open the panel over the page; closing it draws the page anew."""
    title = desk.t("Intervention")
    st.dialog(title, width="large", on_dismiss=_closed)(_panel)(intervention_id)


def _closed() -> None:
    open_panel(None)


def _panel(intervention_id: UUID) -> None:
    """The panel's own runs look again at who is here and at the plan as it now is."""
    desk = Desk.of(access.require())
    item = desk.get(intervention_id)
    with st.container():  # its place is kept while it is empty: else the tabs would start anew with the first save
        feedback.show(desk.t)
    if item is None:
        st.info(desk.t("This intervention is no longer there. Somebody has removed it."))
        return
    if not desk.edits:
        _read(desk, item)
        return
    _heading(desk, item)
    when, why, cost, rest = st.tabs(
        [desk.t("When and who"), desk.t("What it furthers"), desk.t("Cost and effort"), desk.t("More")]
    )
    with when:
        _when(desk, item)
    with why:
        _furthers(desk, item)
    with cost:
        _cost(desk, item)
    with rest:
        _more(desk, item)


def _read(desk: Desk, item: Intervention) -> None:
    """What the intervention is, to be read; its owner answers all the same."""
    t = desk.t
    days = plan.span(item)
    goals = {goal.id: t.local(goal.title) for goal in desk.content.goals}
    facts = [
        (t("Owner"), item.owner),
        (t("Status"), t(STATUS[item.status])),
        (t("Done, %"), t.number(item.progress)),
        (t("First day"), t.date(days.first) if days else ""),
        (t("Last day"), t.date(days.last) if days else ""),
        *((goals[goal], t(EFFECTS[str(value)])) for goal, value in item.effects if goal in goals),
    ]
    st.subheader(screen.escape(t.local(item.title)), anchor=False)
    accept.answer(desk, item)
    accept.why(desk, item)
    st.markdown(
        "\n".join(f"- **{screen.escape(name)}**: {screen.escape(said or t('Not said'))}" for name, said in facts)
    )


def _saver(desk: Desk, item: Intervention, field: str) -> Callable[[Any], object]:
    return lambda value: desk.house.interventions.change(item, desk.who, **{field: value})


def _text(desk: Desk, item: Intervention, field: str, label: str, *, tall: bool = False, **more: Any) -> None:
    """A users' text in the reader's language."""
    text: LocalText = getattr(item, field)
    save = _saver(desk, item, field)
    language = desk.t.language
    shown = desk.t.local(text)
    fields.text(
        label,
        shown,
        lambda given: save(text.write(given, language)) if given != shown else None,
        key=f"plan:panel:{field}:{item.id}:{language}",
        tall=tall,
        help=desk.t("Not translated yet: this is the original.") if text.is_foreign(language) else None,
        **more,
    )


def _pick(desk: Desk, item: Intervention, field: str, label: str, options: dict[Any, str], **more: Any) -> None:
    """One of an enumeration's values, or none."""
    kind = type(next(iter(options)))
    value = getattr(item, field)
    save = _saver(desk, item, field)
    choice.one(
        desk.t,
        label,
        {each.value: desk.t(name) for each, name in options.items()},
        value.value if value else None,
        key=f"plan:panel:{field}:{item.id}",
        save=lambda chosen: feedback.save(lambda: save(kind(chosen) if chosen else None)),
        **more,
    )


def _heading(desk: Desk, item: Intervention) -> None:
    t = desk.t
    _text(desk, item, "title", t("What is done"))
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        _pick(desk, item, "status", t("Status"), STATUS, look="segments")
    with right:
        fields.number(
            t,
            t("Done, %"),
            item.progress,
            lambda given: _saver(desk, item, "progress")(more.whole(given) or 0),
            key=f"plan:panel:progress:{item.id}",
            decimals=0,
        )


def _when(desk: Desk, item: Intervention) -> None:
    t = desk.t
    accept.answer(desk, item)
    accept.why(desk, item)
    move.controls(desk, item)
    with st.container(horizontal=True):
        for field, label in (("owner", t("Owner")), ("owner_role", t("The owner's role"))):
            fields.text(
                label, getattr(item, field), _saver(desk, item, field), key=f"plan:panel:{field}:{item.id}", limit=200
            )
    titles = {key: title for key, title in desk.titles().items() if key != str(item.id)}
    save = _saver(desk, item, "predecessors")
    choice.several(
        t,
        t("What must be done first"),
        titles,
        [str(each) for each in item.predecessors],
        key=f"plan:panel:predecessors:{item.id}:{item.version}",
        save=lambda chosen: feedback.save(lambda: save(tuple(sorted(UUID(each) for each in chosen)))),
        empty=t("Waits for nothing"),
    )


def _furthers(desk: Desk, item: Intervention) -> None:
    t = desk.t
    names = {
        str(category.id): " " * 3 * depth + t.local(category.name)
        for depth, category in ordered(desk.content.categories)
    }
    save = _saver(desk, item, "category_id")
    choice.one(
        t,
        t("Category"),
        names,
        str(item.category_id) if item.category_id else None,
        key=f"plan:panel:category:{item.id}",
        save=lambda chosen: feedback.save(lambda: save(UUID(chosen) if chosen else None)),
        empty=t("The procurement function"),
    )
    if not desk.content.goals:
        st.caption(t("There are no goals yet. Choose them on the strategy page."))
        screen.link("strategy", t("To the goals"), icon=":material/arrow_forward:")
        return
    st.markdown(t("How much does it further each goal?"))
    for column, goal in zip(itertools.cycle(st.columns(2)), desk.content.goals, strict=False):
        with column:
            _effect(desk, item, goal)


def _effect(desk: Desk, item: Intervention, goal: Goal) -> None:
    t = desk.t
    value = dict(item.effects).get(goal.id)
    plans = desk.house.interventions
    name = t.local(goal.title)
    choice.one(
        t,
        screen.escape(name if goal.level is GoalLevel.PROCUREMENT else t("{goal} (the function)", goal=name)),
        {key: t(label) for key, label in EFFECTS.items()},
        None if value is None else str(value),
        key=f"plan:panel:effect:{item.id}:{goal.id}",
        save=lambda chosen: feedback.save(
            partial(plans.set_effect, desk.roadmap_id, desk.who, item.id, goal.id, int(chosen) if chosen else None)
        ),
        look="segments",
        empty=t("Not said"),
    )


def _cost(desk: Desk, item: Intervention) -> None:
    t = desk.t
    with st.container(horizontal=True):
        _money(desk, item, "cost_cents", t("Cost, €"))
        _pick(desk, item, "cost_size", t("Or roughly"), SIZES, empty=t("Not said"))
    _days_of_roles(desk, item)
    with st.container(horizontal=True):
        _pick(desk, item, "effort_size", t("Effort, roughly"), SIZES, empty=t("Not said"))
        _money(desk, item, "savings_cents", t("Savings a year, €"))
        fields.number(
            t,
            t("Carbon saved a year, t CO2e"),
            None if item.carbon_kilograms is None else item.carbon_kilograms / 1000,
            lambda given: _saver(desk, item, "carbon_kilograms")(None if given is None else float(given) * 1000),
            key=f"plan:panel:carbon:{item.id}",
        )
    more.cost(desk, item)


def _money(desk: Desk, item: Intervention, field: str, label: str) -> None:
    cents = getattr(item, field)
    fields.number(
        desk.t,
        label,
        None if cents is None else Decimal(cents) / 100,
        lambda given: _saver(desk, item, field)(None if given is None else round(given * 100)),
        key=f"plan:panel:{field}:{item.id}",
    )


def _days_of_roles(desk: Desk, item: Intervention) -> None:
    """Person-days of each role: a field for every role there is, and one to add another."""
    t, plans = desk.t, desk.house.interventions
    st.markdown(t("Person-days"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for effort in item.effort:
            fields.number(
                t,
                effort.role,
                effort.days,
                partial(_set_days, desk, item.id, effort.role),
                key=f"plan:panel:days:{item.id}:{effort.role}",
            )
        fields.text(
            t("Another role or person"),
            "",
            lambda role: plans.set_effort(desk.roadmap_id, desk.who, item.id, role, 1) if role else None,
            key=f"plan:panel:role:{item.id}:{item.version}",
            limit=200,
        )


def _set_days(desk: Desk, intervention_id: UUID, role: str, given: Decimal | None) -> None:
    days = None if given is None else float(given)
    desk.house.interventions.set_effort(desk.roadmap_id, desk.who, intervention_id, role, days)


def _more(desk: Desk, item: Intervention) -> None:
    t = desk.t
    _text(desk, item, "description", t("More about it"), tall=True)
    _text(desk, item, "metric", t("How it shows that it is done"))
    with st.container(horizontal=True):
        _pick(desk, item, "level", t("Level"), LEVELS, empty=t("Not said"))
        _pick(desk, item, "kind", t("Kind"), KINDS, empty=t("Not said"))
    more.show(desk, item)
    with st.container(horizontal=True):
        if item.starts or item.ends:
            st.button(t("Take the days away"), key="plan:panel:undate", on_click=partial(move.take_away, desk, item))
        with st.popover(t("Remove the intervention"), icon=":material/delete:"):
            waiting = [desk.t.local(i.title) for i in desk.content.interventions if item.id in i.predecessors]
            st.markdown(t("“{title}” goes, with everything said about it.", title=screen.escape(t.local(item.title))))
            if waiting:
                st.markdown(screen.escape(t("These no longer wait for it: {titles}.", titles=t.listing(waiting))))
            st.button(t("Remove"), key="plan:panel:remove", type="primary", on_click=partial(_remove, desk, item))


def _remove(desk: Desk, item: Intervention) -> None:
    if feedback.save(partial(desk.house.interventions.remove, desk.roadmap_id, desk.who, item.id)):
        open_panel(None)
