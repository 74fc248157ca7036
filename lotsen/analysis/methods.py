"""Ranking by one of several methods, through one face: what each method is, what it takes, and what comes out.

Also what a ranking should be asked before it is believed: whether its order hangs on alternatives that have nothing
to do with it, and where another method would put the first places.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from lotsen.analysis.priorities import ranking
from lotsen.analysis.results import Booleans, Floats, Integers, Method
from lotsen.analysis.results.methods import MethodComparison, Ranked, Remark, Reversal, Reversals, Table
from lotsen.analysis.scaling import Minimise, Normalisation, scaled
from lotsen.analysis.scoring import (
    USUAL,
    Axes,
    Preference,
    Scored,
    Shape,
    Stage,
    dominated,
    promethee2,
    topsis,
    vikor,
    waspas,
    weighted_product,
    weighted_sum,
)
from lotsen.errors import N_, InvalidInput


@dataclass(frozen=True, slots=True)
class RankCriterion:
    """A column of the matrix: its name, its weight (at least 0), whether more is better, its preference function."""

    name: str
    weight: float
    maximised: bool = True
    preference: Preference = USUAL


@dataclass(frozen=True, slots=True)
class Recipe:
    """A method and what it takes where nothing else is asked for. `own` methods scale by their own formula alone."""

    method: Method
    normalisation: Normalisation
    minimise: Minimise
    own: bool = False
    falling: bool = True


def _recipe(
    key: str, formula: str, source: str, normalisation: str, minimise: str, own: bool = False, falling: bool = True
) -> Recipe:
    method = Method(key=key, formula=formula, source=source, version=1)
    return Recipe(method, Normalisation(normalisation), Minimise(minimise), own, falling)


RECIPES = {
    recipe.method.key: recipe
    for recipe in (
        _recipe("additive", "S = Σ w·r", "Keeney & Raiffa 1976, 3.6", "minmax", "reverse"),
        _recipe("weighted_sum", "S = Σ w·r", "Fishburn 1967", "sum", "invert"),
        _recipe("weighted_product", "P = Π r^w", "Bridgman 1922; Hwang & Yoon 1981", "sum", "invert"),
        _recipe("waspas", "Q = (Σ w·r + Π r^w) / 2", "Zavadskas et al. 2012", "max", "invert"),
        _recipe("moora", "y = Σ(max) w·r − Σ(min) w·r", "Brauers & Zavadskas 2006", "vector", "negate"),
        _recipe("topsis", "C = D− / (D+ + D−)", "Hwang & Yoon 1981", "vector", "reverse"),
        _recipe("promethee2", "φ = φ+ − φ−", "Brans & Vincke 1985", "none", "negate", own=True),
        _recipe(
            "vikor",
            "Q = v·(S−S*)/(S−−S*) + (1−v)·(R−R*)/(R−−R*)",
            "Opricovic & Tzeng 2004",
            "none",
            "negate",
            own=True,
            falling=False,
        ),
    )
}
"""Method by key. The defaults are those of the sources."""

METHODS = {key: recipe.method for key, recipe in RECIPES.items()}


def rank(
    matrix: Floats,
    criteria: Sequence[RankCriterion],
    method: str = "additive",
    normalisation: str | None = None,
    minimise: str | None = None,
    *,
    alternatives: Sequence[str] = (),
    v: float = 0.5,
) -> Ranked:
    """Rank the rows of a matrix [alternatives, criteria] by a method of `RECIPES`.

    Weights are divided by their sum. `normalisation` is the method's own where not given, and so is `minimise`, which
    is to reverse under any other normalisation. PROMETHEE II and VIKOR compare values as they are and take neither (a
    remark says so). `v` is VIKOR's. Scores that agree to nine decimals share a rank. Raises InvalidInput for an
    unknown word, weights that are negative or all zero, values that a method can't take and preference functions
    without their thresholds.
    """
    recipe = recipe_of(method)
    how, less = _scaling(recipe, normalisation, minimise)
    weights, maximised = _weights(criteria), np.array([c.maximised for c in criteria], dtype=np.bool_)
    _check(matrix, criteria, recipe, less, v)
    value = scaled(matrix, maximised, how, less)
    scores, stages = _score(recipe, value, weights, criteria, v)
    ranks = ranks_of(scores, recipe.falling)
    labels = tuple(alternatives) or tuple(f"A{i}" for i in range(1, len(matrix) + 1))
    names = tuple(c.name for c in criteria)
    worse = dominated(np.where(maximised, matrix, -matrix))
    asked = recipe.own and bool(normalisation or minimise)
    return Ranked(
        method=recipe.method,
        normalisation=str(how),
        minimise=str(less),
        alternatives=labels,
        criteria=names,
        weights=weights,
        scores=scores,
        falling=recipe.falling,
        ranks=ranks,
        tables=_tables(matrix, value, weights, stages, scores, ranks, labels, names),
        dominated=worse,
        remarks=(
            *_asked(asked, method),
            *_remarks(matrix, names, how),
            *_order_remarks(worse, ranks, labels),
        ),
    )


def ranks_of(scores: Floats, falling: bool = True) -> Integers:
    """Ranks of scores, ties sharing the better one; equal is what agrees to nine decimals of the greatest or of 1."""
    size = max(float(np.abs(scores).max(initial=0.0)), 1.0)
    return ranking((scores if falling else -scores) / size)


def reversals(
    matrix: Floats,
    criteria: Sequence[RankCriterion],
    method: str = "additive",
    normalisation: str | None = None,
    minimise: str | None = None,
    *,
    alternatives: Sequence[str] = (),
    v: float = 0.5,
) -> Reversals:
    """Remove each alternative in turn, then add a copy of the worst: does the order of the others change?

    The tests of Belton and Gear, On a short-coming of Saaty's method of analytic hierarchies, Omega 11 (1983),
    228-230, and of Wang and Triantaphyllou, Ranking irregularities when evaluating alternatives by using some ELECTRE
    methods, Omega 36 (2008), 45-63. A tie that comes up or goes is a change too. Raises as `rank` does.
    """
    whole = rank(matrix, criteria, method, normalisation, minimise, alternatives=alternatives, v=v)
    n, found = len(matrix), []
    last = int(np.argmax(whole.ranks))
    tries = [(i, False) for i in range(n) if n > 2] + [(last, True)]
    for place, copied in tries:
        kept = [i for i in range(n) if copied or i != place]
        other = np.vstack([matrix, matrix[last]]) if copied else matrix[kept]
        ranks = rank(other, criteria, method, normalisation, minimise, v=v).ranks[: len(kept)]
        if pairs := _turned(whole.ranks[kept], ranks, kept):
            found.append(Reversal(place, copied, pairs))
    return Reversals(whole, len(tries), tuple(found))


def compare(ranked: Sequence[Ranked], top: int) -> MethodComparison:
    """The first `top` by several rankings of the same alternatives, and where they part."""
    first = tuple(one.first(top) for one in ranked)
    everywhere = set(first[0]).intersection(*first) if first else set[int]()
    parting = set[int]().union(*first) - everywhere
    return MethodComparison(top, tuple(ranked), first, tuple(sorted(everywhere)), tuple(sorted(parting)))


def recipe_of(method: str) -> Recipe:
    """The recipe of a method's key. Raises InvalidInput for one that there is not."""
    return RECIPES[_known(method, RECIPES)]


