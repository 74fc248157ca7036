"""All scenarios beside each other: what differs, what holds in all of them, and pictures of the choice."""

from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.analysis.results.scenario import Core, Curve, PlanFigures
from lotsen.charts import scenarios as charts
from lotsen.charts import theme
from lotsen.charts.layout.worth import worth
from lotsen.domain.scenario import FoundPlan
from lotsen.explain import effects
from lotsen.explain import scenarios as explain
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table
from lotsen.ui.scenarios import best
from lotsen.ui.scenarios.desk import Desk

NEXT_MONEY = 50_000_00
_WHY = "scenarios:why"


def compare(desk: Desk) -> None:
    """A table of what the plans come to and who is chosen where, and what differs in sentences."""
    t, plans = desk.t, _plans(desk)
    if len(desk.outlooks) < 2:
        return
    st.subheader(t("The scenarios beside each other"), anchor=False)
    best.find_all(desk)
    if others := frozenset(desk.searches) - {desk.here.scenario.id}:
        _until_found(desk.visit, others)
    if len(plans) < 2:
        st.caption(t("As soon as two scenarios have a plan, they stand here beside each other."))
        return
    for sentence in explain.differences(plans, desk.interventions, t):
        st.markdown(screen.escape(sentence))
    for outlook in desk.outlooks:
        for sentence in explain.impossible(desk.name(outlook), outlook, desk.open_ones, t):
            st.markdown(screen.escape(sentence))
    columns = [explain.figure_column(plan, t) for plan in plans.values()]
    rows = [[name, *(column[row] for column in columns)] for row, name in enumerate(explain.figure_names(t))]
    rows.append([t("From the best possible, at most"), *(explain.nearness(one, t) for one in _sure(desk))])
    numbers = tuple(range(1, len(plans) + 1))
    table.draw(("", *plans), rows, caption=t("The scenarios beside each other"), numbers=numbers)
    box = screen.fold(
        t("Effect by goal, and what is chosen where"), key="scenarios:compare", icon=":material/table_rows:"
    )
    if box.open:
        with box:
            goals = [
                [name, *(t.number(p.by_goal.get(one, 0.0), 1) for p in plans.values())]
                for one, name in desk.goals.items()
            ]
            table.draw(
                (t("Effect by goal, points"), *plans), goals, caption=t("Effect by goal, points"), numbers=numbers
            )
            rows = explain.chosen_where(plans, desk.open_ones, desk.items, t)
            table.draw((t("Begins"), *plans), rows, caption=t("What is chosen where"), numbers=())


@st.fragment(run_every=2.0)
def _until_found(visit: Visit, seen: frozenset[UUID]) -> None:
    """While plans of other scenarios are looked for: say so, and draw the page anew as soon as one is done."""
    t = visit.t
    if not seen <= set(visit.house.solving.under_way(visit.roadmap_id)):
        st.rerun(scope="app")
    st.caption(
        t.plural(
            "A plan is still being looked for in {n} scenario; what stands here is the best so far.",
            "Plans are still being looked for in {n} scenarios; what stands here is the best so far.",
            len(seen),
        )
    )


def _sure(desk: Desk) -> list[FoundPlan]:
    """The found plans in the order of `_plans`."""
    found = (desk.found.get(outlook.scenario.id) for outlook in desk.outlooks)
    return [one for one in found if one and one.planned]


def _plans(desk: Desk) -> dict[str, PlanFigures]:
    """The found plans by the scenario's name, told apart where two are called the same."""
    plans: dict[str, PlanFigures] = {}
    for outlook in desk.outlooks:
        found = desk.found.get(outlook.scenario.id)
        if found and found.planned:
            name = desk.name(outlook)
            plans[name if name not in plans else f"{name} ({len(plans) + 1})"] = desk.visit.house.solving.figures(
                outlook, found
            )
    return plans


# Over all of them ------------------------------------------------------------------------------------------------


def core(desk: Desk) -> None:
    """Do these whatever happens, talk about these, leave these."""
    t = desk.t
    found, running = desk.visit.house.solving.core(desk.visit.roadmap_id)
    st.subheader(t("What holds whatever happens?"), anchor=False)
    if running:
        _weighing(desk.visit)
        return
    older = found is not None and not desk.visit.house.solving.is_now(found, desk.outlooks)
    if found is None or older:
        if older:
            st.caption(t("The roadmap has moved on since this was worked out. Work it out again."))
        else:
            st.caption(
                t("For every scenario and by everybody's weights, the best choice is made; what is always in it holds.")
            )
        st.button(t("Work it out"), key="scenarios:core", icon=":material/rule:", on_click=partial(_ask, desk))
    if found:
        _lists(desk, found)


def _ask(desk: Desk) -> None:
    visit = desk.visit
    best.try_it(
        lambda: visit.house.solving.ask_core(visit.house.organisations.standing(visit.roadmap_id, desk.who), desk.who)
    )


@st.fragment(run_every=1.0)
def _weighing(visit: Visit) -> None:
    t = visit.t
    _, running = visit.house.solving.core(visit.roadmap_id)
    if running is None:
        st.rerun(scope="app")
    st.progress(
        min(max(running.progress, 0.0), 1.0), text=t(running.doing) if running.doing else t("Waiting for its turn")
    )
    if st.button(t("Stop"), key="scenarios:core:stop", icon=":material/stop:"):
        visit.house.solving.stop(visit.roadmap_id, visit.person.id, running.id)
        st.rerun(scope="app")


