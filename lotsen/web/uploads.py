"""Files of invoices come in here: streamed to disk, never into memory, up to a cap; then a job reads them."""

from pathlib import Path
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, LotsenError, NotAllowed
from lotsen.texts import Texts
from lotsen.web.doors import person, same_origin
from lotsen.web.language import of_request


async def invoices(request: Request) -> Response:
    """A file as the body of the request, its name in the address. Answers 202 with the job that reads it."""
    t = Texts.of(of_request(request))
    who = await person(request)
    if who is None or not same_origin(request) or request.headers.get("x-lotsen") != "upload":
        return JSONResponse({"error": t("This door is closed to you. Sign in and try again.")}, status_code=403)
    house = bootstrap.current()
    try:
        roadmap_id = UUID(request.path_params["roadmap"])
        await run_in_threadpool(house.organisations.allow, Right.IMPORT, roadmap_id, who.id)
        upload, path = house.spend.place(roadmap_id)
        await _stream(request, path, house.config.upload_megabytes)
        name = Path(request.query_params.get("name", "")).name[:200] or "file"
        job = await run_in_threadpool(house.spend.read, roadmap_id, who.id, upload, name)
    except ValueError:
        return JSONResponse({"error": t("This roadmap is no longer there. Somebody may have deleted it.")}, 404)
    except ClientDisconnect:
        return Response(status_code=400)
    except LotsenError as error:
        return JSONResponse({"error": t.error(error)}, 403 if isinstance(error, NotAllowed) else 400)
    return JSONResponse({"job": str(job.id)}, status_code=202)


async def _stream(request: Request, path: Path, most: int) -> None:
    """Write the body to `path`; nothing is left of one that is too large or breaks off."""
    too_large = InvalidInput(N_("The file is larger than {limit} MB, the most that can be sent in."), limit=most)
    written = 0
    try:
        if int(request.headers.get("content-length") or 0) > most << 20:
            raise too_large
        with path.open("wb") as file:
            async for piece in request.stream():
                written += len(piece)
                if written > most << 20:
                    raise too_large
                await run_in_threadpool(file.write, piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


routes = [Route("/upload/invoices/{roadmap}", invoices, methods=["POST"])]
