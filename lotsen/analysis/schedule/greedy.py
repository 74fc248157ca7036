"""A first plan within moments, by placing one after the other where it fits; and a plan made tidy."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from lotsen.analysis.results.plan import Chosen, Objective, PlanCase
from lotsen.analysis.schedule.prepare import Board, Prepared

Taste = Callable[[str, int, int], tuple[float, ...]]
"""How gladly an intervention is done in a mode from a start: the least is taken."""

Wishes = Mapping[str, Sequence[tuple[int, int]]]
"""Modes and starts to try first, by intervention."""


def first_plan(prepared: Prepared) -> tuple[Chosen, ...] | None:
    """The best plan of a few simple rules; null where none of them keeps all that must be done."""
    if not prepared.possible:
        return None
    if prepared.case.objective is Objective.EFFECT:
        return build(prepared, by_density(prepared))
    built = [build(prepared, (), taste=taste(prepared)) for taste in (_soonest, _cheapest)]
    return min((plan for plan in built if plan is not None), key=last_end, default=None)


def last_end(chosen: Iterable[Chosen]) -> int:
    """The period by which everything is done."""
    return max((one.end for one in chosen), default=0)


def by_density(prepared: Prepared) -> list[str]:
    """Everybody, the greatest effect for its share of the limits first, what it needs before included."""
    prices = _prices(prepared.case)
    worth = {one: max(prepared.candidates[one].effect_in(m) for m in kept) for one, kept in prepared.modes.items()}
    takes = {one: min(_price(prepared, one, m, prices) for m in kept) for one, kept in prepared.modes.items()}

    def density(one: str) -> float:
        chain = prepared.chains[one]
        return sum(worth[each] for each in chain) / max(sum(takes[each] for each in chain), 1e-9)

    return sorted(prepared.window, key=density, reverse=True)


def build(
    prepared: Prepared, order: Iterable[str], wishes: Wishes | None = None, taste: Taste | None = None
) -> tuple[Chosen, ...] | None:
    """The musts by urgency and then all of `order`, each with what it needs, as far as they fit.

    Null if a must doesn't fit. Without a taste, the greatest worth and then the earliest end is taken.
    """
    making = _Making(prepared, wishes or {}, taste or _worthiest(prepared))
    urgent = sorted(prepared.musts, key=lambda one: (prepared.window[one][1] - prepared.tail[one], one))
    for one in [*urgent, *order]:
        if not making.add(one) and one in prepared.musts:
            return None
    return tuple(making.placed[one] for one in prepared.order if one in making.placed)


def tidy(prepared: Prepared, chosen: Iterable[Chosen]) -> tuple[Chosen, ...]:
    """The same plan, everything as early as the limits allow: a solver leaves it anywhere where time costs nothing."""
    plan = {one.id: one for one in chosen}
    board = Board(prepared.case)
    for one in plan.values():
        board.take(prepared.candidates[one.id].modes[one.mode], one.start)
    for one in [plan[name] for name in prepared.order if name in plan]:
        how = prepared.candidates[one.id].modes[one.mode]
        board.take(how, one.start, -1)
        start = next((s for s in range(prepared.ready(one.id, plan), one.start) if board.fits(how, s)), one.start)
        board.take(how, start)
        plan[one.id] = Chosen(one.id, one.mode, start, start + how.duration)
    return tuple(plan[name] for name in prepared.order if name in plan)


class _Making:
    """A plan that grows; whoever does not fit with all that it needs is taken back."""

    def __init__(self, prepared: Prepared, wishes: Wishes, taste: Taste) -> None:
        self.prepared, self.wishes, self.taste = prepared, wishes, taste
        self.board = Board(prepared.case)
        self.placed: dict[str, Chosen] = {}

    def add(self, one: str) -> bool:
        done: list[str] = []
        for each in self.prepared.chains[one]:
            if each in self.placed:
                continue
            where = self._where(each)
            if where is None:
                for back in done:
                    self._move(self.placed.pop(back), -1)
                return False
            self.placed[each] = where
            self._move(where, 1)
            done.append(each)
        return True

    def _move(self, one: Chosen, times: int) -> None:
        self.board.take(self.prepared.candidates[one.id].modes[one.mode], one.start, times)

    def _where(self, one: str) -> Chosen | None:
        prepared = self.prepared
        if any(other in self.placed for other in prepared.rivals[one]):
            return None
        ready = prepared.ready(one, self.placed)
        for mode, start in self.wishes.get(one, ()):
            if ready <= start <= self._latest(one, mode) and self._fits(one, mode, start):
                return self._chosen(one, mode, start)
        found = []
        for mode in prepared.modes[one]:
            starts = range(ready, self._latest(one, mode) + 1)
            first = next((s for s in starts if self._fits(one, mode, s)), -1)
            found += [self._chosen(one, mode, first)] if first >= 0 else []
        return min(found, key=lambda each: self.taste(one, each.mode, each.start), default=None)

    def _fits(self, one: str, mode: int, start: int) -> bool:
        return self.board.fits(self.prepared.candidates[one].modes[mode], start)

    def _chosen(self, one: str, mode: int, start: int) -> Chosen:
        return Chosen(one, mode, start, start + self.prepared.candidates[one].modes[mode].duration)

    def _latest(self, one: str, mode: int) -> int:
        """The last start that the window and the successors that stand already allow."""
        duration = self.prepared.candidates[one].modes[mode].duration
        after = [(self.placed[next_], lag) for next_, lag in self.prepared.successors[one] if next_ in self.placed]
        return min([self.prepared.last_start(one, mode), *(next_.start - lag - duration for next_, lag in after)])


def _worthiest(prepared: Prepared) -> Taste:
    def taste(one: str, mode: int, start: int) -> tuple[float, ...]:
        candidate = prepared.candidates[one]
        return -prepared.case.worth(candidate, mode, start), start + candidate.modes[mode].duration

    return taste


def _soonest(prepared: Prepared) -> Taste:
    return lambda one, mode, start: (start + prepared.candidates[one].modes[mode].duration,)


def _cheapest(prepared: Prepared) -> Taste:
    """The mode that takes the least of all budgets: what is left of them decides whether there is a plan at all."""
    prices = {name: price for name, price in _prices(prepared.case).items() if name in prepared.case.budgets}
    return lambda one, mode, start: (_price(prepared, one, mode, prices), start)


def _prices(case: PlanCase) -> dict[str, float]:
    """What a unit of each limit costs where a whole limit costs 1."""
    units = {role: 1 / max(sum(limit), 1e-9) for role, limit in case.capacity.items()}
    money = {b: 1 / max(sum(m) if isinstance(m, tuple) else m, 1e-9) for b, m in case.budgets.items()}
    return units | money


def _price(prepared: Prepared, one: str, mode: int, prices: Mapping[str, float]) -> float:
    how = prepared.candidates[one].modes[mode]
    units = sum(prices.get(role, 0.0) * amount * how.duration for role, amount in how.demand.items())
    return units + sum(prices.get(budget, 0.0) * amount for budget, amount in how.consumption.items())
