"""The project file: in the schema's order, and read back with the plan's own days, links, owners and shares.

The order is that of mspdi_pj12.xsd as Microsoft has published it (Project 2007 XML schema reference: Project, Tasks,
Calendars, Resources, Assignments), of the elements that are used here.
"""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.domain import plan
from lotsen.domain.calendar import offices_closed
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.intervention import InterventionStatus
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import PlanContent
from lotsen.export.msproject import project
from lotsen.texts import Texts
from tests.support import project_reader
from tests.support.plans import busy_content, content, intervention, milestone, uid
from tests.support.wholes import hostile_titles, whole

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
NAMESPACE = "{http://schemas.microsoft.com/project}"
ORDER = {
    "Project": "SaveVersion Name Title Author CreationDate Revision ScheduleFromStart StartDate FinishDate "
    "CurrencyDigits CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime "
    "MinutesPerDay MinutesPerWeek DaysPerMonth DurationFormat StatusDate Calendars Tasks Resources Assignments",
    "Calendar": "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Name Type DayWorking",
    "Task": "UID ID Name Type IsNull Contact WBS OutlineNumber OutlineLevel Priority Start Finish "
    "Duration DurationFormat EffortDriven Estimated Milestone Summary FixedCost FixedCostAccrual PercentComplete "
    "ConstraintType CalendarUID ConstraintDate Deadline Notes PredecessorLink Baseline",
    "PredecessorLink": "PredecessorUID Type CrossProject LinkLag LagFormat",
    "Baseline": "Number Start Finish Duration DurationFormat",
    "Resource": "UID ID Name Type IsNull Initials CalendarUID",
    "Assignment": "UID TaskUID ResourceUID Finish Start Units Work",
}
PLAN = content(
    intervention(1, "2027-01-01", "2027-03-31", owner="Aino", owner_role="jurist", days={"jurist": 2.5, "chef": 1.0},
                 cost_cents=4_500_00, progress=40),
    intervention(2, "2027-04-15", "2027-06-30", owner="Björn", after=[1], lags=((uid(1), 14),),
                 latest=dt.date(2027, 7, 31)),
    intervention(3, owner="Utan tid"),
    milestones=[milestone(1, "2027-05-10", "Fullmäktige")],
)  # fmt: skip


def written(made: PlanContent, baseline: PlanBaseline | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(project(whole(made), Texts.of("sv"), AT, baseline))


def each(root: ElementTree.Element, name: str) -> Iterator[dict[str, str]]:
    """The elements of a name, as their own texts."""
    for element in root.iter(NAMESPACE + name):
        yield {child.tag.removeprefix(NAMESPACE): child.text or "" for child in element}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(0, 100))
def test_the_elements_stand_in_the_schemas_order(count, seed):
    for element in written(busy_content(count, seed)).iter():
        if order := ORDER.get(element.tag.removeprefix(NAMESPACE), "").split():
            places = [order.index(child.tag.removeprefix(NAMESPACE)) for child in element]
            assert places == sorted(places), element.tag


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(0, 100))
def test_days_and_links_come_back(count, seed):
    made = busy_content(count, seed)
    root = written(made)
    dated = [item for item in made.interventions if plan.span(item)]
    tasks = [task for task in each(root, "Task") if task["Milestone"] == "0"]
    for item, task in zip(dated, tasks, strict=True):
        span = plan.span(item)
        assert (task["Name"], task["Start"][:10], task["Finish"][:10]) == (
            item.title.show("sv"), span.first.isoformat(), span.last.isoformat(),
        )  # fmt: skip
    numbers = {item.id: str(n) for n, item in enumerate(dated, 1)}
    links = sorted(numbers[p] for item in dated for p in item.predecessors if p in numbers)
    assert sorted(link["PredecessorUID"] for link in each(root, "PredecessorLink")) == links


def test_a_lag_is_days_of_the_calendar_in_tenths_of_minutes():
    (link,) = each(written(PLAN), "PredecessorLink")
    assert (link["LinkLag"], link["LagFormat"], link["Type"]) == (str(14 * 24 * 60 * 10), "8", "1")


def test_owners_and_roles_are_resources_with_their_hours():
    root = written(PLAN)
    names = {one["UID"]: one["Name"] for one in each(root, "Resource")}
    shares = {(a["TaskUID"], names[a["ResourceUID"]]): a["Work"] for a in each(root, "Assignment")}
    assert shares == {("1", "Aino"): "PT20H0M0S", ("1", "chef"): "PT8H0M0S", ("2", "Björn"): "PT0H0M0S"}


def test_the_adopted_plan_is_the_baseline():
    items = {str(uid(2)): {"title": "", "owner": "", "starts": "2027-03-01", "ends": "2027-05-31"}}
    kept = PlanBaseline(UUID(int=1), "Antagen", AT, UUID(int=2), 3, items)
    (baseline,) = each(written(PLAN, kept), "Baseline")
    assert (baseline["Start"][:10], baseline["Finish"][:10]) == ("2027-03-01", "2027-05-31")


