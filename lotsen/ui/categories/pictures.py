"""What is bought as pictures: the treemap, the Pareto curve and the table, each with what it says."""

from uuid import UUID

import streamlit as st

from lotsen.analysis.results import Denominator, SpendOverview
from lotsen.charts import spend as charts
from lotsen.charts import theme
from lotsen.domain.buying import Buying
from lotsen.explain import categories as explain
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table

VIEWS = "categories:figures"


def draw(visit: Visit, buying: Buying) -> None:
    """Year and denominator, what to know before reading, then the pictures."""
    t = visit.t
    if not buying.years:
        screen.empty(t("There is no money here yet. Bring in invoices, paste a table, or type and estimate."))
        return
    result = visit.house.categories.overview(visit.here, *_controls(visit, buying))
    names = {category.id: t.local(category.name) for category in buying.categories}
    _key_figures(t, result)
    for note in explain.notes(result, t):
        st.caption(f":material/info: {screen.escape(note)}")
    if not result.figures:
        return
    palette = theme.palette(st.context.theme.type or "light")
    data = _data(result, names, t)
    screen.figure(
        t,
        charts.treemap(result, buying.categories, t, palette),
        key=f"{VIEWS}:treemap",
        says=explain.headline(result, names, t),
        what=explain.subtitle(result, t),
        how=t(
            "Every area is a year's money of one category, grouped as in the tree. The stronger the colour, the more "
            "emissions per euro; hatching means that there is no emission factor. Point at an area to see its figures."
        ),
        data=_slim(data, 0, 1, 2, 7),
    )
    screen.figure(
        t,
        charts.pareto(result, names, t, palette),
        key=f"{VIEWS}:pareto",
        says=explain.pareto_headline(result, t),
        what=explain.subtitle(result, t),
        how=t(
            "Categories are added up from the largest to the smallest. The steeper the curve begins, the fewer "
            "categories matter for the money. The dashed line shows where four fifths are reached."
        ),
        data=_slim(data, 0, 1, 3),
    )
    _all(t, result, names, data)


def _controls(visit: Visit, buying: Buying) -> tuple[int, Denominator]:
    t = visit.t
    years = {str(year): str(year) for year in buying.years}
    latest = str(buying.years[0])
    with st.container(horizontal=True):
        year = latest
        if len(years) > 1:
            year = (
                choice.one(t, t("Year"), years, latest, key=f"{VIEWS}:year", look="segments", hide_label=True) or latest
            )
        money = buying.money_of(int(year))
        whole = Denominator.OPEN.value
        if money.in_house or money.not_procurement:
            wholes = {Denominator.OPEN.value: t("Open to influence"), Denominator.ALL.value: t("All money")}
            whole = (
                choice.one(t, t("Shares are of"), wholes, whole, key=f"{VIEWS}:whole", look="segments", hide_label=True)
                or whole
            )
    return int(year), Denominator(whole)


def _key_figures(t: Texts, result: SpendOverview) -> None:
    """The year in one line."""
    mapped = result.mapped / result.whole if result.whole else 0.0
    parts = [
        (t.about(result.whole), t(explain.WHOLES[result.denominator])),
        (t.percent(mapped), t("in categories")),
        (t.tonnes(float(result.kilograms)) if result.covered else "–", t("known emissions")),
        (t.percent(1 - result.estimated) if result.figures else "–", t("from invoices")),
    ]
    st.markdown(" · ".join(f"**{screen.escape(number)}** {screen.escape(said)}" for number, said in parts))


def _data(result: SpendOverview, names: dict[UUID, str], t: Texts) -> screen.Table:
    made = explain.table(result, names, t)
    return screen.Table(made.head, [*made.rows, made.foot], sorted(made.numbers))


def _slim(data: screen.Table, *columns: int) -> screen.Table:
    """Some columns of the table: what one picture is drawn from."""
    rows = [tuple(row[i] for i in columns) for row in data.rows]
    return screen.Table([data.columns[i] for i in columns], rows, range(1, len(columns)))


def _all(t: Texts, result: SpendOverview, names: dict[UUID, str], data: screen.Table) -> None:
    st.subheader(screen.escape(explain.carbon_headline(result, names, t)), anchor=False)
    st.caption(screen.escape(explain.subtitle(result, t)))
    table.draw(data.columns, data.rows, caption=t("Every category with its figures"), numbers=data.numbers)
    first = explain.largest_emitter(result)
    with st.expander(t("Where the emissions come from"), icon=":material/eco:"):
        st.markdown(
            t(
                "Emissions are the money without VAT multiplied with the category's emission factor. They say roughly "
                "where emissions arise, not what one supplier emits."
            )
        )
        if first is not None and first.carbon is not None:
            st.markdown(screen.escape(explain.carbon_sentence(first.carbon, t)))
        factors = {f.carbon.factor.key: f.carbon.factor for f in result.figures if f.carbon}
        for factor in factors.values():
            st.caption(screen.escape(explain.factor_sentence(factor, t)))
