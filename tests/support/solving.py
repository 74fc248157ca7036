"""The solvers from tests: each in a process of its own that stays, since the two can't share one."""

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Any, TypeVar

from lotsen.analysis.results.plan import Objective, PlanCase, PlanResult
from lotsen.analysis.schedule.solve import solve

Answer = TypeVar("Answer")


@cache
def _worker(objective: Objective) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def asked(objective: Objective, question: Callable[..., Answer], *arguments: Any) -> Answer:
    """What a function answers in the process of an objective's solver."""
    return _worker(objective).submit(question, *arguments).result()


def solved(case: PlanCase, seconds: float = 60.0) -> PlanResult:
    """A case's plan."""
    return asked(case.objective, solve, case, seconds)


def answered(answer: Callable[[Mapping[str, Any]], dict[str, Any]], case: Mapping[str, Any]) -> dict[str, Any]:
    """What a headless command answers."""
    return asked(Objective(case.get("objective", "effect")), answer, case)
