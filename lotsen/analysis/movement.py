"""What moved between two rankings by additive value, taken apart exactly into its causes.

    w'u' - wu = (w + w')/2 (u' - u) + (u + u')/2 (w' - w)

The first part of a cell is what another judgement did, the second what another weight did; the parts of a row add up
to the change of its score. The symmetric form of Bennet, The theory of measurement of changes in cost of living,
Journal of the Royal Statistical Society 83 (1920).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np

from lotsen.analysis.results import Floats, Priorities
from lotsen.analysis.results.movement import Cause, Move, Movement, Stand

LEAST = 1e-6
"""Points: a cause below this is none."""


def stand(result: Priorities) -> Stand:
    """What counts of a ranking when it is compared with another one."""
    known = ~np.isnan(result.unit)
    with np.errstate(invalid="ignore", divide="ignore"):
        weights = np.where(known, result.weights, 0.0) / result.judged[:, None]
    return Stand(
        result.categories,
        tuple(column.id for column in result.columns),
        np.nan_to_num(weights, nan=0.0, posinf=0.0),
        result.unit,
        result.score,
        result.ranks,
        result.top_size,
    )


def movement(before: Stand, after: Stand) -> Movement:
    """Every category's places in two rankings, and what moved its score between them.

    Categories and subjects that stand in one ranking alone count with weight 0 in the other.
    """
    subjects = tuple(dict.fromkeys((*after.subjects, *before.subjects)))
    rows_before, rows_after = _places(before.categories), _places(after.categories)
    everybody = dict.fromkeys((*_in_order(after), *_in_order(before)))
    was, now = _aligned(before, subjects), _aligned(after, subjects)
    return Movement(
        tuple(
            _move(category, subjects, before, after, rows_before.get(category), rows_after.get(category), was, now)
            for category in everybody
        )
    )


Aligned = tuple[Floats, Floats]
"""Weights and values [categories, subjects], the subjects in one common order."""


def _aligned(one: Stand, subjects: Sequence[UUID]) -> Aligned:
    place = _places(one.subjects)
    shape = (len(one.categories), len(subjects))
    weights, unit = np.zeros(shape), np.full(shape, np.nan)
    here = [(j, place[subject]) for j, subject in enumerate(subjects) if subject in place]
    into, out_of = [j for j, _ in here], [k for _, k in here]
    weights[:, into], unit[:, into] = one.weights[:, out_of], one.unit[:, out_of]
    return weights, unit


def _move(
    category: UUID,
    subjects: Sequence[UUID],
    before: Stand,
    after: Stand,
    i: int | None,
    k: int | None,
    was: Aligned,
    now: Aligned,
) -> Move:
    nothing = np.zeros(len(subjects)), np.full(len(subjects), np.nan)
    old_w, old_u = nothing if i is None else (was[0][i], was[1][i])
    new_w, new_u = nothing if k is None else (now[0][k], now[1][k])
    causes = _causes(subjects, old_w, old_u, new_w, new_u)
    then, place = _rank(before, i), _rank(after, k)
    return Move(
        category,
        then,
        place,
        sum(cause.points for cause in causes),
        tuple(sorted((c for c in causes if abs(c.points) > LEAST), key=lambda c: -abs(c.points))),
        then is not None and then <= before.top_size,
        place is not None and place <= after.top_size,
    )


def _causes(subjects: Sequence[UUID], old_w: Floats, old_u: Floats, new_w: Floats, new_u: Floats) -> list[Cause]:
    """The two parts of every cell. A value that is not known on one side is taken to be the other side's: then all
    that happened is that it began, or ceased, to count."""
    u0, u1 = (np.nan_to_num(np.where(np.isnan(a), b, a)) for a, b in ((old_u, new_u), (new_u, old_u)))
    judged = 100 * (old_w + new_w) / 2 * (u1 - u0)
    weighed = 100 * (u0 + u1) / 2 * (new_w - old_w)
    return [
        Cause(
            subject,
            float(judged[j]),
            float(weighed[j]),
            _known(old_u[j]),
            _known(new_u[j]),
            float(old_w[j]),
            float(new_w[j]),
        )
        for j, subject in enumerate(subjects)
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _rank(one: Stand, i: int | None) -> int | None:
    return int(one.ranks[i]) or None if i is not None else None


def _in_order(one: Stand) -> list[UUID]:
    """The ranked categories in order, then the others as they stand."""
    return [one.categories[i] for i in np.argsort(np.where(one.ranks > 0, one.ranks, 10**6), kind="stable")]


def _places(ids: Sequence[UUID]) -> Mapping[UUID, int]:
    return {key: i for i, key in enumerate(ids)}
