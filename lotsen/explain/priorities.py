"""Why the priorities are what they are: the sentence over the heatmap, a cell, a rank, and how to read it all.

Everything is computed from the result that the picture is drawn from.
"""

from collections.abc import Mapping
from uuid import UUID

import numpy as np

from lotsen.analysis.results import ColumnKind, Priorities
from lotsen.domain.criterion import CriterionKind
from lotsen.explain.explanation import Explanation, Table
from lotsen.texts import N_, Texts

CLOSE = 3.0
"""Points: places nearer than this are said to be close."""

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
        score=_points(result.score[first[0]], t),
        few=t.number(len(few)),
        all=t.number(len(first)),
    )


def carriers(result: Priorities) -> tuple[int, ...]:
    """The fewest categories, best first, that together have half of all points."""
    first = [i for i in result.order if result.ranks[i]]
    sums = np.cumsum(result.score[first])
    return tuple(first[: int(np.searchsorted(sums, sums[-1] / 2 - 1e-9)) + 1]) if first else ()


def border(result: Priorities, names: CategoryNames, t: Texts) -> str:
    """How sure the end of the top list is; nothing when no category lies below it."""
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


def cell(
    result: Priorities, category: UUID, column: UUID, names: CategoryNames, columns: CategoryNames, t: Texts
) -> Explanation:
    """Why a cell has its value and what that does to the category."""
    i, j = result.categories.index(category), next(n for n, c in enumerate(result.columns) if c.id == column)
    title = t("{category} × {goal}", category=names[category], goal=columns[column])
    if result.columns[j].kind is ColumnKind.MEASURED:
        return Explanation(title, (_measured(result, i, j, columns, t),), formula=result.method.formula)
    return Explanation(title, tuple(_cell_sentences(result, i, j, columns, t)), _answers(result, i, j, t))


def _measured(result: Priorities, i: int, j: int, columns: CategoryNames, t: Texts) -> str:
    value, name = float(result.value[i, j]), columns[result.columns[j].id]
    if np.isnan(value):
        return t("{criterion}: not known.", criterion=name)
    said = {
        CriterionKind.SPEND: lambda: t.about(round(value)),
        CriterionKind.CARBON: lambda: t.tonnes(value),
        CriterionKind.CONTRACT_END: lambda: t.plural("in {n} day", "in {n} days", round(value)),
    }[result.columns[j].criterion or CriterionKind.SPEND]()
    weight = float(result.weights[j])
    if not weight:
        return t("{criterion}: {value}. It stands beside the goals and weighs nothing.", criterion=name, value=said)
    return t(
        "{criterion}: {value}. It weighs {weight} and gives {part} of the category's {score} points.",
        criterion=name,
        value=said,
        weight=t.percent(weight),
        part=_points(result.parts[i, j], t, 1),
        score=_points(result.score[i], t, 1),
    )


def _cell_sentences(result: Priorities, i: int, j: int, columns: CategoryNames, t: Texts) -> list[str]:
    judges, unsure, value = int(result.judges[i, j]), int(result.unsure[i, j]), float(result.value[i, j])
    sentences = []
    if np.isnan(value):
        sentences.append(t("Nobody has judged this yet."))
    elif result.agreed[i, j]:
        place = result.cells.subjects.index(result.columns[j].id)
        sentences.append(
            t("Agreed together: {value} of 3, {word}.", value=t.number(value, 1), word=_word(value, t))
            + (
                " "
                + t.plural(
                    "The {n} judgement before that has the mean {mean}.",
                    "The {n} judgements before that have the mean {mean}.",
                    judges,
                    mean=t.number(float(result.cells.mean[i, place]), 1),
                )
                if judges
                else ""
            )
        )
    else:
        sentences.append(
            t.plural(
                "{n} judgement: {value} of 3, {word}.",
                "{n} judgements: {value} of 3 on average, {word}.",
                judges,
                value=t.number(value, 1),
                word=_word(value, t),
            )
        )
    if unsure:
        sentences.append(
            t.plural("{n} person answered 'I don't know'.", "{n} persons answered 'I don't know'.", unsure)
        )
    if not np.isnan(value):
        sentences.append(_cell_part(result, i, j, columns, t))
    if not np.isnan(result.tipping[i, j]):
        sentences.append(_tipping(result, i, j, t))
    return sentences


def _cell_part(result: Priorities, i: int, j: int, columns: CategoryNames, t: Texts) -> str:
    weight = float(result.weights[j])
    name = columns[result.columns[j].id]
    if not weight:
        return t("{goal} weighs nothing, so the cell gives no points.", goal=name)
    return t(
        "{goal} weighs {weight}, so the cell gives {part} of the category's {score} points.",
        goal=name,
        weight=t.percent(weight),
        part=_points(result.parts[i, j], t, 1),
        score=_points(result.score[i], t, 1),
    )


def _tipping(result: Priorities, i: int, j: int, t: Texts) -> str:
    value = t.number(float(result.tipping[i, j]), 1)
    if result.top[i]:
        return t("Below {value} here the category would leave the top list, all else unchanged.", value=value)
    return t("From {value} here the category would enter the top list, all else unchanged.", value=value)


