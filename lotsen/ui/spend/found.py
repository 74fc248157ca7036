"""What was found in a file: its figures, what is doubtful, how it was read and can be corrected, what it replaces."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from lotsen.domain.clock import today
from lotsen.domain.job import Job, JobState
from lotsen.domain.spend import WARNINGS
from lotsen.errors import N_
from lotsen.ui import feedback, screen
from lotsen.ui.access import Visit
from lotsen.ui.components import choice, fields, table

ROLES = {
    "amount": N_("Amount without VAT"),
    "credit": N_("Credit, taken off the amount"),
    "date": N_("Date"),
    "year": N_("Year"),
    "supplier": N_("Supplier"),
    "supplier_id": N_("Supplier's business id"),
    "unit": N_("Unit"),
    "account": N_("Account"),
    "account_name": N_("Account's name"),
    "code": N_("CPV code or class"),
    "description": N_("Description"),
}
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "cp850", "mac-roman")
DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
DECIMALS = {",": N_("comma: 1 234,50"), ".": N_("point: 1,234.50")}
DATES = {"%d.%m.%Y": "31.12.2025", "%d/%m/%Y": "31/12/2025", "%m/%d/%Y": "12/31/2025", "%d-%b-%Y": "31-Dec-2025"}
BY_DATE = "by-date"
YEAR = "spend:found:year"
FIRST = 6


def draw(visit: Visit, job: Job) -> None:
    """A file that was read, or could not be."""
    t = visit.t
    with st.container(border=True):
        st.subheader(screen.escape(job.params["name"]), anchor=False)
        if job.state is JobState.FAILED or job.result is None:
            _failed(visit, job)
            return
        _figures(visit, job.result)
        _doubts(visit, job.result)
        with st.expander(t("How the file was read"), icon=":material/tune:"):
            _reading(visit, job, job.result)
        _compare(visit, job)


def _failed(visit: Visit, job: Job) -> None:
    t = visit.t
    text, given = job.error or (N_("The work stopped unexpectedly. Try again."), {})
    st.error(t(text, **given), icon=":material/error:")
    with st.container(horizontal=True):
        if job.params["told"] and st.button(t("Read it as it was found"), key="spend:found:again"):
            _tell(visit, job, {})
            st.rerun()
        _put_away(visit)


def _put_away(visit: Visit) -> None:
    if st.button(visit.t("Put the file away"), key="spend:found:discard"):
        visit.house.spend.discard(visit.roadmap_id, visit.person.id)
        st.rerun()


# Figures and doubts ----------------------------------------------------------------------------------------------


def _figures(visit: Visit, result: Mapping[str, Any]) -> None:
    t = visit.t
    said = [t.plural("{n} row", "{n} rows", result["rows"])]
    if result["suppliers"]:
        said.append(t.plural("{n} supplier", "{n} suppliers", result["suppliers"]))
    if result["negative_rows"]:
        said.append(
            t.plural(
                "{n} credit note or other negative row, {money}",
                "{n} credit notes and other negative rows, {money}",
                result["negative_rows"],
                money=_money(visit, result["negative_sum"]),
            )
        )
    if result["first_date"]:
        said.append(
            t("{first} to {last}", first=_day(visit, result["first_date"]), last=_day(visit, result["last_date"]))
        )
    st.markdown(f"**{screen.escape(t('Net sum {money}', money=_money(visit, result['net'])))}**")
    st.caption(screen.escape(" · ".join(said)))
    currency = result.get("currency")
    if currency and currency != visit.here.currency:
        st.warning(
            t(
                "The file is in {theirs}, this roadmap in {ours}. Convert the amounts first.",
                theirs=currency,
                ours=visit.here.currency,
            ),
            icon=":material/currency_exchange:",
        )


def _money(visit: Visit, money: str) -> str:
    return visit.t.money(int((Decimal(money) * 100).to_integral_value()), visit.here.currency)


def _day(visit: Visit, iso: str) -> str:
    return visit.t.date(dt.date.fromisoformat(iso))


def _doubts(visit: Visit, result: Mapping[str, Any]) -> None:
    t = visit.t
    rows = [
        (t.number(one["count"]), t(WARNINGS[one["code"]]), ", ".join(map(str, one["sample_rows"])))
        for one in result["warnings"]
    ]
    if blank := result["skipped"]["blank"]:
        rows.append((t.number(blank), t("blank rows: left out"), ""))
    if total := result["skipped"]["total"]:
        rows.append((t.number(total), t("rows with the publisher's total: left out"), ""))
    if header := result["skipped"].get("header"):
        rows.append((t.number(header), t("headers repeated among the rows: left out"), ""))
    if rows:
        table.draw(
            (t("Count"), t("What"), t("For example row")), rows, caption=t("What is doubtful in the file"), numbers=(0,)
        )
    else:
        st.caption(t("Nothing in the file is doubtful."))


# How it was read, and corrections --------------------------------------------------------------------------------


def _reading(visit: Visit, job: Job, result: Mapping[str, Any]) -> None:
    t = visit.t
    headers = list(result["headers"])
    meant = {header: t(ROLES[role]) for role, header in result["columns"].items() if role in ROLES}
    shown = sorted(range(len(headers)), key=lambda place: (headers[place] not in meant, place))[:12]
    table.draw(
        [
            f"{headers[place]} → {meant[headers[place]]}" if headers[place] in meant else headers[place]
            for place in shown
        ],
        [[row[place] if place < len(row) else "" for place in shown] for row in result["first_rows"][:FIRST]],
        caption=t("The first rows of the file"),
    )
    st.caption(t("Change what is wrong: the file is read again at once."))
    options = {header: header for header in headers}
    parts = st.columns(2)
    for number, (role, name) in enumerate(ROLES.items()):
        with parts[number % 2]:
            choice.one(
                t,
                t(name),
                options,
                result["columns"].get(role),
                key=f"spend:found:{role}",
                save=lambda header, role=role: _column(visit, job, role, header),  # type: ignore[misc]
                empty=None if role == "amount" else t("none"),
            )
    _dialect(visit, job, result)


def _dialect(visit: Visit, job: Job, result: Mapping[str, Any]) -> None:
    t = visit.t
    one, two = st.columns(2)
    with one:
        choice.one(
            t, t("Decimal sign"), {key: t(name) for key, name in DECIMALS.items()}, result["decimal"],
            key="spend:found:decimal", save=lambda sign: _set(visit, job, "decimal", sign),
        )  # fmt: skip
        if result.get("sheets") and len(result["sheets"]) > 1:
            choice.one(
                t, t("Sheet"), {name: name for name in result["sheets"]}, result["sheet"],
                key="spend:found:sheet", save=lambda sheet: _tell(visit, job, {"sheet": sheet}),
            )  # fmt: skip
        fields.number(
            t, t("Row with the headers"), Decimal(result["header_row"]),
            lambda row: _set(visit, job, "header_row", int(row or 0)), key="spend:found:header", decimals=0,
        )  # fmt: skip
    with two:
        choice.one(
            t, t("Dates look like"), DATES, (result["dates"] or [None])[0],
            key="spend:found:dates", save=lambda pattern: _set(visit, job, "dates", pattern and [pattern]),
            empty=t("as found"),
        )  # fmt: skip
        if result["encoding"]:
            _text_signs(visit, job, result)


def _text_signs(visit: Visit, job: Job, result: Mapping[str, Any]) -> None:
    t = visit.t
    signs = {key: t(name) for key, name in DELIMITERS.items()}
    choice.one(
        t, t("Cells are parted by"), {result["delimiter"]: result["delimiter"], **signs}, result["delimiter"],
        key="spend:found:delimiter", save=lambda sign: _set(visit, job, "delimiter", sign),
    )  # fmt: skip
    found = result["encoding"]
    choice.one(
        t, t("Encoding"), {name: name for name in dict.fromkeys((found, *ENCODINGS))}, found,
        key="spend:found:encoding", save=lambda name: _set(visit, job, "encoding", name),
    )  # fmt: skip


def _column(visit: Visit, job: Job, role: str, header: str | None) -> None:
    told = dict(job.params["told"])
    _tell(visit, job, {**told, "columns": {**told.get("columns", {}), role: header or ""}})


def _set(visit: Visit, job: Job, key: str, value: object) -> None:
    _tell(visit, job, {**job.params["told"], key: value})


def _tell(visit: Visit, job: Job, told: dict[str, Any]) -> None:
    visit.house.spend.read(visit.roadmap_id, visit.person.id, job.params["upload"], job.params["name"], told)


# What it would replace, and accepting ----------------------------------------------------------------------------


def _compare(visit: Visit, job: Job) -> None:
    t, service = visit.t, visit.house.spend
    year = _year(visit, job)
    rows = []
    compared = service.compared(visit.roadmap_id, job, year)
    for one in compared:
        before = "–" if one.before_cents is None else visit.t.money(one.before_cents, visit.here.currency)
        change = "–" if one.before_cents is None else visit.t.money(one.cents - one.before_cents, visit.here.currency)
        now = visit.t.money(one.cents, visit.here.currency)
        rows.append((str(one.year), one.before_file or "–", before, t.number(one.rows), now, change))
    columns = (t("Year"), t("Kept until now"), t("Money until now"), t("Rows"), t("Money in this file"), t("Change"))
    table.draw(columns, rows, caption=t("What accepting the file changes"), numbers=(2, 3, 4, 5))
    if any(one.before_cents is not None for one in compared):
        st.caption(t("Accepting replaces the year's invoices. Judgements, rules and the tree stay."))
    may = bool(compared) and (job.result or {}).get("currency") in {None, visit.here.currency}
    with st.container(horizontal=True):
        label = t("Replace") if any(one.before_cents is not None for one in compared) else t("Accept")
        if st.button(label, key="spend:found:accept", type="primary", icon=":material/check:", disabled=not may):
            feedback.save(lambda: service.accept(visit.roadmap_id, visit.person.id, job.id, year))
            st.rerun()
        _put_away(visit)


def _year(visit: Visit, job: Job) -> int | None:
    """Whether all rows are one year's, as ledgers export it, or each the year of its date."""
    t = visit.t
    main = visit.house.spend.main_year(job)
    found = [one["year"] for one in (job.result or {}).get("years", []) if one["year"] is not None]
    this = today(visit.house.clock, visit.body.zone).year
    years = sorted({*found, *range(this - 4, this + 1)}, reverse=True)
    options = {str(year): t("everything as {year}", year=year) for year in years}
    if found:
        options = {BY_DATE: t("each row by its date"), **options}
    first = str(main) if main else BY_DATE if found else str(this - 1)
    chosen = choice.one(
        t,
        t("Which year"),
        options,
        st.session_state.get(f"{YEAR}:{job.id}", first),
        key=f"{YEAR}:{job.id}:box",
        save=lambda given: _remember(f"{YEAR}:{job.id}", given),
    )
    return None if chosen == BY_DATE else int(chosen or first)


def _remember(key: str, value: str | None) -> None:
    st.session_state[key] = value
