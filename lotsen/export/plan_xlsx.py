"""The whole roadmap as a workbook: from goals to milestones, with the load per quarter as formulas.

The sheet of interventions can be edited and taken in again (`lotsen.export.plan_back`). For that every row has its
intervention's id in a hidden column, and a hidden sheet keeps what was written here: who takes it in sees what was
changed in the workbook apart from what was changed in the plan meanwhile.
"""

import datetime as dt
import io
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lotsen.analysis.results import ColumnKind
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain import plan
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import Intervention, MilestoneKind
from lotsen.domain.quarter import Quarter
from lotsen.explain import plan as explain
from lotsen.explain import priorities
from lotsen.explain.policy_lines import FORCES, STATUSES
from lotsen.export import plan_columns
from lotsen.export.plan_columns import DATE, DAYS, MONEY, Column, Numbers
from lotsen.export.whole import Whole
from lotsen.export.xlsx import Content, Table, put, ranking, with_values, write
from lotsen.texts import N_, Texts

FORMAT = 1
KEPT = "lotsen"
"""The hidden sheet's name, and the word in its first cell."""

HEAD, FIRST = 2, 3
"""The row with the heads, and the first row with an intervention."""

DATES = {"sv": "d.m.yyyy", "fi": "d.m.yyyy", "en": "d mmm yyyy"}
FEW_SIGNS = 250
"""A list to choose from stands in the workbook itself where it is no longer than this."""
SPARE_ROWS = 100
"""Rows below the last intervention that new ones can be written in, with the same lists to choose from."""

PAGE_SIGNS = 230
"""So many signs stand side by side on A3 and can still be read."""
NO_ZEROS = '#,##0.0;-#,##0.0;"–"'

MILESTONES = {MilestoneKind.OWN: N_("own"), MilestoneKind.OUTSIDE: N_("of the outside world")}


def workbook(whole: Whole, t: Texts) -> bytes:
    """The whole workbook in the reader's language."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = f"{t.local(whole.organisation.name)}, {t('Plan')}"
    book.properties.creator = t("Procurement Pilot")
    _filtered(write(book, _goals(whole, t)))
    _filtered(write(book, _lines(whole, t)))
    categories = _filtered(write(book, _categories(whole, t)))
    names = priorities.names_of(whole.priorities, t, whole.roadmap.currency)
    _filtered(write(book, ranking(whole.priorities, names, t, {})))
    sheet = _interventions(book, whole, categories.title, t)
    _filtered(write(book, _milestones(whole, t)))
    portions = _portions(whole.plan.interventions, t)
    load, known = _load(book, portions, t)
    _filtered(write(book, _portions_table(portions, t)))
    _about(book, whole, t)
    book.active = book.sheetnames.index(sheet.title)
    file = io.BytesIO()
    book.save(file)
    return with_values(file.getvalue(), book.sheetnames.index(load.title) + 1, known)


def _filtered(sheet: Worksheet) -> Worksheet:
    """A sheet whose head can be filtered by."""
    sheet.auto_filter.ref = f"A{HEAD}:{get_column_letter(max(sheet.max_column, 1))}{max(sheet.max_row, HEAD)}"
    return sheet


# Interventions ---------------------------------------------------------------------------------------------------


def _interventions(book: Workbook, whole: Whole, categories: str, t: Texts) -> Worksheet:
    items = whole.plan.interventions
    numbers = Numbers((item.id, n) for n, item in enumerate(items, 1))
    columns = plan_columns.columns(whole.plan, numbers, t)
    heads = [t("Id"), *(column.head for column in columns)]
    rows: list[list[Content]] = [[str(item.id), *(column.shown(item) for column in columns)] for item in items]
    formats = {place: _format(column, t) for place, column in enumerate(columns, 1) if column.format}
    says = t("Change what you like and take the file in again on the plan page. New rows become new interventions.")
    sheet = _filtered(write(book, Table(t("Interventions"), says, heads, rows, formats)))
    sheet["B1"], sheet["A1"] = says, None
    sheet["B1"].font = Font(bold=True, size=13)
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = f"D{FIRST}"
    last = FIRST + len(items) + SPARE_ROWS
    for place, column in enumerate(columns, 2):
        letter = get_column_letter(place)
        if column.key in ("number", "progress") or column.key.startswith("effect:"):
            sheet.column_dimensions[letter].width = 9
        for row in range(FIRST + len(items), last + 1):
            sheet[f"{letter}{row}"].number_format = _format(column, t) or "General"
        if checks := _validation(column, categories, len(whole.plan.categories), t):
            checks.add(f"{letter}{FIRST}:{letter}{last}")
            sheet.add_data_validation(checks)
    wide = sum(each.width for letter, each in sheet.column_dimensions.items() if letter != "A")
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = sheet.PAPERSIZE_A3, math.ceil(wide / PAGE_SIGNS)
    sheet.print_title_cols = "B:C"
    _keep(book, whole, sheet.title, columns, heads, rows, t)
    return sheet


def _format(column: Column, t: Texts) -> str:
    return DATES[t.language] if column.format == DATE else column.format


def _validation(column: Column, categories: str, count: int, t: Texts) -> DataValidation | None:
    """What can be chosen or written in a column's cells."""
    if column.key == "category_id" and count:
        source = f"{quote_sheetname(categories)}!$A${FIRST}:$A${FIRST + count - 1}"
        return _list(source, t)
    if column.choices and len(said := ",".join(column.choices)) <= FEW_SIGNS:
        return _list(f'"{said}"', t)
    most = 2 if column.key.startswith("effect:") else 100 if column.key == "progress" else None
    if most is None:
        return None
    checks = DataValidation("whole", operator="between", formula1="0", formula2=str(most), allow_blank=True)
    checks.error = t("A whole number from 0 to {most} goes here.", most=most)
    return checks


