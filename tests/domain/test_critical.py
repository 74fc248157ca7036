import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain import critical, plan
from lotsen.domain.capacity import Capacity
from lotsen.domain.critical import Hold
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.plan import Span
from lotsen.domain.quarter import Quarter
from tests.support.plans import intervention, uid

TODAY = dt.date(2026, 11, 23)
START = dt.date(2027, 1, 1)

PUBLISHED = {
    "A": ((), 400, 0, 0),
    "B": ((), 533, 0, 384),
    "C": (("A",), 517, 400, 0),
    "D": (("A",), 633, 400, 468),
    "E": (("B", "C"), 517, 917, 0),
    "F": (("D",), 450, 1033, 468),
    "G": (("E",), 517, 1434, 0),
}
"""Predecessors, expected time, earliest start and slack, in hundredths of a day: the worked example of Wikipedia's
'Program evaluation and review technique', whose critical path is A, C, E, G and takes 19.51 days."""


def network():
    names = list(PUBLISHED)
    items = []
    for name, (before, days, early, _) in PUBLISHED.items():
        first = START + dt.timedelta(days=early)
        last = first + dt.timedelta(days=days - 1)
        after = [names.index(each) for each in before]
        items.append(intervention(names.index(name), first.isoformat(), last.isoformat(), after=after))
    return items


def test_a_published_network_gives_its_slack_and_its_critical_path():
    found = critical.slacks(network())
    names = list(PUBLISHED)
    assert {names[i]: found[uid(i)].total for i in range(7)} == {name: each[3] for name, each in PUBLISHED.items()}
    assert [names[i] for i in range(7) if found[uid(i)].critical] == ["A", "C", "E", "G"]
    assert (found[uid(1)].free, found[uid(3)].free, found[uid(5)].free) == (384, 0, 468)


def test_the_earliest_starts_of_the_published_network_are_those_that_its_links_leave_open():
    items = network()
    days = plan.dated(items)
    for item, (before, _, early, _) in zip(items, PUBLISHED.values(), strict=True):
        found = plan.ready(item, days)
        assert (found[0] if found else START) == START + dt.timedelta(days=early), before


def chain(lag=0, **second):
    return [
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, "2027-04-11", "2027-06-30", after=[1], lags=((uid(1), lag),) if lag else (), **second),
        intervention(3, "2027-07-01", "2027-09-30"),
    ]


@pytest.mark.parametrize(("lag", "free", "total"), [(0, 10, 102), (4, 6, 98), (10, 0, 92), (12, -2, 90)])
def test_days_that_have_to_pass_take_from_the_slack(lag, free, total):
    found = critical.slacks(chain(lag))[uid(1)]
    assert (found.free, found.total) == (free, total)


def test_a_latest_day_makes_what_stands_at_it_critical():
    found = critical.slacks(chain(latest=dt.date(2027, 6, 30)))
    assert found[uid(2)].critical
    assert (found[uid(1)].total, found[uid(3)].critical) == (10, True)


def test_what_is_closed_or_undated_has_no_slack_and_gives_none():
    items = [
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, "2027-04-01", "2027-12-31", status=Status.STOPPED, after=[1]),
        intervention(3),
    ]
    assert critical.slacks(items) == {uid(1): critical.Slack(0, 0)}
    assert critical.slacks([]) == {}


def test_a_circle_has_no_slack_and_is_no_fault_of_the_picture():
    items = [intervention(1, "2027-01-01", after=[2]), intervention(2, "2027-01-01", after=[1])]
    assert critical.slacks(items) == {}


@st.composite
def plans(draw):
    items = []
    for n in range(draw(st.integers(1, 9))):
        first = START + dt.timedelta(days=draw(st.integers(0, 300)))
        last = first + dt.timedelta(days=draw(st.integers(0, 120)))
        after = draw(st.sets(st.integers(0, n - 1), max_size=2)) if n else ()
        lags = tuple((uid(each), draw(st.integers(1, 20))) for each in sorted(after))
        items.append(intervention(n, first.isoformat(), last.isoformat(), after=sorted(after), lags=lags))
    return items


@given(plans(), st.data())
def test_slipping_by_the_total_slack_never_moves_the_end_and_one_day_more_does(items, data):
    """Held against the moves: the followers are pushed by other code than that which counts the slack."""
    items = plan.apply(items, _tidy(items))
    item = data.draw(st.sampled_from(items))
    slack = critical.slacks(items)[item.id]
    end = max(each.ends for each in items)
    for days, moved in ((slack.total, False), (slack.total + 1, True)):
        after = Span(item.starts, item.ends + dt.timedelta(days=days))
        proposal = plan.propose(items, item.id, after, with_followers=True)
        assert (max(each.ends for each in plan.apply(items, proposal.moves)) > end) is moved


def _tidy(items):
    """The moves that make everybody keep their links."""
    moves = {}
    for item in plan.in_order(items):
        days = plan.dated(plan.apply(items, moves.values()))
        found = plan.ready(item, days)
        first = max(found[0], item.starts) if found else item.starts
        moves[item.id] = plan.Move(item.id, None, Span(first, first + (item.ends - item.starts)))
    return list(moves.values())


def why(items, n=2, capacities=None):
    return critical.why(items, uid(n), TODAY, capacities)


def test_it_waits_for_the_one_that_ends_last_and_its_days():
    found = why(chain(10))
    assert (found.hold, found.predecessor_id, found.day, found.lag) == (Hold.WAITS, uid(1), dt.date(2027, 4, 11), 10)


def test_its_own_earliest_day_holds_it_when_that_is_later():
    assert why(chain(earliest=dt.date(2027, 4, 11))).hold is Hold.EARLIEST


def test_nothing_holds_what_could_begin_earlier_and_the_day_is_told():
    found = why(chain())
    assert (found.hold, found.day) == (Hold.NOTHING, dt.date(2027, 4, 1))
    assert why(chain(), n=3).day == TODAY


@pytest.mark.parametrize(
    ("status", "hold"),
    [(Status.DONE, Hold.CLOSED), (Status.STOPPED, Hold.CLOSED), (Status.UNDER_WAY, Hold.BEGUN)],
)
def test_what_has_begun_or_is_closed_is_held_by_that(status, hold):
    assert why(chain(status=status)).hold is hold


def test_what_should_have_begun_is_held_by_today():
    assert why([intervention(2, "2026-10-01", "2026-12-31")]).hold is Hold.TODAY


def full(days, own=5.0):
    """Aino has one thing in Q1 that takes `days`, and another in Q2 that could begin in Q1."""
    return [
        intervention(1, "2027-01-01", "2027-03-31", owner="Aino", days={"Aino": days}),
        intervention(2, "2027-04-01", "2027-06-30", owner="Aino", days={"Aino": own}, earliest=START),
    ]


def test_an_owner_whose_quarter_is_full_holds_it_and_the_days_are_told():
    found = why(full(4.0))
    assert (found.hold, found.quarter, found.has) == (Hold.OWNER, Quarter(2027, 1), 6.0)
    assert found.needs == pytest.approx(9.0, abs=0.1)


def test_an_owner_with_more_days_holds_nothing():
    assert why(full(4.0), capacities={"Aino": Capacity("Aino", 20.0)}).hold is Hold.NOTHING
    assert why(full(0.5)).hold is Hold.NOTHING


def test_without_days_of_its_own_no_owner_holds_it():
    assert why(full(60.0, own=0.0)).hold is Hold.NOTHING


def test_what_is_gone_or_undated_has_no_reason():
    assert why([intervention(2)]) is None
    assert why([]) is None
