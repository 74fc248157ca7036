"""The `robustness` case: ranks over many draws of weights and values (SMAA)."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lotsen.analysis.results import Floats
from lotsen.analysis.results.robustness import Smaa
from lotsen.analysis.robustness import piecewise, smaa
from lotsen.analysis.sampling import any_weights, interval_weights, ordered_weights, people_weights
from lotsen.errors import N_, InvalidInput
from lotsen.services.cases import read

KEYS = """\
The case is one JSON object:
  "alternatives"   their names
  "criteria"       [{"name", "direction", "value", "weight"}]; all but the name may be left out:
                   "direction": "max" (default; values are used as given) or "min" (values are negated).
                   "value": {"cutoffs": rising numbers, "values": as many, "outside": "clip" (default) or
                   "interpolate"}: a piecewise linear value function; with it, no "direction".
                   "weight": used as it is in every draw where the case has no "weights"
  "matrix"         [alternative][criterion], on one common scale; nothing is normalised
  "value_samples"  instead of the matrix: [draw][alternative][criterion]. With fewer than there are draws they come
                   round again
  "weights"        what is known of the weights; one of
                   "any"                               uniform over all weights that add up to 1
                   {"intervals": {"climate": [0.2, 0.5]}}   uniform within them; others from 0 to 1
                   {"order": ["climate", "market"]}    uniform where each weighs at least as much as the next;
                                                       criteria that are not named are free
                   {"people": {"P1": {"climate": 60, "market": 40}}}   every draw is one person's own weights (points
                                                       by their sum), everybody as often as the others, so that a
                                                       share is a share of people; no mixtures: give these as samples
                   {"samples": [[0.6, 0.4]]}           used as they are, one draw each; also as "weight_samples"
  "draws"          1 to 1,000,000, default 10000; samples of weights are as many draws as they are
  "seed"           a whole number, default 1
  "top"            how many are on the list for "in_top", default 1

Answer: "rank_acceptability" [alternative][rank] (ties share the better rank), "central_weights" (null where never
first), "confidence" (share of the values with which an alternative is first at its central weights; null as above),
"pairwise_winning" [alternative][other] (share of draws in which it is strictly better; ties are won by neither),
"in_top" with its "standard_error", "mean_score", "draws", "top", "method", "source".

Example:
{"alternatives": ["A", "B"], "criteria": [{"name": "climate"}, {"name": "price", "direction": "min"}],
 "matrix": [[0.9, 0.4], [0.5, 0.1]], "weights": {"intervals": {"climate": [0.2, 0.5]}}, "draws": 10000, "seed": 1,
 "top": 1}
"""

KNOWN = (
    "alternatives", "criteria", "matrix", "value_samples", "weights", "weight_samples", "draws", "seed", "top",
)  # fmt: skip
WAYS = ("intervals", "order", "people", "samples")
MOST_DRAWS = 1_000_000


def answer(case: dict[str, Any]) -> dict[str, Any]:
    """The shares of a case. Raises InvalidInput for what can't be used."""
    read.only(case, KNOWN)
    alternatives = read.names(read.needed(case, "alternatives"), "alternatives")
    criteria = _criteria(read.needed(case, "criteria"))
    names = read.names([criterion.get("name") for criterion in criteria], "criteria.name")
    values = _values(case, len(alternatives), len(names))
    draws = read.whole(case.get("draws", 10_000), "draws", least=1, most=MOST_DRAWS)
    top = read.whole(case.get("top", 1), "top", least=1, most=MOST_DRAWS)
    seed = read.whole(case.get("seed", 1), "seed", least=0, most=2**32)
    weights = _weights(case, criteria, names, draws, np.random.default_rng(seed))
    return _told(smaa(_on_one_scale(values, criteria), weights, top=top), alternatives, names)


def _told(result: Smaa, alternatives: tuple[str, ...], criteria: tuple[str, ...]) -> dict[str, Any]:
    return {
        "method": result.method.key,
        "source": result.method.source,
        "alternatives": list(alternatives),
        "criteria": list(criteria),
        "draws": result.draws,
        "top": result.top,
        "rank_acceptability": result.rank_acceptability.tolist(),
        "central_weights": [None if math.isnan(row[0]) else row for row in result.central_weights.tolist()],
        "confidence": [None if math.isnan(one) else one for one in result.confidence.tolist()],
        "pairwise_winning": result.pairwise_winning.tolist(),
        "in_top": result.in_top.tolist(),
        "standard_error": result.standard_error.tolist(),
        "mean_score": result.mean_score.tolist(),
    }


