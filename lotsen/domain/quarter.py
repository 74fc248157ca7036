"""Quarters of a year: the grid that plans are made on."""

import datetime as dt
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year, `number` from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The quarter that a day falls in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        return (self + 1).first_day - dt.timedelta(days=1)

    def __add__(self, quarters: int) -> "Quarter":
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    def __sub__(self, other: "Quarter") -> int:
        """How many quarters later this one is."""
        return (self.year - other.year) * 4 + self.number - other.number

    def __str__(self) -> str:
        return f"Q{self.number}/{self.year}"


def quarters_between(first: dt.date, last: dt.date) -> list[Quarter]:
    """Every quarter that touches the days from `first` to `last`, in order."""
    start, end = Quarter.of(first), Quarter.of(last)
    return [start + i for i in range(end - start + 1)]
