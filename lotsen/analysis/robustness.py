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

Ranks = NDArray[np.int32]


def smaa(values: Floats, weights: Floats, *, top: int = 1) -> Smaa:
    """Analyse `values` [alternatives, criteria], or one such table per draw, over `weights` [draws, criteria].

    There are as many draws as rows of weights; with fewer tables of values than that, the tables come round again.
    Higher values are better and stand on one common scale.
    """
    tables = values if values.ndim == 3 else values[None]
    alternatives, draws = tables.shape[1], len(weights)
    mean, counts = np.zeros(alternatives), np.zeros((alternatives, alternatives))
    wins, central = np.zeros((alternatives, alternatives)), np.zeros((alternatives, weights.shape[1]))
    for part, score in _scores(tables, weights):
        ranks = ranks_of(score, _tie(tables))
        mean += score.sum(axis=0)
        counts += rank_counts(ranks)
        wins += win_counts(ranks)
        central += (ranks == 1).T.astype(np.float64) @ weights[part]
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
    """Ranks from 1 in every row of `score` [draws, alternatives]; scores within `tie` share the better rank."""
    order = np.argsort(-score, axis=1)
    best_first = np.take_along_axis(score, order, axis=1)
    place = np.tile(np.arange(1, score.shape[1] + 1, dtype=np.int32), (len(score), 1))
    place[:, 1:][best_first[:, :-1] - best_first[:, 1:] <= tie] = 0
    ranks = np.empty_like(place)
    np.put_along_axis(ranks, order, np.maximum.accumulate(place, axis=1), axis=1)
    return ranks


def rank_counts(ranks: Ranks) -> Floats:
    """How often each alternative has each rank [alternatives, ranks], from ranks [draws, alternatives]."""
    n = ranks.shape[1]
    place = ranks - 1 + np.arange(n, dtype=np.int32) * n
    return np.bincount(place.ravel(), minlength=n * n).reshape(n, n).astype(np.float64)


def win_counts(ranks: Ranks) -> Floats:
    """How often each alternative has a strictly better rank than each other one [alternatives, alternatives]."""
    of = np.ascontiguousarray(ranks.T.astype(np.int16))
    wins = np.zeros((len(of), len(of)))
    for i, mine in enumerate(of):
        for k in range(i):
            wins[i, k] = np.count_nonzero(mine < of[k])
            wins[k, i] = np.count_nonzero(of[k] < mine)
    return wins


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


def _scores(tables: Floats, weights: Floats) -> Iterator[tuple[slice, Floats]]:
    """The scores [draws, alternatives] of some draws at a time, and which draws those are."""
    size = tables[0].size if len(tables) > 1 else tables.shape[1]
    step = max(1, AT_ONCE // size)
    for start in range(0, len(weights), step):
        part = slice(start, min(start + step, len(weights)))
        if len(tables) == 1:
            yield part, weights[part] @ tables[0].T
        else:
            drawn = tables[np.arange(part.start, part.stop) % len(tables)]
            yield part, (drawn @ weights[part, :, None])[..., 0]


def _confidence(tables: Floats, central: Floats) -> Floats:
    """In which share of the tables each alternative is first at its own central weights; NaN without any."""
    first = np.zeros(len(central))
    step = max(1, AT_ONCE // len(central) ** 2)
    for start in range(0, len(tables), step):
        score = tables[start : start + step] @ np.nan_to_num(central).T
        own = np.diagonal(score, axis1=1, axis2=2)
        first += (own >= score.max(axis=1) - _tie(tables)).sum(axis=0)
    return np.where(np.isnan(central[:, 0]), np.nan, first / len(tables))


def _tie(tables: Floats) -> float:
    return TIE * float(np.abs(tables).max(initial=0.0))
