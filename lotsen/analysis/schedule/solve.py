"""One face of both solvers: a case in, a checked plan out."""

import sys
from collections.abc import Iterable
from dataclasses import replace

from lotsen.analysis.check import check, spent_money, used_units
from lotsen.analysis.results import Method
from lotsen.analysis.results.methods import Remark
from lotsen.analysis.results.plan import (
    Candidate,
    Chosen,
    Objective,
    Pin,
    PinCost,
    PlanCase,
    PlanResult,
    PlanStatus,
    Progress,
)
from lotsen.analysis.schedule.apart import apart
from lotsen.analysis.schedule.clash import clashes
from lotsen.analysis.schedule.cpsat import solve_makespan
from lotsen.analysis.schedule.greedy import tidy
from lotsen.analysis.schedule.highs import solve_cheapest, solve_effect
from lotsen.analysis.schedule.outcome import Outcome, Report, Stop, Watch, objective_of
from lotsen.analysis.schedule.path import critical_path
from lotsen.analysis.schedule.prepare import Prepared, prepare
from lotsen.analysis.schedule.sound import require_sound

EFFECT = Method(
    key="time_indexed",
    formula="max Σ w·x",
    source="Pritsker, Watters & Wolfe 1969; Christofides, Alvarez-Valdes & Tamarit 1987",
    version=1,
)
MAKESPAN = Method(key="intervals", formula="min max end", source="Laborie 2009; Schutt et al. 2011", version=1)

CHEAPEST = Method(key="cheapest", formula="min Σ m·x, Σ w·x ≥ W", source=EFFECT.source, version=1)

IN_THE_WAY = {Objective.EFFECT: "ortools", Objective.MAKESPAN: "highspy"}
"""The library that may not be in the process that solves for an objective."""

EXPLAINING = 20.0
"""Seconds at most to find out why there is no plan."""


def solve(case: PlanCase, seconds: float, progress: Report | None = None, stop: Stop | None = None) -> PlanResult:
    """The best plan of a case that is found in `seconds`, checked against the case, with the proof or the gap.

    `progress` is told of the first plan, of every better one, and how near the best is to what can be; `stop` is asked
    now and then whether to end at once with what there is. Raises InvalidInput for a case that is no problem at all
    (`require_sound`).
    """
    require_sound(case)
    if _in_the_way(case.objective):
        return apart(solve, case, seconds, progress=progress, stop=stop)
    watch = Watch(case, seconds, progress, stop)
    prepared = prepare(case)
    outcome = _solved(prepared, watch)
    why = _why(case, seconds) if outcome.status is PlanStatus.INFEASIBLE else ()
    return _result(prepared, outcome, why, watch.passed)


def cheapest(
    case: PlanCase, budget: str, effect: float, seconds: float, progress: Report | None = None, stop: Stop | None = None
) -> PlanResult:
    """The plan of at least an effect that takes the least of a budget; `objective` and `bound` are that money."""
    require_sound(case)
    if _in_the_way(Objective.EFFECT):
        return apart(cheapest, case, budget, effect, seconds, progress=progress, stop=stop)
    watch = Watch(case, seconds, None, stop)
    prepared = prepare(case)
    outcome = solve_cheapest(prepared, watch, budget, effect)
    found = _result(prepared, outcome, (), watch.passed)
    money = sum(found.money[budget]) if found.money else None
    bound = None if outcome.bound is None or money is None else min(-outcome.bound, money)
    return replace(found, method=CHEAPEST, objective=money, bound=bound)


def _in_the_way(objective: Objective) -> bool:
    return any(name.split(".")[0] == IN_THE_WAY[objective] for name in sys.modules)


def _solved(prepared: Prepared, watch: Watch) -> Outcome:
    effect = prepared.case.objective is Objective.EFFECT
    return solve_effect(prepared, watch) if effect else solve_makespan(prepared, watch)


