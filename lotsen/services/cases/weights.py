"""The case `weights`: what criteria weigh, by people's answers, by comparisons in pairs or by the data."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lotsen.analysis import pairwise, weights
from lotsen.analysis.results import Floats, Method
from lotsen.analysis.results.methods import Group, Pairwise
from lotsen.domain.room import Gathering
from lotsen.errors import N_, InvalidInput
from lotsen.services.cases import read

KEYS = """\
method       points, swing, rank_order_centroid, ahp, entropy or critic

points, swing and rank_order_centroid
  people         {person: {criterion: points, or place from 1 for rank_order_centroid}}
  names          the criteria; without it those that somebody named
  aggregation    mean (if not given), median or geometric; for people alone
  people_weights {person: how much they count}; 1 if not given
ahp
  names          the criteria; C1, C2 and so on for a matrix if not given
  pairs          [[one, other, how many times as important]]; pairs may be missing
  matrix         instead of pairs: rows of such numbers, null or 0 where missing
  people         instead of both: {person: {pairs or matrix}}; aggregation is geometric if not given
entropy, critic
  matrix         rows of alternatives, columns of criteria
  directions     critic: max or min for each criterion; max if not given

Answer: people {person: {criterion: weight}}, group, spread (standard deviation), lowest, highest; ahp: weights,
consistency_ratio, acceptable, worst_comparisons, look_at; entropy and critic: weights; all: method, warnings.

Example: {"method": "ahp", "names": ["coffee", "wine", "tea"], "pairs": [["coffee", "wine", 9], ["coffee", "tea", 5]]}
"""

GROUP = ("aggregation", "people_weights")


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """Weights by the case's method. Raises InvalidInput for what can't be used."""
    methods: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
        "points": lambda given: _answers(given, weights.POINTS, weights.normalised),
        "swing": lambda given: _answers(given, weights.SWING, weights.swing),
        "rank_order_centroid": lambda given: _answers(given, weights.CENTROID, weights.rank_order_centroid),
        "ahp": _ahp,
        "entropy": _entropy,
        "critic": _critic,
    }
    return methods[read.one_of(read.needed(case, "method"), methods, "method")](case)


def _answers(case: Mapping[str, Any], method: Method, weigh: Callable[[Floats], Floats]) -> dict[str, Any]:
    read.only(case, ("method", "people", "names", *GROUP))
    people = _people(case)
    names = read.names(case["names"], "names") if "names" in case else _named(people)
    rows = [_points(given, person, names, method is weights.CENTROID) for person, given in people.items()]
    group = weights.aggregate(weigh(np.array(rows)), _how(case, Gathering.MEAN), _say(case, tuple(people)))
    return {"method": told(method), **_group(group, tuple(people), names)}


def _points(given: Mapping[str, Any], person: str, names: tuple[str, ...], places: bool) -> list[float]:
    """A person's answers in the order of `names`. Places are needed for all; points not given are 0."""
    where = f"people.{person}"
    read.only(given, names, where)
    if places:
        return [read.number(read.needed(given, name, where), f"{where}.{name}", least=1) for name in names]
    points = [read.number(given.get(name, 0), f"{where}.{name}", least=0) for name in names]
    if not any(points):
        raise InvalidInput(N_("'{key}' gives no points at all. Leave this person out, or enter some."), key=where)
    return points


def _named(people: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Every criterion that somebody named, in the order in which they come."""
    names = tuple(dict.fromkeys(name for given in people.values() for name in given))
    return read.names(list(names), "names")


def _ahp(case: Mapping[str, Any]) -> dict[str, Any]:
    if "people" not in case:
        read.only(case, ("method", "names", "pairs", "matrix"))
        names = _subjects(case)
        return {"method": told(pairwise.AHP), **_consistency(_compared(case, names, "the case"), names)}
    read.only(case, ("method", "names", "people", *GROUP))
    names, people = read.names(read.needed(case, "names"), "names"), _people(case)
    each = {person: _compared(given, names, f"people.{person}") for person, given in people.items()}
    rows = np.array([result.weights for result in each.values()])
    group = weights.aggregate(rows, _how(case, Gathering.GEOMETRIC), _say(case, tuple(people)))
    consistency = {person: _consistency(result, names) for person, result in each.items()}
    return {"method": told(pairwise.AHP), **_group(group, tuple(people), names), "consistency": consistency}


def _subjects(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of what is compared; C1, C2 and so on for a matrix that comes without."""
    if "names" not in case and isinstance(case.get("matrix"), list):
        return tuple(f"C{place}" for place in range(1, len(case["matrix"]) + 1))
    return read.names(read.needed(case, "names"), "names")


def _compared(case: Mapping[str, Any], names: tuple[str, ...], where: str) -> Pairwise:
    """The comparisons of a case or person: pairs, or a whole matrix."""
    if where != "the case":
        read.only(case, ("pairs", "matrix"), where)
    if ("pairs" in case) == ("matrix" in case):
        raise InvalidInput(N_("Give either 'pairs' or 'matrix' in {where}."), where=where)
    pairs = _pairs(case["pairs"], names) if "pairs" in case else _cells(case["matrix"], len(names))
    return pairwise.pairwise(names, pairwise.from_pairs(names, pairs))


def _pairs(value: object, names: tuple[str, ...]) -> list[pairwise.Pair]:
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 3 for pair in value):
        raise InvalidInput(N_("'pairs' has to be a list of [one, other, how many times as important]."))
    place = {name: i for i, name in enumerate(names)}
    return [
        (
            place[read.one_of(one, names, f"pairs[{row}][0]")],
            place[read.one_of(other, names, f"pairs[{row}][1]")],
            read.number(times, f"pairs[{row}][2]"),
        )
        for row, (one, other, times) in enumerate(value)
    ]


