"""What would have to change? The smallest single change with which a category leaves the top list or enters it."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np

from lotsen.analysis.results import Booleans, Floats, Priorities
from lotsen.analysis.results.robustness import JudgementChange, WeightChange, WhatChanges

SLACK = 1e-9
ROUNDING = 1e-13
"""Differences up to this are none."""

TOGETHER = 1e-7
"""Rows that cross within this much weight cross together."""


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Each row's score as (`start` + `rise` t) / (`weight` + `gain` t) of one goal's weight t; all [categories]."""

    start: Floats
    rise: Floats
    weight: Floats
    gain: Floats


def what_changes(result: Priorities, category: UUID) -> WhatChanges:
    """The smallest change of one judgement, and of one goal's weight, that changes whether `category` is listed."""
    i = result.categories.index(category)
    ranked = bool(result.ranks[i])
    nearest = weight_thresholds(result, (result.top_size,))[0][i]
    return WhatChanges(
        category=category,
        listed=bool(result.top[i]),
        judgement=_judgement(result, i) if ranked else None,
        weight=_weight(result, nearest) if ranked else None,
    )


def weight_thresholds(result: Priorities, places: tuple[int, ...]) -> tuple[Floats, ...]:
    """For each of `places` the weight of one goal, nearest to the present one, at which a category gets or loses a
    rank up to that place: [categories, goals], 0 to 1 among the goals. NaN where no weight does it.

    The other goals keep their proportions and the criteria their share, and the same categories are ranked. With
    t for the goal's weight two scores are equal where num_l(t) den_i(t) = num_i(t) den_l(t), a quadratic equation;
    walking along its roots from the present weight counts who is better.
    """
    goals = len(result.goal_weights.subjects)
    found = [np.full((len(result.categories), goals), np.nan) for _ in places]
    ranked = result.ranks > 0
    for j in range(goals):
        present = float(result.goal_weights.mean[j])
        if present >= 1 - SLACK or not ranked.any():
            continue
        lines = _lines(result, j, present)
        up, down = (_walk(lines, present, sign, ranked, result, places) for sign in (1, -1))
        for at, higher, lower in zip(found, up, down, strict=True):
            nearer = np.fmin(higher, lower)
            at[ranked, j] = np.where(nearer == higher, present + nearer, present - nearer)
    return tuple(found)


def _lines(result: Priorities, j: int, present: float) -> _Lines:
    """Each ranked row's score as a function of the weight of goal `j`, which now is `present` among the goals."""
    goals = len(result.goal_weights.subjects)
    share = float(result.weights[:goals].sum())
    unit, known = np.nan_to_num(result.unit[result.ranks > 0]), ~np.isnan(result.unit[result.ranks > 0])
    others = result.goal_weights.mean / (1 - present) * share
    others[j] = 0.0
    fixed = result.weights[goals:]
    rest, rest_known = unit[:, :goals] @ others, known[:, :goals] @ others
    return _Lines(
        start=rest + unit[:, goals:] @ fixed,
        rise=share * unit[:, j] - rest,
        weight=rest_known + known[:, goals:] @ fixed,
        gain=share * known[:, j] - rest_known,
    )


def _walk(
    lines: _Lines, present: float, sign: int, ranked: Booleans, result: Priorities, places: tuple[int, ...]
) -> list[Floats]:
    """How far [ranked rows] the weight has to go up (`sign` 1) or down until membership changes, for each place."""
    room = 1 - present if sign > 0 else present
    value, slope, bend = _lead(lines, present, sign)
    ahead = np.where(abs(value) > SLACK, value, np.where(abs(slope) > SLACK, slope, bend)) > SLACK
    roots = _roots(value, slope, bend)
    roots[~((roots > SLACK) & (roots <= room + SLACK))] = np.inf
    turn = np.sign(slope[..., None] + 2 * bend[..., None] * np.where(np.isinf(roots), 0.0, roots))
    roots, turn = roots.reshape(len(value), -1), turn.reshape(len(value), -1)
    order = np.argsort(roots, axis=1)
    roots = np.hstack([np.zeros((len(value), 1)), np.take_along_axis(roots, order, axis=1)])
    better = ahead.sum(axis=1)[:, None] + np.cumsum(
        np.hstack([np.zeros((len(value), 1)), np.take_along_axis(turn, order, axis=1)]), axis=1
    )
    return [_first_change(roots, better < place, result.ranks[ranked] <= place) for place in places]


