"""The plan as a project file (MSPDI, the XML of Microsoft Project 2007), which other project tools open too.

Every dated intervention is a task, every milestone one without a length; owners and roles are resources with their
days. Tasks begin no earlier than planned, so that a tool that schedules anew keeps their days. The elements stand in
the order that the schema demands. Interventions without days are left out: such a file has no place for them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from lotsen.charts.layout.gantt import initials
from lotsen.domain import plan
from lotsen.domain.calendar import offices_closed
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.intervention import Intervention, InterventionStatus, Milestone
from lotsen.domain.plan import ONE_DAY, Span
from lotsen.export.whole import Whole
from lotsen.texts import Texts

NAMESPACE = "http://schemas.microsoft.com/project"
BEGINS, BREAK, BACK, CLOSES = "08:00:00", "12:00:00", "13:00:00", "17:00:00"
HOURS = 8
START_NO_EARLIER, FINISH_TO_START, ELAPSED_DAYS, DAYS, WORK = 4, 1, 8, 7, 1
"""The schema's numbers for a constraint, a kind of link, lags in days of the calendar, durations in days of work, and
people as resources."""
TENTHS_A_DAY = 24 * 60 * 10
"""Lags are in tenths of minutes."""
LONGEST = 512


@dataclass(frozen=True, slots=True)
class _Task:
    uid: int
    title: str
    span: Span
    item: Intervention | None
    milestone: Milestone | None = None


def project(whole: Whole, t: Texts, at: dt.datetime, baseline: PlanBaseline | None = None) -> bytes:
    """The whole file; `at` is when it is made, `baseline` the adopted plan that the present one is held against."""
    tasks = list(_tasks(whole, t))
    spans = [task.span for task in tasks] or [Span(whole.plan.today, whole.plan.today)]
    whole_span = Span(min(span.first for span in spans), max(span.last for span in spans))
    off = offices_closed(whole_span.first, whole_span.last)
    resources = {name: uid for uid, name in enumerate(_resources(tasks), 1)}
    root = Element("Project", xmlns=NAMESPACE)
    _say(root, "SaveVersion", 12)
    _say(root, "Name", f"{t.local(whole.organisation.name)}.xml", 255)
    _say(root, "Title", ", ".join(filter(None, (t.local(whole.organisation.name), t.local(whole.roadmap.title)))))
    _say(root, "Author", t("Procurement Pilot"))
    _say(root, "CreationDate", f"{at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}")
    _say(root, "Revision", whole.roadmap.revision)
    _say(root, "ScheduleFromStart", 1)
    _say(root, "StartDate", _begin(whole_span.first))
    _say(root, "FinishDate", _end(whole_span.last))
    _say(root, "CurrencyDigits", 2)
    _say(root, "CurrencySymbol", {"EUR": "€"}.get(whole.roadmap.currency, whole.roadmap.currency))
    _say(root, "CurrencyCode", whole.roadmap.currency)
    _say(root, "CurrencySymbolPosition", 3)
    _say(root, "CalendarUID", 1)
    _say(root, "DefaultStartTime", BEGINS)
    _say(root, "DefaultFinishTime", CLOSES)
    _say(root, "MinutesPerDay", HOURS * 60)
    _say(root, "MinutesPerWeek", HOURS * 60 * 5)
    _say(root, "DaysPerMonth", 20)
    _say(root, "DurationFormat", DAYS)
    _say(root, "StatusDate", _end(whole.plan.today))
    _calendar(root, off)
    place = SubElement(root, "Tasks")
    uids = {task.item.id: task.uid for task in tasks if task.item}
    frozen = baseline.items if baseline else {}
    for task in tasks:
        _task(place, task, uids, off, frozen, t)
    _people(root, resources)
    _assignments(root, tasks, resources, off)
    ElementTree.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode").encode()


def _tasks(whole: Whole, t: Texts) -> Iterator[_Task]:
    dated = plan.dated(whole.plan.interventions)
    items = [item for item in whole.plan.interventions if item.id in dated]
    for uid, item in enumerate(items, 1):
        yield _Task(uid, t.local(item.title), dated[item.id], item)
    for uid, milestone in enumerate(sorted(whole.plan.milestones, key=lambda one: one.day), len(items) + 1):
        yield _Task(uid, t.local(milestone.title), Span(milestone.day, milestone.day), None, milestone)


# Days ------------------------------------------------------------------------------------------------------------


def _work_days(span: Span, off: Sequence[dt.date]) -> int:
    """Days of work in a span; one where it holds none, since a task can't have none."""
    days = (span.first + n * ONE_DAY for n in range(span.days))
    closed = set(off)
    return max(1, sum(day.weekday() < 5 and day not in closed for day in days))


