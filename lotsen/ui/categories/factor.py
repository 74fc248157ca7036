"""A category's emission factor: chosen, shown with all that it has to be read with, or one of one's own."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from lotsen.domain.buying import Buying
from lotsen.domain.category import Category
from lotsen.domain.factor import EmissionFactor
from lotsen.explain import categories as explain
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, confirm, fields


def draw(visit: Visit, buying: Buying, category: Category) -> None:
    """Choose a factor; below it its value, unit, year, VAT basis, source and credit."""
    t, service = visit.t, visit.house.categories
    options = {
        key: f"{t.local(factor.name)} · {t.number(float(factor.kilograms), 1)}"
        for key, factor in buying.factors.items()
    }

    def save(key: str | None) -> None:
        mine = replace(category, factor=key)
        feedback.save(lambda: service.edit(visit.roadmap_id, visit.person.id, category, mine))

    choice.one(
        t,
        t("Emission factor, kg CO2e per 1,000 euros"),
        options,
        category.factor,
        key=f"categories:tree:{category.id}:factor",
        save=save,
        empty=t("none"),
    )
    if category.factor in buying.factors:
        st.caption(screen.escape(explain.factor_sentence(buying.factors[category.factor or ""], t)))
    with st.expander(t("A factor of our own"), icon=":material/eco:"):
        _own(visit, category)
    own = {key: factor for key, factor in buying.factors.items() if factor.is_own}
    if own:
        with st.expander(t("Change or remove an own factor"), icon=":material/edit:"):
            _change(visit, buying, own, category)


def _own(visit: Visit, category: Category) -> None:
    t, service = visit.t, visit.house.categories
    with st.form(f"categories:own_factor:{category.id}", border=False):
        name = st.text_input(t("What it is of"), key=f"categories:own_factor:{category.id}:name", max_chars=200)
        value = st.text_input(
            t("kg CO2e per 1,000 {currency}", currency=visit.here.currency),
            key=f"categories:own_factor:{category.id}:value",
            max_chars=20,
        )
        year = st.number_input(
            t("Year"), 1990, 2100, visit.here.starts.year, key=f"categories:own_factor:{category.id}:year"
        )
        source = st.text_input(t("Source"), key=f"categories:own_factor:{category.id}:source", max_chars=400)
        st.caption(t("The figures here are money without VAT: the factor must be for that too."))
        if st.form_submit_button(t("Use this factor")):

            def use_case() -> None:
                service.own_factor(
                    visit.roadmap_id,
                    visit.person.id,
                    category,
                    name=name,
                    language=t.language,
                    kilograms=fields.read_number(value),
                    year=int(year),
                    source=source,
                    currency=visit.here.currency,
                )

            feedback.save(use_case)
            st.rerun()


def _change(visit: Visit, buying: Buying, own: Mapping[str, EmissionFactor], category: Category) -> None:
    """One of the own factors: its fields save themselves; who has it is named before it goes."""
    t, service = visit.t, visit.house.categories
    first = category.factor if category.factor and category.factor in own else next(iter(own))
    names = {key: t.local(factor.name) for key, factor in own.items()}
    # The key counts, so that what was chosen is forgotten when a factor goes.
    chosen = choice.one(t, t("Own factor"), names, first, key=f"categories:own_factors:{category.id}:{len(own)}")
    factor = own[chosen or first]
    _fields(visit, factor)
    having = [one for one in buying.categories if one.factor == factor.key]
    if confirm.button(
        t,
        t("Remove this factor"),
        lambda: [t("the emission factor of {category}", category=t.local(one.name)) for one in having],
        lambda: service.remove_factor(visit.roadmap_id, visit.person.id, factor),
        key=f"categories:own_factors:{factor.key}:remove",
    ):
        st.rerun()


def _fields(visit: Visit, factor: EmissionFactor) -> None:
    t, key = visit.t, f"categories:own_factors:{factor.key}"

    def save(mine: EmissionFactor) -> None:
        visit.house.categories.edit_factor(visit.roadmap_id, visit.person.id, factor, mine)

    fields.text(
        t("What it is of"),
        factor.name.versions.get(t.language, ""),
        lambda given: save(replace(factor, name=factor.name.write(given, t.language))),
        key=f"{key}:name:{t.language}",
        placeholder=t.local(factor.name) or None,
        limit=200,
    )
    fields.number(
        t,
        t("kg CO2e per 1,000 {currency}", currency=factor.currency),
        factor.kilograms,
        lambda given: save(replace(factor, kilograms=_number(given))),
        key=f"{key}:value",
        decimals=6,
    )
    fields.text(
        t("Year"),
        str(factor.year),
        lambda given: save(replace(factor, year=int(_number(fields.read_number(given))))),
        key=f"{key}:year",
        limit=4,
    )
    fields.text(t("Source"), factor.source, lambda given: save(replace(factor, source=given)), key=f"{key}:source")


def _number(given: Decimal | None) -> Decimal:
    """A number that has to be there; the service says what it may be."""
    return Decimal(-1) if given is None else given
