"""What time it is: one clock from bootstrap, so that tests and demos can set it."""

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


def day_of(at: dt.datetime, zone: str = "Europe/Helsinki") -> dt.date:
    """The organisation's calendar day of an instant."""
    return at.astimezone(ZoneInfo(zone)).date()