def _first_change(at: Floats, inside: Booleans, now: Booleans) -> Floats:
    """The first distance `at` which [rows] membership is not what it is now; NaN where it stays.

    Several rows that cross at one distance cross together: only what is so after the last of them counts.
    """
    after = np.hstack([at[:, 1:], np.full((len(at), 1), np.inf)])
    differs = (inside != now[:, None]) & np.isfinite(at) & (after > at + TOGETHER)
    first = differs.argmax(axis=1)
    rows = np.arange(len(at))
    return np.where(differs[rows, first], at[rows, first], np.nan)


def _lead(lines: _Lines, present: float, sign: int) -> tuple[Floats, Floats, Floats]:
    """By how much row l leads row i, [i, l], as value + slope x + bend x² of the distance x from the present weight."""
    start, weight = lines.start + lines.rise * present, lines.weight + lines.gain * present
    rise, gain = lines.rise * sign, lines.gain * sign

    def across(a: Floats, b: Floats) -> Floats:
        return np.asarray(np.outer(b, a) - np.outer(a, b), dtype=np.float64)

    value = across(start, weight)
    slope = np.outer(gain, start) + np.outer(weight, rise) - np.outer(start, gain) - np.outer(rise, weight)
    return _exact(value), _exact(slope), _exact(across(rise, gain))


def _exact(figures: Floats) -> Floats:
    """Differences that are rounding alone as 0: two rows may be equal at every weight."""
    return np.where(np.abs(figures) > ROUNDING, figures, 0.0)


def _roots(value: Floats, slope: Floats, bend: Floats) -> Floats:
    """Both roots [..., 2] of value + slope x + bend x²; not finite where there is none. Numerical Recipes 5.6."""
    with np.errstate(divide="ignore", invalid="ignore"):
        half = -(slope + np.copysign(np.sqrt(slope**2 - 4 * bend * value), slope)) / 2
        return np.stack([half / bend, value / half], axis=-1)


def _judgement(result: Priorities, i: int) -> JudgementChange | None:
    """The cell whose value has the shortest way to its tipping value; missing cells have no value to change."""
    way = np.abs(result.tipping[i] - result.value[i])
    if np.isnan(way).all():
        return None
    j = int(np.nanargmin(way))
    value, tipping = float(result.value[i, j]), float(result.tipping[i, j])
    return JudgementChange(
        subject=result.columns[j].id,
        value=value,
        tipping=tipping,
        judges=int(result.judges[i, j]),
        people=None if result.agreed[i, j] else _people(result, i, j, tipping - value),
    )


def _people(result: Priorities, i: int, j: int, way: float) -> int | None:
    """How many judges would have to answer one step further; null where that many can't."""
    counts = result.cells.counts[i, result.cells.subjects.index(result.columns[j].id)]
    judges, steps = int(result.judges[i, j]), abs(way) * int(result.judges[i, j])
    if result.top[i]:
        needed, able = int(np.floor(steps + SLACK)) + 1, judges - int(counts[0])
    else:
        needed, able = max(int(np.ceil(steps - SLACK)), 1), judges - int(counts[-2])
    return needed if needed <= able else None


def _weight(result: Priorities, nearest: Floats) -> WeightChange | None:
    """The goal whose weight has the shortest way to its threshold in `nearest` [goals]."""
    mean = result.goal_weights.mean
    if np.isnan(nearest).all():
        return None
    j = int(np.nanargmin(np.abs(nearest - mean)))
    return WeightChange(result.goal_weights.subjects[j], float(mean[j]), float(nearest[j]))
