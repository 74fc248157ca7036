"""What to talk about: which cells, why those, what each outcome would change, and when it is enough."""

from collections.abc import Sequence

from lotsen.analysis.results.robustness import Discussion, DisputedCell, Outcome
from lotsen.explain.explanation import Table
from lotsen.explain.priorities import ANSWERS, UNSURE, CategoryNames
from lotsen.texts import Texts

FIRST = 5
"""As many cells as a room has patience for at once."""


def headline(found: Discussion, t: Texts) -> str:
    """How many cells are worth the room's time."""
    if not found.cells:
        return t("You answered alike everywhere: there is nothing to talk about.")
    if not found.stop_after:
        return t("Nothing that you see differently changes the top list. You can stop here.")
    if found.stop_after <= FIRST:
        return t.plural(
            "{n} cell is worth talking about: settling it can change the top list.",
            "{n} cells are worth talking about: settling one can change the top list.",
            found.stop_after,
        )
    moves = [cell.movement for cell in found.cells[: found.stop_after]]
    return t(
        "Begin with the first {few}: they hold {share} of what can move the top list. {n} cells could change it.",
        few=t.number(FIRST),
        share=t.percent(sum(moves[:FIRST]) / sum(moves)),
        n=t.number(found.stop_after),
    )


def stop(found: Discussion, t: Texts) -> str:
    """What is said under the last cell that matters."""
    rest = len(found.cells) - found.stop_after
    if not found.stop_after or not rest:
        return t("You can stop here: nothing below changes the top.")
    return t.plural(
        "You can stop here: nothing below changes the top. {n} more cell is seen differently.",
        "You can stop here: nothing below changes the top. {n} more cells are seen differently.",
        rest,
    )


def title(cell: DisputedCell, names: CategoryNames, columns: CategoryNames, t: Texts) -> str:
    """Which cell it is."""
    return t("{category} × {goal}", category=names[cell.category], goal=columns[cell.subject])


def moves(cell: DisputedCell, t: Texts) -> str:
    """How much settling the cell is expected to move."""
    return t("Expected to move {places} places on the top list.", places=t.number(cell.movement, 2))


def sides(cell: DisputedCell, t: Texts) -> str:
    """Where the two sides stand; nothing where fewer than three people stand behind one of them."""
    if not cell.camps_shown:
        return t("The answers differ, but too few stand behind one of the sides to show them apart.")
    return t(
        "{few} lean to {low} ({low_word}), {many} to {high} ({high_word}).",
        few=t.number(cell.low.people),
        low=t.number(cell.low.value, 1),
        low_word=word(cell.low.value, t),
        many=t.number(cell.high.people),
        high=t.number(cell.high.value, 1),
        high_word=word(cell.high.value, t),
    )


def outcomes(cell: DisputedCell, names: CategoryNames, t: Texts) -> tuple[str, str]:
    """What the list becomes at either side's value, the lower one first."""
    return _outcome(cell.low, names, t), _outcome(cell.high, names, t)


def _outcome(outcome: Outcome, names: CategoryNames, t: Texts) -> str:
    at = {"value": t.number(outcome.value, 1), "word": word(outcome.value, t)}
    enters, leaves = ([names[one] for one in some] for some in (outcome.enters, outcome.leaves))
    if enters and leaves:
        return t(
            "Settled at {value} ({word}): {enters} comes onto the top list, {leaves} goes.",
            enters=t.listing(enters),
            leaves=t.listing(leaves),
            **at,
        )
    if enters:
        return t("Settled at {value} ({word}): {enters} comes onto the top list.", enters=t.listing(enters), **at)
    if leaves:
        return t("Settled at {value} ({word}): {leaves} goes from the top list.", leaves=t.listing(leaves), **at)
    return t("Settled at {value} ({word}): the top list stays, only how sure it is changes.", **at)


def word(value: float, t: Texts) -> str:
    """The scale's word nearest to a value."""
    return t(ANSWERS[min(int(value + 0.5), 3)])


def answers(cell: DisputedCell, t: Texts) -> Table:
    """How the answers fell."""
    words = [f"{value} {t(name)}" for value, name in enumerate(ANSWERS)] + [t(UNSURE)]
    rows = tuple((name, t.number(n)) for name, n in zip(words, cell.counts, strict=True))
    return Table((t("Answer"), t("Persons")), rows, frozenset({1}))


def table(cells: Sequence[DisputedCell], names: CategoryNames, columns: CategoryNames, t: Texts) -> Table:
    """The cells in order, with what each outcome would change."""
    rows = tuple(
        (t.number(n), title(cell, names, columns, t), t.number(cell.movement, 2), *outcomes(cell, names, t))
        for n, cell in enumerate(cells, 1)
    )
    head = (t("Order"), t("Cell"), t("Places"), t("At the lower value"), t("At the higher value"))
    return Table(head, rows, frozenset({0, 2}))


def how_made(found: Discussion, t: Texts) -> str:
    """Where the order comes from."""
    return (
        t(
            "Each cell is settled in turn at the mean of its lower and of its upper answers, each as likely as people "
            "stand behind it; counted is how many places on the top list change hands over {n} draws.",
            n=t.number(found.draws),
        )
        + f" {found.method.formula} ({found.method.source})"
    )
