"""Where everything stands on a Gantt: rows, bars, arrows, diamonds and quarters, without any renderer.

Across, one unit is a day, counted from the first day of the first quarter; down, one unit is a row. A bar's `right` is
the end of its last day. Whoever draws it (Plotly, SVG, paper) decides on pixels, colours and fonts alone.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.category import ordered
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import Intervention, InterventionStatus, Milestone
from lotsen.domain.plan import Clash, Late, Lateness, PlanContent, Span
from lotsen.domain.quarter import Quarter, quarters_between
from lotsen.texts import N_, Texts

BAR_HEIGHT = 0.56
"""How much of its row a bar fills."""

LONGEST_MILESTONE = 36
CHARACTER = 0.0085
"""About how much of the width one character of a label takes, on a laptop."""

FAR_QUARTERS = 4
"""Today's line is left out where today lies further than this from the plan: it would squeeze everything else."""


class Grouping(StrEnum):
    CATEGORY = "category"
    OWNER = "owner"
    GOAL = "goal"


STATUS = {
    InterventionStatus.PROPOSED: N_("Suggested"),
    InterventionStatus.PLANNED: N_("Planned"),
    InterventionStatus.UNDER_WAY: N_("Under way"),
    InterventionStatus.DONE: N_("Done"),
    InterventionStatus.STOPPED: N_("Stopped"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """The first row of a group. `key` is its category, goal or owner; empty for those without one."""

    row: int
    key: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One intervention. `done` is the share of its length (0 to 1) that is filled."""

    intervention_id: UUID
    row: int
    left: float
    right: float
    span: Span
    title: str
    owner: str
    initials: str
    status: InterventionStatus
    done: float
    late: Late | None
    label: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undated:
    """An intervention that no quarter has been chosen for: it stands beside the picture, not in it."""

    intervention_id: UUID
    title: str
    owner: str
    status: InterventionStatus


@dataclass(frozen=True, slots=True)
class Diamond:
    """A milestone, on its intervention's row or, loose, on one of the first rows, with its name beside it."""

    milestone_id: UUID
    intervention_id: UUID | None
    row: int
    at: float
    title: str
    label: str
    day: dt.date
    date: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A dependency, as the corners of a line from the end of the one to the beginning of the other.

    `heading` is the way the head points. A clash is drawn apart: the follower begins before the other has ended.
    """

    predecessor_id: UUID
    follower_id: UUID
    corners: tuple[tuple[float, float], ...]
    heading: str
    clash: Clash | None


@dataclass(frozen=True, slots=True)
class Column:
    """A quarter: where it lies, what it is called, and how much goes on in it."""

    quarter: Quarter
    left: float
    right: float
    label: str
    running: int


@dataclass(frozen=True, slots=True)
class GanttLayout:
    """The whole picture. `today` is null where it lies far outside; `rows` is how many there are, headings included."""

    grouping: Grouping
    day: dt.date
    origin: dt.date
    width: float
    rows: int
    headings: tuple[Heading, ...]
    bars: tuple[Bar, ...]
    undated: tuple[Undated, ...]
    diamonds: tuple[Diamond, ...]
    arrows: tuple[Arrow, ...]
    columns: tuple[Column, ...]
    today: float | None

    @property
    def clashes(self) -> tuple[Clash, ...]:
        return tuple(arrow.clash for arrow in self.arrows if arrow.clash)


def layout(content: PlanContent, grouping: Grouping, t: Texts) -> GanttLayout:
    """Place a plan. Groups keep the order of the category tree, the goals or the owners' names."""
    days = plan.dated(content.interventions)
    columns = _columns(content, days, t)
    width = columns[-1].right if columns else 0.0
    loose = _loose_rows(content.milestones, days, width, t)
    origin = columns[0].quarter.first_day if columns else content.today
    headings, rows_of, rows = _rows(content, grouping, days, len(set(loose.values())), t)
    delays = {each.intervention_id: each for each in plan.late(content.interventions, content.today)}
    names = _Names(
        initials(item.owner for item in content.interventions),
        {category.id: t.local(category.name) for category in content.categories},
    )
    bars = tuple(
        _bar(item, days[item.id], row, origin, delays.get(item.id), names, t)
        for item in content.interventions
        if (row := rows_of.get(item.id)) is not None
    )
    return GanttLayout(
        grouping,
        content.today,
        origin,
        width,
        rows,
        headings,
        tuple(sorted(bars, key=lambda bar: bar.row)),
        tuple(
            Undated(i.id, t.local(i.title), i.owner.strip(), i.status)
            for i in content.interventions
            if i.id not in days
        ),
        tuple(
            _diamond(m, loose[m.id] if m.id in loose else rows_of[m.intervention_id], m.id not in loose, origin, t)
            for m in sorted(content.milestones, key=lambda m: m.day)
        ),
        _arrows(content.interventions, {bar.intervention_id: bar for bar in bars}),
        columns,
        _today(content.today, origin, width),
    )


# Across ----------------------------------------------------------------------------------------------------------


def _columns(content: PlanContent, days: Mapping[UUID, Span], t: Texts) -> tuple[Column, ...]:
    """The quarters from the first to the last thing, and to today where that is near."""
    points = [p for each in days.values() for p in (each.first, each.last)] + [m.day for m in content.milestones]
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


# Down ------------------------------------------------------------------------------------------------------------


def _rows(
    content: PlanContent, grouping: Grouping, days: Mapping[UUID, Span], row: int, t: Texts
) -> tuple[tuple[Heading, ...], dict[UUID | None, int], int]:
    """Headings and the row of every dated intervention, from `row` on, and the number of rows."""
    groups: dict[str, list[Intervention]] = {}
    for item in plan.by_start(i for i in content.interventions if i.id in days):
        groups.setdefault(group_key(item, grouping, content.goals), []).append(item)
    headings: list[Heading] = []
    rows_of: dict[UUID | None, int] = {}
    for key, text in group_names(content, grouping, t):
        if items := groups.get(key, []):
            headings.append(Heading(row, key, text, len(items)))
            rows_of |= {item.id: row + 1 + n for n, item in enumerate(items)}
            row += 1 + len(items)
    return tuple(headings), rows_of, row


def group_key(item: Intervention, grouping: Grouping, goals: Sequence[Goal]) -> str:
    """Which group an intervention stands in; empty for none. By goal: the one it furthers most, the first of equals."""
    if grouping is Grouping.CATEGORY:
        return str(item.category_id) if item.category_id else ""
    if grouping is Grouping.OWNER:
        return item.owner.strip()
    effect = dict(item.effects)
    strongest = max(goals, key=lambda goal: effect.get(goal.id, 0), default=None)
    return str(strongest.id) if strongest and effect.get(strongest.id) else ""


def group_names(content: PlanContent, grouping: Grouping, t: Texts) -> list[tuple[str, str]]:
    """Key and name of every possible group, in order; those with nothing in them are left out by the caller."""
    if grouping is Grouping.CATEGORY:
        named = [(str(category.id), t.local(category.name)) for _, category in ordered(content.categories)]
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
    """Owner to initials and category to name, looked up once for all bars."""

    initials: Mapping[str, str]
    categories: Mapping[UUID | None, str]


def _bar(
    item: Intervention,
    days: Span,
    row: int,
    origin: dt.date,
    late: Late | None,
    names: _Names,
    t: Texts,
) -> Bar:
    letters = names.initials.get(item.owner.strip(), "")
    return Bar(
        item.id,
        row,
        float((days.first - origin).days),
        float((days.last - origin).days + 1),
        days,
        t.local(item.title),
        item.owner.strip(),
        letters,
        item.status,
        1.0 if item.status is InterventionStatus.DONE else item.progress / 100,
        late,
        " · ".join(part for part in (letters, _state(item, t), late_text(late, t)) if part),
        tuple(_about(item, days, late, names, t)),
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


def _loose_rows(milestones: Sequence[Milestone], days: Mapping[UUID, Span], width: float, t: Texts) -> dict[UUID, int]:
    """A row for every milestone that hangs on no bar, so that their names don't run into each other."""
    ends: list[float] = []
    rows: dict[UUID, int] = {}
    for milestone in sorted((m for m in milestones if m.intervention_id not in days), key=lambda m: m.day):
        at = milestone.day.toordinal()
        row = next((n for n, end in enumerate(ends) if end <= at), len(ends))
        needs = at + width * CHARACTER * (4 + len(cut(t.local(milestone.title), LONGEST_MILESTONE)))
        ends[row : row + 1] = [needs]
        rows[milestone.id] = row
    return rows


def _diamond(milestone: Milestone, row: int, tied: bool, origin: dt.date, t: Texts) -> Diamond:
    title = t.local(milestone.title)
    return Diamond(
        milestone.id,
        milestone.intervention_id if tied else None,
        row,
        (milestone.day - origin).days + 0.5,
        title,
        cut(title, LONGEST_MILESTONE),
        milestone.day,
        t.date(milestone.day),
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
