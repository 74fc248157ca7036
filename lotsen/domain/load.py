"""Who carries how much in which quarter, beside what they have time for; and levelling it by moving what can wait.

Days are person-days. What is under way counts with its whole length, so that its share of a quarter stays what it was.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.capacity import Capacity
from lotsen.domain.intervention import Intervention, InterventionStatus, Size
from lotsen.domain.plan import CLOSED, ONE_DAY, WAITING, Move, Span
from lotsen.domain.quarter import Quarter

SIZE_DAYS = {Size.S: 5.0, Size.M: 15.0, Size.L: 40.0}
"""Days of effort that is told by its size alone: an assumption of the product's own, said wherever it is used."""

ENOUGH = 0.05
"""Days below which nobody is over anything."""

NEARLY = 1.1
"""Prices within a tenth of the lowest count as the same: months are not equally long."""

MOST_MONTHS = 24
"""How much later levelling may ask anything to be done."""


class By(StrEnum):
    """Whose load is looked at."""

    PERSON = "person"
    """The owners: the days given to their name or role in what they own, and those given to their name elsewhere."""
    ROLE = "role"
    """Everybody that days are given to."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's or role's quarter: the days asked, the days there are, and which interventions ask how many."""

    who: str
    quarter: Quarter
    days: float
    capacity: float
    pieces: tuple[tuple[UUID, float], ...]

    @property
    def over(self) -> float:
        """Days too many; 0 where everything fits."""
        return _over(self.days, self.capacity)

    @property
    def share(self) -> float | None:
        """How much of the time there is, 1 for all of it; null where there is none at all."""
        return self.days / self.capacity if self.capacity else None


def _over(days: float, capacity: float) -> float:
    return days - capacity if days - capacity > ENOUGH else 0.0


