"""The plan against a frozen copy of it: one sentence, and the table."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.domain.baseline import Drift, Drifted
from lotsen.errors import N_
from lotsen.explain.plan import days_text
from lotsen.texts import Texts

DRIFTS = {
    Drift.SLIPPED: N_("later"),
    Drift.UNDATED: N_("lost its days"),
    Drift.REMOVED: N_("removed"),
    Drift.ADDED: N_("new"),
    Drift.DATED: N_("got its days"),
    Drift.RESTARTED: N_("begins on another day"),
    Drift.EARLIER: N_("earlier"),
    Drift.SAME: N_("as then"),
}


def sentence(found: Sequence[Drifted], title: str, t: Texts) -> str:
    """How many slipped and by how much at most, what came and what went."""
    slipped = [each.days for each in found if each.drift is Drift.SLIPPED]
    counts = {drift: sum(1 for each in found if each.drift is drift) for drift in Drift}
    parts = []
    if slipped:
        parts.append(t.plural("{n} slipped", "{n} slipped", len(slipped)))
    if n := counts[Drift.EARLIER]:
        parts.append(t.plural("{n} ends earlier", "{n} end earlier", n))
    if n := counts[Drift.ADDED]:
        parts.append(t.plural("{n} is new", "{n} are new", n))
    if n := counts[Drift.REMOVED]:
        parts.append(t.plural("{n} was removed", "{n} were removed", n))
    if not parts:
        return t("Every last day is as in “{title}”.", title=title)
    told = t("Against “{title}”: {parts}", title=title, parts=t.listing(parts))
    if not slipped:
        return f"{told}."
    return f"{told}; {t.plural('the most by {n} day.', 'the most by {n} days.', max(slipped))}"


def heads(t: Texts) -> list[str]:
    """The heads of the table's columns."""
    return [t("Intervention"), t("Owner"), t("Then"), t("Now"), t("What became of it"), t("Days"), t("Pushes")]


def table(found: Sequence[Drifted], t: Texts) -> list[list[str]]:
    """Every intervention then and now, what slipped most first."""
    titles: Mapping[UUID, str] = {each.intervention_id: t.local(each.title) for each in found}
    return [
        [
            titles[each.intervention_id],
            each.owner,
            days_text(each.before, t) if each.drift is not Drift.ADDED else "",
            days_text(each.after, t) if each.drift is not Drift.REMOVED else "",
            t(DRIFTS[each.drift]),
            _signed(each.days, t),
            ", ".join(titles[one] for one in each.pushes),
        ]
        for each in found
    ]


def _signed(days: int, t: Texts) -> str:
    return "" if not days else t.number(days) if days < 0 else f"+{t.number(days)}"
