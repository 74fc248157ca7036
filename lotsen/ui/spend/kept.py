"""The years whose invoices are kept."""

from collections.abc import Sequence

import streamlit as st

from lotsen.domain.spend import SpendImport
from lotsen.ui.access import Visit
from lotsen.ui.components import confirm, table


def draw(visit: Visit, imports: Sequence[SpendImport]) -> None:
    """A table, and per year a way to take it out."""
    t = visit.t
    st.subheader(t("Kept invoices"), anchor=False)
    until = visit.house.spend.kept_until(visit.roadmap_id)
    rows = [
        (
            str(one.year),
            one.file_name,
            t.number(one.figures["rows"]),
            t.money(one.figures["cents"], visit.here.currency),
            t.moment(one.at, visit.body.zone),
            t.date(day) if (day := until.get(one.id)) else t("gone"),
        )
        for one in imports
    ]
    columns = (t("Year"), t("File"), t("Rows"), t("Money"), t("Accepted"), t("Lines kept until"))
    table.draw(columns, rows, caption=t("Kept invoices"), numbers=(2, 3))
    st.caption(
        t.plural(
            "The lines of a file, persons' names made unreadable, are kept for {n} month so that changed rules reach "
            "them; then they are deleted by themselves. The sums stay.",
            "The lines of a file, persons' names made unreadable, are kept for {n} months so that changed rules reach "
            "them; then they are deleted by themselves. The sums stay.",
            visit.house.config.lines_months,
        )
    )
    with st.expander(t("Take a year out"), icon=":material/delete:"):
        for one in imports:
            _take_out(visit, one)


def _take_out(visit: Visit, one: SpendImport) -> None:
    t, service = visit.t, visit.house.spend
    goes = [t("the invoices of {year} from {file}", year=one.year, file=one.file_name)]
    if confirm.button(
        t,
        t("Take out {year}", year=one.year),
        lambda: goes,
        lambda: service.remove(visit.roadmap_id, visit.person.id, one.id),
        key=f"spend:kept:{one.id}",
    ):
        st.rerun()
