"""Weights from marks or points: per person, and the group's mean and spread."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np

from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Floats, Weights


def normalised(points: Floats) -> Floats:
    """Points [people, subjects] as weights: each row divided by its sum. Rows without a point are left out.

    Direct rating with a fixed budget of points: von Winterfeldt and Edwards, Decision Analysis and Behavioral
    Research (1986), 8.2. NaN counts as no point.
    """
    given = np.nan_to_num(points, nan=0.0)
    sums = given.sum(axis=1)
    return np.asarray(given[sums > 0] / sums[sums > 0, None], dtype=np.float64)


def spread_of(each: Floats) -> Floats:
    """The standard deviation of each column over the people; NaN with too few of them to tell."""
    if len(each) < FEWEST_FOR_AGREEMENT:
        return np.full(each.shape[1], np.nan)
    return np.asarray(each.std(axis=0))


def group_weights(
    subjects: Sequence[UUID],
    people: Sequence[Mapping[UUID, float]],
    agreed: Mapping[UUID, float] | None = None,
) -> Weights:
    """The group's weights from each person's marks or points on `subjects`.

    Every person counts the same, however many points they gave out. While nobody has given any, all subjects weigh
    the same. `agreed` marks override the mean and keep the votes. Points on anything but `subjects` do not count.
    """
    points = np.array([[given.get(s, 0.0) for s in subjects] for given in people], dtype=np.float64)
    each = normalised(points.reshape(len(people), len(subjects)))
    settled = normalised(np.array([[agreed.get(s, 0.0) for s in subjects]])) if agreed else each[:0]
    mean = settled[0] if len(settled) else each.mean(axis=0) if len(each) else _equal(len(subjects))
    return Weights(tuple(subjects), each, mean, spread_of(each), agreed=len(settled) > 0)


def _equal(n: int) -> Floats:
    return np.full(n, 1 / n if n else 0.0)
