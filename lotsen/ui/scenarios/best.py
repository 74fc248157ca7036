"""The room's own plan first; then: is there a better one? Pins, and taking the better one over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

import streamlit as st

from lotsen.analysis.results.scenario import Outlook, PlanFigures
from lotsen.domain.intervention import Must
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import FoundPlan, Pin, Take
from lotsen.errors import LotsenError
from lotsen.explain import scenarios as explain
from lotsen.explain.plan import quarter_name
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table
from lotsen.ui.scenarios.desk import Desk

_ASKING = "scenarios:take:asking"
_PIN = "scenarios:pin:what"


def draw(desk: Desk) -> None:
    """Own plan and best plan of the scenario that is open."""
    t, here = desk.t, desk.here
    st.markdown(screen.escape(explain.own_says(here.own, t)))
    st.subheader(t("Is there a better one?"), anchor=False)
    if here.scenario.id in desk.searches:
        search(desk.visit, here.scenario.id)
        return
    found = desk.found.get(here.scenario.id)
    if found is None or desk.is_older(here):
        if found is not None:
            st.caption(t("The roadmap has moved on since this plan was found. Look again."))
        _ask(desk, primary=True)
    if found is None:
        return
    plan = desk.visit.house.solving.figures(here, found)
    show(desk, here, found, plan)
    if found.planned:
        _take_over(desk, here, found)
        _pins(desk, here, found)
        _planned(desk, here, plan)
    if found.status != "optimal" and not desk.is_older(here):
        _ask(desk, primary=False)


def _ask(desk: Desk, *, primary: bool) -> None:
    t = desk.t
    st.button(
        t("Find the best plan") if primary else t("Look on for a better one"),
        key="scenarios:find",
        type="primary" if primary else "secondary",
        icon=":material/search:",
        on_click=partial(_find, desk, [desk.here.scenario.id]),
    )


def _find(desk: Desk, scenarios: Sequence[UUID]) -> None:
    visit = desk.visit

    def ask() -> None:
        standing = visit.house.organisations.standing(visit.roadmap_id, desk.who)
        for one in scenarios:
            visit.house.solving.ask(standing, desk.who, one)

    try_it(ask)


def find_all(desk: Desk) -> None:
    """Look for the best plan of every scenario that has none of this state."""
    missing = [
        one.scenario.id
        for one in desk.outlooks
        if one.scenario.id not in desk.searches and (one.scenario.id not in desk.found or desk.is_older(one))
    ]
    if missing and len(desk.outlooks) > 1:
        st.button(
            desk.t("Find the best plan of every scenario"),
            key="scenarios:find:all",
            icon=":material/manage_search:",
            on_click=partial(_find, desk, missing),
        )


def try_it(do: Callable[[], object]) -> None:
    """Run what isn't a save: an error is said, and nothing else."""
    try:
        do()
    except LotsenError as error:
        feedback.refuse(error)


@st.fragment(run_every=1.0)
def search(visit: Visit, scenario_id: UUID) -> None:
    """The best plan so far, and how close it is, until the search is over; it can be stopped."""
    t, house = visit.t, visit.house
    running = house.solving.under_way(visit.roadmap_id).get(scenario_id)
    if running is None:
        st.rerun(scope="app")
    found = house.solving.found(visit.roadmap_id).get(scenario_id)
    doing = t(running.doing) if running.doing else t("Waiting for its turn")
    said = explain.status(found, t) if found else t("No plan is found yet.")
    st.progress(min(max(running.progress, 0.0), 1.0), text=screen.escape(f"{doing}. {said}"))
    here = next(
        (one for one in house.solving.outlooks(visit.here, visit.body, visit.votes) if one.scenario.id == scenario_id),
        None,
    )
    if found and here and found.planned:
        _figures(visit, here.own, house.solving.figures(here, found))
    if st.button(t("Stop and keep the best found"), key="scenarios:stop", icon=":material/stop:"):
        house.solving.stop(visit.roadmap_id, visit.person.id, running.id)
        st.rerun(scope="app")


