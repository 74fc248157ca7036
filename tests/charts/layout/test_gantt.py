import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.charts.layout.gantt import initials, layout
from lotsen.charts.layout.parts import BAR_HEIGHT, GanttLayout, Grouping
from lotsen.domain.intervention import Acceptance, MilestoneKind
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.plan import Span
from lotsen.domain.quarter import Quarter
from lotsen.texts import Texts
from tests.support.plans import busy_content, content, intervention, milestone, uid

SV = Texts.of("sv")


def place(*items, grouping=Grouping.CATEGORY, **more) -> GanttLayout:
    return layout(content(*items, **more), grouping, SV)


def test_a_bar_lies_from_its_first_day_to_the_end_of_its_last():
    (bar,) = place(intervention(1, "2027-01-01", "2027-03-31")).bars
    assert (bar.left, bar.right) == (92.0, 182.0)
    columns = place(intervention(1, "2027-01-01", "2027-03-31")).columns
    assert (columns[0].quarter, columns[1].left, columns[1].right) == (Quarter(2026, 4), 92.0, 182.0)


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (Grouping.CATEGORY, [("Livsmedel", 1), ("Energi", 2), ("Upphandlingsverksamheten", 1)]),
        (Grouping.OWNER, [("Aino Lehtonen", 2), ("Björn Ek", 1), ("Ingen ansvarig ännu", 1)]),
        (
            Grouping.GOAL,
            [("Klimatneutral 2035", 2), ("Livskraftig lokal marknad", 1), ("Främjar inget mål ännu", 1)],
        ),
    ],
)
def test_groups_stand_in_the_order_of_the_tree_the_names_or_the_goals(grouping, expected):
    items = [
        intervention(1, "2027-01-01", owner="Björn Ek", category_id=uid(501), effects=((uid(601), 2), (uid(600), 1))),
        intervention(2, "2027-04-01", owner="Aino Lehtonen", category_id=uid(500), effects=((uid(600), 1),)),
        intervention(3, "2027-01-01", owner="Aino Lehtonen ", category_id=uid(501), effects=((uid(600), 2),)),
        intervention(4, "2027-01-01"),
    ]
    placed = place(*items, grouping=grouping)
    assert [(heading.text, heading.count) for heading in placed.headings] == expected
    assert len({bar.row for bar in placed.bars} | {heading.row for heading in placed.headings}) == placed.rows


def test_equal_effects_go_to_the_first_goal_and_no_effect_to_none():
    items = [
        intervention(1, "2027-01-01", effects=((uid(601), 1), (uid(600), 1))),
        intervention(2, "2027-01-01", effects=((uid(600), 0),)),
    ]
    headings = place(*items, grouping=Grouping.GOAL).headings
    assert [heading.text for heading in headings] == ["Klimatneutral 2035", "Främjar inget mål ännu"]


def test_the_undated_stand_apart_and_take_no_row():
    placed = place(intervention(1), intervention(2, "2027-01-01", "2027-03-31"))
    assert [each.intervention_id for each in placed.undated] == [uid(1)]
    assert placed.rows == 2


def test_nothing_at_all_is_an_empty_picture():
    placed = place()
    assert (placed.rows, placed.columns, placed.bars, placed.today, placed.width) == (0, (), (), None, 0.0)


@pytest.mark.parametrize(("today", "drawn"), [("2026-11-23", True), ("2027-12-01", True), ("2031-01-01", False)])
def test_todays_line_is_left_out_where_it_would_squeeze_the_plan(today, drawn):
    placed = place(intervention(1, "2027-01-01", "2027-03-31"), today=dt.date.fromisoformat(today))
    assert (placed.today is not None) is drawn
    if drawn:
        assert placed.columns[0].left <= placed.today <= placed.columns[-1].right


def test_initials_grow_until_no_two_owners_share_them():
    found = initials(["Aino Lehtonen", "Anna Lund", "Björn Ek", "Upphandlingschef", "", "Aino Lehtonen "])
    assert found == {"Aino Lehtonen": "ALe", "Anna Lund": "ALu", "Björn Ek": "BE", "Upphandlingschef": "Up"}


@given(st.lists(st.text(alphabet="abÅö ", max_size=12)))
def test_every_owner_has_initials(owners):
    found = initials(owners)
    assert set(found) == {owner.strip() for owner in owners} - {""}
    assert all(found.values())


@pytest.mark.parametrize(
    ("status", "progress", "label"),
    [
        (Status.DONE, 100, "BE · ✓"),
        (Status.UNDER_WAY, 40, "BE · 40 %"),
        (Status.UNDER_WAY, 0, "BE · 0 %"),
        (Status.STOPPED, 20, "BE · avbruten"),
        (Status.PLANNED, 0, "BE · 54 dagar sen"),
    ],
)
def test_the_words_beside_a_bar_say_who_and_how_it_goes(status, progress, label):
    ends = "2026-12-31" if status is not Status.PLANNED else "2026-09-30"
    placed = place(intervention(1, "2026-07-01", ends, owner="Björn Ek", status=status, progress=progress))
    assert placed.bars[0].label.replace("\xa0", " ") == label


