"""The `portfolio` case: what to do whatever the weights and scenarios; what more money buys; set beside set."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lotsen.analysis.portfolio import (
    beside,
    budget_curve,
    interval_points,
    order_points,
    robust_portfolio,
)
from lotsen.analysis.results import Floats
from lotsen.analysis.results.plan import Objective, PlanCase
from lotsen.analysis.results.portfolio import Beside, CurvePoint, RobustPortfolio
from lotsen.analysis.sampling import any_weights, interval_weights, ordered_weights
from lotsen.errors import N_, InvalidInput
from lotsen.services.cases import plan, read

KEYS = """\
The case is that of 'plan' (see there) with objective effect, and:
  "criteria"     their names; the "effect" of an intervention is then {criterion: number}. Without criteria it is one
                 number, and only the scenarios differ
  "weights"      what is known of the criteria's weights; one of
                 "any" (if not given)                       all that add up to 1
                 {"intervals": {"climate": [0.3, 0.7]}}     within them; others from 0 to 1
                 {"order": ["climate", "market"]}           each weighs at least as much as the next
                 {"people": {"P1": {"climate": 60, "market": 40}}}    those of these people, and between them
                 {"samples": [[0.6, 0.4]]}                  exactly these
  "scenarios"    [{"name", "effects": {id: number or {criterion: number}}}]: effects that differ there
  "draws"        weights drawn where not every portfolio can be looked at; 50 if not given
  "seed"         a whole number, 1 if not given
  "curve"        {"budget": its name, "amounts": [..]}: the best effect for each amount, with equal weights
  "beside"       {"budget": its name, "proposed": [ids]}: the best for the same money, the cheapest of the same effect

With at most 20 interventions of one mode and one period every portfolio is looked at, and the answer is exact; else
each draw of weights is solved in each scenario. "seconds" are for all of them.

Answer: "core_index" {id: {index, standing: core, borderline or out, share: in the best portfolios by draws}},
"portfolios" [[ids]], "exact", "draws", "scenarios", "proven" (how many of the optima), "method", "source"; "curve"
[{amount, effect, gap, gained, came, went}]; "beside" {proposed, same_cost, same_effect: {ids, effect, money, status}}.

Example:
{"periods": 1, "criteria": ["a", "b"], "weights": {"intervals": {"a": [0.3, 0.7]}}, "budget": {"cost": 6},
 "interventions": [
  {"id": "p1", "effect": {"a": 5, "b": 3}, "modes": [{"duration": 1, "consumption": {"cost": 2}}]},
  {"id": "p2", "effect": {"a": 4, "b": 4}, "modes": [{"duration": 1, "consumption": {"cost": 2}}]},
  {"id": "p3", "effect": {"a": 2, "b": 6}, "modes": [{"duration": 1, "consumption": {"cost": 3}}]},
  {"id": "p4", "effect": {"a": 3, "b": 1}, "modes": [{"duration": 1, "consumption": {"cost": 1}}]},
  {"id": "p5", "effect": {"a": 6, "b": 5}, "modes": [{"duration": 1, "consumption": {"cost": 4}}]}]}
"""

OWN = ("criteria", "weights", "scenarios", "draws", "seed", "curve", "beside")
WAYS = ("intervals", "order", "people", "samples")
MOST_DRAWS = 10_000


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """The core index of each intervention of a case. Raises InvalidInput for what can't be used."""
    read.only(case, (*plan.KNOWN, *OWN))
    names = read.names(case["criteria"], "criteria") if case.get("criteria") is not None else ()
    values = _values(case, names)
    problem = _problem(case, values[0].mean(axis=1))
    points, samples = _weights(case, names)
    seconds = plan.seconds_of(case)
    found = robust_portfolio(problem, values, points, samples, seconds)
    result = _told(found)
    if case.get("curve") is not None:
        result["curve"] = _curve(case["curve"], problem, seconds)
    if case.get("beside") is not None:
        result["beside"] = _beside(case["beside"], problem, seconds)
    return result


def _problem(case: Mapping[str, Any], effects: Floats) -> PlanCase:
    """The plan case with each intervention's effect at equal weights."""
    interventions = [
        {**one, "effect": float(effect)} for one, effect in zip(case["interventions"], effects, strict=True)
    ]
    problem = plan.plan_case(
        {key: value for key, value in case.items() if key in plan.KNOWN} | {"interventions": interventions}
    )
    if problem.objective is not Objective.EFFECT:
        raise InvalidInput(N_("A portfolio has the objective effect. Leave 'objective' out."))
    return problem


def _values(case: Mapping[str, Any], names: tuple[str, ...]) -> Floats:
    """Effects [scenarios, interventions, criteria]."""
    given = read.needed(case, "interventions")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise InvalidInput(N_("'interventions' has to be a list of objects, each with an id and modes."))
    ids = read.names([read.needed(one, "id", f"interventions[{k}]") for k, one in enumerate(given)], "interventions.id")
    base = [_effect(one.get("effect", 0), names, f"interventions[{k}].effect") for k, one in enumerate(given)]
    scenarios = case.get("scenarios") or [{}]
    if not isinstance(scenarios, list) or not all(isinstance(one, dict) for one in scenarios):
        raise InvalidInput(N_("'scenarios' has to be a list of objects, each with a name and effects."))
    tables = []
    for k, scenario in enumerate(scenarios):
        where = f"scenarios[{k}]"
        read.only(scenario, ("name", "effects"), where)
        changed = plan.mapping(scenario, "effects", f"{where}.")
        read.only(changed, ids, f"{where}.effects")
        own = {one: _effect(effect, names, f"{where}.effects.{one}") for one, effect in changed.items()}
        tables.append([own.get(one, row) for one, row in zip(ids, base, strict=True)])
    return np.array(tables, dtype=np.float64)