def show(desk: Desk, here: Outlook, found: FoundPlan, plan: PlanFigures) -> None:
    """What a found plan comes to beside the own one, how good it is, and what the check says."""
    t, names = desk.t, desk.interventions
    if found.clashes:
        st.warning(t("No plan keeps everything that is asked for."), icon=":material/block:")
        st.markdown("\n".join(f"- {screen.escape(line)}" for line in explain.said(found.clashes, names, t)))
    if not found.planned:
        if not found.clashes:
            st.markdown(explain.status(found, t))
        return
    st.markdown(
        f"**{screen.escape(explain.better_says(here.own, plan, t))}** {screen.escape(explain.status(found, t))}"
    )
    _figures(desk.visit, here.own, plan)
    st.caption(screen.escape(" ".join(_notes(desk, here, found))))


def _notes(desk: Desk, here: Outlook, found: FoundPlan) -> list[str]:
    t = desk.t
    notes = [explain.checked(found, desk.interventions, t)]
    if here.case.crowded:
        notes.append(
            t(
                "What is under way already takes all days of {who} at times, and more.",
                who=t.listing(list(here.case.crowded)),
            )
        )
    idle = [desk.interventions[item.id] for item in here.ground.open if not here.ground.effects[item.id].points]
    if idle:
        notes.append(
            t(
                "Without points, since nobody has said which goals they further: {what}.",
                what=t.listing(idle[: explain.MOST_NAMED]),
            )
        )
    if here.case.never:
        blocked = [desk.interventions[one] for one in here.case.never]
        notes.append(t("Never fits, whatever else is done: {what}.", what=t.listing(blocked[: explain.MOST_NAMED])))
    money = desk.visit.house.priorities.view(desk.visit.here, desk.visit.body, desk.visit.votes).money
    return [note for note in (*notes, explain.dearer(here.scenario.assumptions, money, t)) if note]


def _figures(visit: Visit, own: PlanFigures, best: PlanFigures) -> None:
    t = visit.t
    rows = zip(explain.figure_names(t), explain.figure_column(own, t), explain.figure_column(best, t), strict=True)
    table.draw(
        ("", t("Your own plan"), t("Plan found")),
        list(rows),
        caption=t("Your own plan and the plan found"),
        numbers=(1, 2),
    )


def _planned(desk: Desk, here: Outlook, plan: PlanFigures) -> None:
    """What is chosen, when."""
    t = desk.t
    box = screen.fold(t("What it chooses, and when"), key="scenarios:planned", icon=":material/list:")
    if box.open:
        with box:
            points = {one: effect.points for one, effect in here.ground.effects.items()}
            rows = explain.planned_rows(plan, points, desk.items, t)
            columns = (t("Intervention"), t("Begins"), t("Ends"), t("Points"))
            table.draw(columns, rows, caption=t("What it chooses, and when"), numbers=(3,))
            st.caption(screen.escape(explain.left_out(plan, desk.open_ones, t)))


# Taking over -----------------------------------------------------------------------------------------------------


def _take_over(desk: Desk, here: Outlook, found: FoundPlan) -> None:
    """Ask first: what moves is named."""
    t, kept = desk.t, st.session_state
    seen = desk.visit.house.solving.takes(here, found)
    if not seen:
        st.caption(t("Your own plan has these days already."))
        return
    if desk.is_older(here):
        return
    if kept.get(_ASKING) != str(here.scenario.id):
        st.button(
            t("Take over into the plan"),
            key="scenarios:take",
            icon=":material/event_available:",
            on_click=lambda: kept.__setitem__(_ASKING, str(here.scenario.id)),
        )
        return
    with st.container(border=True):
        st.markdown(t("These get other days:"))
        st.markdown("\n".join(f"- {screen.escape(line)}" for line in _moves(desk, here, seen)))
        with st.container(horizontal=True):
            st.button(t("Take over into the plan"), key="scenarios:take:yes", type="primary",
                      on_click=partial(_take, desk, found, seen))  # fmt: skip
            st.button(t("Leave the plan as it is"), key="scenarios:take:no", on_click=lambda: kept.pop(_ASKING, None))


