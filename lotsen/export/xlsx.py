"""The priorities as a workbook: ranking, heatmap with living formulas, answers, money, and the method.

The points and ranks of the heatmap's sheet are formulas over its own weights and values, so that a reader can change
a weight and see what follows; what they come to now is stored beside them for programs that don't calculate. Votes are
counts, without names. Users' texts are texts, whatever sign they begin with.
"""

import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Cells, ColumnKind, PrioritiesView
from lotsen.analysis.results.robustness import Certainty
from lotsen.charts import theme
from lotsen.charts.layout.names import Names
from lotsen.domain.criterion import CriterionKind
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.explain import priorities as explain
from lotsen.texts import Texts

Content = str | int | float | dt.date | None

MOST = 3
"""The top of the scale that people judge on."""

WHITE_FROM = 1.9
"""The value from which white is the readable ink on the colour scale."""

WEIGHTS, FIRST = 3, 4
"""Rows of the heatmap's sheet: the weights, and the first category."""

_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its title, what it says, head, rows, and a number format by column."""

    title: str
    says: str
    head: Sequence[str]
    rows: Sequence[Sequence[Content]]
    formats: Mapping[int, str]


def workbook(
    view: PrioritiesView,
    roadmap: Roadmap,
    organisation: Organisation,
    t: Texts,
    certainty: Certainty | None = None,
) -> bytes:
    """The whole workbook in the reader's language.

    With `certainty`, and enough people behind it, each category has its share of being on the top list.
    """
    book, names = Workbook(), explain.names_of(view, t, roadmap.currency)
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = t("Priorities"), t("Procurement Pilot")
    sure = certainty if certainty and certainty.enough else None
    shares = dict(zip(view.result.categories, map(_number, sure.in_top), strict=True)) if sure else {}
    write(book, ranking(view, names, t, shares))
    known = _heatmap(book, view, names, t)
    for table in (_answers(view, names, t), _money(view, names, t)):
        write(book, table)
    _method(book, view, roadmap, organisation, t)
    file = io.BytesIO()
    book.save(file)
    return with_values(file.getvalue(), 2, known)


def ranking(view: PrioritiesView, names: Names, t: Texts, certainty: Mapping[UUID, float | None]) -> Table:
    result = view.result
    head = [t("Rank"), t("Category"), t("Points"), t("Points at least"), t("Points at most")]
    head += [t("Share of weight that is judged"), t("On the top list")]
    rows: list[list[Content]] = []
    for i in result.order:
        ranked = bool(result.ranks[i])
        row: list[Content] = [int(result.ranks[i]) if ranked else None, names.categories[result.categories[i]]]
        row += [_number(result.score[i]) if ranked else None, _number(result.lowest[i]), _number(result.highest[i])]
        row += [_number(result.judged[i]), t("yes") if result.top[i] else t("no")]
        rows.append(row + ([certainty.get(result.categories[i])] if certainty else []))
    formats = {2: "0.0", 3: "0.0", 4: "0.0", 5: "0%", 7: "0%"}
    head += [t("Share of draws on the top list")] if certainty else []
    return Table(t("Ranking"), explain.headline(result, names.categories, t), head, rows, formats)


def _answers(view: PrioritiesView, names: Names, t: Texts) -> Table:
    """How many gave which answer to which cell."""
    cells = view.result.cells
    subjects = [(k, subject) for k, subject in enumerate(cells.subjects) if subject in names.columns]
    rows: list[list[Content]] = [
        [
            names.categories[cells.categories[i]],
            names.columns[subject],
            *_counts(cells, i, k),
            _number(cells.mean[i, k]),
            _number(cells.agreed[i, k]),
        ]
        for i in view.result.order
        for k, subject in subjects
    ]
    answers = [f"{value} {t(answer)}" for value, answer in enumerate(explain.ANSWERS)]
    head = [t("Category"), t("Goal"), *answers, t(explain.UNSURE), t("Mean"), t("Agreed together in the room")]
    return Table(
        t("Answers"),
        t("How many people gave each answer, where at least five judged."),
        head,
        rows,
        {7: "0.00", 8: "0.00"},
    )


def _counts(cells: Cells, i: int, k: int) -> list[Content]:
    """How often each answer was given, from as many judges on as agreement is shown for: fewer would be told apart."""
    counts = [int(count) for count in cells.counts[i, k]]
    return list(counts) if cells.judges[i, k] >= FEWEST_FOR_AGREEMENT else [None] * len(counts)


def _money(view: PrioritiesView, names: Names, t: Texts) -> Table:
    result = view.result
    carbon = next((j for j, column in enumerate(result.columns) if column.criterion is CriterionKind.CARBON), None)
    rows: list[list[Content]] = []
    for i in result.order:
        cents, category = names.money.get(result.categories[i]), names.categories[result.categories[i]]
        tonnes = math.nan if carbon is None else float(result.value[i, carbon]) / 1000
        rows.append([category, None if cents is None else cents / 100, _number(tonnes)])
    head = [t("Category"), f"{t('Money a year')}, {names.currency}", t("Emissions, t CO2e")]
    says = explain.bubble_headline(result, view.money, t)
    if view.year is not None:
        says = f"{says} {t('Year')}: {view.year}."
    return Table(t("Money and emissions"), says, head, rows, {1: "#,##0", 2: "#,##0.0"})


def _heatmap(book: Workbook, view: PrioritiesView, names: Names, t: Texts) -> dict[str, Content]:
    """Weights over values, points and ranks as formulas; what each formula comes to, by its cell."""
    result = view.result
    shown = [j for j, c in enumerate(result.columns) if c.kind is not ColumnKind.MEASURED or result.weights[j] > 0]
    shown.sort(key=lambda j: (result.columns[j].kind is not ColumnKind.GOAL, -round(float(result.weights[j]), 9)))
    heads = [_column_name(view, names, j, t) for j in shown]
    rows: list[list[Content]] = [[None, t("Weight"), *(float(result.weights[j]) for j in shown), None, None]]
    rows += [
        [None, names.categories[result.categories[i]], *(_on_scale(view, i, j) for j in shown), None, None]
        for i in result.order
    ]
    wide = len(shown)
    head = [t("Rank"), t("Category"), *heads, t("Share of weight that is judged"), t("Points")]
    formats = {**dict.fromkeys(range(2, wide + 2), "0.0"), wide + 2: "0%", wide + 3: "0.0"}
    sheet = write(book, Table(t("Heatmap"), explain.heatmap_subtitle(result, t), head, rows, formats))
    if not wide or not result.order:
        return {}
    for cell in next(sheet.iter_rows(WEIGHTS, WEIGHTS, 3, wide + 2)):
        cell.number_format = "0%"
        cell.font = Font(bold=True)
    _colour(sheet, f"C{FIRST}:{get_column_letter(wide + 2)}{FIRST + len(result.order) - 1}")
    sheet.freeze_panes = f"C{FIRST}"
    return _formulas(sheet, view, wide)


def _column_name(view: PrioritiesView, names: Names, j: int, t: Texts) -> str:
    """A column's name; measured figures say that they stand on the scale of the others."""
    column = view.result.columns[j]
    name = names.columns[column.id]
    return t("{criterion}, 3 is the most", criterion=name) if column.kind is ColumnKind.MEASURED else name


