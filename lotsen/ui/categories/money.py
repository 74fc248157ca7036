"""Money that does not come from invoices: pasted as a table, typed, or estimated in classes, marked as such."""

from decimal import Decimal
from uuid import UUID

import streamlit as st

from lotsen.domain.buying import Buying, PastedMatch
from lotsen.domain.category import SPEND_CLASSES, Category, CategorySpend, SpendBasis, SpendClass
from lotsen.domain.clock import today
from lotsen.errors import LotsenError
from lotsen.explain import categories as explain
from lotsen.texts import Texts
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, fields, table

STATED = (SpendBasis.PASTED, SpendBasis.TYPED, SpendBasis.ESTIMATED)
AT_A_TIME = 12
FEW_YEARS = 6
YEAR = "categories:money:year"
PLACE = "categories:money:place"
TAKEN = "categories:paste:taken"
OPEN = "categories:page:open"
"""Which part of the page is open: what was pasted is shown as pictures at once."""

NEW = "new"
MOST_ASKED = 12
MOST_SHOWN = 60


def draw(visit: Visit, buying: Buying) -> None:
    """The year first; then the two ways."""
    t = visit.t
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(t("**Invoices say it best.** One file from the ledger gives money, suppliers and carbon at once."))
        screen.link("spend", t("Bring in invoices"), icon=":material/upload_file:")
    year = _year(visit, buying)
    one, other = st.columns([1, 1], gap="large")
    with one:
        st.subheader(t("Paste a table"), anchor=False)
        paste(visit, year)
    with other:
        st.subheader(t("Type or estimate"), anchor=False)
        type_in(visit, buying, year)


def _year(visit: Visit, buying: Buying) -> int:
    t = visit.t
    latest = today(visit.house.clock, visit.body.zone).year
    years = sorted({*range(latest - 4, latest + 1), *buying.years}, reverse=True)
    start = st.session_state.get(YEAR, buying.years[0] if buying.years else latest - 1)
    found = choice.one(
        t,
        t("Year"),
        {str(year): str(year) for year in years},
        str(start),
        key=f"{YEAR}:box",
        save=_keep,
        look="segments" if len(years) <= FEW_YEARS else "select",
    )
    return int(found or start)


def _keep(year: str | None) -> None:
    if year:
        st.session_state[YEAR] = int(year)


# Pasting ---------------------------------------------------------------------------------------------------------


def paste(visit: Visit, year: int) -> None:
    """A table pasted as text: shown as it was understood before anything is saved."""
    t = visit.t
    text = st.text_area(
        t("One row per category, as copied from a spreadsheet or a spend dashboard"),
        key=f"categories:paste:text:{st.session_state.get(TAKEN, 0)}",
        height=160,
        placeholder=t("Category\tEuros\tSuppliers\tInvoices"),
    )
    if not text.strip():
        st.caption(t("Name and amount are enough. Counts, years in the head and amounts in thousands are understood."))
        return
    try:
        match = visit.house.categories.read_pasted(visit.roadmap_id, text)
    except LotsenError as error:
        st.error(t.error(error), icon=":material/error:")
        return
    _understood(visit, match, year)


def _understood(visit: Visit, match: PastedMatch, year: int) -> None:
    t, found = visit.t, match.table
    names = {str(c.id): t.local(c.name) for c in visit.house.categories.view(visit.here).rows}
    st.markdown(screen.escape(_what(t, match, year)))
    rows = [
        (
            row.name,
            names.get(str(category), "–"),
            " · ".join(f"{named or year}: {t.money(cents, visit.here.currency)}" for named, cents in row.amounts),
            _count(t, row.suppliers),
            _count(t, row.invoices),
        )
        for row, category in zip(found.rows, match.matches, strict=True)
    ]
    columns = (t("In the table"), t("Category here"), t("Amount"), t("Suppliers"), t("Invoices"))
    table.draw(columns, rows[:MOST_SHOWN], caption=t("What was understood"), numbers=(2, 3, 4))
    settled = _settle(t, match, names)
    if st.button(t("Save as pasted"), key="categories:paste:save", type="primary"):
        service = visit.house.categories
        if feedback.save(lambda: service.take_pasted(visit.roadmap_id, visit.person.id, settled, year, t.language)):
            st.session_state[TAKEN] = st.session_state.get(TAKEN, 0) + 1
            st.session_state[OPEN] = "figures"
        st.rerun()


def _settle(t: Texts, match: PastedMatch, names: dict[str, str]) -> PastedMatch:
    """Ask of rows that name no category: which it is, a new one, or none; beyond the first few all in one."""
    chosen: dict[int, UUID] = {}
    fresh: set[int] = set()
    options = {NEW: t("a new category"), **names}
    for place in match.unmatched[:MOST_ASKED]:
        name = match.table.rows[place].name
        found = choice.one(
            t,
            t("“{name}” is", name=name),
            options,
            None,
            key=f"categories:paste:row:{st.session_state.get(TAKEN, 0)}:{place}",
            empty=t("left out"),
        )
        if found == NEW:
            fresh.add(place)
        elif found:
            chosen[place] = UUID(found)
    others = match.unmatched[MOST_ASKED:]
    label = t.plural("{n} other row as a new category", "{n} other rows as new categories", len(others))
    if others and st.checkbox(label, key="categories:paste:others"):
        fresh.update(others)
    return match.settled(chosen, fresh)