def _list(source: str, t: Texts) -> DataValidation:
    checks = DataValidation("list", formula1=source, allow_blank=True)
    checks.error = t("Choose one from the list.")
    return checks


def _keep(
    book: Workbook,
    whole: Whole,
    sheet: str,
    columns: Sequence[Column],
    heads: Sequence[str],
    rows: Sequence[Sequence[Content]],
    t: Texts,
) -> None:
    """What was written here, for whoever takes the workbook in again."""
    kept: Worksheet = book.create_sheet(KEPT)
    kept.sheet_state = "hidden"
    about: list[Content] = [KEPT, FORMAT, str(whole.roadmap.id), t.language, whole.roadmap.revision, sheet]
    keys = ["id", *(column.key for column in columns)]
    lines: list[Sequence[Content]] = [about, keys, heads, *rows]
    for number, row in enumerate(lines, 1):
        for place, content in enumerate(row, 1):
            cell = kept.cell(number, place)
            assert isinstance(cell, SheetCell), "nothing is merged in a new sheet"
            put(cell, content, DATES[t.language] if isinstance(content, dt.date) else None)


# The other sheets ------------------------------------------------------------------------------------------------


def _goals(whole: Whole, t: Texts) -> Table:
    result = whole.priorities.result
    weights = {c.id: float(w) for c, w in zip(result.columns, result.weights, strict=True) if c.kind is ColumnKind.GOAL}
    heads = [t("Goal"), t("Level"), t("Weight"), t("Description"), t("Indicator"), t("Unit"), t("Value at the start")]
    heads += [t("Target"), t("Target year")]
    rows: list[list[Content]] = [
        [
            t.local(goal.title),
            t("what we buy") if goal.level is GoalLevel.PROCUREMENT else t("the procurement function"),
            weights.get(goal.id),
            t.local(goal.description) or None,
            t.local(goal.indicator) or None,
            goal.unit or None,
            None if goal.baseline is None else float(goal.baseline),
            None if goal.target is None else float(goal.target),
            goal.target_year,
        ]
        for goal in whole.plan.goals
    ]
    return Table(t("Goals"), t("What we want, and how it is seen."), heads, rows, {2: "0%"})


def _lines(whole: Whole, t: Texts) -> Table:
    goals = {goal.id: t.local(goal.title) for goal in whole.plan.goals}
    names = {key: t.local(name) for key, name in whole.lines.categories.items()}
    heads = [t("Policy line"), t("Force"), t("Status"), t("Edition"), t("Decision"), t("Day"), t("Paragraph")]
    heads += [t("Reason"), t("Goals"), t("Categories")]
    rows: list[list[Content]] = [
        [
            t.local(line.text),
            t(FORCES[line.force]),
            t(STATUSES[line.status]),
            line.edition,
            line.decision.organ if line.decision else None,
            line.decision.day if line.decision else None,
            line.decision.paragraph if line.decision else None,
            t.local(line.reason) or None,
            "; ".join(goals[goal] for goal in line.goals if goal in goals) or None,
            "; ".join(names[key] for key in line.categories if key in names) or t("All"),
        ]
        for line in whole.lines.lines
    ]
    return Table(t("Policy lines"), t("Which rules follow from it."), heads, rows, {5: DATES[t.language]})


