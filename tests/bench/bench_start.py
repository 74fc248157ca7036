"""From `make run` to the first page in a browser: the start of the server, and the first drawing with a cold cache."""

import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.support import server
from tests.support.browser import _FLAGS, _IDLE, SECONDS, chromium

TURNS = 3


def turn(folder: Path) -> tuple[float, float]:
    """Seconds until the server answers, and until the start page is drawn after the start link was opened."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(_FLAGS))
        page = browser.new_context(locale="sv-FI").new_page()
        began = time.perf_counter()
        with server.running(folder) as running:
            answered = time.perf_counter() - began
            page.goto(running.link)
            page.wait_for_function(_IDLE, timeout=SECONDS * 1000)
            drawn = time.perf_counter() - began
        browser.close()
    return answered, drawn


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="lotsen-start-") as folder:
        for number in range(TURNS):
            answered, drawn = turn(Path(folder))
            kind = "first start, database made" if number == 0 else "start on a warm machine"
            sys.stdout.write(f"{kind}: answers after {answered:.1f} s, first page after {drawn:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
