"""All routes and the server's life: what starts before the first request and ends after the last."""

import contextlib
import importlib
from collections.abc import AsyncIterator, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from lotsen import bootstrap
from lotsen.jobs import worker
from lotsen.web import accounts, doors, health, joining, paper, pictures, plans, uploads
from lotsen.web.headers import Headers

routes: Sequence[BaseRoute] = [
    *doors.routes,
    *accounts.routes,
    *joining.routes,
    *uploads.routes,
    *health.routes,
    *paper.routes,
    *pictures.routes,
    *plans.routes,
]
middleware = [Middleware(Headers)]
SHARED = ("pandas", "plotly.graph_objs")
"""Imported before anybody comes: Plotly looks into pandas where it is loaded, also while another tab's thread is still
loading it, and a room opens its pages all at once."""


@contextlib.asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Open the database before anybody comes, and close it after the last has gone."""
    house = await run_in_threadpool(bootstrap.current)
    for library in SHARED:
        await run_in_threadpool(importlib.import_module, library)
    await run_in_threadpool(house.spend.expire)
    with worker.started(house):
        yield {}
    house.close()
