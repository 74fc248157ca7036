"""Draws of weights from what is known about them. Every function gives [draws, criteria], rows adding up to 1."""

import math

import numpy as np

from lotsen.analysis.results import Floats
from lotsen.errors import N_, InvalidInput

SWEEPS = 120
"""How often every weight exchanges with another one before a draw within intervals is used."""

SLACK = 1e-9


def any_weights(criteria: int, draws: int, random: np.random.Generator) -> Floats:
    """Uniform on the simplex: no knowledge of weights. Exponentials by their sum (Devroye 1986, V.2)."""
    parts = random.standard_exponential((draws, criteria))
    return np.asarray(parts / parts.sum(axis=1, keepdims=True), dtype=np.float64)


def ordered_weights(order: list[int], criteria: int, draws: int, random: np.random.Generator) -> Floats:
    """Uniform on the part of the simplex where the criteria in `order` fall from first to last.

    Weights without that knowledge are exchangeable, so sorting the named ones among themselves is that draw. Criteria
    that are not named are free.
    """
    weights = any_weights(criteria, draws, random)
    weights[:, order] = -np.sort(-weights[:, order], axis=1)
    return weights


def interval_weights(low: Floats, high: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Uniform on the part of the simplex where every weight lies between its `low` and `high` [criteria].

    Every draw is a chain of its own: weights meet in random pairs and divide their sum anew, uniformly between what
    both intervals allow (hit-and-run along w_i - w_k; Smith 1984). That leaves the uniform distribution as it is and
    takes as long in a small part of the simplex as in the whole. Raises InvalidInput where no weights fit.
    """
    _possible(low, high)
    width = float((high - low).sum())
    share = (1 - float(low.sum())) / width if width > 0 else 0.0
    weights = np.repeat((low + share * (high - low))[:, None], draws, axis=1)
    for _ in range(SWEEPS):
        _exchange(weights, low, high, random)
    return np.ascontiguousarray(weights.T)


def people_weights(each: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Every draw is one person's weights, out of `each` [people, criteria]; everybody comes equally often, by chance.

    Where `draws` is no multiple of the people, some chosen by chance come once more than others.
    """
    rows = random.permutation(len(each))[np.arange(draws) % len(each)]
    return np.asarray(each[random.permutation(rows)], dtype=np.float64)


def mean_weights(each: Floats, draws: int, random: np.random.Generator) -> Floats:
    """The mean weights of everybody for whom the people in `each` [people, criteria] stand: two people or more.

    The Bayesian bootstrap (Rubin 1981): every draw weighs the people by a Dirichlet distribution, and stays on the
    simplex. Its parameter is such that the mean varies as Student's distribution says it does when the people's own
    spread is only known from them: by (n - 1) / (n - 3) · s²/n. Up to five people it varies as with five.
    """
    people = len(each)
    parts = random.standard_gamma(max(people - 4, 1) / people, (draws, people))
    return np.asarray((parts / parts.sum(axis=1, keepdims=True)) @ each, dtype=np.float64)


def _possible(low: Floats, high: Floats) -> None:
    if (low > high).any() or (low < 0).any():
        raise InvalidInput(N_("An interval of weights has to go from at least 0 up to something not below its start."))
    least, most = math.fsum(low), math.fsum(high)
    if least > 1 + SLACK:
        raise InvalidInput(
            N_("The intervals allow no weights: their lower ends add up to {sum}, more than 1. Lower some of them."),
            sum=f"{least:g}",
        )
    if most < 1 - SLACK:
        raise InvalidInput(
            N_("The intervals allow no weights: their upper ends add up to {sum}, less than 1. Raise some of them."),
            sum=f"{most:g}",
        )


def _exchange(weights: Floats, low: Floats, high: Floats, random: np.random.Generator) -> None:
    """Let the weights [criteria, draws] meet in random pairs and divide their sums anew, in place."""
    meeting = random.permutation(len(weights))
    half = len(weights) // 2
    one, other = meeting[:half], meeting[half : 2 * half]
    both = weights[one] + weights[other]
    least = np.maximum(low[one, None], both - high[other, None])
    most = np.minimum(high[one, None], both - low[other, None])
    weights[one] = least + random.random(both.shape) * np.maximum(most - least, 0.0)
    weights[other] = both - weights[one]
