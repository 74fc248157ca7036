"""The judgement grid in a real browser on a real server: what was committed is never lost, however one types."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from lotsen.config import ROOT
from lotsen.ui.components.judgement_grid import Edit, Reason, read
from tests.support.server import answers, free_port, wait_for

pytestmark = pytest.mark.browser

CELLS = "td[role=gridcell]"


class Bench:
    """The page's server, which can be killed and started again, and the file that it saves to."""

    def __init__(self, folder: Path, slow: float) -> None:
        self.file = folder / "grid.json"
        self.port = free_port()
        self.slow = slow
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "streamlit", "run", str(ROOT / "tests" / "support" / "grid_app.py"),
                "--server.port", str(self.port),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "LOTSEN_GRID_FILE": str(self.file),
                "LOTSEN_GRID_SLOW": str(self.slow),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(lambda: answers(self.url), self.process, [])  # type: ignore[arg-type]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def saved(self) -> dict[tuple[str, str], int | None]:
        if not self.file.exists():
            return {}
        return {(row, column): value for row, column, value in json.loads(self.file.read_text())}

    def reasons(self) -> dict[tuple[str, str], str]:
        file = self.file.with_suffix(".why")
        return {(row, column): text for row, column, text in json.loads(file.read_text())} if file.exists() else {}

    def ask(self, asked: list[tuple[str, str]] | None, stale: list[tuple[str, str]] | None = None) -> None:
        """What is asked of this person, and asked again."""
        self.file.with_suffix(".round").write_text(json.dumps({"asked": asked, "stale": stale or []}))

    def answered(self, values: dict[tuple[str, str], int | None]) -> None:
        self.file.write_text(json.dumps([[*place, value] for place, value in values.items()]))

    def empty(self) -> None:
        for file in self.file.parent.glob("grid.*"):
            file.unlink()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("grid"), slow=0.05)
    yield made
    made.kill()


@pytest.fixture
def bench(shared: Bench) -> Bench:
    """The module's server, with nothing saved yet."""
    shared.empty()
    return shared


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


def opened(page: Page, bench: Bench, language: str = "en") -> None:
    page.goto(f"{bench.url}/?lang={language}")
    page.wait_for_selector(f"{CELLS}, .answer")


def all_saved(page: Page) -> None:
    page.wait_for_selector(".host[data-state=saved]", timeout=30_000)


def shown(page: Page) -> list[str]:
    return page.locator(CELLS).all_text_contents()


def place(n: int) -> tuple[str, str]:
    return f"r{n // 8}", f"c{n % 8}"


