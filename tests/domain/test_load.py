"""Load by quarter, and levelling: published arithmetic by hand, and what must hold for any plan."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.domain import plan
from lotsen.domain.capacity import DAYS_A_QUARTER, Capacity
from lotsen.domain.intervention import InterventionStatus, Size
from lotsen.domain.load import ENOUGH, SIZE_DAYS, By, asked, level, loads, owners
from lotsen.domain.quarter import Quarter
from tests.support.plans import intervention, uid

DAY = dt.date(2026, 11, 23)
HORIZON = dt.date(2029, 5, 31)
Q1, Q2, Q3 = (Quarter(2027, n) for n in (1, 2, 3))


def quarter(n: int, number: int, **fields):
    when = Quarter(2027, number)
    return intervention(n, when.first_day.isoformat(), when.last_day.isoformat(), owner="Aino", **fields)


def test_two_days_a_month_are_six_a_quarter() -> None:
    assert DAYS_A_QUARTER == 2 * 3


def test_an_owner_carries_what_is_given_to_her_name_or_role_and_others_what_is_given_to_theirs() -> None:
    items = [
        intervention(1, owner="Aino", owner_role="chef", days={"chef": 4, "jurist": 3, "Björn": 2}),
        intervention(2, owner="Björn"),
    ]
    assert asked(items[0], By.PERSON, owners(items)) == {"Aino": 4, "Björn": 2}
    assert asked(items[0], By.ROLE, owners(items)) == {"chef": 4, "jurist": 3, "Björn": 2}


def test_effort_told_by_its_size_alone_falls_on_the_owner_and_is_said() -> None:
    item = quarter(1, 1, effort_size=Size.M, owner_role="chef")
    found = loads([item], {}, DAY, By.PERSON)
    assert found.cells["Aino"][1].days == pytest.approx(SIZE_DAYS[Size.M])
    assert found.sized == {item.id}
    assert asked(item, By.ROLE, ()) == {"chef": SIZE_DAYS[Size.M]}


def test_a_quarter_asks_its_share_of_the_days_and_is_held_against_that_quarters_capacity() -> None:
    item = intervention(1, "2027-01-01", "2027-12-31", owner="Aino", days={"Aino": 36.5})
    found = loads([item], {"Aino": Capacity("Aino", 10, {Q2: 5})}, DAY, By.PERSON)
    assert [cell.quarter for cell in found.cells["Aino"]][:2] == [Quarter(2026, 4), Q1]
    assert [cell.days for cell in found.cells["Aino"]] == pytest.approx([0, 9.0, 9.1, 9.2, 9.2])
    assert [cell.over for cell in found.cells["Aino"]] == pytest.approx([0, 0, 4.1, 0, 0])
    assert found.over[0].share == pytest.approx(9.1 / 5)


def test_what_is_done_stopped_or_undated_asks_nothing() -> None:
    items = [
        quarter(1, 1, days={"Aino": 9}, status=InterventionStatus.DONE),
        quarter(2, 1, days={"Aino": 9}, status=InterventionStatus.STOPPED),
        intervention(3, owner="Aino", days={"Aino": 9}),
    ]
    assert loads(items, {}, DAY, By.PERSON).cells == {}


def test_no_time_at_all_has_no_share_and_is_over() -> None:
    found = loads([quarter(1, 1, days={"Aino": 2})], {"Aino": Capacity("Aino", 0)}, DAY, By.PERSON)
    assert (found.over[0].share, found.over[0].over) == (None, 2)


def test_of_two_that_do_not_fit_the_one_that_furthers_least_waits() -> None:
    much = quarter(1, 1, days={"Aino": 6}, effects=((uid(600), 2),))
    little = quarter(2, 1, days={"Aino": 6}, effects=((uid(600), 1),))
    found = level([much, little], {}, DAY, By.PERSON, horizon=HORIZON)
    assert [(move.intervention_id, move.after.first.isoformat()) for move in found.moves] == [(little.id, "2027-04-01")]
    assert (found.before.days_over, found.after.days_over) == (6, 0)
    assert found.lost == pytest.approx(3, abs=0.05)


def test_a_fixed_one_stays_and_the_other_goes() -> None:
    items = [quarter(n, 1, days={"Aino": 6}, effects=((uid(600), n),)) for n in (1, 2)]
    found = level(items, {}, DAY, By.PERSON, horizon=HORIZON, fixed=[uid(1)])
    assert [move.intervention_id for move in found.moves] == [uid(2)]


def test_followers_are_taken_along_and_lags_are_kept() -> None:
    first = quarter(1, 1, days={"Aino": 6})
    after = quarter(2, 2, after=[1], lags=((uid(1), 10),))
    other = quarter(3, 1, days={"Aino": 6}, effects=((uid(600), 2),))
    found = level([first, after, other], {}, DAY, By.PERSON, horizon=HORIZON)
    assert [move.intervention_id for move in found.moves] == [first.id, after.id]
    assert found.moves[1].after.first == found.moves[0].after.last + dt.timedelta(days=11)


def test_one_whose_follower_has_begun_does_not_move() -> None:
    first = quarter(1, 1, days={"Aino": 12})
    after = quarter(2, 2, after=[1], status=InterventionStatus.UNDER_WAY)
    assert level([first, after], {}, DAY, By.PERSON, horizon=HORIZON).moves == ()


def test_a_latest_day_holds() -> None:
    items = [quarter(n, 1, days={"Aino": 12}, latest=dt.date(2027, 5, 31)) for n in (1, 2)]
    found = level(items, {}, DAY, By.PERSON, horizon=HORIZON)
    assert {move.after.last for move in found.moves} <= {dt.date(2027, 4, 30), dt.date(2027, 5, 31)}
    assert 0 < found.after.days_over < found.before.days_over


@st.composite
def plans(draw: st.DrawFn) -> list:
    items = []
    for n in range(draw(st.integers(1, 8))):
        first = dt.date(2026, 10, 1) + dt.timedelta(days=draw(st.integers(0, 500)))
        last = first + dt.timedelta(days=draw(st.integers(20, 200)))
        items.append(
            intervention(
                n,
                first.isoformat(),
                last.isoformat(),
                owner=draw(st.sampled_from(["Aino", "Björn"])),
                days={draw(st.sampled_from(["Aino", "Björn", "jurist"])): draw(st.integers(1, 20))},
                effects=((uid(600), draw(st.integers(0, 2))),),
                status=draw(st.sampled_from([InterventionStatus.PLANNED] * 3 + list(InterventionStatus))),
                after=draw(st.lists(st.integers(0, n - 1), max_size=2, unique=True)) if n else [],
                latest=draw(st.none() | st.just(last + dt.timedelta(days=draw(st.integers(0, 300))))),
                earliest=draw(st.none() | st.just(first + dt.timedelta(days=draw(st.integers(-30, 60))))),
            )
        )
    return items


@settings(max_examples=150, deadline=None)
@given(items=plans(), fixed=st.sets(st.integers(0, 7)), by=st.sampled_from(By))
def test_levelling_never_breaks_what_holds_and_never_makes_it_worse(items: list, fixed: set[int], by: By) -> None:
    by_id, kept = {item.id: item for item in items}, {uid(n) for n in fixed}
    found = level(items, {}, DAY, by, horizon=HORIZON, fixed=kept)
    assert found.after.days_over <= found.before.days_over + ENOUGH or len(found.before.quarters) == 16
    assert bool(found.moves) is (found.after.days_over < found.before.days_over - ENOUGH / 2)

    def broken(some: list) -> set:
        return {(each.predecessor_id, each.follower_id) for each in plan.clashes(some)}

    assert broken(plan.apply(items, found.moves)) <= broken(items)
    for move in found.moves:
        item = by_id[move.intervention_id]
        assert item.status in plan.WAITING
        assert item.id not in kept
        assert move.before is not None
        assert move.after.first > move.before.first
        assert item.earliest is None or move.after.first >= item.earliest
        assert move.after.last <= (item.latest or max(HORIZON, move.before.last))


@settings(max_examples=50, deadline=None)
@given(items=plans())
def test_the_days_of_a_quarter_are_the_days_of_its_pieces(items: list) -> None:
    for row in loads(items, {}, DAY, By.ROLE).cells.values():
        for cell in row:
            assert cell.days == pytest.approx(sum(days for _, days in cell.pieces))
