"""The same judgements by other methods and in the field's own views, in words and small tables."""

from collections.abc import Mapping
from uuid import UUID

import numpy as np

from lotsen.analysis.results import Floats
from lotsen.analysis.results.methods import FieldViews, Quadrants, Rivals
from lotsen.explain.explanation import Table
from lotsen.explain.priorities import CategoryNames
from lotsen.texts import N_, Texts

METHODS: Mapping[str, str] = {
    "additive": N_("Additive value"),
    "weighted_sum": N_("Weighted sum"),
    "topsis": N_("TOPSIS"),
    "promethee2": N_("PROMETHEE II"),
    "vikor": N_("VIKOR"),
}

FURTHEST_NAMED = 5


def says(rivals: Rivals, names: CategoryNames, t: Texts) -> str:
    """Where the methods agree on the top list, and where they part."""
    found = rivals.comparison
    same = [names[rivals.categories[i]] for i in found.everywhere]
    parting = [names[rivals.categories[i]] for i in found.parting]
    if not parting:
        return t("All methods have the same top list.")
    if not same:
        return t("No category is on the top list by every method.")
    return t(
        "On the top list by every method: {same}. By some only: {parting}.",
        same=t.listing(same),
        parting=t.listing(parting[:FURTHEST_NAMED]),
    )


def table(rivals: Rivals, names: CategoryNames, t: Texts) -> Table:
    """Every category's rank by every method, those that some method has on the top list."""
    ranked = rivals.comparison.ranked
    shown = [*rivals.comparison.everywhere, *rivals.comparison.parting]
    shown.sort(key=lambda i: int(ranked[0].ranks[i]))
    head = (t("Category"), *(t(METHODS[one.method.key]) for one in ranked))
    rows = tuple((names[rivals.categories[i]], *(t.number(int(one.ranks[i])) for one in ranked)) for i in shown)
    return Table(head, rows, frozenset(range(1, len(head))))


def reversals(rivals: Rivals, names: CategoryNames, t: Texts) -> tuple[str, ...]:
    """By which methods an order hangs on a category that has nothing to do with it."""
    said = []
    for key, found in rivals.reversals.items():
        if not found.found:
            continue
        first = found.found[0]
        ahead, behind = first.pairs[0]
        fields = {
            "method": t(METHODS[key]),
            "ahead": names[rivals.categories[ahead]],
            "behind": names[rivals.categories[behind]],
            "other": names[rivals.categories[first.alternative]],
        }
        said.append(
            t("{method}: {ahead} and {behind} change places once a copy of {other} is added.", **fields)
            if first.copied
            else t("{method}: {ahead} and {behind} change places once {other} is taken away.", **fields)
        )
    return tuple(said) or (
        t("By none of the methods does an order hang on a category that has nothing to do with it."),
    )


def sources(rivals: Rivals, t: Texts) -> str:
    """The formulas and where they come from."""
    return " · ".join(
        f"{t(METHODS[m.key])}: {m.formula} ({m.source})" for m in (r.method for r in rivals.comparison.ranked)
    )


def weights(rivals: Rivals, columns: CategoryNames, t: Texts) -> Table:
    """The room's weights beside those that the judgements themselves would give."""

    def shown(values: Floats | None, place: int) -> str:
        return "–" if values is None else t.percent(float(values[place]))

    own = rivals.comparison.ranked[0].weights
    rows = tuple(
        (columns[column], t.percent(float(own[j])), shown(rivals.entropy, j), shown(rivals.critic, j))
        for j, column in enumerate(rivals.columns)
    )
    return Table((t("Goal"), t("Your weight"), t("By entropy"), t("By CRITIC")), rows, frozenset({1, 2, 3}))


def squares(found: Quadrants, categories: tuple[UUID, ...], names: CategoryNames, t: Texts) -> Table:
    """Which categories lie in which quadrant; what is not judged lies in none."""
    rows = []
    for place, name in enumerate(found.names):
        inside = [names[categories[i]] for i in np.flatnonzero(found.within(place))]
        rows.append((t(name), t.number(len(inside)), ", ".join(inside) or "–"))
    outside = int((found.place < 0).sum())
    rows.append((t("Not known"), t.number(outside), ""))
    return Table((t("Quadrant"), t("Number"), t("Categories")), tuple(rows), frozenset({1}))


def classes(found: FieldViews, names: CategoryNames, t: Texts) -> Table:
    """The spend classes by fifths of the categories, the largest first."""
    rows = []
    for grade in range(5, 0, -1):
        inside = [names[found.categories[i]] for i in np.flatnonzero(found.spend_class == grade)]
        rows.append((t.number(grade), t.number(len(inside)), ", ".join(inside) or "–"))
    return Table((t("Class"), t("Number"), t("Categories")), tuple(rows), frozenset({0, 1}))
