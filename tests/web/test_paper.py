"""The manager's sheet on paper: who gets it, and that it is one page of A4 whatever the roadmap holds."""

import re
from urllib.parse import urlencode
from uuid import UUID

import pytest

from lotsen.domain.localtext import LANGUAGES
from tests.support import big
from tests.support.browser import Screen, Site

pytestmark = pytest.mark.browser

PAGE = re.compile(rb"/Type\s*/Page[^s]")


def printed(screen: Screen, site: Site, roadmap: UUID, language: str) -> bytes:
    address = urlencode({"roadmap": str(roadmap), "lang": language})
    screen.page.goto(f"{site.server.url}/paper/summary?{address}")
    return screen.page.pdf(prefer_css_page_size=True, print_background=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("demo", ["municipality", "wellbeing_county"])
def test_the_demo_prints_on_one_page(screen: Screen, site: Site, demo: str, language: str) -> None:
    roadmap = site.house.demos.open(demo, site.coach, "sv")
    assert len(PAGE.findall(printed(screen, site, roadmap.id, language))) == 1
    cut = screen.page.evaluate(
        "(() => { const s = document.querySelector('.sheet'); return s.scrollHeight - s.clientHeight })()"
    )
    assert cut <= 1, "nothing of the sheet is cut off"
    assert screen.page.evaluate("document.documentElement.lang") == language


def test_a_roadmap_of_full_size_prints_on_one_page_too(screen: Screen, site: Site) -> None:
    roadmap = big.fill(site.house, site.coach, name="Pappersköping med ett mycket långt namn på flera rader")
    assert len(PAGE.findall(printed(screen, site, roadmap, "fi"))) == 1


def test_an_empty_roadmap_prints_on_one_page(screen: Screen, site: Site) -> None:
    assert len(PAGE.findall(printed(screen, site, site.roadmap().id, "en"))) == 1


def test_the_summary_page_itself_prints_on_one_page(screen: Screen, site: Site) -> None:
    screen.open("summary", site.house.demos.open("municipality", site.coach, "sv"))
    assert len(PAGE.findall(screen.page.pdf(prefer_css_page_size=True, print_background=True))) == 1


def test_every_line_of_the_sheet_leads_to_a_page_that_opens(screen: Screen, site: Site) -> None:
    roadmap = site.house.demos.open("municipality", site.coach, "sv")
    printed(screen, site, roadmap.id, "sv")
    links = screen.page.eval_on_selector_all(".sheet a", "all => [...new Set(all.map(a => new URL(a.href).pathname))]")
    assert set(links) == {"/strategy", "/priorities", "/categories", "/plan", "/follow-up"}
    late = screen.page.locator(".sheet-block.sheet-late a[href*='intervention=']").first
    late.click()
    screen.settle()
    screen.page.get_by_role("dialog").wait_for()


def test_a_stranger_gets_no_sheet(site: Site) -> None:
    roadmap = site.roadmap()
    answer = site.server.ask(f"/paper/summary?roadmap={roadmap.id}")
    assert answer.status == 403
    assert "Provköping" not in answer.body


@pytest.mark.parametrize("asked", ["", "no-id", str(UUID(int=1))])
def test_a_roadmap_that_is_none_of_mine_is_not_found(site: Site, asked: str) -> None:
    from lotsen.services.identity import COOKIE

    answer = site.server.ask(f"/paper/summary?roadmap={asked}", {"Cookie": f"{COOKIE}={site.token}"})
    assert answer.status == 404
    assert "<html" not in answer.body