def _calendar(root: Element, off: Sequence[dt.date]) -> None:
    calendar = SubElement(SubElement(root, "Calendars"), "Calendar")
    _say(calendar, "UID", 1)
    _say(calendar, "Name", "Standard")
    _say(calendar, "IsBaseCalendar", 1)
    _say(calendar, "BaseCalendarUID", -1)
    week = SubElement(calendar, "WeekDays")
    for number in range(1, 8):
        day = SubElement(week, "WeekDay")
        _say(day, "DayType", number)
        working = 2 <= number <= 6
        _say(day, "DayWorking", int(working))
        if working:
            times = SubElement(day, "WorkingTimes")
            for begins, ends in ((BEGINS, BREAK), (BACK, CLOSES)):
                time = SubElement(times, "WorkingTime")
                _say(time, "FromTime", begins)
                _say(time, "ToTime", ends)
    exceptions = SubElement(calendar, "Exceptions")
    for one in off:
        exception = SubElement(exceptions, "Exception")
        _say(exception, "EnteredByOccurrences", 0)
        period = SubElement(exception, "TimePeriod")
        _say(period, "FromDate", f"{one}T00:00:00")
        _say(period, "ToDate", f"{one}T23:59:00")
        _say(exception, "Occurrences", 1)
        _say(exception, "Name", one.isoformat())
        _say(exception, "Type", 1)
        _say(exception, "DayWorking", 0)


# Tasks -----------------------------------------------------------------------------------------------------------


def _task(
    place: Element,
    one: _Task,
    uids: Mapping[UUID, int],
    off: Sequence[dt.date],
    frozen: Mapping[str, Mapping[str, object]],
    t: Texts,
) -> None:
    task, item, point = SubElement(place, "Task"), one.item, one.milestone is not None
    work = f"PT{_work_days(one.span, off) * HOURS}H0M0S"
    finish = _begin(one.span.last) if point else _end(one.span.last)
    _say(task, "UID", one.uid)
    _say(task, "ID", one.uid)
    _say(task, "Name", one.title)
    _say(task, "Type", 1)
    _say(task, "IsNull", 0)
    if item and item.owner.strip():
        _say(task, "Contact", item.owner.strip())
    _say(task, "WBS", one.uid)
    _say(task, "OutlineNumber", one.uid)
    _say(task, "OutlineLevel", 1)
    _say(task, "Priority", 500)
    _say(task, "Start", _begin(one.span.first))
    _say(task, "Finish", finish)
    _say(task, "Duration", "PT0H0M0S" if point else work)
    _say(task, "DurationFormat", DAYS)
    _say(task, "EffortDriven", 0)
    _say(task, "Estimated", 0)
    _say(task, "Milestone", int(point))
    _say(task, "Summary", 0)
    if item and (item.cost_cents is not None or item.yearly_cents):
        _say(task, "FixedCost", plan.rest_of_cost(item) + sum(cents for _, cents in item.yearly_cents))
    _say(task, "FixedCostAccrual", 2)
    if item:
        _say(task, "PercentComplete", 100 if item.status is InterventionStatus.DONE else item.progress)
    _say(task, "ConstraintType", START_NO_EARLIER)
    _say(task, "CalendarUID", 1)
    _say(task, "ConstraintDate", _begin(one.span.first))
    if item and item.latest:
        _say(task, "Deadline", _end(item.latest))
    if item and (notes := "\n".join(t.local(text) for text in (item.description, item.metric) if text)):
        _say(task, "Notes", notes, longest=None)
    _links(task, one, uids)
    _baseline(task, frozen.get(str(item.id)) if item else None, off)


