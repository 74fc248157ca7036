"""What moved between two rankings, and that its causes add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.movement import movement, stand
from tests.support.judged import room


def before_and_after(seed: int, other: int):  # type: ignore[no-untyped-def]
    return room(seed=seed, weight=0.1), room(seed=other, points=(10, 10, 20, 30, 30), weight=0.3)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_the_causes_of_a_move_add_up_to_the_change_of_its_score(seed: int, other: int) -> None:
    one, two = before_and_after(seed, other)
    for move in movement(stand(one.result), stand(two.result)).moves:
        i, k = one.result.categories.index(move.category), two.result.categories.index(move.category)
        change = np.nan_to_num(two.result.score[k]) - np.nan_to_num(one.result.score[i])
        assert move.points == pytest.approx(change, abs=1e-9)
        assert sum(cause.points for cause in move.causes) == pytest.approx(change, abs=1e-4)
        assert (move.then or 0, move.now or 0) == (one.result.ranks[i], two.result.ranks[k])


def test_nothing_moves_between_a_ranking_and_itself() -> None:
    found = movement(stand(room().result), stand(room().result))
    assert found.moved == ()
    assert all(move.causes == () for move in found.moves)


def test_a_changed_judgement_is_named_as_the_cause_and_a_changed_weight_as_one() -> None:
    same = room(agreed=False, gaps=0.0)
    judged = movement(stand(same.result), stand(room(agreed=True, gaps=0.0).result))
    settled = next(move for move in judged.moves if move.category == same.category("Fastighetsskötsel"))
    assert [cause.subject for cause in settled.causes] == [same.result.columns[1].id]
    assert settled.causes[0].weighed == 0
    weighed = movement(stand(same.result), stand(room(agreed=False, gaps=0.0, points=(10, 10, 20, 30, 30)).result))
    assert all(abs(cause.judged) < 1e-9 for move in weighed.moves for cause in move.causes)
    assert weighed.moved


def test_what_stands_in_one_ranking_alone_has_no_place_in_the_other() -> None:
    small, large = room(categories=("A", "B", "C")), room(categories=("A", "B", "C", "D"))
    moves = {move.category: move for move in movement(stand(small.result), stand(large.result)).moves}
    added = large.result.categories[3]
    assert moves[added].then is None
    assert moves[added].rose == 0
