"""What is kept of a ranking is the ranking that is read back."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.movement import movement, stand
from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import InvalidInput
from lotsen.services.stands import kept, stand_of
from tests.support.judged import room
from tests.support.rooms import judged


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 200), st.sampled_from([0.0, 0.1, 0.9]))
def test_a_ranking_comes_back_from_its_plain_data_and_nothing_moved_between_the_two(seed: int, gaps: float) -> None:
    result = room(seed=seed, gaps=gaps).result
    plain = json.loads(json.dumps(kept(result), allow_nan=False))
    back, whole = stand_of({"stand": plain}), stand(result)
    for name in ("weights", "unit", "score"):
        np.testing.assert_allclose(getattr(back, name), getattr(whole, name), atol=1e-6)
    assert (back.categories, back.subjects, back.top_size) == (whole.categories, whole.subjects, whole.top_size)
    assert back.ranks.tolist() == whole.ranks.tolist()
    assert movement(back, whole).moved == ()
    assert all(abs(move.points) < 1e-3 for move in movement(back, whole).moves)


def test_a_snapshot_keeps_the_ranking_that_the_screen_shows(house: House, coach: Person, roadmap: Roadmap) -> None:
    made = judged(house, coach, roadmap)
    document = house.archive.snapshot(roadmap.id, house.archive.take_snapshot(roadmap.id, coach.id, "then"))
    back, seen = stand_of(document["results"]), made.view().result
    assert back.categories == seen.categories
    assert back.subjects == tuple(column.id for column in seen.columns)
    np.testing.assert_allclose(back.score, seen.score, atol=1e-6)
    np.testing.assert_allclose(100 * np.nansum(back.weights * back.unit, axis=1), seen.score, atol=1e-3)


def test_an_empty_roadmap_keeps_an_empty_ranking(house: House, roadmap: Roadmap) -> None:
    back = stand_of(house.archive.export(roadmap.id)["results"])
    assert back.categories == ()
    assert stand_of({}).categories == ()


@pytest.mark.parametrize(
    "broken",
    [
        {"stand": None},
        {"stand": {}},
        {"stand": kept(room().result) | {"weights": [[1.0]]}},
        {"stand": kept(room().result) | {"unit": "all"}},
        {"stand": kept(room().result) | {"categories": ["x"]}},
        {"ranking": [{"rank": 1}]},
        {"ranking": 7},
    ],
    ids=["none", "empty", "shape", "word", "ids", "nameless", "number"],
)
def test_what_was_never_kept_by_us_is_refused_with_a_sentence(broken: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        stand_of(broken)
