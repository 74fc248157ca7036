"""What is said about goals: how many are enough, how one is followed, what goes when it is removed."""

from decimal import Decimal

from lotsen.domain.goal import MOST_GOALS, RECOMMENDED_GOALS, Goal, GoalLevel, Hanging
from lotsen.texts import Texts

NBSP = "\u00a0"


def enough(t: Texts, count: int, level: GoalLevel) -> str:
    """A kind word about the number of goals: five to seven are recommended, thirty possible."""
    fewest, most = RECOMMENDED_GOALS
    said = t.plural("{n} goal.", "{n} goals.", count)
    if level is GoalLevel.FUNCTION:
        return said
    if count < fewest:
        more = t("Five to seven are easiest to weigh against each other.")
    elif count <= most:
        more = t("A good number: five to seven can be kept in mind at once.")
    elif count < MOST_GOALS:
        more = t("More than seven are hard to weigh. Can some be joined, or wait?")
    else:
        more = t("There is no place for more. Remove or join some.")
    return f"{said} {more}"


def follow(t: Texts, goal: Goal) -> str:
    """How a goal is followed: indicator, from baseline to target, by when; empty where nothing is said."""
    parts = [t.local(goal.indicator)]
    if goal.baseline is not None and goal.target is not None:
        parts.append(f"{_number(t, goal.baseline)}{NBSP}→{NBSP}{_figure(t, goal, goal.target)}")
    elif goal.target is not None:
        parts.append(t("target {target}", target=_figure(t, goal, goal.target)))
    elif goal.baseline is not None:
        parts.append(t("now {baseline}", baseline=_figure(t, goal, goal.baseline)))
    if goal.target_year:
        parts.append(t("by {year}", year=goal.target_year))
    return " · ".join(part for part in parts if part)


def stands(t: Texts, goal: Goal) -> list[str]:
    """Where a goal of the function stands: its present state and actions, one line for each that is said."""
    parts = ((t("Present state"), goal.present_state), (t("Actions"), goal.actions))
    return [f"{name}: {t.local(text)}" for name, text in parts if text]


def _figure(t: Texts, goal: Goal, value: Decimal) -> str:
    return f"{_number(t, value)} {goal.unit}".strip().replace(" ", NBSP)


def _number(t: Texts, value: Decimal) -> str:
    """As few decimals as say the number."""
    decimals = next((n for n in (0, 1) if round(value, n) == value), 2)
    return t.number(float(value), decimals)


def goes(t: Texts, hanging: Hanging, *, removed: bool = True) -> list[str]:
    """What goes with a goal that is removed, or that changes level, one line for each kind."""
    marks, weighings = hanging.marks, hanging.weighings
    judgements, agreed = hanging.judgements, hanging.agreed_values
    lines, interventions = (hanging.policy_lines, hanging.interventions) if removed else (0, 0)
    said = [
        t.plural("{n} person's marks on it", "{n} people's marks on it", marks) if marks else "",
        t.plural("{n} person's weighing of it", "{n} people's weighing of it", weighings) if weighings else "",
        t("the weight that you agreed on") if hanging.agreed_weight else "",
        t.plural("{n} judgement of a category", "{n} judgements of categories", judgements) if judgements else "",
        t.plural("{n} agreed value", "{n} agreed values", agreed) if agreed else "",
        t.plural("its tie to {n} policy line, which stays", "its ties to {n} policy lines, which stay", lines)
        if lines
        else "",
        t.plural(
            "its effect on {n} intervention, which stays",
            "its effects on {n} interventions, which stay",
            interventions,
        )
        if interventions
        else "",
    ]
    return [one for one in said if one]