def _scaling(recipe: Recipe, normalisation: str | None, minimise: str | None) -> tuple[Normalisation, Minimise]:
    """What was asked for, else the method's own."""
    how, less = recipe.normalisation, recipe.minimise
    if recipe.own:
        return how, less
    if normalisation is not None:
        how = Normalisation(_known(normalisation, tuple(Normalisation)))
        less = less if how is recipe.normalisation else Minimise.REVERSE
    return how, less if minimise is None else Minimise(_known(minimise, tuple(Minimise)))


def _known(given: str, words: Collection[str]) -> str:
    if given not in words:
        raise InvalidInput(
            N_("'{given}' is none of {known}. Choose one of these."), given=given, known=", ".join(words)
        )
    return given


def _weights(criteria: Sequence[RankCriterion]) -> Floats:
    """The criteria's weights, divided by their sum."""
    given = np.array([c.weight for c in criteria], dtype=np.float64)
    for criterion in criteria:
        if criterion.weight < 0:
            raise InvalidInput(
                N_("'{name}' weighs {weight}; weights are at least 0."), name=criterion.name, weight=criterion.weight
            )
    if given.sum() <= 0:
        raise InvalidInput(N_("All weights are zero. Give at least one criterion some weight."))
    return np.asarray(given / given.sum(), dtype=np.float64)


def _check(matrix: Floats, criteria: Sequence[RankCriterion], recipe: Recipe, minimise: Minimise, v: float) -> None:
    """Refuse what a method can't take, naming the criterion."""
    if matrix.size == 0 or matrix.shape[1] != len(criteria):
        raise InvalidInput(
            N_("The matrix needs one row for each alternative and one column for each of {count} criteria."),
            count=len(criteria),
        )
    if not np.isfinite(matrix).all():
        raise InvalidInput(N_("The matrix has gaps. A value is needed for every alternative on every criterion."))
    if minimise is Minimise.INVERT:
        for j, criterion in enumerate(criteria):
            if not criterion.maximised and (matrix[:, j] <= 0).any():
                raise InvalidInput(
                    N_("'{name}' has values that are not above zero, so that 1/x turns it round. Take 'reverse'."),
                    name=criterion.name,
                )
    if not 0 <= v <= 1:
        raise InvalidInput(N_("'v' is {v}; it lies between 0 and 1."), v=v)
    if recipe.method.key == "promethee2":
        for criterion in criteria:
            _check_preference(criterion)


NEEDS = {
    Shape.USUAL: "",
    Shape.U_SHAPE: "q",
    Shape.V_SHAPE: "p",
    Shape.LEVEL: "qp",
    Shape.V_SHAPE_INDIFFERENCE: "qp",
    Shape.GAUSSIAN: "s",
}
"""The thresholds that each preference function takes."""


