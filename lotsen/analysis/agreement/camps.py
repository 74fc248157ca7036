"""Camps: groups of people who answer alike, where the answers themselves fall apart into such groups."""

import numpy as np

from lotsen.analysis.agreement.sides import sides
from lotsen.analysis.results import Booleans, Floats, Integers, Method
from lotsen.analysis.results.agreement import FEWEST_BEHIND, FEWEST_FOR_CAMPS, Camps

MOST_CAMPS = 4
REFERENCES = 40
"""How many rooms without camps the answers are held against."""

CLEARLY = 3.0
"""Camps count when they stand out by so many standard deviations of what rooms without camps give.

With 3 hardly any are found among people strewn evenly along one opinion, and two camps that are two steps apart on
half of 25 cells are found from twelve people on."""

SEED = 1939
STEPS = 50
"""Whatever goes by turns has come to rest by then, or nearly."""

K_MEANS_GAP = Method(
    key="camps",
    formula="Gap(k) = E ln SSE_k − ln SSE_k, k = 2, 3, 4; Gap(k) > 3 s",
    source="Tibshirani, Walther & Hastie 2001, reference along the principal axes; starts: Su & Dy 2007",
    version=1,
)


def camps(answers: Floats) -> Camps | None:
    """The two to four camps in `answers` [people, items] with gaps (NaN), or nothing where there are none.

    Held against each other is what people answer beyond the item's and beyond their own level. k-means starts by
    splitting camps across their longest axis. The number of camps with the greatest gap is taken, if that is
    `CLEARLY` more than among people strewn evenly along the same axes and each camp has `FEWEST_BEHIND` people.
    Nothing with fewer than `FEWEST_FOR_CAMPS` people. Their order does not matter: they are put in order by their
    answers first.
    """
    order = _in_order(answers)
    if len(order) < FEWEST_FOR_CAMPS:
        return None
    rest, heard = beyond_levels(answers[order]), _heard(answers[order])
    points, lengths = _axes(rest[heard])
    if len(points) < FEWEST_FOR_CAMPS or not lengths.size:
        return None
    found = _splits(points)
    left = np.array([_left(points, labels) for labels in found])
    chance = _left_by_chance(len(points), lengths)
    gap = np.log(chance).mean(axis=0) - np.log(left)
    noise = np.log(chance).std(axis=0) * np.sqrt(1 + 1 / REFERENCES)
    clear = [k for k, labels in enumerate(found) if gap[k] > CLEARLY * noise[k] and _enough(labels, k + 2)]
    if not clear:
        return None
    best = max(clear, key=lambda k: gap[k])
    members = np.full(len(answers), -1)
    members[order] = _largest_first(_nearest(rest, _centres(rest[heard], found[best], best + 2)))
    named = {str(camp): [int(i) for i in np.flatnonzero(members == camp)] for camp in range(best + 2)}
    return Camps(
        method=K_MEANS_GAP,
        members=members,
        sides=sides(answers, named),
        explained=float(1 - left[best]),
        by_chance=float(1 - chance[:, best].mean()),
        clearness=float(gap[best] / noise[best]),
    )


def _in_order(answers: Floats) -> Integers:
    """The people who answered anything, put in order by their answers."""
    answering = np.flatnonzero(~np.isnan(answers).all(axis=1))
    if not answering.size:
        return answering
    return answering[np.lexsort(np.nan_to_num(answers[answering], nan=-np.inf).T[::-1])]


def _heard(answers: Floats) -> Booleans:
    """The people with at least half as many answers as is usual: those who said less make no camps, but join one."""
    given = (~np.isnan(answers)).sum(axis=1)
    return np.asarray(given >= np.median(given) / 2, dtype=np.bool_)


def beyond_levels(answers: Floats) -> Floats:
    """What is left of each answer when the item's and the person's own level are taken off; 0 where it is missing.

    The levels are those of an additive model, found by turns. Who answered less than others is drawn out as much, so
    that few answers do not look like an opinion in the middle.
    """
    known = ~np.isnan(answers)
    rest = np.where(known, answers, 0.0)
    for _ in range(STEPS):
        for axis in (0, 1):
            level = rest.sum(axis=axis, keepdims=True) / np.maximum(known.sum(axis=axis, keepdims=True), 1)
            rest = np.where(known, rest - level, 0.0)
    given = known.sum(axis=1, keepdims=True)
    return np.asarray(rest * np.sqrt(given.mean() / np.maximum(given, 1)))


