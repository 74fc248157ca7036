"""What a roadmap's members get by an address: the guard that such routes share."""

from collections.abc import Callable
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from lotsen.domain.organisation import Person
from lotsen.errors import InvalidInput, LotsenError, NotAllowed
from lotsen.texts import Texts
from lotsen.web import doors
from lotsen.web.language import of_reader

Make = Callable[[UUID, Person, Texts], Response]
"""Makes the answer for a person who is known; asks itself whether the roadmap is theirs, and raises NotFound if not."""


async def answer(request: Request, make: Make) -> Response:
    """What `make` makes of the address's roadmap, in a thread of its own.

    Strangers get 403, whoever names a roadmap that is none of theirs 404, unusable input 400, what is
    kept from everybody just now 403.
    """
    person = await doors.person(request)
    t = Texts.of(of_reader(request, person))
    if person is None:
        return PlainTextResponse(
            t("This door opens with the start link that the program printed when it was started."), 403
        )
    try:
        roadmap_id = UUID(request.query_params.get("roadmap", ""))
    except ValueError:
        return PlainTextResponse(t("No roadmap is open. Choose one on the start page."), 404)
    try:
        return await run_in_threadpool(make, roadmap_id, person, t)
    except InvalidInput as error:
        return PlainTextResponse(t.error(error), 400)
    except NotAllowed as error:
        return PlainTextResponse(t.error(error), 403)
    except LotsenError as error:
        return PlainTextResponse(t.error(error), 404)