def _check_preference(criterion: RankCriterion) -> None:
    how = criterion.preference
    needs = NEEDS[how.shape]
    right = {"": True, "q": how.q >= 0, "p": how.p > 0, "qp": 0 <= how.q < how.p, "s": how.s > 0}[needs]
    if not right:
        told = {"q": "q >= 0", "p": "p > 0", "qp": "0 <= q < p", "s": "s > 0"}[needs]
        raise InvalidInput(
            N_("The preference function {shape} of '{name}' needs {needs}."),
            shape=str(how.shape), name=criterion.name, needs=told,
        )  # fmt: skip


def _score(recipe: Recipe, value: Floats, weights: Floats, criteria: Sequence[RankCriterion], v: float) -> Scored:
    key = recipe.method.key
    if key == "promethee2":
        return promethee2(value, weights, [c.preference for c in criteria])
    if key == "vikor":
        return vikor(value, weights, v)
    if key in PRODUCTS and (value < 0).any():
        name = criteria[int(np.nonzero((value < 0).any(axis=0))[0][0])].name
        raise InvalidInput(
            N_("'{name}' has negative values, which {method} can't raise to a power. Take minmax, or another method."),
            name=name, method=key,
        )  # fmt: skip
    return PLAIN[key](value, weights)


PLAIN: dict[str, Callable[[Floats, Floats], Scored]] = {
    "additive": weighted_sum,
    "weighted_sum": weighted_sum,
    "weighted_product": weighted_product,
    "waspas": waspas,
    "moora": weighted_sum,
    "topsis": topsis,
}
PRODUCTS = {"weighted_product", "waspas"}


def _tables(
    matrix: Floats,
    value: Floats,
    weights: Floats,
    stages: Sequence[Stage],
    scores: Floats,
    ranks: Integers,
    alternatives: tuple[str, ...],
    criteria: tuple[str, ...],
) -> tuple[Table, ...]:
    """All steps from the matrix to the ranks, with the labels of what stands there."""
    labels: dict[Axes, tuple[tuple[str, ...], tuple[str, ...]]] = {
        Axes.ALTERNATIVES: (alternatives, ()),
        Axes.CRITERIA: ((), criteria),
        Axes.BOTH: (alternatives, criteria),
        Axes.PAIRS: (alternatives, alternatives),
    }
    return (
        Table(N_("Decision matrix"), "x", alternatives, criteria, matrix),
        Table(N_("Weight"), "w", (), criteria, weights),
        Table(N_("Value in which more is better"), "r", alternatives, criteria, value),
        *(
            Table(s.name, s.symbol, *labels[s.axes], s.values, "" if s.criterion is None else criteria[s.criterion])
            for s in stages
        ),
        Table(N_("Score"), "score", alternatives, (), scores),
        Table(N_("Rank"), "rank", alternatives, (), ranks),
    )


def _asked(asked: bool, method: str) -> tuple[Remark, ...]:
    if not asked:
        return ()
    text = N_("{method} compares the values as they are: 'normalisation' and 'minimise' change nothing.")
    return (Remark(text, {"method": method}),)


def _remarks(matrix: Floats, names: tuple[str, ...], how: Normalisation) -> tuple[Remark, ...]:
    """Where a ranking suffers from the matrix that it was given."""
    found = []
    if len(matrix) > 1 and (same := _named(names, _constant(matrix))):
        found.append(Remark(N_("All alternatives are equal on {names}, which can't tell them apart."), {"names": same}))
    divides = how in (Normalisation.VECTOR, Normalisation.SUM, Normalisation.MAX)
    if divides and (negative := _named(names, np.asarray((matrix < 0).any(axis=0)))):
        text = N_("{names} has negative values, under which '{normalisation}' says little. 'minmax' takes them.")
        found.append(Remark(text, {"names": negative, "normalisation": str(how)}))
    return tuple(found)


def _constant(matrix: Floats) -> Booleans:
    return np.asarray(matrix.max(axis=0) <= matrix.min(axis=0), dtype=np.bool_)


def _named(names: tuple[str, ...], which: Booleans) -> str:
    return ", ".join(name for name, one in zip(names, which, strict=True) if one)


def _order_remarks(
    worse: tuple[tuple[int, int], ...], ranks: Integers, alternatives: tuple[str, ...]
) -> tuple[Remark, ...]:
    """Dominated alternatives that stand above what dominates them: a fault of the method, if it ever comes."""
    text = N_("{worse} ranks above {better}, which is at least as good on every criterion. Don't trust this order.")
    return tuple(
        Remark(text, {"worse": alternatives[i], "better": alternatives[j]}) for i, j in worse if ranks[i] < ranks[j]
    )


def _turned(before: Integers, after: Integers, kept: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Pairs (ahead, behind) of `before` whose order is another one in `after`, as the indices in `kept`."""
    order, other = (np.sign(ranks[:, None] - ranks[None, :]) for ranks in (before, after))
    once = (order < 0) | ((order == 0) & np.triu(np.ones(order.shape, dtype=np.bool_)))
    return tuple((kept[i], kept[j]) for i, j in np.argwhere((order != other) & once).tolist())
