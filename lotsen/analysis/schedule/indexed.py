"""The time-indexed 0/1 model of a case: one column per intervention, mode and start. Knows no solver.

    max   sum_k w_k x_k
    s.t.  sum of i's columns <= 1 (= 1 for a must)
          sum of j's columns with start <= t  <=  sum of i's columns with end + lag <= t       i before j, each t
          sum over the columns of rivals <= 1
          sum_k use_k(limit, period) x_k <= limit        each role and period, each budget and year

after Pritsker, Watters and Wolfe, Multiproject scheduling with limited resources, Management Science 16 (1969), with
the precedence rows of Christofides, Alvarez-Valdes and Tamarit, European Journal of Operational Research 29 (1987),
whose linear relaxation is tighter than one row per pair.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from lotsen.analysis.results import Floats, Integers
from lotsen.analysis.results.plan import Chosen
from lotsen.analysis.schedule.prepare import Option, Prepared, spent
from lotsen.errors import N_, InvalidInput

ROUND = 1000.0
"""Rows are scaled so that the limit is this: solvers keep a row to an absolute 1e-6, which is then little of it."""

MOST_COLUMNS = 1_000_000

Row = tuple[float, float, list[tuple[int, float]]]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Columns and rows. `columns` says what each column is; the rows are sparse: `starts`, `places`, `values`.

    The rows from `first_limit` on are the capacities and budgets. `sums` are columns behind the others, each the sum
    of those named.
    """

    columns: tuple[tuple[str, Option], ...]
    worth: Floats
    low: Floats
    high: Floats
    starts: Integers
    places: Integers
    values: Floats
    first_limit: int = 0
    sums: tuple[tuple[int, ...], ...] = ()

    @property
    def size(self) -> int:
        """How many columns there are, sums included."""
        return len(self.columns) + len(self.sums)

    def dense_limits(self) -> tuple[Floats, Floats]:
        """What each column takes of each capacity and budget [columns, limits], and the limits."""
        first, rows = self.first_limit, len(self.low) - self.first_limit
        takes = np.zeros((len(self.columns), rows))
        begin = self.starts[first]
        row = np.repeat(np.arange(rows), np.diff(self.starts[first:]))
        takes[self.places[begin:], row] = self.values[begin:]
        return takes, self.high[first:]

    @property
    def ceiling(self) -> float:
        """What no plan can beat, without any search: everybody's greatest worth."""
        best: dict[str, float] = {}
        for one, option in self.columns:
            best[one] = max(best.get(one, 0.0), option.worth)
        return sum(best.values())

    def at_least(self, total: float) -> "Model":
        """The same with one more row: a plan is worth this much or more."""
        places = np.flatnonzero(self.worth)
        return replace(
            self,
            low=np.append(self.low, total),
            high=np.append(self.high, np.inf),
            starts=np.append(self.starts, self.starts[-1] + len(places)),
            places=np.concatenate([self.places, places]),
            values=np.concatenate([self.values, self.worth[places]]),
        )

    def worth_instead(self, worth: Floats) -> "Model":
        """The same rows with another objective."""
        return replace(self, worth=worth)

    def value(self, chosen: Iterable[Chosen]) -> float:
        """What a plan is worth."""
        return float(self.worth @ self.solution(chosen))

    def chosen(self, x: Floats) -> tuple[Chosen, ...]:
        """The plan of a solution."""
        return tuple(
            Chosen(one, option.mode, option.start, option.end)
            for k in np.flatnonzero(x[: len(self.columns)] > 0.5)
            for one, option in [self.columns[k]]
        )

    def solution(self, chosen: Iterable[Chosen]) -> Floats:
        """The solution of a plan."""
        plan = {(one.id, one.mode, one.start) for one in chosen}
        x = np.array([float((one, option.mode, option.start) in plan) for one, option in self.columns])
        return np.append(x, [x[list(places)].sum() for places in self.sums])


def indexed(prepared: Prepared) -> Model:
    """The model of a case. Raises InvalidInput where the calendar is too fine for one."""
    _require_coarse(prepared)
    columns = [(one, option) for one in prepared.window for option in prepared.options(one)]
    mine: dict[str, list[int]] = {one: [] for one in prepared.order}
    for k, (one, _) in enumerate(columns):
        mine[one].append(k)
    options = [option for _, option in columns]
    links = [*_once(prepared, mine), *_precedence(prepared, mine, options), *_rivals(prepared, mine)]
    rows: list[Row] = [*links, *_limits(prepared, columns)]
    entries = [entry for _, _, row in rows for entry in row]
    return Model(
        tuple(columns),
        np.array([option.worth for option in options], dtype=np.float64),
        np.array([low for low, _, _ in rows], dtype=np.float64),
        np.array([high for _, high, _ in rows], dtype=np.float64),
        np.cumsum([0, *(len(row) for _, _, row in rows)]).astype(np.int64),
        np.array([k for k, _ in entries], dtype=np.int64),
        np.array([value for _, value in entries], dtype=np.float64),
        len(links),
    )


