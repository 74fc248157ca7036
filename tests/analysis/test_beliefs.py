"""The goals' weights that certainty draws lie round those that the room counts by."""

from dataclasses import replace

import numpy as np
import pytest

from lotsen.analysis.beliefs import draw
from lotsen.analysis.results import Weights
from tests.support.judged import room


@pytest.mark.parametrize("counts", [(0.5, 0.3, 0.1, 0.1), (0.25, 0.25, 0.5, 0.0)])
def test_weights_are_drawn_round_what_the_room_counts_by_whatever_gathers_it(counts):
    result = room().result
    goals = result.goal_weights
    n = len(goals.subjects)
    mean = np.zeros(n)
    mean[: len(counts)] = counts
    each = np.random.default_rng(1).dirichlet(np.full(n, 8.0), 8)
    moved = replace(result, goal_weights=Weights(goals.subjects, each, mean, goals.spread))
    drawn = draw(moved, 4000, 1).weights[:, :n]
    share = result.weights[:n].sum()
    assert drawn.sum(axis=1) == pytest.approx(np.full(4000, share))
    assert drawn.mean(axis=0) == pytest.approx(mean * share, abs=0.02)
    assert (drawn[:, mean == 0] == 0).all()


def test_by_the_plain_mean_they_are_drawn_as_they_are():
    result = room().result
    goals = result.goal_weights
    plain = replace(result, goal_weights=replace(goals, mean=goals.each.mean(axis=0)))
    assert np.array_equal(draw(result, 200, 3).weights, draw(plain, 200, 3).weights)
