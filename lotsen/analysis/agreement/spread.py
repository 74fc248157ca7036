"""How far apart the answers to each item are, and what settling it would move."""

import numpy as np

from lotsen.analysis.priorities import ranking
from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Booleans, Floats
from lotsen.analysis.results.agreement import Settling, Spread


def spread(answers: Floats) -> Spread:
    """Mean, standard deviation (of all who judged) and range of every item of `answers` [people, items], NaN unknown.

    With fewer than `FEWEST_FOR_AGREEMENT` judges an item has no figure but its mean and their number.
    """
    judges = (~np.isnan(answers)).sum(axis=0)
    mean, deviation = _moments(answers)
    shown = judges >= FEWEST_FOR_AGREEMENT
    lowest = np.where(shown, np.nanmin(answers, axis=0, initial=np.inf), np.nan)
    highest = np.where(shown, np.nanmax(answers, axis=0, initial=-np.inf), np.nan)
    return Spread(judges, mean, np.where(shown, deviation, np.nan), lowest, highest)


def settlings(answers: Floats, *, lowest_first: bool = False) -> tuple[Settling, ...]:
    """What settling each item of `answers` [people, items] would move: the greatest standard deviation first.

    Items rank by their mean, the highest first unless `lowest_first` (answers that are ranks). An item settles at the
    mean of those below its own mean, or of those above, all else unchanged. Items that nobody judged are left out.
    """
    mean, deviation = _moments(answers)
    low, high = (_mean_where(answers, side) for side in (answers < mean, answers > mean))
    found = [
        _settling(mean, i, float(deviation[i]), float(low[i]), float(high[i]), -1 if lowest_first else 1)
        for i in map(int, np.flatnonzero(~np.isnan(mean)))
    ]
    return tuple(sorted(found, key=lambda one: (-round(one.deviation, 9), -one.moves, one.rank, one.item)))


def _settling(mean: Floats, item: int, deviation: float, low: float, high: float, sign: int) -> Settling:
    """One item settled at either side's mean; one of a single mind stays where it is."""
    if np.isnan(low) or np.isnan(high):
        low = high = float(mean[item])
    here, at_low, at_high = (_rank_at(mean, item, value, sign) for value in (float(mean[item]), low, high))
    return Settling(item, deviation, float(mean[item]), here, low, at_low, high, at_high)


def _rank_at(mean: Floats, item: int, value: float, sign: int) -> int:
    settled = mean.copy()
    settled[item] = value
    return int(ranking(sign * settled)[item])


def _moments(answers: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of every column over what is known; NaN where nothing is."""
    mean = _mean_where(answers, ~np.isnan(answers))
    variance = _mean_where((answers - mean) ** 2, ~np.isnan(answers))
    return mean, np.sqrt(variance)


def _mean_where(values: Floats, chosen: Booleans) -> Floats:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(chosen, values, 0.0).sum(axis=0) / chosen.sum(axis=0))
