"""Where each category stands in the picture of two rankings."""

from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.movement import movement, stand
from lotsen.analysis.results.movement import Move, Movement
from lotsen.charts.layout.slope import ALL, FAR, MOST, slope
from tests.support.judged import room, uid

PLACES = st.permutations(range(1, 13))
MANY = st.permutations(range(1, 41))


def moved(then: list[int | None], now: list[int | None], top: int = 4) -> Movement:
    """A movement of categories with these places; it comes in order of the place now, as the real one does."""
    listed = [[place is not None and place <= top for place in places] for places in (then, now)]
    moves = [
        Move(uid(i), a, b, 0.0, (), listed[0][i], listed[1][i]) for i, (a, b) in enumerate(zip(then, now, strict=True))
    ]
    return Movement(tuple(sorted(moves, key=lambda move: move.now or 999)))


def laid_out(found: Movement):  # type: ignore[no-untyped-def]
    return slope(found, {move.category: f"Category {move.category.int}" for move in found.moves})


def ends(layout, side: str):  # type: ignore[no-untyped-def]
    return [end for line in layout.lines if (end := getattr(line, side))]


@given(PLACES, PLACES)
def test_every_end_has_a_row_of_its_own_in_order_of_place(then: list[int], now: list[int]) -> None:
    layout = laid_out(moved(list(then), list(now)))
    assert layout.rows == len(layout.lines) == len(then)
    for side in ("then", "now"):
        found = sorted(ends(layout, side), key=lambda end: end.row)
        assert [end.row for end in found] == list(range(len(then)))
        assert [end.place for end in found] == sorted(then)


@given(PLACES, PLACES)
def test_told_are_those_that_moved_far_or_crossed_the_line(then: list[int], now: list[int]) -> None:
    for line in laid_out(moved(list(then), list(now))).lines:
        assert line.then
        assert line.now
        far = abs(line.then.place - line.now.place) >= FAR
        assert line.told == (far or line.then.listed != line.now.listed)


@given(MANY, MANY)
def test_of_many_categories_the_top_lists_and_the_furthest_moves_are_drawn(then: list[int], now: list[int]) -> None:
    found = moved(list(then), list(now), top=7)
    layout = laid_out(found)
    assert len(layout.lines) <= MOST
    assert layout.left_out == len(then) - len(layout.lines)
    shown = {line.id for line in layout.lines}
    assert shown >= {move.category for move in found.moves if move.listed_then or move.listed_now}
    assert all(line.told or line.then.listed or line.now.listed for line in layout.lines)
    others = [
        abs(line.then.place - line.now.place) for line in layout.lines if not (line.then.listed or line.now.listed)
    ]
    hidden = [abs(move.rose) for move in found.moves if move.category not in shown]
    assert not others or not hidden or min(others) >= max(hidden)


def test_a_few_are_all_drawn_and_many_that_stayed_are_not() -> None:
    few, many = list(range(1, ALL + 1)), list(range(1, 41))
    assert laid_out(moved(few, few)).left_out == 0
    assert [line.now.place for line in laid_out(moved(many, many)).lines] == [1, 2, 3, 4]


def test_the_line_lies_under_the_top_list_of_each_side() -> None:
    assert laid_out(moved([1, 2, 3, 4, 5], [2, 1, 3, 5, 4])).after == (4, 4)
    assert laid_out(moved([1, 2, 2, 4, 4, 6], [1, 2, 3, 4, 5, 6])).after == (5, 4)
    assert laid_out(moved([1, 2, 3], [1, 3, 2])).after is None


def test_who_has_no_place_at_one_side_has_one_end() -> None:
    layout = laid_out(moved([1, 2, None, None, 3], [2, 1, 3, None, None]))
    assert [(line.then and line.then.row, line.now and line.now.row) for line in layout.lines] == [
        (1, 0),
        (0, 1),
        (None, 2),
        (2, None),
    ]
    assert layout.rows == 3


def test_equal_places_have_rows_of_their_own_that_cross_as_little_as_they_can() -> None:
    layout = laid_out(moved([1, 1, 1], [3, 1, 2]))
    assert {line.then.row == line.now.row for line in layout.lines} == {True}


def test_a_real_movement_is_drawn_with_its_places() -> None:
    one, two = room(seed=1), room(seed=2)
    found = movement(stand(one.result), stand(two.result))
    layout = slope(found, one.names.categories)
    places = {line.id: (line.then and line.then.place, line.now and line.now.place) for line in layout.lines}
    assert places == {move.category: (move.then, move.now) for move in found.moves if move.then or move.now}
    assert layout.after == (one.result.top_size, two.result.top_size)
