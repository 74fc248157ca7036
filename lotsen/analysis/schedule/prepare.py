"""What both solvers start from: who can be done when and how, once everything impossible and dominated is cut away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from lotsen.analysis.results import Floats
from lotsen.analysis.results.plan import Candidate, Chosen, Mode, PlanCase, Spending
from lotsen.analysis.schedule.sound import in_order

SLACK = 1e-9
"""Relative rounding that a limit allows."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way and time to do an intervention, and its discounted effect."""

    mode: int
    start: int
    end: int
    worth: float


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case made ready. `order` has every predecessor before its successors.

    `modes` are the modes worth trying, `window` the first start and the last end over all of them, by id; nobody
    stands there who can't be done. `musts` are those that every plan contains, with the predecessors of each. `tail`
    is the longest chain of shortest durations from a start to the end of all that must follow. `rivals` can't be done
    together, in either direction; `chains` are all predecessors near and far and then oneself.
    """

    case: PlanCase
    candidates: Mapping[str, Candidate]
    order: tuple[str, ...]
    musts: frozenset[str]
    modes: Mapping[str, tuple[int, ...]]
    window: Mapping[str, tuple[int, int]]
    tail: Mapping[str, int]
    successors: Mapping[str, tuple[tuple[str, int], ...]]
    rivals: Mapping[str, frozenset[str]]
    chains: Mapping[str, tuple[str, ...]]

    @property
    def possible(self) -> bool:
        """Whether everybody who must be done can be done by themselves."""
        return all(one in self.window for one in self.musts)

    def last_start(self, one: str, mode: int) -> int:
        """The last start of a mode: what ends by the window's end, or the pinned one."""
        last = self.window[one][1] - self.candidates[one].modes[mode].duration
        pinned = self.candidates[one].start
        return last if pinned is None else min(last, pinned)

    def ready(self, one: str, placed: Mapping[str, Chosen]) -> int:
        """The first start that the window and the predecessors, all placed, allow."""
        before = self.candidates[one].predecessors
        return max([self.window[one][0], *(placed[each.id].end + each.lag for each in before)])

    def options(self, one: str) -> list[Option]:
        """Every mode and start that fits into the limits by itself."""
        candidate, free = self.candidates[one], Board(self.case)
        return [
            Option(mode, start, start + how.duration, self.case.worth(candidate, mode, start))
            for mode in self.modes[one]
            for how in [candidate.modes[mode]]
            for start in range(self.window[one][0], self.last_start(one, mode) + 1)
            if free.fits(how, start)
        ]


def prepare(case: PlanCase) -> Prepared:
    """Windows by the longest paths, musts with all that they need, and the modes that no other one dominates."""
    candidates = {candidate.id: candidate for candidate in case.candidates}
    order = in_order(case)
    musts = _with_predecessors(candidates, order, (one for one in order if candidates[one].must))
    refused = _refused(candidates, musts)
    modes = {one: kept for one in order if one not in refused and (kept := _modes_worth_trying(case, candidates[one]))}
    after: dict[str, list[tuple[str, int]]] = {one: [] for one in order}
    for one in order:
        for before in candidates[one].predecessors:
            after[before.id].append((one, before.lag))
    shortest = {one: min(candidates[one].modes[k].duration for k in kept) for one, kept in modes.items()}
    window = _windows(case, candidates, order, musts, shortest, after)
    tail: dict[str, int] = {}
    for one in reversed(order):
        follows = [lag + tail[next_] for next_, lag in after[one] if next_ in musts and next_ in window]
        tail[one] = shortest.get(one, 0) + max([0, *follows])
    return Prepared(
        case, candidates, order, musts, {one: modes[one] for one in window}, window, tail,
        {one: tuple(links) for one, links in after.items()}, _rivals(case), _chains(candidates, order),
    )  # fmt: skip


def _rivals(case: PlanCase) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {candidate.id: set(candidate.excludes) for candidate in case.candidates}
    for candidate in case.candidates:
        for other in candidate.excludes:
            found[other].add(candidate.id)
    return {one: frozenset(others) for one, others in found.items()}


