import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from tests.support import pages


@pytest.mark.apptest
def test_the_start_page_offers_my_roadmaps(screen_house: tuple[House, Person, Roadmap]) -> None:
    test = pages.run("start", language="sv")
    assert not test.exception
    assert test.title[0].value == "Vart vill du?"
    assert "Provköping" in pages.words(test)


@pytest.mark.apptest
@pytest.mark.parametrize("page", ["strategy", "policy_lines", "categories", "priorities", "plan", "summary"])
def test_a_page_without_an_open_roadmap_sends_to_the_start(
    page: str, screen_house: tuple[House, Person, Roadmap]
) -> None:
    test = pages.run(page)
    assert not test.exception
    assert "No roadmap is open" in pages.words(test)
