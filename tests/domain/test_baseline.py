import datetime as dt
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain import baseline, plan
from lotsen.domain.baseline import Drift
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.plan import Span
from tests.support.plans import busy_content, intervention, uid

AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def frozen(*items) -> PlanBaseline:
    return PlanBaseline(UUID(int=1), "Fullmäktige", AT, UUID(int=2), 7, baseline.frozen(items))


def test_each_is_told_what_became_of_it_what_slipped_most_first():
    then = frozen(
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, "2027-04-01", "2027-06-30"),
        intervention(3, "2027-04-01", "2027-06-30"),
        intervention(4, "2027-04-01", "2027-06-30"),
        intervention(5),
        intervention(6, "2027-04-01", "2027-06-30"),
        intervention(7, "2027-04-01", "2027-06-30"),
        intervention(8, "2027-04-01", "2027-06-30"),
    )
    now = [
        intervention(1, "2027-01-01", "2027-04-10"),
        intervention(2, "2027-04-01", "2027-07-30"),
        intervention(3, "2027-04-01", "2027-05-31"),
        intervention(4, "2027-05-01", "2027-06-30"),
        intervention(5, "2027-05-01", "2027-06-30"),
        intervention(6),
        intervention(8, "2027-04-01", "2027-06-30"),
        intervention(9, "2027-04-01", "2027-06-30"),
    ]
    found = baseline.compare(then, now)
    assert [(each.intervention_id, each.drift, each.days) for each in found] == [
        (uid(2), Drift.SLIPPED, 30),
        (uid(1), Drift.SLIPPED, 10),
        (uid(6), Drift.UNDATED, 0),
        (uid(7), Drift.REMOVED, 0),
        (uid(9), Drift.ADDED, 0),
        (uid(5), Drift.DATED, 0),
        (uid(4), Drift.RESTARTED, 0),
        (uid(3), Drift.EARLIER, -30),
        (uid(8), Drift.SAME, 0),
    ]


def test_what_slipped_names_those_that_it_pushed_and_no_others():
    items = [
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, "2027-04-01", "2027-06-30", after=[1]),
        intervention(3, "2027-07-01", "2027-09-30", after=[2]),
        intervention(4, "2027-10-01", "2027-12-31", after=[1]),
    ]
    proposal = plan.propose(items, uid(1), Span(dt.date(2027, 1, 1), dt.date(2027, 4, 30)), with_followers=True)
    found = {each.intervention_id: each for each in baseline.compare(frozen(*items), plan.apply(items, proposal.moves))}
    assert found[uid(1)].pushes == (uid(2), uid(3))
    assert found[uid(2)].pushes == (uid(3),)
    assert found[uid(4)].drift is Drift.SAME


@given(st.integers(0, 6))
def test_against_itself_nothing_has_drifted(seed):
    items = busy_content(20, seed).interventions
    found = baseline.compare(frozen(*items), items)
    assert {each.drift for each in found} == {Drift.SAME}
    assert baseline.spans(frozen(*items)) == plan.dated(items)