@dataclass(frozen=True, slots=True)
class Loads:
    """Everybody's quarters from the present one on. `sized` are those whose effort is told by its size alone."""

    by: By
    quarters: tuple[Quarter, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    sized: frozenset[UUID]

    @property
    def over(self) -> tuple[Cell, ...]:
        """Every quarter in which somebody has too much, the worst first."""
        found = [cell for row in self.cells.values() for cell in row if cell.over]
        return tuple(sorted(found, key=lambda cell: (-cell.over, cell.quarter, cell.who)))

    @property
    def days_over(self) -> float:
        return sum(cell.over for cell in self.over)


def asked(item: Intervention, by: By, people: Collection[str]) -> dict[str, float]:
    """The days that an intervention asks of each person (those named in `people`) or role.

    Effort told by its size alone falls on the owner, or on the owner's role.
    """
    owner, role = item.owner.strip(), item.owner_role.strip()
    first = owner if by is By.PERSON else role or owner
    if not item.effort:
        return {first: SIZE_DAYS[item.effort_size]} if item.effort_size and first else {}
    found: dict[str, float] = {}
    for effort in item.effort:
        who = effort.role
        if by is By.PERSON:
            who = owner if who in (owner, role) else who if who in people else ""
        if who:
            found[who] = found.get(who, 0.0) + effort.days
    return found


def owners(interventions: Sequence[Intervention]) -> frozenset[str]:
    """Everybody who owns something, by name."""
    return frozenset(name for item in interventions if (name := item.owner.strip()))


def loads(
    interventions: Sequence[Intervention], capacities: Mapping[str, Capacity], day: dt.date, by: By, most: int = 16
) -> Loads:
    """Everybody's load from the quarter of `day` on, as far as anything is asked, `most` quarters at the most.

    The most loaded come first: by the days over, then by all days, then by name.
    """
    now, people = Quarter.of(day), owners(interventions)
    pieces: dict[str, dict[Quarter, list[tuple[UUID, float]]]] = {}
    sized = set()
    for item in plan.by_start(interventions):
        if item.status in CLOSED or plan.span(item) is None:
            continue
        wanted = asked(item, by, people)
        if wanted and not item.effort:
            sized.add(item.id)
        for who, amount in wanted.items():
            for quarter, days in plan.spread(amount, plan.span(item)).items():
                if 0 <= quarter - now < most:
                    pieces.setdefault(who, {}).setdefault(quarter, []).append((item.id, days))
    last = max((quarter for row in pieces.values() for quarter in row), default=now)
    quarters = tuple(now + n for n in range(last - now + 1))
    rows = [_row(who, quarters, row, capacities.get(who) or Capacity(who)) for who, row in pieces.items()]
    rows.sort(key=lambda row: (-sum(cell.over for cell in row), -sum(cell.days for cell in row), row[0].who))
    return Loads(by, quarters, {row[0].who: row for row in rows}, frozenset(sized))


def _row(
    who: str, quarters: Sequence[Quarter], pieces: Mapping[Quarter, Sequence[tuple[UUID, float]]], capacity: Capacity
) -> tuple[Cell, ...]:
    found = ((quarter, tuple(pieces.get(quarter, ()))) for quarter in quarters)
    return tuple(
        Cell(who, quarter, sum(days for _, days in here), capacity.of(quarter), here) for quarter, here in found
    )


# Levelling -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Levelling:
    """A proposal: what is done later, the days over before and after, and the effect that waits.

    `lost` is effect × months: an intervention that furthers goals by 3 in all, three months later, costs 9.
    """

    moves: tuple[Move, ...]
    before: Loads
    after: Loads
    lost: float


def level(
    interventions: Sequence[Intervention],
    capacities: Mapping[str, Capacity],
    day: dt.date,
    by: By,
    *,
    horizon: dt.date,
    fixed: Collection[UUID] = (),
) -> Levelling:
    """Move what has not begun later, a whole number of months at a time, until nobody has too much or nothing helps.

    Greedy: the worst quarter first; of the moves that take days off the total that is over, those that lose the least
    effect for each day taken off, within a tenth of each other; of these the one that takes off most, then the
    shortest. Followers are taken along where they must. Nothing in `fixed` moves, nothing that has begun, nothing
    before its earliest day, nothing past its latest (or past `horizon`, where none is said and it didn't end later
    already), and no order is broken that was kept.
    """
    board = _Board(interventions, capacities, day, by, horizon, frozenset(fixed))
    board.level()
    moves = tuple(
        Move(item.id, before, after)
        for item in plan.by_start(interventions)
        if (before := board.then.get(item.id)) and (after := board.days[item.id]) != before
    )
    months = sum(_months(move) * effect(board.by_id[move.intervention_id]) for move in moves)
    later = plan.apply(interventions, moves)
    return Levelling(moves, loads(interventions, capacities, day, by), loads(later, capacities, day, by), months)


def effect(item: Intervention) -> float:
    """How much an intervention furthers all goals together."""
    return float(sum(value for _, value in item.effects))


def _months(move: Move) -> float:
    return (move.after.first - move.before.first).days / 30.4 if move.before else 0.0


_Cells = dict[tuple[str, Quarter], float]


@dataclass(frozen=True, slots=True)
class _Step:
    """A possible move with those it takes along: their new days, the days it takes off, the effect that waits."""

    days: Mapping[UUID, Span]
    relief: float
    lost: float
    months: int

    @property
    def price(self) -> float:
        """The effect that waits for each day taken off."""
        return self.lost / self.relief


@dataclass
class _Board:
    """The plan while it is being levelled."""

    interventions: Sequence[Intervention]
    capacities: Mapping[str, Capacity]
    day: dt.date
    by: By
    horizon: dt.date
    fixed: frozenset[UUID]
    by_id: dict[UUID, Intervention] = field(init=False)
    then: dict[UUID, Span] = field(init=False)
    days: dict[UUID, Span] = field(init=False)
    wanted: dict[UUID, dict[str, float]] = field(init=False)
    used: _Cells = field(init=False)
    waiting: dict[UUID, list[UUID]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = owners(self.interventions)
        self.by_id = {item.id: item for item in plan.in_order(self.interventions)}
        self.then = plan.dated(self.interventions)
        self.days = dict(self.then)
        self.wanted = {
            item.id: asked(item, self.by, people) for item in self.interventions if item.status not in CLOSED
        }
        self.used = {}
        for item in self.days:
            for cell, days in self._cells(item, self.days[item]).items():
                self.used[cell] = self.used.get(cell, 0.0) + days

    def level(self) -> None:
        """Work on the worst quarter that anything can still be done about, until there is none."""
        stuck: set[tuple[str, Quarter]] = set()
        while cell := self._worst(stuck):
            steps = [step for item in self._in(cell) for step in self._steps(item)]
            if not steps:
                stuck.add(cell)
                continue
            dearest = min(step.price for step in steps) * NEARLY
            near = (step for step in steps if step.price <= dearest)
            self._take(min(near, key=lambda step: (-round(step.relief, 6), step.months)))
            stuck.clear()

    def _cells(self, item: UUID, when: Span) -> _Cells:
        now = Quarter.of(self.day)
        return {
            (who, quarter): days
            for who, amount in self.wanted.get(item, {}).items()
            for quarter, days in plan.spread(amount, when).items()
            if quarter >= now
        }

    def _capacity(self, cell: tuple[str, Quarter]) -> float:
        who, quarter = cell
        return (self.capacities.get(who) or Capacity(who)).of(quarter)

    def _over_in(self, cell: tuple[str, Quarter], more: float = 0.0) -> float:
        return _over(self.used.get(cell, 0.0) + more, self._capacity(cell))

    def _worst(self, stuck: Collection[tuple[str, Quarter]]) -> tuple[str, Quarter] | None:
        over = [(-self._over_in(cell), cell[1], cell[0]) for cell in self.used if cell not in stuck]
        worst = min((each for each in over if each[0] < 0), default=None)
        return (worst[2], worst[1]) if worst else None

    def _in(self, cell: tuple[str, Quarter]) -> list[UUID]:
        who, quarter = cell
        return [
            item
            for item, when in self.days.items()
            if who in self.wanted.get(item, {}) and when.touches(quarter) and self._may_move(item)
        ]

    def _may_move(self, item: UUID) -> bool:
        return self.by_id[item].status in WAITING and item not in self.fixed

    def _steps(self, item: UUID) -> list[_Step]:
        """The moves of one intervention, a month at a time, as far as its own latest day allows."""
        steps: list[_Step] = []
        for months in range(1, MOST_MONTHS + 1):
            after = self.days[item].shifted(months)
            if not self._fits(item, after):
                break
            if (earliest := self.by_id[item].earliest) and after.first < earliest:
                continue
            moved = self._along(item, after)
            if moved is None:
                break
            relief = self._relief(moved)
            if relief > ENOUGH:
                lost = sum(
                    effect(self.by_id[one]) * (moved[one].first - self.days[one].first).days / 30.4 for one in moved
                )
                steps.append(_Step(moved, relief, lost, months))
        return steps

    def _fits(self, item: UUID, after: Span) -> bool:
        own = self.by_id[item]
        latest = own.latest or max(self.horizon, self.then[item].last)
        return after.last <= latest

    def _along(self, item: UUID, after: Span) -> dict[UUID, Span] | None:
        """The move with the followers it pushes; null where one of them may not move, or not so far."""
        moved = {item: after}
        for follower in self._followers(item):
            pushed = self._pushed(follower, moved)
            if pushed is None:
                continue
            if not self._may_move(follower) or not self._fits(follower, pushed):
                return None
            moved[follower] = pushed
        return moved

    def _followers(self, item: UUID) -> list[UUID]:
        """Everything that waits for it, predecessors before followers."""
        if item not in self.waiting:
            reached = {item}
            for one in self.by_id.values():
                if reached.intersection(one.predecessors):
                    reached.add(one.id)
            self.waiting[item] = [one for one in self.by_id if one in reached and one != item]
        return self.waiting[item]

    def _pushed(self, item: UUID, moved: Mapping[UUID, Span]) -> Span | None:
        """Where a follower has to go because of what is moved; null where it may stay."""
        own = self.by_id[item]
        if item not in self.days or own.status is InterventionStatus.STOPPED:
            return None
        lags = dict(own.lags)
        ready = max(
            (
                moved[one].last + ONE_DAY + dt.timedelta(days=lags.get(one, 0))
                for one in own.predecessors
                if one in moved and self.by_id[one].status is not InterventionStatus.STOPPED
            ),
            default=None,
        )
        now = self.days[item]
        if ready is None or now.first >= ready:
            return None
        return now.starting(max(ready, own.earliest or ready))

    def _relief(self, moved: Mapping[UUID, Span]) -> float:
        """By how many days less the whole is over."""
        change: _Cells = {}
        for item, after in moved.items():
            for sign, when in ((-1, self.days[item]), (1, after)):
                for cell, days in self._cells(item, when).items():
                    change[cell] = change.get(cell, 0.0) + sign * days
        return sum(self._over_in(cell) - self._over_in(cell, more) for cell, more in change.items())

    def _take(self, step: _Step) -> None:
        for item, after in step.days.items():
            for sign, when in ((-1, self.days[item]), (1, after)):
                for cell, days in self._cells(item, when).items():
                    self.used[cell] = self.used.get(cell, 0.0) + sign * days
            self.days[item] = after
