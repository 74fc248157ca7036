"""The sentence over the Gantt says what the picture shows: counted again here, from the drawn figure and the texts."""

from collections import Counter

import pytest

from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.localtext import LANGUAGES
from lotsen.explain import plan as explain
from lotsen.texts import Texts
from tests.support.plans import busy_content, content, intervention, milestone

EXPECTED = {
    "sv": "1 av 4 åtgärder pågår, 1 är klar och 1 är försenad; mest pågår Q1 2027 (2).",
    "fi": "4 toimenpiteestä 1 on käynnissä, 1 on valmis ja 1 on myöhässä; eniten on käynnissä Q1/2027 (2).",
    "en": "1 of 4 interventions under way, 1 done and 1 late; most goes on in Q1 2027 (2).",
}


def small(language):
    items = [
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, "2027-01-01", "2027-06-30"),
        intervention(3, "2026-07-01", "2026-09-30", status=Status.UNDER_WAY, progress=50),
        intervention(4, status=Status.DONE),
    ]
    return layout(content(*items), Grouping.CATEGORY, Texts.of(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_reads_as_the_language_does(language):
    assert explain.sentence(small(language), Texts.of(language)) == EXPECTED[language]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("grouping", Grouping)
def test_the_sentence_can_be_counted_again_from_the_picture(language, seed, grouping):
    t = Texts.of(language)
    gantt = layout(busy_content(50, seed), grouping, t)
    sentence = explain.sentence(gantt, t)
    states = Counter(bar.status for bar in gantt.bars) + Counter(each.status for each in gantt.undated)
    late = sum(bool(bar.late) for bar in gantt.bars)
    in_column = {
        column.quarter: sum(
            bar.left < column.right and bar.right > column.left and bar.status is not Status.STOPPED
            for bar in gantt.bars
        )
        for column in gantt.columns
    }
    top = max(in_column.values())
    busiest = min(quarter for quarter, n in in_column.items() if n == top)
    for number in (states[Status.UNDER_WAY], states.total(), states[Status.DONE], late, top):
        assert t.number(number) in sentence
    assert explain.quarter_name(busiest, t) in sentence


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([intervention(1)], "1 åtgärd, som inte pågår och ingen är försenad."),
        ([intervention(1), intervention(2)], "Ingen av 2 åtgärder pågår och ingen är försenad."),
        (
            [intervention(1, "2026-10-01", status=Status.UNDER_WAY)],
            "1 av 1 åtgärd pågår och ingen är försenad; mest pågår Q4 2026 (1).",
        ),
    ],
)
def test_few_and_none_read_well(items, expected):
    t = Texts.of("sv")
    assert explain.sentence(layout(content(*items), Grouping.CATEGORY, t), t) == expected


def test_how_to_read_names_only_what_is_in_the_picture():
    t = Texts.of("en")
    plain = explain.how_to_read(layout(content(intervention(1, "2027-01-01")), Grouping.CATEGORY, t), t)
    assert len(plain) == 1
    full = content(
        intervention(1, "2026-01-01", "2026-12-31", status=Status.UNDER_WAY, progress=10),
        intervention(2, "2026-10-01", "2026-12-31", status=Status.PROPOSED, after=[1]),
        intervention(3, "2026-10-01", "2026-12-31", status=Status.STOPPED),
        milestones=[milestone(1, "2027-01-01", "M")],
    )
    assert len(explain.how_to_read(layout(full, Grouping.GOAL, t), t)) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clash_is_told_with_both_names_and_the_days(language):
    t = Texts.of(language)
    items = [intervention(1, "2027-01-01", "2027-03-31"), intervention(2, "2027-03-01", "2027-06-30", after=[1])]
    (sentence,) = explain.clash_sentences(layout(content(*items), Grouping.CATEGORY, t), t)
    assert "Åtgärd 1" in sentence
    assert "Åtgärd 2" in sentence
    assert "31" in sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("grouping", Grouping)
def test_the_table_holds_what_the_picture_holds(language, grouping):
    t = Texts.of(language)
    gantt = layout(busy_content(40), grouping, t)
    rows = explain.table(gantt, t)
    assert all(len(row) == len(explain.heads(t)) for row in rows)
    assert [row[0] for row in rows] == [bar.title for bar in gantt.bars] + [each.title for each in gantt.undated]
    assert Counter(row[1] for row in rows if row[1]) == {h.text: h.count for h in gantt.headings}
    assert sum(bool(row[7]) for row in rows) == sum(bool(bar.late) for bar in gantt.bars)
    assert sum(len(row[8].split(", ")) for row in rows if row[8]) == len(gantt.arrows)
