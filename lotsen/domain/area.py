"""The areas that a path through the years is drawn in: what each intervention furthers most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.domain.goal import Goal
from lotsen.domain.intervention import Intervention
from lotsen.domain.localtext import LocalText

OTHER = ""
"""The key of the area for what furthers none of the others."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area with its interventions. `name` is empty for what belongs to no other area."""

    key: str
    name: LocalText
    interventions: tuple[UUID, ...]


def by_area(
    names: Mapping[str, LocalText],
    parents: Mapping[str, str],
    interventions: Sequence[Intervention],
    goals: Sequence[Goal],
) -> tuple[Area, ...]:
    """Put each intervention into the area of the goal that it furthers most, the earlier goal where it is even.

    A goal's area is that of the national goal it was picked from (`parents`: goal's key → area's key). Goals of one's
    own lie in no area; what furthers only such goals, or none, stands in the last one.
    """
    area_of = {goal.id: parents[goal.origin] for goal in goals if goal.origin and goal.origin in parents}
    place = {goal.id: n for n, goal in enumerate(goals)}
    found: dict[str, list[UUID]] = {key: [] for key in (*names, OTHER)}
    for item in interventions:
        furthered = [(-value, place[goal], goal) for goal, value in item.effects if value and goal in area_of]
        key = area_of[min(furthered)[2]] if furthered else OTHER
        found[key if key in names else OTHER].append(item.id)
    return tuple(Area(key, names.get(key, LocalText()), tuple(ids)) for key, ids in found.items())
