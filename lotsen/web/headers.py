"""What every answer carries, what no outsider gets, and under which names the server answers at all.

The content policy lets scripts come from here alone: Streamlit's own files, its one inline script by its hash, and the
own elements, which Streamlit imports as blobs. Styles may be inline, since Streamlit makes its own at run time.
"""

import base64
import functools
import hashlib
import importlib.util
import ipaddress
import re
import socket
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers as Given
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lotsen import bootstrap

_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
"""Streamlit's own routes that tell names of functions and drive pages: not for anybody here."""

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


@functools.cache
def headers() -> Mapping[str, str]:
    """The headers of every answer that has none of its own."""
    return {
        "content-security-policy": _policy(_inline_scripts()),
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
        "cross-origin-opener-policy": "same-origin",
    }


def _policy(inline: Iterable[str]) -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in inline
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _inline_scripts() -> list[str]:
    """The scripts that stand in Streamlit's own page."""
    found = importlib.util.find_spec("streamlit")
    assert found is not None and found.origin is not None
    return _INLINE.findall((Path(found.origin).parent / "static" / "index.html").read_text("utf-8"))


def is_ours(host: str, known: Iterable[str]) -> bool:
    """Whether the server answers under a name: an address in figures, this machine, or a name that was configured.

    Another site's name that is made to lead here (DNS rebinding) would let its scripts read what is served.
    """
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    if name in {"localhost", socket.gethostname().lower(), *(one.lower() for one in known)}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Headers:
    """Middleware: security headers on every answer; closed routes answer 404, unknown names 421, and a WebSocket that
    another site opens is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        given = Given(scope=scope)
        if not is_ours(given.get("host", ""), bootstrap.current().config.hosts):
            await _refuse(scope, send, 421, "This server does not answer under this name. Set LOTSEN_HOSTS.")
            return
        if scope["type"] == "websocket":
            origin = given.get("origin")
            if origin is not None and urlsplit(origin).netloc != given.get("host"):
                await _refuse(scope, send, 403, "")
                return
            await self._app(scope, receive, send)
            return
        if any(part in scope["path"] for part in _CLOSED):
            await _refuse(scope, send, 404, "")
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                carried = MutableHeaders(scope=message)
                for name, value in headers().items():
                    carried.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


async def _refuse(scope: Scope, send: Send, status: int, says: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": says.encode()})
