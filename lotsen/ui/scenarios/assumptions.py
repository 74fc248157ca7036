"""The assumptions of one scenario, field by field; each saves itself."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.domain.goal import MARKS, GoalLevel
from lotsen.domain.scenario import FUNCTION_PERCENT, Scenario
from lotsen.explain import scenarios as explain
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, confirm, fields, local_field, marks
from lotsen.ui.scenarios.desk import Desk

FACTORS = {"0": 0.0, "50": 0.5, "75": 0.75, "100": 1.0, "150": 1.5}
CHANGES = {"-20": -0.2, "10": 0.1, "20": 0.2, "40": 0.4, "100": 1.0}


def draw(desk: Desk) -> None:
    """Everything that the scenario assumes, folded."""
    t = desk.t
    box = screen.fold(t("Change what is assumed"), key="scenarios:assumptions", icon=":material/tune:")
    if box.open:
        with box:
            _words(desk, desk.here.scenario)
            _limits(desk, desk.here.scenario)
            _weights(desk, desk.here.scenario)
            _who_and_what(desk, desk.here.scenario)
            _whole(desk, desk.here.scenario)


def _write(desk: Desk, seen: Scenario, **given: Any) -> None:
    """Write and raise: for fields that say themselves what came of it."""
    desk.visit.house.scenarios.change(seen, desk.who, **given)


def _key(seen: Scenario, field: str) -> str:
    return f"scenarios:{field}:{seen.id}"


def _words(desk: Desk, seen: Scenario) -> None:
    t = desk.t
    local_field.draw(t, t("Name"), seen.name, lambda text: _write(desk, seen, name=text), key=_key(seen, "name"))
    local_field.draw(
        t,
        t("The story in a sentence"),
        seen.story,
        lambda text: _write(desk, seen, story=text),
        key=_key(seen, "story"),
    )


def _limits(desk: Desk, seen: Scenario) -> None:
    t, given = desk.t, seen.assumptions

    def number(
        place: Any, label: str, value: float | None, name: str, read: Callable[[Decimal], Any], help: str = ""
    ) -> None:
        with place:
            fields.number(
                t,
                label,
                value,
                lambda told: _write(desk, seen, **{name: None if told is None else read(told)}),
                key=_key(seen, name),
                help=help or None,
            )

    money, days, ahead = st.columns(3)
    number(
        money,
        t("Money a year, €"),
        None if given.budget_cents_per_year is None else given.budget_cents_per_year / 100,
        "budget_cents_per_year",
        lambda told: round(told * 100),
        t("Empty: no limit. Of this year's money, the share of the quarters that are left."),
    )
    number(days, t("Days a quarter for each"), given.capacity_days_per_quarter, "capacity_days_per_quarter", float,
           t("For whoever has no figure of their own. Empty: 6, two development days a month."))  # fmt: skip
    number(
        ahead, t("Quarters ahead"), given.horizon_quarters, "horizon_quarters", int, t("Empty: to the end of the term.")
    )


def _weights(desk: Desk, seen: Scenario) -> None:
    t = desk.t
    st.markdown(t("What weighs here: ten marks on the goals. Without any, the room's own weights hold."))
    own = [goal for goal in desk.content.goals if goal.level is GoalLevel.PROCUREMENT]
    rows = [marks.Row(str(goal.id), desk.goals[goal.id], seen.assumptions.weights.get(goal.id, 0)) for goal in own]
    if rows:
        marks.draw(
            t,
            rows,
            MARKS,
            lambda told: _write(desk, seen, weights={UUID(goal): n for goal, n in told.items() if n}),
            key=_key(seen, "marks"),
        )


def _who_and_what(desk: Desk, seen: Scenario) -> None:
    t, given = desk.t, seen.assumptions
    people = explain.people_and_roles(desk.here.ground, given.capacity, t)
    _factors(desk, seen, t("A person or a role has other days than now"), people, "capacity",
             given.capacity, FACTORS, {key: t.percent(one) for key, one in FACTORS.items()}, str,
             {who: explain.days_now(desk.here.ground, who, t) for who in people})  # fmt: skip
    changes = {key: f"{'+' if one > 0 else '−'}{t.percent(abs(one))}" for key, one in CHANGES.items()}
    _factors(desk, seen, t("Prices change"), {str(one): name for one, name in desk.categories.items()}, "prices",
             {str(one): change for one, change in given.prices.items()}, CHANGES,
             changes, UUID)  # fmt: skip
    titles = {str(one): name for one, name in desk.open_ones.items()}
    for label, name, options in (
        (t("Has to be done"), "must", titles),
        (t("Must not be done"), "must_not", titles),
        (t("Nothing new in these categories"), "without", {str(one): text for one, text in desk.categories.items()}),
    ):
        choice.several(
            t,
            label,
            options,
            [str(one) for one in getattr(given, name)],
            key=_key(seen, name),
            save=partial(_save_ids, desk, seen, name),
        )


def _save_ids(desk: Desk, seen: Scenario, name: str, chosen: list[str]) -> None:
    feedback.save(lambda: _write(desk, seen, **{name: tuple(UUID(one) for one in chosen)}))


def _factors(
    desk: Desk,
    seen: Scenario,
    label: str,
    options: Mapping[str, str],
    name: str,
    given: Mapping[str, float],
    values: Mapping[str, float],
    words: Mapping[str, str],
    read: Callable[[str], Any],
    single: Mapping[str, str] | None = None,
) -> None:
    """Who or what changes, and by how much, for each of them; `single` is what each is called alone."""
    t = desk.t
    usual = next(iter(values.values()))

    def pick(chosen: list[str]) -> None:
        feedback.save(lambda: _write(desk, seen, **{name: {read(one): given.get(one, usual) for one in chosen}}))

    def put(one: str, value: str | None) -> None:
        feedback.save(
            lambda: _write(
                desk, seen, **{name: {read(k): v for k, v in given.items()} | {read(one): values[value or ""]}}
            )
        )

    choice.several(t, label, options, list(given), key=_key(seen, name), save=pick)
    for one, factor in given.items():
        if one in options:
            stands = next((key for key, value in values.items() if abs(value - factor) < 0.001), None)
            choice.one(
                t,
                screen.escape((single or options)[one]),
                words,
                stands,
                key=f"{_key(seen, name)}:{one}",
                save=partial(put, one),
                look="pills",
            )


def _whole(desk: Desk, seen: Scenario) -> None:
    """What few need: the rate, the scenario's own weight, the share of the function's goals; copy and remove."""
    t, given, house = desk.t, seen.assumptions, desk.visit.house
    rate, own, function = st.columns(3)
    with rate:
        fields.number(t, t("Worth more a year earlier, %"), given.rate * 100,
                      lambda told: _write(desk, seen, rate=float(told or 0) / 100), key=_key(seen, "rate"))  # fmt: skip
    with own:
        fields.number(t, t("Weight of this scenario among the others"), given.probability,
                      lambda told: _write(desk, seen, probability=float(1 if told is None else told)),
                      key=_key(seen, "probability"))  # fmt: skip
    with function:
        fields.number(t, t("Weight of the function's goals together, %"), given.function_percent,
                      lambda told: _write(desk, seen, function_percent=int(FUNCTION_PERCENT if told is None else told)),
                      key=_key(seen, "function_percent"))  # fmt: skip
    with st.container(horizontal=True):
        st.button(
            t("Copy this scenario"),
            key=_key(seen, "copy"),
            icon=":material/content_copy:",
            on_click=partial(_copy, desk, seen),
        )
        gone = confirm.button(
            t,
            t("Remove this scenario"),
            lambda: [t("its pins and the plan found for it")],
            lambda: house.scenarios.remove(seen.roadmap_id, desk.who, seen.id),
            key=_key(seen, "remove"),
        )
    if gone:
        st.rerun()


def _copy(desk: Desk, seen: Scenario) -> None:
    feedback.save(lambda: desk.visit.house.scenarios.copy(seen.roadmap_id, desk.who, seen.id))
