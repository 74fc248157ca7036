"""How sure the ranking is, in words first; per cent where somebody asks for them.

With fewer than five people nothing is said about how sure it is: that would say little, and give persons away.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from lotsen.analysis.results import Floats, Priorities
from lotsen.analysis.results.robustness import Certainty, Sureness, WeightSource, WhatChanges
from lotsen.explain.explanation import Table
from lotsen.explain.priorities import CategoryNames
from lotsen.texts import N_, Texts

WORDS: Mapping[Sureness, str] = {Sureness.SURE: N_("sure"), Sureness.LIKELY: N_("likely"), Sureness.OPEN: N_("open")}

SHOWN = 0.05
"""Weights nearer than this to all or nothing are said to be so."""


def word(certainty: Certainty, i: int, t: Texts) -> str:
    """The word for a category's place on or off the list; nothing where none is said."""
    found = certainty.words[i] if certainty.enough else None
    return t(WORDS[found]) if found else ""


def headline(certainty: Certainty, result: Priorities, names: CategoryNames, t: Texts) -> str:
    """How much of the top list is sure, and what is open at its end."""
    if not result.top.any() or result.top.sum() == result.ranked:
        return ""
    if not certainty.enough:
        return t("With fewer than five people nothing is said about how sure this is: look at it with your coach.")
    sure, open_ = _of(certainty, result, Sureness.SURE), _of(certainty, result, Sureness.OPEN)
    listed = [i for i in result.order if result.top[i]]
    kept = [i for i in listed if i in sure]
    parts = [_sure(kept, listed, result, names, t)]
    if open_:
        parts.append(t("Open: {categories}.", categories=t.listing([names[result.categories[i]] for i in open_[:4]])))
    if settled := agreed(certainty, t):
        parts.append(settled)
    return " ".join(parts)


def _of(certainty: Certainty, result: Priorities, wanted: Sureness) -> list[int]:
    return [i for i in result.order if certainty.words[i] is wanted]


def _sure(kept: Sequence[int], listed: Sequence[int], result: Priorities, names: CategoryNames, t: Texts) -> str:
    if len(kept) == len(listed):
        return t("The top list is sure in your own views.")
    if not kept:
        return t("No place on the top list is sure yet.")
    return t(
        "Sure on the top list: {categories} ({n} of {all}).",
        categories=t.listing([names[result.categories[i]] for i in kept]),
        n=t.number(len(kept)),
        all=t.number(len(listed)),
    )


def agreed(certainty: Certainty, t: Texts) -> str:
    """What the room settled together counts without doubt, and is said so."""
    if certainty.agreed_cells and certainty.agreed_weights:
        return t.plural(
            "{n} value and the weights were agreed together and count without doubt.",
            "{n} values and the weights were agreed together and count without doubt.",
            certainty.agreed_cells,
        )
    if certainty.agreed_cells:
        return t.plural(
            "{n} value was agreed together and counts without doubt.",
            "{n} values were agreed together and count without doubt.",
            certainty.agreed_cells,
        )
    return t("The weights were agreed together and count without doubt.") if certainty.agreed_weights else ""


def place(certainty: Certainty, result: Priorities, i: int, t: Texts) -> tuple[str, ...]:
    """How sure one category's place is: word and per cent, the range of its place, who can't be told from it."""
    found = certainty.words[i]
    if found is None or not certainty.enough or result.top.sum() == result.ranked:
        return ()
    share = float(certainty.in_top[i])
    n = certainty.top_size
    if share >= 0.5:
        says = {
            Sureness.SURE: t("Sure: among the first {n} in {share} of your own views.", n=n, share=t.percent(share)),
            Sureness.LIKELY: t(
                "Likely: among the first {n} in {share} of your own views.", n=n, share=t.percent(share)
            ),
            Sureness.OPEN: t("Open: among the first {n} in {share} of your own views.", n=n, share=t.percent(share)),
        }[found]
    else:
        says = {
            Sureness.SURE: t("Surely not on the list: among the first {n} in {share} of your own views.",
                             n=n, share=t.percent(share)),
            Sureness.LIKELY: t("Hardly on the list: among the first {n} in {share} of your own views.",
                               n=n, share=t.percent(share)),
            Sureness.OPEN: t("Open: among the first {n} in {share} of your own views.", n=n, share=t.percent(share)),
        }[found]  # fmt: skip
    best, worst = int(certainty.best_rank[i]), int(certainty.worst_rank[i])
    if best == worst:
        return says, t("In nine of ten of them its place is {best}.", best=t.number(best))
    return says, t(
        "In nine of ten of them its place lies between {best} and {worst}.",
        best=t.number(best),
        worst=t.number(worst),
    )


def apart(certainty: Certainty, result: Priorities, i: int, names: CategoryNames, t: Texts) -> str:
    """Whose places can't be told from this one's; nothing where it stands by itself."""
    group = next((group for group in certainty.groups if i in group), ())
    others = [names[result.categories[k]] for k in group if k != i]
    if not others or not certainty.enough:
        return ""
    return t("Its place can't be told apart from {categories}.", categories=t.listing(others[:5]))


