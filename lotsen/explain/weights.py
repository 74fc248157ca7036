"""What the group's weights say, as a sentence and as a table: from the values that the bars are drawn of; and what a
person's own answers still lack, or where they contradict each other."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.analysis.results import Weights
from lotsen.analysis.results.methods import Comparison, Pairwise
from lotsen.analysis.results.weighing import Weighed
from lotsen.domain.goal import Goal
from lotsen.domain.organisation import Viewpoint
from lotsen.domain.room import Gathering, Weighing
from lotsen.domain.weighing import step_of
from lotsen.errors import N_
from lotsen.explain.people import VIEWPOINTS
from lotsen.texts import Texts

FURTHEST = 0.15
"""From this distance between lowest and highest on, the sentence says where people are furthest apart."""

ACCEPTED = 0.10
"""Up to this consistency ratio comparisons are said to agree; the result itself says whether they do."""

WAYS: Mapping[Weighing, tuple[str, str]] = {
    Weighing.MARKS: (
        N_("Marks"),
        N_("Ten marks, or a hundred points, are shared out. Quick, and everybody has done it before."),
    ),
    Weighing.SWING: (
        N_("From worst to best"),
        N_("What lifting each goal from its worst to its best is worth. Holds great words against what can change."),
    ),
    Weighing.ORDER: (
        N_("Order of importance"),
        N_("Only which goal comes before which (rank-order centroid). For those who would rather give no figures."),
    ),
    Weighing.PAIRS: (
        N_("In pairs"),
        N_("Two goals at a time (AHP). Takes longest and shows contradictions; seven goals make 21 pairs."),
    ),
}
"""Each way's name, and what it is for."""

QUESTIONS: Mapping[Weighing, str] = {
    Weighing.SWING: N_(
        "Imagine everything at its worst. Which goal would you lift first? It gets 100. "
        "How much is lifting each of the others worth beside it?"
    ),
    Weighing.ORDER: N_("Put the most important goal first, and so on."),
}
"""What is asked in a way whose element does not ask by itself."""

GATHERINGS: Mapping[Gathering, tuple[str, str]] = {
    Gathering.MEAN: (N_("Plain mean"), N_("Every answer moves it.")),
    Gathering.MEDIAN: (N_("Median"), N_("The one in the middle: a few extreme answers don't move it.")),
    Gathering.GEOMETRIC: (
        N_("Geometric mean"),
        N_("Fits pairs, whose answers are ratios. One person's 0 makes the group's 0."),
    ),
}

STRENGTHS = (
    N_("equally important"),
    N_("somewhat more important"),
    N_("more important"),
    N_("much more important"),
    N_("very much more important"),
)
"""The answers to a comparison by step, from 0 on."""

COMPARED = (
    N_("“{one}” as much as “{other}”"),
    N_("“{one}” somewhat more than “{other}”"),
    N_("“{one}” more than “{other}”"),
    N_("“{one}” much more than “{other}”"),
    N_("“{one}” very much more than “{other}”"),
)
"""The same, said of two goals."""


def says(t: Texts, goals: Sequence[Goal], weighed: Weighed) -> str:
    """What weighs most for the group, and where its people are furthest apart."""
    settled = weighed.group.agreed
    if not goals or not (weighed.people or settled):
        return t("Nobody has weighed the goals yet, so all weigh the same.")
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
    told = (agreed(t, weighed.group), sentence, _apart(t, apart, weighed) if apart else "")
    return " ".join(part for part in told if part)


def agreed(t: Texts, weights: Weights) -> str:
    """That the room settled the weights itself, where it did: every screen says so."""
    return t("You agreed on the weights together.") if weights.agreed else ""


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


