"""What to talk about: the cells in the order in which settling them would move the top list.

    movement = Σ_o p_o · ½ Σ_i | P(i on the list | cell settled at o) - P(i on the list) |

over the two sides o of a cell, p_o being the share of its judges behind each: the expected number of places on the
list that change hands. Both probabilities come from the same random numbers, so that only the cell makes a difference.
A cell changes one row's score alone; against the score in place k among the others one comparison per draw suffices.
"""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from lotsen.analysis import beliefs
from lotsen.analysis.beliefs import Beliefs, Draws, Errors, Moments
from lotsen.analysis.certainty import DRAWS
from lotsen.analysis.priorities import MOST, ranking, tally_people
from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Booleans, Cells, Floats, Integers, Method, Priorities
from lotsen.analysis.results.robustness import Camps, Discussion, DisputedCell, Outcome

DISCUSSION = Method(
    key="discussion",
    formula="Σ p · ½ Σ |ΔP(rank ≤ top)|",
    source="expected change of the list when a cell is settled; common random numbers (Glasserman & Yao 1992)",
    version=1,
)

STILL = 0.05
"""Up to this many places on the list in expectation, settling a cell moves nothing."""

FEWEST_BEHIND = 3
"""Sides are shown with at least this many people behind each."""


@dataclass(frozen=True, slots=True, eq=False)
class _Bar:
    """In every draw: who is listed [draws, categories], and the value and index of the last one in and first one out.

    `last` and `next` are scores [draws], `last_is` and `next_is` indices of categories [draws].
    """

    listed: Booleans
    last: Floats
    next: Floats
    last_is: Integers
    next_is: Integers


