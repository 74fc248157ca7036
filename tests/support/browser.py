"""A real browser on a real server: one of each for a whole run, a new tab and a new organisation for each test.

    def test_something(screen: Screen, site: Site) -> None:
        roadmap = site.roadmap()
        screen.open("strategy", roadmap, language="fi")
        with screen.saves():
            screen.page.get_by_label("Nimi").fill("…")

Nothing here sleeps: a tab says itself when its script has ended and which revision it shows.
"""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.config import ROOT, from_environment
from lotsen.domain.organisation import Person, Roadmap
from lotsen.services.identity import COOKIE
from tests.support import server
from tests.support.houses import with_roadmap
from tests.support.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

SECONDS = 60
LAPTOP, DESK, PHONE = (1440, 900), (1920, 1080), (390, 844)
SIZES = {"laptop": LAPTOP, "desk": DESK, "phone": PHONE}
PICTURES = ROOT / "tests" / "local" / "pictures"

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LOOKED_FOR = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
"""On a deep link Streamlit's client asks below the page's own address first, and finds the server one step up."""

_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
_IDLE = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  return app && app.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
    && document.documentElement.dataset.revision !== undefined
    && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton], [data-stale=true]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(chart => chart.querySelector('.main-svg'))
}"""


@dataclass
class Site:
    """The running server, its database for a test's own preparations, and the coach at its door."""

    server: Server
    house: House
    coach: Person
    token: str

    def roadmap(self, name: str = "Provköping") -> Roadmap:
        """A new organisation with an empty roadmap: what a test does in it nobody else sees."""
        return with_roadmap(self.house, self.coach, name)


@dataclass
class Screen:
    """One tab."""

    page: "Page"
    site: Site
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str = "", roadmap: Roadmap | UUID | None = None, *, language: str = "sv") -> None:
        """Open a page of the product by its address, as a link from outside does."""
        query = {"lang": language}
        if roadmap:
            query["roadmap"] = str(roadmap.id if isinstance(roadmap, Roadmap) else roadmap)
        place = "" if address == "start" else address
        self.page.goto(f"{self.site.server.url}/{place}?{urlencode(query)}")
        self.settle()

    def settle(self) -> None:
        """Wait until the tab is connected, its script has ended and its charts are drawn.

        What was clicked is sent after the browser has painted the click: that comes first.
        """
        self.page.evaluate(_PAINTED)
        self.page.wait_for_function(_IDLE, timeout=SECONDS * 1000)

    def resize(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    @property
    def revision(self) -> str:
        """What the page says it shows: roadmap, revision and votes."""
        return str(self.page.evaluate("document.documentElement.dataset.revision ?? ''"))

    @contextlib.contextmanager
    def saves(self) -> Iterator[None]:
        """Do something that is saved, and wait until the page shows the revision after it."""
        before = self.revision
        yield
        self.page.wait_for_function(
            "before => document.documentElement.dataset.revision !== before", arg=before, timeout=SECONDS * 1000
        )
        self.settle()

    @property
    def words(self) -> str:
        """All text that can be seen."""
        return str(self.page.evaluate("document.body.innerText"))

    @property
    def exceptions(self) -> list[str]:
        """The texts of error boxes that a script left behind."""
        return self.page.locator("[data-testid=stException]").all_inner_texts()

    @property
    def overflow(self) -> int:
        """By how many pixels the document is wider than the window."""
        return int(
            self.page.evaluate(
                """() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]
                  .filter(one => one).map(one => one.scrollWidth - one.clientWidth))"""
            )
        )

    def picture(self, name: str, *, whole: bool = True) -> Path:
        """Take a picture into tests/local/pictures."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        self.page.evaluate("document.fonts.ready.then(() => true)")
        if whole:
            self._unroll()
        self.page.screenshot(path=path)
        return path

    def _unroll(self) -> None:
        """Make the window as tall as the page, which Streamlit scrolls in a box of its own."""
        size = self.page.viewport_size
        assert size is not None
        tall = self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        self.page.set_viewport_size({"width": size["width"], "height": min(max(size["height"], int(tall)), 8000)})

    def axe(self) -> list[dict[str, Any]]:
        """What axe-core finds wrong by WCAG 2.1 A and AA."""
        from axe_playwright_python.base import AXE_SCRIPT

        if not self.page.evaluate("!!window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']})"
        )
        return list(found["violations"])


def chromium() -> str:
    """The browser that `make test` found, or the usual one."""
    found = os.environ.get("LOTSEN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        pytest.fail("no Chromium here; `make test` installs one (or name it: LOTSEN_CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server of this run, as users start it, on a home of its own."""
    home = tmp_path_factory.mktemp("home")
    with server.running(home) as running:
        house = bootstrap.build(from_environment({"LOTSEN_HOME": str(home)}))
        token = running.cookie()
        coach = house.identity.resolve(token)
        assert coach is not None
        yield Site(running, house, coach, token)
        house.close()


@pytest.fixture(scope="session")
def signed_in(browser: "Browser", site: Site) -> "Iterator[BrowserContext]":
    """The coach's browser: one for the whole run, so that scripts and fonts are loaded once."""
    context = browser.new_context(
        viewport={"width": LAPTOP[0], "height": LAPTOP[1]}, locale="sv-FI", timezone_id="Europe/Helsinki"
    )
    context.set_default_timeout(SECONDS * 1000)
    context.add_cookies([{"name": COOKIE, "value": site.token, "url": site.server.url, "httpOnly": True}])
    yield context
    context.close()


@pytest.fixture
def new_screen(signed_in: "BrowserContext", site: Site) -> Iterator[Callable[[], Screen]]:
    """Makes tabs of the coach's browser; the test fails when one of them complains."""
    made: list[Screen] = []

    def make() -> Screen:
        made.append(watched(signed_in.new_page(), site))
        return made[-1]

    yield make
    for screen in made:
        screen.page.close()
    assert [complaint for screen in made for complaint in screen.complaints] == []


@pytest.fixture
def screen(new_screen: Callable[[], Screen]) -> Screen:
    """A tab of the coach's browser."""
    return new_screen()


def watched(page: "Page", site: Site) -> Screen:
    """A tab that notes errors on its console, and requests that leave this machine."""
    screen = Screen(page, site)

    def on_console(message: "ConsoleMessage") -> None:
        if message.type == "error" and not _LOOKED_FOR.search(urlsplit(message.location.get("url", "")).path):
            screen.complaints.append(f"console: {message.text} {message.location.get('url', '')}")

    def on_request(request: "Request") -> None:
        place = urlsplit(request.url)
        if place.scheme.startswith("http") and place.netloc != urlsplit(site.server.url).netloc:
            screen.complaints.append(f"asked {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: screen.complaints.append(f"page error: {error}"))
    page.on("request", on_request)
    return screen
