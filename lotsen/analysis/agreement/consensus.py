"""How alike people's weights are: the group consensus of AHP-OS."""

import numpy as np

from lotsen.analysis.results import Floats, Method
from lotsen.analysis.results.agreement import Consensus, ConsensusWord

SCALE = 9
"""M: the most that AHP's scale lets one criterion be preferred to another."""

WORDS = (
    (0.5, ConsensusWord.VERY_LOW),
    (0.625, ConsensusWord.LOW),
    (0.75, ConsensusWord.MODERATE),
    (0.875, ConsensusWord.HIGH),
)
"""A consensus up to here has this word; above the last it is very high."""

AHP_CONSENSUS = Method(
    key="ahp_consensus",
    formula="S* = (1 / exp(Hβ) − 1 / c) / (1 − 1 / c), Hβ = Hγ − Hα, c = n / exp(Hα min)",
    source="Goepel 2018, AHP-OS; entropies after Shannon 1948",
    version=1,
)


def ahp_consensus(weights: Floats) -> Consensus | None:
    """The consensus of `weights` [people, criteria]; rows that are not known (NaN) or all 0 are left out.

    `corrected` is S*, which takes into account that on AHP's scale nobody can give all weight to one criterion;
    `uncorrected` has c = n. People who are further apart than that scale allows have a consensus of 0.
    Nothing with fewer than two people or criteria.
    """
    rows = weights[np.nan_to_num(weights).sum(axis=1) > 0]
    people, n = rows.shape
    if people < 2 or n < 2:
        return None
    each = rows / rows.sum(axis=1, keepdims=True)
    within, all_ = float(_entropy(each).mean()), float(_entropy(each.mean(axis=0)))
    alike = float(np.exp(min(within - all_, 0.0)))
    corrected = _above_chance(alike, float(np.exp(least_entropy(n))) / n)
    return Consensus(
        AHP_CONSENSUS, people, corrected, _above_chance(alike, 1 / n), consensus_word(corrected), within, all_
    )


def least_entropy(n: int) -> float:
    """Hα min: the entropy (nats) of one criterion preferred by M to all of the n − 1 others."""
    first, other = SCALE / (n + SCALE - 1), 1 / (n + SCALE - 1)
    return float(-first * np.log(first) - (n - 1) * other * np.log(other))


def consensus_word(share: float) -> ConsensusWord:
    """AHP-OS's word for a consensus between 0 and 1."""
    return next((word for most, word in WORDS if share <= most), ConsensusWord.VERY_HIGH)


def _entropy(weights: Floats) -> Floats:
    """Shannon's entropy along the last axis, in nats; 0 · ln 0 is 0."""
    return np.asarray(-(weights * np.log(np.where(weights > 0, weights, 1.0))).sum(axis=-1))


def _above_chance(alike: float, least: float) -> float:
    return max((alike - least) / (1 - least), 0.0)