def _categories(whole: Whole, t: Texts) -> Table:
    names = plan_columns.category_names(whole.plan.categories, t)
    by_id = {category.id: category for category in whole.plan.categories}
    figures = {figure.category: figure for figure in whole.spend.figures} if whole.spend else {}
    year = f" {whole.spend.year}" if whole.spend else ""
    heads = [t("Category"), t("Above it"), t("Code"), t("Owner"), t("Contract ends")]
    heads += [f"{t('Spend')}{year}, {whole.roadmap.currency}", t("Share"), t("Suppliers"), t("Emissions, t CO2e")]
    rows: list[list[Content]] = []
    for key, name in names.items():
        category, figure = by_id[key], figures.get(key)
        above = names[category.parent_id] if category.parent_id else None
        row: list[Content] = [name, above, category.code or None, category.owner or None, category.contract_end]
        if figure:
            carbon = float(figure.carbon.kilograms) / 1000 if figure.carbon else None
            row += [figure.cents / 100, figure.share, figure.suppliers, carbon]
        else:
            row += [None, None, None, None]
        rows.append(row)
    formats = {4: DATES[t.language], 5: MONEY, 6: "0.0%", 8: DAYS}
    return Table(t("Categories"), t("What we buy, with the money and the emissions in it."), heads, rows, formats)


def _milestones(whole: Whole, t: Texts) -> Table:
    titles = {item.id: t.local(item.title) for item in whole.plan.interventions}
    rows: list[list[Content]] = [
        [
            t.local(milestone.title),
            milestone.day,
            t(MILESTONES[milestone.kind]),
            titles.get(milestone.intervention_id) if milestone.intervention_id else None,
        ]
        for milestone in sorted(whole.plan.milestones, key=lambda one: one.day)
    ]
    heads = [t("Milestone"), t("Day"), t("Kind"), t("Intervention")]
    return Table(t("Milestones"), t("What the plan is held against."), heads, rows, {1: DATES[t.language]})


# Load ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Portion:
    """What falls on one quarter of an intervention: a role's days, or (no role) its cost. A cost that is given by
    year has no quarter."""

    item: str
    owner: str
    role: str
    year: int
    quarter: Quarter | None
    days: float
    cost: float


def _portions(items: Iterable[Intervention], t: Texts) -> list[Portion]:
    """Effort and cost of what is not closed: what is told for a year in that, the rest evenly over each one's days."""
    found: list[Portion] = []
    for item in items:
        if item.status in plan.CLOSED:
            continue
        title, owner, when = t.local(item.title), item.owner.strip() or t("No owner yet"), plan.span(item)
        for effort in item.effort:
            for quarter, days in plan.spread(effort.days, when).items():
                found.append(Portion(title, owner, effort.role, quarter.year, quarter, round(days, 4), 0.0))
        found += [Portion(title, owner, "", year, None, 0.0, cents / 100) for year, cents in item.yearly_cents]
        spread = plan.spread_between(plan.rest_of_cost(item) / 100, when, dict(item.yearly_cents))
        found += [Portion(title, owner, "", q.year, q, 0.0, round(cost, 4)) for q, cost in spread.items()]
    return found


def _portions_table(portions: Sequence[Portion], t: Texts) -> Table:
    heads = [t("Intervention"), t("Owner"), t("Role"), t("Year"), t("Quarter"), t("Person-days"), t("Cost, €")]
    rows: list[list[Content]] = [
        [
            one.item,
            one.owner,
            one.role or None,
            one.year,
            str(one.quarter) if one.quarter else None,
            one.days or None,
            one.cost or None,
        ]
        for one in portions
    ]
    says = t(
        "Days and cost of what is still to be done, as the plan stood: cost told by year in its year, the rest spread "
        "evenly over its days."
    )
    return Table(t("Load in detail"), says, heads, rows, {5: DAYS, 6: MONEY})


