"""What to do and when: the description of a case, and the plan that comes out.

Times are period numbers from 0; a period is whatever the case says, a quarter or a day. An end is exclusive: what
starts at 2 and takes 3 periods ends at 5. Amounts of money and units of a role are plain numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lotsen.analysis.results import Method
from lotsen.analysis.results.methods import Remark
from lotsen.errors import N_


class Objective(StrEnum):
    EFFECT = "effect"
    """The greatest sum of effects, each discounted from its intervention's end."""
    MAKESPAN = "makespan"
    """The earliest period by which everything that must be done is done."""


class Spending(StrEnum):
    """When an intervention's money is spent."""

    EVEN = "even"
    """The same in each of its periods: a project of six quarters pays in two or three years."""
    START = "start"
    """All in the year it starts."""


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do an intervention. `duration` in periods, 0 for a milestone.

    `demand` is units of a role in each period that it runs, `consumption` money of a budget in all. Of that, `told` is
    what falls in a certain year of a yearly budget, as (years after the one it starts in, amount): it moves along by
    whole years. The rest is spent as the case says, in the years that nothing is told for; in all, where each is told.
    `effect` is null where the intervention's own counts.
    """

    duration: int
    demand: Mapping[str, float] = field(default_factory=dict)
    consumption: Mapping[str, float] = field(default_factory=dict)
    effect: float | None = None
    told: Mapping[str, tuple[tuple[int, float], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Predecessor:
    """What has to be done before: the start is at least `lag` periods after its end. A negative lag overlaps."""

    id: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intervention that may be chosen. It is done in one mode, without a break, once.

    It starts at `earliest` or later and ends by `latest` (null: the last period). Whoever is chosen has all
    predecessors chosen, and none of those it `excludes` (in either direction). `start` and `mode` are pins: if it is
    done at all, then so; `must` says that it is done, `forbidden` that it isn't.
    """

    id: str
    effect: float
    modes: tuple[Mode, ...]
    predecessors: tuple[Predecessor, ...] = ()
    earliest: int = 0
    latest: int | None = None
    must: bool = False
    forbidden: bool = False
    excludes: tuple[str, ...] = ()
    start: int | None = None
    mode: int | None = None

    def effect_in(self, mode: int) -> float:
        """The effect of a mode, before discounting."""
        own = self.modes[mode].effect
        return self.effect if own is None else own


@dataclass(frozen=True, slots=True)
class PlanCase:
    """What there is to choose from, and what limits it.

    `capacity` is units per role and period; a role without one is not limited. `budgets` are one amount for the whole
    time, or a tuple of one per year of `periods_per_year` periods; a budget that is not named is not limited. There may
    be amounts for years after the last period too: what is told for a year can be paid after the end. What would be
    paid before the first year is paid in it, and after the last one that has an amount, in that.
    `discount` is a rate per year: an effect that begins a year later is worth 1 / (1 + discount) of it.
    """

    periods: int
    candidates: tuple[Candidate, ...]
    capacity: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    budgets: Mapping[str, float | tuple[float, ...]] = field(default_factory=dict)
    objective: Objective = Objective.EFFECT
    discount: float = 0.0
    periods_per_year: int = 4
    spending: Spending = Spending.EVEN

    @property
    def years(self) -> int:
        """How many years the periods touch."""
        return max(-(-self.periods // self.periods_per_year), 1)

    def worth(self, candidate: Candidate, mode: int, start: int) -> float:
        """The effect of a candidate in a mode from a start, discounted from its end."""
        years = (start + candidate.modes[mode].duration) / self.periods_per_year
        return candidate.effect_in(mode) * float((1 + self.discount) ** -years)


class PlanStatus(StrEnum):
    OPTIMAL = "optimal"
    """Proven: nothing better exists, but for a gap of at most `PROVEN`."""
    FEASIBLE = "feasible"
    """Found, and not proven to be the best."""
    INFEASIBLE = "infeasible"
    """Proven: no plan keeps everything that is asked for."""
    NOTHING_YET = "nothing_yet"
    """The time was too short to find a plan or to prove that there is none."""


PROVEN = 1e-4
"""The relative gap between objective and bound below which a plan of effects counts as optimal."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An intervention that is done: in which of its modes, from which period, to which one (exclusive)."""

    id: str
    mode: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slack:
    """By how many periods an intervention can move without moving the end, by precedence and windows alone."""

    id: str
    earliest: int
    latest: int

    @property
    def periods(self) -> int:
        return self.latest - self.earliest


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The longest chain by precedence, first to last, which ends at `end`; and the slack of all that are chosen."""

    end: int
    path: tuple[str, ...] = ()
    slacks: tuple[Slack, ...] = ()


class Pin(StrEnum):
    """What a room can settle by hand."""

    MUST = "must"
    FORBIDDEN = "forbidden"
    START = "start"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class PinCost:
    """What a pin costs: how much better the objective would be without it, in the objective's own unit.

    Between `least` and `most`, which are the same where both plans are proven. `most` is null where nothing is known,
    `least` also where the plan is impossible with the pin and possible without it.
    """

    id: str
    pin: Pin
    least: float | None
    most: float | None
    possible: bool = True


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the solver is: the best plan so far, and what nothing can beat."""

    seconds: float
    objective: float | None
    bound: float | None
    chosen: tuple[Chosen, ...] = ()

    @property
    def gap(self) -> float | None:
        return relative_gap(self.objective, self.bound)


@dataclass(frozen=True, slots=True)
class PlanResult:
    """A plan, how good it is, and what an independent check says about it.

    `objective` is the sum of discounted effects, or the period by which all is done; `bound` what no plan can beat.
    `use` is units per role and period, `money` the amount per budget and year (one figure where the budget is one
    amount). `clashes` name the smallest set of demands found that can't be kept together. `violations` are what the
    check finds wrong with the plan: nothing, or the plan is not to be trusted.
    """

    method: Method
    status: PlanStatus
    objective: float | None = None
    bound: float | None = None
    chosen: tuple[Chosen, ...] = ()
    use: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    money: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    path: CriticalPath = CriticalPath(0)
    clashes: tuple[Remark, ...] = ()
    violations: tuple[Remark, ...] = ()
    seconds: float = 0.0

    @property
    def said(self) -> Remark:
        """How good the plan is, in a sentence; 'optimal' is said of what is proven, and of nothing else."""
        if self.status is PlanStatus.OPTIMAL:
            return Remark(N_("Proven: no plan is better."))
        if self.status is PlanStatus.INFEASIBLE:
            return Remark(N_("No plan keeps everything that is asked for."))
        if self.status is PlanStatus.NOTHING_YET:
            return Remark(N_("No plan was found in the time. Give it more seconds, or ask for less."))
        if self.gap is None:
            return Remark(N_("Best found; how far from the best possible is not known."))
        return Remark(N_("Best found, at most {gap} % from the best possible."), {"gap": f"{100 * self.gap:.2f}"})

    @property
    def gap(self) -> float | None:
        """The plan is at most this share away from the best possible; null where there is no plan or no bound."""
        return relative_gap(self.objective, self.bound)


def relative_gap(objective: float | None, bound: float | None) -> float | None:
    """The distance of objective and bound as a share of the bound, 0 to 1; null where one is missing."""
    if objective is None or bound is None:
        return None
    return min(abs(bound - objective) / max(abs(bound), abs(objective), 1e-9), 1.0) if bound != objective else 0.0