def _criteria(value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        raise InvalidInput(N_("'criteria' has to be a list of objects, each with a name."))
    for place, criterion in enumerate(value, 1):
        read.only(criterion, ("name", "direction", "value", "weight"), f"criteria[{place}]")
        if "value" in criterion and "direction" in criterion:
            raise InvalidInput(
                N_(
                    "criteria[{place}] has a direction and a value function; the function alone decides: leave one out."
                ),
                place=place,
            )
    return value


def _values(case: Mapping[str, Any], rows: int, columns: int) -> Floats:
    """The matrix, or one of them per draw."""
    if ("matrix" in case) == ("value_samples" in case):
        raise InvalidInput(N_("Give either 'matrix' or 'value_samples'."))
    if "matrix" in case:
        return read.matrix(case["matrix"], "matrix", rows=rows, columns=columns)
    samples = case["value_samples"]
    if not isinstance(samples, list) or not samples:
        raise InvalidInput(N_("'value_samples' has to be a list of matrices, one per draw."))
    tables = [read.matrix(one, f"value_samples[{k}]", rows=rows, columns=columns) for k, one in enumerate(samples)]
    return np.stack(tables)


def _on_one_scale(values: Floats, criteria: list[dict[str, Any]]) -> Floats:
    """Values of which more is better: as given, negated, or by the criterion's own value function."""
    values = values.copy()
    for j, criterion in enumerate(criteria):
        if "value" in criterion:
            values[..., j] = _by_function(values[..., j], criterion["value"])
        elif read.one_of(criterion.get("direction", "max"), ("max", "min"), "direction") == "min":
            values[..., j] *= -1
    return values


def _by_function(x: Floats, function: object) -> Floats:
    if not isinstance(function, dict):
        raise InvalidInput(N_("A value function has to be an object with 'cutoffs' and 'values'."))
    read.only(function, ("cutoffs", "values", "outside"), "value")
    cutoffs = _numbers(read.needed(function, "cutoffs", "value"), "cutoffs")
    worth = _numbers(read.needed(function, "values", "value"), "values")
    if len(cutoffs) < 2 or len(cutoffs) != len(worth) or (np.diff(cutoffs) <= 0).any():
        raise InvalidInput(
            N_("A value function needs two or more 'cutoffs', each above the one before, and as many 'values'.")
        )
    outside = read.one_of(function.get("outside", "clip"), ("clip", "interpolate"), "outside")
    return piecewise(x, cutoffs, worth, clip=outside == "clip")


def _numbers(value: object, key: str) -> Floats:
    return np.ravel(read.matrix([value], key))


def _weights(
    case: Mapping[str, Any],
    criteria: list[dict[str, Any]],
    names: tuple[str, ...],
    draws: int,
    random: np.random.Generator,
) -> Floats:
    """The draws of weights [draws, criteria] that the case knows."""
    if "weights" in case and "weight_samples" in case:
        raise InvalidInput(N_("Give either 'weights' or 'weight_samples'."))
    if "weight_samples" in case:
        return read.matrix(case["weight_samples"], "weight_samples", columns=len(names))
    if "weights" not in case and all("weight" in criterion for criterion in criteria):
        fixed = [read.number(c["weight"], f"criteria[{k}].weight", least=0) for k, c in enumerate(criteria, 1)]
        return np.tile(np.array(fixed), (draws, 1))
    knowledge = read.needed(case, "weights")
    if knowledge == "any":
        return any_weights(len(names), draws, random)
    if not isinstance(knowledge, dict) or len(knowledge) != 1:
        raise InvalidInput(N_("'weights' has to be \"any\" or an object with one of {ways}."), ways=", ".join(WAYS))
    read.only(knowledge, WAYS, "weights")
    ((way, known),) = knowledge.items()
    if way == "samples":
        return read.matrix(known, "weights.samples", columns=len(names))
    draw: dict[str, Callable[[object, tuple[str, ...], int, np.random.Generator], Floats]] = {
        "intervals": _intervals, "order": _order, "people": _people,
    }  # fmt: skip
    return draw[way](known, names, draws, random)


def _intervals(known: object, names: tuple[str, ...], draws: int, random: np.random.Generator) -> Floats:
    low, high = np.zeros(len(names)), np.ones(len(names))
    for name, interval in _by_name(known, names, "weights.intervals").items():
        bounds = _numbers(interval, f"weights.intervals.{name}")
        if len(bounds) != 2:
            raise InvalidInput(
                N_("The interval of '{name}' has to be two numbers from 0 to 1, the lower first."), name=name
            )
        low[names.index(name)], high[names.index(name)] = bounds
    return interval_weights(low, high, draws, random)


def _order(known: object, names: tuple[str, ...], draws: int, random: np.random.Generator) -> Floats:
    order = read.names(known, "weights.order")
    read.only(dict.fromkeys(order), names, "weights.order")
    return ordered_weights([names.index(name) for name in order], len(names), draws, random)


def _people(known: object, names: tuple[str, ...], draws: int, random: np.random.Generator) -> Floats:
    if not isinstance(known, dict) or not known:
        raise InvalidInput(N_("'people' has to be an object with each person's points by criterion."))
    each = np.array([_points(given, names, f"weights.people.{person}") for person, given in known.items()])
    return people_weights(each, draws, random)


def _points(given: object, names: tuple[str, ...], where: str) -> Floats:
    """One person's points as weights that add up to 1."""
    points = _by_name(given, names, where)
    row = np.array([read.number(points.get(name, 0), f"{where}.{name}", least=0) for name in names])
    if not row.sum() > 0:
        raise InvalidInput(N_("{where} has no points: give at least one criterion more than 0."), where=where)
    return np.asarray(row / row.sum(), dtype=np.float64)


def _by_name(value: object, names: tuple[str, ...], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InvalidInput(N_("{where} has to be an object with criteria as keys."), where=where)
    read.only(value, names, where)
    return value
