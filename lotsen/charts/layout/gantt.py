"""Where everything stands on a Gantt: the rules that place a plan's bars, arrows, diamonds and quarters."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.charts.layout.parts import (
    BAR_HEIGHT,
    STATUS,
    Arrow,
    Bar,
    Column,
    Diamond,
    GanttLayout,
    Grouping,
    Heading,
    Undated,
)
from lotsen.domain import critical, plan
from lotsen.domain.calendar import holidays_between
from lotsen.domain.category import Category, ordered
from lotsen.domain.critical import Slack
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import Intervention, InterventionStatus, Milestone
from lotsen.domain.plan import Clash, Late, Lateness, PlanContent, Span
from lotsen.domain.quarter import Quarter, quarters_between
from lotsen.texts import Texts

LONGEST_MILESTONE = 36
CHARACTER = 0.0085
"""About how much of the width one character of a label takes, on a laptop."""

FAR_QUARTERS = 4
"""Today's line is left out where today lies further than this from the plan: it would squeeze everything else."""


def layout(
    content: PlanContent, grouping: Grouping, t: Texts, against: Mapping[UUID, Span] | None = None
) -> GanttLayout:
    """Place a plan. Groups keep the order of the category tree, the goals or the owners' names.

    `against` are the days of a baseline, which then lies behind the bars.
    """
    days = plan.dated(content.interventions)
    before = {item: each for item, each in (against or {}).items() if item in days}
    columns = _columns(content, [*days.values(), *before.values()], t)
    width = columns[-1].right if columns else 0.0
    ground = _Ground(columns[0].quarter.first_day if columns else content.today, width, t)
    milestones = sorted(content.milestones, key=lambda m: m.day)
    loose = _loose_rows(milestones, days, ground)
    headings, rows_of, rows = _rows(content, grouping, days, len(set(loose.values())), t)
    diamonds = tuple(
        ground.diamond(m, loose[m.id] if m.id in loose else rows_of[m.intervention_id], m.id not in loose)
        for m in milestones
    )
    bars = _bars(content, days, rows_of, diamonds, before, ground)
    return GanttLayout(
        grouping,
        content.today,
        ground.origin,
        width,
        rows,
        headings,
        bars,
        tuple(
            Undated(i.id, t.local(i.title), i.owner.strip(), i.status)
            for i in content.interventions
            if i.id not in days
        ),
        diamonds,
        _arrows(content.interventions, {bar.intervention_id: bar for bar in bars}),
        columns,
        _today(content.today, ground.origin, width),
        _free_days(ground.origin, columns[-1].quarter.last_day, t) if columns else (),
    )


# Across ----------------------------------------------------------------------------------------------------------


def _columns(content: PlanContent, spans: Sequence[Span], t: Texts) -> tuple[Column, ...]:
    """The quarters from the first to the last thing, and to today where that is near."""
    points = [p for each in spans for p in (each.first, each.last)] + [m.day for m in content.milestones]
    if not points:
        return ()
    first, last, now = Quarter.of(min(points)), Quarter.of(max(points)), Quarter.of(content.today)
    if now - last <= FAR_QUARTERS and first - now <= FAR_QUARTERS:
        first, last = min(first, now), max(last, now)
    running = {p.quarter: p.running for p in plan.by_quarter(content.interventions)}
    origin = first.first_day
    return tuple(
        Column(
            quarter,
            float((quarter.first_day - origin).days),
            float((quarter.last_day - origin).days + 1),
            t("Q{number}", number=quarter.number),
            running.get(quarter, 0),
        )
        for quarter in quarters_between(first.first_day, last.last_day)
    )


def _today(today: dt.date, origin: dt.date, width: float) -> float | None:
    at = (today - origin).days + 0.5
    return at if 0 <= at <= width else None


def _free_days(first: dt.date, last: dt.date, t: Texts) -> tuple[tuple[float, str], ...]:
    return tuple((float((day - first).days), t(name)) for day, name in holidays_between(first, last).items())


# Down ------------------------------------------------------------------------------------------------------------


def _rows(
    content: PlanContent, grouping: Grouping, days: Mapping[UUID, Span], row: int, t: Texts
) -> tuple[tuple[Heading, ...], dict[UUID | None, int], int]:
    """Headings and the row of every dated intervention, from `row` on, and the number of rows."""
    groups: dict[str, list[Intervention]] = {}
    tops = _tops(content.categories)
    for item in plan.by_start(i for i in content.interventions if i.id in days):
        groups.setdefault(_group_key(item, grouping, content.goals, tops), []).append(item)
    headings: list[Heading] = []
    rows_of: dict[UUID | None, int] = {}
    for key, text in _group_names(content, grouping, t):
        if items := groups.get(key, []):
            headings.append(Heading(row, key, text, len(items)))
            rows_of |= {item.id: row + 1 + n for n, item in enumerate(items)}
            row += 1 + len(items)
    return tuple(headings), rows_of, row


