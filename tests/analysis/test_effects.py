from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotsen.analysis.effects import effects, plan_weights
from lotsen.analysis.results.scenario import Judged
from lotsen.domain.intervention import Confidence
from lotsen.domain.scenario import categories_of
from tests.support.plans import intervention, uid

FOOD, ENERGY = uid(500), uid(501)
CLIMATE, MARKET, SKILLS = uid(600), uid(601), uid(602)


def points(item, weights: dict[UUID, float], cells: dict[tuple[UUID, UUID], float]):
    return effects([item], weights, cells, categories_of)[item.id]


def test_points_are_weight_times_half_the_strength_times_the_value_times_the_confidence() -> None:
    item = intervention(1, category_id=FOOD, effects=((CLIMATE, 2), (MARKET, 1)), confidence=Confidence.EVIDENCE)
    found = points(item, {CLIMATE: 0.6, MARKET: 0.4}, {(FOOD, CLIMATE): 0.5, (FOOD, MARKET): 1.0})
    assert [part.points for part in found.parts] == pytest.approx([30.0, 20.0])
    assert found.points == pytest.approx(50.0)


@pytest.mark.parametrize(("said", "factor"), [("guess", 0.6), ("estimate", 0.8), ("evidence", 1.0), (None, 0.8)])
def test_confidence_counts_and_an_unsaid_one_is_an_estimate(said: str | None, factor: float) -> None:
    item = intervention(1, category_id=FOOD, effects=((CLIMATE, 2),), confidence=Confidence(said) if said else None)
    assert points(item, {CLIMATE: 1.0}, {(FOOD, CLIMATE): 1.0}).points == pytest.approx(100 * factor)


def test_a_value_falls_back_to_the_goals_mean_then_to_everything_judged_then_to_all() -> None:
    cells = {(FOOD, CLIMATE): 0.2, (ENERGY, CLIMATE): 0.6, (ENERGY, MARKET): 1.0}
    function = intervention(1, effects=((CLIMATE, 2), (SKILLS, 2)))
    parts = points(function, {CLIMATE: 0.5, SKILLS: 0.5}, cells).parts
    assert [(part.value, part.judged) for part in parts] == [
        (pytest.approx(0.4), Judged.GOAL),
        (pytest.approx(0.6), Judged.ALL),
    ]
    assert points(function, {CLIMATE: 1.0}, {}).parts[0].judged is Judged.NOTHING


def test_several_categories_count_by_their_mean() -> None:
    item = intervention(1, category_id=FOOD, more_categories=(ENERGY,), effects=((CLIMATE, 2),))
    found = points(item, {CLIMATE: 1.0}, {(FOOD, CLIMATE): 0.2, (ENERGY, CLIMATE): 0.6})
    assert found.parts[0].value == pytest.approx(0.4)


def test_the_two_levels_share_all_weight_and_one_alone_has_it_all() -> None:
    both = plan_weights({CLIMATE: 1.0}, {SKILLS: 1.0}, 20)
    assert both == pytest.approx({CLIMATE: 0.8, SKILLS: 0.2})
    assert plan_weights({CLIMATE: 1.0}, {}, 20) == {CLIMATE: 1.0}


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 2)), min_size=1, max_size=6),
    st.sampled_from([*Confidence, None]),
)
def test_points_lie_between_nothing_and_a_hundred(goals: list[tuple[float, int]], said: Confidence | None) -> None:
    item = intervention(
        1, category_id=FOOD, confidence=said, effects=tuple((uid(600 + n), s) for n, (_, s) in enumerate(goals))
    )
    weights = {uid(600 + n): 1 / len(goals) for n in range(len(goals))}
    cells = {(FOOD, uid(600 + n)): value for n, (value, _) in enumerate(goals)}
    assert -1e-9 <= points(item, weights, cells).points <= 100 + 1e-9