def _require_coarse(prepared: Prepared) -> None:
    size = sum(
        max(prepared.last_start(one, mode) - first + 1, 0)
        for one, (first, _) in prepared.window.items()
        for mode in prepared.modes[one]
    )
    if size > MOST_COLUMNS:
        raise InvalidInput(
            N_("The calendar is too fine: {size} ways and times to start. Take longer periods, or narrower windows."),
            size=size,
        )


def with_sums(model: Model) -> Model:
    """The model with a column more for each intervention and each of its modes: whether it is done, and so."""
    groups: dict[tuple[str, int | None], list[int]] = {}
    for k, (one, option) in enumerate(model.columns):
        groups.setdefault((one, None), []).append(k)
        groups.setdefault((one, option.mode), []).append(k)
    sums = tuple(dict.fromkeys(tuple(places) for places in groups.values() if len(places) > 1))
    lengths = [len(places) + 1 for places in sums]
    size = len(model.columns)
    return replace(
        model,
        worth=np.append(model.worth, np.zeros(len(sums))),
        low=np.append(model.low, np.zeros(len(sums))),
        high=np.append(model.high, np.zeros(len(sums))),
        starts=np.append(model.starts, model.starts[-1] + np.cumsum(lengths, dtype=np.int64)),
        places=np.append(model.places, [k for n, places in enumerate(sums) for k in (*places, size + n)]).astype(
            np.int64
        ),
        values=np.append(model.values, [v for places in sums for v in (*[1.0] * len(places), -1.0)]),
        sums=sums,
    )


def _once(prepared: Prepared, mine: dict[str, list[int]]) -> Iterator[Row]:
    for one in prepared.order:
        if mine[one] or one in prepared.musts:
            yield float(one in prepared.musts), 1.0, [(k, 1.0) for k in mine[one]]


def _precedence(prepared: Prepared, mine: dict[str, list[int]], options: list[Option]) -> Iterator[Row]:
    """One row for each start of the successor at which it could begin too early, or without the predecessor."""
    for one in prepared.window:
        for before in prepared.candidates[one].predecessors:
            ends = {k: options[k].end + before.lag for k in mine[before.id]}
            starts = sorted({options[k].start for k in mine[one]})
            for place, t in enumerate(starts):
                later = starts[place + 1] if place + 1 < len(starts) else None
                done = [k for k, end in ends.items() if end <= t]
                if later is not None and len(done) == sum(end <= later for end in ends.values()):
                    continue
                if later is None and before.id in prepared.musts and len(done) == len(ends):
                    continue
                begun = [(k, 1.0) for k in mine[one] if options[k].start <= t]
                yield -np.inf, 0.0, begun + [(k, -1.0) for k in done]


def _rivals(prepared: Prepared, mine: dict[str, list[int]]) -> Iterator[Row]:
    """One row per clique of rivals, so that every pair stands in one; the cliques are those of a greedy search."""
    left = {(a, b) for a in prepared.window for b in prepared.rivals[a] if b in prepared.window and a < b}
    while left:
        a, b = min(left)
        clique = [a, b]
        for c in sorted(prepared.rivals[a] & prepared.rivals[b]):
            if c in prepared.window and all(c in prepared.rivals[each] for each in clique):
                clique.append(c)
        left -= {(x, y) for x in clique for y in clique}
        yield -np.inf, 1.0, [(k, 1.0) for one in clique for k in mine[one]]


def _limits(prepared: Prepared, columns: list[tuple[str, Option]]) -> Iterator[Row]:
    """The rows that can bind at all, the same use under several limits once with the tightest."""
    tightest: dict[tuple[tuple[int, float], ...], float] = {}
    for limit, row in _used(prepared, columns):
        most: dict[str, float] = {}
        for k, amount in row:
            one = columns[k][0]
            most[one] = max(most.get(one, 0.0), amount)
        if sum(most.values()) > limit:
            scale = ROUND / limit
            key = tuple((k, amount * scale) for k, amount in row)
            tightest[key] = min(tightest.get(key, np.inf), limit * scale)
    for row_, limit in tightest.items():
        yield -np.inf, limit, list(row_)


def _used(prepared: Prepared, columns: list[tuple[str, Option]]) -> Iterator[tuple[float, list[tuple[int, float]]]]:
    case = prepared.case
    used: dict[tuple[str, str, int], list[tuple[int, float]]] = {}
    for k, (one, option) in enumerate(columns):
        mode = prepared.candidates[one].modes[option.mode]
        for role, units in mode.demand.items():
            if units and role in case.capacity:
                for period in range(option.start, option.end):
                    used.setdefault(("role", role, period), []).append((k, units))
        for budget, money in mode.consumption.items():
            if money and budget in case.budgets:
                yearly = isinstance(case.budgets[budget], tuple)
                for year, amount in spent(case, mode, budget, option.start).items() if yearly else [(0, money)]:
                    used.setdefault(("budget", budget, year), []).append((k, amount))
    for (kind, name, place), row in used.items():
        limit = case.capacity[name] if kind == "role" else case.budgets[name]
        yield (limit[place] if isinstance(limit, tuple) else limit), row
