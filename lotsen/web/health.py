"""Whether the process lives, and whether it can serve."""

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lotsen import bootstrap


async def health(_request: Request) -> Response:
    """The process answers."""
    return PlainTextResponse("ok")


async def ready(_request: Request) -> Response:
    """The database answers too."""

    def ask() -> None:
        with bootstrap.current().database.reading() as db:
            db.execute(text("SELECT 1"))

    try:
        await run_in_threadpool(ask)
    except SQLAlchemyError:
        return PlainTextResponse("the database does not answer", status_code=503)
    return PlainTextResponse("ready")


routes = [Route("/health", health), Route("/ready", ready)]