def discussion(
    result: Priorities,
    camps: Camps | None = None,
    *,
    errors: Errors | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Discussion:
    """The cells with differing answers, in the order in which they matter. Agreed cells are settled.

    `camps` are the two sides of each cell; without it, each cell's answers are split where they differ most.
    """
    camps = camps or split_camps(result.cells)
    known = beliefs.believe(result, errors)
    drawn = beliefs.draw(result, draws, seed)
    cells = [cell for row in _rows(result, camps, known, drawn) for cell in row]
    cells.sort(key=lambda cell: -cell.movement)
    matter = [place for place, cell in enumerate(cells, 1) if cell.movement > STILL or cell.changes_list]
    return Discussion(
        method=DISCUSSION,
        draws=draws,
        enough=result.people >= FEWEST_FOR_AGREEMENT,
        threshold=STILL,
        cells=tuple(cells),
        stop_after=max(matter, default=0),
    )


def split_camps(cells: Cells) -> Camps:
    """The lower and upper answers of each cell, split where the two means are the furthest apart for their sizes.

    The best split in two by least squares (Fisher 1958): greatest n_low n_high (mean_high - mean_low)².
    """
    answers = cells.counts[..., :-1]
    scale = np.arange(answers.shape[-1])
    below, total = np.cumsum(answers, axis=-1)[..., :-1], np.cumsum(answers * scale, axis=-1)
    above = cells.judges[..., None] - below
    with np.errstate(invalid="ignore", divide="ignore"):
        lower, upper = total[..., :-1] / below, (total[..., -1:] - total[..., :-1]) / above
        apart = np.nan_to_num(below * above * (upper - lower) ** 2)
    best = apart.argmax(axis=-1)[..., None]

    def at(figures: Floats | Integers) -> Floats:
        return np.asarray(np.take_along_axis(figures, best, axis=-1)[..., 0], dtype=np.float64)

    return _camps(at(lower), at(upper), at(below), at(above))


def given_camps(cells: Cells, answers: Floats, side: Booleans) -> Camps:
    """The two sides that people belong to: `side` [people] true or false, `answers` as in `tally_people`.

    In each cell the side with the lower mean is the lower one, whichever it is.
    """
    one, other = (tally_people(cells.categories, cells.subjects, answers[who]) for who in (side, ~side))
    swap = one.mean > other.mean
    return _camps(
        np.where(swap, other.mean, one.mean),
        np.where(swap, one.mean, other.mean),
        np.where(swap, other.judges, one.judges),
        np.where(swap, one.judges, other.judges),
    )


def _camps(lower: Floats, upper: Floats, below: Floats, above: Floats) -> Camps:
    none = ~(lower < upper)
    return Camps(
        lower=np.where(none, np.nan, lower),
        upper=np.where(none, np.nan, upper),
        lower_people=np.where(none, 0, below).astype(np.int64),
        upper_people=np.where(none, 0, above).astype(np.int64),
    )


def _rows(result: Priorities, camps: Camps, known: Beliefs, drawn: Draws) -> list[list[DisputedCell]]:
    """The disputed cells of every ranked category."""
    moments = Moments.of(known, drawn.weights)
    level = known.level * drawn.level
    score = moments.score(level, drawn.own)
    score[:, result.ranks == 0] = -np.inf
    bar = _bar(score, result.top_size) if result.ranked > result.top_size > 0 else None
    weights = np.ascontiguousarray(drawn.weights.T)
    return [
        _row(result, camps, _Row(int(i), known, moments, level[:, i], drawn.own[:, i], weights, bar))
        for i in np.flatnonzero(result.ranks)
    ]


def _bar(score: Floats, size: int) -> _Bar:
    order = np.argpartition(-score, (size - 1, size), axis=1)[:, : size + 1]
    listed = np.zeros(score.shape, dtype=np.bool_)
    np.put_along_axis(listed, order[:, :size], True, axis=1)
    draws = np.arange(len(score))
    last, after = order[:, size - 1], order[:, size]
    return _Bar(listed, score[draws, last], score[draws, after], last, after)


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One category's row in every draw; `weights` is [columns, draws]. `bar` is null where everybody is listed."""

    index: int
    known: Beliefs
    moments: Moments
    level: Floats
    own: Floats
    weights: Floats
    bar: _Bar | None

    def moves(self, columns: Integers, values: Floats) -> Floats:
        """By how much each category's probability changes [cells, outcomes, categories], if one of `columns` [cells]
        is settled at one of its `values` [cells, outcomes], which lie between 0 and 1.
        """
        moves = np.zeros((*values.shape, len(self.known.level)))
        if self.bar is None:
            return moves
        before = self.bar.listed[:, self.index]
        line = np.where(before, self.bar.next, self.bar.last)
        other = np.where(before, self.bar.next_is, self.bar.last_is)
        flips = np.flatnonzero((self._settled(columns, values) >= line) != before)
        cell, draw = np.divmod(flips, len(before))
        sign = 1.0 - 2.0 * before[draw]
        size = moves.shape[-1]
        moves -= np.bincount(cell * size + other[draw], sign, moves.size).reshape(moves.shape)
        moves[..., self.index] = np.bincount(cell, sign, values.size).reshape(values.shape)
        return moves / len(before)

    def _settled(self, columns: Integers, values: Floats) -> Floats:
        """The row's score [cells, outcomes, draws] if a cell had a value without doubt."""
        i, weight = self.index, self.weights[columns]
        mean, shared, variance = (
            figures[i, columns][:, None] for figures in (self.known.mean, self.known.shared, self.known.variance)
        )
        whole = self.moments.weight[:, i]
        rest = self.moments.mean[:, i] - weight * mean + (self.moments.shared[:, i] - weight * shared) * self.level
        rest += np.sqrt(np.maximum(self.moments.variance[:, i] - weight**2 * variance, 0.0)) * self.own
        scores = rest[:, None] + weight[:, None] * values[..., None]
        return np.asarray(scores / np.where(whole > 0, whole, np.inf), dtype=np.float64)


def _row(result: Priorities, camps: Camps, row: _Row) -> list[DisputedCell]:
    i = row.index
    place = {subject: k for k, subject in enumerate(result.cells.subjects)}
    pairs = [(j, place[c.id]) for j, c in enumerate(result.columns) if c.id in place and not result.agreed[i, j]]
    pairs = [(j, k) for j, k in pairs if not np.isnan(camps.lower[i, k])]
    if not pairs:
        return []
    columns, subjects = np.array(pairs).T
    values = np.stack([camps.lower[i, subjects], camps.upper[i, subjects]], axis=-1)
    people = np.stack([camps.lower_people[i, subjects], camps.upper_people[i, subjects]], axis=-1)
    moves = row.moves(columns, values / MOST)
    moves[..., result.ranks == 0] = np.nan
    return [_cell(result, i, *cell) for cell in zip(columns, subjects, values, people, moves, strict=True)]


def _cell(result: Priorities, i: int, j: int, k: int, values: Floats, people: Integers, moves: Floats) -> DisputedCell:
    low, high = (
        Outcome(float(value), int(behind), *_changed(result, i, j, float(value)), change)
        for value, behind, change in zip(values, people, moves, strict=True)
    )
    return DisputedCell(
        category=result.categories[i],
        subject=result.cells.subjects[k],
        counts=tuple(map(int, result.cells.counts[i, k])),
        low=low,
        high=high,
        movement=(low.people * low.movement + high.people * high.movement) / (low.people + high.people),
        camps_shown=min(low.people, high.people) >= FEWEST_BEHIND,
    )


def _changed(result: Priorities, i: int, j: int, value: float) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Who enters and who leaves the list if the value of a cell were another one. Nobody, but at its tipping value."""
    tipping = result.tipping[i, j]
    if np.isnan(tipping) or (value - tipping > 1e-6 if result.top[i] else tipping - value > 1e-6):
        return (), ()
    score = result.score.copy()
    step = (value / MOST - result.unit[i, j]) * result.weights[j]
    score[i] += 100 * step / result.judged[i]
    ranks = ranking(np.where(result.ranks > 0, score, np.nan))
    top = (ranks > 0) & (ranks <= result.top_size)
    enters, leaves = top & ~result.top, result.top & ~top
    return _named(result, enters), _named(result, leaves)


def _named(result: Priorities, which: Booleans) -> tuple[UUID, ...]:
    return tuple(result.categories[i] for i in np.flatnonzero(which))