def _tops(categories: Sequence[Category]) -> dict[UUID, UUID]:
    """Category to the one at the top of its branch: a picture grouped by leaves would be headings more than bars."""
    tops: dict[UUID, UUID] = {}
    for _, category in ordered(categories):
        tops[category.id] = tops[category.parent_id] if category.parent_id else category.id
    return tops


def _group_key(item: Intervention, grouping: Grouping, goals: Sequence[Goal], tops: Mapping[UUID, UUID]) -> str:
    """Which group an intervention stands in; empty for none. By goal: the one it furthers most, the first of equals."""
    if grouping is Grouping.CATEGORY:
        return str(tops.get(item.category_id, "")) if item.category_id else ""
    if grouping is Grouping.OWNER:
        return item.owner.strip()
    effect = dict(item.effects)
    strongest = max(goals, key=lambda goal: effect.get(goal.id, 0), default=None)
    return str(strongest.id) if strongest and effect.get(strongest.id) else ""


def _group_names(content: PlanContent, grouping: Grouping, t: Texts) -> list[tuple[str, str]]:
    """Key and name of every possible group, in order; those with nothing in them are left out by the caller."""
    if grouping is Grouping.CATEGORY:
        tree = ordered(content.categories)
        named = [(str(category.id), t.local(category.name)) for depth, category in tree if not depth]
        return [*named, ("", t("The procurement function"))]
    if grouping is Grouping.OWNER:
        owners = sorted({item.owner.strip() for item in content.interventions} - {""}, key=str.casefold)
        return [*((owner, owner) for owner in owners), ("", t("No owner yet"))]
    return [*((str(goal.id), t.local(goal.title)) for goal in content.goals), ("", t("Furthers no goal yet"))]


# Marks -----------------------------------------------------------------------------------------------------------


def initials(owners: Iterable[str]) -> dict[str, str]:
    """Owner to initials, lengthened from the last name until no two owners share them: AL, ALe and ALu."""
    names = sorted({owner.strip() for owner in owners} - {""})
    result = {name: _short(name, 1) for name in names}
    for length in range(2, 6):
        shared = [name for name in names if list(result.values()).count(result[name]) > 1]
        result |= {name: _short(name, length) for name in shared}
    return result


def _short(name: str, last: int) -> str:
    words = name.split()
    if len(words) == 1:
        return name[: last + 1]
    return "".join(word[0] for word in words[:-1])[:2].upper() + words[-1][:1].upper() + words[-1][1:last]


@dataclass(frozen=True, slots=True)
class _Names:
    """What bars look up by id or owner, gathered once for all of them."""

    initials: Mapping[str, str]
    categories: Mapping[UUID | None, str]
    delays: Mapping[UUID, Late]
    ends: Mapping[UUID | None, float]
    """Where the last milestone on a bar's row lies: the words beside the bar begin after it."""
    slacks: Mapping[UUID, Slack]
    before: Mapping[UUID, Span]


def _bars(
    content: PlanContent,
    days: Mapping[UUID, Span],
    rows_of: Mapping[UUID | None, int],
    diamonds: Sequence[Diamond],
    before: Mapping[UUID, Span],
    ground: "_Ground",
) -> tuple[Bar, ...]:
    names = _Names(
        initials(item.owner for item in content.interventions),
        {category.id: ground.t.local(category.name) for category in content.categories},
        {each.intervention_id: each for each in plan.late(content.interventions, content.today)},
        {diamond.intervention_id: diamond.at for diamond in diamonds},
        critical.slacks(content.interventions),
        before,
    )
    placed = (
        _bar(item, days[item.id], rows_of[item.id], names, ground) for item in content.interventions if item.id in days
    )
    return tuple(sorted(placed, key=lambda bar: bar.row))


def _bar(item: Intervention, days: Span, row: int, names: _Names, ground: "_Ground") -> Bar:
    t, late = ground.t, names.delays.get(item.id)
    letters = names.initials.get(item.owner.strip(), "")
    left, right = ground.reach_of(days)
    gap = ground.width * CHARACTER
    diamond = names.ends.get(item.id, -gap)
    return Bar(
        item.id,
        row,
        left,
        right,
        days,
        t.local(item.title),
        item.owner.strip(),
        letters,
        item.status,
        1.0 if item.status is InterventionStatus.DONE else item.progress / 100,
        late,
        " · ".join(part for part in (letters, _state(item, t), late_text(late, t)) if part),
        diamond + 1.2 * gap if right - gap < diamond < right + 8 * gap else right + 0.5 * gap,
        tuple(_about(item, days, late, names, t)),
        item.id in names.slacks and names.slacks[item.id].critical,
        plan.unanswered(item),
        ground.reach_of(names.before[item.id]) if item.id in names.before else None,
    )


def _state(item: Intervention, t: Texts) -> str:
    if item.status is InterventionStatus.DONE:
        return "✓"
    if item.status is InterventionStatus.STOPPED:
        return t("stopped")
    under_way = item.status is InterventionStatus.UNDER_WAY
    return t.percent(item.progress / 100) if item.progress or under_way else ""