def _moves(desk: Desk, here: Outlook, seen: Sequence[Take]) -> list[str]:
    variants = {
        (item.id, one.key): desk.t.local(one.name) for item in here.ground.interventions for one in item.variants
    }
    return explain.move_lines(
        (
            (
                desk.interventions[one.intervention_id],
                one.before,
                one.after,
                variants.get((one.intervention_id, one.variant or ""), ""),
            )
            for one in seen
        ),
        desk.t,
    )


def _take(desk: Desk, found: FoundPlan, seen: Sequence[Take]) -> None:
    st.session_state.pop(_ASKING, None)
    feedback.save(lambda: desk.visit.house.solving.take_over(desk.visit.roadmap_id, desk.who, found, seen))


# Pins ------------------------------------------------------------------------------------------------------------


def _pins(desk: Desk, here: Outlook, found: FoundPlan) -> None:
    """What is settled by hand, what each costs, and one more."""
    t = desk.t
    pins = sorted(here.ground.pins.values(), key=lambda pin: desk.interventions.get(pin.intervention_id, ""))
    prices = {one.intervention_id: one for one in found.pins}
    for pin in pins:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/push_pin: {screen.escape(_pin_says(desk, pin))} "
                + screen.escape(explain.pin_price(prices.get(pin.intervention_id), t))
            )
            st.button(t("Let it go"), key=f"scenarios:unpin:{pin.intervention_id}", on_click=partial(_unpin, desk, pin))
    box = screen.fold(t("Settle something by hand"), key="scenarios:pin", icon=":material/push_pin:")
    if box.open:
        with box:
            _pin_one(desk, here)


def _pin_one(desk: Desk, here: Outlook) -> None:
    t = desk.t
    quarters = [here.case.origin + n for n in range(here.case.now, here.case.case.periods)]
    what = choice.one(
        t,
        t("Intervention"),
        {str(one): name for one, name in desk.open_ones.items()},
        None,
        key=_PIN,
        empty=t("Choose"),
    )
    options = {"must": t("is done"), "must_not": t("is not done")}
    options |= {f"{one.year}-{one.number}": t("begins {quarter}", quarter=quarter_name(one, t)) for one in quarters}
    how = choice.one(t, t("Settled"), options, "must", key="scenarios:pin:how")
    item = desk.items.get(UUID(what)) if what else None
    ways = {one.key: t.local(one.name) for one in item.variants} if item and how != Must.MUST_NOT else {}
    way = None
    if ways:
        way = choice.one(t, t("In which way"), ways, None, key=f"scenarios:pin:way:{what}", empty=t("Any way"))
    st.button(
        t("Settle"),
        key="scenarios:pin:do",
        disabled=what is None,
        on_click=partial(_pin, desk, here, what, how, way),
    )


def _pin(desk: Desk, here: Outlook, what: str | None, how: str | None, way: str | None) -> None:
    if what is None or how is None:
        return
    pin = Pin(here.scenario.id, UUID(what), Must(how) if how in tuple(Must) else Must.MUST, variant=way)
    if how not in tuple(Must):
        year, number = how.split("-")
        pin = replace(pin, starts=Quarter(int(year), int(number)).first_day)
    feedback.save(lambda: desk.visit.house.scenarios.pin(desk.visit.roadmap_id, desk.who, pin))


def _pin_says(desk: Desk, pin: Pin) -> str:
    return explain.pinned(pin, explain.in_variant(desk.items.get(pin.intervention_id), pin.variant, desk.t), desk.t)


def _unpin(desk: Desk, pin: Pin) -> None:
    house = desk.visit.house
    feedback.save(lambda: house.scenarios.unpin(desk.visit.roadmap_id, desk.who, pin.scenario_id, pin.intervention_id))
