"""The ways in and out: routes that set and clear the sign-in cookie."""

from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.domain.organisation import Person
from lotsen.errors import NotAllowed
from lotsen.services.identity import COOKIE, STAYS
from lotsen.texts import Texts
from lotsen.web.language import of_request


async def start(request: Request) -> Response:
    """The start link: lets the coach of this machine in and forgets the key from the address."""
    house = bootstrap.current()
    try:
        token = await run_in_threadpool(house.identity.open_start_link, request.query_params.get("key", ""))
    except NotAllowed as error:
        return PlainTextResponse(Texts.of(of_request(request)).error(error), status_code=403)
    return admitted(request, token)


def admitted(request: Request, token: str) -> Response:
    """On to the start page, with the cookie of a way in."""
    answer = RedirectResponse("/", status_code=303)
    admit(request, answer, token)
    return answer


def admit(request: Request, answer: Response, token: str) -> None:
    """Give an answer the cookie of a way in."""
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(STAYS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


async def leave(request: Request) -> Response:
    """Sign out on this browser."""
    if not same_origin(request):
        return PlainTextResponse("", status_code=403)
    if token := request.cookies.get(COOKIE):
        await run_in_threadpool(bootstrap.current().identity.sign_out, token)
    answer = RedirectResponse("/", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


async def person(request: Request) -> Person | None:
    """Who sends this request; null for a stranger."""
    return await run_in_threadpool(bootstrap.current().resolve, dict(request.cookies))


def address(request: Request) -> str:
    """Where a request comes from, for counting what fails; behind a proxy on this machine what it says of it."""
    return request.client.host if request.client else ""


def same_origin(request: Request) -> bool:
    """Whether a request that writes comes from our own page (a browser always says where it comes from)."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


routes = [
    Route("/auth/start", start, methods=["GET"]),
    Route("/auth/leave", leave, methods=["POST"]),
]
