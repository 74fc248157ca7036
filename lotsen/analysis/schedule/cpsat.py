"""The earliest end, by CP-SAT on intervals: the resource-constrained project, also with several modes and budgets.

Intervals with a start of their own, one optional interval per mode, and a cumulative constraint per role: Laborie,
IBM ILOG CP Optimizer for detailed scheduling illustrated on three problems, CPAIOR 2009; solved by lazy clause
generation (Schutt, Feydy, Stuckey and Wallace 2011). Two lower bounds are given along: the longest chain, and for
each role the work that has to fit under its capacity.
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from lotsen.analysis.results.plan import Chosen, Mode, PlanStatus
from lotsen.analysis.schedule.greedy import first_plan, last_end
from lotsen.analysis.schedule.outcome import Outcome, Watch
from lotsen.analysis.schedule.prepare import Prepared, spent

WORKERS = 2
FINEST = 10**9
"""Amounts become whole numbers up to this: exactly where they can, else rounded to the nearest."""


def solve_makespan(prepared: Prepared, watch: Watch) -> Outcome:
    """The plan that ends first, found in the watch's time, with the proof or the bound."""
    if not prepared.possible:
        return Outcome(PlanStatus.INFEASIBLE)
    plan = first_plan(prepared)
    least = lower_bound(prepared)
    if plan is not None:
        watch.tell(plan, float(least))
        if last_end(plan) <= least:
            return Outcome(PlanStatus.OPTIMAL, plan, float(least))
    if watch.over:
        return Outcome(PlanStatus.NOTHING_YET if plan is None else PlanStatus.FEASIBLE, plan or (), float(least))
    return _search(_Intervals(prepared, least, plan), watch, plan, least)


def lower_bound(prepared: Prepared) -> int:
    """No plan of all musts ends before this: by the longest chain, and by the work of each role."""
    chains = [prepared.window[one][0] + prepared.tail[one] for one in prepared.musts]
    return max([0, *chains, *(_by_work(prepared, role) for role in prepared.case.capacity)])


def _by_work(prepared: Prepared, role: str) -> int:
    """The first period by which a role has the capacity for all work that there is in any plan."""
    work = sum(
        min(
            mode.duration * mode.demand.get(role, 0.0)
            for k in prepared.modes[one]
            for mode in [_mode(prepared, one, k)]
        )
        for one in prepared.musts
    )
    done = 0.0
    for period, units in enumerate(prepared.case.capacity[role]):
        if done >= work - 1e-6 * max(work, 1.0):
            return period
        done += units
    return prepared.case.periods


def _mode(prepared: Prepared, one: str, mode: int) -> Mode:
    return prepared.candidates[one].modes[mode]


