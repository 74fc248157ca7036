"""The path through the years without any renderer: areas down, years across, a card where an intervention begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from lotsen.charts.layout.gantt import late_text
from lotsen.domain import plan
from lotsen.domain.area import Area
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.plan import PlanContent
from lotsen.domain.quarter import Quarter
from lotsen.texts import Texts


@dataclass(frozen=True, slots=True)
class Card:
    """An intervention in the year in which it begins. `late` says how late it is; what is over can't be moved."""

    intervention_id: UUID
    title: str
    detail: str
    late: str
    movable: bool


@dataclass(frozen=True, slots=True)
class Box:
    """An area's year: what begins, by first day, and the titles of what goes on from before."""

    year: int
    begins: tuple[Card, ...]
    goes_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class YearsLayout:
    """The picture. `now` is the present year, whether it is shown or not."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    now: int

    @property
    def begins(self) -> dict[int, int]:
        """How many begin in each year."""
        return {year: sum(len(row.boxes[n].begins) for row in self.rows) for n, year in enumerate(self.years)}


def layout(content: PlanContent, areas: Sequence[Area], t: Texts) -> YearsLayout:
    """Place the plan. Every area has its row, the last one only where something stands in it."""
    days = plan.dated(item for item in content.interventions if item.status is not InterventionStatus.STOPPED)
    shown = [each.year for when in days.values() for each in (when.first, when.last)] + [content.today.year]
    years = tuple(range(min(shown), max(shown) + 1))
    items = {item.id: item for item in plan.by_start(content.interventions) if item.id in days}
    rows = []
    for area in areas:
        own = [item for key, item in items.items() if key in area.interventions]
        if own or area.key:
            boxes = tuple(_box(year, own, content, t) for year in years)
            rows.append(Row(area.key, t.local(area.name) or t("Own goals and the rest"), boxes))
    return YearsLayout(years, tuple(rows), content.today.year)


def _box(year: int, items: Sequence[Intervention], content: PlanContent, t: Texts) -> Box:
    begins, goes_on = [], []
    for item in items:
        when = plan.span(item)
        if when and when.first.year == year:
            late = next(iter(plan.late([item], content.today)), None)
            detail = " · ".join(part for part in (item.owner.strip(), _days(item, t)) if part)
            begins.append(
                Card(item.id, t.local(item.title), detail, late_text(late, t), item.status not in plan.CLOSED)
            )
        elif when and when.first.year < year <= when.last.year:
            goes_on.append(t.local(item.title))
    return Box(year, tuple(begins), tuple(goes_on))


def _days(item: Intervention, t: Texts) -> str:
    """From its first quarter to its last."""
    when = plan.span(item)
    if when is None:
        return ""
    names = [
        t("Q{number} {year}", number=each.number, year=each.year)
        for each in (Quarter.of(when.first), Quarter.of(when.last))
    ]
    return "–".join(dict.fromkeys(names))