def _chains(candidates: Mapping[str, Candidate], order: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Everybody's predecessors near and far, each before its successors, and themselves last."""
    found: dict[str, tuple[str, ...]] = {}
    for one in order:
        near = (found[before.id] for before in candidates[one].predecessors)
        found[one] = (*dict.fromkeys(each for chain in near for each in chain), one)
    return found


def _with_predecessors(
    candidates: Mapping[str, Candidate], order: tuple[str, ...], ids: Iterable[str]
) -> frozenset[str]:
    found = set(ids)
    for one in reversed(order):
        if one in found:
            found |= {before.id for before in candidates[one].predecessors}
    return frozenset(found)


def _refused(candidates: Mapping[str, Candidate], musts: frozenset[str]) -> set[str]:
    """Who can't be done: what is forbidden, and what a must excludes."""
    refused = {one for one, candidate in candidates.items() if candidate.forbidden}
    for one, candidate in candidates.items():
        for other in candidate.excludes:
            refused |= {other} if one in musts else set()
            refused |= {one} if other in musts else set()
    return refused


def _windows(
    case: PlanCase,
    candidates: Mapping[str, Candidate],
    order: tuple[str, ...],
    musts: frozenset[str],
    shortest: Mapping[str, int],
    after: Mapping[str, list[tuple[str, int]]],
) -> dict[str, tuple[int, int]]:
    """First start and last end of all that can be done. A successor narrows the end only where it must be done."""
    first: dict[str, int] = {}
    for one in order:
        candidate = candidates[one]
        if one in shortest and all(before.id in first for before in candidate.predecessors):
            ready = [first[b.id] + shortest[b.id] + b.lag for b in candidate.predecessors]
            first[one] = max([0, candidate.earliest, candidate.start or 0, *ready])
    last: dict[str, int] = {}
    window: dict[str, tuple[int, int]] = {}
    for one in reversed(order):
        if one in first:
            candidate = candidates[one]
            latest = case.periods if candidate.latest is None else min(candidate.latest, case.periods)
            end = min([latest, *(last[next_] - lag for next_, lag in after[one] if next_ in musts & last.keys())])
            start = end - shortest[one] if candidate.start is None else min(end - shortest[one], candidate.start)
            if first[one] <= start:
                last[one], window[one] = start, (first[one], end)
    kept: dict[str, tuple[int, int]] = {}
    for one in order:
        if one in window and all(before.id in kept for before in candidates[one].predecessors):
            kept[one] = window[one]
    return kept


def _modes_worth_trying(case: PlanCase, candidate: Candidate) -> tuple[int, ...]:
    allowed = range(len(candidate.modes)) if candidate.mode is None else (candidate.mode,)
    kept: list[int] = []
    for mode in allowed:
        others = [k for k in allowed if k != mode and _dominates(case, candidate, k, mode)]
        if not any(k < mode or not _dominates(case, candidate, mode, k) for k in others):
            kept.append(mode)
    return tuple(kept)


def _dominates(case: PlanCase, candidate: Candidate, better: int, worse: int) -> bool:
    """Whether a mode can take the place of another at the same start in every plan, and is worth as much.

    Money that is spread over the periods of a yearly budget may not be more in any one of them, else a shorter mode
    could overdraw the first year; nor may money that is told for years, in any year from any start.
    """
    one, other = candidate.modes[better], candidate.modes[worse]
    if one.duration > other.duration or candidate.effect_in(better) < candidate.effect_in(worse):
        return False
    if any(units > other.demand.get(role, 0.0) for role, units in one.demand.items() if one.duration):
        return False
    for budget, money in one.consumption.items():
        if isinstance(case.budgets.get(budget), tuple) and (one.told.get(budget) or other.told.get(budget)):
            starts = range(max(case.periods - other.duration, 0) + 1)
            if not all(_no_more(spent(case, one, budget, s), spent(case, other, budget, s)) for s in starts):
                return False
            continue
        spread = isinstance(case.budgets.get(budget), tuple) and case.spending is Spending.EVEN
        share = max(one.duration, 1) / max(other.duration, 1) if spread else 1.0
        if money > other.consumption.get(budget, 0.0) * share:
            return False
    return True


def _no_more(money: Mapping[int, float], than: Mapping[int, float]) -> bool:
    return all(amount <= than.get(year, 0.0) for year, amount in money.items())


def spent(case: PlanCase, mode: Mode, budget: str, start: int) -> dict[int, float]:
    """How much a mode takes from a start on of each year of a yearly budget."""
    money, told = mode.consumption.get(budget, 0.0), mode.told.get(budget, ())
    if not told:
        return {year: money * share for year, share in shares(case, start, mode.duration).items()}
    amounts = case.budgets[budget]
    last = len(amounts) - 1 if isinstance(amounts, tuple) else case.years - 1
    found: dict[int, float] = {}
    for after, amount in told:
        year = min(max(start // case.periods_per_year + after, 0), last)
        found[year] = found.get(year, 0.0) + amount
    rest = money - sum(found.values())
    if rest > SLACK * money:
        evenly = shares(case, start, mode.duration)
        free = {year: share for year, share in evenly.items() if year not in found} or evenly
        for year, share in free.items():
            found[year] = found.get(year, 0.0) + rest * share / sum(free.values())
    return found


def shares(case: PlanCase, start: int, duration: int) -> dict[int, float]:
    """Which share of money that lies evenly is spent in which year."""
    last = case.years - 1
    if case.spending is Spending.START or not duration:
        return {min(start // case.periods_per_year, last): 1.0}
    found: dict[int, float] = {}
    for period in range(start, start + duration):
        year = min(period // case.periods_per_year, last)
        found[year] = found.get(year, 0.0) + 1 / duration
    return found


class Board:
    """What is left of every limit while a plan is put together."""

    def __init__(self, case: PlanCase) -> None:
        self.case = case
        self.units: dict[str, Floats] = {role: np.array(units, float) for role, units in case.capacity.items()}
        self.money: dict[str, Floats] = {name: np.atleast_1d(np.array(m, float)) for name, m in case.budgets.items()}
        limits = {**self.units, **self.money}
        self.slack = {name: SLACK * max(1.0, float(limit.max(initial=0))) for name, limit in limits.items()}

    def fits(self, mode: Mode, start: int) -> bool:
        """Whether a mode can be done from a start with what is left."""
        end = start + mode.duration
        for role, units in mode.demand.items():
            if role in self.units and units:
                left = self.units[role][start:end]
                if left.size and left.min() < units - self.slack[role]:
                    return False
        return all(self.money[b][year] >= amount - self.slack[b] for b, year, amount in self._spent(mode, start))

    def take(self, mode: Mode, start: int, times: int = 1) -> None:
        """Use what a mode needs; `times` -1 gives it back."""
        for role, units in mode.demand.items():
            if role in self.units:
                self.units[role][start : start + mode.duration] -= times * units
        for budget, year, amount in self._spent(mode, start):
            self.money[budget][year] -= times * amount

    def _spent(self, mode: Mode, start: int) -> Iterable[tuple[str, int, float]]:
        for budget, money in mode.consumption.items():
            if budget in self.money and money:
                if isinstance(self.case.budgets[budget], tuple):
                    for year, amount in spent(self.case, mode, budget, start).items():
                        yield budget, year, amount
                else:
                    yield budget, 0, money