def _on_scale(view: PrioritiesView, i: int, j: int) -> Content:
    """A cell from 0 to 3: what people judged as it is, measured figures as their share of the most."""
    result = view.result
    measured = result.columns[j].kind is ColumnKind.MEASURED
    return _number(result.unit[i, j] * MOST if measured else result.value[i, j])


def _formulas(sheet: Worksheet, view: PrioritiesView, wide: int) -> dict[str, Content]:
    result, known = view.result, dict[str, Content]()
    first, last = "C", get_column_letter(wide + 2)
    judged, points = get_column_letter(wide + 3), get_column_letter(wide + 4)
    bottom, weights = FIRST + len(result.order) - 1, f"${first}${WEIGHTS}:${last}${WEIGHTS}"
    for row, i in enumerate(result.order, FIRST):
        values = f"{first}{row}:{last}{row}"
        sheet[f"{judged}{row}"] = f"=SUMPRODUCT({weights},--ISNUMBER({values}))"
        sheet[f"{points}{row}"] = (
            f'=IF(ROUND({judged}{row},9)<{result.least_judged},"",'
            f"ROUND(SUMPRODUCT({weights},{values})/{judged}{row}*100/{MOST},9))"
        )
        sheet[f"A{row}"] = f'=IF({points}{row}="","–",RANK({points}{row},{points}${FIRST}:{points}${bottom}))'
        ranked = bool(result.ranks[i])
        known[f"{judged}{row}"] = float(result.judged[i])
        known[f"{points}{row}"] = float(result.score[i]) if ranked else ""
        known[f"A{row}"] = int(result.ranks[i]) if ranked else "–"
    return known


