"""What everybody would say, as far as a room's few answers tell: a distribution for every cell and every weight.

    answer mean   y_ij ~ N(θ_ij, σ_ij² / n_ij)          n judges; σ² shrunk towards the spread of all cells
    group value   θ_ij ~ N(c_j + a_i, τ²),  a_i ~ N(0, α²)    column j, category i

the variance components model with its maximum found by expectation maximisation (Dempster, Laird and Rubin 1977;
Searle, Casella and McCulloch, Variance Components, 1992, 8.3), and weak priors, so that three categories suffice.
An agreed value is its group value: settled is settled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from lotsen.analysis.priorities import MOST
from lotsen.analysis.results import Booleans, ColumnKind, Floats, Priorities, Weights
from lotsen.analysis.results.robustness import WeightSource
from lotsen.analysis.sampling import any_weights, mean_weights
from lotsen.domain.criterion import CriterionKind

Errors = Mapping[UUID, Sequence[float]]
"""Relative standard deviation of a measured criterion's figures, per category."""

USUAL_SPREAD = 0.7 / MOST
"""The standard deviation of answers (0 to 1) that is expected of people before any answer; worth `FEW` judgements."""

FEW = 4
STEADY = 20
"""How many judgements the spread of all cells is worth in the spread of one: most cells have fewer."""

BETWEEN_CATEGORIES = 0.15
BETWEEN_CELLS = 0.2
PRIOR = 1
"""The expected standard deviations of a_i and θ_ij (0 to 1), each worth `PRIOR` observations."""

ROUNDS = 40
ONE_PERSON = 10.0
"""One person's weights stand for everybody's as the middle of a Dirichlet distribution with this concentration."""


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """Means and variances of every cell between 0 and 1; arrays [categories, columns], NaN where nothing is known.

    Cells of a category go up and down together: a cell's value is `mean` + `shared` · `level` · z plus a deviation
    of its own with `variance`, z being one standard normal number per category. `level` is [categories].
    """

    mean: Floats
    variance: Floats
    shared: Floats
    level: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """The same random numbers for everything that is asked of one room.

    `weights` [draws, columns]; `level` and `own` [draws, categories] are standard normal.
    """

    weights: Floats
    level: Floats
    own: Floats


def believe(result: Priorities, errors: Errors | None = None) -> Beliefs:
    """The distribution of every cell of a ranking. Measured figures are sure but for their stated `errors`."""
    people = np.array([column.kind is not ColumnKind.MEASURED for column in result.columns], dtype=np.bool_)
    mean, variance = result.unit.copy(), np.zeros(result.unit.shape)
    shared, level = np.zeros(result.unit.shape), np.zeros(len(result.unit))
    if people.any():
        noise = _noise(result, people)
        mean[:, people], variance[:, people], shared[:, people], level = _posterior(result.unit[:, people], noise)
    for j, column in enumerate(result.columns):
        if column.kind is ColumnKind.MEASURED and errors and column.id in errors:
            far = 1 - result.unit[:, j] if column.criterion is CriterionKind.CONTRACT_END else result.unit[:, j]
            variance[:, j] = (np.asarray(errors[column.id], dtype=np.float64) * far) ** 2
    return Beliefs(mean, variance, shared, level)


def draw(result: Priorities, draws: int, seed: int) -> Draws:
    """Random numbers for a room. They hang on the ids and on the people's weights themselves, so that the same room
    gives the same numbers in whatever order it is read.
    """
    size = len(result.categories), draws
    level, own = np.empty(size), np.empty(size)
    for i, category in enumerate(result.categories):
        random = np.random.default_rng([seed, category.int])
        random.standard_normal(out=level[i])
        random.standard_normal(out=own[i])
    return Draws(_weights(result, draws, np.random.default_rng(seed)), level.T, own.T)


def weights_from(result: Priorities) -> WeightSource:
    """Where the goals' weights come from."""
    if result.goal_weights.agreed:
        return WeightSource.AGREED
    return WeightSource.PEOPLE if result.goal_weights.people else WeightSource.ANY


