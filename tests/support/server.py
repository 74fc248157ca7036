"""A real server in a process of its own: started, asked for its door, killed or stopped."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lotsen.config import ROOT
from lotsen.services.identity import COOKIE

SECONDS = 120
"""How long a start may take on a busy machine."""

_LINK = re.compile(r"http://\S+/auth/start\?key=\S+")


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Answer:
    """What a server answered; the names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass
class Server:
    """A running server. `link` is its start link, `said` what it has printed so far."""

    process: subprocess.Popen[str]
    url: str
    home: Path
    link: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def pid(self) -> int:
        return self.process.pid

    def ask(self, path: str, headers: Mapping[str, str] | None = None, *, method: str = "GET") -> Answer:
        """One request; redirects are not followed."""
        return ask(self.url + path, headers, method=method)

    def cookie(self) -> str:
        """The token of a coach who has opened the start link."""
        answer = self.ask(self.link.removeprefix(self.url))
        assert answer.status == 303, f"the start link answered {answer.status}"
        found = re.search(rf"{COOKIE}=([^;]+)", answer.headers["set-cookie"])
        assert found is not None
        return found[1]

    def kill(self) -> None:
        """As a power cut would: no goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """As an operator would; the exit code."""
        self.process.terminate()
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def start(home: Path, *, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Server:
    """Start the server as users start it, and wait until it answers."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "lotsen", "serve", "--port", str(port)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LOTSEN_HOME": str(home), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(process, f"http://127.0.0.1:{port}", home)
    threading.Thread(target=_listen, args=(server,), daemon=True).start()
    wait_for(lambda: bool(server.link) and answers(server.url), process, server.said)
    return server


def wait_for(met: Callable[[], bool], process: subprocess.Popen[str], said: list[str]) -> None:
    """Wait until it is so; raises RuntimeError with what the process said where it ended or took too long."""
    end = time.monotonic() + SECONDS
    while not met():
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise RuntimeError("the server did not start:\n" + "".join(said))
        time.sleep(0.02)


@contextlib.contextmanager
def running(home: Path, *, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server for the length of a block."""
    server = start(home, cwd=cwd, environment=environment)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


def answers(url: str) -> bool:
    """Whether the server takes requests."""
    try:
        return ask(url + "/_stcore/health").status == 200
    except OSError:
        return False


def ask(url: str, headers: Mapping[str, str] | None = None, *, method: str = "GET") -> Answer:
    """One request; redirects are not followed. Raises OSError where nobody listens."""
    place = urlsplit(url)
    with contextlib.closing(http.client.HTTPConnection(place.netloc, timeout=SECONDS)) as connection:
        connection.request(method, url.removeprefix(f"{place.scheme}://{place.netloc}"), headers=dict(headers or {}))
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, named, answer.read().decode(errors="replace"))


def _listen(server: Server) -> None:
    assert server.process.stdout is not None
    with server.process.stdout as lines:
        for line in lines:
            server.said.append(line)
            if found := _LINK.search(line):
                server.link = found[0]
