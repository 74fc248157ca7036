"""What a solver is told and what it says: the same for both."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lotsen.analysis.results.plan import Chosen, Objective, PlanCase, PlanStatus, Progress
from lotsen.analysis.schedule.greedy import last_end

Report = Callable[[Progress], None]
Stop = Callable[[], bool]

BETWEEN_LOOKS = 0.1
"""Seconds between two looks at whether to stop."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A solver's last word. `bound` is null where it has none."""

    status: PlanStatus
    chosen: tuple[Chosen, ...] = ()
    bound: float | None = None


class Watch:
    """The time that is left, whom to tell of a better plan, and whether somebody wants to stop."""

    def __init__(self, case: PlanCase, seconds: float, progress: Report | None, stop: Stop | None) -> None:
        self.case, self.seconds = case, seconds
        self.progress, self.stop = progress, stop
        self.began = time.monotonic()

    @property
    def passed(self) -> float:
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        return max(self.seconds - self.passed, 0.0)

    @property
    def over(self) -> bool:
        return self.left <= 0 or (self.stop is not None and self.stop())

    @contextmanager
    def looking(self, halt: Callable[[], object]) -> Iterator[None]:
        """Meanwhile a thread looks whether somebody wants to stop, and then calls `halt`."""
        done = threading.Event()

        def look() -> None:
            while not done.wait(BETWEEN_LOOKS):
                if self.over:
                    halt()

        looker = threading.Thread(target=look, daemon=True)
        looker.start()
        try:
            yield
        finally:
            done.set()
            looker.join()

    def tell(self, chosen: Iterable[Chosen], bound: float | None) -> None:
        """Report a plan that is better than those before, or that is nearer to what no plan can beat."""
        if self.progress:
            plan = tuple(chosen)
            self.progress(Progress(self.passed, objective_of(self.case, plan), bound, plan))


def objective_of(case: PlanCase, chosen: Iterable[Chosen]) -> float:
    """What a plan comes to by the case's objective."""
    plan = list(chosen)
    if case.objective is Objective.MAKESPAN:
        return float(last_end(plan))
    candidates = {candidate.id: candidate for candidate in case.candidates}
    return float(sum(case.worth(candidates[one.id], one.mode, one.start) for one in plan))
