"""The priorities to take along: pictures as PNG and SVG, figures as XLSX."""

import functools
from collections.abc import Iterable, Mapping
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.analysis.results import PrioritiesView
from lotsen.analysis.results.robustness import Certainty
from lotsen.charts import theme
from lotsen.charts.svg.look import LAPTOP, LOOKS
from lotsen.domain.organisation import Organisation, Person, Roadmap
from lotsen.errors import N_, InvalidInput, NotAllowed
from lotsen.explain.judging import HIDDEN
from lotsen.export import priorities
from lotsen.export.png import png_apart
from lotsen.texts import Texts
from lotsen.web import members

FORMATS = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
COLOURS = ("light", "dark")

POLICY = "default-src 'none'; sandbox"
"""A picture loads nothing and runs nothing."""


async def export(request: Request) -> Response:
    """One picture or the workbook. Parameters: roadmap, lang, picture, format, look, colours; all have a default."""
    return await members.answer(request, functools.partial(_export, dict(request.query_params)))


def _export(asked: Mapping[str, str], roadmap_id: UUID, person: Person, t: Texts) -> Response:
    picture = one_of("picture", asked, "heatmap", priorities.PICTURES)
    kind = one_of("format", asked, "png", FORMATS)
    look = LOOKS[one_of("look", asked, LAPTOP.name, LOOKS)]
    colours = theme.palette(one_of("colours", asked, "light", COLOURS))
    house = bootstrap.current()
    with house.moment():
        here = house.organisations.standing(roadmap_id, person.id)
        view = house.priorities.view(here.roadmap, here.organisation, here.votes)
    if view.hidden:
        raise NotAllowed(HIDDEN)
    sure = house.priorities.certainty(view)
    if kind == "xlsx":
        body = _workbook(view, here.roadmap, here.organisation, t, sure)
        return _attached(body, kind, t("Priorities"), here.organisation, t)
    svg = priorities.svg(view, here.roadmap, here.organisation, picture, t, look, colours, sure)
    body = svg.encode() if kind == "svg" else png_apart(svg, look.scale)
    return _attached(body, kind, t(priorities.PICTURES[picture]), here.organisation, t)


def one_of(key: str, asked: Mapping[str, str], default: str, known: Iterable[str]) -> str:
    """A parameter that has to be one of those known. Raises InvalidInput otherwise."""
    value = asked.get(key, default)
    if value not in known:
        raise InvalidInput(N_("'{key}' is {value}; it can be {known}."), key=key, value=value, known=", ".join(known))
    return value


def _workbook(
    view: PrioritiesView, roadmap: Roadmap, organisation: Organisation, t: Texts, certainty: Certainty
) -> bytes:
    from lotsen.export.xlsx import workbook  # openpyxl takes 0.2 s to import: not before the first workbook

    return workbook(view, roadmap, organisation, t, certainty)


def _attached(body: bytes, kind: str, what: str, organisation: Organisation, t: Texts) -> Response:
    name = quote(f"{t.local(organisation.name)}, {what}.{kind}", safe="")
    headers = {
        "content-disposition": f"attachment; filename=\"priorities.{kind}\"; filename*=UTF-8''{name}",
        "cache-control": "no-store",
        "content-security-policy": POLICY,
    }
    return Response(body, media_type=FORMATS[kind], headers=headers)


routes = [Route("/export/priorities", export, methods=["GET"])]
