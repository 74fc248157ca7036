"""Who has how many days: people and roles, by quarter, beside their job."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lotsen.domain.quarter import Quarter

DAYS_A_QUARTER = 6.0
"""Two development days a month beside the job."""

HOURS_A_DAY = 7.25
"""A person-day in hours: 7 h 15 min, a fifth of the 36 h 15 min a week of office working time in the municipal
collective agreement (KVTES, chapter III, section 8, as of 31 August 2020). General working time has 7 h 39 min."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The days that a person or a role has in a quarter; `other` are quarters with another figure."""

    who: str
    days: float = DAYS_A_QUARTER
    other: Mapping[Quarter, float] = field(default_factory=dict)

    def of(self, quarter: Quarter) -> float:
        return self.other.get(quarter, self.days)
