"""Kendall's coefficient of concordance: how far people who ranked the same things put them in the same order."""

import math

import numpy as np

from lotsen.analysis.results import Floats, Method
from lotsen.analysis.results.agreement import Concordance

KENDALL = Method(
    key="kendall_w",
    formula="W = 12 Σ (R − R̄)² / (m² (n³ − n) − m Σ T), T = Σ (t³ − t); χ² = m (n − 1) W",
    source="Kendall & Babington Smith 1939; ties: Kendall, Rank Correlation Methods (1948), ch. 6",
    version=1,
)


def kendall_w(answers: Floats) -> Concordance | None:
    """The concordance of `answers` [people, items], ranks or ratings alike (ratings become average ranks).

    Nothing with fewer than two people or items, with a missing answer (use Krippendorff's alpha), or where nobody
    tells any item from another. `p` is the chi-square approximation, which is rough below eight items.
    """
    judges, items = answers.shape
    if judges < 2 or items < 2 or np.isnan(answers).any():
        return None
    sums = np.sum([average_ranks(row) for row in answers], axis=0)
    squares = float(12 * ((sums - sums.mean()) ** 2).sum())
    most = float(judges**2 * (items**3 - items))
    untied = most - judges * sum(_ties(row) for row in answers)
    if untied <= 0:
        return None
    corrected = min(squares / untied, 1.0)
    chi_square = judges * (items - 1) * corrected
    p = _chi_square_beyond(chi_square, items - 1)
    return Concordance(KENDALL, judges, corrected, squares / most, chi_square, items - 1, p, sums)


def average_ranks(values: Floats) -> Floats:
    """Ranks from 1 for the lowest value; equal values share the mean of their ranks."""
    ordered = np.sort(values)
    before, through = (np.searchsorted(ordered, values, side=side) for side in ("left", "right"))
    return np.asarray((before + through + 1) / 2, dtype=np.float64)


def _ties(row: Floats) -> int:
    """T: the sum of t³ − t over the groups of t equal values."""
    return sum(int(t) ** 3 - int(t) for t in np.unique(row, return_counts=True)[1])


def _chi_square_beyond(value: float, degrees: int) -> float:
    """The probability that chi-square with whole `degrees` of freedom is greater than `value`.

    Sums over half-integer powers: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.4.4 and 26.4.5.
    """
    half = value / 2
    odd = degrees % 2
    beyond = math.erfc(math.sqrt(half)) if odd else 0.0
    powers = (k + odd / 2 for k in range(degrees // 2))
    return beyond + sum(math.exp(k * math.log(half) - half - math.lgamma(k + 1)) for k in powers) if half > 0 else 1.0
