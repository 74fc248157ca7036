"""How sure the top list is: SMAA over what everybody would say, as `lotsen.analysis.beliefs` tells it.

The probability is calibrated: of the statements that are called 90 % sure, nine of ten are true in rooms whose truth
is known (tests/bench/bench_calibration.py). Cells that nobody judged stay out of it, as they stay out of the ranking.
"""

import numpy as np

from lotsen.analysis import beliefs
from lotsen.analysis.beliefs import Errors
from lotsen.analysis.change import weight_thresholds
from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, Booleans, Floats, Integers, Method, Priorities
from lotsen.analysis.results.robustness import Certainty, Sureness
from lotsen.analysis.robustness import TIE, Ranks, rank_counts, ranks_of, standard_error, win_counts

CERTAINTY = Method(
    key="certainty",
    formula="P(rank ≤ top | answers), S = Σ w·θ / W",
    source="Lahdelma & Salminen 2001; Rubin 1981; Searle, Casella & McCulloch 1992",
    version=1,
)

DRAWS = 4000
"""The error of a share is at most sqrt(0.25 / 4000) = 0.8 percentage points."""

APART = 0.9
"""From this pairwise winning on, two categories can be told apart."""

INTERVAL = (0.05, 0.95)


def certainty(result: Priorities, *, errors: Errors | None = None, draws: int = DRAWS, seed: int = 1) -> Certainty:
    """How sure the ranking `result` is. `errors` are relative standard deviations of measured figures, by criterion.

    The same room gives the same figures, in whatever order its people, goals and categories come.
    """
    ranked = result.ranks > 0
    drawn = beliefs.draw(result, draws, seed)
    score = beliefs.scores(beliefs.believe(result, errors), drawn)[:, ranked]
    ranks = ranks_of(np.ascontiguousarray(score.T), TIE)
    acceptability = rank_counts(ranks) / draws
    in_top = _spread(acceptability[:, : result.top_size].sum(axis=1), ranked)
    low, middle, high = (_quantile(acceptability, share) for share in (INTERVAL[0], 0.5, INTERVAL[1]))
    winning = _square(win_counts(ranks) / draws, ranked)
    list_weight, first_weight = weight_thresholds(result, (result.top_size, 1))
    return Certainty(
        method=CERTAINTY,
        draws=draws,
        top_size=result.top_size,
        enough=result.people >= FEWEST_FOR_AGREEMENT,
        agreed_cells=int(result.agreed.sum()),
        agreed_weights=result.goal_weights.agreed,
        weights_from=beliefs.weights_from(result),
        in_top=in_top,
        standard_error=standard_error(in_top, draws),
        words=tuple(None if np.isnan(share) else Sureness.of(float(share)) for share in in_top),
        expected_rank=_spread(acceptability @ np.arange(1, len(acceptability) + 1), ranked),
        median_rank=_whole(middle, ranked),
        best_rank=_whole(low, ranked),
        worst_rank=_whole(high, ranked),
        rank_acceptability=_rows(acceptability, ranked),
        pairwise_winning=winning,
        central_weights=_rows(_central(ranks, drawn.weights[:, : len(result.goal_weights.subjects)]), ranked),
        list_weight=list_weight,
        first_weight=first_weight,
        groups=_groups(winning, [i for i in result.order if ranked[i]]),
    )


def _central(ranks: Ranks, weights: Floats) -> Floats:
    """The mean of the goals' weights, among the goals, with which each row is first; NaN where it never is."""
    first = (ranks == 1).astype(np.float64)
    with np.errstate(invalid="ignore"):
        mean = (first @ weights) / first.sum(axis=1)[:, None]
        return np.asarray(mean / mean.sum(axis=1, keepdims=True), dtype=np.float64)


def _quantile(acceptability: Floats, share: float) -> Integers:
    """The first rank up to which at least `share` of the draws lie."""
    reached = np.cumsum(acceptability, axis=1) >= share - 1e-12
    return np.asarray(reached.argmax(axis=1) + 1 if reached.size else reached.sum(axis=1), dtype=np.int64)


def _groups(winning: Floats, order: list[int]) -> tuple[tuple[int, ...], ...]:
    """Runs along `order` whose members the best of each run does not beat in more than `APART` of the draws."""
    groups: list[list[int]] = []
    for i in order:
        if groups and winning[groups[-1][0], i] <= APART:
            groups[-1].append(i)
        else:
            groups.append([i])
    return tuple(map(tuple, groups))


def _spread(of_ranked: Floats, ranked: Booleans) -> Floats:
    """Values of the ranked categories among all; NaN for the others."""
    every = np.full(len(ranked), np.nan)
    every[ranked] = of_ranked
    return every


def _whole(of_ranked: Integers, ranked: Booleans) -> Integers:
    every = np.zeros(len(ranked), dtype=np.int64)
    every[ranked] = of_ranked
    return every


def _rows(of_ranked: Floats, ranked: Booleans) -> Floats:
    every = np.full((len(ranked), of_ranked.shape[1]), np.nan)
    every[ranked] = of_ranked
    return every


def _square(of_ranked: Floats, ranked: Booleans) -> Floats:
    every = np.full((len(ranked), len(ranked)), np.nan)
    every[np.ix_(ranked, ranked)] = of_ranked
    return every
