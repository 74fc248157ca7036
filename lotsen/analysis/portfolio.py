"""Portfolios beside one another: what to do whatever the weights (Robust Portfolio Modeling), and what money buys.

    p dominates q:  V(p, w, s) >= V(q, w, s) for all weights w and scenarios s, and > for some
    core index of x = share of the non-dominated portfolios that contain x

Liesiö, Mild and Salo, Preference programming for robust portfolio modeling and project selection, European Journal of
Operational Research 181 (2007), 1488-1505; over scenarios: Liesiö and Salo, EJOR 221 (2012), 162-172. Values are linear
in the weights, so that the extreme points of what is known of the weights decide.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from lotsen.analysis.results import Booleans, Floats, Method
from lotsen.analysis.results.plan import Candidate, Mode, PlanCase, PlanResult, PlanStatus
from lotsen.analysis.results.portfolio import Beside, CoreIndex, CurvePoint, RobustPortfolio, Standing
from lotsen.analysis.schedule.solve import cheapest, solve
from lotsen.errors import N_, InvalidInput

RPM = Method(
    key="robust_portfolio_modeling",
    formula="CI(x) = |{p ∈ P_N : x ∈ p}| / |P_N|",
    source="Liesiö, Mild & Salo 2007",
    version=1,
)

FEW = 20
"""Up to so many interventions, every portfolio is looked at."""

EQUAL = 1e-9
"""Values that differ by less of the greatest count as equal."""

MOST_CRITERIA = 14
"""Up to so many criteria with intervals, the extreme points are found by going through all corners."""


def robust_portfolio(
    case: PlanCase, values: Floats, points: Floats, samples: Floats, seconds: float
) -> RobustPortfolio:
    """Which interventions belong to every portfolio that could be the best.

    `values` is [scenarios, interventions, criteria], the effects in the order of the case. `points` are the extreme
    points of the weights [points, criteria], for cases small and simple enough to look at every portfolio: one mode
    each, no more than `FEW`, and no time (one period). Other cases are solved for each of `samples` [draws, criteria]
    in each scenario; `seconds` are for all of them together.
    """
    if len(case.candidates) <= FEW and timeless(case):
        return _exact(case, values, points)
    return _sampled(case, values, samples, seconds)


def timeless(case: PlanCase) -> bool:
    """Whether a case asks only what, not when nor how."""
    return case.periods == 1 and all(len(candidate.modes) == 1 for candidate in case.candidates)


def interval_points(low: Floats, high: Floats) -> Floats:
    """The extreme points of weights between `low` and `high` [criteria] that add up to 1.

    All but one stand at an end of their interval. Raises InvalidInput where there are none.
    """
    size = len(low)
    if size > MOST_CRITERIA:
        raise InvalidInput(
            N_("Intervals can be given for {most} criteria at most; here are {found}. Leave out the least important."),
            most=MOST_CRITERIA, found=size,
        )  # fmt: skip
    found: set[tuple[float, ...]] = set()
    for free in range(size):
        others = [k for k in range(size) if k != free]
        for ends in itertools.product(*((low[k], high[k]) for k in others)):
            rest = 1 - sum(ends)
            if low[free] - EQUAL <= rest <= high[free] + EQUAL:
                point = dict(zip(others, ends, strict=True)) | {free: rest}
                found.add(tuple(round(float(point[k]), 12) for k in range(size)))
    if not found:
        raise InvalidInput(N_("The intervals allow no weights that add up to 1. Widen some of them."))
    return np.array(sorted(found))


def order_points(order: Sequence[int], criteria: int) -> Floats:
    """The extreme points of weights that fall along `order`: equal shares of its first ones; the unnamed are free."""
    heads = [[1 / k if place in order[:k] else 0.0 for place in range(criteria)] for k in range(1, len(order) + 1)]
    free = [np.eye(criteria)[place].tolist() for place in range(criteria) if place not in order]
    return np.array([*heads, *free])


def nondominated(worth: Floats) -> Booleans:
    """Which rows of [portfolios, points] no other row is at least as good as everywhere and better somewhere."""
    slack = EQUAL * max(float(np.abs(worth).max(initial=0)), 1e-300)
    order = np.argsort(-worth.sum(axis=1), kind="stable")
    front = np.empty((0, worth.shape[1]))
    keep = np.zeros(len(worth), dtype=np.bool_)
    for row in order:
        least = (front >= worth[row] - slack).all(axis=1)
        if not (least & (front > worth[row] + slack).any(axis=1)).any():
            keep[row] = True
            front = np.vstack([front, worth[row]])
    return keep


def _exact(case: PlanCase, values: Floats, points: Floats) -> RobustPortfolio:
    portfolios = _feasible(case)
    if not len(portfolios):
        raise InvalidInput(N_("No portfolio keeps the limits and contains every must. Ask 'plan' what clashes."))
    worth = np.concatenate([portfolios @ scenario @ points.T for scenario in values], axis=1)
    best = portfolios[nondominated(worth)]
    ids = [candidate.id for candidate in case.candidates]
    index = best.mean(axis=0)
    return RobustPortfolio(
        method=RPM,
        exact=True,
        portfolios=_named(best, ids),
        indices=tuple(CoreIndex(one, float(x), _standing(float(x))) for one, x in zip(ids, index, strict=True)),
        scenarios=len(values),
        draws=0,
        proven=len(best),
    )


def _feasible(case: PlanCase) -> Floats:
    """Every portfolio that keeps the case's limits, as rows of 0 and 1."""
    size = len(case.candidates)
    place = {candidate.id: k for k, candidate in enumerate(case.candidates)}
    numbers = np.arange(2**size, dtype=np.int64)
    rows = ((numbers[:, None] >> np.arange(size)) & 1).astype(np.float64)
    for k, candidate in enumerate(case.candidates):
        ruled_out = candidate.forbidden or candidate.start not in (None, 0) or not _in_period(candidate)
        rows = rows[rows[:, k] == 1] if candidate.must else rows
        rows = rows[rows[:, k] == 0] if ruled_out else rows
        for before in candidate.predecessors:
            ready = max(case.candidates[place[before.id]].modes[0].duration + before.lag, 0)
            both = ready + candidate.modes[0].duration <= 1
            rows = rows[rows[:, k] <= rows[:, place[before.id]] * both]
        for other in candidate.excludes:
            rows = rows[rows[:, k] + rows[:, place[other]] <= 1]
    for needs, limit in _limits(case):
        rows = rows[rows @ needs <= limit + EQUAL * max(limit, 1.0)]
    return rows


