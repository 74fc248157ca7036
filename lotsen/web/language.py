"""The language of a request outside the screens."""

from starlette.requests import Request

from lotsen.domain.localtext import DEFAULT_LANGUAGE, LANGUAGES


def of_request(request: Request) -> str:
    """What the address or the browser asks for, else the default."""
    asked = [request.query_params.get("lang", "")]
    asked += [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    return next((language for language in asked if language in LANGUAGES), DEFAULT_LANGUAGE)
