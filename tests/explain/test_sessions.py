import pytest

from lotsen.domain.coaching import Comparison, PlaceMoved
from lotsen.domain.localtext import LocalText
from lotsen.explain import sessions
from lotsen.texts import Texts

ENERGY = LocalText({"sv": "Energi", "fi": "Energia", "en": "Energy"})
FOOD = LocalText({"sv": "Livsmedel", "fi": "Elintarvikkeet", "en": "Food"})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "2 kategorier har en annan plats än då. Först är nu Energi."),
        ("fi", "2 kategorian sija on toinen kuin silloin. Ensimmäisenä on nyt Energia."),
        ("en", "2 categories have another place than then. First is now Energy."),
    ],
)
def test_what_moved_is_counted_and_the_first_named(language: str, said: str) -> None:
    t = Texts.of(language)
    places = (PlaceMoved(ENERGY, 2, 1), PlaceMoved(FOOD, 1, None))
    assert sessions.moved(t, places) == said
    assert sessions.places(t, places)[1] == (t.local(FOOD), "1", "–")


def test_an_order_that_stayed_is_said_to_have_stayed() -> None:
    assert sessions.moved(Texts.of("en"), ()) == "The order of the categories is the same as then."


def test_what_came_and_went_is_listed_by_noun() -> None:
    none: dict[str, tuple[LocalText, ...]] = dict.fromkeys(sessions.NOUNS, ())
    counts = dict.fromkeys(sessions.NOUNS, (0, 0)) | {"category": (1, 1)}
    found = Comparison((), none | {"category": (ENERGY,)}, none | {"category": (FOOD,)}, counts)
    rows = {row[0]: row[1:] for row in sessions.contents(Texts.of("en"), found)}
    assert rows["Categories"] == ("1", "1", "Energy", "Food")
    assert rows["Goals"] == ("0", "0", "", "")