def _load(book: Workbook, portions: Sequence[Portion], t: Texts) -> tuple[Worksheet, dict[str, Content]]:
    """Days per owner and role by quarter, and the cost by year: sums over the sheet of portions.

    The sheet, and what each of its formulas comes to.
    """
    quarters = sorted({one.quarter for one in portions if one.quarter})
    heads = [t("Person-days"), *map(str, quarters), t("Together")]
    says = t("How much falls on whom and when; the cells are sums over the next sheet.")
    sheet = write(book, Table(t("Effort per quarter"), says, heads, [], {}))
    sheet.column_dimensions["A"].width = 34
    load = _Load(sheet, quote_sheetname(t("Load in detail")), max(FIRST + len(portions) - 1, FIRST), {})
    days, cost = [one for one in portions if one.days], [one for one in portions if one.cost]
    row = load.block(FIRST, t("By owner"), "B", _grouped(days, lambda one: one.owner), quarters)
    row = load.block(row, t("By role"), "C", _grouped(days, lambda one: one.role), quarters)
    load.years(row, t("Cost by year, €"), _grouped(cost, lambda one: one.year))
    return sheet, load.known


Key = TypeVar("Key", str, int)


def _grouped(portions: Iterable[Portion], by: Callable[[Portion], Key]) -> dict[Key, list[Portion]]:
    ordered = sorted(portions, key=by)
    return {key: list(group) for key, group in itertools.groupby(ordered, by)}


@dataclass(frozen=True, slots=True)
class _Load:
    """Sums over the sheet of portions, written onto `sheet`; `known` is what they come to, by their cells."""

    sheet: Worksheet
    source: str
    last: int
    known: dict[str, Content]

    def block(
        self, row: int, title: str, column: str, groups: Mapping[str, Sequence[Portion]], quarters: Sequence[Quarter]
    ) -> int:
        """One line for each name, one column for each quarter; the row after, with one left free."""
        self._text(row, title, bold=True)
        for line, (name, of) in enumerate(groups.items(), row + 1):
            self._text(line, name)
            for place, quarter in enumerate(quarters, 2):
                head = f"{get_column_letter(place)}${HEAD}"
                known = sum(one.days for one in of if one.quarter == quarter)
                self._sum(line, place, self._sumifs("F", (column, f"$A{line}"), ("E", head)), known, NO_ZEROS)
            across = f"SUM(B{line}:{get_column_letter(len(quarters) + 1)}{line})"
            self._sum(line, len(quarters) + 2, across, sum(one.days for one in of), DAYS)
        return row + len(groups) + 2

    def years(self, row: int, title: str, groups: Mapping[int, Sequence[Portion]]) -> None:
        """One line for each year."""
        self._text(row, title, bold=True)
        for line, (year, of) in enumerate(groups.items(), row + 1):
            self.sheet.cell(line, 1, year)
            self._sum(line, 2, self._sumifs("G", ("D", f"$A{line}")), sum(one.cost for one in of), MONEY)

    def _sumifs(self, what: str, *where: tuple[str, str]) -> str:
        conditions = "".join(f",{self._range(column)},{cell}" for column, cell in where)
        return f"SUMIFS({self._range(what)}{conditions})"

    def _range(self, column: str) -> str:
        return f"{self.source}!${column}${FIRST}:${column}${self.last}"

    def _sum(self, row: int, place: int, formula: str, value: float, form: str) -> None:
        cell = self.sheet.cell(row, place, f"={formula}")
        cell.number_format = form
        self.known[cell.coordinate] = round(value, 4)

    def _text(self, row: int, said: str, *, bold: bool = False) -> None:
        cell = self.sheet.cell(row, 1)
        assert isinstance(cell, SheetCell), "nothing is merged here"
        put(cell, said, None)
        cell.font = Font(bold=bold)


# About -----------------------------------------------------------------------------------------------------------


def _about(book: Workbook, whole: Whole, t: Texts) -> None:
    drawn = layout(whole.plan, Grouping.CATEGORY, t)
    rows: list[list[Content]] = [
        [t("Organisation"), t.local(whole.organisation.name)],
        [t("Roadmap"), t.local(whole.roadmap.title)],
        [t("Date"), t.date(whole.plan.today)],
        [t("Revision"), whole.roadmap.revision],
        [t("In short"), explain.sentence(drawn, t)],
        [t("Method"), priorities.formula(whole.priorities.result, t)],
        [
            t("Taking it in again"),
            t("Only the sheet of interventions is read; rows that were taken away stay."),
        ],
        [t("Source"), t("Procurement Pilot")],
    ]
    sheet = write(book, Table(t("About"), t("What this is, and of when."), [t("What"), t("Value")], rows, {}))
    sheet.column_dimensions["B"].width = 100
    for row in sheet.iter_rows(FIRST, min_col=2, max_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
