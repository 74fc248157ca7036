import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain import plan
from lotsen.domain.intervention import Acceptance
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import Lateness, Span
from lotsen.domain.quarter import Quarter
from lotsen.errors import InvalidInput
from tests.support.plans import intervention, uid


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def days(first: str, last: str) -> Span:
    return Span(day(first), day(last))


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-11-15", 3, "2028-02-15"),
        ("2027-01-01", -12, "2026-01-01"),
        ("2027-05-05", 0, "2027-05-05"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(start, months, expected):
    assert plan.plus_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("quarter", "months", "expected"),
    [
        (Quarter(2027, 1), 3, days("2027-01-01", "2027-03-31")),
        (Quarter(2027, 4), 6, days("2027-10-01", "2028-03-31")),
        (Quarter(2028, 1), 2, days("2028-01-01", "2028-02-29")),
    ],
)
def test_a_quarter_and_months_give_the_days(quarter, months, expected):
    assert Span.of_quarter(quarter, months) == expected


def test_a_last_day_before_the_first_is_refused_and_both_are_named():
    with pytest.raises(InvalidInput) as refused:
        days("2027-03-02", "2027-03-01")
    assert refused.value.fields == {"first": day("2027-03-02"), "last": day("2027-03-01")}


def test_a_duration_of_no_months_is_refused():
    with pytest.raises(InvalidInput):
        Span.of_quarter(Quarter(2027, 1), 0)


@pytest.mark.parametrize(
    ("before", "months", "after"),
    [
        (days("2027-01-01", "2027-03-31"), 3, days("2027-04-01", "2027-06-30")),
        (days("2027-01-01", "2027-03-31"), 1, days("2027-02-01", "2027-04-30")),
        (days("2027-02-01", "2027-02-28"), -1, days("2027-01-01", "2027-01-31")),
        (days("2027-01-10", "2027-01-20"), 3, days("2027-04-10", "2027-04-20")),
        (days("2027-10-01", "2028-09-30"), -3, days("2027-07-01", "2028-06-30")),
    ],
)
def test_moving_by_months_keeps_whole_months_whole_and_days_days(before, months, after):
    assert before.shifted(months) == after


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (None, None, None),
        ("2027-02-10", None, days("2027-02-10", "2027-03-31")),
        (None, "2027-02-10", days("2027-01-01", "2027-02-10")),
        ("2027-01-01", "2027-12-31", days("2027-01-01", "2027-12-31")),
    ],
)
def test_one_day_alone_stands_for_its_quarter(starts, ends, expected):
    assert plan.span(intervention(1, starts, ends)) == expected


def test_order_puts_predecessors_first_and_the_undated_last():
    items = [
        intervention(1, "2027-01-01", "2027-03-31", after=[3]),
        intervention(2),
        intervention(3, "2027-07-01", "2027-09-30"),
        intervention(4, "2026-01-01", "2026-03-31"),
    ]
    assert [item.position for item in plan.in_order(items)] == [4, 3, 2, 1]


def test_a_circle_is_refused_with_the_names_in_it():
    items = [
        replace(intervention(1, after=[3]), title=LocalText({"sv": "Utbilda", "fi": "Kouluta"})),
        replace(intervention(2, after=[1]), title=LocalText({"sv": "Upphandla"})),
        replace(intervention(3, after=[2]), title=LocalText({"sv": "Följ upp"})),
    ]
    with pytest.raises(InvalidInput) as refused:
        plan.refuse_circle(items)
    chain = refused.value.fields["chain"]
    assert isinstance(chain, LocalText)
    named = chain.show("sv").split(" → ")
    assert len(named) == 4
    assert named[0] == named[-1]
    assert set(named) == {"Utbilda", "Upphandla", "Följ upp"}
    assert "Kouluta" in chain.show("fi")


def test_waiting_for_itself_is_a_circle():
    assert plan.circle({uid(1): (uid(1),)}) == (uid(1), uid(1))


def test_waiting_for_something_that_is_gone_holds_nobody_up():
    assert [i.id for i in plan.in_order([intervention(1, after=[99])])] == [uid(1)]


def test_followers_are_direct_and_indirect_in_order():
    items = [
        intervention(1),
        intervention(2, after=[1]),
        intervention(3, after=[2]),
        intervention(4, after=[1, 3]),
        intervention(5),
    ]
    assert plan.followers(items, uid(1)) == [uid(2), uid(3), uid(4)]
    assert plan.followers(items, uid(5)) == []


CHAIN = [
    intervention(1, "2027-01-01", "2027-03-31"),
    intervention(2, "2027-04-01", "2027-06-30", after=[1]),
    intervention(3, "2027-10-01", "2027-12-31", after=[2]),
    intervention(4, "2027-04-01", "2027-06-30"),
]