def test_forty_cells_typed_in_a_second_or_two_are_all_saved(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.focus()
    began = time.monotonic()
    for n in range(40):
        page.keyboard.press(str(n % 4))
    assert time.monotonic() - began < 10
    all_saved(page)
    assert bench.saved() == {place(n): n % 4 for n in range(40)}
    assert shown(page)[:40] == [str(n % 4) for n in range(40)]


def test_a_reload_in_the_middle_of_typing_loses_nothing(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.focus()
    for _ in range(12):
        page.keyboard.press("3")
    page.reload()
    page.wait_for_selector(CELLS)
    page.wait_for_function("document.querySelector('[data-testid=stApp]') !== null")
    page.wait_for_function("() => sessionStorage.getItem('lotsen-grid:somebody') === null", timeout=30_000)
    all_saved(page)
    assert bench.saved() == {place(n): 3 for n in range(12)}


def test_what_is_typed_while_the_server_is_gone_is_saved_when_it_is_back(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.focus()
    page.keyboard.press("1")
    all_saved(page)
    bench.kill()
    for _ in range(5):
        page.keyboard.press("2")
    page.wait_for_selector(".host[data-state=waiting]", timeout=20_000)
    assert "Waiting" in page.locator(".state").inner_text()
    bench.start()
    page.wait_for_selector(".host[data-state=saved]", timeout=60_000)
    assert bench.saved() == {place(n): 1 if n == 0 else 2 for n in range(6)}


def test_saved_is_shown_only_after_the_save_has_returned(page: Page, tmp_path: Path) -> None:
    slow = Bench(tmp_path, slow=1.0)
    try:
        opened(page, slow)
        page.locator(CELLS).first.focus()
        page.keyboard.press("2")
        assert page.locator(".host").get_attribute("data-state") == "saving"
        assert page.locator(CELLS).first.get_attribute("data-waiting") == "yes"
        all_saved(page)
        assert slow.saved() == {place(0): 2}
        assert page.locator(CELLS).first.get_attribute("data-waiting") == ""
    finally:
        slow.kill()


def test_a_refused_save_says_so_and_keeps_the_answer(page: Page, bench: Bench) -> None:
    opened(page, bench)
    bench.file.with_suffix(".refuse").touch()
    page.locator(CELLS).first.focus()
    page.keyboard.press("2")
    page.wait_for_selector(".host[data-state=failed]")
    assert "A choice is missing." in page.locator(".state").inner_text()
    assert bench.saved() == {}
    bench.file.with_suffix(".refuse").unlink()
    page.keyboard.press("3")
    all_saved(page)
    assert bench.saved() == {place(0): 2, place(1): 3}


def test_keys_move_clear_undo_and_leave(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.focus()
    for key in ("3", "?", "ArrowDown", "1", "Home", "2", "Enter", "0", "Control+z", "ArrowUp", "ArrowLeft", "Delete"):
        page.keyboard.press(key)
    all_saved(page)
    assert bench.saved() == {place(0): 3, place(1): None, place(10): 1}
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName ?? 'OUT'") != "TD"


def test_a_click_opens_large_choices(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).nth(9).click()
    choice = page.locator(".choice").nth(2)
    box = choice.bounding_box()
    assert box
    assert box["height"] >= 44
    choice.click()
    all_saved(page)
    assert bench.saved() == {place(9): 2}
    assert page.locator(".choices").count() == 0


def test_a_phone_asks_one_category_at_a_time_with_thumb_sized_answers(browser: Browser, bench: Bench) -> None:
    phone = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    opened(phone, bench)
    answers_ = phone.locator(".answer")
    assert answers_.count() == 8 * 5
    for n in (0, 4):
        box = answers_.nth(n).bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
    answers_.nth(2).tap()
    answers_.nth(9).tap()
    phone.locator(".next").nth(1).tap()
    phone.locator(".answer").nth(3).tap()
    all_saved(phone)
    assert bench.saved() == {("r0", "c0"): 2, ("r0", "c1"): None, ("r1", "c0"): 3}
    phone.locator(".answer").nth(3).tap()
    all_saved(phone)
    assert ("r1", "c0") not in bench.saved()
    phone.close()


def test_the_language_changes_nothing_that_is_stored(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.focus()
    page.keyboard.press("3")
    all_saved(page)
    for language in ("sv", "fi", "en"):
        opened(page, bench, language)
        assert shown(page)[0] == "3"
        assert bench.saved() == {place(0): 3}


def test_users_words_are_text_and_axe_finds_nothing(page: Page, bench: Bench) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    opened(page, bench)
    assert page.locator("tbody th .name").first.inner_text() == "Kategori 0 <b>"
    page.locator(CELLS).nth(3).click()
    page.evaluate(AXE_SCRIPT)
    rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']}"
    found = page.evaluate(f"axe.run(document, {rules})")["violations"]
    assert [one["id"] for one in found if one["id"] != "html-has-lang"] == []


def stand(page: Page) -> int:
    """Which cell the keyboard is in."""
    return int(
        page.evaluate(
            """() => {
              const host = [...document.querySelectorAll('*')].find(one => one.shadowRoot?.querySelector('.host'))
              const root = host.shadowRoot
              return [...root.querySelectorAll('td[role=gridcell]')].indexOf(root.activeElement)
            }"""
        )
    )


def test_a_reason_is_written_after_the_answer_and_saved_with_it(page: Page, bench: Bench) -> None:
    opened(page, bench)
    why = page.get_by_label("Why so? (optional)")
    page.locator(CELLS).first.focus()
    assert why.is_disabled()
    assert why.get_attribute("placeholder") == "Answer first"
    for key in ("3", "ArrowLeft", "+"):
        page.keyboard.press(key)
    page.keyboard.type("Avtalet löper ut <b>2027</b>", delay=5)
    page.keyboard.press("Enter")
    all_saved(page)
    assert bench.saved() == {place(0): 3}
    assert bench.reasons() == {place(0): "Avtalet löper ut <b>2027</b>"}
    assert stand(page) == 0
    assert page.locator(CELLS).first.get_attribute("data-why") == "yes"
    page.keyboard.press("ArrowRight")
    assert why.input_value() == ""
    page.keyboard.press("ArrowLeft")
    assert why.input_value() == "Avtalet löper ut <b>2027</b>"
    page.keyboard.press("Delete")
    all_saved(page)
    assert (bench.saved(), bench.reasons()) == ({}, {})


def test_a_half_written_reason_outlives_a_reload(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.click()
    page.locator(".choice").nth(2).click()
    page.get_by_label("Why so? (optional)").focus()
    page.keyboard.type("Marknaden är mo")
    page.reload()
    page.wait_for_selector(CELLS)
    page.wait_for_function("() => sessionStorage.getItem('lotsen-grid:somebody') === null", timeout=30_000)
    all_saved(page)
    assert bench.saved() == {place(0): 2}
    assert bench.reasons() == {place(0): "Marknaden är mo"}


def test_a_reason_written_while_the_server_is_gone_is_saved_when_it_is_back(page: Page, bench: Bench) -> None:
    opened(page, bench)
    page.locator(CELLS).first.focus()
    page.keyboard.press("1")
    all_saved(page)
    bench.kill()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    page.keyboard.type("Ingen annan kan")
    page.keyboard.press("Enter")
    page.wait_for_selector(".host[data-state=waiting]", timeout=20_000)
    bench.start()
    page.wait_for_selector(".host[data-state=saved]", timeout=60_000)
    assert bench.reasons() == {place(0): "Ingen annan kan"}


def test_stepping_passes_over_what_was_not_asked_which_a_click_still_answers(page: Page, bench: Bench) -> None:
    bench.ask([place(0), place(3), place(17)])
    opened(page, bench)
    assert page.locator(".count").inner_text() == "96 questions, about 20 minutes"
    page.locator(CELLS).first.focus()
    assert page.locator(CELLS).nth(1).get_attribute("data-unasked") == "yes"
    for n, key in ((0, "1"), (3, "2")):
        assert stand(page) == n
        page.keyboard.press(key)
    assert stand(page) == 17
    assert page.locator(".count").inner_text() == "2 of 3 answered"
    page.locator(CELLS).nth(5).click()
    assert "not asked of you" in page.locator(".mark").inner_text()
    page.locator(".choice").nth(3).click()
    all_saved(page)
    assert bench.saved() == {place(0): 1, place(3): 2, place(5): 3}
    assert page.locator(".count").inner_text() == "2 of 3 answered"


def test_an_answer_to_an_older_wording_is_asked_again_and_may_stay_the_same(page: Page, bench: Bench) -> None:
    bench.answered({place(0): 2, place(1): 1})
    bench.ask(None, [place(0)])
    opened(page, bench)
    first = page.locator(CELLS).first
    assert first.get_attribute("data-again") == "yes"
    assert "asked again" in (first.get_attribute("aria-label") or "")
    assert page.locator(".count").inner_text() == "1 of 96 answered"
    first.focus()
    page.keyboard.press("2")
    all_saved(page)
    assert page.locator(".count").inner_text() == "2 of 96 answered"
    assert first.get_attribute("data-again") == ""
    assert bench.saved() == {place(0): 2, place(1): 1}


def test_the_next_missing_answer_is_one_press_away(page: Page, bench: Bench) -> None:
    bench.answered({place(0): 2, place(1): 1})
    bench.ask([place(0), place(1), place(9), place(30)])
    opened(page, bench)
    missing = page.get_by_role("button", name="My missing answers")
    for n in (9, 30, 9):
        missing.click()
        assert stand(page) == n
    for key in ("0", "?"):
        page.keyboard.press(key)
    assert missing.is_disabled()


def test_a_phone_asks_only_what_is_asked_and_folds_the_reason(browser: Browser, bench: Bench) -> None:
    bench.ask([("r2", "c0"), ("r2", "c4"), ("r5", "c1")])
    phone = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    opened(phone, bench)
    assert phone.locator(".title").inner_text() == "Kategori 2 <b>"
    assert phone.locator(".place").inner_text() == "Category 1 of 2"
    assert phone.locator(".answer:visible").count() == 2 * 5
    assert phone.get_by_text("Not asked of you: 6").is_visible()
    assert phone.get_by_text("Say why").locator("visible=true").count() == 0
    phone.locator(".answer").nth(3).tap()
    phone.get_by_text("Say why").locator("visible=true").tap()
    phone.locator("textarea:visible").fill("Vi köper mest")
    phone.get_by_role("button", name="My missing answers").tap()
    phone.locator(".answer:visible").nth(7).tap()
    all_saved(phone)
    assert bench.saved() == {("r2", "c0"): 3, ("r2", "c4"): 2}
    assert bench.reasons() == {("r2", "c0"): "Vi köper mest"}
    phone.get_by_role("button", name="My missing answers").tap()
    assert phone.locator(".title").inner_text() == "Kategori 5 <b>"
    phone.close()


def test_axe_finds_nothing_with_reasons_hatching_and_a_phone(browser: Browser, bench: Bench) -> None:
    from axe_playwright_python.base import AXE_SCRIPT

    bench.answered({place(0): 2, place(1): 1})
    bench.ask([place(0), place(1), place(9)], [place(0)])
    for width in (1440, 390):
        page = browser.new_page(viewport={"width": width, "height": 900})
        opened(page, bench)
        page.evaluate(AXE_SCRIPT)
        rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations']}"
        found = page.evaluate(f"axe.run(document, {rules})")["violations"]
        assert [one["id"] for one in found if one["id"] != "html-has-lang"] == []
        page.close()


def test_a_reason_is_read_as_text() -> None:
    assert read({"row": "r", "column": "c", "reason": "Därför"}) == Reason("r", "c", "Därför")
    assert read({"row": "r", "column": "c", "reason": None}) == Reason("r", "c", "")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (0, Edit("r", "c", 0)),
        (3, Edit("r", "c", 3)),
        (-1, Edit("r", "c", None)),
        (None, Edit("r", "c", None, cleared=True)),
        (4, Edit("r", "c", None, cleared=True)),
        ("2", Edit("r", "c", None, cleared=True)),
        (1.5, Edit("r", "c", None, cleared=True)),
    ],
)
def test_an_edit_is_read_as_it_was_sent_or_not_at_all(sent: object, expected: Edit) -> None:
    assert read({"row": "r", "column": "c", "value": sent}) == expected
