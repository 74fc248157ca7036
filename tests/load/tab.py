"""One browser tab, without the browser: speaks Streamlit's own protocol over the websocket.

It sends what a browser sends (the state of every widget on the page, the page, the query) and knows a run to be over
when the server says so.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from lotsen.services.identity import COOKIE

Result = TypeVar("Result")

SECONDS = 120
_EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Tab:
    """An open tab. `exceptions` are the error boxes that the server sent; `widgets` by their keys."""

    socket: websockets.ClientConnection
    query: str = ""
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    states: dict[str, Callable[[WidgetState], None]] = field(default_factory=dict)
    widgets: dict[str, Any] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    known: dict[str, ForwardMsg] = field(default_factory=dict)
    """Large messages by their hash: the server sends them once, and names them afterwards."""
    elements: int = 0
    received: int = 0
    heard: bytearray | None = None
    """Everything that was ever received, where a test wants to look at it."""

    async def rerun(self, press: str | None = None) -> float:
        """Run the page again; seconds from sending to the end of the run. `press` is the id of a button."""
        message = self._message(press)
        self.elements = self.received = 0
        began = time.perf_counter()
        await self.socket.send(message)
        await asyncio.wait_for(self._finished(), SECONDS)
        return time.perf_counter() - began

    async def go(self, address: str) -> float:
        """Go to another page, as a click in the navigation does; `address` is the page's own."""
        self.page = self.pages[address]
        self.states.clear()
        self.widgets.clear()
        self.exceptions.clear()
        return await self.rerun()

    async def submit(self, field: str, text: str, button: str) -> float:
        """Write into a field of a form and press its button; both by the widgets' own keys."""
        self.states[self._id(field)] = lambda state: setattr(state, "string_value", text)
        return await self.rerun(self._id(button))

    def _id(self, key: str) -> str:
        return next(one for one in self.widgets if one.endswith(f"-{key}"))

    def _message(self, press: str | None) -> bytes:
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self.page
        run.context_info.timezone = "Europe/Helsinki"
        run.context_info.timezone_offset = -120
        run.context_info.locale = "sv-FI"
        run.context_info.color_scheme = "light"
        run.cached_message_hashes.extend(self.known)
        for widget_id, write in self.states.items():
            state = run.widget_states.widgets.add()
            state.id = widget_id
            write(state)
        if press:
            state = run.widget_states.widgets.add()
            state.id = press
            state.trigger_value = True
        return message.SerializeToString()

    async def _finished(self) -> None:
        """Read until the run is over; a run that the script itself started anew is followed to its end."""
        begun = False
        while True:
            data = await self.socket.recv()
            self.received += len(data)
            if self.heard is not None:
                self.heard += data
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                begun = True
                self.page = message.new_session.page_script_hash or self.page
            elif kind == "navigation":
                self._pages(message)
            elif kind == "delta":
                self._element(message)
            elif kind == "ref_hash":
                self._element(self.known[message.ref_hash])
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "script_finished" and begun and message.script_finished != _EARLY:
                return

    def _pages(self, message: ForwardMsg) -> None:
        for page in message.navigation.app_pages:
            self.pages["" if page.is_default else page.url_pathname] = page.page_script_hash
        self.page = message.navigation.page_script_hash or self.page

    def _element(self, message: ForwardMsg) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        self.elements += 1
        if message.metadata.cacheable and message.hash:
            self.known[message.hash] = message
        kind = message.delta.new_element.WhichOneof("type")
        element = getattr(message.delta.new_element, kind)
        if kind == "exception":
            self.exceptions.append(f"{element.type}: {element.message}")
        widget_id = getattr(element, "id", "")
        if widget_id:
            self.widgets[widget_id] = element
            if write := _state(kind, element):
                self.states.setdefault(widget_id, write)


def _state(kind: str, element: Any) -> Callable[[WidgetState], None] | None:
    """What a browser sends back for a widget that nobody has touched; null where it sends nothing."""
    match kind:
        case "text_input" | "text_area":
            text = element.value if element.set_value else element.default
            return lambda state: setattr(state, "string_value", text)
        case "checkbox":
            ticked = element.value if element.set_value else element.default
            return lambda state: setattr(state, "bool_value", ticked)
        case "selectbox" | "radio":
            chosen = element.raw_value if element.set_value and hasattr(element, "raw_value") else ""
            return (lambda state: setattr(state, "string_value", chosen)) if chosen else None
    return None


def run(task: Coroutine[Any, Any, Result]) -> Result:
    """Run to its end, in a thread of its own: Playwright keeps the test's thread busy with another loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


@contextlib.asynccontextmanager
async def opened(url: str, *, token: str = "", query: str = "", record: bool = False) -> AsyncIterator[Tab]:
    """A tab that has opened the start page, as the person who holds the sign-in `token`."""
    place = urlsplit(url)
    headers = {"Cookie": f"{COOKIE}={token}"} if token else {}
    async with websockets.connect(
        f"ws://{place.netloc}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit"), websockets.Subprotocol("none")],
        additional_headers=headers,
        origin=websockets.Origin(f"http://{place.netloc}"),
        max_size=None,
        compression=None,
    ) as socket:
        tab = Tab(socket, query, heard=bytearray() if record else None)
        await tab.rerun()
        yield tab
