"""What an intervention is worth, and why: its formula, and each goal's part of its points."""

from collections.abc import Mapping
from uuid import UUID

from lotsen.analysis.results.scenario import InterventionEffect, Judged
from lotsen.domain.intervention import Confidence, Size
from lotsen.domain.scenario import COST_OF_SIZE, DAYS_OF_SIZE, FUNCTION_PERCENT, QUARTERS_OF_SIZE
from lotsen.explain.explanation import Explanation, Table
from lotsen.texts import N_, Texts

CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.GUESS: N_("a guess"),
    Confidence.ESTIMATE: N_("an estimate"),
    Confidence.EVIDENCE: N_("evidence"),
}
JUDGED: Mapping[Judged, str] = {
    Judged.CATEGORY: N_("judged for its category"),
    Judged.GOAL: N_("the goal's mean over all categories"),
    Judged.ALL: N_("the mean of all that is judged"),
    Judged.NOTHING: N_("nothing is judged yet, so it counts in full"),
}


def formula(t: Texts) -> str:
    """How points are counted, in words."""
    return t(
        "Points = 100 × the sum over the goals of: weight × strength / 2 × the room's value of its category for the "
        "goal (0 to 1) × how well it is founded (a guess 0.6, an estimate or not said 0.8, evidence 1)."
    )


def why(
    effect: InterventionEffect, title: str, goals: Mapping[UUID, str], confidence: Confidence | None, t: Texts
) -> Explanation:
    """Why an intervention has its points: a row for each goal that adds up to them."""
    parts = sorted(effect.parts, key=lambda part: -part.points)
    sentences = [t("{title} is worth {points} points here.", title=title, points=t.number(effect.points, 1))]
    if not parts:
        sentences.append(t("Nobody has said yet which goals it furthers, so it has no points."))
    elif parts[0].points:
        sentences.append(t("Most of them come from {goal}.", goal=goals[parts[0].goal]))
    founded = t(CONFIDENCES[confidence]) if confidence else t("not said, so it counts as an estimate")
    sentences.append(
        t("How well it is founded: {said}, factor {factor}.", said=founded, factor=t.number(effect.confidence, 1))
    )
    rows = tuple(
        (
            goals[part.goal],
            t.percent(part.weight),
            t.number(part.strength),
            t.number(part.value, 2),
            t(JUDGED[part.judged]),
            t.number(part.points, 1),
        )
        for part in parts
    )
    head = (t("Goal"), t("Weight"), t("Strength, 0 to 2"), t("Value, 0 to 1"), t("The value is"), t("Points"))
    foot = ("", "", "", "", "", t.number(effect.points, 1))
    table = Table(head, rows, frozenset({1, 2, 3, 5}), foot) if rows else None
    return Explanation(title, tuple(sentences), table, formula(t))


def sizes(t: Texts) -> str:
    """What S, M and L stand for where nobody has given a figure."""
    return t(
        "Sizes stand for: cost {costs}; effort {days} person-days; without days {quarters} quarters (S, M, L). "
        "The goals of the procurement function have {percent} of all weight together.",
        costs=" / ".join(t.about(COST_OF_SIZE[size]) for size in Size),
        days=" / ".join(t.number(DAYS_OF_SIZE[size]) for size in Size),
        quarters=" / ".join(t.number(QUARTERS_OF_SIZE[size]) for size in Size),
        percent=t.percent(FUNCTION_PERCENT / 100),
    )
