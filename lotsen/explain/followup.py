"""How it goes, in words and as tables: reports, indicators, the plan against its baseline, effects."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.charts.layout.course import figure
from lotsen.charts.layout.gantt import late_text
from lotsen.charts.layout.parts import STATUS
from lotsen.domain import plan
from lotsen.domain.followup import Approval, Asks, Awaited, CheckIn, Course, FollowUp, Pace, SeenElsewhere, Verdict
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import Intervention
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import Clash
from lotsen.explain.explanation import Table
from lotsen.texts import N_, Texts

# Reports ---------------------------------------------------------------------------------------------------------


def name(person_id: UUID, told: FollowUp, t: Texts) -> str:
    """Who said something."""
    return told.people.get(person_id) or t("Without a name")


def reports(interventions: Sequence[Intervention], waiting: Sequence[Awaited], late: int, t: Texts) -> str:
    """What waits for a report and what is late, of what is open."""
    n = sum(item.status not in plan.CLOSED for item in interventions)
    parts = [
        t.plural("{n} waits for a report", "{n} wait for a report", len(waiting))
        if waiting
        else t("nothing waits for a report"),
        t.plural("{n} is late", "{n} are late", late) if late else t("nothing is late"),
    ]
    return t.plural(
        "Of {n} open intervention {parts}.", "Of {n} open interventions {parts}.", n, parts=t.listing(parts)
    )


def about(item: Intervention, day: dt.date, t: Texts) -> str:
    """Whose it is, its days, how far it has come and how late it is."""
    days = plan.span(item)
    late = next(iter(plan.late([item], day)), None)
    parts = [
        item.owner.strip() or t("No owner yet"),
        f"{t.date(days.first)}–{t.date(days.last)}" if days else "",
        t("{status}, {progress} done", status=t(STATUS[item.status]), progress=t.percent(item.progress / 100)),
        late_text(late, t),
    ]
    return " · ".join(part for part in parts if part)


def asks(waiting: Awaited, t: Texts) -> str:
    """Why something waits for a report."""
    if waiting.asks is Asks.REVIEW:
        return t("Was to be reviewed on {day}: did it do what was expected?", day=t.date(waiting.since))
    return t("No report since {day}", day=t.date(waiting.since))


def report(said: CheckIn, told: FollowUp, t: Texts) -> str:
    """A report in one line: when, who, how far, a new last day, and the words."""
    parts = [
        f"{t.date(told.day(said.at))} {name(said.by, told, t)}: "
        + t("{status}, {progress} done", status=t(STATUS[said.status]), progress=t.percent(said.progress / 100))
    ]
    if said.finish:
        parts.append(t("done by {day}", day=t.date(said.finish)))
    if said.note:
        parts.append(t("“{words}”", words=said.note))
    return ", ".join(parts)


def pushes(found: Sequence[Clash], intervention_id: UUID, titles: Mapping[UUID, str], t: Texts) -> str:
    """What an intervention's last day no longer leaves room for; empty where everything fits."""
    names = [t("“{title}”", title=titles[each.follower_id]) for each in found if each.predecessor_id == intervention_id]
    return t("It now ends after the beginning of {titles}.", titles=t.listing(names)) if names else ""


# Indicators ------------------------------------------------------------------------------------------------------


def courses(ways: Sequence[Course], t: Texts) -> str:
    """How many goals come along as they should, how many don't, and how many nobody has read."""
    paces = [way.pace for way in ways]
    good = paces.count(Pace.AHEAD) + paces.count(Pace.REACHED)
    bad = paces.count(Pace.BEHIND) + paces.count(Pace.AWAY)
    unread = sum(not way.readings for way in ways)
    parts = [t.plural("{n} comes along as it should", "{n} come along as they should", good)] if good else []
    if bad:
        parts.append(t.plural("{n} is behind", "{n} are behind", bad))
    if unread:
        parts.append(t.plural("{n} has no reading yet", "{n} have no reading yet", unread))
    return t.plural("Of {n} goal {parts}.", "Of {n} goals {parts}.", len(ways), parts=t.listing(parts))


_PACES = {
    Pace.REACHED: N_("{goal}: the target is reached, {value}"),
    Pace.AHEAD: N_("{goal}: ahead, {share} of the way; evenly it would be {expected}"),
    Pace.BEHIND: N_("{goal}: behind, {share} of the way; evenly it would be {expected}"),
    Pace.AWAY: N_("{goal}: the wrong way, {value} from {baseline}"),
    Pace.UNKNOWN: N_("{goal}: {value}"),
}


def headline(way: Course, t: Texts) -> str:
    """What a goal's picture says."""
    goal, latest = way.goal, way.latest
    if latest is None:
        return t("{goal}: not read yet", goal=t.local(goal.title))
    said = {
        "goal": t.local(goal.title),
        "value": figure(latest.value, goal.unit, t),
        "share": t.percent(way.share or 0.0),
        "expected": t.percent(way.expected or 0.0),
        "baseline": "" if goal.baseline is None else figure(goal.baseline, goal.unit, t),
    }
    return t(_PACES[way.pace], **{key: value for key, value in said.items() if f"{{{key}}}" in _PACES[way.pace]})


