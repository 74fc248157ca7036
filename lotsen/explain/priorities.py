"""Why the priorities are what they are: the sentence over the heatmap, a cell, a rank, and how to read it all.

Everything is computed from the result that the picture is drawn from.
"""

import math
from collections.abc import Mapping
from uuid import UUID

import numpy as np

from lotsen.analysis.results import ColumnKind, Priorities, PrioritiesView
from lotsen.charts.layout.names import Names
from lotsen.domain.criterion import CriterionKind
from lotsen.explain import weights
from lotsen.explain.explanation import Table
from lotsen.texts import N_, Texts

CLOSE = 3.0
"""Points: places nearer than this are said to be close."""

MOST_CRITICAL = 4
"""Critical categories that are named in a sentence; the marks show them all."""

QUESTION = N_("How much can we further this goal by procuring this differently?")

ANSWERS = (N_("not at all"), N_("somewhat"), N_("clearly"), N_("decisively"))
"""The answers 0 to 3 in words."""

UNSURE = N_("I don't know")

CRITERIA: Mapping[CriterionKind, str] = {
    CriterionKind.SPEND: N_("Spend"),
    CriterionKind.CARBON: N_("Emissions, t CO2e"),
    CriterionKind.POTENTIAL: N_("Reduction potential"),
    CriterionKind.CRITICALITY: N_("Criticality"),
    CriterionKind.INFLUENCE: N_("Market influence"),
    CriterionKind.CONTRACT_END: N_("Contract ends"),
}
"""What the product calls the known criteria; own ones have a name of their own."""

CRITERION_QUESTIONS: Mapping[CriterionKind, str] = {
    CriterionKind.POTENTIAL: N_("How much of the emissions of this can we cut?"),
    CriterionKind.CRITICALITY: N_("How badly does our own work suffer if this is not delivered?"),
    CriterionKind.INFLUENCE: N_("How much does our demand weigh on this market?"),
    CriterionKind.OWN: N_("How much of this is there here?"),
}
"""What is asked of a cell of the criteria that people judge."""

CategoryNames = Mapping[UUID, str]


def headline(result: Priorities, names: CategoryNames, t: Texts) -> str:
    """What the picture says, in one sentence: who carries half of the benefit."""
    first = [i for i in result.order if result.ranks[i]]
    if not first:
        return t("Nothing is judged enough to be ranked yet.")
    if len(first) == 1:
        return t("{category} is the only category that is judged so far.", category=names[result.categories[first[0]]])
    few = carriers(result)
    if len(few) <= 3:
        listed = t.listing([names[result.categories[i]] for i in few])
        return t.plural(
            "{categories} carries half of the benefit of {all} categories.",
            "{categories} carry half of the benefit of {all} categories.",
            len(few),
            categories=listed,
            all=t.number(len(first)),
        )
    return t(
        "{first} comes first with {score} points; the first {few} of {all} categories carry half of the benefit.",
        first=names[result.categories[first[0]]],
        score=points(result.score[first[0]], t),
        few=t.number(len(few)),
        all=t.number(len(first)),
    )


def carriers(result: Priorities) -> tuple[int, ...]:
    """The fewest categories, best first, that together have half of all points."""
    first = [i for i in result.order if result.ranks[i]]
    sums = np.cumsum(result.score[first])
    return tuple(first[: int(np.searchsorted(sums, sums[-1] / 2 - 1e-9)) + 1]) if first else ()


def border(result: Priorities, names: CategoryNames, t: Texts) -> str:
    """The plain reading of the end of the top list, by its points; nothing when no category lies below it."""
    listed = [i for i in result.order if result.top[i]]
    below = [i for i in result.order if result.ranks[i] and not result.top[i]]
    if not listed or not below:
        return ""
    last, next_ = listed[-1], below[0]
    gap = float(result.score[last] - result.score[next_])
    who = {"last": names[result.categories[last]], "next": names[result.categories[next_]]}
    if gap < CLOSE:
        return t(
            "The end of the top list is open: {last} is {gap} points ahead of {next}.", gap=t.number(gap, 1), **who
        )
    return t("The top list ends clearly: {last} is {gap} points ahead of {next}.", gap=t.number(gap, 1), **who)


def critical(result: Priorities, names: CategoryNames, t: Texts) -> str:
    """The categories below the top list that are critical: no average hides them."""
    below = [i for i in result.order if result.critical[i].any() and not result.top[i]]
    if not below:
        return ""
    named = [names[result.categories[i]] for i in below[:MOST_CRITICAL]]
    return t("Critical whatever the rank: {categories}.", categories=t.listing(named))


