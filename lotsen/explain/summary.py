"""The one page for the manager, in words and numbers: each line knows the page that it comes from.

Nothing is counted here that another page counts too: weights, ranking, money and the plan's sentence are theirs.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import numpy as np

from lotsen.analysis.results import SpendOverview, Summary
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Bar, GanttLayout, Grouping
from lotsen.charts.layout.path import PathQuarter, path
from lotsen.charts.layout.sheet import Block, Line, Sheet
from lotsen.domain import plan as rules
from lotsen.domain.followup import FollowUp
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import InterventionStatus
from lotsen.explain import certainty as sureness
from lotsen.explain import plan as plan_words
from lotsen.explain import priorities as priority_words
from lotsen.explain.judging import HIDDEN
from lotsen.texts import Texts

MOST_GOALS, MOST_CATEGORIES, MOST_OWNERS, MOST_LATE, MOST_QUARTERS, MOST_BEGINNING = 7, 7, 6, 5, 6, 3


def sheet(summary: Summary, t: Texts) -> Sheet:
    """Write the page in a reader's language."""
    gantt = layout(summary.plan, Grouping.OWNER, t)
    return Sheet(
        t.local(summary.organisation.name),
        t.local(summary.roadmap.title),
        lead(summary, t),
        (
            goals(summary, t),
            categories(summary, t),
            money(summary, t),
            quarters(summary, gantt, t),
            owners(summary, t),
            late(gantt, summary.told, t),
        ),
        t(
            "Procurement Pilot, {date}, revision {revision}. Every number leads to the page that it comes from.",
            date=t.date(summary.plan.today),
            revision=t.number(summary.roadmap.revision),
        ),
    )


def lead(summary: Summary, t: Texts) -> str:
    """What we want most, where we begin, how far we are: in two sentences, as far as there is something to say."""
    parts = []
    weighed = _weighed(summary)
    if weighed and (summary.priorities.goal_weights.people or summary.priorities.goal_weights.agreed):
        parts.append(t("{goal} weighs most.", goal=_quoted(_goal_names(summary, t)[weighed[0][0]], t)))
    if first := top(summary):
        parts.append(
            t("We begin with {categories}.", categories=t.listing([_category_names(summary, t)[c] for c in first]))
        )
    return " ".join(parts)


def top(summary: Summary) -> list[UUID]:
    """The categories on the list of the first, by rank; none while the priorities are hidden."""
    if summary.hidden:
        return []
    result = summary.priorities
    return [result.categories[i] for i in result.order if result.top[i]]


# Goals -----------------------------------------------------------------------------------------------------------


def goals(summary: Summary, t: Texts) -> Block:
    """The goals of what is bought with their weights, and how many the function has."""
    weighed, names = _weighed(summary), _goal_names(summary, t)
    most = max((weight for _, weight in weighed), default=0.0)
    people = summary.priorities.goal_weights.people
    function = sum(goal.level is GoalLevel.FUNCTION for goal in summary.goals)
    says = [t.plural("{n} goal", "{n} goals", len(weighed))]
    if summary.priorities.goal_weights.agreed:
        says.append(t("weighed together in agreement"))
    elif weighed:
        says.append(
            t.plural("weighed by {n} person", "weighed by {n} people", people) if people else t("not weighed yet")
        )
    if function:
        says.append(t.plural("{n} goal of the function besides", "{n} goals of the function besides", function))
    return Block(
        "goals",
        t("What we want"),
        "strategy",
        _sentence(says),
        tuple(
            Line(names[goal], t.percent(weight), "strategy", share=weight / most if most else None)
            for goal, weight in weighed[:MOST_GOALS]
        ),
        _left_out(len(weighed) - MOST_GOALS, t),
    )


def _weighed(summary: Summary) -> list[tuple[UUID, float]]:
    """The goals of procurement by weight, the heaviest first."""
    weights = summary.priorities.goal_weights
    return sorted(zip(weights.subjects, map(float, weights.mean), strict=True), key=lambda pair: -pair[1])


def _goal_names(summary: Summary, t: Texts) -> dict[UUID, str]:
    return {goal.id: t.local(goal.title) for goal in summary.goals}


# Categories ------------------------------------------------------------------------------------------------------


def categories(summary: Summary, t: Texts) -> Block:
    """The top list with its points, money, and what brings each its place; nothing of it while it is hidden."""
    if summary.hidden:
        return Block("categories", t("Where we begin, and why"), "priorities", t(HIDDEN), ())
    result, names = summary.priorities, _category_names(summary, t)
    columns = priority_words.column_names(
        result, _goal_names(summary, t), {c.id: t.local(c.name) for c in summary.criteria if c.name}, t
    )
    listed = [i for i in result.order if result.top[i]]
    best = max((float(result.score[i]) for i in listed), default=0.0)
    cents = _cents(summary.spend)
    lines = tuple(
        Line(
            f"{int(result.ranks[i])}. {names[result.categories[i]]}",
            _points(summary, i, t),
            "priorities",
            _why(summary, i, columns, cents, t),
            float(result.score[i]) / best if best else None,
            query={"category": str(result.categories[i])},
        )
        for i in listed[:MOST_CATEGORIES]
    )
    sure = sureness.headline(summary.certainty, result, names, t) if summary.certainty.enough else ""
    says = " ".join(filter(None, (priority_words.headline(result, names, t), sure)))
    return Block(
        "categories",
        t("Where we begin, and why"),
        "priorities",
        says,
        lines,
        _left_out(len(listed) - MOST_CATEGORIES, t),
    )


