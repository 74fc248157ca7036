import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from tests.support import pages

pytestmark = pytest.mark.apptest


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_summary_shows_the_demo_and_offers_paper(
    screen_house: tuple[House, Person, Roadmap], language: str
) -> None:
    house, person, _ = screen_house
    roadmap = house.demos.open("municipality", person, "sv")
    test = pages.run("summary", roadmap.id, language)
    assert not test.exception
    assert len(test.get("link_button")) == 1
    assert any("sheet-columns" in str(each.proto) for each in test.get("html"))


def test_an_empty_summary_says_where_to_begin(screen_house: tuple[House, Person, Roadmap]) -> None:
    test = pages.run("summary", screen_house[2].id, "sv")
    assert not test.exception
    assert len(test.info) == 1


def test_the_page_shows_no_words_of_its_own_making(screen_house: tuple[House, Person, Roadmap]) -> None:
    """A string that stands alone in a page would be drawn by Streamlit."""
    test = pages.run("summary", screen_house[2].id, "sv")
    assert len(test.markdown) == 0