def subtitle(goal: Goal, t: Texts) -> str:
    """What a goal's picture is: the indicator and its unit."""
    return ", ".join(part for part in (t.local(goal.indicator), goal.unit) if part) or t("No indicator is named yet.")


def course_alt(way: Course, t: Texts) -> str:
    """The picture for who can't see it."""
    return f"{headline(way, t)}. {subtitle(way.goal, t)}"


def readings(way: Course, told: FollowUp, t: Texts) -> Table:
    """The readings with baseline and target, as the picture has them."""
    goal = way.goal
    rows = [
        (t.date(each.day), figure(each.value, goal.unit, t), each.note, name(each.by, told, t)) for each in way.readings
    ]
    if goal.baseline is not None:
        rows.insert(0, (t.date(way.begins), figure(goal.baseline, goal.unit, t), t("Baseline"), ""))
    if goal.target is not None:
        rows.append((t.date(way.ends) if way.ends else "", figure(goal.target, goal.unit, t), t("Target"), ""))
    return Table((t("Day"), t("Value"), t("What it is"), t("Read by")), tuple(rows), frozenset({1}))


# Approvals -----------------------------------------------------------------------------------------------------------

_VERDICTS = {Verdict.APPROVED: N_("approved"), Verdict.SENT_BACK: N_("sent back")}


def verdict(said: Approval, told: FollowUp, t: Texts) -> str:
    """What was said of a frozen plan: when, who, what, and the words."""
    line = f"{t.date(told.day(said.at))} {name(said.by, told, t)}: {t(_VERDICTS[said.verdict])}"
    return f"{line}, {t('“{words}”', words=said.note)}" if said.note else line


# Effects ---------------------------------------------------------------------------------------------------------


def effects(interventions: Sequence[Intervention], told: FollowUp, t: Texts) -> str:
    """How many of the expected effects somebody has looked at, and how they turned out."""
    expected = {(item.id, goal): value for item in interventions for goal, value in item.effects if value}
    seen = {(each.intervention_id, each.goal_id): each.value for each in told.effects}
    looked = [key for key in expected if key in seen]
    kept = sum(seen[key] >= expected[key] for key in looked)
    surprise = sum(bool(value) and key not in expected for key, value in seen.items())
    if not looked and not surprise:
        return t("Nobody has said yet what effect anything had.")
    says = t.plural(
        "{n} expected effect has been looked at: {kept} as strong as expected, {weaker} weaker.",
        "{n} expected effects have been looked at: {kept} as strong as expected, {weaker} weaker.",
        len(looked),
        kept=t.number(kept),
        weaker=t.number(len(looked) - kept),
    )
    more = t.plural("{n} came that nobody expected.", "{n} came that nobody expected.", surprise) if surprise else ""
    return " ".join(filter(None, (says, more)))


def effect_table(interventions: Sequence[Intervention], goals: Mapping[UUID, str], told: FollowUp, t: Texts) -> Table:
    """Expected and seen, side by side, for whatever somebody has looked at."""
    by_id = {item.id: item for item in interventions}
    rows = []
    for each in told.effects:
        item = by_id.get(each.intervention_id)
        if item and each.goal_id in goals:
            expected = dict(item.effects).get(each.goal_id)
            rows.append(
                (
                    t.local(item.title),
                    goals[each.goal_id],
                    "" if expected is None else t.number(expected),
                    t.number(each.value),
                    name(each.by, told, t),
                    t.date(told.day(each.at)),
                )
            )
    head = (t("Intervention"), t("Goal"), t("Expected"), t("Seen"), t("Said by"), t("Day"))
    return Table(head, tuple(rows), frozenset({2, 3}))


# Elsewhere -------------------------------------------------------------------------------------------------------


def elsewhere(seen: Sequence[SeenElsewhere], goals: Mapping[str, LocalText], t: Texts) -> str:
    """What other organisations saw an intervention of the library do; empty where too few said."""
    parts = [_elsewhere(each, t.local(goals[each.goal]), t) for each in seen if each.goal in goals]
    return t("Seen elsewhere: {parts}.", parts=t.listing(parts)) if parts else ""


def _elsewhere(each: SeenElsewhere, goal: str, t: Texts) -> str:
    n = each.organisations
    match each.value:
        case 2:
            return t("mostly strong on “{goal}” ({n} organisations)", goal=goal, n=n)
        case 1:
            return t("mostly some effect on “{goal}” ({n} organisations)", goal=goal, n=n)
        case 0:
            return t("mostly no effect on “{goal}” ({n} organisations)", goal=goal, n=n)
    return t("different effects on “{goal}” ({n} organisations)", goal=goal, n=n)
