"""The same plan year by year: what begins, goes on and ends in each quarter, for a phone, paper or a small body."""

from dataclasses import dataclass

from lotsen.charts.layout.parts import Bar, Column, Diamond, GanttLayout


@dataclass(frozen=True, slots=True)
class PathQuarter:
    """One quarter. An intervention stands in `begins` once, and in `goes_on` in every later quarter it runs through."""

    column: Column
    begins: tuple[Bar, ...]
    goes_on: tuple[Bar, ...]
    milestones: tuple[Diamond, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class PathYear:
    year: int
    quarters: tuple[PathQuarter, ...]


def path(gantt: GanttLayout) -> tuple[PathYear, ...]:
    """Read a placed plan by years."""
    years: dict[int, list[PathQuarter]] = {}
    for column in gantt.columns:
        years.setdefault(column.quarter.year, []).append(_quarter(gantt, column))
    return tuple(PathYear(year, tuple(quarters)) for year, quarters in years.items())


def _quarter(gantt: GanttLayout, column: Column) -> PathQuarter:
    return PathQuarter(
        column,
        tuple(bar for bar in gantt.bars if column.left <= bar.left < column.right),
        tuple(bar for bar in gantt.bars if bar.left < column.left < bar.right),
        tuple(diamond for diamond in gantt.diamonds if column.left <= diamond.at < column.right),
        gantt.today is not None and column.left <= gantt.today < column.right,
    )
