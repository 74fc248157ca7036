"""The plan to take along: as workbook, pages, picture, project file, calendar and CSV."""

import functools
from collections.abc import Mapping
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.charts.layout.parts import Grouping
from lotsen.domain.organisation import Person
from lotsen.export import files
from lotsen.export.whole import read
from lotsen.texts import Texts
from lotsen.web import members
from lotsen.web.pictures import POLICY, one_of


async def export(request: Request) -> Response:
    """The plan in one format. Parameters: roadmap, lang, format, grouping (of pictures); all have a default."""
    return await members.answer(request, functools.partial(_export, dict(request.query_params)))


def _export(asked: Mapping[str, str], roadmap_id: UUID, person: Person, t: Texts) -> Response:
    kind = one_of("format", asked, "xlsx", files.FORMATS)
    grouping = Grouping(one_of("grouping", asked, Grouping.CATEGORY.value, [each.value for each in Grouping]))
    house = bootstrap.current()
    whole = read(house, roadmap_id, person.id)
    body = files.make(kind, whole, t, house.clock.now(), grouping)
    name = quote(f"{t.local(whole.organisation.name)}, {t('Plan')}.{kind}", safe="")
    headers = {
        "content-disposition": f"attachment; filename=\"plan.{kind}\"; filename*=UTF-8''{name}",
        "cache-control": "no-store",
        "content-security-policy": POLICY,
    }
    return Response(body, media_type=files.FORMATS[kind], headers=headers)


routes = [Route("/export/plan", export, methods=["GET"])]