def late_text(late: Late | None, t: Texts) -> str:
    """How late, in a few words; empty where it isn't."""
    if late is None:
        return ""
    if late.lateness is Lateness.NOT_DONE:
        return t.plural("{n} day late", "{n} days late", late.days)
    return t.plural("should have begun {n} day ago", "should have begun {n} days ago", late.days)


def _about(item: Intervention, days: Span, late: Late | None, names: _Names, t: Texts) -> Iterable[str]:
    """What the bar says when pointed at, line by line, plain text."""
    yield t.local(item.title)
    yield f"{t.date(days.first)} – {t.date(days.last)}"
    yield t("{status}, {progress} done", status=t(STATUS[item.status]), progress=t.percent(item.progress / 100))
    if item.owner.strip():
        yield t("Owner: {owner}", owner=item.owner.strip())
    yield names.categories.get(item.category_id) or t("The procurement function")
    if late:
        yield late_text(late, t)
    if item.id in names.slacks:
        yield slack_text(names.slacks[item.id], t)
    if plan.unanswered(item):
        yield t("The owner has not accepted it yet") if item.owner.strip() else t("Nobody has taken it on yet")
    if item.id in names.before:
        before = names.before[item.id]
        yield t("Then: {first} – {last}", first=t.date(before.first), last=t.date(before.last))


def slack_text(slack: Slack, t: Texts) -> str:
    """How far it can slip, in a few words."""
    if slack.critical:
        return t("On the critical path: it has no slack")
    return t.plural("It has {n} day of slack", "It has {n} days of slack", slack.total)


def _loose_rows(milestones: Sequence[Milestone], days: Mapping[UUID, Span], ground: "_Ground") -> dict[UUID, int]:
    """A row for every milestone that hangs on no bar, so that their names don't run into each other."""
    taken: list[list[tuple[float, float]]] = []
    rows: dict[UUID, int] = {}
    for milestone in (m for m in milestones if m.intervention_id not in days):
        left, right = ground.reach(milestone)
        row = next((n for n, reaches in enumerate(taken) if all(right < a or left > b for a, b in reaches)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows[milestone.id] = row
    return rows


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the picture stands on: its first day, its width in days, the reader's language."""

    origin: dt.date
    width: float
    t: Texts

    def reach_of(self, days: Span) -> tuple[float, float]:
        return float((days.first - self.origin).days), float((days.last - self.origin).days + 1)

    def at(self, milestone: Milestone) -> float:
        return (milestone.day - self.origin).days + 0.5

    def named_left(self, milestone: Milestone) -> bool:
        return self.at(milestone) > 0.8 * self.width

    def reach(self, milestone: Milestone) -> tuple[float, float]:
        """From where to where a milestone and its name go."""
        at, needs = self.at(milestone), self.width * CHARACTER * (4 + len(self.label(milestone)))
        return (at - needs, at) if self.named_left(milestone) else (at, at + needs)

    def label(self, milestone: Milestone) -> str:
        return cut(self.t.local(milestone.title), LONGEST_MILESTONE)

    def diamond(self, milestone: Milestone, row: int, tied: bool) -> Diamond:
        return Diamond(
            milestone.id,
            milestone.intervention_id if tied else None,
            row,
            self.at(milestone),
            self.t.local(milestone.title),
            self.label(milestone),
            self.named_left(milestone),
            milestone.day,
            self.t.date(milestone.day),
            milestone.kind,
        )


def cut(text: str, longest: int) -> str:
    """A text that fits, with an ellipsis where it was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


# Dependencies ----------------------------------------------------------------------------------------------------


def _arrows(interventions: Sequence[Intervention], bars: Mapping[UUID, Bar]) -> tuple[Arrow, ...]:
    clashing = {(clash.predecessor_id, clash.follower_id): clash for clash in plan.clashes(interventions)}
    return tuple(
        _arrow(bars[predecessor], bars[item.id], clashing.get((predecessor, item.id)))
        for item in interventions
        for predecessor in item.predecessors
        if item.id in bars and predecessor in bars
    )


def _arrow(before: Bar, after: Bar, clash: Clash | None) -> Arrow:
    """An elbow that leaves the end of one bar downwards (or upwards), clear of the label beside it.

    It goes into the other's beginning from the left, or into its top or bottom where that doesn't lie after.
    """
    down = 1.0 if after.row > before.row else -1.0
    half = BAR_HEIGHT / 2
    x, start = before.right - min(1.0, (before.right - before.left) / 2), (before.row + down * half)
    if after.left > before.right:
        return Arrow(
            before.intervention_id,
            after.intervention_id,
            ((x, start), (x, float(after.row)), (after.left, float(after.row))),
            "right",
            clash,
        )
    inset = min(1.0, (after.right - after.left) / 2)
    into = min(max(x, after.left + inset), after.right - inset)
    beside = after.row - down * 0.5
    return Arrow(
        before.intervention_id,
        after.intervention_id,
        ((x, start), (x, beside), (into, beside), (into, after.row - down * half)),
        "down" if down > 0 else "up",
        clash,
    )
