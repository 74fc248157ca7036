"""Every kind of long work, by name: where its function stands. It is imported only in the process that runs it."""

import importlib
from collections.abc import Callable
from typing import Any

from lotsen.bootstrap import House
from lotsen.domain.job import Job

Report = Callable[[float, str], None]
Work = Callable[[House, Job, Report], dict[str, Any]]

KINDS: dict[str, str] = {
    "spend.read": "lotsen.jobs.spend:read",
    "spend.map": "lotsen.jobs.spend:map_again",
    "plan.solve": "lotsen.jobs.plan:solve",
    "plan.core": "lotsen.jobs.plan:core",
}
"""Kind → 'module:function'."""


def work_of(kind: str) -> Work:
    """The function that does this kind of work. Raises KeyError for an unknown kind."""
    module, function = KINDS[kind].split(":")
    work: Work = getattr(importlib.import_module(module), function)
    return work
