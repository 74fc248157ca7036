"""Every page in every language at every size: it opens, fits, is accessible, speaks one language, and is pictured.

A page is swept by being registered in `lotsen.ui.thread.PAGES`. The pictures lie in tests/local/pictures.
"""

import functools
import re

import pytest

from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.organisation import Roadmap
from lotsen.texts.catalogue import translation
from lotsen.ui.thread import PAGES
from tests.support.browser import SIZES, Screen, Site
from tests.texts.test_catalogues import said

pytestmark = pytest.mark.browser

STREAMLITS_OWN = {
    "svg-img-alt": "st.metric draws its little chart without a name",
}
"""Rule of axe → why it is Streamlit's and not ours."""

SHORT = 12
"""A message of fewer letters may be a word of another language too ('Plan', 'Start')."""


@pytest.fixture(scope="session")
def demo(site: Site) -> Roadmap:
    """The demo municipality."""
    return site.house.demos.open("municipality", site.coach)


@functools.cache
def english(language: str) -> list[str]:
    """The English messages that a page in this language has no reason to show."""
    catalogue = translation(language)
    ids = {one for message in said() for one in ((message,) if isinstance(message, str) else message)}
    return [one for one in ids if len(one) >= SHORT and "{" not in one and catalogue.gettext(one) != one]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_holds_what_every_page_promises(address: str, language: str, screen: Screen, demo: Roadmap) -> None:
    faults = []
    screen.open(address, demo, language=language)
    assert screen.page.evaluate("document.documentElement.lang") == language
    for size, pixels in SIZES.items():
        screen.resize(pixels)
        screen.settle()
        if screen.overflow > 0:
            faults.append(f"{size}: {screen.overflow} pixels too wide")
        faults += [f"{size}: {fault}" for fault in unfit(screen)]
        screen.picture(f"{address}-{language}-{size}")
    assert screen.exceptions == []
    assert not faults, "\n".join(faults)
    words = screen.words
    assert [one for one in english(language) if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", words)] == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_readable_in_the_dark(address: str, screen: Screen, demo: Roadmap) -> None:
    screen.page.emulate_media(color_scheme="dark")
    screen.open(address, demo)
    faults = unfit(screen)
    screen.picture(f"{address}-sv-laptop-dark")
    assert not faults, "\n".join(faults)


def unfit(screen: Screen) -> list[str]:
    """What axe-core finds that is ours: rule and place."""
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in screen.axe()
        if found["id"] not in STREAMLITS_OWN
        for node in found["nodes"]
    ]