def _in_period(candidate: Candidate) -> bool:
    duration = candidate.modes[0].duration
    latest = 1 if candidate.latest is None else candidate.latest
    return candidate.earliest + duration <= min(latest, 1)


def _limits(case: PlanCase) -> Iterable[tuple[Floats, float]]:
    modes = [candidate.modes[0] for candidate in case.candidates]
    for role, units in case.capacity.items():
        yield np.array([mode.demand.get(role, 0.0) if mode.duration else 0.0 for mode in modes]), units[0]
    for budget, money in case.budgets.items():
        limit = money[0] if isinstance(money, tuple) else money
        yield np.array([mode.consumption.get(budget, 0.0) for mode in modes]), limit


def _sampled(case: PlanCase, values: Floats, samples: Floats, seconds: float) -> RobustPortfolio:
    each = seconds / max(len(samples) * len(values), 1)
    found = [solve(_valued(case, scenario @ weights), each) for scenario in values for weights in samples]
    planned = [plan for plan in found if plan.status in (PlanStatus.OPTIMAL, PlanStatus.FEASIBLE)]
    if not planned:
        raise InvalidInput(N_("No portfolio was found. Give more seconds, or ask 'plan' what clashes."))
    ids = [candidate.id for candidate in case.candidates]
    drawn = np.array([[float(one in {c.id for c in plan.chosen}) for one in ids] for plan in planned])
    distinct = np.unique(drawn, axis=0)
    index, share = distinct.mean(axis=0), drawn.mean(axis=0)
    return RobustPortfolio(
        method=RPM,
        exact=False,
        portfolios=_named(distinct, ids),
        indices=tuple(
            CoreIndex(one, float(x), _standing(float(x)), float(y)) for one, x, y in zip(ids, index, share, strict=True)
        ),
        scenarios=len(values),
        draws=len(samples),
        proven=sum(plan.status is PlanStatus.OPTIMAL for plan in planned),
    )