def _colour(sheet: Worksheet, cells: str) -> None:
    """The scale of benefit, with ink that stays readable on it."""
    low, high = (colour.removeprefix("#") for colour in (theme.LIGHT.low, theme.LIGHT.high))
    scale = ColorScaleRule("num", 0, low, end_type="num", end_value=MOST, end_color=high)  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, scale)
    white = CellIsRule("greaterThanOrEqual", [str(WHITE_FROM)], font=Font(color="FFFFFF"))  # type: ignore[no-untyped-call]
    sheet.conditional_formatting.add(cells, white)


def _method(book: Workbook, view: PrioritiesView, roadmap: Roadmap, organisation: Organisation, t: Texts) -> None:
    result = view.result
    rows: list[list[Content]] = [
        [t("Organisation"), t.local(organisation.name)],
        [t("Roadmap"), t.local(roadmap.title)],
        [t("Date"), t.date(view.today)],
        [t("Revision"), result.revision],
        [t("Persons"), result.people],
        [t("Formula"), explain.formula(result, t)],
        [t("Source"), result.method.source],
        [t("Version of the formula"), result.method.version],
    ]
    rows += [[t("How to read this"), said] for said in explain.how_to_read(result, t)]
    sheet = write(book, Table(t("Method"), t("How the points come about."), [t("What"), t("Value")], rows, {}))
    sheet.column_dimensions["B"].width = 100
    for row in sheet.iter_rows(3, min_col=2, max_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def write(book: Workbook, table: Table) -> Worksheet:
    """A sheet that reads and prints well: what it says, head and rows, frozen, one page wide."""
    sheet: Worksheet = book.create_sheet(sheet_name(table.title))
    for number, row in enumerate([[table.says], table.head, *table.rows], 1):
        for place, content in enumerate(row):
            cell = sheet.cell(number, place + 1)
            assert isinstance(cell, Cell), "nothing is merged in a new sheet"
            put(cell, content, table.formats.get(place) if number > 2 else None)
    sheet["A1"].font = Font(bold=True, size=13)
    for cell in sheet[2]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=theme.LIGHT.accent.removeprefix("#"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for place in range(len(table.head)):
        longest = max((len(said) for row in table.rows if isinstance(said := row[place], str)), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(max(longest + 2, 13), 48)
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
    return sheet


def put(cell: Cell, content: Content, number_format: str | None) -> None:
    """Write one value; a text stays a text."""
    if not isinstance(content, str):
        cell.value = content
        cell.number_format = number_format or "General"
        return
    said = ILLEGAL_CHARACTERS_RE.sub("", content)
    cell.value = said
    cell.data_type = "s"
    cell.quotePrefix = said.startswith(_SIGNS)


def sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31]


def _number(value: float) -> float | None:
    """A number without rounding; null where it is not known."""
    return None if math.isnan(value) else float(value)


def with_values(book: bytes, sheet: int, known: Mapping[str, Content]) -> bytes:
    """The workbook with what the formulas of sheet number `sheet` come to stored beside them.

    openpyxl writes formulas without values, which previews and programs that don't calculate show as empty cells.
    """
    path, out = f"xl/worksheets/sheet{sheet}.xml", io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == path:
                data = _FORMULA.sub(lambda found: _valued(found, known), data.decode()).encode()
            new.writestr(item, data)
    return out.getvalue()


_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>')


def _valued(found: re.Match[str], known: Mapping[str, Content]) -> str:
    place, attributes, formula = found.groups()
    if place not in known:
        return found[0]
    value = known[place]
    kind = ' t="str"' if isinstance(value, str) else ""
    return f'<c r="{place}"{attributes}{kind}><f>{formula}</f><v>{value}</v></c>'
