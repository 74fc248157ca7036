import datetime as dt
from uuid import UUID

import pytest

from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Assumptions, FoundPlan, PinPrice, Planned, checked
from lotsen.errors import InvalidInput

ONE, OTHER = UUID(int=1), UUID(int=2)
AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def test_what_was_stored_before_is_read_and_written_back_the_same() -> None:
    stored = {
        "weights": {str(ONE): 6},
        "budget_cents_per_year": 9_000_000,
        "capacity_days_per_quarter": 6,
        "horizon_quarters": 11,
        "shocks": [{"category": str(OTHER), "price_change": 0.4}],
        "must": [str(ONE)],
        "must_not": [],
        "something_else": True,
    }
    read = Assumptions.from_json(stored)
    assert (read.prices, read.must, read.rate, read.probability) == ({OTHER: 0.4}, (ONE,), 0.0, 1.0)
    assert Assumptions.from_json(read.to_json()) == read
    assert all(read.to_json()[key] == value for key, value in stored.items() if key != "something_else")


def test_nothing_at_all_is_as_now() -> None:
    assert Assumptions.from_json({}) == Assumptions()


@pytest.mark.parametrize(
    "wrong",
    [
        {"budget_cents_per_year": -1},
        {"capacity": {"Aino": -0.5}},
        {"horizon_quarters": 0},
        {"prices": {ONE: -1.0}},
        {"rate": 0.6},
        {"function_percent": 101},
        {"must": (ONE,), "must_not": (ONE,)},
        {"probability": float("nan")},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        checked(Assumptions(**wrong))  # type: ignore[arg-type]


def test_the_greatest_change_of_a_price_counts() -> None:
    given = Assumptions(prices={ONE: 0.1, OTHER: -0.3})
    assert given.factor((ONE, OTHER)) == pytest.approx(0.7)
    assert given.factor(()) == 1.0


def plan(**given: object) -> FoundPlan:
    whole: dict[str, object] = {
        "input_hash": "a", "revision": 3, "votes": 4, "at": AT, "status": "feasible", "objective": 10.0, "bound": 12.0,
        "gap": 1 / 6, "seconds": 0.5,
    }  # fmt: skip
    return FoundPlan(**(whole | given))  # type: ignore[arg-type]


def test_a_found_plan_survives_the_database() -> None:
    whole = plan(
        planned=(Planned(ONE, "light", Quarter(2027, 1), Quarter(2027, 3)),),
        clashes=(("{id} has to be done.", {"id": str(ONE)}),),
        pins=(PinPrice(ONE, 0.0, 1.5, True),),
    )
    assert FoundPlan.from_json(whole.to_json(), "a", 3, 4, AT) == whole


def test_a_better_plan_takes_the_place_and_a_worse_one_of_the_same_input_does_not() -> None:
    assert plan(objective=11.0).better_than(plan())
    assert not plan(objective=9.0).better_than(plan())
    assert plan(objective=9.0, input_hash="b").better_than(plan())
    assert plan(gap=0.0).better_than(plan())
    assert not plan(gap=None).better_than(plan())