def _answers(result: Priorities, i: int, j: int, t: Texts) -> Table | None:
    """How the answers fell, from as many judges as agreement is shown for."""
    if np.isnan(result.spread[i, j]):
        return None
    counts = result.cells.counts[i, result.cells.subjects.index(result.columns[j].id)]
    words = [f"{value} {t(word)}" for value, word in enumerate(ANSWERS)] + [t(UNSURE)]
    return Table(
        (t("Answer"), t("Persons")),
        tuple((word, t.number(int(n))) for word, n in zip(words, counts, strict=True)),
        frozenset({1}),
    )


def rank(result: Priorities, category: UUID, names: CategoryNames, columns: CategoryNames, t: Texts) -> Explanation:
    """Why a category has its place: the sentence, and the table that adds up to its score."""
    i = result.categories.index(category)
    return Explanation(
        names[category],
        tuple(
            filter(
                None,
                (_place(result, i, t), _most(result, i, columns, t), _rest(result, i, t), _fall(result, i, columns, t)),
            )
        ),
        _sum(result, i, columns, t),
        result.method.formula,
    )


def _place(result: Priorities, i: int, t: Texts) -> str:
    if not result.ranks[i]:
        return t(
            "No rank yet: only {judged} of the weight is judged, and a rank takes {least}.",
            judged=t.percent(float(result.judged[i])),
            least=t.percent(result.least_judged),
        )
    shared = int((result.ranks == result.ranks[i]).sum()) - 1
    fields = {
        "rank": t.number(int(result.ranks[i])),
        "all": t.number(result.ranked),
        "score": _points(result.score[i], t, 1),
    }
    if shared:
        return t("Shared place {rank} of {all} with {score} of 100 points.", **fields)
    return t("Place {rank} of {all} with {score} of 100 points.", **fields)


def _most(result: Priorities, i: int, columns: CategoryNames, t: Texts) -> str:
    """What brings the category most of its points."""
    parts = np.nan_to_num(result.parts[i])
    first = [int(j) for j in np.argsort(-parts, kind="stable")[:2] if parts[j] > 0]
    if not first:
        return ""
    share = parts[first].sum() / parts.sum()
    return t(
        "Most of it comes from {goals}: {share} of the points.",
        goals=t.listing([columns[result.columns[j].id] for j in first]),
        share=t.percent(float(share)),
    )


def _rest(result: Priorities, i: int, t: Texts) -> str:
    """Where the score can end up when not all of the weight is judged."""
    if result.judged[i] > 1 - 1e-9 or not result.ranks[i]:
        return ""
    return t(
        "{judged} of the weight is judged; once all of it is, the score lies between {low} and {high}.",
        judged=t.percent(float(result.judged[i])),
        low=_points(result.lowest[i], t),
        high=_points(result.highest[i], t),
    )


def _fall(result: Priorities, i: int, columns: CategoryNames, t: Texts) -> str:
    """The least change of one cell that would move the category in or out of the top list."""
    if not result.ranks[i] or not result.top.any() or result.top.sum() == result.ranked:
        return ""
    away = np.abs(result.tipping[i] - result.value[i])
    if np.isnan(away).all():
        if result.top[i]:
            return t("No change of a single cell takes it off the top list.")
        return t("No change of a single cell brings it onto the top list.")
    j = int(np.nanargmin(away))
    fields = {
        "goal": columns[result.columns[j].id],
        "value": t.number(float(result.tipping[i, j]), 1),
        "now": t.number(float(result.value[i, j]), 1),
    }
    if result.top[i]:
        return t("It would leave the top list if {goal} fell from {now} to below {value}.", **fields)
    return t("It would enter the top list if {goal} rose from {now} to {value}.", **fields)


def _sum(result: Priorities, i: int, columns: CategoryNames, t: Texts) -> Table:
    """Weight times value, column by column, as the score adds up."""
    shown = sorted(
        (j for j in range(len(result.columns)) if result.weights[j] > 0), key=lambda j: -float(result.weights[j])
    )
    rows = tuple(
        (
            columns[result.columns[j].id],
            t.percent(float(result.weights[j])),
            _value(result, i, j, t),
            "–" if np.isnan(result.parts[i, j]) else _points(result.parts[i, j], t, 1),
        )
        for j in shown
    )
    return Table(
        (t("Goal"), t("Weight"), t("Value"), t("Points")),
        rows,
        frozenset({1, 2, 3}),
        (
            t("Sum"),
            t.percent(float(result.judged[i])),
            "",
            "–" if np.isnan(result.score[i]) else _points(result.score[i], t, 1),
        ),
    )


def _value(result: Priorities, i: int, j: int, t: Texts) -> str:
    if np.isnan(result.value[i, j]):
        return "–"
    if result.columns[j].kind is ColumnKind.MEASURED:
        return t("{value} of 1", value=t.number(float(result.unit[i, j]), 2))
    return t("{value} of 3", value=t.number(float(result.value[i, j]), 1))


def _word(value: float, t: Texts) -> str:
    return t(ANSWERS[min(int(value + 0.5), 3)])


def _points(points: float, t: Texts, decimals: int = 0) -> str:
    return t.number(round(float(points), 9), decimals)


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
            _points(result.score[i], t, 1) if result.ranks[i] else "–",
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
        t("The bar at the end adds up weight times value over the goals: 100 points is decisive for every goal."),
        t.plural(
            "The dashed line lies under the top list: the first category, about a third of all.",
            "The dashed line lies under the top list: the first {n} categories, about a third of all.",
            result.top_size,
        ),
        t("What stands to the right of the goals weighs nothing until you give it weight."),
    )


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
