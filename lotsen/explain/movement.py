"""What moved in a ranking, and why, in sentences; each is computed from the movement that the picture shows.

`names` are what categories are called, `columns` what goals and criteria are; `measured` names the criteria that are
read from figures, which have no place on the judged scale.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from lotsen.analysis.results.movement import Cause, Compared, Move, Movement
from lotsen.domain.criterion import JUDGED, CriterionKind
from lotsen.explain.explanation import Table
from lotsen.explain.priorities import CRITERIA
from lotsen.texts import N_, Texts

Names = Mapping[UUID, str]
Measured = Mapping[UUID, CriterionKind]
NONE: Measured = MappingProxyType({})

SCALE = 3
"""The top of the judged scale: values between 0 and 1 are said as 0 to 3."""

LEAST = 0.05
"""Points: what is written as 0.0 is not said."""

MOST_CAUSES = 3
"""How many causes of one move are said one by one."""

MOST_MOVES = 6
"""How many moves are explained beside the picture; the table has them all."""

GREW: Mapping[CriterionKind, str] = {
    CriterionKind.SPEND: N_("More is spent on {category}, held against the largest category: {points}."),
    CriterionKind.CARBON: N_("{category} causes more emissions, held against the largest category: {points}."),
    CriterionKind.CONTRACT_END: N_("The end of the contract of {category} is nearer: {points}."),
}
SHRANK: Mapping[CriterionKind, str] = {
    CriterionKind.SPEND: N_("Less is spent on {category}, held against the largest category: {points}."),
    CriterionKind.CARBON: N_("{category} causes fewer emissions, held against the largest category: {points}."),
    CriterionKind.CONTRACT_END: N_("The end of the contract of {category} is further away: {points}."),
}


def columns_of(found: Compared, t: Texts) -> dict[UUID, str]:
    """What the goals and criteria of two moments are called."""
    return {goal: t.local(title) for goal, title in found.goals.items()} | {
        one.id: t(CRITERIA[one.kind]) if one.kind in CRITERIA else t.local(one.name) for one in found.criteria
    }


def measured_of(found: Compared) -> dict[UUID, CriterionKind]:
    """Which of them are read from figures."""
    return {one.id: one.kind for one in found.criteria if one.kind not in JUDGED}


def headline(movement: Movement, names: Names, t: Texts) -> str:
    """The furthest move, and how many others there are."""
    moved = movement.moved
    if not moved:
        most = _strongest(movement)
        if most is None:
            return t("The order is the same as it was.")
        return t(
            "The order is the same as it was; {category} changed most, {points}.",
            category=names[most.category],
            points=signed(most.points, t),
        )
    said = _moved(moved[0], names, t)
    if len(moved) == 1:
        return f"{said}."
    return t.plural("{said}; {n} other moved too.", "{said}; {n} others moved too.", len(moved) - 1, said=said)


def top_list(movement: Movement, names: Names, t: Texts) -> str:
    """Who came onto the top list and who left it."""
    came = [names[move.category] for move in movement.moves if move.listed_now and not move.listed_then]
    left = [names[move.category] for move in movement.moves if move.listed_then and not move.listed_now]
    if came and left:
        return t("New on the top list: {came}. No longer on it: {left}.", came=t.listing(came), left=t.listing(left))
    if came:
        return t("New on the top list: {came}.", came=t.listing(came))
    if left:
        return t("No longer on the top list: {left}.", left=t.listing(left))
    return t("The top list is the same.")


def why(move: Move, names: Names, columns: Names, t: Texts, measured: Measured = NONE) -> tuple[str, ...]:
    """What moved a category's points, the strongest cause first; together they are all that did."""
    category, causes = names[move.category], move.causes
    if causes and all(cause.before is None for cause in causes):
        return (t("{category} was not judged before: {points}.", category=category, points=signed(move.points, t)),)
    if causes and all(cause.after is None for cause in causes):
        return (t("{category} is not judged any more: {points}.", category=category, points=signed(move.points, t)),)
    said = [one for cause in causes for one in _causes(cause, category, columns, measured, t) if abs(one[0]) >= LEAST]
    if not said:
        return (t("{category} has the points that it had: the others moved.", category=category),)
    said.sort(key=lambda one: -abs(one[0]))
    rest = [points for points, _ in said[MOST_CAUSES:]]
    sentences = [sentence for _, sentence in said[:MOST_CAUSES]]
    if rest:
        sentences.append(
            t.plural(
                "{n} smaller change besides: {points}.",
                "{n} smaller changes besides: {points}.",
                len(rest),
                points=signed(sum(rest), t),
            )
        )
    return tuple(sentences)


