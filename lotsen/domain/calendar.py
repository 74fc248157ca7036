"""Finland's public holidays: fixed days, and those that move with Easter or stand on a Saturday."""

import datetime as dt
import functools
from collections.abc import Mapping

from lotsen.errors import N_

EASTER = N_("Easter Sunday")
FIXED = {
    (1, 1): N_("New Year's Day"),
    (1, 6): N_("Epiphany"),
    (5, 1): N_("May Day"),
    (12, 6): N_("Independence Day"),
    (12, 25): N_("Christmas Day"),
    (12, 26): N_("Boxing Day"),
}
AFTER_EASTER = {
    -2: N_("Good Friday"),
    0: EASTER,
    1: N_("Easter Monday"),
    39: N_("Ascension Day"),
    49: N_("Whit Sunday"),
}
SATURDAYS = {(6, 20): N_("Midsummer Day"), (10, 31): N_("All Saints' Day")}
"""The first Saturday from that day on."""


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar: the anonymous rule in Nature 13 (1876), p. 487."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


@functools.lru_cache(256)
def holidays(year: int) -> Mapping[dt.date, str]:
    """Day → message id of its name, in the order of the year. Where two fall on one day, the fixed one names it."""
    sunday = easter(year)
    found = {sunday + dt.timedelta(days=offset): name for offset, name in AFTER_EASTER.items()}
    found |= {_saturday(dt.date(year, *day)): name for day, name in SATURDAYS.items()}
    found |= {dt.date(year, *day): name for day, name in FIXED.items()}
    return dict(sorted(found.items()))


def _saturday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=(5 - day.weekday()) % 7)


def holidays_between(first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """The public holidays from one day to another, both included."""
    years = range(first.year, last.year + 1)
    return {day: name for year in years for day, name in holidays(year).items() if first <= day <= last}
