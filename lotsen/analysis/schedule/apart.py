"""A case solved in a process of its own: there no other solver's library is in the way."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from lotsen.analysis.results.plan import PlanCase, PlanResult, Progress
from lotsen.errors import LotsenError

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at whether to stop."""


def solve_apart(
    case: PlanCase,
    seconds: float,
    progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> PlanResult:
    """As `solve`, in a child process that ends with it."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    halt = context.Event()
    child = context.Process(target=_work, args=(there, halt, case, seconds), daemon=True)
    child.start()
    there.close()
    try:
        return _await(here, halt, progress, stop)
    finally:
        here.close()
        child.join(timeout=1)
        child.kill()
        child.join()


def _await(
    here: Connection, halt: Event, progress: Callable[[Progress], None] | None, stop: Callable[[], bool] | None
) -> PlanResult:
    while True:
        if here.poll(BETWEEN_LOOKS):
            said = here.recv()
            if isinstance(said, PlanResult):
                return said
            if isinstance(said, LotsenError):
                raise said
            if progress:
                progress(said)
        if stop is not None and stop():
            halt.set()


def _work(there: Connection, halt: Event, case: PlanCase, seconds: float) -> None:
    from lotsen.analysis.schedule.solve import solve

    there.send(solve(case, seconds, there.send, halt.is_set))
