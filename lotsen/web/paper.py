"""Pages made for paper: the manager's sheet as clean HTML that prints on one A4 page."""

import base64
import hashlib
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.charts import sheet as drawing
from lotsen.domain.organisation import Person
from lotsen.explain import summary as explain
from lotsen.texts import Texts
from lotsen.web import members

SCRIPT = 'document.getElementById("print").addEventListener("click", () => window.print())'
_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_HASH}'; base-uri 'none'"


async def summary(request: Request) -> Response:
    """The manager's sheet of a roadmap that the cookie's person may see, in the language that the address asks for."""
    return await members.answer(request, _summary)


def _summary(roadmap_id: UUID, person: Person, t: Texts) -> Response:
    house = bootstrap.current()
    with house.moment():
        here = house.organisations.standing(roadmap_id, person.id)
        sheet = explain.sheet(house.summaries.of(here.roadmap, here.organisation, here.votes), t)

    def link(page: str, more: Mapping[str, str]) -> str:
        return f"/{page}?{urlencode({'roadmap': str(roadmap_id), **more})}"

    html = drawing.document(sheet, t, link, script=SCRIPT)
    return HTMLResponse(html, headers={"content-security-policy": POLICY, "cache-control": "no-store"})


routes = [Route("/paper/summary", summary, methods=["GET"])]
