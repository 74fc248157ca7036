"""What to do whatever happens: core, borderline and out; what more money buys; how a proposed set stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lotsen.analysis.results import Method
from lotsen.analysis.results.methods import Remark
from lotsen.analysis.results.plan import PlanResult


class Standing(StrEnum):
    CORE = "core"
    """In every portfolio that could be the best: do it."""
    BORDERLINE = "borderline"
    """In some of them: better knowledge of weights or effects decides."""
    OUT = "out"
    """In none of them: drop it."""


@dataclass(frozen=True, slots=True)
class CoreIndex:
    """An intervention's share (0 to 1) in the portfolios that could be the best.

    `draws` is its share in the best portfolios of all draws, each as often as it was best; null where nothing was
    drawn.
    """

    id: str
    index: float
    standing: Standing
    draws: float | None = None


@dataclass(frozen=True, slots=True)
class RobustPortfolio:
    """The portfolios that could be the best, by ids, and what they have in common.

    `exact` says that they are all the non-dominated ones; else they are the optimal ones of `draws` draws of weights
    in each of `scenarios`. `proven` is how many of these optima were proven.
    """

    method: Method
    exact: bool
    portfolios: tuple[tuple[str, ...], ...]
    indices: tuple[CoreIndex, ...]
    scenarios: int
    draws: int
    proven: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The best effect for an amount of money, and what the last step bought: which ones came and which ones went."""

    amount: float
    plan: PlanResult
    gained: float
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A proposed set as it would be planned, the best one for no more money, the cheapest of no less effect.

    `money` is what each of the three takes of the budget. `clashes` say why the set can't be planned at all; then the
    other two are null.
    """

    proposed: PlanResult
    same_cost: PlanResult | None
    same_effect: PlanResult | None
    money: Mapping[str, float]
    clashes: tuple[Remark, ...] = ()
