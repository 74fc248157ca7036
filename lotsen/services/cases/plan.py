"""The `plan` case: what to do and when, within money and people."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from lotsen.analysis.results.plan import (
    Candidate,
    Mode,
    Objective,
    PinCost,
    PlanCase,
    PlanResult,
    Predecessor,
    Spending,
)
from lotsen.analysis.schedule.solve import pin_costs, solve
from lotsen.errors import N_, InvalidInput
from lotsen.services.cases import read

KEYS = """\
The case is one JSON object. Times are period numbers from 0, an end is exclusive.
  "periods"           how many; with the objective makespan it may be left out (then: one after the other)
  "interventions"     [{"id", "modes", and as needed "effect", "predecessors", "earliest", "latest", "must",
                      "forbidden", "excludes", "start", "mode"}]
    "effect"          0 or more; 0 if not given
    "modes"           [{"duration": periods, "demand": {role: units in each period it runs}, "consumption": {budget:
                      amount in all}, "effect": where it differs, "by_year": {budget: [what of it falls in the year
                      it starts in, in the next one, and so on; null: not told]}}]
    "predecessors"    ids, or {"id", "lag"}: at least that many periods between its end and the start here
    "earliest"        first start; "latest": last end
    "must"            true: is done. "forbidden": true: isn't
    "excludes"        ids of which only one is done with this one
    "start", "mode"   fixed: if it is done, then so (modes count from 0)
  "capacity"          {role: units, or a list per period}; a role without one is not limited
  "budget"            {name: amount in all, or a list per year (also for years after the last period, in which what is
                      told "by_year" can fall)}; amounts are numbers or decimal strings
  "periods_per_year"  if not given, the periods divided by the yearly amounts; 4 where there are none
  "spending"          "even" (default: the same in each period it runs) or "start" (all in the year it starts): what
                      no year is told for, in the years that nothing is told for where there are such
  "discount"          rate per year, 0 if not given: effect that begins a year later is worth 1 / (1 + rate)
  "objective"         "effect" (default): the greatest sum. "makespan": all musts done as early as can be
  "seconds"           10 if not given
  "pin_costs"         true: also what each must, forbidden, fixed start and fixed mode costs (a solution for each)

Answer: "status" (optimal, feasible, infeasible, nothing_yet), "said" (in a sentence), "objective", "bound" (no plan
is better), "gap" (share of the bound), "chosen" [{id, mode, start, end}], "use" {role: [units per period]}, "money"
{budget: [amount per year]}, "critical_path" (ids), "slack" {id: {earliest, latest, periods}} by precedence alone,
"checked" {ok, violations} by code that does not know the solver's model, "clashes" (where infeasible: a smallest set
of demands that can't be kept together), "pin_costs" [{id, pin, least, most}], "method", "seconds", "warnings".

Example:
{"periods": 4, "periods_per_year": 4, "capacity": {"buyer": 1}, "budget": {"money": [50000]}, "interventions": [
  {"id": "market dialogue", "effect": 2, "modes": [{"duration": 1, "demand": {"buyer": 1}}]},
  {"id": "framework", "effect": 9, "predecessors": ["market dialogue"], "modes": [
    {"duration": 2, "demand": {"buyer": 1}, "consumption": {"money": "40000.00"}},
    {"duration": 3, "demand": {"buyer": 0.5}, "consumption": {"money": "30000.00"}}]}]}
"""

KNOWN = (
    "periods", "interventions", "capacity", "budget", "periods_per_year", "spending", "discount", "objective",
    "seconds", "pin_costs",
)  # fmt: skip
OF_AN_INTERVENTION = (
    "id", "effect", "modes", "predecessors", "earliest", "latest", "must", "forbidden", "excludes", "start", "mode",
)  # fmt: skip
MOST_PERIODS = 20_000
MOST_SECONDS = 86_400.0
LARGEST = 1e15


def answer(case: Mapping[str, Any]) -> dict[str, Any]:
    """The best plan of a case. Raises InvalidInput for what can't be used."""
    read.only(case, KNOWN)
    problem = plan_case(case)
    seconds = seconds_of(case)
    result = told(solve(problem, seconds), problem)
    if flag(case, "pin_costs"):
        result["pin_costs"] = [_pin_told(cost) for cost in pin_costs(problem, seconds)]
    return result


def seconds_of(case: Mapping[str, Any]) -> float:
    """How long a case may take."""
    return read.number(case.get("seconds", 10), "seconds", least=0, most=MOST_SECONDS)


