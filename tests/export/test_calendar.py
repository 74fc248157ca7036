"""The plan as a calendar, read back by an independent reader (the library `icalendar`)."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from lotsen.domain import plan
from lotsen.domain.intervention import InterventionStatus
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.plan import PlanContent
from lotsen.domain.quarter import Quarter
from lotsen.export import calendar
from lotsen.texts import Texts
from tests.support.plans import TODAY, busy_content, content, intervention, milestone, uid
from tests.support.wholes import hostile_titles, whole

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def written(made: PlanContent, language: str = "sv") -> bytes:
    return calendar.calendar(whole(made), Texts.of(language), AT)


def events(made: PlanContent, language: str = "sv") -> dict[str, Event]:
    found = Calendar.from_ical(written(made, language)).walk("VEVENT")
    by_key = {str(event["UID"]).removesuffix("@upphandlingslotsen"): event for event in found}
    assert len(by_key) == len(found)
    return by_key


def first_day(event: Event) -> dt.date:
    found: dt.date = event.decoded("DTSTART")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 50), st.integers(0, 100))
def test_ends_and_milestones_come_back_with_their_days(language, count, seed):
    made = busy_content(count, seed)
    found = events(made, language)
    for item in made.interventions:
        if span := plan.span(item):
            assert first_day(found[f"{item.id}-end"]) == span.last
            assert item.title.show(language) in found[f"{item.id}-end"]["SUMMARY"]
        else:
            assert f"{item.id}-end" not in found
    for point in made.milestones:
        assert first_day(found[f"{point.id}-milestone"]) == point.day


def test_days_are_whole_days_and_have_an_alarm_a_week_before():
    event = events(content(intervention(1, "2027-01-01", "2027-03-31", review=dt.date(2027, 9, 1))))[f"{uid(1)}-review"]
    assert (first_day(event), event.decoded("DTEND")) == (dt.date(2027, 9, 1), dt.date(2027, 9, 2))
    (alarm,) = event.walk("VALARM")
    assert (alarm.decoded("TRIGGER"), event.decoded("DTSTAMP")) == (dt.timedelta(days=-7), AT)


def test_the_same_thing_keeps_its_id_and_counts_up():
    before = intervention(1, "2027-01-01", "2027-03-31")
    after = replace(before, ends=dt.date(2027, 6, 30), version=2)
    one, other = events(content(before))[f"{uid(1)}-end"], events(content(after))[f"{uid(1)}-end"]
    assert (one["UID"], one["SEQUENCE"], other["UID"], other["SEQUENCE"]) == (other["UID"], 1, one["UID"], 2)


def test_what_was_stopped_is_cancelled_and_what_is_done_rings_no_more():
    stopped = intervention(1, "2027-01-01", "2027-03-31", status=InterventionStatus.STOPPED)
    done = intervention(2, "2026-01-01", "2026-03-31", status=InterventionStatus.DONE, progress=100)
    found = events(content(stopped, done))
    assert found[f"{uid(1)}-end"]["STATUS"] == "CANCELLED"
    assert not [event for event in found.values() if event.walk("VALARM")]


def test_reports_are_asked_for_at_the_end_of_every_quarter_to_come_in_which_something_goes_on():
    items = [intervention(1, "2026-07-01", "2027-03-31", owner="Aino"), intervention(2, "2027-01-01", "2027-02-28")]
    found = {key: event for key, event in events(content(*items)).items() if "-reports-" in key}
    assert [first_day(event) for event in found.values()] == [Quarter(2026, 4).last_day, Quarter(2027, 1).last_day]
    last = list(found.values())[-1]["DESCRIPTION"]
    assert last == "Ingen ansvarig ännu: Åtgärd 2\nAino: Åtgärd 1"


@pytest.mark.parametrize("title", [*hostile_titles(), "å" * 200, "🙂" * 40, "END:VEVENT\r\nBEGIN:X", "a\\nb"])
def test_what_users_wrote_is_text_in_lines_that_are_short_enough(title):
    item = intervention(1, "2027-01-01", "2027-03-31", title=LocalText.of(title), description=LocalText.of(title))
    data = written(content(item, milestones=[milestone(1, TODAY.isoformat(), title)]))
    assert all(len(line) <= calendar.MOST_OCTETS for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    kept = "".join(s for s in title.replace("\r\n", "\n") if s in "\t\n" or s >= " ")
    found = Calendar.from_ical(data).walk("VEVENT")
    assert any(str(event["SUMMARY"]).endswith(kept) for event in found)


def test_an_empty_plan_is_an_empty_calendar():
    assert events(content()) == {}
