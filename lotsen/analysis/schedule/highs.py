"""The greatest effect, by HiGHS on the time-indexed model (`indexed`).

The linear relaxation is solved first: plans built along it and then improved are good starts, and its reduced costs
exclude columns from every better plan (Balas and Martin, Pivot and complement, Management Science 26 (1980)). The
search has a column more for each 'is it done' and each 'in this mode', the sums of what they stand for: to branch on
these parts the plans evenly, where one start of many hardly parts them. That takes a third of the time or less.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lotsen.analysis.results import Booleans, Floats
from lotsen.analysis.results.plan import PROVEN, Chosen, PlanStatus
from lotsen.analysis.schedule.greedy import build, first_plan
from lotsen.analysis.schedule.improve import Improver
from lotsen.analysis.schedule.indexed import Model, indexed, with_sums
from lotsen.analysis.schedule.outcome import Outcome, Watch
from lotsen.analysis.schedule.prepare import Prepared

TRIES = 40
"""How many plans are built along the relaxation."""

STEPS = 1000
"""How often the best of them is taken apart and put together again."""

SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class _Relaxed:
    """The linear relaxation: its value, its solution, and what each column would cost if it were moved."""

    bound: float
    x: Floats
    reduced: Floats


def solve_effect(prepared: Prepared, watch: Watch) -> Outcome:
    """The plan of the greatest effect that is found in the watch's time, with a bound that no plan can beat."""
    if not prepared.possible:
        return Outcome(PlanStatus.INFEASIBLE)
    plan = first_plan(prepared)
    model = indexed(prepared)
    if plan is not None:
        watch.tell(plan, model.ceiling)
    if not model.columns:
        return Outcome(PlanStatus.INFEASIBLE if prepared.musts else PlanStatus.OPTIMAL, (), 0.0)
    if watch.over:
        return _unproven(plan, model.ceiling)
    status, relaxed = _relax(model, watch)
    if relaxed is None:
        return Outcome(status) if status is PlanStatus.INFEASIBLE else _unproven(plan, model.ceiling)
    plan = _best_along(prepared, model, relaxed.x, plan)
    if plan is not None:
        watch.tell(plan, relaxed.bound)
        plan = Improver(prepared, model, relaxed.reduced, SEED).improved(plan, watch, STEPS)
        watch.tell(plan, relaxed.bound)
        if relaxed.bound - model.value(plan) <= PROVEN * model.value(plan):
            return Outcome(PlanStatus.OPTIMAL, plan, relaxed.bound)
    return _search(model, watch, plan, relaxed)


def solve_cheapest(prepared: Prepared, watch: Watch, budget: str, effect: float) -> Outcome:
    """The plan that takes the least of a budget and has at least an effect; the bound is minus the money."""
    if not prepared.possible:
        return Outcome(PlanStatus.INFEASIBLE)
    model = indexed(prepared)
    price = [prepared.candidates[one].modes[option.mode].consumption.get(budget, 0.0) for one, option in model.columns]
    model = model.at_least(effect - 1e-9 * max(effect, 1.0)).worth_instead(-np.array(price))
    status, relaxed = _relax(model, watch)
    return Outcome(status) if relaxed is None else _search(model, watch, None, relaxed)


def _unproven(plan: tuple[Chosen, ...] | None, bound: float) -> Outcome:
    return Outcome(PlanStatus.NOTHING_YET if plan is None else PlanStatus.FEASIBLE, plan or (), bound)


def _relax(model: Model, watch: Watch) -> tuple[PlanStatus, _Relaxed | None]:
    import highspy

    solver = _solver(model, watch, whole=False)
    solver.run()
    found = solver.getModelStatus()
    if found == highspy.HighsModelStatus.kInfeasible:
        return PlanStatus.INFEASIBLE, None
    if found != highspy.HighsModelStatus.kOptimal:
        return PlanStatus.NOTHING_YET, None
    solution = solver.getSolution()
    x, reduced = np.array(solution.col_value), np.array(solution.col_dual)
    return PlanStatus.FEASIBLE, _Relaxed(-float(solver.getInfo().objective_function_value), x, -reduced)