def _effect(value: object, names: tuple[str, ...], key: str) -> list[float]:
    if not names:
        return [plan.amount(value, key)]
    if not isinstance(value, dict):
        raise InvalidInput(N_("'{key}' has to be an object with a number for each criterion."), key=key)
    read.only(value, names, key)
    return [plan.amount(value.get(name, 0), f"{key}.{name}") for name in names]


def _weights(case: Mapping[str, Any], names: tuple[str, ...]) -> tuple[Floats, Floats]:
    """The extreme points of the weights, and draws of them."""
    draws = read.whole(case.get("draws", 50), "draws", least=1, most=MOST_DRAWS)
    random = np.random.default_rng(read.whole(case.get("seed", 1), "seed", least=0, most=2**32))
    if not names:
        return np.ones((1, 1)), np.ones((1, 1))
    known = case.get("weights", "any")
    if known == "any":
        return np.eye(len(names)), any_weights(len(names), draws, random)
    if not isinstance(known, dict) or len(known) != 1:
        raise InvalidInput(N_("'weights' has to be \"any\" or an object with one of {ways}."), ways=", ".join(WAYS))
    read.only(known, WAYS, "weights")
    ((way, said),) = known.items()
    if way == "samples":
        fixed = read.matrix(said, "weights.samples", columns=len(names))
        return fixed, fixed
    if way == "people":
        people = _people(said, names)
        return people, people
    if way == "order":
        order = [names.index(name) for name in _ordered(said, names)]
        return order_points(order, len(names)), ordered_weights(order, len(names), draws, random)
    low, high = _intervals(said, names)
    return interval_points(low, high), interval_weights(low, high, draws, random)


def _ordered(said: object, names: tuple[str, ...]) -> tuple[str, ...]:
    order = read.names(said, "weights.order")
    read.only(dict.fromkeys(order), names, "weights.order")
    return order


def _intervals(said: object, names: tuple[str, ...]) -> tuple[Floats, Floats]:
    low, high = np.zeros(len(names)), np.ones(len(names))
    given = plan.mapping({"intervals": said}, "intervals", "weights.")
    read.only(given, names, "weights.intervals")
    for name, ends in given.items():
        bounds = read.matrix([ends], f"weights.intervals.{name}", columns=2)[0]
        low[names.index(name)], high[names.index(name)] = bounds
    return low, high


def _people(said: object, names: tuple[str, ...]) -> Floats:
    rows = []
    for person, points in plan.mapping({"people": said}, "people", "weights.").items():
        where = f"weights.people.{person}"
        given = plan.mapping({person: points}, person, "weights.people.")
        read.only(given, names, where)
        row = np.array([plan.amount(given.get(name, 0), f"{where}.{name}") for name in names])
        if not row.sum() > 0:
            raise InvalidInput(N_("{where} has no points: give at least one criterion more than 0."), where=where)
        rows.append(row / row.sum())
    if not rows:
        raise InvalidInput(N_("'people' has to be an object with each person's points by criterion."))
    return np.array(rows)


def _told(found: RobustPortfolio) -> dict[str, Any]:
    return {
        "core_index": {
            one.id: {"index": one.index, "standing": one.standing.value}
            | ({} if one.draws is None else {"share": one.draws})
            for one in found.indices
        },
        "portfolios": [list(portfolio) for portfolio in found.portfolios],
        "exact": found.exact,
        "draws": found.draws,
        "scenarios": found.scenarios,
        "proven": found.proven,
        "method": found.method.key,
        "source": found.method.source,
    }


def _curve(record: object, problem: PlanCase, seconds: float) -> list[dict[str, Any]]:
    given = plan.mapping({"curve": record}, "curve")
    read.only(given, ("budget", "amounts"), "curve")
    amounts = read.needed(given, "amounts", "curve")
    if not isinstance(amounts, list) or not amounts:
        raise InvalidInput(N_("'{key}' has to be a list."), key="curve.amounts")
    steps = [plan.amount(one, f"curve.amounts[{k}]") for k, one in enumerate(amounts)]
    return [
        _point(point)
        for point in budget_curve(problem, str(read.needed(given, "budget", "curve")), steps, seconds / len(steps))
    ]


def _point(point: CurvePoint) -> dict[str, Any]:
    return {
        "amount": f"{point.amount:.2f}",
        "status": point.plan.status.value,
        "effect": point.plan.objective,
        "gap": point.plan.gap,
        "gained": point.gained,
        "came": list(point.came),
        "went": list(point.went),
    }


def _beside(record: object, problem: PlanCase, seconds: float) -> dict[str, Any]:
    given = plan.mapping({"beside": record}, "beside")
    read.only(given, ("budget", "proposed"), "beside")
    budget = str(read.needed(given, "budget", "beside"))
    proposed = read.names(read.needed(given, "proposed", "beside"), "beside.proposed")
    return _compared(beside(problem, proposed, budget, seconds), problem)


def _compared(found: Beside, problem: PlanCase) -> dict[str, Any]:
    plans = {"proposed": found.proposed, "same_cost": found.same_cost, "same_effect": found.same_effect}
    candidates = {candidate.id: candidate for candidate in problem.candidates}
    return {
        name: None
        if one is None
        else {
            "ids": [each.id for each in one.chosen],
            "effect": sum(problem.worth(candidates[each.id], each.mode, each.start) for each in one.chosen),
            "money": f"{found.money[name]:.2f}" if name in found.money else None,
            "status": one.status.value,
        }
        for name, one in plans.items()
    } | {"clashes": [str(one) for one in found.clashes]}
