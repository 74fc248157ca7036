"""Pages made for paper: the manager's sheet as clean HTML that prints on one A4 page."""

import base64
import hashlib
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.charts import sheet as drawing
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Person
from lotsen.errors import LotsenError
from lotsen.explain import summary as explain
from lotsen.texts import Texts
from lotsen.web import doors
from lotsen.web.language import of_request

SCRIPT = 'document.getElementById("print").addEventListener("click", () => window.print())'
_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_HASH}'; base-uri 'none'"


async def summary(request: Request) -> Response:
    """The manager's sheet of a roadmap that the cookie's person may see, in the language that the address asks for."""
    person = await doors.person(request)
    t = Texts.of(_language(request, person))
    if person is None:
        return PlainTextResponse(
            t("This door opens with the start link that the program printed when it was started."), 403
        )
    try:
        roadmap_id = UUID(request.query_params.get("roadmap", ""))
    except ValueError:
        return PlainTextResponse(t("No roadmap is open. Choose one on the start page."), 404)
    try:
        html = await run_in_threadpool(_summary, roadmap_id, person, t)
    except LotsenError as error:
        return PlainTextResponse(t.error(error), 404)
    return HTMLResponse(html, headers={"content-security-policy": POLICY, "cache-control": "no-store"})


def _language(request: Request, person: Person | None) -> str:
    asked = request.query_params.get("lang", "")
    if asked not in LANGUAGES and person and person.language:
        return person.language
    return of_request(request)


def _summary(roadmap_id: UUID, person: Person, t: Texts) -> str:
    house = bootstrap.current()
    with house.moment():
        here = house.organisations.standing(roadmap_id, person.id)
        sheet = explain.sheet(house.summaries.of(here.roadmap, here.organisation, here.votes), t)

    def link(page: str, more: Mapping[str, str]) -> str:
        return f"/{page}?{urlencode({'roadmap': str(roadmap_id), **more})}"

    return drawing.document(sheet, t, link, script=SCRIPT)


routes = [Route("/paper/summary", summary, methods=["GET"])]
