"""Weights of criteria by what people said or by the data, and the group's from those of its people.

Comparisons in pairs have a module of their own, `lotsen.analysis.pairwise`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np

from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Booleans, Floats, Method, Weights
from lotsen.analysis.results.methods import Group, Remark
from lotsen.domain.room import Gathering
from lotsen.errors import N_, InvalidInput

POINTS = Method("points", "w = p / Σ p", "von Winterfeldt & Edwards 1986, 8.2", 1)
SWING = Method("swing", "w = p / Σ p", "von Winterfeldt & Edwards 1986, 8.3", 1)
CENTROID = Method("rank_order_centroid", "w(k) = 1/n · Σ(i = k..n) 1/i", "Barron & Barrett 1996", 1)
ENTROPY = Method("entropy", "w = (1 − e) / Σ (1 − e)", "Hwang & Yoon 1981", 1)
CRITIC = Method("critic", "C = σ · Σ (1 − ρ); w = C / Σ C", "Diakoulaki, Mavrotas & Papayannakis 1995", 1)


def normalised(points: Floats) -> Floats:
    """Points [people, subjects] as weights: each row divided by its sum. Rows without a point are left out.

    Direct rating with a fixed budget of points: von Winterfeldt and Edwards, Decision Analysis and Behavioral
    Research (1986), 8.2. NaN counts as no point.
    """
    given = np.nan_to_num(points, nan=0.0)
    sums = given.sum(axis=1)
    return np.asarray(given[sums > 0] / sums[sums > 0, None], dtype=np.float64)


def swing(points: Floats) -> Floats:
    """Swing points [people, subjects] as weights: the same division as for `normalised`, another question.

        w_j = p_j / sum_k p_k

    Asked is what the swing of each criterion from its worst to its best level here is worth, when the most valuable
    swing is worth 100; so a criterion on which the alternatives hardly differ gets few points however important it
    sounds. Von Winterfeldt and Edwards, Decision Analysis and Behavioral Research (1986), 8.3.
    """
    return normalised(points)


def rank_order_centroid(places: Floats) -> Floats:
    """Places [people, subjects], 1 the most important, as weights [people, subjects].

        w(k) = 1/n * sum_{i=k..n} 1/i

    the mean of all weights that keep the order: Barron and Barrett, Decision quality using ranked attribute weights,
    Management Science 42 (1996), 1515-1523. Only the order of the places counts; subjects on one place share the
    mean of the weights of those that they take up together.
    """
    n = places.shape[1]
    centroid = np.cumsum(1 / np.arange(n, 0, -1.0))[::-1] / max(n, 1)
    each = np.empty(places.shape)
    for row, given in enumerate(places):
        taken = np.empty(n)
        taken[np.argsort(given, kind="stable")] = centroid
        for value in np.unique(given):
            each[row, given == value] = taken[given == value].mean()
    return each


def entropy(matrix: Floats) -> Floats:
    """Weights of criteria by how unevenly the alternatives [alternatives, criteria] share each column's sum.

        p_ij = x_ij / sum_i x_ij,   e_j = -sum_i p_ij ln p_ij / ln m,   w_j = (1 - e_j) / sum_k (1 - e_k)

    Shannon's entropy as in Hwang and Yoon, Multiple Attribute Decision Making (1981), 52-58. A constant column tells
    nothing and weighs 0. Raises InvalidInput for fewer than two rows, for values that are not above zero, and where
    every column is constant.
    """
    _two_rows(matrix)
    if (matrix <= 0).any():
        row, column = (int(place[0]) + 1 for place in np.nonzero(matrix <= 0))
        raise InvalidInput(
            N_(
                "Entropy weights need values above zero; row {row}, column {column} is {value}. "
                "Shift the column, or take CRITIC."
            ),
            row=row, column=column, value=f"{matrix[row - 1, column - 1]:g}",
        )  # fmt: skip
    varies = _varying(matrix)
    weights = np.zeros(matrix.shape[1])
    share = matrix[:, varies] / matrix[:, varies].sum(axis=0)
    told = 1 + (share * np.log(share)).sum(axis=0) / np.log(len(matrix))
    weights[varies] = told / told.sum()
    return weights


def critic(matrix: Floats, maximised: Booleans | None = None) -> Floats:
    """Weights of criteria by how much each column [alternatives, criteria] varies and goes against the others.

        r = (x - worst) / (best - worst),   C_j = sd_j * sum_k (1 - correlation_jk),   w_j = C_j / sum_k C_k

    Diakoulaki, Mavrotas and Papayannakis, Determining objective weights in multiple criteria problems: the CRITIC
    method, Computers & Operations Research 22 (1995), 763-770. The direction of a column turns its correlations, so
    `maximised` matters; all are where it is not given. A constant column tells nothing and weighs 0; where all the
    others say the same, those share the weight by their deviation. Raises InvalidInput for fewer than two rows and
    where every column is constant.
    """
    _two_rows(matrix)
    varies = _varying(matrix)
    signs = np.ones(matrix.shape[1]) if maximised is None else np.where(maximised, 1.0, -1.0)
    unit = _unit(matrix[:, varies] * signs[varies])
    deviation = unit.std(axis=0)
    against = (1 - np.atleast_2d(np.corrcoef(unit, rowvar=False))).sum(axis=0)
    told = deviation * against if against.sum() > 1e-9 else deviation
    weights = np.zeros(matrix.shape[1])
    weights[varies] = told / told.sum()
    return weights


def aggregate(each: Floats, how: Gathering = Gathering.MEAN, say: Floats | None = None) -> Group:
    """The group's weights from its people's [people, subjects], each row adding up to 1.

    `say` is how much each person counts, at least 0; all count the same where it is not given. The median is the
    weighted one (half of the say below, half above) and is divided by its sum, as is the geometric mean, which fits
    ratios such as those of pairwise comparisons: Forman and Peniwati, Aggregating individual judgments and
    priorities with the AHP, European Journal of Operational Research 108 (1998), 165-169. Under it one person's 0
    makes the group's 0, and a remark says so. Raises InvalidInput where nobody counts or nothing is left.
    """
    share = _say(len(each), say)
    heard = each[share > 0]
    middle = _MIDDLES[how](heard, share[share > 0])
    if middle.sum() <= 0:
        raise InvalidInput(
            N_("The {how} of these weights is zero everywhere, so that nothing is left. Take the mean."), how=str(how)
        )
    mean = share @ each
    return Group(
        how=how,
        each=each,
        say=share,
        weights=middle / middle.sum(),
        spread=np.sqrt(np.maximum(share @ (each - mean) ** 2, 0.0)),
        lowest=heard.min(axis=0),
        highest=heard.max(axis=0),
        remarks=_vetoes(heard, how),
    )


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
    return settled(subjects, gathered(normalised(points.reshape(len(people), len(subjects)))), agreed)


def gathered(each: Floats, how: Gathering = Gathering.MEAN, say: Floats | None = None) -> Group | None:
    """The group's weights from those of its people [people, subjects], or nothing where nobody counts.

    Whoever has no say is left out. Where the median or the geometric mean leaves nothing, the mean is taken instead
    and a remark says so: somebody has to see that on a screen, and can't be asked first.
    """
    share = np.ones(len(each)) if say is None else say
    heard, share = each[share > 0], share[share > 0]
    if not heard.size:
        return None
    if _MIDDLES[how](heard, share / share.sum()).sum() > 0:
        return aggregate(heard, how, share)
    text = N_("The median or geometric mean of these weights is zero everywhere; the mean is taken instead.")
    return replace(aggregate(heard, Gathering.MEAN, share), remarks=(Remark(text),))


def settled(subjects: Sequence[UUID], group: Group | None, agreed: Mapping[UUID, float] | None = None) -> Weights:
    """What `subjects` weigh: as the room agreed, else as its people gave it, else all the same.

    `agreed` are points by subject; a subject without any weighs nothing. The people's weights are kept beside them.
    """
    n = len(subjects)
    each = group.each if group else np.empty((0, n))
    points = normalised(np.array([[agreed.get(s, 0.0) for s in subjects]])) if agreed else each[:0]
    mean = points[0] if len(points) else group.weights if group else _equal(n)
    spread = group.spread if group and len(each) >= FEWEST_FOR_AGREEMENT else np.full(n, np.nan)
    return Weights(tuple(subjects), each, mean, spread, agreed=len(points) > 0)


def _equal(n: int) -> Floats:
    return np.full(n, 1 / n if n else 0.0)


def _two_rows(matrix: Floats) -> None:
    if len(matrix) < 2:
        raise InvalidInput(N_("Weights from the data need at least two alternatives; there is one."))


def _varying(matrix: Floats) -> Booleans:
    """Which columns are not constant. Raises InvalidInput where none is."""
    varies = np.asarray(matrix.max(axis=0) > matrix.min(axis=0))
    if not varies.any():
        raise InvalidInput(N_("Every criterion has one value for all alternatives: the data tell nothing apart."))
    return varies


def _unit(matrix: Floats) -> Floats:
    """Columns that vary, between 0 and 1."""
    least = matrix.min(axis=0)
    return np.asarray((matrix - least) / (matrix.max(axis=0) - least), dtype=np.float64)


def _say(people: int, say: Floats | None) -> Floats:
    given = np.ones(people) if say is None else say
    if people == 0 or (given < 0).any() or given.sum() <= 0:
        raise InvalidInput(N_("Somebody has to count: people's shares are at least 0, and one is above."))
    return np.asarray(given / given.sum(), dtype=np.float64)


def _mean(each: Floats, share: Floats) -> Floats:
    return np.asarray(share @ each)


def _median(each: Floats, share: Floats) -> Floats:
    """The weighted median of every column: the lower and upper one's mean where the say splits in halves."""
    middle = np.empty(each.shape[1])
    for column, values in enumerate(each.T):
        order = np.argsort(values, kind="stable")
        before = np.cumsum(share[order])
        low, high = np.searchsorted(before, [0.5 - 1e-12, 0.5 + 1e-12])
        middle[column] = values[order][[low, min(high, len(values) - 1)]].mean()
    return middle


def _geometric(each: Floats, share: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(np.exp(share @ np.log(each)))


_MIDDLES = {Gathering.MEAN: _mean, Gathering.MEDIAN: _median, Gathering.GEOMETRIC: _geometric}


def _vetoes(each: Floats, how: Gathering) -> tuple[Remark, ...]:
    zeros = int((each == 0).any(axis=0).sum())
    if how is not Gathering.GEOMETRIC or not zeros:
        return ()
    text = N_("Under the geometric mean one person's 0 makes the group's 0; that happened to {count} criteria.")
    return (Remark(text, {"count": zeros}),)