def scores(beliefs: Beliefs, draws: Draws) -> Floats:
    """The additive value (0 to 1) of every category in every draw [draws, categories].

    As in `lotsen.analysis.priorities`, cells that nobody judged are left out and the others weigh the more. The sum
    of a row's own deviations is drawn at once, as one normal number with the variance of that sum.
    """
    moments = Moments.of(beliefs, draws.weights)
    return moments.score(beliefs.level * draws.level, draws.own)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Weighted sums over the known cells of each row, per draw; arrays [draws, categories]."""

    weight: Floats
    mean: Floats
    shared: Floats
    variance: Floats

    @classmethod
    def of(cls, beliefs: Beliefs, weights: Floats) -> "Moments":
        """Sum up `beliefs` by `weights` [draws, columns]."""
        known = ~np.isnan(beliefs.mean)
        return cls(
            weight=weights @ known.T.astype(np.float64),
            mean=weights @ np.where(known, beliefs.mean, 0.0).T,
            shared=weights @ np.where(known, beliefs.shared, 0.0).T,
            variance=weights**2 @ np.where(known, beliefs.variance, 0.0).T,
        )

    def score(self, level: Floats, own: Floats) -> Floats:
        """The score of each row, at its level and at its own deviation; 0 where no weight is known."""
        total = self.mean + self.shared * level + np.sqrt(np.maximum(self.variance, 0.0)) * own
        return np.asarray(total / np.where(self.weight > 0, self.weight, np.inf), dtype=np.float64)


def _noise(result: Priorities, people: Booleans) -> Floats:
    """The variance (0 to 1) of each judged cell's value as a figure for everybody; 0 for agreed, NaN for missing."""
    place = {subject: k for k, subject in enumerate(result.cells.subjects)}
    columns = [place.get(column.id) for column, judged in zip(result.columns, people, strict=True) if judged]
    counts = np.zeros((len(result.categories), len(columns), result.cells.counts.shape[-1]))
    for j, k in enumerate(columns):
        if k is not None:
            counts[:, j] = result.cells.counts[:, k]
    answers = counts[..., : int(MOST) + 1]
    squares, judges = _squares(answers)
    free = np.maximum(judges - 1, 0)
    usual = (FEW * USUAL_SPREAD**2 + squares.sum()) / (FEW + free.sum())
    spread = (STEADY * usual + squares) / (STEADY + free)
    with np.errstate(divide="ignore"):
        noise = np.where(judges > 0, spread / judges, np.nan)
    return np.where(result.agreed[:, people], 0.0, noise)


def _squares(answers: Floats) -> tuple[Floats, Floats]:
    """The sum of squared deviations (answers as 0 to 1) and the number of judges of each cell."""
    scale = np.arange(answers.shape[-1]) / MOST
    judges = answers.sum(axis=-1)
    total = (answers * scale).sum(axis=-1)
    squares = (answers * scale**2).sum(axis=-1) - total**2 / np.maximum(judges, 1)
    return np.maximum(squares, 0.0), judges


def _posterior(value: Floats, noise: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Mean, own variance, share of the category's level and that level's deviation, given `value` and its `noise`."""
    known = ~np.isnan(value)
    y, d = np.where(known, value, 0.0), np.where(known, noise, 0.0)
    between, inner = BETWEEN_CATEGORIES**2, BETWEEN_CELLS**2
    column = y.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    for _ in range(ROUNDS):
        precision = known / (inner + d)
        level, spread = _levels(y - column, precision, between)
        kept = inner * precision
        deviation = kept * (y - column - level[:, None])
        doubt = np.where(known, kept * d + kept**2 * spread[:, None], 0.0)
        some = known.any(axis=1)
        between = _variance((level**2 + spread)[some], BETWEEN_CATEGORIES)
        inner = _variance((deviation**2 + doubt)[known], BETWEEN_CELLS)
        column = (precision * (y - level[:, None])).sum(axis=0) / np.maximum(precision.sum(axis=0), 1e-12)
    precision = known / (inner + d)
    level, spread = _levels(y - column, precision, between)
    kept = inner * precision
    mean = kept * y + (1 - kept) * (column + level[:, None])
    return np.where(known, mean, np.nan), kept * d, 1 - kept, np.sqrt(spread)


def _levels(residual: Floats, precision: Floats, between: float) -> tuple[Floats, Floats]:
    """The mean and variance of every category's level, given its cells."""
    variance = 1 / (1 / between + precision.sum(axis=1))
    return variance * (precision * residual).sum(axis=1), variance


def _variance(squares: Floats, usual: float) -> float:
    return float((PRIOR * usual**2 + squares.sum()) / (PRIOR + squares.size))


def _weights(result: Priorities, draws: int, random: np.random.Generator) -> Floats:
    """Weights of all columns [draws, columns]: the goals' are drawn, the criteria keep their share."""
    goals = len(result.goal_weights.subjects)
    share = float(result.weights[:goals].sum())
    criteria = np.tile(result.weights[goals:], (draws, 1))
    return np.hstack([_goal_weights(result, draws, random) * share, criteria])


def _goal_weights(result: Priorities, draws: int, random: np.random.Generator) -> Floats:
    given = result.goal_weights
    if given.agreed or not given.subjects:
        return np.tile(given.mean, (draws, 1))
    by_id = np.argsort([subject.int for subject in given.subjects])
    back = np.argsort(by_id)
    each = given.each[:, by_id]
    if not len(each):
        return any_weights(len(by_id), draws, random)[:, back]
    if len(each) == 1:
        parts = random.standard_gamma(np.maximum(ONE_PERSON * each[0], 1e-6), (draws, len(by_id)))
        return np.asarray((parts / parts.sum(axis=1, keepdims=True))[:, back], dtype=np.float64)
    return _round(given, mean_weights(each[np.lexsort(each.T)], draws, random)[:, back])


def _round(given: Weights, drawn: Floats) -> Floats:
    """Weights that were drawn round the people's plain mean, round the group's own: by a median or geometric mean, or
    with people who count for more than others, it is another.
    """
    plain = given.each.mean(axis=0)
    if np.allclose(plain, given.mean, rtol=0, atol=1e-12):
        return drawn
    moved = drawn * np.divide(given.mean, plain, out=np.zeros_like(plain), where=plain > 0)
    return np.asarray(moved / moved.sum(axis=1, keepdims=True), dtype=np.float64)
