"""Groups of people side by side, without giving anybody away."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from lotsen.analysis.results import Booleans, Floats, Integers
from lotsen.analysis.results.agreement import FEWEST_BEHIND, Difference, Sides
from lotsen.errors import N_, InvalidInput

MOST_PARTED = 5
"""How many items that part them are named for every two sides."""


def sides(answers: Floats, groups: Mapping[str, Sequence[int]], weights: Floats | None = None) -> Sides:
    """What each group says: mean per item of `answers` [people, items] and per subject of `weights` [people, subjects].

    `groups` maps a name to rows of both; nobody stands in two, and people may stand in none. Rows of `weights` are NaN
    for who gave none. Groups and means that would tell of one or two people, directly or by subtraction from all, are
    left out. Raises InvalidInput for somebody in two groups.
    """
    _in_one_group_at_most(groups)
    weights = np.full((len(answers), 0), np.nan) if weights is None else weights
    rows = list(groups.values())
    there = _any_known(np.hstack([answers, weights]))
    shown = showable(_counts(there[:, None], rows), np.array([there.sum()]))[:, 0]
    names = [name for name, told in zip(groups, shown, strict=True) if told]
    kept = [np.asarray(groups[name], dtype=np.int64) for name in names]
    mean, judges, deviation = _of_groups(answers, kept)
    return Sides(
        names=tuple(names),
        people=tuple(int(there[group].sum()) for group in kept),
        mean=mean,
        judges=judges,
        weights=_of_groups(weights, kept)[0],
        differences=_differences(mean, judges, deviation),
        hidden=tuple(name for name in groups if name not in names),
    )


def showable(counts: Integers, everybody: Integers) -> Booleans:
    """Which groups can be shown, per column of `counts` [groups, columns] of the `everybody` [columns] who answered.

    A shown group has `FEWEST_BEHIND` people, and so have those in no shown group taken together, if there are any:
    their mean follows from the others' and the mean of all. Where they are fewer, the smallest group joins them.
    """
    shown = counts >= FEWEST_BEHIND
    beside = everybody - np.where(shown, counts, 0).sum(axis=0)
    for column in np.flatnonzero((beside > 0) & (beside < FEWEST_BEHIND) & shown.any(axis=0)):
        smallest = np.where(shown[:, column], counts[:, column], np.iinfo(np.int64).max)
        shown[smallest.argmin(), column] = False
    return shown


def _in_one_group_at_most(groups: Mapping[str, Sequence[int]]) -> None:
    seen: set[int] = set()
    for name, people in groups.items():
        if len(set(people)) < len(people) or seen & set(people):
            raise InvalidInput(N_("Somebody in the group “{group}” stands in a group already."), group=name)
        seen |= set(people)


def _any_known(values: Floats) -> Booleans:
    """The rows in which anything is known."""
    return np.asarray((~np.isnan(values)).any(axis=1), dtype=np.bool_)


def _counts(known: Booleans, groups: Sequence[Sequence[int]]) -> Integers:
    """How many of each group are known, per column."""
    found = [known[np.asarray(group, dtype=np.int64)].sum(axis=0) for group in groups]
    return np.array(found, dtype=np.int64).reshape(len(groups), known.shape[1])


def _of_groups(values: Floats, groups: Sequence[Integers]) -> tuple[Floats, Integers, Floats]:
    """Mean, judges and standard deviation (n − 1) of every group and column, where they can be shown."""
    known = ~np.isnan(values)
    counts = _counts(known, [list(group) for group in groups])
    shown = showable(counts, known.sum(axis=0))
    filled = np.where(known, values, 0.0)
    sums, squares = (
        np.array([powers[group].sum(axis=0) for group in groups]).reshape(counts.shape)
        for powers in (filled, filled**2)
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(shown, sums / counts, np.nan)
        variance = np.maximum(squares - counts * mean**2, 0.0) / (counts - 1)
    return mean, np.where(shown, counts, 0), np.sqrt(variance)


def _differences(mean: Floats, judges: Integers, deviation: Floats) -> tuple[Difference, ...]:
    """For every two sides the items that part them most: the greatest effect first, then the greatest gap."""
    found: list[Difference] = []
    for first, second in combinations(range(len(mean)), 2):
        gap = mean[first] - mean[second]
        pooled = _pooled(judges[[first, second]], deviation[[first, second]])
        with np.errstate(divide="ignore", invalid="ignore"):
            effect = np.where(gap == 0, 0.0, gap / pooled)
        apart = [int(i) for i in np.flatnonzero(~np.isnan(gap) & (gap != 0))]
        apart.sort(key=lambda i: (-round(abs(float(effect[i])), 9), -round(abs(float(gap[i])), 9), i))
        found += [
            Difference(first, second, i, float(gap[i]), float(pooled[i]), float(effect[i])) for i in apart[:MOST_PARTED]
        ]
    return tuple(found)


def _pooled(judges: Integers, deviation: Floats) -> Floats:
    """The standard deviation within two sides together: Cohen, Statistical Power Analysis (1988), ch. 2."""
    free = np.maximum(judges - 1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.sqrt((free * deviation**2).sum(axis=0) / free.sum(axis=0)))