def coverage(result: Priorities, t: Texts) -> str:
    """How many goal cells nobody has judged; nothing when all are."""
    goals = [j for j, column in enumerate(result.columns) if column.kind is ColumnKind.GOAL]
    missing = int(np.isnan(result.value[:, goals]).sum())
    if not missing or not goals:
        return ""
    return t.plural(
        "{n} of {all} cells is not judged yet.",
        "{n} of {all} cells are not judged yet.",
        missing,
        all=t.number(len(goals) * len(result.categories)),
    )


def worth_talking(result: Priorities, names: CategoryNames, columns: CategoryNames, t: Texts) -> str:
    """Which cells decide the list, or why that is not said."""
    cells = [(i, j) for i in result.order for j in range(len(result.columns)) if result.matters[i, j]]
    if not result.ranked:
        return ""
    if np.isnan(result.spread).all():
        return t("With fewer than five judges of a cell nothing is said about agreement: look at it with your coach.")
    if not cells:
        return t("No single cell that you disagree on changes the top list.")
    where = [
        t(
            "{category} × {goal}",
            category=names[result.categories[i]],
            goal=columns[result.columns[j].id],
        )
        for i, j in cells
    ]
    return t.plural(
        "Worth talking about: {cells}. Settling it may change the top list.",
        "Worth talking about: {cells}. Settling any one of them may change the top list.",
        len(cells),
        cells=t.listing(where),
    )


def column_names(result: Priorities, goals: CategoryNames, own: CategoryNames, t: Texts) -> dict[UUID, str]:
    """What every column is called: the goals' and own criteria's names as written, the known criteria as we say."""
    known = {
        column.id: t(CRITERIA[column.criterion])
        for column in result.columns
        if column.criterion and column.criterion in CRITERIA
    }
    return {**goals, **own, **known}


def names_of(view: PrioritiesView, t: Texts, currency: str = "EUR") -> Names:
    """What categories and columns are called in the reader's language."""
    goals = {goal.id: t.local(goal.title) for goal in view.goals}
    own = {criterion.id: t.local(criterion.name) for criterion in view.criteria}
    return Names(
        {category.id: t.local(category.name) for category in view.categories},
        column_names(view.result, goals, own, t),
        view.money,
        currency,
        view.today,
    )


def table(result: Priorities, names: CategoryNames, columns: CategoryNames, t: Texts) -> Table:
    """The heatmap as a table: the same rows, columns and numbers."""
    shown = [j for j, column in enumerate(result.columns) if column.kind is not ColumnKind.MEASURED]
    goals = sorted(shown, key=lambda j: -round(float(result.weights[j]), 9))
    head = (
        t("Rank"),
        t("Category"),
        *(f"{columns[result.columns[j].id]} ({t.percent(float(result.weights[j]))})" for j in goals),
        t("Points"),
    )
    rows = tuple(
        (
            t.number(int(result.ranks[i])) if result.ranks[i] else "–",
            names[result.categories[i]],
            *("–" if np.isnan(result.value[i, j]) else t.number(float(result.value[i, j]), 1) for j in goals),
            points(result.score[i], t, 1) if result.ranks[i] else "–",
        )
        for i in result.order
    )
    return Table(head, rows, frozenset(range(len(head))) - {1})


def how_to_read(result: Priorities, t: Texts) -> tuple[str, ...]:
    """How to read the heatmap, in a handful of sentences."""
    return (
        t("Each row is a category, each column a goal; the bar above a column is the goal's weight."),
        t("A cell answers: {question} 0 not at all, 1 somewhat, 2 clearly, 3 decisively.", question=t(QUESTION)),
        t("Darker is more. Hatched cells are not judged, a frame is a value that you agreed on together."),
        t("The line in a cell is longer the further apart the answers are; it takes five judges."),
        t("A dot is worth talking about: if you settled that cell within your own answers, the top list could change."),
        t("A question mark is a cell that people answered by 'I don't know' alone."),
        t("The bar at the end adds up weight times value over the goals: 100 points is decisive for every goal."),
        _top_line(result, t),
        t("After the points: ● it is sure, ◐ likely or ○ open on which side of that line the category belongs."),
        t("Places with an equals sign can't be told apart in your own views; a bar with strokes is open."),
        t("▲ is critical: half of the judges or more answered 'decisively' there, and no average hides that."),
        t("What stands to the right of the goals weighs nothing until you give it weight."),
    )


