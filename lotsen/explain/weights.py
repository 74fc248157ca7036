"""What the group's weights say, as a sentence and as a table: from the values that the bars are drawn of."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.domain.goal import Goal, Weighed, shares
from lotsen.texts import Texts

FURTHEST = 0.15
"""From this distance between lowest and highest on, the sentence says where people are furthest apart."""


def says(t: Texts, goals: Sequence[Goal], weighed: Weighed) -> str:
    """What weighs most for the group, and where its people are furthest apart."""
    if not weighed.people or not goals:
        return t("Nobody has given marks yet, so all goals weigh the same.")
    order = sorted(goals, key=lambda goal: -weighed.weights[goal.id].mean)
    first, *rest = order
    sentence = (
        t(
            "“{first}” weighs most ({share}), then “{second}” ({next_share}).",
            first=t.local(first.title),
            share=t.percent(weighed.weights[first.id].mean),
            second=t.local(rest[0].title),
            next_share=t.percent(weighed.weights[rest[0].id].mean),
        )
        if rest
        else t("“{first}” is the only goal and bears all the weight.", first=t.local(first.title))
    )
    apart = _furthest(goals, weighed)
    return f"{sentence} {_apart(t, apart, weighed)}" if apart else sentence


def _furthest(goals: Sequence[Goal], weighed: Weighed) -> Goal | None:
    """The goal with the longest distance between the lowest and the highest weight, where that is worth saying."""
    distances = {
        goal.id: weight.high - weight.low
        for goal in goals
        if (weight := weighed.weights[goal.id]).low is not None and weight.high is not None
    }
    found = max(goals, key=lambda goal: distances.get(goal.id, 0.0))
    return found if distances.get(found.id, 0.0) >= FURTHEST else None


def _apart(t: Texts, goal: Goal, weighed: Weighed) -> str:
    weight = weighed.weights[goal.id]
    return t(
        "You are furthest apart on “{goal}”: from {low} to {high}.",
        goal=t.local(goal.title),
        low=t.percent(weight.low or 0),
        high=t.percent(weight.high or 0),
    )


def who(t: Texts, weighed: Weighed) -> str:
    """How many people's marks the group's weights are the mean of."""
    if not weighed.people:
        return t("Give yours first: the others see the group's mean, not yours.")
    return t.plural("The group: {n} person has given marks.", "The group: {n} people have given marks.", weighed.people)


def rows(
    t: Texts, goals: Sequence[Goal], weighed: Weighed, mine: Mapping[UUID, int]
) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the table beside the bars."""
    my_shares = shares(mine, [goal.id for goal in goals]) if any(mine.values()) else {}
    columns = [t("Goal"), t("My marks"), t("My weight"), t("Group's weight"), t("Lowest to highest")]
    lines = []
    for goal in goals:
        weight = weighed.weights[goal.id]
        spread = "–" if weight.low is None else f"{t.percent(weight.low)}–{t.percent(weight.high or 0)}"
        lines.append(
            [
                t.local(goal.title),
                t.number(mine.get(goal.id, 0)),
                t.percent(my_shares[goal.id]) if my_shares else "–",
                t.percent(weight.mean) if weighed.people else "–",
                spread,
            ]
        )
    return columns, lines
