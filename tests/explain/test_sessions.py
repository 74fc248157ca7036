from lotsen.domain.coaching import Comparison
from lotsen.domain.localtext import LocalText
from lotsen.explain import sessions
from lotsen.texts import Texts

ENERGY = LocalText({"sv": "Energi", "fi": "Energia", "en": "Energy"})
FOOD = LocalText({"sv": "Livsmedel", "fi": "Elintarvikkeet", "en": "Food"})


def test_what_came_and_went_is_listed_by_noun() -> None:
    none: dict[str, tuple[LocalText, ...]] = dict.fromkeys(sessions.NOUNS, ())
    counts = dict.fromkeys(sessions.NOUNS, (0, 0)) | {"category": (1, 1)}
    found = Comparison(none | {"category": (ENERGY,)}, none | {"category": (FOOD,)}, counts)
    rows = {row[0]: row[1:] for row in sessions.contents(Texts.of("en"), found)}
    assert rows["Categories"] == ("1", "1", "Energy", "Food")
    assert rows["Goals"] == ("0", "0", "", "")


def test_what_a_document_holds_is_listed_as_it_was_ranked_then() -> None:
    rows = [
        {"id": "a", "position": 1, "name": ENERGY.to_json()},
        {"id": "b", "position": 2, "name": FOOD.to_json()},
        {"id": "c", "position": 3, "name": LocalText.of("Städning").to_json()},
    ]
    goals = [{"id": "g", "position": 1, "title": LocalText.of("Klimat").to_json()}]
    ranking = [{"category_id": "b", "rank": 1, "score": 61.25}, {"category_id": "a", "rank": 2, "score": 40.0}]
    document = {"tables": {"category": rows, "goal": goals}, "results": {"ranking": ranking}}
    t = Texts.of("sv")
    assert sessions.contained(t, document, "category").rows == (
        ("1", "Livsmedel", "61,2"),
        ("2", "Energi", "40,0"),
        ("–", "Städning", "–"),
    )
    assert sessions.contained(t, document, "goal").rows == (("1", "Klimat"),)
    assert sessions.contained(t, document | {"results": {}}, "category").rows[0] == ("–", "Energi", "–")
