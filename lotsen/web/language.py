"""The language of a request outside the screens."""

from starlette.requests import Request

from lotsen.domain.localtext import DEFAULT_LANGUAGE, LANGUAGES
from lotsen.domain.organisation import Person


def of_request(request: Request) -> str:
    """What the address or the browser asks for, else the default."""
    asked = [request.query_params.get("lang", "")]
    asked += [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((language for language in asked if language in LANGUAGES), DEFAULT_LANGUAGE)


def of_reader(request: Request, person: Person | None) -> str:
    """What the address asks for, else the person's own language, else the browser's."""
    asked = request.query_params.get("lang", "")
    return person.language if asked not in LANGUAGES and person and person.language else of_request(request)
