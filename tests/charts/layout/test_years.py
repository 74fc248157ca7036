"""The path through the years: every dated intervention stands once, in the year in which it begins."""

from dataclasses import replace

import pytest

from lotsen.charts.layout.years import layout
from lotsen.domain.area import OTHER, by_area
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import InterventionStatus
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.plan import span
from lotsen.explain import years as explain
from lotsen.store.starter import starter
from lotsen.texts import Texts
from tests.support.plans import busy_content, content, goal, intervention, uid

SV = Texts.of("sv")
NAMES = {"eco": LocalText.of("Ekologisk"), "soc": LocalText.of("Social")}
PARENTS = {"eco": "eco", "eco.climate": "eco", "soc": "soc"}


def from_national(n: int, origin: str | None) -> Goal:
    return replace(goal(n), origin=origin)


def areas_of(*interventions, origins=("eco.climate", "soc")):
    goals = [from_national(n, origin) for n, origin in enumerate(origins)]
    return {area.key: list(area.interventions) for area in by_area(NAMES, PARENTS, interventions, goals)}


def test_an_intervention_stands_where_it_furthers_most_and_the_earlier_goal_breaks_ties() -> None:
    climate, social = uid(600), uid(601)
    items = [
        intervention(1, effects=((climate, 1), (social, 2))),
        intervention(2, effects=((climate, 2), (social, 2))),
        intervention(3, effects=((climate, 0),)),
    ]
    assert areas_of(*items) == {"eco": [uid(2)], "soc": [uid(1)], OTHER: [uid(3)]}


def test_goals_of_ones_own_lie_in_no_area() -> None:
    item = intervention(1, effects=((uid(600), 2), (uid(601), 1)))
    assert areas_of(item, origins=(None, "soc"))["soc"] == [item.id]
    assert areas_of(item, origins=(None, "unknown"))[OTHER] == [item.id]


def test_the_national_strategy_has_eight_areas() -> None:
    assert len(starter().ambitions) == 8
    assert all(goal.short for goal in starter().ambitions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_dated_intervention_stands_once_and_the_sentence_counts_them(language: str) -> None:
    t, plan = Texts.of(language), busy_content(40)
    items = [item for item in plan.interventions if span(item) and item.status is not InterventionStatus.STOPPED]
    found = layout(plan, by_area(NAMES, PARENTS, plan.interventions, plan.goals), t)
    cards = [card.intervention_id for row in found.rows for box in row.boxes for card in box.begins]
    assert sorted(cards) == sorted(item.id for item in items)
    assert sum(found.begins.values()) == len(items)
    most = max(found.begins.values())
    assert t.number(most) in explain.headline(found, t)
    assert len(explain.table(found, t).rows) == len(items)


def test_what_goes_on_is_named_in_every_later_year() -> None:
    plan = content(intervention(1, "2026-10-01", "2028-02-29"))
    found = layout(plan, by_area(NAMES, PARENTS, plan.interventions, plan.goals), SV)
    *_, last = found.rows
    assert [(box.year, len(box.begins), len(box.goes_on)) for box in last.boxes] == [
        (2026, 1, 0),
        (2027, 0, 1),
        (2028, 0, 1),
    ]
    assert last.boxes[0].begins[0].detail == "Q4 2026–Q1 2028"
    assert [row.name for row in found.rows] == ["Ekologisk", "Social", "Egna mål och övrigt"]


def test_what_is_over_is_not_moved() -> None:
    plan = content(
        intervention(1, "2026-01-01", "2026-03-31", status=InterventionStatus.DONE),
        intervention(2, "2026-01-01", "2026-03-31"),
    )
    found = layout(plan, by_area(NAMES, PARENTS, plan.interventions, plan.goals), SV)
    assert [card.movable for card in found.rows[-1].boxes[0].begins] == [False, True]
