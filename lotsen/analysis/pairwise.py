"""Comparison in pairs (AHP): 'climate is three times as important as price', from which weights and contradictions.

    A w = lambda w,   CI = (lambda - n) / (n - 1),   CR = CI / RI(n)

Saaty, A scaling method for priorities in hierarchical structures, Journal of Mathematical Psychology 15 (1977),
234-281. Pairs may be missing as long as every two subjects hang together: Harker, Incomplete pairwise comparisons in
the analytic hierarchy process, Mathematical Modelling 9 (1987), 837-848.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from lotsen.analysis.results import Booleans, Floats, Method
from lotsen.analysis.results.methods import Comparison, Pairwise, Remark, Triple
from lotsen.errors import N_, InvalidInput

AHP = Method(key="ahp", formula="A·w = λ·w; CR = (λ − n) / (n − 1) / RI", source="Saaty 1977; Harker 1987", version=1)

ACCEPTABLE = 0.10
"""The greatest consistency ratio that Saaty accepts without another look."""

RANDOM_INDEX = (0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59)
"""The mean CI of random matrices of 1 to 15 subjects: Saaty, Theory and Applications of the ANP (2005), 31."""

ROUNDED = 0.05
"""How far a_ij · a_ji may be from 1 by rounding: 1/8 written as 0.13 is four per cent off."""

MOST_NAMED = 3
"""How many equally contradictory triples are named."""

Pair = tuple[int, int, float]
"""(i, j, a): subject i is `a` times as important as subject j."""


def from_pairs(names: Sequence[str], pairs: Iterable[Pair]) -> Floats:
    """Comparisons of `names` as a matrix [n, n] with its reciprocals; NaN where nothing was compared.

    Raises InvalidInput for values that are not above zero, for a subject that is not as important as itself, and
    where two comparisons of one pair contradict each other.
    """
    matrix = np.full((len(names), len(names)), np.nan)
    for i, j, value in pairs:
        if not 0 < value < math.inf:
            raise InvalidInput(
                N_("{one} against {other} is {value}; a comparison is a number above zero."),
                one=names[i], other=names[j], value=f"{value:g}",
            )  # fmt: skip
        known = 1.0 if i == j else matrix[i, j]
        if not math.isnan(known) and abs(value / known - 1) > ROUNDED:
            raise InvalidInput(
                N_("{one} against {other} is both {first} and {second}. Keep one of the two."),
                one=names[i], other=names[j], first=f"{known:.4g}", second=f"{value:.4g}",
            )  # fmt: skip
        if math.isnan(known) or value >= 1:
            matrix[i, j], matrix[j, i] = value, 1 / value
    np.fill_diagonal(matrix, 1.0)
    return matrix


def parts(known: Booleans) -> list[list[int]]:
    """The subjects that hang together by comparisons [n, n], as lists of indices."""
    left, found = set(range(len(known))), []
    while left:
        part, edge = set[int](), {min(left)}
        while edge:
            part |= edge
            edge = {int(j) for i in edge for j in np.flatnonzero(known[i])} - part
        found.append(sorted(part))
        left -= part
    return found


def pairwise(names: Sequence[str], matrix: Floats) -> Pairwise:
    """Weights of `names` from a reciprocal matrix [n, n]; NaN where nothing was compared.

    A missing pair counts as what the weights themselves say of it (Harker), so contradicts nothing; CR is measured
    by the random index of a full matrix all the same, which is mild with many pairs missing. With one or two
    subjects CR is 0. The random indices end at 15; above, that of 15 is taken, which is a few per cent too strict.
    A CR above 0.10 is no error: a remark says which comparison to look at. Raises InvalidInput where the subjects
    fall in parts that were never compared with each other.
    """
    n = len(matrix)
    known = ~np.isnan(matrix)
    separate = parts(known)
    if len(separate) > 1:
        told = "; ".join(", ".join(names[i] for i in part) for part in separate)
        raise InvalidInput(
            N_("Nothing compares these parts with each other: {parts}. Compare one of each."), parts=told
        )
    weights, greatest = principal(matrix)
    index = max(greatest - n, 0.0) / (n - 1) if n > 2 else 0.0
    ratio = index / RANDOM_INDEX[min(n, len(RANDOM_INDEX)) - 1] if n > 2 else 0.0
    worst = contradictions(matrix, weights)
    look = worst[0].look if worst else furthest(matrix, weights)
    return Pairwise(
        method=AHP,
        matrix=matrix,
        weights=weights,
        greatest_eigenvalue=greatest,
        consistency_index=index,
        consistency_ratio=ratio,
        acceptable=ratio <= ACCEPTABLE,
        worst=worst,
        look=look,
        remarks=_remarks(names, known, ratio, look),
    )


def principal(matrix: Floats) -> tuple[Floats, float]:
    """The principal eigenvector of comparisons [n, n], adding up to 1, and its eigenvalue.

    By Harker a missing pair is 0 and each row's diagonal is 1 + the number of its missing pairs.
    """
    missing = np.isnan(matrix)
    filled = np.where(missing, 0.0, matrix)
    np.fill_diagonal(filled, 1.0 + missing.sum(axis=1))
    values, vectors = np.linalg.eig(filled)
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real)
    return np.asarray(vector / vector.sum(), dtype=np.float64), float(values[place].real)


def contradictions(matrix: Floats, weights: Floats) -> tuple[Triple, ...]:
    """The triples whose product a_ij · a_jk · a_ki is furthest from 1, those equally far together.

    None where every triple agrees or no three subjects were all compared.
    """
    logs = np.log(matrix)
    off = np.abs(logs[:, :, None] + logs[None, :, :] + logs.T[:, None, :])
    i, j, k = np.meshgrid(*[np.arange(len(matrix))] * 3, indexing="ij")
    off = np.where((i < j) & (j < k) & ~np.isnan(off), off, 0.0)
    greatest = off.max(initial=0.0)
    if greatest <= 1e-9:
        return ()
    found = np.argwhere(off >= greatest - 1e-9)[:MOST_NAMED]
    return tuple(_triple(matrix, weights, int(a), int(b), int(c)) for a, b, c in found)


def furthest(matrix: Floats, weights: Floats) -> Comparison | None:
    """The comparison that fits the weights least; null where all fit."""
    off = np.triu(np.nan_to_num(_off(matrix, weights)), 1)
    if off.max(initial=0.0) <= 1e-9:
        return None
    i, j = (int(place) for place in np.unravel_index(np.argmax(off), off.shape))
    return _comparison(matrix, weights, i, j)


def _triple(matrix: Floats, weights: Floats, i: int, j: int, k: int) -> Triple:
    off, strength = _off(matrix, weights), np.abs(np.log(matrix))
    # With three subjects all three fit equally ill: then it is the weakest one, of which a person is least sure.
    one, other = max(((i, k), (j, k), (i, j)), key=lambda pair: (round(float(off[pair]), 9), -float(strength[pair])))
    product = float(matrix[i, j] * matrix[j, k] * matrix[k, i])
    return Triple((i, j, k), product, _comparison(matrix, weights, one, other))


def _off(matrix: Floats, weights: Floats) -> Floats:
    """How far each comparison is from w_i / w_j, on a logarithmic scale."""
    return np.asarray(np.abs(np.log(matrix * weights / weights[:, None])))


def _comparison(matrix: Floats, weights: Floats, i: int, j: int) -> Comparison:
    """A comparison told from the side that was said to be the more important one."""
    i, j = (i, j) if matrix[i, j] >= 1 else (j, i)
    return Comparison(i, j, float(matrix[i, j]), float(weights[i] / weights[j]))


def _remarks(names: Sequence[str], known: Booleans, ratio: float, look: Comparison | None) -> tuple[Remark, ...]:
    n = len(names)
    if ratio > ACCEPTABLE and look is not None:
        text = N_(
            "The comparisons contradict each other (consistency ratio {ratio} > {acceptable}). Look first at {one} "
            "against {other}: {given} was said, the weights come to {implied}."
        )
        fields = {"one": names[look.i], "other": names[look.j], "given": f"{look.given:.3g}"}
        numbers = {"ratio": f"{ratio:.3f}", "acceptable": f"{ACCEPTABLE:.2f}", "implied": f"{look.implied:.3g}"}
        return (Remark(text, fields | numbers),)
    if n > 2 and int(known.sum()) - n == 2 * (n - 1):
        text = N_("There are just as many comparisons as it takes, so that none of them checks another.")
        return (Remark(text),)
    return ()
