"""The weighted heatmap as a pure layout: rows by result, columns by weight, a mark for every cell.

Screen, print and documents draw this one structure. Columns lie at `x`, rows at their index, both one apart;
the criteria that stand beside the goals follow after a gap.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import numpy as np

from lotsen.analysis.results import ColumnKind, Priorities
from lotsen.analysis.results.robustness import Certainty, Sureness
from lotsen.charts.layout.names import Names, tenths, whole
from lotsen.domain.criterion import CriterionKind
from lotsen.texts import Texts

GAP = 0.3
"""The room between goals and criteria, in columns."""

MOST_SPREAD = 1.5
"""The standard deviation of answers 0 to 3 when half the room says 0 and half says 3."""


SURE_MARKS: Mapping[Sureness, str] = {Sureness.SURE: "●", Sureness.LIKELY: "◐", Sureness.OPEN: "○"}
"""How sure it is on which side of the end of the top list a category stands, as a mark."""

CRITICAL_MARK = "▲"


class CellState(StrEnum):
    JUDGED = "judged"
    AGREED = "agreed"
    UNSURE = "unsure"
    """Answered, but by 'I don't know' alone."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a row's bar, in points of the score."""

    column: int
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Row:
    """A category. `rank` and `score` are null while too little is judged; `money` is cents a year, null unknown.

    `money_share` is the bar's length against the longest, 0 to 1. `lowest` and `highest` are the score if all that is
    not yet judged turned out nothing or the most. `sure` is one of `SURE_MARKS`, empty where nothing is said;
    `critical` says that some cell of the row is critical, which no average may hide.
    """

    id: UUID
    name: str
    rank: int | None
    listed: bool
    money: int | None
    money_text: str
    money_share: float
    score: float | None
    score_text: str
    judged: float
    lowest: float
    highest: float
    parts: tuple[Part, ...]
    sure: str = ""
    critical: bool = False

    @property
    def title(self) -> str:
        """The name as it stands in a picture: a critical category carries its mark."""
        return f"{CRITICAL_MARK} {self.name}" if self.critical else self.name

    @property
    def end(self) -> str:
        """What stands after the bar: the score, and how sure the place is."""
        return f"{self.score_text} {self.sure}".strip()


@dataclass(frozen=True, slots=True)
class Column:
    """A goal or a criterion beside the goals, at `x`; `height` is its head bar against the highest, 0 to 1."""

    id: UUID
    name: str
    x: float
    weight: float
    weight_text: str
    height: float
    beside: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark. `shade` 0 to 1, null without a value; `spread` the length of its mark against the cell, null untold.

    `matters`: settling this cell within its own spread changes the top list.
    """

    row: int
    column: int
    text: str
    shade: float | None
    spread: float | None
    state: CellState
    matters: bool
    judges: int
    unsure: int


