"""The sentence over the Gantt says what the picture shows: counted again here, from the drawn figure and the texts."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain import critical, plan
from lotsen.domain.capacity import Capacity
from lotsen.domain.intervention import Acceptance, MilestoneKind
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.plan import Span
from lotsen.explain import plan as explain
from lotsen.texts import Texts
from tests.support.plans import TODAY, busy_content, content, intervention, milestone, uid

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
    done = intervention(1, "2027-01-01", status=Status.STOPPED)
    plain = explain.how_to_read(layout(content(done), Grouping.CATEGORY, t), t)
    assert len(plain) == 2
    full = content(
        intervention(1, "2026-01-01", "2026-12-31", status=Status.UNDER_WAY, progress=10),
        intervention(2, "2026-10-01", "2026-12-31", status=Status.PROPOSED, after=[1]),
        intervention(3, "2026-10-01", "2026-12-31", status=Status.STOPPED),
        milestones=[
            milestone(1, "2027-01-01", "M"),
            replace(milestone(2, "2027-01-01", "N"), kind=MilestoneKind.OUTSIDE),
        ],
    )
    then = {uid(1): Span(dt.date(2026, 1, 1), dt.date(2026, 6, 30))}
    assert len(explain.how_to_read(layout(full, Grouping.GOAL, t, then), t)) == 13


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


def lagged(first="2027-04-01"):
    return [
        intervention(1, "2027-01-01", "2027-03-31"),
        intervention(2, first, "2027-06-30", after=[1], lags=((uid(1), 14),)),
    ]


TITLES = {uid(n): f"Åtgärd {n}" for n in range(1, 9)}

CLASHES = {
    "sv": "”Åtgärd 2” börjar 14 dagar för tidigt: 14 dagar måste gå efter att ”Åtgärd 1” har slutat.",
    "fi": (
        "”Åtgärd 2” alkaa 14 päivää liian aikaisin: toimenpiteen ”Åtgärd 1” päättymisen jälkeen on kuluttava 14 päivää."
    ),
    "en": "“Åtgärd 2” begins 14 days too early: 14 days have to pass after “Åtgärd 1” has ended.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clash_with_days_that_have_to_pass_says_so(language):
    assert explain.clashes(plan.clashes(lagged()), TITLES, Texts.of(language)) == [CLASHES[language]]


def said(items, n, language="sv", **capacities):
    found = critical.why(items, uid(n), TODAY, {who: Capacity(who, days) for who, days in capacities.items()})
    return explain.why(found, TITLES, Texts.of(language))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", "Den väntar på ”Åtgärd 1” och 14 dagar därefter: den kan börja tidigast 15.4.2027."),
        ("fi", "Se odottaa toimenpidettä ”Åtgärd 1” ja sen jälkeen 14 päivää: se voi alkaa aikaisintaan 15.4.2027."),
        ("en", "It waits for “Åtgärd 1” and 14 days after that: it can begin on 15 Apr 2027 at the earliest."),
    ],
)
def test_why_it_stands_here_names_what_it_waits_for_and_the_day(language, expected):
    assert said(lagged("2027-04-15"), 2, language) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": Status.DONE}, "Den är avslutad: dess dagar står fast."),
        ({"status": Status.UNDER_WAY}, "Den har börjat: dess första dag står fast."),
        ({"earliest": dt.date(2027, 1, 1)}, "Den kan inte börja före sin tidigaste dag, 1.1.2027."),
        ({}, "Ingenting hindrar en tidigare start: den kunde börja 23.11.2026."),
        (
            {"owner": "Aino", "days": {"Aino": 40}},
            "Den ansvariga är fullbokad Q4 2026: det skulle bli 17,3 dagar av 6.",
        ),
    ],
)
def test_why_it_stands_here_is_one_sentence_for_every_reason(fields, expected):
    items = [intervention(1, "2027-01-01", "2027-03-31", **fields)]
    assert said(items, 1).replace("6,0", "6") == expected


def test_what_should_have_begun_cannot_begin_in_the_past():
    assert said([intervention(1, "2026-10-01")], 1) == "Den kan inte börja tidigare: det vore i det förflutna."


def test_days_outside_the_bounds_are_told_one_by_one():
    bounds = {"earliest": dt.date(2027, 1, 2), "latest": dt.date(2027, 3, 1)}
    found = plan.misses([intervention(1, "2027-01-01", "2027-03-31", **bounds)])
    assert explain.misses(found, TITLES, Texts.of("sv")) == [
        "”Åtgärd 1” börjar 1 dag före sin tidigaste dag, 2.1.2027.",
        "”Åtgärd 1” slutar 30 dagar efter sin senaste dag, 1.3.2027.",
    ]


def test_the_line_over_the_picture_counts_who_has_yet_to_answer():
    items = [intervention(1, owner="Aino"), intervention(2), intervention(3, acceptance=Acceptance.ACCEPTED)]
    t = Texts.of("sv")
    assert explain.unanswered(items, t) == "2 åtgärder väntar på svar av de ansvariga. 1 saknar ansvarig."
    assert explain.unanswered(items[:1], t) == "1 åtgärd väntar på svar av den ansvariga."
    assert explain.unanswered(items[2:], t) == ""
