"""Where the greatest benefit lies: from judgements and weights to a ranking of the categories.

    additive value   S_i = 100 * sum_j w_j u_ij / W_i,   W_i = sum of w_j over the judged cells of i

after Keeney and Raiffa, Decisions with Multiple Objectives (1976), 3.6, over the cells that are known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.analysis.results import (
    FEWEST_FOR_AGREEMENT,
    Booleans,
    Cells,
    ColumnKind,
    Floats,
    Integers,
    Method,
    Priorities,
    PriorityColumn,
    Weights,
)
from lotsen.domain.assessment import Contribution
from lotsen.domain.criterion import JUDGED, CriterionKind

MOST = float(max(Contribution))
UNSURE = len(Contribution)
"""Where 'I don't know' is counted: after the answers themselves."""

LEAST_JUDGED = 0.5
"""A category of which less weight is judged gets no rank: a single 3 is no first place."""

MOST_TALKED = 5
"""How many cells are marked as worth talking about: more than a handful is no advice."""

CRITICAL = MOST - 0.5
"""An agreed value from here on is nearer to 'decisively' than to 'clearly'."""

CONTRACT_HORIZON = 4 * 365
"""Days: a contract that ends later than a council term from now gives no occasion to act."""

ADDITIVE = Method(
    key="additive",
    formula="S = 100 · Σ w·u / W",
    source="Keeney & Raiffa 1976, 3.6",
    version=1,
)

Vote = tuple[UUID, UUID, int | None, int]
"""Category, subject, answer (null: 'I don't know') and how many people gave it."""


@dataclass(frozen=True, slots=True, eq=False)
class CriterionInput:
    """A criterion beside the goals. `values` are its own figures by category, for the measured kinds alone:
    cents, kg CO2e, or days to the contract's end; null is not known. `weight` is its share (0 to 1) of all weight.
    """

    id: UUID
    kind: CriterionKind
    weight: float = 0.0
    values: Sequence[float | None] = ()


def top_size(n: int) -> int:
    """How many of `n` categories the top list has: about a third, three to seven."""
    return min(n, min(max(int(n / 3 + 0.5), 3), 7))


def tally(
    categories: Sequence[UUID],
    subjects: Sequence[UUID],
    votes: Iterable[Vote],
    agreed: Mapping[tuple[UUID, UUID], float] | None = None,
) -> Cells:
    """Count the answers of every cell. Votes on other categories or subjects are left out."""
    row, column = _positions(categories), _positions(subjects)
    counts = np.zeros((len(categories), len(subjects), UNSURE + 1), dtype=np.int64)
    for category, subject, value, people in votes:
        if category in row and subject in column:
            counts[row[category], column[subject], UNSURE if value is None else value] += people
    settled = np.full(counts.shape[:2], np.nan)
    for (category, subject), figure in (agreed or {}).items():
        if category in row and subject in column:
            settled[row[category], column[subject]] = figure
    return cells_of(tuple(categories), tuple(subjects), counts, settled)


def tally_people(
    categories: Sequence[UUID], subjects: Sequence[UUID], answers: Floats, unsure: Booleans | None = None
) -> Cells:
    """Count answers given as an array [people, categories, subjects]: 0 to 3, NaN where there is none."""
    counts = np.stack([(answers == value).sum(axis=0) for value in range(UNSURE)], axis=-1)
    doubt = np.zeros(counts.shape[:2], dtype=np.int64) if unsure is None else unsure.sum(axis=0)
    counts = np.concatenate([counts, doubt[..., None]], axis=-1)
    return cells_of(tuple(categories), tuple(subjects), counts, np.full(counts.shape[:2], np.nan))


