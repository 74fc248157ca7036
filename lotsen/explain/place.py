"""Why one number of the priorities is what it is: a cell, and a category's place, with the table it comes from."""

from uuid import UUID

import numpy as np

from lotsen.analysis.results import FEWEST_FOR_AGREEMENT, ColumnKind, Priorities
from lotsen.domain.criterion import CriterionKind
from lotsen.explain.explanation import Explanation, Table
from lotsen.explain.priorities import ANSWERS, UNSURE, CategoryNames, formula, points
from lotsen.texts import Texts


def cell(
    result: Priorities, category: UUID, column: UUID, names: CategoryNames, columns: CategoryNames, t: Texts
) -> Explanation:
    """Why a cell has its value and what that does to the category."""
    i, j = result.categories.index(category), next(n for n, c in enumerate(result.columns) if c.id == column)
    title = t("{category} × {goal}", category=names[category], goal=columns[column])
    if result.columns[j].kind is ColumnKind.MEASURED:
        return Explanation(title, (_measured(result, i, j, columns, t),), formula=formula(result, t))
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
        part=points(result.parts[i, j], t, 1),
        score=points(result.score[i], t, 1),
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
        part=points(result.parts[i, j], t, 1),
        score=points(result.score[i], t, 1),
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


def weight(result: Priorities, column: UUID, columns: CategoryNames, t: Texts) -> Explanation:
    """Why a goal, or a criterion beside the goals, weighs what it weighs."""
    j = next(n for n, c in enumerate(result.columns) if c.id == column)
    return Explanation(
        t("{goal} weighs {weight}", goal=columns[column], weight=t.percent(float(result.weights[j]))),
        tuple(filter(None, (_whose_weight(result, j, t), _share_left(result, j, t), _weight_does(result, j, t)))),
        _weights_apart(result, j, t),
    )


def _whose_weight(result: Priorities, j: int, t: Texts) -> str:
    goals = result.goal_weights
    if result.columns[j].kind is not ColumnKind.GOAL:
        return t("The room gave this criterion its share of all weight; the goals have what is left.")
    if goals.agreed:
        return t("The weights were agreed together and count without doubt.")
    if not goals.people:
        return t("Nobody has given weights yet, so all goals weigh the same.")
    return t.plural(
        "It comes from the weights that {n} person gave.",
        "It comes from the weights that {n} people gave.",
        goals.people,
    )


def _share_left(result: Priorities, j: int, t: Texts) -> str:
    """What the criteria beside the goals take, where they take any."""
    if result.columns[j].kind is not ColumnKind.GOAL:
        return ""
    among, whole = float(result.goal_weights.mean[j]), float(result.weights[j])
    if abs(among - whole) < 1e-9:
        return ""
    return t(
        "Among the goals it weighs {among}; the criteria beside them leave {whole} of all weight.",
        among=t.percent(among),
        whole=t.percent(whole),
    )


def _weight_does(result: Priorities, j: int, t: Texts) -> str:
    """How many points the column gives at the most, and where it gives most."""
    return t(
        "A category that furthers it decisively gets {points} of 100 points from it.",
        points=points(100 * float(result.weights[j]), t, 1),
    )


def _weights_apart(result: Priorities, j: int, t: Texts) -> Table | None:
    """The lowest, middle and highest of the people's weights, from as many people as agreement is shown for."""
    goals = result.goal_weights
    if result.columns[j].kind is not ColumnKind.GOAL or goals.people < FEWEST_FOR_AGREEMENT:
        return None
    each = goals.each[:, j]
    rows = (
        (t("Lowest"), t.percent(float(each.min()))),
        (t("Middle"), t.percent(float(np.median(each)))),
        (t("Highest"), t.percent(float(each.max()))),
        (t("Group's weight"), t.percent(float(goals.mean[j]))),
    )
    return Table((t("Among your people"), t("Weight")), rows, frozenset({1}))


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
        formula(result, t),
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
        "score": points(result.score[i], t, 1),
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
        low=points(result.lowest[i], t),
        high=points(result.highest[i], t),
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
            "–" if np.isnan(result.parts[i, j]) else points(result.parts[i, j], t, 1),
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
            "–" if np.isnan(result.score[i]) else points(result.score[i], t, 1),
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
