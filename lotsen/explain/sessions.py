"""What a session did, and what moved since, in words and small tables."""

from collections.abc import Sequence

from lotsen.domain.change import Change
from lotsen.domain.coaching import Comparison, PlaceMoved
from lotsen.errors import N_
from lotsen.texts import Texts

NOUNS = {
    "goal": N_("Goals"),
    "policy_line": N_("Policy lines"),
    "category": N_("Categories"),
    "intervention": N_("Interventions"),
    "milestone": N_("Milestones"),
}


def done(t: Texts, changes: Sequence[Change]) -> str:
    """One sentence of what was changed: how much, and by how many."""
    if not changes:
        return t("Nothing was changed in this session.")
    people = len({change.who for change in changes})
    made = t.plural("{n} change was made in the session.", "{n} changes were made in the session.", len(changes))
    return made + " " + t.plural("{n} person worked on it.", "{n} people worked on it.", people)


def moved(t: Texts, places: Sequence[PlaceMoved]) -> str:
    """One sentence of what became of the order."""
    if not places:
        return t("The order of the categories is the same as then.")
    first = next((place for place in places if place.now == 1), None)
    counted = t.plural(
        "{n} category has another place than then.", "{n} categories have another place than then.", len(places)
    )
    if first is None:
        return counted
    return counted + " " + t("First is now {name}.", name=t.local(first.name))


def places(t: Texts, found: Sequence[PlaceMoved]) -> list[tuple[str, str, str]]:
    """Category, place then, place now."""
    return [(t.local(one.name), _place(t, one.then), _place(t, one.now)) for one in found]


def _place(t: Texts, place: int | None) -> str:
    return "–" if place is None else t.number(place)


def contents(t: Texts, found: Comparison) -> list[tuple[str, str, str, str, str]]:
    """Noun, how many then, how many now, what was added, what went."""
    return [
        (
            t(NOUNS[noun]),
            t.number(then),
            t.number(now),
            ", ".join(t.local(name) for name in found.added[noun]),
            ", ".join(t.local(name) for name in found.removed[noun]),
        )
        for noun, (then, now) in found.counts.items()
    ]