def _top_line(result: Priorities, t: Texts) -> str:
    return t.plural(
        "The dashed line lies under the top list: the first category, about a third of all.",
        "The dashed line lies under the top list: the first {n} categories, about a third of all.",
        result.top_size,
    )


def points(score: float, t: Texts, decimals: int = 0) -> str:
    """Points as they are written; sums that differ by the order of adding alone are written alike."""
    return t.number(round(float(score), 9), decimals)


def heatmap_subtitle(result: Priorities, t: Texts) -> str:
    """What the heatmap is."""
    told = t.plural(
        "How much each category can further each goal, as {n} person judged it.",
        "How much each category can further each goal, as {n} people judged it.",
        result.people,
    )
    return _with_agreed(told, result, t)


def ranking_subtitle(result: Priorities, t: Texts) -> str:
    """What the ranking is."""
    told = t.plural(
        "Points of 100 by goal, from the judgements of {n} person.",
        "Points of 100 by goal, from the judgements of {n} people.",
        result.people,
    )
    return _with_agreed(told, result, t)


def _with_agreed(told: str, result: Priorities, t: Texts) -> str:
    settled = weights.agreed(t, result.goal_weights)
    return f"{told} {settled}" if settled else told


def how_to_read_ranking(result: Priorities, t: Texts) -> tuple[str, ...]:
    """How to read the ranking."""
    return (
        t("A bar adds up weight times value over the goals. The uppermost bar is the most there is: 100 points."),
        t("A dotted line shows how far the points can still go once everything is judged."),
        _top_line(result, t),
        t("After the points: ● it is sure, ◐ likely or ○ open on which side of that line the category belongs."),
    )


def bubble_subtitle(year: int | None, t: Texts) -> str:
    """What the picture of money and benefit is."""
    if year is None:
        return t("Money against benefit.")
    return t("Money of {year} against benefit; the area is emissions, the colour reduction potential.", year=year)


def bubble_headline(result: Priorities, money: Mapping[UUID, int], t: Texts) -> str:
    """What share of the known money the top list stands for."""
    known = [(max(money[c], 0), bool(result.top[i])) for i, c in enumerate(result.categories) if c in money]
    whole = sum(cents for cents, _ in known)
    if not whole:
        return t("No money is known yet, so nothing can be held against the benefit.")
    listed = sum(cents for cents, top in known if top)
    return t("The top list stands for {share} of the money.", share=t.percent(listed / whole))


def how_to_read_bubbles(t: Texts) -> tuple[str, ...]:
    """How to read the picture of money and benefit."""
    return (
        t("To the right is more money, upwards more benefit. Each step on the money axis multiplies."),
        t("The larger the circle, the more emissions; the darker, the more of them you think you can cut."),
        t("A thick outline is a category on the top list. Unfilled circles have no judged potential."),
    )


def bubble_table(result: Priorities, names: CategoryNames, money: Mapping[UUID, int], currency: str, t: Texts) -> Table:
    """Money, benefit, emissions and potential as a table, in order of rank."""
    carbon, potential = (_criterion(result, kind) for kind in (CriterionKind.CARBON, CriterionKind.POTENTIAL))
    rows = []
    for i in result.order:
        category = result.categories[i]
        kilograms, share = (math.nan if j is None else float(result.value[i, j]) for j in (carbon, potential))
        rows.append(
            (
                names[category],
                t.about(money[category], currency) if category in money else "–",
                points(result.score[i], t) if result.ranks[i] else "–",
                "–" if math.isnan(kilograms) else t.tonnes(kilograms),
                "–" if math.isnan(share) else t.number(share, 1),
            )
        )
    head = (t("Category"), t("Money a year"), t("Points"), t("Emissions"), t("Reduction potential"))
    return Table(head, tuple(rows), frozenset({1, 2, 3, 4}))


def _criterion(result: Priorities, kind: CriterionKind) -> int | None:
    return next((j for j, column in enumerate(result.columns) if column.criterion is kind), None)


STEPS: Mapping[str, str] = {
    "n": N_("Number of judgements"),
    "v": N_("Value that counts"),
    "u": N_("Value between 0 and 1"),
    "w": N_("Weight"),
    "W": N_("Share of weight that is judged"),
    "p": N_("Part of the score"),
    "S": N_("Score"),
    "r": N_("Rank"),
}
"""What the steps between answers and ranks are called, by their symbols."""


def formula(result: Priorities, t: Texts) -> str:
    """The formula with what its letters stand for."""
    letters = [f"{symbol} {t(name)}" for symbol, name in STEPS.items() if symbol in result.method.formula]
    return f"{result.method.formula}; {', '.join(letters)} ({result.method.source})"
