from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.charts.layout.path import path
from lotsen.texts import Texts
from tests.support.plans import busy_content, content, intervention, milestone, uid


def test_an_intervention_begins_once_and_goes_on_until_it_ends():
    items = [intervention(1, "2026-10-01", "2027-06-30"), intervention(2, "2027-04-01", "2027-06-30")]
    years = path(layout(content(*items, milestones=[milestone(1, "2027-05-01", "M")]), Grouping.OWNER, Texts.of("sv")))
    assert [(year.year, [q.column.quarter.number for q in year.quarters]) for year in years] == [
        (2026, [4]),
        (2027, [1, 2]),
    ]
    first, second, third = [quarter for year in years for quarter in year.quarters]
    assert ([b.intervention_id for b in first.begins], first.goes_on, first.is_now) == ([uid(1)], (), True)
    assert ([b.intervention_id for b in second.goes_on], second.begins) == ([uid(1)], ())
    assert [b.intervention_id for b in third.begins] == [uid(2)]
    assert len(third.milestones) == 1


def test_every_bar_of_the_picture_begins_in_exactly_one_quarter():
    gantt = layout(busy_content(60), Grouping.CATEGORY, Texts.of("fi"))
    begun = [bar for year in path(gantt) for quarter in year.quarters for bar in quarter.begins]
    assert sorted(bar.row for bar in begun) == [bar.row for bar in gantt.bars]
