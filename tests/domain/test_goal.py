"""Marks: never more than there are, and the same weights on either scale."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.domain.goal import MARKS, POINTS, checked, rescaled, scale_of, shares
from lotsen.errors import InvalidInput

A, B, C = (uuid.uuid4() for _ in range(3))

marks = st.dictionaries(st.uuids(), st.integers(0, 10), max_size=12)


def test_a_mark_too_many_is_refused_and_taken_from_nobody() -> None:
    given_out = {A: 6, B: 4}
    with pytest.raises(InvalidInput):
        checked({**given_out, C: 1}, MARKS)
    assert checked(given_out, MARKS) == {A: 6, B: 4}


def test_fewer_marks_than_there_are_can_be_kept_for_later() -> None:
    assert checked({A: 3, B: 0}, MARKS) == {A: 3}


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput):
        checked({A: -1, B: 5}, MARKS)


@pytest.mark.parametrize(("given_out", "scale"), [({}, MARKS), ({A: 10}, MARKS), ({A: 6, B: 5}, POINTS)])
def test_more_than_ten_marks_are_points(given_out: dict[uuid.UUID, int], scale: int) -> None:
    assert scale_of(given_out) == scale


@given(marks)
def test_marks_as_points_and_back_are_the_same_marks(given_out: dict[uuid.UUID, int]) -> None:
    if sum(given_out.values()) != MARKS:
        given_out = rescaled(given_out, MARKS)
    assert rescaled(rescaled(given_out, POINTS), MARKS) == given_out


@given(marks, st.sampled_from([MARKS, POINTS]))
def test_rescaled_marks_add_up(given_out: dict[uuid.UUID, int], scale: int) -> None:
    made = rescaled(given_out, scale)
    assert set(made) == set(given_out)
    assert sum(made.values()) == (scale if sum(given_out.values()) else 0)
    assert all(n >= 0 for n in made.values())


@given(st.lists(st.uuids(), min_size=1, unique=True), marks)
def test_shares_add_up_to_one(goals: list[uuid.UUID], given_out: dict[uuid.UUID, int]) -> None:
    assert sum(shares(given_out, goals).values()) == pytest.approx(1)