def _best_along(
    prepared: Prepared, model: Model, x: Floats, plan: tuple[Chosen, ...] | None
) -> tuple[Chosen, ...] | None:
    """The best of `plan` and of some built in the order in which the relaxation wants things, a little shuffled."""
    wanted = dict.fromkeys(prepared.window, 0.0)
    wishes: dict[str, list[tuple[int, int]]] = {}
    for k in np.argsort(-x, kind="stable"):
        one, option = model.columns[k]
        if x[k] > 1e-6:
            wanted[one] += float(x[k])
            wishes.setdefault(one, []).append((option.mode, option.start))
    dice = np.random.default_rng(SEED)
    plans = [] if plan is None else [plan]
    for attempt in range(TRIES):
        noise = 0.3 * dice.random(len(wanted)) if attempt else np.zeros(len(wanted))
        score = {one: share + float(extra) for (one, share), extra in zip(wanted.items(), noise, strict=True)}
        built = build(prepared, sorted(wanted, key=lambda one: -score[one]), wishes)
        plans += [] if built is None else [built]
    return max(plans, key=model.value, default=None)


def _search(model: Model, watch: Watch, plan: tuple[Chosen, ...] | None, relaxed: _Relaxed) -> Outcome:
    import highspy

    best = -np.inf if plan is None else model.value(plan)
    out = (relaxed.x < 1e-9) & (relaxed.bound + relaxed.reduced < best - 1e-6 * max(abs(best), 1.0))
    wide = with_sums(model)
    solver = _solver(wide, watch, whole=True, out=np.append(out, np.zeros(wide.size - model.size, dtype=np.bool_)))
    if plan is not None:
        start = highspy.HighsSolution()
        start.col_value = list(wide.solution(plan))
        solver.setSolution(start)
    _listen(solver, model, watch, plan, relaxed.bound)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible and plan is None:
        return Outcome(PlanStatus.INFEASIBLE)
    found = _plan_of(solver, model, plan)
    bound = min(relaxed.bound, -float(info.mip_dual_bound)) if np.isfinite(info.mip_dual_bound) else relaxed.bound
    if found is not None and status == highspy.HighsModelStatus.kOptimal:
        return Outcome(PlanStatus.OPTIMAL, found, bound)
    return _unproven(found, bound)


def _plan_of(solver: Any, model: Model, plan: tuple[Chosen, ...] | None) -> tuple[Chosen, ...] | None:
    """The solver's plan, or the one it was given where it has none."""
    import highspy

    if solver.getInfo().primal_solution_status != int(highspy.SolutionStatus.kSolutionStatusFeasible):
        return plan
    return model.chosen(np.array(solver.getSolution().col_value))


def _listen(solver: Any, model: Model, watch: Watch, plan: tuple[Chosen, ...] | None, bound: float) -> None:
    """Tell of every better plan and every lower bound, and stop the solver where somebody wants to."""

    def better(event: Any) -> None:
        nonlocal plan, bound
        plan = model.chosen(np.array(event.data_out.mip_solution))
        bound = min(bound, -float(event.data_out.mip_dual_bound))
        watch.tell(plan, bound)

    def now_and_then(event: Any) -> None:
        nonlocal bound
        if watch.over:
            event.interrupt()
        lower = -float(event.data_out.mip_dual_bound)
        if plan is not None and lower < bound - PROVEN * abs(bound):
            bound = lower
            watch.tell(plan, bound)

    if watch.progress:
        solver.cbMipImprovingSolution += better
    if watch.progress or watch.stop:
        solver.cbMipInterrupt += now_and_then


def _solver(model: Model, watch: Watch, whole: bool, out: Booleans | None = None) -> Any:
    """HiGHS with the model in it, as whole numbers or relaxed; the columns that are `out` stay 0."""
    import highspy

    class Quiet(highspy.Highs):
        """HiGHS greets on standard output as soon as it has callbacks, unless it was told before."""

        def enableCallbacks(self) -> None:  # noqa: N802
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver: Any = Quiet()  # type: ignore[no-untyped-call]
    settings = {"time_limit": watch.left, "mip_rel_gap": PROVEN, "random_seed": SEED, "mip_allow_restart": False}
    for name, value in settings.items():
        solver.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.size, len(model.low)
    lp.col_cost_, lp.col_lower_ = -model.worth, np.zeros(model.size)
    lp.col_upper_ = np.ones(model.size) if out is None else np.where(out, 0.0, 1.0)
    lp.row_lower_, lp.row_upper_ = model.low, model.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = model.starts.astype(np.int32), model.places.astype(np.int32)
    lp.a_matrix_.value_ = model.values
    if whole:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * model.size
    solver.passModel(lp)
    return solver