def weights(certainty: Certainty, result: Priorities, i: int, columns: CategoryNames, t: Texts) -> tuple[str, ...]:
    """Which single weight would put a category first, or on or off the list."""
    said = []
    goals = result.goal_weights
    if (j := _nearest(certainty.first_weight[i], goals.mean)) is not None and result.ranks[i] != 1:
        said.append(_weighs(float(certainty.first_weight[i, j]), float(goals.mean[j]), columns[goals.subjects[j]], t))
    if (j := _nearest(certainty.list_weight[i], goals.mean)) is not None:
        name, at, now = columns[goals.subjects[j]], float(certainty.list_weight[i, j]), float(goals.mean[j])
        fields = {"goal": name, "at": t.percent(at), "now": t.percent(now)}
        if result.top[i]:
            said.append(
                t("It would leave the top list if {goal} weighed more than {at} (now {now}).", **fields)
                if at > now
                else t("It would leave the top list if {goal} weighed less than {at} (now {now}).", **fields)
            )
        elif result.ranks[i]:
            said.append(
                t("It would enter the top list if {goal} weighed more than {at} (now {now}).", **fields)
                if at > now
                else t("It would enter the top list if {goal} weighed less than {at} (now {now}).", **fields)
            )
    return tuple(said)


def _weighs(at: float, now: float, goal: str, t: Texts) -> str:
    fields = {"goal": goal, "at": t.percent(at), "now": t.percent(now)}
    if at > now:
        return t("It would be first if {goal} weighed more than {at} (now {now}).", **fields)
    return t("It would be first if {goal} weighed less than {at} (now {now}).", **fields)


def _nearest(at: Floats, now: Floats) -> int | None:
    away = np.abs(at - now)
    return None if np.isnan(away).all() else int(np.nanargmin(away))


def people(changes: WhatChanges, columns: CategoryNames, t: Texts) -> str:
    """How many people would have to answer one step otherwise for the list to change."""
    found = changes.judgement
    if found is None or found.people is None:
        return ""
    fields = {"goal": columns[found.subject], "all": t.number(found.judges)}
    if found.tipping > found.value:
        return t.plural(
            "That takes {n} of {all} who answers one step higher on {goal}.",
            "That takes {n} of {all} who answer one step higher on {goal}.",
            found.people,
            **fields,
        )
    return t.plural(
        "That takes {n} of {all} who answers one step lower on {goal}.",
        "That takes {n} of {all} who answer one step lower on {goal}.",
        found.people,
        **fields,
    )


def how_made(certainty: Certainty, t: Texts) -> str:
    """Where the per cents come from: draws, error, and what the weights are drawn from."""
    source = {
        WeightSource.PEOPLE: t("The weights are drawn from those that your people gave."),
        WeightSource.AGREED: t("The weights are those that you agreed on."),
        WeightSource.ANY: t("Nobody has given weights, so any weights are drawn."),
    }[certainty.weights_from]
    error = float(np.nanmax(certainty.standard_error, initial=0.0))
    return " ".join(
        (
            t(
                "{n} draws of what your answers leave open; the error of a share is at most {error} percentage points.",
                n=t.number(certainty.draws),
                error=t.number(100 * error, 1),
            ),
            source,
            f"{certainty.method.formula} ({certainty.method.source})",
        )
    )


def table(certainty: Certainty, result: Priorities, names: CategoryNames, t: Texts) -> Table:
    """Each category's probability of the list, its place and the range of it, and how often it beats the one behind."""
    ranked = [i for i in result.order if result.ranks[i]]
    rows = tuple(
        (
            t.number(int(result.ranks[i])),
            names[result.categories[i]],
            word(certainty, i, t) or "–",
            t.percent(float(certainty.in_top[i])),
            t.number(int(certainty.median_rank[i])),
            f"{int(certainty.best_rank[i])}–{int(certainty.worst_rank[i])}",
            "–" if behind is None else t.percent(float(certainty.pairwise_winning[i, behind])),
        )
        for i, behind in zip(ranked, [*ranked[1:], None], strict=True)
    )
    head = (t("Rank"), t("Category"), t("How sure"), t("On the top list"), t("Middle place"), t("Nine of ten"))
    return Table((*head, t("Ahead of the next")), rows, frozenset({0, 3, 4, 5, 6}))


def acceptability_says(certainty: Certainty, result: Priorities, names: CategoryNames, t: Texts) -> str:
    """What the picture of rank acceptability says: who holds its place best."""
    ranked = [i for i in result.order if result.ranks[i]]
    if not ranked:
        return t("Nothing is judged enough to be ranked yet.")
    first = max(ranked, key=lambda i: (float(certainty.rank_acceptability[i, 0]), -int(result.ranks[i])))
    return t(
        "{category} is first in {share} of your own views.",
        category=names[result.categories[first]],
        share=t.percent(float(certainty.rank_acceptability[first, 0])),
    )
