"""What waits for a report, and how far a goal has come."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.followup import Asks, CheckIn, FollowUp, GoalReading, Pace, as_planned, awaited, course
from lotsen.domain.intervention import Intervention, InterventionStatus
from tests.support.plans import goal, intervention, uid

DAY = dt.date(2026, 11, 23)
UNDER_WAY, DONE = InterventionStatus.UNDER_WAY, InterventionStatus.DONE
BEGINS = dt.date(2025, 6, 1)


def told(*reports: tuple[Intervention, str]) -> FollowUp:
    """Reports on interventions at days, newest first."""
    made = [
        CheckIn(uid(n), item.id, dt.datetime.fromisoformat(f"{day}T09:00+00:00"), uid(0), item.status, 0, "", None)
        for n, (item, day) in enumerate(reports)
    ]
    return FollowUp(tuple(sorted(made, key=lambda each: each.at, reverse=True)), (), (), (), {}, "Europe/Helsinki")


def asks(item: Intervention, *days: str) -> Asks | None:
    found = awaited([item], told(*((item, day) for day in days)), DAY)
    return found[0].asks if found else None


def test_a_quarter_without_a_word_waits_for_a_report() -> None:
    item = intervention(1, "2026-08-24", "2027-03-31", status=UNDER_WAY)
    assert asks(item) is Asks.REPORT
    assert asks(replace(item, starts=dt.date(2026, 8, 25))) is None
    assert asks(item, "2026-08-24") is Asks.REPORT
    assert asks(item, "2026-08-24", "2026-11-01") is None


@pytest.mark.parametrize(("status", "waits"), [(DONE, False), (InterventionStatus.STOPPED, False), (UNDER_WAY, True)])
def test_what_is_over_waits_for_nothing(status: InterventionStatus, waits: bool) -> None:
    assert (asks(intervention(1, "2026-01-01", "2026-06-30", status=status)) is not None) is waits


def test_what_has_not_begun_or_has_no_days_waits_for_nothing() -> None:
    assert asks(intervention(1, "2027-01-01", "2027-06-30")) is None
    assert asks(intervention(1)) is None


def test_a_review_waits_until_somebody_has_looked_after_its_day() -> None:
    item = intervention(1, "2026-01-01", "2026-06-30", status=DONE, review=dt.date(2026, 11, 1))
    assert asks(item) is Asks.REVIEW
    assert asks(item, "2026-10-31") is Asks.REVIEW
    assert asks(item, "2026-11-01") is None
    assert asks(replace(item, review=dt.date(2026, 12, 1))) is None


def test_reviews_come_first_then_whoever_has_waited_longest() -> None:
    old, older = (intervention(n, f"2026-0{n}-01", "2027-03-31", status=UNDER_WAY) for n in (5, 2))
    review = intervention(9, "2026-01-01", "2026-06-30", status=DONE, review=dt.date(2026, 11, 1))
    assert [each.intervention_id for each in awaited([old, older, review], told(), DAY)] == [
        review.id,
        older.id,
        old.id,
    ]


def test_a_report_counts_on_the_day_that_it_is_in_helsinki() -> None:
    at = dt.datetime(2026, 11, 22, 22, 30, tzinfo=dt.UTC)
    assert told().day(at) == dt.date(2026, 11, 23)


def test_as_planned_is_the_share_of_the_days_that_has_passed() -> None:
    item = intervention(1, "2026-11-01", "2027-02-28", status=UNDER_WAY)
    assert as_planned(item, DAY) == 20
    assert as_planned(replace(item, progress=40), DAY) == 40
    assert as_planned(item, dt.date(2028, 1, 1)) == 95
    assert as_planned(intervention(2), DAY) == 0


def reading(day: str, value: str) -> GoalReading:
    return GoalReading(uid(1), goal(0).id, dt.date.fromisoformat(day), Decimal(value), "", uid(0))


@pytest.mark.parametrize(
    ("value", "pace", "share"),
    [
        ("12300", Pace.AHEAD, 0.4),
        ("13000", Pace.BEHIND, 0.2),
        ("10200", Pace.REACHED, 1.0),
        ("14000", Pace.AWAY, -300 / 3500),
    ],
)
def test_a_reading_stands_on_the_way_from_baseline_to_target(value: str, pace: Pace, share: float) -> None:
    climate = replace(goal(0), baseline=Decimal(13700), target=Decimal(10200), target_year=2029)
    found = course(climate, [reading("2026-11-01", value)], BEGINS)
    assert found.share == pytest.approx(share)
    assert found.expected == pytest.approx(518 / 1674)
    assert found.pace is pace


def test_without_a_way_there_is_no_share() -> None:
    assert course(goal(0), [reading("2026-11-01", "3")], BEGINS).pace is Pace.UNKNOWN
    level = replace(goal(0), baseline=Decimal(5), target=Decimal(5))
    assert course(level, [reading("2026-11-01", "5")], BEGINS).share is None
    assert course(replace(goal(0), baseline=Decimal(1), target=Decimal(2)), [], BEGINS).share is None


@given(st.lists(st.tuples(st.dates(dt.date(2025, 6, 1), DAY), st.integers(-1000, 1000)), min_size=1, max_size=6))
def test_the_latest_day_counts_whatever_the_order(given: list[tuple[dt.date, int]]) -> None:
    way = replace(goal(0), baseline=Decimal(0), target=Decimal(100), target_year=2029)
    found = course(way, [reading(day.isoformat(), str(value)) for day, value in given], BEGINS)
    assert found.latest is not None
    assert found.latest.day == max(day for day, _ in given)
    assert 0 <= (found.expected or 0) <= 1
