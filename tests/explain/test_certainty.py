"""What is said of how sure the ranking is, recomputed from the result it stands on."""

import numpy as np
import pytest

from lotsen.analysis.certainty import certainty
from lotsen.analysis.change import what_changes
from lotsen.analysis.results.robustness import LIKELY, SURE
from lotsen.explain import certainty as explain
from lotsen.texts import Texts
from tests.support.judged import Room, room

LANGUAGES = ("sv", "fi", "en")


@pytest.fixture(scope="module")
def made() -> Room:
    return room(seed=11, people=9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_names_those_that_are_sure_and_those_that_are_open(made: Room, language: str) -> None:
    t, sure = Texts.of(language), certainty(made.result)
    said = explain.headline(sure, made.result, made.names.categories, t)
    safe = [i for i in range(12) if made.result.top[i] and sure.in_top[i] >= SURE]
    doubted = [i for i in range(12) if max(sure.in_top[i], 1 - sure.in_top[i]) < LIKELY]
    for i, category in enumerate(made.result.categories):
        assert (made.names.categories[category] in said) == (i in safe or i in doubted[:4])
    assert t.number(len(safe)) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_fewer_than_five_people_no_figure_and_no_mark_is_given(language: str) -> None:
    few, t = room(people=4, agreed=False), Texts.of(language)
    sure = certainty(few.result)
    said = explain.headline(sure, few.result, few.names.categories, t)
    assert "%" not in said
    assert said == t("With fewer than five people nothing is said about how sure this is: look at it with your coach.")
    for i in range(12):
        assert explain.place(sure, few.result, i, t) == ()
        assert explain.apart(sure, few.result, i, few.names.categories, t) == ""
        assert explain.word(sure, i, t) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_and_the_range_of_places_are_those_of_the_draws(made: Room, language: str) -> None:
    t, sure = Texts.of(language), certainty(made.result)
    for i in range(12):
        share, *places = explain.place(sure, made.result, i, t)
        assert t.percent(float(sure.in_top[i])) in share
        assert t.number(made.result.top_size) in share
        spread = sure.rank_acceptability[i].cumsum()
        assert t.number(int(np.searchsorted(spread, 0.05) + 1)) in places[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_weight_that_would_change_the_list_does_change_it_when_it_is_tried(made: Room, language: str) -> None:
    t, sure, result = Texts.of(language), certainty(made.result), made.result
    tried = 0
    for i, category in enumerate(result.categories):
        found = what_changes(result, category).weight
        if found is None:
            continue
        name = made.names.columns[found.goal]
        said = " ".join(explain.weights(sure, result, i, made.names.columns, t))
        assert name in said
        assert t.percent(found.tipping) in said
        tried += 1
    assert tried > 3


def test_what_was_agreed_is_said_to_count_without_doubt(made: Room) -> None:
    t = Texts.of("en")
    assert certainty(made.result).agreed_cells == 1
    assert explain.agreed(certainty(made.result), t) == "1 value was agreed together and counts without doubt."
    assert explain.agreed(certainty(room(agreed=False).result), t) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_ranked_category_once_in_order(made: Room, language: str) -> None:
    t, sure = Texts.of(language), certainty(made.result)
    told = explain.table(sure, made.result, made.names.categories, t)
    assert [row[1] for row in told.rows] == [
        made.names.categories[made.result.categories[i]] for i in made.result.order
    ]
    assert [row[3] for row in told.rows] == [t.percent(float(sure.in_top[i])) for i in made.result.order]
