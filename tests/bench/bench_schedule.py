"""Published instances to their optima, generated cases to the proof, and the plain model beside ours in one run.

python -m tests.bench.bench_schedule
"""

import csv
import math
import sys
import time
from collections.abc import Callable

from lotsen.analysis.results.plan import Objective, PlanCase, PlanResult, PlanStatus
from tests.support.planned import feasible_case
from tests.support.psplib import read_knapsacks, read_project
from tests.support.rival import plain
from tests.support.shared import SHARED
from tests.support.solving import asked, solved

SETS = {"j30": (60.0, 15.0, 3), "j10mm": (5.0, 5.0, 0)}
"""Of each set: seconds given, seconds within which all have to be proven, and how many may take longer."""

SEEDS = range(1, 11)
RIVALS = (1, 3, 5)
SHARE = 0.5
"""Our time by the plain model's, as a geometric mean over `RIVALS`."""

PATIENCE = 600.0
LARGE_SECONDS, LARGE_GAP = 60.0, 0.02


def right(found: PlanResult, optimum: float) -> bool:
    """Whether a plan is proven, sound and as good as the published one."""
    return (
        found.status is PlanStatus.OPTIMAL
        and not found.violations
        and found.objective is not None
        and math.isclose(found.objective, optimum, rel_tol=1e-4)
    )


def published(name: str) -> bool:
    """One set of projects."""
    if SHARED is None:
        print(f"{name}: the published files are not here")
        return True
    given, within, may = SETS[name]
    folder = SHARED / "scheduling"
    with (folder / f"{name}_optimum.csv").open(encoding="ascii") as file:
        optima = {row["problem"]: float(row["optimum"]) for row in csv.DictReader(file)}
    paths = sorted(path for path in (folder / name).iterdir() if path.name in optima)
    found = [(path.name, solved(read_project(path), given)) for path in paths]
    wrong = [one for one, plan in found if not right(plan, optima[one])]
    slow = [one for one, plan in found if plan.seconds > within]
    longest = max(plan.seconds for _, plan in found)
    print(f"{name}: {len(found) - len(wrong)} of {len(found)} proven, the slowest in {longest:.1f} s; wrong: {wrong}")
    return not wrong and len(slow) <= may


def knapsacks() -> bool:
    """The multi-constraint knapsacks."""
    if SHARED is None:
        return True
    found = [(solved(case, 30.0), optimum) for case, optimum in read_knapsacks(SHARED / "scheduling/mknap1.txt")]
    kept = sum(right(plan, optimum) for plan, optimum in found)
    print(f"mknap1: {kept} of {len(found)} proven, the slowest in {max(plan.seconds for plan, _ in found):.2f} s")
    return kept == len(found)


def generated() -> bool:
    """60 interventions in two variants over 12 quarters, five roles, eight people, yearly budgets."""
    found = [(seed, solved(feasible_case(seed), PATIENCE)) for seed in SEEDS]
    for seed, plan in found:
        print(f"  {seed}: {plan.status.value}, {len(plan.chosen)} done, gap {plan.gap:.4%}, {plan.seconds:.1f} s")
    proven = sum(plan.status is PlanStatus.OPTIMAL and not plan.violations for _, plan in found)
    print(f"60 x 12: {proven} of {len(found)} proven to 0.01 %")
    return proven == len(found)


def timed(question: Callable[[PlanCase, float], object], case: PlanCase) -> tuple[object, float]:
    start = time.perf_counter()
    return question(case, PATIENCE), time.perf_counter() - start


def beside_the_plain_model() -> bool:
    """Ours and the plain model, one after the other, on the same cases."""
    shares = []
    for seed in RIVALS:
        case = feasible_case(seed)
        ours = solved(case, PATIENCE)
        (best, gap), theirs = asked(Objective.EFFECT, timed, plain, case)
        shares.append(ours.seconds / theirs)
        print(
            f"  {seed}: ours {ours.seconds:.1f} s ({ours.objective:.2f}), plain {theirs:.1f} s ({best:.2f}, {gap:.4%})"
        )
    mean = math.prod(shares) ** (1 / len(shares))
    print(f"by the plain model's time: {mean:.2f} (promised {SHARE})")
    return mean <= SHARE


def large() -> bool:
    """300 interventions over 20 quarters."""
    found = solved(feasible_case(1, interventions=300, periods=20), LARGE_SECONDS)
    print(f"300 x 20: {found.said}, {found.seconds:.0f} s")
    return not found.violations and found.gap is not None and found.gap <= LARGE_GAP


def main() -> int:
    kept = [knapsacks(), *(published(name) for name in SETS), beside_the_plain_model(), generated(), large()]
    print("within its bounds" if all(kept) else "BEYOND ITS BOUNDS")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