def _result(prepared: Prepared, outcome: Outcome, why: tuple[Remark, ...], seconds: float) -> PlanResult:
    case = prepared.case
    method = EFFECT if case.objective is Objective.EFFECT else MAKESPAN
    if outcome.status in (PlanStatus.INFEASIBLE, PlanStatus.NOTHING_YET):
        return PlanResult(method, outcome.status, bound=outcome.bound, clashes=why, seconds=seconds)
    chosen = _as_tidy(prepared, outcome.chosen)
    objective = objective_of(case, chosen)
    return PlanResult(
        method=method,
        status=outcome.status,
        objective=objective,
        bound=_beyond(case, objective, outcome.bound),
        chosen=chosen,
        use=used_units(case, chosen),
        money=spent_money(case, chosen),
        path=critical_path(case, chosen),
        violations=check(case, chosen),
        seconds=seconds,
    )


def _as_tidy(prepared: Prepared, chosen: tuple[Chosen, ...]) -> tuple[Chosen, ...]:
    """The plan with nothing later than it has to be, if that is as sound as the solver's own."""
    neat = tidy(prepared, chosen)
    return chosen if check(prepared.case, neat) and not check(prepared.case, chosen) else neat


def _beyond(case: PlanCase, objective: float, bound: float | None) -> float | None:
    """The bound, never on the wrong side of the plan by rounding."""
    if bound is None:
        return None
    return max(bound, objective) if case.objective is Objective.EFFECT else min(bound, objective)


def _why(case: PlanCase, seconds: float) -> tuple[Remark, ...]:
    """The clash of a case without a plan, by solving eased cases in which every effect is 0."""
    bare = replace(case, discount=0.0, candidates=tuple(_bare(candidate) for candidate in case.candidates))
    clock = Watch(case, min(max(seconds, 1.0), EXPLAINING), None, None)

    def clashing(eased: PlanCase) -> bool:
        found: list[Progress] = []
        watch = Watch(eased, clock.left, found.append, lambda: bool(found))
        return not watch.over and _solved(prepare(eased), watch).status is PlanStatus.INFEASIBLE

    return clashes(bare, clashing)


def _bare(candidate: Candidate) -> Candidate:
    return replace(candidate, effect=0.0, modes=tuple(replace(mode, effect=None) for mode in candidate.modes))


def pins(case: PlanCase) -> tuple[tuple[str, Pin], ...]:
    """Everything that was settled by hand in a case."""
    found: list[tuple[str, Pin]] = []
    for one in case.candidates:
        set_ = {
            Pin.MUST: one.must,
            Pin.FORBIDDEN: one.forbidden,
            Pin.START: one.start is not None,
            Pin.MODE: one.mode is not None,
        }
        found += [(one.id, pin) for pin, there in set_.items() if there]
    return tuple(found)


def pin_costs(case: PlanCase, seconds: float, which: Iterable[tuple[str, Pin]] | None = None) -> tuple[PinCost, ...]:
    """What each pin costs: the case is solved once as it is and once without each pin, in `seconds` each."""
    pinned = solve(case, seconds)
    chosen = pins(case) if which is None else which
    return tuple(_pin_cost(pinned, solve(without_pin(case, *pin), seconds), *pin) for pin in chosen)


def without_pin(case: PlanCase, id: str, pin: Pin) -> PlanCase:
    """The case without one pin."""
    free: dict[Pin, dict[str, object]] = {
        Pin.MUST: {"must": False},
        Pin.FORBIDDEN: {"forbidden": False},
        Pin.START: {"start": None},
        Pin.MODE: {"mode": None},
    }
    eased = tuple(replace(one, **free[pin]) if one.id == id else one for one in case.candidates)  # type: ignore[arg-type]
    return replace(case, candidates=eased)


def _pin_cost(pinned: PlanResult, free: PlanResult, id: str, pin: Pin) -> PinCost:
    possible = pinned.status is not PlanStatus.INFEASIBLE
    figures = (pinned.objective, pinned.bound, free.objective, free.bound)
    if not possible or any(figure is None for figure in figures):
        return PinCost(id, pin, None, None, possible)
    with_, most_with, without, most_without = (float(figure) for figure in figures if figure is not None)
    if pinned.status is free.status is PlanStatus.OPTIMAL:
        most_with, most_without = with_, without
    better = 1 if pinned.method.key == EFFECT.key else -1
    least, most = better * (without - most_with), better * (most_without - with_)
    return PinCost(id, pin, max(least, 0.0), max(most, 0.0))
