"""Imagined rooms whose truth is known: what everybody thinks, and what the few who were asked answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from lotsen.analysis.certainty import DRAWS, certainty
from lotsen.analysis.priorities import prioritise, tally_people, top_size
from lotsen.analysis.results import Floats, Priorities, Weights
from lotsen.analysis.weights import group_weights

WORLDS = ("as stated", "opposed camps", "careless voters", "generous voters", "answers as truth")
"""The first is the model that calibration promises for; each of the others breaks it in its own way."""


@dataclass(frozen=True, slots=True)
class Room:
    """A ranking from a room's answers, and which categories truly belong to the top list."""

    result: Priorities
    truth: NDArray[np.bool_]


def imagine(seed: int, world: str = WORLDS[0]) -> Room:
    """One room of the stated model.

    Truth: a cell's value is 1.5, plus a category's level (standard deviation 0.4), a goal's (0.3) and its own (0.6),
    within 0 to 3. A judge's view is the truth and personal noise (0.8), rounded to 0..3. Of 12 to 40 people 3 to 12
    judge each cell; every tenth cell is not asked. People's weights scatter around the true ones as a Dirichlet
    distribution with concentration 15 and are given as ten marks. The truth to be told is the top list under true
    values and weights, of the cells that were asked.
    """
    random = np.random.default_rng([7, seed])
    categories, goals, people = int(random.integers(10, 41)), int(random.integers(5, 13)), int(random.integers(12, 41))
    level, goal = random.normal(0, 0.4, (categories, 1)), random.normal(0, 0.3, goals)
    value = np.clip(1.5 + level + goal + random.normal(0, 0.6, (categories, goals)), 0, 3)
    views = value + _noise(random, (people, categories, goals), world)
    answers = np.clip(np.rint(views), 0, 3)
    if world == "careless voters":
        careless = random.random(answers.shape) < 0.2
        answers[careless] = random.integers(0, 4, careless.sum())
    if world == "answers as truth":
        value = _expected_answer(value)
    answers[~_judged(random, answers.shape)] = np.nan
    weights, each = _weights(random, people, goals)
    ids = [UUID(int=int(n)) for n in random.integers(1, 2**62, categories + goals)]
    given = group_weights(ids[categories:], [dict(zip(ids[categories:], row, strict=True)) for row in each])
    result = _ranking(ids, answers, given)
    return Room(result, _top(value, weights, result))


def _noise(random: np.random.Generator, shape: tuple[int, int, int], world: str) -> Floats:
    people, categories, goals = shape
    noise = random.normal(0, 0.8, shape)
    if world == "opposed camps":
        side = np.where(random.random(people) < 0.5, 1.0, -1.0)[:, None, None]
        return noise * 0.6 + side * random.normal(0, 0.7, (1, categories, goals))
    if world == "generous voters":
        return noise + random.normal(0, 0.5, (people, 1, 1))
    return noise


def _expected_answer(value: Floats) -> Floats:
    """The mean of rounded answers around `value`, by quadrature."""
    at = np.linspace(-4, 4, 161) * 0.8
    density = np.exp(-((at / 0.8) ** 2) / 2)
    return np.clip(np.rint(value[..., None] + at), 0, 3) @ (density / density.sum())


def _judged(random: np.random.Generator, shape: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Who judges which cell: 3 to 12 chance people each, nobody in every tenth cell."""
    order = random.random(shape).argsort(axis=0).argsort(axis=0)
    judges = random.integers(3, 13, shape[1:])
    return (order < judges) & (random.random(shape[1:]) >= 0.1)


def _weights(random: np.random.Generator, people: int, goals: int) -> tuple[Floats, Floats]:
    true = random.dirichlet(np.full(goals, 4.0))
    return true, np.array([random.multinomial(10, random.dirichlet(15 * true)) for _ in range(people)], dtype=float)


def _ranking(ids: list[UUID], answers: Floats, weights: Weights) -> Priorities:
    people, categories, _ = answers.shape
    return prioritise(tally_people(ids[:categories], ids[categories:], answers), weights, people=people)


def _top(value: Floats, weights: Floats, result: Priorities) -> NDArray[np.bool_]:
    """Which categories are on the top list of the truth."""
    asked = result.judges > 0
    score = (asked * value) @ weights / (asked @ weights)
    score[result.ranks == 0] = -np.inf
    size = top_size(result.ranked)
    return score >= np.sort(score)[::-1][size - 1]


def said(rooms: Iterable[int], world: str = WORLDS[0], draws: int = DRAWS) -> tuple[Floats, NDArray[np.bool_]]:
    """How sure every category of many rooms is said to be on or off the list, and whether that is right."""
    sure, right = [], []
    for seed in rooms:
        room = imagine(seed, world)
        found = certainty(room.result, draws=draws)
        ranked = room.result.ranks > 0
        sure.append(np.maximum(found.in_top, 1 - found.in_top)[ranked])
        right.append((found.listed == room.truth)[ranked])
    return np.concatenate(sure), np.concatenate(right)
