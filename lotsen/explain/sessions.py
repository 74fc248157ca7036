"""What a session did, and what moved since, in words and small tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from lotsen.domain.change import Change
from lotsen.domain.coaching import Comparison
from lotsen.domain.localtext import LocalText
from lotsen.errors import N_
from lotsen.explain.explanation import Table
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


NAMES = {"goal": "title", "category": "name", "policy_line": "text", "intervention": "title"}
"""Where the name of each noun stands in a document."""


def contained(t: Texts, document: Mapping[str, Any], noun: str) -> Table:
    """What a document holds of a noun, in order; of the categories with the places and points that it keeps."""
    kept = {row["category_id"]: row for row in document.get("results", {}).get("ranking", [])}
    last = len(kept) + 1
    rows = sorted(
        document["tables"][noun], key=lambda row: (kept.get(row["id"], {}).get("rank", last), row["position"])
    )
    names = [t.local(LocalText.from_json(row[NAMES[noun]])) for row in rows]
    if noun != "category":
        return Table(("#", t(NOUNS[noun])), tuple((t.number(n), name) for n, name in enumerate(names, 1)))
    found = [kept.get(row["id"], {}) for row in rows]
    return Table(
        (t("Rank"), t(NOUNS[noun]), t("Points")),
        tuple(
            (_figure(t, one.get("rank"), 0), name, _figure(t, one.get("score"), 1))
            for name, one in zip(names, found, strict=True)
        ),
        frozenset({0, 2}),
    )


def _figure(t: Texts, value: float | None, decimals: int) -> str:
    return "–" if value is None else t.number(value, decimals)