def after_change(
    movement: Movement, names: Names, columns: Names, t: Texts, measured: Measured = NONE
) -> tuple[str, ...]:
    """What a change that was just made did: to the order, to the top list, and why.

    Categories that have no name any more are passed over.
    """
    there = Movement(tuple(move for move in movement.moves if move.category in names))
    most = _strongest(there)
    return (
        headline(there, names, t),
        *([top_list(there, names, t)] if there.moved else []),
        *(why(most, names, columns, t, measured)[:2] if most else ()),
    )


def reasons(found: Compared, t: Texts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The furthest moves of categories whose own points changed, each with its causes; nothing where those are not
    known."""
    names, columns, measured = _names(found, t), columns_of(found, t), measured_of(found)
    own = [move for move in found.movement.moved if move.causes]
    return tuple((_moved(move, names, t), why(move, names, columns, t, measured)) for move in own[:MOST_MOVES])


def passed(found: Compared, t: Texts) -> str:
    """How many categories have another place though their own points are the same; nothing where that is not known."""
    still = [move for move in found.movement.moved if not move.causes]
    if not still or not found.explained:
        return ""
    return t.plural(
        "{n} category has another place with the points that it had: others passed it or fell behind.",
        "{n} categories have another place with the points that they had: others passed them or fell behind.",
        len(still),
    )


def table(found: Compared, t: Texts) -> Table:
    """Every category's places then and now, by its place now; where it is known, with what moved its points."""
    names, columns, measured = _names(found, t), columns_of(found, t), measured_of(found)
    rows = []
    for move in found.movement.moves:
        if not move.then and not move.now:
            continue
        row = [names[move.category], _place(move.then, t), _place(move.now, t)]
        if found.explained:
            changed = abs(move.points) >= LEAST or move.then != move.now
            said = " ".join(why(move, names, columns, t, measured)) if changed else ""
            row += [_figure(move.points, 1, t), said]
        rows.append(tuple(row))
    head = (t("Category"), t("Place then"), t("Place now"))
    if not found.explained:
        return Table(head, tuple(rows), frozenset({1, 2}))
    return Table((*head, t("Change in points"), t("Why")), tuple(rows), frozenset({1, 2, 3}))


def subtitle(found: Compared, then: str, now: str, t: Texts) -> str:
    """What the picture is, and what became of the top list."""
    what = t("Places in the ranking: on the left {then}, on the right {now}.", then=then, now=now)
    return f"{what} {top_list(found.movement, _names(found, t), t)}"


def how_to_read(found: Compared, left_out: int, t: Texts) -> tuple[str, ...]:
    """How to read the picture and the sentences below it."""
    said = [
        t("Each line is a category; the circles show its place, the first at the top."),
        t("Coloured lines moved two places or more, or crossed the end of the top list."),
        t("The dashed line lies under the top list. A name at one end alone had no place at the other."),
    ]
    if left_out:
        said.append(
            t.plural(
                "{n} category that stayed near its place is in the table alone.",
                "{n} categories that stayed near their places are in the table alone.",
                left_out,
            )
        )
    if found.explained:
        said += [
            t("A change of points is divided without remainder between other judgements and other weights."),
            t("Weights count within what is judged of a category: where a cell is missing, the others weigh more."),
        ]
    else:
        said.append(t("One of the two keeps places alone, so it can't be said what moved them."))
    return tuple(said)


def signed(points: float, t: Texts) -> str:
    """A change in points, as in '+12 points'; below ten with one decimal."""
    decimals = 0 if abs(points) >= 9.95 else 1
    many = 2 if decimals else round(abs(points))
    return t.plural("{figure} point", "{figure} points", many, figure=_figure(points, decimals, t))


def _figure(points: float, decimals: int, t: Texts) -> str:
    size = round(abs(points), decimals)
    sign = "±" if not size else "+" if points > 0 else "−"
    return sign + t.number(size, decimals)


def _names(found: Compared, t: Texts) -> dict[UUID, str]:
    return {category: t.local(name) for category, name in found.categories.items()}


def _strongest(movement: Movement) -> Move | None:
    """The category whose points changed most; null where none did."""
    most = max(movement.moves, key=lambda move: abs(move.points), default=None)
    return most if most and abs(most.points) >= LEAST else None


def _moved(move: Move, names: Names, t: Texts) -> str:
    """One move without its full stop."""
    category, then, now = names[move.category], _place(move.then, t), _place(move.now, t)
    if move.then is None:
        return t("{category} has a place now, {now}", category=category, now=now)
    if move.now is None:
        return t("{category} has no place any more, it had {then}", category=category, then=then)
    if move.rose > 0:
        return t("{category} rose from place {then} to {now}", category=category, then=then, now=now)
    return t("{category} fell from place {then} to {now}", category=category, then=then, now=now)


def _place(place: int | None, t: Texts) -> str:
    return t.number(place) if place else "–"


def _causes(cause: Cause, category: str, columns: Names, measured: Measured, t: Texts) -> tuple[tuple[float, str], ...]:
    """The sentences of one cause, each with the points that it stands for."""
    goal, kind = columns.get(cause.subject) or t("a removed goal"), measured.get(cause.subject)
    cell = t("{category} × {goal}", category=category, goal=goal)
    if cause.before is None or cause.after is None:
        return ((cause.points, _known(cause, cell, kind, t)),)
    said = signed(cause.judged, t)
    if kind:
        judged = t((GREW if cause.judged > 0 else SHRANK)[kind], category=category, points=said)
    else:
        before, after = _apart(SCALE * cause.before, SCALE * cause.after, t.number, 1)
        judged = t(
            "{cell} went from {before} to {after}: {points}.", cell=cell, before=before, after=after, points=said
        )
    before, after = _apart(cause.weight_before, cause.weight_after, t.percent, 0)
    said = signed(cause.weighed, t)
    weighed = t(
        "{goal} weighs {after} here instead of {before}: {points}.", goal=goal, before=before, after=after, points=said
    )
    return (cause.judged, judged), (cause.weighed, weighed)


def _known(cause: Cause, cell: str, kind: CriterionKind | None, t: Texts) -> str:
    """A cell that is known at one of the two moments alone."""
    points, value = signed(cause.points, t), t.number(SCALE * (cause.before or cause.after or 0.0), 1)
    if cause.before is None:
        if kind:
            return t("{cell} is known now: {points}.", cell=cell, points=points)
        return t("{cell} is judged now, {value}: {points}.", cell=cell, value=value, points=points)
    if kind:
        return t("{cell} is not known any more: {points}.", cell=cell, points=points)
    return t("{cell} is not judged any more, it had {value}: {points}.", cell=cell, value=value, points=points)


def _apart(before: float, after: float, say: Callable[[float, int], str], decimals: int) -> tuple[str, str]:
    """Two figures, with one decimal more where that is needed to tell them apart."""
    said = say(before, decimals), say(after, decimals)
    return said if said[0] != said[1] else (say(before, decimals + 1), say(after, decimals + 1))