def _valued(case: PlanCase, effects: Floats) -> PlanCase:
    """The case with other effects; those of single modes go with them in proportion."""
    return replace(
        case,
        candidates=tuple(
            replace(candidate, effect=float(effect), modes=_modes_valued(candidate, float(effect)))
            for candidate, effect in zip(case.candidates, effects, strict=True)
        ),
    )


def _modes_valued(candidate: Candidate, effect: float) -> tuple[Mode, ...]:
    factor = effect / candidate.effect if candidate.effect else 1.0
    return tuple(
        mode if mode.effect is None else replace(mode, effect=mode.effect * factor) for mode in candidate.modes
    )


def _named(rows: Floats, ids: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one for one, there in zip(ids, row, strict=True) if there) for row in rows)


def _standing(index: float) -> Standing:
    return Standing.CORE if index >= 1 - EQUAL else Standing.OUT if index <= EQUAL else Standing.BORDERLINE


def budget_curve(case: PlanCase, budget: str, amounts: Sequence[float], seconds: float) -> tuple[CurvePoint, ...]:
    """The best effect for each amount of a budget, rising, in `seconds` each; yearly budgets in their proportions."""
    _require_budget(case, budget)
    points: list[CurvePoint] = []
    for amount in sorted(amounts):
        plan = solve(_with_amount(case, budget, amount), seconds)
        before = points[-1].plan if points else None
        now, then = _ids(plan), _ids(before)
        gained = (plan.objective or 0.0) - ((before.objective if before else None) or 0.0)
        came, went = tuple(x for x in now if x not in then), tuple(x for x in then if x not in now)
        points.append(CurvePoint(amount, plan, gained, came, went))
    return tuple(points)


def beside(case: PlanCase, proposed: Sequence[str], budget: str, seconds: float) -> Beside:
    """A proposed set of ids, the best plan for the same money, and the cheapest of the same effect.

    All keep every limit of the case; the money is that of `budget`. Raises InvalidInput for unknown names.
    """
    _require_budget(case, budget)
    strangers = set(proposed) - {candidate.id for candidate in case.candidates}
    if strangers:
        raise InvalidInput(
            N_("{ids} can't be proposed: no such intervention in the case."), ids=", ".join(sorted(strangers))
        )
    plan = solve(_only(case, proposed), seconds)
    if plan.objective is None:
        return Beside(plan, None, None, {}, plan.clashes)
    spent = sum(plan.money[budget])
    richest = solve(_capped(case, budget, spent), seconds)
    least = cheapest(case, budget, plan.objective, seconds)
    money = {"proposed": spent} | {
        name: sum(other.money.get(budget, (0.0,))) for name, other in (("same_cost", richest), ("same_effect", least))
    }
    return Beside(plan, richest, least, money)


def _ids(plan: PlanResult | None) -> tuple[str, ...]:
    return tuple(one.id for one in plan.chosen) if plan else ()


def _require_budget(case: PlanCase, budget: str) -> None:
    if budget not in case.budgets:
        raise InvalidInput(N_("The case has no budget {budget}. Name one that it has."), budget=budget)


def _with_amount(case: PlanCase, budget: str, amount: float) -> PlanCase:
    money = case.budgets[budget]
    if isinstance(money, tuple):
        total = sum(money)
        shares = [year / total for year in money] if total else [1 / len(money)] * len(money)
        return replace(case, budgets={**case.budgets, budget: tuple(amount * share for share in shares)})
    return replace(case, budgets={**case.budgets, budget: amount})


def _only(case: PlanCase, ids: Sequence[str]) -> PlanCase:
    return replace(
        case,
        candidates=tuple(
            replace(c, must=True, forbidden=False) if c.id in ids else replace(c, must=False, forbidden=True)
            for c in case.candidates
        ),
    )


def _capped(case: PlanCase, budget: str, total: float) -> PlanCase:
    """The case with no more than `total` of a budget over all years."""
    if not isinstance(case.budgets[budget], tuple):
        return replace(case, budgets={**case.budgets, budget: total})
    cap = budget + " Σ"
    candidates = tuple(
        replace(
            c,
            modes=tuple(
                replace(m, consumption={**m.consumption, cap: m.consumption.get(budget, 0.0)}) for m in c.modes
            ),
        )
        for c in case.candidates
    )
    return replace(case, candidates=candidates, budgets={**case.budgets, cap: total})
