"""The arithmetic of the ranking methods: scores and every table on the way, from a matrix and weights adding up to 1.

Each function takes values [alternatives, criteria] in which more is better. The formulas are short and their edges
many (constant columns, a single alternative, another preference function for every criterion), so they stand here;
tests hold them equal to pymcdm wherever that has an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lotsen.analysis.results import Booleans, Floats
from lotsen.errors import N_


class Axes(StrEnum):
    """What the rows and columns of a stage are."""

    ALTERNATIVES = "a"
    CRITERIA = "c"
    BOTH = "ac"
    PAIRS = "aa"


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """One step: message id, symbol, what the values go by, the values, and the criterion that it is about."""

    name: str
    symbol: str
    axes: Axes
    values: Floats
    criterion: int | None = None


Scored = tuple[Floats, tuple[Stage, ...]]
"""The score of each alternative, and the steps on the way to it."""


class Shape(StrEnum):
    """How a difference d on one criterion becomes a preference between 0 and 1."""

    USUAL = "usual"
    U_SHAPE = "u-shape"
    V_SHAPE = "v-shape"
    LEVEL = "level"
    V_SHAPE_INDIFFERENCE = "v-shape-indifference"
    GAUSSIAN = "gaussian"


@dataclass(frozen=True, slots=True)
class Preference:
    """A preference function with its thresholds in the criterion's own unit: indifferent up to `q`, strict from `p`.

    `s` is where the Gaussian bends.
    """

    shape: Shape = Shape.USUAL
    p: float = 0.0
    q: float = 0.0
    s: float = 0.0


USUAL = Preference()


def weighted_sum(unit: Floats, weights: Floats) -> Scored:
    """S_i = sum_j w_j r_ij: Fishburn, Additive utilities with incomplete product sets (1967)."""
    part = unit * weights
    return part.sum(axis=1), (Stage(N_("Weighted value"), "v", Axes.BOTH, part),)


def weighted_product(unit: Floats, weights: Floats) -> Scored:
    """P_i = prod_j r_ij ^ w_j: Bridgman, Dimensional Analysis (1922); Hwang and Yoon (1981)."""
    part = unit**weights
    return part.prod(axis=1), (Stage(N_("Value to the power of its weight"), "v", Axes.BOTH, part),)


def waspas(unit: Floats, weights: Floats) -> Scored:
    """Q_i = (S_i + P_i) / 2 of weighted sum and product: Zavadskas et al. (2012), with lambda = 0.5."""
    total, _ = weighted_sum(unit, weights)
    product, _ = weighted_product(unit, weights)
    stages = (
        Stage(N_("Weighted sum"), "S", Axes.ALTERNATIVES, total),
        Stage(N_("Weighted product"), "P", Axes.ALTERNATIVES, product),
    )
    return (total + product) / 2, stages


def topsis(unit: Floats, weights: Floats) -> Scored:
    """C_i = D-_i / (D+_i + D-_i), the distances to the best and worst of every column of v_ij = w_j r_ij.

    Hwang and Yoon, Multiple Attribute Decision Making (1981), 128-140. Where best and worst are one point (a single
    alternative, all alike) C is 0.5.
    """
    value = unit * weights
    best, worst = value.max(axis=0), value.min(axis=0)
    to_best = np.sqrt(((value - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((value - worst) ** 2).sum(axis=1))
    whole = to_best + to_worst
    closeness = np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1.0), 0.5)
    stages = (
        Stage(N_("Weighted value"), "v", Axes.BOTH, value),
        Stage(N_("Ideal solution"), "v+", Axes.CRITERIA, best),
        Stage(N_("Anti-ideal solution"), "v−", Axes.CRITERIA, worst),
        Stage(N_("Distance from the ideal"), "D+", Axes.ALTERNATIVES, to_best),
        Stage(N_("Distance from the anti-ideal"), "D−", Axes.ALTERNATIVES, to_worst),
    )
    return closeness, stages


def vikor(value: Floats, weights: Floats, v: float) -> Scored:
    """Q_i = v (S_i - S*) / (S- - S*) + (1 - v) (R_i - R*) / (R- - R*), the lowest being best.

        d_ij = (f*_j - f_ij) / (f*_j - f-_j),   S_i = sum_j w_j d_ij,   R_i = max_j w_j d_ij

    Opricovic and Tzeng, Compromise solution by MCDM methods, European Journal of Operational Research 156 (2004),
    445-455. `v` between 0 and 1 weighs the many against the greatest regret. A constant column, and S or R that are
    the same for all, count as 0.
    """
    best, worst = value.max(axis=0), value.min(axis=0)
    regret = weights * _share(best - value, best - worst)
    total, most = regret.sum(axis=1), regret.max(axis=1)
    of_total = _share(total - total.min(), np.ptp(total))
    of_most = _share(most - most.min(), np.ptp(most))
    stages = (
        Stage(N_("Best value"), "f*", Axes.CRITERIA, best),
        Stage(N_("Worst value"), "f−", Axes.CRITERIA, worst),
        Stage(N_("Weighted regret"), "w·d", Axes.BOTH, regret),
        Stage(N_("Sum of regrets"), "S", Axes.ALTERNATIVES, total),
        Stage(N_("Greatest regret"), "R", Axes.ALTERNATIVES, most),
    )
    return v * of_total + (1 - v) * of_most, stages


def promethee2(value: Floats, weights: Floats, preferences: Sequence[Preference]) -> Scored:
    """The net flow phi = phi+ - phi- of every alternative.

        pi(a, b) = sum_j w_j P_j(f_j(a) - f_j(b))
        phi+(a) = sum_b pi(a, b) / (n - 1),   phi-(a) = sum_b pi(b, a) / (n - 1)

    Brans and Vincke, A preference ranking organisation method, Management Science 31 (1985), 647-656, with their six
    preference functions. A single alternative has no flows: 0.
    """
    others = max(len(value) - 1, 1)
    index = np.zeros((len(value), len(value)))
    stages = []
    for j, how in enumerate(preferences):
        preferred = preference(value[:, j], how)
        index += weights[j] * preferred
        stages.append(Stage(N_("Preference of row over column"), "P", Axes.PAIRS, preferred, j))
    leaving, entering = index.sum(axis=1) / others, index.sum(axis=0) / others
    stages += [
        Stage(N_("Preference index"), "π", Axes.PAIRS, index),
        Stage(N_("Leaving flow"), "φ+", Axes.ALTERNATIVES, leaving),
        Stage(N_("Entering flow"), "φ−", Axes.ALTERNATIVES, entering),
    ]
    return leaving - entering, tuple(stages)


def preference(column: Floats, how: Preference) -> Floats:
    """P(a, b) of the values of one criterion, for every pair; 0 wherever a is not better than b.

    Differences that reach a threshold but for the last digits of floating point count as reaching it.
    """
    difference = column[:, None] - column[None, :]
    slack = 1e-12 * float(np.abs(column).max(initial=0.0))
    above, strict = difference > how.q + slack, difference > how.p + slack
    positive = difference > slack
    if how.shape is Shape.USUAL:
        return positive.astype(np.float64)
    if how.shape is Shape.U_SHAPE:
        return above.astype(np.float64)
    if how.shape is Shape.V_SHAPE:
        return np.clip(difference / how.p, 0.0, 1.0)
    if how.shape is Shape.LEVEL:
        return (above.astype(np.float64) + strict) / 2
    if how.shape is Shape.GAUSSIAN:
        return np.where(positive, -np.expm1(-(difference**2) / (2 * how.s**2)), 0.0)
    return np.clip((difference - how.q) / (how.p - how.q), 0.0, 1.0)


def dominated(value: Floats) -> tuple[tuple[int, int], ...]:
    """Pairs (worse, better) of rows [alternatives, criteria]: nowhere better, somewhere worse."""
    n = len(value)
    never_better: Booleans = np.ones((n, n), dtype=np.bool_)
    somewhere_worse: Booleans = np.zeros((n, n), dtype=np.bool_)
    for column in value.T:
        never_better &= column[:, None] <= column[None, :]
        somewhere_worse |= column[:, None] < column[None, :]
    return tuple((int(i), int(j)) for i, j in np.argwhere(never_better & somewhere_worse))


def _share(part: Floats, whole: Floats | float) -> Floats:
    """part / whole, 0 where the whole is nothing."""
    size = np.asarray(whole, dtype=np.float64)
    return np.where(size > 0, part / np.where(size > 0, size, 1.0), 0.0)
