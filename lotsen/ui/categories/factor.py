"""A category's emission factor: chosen, shown with all that it has to be read with, or one of one's own."""

from dataclasses import replace

import streamlit as st

from lotsen.domain.buying import Buying
from lotsen.domain.category import Category
from lotsen.explain import categories as explain
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, fields


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
