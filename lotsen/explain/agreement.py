"""How far people agree, in plain words first and with the named figure and its source after them.

Everything is computed from the result; nobody is named.
"""

import math
from collections.abc import Mapping, Sequence

from lotsen.analysis.results import FEWEST_FOR_AGREEMENT
from lotsen.analysis.results.agreement import (
    FEWEST_BEHIND,
    FEWEST_FOR_CAMPS,
    Alpha,
    Camps,
    Concordance,
    Consensus,
    ConsensusWord,
    Difference,
    Metric,
    Sides,
)
from lotsen.texts import N_, Texts

LARGELY, IN_PART, DIFFERENTLY = (
    N_("You largely agree."),
    N_("You agree in part."),
    N_("You see this differently."),
)

W_LARGELY, W_IN_PART = 0.7, 0.5
"""Strong and moderate agreement: Schmidt 1997, Managing Delphi Surveys."""

ALPHA_LARGELY, ALPHA_IN_PART = 2 / 3, 1 / 3
"""From two thirds on Krippendorff (2004) lets conclusions be drawn; half of that is our own mark."""

CONSENSUS: Mapping[ConsensusWord, str] = {
    ConsensusWord.VERY_HIGH: LARGELY,
    ConsensusWord.HIGH: LARGELY,
    ConsensusWord.MODERATE: IN_PART,
    ConsensusWord.LOW: IN_PART,
    ConsensusWord.VERY_LOW: DIFFERENTLY,
}
"""AHP-OS's words in ours."""

METRICS: Mapping[Metric, str] = {
    Metric.NOMINAL: N_("alike or not"),
    Metric.ORDINAL: N_("by order"),
    Metric.INTERVAL: N_("by distance"),
}
"""How the distance of two answers counts."""


def of_order(result: Concordance, t: Texts) -> str:
    """How far people who judged everything put it in the same order."""
    if result.judges < FEWEST_FOR_AGREEMENT:
        return _too_few(t)
    figure = t(
        "Kendall's W is {value}, from 0 for no common order to 1 for the same one ({source}).",
        value=t.number(result.corrected, 2),
        source=result.method.source,
    )
    return f"{t(_word(result.corrected, W_LARGELY, W_IN_PART))} {figure}"


def of_answers(result: Alpha, t: Texts) -> str:
    """How far people's answers agree where not everybody judged everything."""
    if result.judges < FEWEST_FOR_AGREEMENT:
        return _too_few(t)
    if math.isnan(result.value):
        return t("All answers are alike.")
    figure = t(
        "Krippendorff's alpha ({metric}) is {value}; 1 is full agreement, 0 what chance gives ({source}).",
        metric=t(METRICS[result.metric]),
        value=t.number(result.value, 2),
        source=result.method.source,
    )
    return f"{t(_word(result.value, ALPHA_LARGELY, ALPHA_IN_PART))} {figure}"


def of_weights(result: Consensus, t: Texts) -> str:
    """How alike people's weights are."""
    if result.people < FEWEST_FOR_AGREEMENT:
        return _too_few(t)
    figure = t(
        "The consensus on the weights is {share} ({source}).",
        share=t.percent(result.corrected),
        source=result.method.source,
    )
    return f"{t(CONSENSUS[result.word])} {figure}"


def of_viewpoints(result: Sides, viewpoints: Mapping[str, str], items: Sequence[str], t: Texts) -> str:
    """Where two viewpoints are furthest apart. `viewpoints` and `items` are what the groups and items are called."""
    if len(result.names) < 2:
        return t(
            "Viewpoints are shown side by side when each has at least {n} people behind it.", n=t.number(FEWEST_BEHIND)
        )
    if not result.differences:
        return t("The viewpoints do not differ anywhere that can be shown.")
    furthest = _furthest(result)
    first, second = (viewpoints[result.names[side]] for side in (furthest.first, furthest.second))
    return t(
        "The viewpoints are furthest apart on “{item}”: {first} {first_mean}, {second} {second_mean}.",
        item=items[furthest.item],
        first=first,
        second=second,
        **_means(result, furthest, t),
    )


def of_camps(result: Camps | None, people: int, items: Sequence[str], t: Texts) -> str:
    """Whether the answers of `people` fall into camps, how large these are, and what parts them."""
    if people < FEWEST_FOR_CAMPS:
        return t("Camps are looked for among {n} people or more.", n=t.number(FEWEST_FOR_CAMPS))
    if result is None:
        return t("Your answers do not fall into camps.")
    sizes = [t.number(people) for people in result.sides.people]
    said = t("Your answers fall into {n} camps, of {sizes} people.", n=t.number(len(sizes)), sizes=t.listing(sizes))
    if not result.sides.differences:
        return said
    furthest = _furthest(result.sides)
    parted = t(
        "What parts them most is “{item}”: {first_mean} in one camp, {second_mean} in another.",
        item=items[furthest.item],
        **_means(result.sides, furthest, t),
    )
    return f"{said} {parted}"


def _too_few(t: Texts) -> str:
    return t("With fewer than five people nothing is said about agreement: look at it with your coach.")


def _word(value: float, largely: float, in_part: float) -> str:
    return LARGELY if value >= largely else IN_PART if value >= in_part else DIFFERENTLY


def _furthest(result: Sides) -> Difference:
    """The greatest effect; of equal ones the greatest gap."""
    return max(result.differences, key=lambda one: (abs(one.effect), abs(one.gap)))


def _means(result: Sides, difference: Difference, t: Texts) -> dict[str, str]:
    first, second = (float(result.mean[side, difference.item]) for side in (difference.first, difference.second))
    return {"first_mean": t.number(first, 1), "second_mean": t.number(second, 1)}
