"""How often statements about the top list are true that are called so and so sure, in rooms whose truth is known.

    python -m tests.bench.bench_calibration [ROOMS]

The promise is for the model as it is stated (`tests.support.imagined.imagine`): of the statements that are called 85
to 95 % sure, at least a thousand, 87 to 93 % are right. The other worlds break the model and are printed beside it.
"""

import sys
from itertools import pairwise

import numpy as np

from lotsen.analysis.results import Booleans, Floats
from tests.support.imagined import WORLDS, said

BINS = (0.5, 0.65, 0.75, 0.85, 0.95, 0.99, 1.0)
PROMISED = (0.85, 0.95)
RIGHT = (0.87, 0.93)
FEWEST = 1000


def table(sure: Floats, right: Booleans) -> None:
    for least, most in pairwise(BINS):
        within = (sure >= least) & ((sure < most) | (most == 1.0))
        if within.any():
            called, true = sure[within].mean(), right[within].mean()
            print(f"  {least:>4.0%} - {most:<4.0%} {within.sum():>10} {called:>9.1%} {true:>9.1%}")


def main() -> int:
    rooms = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    kept = True
    for world in WORLDS:
        sure, right = said(range(rooms), world)
        print(f"{world}: {rooms} rooms\n  {'called':<11} {'statements':>10} {'mean':>9} {'right':>9}")
        table(sure, right)
        if world == WORLDS[0]:
            about = (sure >= PROMISED[0]) & (sure <= PROMISED[1])
            share = float(np.mean(right[about]))
            kept = about.sum() >= FEWEST and RIGHT[0] <= share <= RIGHT[1]
            print(f"  of {about.sum()} statements called 85 to 95 % sure {share:.1%} are right")
    print("within its bounds" if kept else "BEYOND ITS BOUNDS")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