def test_an_arrow_leaves_the_end_and_enters_the_beginning_from_the_left():
    placed = place(intervention(1, "2027-01-01", "2027-03-31"), intervention(2, "2027-07-01", "2027-09-30", after=[1]))
    (arrow,) = placed.arrows
    before, after = placed.bars
    assert arrow.corners == (
        (before.right - 1, before.row + BAR_HEIGHT / 2),
        (before.right - 1, after.row),
        (after.left, after.row),
    )
    assert (arrow.heading, arrow.clash) == ("right", None)


@pytest.mark.parametrize(
    ("starts", "heading", "overlap"),
    [("2027-04-01", "down", None), ("2027-03-01", "down", 31), ("2026-10-01", "up", 182)],
)
def test_an_arrow_that_cannot_come_from_the_left_comes_from_above_or_below(starts, heading, overlap):
    end = "2027-06-30" if starts != "2026-10-01" else "2026-10-31"
    placed = place(intervention(1, "2027-01-01", "2027-03-31"), intervention(2, starts, end, after=[1]))
    (arrow,) = placed.arrows
    follower = next(bar for bar in placed.bars if bar.intervention_id == uid(2))
    assert arrow.heading == heading
    assert follower.left <= arrow.corners[-1][0] <= follower.right
    assert abs(arrow.corners[-1][1] - follower.row) == pytest.approx(BAR_HEIGHT / 2)
    assert (arrow.clash.days if arrow.clash else None) == overlap


def test_milestones_whose_names_would_collide_get_rows_of_their_own():
    close = [milestone(1, "2027-02-15", "Fullmäktige antar riktlinjerna"), milestone(2, "2027-03-01", "Halvtid")]
    far = [milestone(3, "2027-01-15", "Start"), milestone(4, "2028-12-01", "Slut")]
    bar = intervention(1, "2027-01-01", "2028-12-31")
    assert [diamond.row for diamond in place(bar, milestones=close).diamonds] == [0, 1]
    assert [diamond.row for diamond in place(bar, milestones=far).diamonds] == [0, 0]
    assert place(bar, milestones=close).headings[0].row == 2


def test_a_milestone_of_an_intervention_stands_on_its_row():
    placed = place(intervention(1, "2027-01-01", "2027-06-30"), milestones=[milestone(1, "2027-03-15", "Avtal", of=1)])
    assert placed.diamonds[0].row == placed.bars[0].row
    assert placed.diamonds[0].intervention_id == uid(1)


@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intervention_stands_exactly_once_in_every_grouping(grouping, language):
    plan = busy_content(60)
    placed = layout(plan, grouping, Texts.of(language))
    ids = [bar.intervention_id for bar in placed.bars] + [each.intervention_id for each in placed.undated]
    assert sorted(ids) == sorted(item.id for item in plan.interventions)
    assert sum(heading.count for heading in placed.headings) == len(placed.bars)
    assert all(0 <= bar.left < bar.right <= placed.width for bar in placed.bars)


def test_a_baseline_lies_behind_the_bars_and_widens_the_picture():
    then = {
        uid(1): Span(dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        uid(9): Span(dt.date(2020, 1, 1), dt.date(2020, 2, 1)),
    }
    items = [intervention(1, "2027-01-01", "2027-03-31"), intervention(2, "2027-04-01", "2027-06-30")]
    placed = layout(content(*items), Grouping.CATEGORY, SV, then)
    assert placed.columns[0].quarter == Quarter(2026, 1)
    assert [bar.before for bar in placed.bars] == [(0.0, 90.0), None]
    assert "Då: 1.1.2026 – 31.3.2026" in placed.bars[0].about


def test_what_is_critical_or_unanswered_is_told_of_its_bar():
    placed = place(
        intervention(1, "2027-01-01", "2027-03-31", owner="Aino"),
        intervention(2, "2027-04-01", "2027-06-30", after=[1], acceptance=Acceptance.ACCEPTED),
        intervention(3, "2027-01-01", "2027-03-31", status=Status.UNDER_WAY),
    )
    told = {bar.intervention_id: (bar.critical, bar.unanswered) for bar in placed.bars}
    assert told == {uid(1): (True, True), uid(2): (True, False), uid(3): (False, False)}
    slack = next(bar for bar in placed.bars if bar.intervention_id == uid(3)).about
    assert "Den har 91 dagars spelrum" in slack


def test_public_holidays_are_named_where_they_fall():
    placed = place(intervention(1, "2027-01-01", "2027-03-31"))
    found = {placed.origin + dt.timedelta(days=int(at)): name for at, name in placed.free_days}
    assert found[dt.date(2027, 3, 26)] == "Långfredagen"
    assert min(found) == dt.date(2026, 10, 31)
    assert max(found) == dt.date(2027, 3, 29)


def test_a_date_from_outside_is_another_mark():
    outside = replace(milestone(1, "2027-01-01", "Avtalet slutar"), kind=MilestoneKind.OUTSIDE)
    assert place(intervention(1, "2027-01-01"), milestones=[outside]).diamonds[0].kind is MilestoneKind.OUTSIDE
