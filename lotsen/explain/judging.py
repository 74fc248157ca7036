"""How a room judges, in words: how long it takes, how far it has come, what dealing comes to. Never what was said."""

from collections.abc import Sequence

from lotsen.domain.room import Progress, Shares, minutes
from lotsen.explain.explanation import Table
from lotsen.explain.people import VIEWPOINTS
from lotsen.texts import N_, Texts

HIDDEN = N_("The results are hidden until the coach reveals them.")
MOST_NAMED = 12


def load(cells: int, t: Texts) -> str:
    """How many questions there are, and about how long they take."""
    return t.plural("{n} question, {time}", "{n} questions, {time}", cells, time=_time(cells, t))


def _time(cells: int, t: Texts) -> str:
    return t.plural("about {n} minute", "about {n} minutes", minutes(cells))


def standing(progress: Sequence[Progress], t: Texts) -> str:
    """How many have answered everything, and how many nothing yet."""
    if not progress:
        return t("Nobody is here to judge yet.")
    done = sum(not one.left for one in progress)
    begun = sum(bool(one.answered and one.left) for one in progress)
    said = [
        t.plural(
            "{n} of {all} has answered everything asked of them.",
            "{n} of {all} have answered everything asked of them.",
            done,
            all=t.number(len(progress)),
        )
    ]
    if begun:
        said.append(t.plural("{n} has begun.", "{n} have begun.", begun))
    return " ".join(said)


def missing(progress: Sequence[Progress], t: Texts) -> str:
    """Who has something left, and how much: for the coach alone."""
    behind = [one for one in progress if one.left]
    if not behind:
        return ""
    named = [
        t("{name} ({left} left)", name=one.member.person_name or t("Without a name"), left=t.number(one.left))
        for one in behind[:MOST_NAMED]
    ]
    if len(behind) > MOST_NAMED:
        named.append(t.plural("and {n} more", "and {n} more", len(behind) - MOST_NAMED))
    return t("Missing: {people}.", people=", ".join(named))


def shares(found: Shares, t: Texts) -> str:
    """What a deal comes to, in one or two sentences."""
    said = [
        t.plural(
            "{n} person is asked {cells} cells, {time}.",
            "{n} people are asked {cells} cells each, {time}.",
            found.people,
            cells=_range(found.fewest_cells, found.most_cells, t),
            time=_time(found.most_cells, t),
        ),
        t("A cell gets {judges} judges.", judges=_range(found.fewest_judges, found.most_judges, t)),
    ]
    if not found.fewest_judges:
        said.append(t("Some cells get nobody: there are more of them than these people are asked."))
    return " ".join(said)


def _range(least: int, most: int, t: Texts) -> str:
    return t.number(most) if least == most else f"{t.number(least)}–{t.number(most)}"


def people(progress: Sequence[Progress], t: Texts) -> Table:
    """Everybody who judges, with viewpoint and how far they have come."""
    rows = tuple(
        (
            one.member.person_name or t("Without a name"),
            t(VIEWPOINTS[one.member.viewpoint]),
            t("{done} of {all}", done=t.number(one.answered), all=t.number(one.asked)),
        )
        for one in progress
    )
    return Table((t("Name"), t("Viewpoint"), t("Answered")), rows, numbers=frozenset({2}))