def test_days_off_are_those_that_were_published_for_2026_and_2027():
    """Weekdays off in Finland: the Almanac Office's holidays, and Midsummer Eve and Christmas Eve."""
    assert [f"{day:%m-%d}" for day in offices_closed(dt.date(2026, 1, 1), dt.date(2026, 12, 31))] == [
        "01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "06-19", "12-24", "12-25",
    ]  # fmt: skip
    assert [f"{day:%m-%d}" for day in offices_closed(dt.date(2027, 1, 2), dt.date(2027, 12, 31))] == [
        "01-06", "03-26", "03-29", "05-06", "06-25", "12-06", "12-24",
    ]  # fmt: skip


@pytest.mark.parametrize("title", hostile_titles())
def test_what_users_wrote_is_text(title):
    item = intervention(
        1, "2027-01-01", "2027-03-31", title=LocalText.of(title), owner=title, description=LocalText.of(title)
    )
    (task,) = each(written(content(item)), "Task")
    assert task["Name"] == "".join(sign for sign in title if sign in "\t\n" or sign >= " ")[:512]


def test_an_empty_plan_makes_a_file():
    assert list(each(written(content()), "Task")) == []


# Read back by others ---------------------------------------------------------------------------------------------


def read_back(folder: Path, made: PlanContent, baseline: PlanBaseline | None = None) -> dict[str, Any]:
    """What MPXJ, the library behind GanttProject and ProjectLibre, finds in the file."""
    file = folder / "plan.xml"
    file.write_bytes(project(whole(made), Texts.of("sv"), AT, baseline))
    return project_reader.read(file)


@pytest.mark.programs
@pytest.mark.parametrize("made", [PLAN, busy_content(40), busy_content(300, seed=5)], ids=["small", "busy", "large"])
def test_an_independent_reader_finds_the_same_days_links_and_owners(made: PlanContent, tmp_path: Path) -> None:
    tasks = read_back(tmp_path, made)["tasks"]
    dated = {item.id: item for item in made.interventions if plan.span(item)}
    names = {key: item.title.show("sv") for key, item in dated.items()}
    found = {task["name"]: task for task in tasks}
    assert len(tasks) == len(found) == len(dated) + len(made.milestones)
    for item in dated.values():
        task, span, lags = found[names[item.id]], plan.span(item), dict(item.lags)
        assert (task["start"], task["finish"]) == (str(span.first), str(span.last))
        assert task["links"] == {names[n]: ["FS", lags.get(n, 0), "ed"] for n in item.predecessors if n in names}
        assert (task["contact"] or "") == item.owner
        assert ({item.owner} - {""}) <= set(task["work"])
        assert task["progress"] == (100 if item.status is InterventionStatus.DONE else item.progress)
    points = sorted((task["name"], task["start"], task["finish"]) for task in tasks if task["milestone"])
    assert points == sorted((one.title.show("sv"), str(one.day), str(one.day)) for one in made.milestones)


@pytest.mark.programs
def test_an_independent_reader_finds_work_money_deadlines_holidays_and_the_adopted_plan(tmp_path: Path) -> None:
    items = {str(uid(2)): {"title": "", "owner": "", "starts": "2027-03-01", "ends": "2027-05-31"}}
    read = read_back(tmp_path, PLAN, PlanBaseline(UUID(int=1), "Antagen", AT, UUID(int=2), 3, items))
    first, second, point = read["tasks"]
    assert (first["work"], second["work"]) == ({"Aino": 20.0, "chef": 8.0}, {"Björn": 0.0})
    assert (first["cost"], first["days"], first["unit"]) == (4500.0, 60.0, "d")
    assert second["links"] == {"Åtgärd 1": ["FS", 14.0, "ed"]}
    assert (second["deadline"], second["baseline"]) == ("2027-07-31", ["2027-03-01", "2027-05-31"])
    assert (point["name"], point["milestone"], point["days"]) == ("Fullmäktige", True, 0.0)
    assert read["closed"] == [str(day) for day in offices_closed(dt.date(2027, 1, 1), dt.date(2027, 6, 30))]


@pytest.mark.programs
def test_an_independent_reader_takes_what_users_wrote_as_text(tmp_path: Path) -> None:
    made = content(*(
        intervention(n, "2027-01-01", "2027-03-31", title=LocalText.of(title), owner=f"Äga {n} <b>&amp;")
        for n, title in enumerate(hostile_titles())
    ))  # fmt: skip
    tasks = read_back(tmp_path, made)["tasks"]
    assert len(tasks) == len(hostile_titles())
    assert {name for task in tasks for name in task["work"]} == {f"Äga {n} <b>&amp;" for n in range(len(tasks))}
