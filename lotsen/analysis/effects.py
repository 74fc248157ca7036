"""What an intervention is worth: its effect on the goals, by their weights and by what the room judged."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from lotsen.analysis.results import Method
from lotsen.analysis.results.scenario import EffectPart, InterventionEffect, Judged
from lotsen.domain.intervention import Confidence, Intervention

EFFECT = Method("effect", "E = 100 · Σ w · s/2 · u · c", "Keeney & Raiffa 1976, 3: additive value", 1)

CONFIDENCE: Mapping[Confidence | None, float] = {
    Confidence.GUESS: 0.6,
    Confidence.ESTIMATE: 0.8,
    Confidence.EVIDENCE: 1.0,
    None: 0.8,
}
"""What of an effect counts, by how well its estimate is founded; one that nobody said counts as an estimate."""

STRONGEST = 2

Cells = Mapping[tuple[UUID, UUID], float]
"""(Category, goal) → the room's value, 0 to 1; a cell that nobody judged isn't there."""


def effects(
    interventions: Sequence[Intervention],
    weights: Mapping[UUID, float],
    cells: Cells,
    categories_of: Callable[[Intervention], Sequence[UUID]],
) -> dict[UUID, InterventionEffect]:
    """The points of every intervention, and each goal's part of them.

        E = 100 * sum_g  w_g * s_g / 2 * u_(c,g) * c

    `w` are the goals' weights (together 1), `s` how strongly it furthers a goal (0 to 2), `u` the room's value of its
    categories for that goal, `c` the factor of `CONFIDENCE`. u is the mean over the intervention's categories; where
    none of them is judged, and for the procurement function, the goal's mean over all categories; for a goal that isn't
    judged by category the mean of everything judged, and 1 while nothing is. An additive value as in Keeney and Raiffa
    (1976): an intervention that furthers every goal strongly where the room sees the most there is has 100 points.
    """
    by_goal: dict[UUID, list[float]] = {}
    for (_, goal), value in cells.items():
        by_goal.setdefault(goal, []).append(value)
    means = {goal: sum(values) / len(values) for goal, values in by_goal.items()}
    everything = sum(cells.values()) / len(cells) if cells else None

    def value_of(categories: Sequence[UUID], goal: UUID) -> tuple[float, Judged]:
        judged = [cells[one, goal] for one in categories if (one, goal) in cells]
        if judged:
            return sum(judged) / len(judged), Judged.CATEGORY
        if goal in means:
            return means[goal], Judged.GOAL
        return (1.0, Judged.NOTHING) if everything is None else (everything, Judged.ALL)

    found = {}
    for item in interventions:
        sure, categories, parts = CONFIDENCE[item.confidence], categories_of(item), []
        for goal, strength in item.effects:
            weight, (value, judged) = weights.get(goal, 0.0), value_of(categories, goal)
            points = 100 * weight * strength / STRONGEST * value * sure
            parts.append(EffectPart(goal, weight, strength, value, judged, points))
        found[item.id] = InterventionEffect(item.id, sure, tuple(parts))
    return found


def plan_weights(
    procurement: Mapping[UUID, float], function: Mapping[UUID, float], function_percent: int
) -> dict[UUID, float]:
    """The goals' weights of both levels as one: together 1, the function's goals with their stated share."""
    if not procurement or not function:
        return {**procurement, **function}
    share = function_percent / 100
    return {goal: (1 - share) * weight for goal, weight in procurement.items()} | {
        goal: share * weight for goal, weight in function.items()
    }
