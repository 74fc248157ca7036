"""Held against the calendars that Finland's Almanac Office (University of Helsinki) has published."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.calendar import AFTER_EASTER, easter, holidays, holidays_between

PUBLISHED = {
    2024: ("03-29", "03-31", "04-01", "05-09", "05-19", "06-22", "11-02"),
    2025: ("04-18", "04-20", "04-21", "05-29", "06-08", "06-21", "11-01"),
    2026: ("04-03", "04-05", "04-06", "05-14", "05-24", "06-20", "10-31"),
    2027: ("03-26", "03-28", "03-29", "05-06", "05-16", "06-26", "11-06"),
}
"""Good Friday, Easter, Easter Monday, Ascension, Whit Sunday, Midsummer, All Saints."""


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_holidays_of_a_year_are_those_that_were_published(year):
    fixed = ("01-01", "01-06", "05-01", "12-06", "12-25", "12-26")
    assert [day.isoformat() for day in holidays(year)] == sorted(f"{year}-{day}" for day in PUBLISHED[year] + fixed)


@pytest.mark.parametrize(
    "day", ["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2038-04-25"]
)
def test_easter_falls_on_its_earliest_and_latest_days_in_the_years_that_are_known(day):
    assert easter(int(day[:4])).isoformat() == day


def test_ascension_on_the_first_of_may_is_one_day():
    assert len(holidays(2008)) == 12


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_in_its_five_weeks(year):
    day = easter(year)
    assert day.weekday() == 6
    assert dt.date(year, 3, 22) <= day <= dt.date(year, 4, 25)
    assert set(AFTER_EASTER.values()) - set(holidays(year).values()) <= {"Ascension Day"}


def test_between_two_days_both_are_included():
    found = holidays_between(dt.date(2026, 12, 25), dt.date(2027, 1, 6))
    assert [day.isoformat() for day in found] == ["2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06"]
