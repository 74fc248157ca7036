"""The plain time-indexed model in scipy.optimize.milp: what the solver of effects is measured against."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from lotsen.analysis.results.plan import PlanCase


def plain(case: PlanCase, seconds: float) -> tuple[float | None, float | None]:
    """Objective and gap after at most `seconds`: one 0/1 variable per intervention, mode and start; rows as they are.

    Precedence per pair and period (Christofides, Alvarez-Valdes and Tamarit 1987), as a careful modeller writes it.
    """
    choices = [
        (c.id, m, s, s + mode.duration)
        for c in case.candidates
        for m, mode in enumerate(c.modes)
        for s in range(c.earliest, min(c.latest or case.periods, case.periods) - mode.duration + 1)
    ]
    by_id = {c.id: c for c in case.candidates}
    rows: list[tuple[dict[int, float], float, float]] = []
    mine = {c.id: [k for k, choice in enumerate(choices) if choice[0] == c.id] for c in case.candidates}
    for c in case.candidates:
        rows.append((dict.fromkeys(mine[c.id], 1.0), float(c.must), 1.0))
        for other in c.excludes:
            rows.append((dict.fromkeys(mine[c.id] + mine[other], 1.0), 0.0, 1.0))
        for before in c.predecessors:
            for t in range(case.periods):
                begun = {k: 1.0 for k in mine[c.id] if choices[k][2] <= t}
                done = {k: -1.0 for k in mine[before.id] if choices[k][3] + before.lag <= t}
                rows.append((begun | done, -np.inf, 0.0))
    for role, units in case.capacity.items():
        for t, limit in enumerate(units):
            used = {
                k: by_id[one].modes[m].demand.get(role, 0.0) for k, (one, m, s, e) in enumerate(choices) if s <= t < e
            }
            rows.append(({k: v for k, v in used.items() if v}, -np.inf, limit))
    for name, money in case.budgets.items():
        for year, limit in enumerate(money):
            spent = {}
            for k, (one, m, s, e) in enumerate(choices):
                inside = sum(1 for t in range(s, e) if t // case.periods_per_year == year)
                if inside:
                    spent[k] = by_id[one].modes[m].consumption.get(name, 0.0) * inside / (e - s)
            rows.append((spent, -np.inf, limit))
    matrix = csr_matrix(
        (
            [v for row, _, _ in rows for v in row.values()],
            ([n for n, (row, _, _) in enumerate(rows) for _ in row], [k for row, _, _ in rows for k in row]),
        ),
        shape=(len(rows), len(choices)),
    )
    worth = np.array([case.worth(by_id[one], m, s) for one, m, s, _ in choices])
    found = milp(
        -worth, integrality=np.ones(len(choices)), bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),
        options={"time_limit": seconds},
    )  # fmt: skip
    return (None if found.x is None else -found.fun), found.mip_gap