def _what(t: Texts, match: PastedMatch, year: int) -> str:
    """What was understood, in one or two sentences."""
    found = match.table
    said = [
        t.plural(
            "{n} row, together {money}.", "{n} rows, together {money}.", len(found.rows), money=t.about(found.cents)
        )
    ]
    if found.total is not None:
        same = found.total == found.cents
        said.append(
            t("The table's own total says the same.")
            if same
            else t("The table's own total is {money}: check.", money=t.about(found.total))
        )
    if found.unit > 1:
        said.append(t("Amounts are in units of {unit}.", unit=t.number(found.unit)))
    if found.left_out:
        said.append(t.plural("{n} row has no amount.", "{n} rows have no amount.", len(found.left_out)))
    if match.unmatched:
        said.append(
            t.plural("{n} row names no category here.", "{n} rows name no category here.", len(match.unmatched))
        )
    return " ".join(said)


def _count(t: Texts, number: int | None) -> str:
    return "–" if number is None else t.number(number)


# Typing and estimating -------------------------------------------------------------------------------------------


def type_in(visit: Visit, buying: Buying, year: int) -> None:
    """A field and a class per category, a dozen at a time."""
    t = visit.t
    rows = [row for row in buying.rows if not buying.spend_of(row.id, year, (SpendBasis.INVOICES,))]
    if len(rows) < len(buying.rows):
        n = len(buying.rows) - len(rows)
        st.caption(
            t.plural(
                "{n} category has invoices for the year and is not listed here.",
                "{n} categories have invoices for the year and are not listed here.",
                n,
            )
        )
    if not rows:
        return
    pages = max((len(rows) + AT_A_TIME - 1) // AT_A_TIME, 1)
    place = min(int(st.session_state.get(PLACE, 0)), pages - 1)
    st.caption(t("An amount without VAT, or a class where nobody knows better. Invoices replace both when they come."))
    for category in rows[place * AT_A_TIME : (place + 1) * AT_A_TIME]:
        _line(visit, buying, category, year)
    if pages > 1:
        _turn(t, place, pages)


def _turn(t: Texts, place: int, pages: int) -> None:
    def turn(steps: int) -> None:
        st.session_state[PLACE] = place + steps

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(t("Previous"), key="categories:money:previous", on_click=turn, args=(-1,), disabled=place == 0)
        st.caption(t("{n} of {all}", n=place + 1, all=pages))
        st.button(t("Next"), key="categories:money:next", on_click=turn, args=(1,), disabled=place + 1 == pages)


def _line(visit: Visit, buying: Buying, category: Category, year: int) -> None:
    t = visit.t
    name = t.local(category.name)
    stated = buying.spend_of(category.id, year, STATED)
    key = f"categories:money:{year}:{category.id}"
    mark = f" · {t(explain.BASES[stated.basis])}" if stated else ""
    st.markdown(f"**{screen.escape(name)}**{screen.escape(mark)}")
    amount, estimate = st.columns(2)
    with amount:
        fields.number(
            t,
            t("Money in {year}: {category}", year=year, category=name),
            Decimal(stated.cents) / 100 if stated else None,
            lambda given: _state(visit, category, year, given),
            key=f"{key}:amount",
            hide_label=True,
        )
    with estimate:
        _class(visit, category, year, stated, key)


def _state(visit: Visit, category: Category, year: int, given: Decimal | None) -> None:
    service = visit.house.categories
    if given is None:
        service.unstate(visit.roadmap_id, visit.person.id, category.id, year)
        return
    cents = int((given * 100).to_integral_value())
    service.state(visit.roadmap_id, visit.person.id, CategorySpend(category.id, year, cents, SpendBasis.TYPED))


def _class(visit: Visit, category: Category, year: int, stated: CategorySpend | None, key: str) -> None:
    t, service = visit.t, visit.house.categories
    by_key = {one.key: one for one in SPEND_CLASSES}
    held = next(
        (o.key for o in SPEND_CLASSES if stated and stated.basis is SpendBasis.ESTIMATED and o.cents == stated.cents),
        None,
    )

    def save(chosen: str | None) -> None:
        if chosen:
            spend = CategorySpend(category.id, year, by_key[chosen].cents, SpendBasis.ESTIMATED)
            feedback.save(lambda: service.state(visit.roadmap_id, visit.person.id, spend))
        else:
            feedback.save(lambda: service.unstate(visit.roadmap_id, visit.person.id, category.id, year))

    choice.one(
        t,
        t("Class in {year}: {category}", year=year, category=t.local(category.name)),
        {one.key: class_name(t, one) for one in SPEND_CLASSES},
        held,
        key=f"{key}:class",
        save=save,
        empty=t("or a class"),
        hide_label=True,
    )


def class_name(t: Texts, one: SpendClass) -> str:
    """A class by its bounds."""
    if one.high is None:
        return t("over {money}", money=t.about(one.low))
    if not one.low:
        return t("under {money}", money=t.about(one.high))
    return t("{low} to {high}", low=t.about(one.low), high=t.about(one.high))
