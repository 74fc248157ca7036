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


def test_a_category_on_the_sheet_leads_to_why_it_stands_there(screen_house: tuple[House, Person, Roadmap]) -> None:
    house, person, _ = screen_house
    roadmap = house.demos.open("municipality", person, "sv")
    here = house.organisations.standing(roadmap.id, person.id)
    result = house.summaries.of(here.roadmap, here.organisation, here.votes).priorities
    test = pages.run("priorities", roadmap.id, "sv")
    test.query_params["category"] = str(result.categories[result.order[0]])
    test.run()
    assert not test.exception
    assert "category" not in test.query_params
    assert len(test.get("dialog")) == 1