def who(t: Texts, weighed: Weighed, viewpoints: Mapping[Viewpoint, float]) -> str:
    """How many people's answers the group's weights come from, and who of them counts for more than others."""
    told = [_counted(t, weighed)]
    if weighed.begun:
        told.append(
            t.plural(
                "{n} more has begun and doesn't count yet.", "{n} more have begun and don't count yet.", weighed.begun
            )
        )
    if viewpoints:
        listed = [f"{t(VIEWPOINTS[one])} × {_times(t, weight)}" for one, weight in viewpoints.items()]
        told.append(t("People count by their viewpoint: {list}.", list=t.listing(listed)))
    told += [t(remark.text, **remark.fields) for remark in weighed.remarks]
    return " ".join(told)


def _counted(t: Texts, weighed: Weighed) -> str:
    if weighed.people:
        return t.plural(
            "The group: {n} person has weighed the goals.",
            "The group: {n} people have weighed the goals.",
            weighed.people,
        )
    return t("Give yours first: the others see the group's weights, not yours.")


def _times(t: Texts, weight: float) -> str:
    return t.number(weight, 0 if weight == round(weight) else 1)


def lacking(t: Texts, goals: Sequence[Goal], weighed: Weighed, person: UUID) -> str:
    """What a person's answers in the room's way still lack before they count; nothing where they do."""
    found = weighed.answers.get(person)
    if found and found.weights is not None:
        return ""
    titles = {goal.id: t.local(goal.title) for goal in goals}
    begun = found is not None and found.given.given(weighed.way)
    missing = [titles[goal] for goal in found.missing] if found and begun else []
    match weighed.way:
        case Weighing.SWING if missing:
            return t.plural(
                "{n} goal has no answer yet. Yours count once all have one, be it 0.",
                "{n} goals have no answer yet. Yours count once all have one, be it 0.",
                len(missing),
            )
        case Weighing.SWING:
            return t("Give 100 to the goal that you would lift first.")
        case Weighing.ORDER if missing:
            return t("New in the list: {goals}. Yours count again once you have put the goals in order.",
                     goals=t.listing(missing))  # fmt: skip
        case Weighing.ORDER:
            return t("This is the order of the list, not yet yours. Move a goal, or say that the order is right.")
        case Weighing.PAIRS:
            return _untied(t, titles, found.parts if found and begun else tuple((goal.id,) for goal in goals), begun)
    return ""


def _untied(t: Texts, titles: Mapping[UUID, str], parts: Sequence[Sequence[UUID]], begun: bool) -> str:
    wanted = len(parts) - 1
    told = t.plural(
        "It takes {n} comparison more until yours count.", "It takes {n} comparisons more until yours count.", wanted
    )
    if not begun:
        return t.plural(
            "It takes {n} comparison until yours count; each one beyond that makes them surer.",
            "It takes {n} comparisons until yours count; each one beyond that makes them surer.",
            wanted,
        )
    sides = [t.listing([titles[goal] for goal in part]) for part in parts[:2]]
    return told + " " + t("Nothing ties {one} to {other} yet.", one=sides[0], other=sides[1])


def consistency(t: Texts, goals: Sequence[Goal], result: Pairwise) -> str:
    """Whether a person's comparisons agree with each other; where they don't, which ones, and where to look first."""
    titles = [t.local(goal.title) for goal in goals]
    if result.acceptable or result.look is None:
        remark = result.remarks[0] if result.remarks else None
        return t(remark.text, **remark.fields) if remark else t("Your comparisons agree with each other.")
    look = t(
        "Look at “{one}” against “{other}” first.",
        one=titles[min(result.look.i, result.look.j)],
        other=titles[max(result.look.i, result.look.j)],
    )
    if not result.worst:
        return t("Your comparisons contradict each other.") + " " + look
    i, j, k = result.worst[0].places
    told = [_compared(t, titles, result, pair) for pair in ((i, j), (j, k), (k, i))]
    return t("Three of your comparisons contradict each other: {list}.", list="; ".join(told)) + " " + look