def _points(summary: Summary, i: int, t: Texts) -> str:
    """A category's points, and how sure its place on the list is."""
    word = sureness.word(summary.certainty, i, t)
    points = t.number(float(summary.priorities.score[i]), 1)
    return f"{points} · {word}" if word else points


def _category_names(summary: Summary, t: Texts) -> dict[UUID, str]:
    return {category.id: t.local(category.name) for category in summary.categories}


def _cents(spend: SpendOverview | None) -> dict[UUID, int]:
    return {figure.category: figure.cents for figure in spend.figures} if spend else {}


def _why(summary: Summary, i: int, columns: Mapping[UUID, str], cents: Mapping[UUID, int], t: Texts) -> str:
    """What brings most of the points, and how much money it is about."""
    result = summary.priorities
    parts = np.nan_to_num(result.parts[i])
    first = [int(j) for j in np.argsort(-parts, kind="stable")[:2] if parts[j] > 0]
    brings = (
        [t("most for {goals}", goals=t.listing([_quoted(columns[result.columns[j].id], t) for j in first]))]
        if first
        else []
    )
    if (amount := cents.get(result.categories[i])) is not None:
        brings.insert(0, t("{amount} a year", amount=t.about(amount, summary.roadmap.currency)))
    return " · ".join(brings)


# Money and carbon ------------------------------------------------------------------------------------------------


def money(summary: Summary, t: Texts) -> Block:
    """What is bought and emitted, and how much of both the first categories and the plan cover."""
    spend = summary.spend
    if spend is None:
        return Block("money", t("What it is about"), "categories", t("No money is known yet."), ())
    acted = acted_on(summary)
    covered = {"first": share_of(spend, top(summary)), "acted": share_of(spend, acted)}
    amount, year = t.about(spend.whole, summary.roadmap.currency), str(spend.year)
    says = (
        t("{amount} is open to influence in {year}.", amount=amount, year=year)
        if summary.hidden
        else t(
            "The first categories carry {share} of {amount} open to influence in {year}.",
            share=t.percent(covered["first"]),
            amount=amount,
            year=year,
        )
    )
    first = Line(
        t("of it in the first categories"), t.percent(covered["first"]), "priorities", share=covered["first"], part=True
    )
    lines = [
        Line(t("Money open to influence"), amount, "categories"),
        Line(t("of it in a category"), _percent(spend.mapped, spend.whole, t), "categories", part=True),
        *([] if summary.hidden else [first]),
        Line(
            t("of it where something is planned"),
            t.percent(covered["acted"]),
            "plan",
            share=covered["acted"],
            part=True,
        ),
        *_carbon(summary, spend, acted, t),
    ]
    return Block("money", t("What it is about"), "categories", says, tuple(lines))


def _carbon(summary: Summary, spend: SpendOverview, acted: Sequence[UUID], t: Texts) -> Iterable[Line]:
    if not spend.kilograms:
        return
    part = t("from {share} of the money", share=t.percent(spend.covered)) if spend.covered < 0.995 else ""
    yield Line(t("Emissions, by factors"), t.tonnes(float(spend.kilograms)), "categories", part)
    first, planned = carbon_share(spend, top(summary)), carbon_share(spend, acted)
    if not summary.hidden:
        yield Line(t("of it in the first categories"), t.percent(first), "priorities", share=first, part=True)
    yield Line(t("of it where something is planned"), t.percent(planned), "plan", share=planned, part=True)


def acted_on(summary: Summary) -> list[UUID]:
    """The leaf categories that an intervention that is not stopped is about, directly or by the branch above."""
    about = {
        item.category_id
        for item in summary.plan.interventions
        if item.category_id and item.status is not InterventionStatus.STOPPED
    }
    parents = {category.id: category.parent_id for category in summary.categories}

    def reached(category: UUID | None) -> bool:
        while category is not None:
            if category in about:
                return True
            category = parents.get(category)
        return False

    return [category.id for category in summary.categories if reached(category.id)]


def share_of(spend: SpendOverview, chosen: Iterable[UUID]) -> float:
    """The share of the money open to influence that lies in some categories."""
    wanted = set(chosen)
    return sum(f.cents for f in spend.figures if f.category in wanted) / spend.whole if spend.whole else 0.0


def carbon_share(spend: SpendOverview, chosen: Iterable[UUID]) -> float:
    """The share of the known emissions that lies in some categories."""
    wanted = set(chosen)
    kilograms = sum(float(f.carbon.kilograms) for f in spend.figures if f.carbon and f.category in wanted)
    return kilograms / float(spend.kilograms) if spend.kilograms else 0.0


