"""A plan in words and as a table, counted from the picture itself."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lotsen.charts.layout.gantt import late_text
from lotsen.charts.layout.parts import STATUS, Bar, Column, GanttLayout
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.plan import Clash, Proposal, Span
from lotsen.domain.quarter import Quarter
from lotsen.texts import Texts


def quarter_name(quarter: Quarter, t: Texts) -> str:
    """'Q1 2027' as this language writes it."""
    return t("Q{number} {year}", number=quarter.number, year=quarter.year)


def sentence(gantt: GanttLayout, t: Texts) -> str:
    """What the picture says: how many are under way, done and late, and when most happens."""
    states = [bar.status for bar in gantt.bars] + [each.status for each in gantt.undated]
    total, late = len(states), sum(1 for bar in gantt.bars if bar.late)
    parts = [_under_way(states.count(Status.UNDER_WAY), total, t)]
    if done := states.count(Status.DONE):
        parts.append(t.plural("{n} done", "{n} done", done))
    parts.append(t.plural("{n} late", "{n} late", late) if late else t("nothing is late"))
    told = _capital(t.listing(parts))
    if not (most := busiest(gantt)):
        return t("{states}.", states=told)
    return t(
        "{states}; most goes on in {quarter} ({n}).",
        states=told,
        quarter=quarter_name(most.quarter, t),
        n=t.number(most.running),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _under_way(n: int, total: int, t: Texts) -> str:
    if not n:
        return t.plural("{n} intervention, not under way", "none of {n} interventions under way", total)
    return t.plural(
        "{under_way} of {n} intervention under way",
        "{under_way} of {n} interventions under way",
        total,
        under_way=t.number(n),
    )


def busiest(gantt: GanttLayout) -> Column | None:
    """The quarter in which most goes on, the first of equals; null where nothing does."""
    most = max(gantt.columns, key=lambda column: column.running, default=None)
    return most if most and most.running else None


def how_to_read(gantt: GanttLayout, t: Texts) -> list[str]:
    """How to read this picture: only what is in it."""
    return [text for shown, text in _reading(gantt, t) if shown]


def _reading(gantt: GanttLayout, t: Texts) -> Iterable[tuple[object, str]]:
    states = {bar.status for bar in gantt.bars}
    yield True, t("Each bar is an intervention, from its first day to its last; the letters beside it are its owner.")
    yield (
        any(bar.done for bar in gantt.bars),
        t("The filled part is what is done, as told by the owner."),
    )
    yield Status.PROPOSED in states, t("A hatched bar is a suggestion that nobody has decided on.")
    yield Status.STOPPED in states, t("A crossed bar has been stopped.")
    yield (
        any(bar.late for bar in gantt.bars),
        t("A thick frame is a delay: this should have begun or ended by now; beside it stands how late it is."),
    )
    yield gantt.arrows, t("An arrow goes from what must be done first to what waits for it.")
    yield gantt.clashes, t("A dotted arrow is a clash: what waits begins before the other has ended.")
    yield gantt.diamonds, t("A diamond is a milestone.")
    yield gantt.grouping == "goal", t("Each intervention stands once, under the goal that it furthers most.")


def clash_sentences(gantt: GanttLayout, t: Texts) -> list[str]:
    """Each clash in the picture as a sentence."""
    return clashes(gantt.clashes, {bar.intervention_id: bar.title for bar in gantt.bars}, t)


def heads(t: Texts) -> list[str]:
    """The heads of the table's columns."""
    return [
        t("Intervention"),
        t("Group"),
        t("Owner"),
        t("First day"),
        t("Last day"),
        t("Status"),
        t("Done, %"),
        t("Late"),
        t("Waits for"),
    ]


def table(gantt: GanttLayout, t: Texts) -> list[list[str]]:
    """The picture as a table, in the picture's order, the undated last: the same data, cell by cell."""
    waits: dict[object, list[str]] = {}
    titles = {bar.intervention_id: bar.title for bar in gantt.bars}
    for arrow in gantt.arrows:
        waits.setdefault(arrow.follower_id, []).append(titles[arrow.predecessor_id])
    rows = [_row(bar, _group(bar, gantt), waits.get(bar.intervention_id, []), t) for bar in gantt.bars]
    return rows + [[u.title, "", u.owner, "", "", t(STATUS[u.status]), "", "", ""] for u in gantt.undated]


def _group(bar: Bar, gantt: GanttLayout) -> str:
    return next(heading.text for heading in reversed(gantt.headings) if heading.row < bar.row)


def _row(bar: Bar, group: str, waits: list[str], t: Texts) -> list[str]:
    return [
        bar.title,
        group,
        bar.owner,
        t.date(bar.span.first),
        t.date(bar.span.last),
        t(STATUS[bar.status]),
        t.number(bar.done * 100),
        late_text(bar.late, t),
        ", ".join(waits),
    ]


def days_text(days: Span | None, t: Texts) -> str:
    """'1.1.2027–31.3.2027', or that no days are given."""
    return f"{t.date(days.first)}–{t.date(days.last)}" if days else t("no days")


def move_question(along: Proposal, titles: Mapping[UUID, str], t: Texts) -> str:
    """What a wished move is, and how many would have to follow."""
    asked = along.moves[0]
    others = len(along.moves) - 1
    says = t("“{title}” would be done {days}.", title=titles[asked.intervention_id], days=days_text(asked.after, t))
    if not others:
        return says
    return f"{says} " + t.plural("{n} other waits for it.", "{n} others wait for it.", others)


def moves(proposal: Proposal, titles: Mapping[UUID, str], t: Texts) -> list[str]:
    """Each follower that moves, with its days before and after."""
    return [
        t(
            "{title}: {before} → {after}",
            title=titles[move.intervention_id],
            before=days_text(move.before, t),
            after=days_text(move.after, t),
        )
        for move in proposal.moves[1:]
    ]


def clashes(found: Iterable[Clash], titles: Mapping[UUID, str], t: Texts) -> list[str]:
    """Each clash as a sentence."""
    return [
        t.plural(
            "“{follower}” begins {n} day before “{predecessor}” has ended.",
            "“{follower}” begins {n} days before “{predecessor}” has ended.",
            clash.days,
            follower=titles[clash.follower_id],
            predecessor=titles[clash.predecessor_id],
        )
        for clash in found
    ]
