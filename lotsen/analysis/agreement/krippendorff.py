"""Krippendorff's alpha: agreement where not everybody judged everything."""

import numpy as np

from lotsen.analysis.agreement.kendall import average_ranks
from lotsen.analysis.results import Booleans, Floats, Method
from lotsen.analysis.results.agreement import Alpha, Metric

KRIPPENDORFF = Method(
    key="krippendorff_alpha",
    formula="α = 1 − (n − 1) Σ o δ² / Σ n_c n_k δ²",
    source="Krippendorff 2011, Computing Krippendorff's Alpha-Reliability",
    version=1,
)


def krippendorff_alpha(answers: Floats, metric: Metric) -> Alpha:
    """Alpha of `answers` [people, items] with gaps (NaN). Items that fewer than two people judged do not count.

    The coincidences o count every pair of answers within an item that m people judged, each pair as 1 / (m − 1). The
    squared distances of all pairs among m numbers add up to 2 m times their squares about the mean, so the table of
    coincidences is not needed, however many values there are.
    """
    kept = answers[:, (~np.isnan(answers)).sum(axis=0) >= 2]
    known = ~np.isnan(kept)
    n, judges = int(known.sum()), int(known.any(axis=1).sum())
    if len(np.unique(kept[known])) < 2:
        return Alpha(KRIPPENDORFF, metric, np.nan, 0.0, 0.0, n, judges)
    places = _places(kept, known, metric)
    within = sum(_within(place, known) for place in places)
    across = sum(float(((place[known] - place[known].mean()) ** 2).sum()) for place in places)
    observed, expected = 2 * within / n, 2 * across / (n - 1)
    return Alpha(KRIPPENDORFF, metric, 1 - observed / expected, observed, expected, n, judges)


def _places(kept: Floats, known: Booleans, metric: Metric) -> list[Floats]:
    """The answers as points whose squared distance is the metric's δ²: one array per dimension, 0 where unknown.

    Ordinal: the sum of n_g from c to k less (n_c + n_k) / 2 is the distance of their average ranks among all answers.
    Nominal: 1 between different values is the distance of their indicators, each √½ high.
    """
    place = np.where(known, kept, 0.0)
    if metric is Metric.ORDINAL:
        place[known] = average_ranks(kept[known])
    if metric is Metric.NOMINAL:
        return [np.where(kept == value, np.sqrt(0.5), 0.0) for value in np.unique(kept[known])]
    return [place]


def _within(place: Floats, known: Booleans) -> float:
    """The sum over items of m / (m − 1) times the squares about the item's own mean."""
    m = known.sum(axis=0)
    squares = np.where(known, place - place.sum(axis=0) / m, 0.0) ** 2
    return float((m / (m - 1) * squares.sum(axis=0)).sum())
