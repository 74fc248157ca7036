import datetime as dt
from uuid import UUID

import pytest

from lotsen.domain import baseline
from lotsen.domain.followup import PlanBaseline
from lotsen.domain.localtext import LANGUAGES
from lotsen.explain import baseline as explain
from lotsen.texts import Texts
from tests.support.plans import busy_content, intervention

AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def against(then, now):
    return baseline.compare(PlanBaseline(UUID(int=1), "Budget", AT, UUID(int=2), 7, baseline.frozen(then)), now)


def slipped():
    then = [intervention(n, "2027-01-01", "2027-03-31") for n in (1, 2, 3)]
    now = [
        intervention(1, "2027-01-01", "2027-04-10"),
        intervention(2, "2027-04-11", "2027-06-30", after=[1]),
        intervention(4, "2027-01-01", "2027-03-31"),
    ]
    return against(then, now)


EXPECTED = {
    "sv": "Jämfört med ”Budget”: 2 har skjutits upp, 1 är ny och 1 har tagits bort; mest med 91 dagar.",
    "fi": "Verrattuna suunnitelmaan ”Budget”: 2 on lykkääntynyt, 1 on uusi ja 1 on poistettu; enimmillään 91 päivää.",
    "en": "Against “Budget”: 2 slipped, 1 is new and 1 was removed; the most by 91 days.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_counts_what_the_table_shows(language):
    t = Texts.of(language)
    assert explain.sentence(slipped(), "Budget", t) == EXPECTED[language]


def test_the_table_says_what_became_of_each_and_whom_it_pushed():
    t = Texts.of("sv")
    rows = explain.table(slipped(), t)
    assert all(len(row) == len(explain.heads(t)) for row in rows)
    assert [(row[0], row[4], row[5], row[6]) for row in rows] == [
        ("Åtgärd 2", "senare", "+91", ""),
        ("Åtgärd 1", "senare", "+10", "Åtgärd 2"),
        ("Åtgärd 3", "borttagen", "", ""),
        ("Åtgärd 4", "ny", "", ""),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_that_has_not_moved_says_so_in_one_sentence(language):
    items = busy_content(20).interventions
    sentence = explain.sentence(against(items, items), "Budget", Texts.of(language))
    assert "Budget" in sentence
    assert ";" not in sentence
