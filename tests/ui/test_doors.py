"""The doors, on a real server that nobody has visited: strangers see nothing, by no way in."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from lotsen import bootstrap
from lotsen.config import ROOT, from_environment
from lotsen.serve import SETTINGS
from lotsen.services.identity import COOKIE
from lotsen.ui.thread import PAGES
from lotsen.web.headers import is_ours
from tests.load import tab
from tests.support import server
from tests.support.browser import Site, watched
from tests.support.houses import with_roadmap
from tests.support.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECRET = "Hemlighetsköping"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo in it, whose name no stranger may read."""
    home = tmp_path_factory.mktemp("doors")
    house = bootstrap.build(from_environment({"LOTSEN_HOME": str(home)}))
    coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
    assert coach is not None
    (home / "roadmap").write_text(str(with_roadmap(house, coach, SECRET).id))
    house.close()
    return home


@pytest.fixture(scope="module")
def unvisited(home: Path) -> Iterator[Server]:
    """A server whose start link nobody's browser has opened."""
    with server.running(home) as running:
        yield running


async def everything_told(url: str, query: str, token: str = "") -> tuple[str, set[str]]:
    """All that a tab is sent when it opens every page that it is told of: texts and addresses of pages."""
    async with tab.opened(url, token=token, query=query, record=True) as found:
        for address in list(found.pages):
            await found.go(address)
        assert found.heard is not None
        return found.heard.decode(errors="replace"), set(found.pages)


@pytest.mark.server
@pytest.mark.parametrize("token", ["", "no-such-way-in"])
def test_a_stranger_is_told_nothing_by_a_server_that_nobody_has_visited(home: Path, token: str) -> None:
    query = f"roadmap={(home / 'roadmap').read_text()}"
    with server.running(home) as virgin:
        told, _pages = tab.run(everything_told(virgin.url, query, token))
    assert SECRET not in told
    assert "Upphandlingslotsen" in told


@pytest.mark.server
def test_the_coach_is_told_by_the_same_way(unvisited: Server, home: Path) -> None:
    query = f"roadmap={(home / 'roadmap').read_text()}"
    told, pages = tab.run(everything_told(unvisited.url, query, unvisited.cookie()))
    assert SECRET in told
    assert pages == {"" if address == "start" else address for address in PAGES}


@pytest.mark.browser
@pytest.mark.parametrize("address", ["", *[one for one in PAGES if one != "start"], "frame", "app", "policy_lines"])
def test_a_stranger_sees_the_door_on_every_deep_link(
    address: str, unvisited: Server, home: Path, browser: "Browser", site: Site
) -> None:
    context = browser.new_context(locale="sv-FI")
    screen = watched(context.new_page(), Site(unvisited, site.house, site.coach, ""))
    screen.page.goto(f"{unvisited.url}/{address}?roadmap={(home / 'roadmap').read_text()}")
    screen.settle()
    words = screen.words
    context.close()
    assert SECRET not in words
    assert "startlänk" in words


@pytest.mark.server
def test_a_wrong_key_opens_nothing(unvisited: Server) -> None:
    for path in ("/auth/start?key=wrong", "/auth/start?key=", "/auth/start", "/auth/start?key=å"):
        answer = unvisited.ask(path.replace("å", "%C3%A5"))
        assert answer.status == 403
        assert "set-cookie" not in answer.headers or COOKIE not in answer.headers["set-cookie"]


@pytest.mark.server
def test_the_cookie_is_kept_from_scripts_and_other_sites(unvisited: Server) -> None:
    answer = unvisited.ask(unvisited.link.removeprefix(unvisited.url))
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(COOKIE)
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.server
def test_signing_out_closes_this_way_in_and_no_other(unvisited: Server, home: Path) -> None:
    first, second = unvisited.cookie(), unvisited.cookie()
    foreign = {"Cookie": f"{COOKIE}={first}", "Origin": "https://elsewhere.example"}
    assert unvisited.ask("/auth/leave", foreign, method="POST").status == 403
    assert unvisited.ask("/auth/leave", {"Cookie": f"{COOKIE}={first}"}, method="POST").status == 303
    query = f"roadmap={(home / 'roadmap').read_text()}"
    assert SECRET not in tab.run(everything_told(unvisited.url, query, first))[0]
    assert SECRET in tab.run(everything_told(unvisited.url, query, second))[0]