def _cells(value: object, n: int) -> list[pairwise.Pair]:
    """The comparisons in a matrix, in which null or 0 is missing."""
    rows = value if isinstance(value, list) else []
    filled = [[0 if cell is None else cell for cell in row] if isinstance(row, list) else row for row in rows]
    matrix = read.matrix(filled, "matrix", rows=n, columns=n)
    return [(i, j, float(cell)) for (i, j), cell in np.ndenumerate(matrix) if cell != 0]


def _consistency(result: Pairwise, names: tuple[str, ...]) -> dict[str, Any]:
    look = result.look
    return {
        "weights": named(result.weights, names),
        "consistency_index": result.consistency_index,
        "consistency_ratio": result.consistency_ratio,
        "acceptable": result.acceptable,
        "greatest_eigenvalue": result.greatest_eigenvalue,
        "missing_pairs": result.missing,
        "worst_comparisons": [[names[i] for i in triple.places] for triple in result.worst],
        "look_at": None
        if look is None
        else {"pair": [names[look.i], names[look.j]], "given": look.given, "implied": look.implied},
        "warnings": [str(remark) for remark in result.remarks],
    }


def _entropy(case: Mapping[str, Any]) -> dict[str, Any]:
    read.only(case, ("method", "matrix"))
    found = weights.entropy(read.matrix(read.needed(case, "matrix"), "matrix"))
    return {"method": told(weights.ENTROPY), "weights": found.tolist(), "warnings": []}


def _critic(case: Mapping[str, Any]) -> dict[str, Any]:
    read.only(case, ("method", "matrix", "directions"))
    matrix = read.matrix(read.needed(case, "matrix"), "matrix")
    maximised = np.ones(matrix.shape[1], dtype=np.bool_)
    if "directions" in case:
        given = case["directions"]
        if not isinstance(given, list) or len(given) != matrix.shape[1]:
            raise InvalidInput(
                N_("'directions' has to be a list of max or min, one for each of {count} criteria."),
                count=matrix.shape[1],
            )
        maximised[:] = [read.one_of(one, ("max", "min"), f"directions[{j}]") == "max" for j, one in enumerate(given)]
    return {"method": told(weights.CRITIC), "weights": weights.critic(matrix, maximised).tolist(), "warnings": []}


def _people(case: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    people = read.needed(case, "people")
    if not isinstance(people, dict) or not people or not all(isinstance(one, dict) for one in people.values()):
        raise InvalidInput(N_("'people' has to be an object with one object of answers for each person."))
    return people


def _how(case: Mapping[str, Any], usual: Gathering) -> Gathering:
    return Gathering(read.one_of(case.get("aggregation", str(usual)), tuple(Gathering), "aggregation"))


def _say(case: Mapping[str, Any], people: tuple[str, ...]) -> Floats:
    """How much each person counts, in their order; 1 where nothing is said."""
    given = case.get("people_weights", {})
    if not isinstance(given, dict):
        raise InvalidInput(N_("'people_weights' has to be an object with a number for each person."))
    read.only(given, people, "people_weights")
    return np.array([read.number(given.get(person, 1), f"people_weights.{person}", least=0) for person in people])


def _group(group: Group, people: tuple[str, ...], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "people": {person: named(row, names) for person, row in zip(people, group.each, strict=True)},
        "group": named(group.weights, names),
        "aggregation": str(group.how),
        "spread": named(group.spread, names),
        "lowest": named(group.lowest, names),
        "highest": named(group.highest, names),
        "warnings": [str(remark) for remark in group.remarks],
    }


def named(values: Floats, names: tuple[str, ...]) -> dict[str, float]:
    """Values by name."""
    return dict(zip(names, values.tolist(), strict=True))


def told(method: Method) -> dict[str, Any]:
    """A method as plain data."""
    return {"key": method.key, "formula": method.formula, "source": method.source, "version": method.version}
