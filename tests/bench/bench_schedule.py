"""Choice and schedule beside the plain time-indexed model in scipy.optimize.milp, case by case in one run.

python -m tests.bench.bench_schedule [seeds [seconds]]
"""

import math
import sys
import time

from lotsen.analysis.results.plan import Objective, PlanCase, Progress
from lotsen.analysis.schedule.solve import solve
from tests.support.planned import feasible_case
from tests.support.rival import plain
from tests.support.solving import asked

ALLOWED = 0.5
GAP = 1e-4
LARGE_GAP = 0.02
SECONDS = 60.0


def first_and_all(case: PlanCase, seconds: float) -> tuple[float | None, float, float, bool]:
    """Seconds to the first plan, seconds in all, the gap, and whether what is shown keeps everything."""
    told: list[float] = []
    start = time.perf_counter()

    def progress(_: Progress) -> None:
        told.append(time.perf_counter() - start)

    found = solve(case, seconds, progress=progress)
    took = time.perf_counter() - start
    return (told[0] if told else None), took, gap_of(found.objective, found.bound), not found.violations


def gap_of(objective: float | None, bound: float | None) -> float:
    """What is left between a plan and its bound, as a share of the bound."""
    return math.inf if objective is None or bound is None else (bound - objective) / max(abs(bound), 1e-9)


def timed_plain(case: PlanCase, seconds: float) -> tuple[float, float | None]:
    """Seconds and gap of the plain model."""
    start = time.perf_counter()
    _, gap = plain(case, seconds)
    return time.perf_counter() - start, gap


def of_sixty(seeds: range, seconds: float) -> bool:
    """60 interventions with two variants over 12 quarters, beside the plain model."""
    ratios, proven, sound = [], 0, True
    for seed in seeds:
        case = feasible_case(seed)
        first, took, gap, keeps = asked(Objective.EFFECT, first_and_all, case, seconds)
        theirs, their_gap = timed_plain(case, seconds)
        ratios.append(took / theirs)
        proven += gap <= GAP
        sound &= keeps
        print(
            f"60 x 12, seed {seed}: first plan {first or math.nan:.2f} s, {took:.1f} s, gap {gap:.4%};"
            f" plain {theirs:.1f} s, gap {math.nan if their_gap is None else their_gap:.4%}; ratio {took / theirs:.2f}",
            flush=True,
        )
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"{proven} of {len(ratios)} proven within {seconds:.0f} s; mean ratio {mean:.2f} (promised {ALLOWED})")
    return sound and proven == len(ratios) and mean <= ALLOWED


def of_three_hundred(seconds: float) -> bool:
    """300 interventions over 20 quarters."""
    first, took, gap, keeps = asked(
        Objective.EFFECT, first_and_all, feasible_case(1, interventions=300, periods=20), seconds
    )
    print(f"300 x 20: first plan {first or math.nan:.2f} s, after {took:.0f} s gap {gap:.2%} (at most {LARGE_GAP:.0%})")
    return keeps and gap <= LARGE_GAP


def main(seeds: int = 10, seconds: float = SECONDS) -> int:
    kept = of_three_hundred(seconds)
    kept &= of_sixty(range(1, seeds + 1), seconds)
    print("within its bounds" if kept else "BEYOND ITS BOUNDS")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:2]), *(float(one) for one in sys.argv[2:3])))
