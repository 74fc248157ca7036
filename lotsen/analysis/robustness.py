"""Ranks over many draws of weights and values: stochastic multicriteria acceptability analysis.

    S_i = sum_j w_j v_ij      in every draw of w, and of v where values are uncertain too

Lahdelma and Salminen, SMAA-2, Operations Research 49 (2001) 444-454: rank acceptability, central weights and
confidence factors. Leskinen et al. 2006 (pairwise winning). Tervonen and Lahdelma 2007 (how to compute them).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lotsen.analysis.results import Floats, Method
from lotsen.analysis.results.robustness import Smaa

SMAA = Method(
    key="smaa",
    formula="b_i^r = P(rank(i) = r),  S = Σ w·v",
    source="Lahdelma & Salminen 2001",
    version=1,
)

AT_ONCE = 2_000_000
"""How many numbers one step of the computation holds: memory stays bounded however many draws there are."""

TIE = 1e-12
"""Scores that differ by less than this part of the largest value are equal: sums made in another order tie."""

Ranks = NDArray[np.int16]


def smaa(values: Floats, weights: Floats, *, top: int = 1) -> Smaa:
    """Analyse `values` [alternatives, criteria], or one such table per draw, over `weights` [draws, criteria].

    There are as many draws as rows of weights; with fewer tables of values than that, the tables come round again.
    Higher values are better and stand on one common scale.
    """
    tables = values if values.ndim == 3 else values[None]
    alternatives, draws = tables.shape[1], len(weights)
    mean, counts = np.zeros(alternatives), np.zeros((alternatives, alternatives))
    wins, central = np.zeros((alternatives, alternatives)), np.zeros((alternatives, weights.shape[1]))
    for part in _parts(draws, alternatives):
        score = _scores(tables, weights, part)
        ranks = ranks_of(score, _tie(tables))
        mean += score.sum(axis=1)
        counts += rank_counts(ranks)
        wins += win_counts(ranks)
        central += (ranks == 1).astype(np.float64) @ weights[part]
    with np.errstate(invalid="ignore"):
        central /= counts[:, :1]
    in_top = counts[:, :top].sum(axis=1) / draws
    return Smaa(
        method=SMAA,
        draws=draws,
        top=top,
        rank_acceptability=counts / draws,
        central_weights=central,
        confidence=_confidence(tables, central),
        pairwise_winning=wins / draws,
        in_top=in_top,
        standard_error=standard_error(in_top, draws),
        mean_score=mean / draws,
    )


def ranks_of(score: Floats, tie: float = 0.0) -> Ranks:
    """Ranks from 1 in every draw of `score` [alternatives, draws]; equals share the better rank.

    Neighbours in the order are equal where they differ by no more than `tie`.
    """
    order = np.argsort(-score, axis=0)
    best_first = np.take_along_axis(score, order, axis=0)
    place = np.repeat(np.arange(1, len(score) + 1, dtype=np.int16)[:, None], score.shape[1], axis=1)
    place[1:][best_first[:-1] - best_first[1:] <= tie] = 0
    ranks = np.empty_like(place)
    np.put_along_axis(ranks, order, np.maximum.accumulate(place, axis=0), axis=0)
    return ranks


def win_counts(ranks: Ranks) -> Floats:
    """How often each alternative is strictly better than each other one, from ranks [alternatives, draws]."""
    wins = np.zeros((len(ranks), len(ranks)))
    for i, mine in enumerate(ranks):
        for k, other in enumerate(ranks[:i]):
            wins[i, k], wins[k, i] = np.count_nonzero(mine < other), np.count_nonzero(other < mine)
    return wins


def rank_counts(ranks: Ranks) -> Floats:
    """How often each alternative has each rank [alternatives, ranks], from ranks [alternatives, draws]."""
    n = len(ranks)
    place = ranks - 1 + np.arange(n)[:, None] * n
    return np.bincount(place.ravel(), minlength=n * n).reshape(n, n).astype(np.float64)


def standard_error(share: Floats, draws: int) -> Floats:
    """The Monte Carlo error of a share of `draws` draws: sqrt(p (1 - p) / draws)."""
    return np.asarray(np.sqrt(np.maximum(share * (1 - share), 0.0) / draws), dtype=np.float64)


def piecewise(x: Floats, cutoffs: Floats, values: Floats, *, clip: bool = True) -> Floats:
    """A piecewise linear value function through (`cutoffs`, `values`), cutoffs rising, at every `x`.

    Outside the cutoffs it keeps its last value (`clip`), or goes on as its last piece does.
    """
    piece = np.clip(np.searchsorted(cutoffs, x) - 1, 0, len(cutoffs) - 2)
    at = np.clip(x, cutoffs[0], cutoffs[-1]) if clip else x
    slope = np.diff(values) / np.diff(cutoffs)
    return np.asarray(values[piece] + slope[piece] * (at - cutoffs[piece]), dtype=np.float64)


def _parts(draws: int, numbers: int) -> Iterator[slice]:
    """Some draws at a time, if each of them takes so many numbers."""
    step = max(1, AT_ONCE // max(numbers, 1))
    for start in range(0, draws, step):
        yield slice(start, min(start + step, draws))


def _scores(tables: Floats, weights: Floats, part: slice) -> Floats:
    """The scores [alternatives, draws] of a part of the draws."""
    if len(tables) == 1:
        return np.asarray(tables[0] @ weights[part].T, dtype=np.float64)
    drawn, score = weights[part], np.empty((tables.shape[1], part.stop - part.start))
    for some in _parts(len(drawn), tables[0].size):
        which = np.arange(part.start + some.start, part.start + some.stop) % len(tables)
        score[:, some] = (tables[which] @ drawn[some, :, None])[..., 0].T
    return score


def _confidence(tables: Floats, central: Floats) -> Floats:
    """In which share of the tables each alternative is first at its own central weights; NaN without any."""
    first = np.zeros(len(central))
    for part in _parts(len(tables), len(central) ** 2):
        score = tables[part] @ np.nan_to_num(central).T
        own = np.diagonal(score, axis1=1, axis2=2)
        first += (own >= score.max(axis=1) - _tie(tables)).sum(axis=0)
    return np.where(np.isnan(central[:, 0]), np.nan, first / len(tables))


def _tie(tables: Floats) -> float:
    return TIE * float(np.abs(tables).max(initial=0.0))
