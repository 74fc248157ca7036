"""What the tests need of the machine beside Python: Chromium, PostgreSQL, and three readers of our files.

Installed where that can be done; else said with what to do.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.support import postgres

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


Found = TypeVar("Found")


class Missing(SystemExit):
    """The machine lacks something that we can't install; says what to do."""


def chromium() -> str:
    """The path of a Chromium: LOTSEN_CHROMIUM, or the one on this machine, or one that is installed now."""
    return _chromium() or _install("chromium", _chromium, "Install Chromium, or name one: LOTSEN_CHROMIUM=/path/to/it")


def _chromium() -> str | None:
    named = os.environ.get("LOTSEN_CHROMIUM")
    return named or next((found for name in _CHROMIUMS if (found := shutil.which(name))), None)


def postgresql() -> Path:
    """The folder of PostgreSQL's programs."""
    return postgres.programs() or _install(
        "postgresql", postgres.programs, "Install PostgreSQL, or name a server: LOTSEN_TEST_POSTGRES=postgresql://…"
    )


def readers() -> None:
    """The programs that read back what we write: Java, LibreOffice's spreadsheet and poppler."""
    java(), office(), pdftotext()


def java() -> str:
    """Java, which MPXJ reads project files with."""
    return _program("default-jre-headless", "java")


def office() -> str:
    """LibreOffice, which opens, counts and saves our workbooks."""
    return _program("libreoffice-calc-nogui", "soffice", "libreoffice")


def pdftotext() -> str:
    """Poppler's reader of the text in a PDF."""
    return _program("poppler-utils", "pdftotext")


def _program(package: str, *names: str) -> str:
    def look() -> str | None:
        return next((found for name in names if (found := shutil.which(name))), None)

    return look() or _install(package, look, f"Install it, so that {names[0]} is among your programs.")


def _install(package: str, look: Callable[[], Found | None], otherwise: str) -> Found:
    apt = shutil.which("apt-get")
    root = [] if os.getuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
    if apt and root is not None:
        sys.stdout.write(f"installing {package}\n")
        sys.stdout.flush()
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", package]):
            subprocess.run([*root, apt, *command], check=False, env=environment, stdin=subprocess.DEVNULL)
        if found := look():
            return found
    raise Missing(f"The tests need {package}. {otherwise}")