def test_moving_with_followers_pushes_only_those_that_would_begin_too_early():
    proposal = plan.propose(CHAIN, uid(1), days("2027-04-01", "2027-06-30"), with_followers=True)
    assert [(move.intervention_id, move.after) for move in proposal.moves] == [
        (uid(1), days("2027-04-01", "2027-06-30")),
        (uid(2), days("2027-07-01", "2027-09-30")),
    ]
    assert proposal.moves[1].before == days("2027-04-01", "2027-06-30")
    assert proposal.clashes == ()


def test_moving_far_pushes_the_whole_chain():
    proposal = plan.propose(CHAIN, uid(1), days("2027-07-01", "2027-09-30"), with_followers=True)
    assert [move.after for move in proposal.moves] == [
        days("2027-07-01", "2027-09-30"),
        days("2027-10-01", "2027-12-31"),
        days("2028-01-01", "2028-03-31"),
    ]


def test_keeping_the_followers_shows_the_clash_in_days():
    proposal = plan.propose(CHAIN, uid(1), days("2027-01-01", "2027-04-30"), with_followers=False)
    assert len(proposal.moves) == 1
    assert [(c.predecessor_id, c.follower_id, c.days) for c in proposal.clashes] == [(uid(1), uid(2), 30)]


def test_moving_earlier_moves_nobody_and_shows_the_clash_with_what_comes_before():
    proposal = plan.propose(CHAIN, uid(3), days("2027-06-01", "2027-08-31"), with_followers=True)
    assert [move.intervention_id for move in proposal.moves] == [uid(3)]
    assert [(c.predecessor_id, c.days) for c in proposal.clashes] == [(uid(2), 30)]


def test_giving_days_to_an_undated_one_has_no_before():
    proposal = plan.propose([intervention(1)], uid(1), Span.of_quarter(Quarter(2027, 1)), with_followers=True)
    assert proposal.moves[0].before is None


def test_what_is_done_stays_and_what_is_stopped_holds_nobody():
    done = [CHAIN[0], replace(CHAIN[1], status=Status.DONE)]
    assert len(plan.propose(done, uid(1), days("2027-04-01", "2027-06-30"), with_followers=True).moves) == 1
    stopped = [replace(CHAIN[0], status=Status.STOPPED), CHAIN[1]]
    proposal = plan.propose(stopped, uid(1), days("2027-04-01", "2027-06-30"), with_followers=True)
    assert len(proposal.moves) == 1
    assert proposal.clashes == ()


@pytest.mark.parametrize(
    ("status", "today", "expected"),
    [
        (Status.PLANNED, "2026-12-31", None),
        (Status.PLANNED, "2027-01-01", None),
        (Status.PLANNED, "2027-01-11", (Lateness.NOT_BEGUN, 10)),
        (Status.PROPOSED, "2027-01-11", (Lateness.NOT_BEGUN, 10)),
        (Status.UNDER_WAY, "2027-01-11", None),
        (Status.UNDER_WAY, "2027-03-31", None),
        (Status.UNDER_WAY, "2027-04-02", (Lateness.NOT_DONE, 2)),
        (Status.PLANNED, "2027-04-02", (Lateness.NOT_DONE, 2)),
        (Status.DONE, "2027-04-02", None),
        (Status.STOPPED, "2027-04-02", None),
    ],
)
def test_late_is_what_should_have_begun_or_ended(status, today, expected):
    found = plan.late([intervention(1, "2027-01-01", "2027-03-31", status=status)], day(today))
    assert [(each.lateness, each.days) for each in found] == ([expected] if expected else [])


def test_the_undated_are_never_late():
    assert plan.late([intervention(1)], day("2040-01-01")) == ()


def test_a_quarter_says_what_begins_goes_on_and_ends():
    items = [
        intervention(1, "2027-01-01", "2027-09-30"),
        intervention(2, "2027-04-01", "2027-06-30"),
        intervention(3, "2028-01-01", "2028-03-31"),
        intervention(4, "2027-04-01", "2027-06-30", status=Status.STOPPED),
    ]
    quarters = plan.by_quarter(items)
    assert [q.quarter for q in quarters] == [Quarter(2027, n) for n in (1, 2, 3, 4)] + [Quarter(2028, 1)]
    assert (quarters[1].begins, quarters[1].goes_on, quarters[1].ends) == ((uid(2),), (uid(1),), (uid(2),))
    assert quarters[3].running == 0
    busiest = plan.busiest(quarters)
    assert busiest is not None
    assert busiest.quarter == Quarter(2027, 2)