@dataclass(frozen=True, slots=True)
class Heatmap:
    """`weights` are those of the parts: of `columns`, then of what has no column (spend).

    `line_after` is how many rows lie above the line under the top list; null when nothing is below it.
    """

    revision: int
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]
    line_after: int | None
    money_weight_text: str
    weights: tuple[float, ...]
    rows_left_out: int = 0

    @property
    def width(self) -> float:
        """How many columns wide the matrix is, the gap included."""
        return self.columns[-1].x + 1 if self.columns else 0.0


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a reader wants to see: rows by `by` (null by result, `MONEY` by money, else a column), these columns alone.

    No columns are all of them.
    """

    by: UUID | str | None = None
    columns: frozenset[UUID] = frozenset()


MONEY = "money"


def heatmap(
    result: Priorities,
    names: Names,
    t: Texts,
    *,
    most_rows: int | None = None,
    certainty: Certainty | None = None,
    sieve: Sieve | None = None,
) -> Heatmap:
    """Lay out a result for one reader. Spend is the money bar at the start of the rows and so no column.

    With `certainty` each row says how sure its place on or off the top list is. Rows in another order than by result
    have no line under the top list.
    """
    sieve = sieve or Sieve()
    shown = [j for j in _columns_shown(result) if not sieve.columns or result.columns[j].id in sieve.columns]
    order = _sorted(result, names, sieve)[:most_rows]
    columns = _columns(result, shown, names, t)
    rows = _rows(result, order, shown, names, t, certainty)
    listed = sum(row.listed for row in rows)
    return Heatmap(
        revision=result.revision,
        rows=rows,
        columns=columns,
        cells=_cells(result, order, shown, names, t),
        line_after=listed if 0 < listed < len(result.order) and sieve.by is None else None,
        money_weight_text=_money_weight(result, t),
        weights=tuple(result.weights[[*shown, *_left_out(result, shown)]].tolist()),
        rows_left_out=len(result.order) - len(order),
    )


def _sorted(result: Priorities, names: Names, sieve: Sieve) -> tuple[int, ...]:
    """The categories in the order that is wanted, the greatest first; equal ones, and unknown ones last, by result."""
    if sieve.by is None:
        return result.order
    if sieve.by == MONEY:
        figure = [float(names.money.get(category, -1)) for category in result.categories]
    else:
        j = next((j for j, column in enumerate(result.columns) if column.id == sieve.by), None)
        figure = [-1.0] * len(result.categories) if j is None else np.nan_to_num(result.unit[:, j], nan=-1.0).tolist()
    return tuple(sorted(result.order, key=lambda i: -round(figure[i], 9)))


def _columns_shown(result: Priorities) -> list[int]:
    """Indices of the columns in the order they are drawn: goals by weight, then the criteria that say anything."""
    goals = [j for j, column in enumerate(result.columns) if column.kind is ColumnKind.GOAL]
    goals.sort(key=lambda j: -round(float(result.weights[j]), 9))
    said = np.count_nonzero(~np.isnan(result.value), axis=0)
    beside = [
        j
        for j, column in enumerate(result.columns)
        if column.kind is not ColumnKind.GOAL
        and column.criterion is not CriterionKind.SPEND
        and (said[j] or result.weights[j] > 0)
    ]
    return goals + beside


def _columns(result: Priorities, shown: list[int], names: Names, t: Texts) -> tuple[Column, ...]:
    most = max((float(result.weights[j]) for j in shown), default=0.0) or 1.0
    columns = []
    for place, j in enumerate(shown):
        column, weight = result.columns[j], float(result.weights[j])
        beside = column.kind is not ColumnKind.GOAL
        columns.append(
            Column(
                id=column.id,
                name=names.columns[column.id],
                x=place + (GAP if beside else 0.0),
                weight=weight,
                weight_text=t.percent(weight) if weight or not beside else "",
                height=weight / most,
                beside=beside,
            )
        )
    return tuple(columns)


def _rows(
    result: Priorities,
    order: tuple[int, ...],
    shown: list[int],
    names: Names,
    t: Texts,
    certainty: Certainty | None,
) -> tuple[Row, ...]:
    most = max(names.money.values(), default=0) or 1
    by_place = [*shown, *_left_out(result, shown)]
    parts = np.nan_to_num(result.parts[:, by_place])
    ends = parts.cumsum(axis=1)
    starts, lengths = (ends - parts).tolist(), parts.tolist()
    rows = []
    for i in order:
        category = result.categories[i]
        money, rank = names.money.get(category), int(result.ranks[i])
        score = None if not rank else float(result.score[i])
        rows.append(
            Row(
                id=category,
                name=names.categories[category],
                rank=rank or None,
                listed=bool(result.top[i]),
                money=money,
                money_text="" if money is None else millions(money, t),
                money_share=max(money or 0, 0) / most,
                score=score,
                score_text="" if score is None else whole(t.language, round(score)),
                judged=float(result.judged[i]),
                lowest=float(result.lowest[i]),
                highest=float(result.highest[i]),
                parts=tuple(
                    Part(place, starts[i][place], length) for place, length in enumerate(lengths[i]) if length > 0
                ),
                sure=_sure(result, certainty, i),
                critical=bool(result.critical[i].any()),
            )
        )
    return tuple(rows)


def _sure(result: Priorities, certainty: Certainty | None, i: int) -> str:
    """The mark of a category; none with too few people, or where the list has no end."""
    if certainty is None or not certainty.enough or result.top.sum() == result.ranked:
        return ""
    found = certainty.words[i]
    return SURE_MARKS[found] if found else ""


def _left_out(result: Priorities, shown: list[int]) -> list[int]:
    """Weighted columns that are drawn elsewhere than in the matrix (spend): their parts come last."""
    return [j for j in range(len(result.columns)) if j not in shown and result.weights[j] > 0]


def _cells(result: Priorities, order: tuple[int, ...], shown: list[int], names: Names, t: Texts) -> tuple[Cell, ...]:
    value, unit, spread = result.value.tolist(), result.unit.tolist(), result.spread.tolist()
    judges, unsure = result.judges.tolist(), result.unsure.tolist()
    agreed, matters = result.agreed.tolist(), result.matters.tolist()
    whole_numbers = not np.any(np.mod(result.value[:, _judged(result)], 1) > 1e-9)
    cells = []
    for row, i in enumerate(order):
        for place, j in enumerate(shown):
            figure, doubt = value[i][j], unsure[i][j]
            known = figure == figure
            cells.append(
                Cell(
                    row=row,
                    column=place,
                    text=_cell_text(result, j, figure, whole_numbers, names, t) if known else "?" if doubt else "",
                    shade=unit[i][j] if known else None,
                    spread=None if spread[i][j] != spread[i][j] else min(spread[i][j] / MOST_SPREAD, 1.0),
                    state=_state(known, agreed[i][j], doubt),
                    matters=matters[i][j],
                    judges=judges[i][j],
                    unsure=doubt,
                )
            )
    return tuple(cells)


def _judged(result: Priorities) -> list[int]:
    return [j for j, column in enumerate(result.columns) if column.kind is not ColumnKind.MEASURED]


def _state(known: bool, agreed: bool, unsure: int) -> CellState:
    if known:
        return CellState.AGREED if agreed else CellState.JUDGED
    return CellState.UNSURE if unsure else CellState.MISSING


def _cell_text(result: Priorities, j: int, figure: float, whole_numbers: bool, names: Names, t: Texts) -> str:
    match result.columns[j].criterion if result.columns[j].kind is ColumnKind.MEASURED else None:
        case None:
            return (
                whole(t.language, round(figure)) if whole_numbers else tenths(t.language, round(round(figure * 10, 9)))
            )
        case CriterionKind.CARBON:
            return whole(t.language, round(figure / 1000))
        case CriterionKind.CONTRACT_END:
            return month(names.today + dt.timedelta(days=round(figure)))
        case _:
            return millions(round(figure), t)


def month(day: dt.date) -> str:
    """A month in as little room as there is: 6/27."""
    return f"{day.month}/{day.year % 100:02d}"


def millions(cents: int, t: Texts) -> str:
    """An amount in millions with one decimal, two below a tenth: the unit stands in the head."""
    amount = cents / 1e8
    return tenths(t.language, round(amount * 10)) if abs(amount) >= 0.095 else t.number(amount, 2)


def _money_weight(result: Priorities, t: Texts) -> str:
    """The weight that the room gave to spend, which has no column of its own."""
    share = sum(
        float(w)
        for column, w in zip(result.columns, result.weights, strict=True)
        if column.criterion is CriterionKind.SPEND
    )
    return t.percent(share) if share else ""