def told(result: PlanResult, problem: PlanCase) -> dict[str, Any]:
    """A result as plain data."""
    return {
        "status": result.status.value,
        "said": str(result.said),
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "chosen": [{"id": one.id, "mode": one.mode, "start": one.start, "end": one.end} for one in result.chosen],
        "use": {role: [_plain(amount) for amount in units] for role, units in result.use.items()},
        "money": {name: [f"{amount:.2f}" for amount in money] for name, money in result.money.items()},
        "critical_path": list(result.path.path),
        "slack": {
            slack.id: {"earliest": slack.earliest, "latest": slack.latest, "periods": slack.periods}
            for slack in result.path.slacks
        },
        "checked": {"ok": not result.violations, "violations": [str(one) for one in result.violations]},
        "clashes": [str(one) for one in result.clashes],
        "method": {"key": result.method.key, "formula": result.method.formula, "source": result.method.source},
        "seconds": round(result.seconds, 3),
        "warnings": _warnings(problem),
    }


def plan_case(case: Mapping[str, Any]) -> PlanCase:
    """The problem in a case. Raises InvalidInput for what can't be read."""
    given = read.needed(case, "interventions")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) for one in given):
        raise InvalidInput(N_("'interventions' has to be a list of objects, each with an id and modes."))
    candidates = tuple(_candidate(one, place) for place, one in enumerate(given))
    objective = Objective(read.one_of(case.get("objective", "effect"), tuple(Objective), "objective"))
    periods = _periods(case, candidates, objective)
    budgets = {name: _budget(money, f"budget.{name}") for name, money in mapping(case, "budget").items()}
    return PlanCase(
        periods=periods,
        candidates=candidates,
        capacity={r: _capacity(units, f"capacity.{r}", periods) for r, units in mapping(case, "capacity").items()},
        budgets=budgets,
        objective=objective,
        discount=read.number(case.get("discount", 0), "discount", least=0, most=10),
        periods_per_year=_per_year(case, periods, budgets),
        spending=Spending(read.one_of(case.get("spending", "even"), tuple(Spending), "spending")),
    )


def mapping(record: Mapping[str, Any], key: str, where: str = "") -> Mapping[str, Any]:
    """The object of a key; empty where there is none."""
    value = record.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InvalidInput(N_("'{key}' has to be an object with names as keys."), key=f"{where}{key}")
    return value


def flag(record: Mapping[str, Any], key: str, where: str = "") -> bool:
    """A key that is true or false; false where it isn't there."""
    value = record.get(key, False)
    if not isinstance(value, bool):
        raise InvalidInput(N_("'{key}' has to be true or false."), key=f"{where}{key}")
    return value


def amount(value: object, key: str) -> float:
    """A number of 0 or more, or a decimal string of one."""
    if isinstance(value, str):
        try:
            value = float(Decimal(value))
        except InvalidOperation:
            raise InvalidInput(
                N_("'{key}' is {value}; that is no amount. Write it as 1234.56."), key=key, value=value
            ) from None
    return read.number(value, key, least=0, most=LARGEST)


def _candidate(record: Mapping[str, Any], place: int) -> Candidate:
    where = f"interventions[{place}]"
    read.only(record, OF_AN_INTERVENTION, where)
    (name,) = read.names([read.needed(record, "id", where)], f"{where}.id")
    modes = read.needed(record, "modes", where)
    if not isinstance(modes, list) or not modes or not all(isinstance(one, dict) for one in modes):
        raise InvalidInput(N_("'{key}' has to be a list of objects, each with a duration."), key=f"{where}.modes")

    def period(key: str) -> int | None:
        value = record.get(key)
        return None if value is None else read.whole(value, f"{where}.{key}", least=0, most=MOST_PERIODS)

    return Candidate(
        id=name,
        effect=amount(record.get("effect", 0), f"{where}.effect"),
        modes=tuple(_mode(mode, f"{where}.modes[{k}]") for k, mode in enumerate(modes)),
        predecessors=tuple(_predecessor(one, where) for one in _list(record, "predecessors", where)),
        earliest=period("earliest") or 0,
        latest=period("latest"),
        must=flag(record, "must", f"{where}."),
        forbidden=flag(record, "forbidden", f"{where}."),
        excludes=tuple(_name(one, f"{where}.excludes") for one in _list(record, "excludes", where)),
        start=period("start"),
        mode=period("mode"),
    )