def _lists(desk: Desk, found: Core) -> None:
    t = desk.t
    core_ones, between, out = explain.sorted_out(found, desk.open_ones)
    always, talk, leave = st.columns(3)
    for place, head, lines in (
        (always, t("Do these whatever happens"), [desk.open_ones[one] for one in core_ones]),
        (talk, t("Talk about these"), [f"{desk.open_ones[one]} · {t.percent(share)}" for one, share in between]),
        (leave, t("Leave these"), [desk.open_ones[one] for one in out]),
    ):
        with place:
            listed = "\n".join(f"- {screen.escape(line)}" for line in lines) or t("none")
            st.markdown(f"**{head}**\n\n{listed}")
    st.caption(explain.behind(found, t))
    curve = found.curves.get(desk.here.scenario.id)
    if curve and curve.steps:
        _curve(desk, curve)


def _curve(desk: Desk, curve: Curve) -> None:
    """What money buys in the scenario that is open."""
    t = desk.t
    box = screen.fold(t("What does more money buy?"), key="scenarios:curve", icon=":material/show_chart:")
    if box.open:
        with box:
            for line in explain.rivals(curve, t):
                st.markdown(screen.escape(line))
            screen.figure(
                t,
                charts.money_and_effect(curve, t, theme.palette(str(st.context.theme.type or "light"))),
                key="scenarios:curve:picture",
                says=explain.next_money(curve, NEXT_MONEY, t),
                what=t(
                    "The best effect that an amount buys within the days there are, in “{scenario}”.",
                    scenario=desk.name(desk.here),
                ),
                how=t("Where the line is steep, more money does much. Where it is flat, days are what is short."),
                data=screen.Table(
                    (t("Money"), t("Effect, points")),
                    [(t.about(round(cents)), t.number(effect, 1)) for cents, effect in curve.steps],
                    (0, 1),
                ),
            )  # fmt: skip


# Pictures and reasons --------------------------------------------------------------------------------------------


def effort(desk: Desk) -> None:
    """Effort against effect, and why an intervention has its points."""
    t, here = desk.t, desk.here
    box = screen.fold(t("What is each worth, and why?"), key="scenarios:worth", icon=":material/scatter_plot:")
    if box.open:
        with box:
            found = desk.found.get(here.scenario.id)
            chosen = [one.intervention_id for one in found.planned] if found else []
            dots = worth(here.ground.open, here.scenario.assumptions, here.ground.effects, desk.interventions, chosen)
            if dots:
                _dots(desk, dots)
            _why(desk)
            _method(desk)


def _dots(desk: Desk, dots: Any) -> None:
    t, palette = desk.t, theme.palette(str(st.context.theme.type or "light"))
    screen.figure(
        t,
        charts.effort_and_effect(dots, t, palette),
        narrow=charts.effort_and_effect(dots, t, palette, narrow=True),
        key="scenarios:worth:picture",
        says=t("“{title}” is worth most for its days.", title=dots[0].name),
        what=t("Each intervention by its person-days and its points in “{scenario}”.", scenario=desk.name(desk.here)),
        how=t("High to the left is much effect for little effort. Filled ones are in the plan found."),
        data=screen.Table(
            (t("Intervention"), t("Person-days"), t("Money"), t("Points"), t("Points a day")),
            [
                (
                    dot.name,
                    t.number(dot.days),
                    t.about(round(dot.cents)),
                    t.number(dot.points, 1),
                    t.number(dot.per_day or 0, 2),
                )
                for dot in dots
            ],
            (1, 2, 3, 4),
        ),
    )  # fmt: skip


def _why(desk: Desk) -> None:
    t = desk.t
    chosen = choice.one(
        t,
        t("Why does an intervention have its points?"),
        {str(one): name for one, name in desk.open_ones.items()},
        None,
        key=_WHY,
        empty=t("Choose an intervention"),
    )
    effect = desk.here.ground.effects.get(UUID(chosen)) if chosen else None
    if effect is None:
        return
    item = next(one for one in desk.content.interventions if one.id == effect.intervention_id)
    told = effects.why(effect, desk.interventions[item.id], desk.goals, item.confidence, t)
    st.markdown(screen.escape(" ".join(told.sentences)))
    if told.table:
        foot = [told.table.foot] if told.table.foot else []
        table.draw(told.table.head, [*told.table.rows, *foot], caption=told.title, numbers=tuple(told.table.numbers))


def _method(desk: Desk) -> None:
    """How it is counted: formulas, sizes, and the method's name."""
    t = desk.t
    st.markdown(f"**{t('Method')}**")
    st.caption(screen.escape(effects.formula(t)))
    st.caption(screen.escape(effects.sizes(t)))
    st.caption(
        screen.escape(
            t(
                "What holds whatever happens: Robust Portfolio Modeling (Liesiö, Mild and Salo 2007). The share says "
                "in how many of the best choices an intervention is; a choice is made for the days and the money of "
                "the whole time, without a calendar."
            )
        )
    )
