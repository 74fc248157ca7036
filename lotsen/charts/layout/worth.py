"""Effort against effect: what each intervention is worth for what it takes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results.scenario import InterventionEffect
from lotsen.domain.intervention import Intervention
from lotsen.domain.scenario import Assumptions, cost_of, effort_of

LABELLED = 7
"""So many are named in the picture, those that are worth most for their days; the rest say their name when touched."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One intervention. `chosen`: it is in the plan that was found; `label` is empty where there is no room."""

    id: UUID
    name: str
    days: float
    cents: float
    points: float
    chosen: bool
    label: str

    @property
    def per_day(self) -> float | None:
        """Points for a person-day; null where nobody has said how many it takes."""
        return self.points / self.days if self.days else None


def worth(
    items: Iterable[Intervention],
    assumptions: Assumptions,
    effects: Mapping[UUID, InterventionEffect],
    names: Mapping[UUID, str],
    chosen: Sequence[UUID],
) -> tuple[Dot, ...]:
    """Every intervention that takes days and is worth something, the most worth for its days first."""
    dots = [
        Dot(
            item.id,
            names[item.id],
            sum(effort.days for effort in effort_of(item)),
            cost_of(item, assumptions),
            effects[item.id].points,
            item.id in chosen,
            "",
        )
        for item in items
        if item.id in effects
    ]
    shown = sorted((dot for dot in dots if dot.days and dot.points), key=lambda dot: -dot.points / dot.days)
    return tuple(
        Dot(dot.id, dot.name, dot.days, dot.cents, dot.points, dot.chosen, dot.name if place < LABELLED else "")
        for place, dot in enumerate(shown)
    )