def _mode(record: Mapping[str, Any], where: str) -> Mode:
    read.only(record, ("duration", "demand", "consumption", "effect", "by_year"), where)
    own = record.get("effect")
    told = {b: _told(x, f"{where}.by_year.{b}") for b, x in mapping(record, "by_year", f"{where}.").items()}
    together = {budget: sum(part for _, part in parts) for budget, parts in told.items()}
    in_all = {b: amount(x, f"{where}.consumption.{b}") for b, x in mapping(record, "consumption", f"{where}.").items()}
    return Mode(
        read.whole(read.needed(record, "duration", where), f"{where}.duration", least=0, most=MOST_PERIODS),
        {role: amount(x, f"{where}.demand.{role}") for role, x in mapping(record, "demand", f"{where}.").items()},
        {**together, **in_all},
        None if own is None else amount(own, f"{where}.effect"),
        told,
    )


def _told(value: object, key: str) -> tuple[tuple[int, float], ...]:
    if not isinstance(value, list):
        raise InvalidInput(N_("'{key}' has to be a list."), key=key)
    return tuple((after, amount(x, f"{key}[{after}]")) for after, x in enumerate(value) if x is not None)


def _predecessor(value: object, where: str) -> Predecessor:
    if not isinstance(value, dict):
        return Predecessor(_name(value, f"{where}.predecessors"))
    read.only(value, ("id", "lag"), f"{where}.predecessors")
    lag = read.whole(value.get("lag", 0), f"{where}.predecessors.lag", least=-MOST_PERIODS, most=MOST_PERIODS)
    return Predecessor(_name(value.get("id"), f"{where}.predecessors.id"), lag)


def _name(value: object, key: str) -> str:
    return read.names([value], key)[0]


def _list(record: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = record.get(key) or []
    if not isinstance(value, list):
        raise InvalidInput(N_("'{key}' has to be a list."), key=f"{where}.{key}")
    return value


def _periods(case: Mapping[str, Any], candidates: tuple[Candidate, ...], objective: Objective) -> int:
    if case.get("periods") is None and objective is Objective.MAKESPAN:
        lists = [len(units) for units in mapping(case, "capacity").values() if isinstance(units, list)]
        waits = sum(max(before.lag, 0) for one in candidates for before in one.predecessors)
        longest = sum(max(mode.duration for mode in one.modes) for one in candidates)
        after = max((one.earliest for one in candidates), default=0)
        return min(lists, default=min(longest + waits + after, MOST_PERIODS))
    return read.whole(read.needed(case, "periods"), "periods", least=0, most=MOST_PERIODS)


def _capacity(value: object, key: str, periods: int) -> tuple[float, ...]:
    if not isinstance(value, list):
        return (amount(value, key),) * periods
    if len(value) != periods:
        raise InvalidInput(
            N_("'{key}' has {found} numbers; {expected} are expected, one for each period."),
            key=key, found=len(value), expected=periods,
        )  # fmt: skip
    return tuple(amount(units, f"{key}[{k}]") for k, units in enumerate(value))


def _budget(value: object, key: str) -> float | tuple[float, ...]:
    if not isinstance(value, list):
        return amount(value, key)
    return tuple(amount(money, f"{key}[{k}]") for k, money in enumerate(value))


def _per_year(case: Mapping[str, Any], periods: int, budgets: Mapping[str, float | tuple[float, ...]]) -> int:
    given = case.get("periods_per_year")
    if given is not None:
        return read.whole(given, "periods_per_year", least=1, most=MOST_PERIODS)
    years = max((len(money) for money in budgets.values() if isinstance(money, tuple)), default=0)
    return max(-(-periods // years), 1) if years else 4


def _warnings(problem: PlanCase) -> list[str]:
    roles = {role for one in problem.candidates for mode in one.modes for role in mode.demand}
    names = {budget for one in problem.candidates for mode in one.modes for budget in mode.consumption}
    free = sorted(roles - problem.capacity.keys()), sorted(names - problem.budgets.keys())
    return [
        f"{kind} not limited: {', '.join(found)}."
        for kind, found in zip(("capacity", "budget"), free, strict=True)
        if found
    ]


def _pin_told(cost: PinCost) -> dict[str, Any]:
    return {"id": cost.id, "pin": cost.pin.value, "least": cost.least, "most": cost.most}


def _plain(units: float) -> float | int:
    rounded = round(units, 9)
    return int(rounded) if rounded == int(rounded) else rounded
