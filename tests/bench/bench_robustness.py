"""SMAA over 10,000 draws beside the same by pymcdm in a loop, and how long a room's certainty and discussion take.

python -m tests.bench.bench_robustness
"""

import resource
import sys
import time
from collections.abc import Callable

import numpy as np

from lotsen.analysis.certainty import certainty
from lotsen.analysis.discussion import discussion
from lotsen.analysis.priorities import prioritise, tally_people
from lotsen.analysis.results import Floats, Priorities
from lotsen.analysis.robustness import smaa
from lotsen.analysis.sampling import any_weights
from lotsen.analysis.weights import group_weights
from lotsen.domain.ids import new_id

DRAWS = 10_000
SHARE = 0.01
MEGABYTES = 1024
PEOPLE = 60
ALLOWED = {(40, 12): {"certainty": 0.15, "discussion": 0.2}, (200, 30): {"certainty": 3.0, "discussion": 3.0}}
"""Seconds by size and question."""


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The best of some rounds."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def by_pymcdm(values: Floats, weights: Floats) -> Floats:
    """How often each alternative is first, one evaluation per draw."""
    from pymcdm.helpers import rrankdata
    from pymcdm.methods import WSM

    method, types = WSM(), np.ones(values.shape[1])
    first = np.zeros(len(values))
    for row in weights:
        first += rrankdata(method(values, row, types)) == 1
    return first / len(weights)


def room(categories: int, goals: int) -> Priorities:
    """A full room whose people differ."""
    random = np.random.default_rng(1)
    middle = np.clip(1.5 + random.normal(0, 0.4, (categories, 1)) + random.normal(0, 0.6, (categories, goals)), 0, 3)
    answers = np.clip(np.rint(middle + random.normal(0, 0.8, (PEOPLE, categories, goals))), 0, 3)
    answers[random.random(answers.shape) < 0.2] = np.nan
    ids = [new_id() for _ in range(categories + goals)]
    points = random.dirichlet(np.full(goals, 2.0), PEOPLE)
    weights = group_weights(ids[categories:], [dict(zip(ids[categories:], row, strict=True)) for row in points])
    return prioritise(tally_people(ids[:categories], ids[categories:], answers), weights, people=PEOPLE)


def beside_pymcdm() -> bool:
    random = np.random.default_rng(1)
    values, weights = random.random((40, 12)), any_weights(12, DRAWS, random)
    values /= values.sum(axis=0)  # so that pymcdm's normalisation leaves them
    ours = seconds(lambda: smaa(values, weights, top=7), rounds=20)
    theirs = seconds(lambda: by_pymcdm(values, weights), rounds=1)
    print(f"40 x 12, {DRAWS:,} draws: ours {ours * 1e3:.0f} ms, pymcdm in a loop {theirs * 1e3:,.0f} ms", end=", ")
    print(f"1/{theirs / ours:.0f} (promised 1/{1 / SHARE:.0f})")
    large, many = random.random((200, 30)), any_weights(30, DRAWS, random)
    print(f"200 x 30, {DRAWS:,} draws: {seconds(lambda: smaa(large, many, top=7), 2) * 1e3:.0f} ms")
    drawn = random.random((500, 200, 30))
    took = seconds(lambda: smaa(drawn, many, top=7), 1)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"200 x 30 with 500 tables of values: {took * 1e3:.0f} ms; at most {megabytes} MB so far")
    same = np.array_equal(smaa(values, weights).in_top, by_pymcdm(values, weights))
    return same and ours <= SHARE * theirs and megabytes <= MEGABYTES


def rooms() -> bool:
    kept = True
    for size, allowed in ALLOWED.items():
        result = room(*size)
        for name, question in (("certainty", certainty), ("discussion", discussion)):
            took = seconds(lambda question=question, result=result: question(result), 5)
            kept &= took <= allowed[name]
            print(
                f"{size[0]} x {size[1]}, {PEOPLE} people: {name:<10} {took * 1e3:>6.0f} ms of {allowed[name] * 1e3:.0f}"
            )
    return kept


def main() -> int:
    kept = beside_pymcdm()
    kept &= rooms()
    print("within its bounds" if kept else "BEYOND ITS BOUNDS")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
