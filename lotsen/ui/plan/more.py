"""What few interventions need: bounds, either-or, lags, other ways of doing it, costs by year."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import streamlit as st

from lotsen.domain import plan
from lotsen.domain.category import ordered
from lotsen.domain.intervention import Confidence, Effort, Intervention, Must, Variant
from lotsen.domain.localtext import LocalText
from lotsen.errors import N_, InvalidInput
from lotsen.explain import plan as explain
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.components import choice, fields
from lotsen.ui.plan.desk import Desk

MUSTS = {
    Must.FREE: N_("Free to choose"),
    Must.MUST: N_("Must be done"),
    Must.MUST_NOT: N_("Must not be done"),
}
CONFIDENCES = {
    Confidence.GUESS: N_("A guess"),
    Confidence.ESTIMATE: N_("An estimate"),
    Confidence.EVIDENCE: N_("Evidence"),
}
MOST_VARIANTS = 6

Save = Callable[[Any], object]


def show(desk: Desk, item: Intervention) -> None:
    """What bounds and links it, one part under the other."""
    _bounds(desk, item)
    _choice(desk, item)
    _lags(desk, item)
    _reach(desk, item)


def cost(desk: Desk, item: Intervention) -> None:
    """Its cost by year, and the other ways of doing it with theirs."""
    _years(desk, item)
    _variants(desk, item)


def _saver(desk: Desk, item: Intervention, field: str) -> Save:
    return lambda value: desk.house.interventions.change(item, desk.who, **{field: value})


def _bounds(desk: Desk, item: Intervention) -> None:
    t = desk.t
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for field, label in (
            ("earliest", t("Can't begin before")),
            ("latest", t("Must be done by")),
            ("review", t("Looked at again on")),
        ):
            fields.day(label, getattr(item, field), _saver(desk, item, field), key=f"plan:panel:{field}:{item.id}")


def _choice(desk: Desk, item: Intervention) -> None:
    t = desk.t
    with st.container(horizontal=True):
        must, confidence = _saver(desk, item, "must"), _saver(desk, item, "confidence")
        choice.one(
            t,
            t("When plans are compared"),
            {each.value: t(name) for each, name in MUSTS.items()},
            item.must.value,
            key=f"plan:panel:must:{item.id}",
            save=lambda one: feedback.save(lambda: must(Must(one or Must.FREE))),
            look="segments",
        )
        choice.one(
            t,
            t("How sure its effect is"),
            {each.value: t(name) for each, name in CONFIDENCES.items()},
            item.confidence.value if item.confidence else None,
            key=f"plan:panel:confidence:{item.id}",
            save=lambda one: feedback.save(lambda: confidence(Confidence(one) if one else None)),
            look="segments",
            empty=t("Not said"),
        )


def _lags(desk: Desk, item: Intervention) -> None:
    """Days between what must be done first and this."""
    t = desk.t
    if not item.predecessors:
        return
    titles, lags = desk.titles(), dict(item.lags)
    st.markdown(t("Days that have to pass after"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for each in item.predecessors:
            fields.number(
                t,
                titles.get(str(each), ""),
                lags.get(each) or None,
                partial(_set_lag, desk, item, each),
                key=f"plan:panel:lag:{item.id}:{each}",
                decimals=0,
            )


def _set_lag(desk: Desk, item: Intervention, predecessor: UUID, given: Decimal | None) -> None:
    lags = dict(item.lags) | {predecessor: whole(given) or 0}
    told = tuple((each, lags[each]) for each in item.predecessors if lags.get(each))
    desk.house.interventions.change(item, desk.who, lags=told)


def whole(given: Decimal | None) -> int | None:
    """A whole number, or nothing for an empty field. Raises InvalidInput."""
    if given is not None and given != given.to_integral_value():
        raise InvalidInput(N_("Write a whole number."))
    return None if given is None else int(given)


def _reach(desk: Desk, item: Intervention) -> None:
    """Other categories that it reaches, and what it rules out."""
    t = desk.t
    categories = {
        str(each.id): " " * 3 * depth + t.local(each.name)
        for depth, each in ordered(desk.content.categories)
        if each.id != item.category_id
    }
    others = {
        key: title for key, title in desk.titles().items() if key != str(item.id) and UUID(key) not in item.predecessors
    }
    for field, label, options, empty in (
        ("more_categories", t("Reaches these categories too"), categories, t("No others")),
        ("excludes", t("Either this or"), others, t("Rules out nothing")),
    ):
        save = _saver(desk, item, field)
        choice.several(
            t,
            label,
            options,
            [str(each) for each in getattr(item, field)],
            key=f"plan:panel:{field}:{item.id}:{item.version}",
            save=partial(_save_ids, save),
            empty=empty,
        )


def _save_ids(save: Save, chosen: list[str]) -> None:
    feedback.save(lambda: save(tuple(sorted(UUID(one) for one in chosen))))


# Costs by year -----------------------------------------------------------------------------------------------------


Years = tuple[tuple[int, int], ...]
"""Cents by calendar year."""


def _years(desk: Desk, item: Intervention) -> None:
    t, years = desk.t, _years_of(item, item.yearly_cents)
    if not years:
        return
    st.markdown(t("Cost by year, €, where it isn't spread evenly"))
    change = desk.house.interventions.change
    _year_fields(
        t,
        years,
        item.yearly_cents,
        lambda told: change(item, desk.who, yearly_cents=told),
        f"plan:panel:year:{item.id}",
        str,
    )
    st.caption(screen.escape(explain.costs_by_year(item, t)))


def _years_of(item: Intervention, told: Years) -> list[int]:
    days = plan.span(item)
    years = range(days.first.year, days.last.year + 1) if days else ()
    return sorted({*years, *(year for year, _ in told)})


def _year_fields(
    t: Texts, years: Sequence[int], told: Years, save: Save, key: str, label: Callable[[int], str]
) -> None:
    kept = dict(told)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for year in years:
            fields.number(
                t,
                label(year),
                Decimal(kept[year]) / 100 if year in kept else None,
                partial(_set_year, told, save, year),
                key=f"{key}:{year}",
            )


def _set_year(told: Years, save: Save, year: int, given: Decimal | None) -> None:
    kept = {each: cents for each, cents in told if each != year}
    if given is not None:
        kept[year] = round(given * 100)
    save(tuple(sorted(kept.items())))


# Other ways of doing it --------------------------------------------------------------------------------------------


def _variants(desk: Desk, item: Intervention) -> None:
    t = desk.t
    st.markdown(t("Other ways of doing it, lighter or fuller"))
    if item.variants:
        st.caption(t("What is empty is as in the intervention itself."))
        if item.yearly_cents:
            st.caption(t("A way with a cost of its own and none by year has the intervention's years, in proportion."))
    for variant in item.variants:
        with st.container(border=True):
            _variant(desk, item, variant)
    if len(item.variants) < MOST_VARIANTS:
        fields.text(
            t("Another way"),
            "",
            lambda name: _add(desk, item, name) if name else None,
            key=f"plan:panel:variant:new:{item.id}:{item.version}",
            limit=200,
        )


def _variant(desk: Desk, item: Intervention, variant: Variant) -> None:
    t, key = desk.t, f"plan:panel:variant:{item.id}:{variant.key}"
    put = partial(_put, desk, item, variant)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        fields.text(
            t("Name"),
            t.local(variant.name),
            lambda given: put(name=variant.name.write(given, t.language)),
            key=f"{key}:name:{t.language}",
            limit=200,
        )
        for field, label, value, read in (
            ("effect_percent", t("Effect, %"), variant.effect_percent, lambda given: whole(given) or 0),
            ("cost_cents", t("Cost, €"), _euros(variant.cost_cents), _cents),
            ("months", t("Months"), variant.months, whole),
        ):
            fields.number(
                t,
                label,
                value,
                partial(_put_number, put, field, read),
                key=f"{key}:{field}",
            )
        st.button(
            t("Remove"),
            key=f"{key}:remove",
            icon=":material/delete:",
            on_click=partial(_remove, desk, item, variant),
        )
    if variant.cost_cents is not None or variant.yearly_cents or item.yearly_cents:
        _year_fields(
            t,
            _years_of(item, (*item.yearly_cents, *variant.yearly_cents)),
            variant.yearly_cents,
            lambda told: put(yearly_cents=told),
            f"{key}:year",
            lambda year: t("Cost in {year}, €", year=str(year)),
        )
    _effort(desk, item, variant, key)


def _put_number(
    put: Callable[..., None], field: str, read: Callable[[Decimal | None], object], given: Decimal | None
) -> None:
    put(**{field: read(given)})


def _effort(desk: Desk, item: Intervention, variant: Variant, key: str) -> None:
    """Person-days of the same roles as the intervention has."""
    days = {each.role: each.days for each in variant.effort}
    roles = list(dict.fromkeys([*(each.role for each in item.effort), *days]))
    if not roles:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for role in roles:
            fields.number(
                desk.t,
                desk.t("{role}, days", role=screen.escape(role)),
                days.get(role),
                partial(_set_days, desk, item, variant, role),
                key=f"{key}:days:{role}",
            )


def _set_days(desk: Desk, item: Intervention, variant: Variant, role: str, given: Decimal | None) -> None:
    days = {each.role: each.days for each in variant.effort} | {role: float(given or 0)}
    told = tuple(Effort(name, amount) for name, amount in sorted(days.items()) if amount)
    _put(desk, item, variant, effort=told)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents) / 100


def _cents(given: Decimal | None) -> int | None:
    return None if given is None else round(given * 100)


def _put(desk: Desk, item: Intervention, variant: Variant, **changed: Any) -> None:
    after = tuple(replace(each, **changed) if each.key == variant.key else each for each in item.variants)
    desk.house.interventions.change(item, desk.who, variants=after)


def _add(desk: Desk, item: Intervention, name: str) -> None:
    taken = {each.key for each in item.variants}
    key = next(each for n in range(1, MOST_VARIANTS + 2) if (each := f"way{n}") not in taken)
    made = Variant(key, LocalText.of(name, desk.t.language), 100, None, None)
    told = tuple(sorted((*item.variants, made), key=lambda each: each.key))
    desk.house.interventions.change(item, desk.who, variants=told)


def _remove(desk: Desk, item: Intervention, variant: Variant) -> None:
    left = tuple(each for each in item.variants if each.key != variant.key)
    feedback.save(partial(desk.house.interventions.change, item, desk.who, variants=left))