def _compared(t: Texts, titles: Sequence[str], result: Pairwise, pair: tuple[int, int]) -> str:
    """A comparison told from the side of the goal that matters more."""
    i, j = pair if result.matrix[pair] >= 1 else pair[::-1]
    return t(COMPARED[step_of(float(result.matrix[i, j]))], one=titles[i], other=titles[j])


def ratio(t: Texts, result: Pairwise) -> str:
    """The figure behind the sentence on consistency."""
    return t(
        "Consistency ratio (CR): {ratio}. At 0 nothing contradicts anything; up to {accepted} is accepted.",
        ratio=t.number(result.consistency_ratio, 2),
        accepted=t.number(ACCEPTED, 2),
    )


def looked_at(look: Comparison | None) -> tuple[int, int] | None:
    """The places of the two goals whose comparison to look at first, the earlier one first."""
    return (min(look.i, look.j), max(look.i, look.j)) if look else None


def how_to_read(t: Texts, weighed: Weighed) -> str:
    """How to read the bars, in the room's way."""
    read = {
        Weighing.MARKS: t(
            "Each person has as many marks as everybody else and shares them out. The bar is the weight that your "
            "marks give: your marks on the goal divided by all that you gave, so the bars always add up to 100 %."
        ),
        Weighing.SWING: t(
            "Your bar for a goal is its figure divided by all your figures (swing weighting). Asked is what the step "
            "from worst to best is worth: a goal on which little can change gets little, however great it sounds."
        ),
        Weighing.ORDER: t(
            "Only the order counts: your bars are the mean of all weights that keep it (rank-order centroid). So the "
            "first goal gets far more than the second, and the last ones get little."
        ),
        Weighing.PAIRS: t(
            "Your bars are the weights that fit all your comparisons best (the eigenvector of the analytic hierarchy "
            "process, AHP). A pair that you left out counts as what the others say of it. Contradictions count too, "
            "but are worth another look."
        ),
    }[weighed.way]
    line = {
        Gathering.MEAN: t("The amber line is the group's mean."),
        Gathering.MEDIAN: t("The amber line is the group's median, divided so that all lines add up to 100 %."),
        Gathering.GEOMETRIC: t(
            "The amber line is the group's geometric mean, divided so that all lines add up to 100 %."
        ),
    }[weighed.gathering]
    if weighed.group.agreed:
        line = t("The amber line is what you agreed on; everybody's answers are kept beside it.")
    spread = t(
        "With five or more people a thin line runs from the lowest to the highest weight anyone gave; with fewer it "
        "would tell who gave what."
    )
    return f"{read} {line} {spread}"


def rows(
    t: Texts, goals: Sequence[Goal], weighed: Weighed, person: UUID, *, hidden: bool = False
) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the table beside the bars; what is hidden from everybody is a dash."""
    answers = weighed.given_by(person)
    given: Mapping[UUID, float]
    columns, given = {
        Weighing.MARKS: ([t("My marks")], answers.marks),
        Weighing.SWING: ([t("My answer")], answers.swing),
        Weighing.ORDER: ([t("My place")], answers.order),
        Weighing.PAIRS: ([], {}),
    }[weighed.way]
    mine, settled = weighed.weights_of(person), weighed.group.agreed
    lines = []
    for goal in goals:
        weight = weighed.weights[goal.id]
        voted = weight.voted if settled else weight.mean if weighed.people else None
        lines.append(
            [
                t.local(goal.title),
                *([t.percent(weight.mean)] if settled else []),
                *([t.number(given[goal.id]) if goal.id in given else "–"] if columns else []),
                t.percent(mine[goal.id]) if mine else "–",
                "–" if voted is None or hidden else t.percent(voted),
                "–" if weight.low is None or hidden else f"{t.percent(weight.low)}–{t.percent(weight.high or 0)}",
            ]
        )
    told = [t("Agreed")] if settled else []
    return [t("Goal"), *told, *columns, t("My weight"), t("Group's weight"), t("Lowest to highest")], lines
