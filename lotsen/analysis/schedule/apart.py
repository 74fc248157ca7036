"""Solving in a process of its own: there no other solver's library is in the way."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import Any

from lotsen.analysis.results.plan import PlanResult
from lotsen.analysis.schedule.outcome import Report, Stop

BETWEEN_LOOKS = 0.05
"""Seconds between two looks at whether to stop."""


def apart(
    question: Callable[..., PlanResult], *arguments: Any, progress: Report | None = None, stop: Stop | None = None
) -> PlanResult:
    """A question, with `progress` and `stop` as its last arguments, answered by a child process that ends with it."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    halt = context.Event()
    child = context.Process(target=_work, args=(there, halt, question, arguments), daemon=True)
    child.start()
    there.close()
    try:
        return _await(here, halt, progress, stop)
    finally:
        here.close()
        child.join(timeout=1)
        child.kill()
        child.join()


def _await(here: Connection, halt: Event, progress: Report | None, stop: Stop | None) -> PlanResult:
    """What the child says last. Raises EOFError where it ends without a word."""
    while True:
        if here.poll(BETWEEN_LOOKS):
            said = here.recv()
            if isinstance(said, PlanResult):
                return said
            if progress:
                progress(said)
        if stop is not None and stop():
            halt.set()


def _work(there: Connection, halt: Event, question: Callable[..., PlanResult], arguments: tuple[Any, ...]) -> None:
    there.send(question(*arguments, there.send, halt.is_set))