def _axes(rest: Floats) -> tuple[Floats, Floats]:
    """The people as points along the main axes of their cloud, their distances unchanged, and the axes' lengths."""
    turned, lengths, _ = np.linalg.svd(rest - rest.mean(axis=0), full_matrices=False)
    kept = lengths > 1e-9 * max(rest.shape)
    return turned[:, kept] * lengths[kept], lengths[kept]


def _left_by_chance(people: int, lengths: Floats) -> Floats:
    """The share of variation left within k camps, [references, k], in clouds that have the axes but no camps."""
    random = np.random.default_rng(SEED)
    clouds = (_cloud(random.uniform(-1, 1, (people, lengths.size)), lengths) for _ in range(REFERENCES))
    return np.array([[_left(cloud, labels) for labels in _splits(cloud)] for cloud in clouds])


def _cloud(even: Floats, lengths: Floats) -> Floats:
    """Evenly strewn people, turned until their cloud lies about its middle and has exactly the axes' lengths."""
    return np.asarray(np.linalg.qr(even - even.mean(axis=0))[0] * lengths)


def _splits(points: Floats) -> list[Integers]:
    """k-means of `points` for k = 2 to `MOST_CAMPS`: each from the one before, by the best split of one camp."""
    found: list[Integers] = []
    labels = np.zeros(len(points), dtype=np.int64)
    for k in range(1, MOST_CAMPS):
        starts = [_k_means(points, _split(points, labels, camp, k), k + 1) for camp in range(k)]
        labels = min(starts, key=lambda one: _left(points, one))
        found.append(labels)
    return found


def _split(points: Floats, labels: Integers, camp: int, new: int) -> Integers:
    """`labels` with one camp cut in two at its mean, across the axis along which it is longest."""
    inside = np.flatnonzero(labels == camp)
    if len(inside) < 2:
        return labels
    centred = points[inside] - points[inside].mean(axis=0)
    parted = labels.copy()
    parted[inside[centred @ _longest(centred) > 0]] = new
    return parted


def _longest(centred: Floats) -> Floats:
    """The axis along which a cloud is longest, near enough for a start: the power method from its outermost point."""
    axis: Floats = centred[(centred**2).sum(axis=1).argmax()]
    for _ in range(STEPS):
        axis = (centred @ axis) @ centred
        axis = axis / max(float(np.linalg.norm(axis)), 1e-300)
    return axis


def _k_means(points: Floats, labels: Integers, k: int) -> Integers:
    """Lloyd's k-means from given labels. A camp that lost everybody stays empty."""
    for _ in range(STEPS):
        nearest = _nearest(points, _centres(points, labels, k))
        if (nearest == labels).all():
            break
        labels = nearest
    return labels


def _nearest(points: Floats, centres: Floats) -> Integers:
    return np.asarray(((centres**2).sum(axis=1) - 2 * points @ centres.T).argmin(axis=1), dtype=np.int64)


def _centres(points: Floats, labels: Integers, k: int) -> Floats:
    member = labels[:, None] == np.arange(k)
    return np.asarray(member.T @ points / np.maximum(member.sum(axis=0), 1)[:, None])


def _left(points: Floats, labels: Integers) -> float:
    """The share of the variation of `points` that is left within the camps; just above 0 where nothing is."""
    centres = _centres(points, labels, MOST_CAMPS)
    whole = ((points - points.mean(axis=0)) ** 2).sum()
    return max(float(((points - centres[labels]) ** 2).sum() / whole), 1e-12)


def _enough(labels: Integers, k: int) -> bool:
    return bool((np.bincount(labels, minlength=k) >= FEWEST_BEHIND).all())


def _largest_first(labels: Integers) -> Integers:
    """Camps numbered by size; of equal ones, the one of the first person first."""
    _, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    place = np.empty(len(sizes), dtype=np.int64)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return place[labels]
