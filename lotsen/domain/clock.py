"""What time it is: one clock from bootstrap, so that tests and demos can set it."""

import calendar
import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    def now(self) -> dt.datetime:
        """The instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)


def today(clock: Clock, zone: str = "Europe/Helsinki") -> dt.date:
    """The organisation's calendar day."""
    return day_of(clock.now(), zone)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later, or the last of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of(at: dt.datetime, zone: str = "Europe/Helsinki") -> dt.date:
    """The organisation's calendar day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()
