"""Switching the language in the middle of every kind of choice changes nothing stored, and the next click is right."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lotsen.config import ROOT
from tests.support import server
from tests.support.browser import SECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

FIRST = {
    "one select": "energy",
    "one radio": "energy",
    "one segments": "energy",
    "one pills": "energy",
    "several select": ["energy"],
    "several pills": ["energy"],
    "saves": 0,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The page of choices on a server of its own: URL, and the file that it keeps its values in."""
    store = tmp_path_factory.mktemp("choices") / "store.json"
    port = server.free_port()
    url = f"http://127.0.0.1:{port}"
    options = ("--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", ROOT / "tests/ui/choices.py", *options],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "LOTSEN_TEST_STORE": str(store)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server.wait_for(lambda: server.answers(url), process, [])
    yield url, store
    process.terminate()
    process.wait()


@pytest.fixture
def store(served: tuple[str, Path]) -> Path:
    served[1].write_text(json.dumps(FIRST))
    return served[1]


@pytest.fixture
def page(served: tuple[str, Path], store: Path, browser: "Browser") -> "Iterator[Page]":
    context = browser.new_context(locale="sv-FI")
    found = context.new_page()
    found.goto(served[0])
    shows(found, "sv", 0)
    yield found
    context.close()


def shows(page: "Page", language: str, saves: int) -> None:
    """Wait until the page has been drawn in this language after so many saves."""
    page.wait_for_function(
        """([language, saves]) => document.documentElement.lang === language
          && document.documentElement.dataset.revision === saves
          && document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'""",
        arg=[language, str(saves)],
        timeout=SECONDS * 1000,
    )


def switch(page: "Page", to: str, saves: int) -> None:
    page.get_by_role("button", name="Byt språk").click()
    shows(page, to, saves)


def group(page: "Page", name: str) -> "Locator":
    """The widget with this label."""
    return page.locator("[data-testid=stElementContainer]").filter(has=page.get_by_text(name, exact=True))


def click(page: "Page", name: str, label: str) -> None:
    """Choose an option as a person does."""
    widget = group(page, name)
    if name.endswith("select"):
        widget.locator("input").first.click()
        page.get_by_role("option", name=label, exact=True).click()
        page.keyboard.press("Escape")
    else:
        widget.get_by_text(label, exact=True).click()


@pytest.mark.parametrize("name", [name for name in FIRST if name != "saves"])
def test_a_switch_in_the_middle_changes_nothing_and_the_next_click_is_right(
    name: str, page: "Page", store: Path
) -> None:
    def kept() -> set[str]:
        value = json.loads(store.read_text())[name]
        return {value} if isinstance(value, str) else set(value)

    several = name.startswith("several")
    switch(page, "fi", 0)
    assert json.loads(store.read_text()) == FIRST
    click(page, name, "Elintarvikkeet")
    shows(page, "fi", 1)
    assert kept() == ({"energy", "food"} if several else {"food"})
    switch(page, "sv", 1)
    assert kept() == ({"energy", "food"} if several else {"food"})
    click(page, name, "Vägar")
    shows(page, "sv", 2)
    assert kept() == ({"energy", "food", "roads"} if several else {"roads"})
    others = {key: value for key, value in json.loads(store.read_text()).items() if key not in (name, "saves")}
    assert others == {key: value for key, value in FIRST.items() if key not in (name, "saves")}
