"""A plan in words and as a table, counted from the picture itself."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from lotsen.charts.layout.gantt import late_text
from lotsen.charts.layout.parts import STATUS, Bar, Column, GanttLayout
from lotsen.domain import plan
from lotsen.domain.critical import Hold, Why
from lotsen.domain.intervention import Intervention, MilestoneKind
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.plan import Clash, Miss, Proposal, Span
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
    yield (
        any(bar.critical for bar in gantt.bars),
        t("A dark outline is the critical path: what has no slack before the plan's end or a latest day."),
    )
    yield any(bar.unanswered for bar in gantt.bars), t("A dashed edge is something that nobody has accepted yet.")
    yield any(bar.before for bar in gantt.bars), t("The thin line behind a bar is where it lay in the frozen plan.")
    kinds = {diamond.kind for diamond in gantt.diamonds}
    yield MilestoneKind.OWN in kinds, t("A diamond is a milestone.")
    yield MilestoneKind.OUTSIDE in kinds, t("A triangle is a fixed date of the outside world.")
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
    return [_clash(clash, titles[clash.follower_id], titles[clash.predecessor_id], t) for clash in found]


def _clash(clash: Clash, follower: str, predecessor: str, t: Texts) -> str:
    if clash.lag:
        return t.plural(
            "“{follower}” begins {n} day too early: {lag} have to pass after “{predecessor}” has ended.",
            "“{follower}” begins {n} days too early: {lag} have to pass after “{predecessor}” has ended.",
            clash.days,
            follower=follower,
            predecessor=predecessor,
            lag=_days(clash.lag, t),
        )
    return t.plural(
        "“{follower}” begins {n} day before “{predecessor}” has ended.",
        "“{follower}” begins {n} days before “{predecessor}” has ended.",
        clash.days,
        follower=follower,
        predecessor=predecessor,
    )


def _days(n: int, t: Texts) -> str:
    return t.plural("{n} day", "{n} days", n)


def misses(found: Iterable[Miss], titles: Mapping[UUID, str], t: Texts) -> list[str]:
    """Each that lies outside its own earliest or latest day as a sentence."""
    return [_miss(each, titles[each.intervention_id], t) for each in found]


def _miss(miss: Miss, title: str, t: Texts) -> str:
    days, bound = _days(abs(miss.days), t), t.date(miss.bound)
    if miss.days > 0:
        return t("“{title}” ends {days} after its latest day, {bound}.", title=title, days=days, bound=bound)
    return t("“{title}” begins {days} before its earliest day, {bound}.", title=title, days=days, bound=bound)


def unanswered(interventions: Iterable[Intervention], t: Texts) -> str:
    """How many wait for an answer, and how many of those have nobody to ask; empty where all have one."""
    waiting = [item for item in interventions if plan.unanswered(item)]
    if not waiting:
        return ""
    says = t.plural(
        "{n} intervention waits for its owner's answer.",
        "{n} interventions wait for their owners' answers.",
        len(waiting),
    )
    nobody = sum(1 for item in waiting if not item.owner.strip())
    return f"{says} {t.plural('{n} has no owner.', '{n} have no owner.', nobody)}" if nobody else says


def why(found: Why, titles: Mapping[UUID, str], t: Texts) -> str:
    """Why an intervention begins when it does, and not earlier, in one sentence."""
    match found.hold:
        case Hold.CLOSED:
            return t("It is closed: its days are what they were.")
        case Hold.BEGUN:
            return t("It has begun: its first day is what it was.")
        case Hold.TODAY:
            return t("It can't begin earlier: that would be in the past.")
        case Hold.EARLIEST:
            return t("It can't begin before its earliest day, {day}.", day=t.date(found.day))
        case Hold.OWNER:
            return _full(found, t)
        case Hold.NOTHING:
            return t("Nothing holds it here: it could begin on {day}.", day=t.date(found.day))
        case Hold.WAITS:
            return _waits(found, titles, t)


def _full(found: Why, t: Texts) -> str:
    assert found.quarter is not None
    return t(
        "Its owner is full in {quarter}: it would be {needs} days of {has}.",
        quarter=quarter_name(found.quarter, t),
        needs=t.number(found.needs, 1),
        has=t.number(found.has, 1),
    )


def _waits(found: Why, titles: Mapping[UUID, str], t: Texts) -> str:
    assert found.predecessor_id is not None
    title = titles[found.predecessor_id]
    if found.lag:
        return t(
            "It waits for “{title}” and {days} after that: it can begin on {day} at the earliest.",
            title=title,
            days=_days(found.lag, t),
            day=t.date(found.day),
        )
    return t("It waits for “{title}”: it can begin on {day} at the earliest.", title=title, day=t.date(found.day))


def costs_by_year(item: Intervention, t: Texts) -> str:
    """What the costs by year come to beside the cost in all, and what becomes of them when the intervention moves."""
    told = sum(cents for _, cents in item.yearly_cents)
    rest = plan.rest_of_cost(item)
    says = t(
        "What stands in a year is paid in that year. If the intervention moves to begin in another year, the amounts "
        "move along by whole years; what stands in no year is spread evenly over the other years."
    )
    if told and rest:
        return f"{t('{rest} of the cost stands in no year.', rest=t.money(rest))} {says}"
    if item.cost_cents is not None and told > item.cost_cents:
        return f"{t('The years come to {told}, more than the cost: the years count.', told=t.money(told))} {says}"
    return says