class _Intervals:
    """The model: a start per intervention, a literal per mode, and the end of all as the objective.

    Each mode's interval has its own fixed size, and the end is a sum of start and durations. With intervals that share
    a variable end, OR-tools 9.15 called plans optimal that were not (PSPLIB j1039_1.mm: 22 for 21, one seed in three).
    """

    def __init__(self, prepared: Prepared, least: int, plan: Sequence[Chosen] | None) -> None:
        from ortools.sat.python import cp_model

        self.prepared, self.model = prepared, cp_model.CpModel()
        self.ids = [one for one in prepared.order if one in prepared.window]
        self.start: dict[str, Any] = {}
        self.end: dict[str, Any] = {}
        self.done: dict[str, Any] = {}
        self.mode: dict[str, dict[int, Any]] = {}
        self.interval: dict[tuple[str, int], Any] = {}
        horizon = prepared.case.periods if plan is None else last_end(plan)
        self.makespan = self.model.new_int_var(min(least, horizon), horizon, "")
        for one in self.ids:
            self._add(one)
        self._add_links()
        for role, units in prepared.case.capacity.items():
            self._add_capacity(role, units)
        for budget, money in prepared.case.budgets.items():
            self._add_budget(budget, money)
        self.model.minimize(self.makespan)
        for step in plan or ():
            self.model.add_hint(self.start[step.id], step.start)
            for mode, literal in self.mode[step.id].items() if len(self.mode[step.id]) > 1 else ():
                self.model.add_hint(literal, mode == step.mode)

    def chosen(self, value: Any) -> tuple[Chosen, ...]:
        """The plan where `value` tells what each variable is."""
        return tuple(
            Chosen(one, mode, int(value(self.start[one])), int(value(self.end[one])))
            for one in self.ids
            for mode, literal in self.mode[one].items()
            if value(literal)
        )

    def _add(self, one: str) -> None:
        prepared, model, modes = self.prepared, self.model, self.prepared.modes[one]
        must = one in prepared.musts
        first, last = prepared.window[one][0], max(prepared.last_start(one, mode) for mode in modes)
        self.start[one] = model.new_int_var(first, last, "")
        self.done[one] = model.new_constant(1) if must else model.new_bool_var("")
        literals = {m: model.new_bool_var("") for m in modes} if len(modes) > 1 else {modes[0]: self.done[one]}
        if len(modes) > 1:
            model.add(sum(literals.values()) == self.done[one])
        self.mode[one] = literals
        self.end[one] = self.start[one] + sum(_mode(prepared, one, m).duration * lit for m, lit in literals.items())
        for mode, literal in literals.items():
            duration = _mode(prepared, one, mode).duration
            self.interval[one, mode] = model.new_optional_fixed_size_interval_var(
                self.start[one], duration, literal, ""
            )
            model.add(self.start[one] <= prepared.last_start(one, mode)).only_enforce_if(literal)
        model.add(self.end[one] <= self.makespan).only_enforce_if(self.done[one])

    def _add_links(self) -> None:
        for one in self.ids:
            for before in self.prepared.candidates[one].predecessors:
                self.model.add_implication(self.done[one], self.done[before.id])
                self.model.add(self.start[one] >= self.end[before.id] + before.lag).only_enforce_if(self.done[one])
            for other in self.prepared.rivals[one]:
                if one < other and other in self.done:
                    self.model.add_bool_or(self.done[one].negated(), self.done[other].negated())

    def _add_capacity(self, role: str, units: Sequence[float]) -> None:
        using = [(one, m) for one, m in self.interval if _mode(self.prepared, one, m).demand.get(role)]
        needs = [_mode(self.prepared, one, m).demand[role] for one, m in using]
        if not using:
            return
        most = max(units)
        lacking = [(period, most - here) for period, here in enumerate(units) if here < most]
        top, *amounts = whole([most, *needs, *(amount for _, amount in lacking)])
        fixed = [self.model.new_fixed_size_interval_var(period, 1, "") for period, _ in lacking]
        self.model.add_cumulative([*(self.interval[key] for key in using), *fixed], amounts, top)

    def _add_budget(self, budget: str, money: float | tuple[float, ...]) -> None:
        paying = [
            (one, m, amount)
            for one, m in self.interval
            if (amount := _mode(self.prepared, one, m).consumption.get(budget, 0.0))
        ]
        if not isinstance(money, tuple):
            top, *amounts = whole([money, *(amount for _, _, amount in paying)])
            terms = [self.mode[one][m] * amount for (one, m, _), amount in zip(paying, amounts, strict=True)]
            self.model.add(sum(terms) <= top)
            return
        at = {(one, m): self._starts(one, m) for one, m, _ in paying}
        for year, limit in enumerate(money):
            uses = [
                (literal, amount)
                for one, m, _ in paying
                for start, literal in at[one, m].items()
                if (amount := spent(self.prepared.case, _mode(self.prepared, one, m), budget, start).get(year, 0.0))
            ]
            top, *amounts = whole([limit, *(amount for _, amount in uses)])
            self.model.add(sum(lit * n for (lit, _), n in zip(uses, amounts, strict=True)) <= top)

    def _starts(self, one: str, mode: int) -> dict[int, Any]:
        """A literal for each start of a mode: what is spent in a year hangs on it."""
        starts = range(self.prepared.window[one][0], self.prepared.last_start(one, mode) + 1)
        literals = {start: self.model.new_bool_var("") for start in starts}
        self.model.add(sum(literals.values()) == self.mode[one][mode])
        for start, literal in literals.items():
            self.model.add(self.start[one] == start).only_enforce_if(literal)
        return literals


def _search(intervals: _Intervals, watch: Watch, plan: tuple[Chosen, ...] | None, least: int) -> Outcome:
    from ortools.sat.python import cp_model

    class Listener(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            watch.tell(intervals.chosen(self.value), max(float(least), self.best_objective_bound))

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = watch.left
    with watch.looking(solver.stop_search):
        status = solver.solve(intervals.model, Listener())
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(intervals.model.validate())
    if status == cp_model.INFEASIBLE:
        return Outcome(PlanStatus.INFEASIBLE)
    found = intervals.chosen(solver.value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else plan
    bound = max(float(least), solver.best_objective_bound)
    if status == cp_model.OPTIMAL:
        return Outcome(PlanStatus.OPTIMAL, found or (), bound)
    return Outcome(PlanStatus.NOTHING_YET if found is None else PlanStatus.FEASIBLE, found or (), bound)


def whole(amounts: Iterable[float]) -> list[int]:
    """Amounts in proportion as whole numbers: exactly, where a common unit of at most a billionth does."""
    exact = [Fraction(repr(float(amount))).limit_denominator(FINEST) for amount in amounts]
    unit = math.lcm(*(one.denominator for one in exact)) if exact else 1
    most = max(exact, default=Fraction(0))
    if most * unit > FINEST:
        return [round(one * FINEST / most) for one in exact]
    return [int(one * unit) for one in exact]