def _percent(part: int, whole: int, t: Texts) -> str:
    return t.percent(part / whole if whole else 0.0)


# The plan --------------------------------------------------------------------------------------------------------


def quarters(summary: Summary, gantt: GanttLayout, t: Texts) -> Block:
    """The quarters from this one on: how much goes on, and what begins."""
    coming = [q for year in path(gantt) for q in year.quarters if q.column.quarter.last_day >= summary.plan.today]
    later = len(coming) - MOST_QUARTERS
    return Block(
        "quarters",
        t("What happens when"),
        "plan",
        plan_words.sentence(gantt, t) if summary.plan.interventions else t("Nothing is planned yet."),
        tuple(_quarter(each, t) for each in coming[:MOST_QUARTERS]),
        t.plural("and {n} quarter more", "and {n} quarters more", later) if later > 0 else "",
    )


def _quarter(each: PathQuarter, t: Texts) -> Line:
    titles = [f"◆ {diamond.title}" for diamond in each.milestones] + [bar.title for bar in each.begins]
    shown = titles[:MOST_BEGINNING]
    if len(titles) > MOST_BEGINNING:
        shown.append(t.plural("and {n} more", "and {n} more", len(titles) - MOST_BEGINNING))
    running = t.plural("{n} under way", "{n} under way", each.column.running)
    return Line(plan_words.quarter_name(each.column.quarter, t), running, "plan", "\n".join(shown))


def owners(summary: Summary, t: Texts) -> Block:
    """Who has how much open, how much of it at once, and what of it is late."""
    loads = rules.owner_loads(summary.plan.interventions)
    overdue = {each.intervention_id for each in rules.late(summary.plan.interventions, summary.plan.today)}
    most = max((len(load.interventions) for load in loads), default=0)
    lines = []
    for load in loads[:MOST_OWNERS]:
        behind = len(overdue.intersection(load.interventions))
        why = [t("at most {n} at once", n=t.number(load.most_at_once))] if load.most_at_once > 1 else []
        why += [t.plural("{n} late", "{n} late", behind)] if behind else []
        lines.append(
            Line(
                load.owner or t("No owner yet"),
                t.number(len(load.interventions)),
                "plan",
                ", ".join(why),
                len(load.interventions) / most,
                late=bool(behind),
            )
        )
    named = sum(bool(load.owner) for load in loads)
    says = t.plural("{n} person has something open.", "{n} people have something open.", named) if named else ""
    return Block(
        "owners", t("Who carries how much"), "plan", says, tuple(lines), _left_out(len(loads) - MOST_OWNERS, t)
    )


def late(gantt: GanttLayout, told: FollowUp | None, t: Texts) -> Block:
    """What should have begun or ended by now, the longest overdue first, with the last that was said of it; and the
    latest report of all."""
    overdue = sorted((bar for bar in gantt.bars if bar.late), key=_overdue)
    says = t.plural("{n} is late.", "{n} are late.", len(overdue)) if overdue else t("Nothing is late.")
    lines = tuple(
        Line(
            bar.title,
            t.plural("{n} day", "{n} days", bar.late.days),
            "plan",
            " · ".join(part for part in (bar.owner, _lateness(bar.late, t), _last_word(bar, told, t)) if part),
            late=True,
            query={"intervention": str(bar.intervention_id)},
        )
        for bar in overdue[:MOST_LATE]
        if bar.late
    )
    lines = (*lines, *_latest(gantt, told, t))
    return Block("late", t("What is late"), "plan", says, lines, _left_out(len(overdue) - MOST_LATE, t))


def _last_word(bar: Bar, told: FollowUp | None, t: Texts) -> str:
    """When somebody last reported on it."""
    said = told.of(bar.intervention_id) if told else ()
    return t("reported on {day}", day=t.date(told.day(said[0].at))) if told and said else ""


def _latest(gantt: GanttLayout, told: FollowUp | None, t: Texts) -> Iterable[Line]:
    """The newest report: on what, how far it is, and the reporter's words."""
    titles = {bar.intervention_id: bar.title for bar in gantt.bars}
    said = next((each for each in told.check_ins if each.intervention_id in titles), None) if told else None
    if told and said:
        yield Line(
            t("Last report: {title}", title=titles[said.intervention_id]),
            t.percent(said.progress / 100),
            "follow-up",
            " · ".join(part for part in (t.date(told.day(said.at)), said.note) if part),
        )


def _lateness(found: rules.Late, t: Texts) -> str:
    if found.lateness is rules.Lateness.NOT_DONE:
        return t("should have ended")
    return t("should have begun")


def _overdue(bar: Bar) -> int:
    return -bar.late.days if bar.late else 0


def _left_out(n: int, t: Texts) -> str:
    return t.plural("and {n} more", "and {n} more", n) if n > 0 else ""


def _quoted(title: str, t: Texts) -> str:
    return t("“{title}”", title=title)


def _sentence(parts: list[str]) -> str:
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."
