"""A PostgreSQL for one run of the tests: its own folder and port, another user than root, gone afterwards."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.server import free_port

SECONDS = 60
_PLACES = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt")
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=300")
"""Nothing in the folder is worth a disk's patience: it is deleted after the run."""


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest where there are several."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [one for place in _PLACES for one in Path(place).glob("*/bin/initdb")]
    return max(found, key=_version).parent if found else None


def _version(path: Path) -> int:
    return int("".join(filter(str.isdigit, path.parts[-3])) or 0)


@contextlib.contextmanager
def started(folder_of_programs: Path) -> Iterator[str]:
    """A server for the length of a block; its URL."""
    folder = Path(tempfile.mkdtemp(prefix="lotsen-postgres-"))
    user = _user()
    if user:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()
    subprocess.run(
        [folder_of_programs / "initdb", "-D", data, "-U", "lotsen", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"],
        check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    settings = [part for setting in _QUICK for part in ("-c", setting)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [folder_of_programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1", *settings],
            user=user, cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait(folder_of_programs, process, port, folder / "log")
        yield f"postgresql://lotsen@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Whom PostgreSQL runs as: it refuses root."""
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _wait(folder: Path, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    end = time.monotonic() + SECONDS
    ask = [folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "lotsen", "-d", "postgres"]
    while subprocess.run(ask, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)