def _links(task: Element, one: _Task, uids: Mapping[UUID, int]) -> None:
    lags = dict(one.item.lags) if one.item else {}
    for predecessor in one.item.predecessors if one.item else ():
        if predecessor in uids:
            link = SubElement(task, "PredecessorLink")
            _say(link, "PredecessorUID", uids[predecessor])
            _say(link, "Type", FINISH_TO_START)
            _say(link, "CrossProject", 0)
            _say(link, "LinkLag", lags.get(predecessor, 0) * TENTHS_A_DAY)
            _say(link, "LagFormat", ELAPSED_DAYS)


def _baseline(task: Element, kept: Mapping[str, object] | None, off: Sequence[dt.date]) -> None:
    """The days that were adopted, where they are whole."""
    if not kept or not kept.get("starts") or not kept.get("ends"):
        return
    span = Span(dt.date.fromisoformat(str(kept["starts"])), dt.date.fromisoformat(str(kept["ends"])))
    baseline = SubElement(task, "Baseline")
    _say(baseline, "Number", 0)
    _say(baseline, "Start", _begin(span.first))
    _say(baseline, "Finish", _end(span.last))
    _say(baseline, "Duration", f"PT{_work_days(span, off) * HOURS}H0M0S")
    _say(baseline, "DurationFormat", DAYS)


# People ----------------------------------------------------------------------------------------------------------


def _resources(tasks: Sequence[_Task]) -> list[str]:
    items = [task.item for task in tasks if task.item]
    names = {item.owner.strip() for item in items} | {effort.role for item in items for effort in item.effort}
    return sorted(names - {""})


def _people(root: Element, resources: Mapping[str, int]) -> None:
    place, letters = SubElement(root, "Resources"), initials(resources)
    for name, uid in resources.items():
        resource = SubElement(place, "Resource")
        _say(resource, "UID", uid)
        _say(resource, "ID", uid)
        _say(resource, "Name", name)
        _say(resource, "Type", WORK)
        _say(resource, "IsNull", 0)
        _say(resource, "Initials", letters.get(name.strip(), ""))
        _say(resource, "CalendarUID", 1)


def _assignments(root: Element, tasks: Sequence[_Task], resources: Mapping[str, int], off: Sequence[dt.date]) -> None:
    place, uid = SubElement(root, "Assignments"), 0
    for task in tasks:
        for name, days in _shares(task.item).items() if task.item else ():
            uid += 1
            assignment = SubElement(place, "Assignment")
            _say(assignment, "UID", uid)
            _say(assignment, "TaskUID", task.uid)
            _say(assignment, "ResourceUID", resources[name])
            _say(assignment, "Finish", _end(task.span.last))
            _say(assignment, "Start", _begin(task.span.first))
            _say(assignment, "Units", f"{days / _work_days(task.span, off):.4f}")
            _say(assignment, "Work", _hours(days))


def _shares(item: Intervention) -> dict[str, float]:
    """Who is on a task with how many days: the owner, with the days of the owner's role, and every other role."""
    owner = item.owner.strip()
    shares = {owner: 0.0} if owner else {}
    for effort in item.effort:
        name = owner if owner and effort.role == item.owner_role else effort.role
        shares[name] = shares.get(name, 0.0) + effort.days
    return shares


def _hours(days: float) -> str:
    minutes = round(days * HOURS * 60)
    return f"PT{minutes // 60}H{minutes % 60}M0S"


# XML -------------------------------------------------------------------------------------------------------------


def _begin(day: dt.date) -> str:
    return f"{day}T{BEGINS}"


def _end(day: dt.date) -> str:
    return f"{day}T{CLOSES}"


def _say(parent: Element, name: str, said: object, longest: int | None = LONGEST) -> None:
    SubElement(parent, name).text = _plain(str(said))[:longest]


_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _plain(text: str) -> str:
    """A text without the signs that XML can't hold."""
    return _NO_XML.sub("", text)
