"""What is bought as pictures: the treemap, the Pareto curve and the table, each with what it says."""

from dataclasses import dataclass

import streamlit as st

from lotsen.analysis.results import Denominator, SpendOverview
from lotsen.charts import spend as charts
from lotsen.charts import theme
from lotsen.charts.picture import Picture
from lotsen.domain.buying import Buying
from lotsen.explain import categories as explain
from lotsen.texts import Texts
from lotsen.ui import screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, table

VIEWS = "categories:figures"


@dataclass(frozen=True)
class Drawn:
    """All that the part shows of one year, ready: shared between readers of one language, never changed."""

    result: SpendOverview
    line: str
    notes: tuple[str, ...]
    what: str
    treemap: Picture
    treemap_says: str
    curve: Picture
    curve_says: str
    data: screen.Table
    table_says: str
    emissions: tuple[str, ...]


def draw(visit: Visit, buying: Buying) -> None:
    """Year and denominator, what to know before reading, then the pictures."""
    t = visit.t
    if not buying.years:
        screen.empty(t("There is no money here yet. Bring in invoices, paste a table, or type and estimate."))
        return
    year, whole = _controls(visit, buying)
    colours = str(st.context.theme.type or "light")
    here = visit.here
    drawn = _drawn(str(here.id), here.revision, year, whole, t.language, colours, visit, buying)
    st.markdown(drawn.line)
    for note in drawn.notes:
        st.caption(f":material/info: {note}")
    if drawn.result.figures:
        _pictures(t, drawn)
        _all(t, drawn)


@st.cache_resource(max_entries=256, show_spinner=False)
def _drawn(
    roadmap: str,
    revision: int,
    year: int,
    whole: Denominator,
    language: str,
    colours: str,
    _visit: Visit,
    _buying: Buying,
) -> Drawn:
    t, palette = Texts.of(language), theme.palette(colours)
    result = _visit.house.categories.overview(_visit.here, year, whole)
    names = {category.id: t.local(category.name) for category in _buying.categories}
    made = explain.table(result, names, t)
    return Drawn(
        result,
        _line(t, result),
        tuple(screen.escape(note) for note in explain.notes(result, t)),
        explain.subtitle(result, t),
        charts.treemap(result, _buying.categories, t, palette),
        explain.headline(result, names, t),
        charts.pareto(result, names, t, palette),
        explain.pareto_headline(result, t),
        screen.Table(made.head, [*made.rows, made.foot], sorted(made.numbers)),
        explain.carbon_headline(result, names, t),
        tuple(screen.escape(one) for one in explain.emissions(result, t)),
    )


def _pictures(t: Texts, drawn: Drawn) -> None:
    screen.figure(
        t,
        drawn.treemap,
        key=f"{VIEWS}:treemap",
        says=drawn.treemap_says,
        what=drawn.what,
        how=t(
            "Every area is a year's money of one category, grouped as in the tree. The stronger the colour, the more "
            "emissions per euro; hatching means that there is no emission factor. Point at an area to see its figures."
        ),
        data=_slim(drawn.data, 0, 1, 3, 8),
    )
    screen.figure(
        t,
        drawn.curve,
        key=f"{VIEWS}:pareto",
        says=drawn.curve_says,
        what=drawn.what,
        how=t(
            "Categories are added up from the largest to the smallest. The steeper the curve begins, the fewer "
            "categories matter for the money. The dashed line shows where four fifths are reached."
        ),
        data=_slim(drawn.data, 0, 1, 4),
    )


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


def _line(t: Texts, result: SpendOverview) -> str:
    """The year in one line of Markdown."""
    mapped = result.mapped / result.whole if result.whole else 0.0
    parts = [
        (t.about(result.whole), t(explain.WHOLES[result.denominator])),
        (t.percent(mapped), t("in categories")),
        (t.tonnes(float(result.kilograms)) if result.covered else "–", t("known emissions")),
        (t.percent(1 - result.estimated) if result.figures else "–", t("from invoices")),
    ]
    return " · ".join(f"**{screen.escape(number)}** {screen.escape(said)}" for number, said in parts)


def _slim(data: screen.Table, *columns: int) -> screen.Table:
    """Some columns of the table: what one picture is drawn from."""
    rows = [tuple(row[i] for i in columns) for row in data.rows]
    return screen.Table([data.columns[i] for i in columns], rows, range(1, len(columns)))


def _all(t: Texts, drawn: Drawn) -> None:
    st.subheader(screen.escape(drawn.table_says), anchor=False)
    st.caption(screen.escape(drawn.what))
    caption = t("Every category with its figures")
    table.draw(drawn.data.columns, drawn.data.rows, caption=caption, numbers=drawn.data.numbers)
    with st.expander(t("Where the emissions come from"), icon=":material/eco:"):
        st.markdown(
            t(
                "Emissions are the money without VAT multiplied with the category's emission factor. They say roughly "
                "where emissions arise, not what one supplier emits."
            )
        )
        st.markdown("\n".join(f"- {one}" for one in drawn.emissions))