def cells_of(categories: tuple[UUID, ...], subjects: tuple[UUID, ...], counts: Integers, agreed: Floats) -> Cells:
    """Mean, spread and number of judges of every cell, from how often each answer was given.

    'I don't know' is no judgement: it counts neither in the mean nor among the judges.
    """
    answers, scale = counts[..., :UNSURE], np.arange(UNSURE)
    judges = answers.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        mean = (answers * scale).sum(axis=-1) / judges
        variance = (answers * scale**2).sum(axis=-1) / judges - mean**2
    spread = np.where(judges >= FEWEST_FOR_AGREEMENT, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    value = np.where(np.isnan(agreed), mean, agreed)
    return Cells(categories, subjects, counts, agreed, judges, counts[..., UNSURE], mean, spread, value)


def prioritise(
    cells: Cells,
    goals: Weights,
    criteria: Sequence[CriterionInput] = (),
    *,
    revision: int = 0,
    people: int = 0,
    floor: bool = True,
) -> Priorities:
    """Rank the categories of `cells` by additive value.

    `cells` covers the goals and the judged criteria. The criteria's weights are shares of all weight, and the goals
    have what they leave; together the criteria can't have more than everything (they are scaled down to it).
    `people` is how many judged at all. `floor` says whether critical cells are marked whatever the rank.
    """
    columns = (
        *(PriorityColumn(goal, ColumnKind.GOAL) for goal in goals.subjects),
        *(PriorityColumn(c.id, _kind(c), c.kind) for c in criteria),
    )
    value, judges, unsure, spread, agreed = _columns(cells, columns, criteria)
    weights = _all_weights(goals.mean, np.array([c.weight for c in criteria]))
    unit = _between_0_and_1(value, columns)
    judged, parts = contributions(unit, weights)
    score = np.where(judged > 0, np.nansum(parts, axis=1), np.nan)
    known = 100 * np.nansum(unit * weights, axis=1)
    ranks = ranking(np.where(judged >= LEAST_JUDGED, score, np.nan))
    size = top_size(int((ranks > 0).sum()))
    top = (ranks > 0) & (ranks <= size)
    tipping = tipping_values(unit, weights, judged, score, ranks, size) * _scale(columns)
    return Priorities(
        revision=revision,
        method=ADDITIVE,
        people=people,
        cells=cells,
        goal_weights=goals,
        categories=cells.categories,
        columns=columns,
        weights=weights,
        value=value,
        unit=unit,
        judges=judges,
        unsure=unsure,
        spread=spread,
        agreed=agreed,
        judged=judged,
        parts=parts,
        score=score,
        lowest=known,
        highest=known + 100 * (1 - judged),
        ranks=ranks,
        top=top,
        top_size=size,
        least_judged=LEAST_JUDGED,
        tipping=tipping,
        matters=worth_talking(value, spread, tipping, weights, agreed),
        critical=critical_cells(cells, columns) & floor,
        order=_order(ranks, judged),
    )


def contributions(unit: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The share of weight that is known per row, and the parts (0 to 100) of each row's score; NaN where unknown."""
    known = ~np.isnan(unit)
    judged = known @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = 100 * weights * unit / judged[:, None]
    parts[judged == 0] = np.nan
    return np.minimum(judged, 1.0), parts


def ranking(score: Floats) -> Integers:
    """Ranks from the highest score, ties sharing the better rank (1, 2, 2, 4); 0 where there is no score.

    Scores count as equal when they agree to nine decimals, so that sums of the same parts in another order tie.
    """
    rounded = np.round(score, 9)
    best_first = np.sort(-rounded[~np.isnan(rounded)])
    ranks = np.searchsorted(best_first, -rounded, side="left") + 1
    return np.where(np.isnan(rounded), 0, ranks).astype(np.int64)


def tipping_values(unit: Floats, weights: Floats, judged: Floats, score: Floats, ranks: Integers, size: int) -> Floats:
    """The value (0 to 1) of each cell at which its row enters or leaves the first `size`, all else unchanged.

    A row on that list leaves it below the value, one outside enters it from the value on. The bar is the score that
    is in place `size` among the others. NaN where no value does it.
    """
    ranked, top = ranks > 0, (ranks > 0) & (ranks <= size)
    best_first = -np.sort(-score[ranked])
    if not 0 < size < best_first.size:
        return np.full(unit.shape, np.nan)
    bar = np.where(top, best_first[size], best_first[size - 1])[:, None]
    known = ~np.isnan(unit)
    here = np.where(known, weights * np.nan_to_num(unit), 0.0)
    weight_with = judged[:, None] + np.where(known, 0.0, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = (bar * weight_with / 100 - (here.sum(axis=1)[:, None] - here)) / weights
    slack = 1e-9
    possible = np.where(top[:, None], value > slack, (value >= -slack) & (value <= 1 + slack))
    return np.where(possible & ranked[:, None], np.clip(value, 0.0, 1.0), np.nan)


def worth_talking(value: Floats, spread: Floats, tipping: Floats, weights: Floats, agreed: Booleans) -> Booleans:
    """The cells, `MOST_TALKED` at most, whose own spread reaches the value that changes the top list.

    The furthest reach comes first: how much weight of spread lies beyond that value. Settled cells are settled.
    """
    reach = (spread - np.abs(tipping - value)) * weights
    reach[agreed | np.isnan(reach)] = -1.0
    first = np.sort(reach, axis=None)[::-1][:MOST_TALKED]
    return np.asarray((reach >= 0) & (reach >= first.min(initial=np.inf)), dtype=np.bool_)


def critical_cells(cells: Cells, columns: Sequence[PriorityColumn]) -> Booleans:
    """The cells [categories, columns] of criticality that at least half of their judges put at the scale's top, or the
    room settled there. An average over people, goals or criteria can't take that away.
    """
    place = _positions(cells.subjects)
    critical = np.zeros((len(cells.categories), len(columns)), dtype=np.bool_)
    for j, column in enumerate(columns):
        if column.criterion is CriterionKind.CRITICALITY and column.id in place:
            k = place[column.id]
            voted = (cells.judges[:, k] > 0) & (2 * cells.counts[:, k, UNSURE - 1] >= cells.judges[:, k])
            settled = ~np.isnan(cells.agreed[:, k])
            critical[:, j] = np.where(settled, cells.agreed[:, k] >= CRITICAL, voted)
    return critical


def _kind(criterion: CriterionInput) -> ColumnKind:
    return ColumnKind.JUDGED if criterion.kind in JUDGED else ColumnKind.MEASURED


def _positions(ids: Sequence[UUID]) -> dict[UUID, int]:
    return {key: i for i, key in enumerate(ids)}


def _all_weights(goals: Floats, criteria: Floats) -> Floats:
    """Goal weights and the criteria's shares of all weight, as weights that add up to 1."""
    taken = float(criteria.sum())
    if taken > 1:
        criteria = criteria / taken
    if not goals.size:
        return criteria / taken if taken else criteria
    return np.concatenate([goals * (1 - min(taken, 1.0)), criteria])


def _columns(
    cells: Cells, columns: Sequence[PriorityColumn], criteria: Sequence[CriterionInput]
) -> tuple[Floats, Integers, Integers, Floats, Booleans]:
    """Value, judges, unsure, spread and agreed of every column: judged ones from `cells`, measured ones as given."""
    place = _positions(cells.subjects)
    figures = {c.id: c.values for c in criteria}
    shape = (len(cells.categories), len(columns))
    value, spread = np.full(shape, np.nan), np.full(shape, np.nan)
    judges, unsure = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    agreed = np.zeros(shape, dtype=np.bool_)
    judged = [(j, place[c.id]) for j, c in enumerate(columns) if c.kind is not ColumnKind.MEASURED and c.id in place]
    into, out_of = [j for j, _ in judged], [k for _, k in judged]
    value[:, into], spread[:, into] = cells.value[:, out_of], cells.spread[:, out_of]
    judges[:, into], unsure[:, into] = cells.judges[:, out_of], cells.unsure[:, out_of]
    agreed[:, into] = ~np.isnan(cells.agreed[:, out_of])
    for j, column in enumerate(columns):
        if column.kind is ColumnKind.MEASURED:
            value[:, j] = [np.nan if figure is None else figure for figure in figures[column.id]]
    return value, judges, unsure, spread, agreed


def _between_0_and_1(value: Floats, columns: Sequence[PriorityColumn]) -> Floats:
    """Every column between 0 and 1: answers by the scale's top, figures by their greatest, nearness of the end."""
    unit = np.clip(value / MOST, 0.0, 1.0)
    for j, column in enumerate(columns):
        if column.criterion is CriterionKind.CONTRACT_END:
            unit[:, j] = 1 - np.clip(value[:, j] / CONTRACT_HORIZON, 0.0, 1.0)
        elif column.kind is ColumnKind.MEASURED:
            unit[:, j] = _of_greatest(value[:, j])
    return unit


def _of_greatest(figures: NDArray[np.float64]) -> Floats:
    """Figures as shares of the greatest one; negative sums (credit notes) count as 0."""
    positive = np.maximum(figures, 0.0)
    greatest = np.nanmax(positive, initial=0.0)
    return positive / greatest if greatest > 0 else positive


def _scale(columns: Sequence[PriorityColumn]) -> Floats:
    """What a tipping value is multiplied with to stand on the column's own scale; measured figures have none."""
    return np.array([np.nan if column.kind is ColumnKind.MEASURED else MOST for column in columns])


def _order(ranks: Integers, judged: Floats) -> tuple[int, ...]:
    last = len(ranks) + 1
    return tuple(int(i) for i in np.lexsort((-np.round(judged, 9), np.where(ranks == 0, last, ranks))))
