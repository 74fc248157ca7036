"""Joining a session by its code: a form on a phone, and a code of one's own for another device."""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.domain.organisation import Viewpoint
from lotsen.errors import LotsenError
from lotsen.explain.people import VIEWPOINTS, code_in_parts
from lotsen.services.guests import Joined
from lotsen.texts import Texts
from lotsen.web import doors, plain
from lotsen.web.language import of_request

JOIN, BACK = "/join", "/join/back"


async def join(request: Request) -> Response:
    """The code and a name; the code may stand in the address, as a link or a picture of it has it."""
    t = Texts.of(of_request(request))
    if request.method == "GET":
        return _form(request, t, request.query_params.get("code", ""))
    if not doors.same_origin(request):
        return _form(request, t, "", error=t("Send the form from this page."), status=403)
    sent = await plain.given(request)
    code, name = sent.get("code", ""), sent.get("name", "")
    looks = sent.get("viewpoint", "")
    viewpoint = Viewpoint(looks) if looks in set(Viewpoint) else Viewpoint.OTHER
    try:
        joined = await run_in_threadpool(bootstrap.current().guests.join, code, name, viewpoint, doors.address(request))
    except LotsenError as error:
        return _form(request, t, code, name, error=t.error(error), status=400)
    return _joined(request, t, joined)


async def back(request: Request) -> Response:
    """Coming back with one's own code, on another device."""
    t = Texts.of(of_request(request))
    if request.method == "GET":
        return _back(request, t)
    if not doors.same_origin(request):
        return _back(request, t, error=t("Send the form from this page."), status=403)
    sent = await plain.given(request)
    try:
        joined = await run_in_threadpool(
            bootstrap.current().guests.rejoin, sent.get("code", ""), doors.address(request)
        )
    except LotsenError as error:
        return _back(request, t, error=t.error(error), status=400)
    return _joined(request, t, joined)


def _form(request: Request, t: Texts, code: str, name: str = "", *, error: str = "", status: int = 200) -> Response:
    options = {one.value: t(label) for one, label in VIEWPOINTS.items()}
    fields = [
        plain.field("code", t("Code"), value=code, help=t("It stands on the screen in the room."), most=40),
        plain.field("name", t("Your name"), value=name, complete="name", most=200),
        plain.choice("viewpoint", t("Where you look from"), options, Viewpoint.OTHER.value),
    ]
    body = [
        plain.form(_with(JOIN, t), fields, t("Join")),
        plain.link(_with(BACK, t), t("I have been here before, with another device")),
        plain.link(_with("/auth/sign-in", t), t("I have an account")),
    ]
    return plain.page(request, t, t("Join the session"), body, error=error, status=status)


def _back(request: Request, t: Texts, *, error: str = "", status: int = 200) -> Response:
    told = t("It was shown when you joined.")
    fields = [plain.field("code", t("Your own code"), help=told, most=40)]
    return plain.page(request, t, t("Welcome back"), [plain.form(_with(BACK, t), fields, t("Go on"))], error=error,
                      status=status)  # fmt: skip


def _joined(request: Request, t: Texts, joined: Joined) -> Response:
    """In: the own code is shown once, and the way on."""
    on = f"/priorities?{urlencode({'roadmap': str(joined.roadmap_id), 'lang': t.language})}"
    body = [
        plain.paragraph(t("This device finds its place again by itself. For another one, keep your own code:")),
        plain.code(code_in_parts(joined.code)),
        plain.onward(on, t("Go on")),
    ]
    answer = plain.page(request, t, t("You are in"), body, once=True)
    doors.admit(request, answer, joined.token)
    return answer


def _with(address: str, t: Texts) -> str:
    return f"{address}?{urlencode({'lang': t.language})}"


routes = [Route(JOIN, join, methods=["GET", "POST"]), Route(BACK, back, methods=["GET", "POST"])]