@pytest.mark.server
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/strategy/_stcore/metrics", "/_stcore/agent/interact"])
def test_what_tells_of_the_inside_is_closed(unvisited: Server, path: str) -> None:
    assert unvisited.ask(path).status == 404


@pytest.mark.server
@pytest.mark.parametrize("path", ["/", "/strategy", "/health", "/auth/start?key=wrong"])
def test_every_answer_carries_the_headers(unvisited: Server, path: str) -> None:
    headers = unvisited.ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.server
def test_the_screens_run_scripts_from_here_alone(unvisited: Server) -> None:
    policy = unvisited.ask("/").headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert set(rules["script-src"].split()) - {"'self'", "blob:"} == {
        word for word in rules["script-src"].split() if word.startswith("'sha256-")
    }
    assert (rules["default-src"], rules["object-src"], rules["frame-ancestors"]) == ("'self'", "'none'", "'self'")


@pytest.mark.server
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8501", 200),
        ("[::1]:8501", 200),
        ("192.168.1.20:8501", 200),
        ("elsewhere.example", 421),
        ("127.0.0.1.elsewhere.example:8501", 421),
        ("", 421),
    ],
)
def test_the_server_answers_under_its_own_names_alone(unvisited: Server, host: str, status: int) -> None:
    answer = unvisited.ask("/health", {"Host": host})
    assert answer.status == status
    if status == 421:
        assert "LOTSEN_HOSTS" in answer.body


@pytest.mark.parametrize(("host", "ours"), [("lotsen.example.fi", True), ("LOTSEN.example.fi:443", True), ("x", False)])
def test_names_that_were_configured_are_ours(host: str, ours: bool) -> None:
    assert is_ours(host, ("lotsen.example.fi",)) == ours


@pytest.mark.server
@pytest.mark.parametrize(("origin", "opens"), [(None, True), ("own", True), ("https://elsewhere.example", False)])
def test_a_web_socket_is_opened_by_our_own_page_alone(unvisited: Server, origin: str | None, opens: bool) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    if origin:
        upgrade["Origin"] = unvisited.url if origin == "own" else origin
    place = urlsplit(unvisited.url)
    with contextlib.closing(http.client.HTTPConnection(place.netloc, timeout=server.SECONDS)) as connection:
        connection.request("GET", "/_stcore/stream", headers=upgrade)
        assert (connection.getresponse().status == 101) == opens


@pytest.mark.server
def test_the_server_says_that_it_lives_and_that_it_can_serve(unvisited: Server) -> None:
    assert [unvisited.ask(path).status for path in ("/health", "/ready")] == [200, 200]


@pytest.mark.server
def test_the_keys_of_the_house_are_readable_to_its_owner_alone(unvisited: Server, home: Path) -> None:
    assert (home / "secrets" / "start_key").stat().st_mode & 0o077 == 0
    assert (home / "secrets" / "start_key").read_text().strip() in unvisited.link


def test_our_settings_hold_wherever_it_is_started(tmp_path: Path) -> None:
    """Streamlit reads its settings in the working directory: this one has others, which must not win."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[runner]\npostScriptGC = true\n[server]\nport = 9\n")
    told = subprocess.run(
        [sys.executable, "-c", LIVE, str(server.free_port()), *SETTINGS, "theme.primaryColor"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LOTSEN_HOME": str(tmp_path / "home")},
        stdout=subprocess.PIPE,
        check=False,
        timeout=server.SECONDS,
    ).stdout
    live = json.loads(told.splitlines()[-1])
    assert live["settings"] == {**SETTINGS, "theme.primaryColor": "#0B5C6B"}
    assert live["loop"] == ("uvloop" if sys.platform != "win32" else "asyncio")


LIVE = """
import asyncio, contextlib, json, os, signal, sys
from lotsen import cli
from lotsen.web import site

port, *names = sys.argv[1:]
begin = site.lifespan

@contextlib.asynccontextmanager
async def telling(app):
    from streamlit import config
    async with begin(app) as state:
        loop = type(asyncio.get_running_loop()).__module__.split(".")[0]
        print(json.dumps({"settings": {name: config.get_option(name) for name in names}, "loop": loop}), flush=True)
        asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGINT)
        yield state

site.lifespan = telling
cli.main(["serve", "--port", port])
"""
"""Starts the server as the command does, tells the live values of settings from inside it, and stops."""