def test_the_first_of_equally_busy_quarters_is_the_busiest():
    busiest = plan.busiest(plan.by_quarter([intervention(1, "2027-01-01", "2027-06-30")]))
    assert busiest is not None
    assert busiest.quarter == Quarter(2027, 1)
    assert plan.busiest([]) is None


def test_an_owners_load_counts_what_is_open_and_the_days_of_their_own():
    items = [
        intervention(1, "2027-01-01", "2027-06-30", owner="Aino", owner_role="Chef", days={"Chef": 181, "Jurist": 9}),
        intervention(2, "2027-04-01", "2027-06-30", owner="Aino ", days={"Aino": 5}),
        intervention(3, owner="Bo"),
        intervention(4, "2027-04-01", "2027-06-30"),
        intervention(5, "2027-04-01", "2027-06-30", owner="Aino", status=Status.DONE),
    ]
    aino, bo, nobody = plan.owner_loads(items)
    assert (aino.owner, aino.interventions, aino.most_at_once) == ("Aino", (uid(1), uid(2)), 2)
    assert aino.days[Quarter(2027, 1)] == pytest.approx(90)
    assert (bo.owner, bo.most_at_once) == ("Bo", 0)
    assert (nobody.owner, nobody.interventions) == ("", (uid(4),))


spans = st.tuples(st.integers(0, 1500), st.integers(0, 400)).map(
    lambda n: Span(day("2026-01-01") + dt.timedelta(n[0]), day("2026-01-01") + dt.timedelta(n[0] + n[1]))
)


@st.composite
def plans(draw):
    """A plan without circles: each waits only for earlier numbers; some undated."""
    items = []
    for n in range(draw(st.integers(1, 8))):
        after = draw(st.sets(st.integers(0, n - 1), max_size=3)) if n else set()
        when = draw(st.none() | spans)
        item = intervention(n, after=sorted(after))
        items.append(replace(item, starts=when.first, ends=when.last) if when else item)
    return items


@given(plans(), spans, st.data())
def test_with_followers_no_follower_of_the_moved_one_clashes_and_nobody_goes_earlier(items, when, data):
    moved = data.draw(st.sampled_from(items)).id
    proposal = plan.propose(items, moved, when, with_followers=True)
    downstream = set(plan.followers(items, moved))
    after = plan.apply(items, proposal.moves)
    assert not [clash for clash in plan.clashes(after) if clash.follower_id in downstream]
    for move in proposal.moves[1:]:
        assert move.before is not None
        assert move.after.first > move.before.first
        assert move.after.whole_months == move.before.whole_months or move.after.days == move.before.days


@given(plans())
def test_in_order_nobody_stands_before_what_it_waits_for(items):
    place = {item.id: n for n, item in enumerate(plan.in_order(items))}
    assert all(place[p] < place[item.id] for item in items for p in item.predecessors)


@given(spans, st.floats(0.5, 400))
def test_spreading_loses_nothing(when, amount):
    assert sum(plan.spread(amount, when).values()) == pytest.approx(amount)


def test_days_that_have_to_pass_push_a_follower_further_and_are_told_of_a_clash():
    items = [
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, "2027-04-01", "2027-06-30", after=[1], lags=((uid(1), 14),)),
    ]
    assert plan.clashes(items) == (plan.Clash(uid(1), uid(2), 14, 14),)
    moved = plan.propose(items, uid(1), days("2027-01-01", "2027-03-30"), with_followers=True)
    assert [move.after.first for move in moved.moves] == [day("2027-01-01"), day("2027-04-14")]
    assert moved.clashes == ()


def test_days_outside_the_earliest_and_the_latest_are_told():
    bounds = {"earliest": day("2027-02-01"), "latest": day("2027-03-01")}
    items = [
        intervention(1, "2027-01-01", "2027-03-31", **bounds),
        intervention(2, "2027-02-01", "2027-03-01", **bounds),
        intervention(3, "2027-01-01", "2027-03-31", status=Status.DONE, **bounds),
    ]
    assert plan.misses(items) == (
        plan.Miss(uid(1), -31, day("2027-02-01")),
        plan.Miss(uid(1), 30, day("2027-03-01")),
    )


@pytest.mark.parametrize(
    ("status", "acceptance", "expected"),
    [
        (Status.PLANNED, Acceptance.OPEN, True),
        (Status.PROPOSED, Acceptance.OTHER_DATE, True),
        (Status.PLANNED, Acceptance.ACCEPTED, False),
        (Status.UNDER_WAY, Acceptance.OPEN, False),
        (Status.DONE, Acceptance.OPEN, False),
    ],
)
def test_what_has_not_begun_waits_for_its_owners_answer(status, acceptance, expected):
    assert plan.unanswered(intervention(1, status=status, acceptance=acceptance)) is expected
