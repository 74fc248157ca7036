"""The sentences about the weights are recomputed from the weights and the answers."""

import uuid
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.results import Weights
from lotsen.analysis.results.weighing import Answered, Weighed
from lotsen.analysis.ways import weigh
from lotsen.domain.goal import GoalWeight
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import Viewpoint
from lotsen.domain.room import Gathering, Weighing, WeightAnswers
from lotsen.explain.weights import FURTHEST, consistency, how_to_read, lacking, ratio, rows, says, who
from lotsen.texts import Texts
from tests.explain.test_goals import goal

GOALS = [goal(title=LocalText.of(title)) for title in ("Klimatet", "Ekonomin", "Maten")]
A, B, C = IDS = tuple(one.id for one in GOALS)
PERSON = uuid.uuid4()


def weighed(
    *weights: tuple[float, float | None, float | None], people: int = 6, mine: Mapping[uuid.UUID, float] | None = None
) -> Weighed:
    mean = np.array([weight[0] for weight in weights])
    group = Weights(IDS, np.zeros((people, 3)), mean, np.full(3, np.nan))
    given = Answered(WeightAnswers(mine or {}), np.array([(mine or {}).get(one, 0.0) for one in IDS]) / 4)
    by_goal = {one: GoalWeight(*weight) for one, weight in zip(IDS, weights, strict=True)}
    return Weighed(Weighing.MARKS, Gathering.MEAN, IDS, {PERSON: given} if mine else {}, group, by_goal, {})


def answered(way: Weighing, answers: WeightAnswers, agreed: Mapping[uuid.UUID, float] | None = None) -> Weighed:
    return weigh(IDS, {PERSON: answers}, way, agreed=agreed)


def test_it_says_what_weighs_most_and_where_people_are_apart() -> None:
    sentence = says(Texts.of("sv"), GOALS, weighed((0.2, 0.1, 0.3), (0.5, 0.2, 0.7), (0.3, 0.3, 0.3)))
    assert sentence.replace("\u00a0", " ") == (
        "”Ekonomin” väger mest (50 %), därefter ”Maten” (30 %). "
        "Längst ifrån varandra är ni om ”Ekonomin”: från 20 % till 70 %."
    )


def test_it_says_nothing_of_distances_that_are_short_or_not_shown() -> None:
    t = Texts.of("en")
    assert "apart" not in says(t, GOALS, weighed((0.2, 0.2, 0.3), (0.5, 0.45, 0.55), (0.3, 0.3, 0.3)))
    assert "apart" not in says(t, GOALS, weighed((0.2, None, None), (0.5, None, None), (0.3, None, None), people=2))


def test_with_nobodys_marks_it_says_that_all_weigh_the_same() -> None:
    t = Texts.of("en")
    nothing = weighed((1 / 3, None, None), (1 / 3, None, None), (1 / 3, None, None), people=0)
    assert says(t, GOALS, nothing) == "Nobody has weighed the goals yet, so all weigh the same."
    assert all(row[3] == "–" for row in rows(t, GOALS, nothing, PERSON)[1])


@settings(max_examples=60)
@given(
    st.sampled_from(LANGUAGES),
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 50), st.integers(0, 50)), min_size=3, max_size=3),
)
def test_the_sentence_is_that_of_the_figures(language: str, figures: list[tuple[int, int, int]]) -> None:
    t = Texts.of(language)
    group = weighed(*[((m / 100), max(0, m - low) / 100, min(100, m + high) / 100) for m, low, high in figures])
    sentence = says(t, GOALS, group)
    best = max(GOALS, key=lambda one: group.weights[one.id].mean)
    assert sentence.index(t.local(best.title)) == min(
        sentence.index(t.local(one.title)) for one in GOALS if t.local(one.title) in sentence
    )
    assert t.percent(group.weights[best.id].mean) in sentence
    distance = max((w.high or 0) - (w.low or 0) for w in group.weights.values())
    assert sentence.count(".") == (2 if distance >= FURTHEST else 1)


def test_the_table_holds_what_the_bars_show() -> None:
    t = Texts.of("en")
    group = weighed((0.2, 0.1, 0.3), (0.5, 0.2, 0.7), (0.3, 0.3, 0.3), mine={A: 1, B: 3})
    columns, lines = rows(t, GOALS, group, PERSON)
    assert len(columns) == 5
    assert lines[0] == ["Klimatet", "1", "25%", "20%", "10%–30%"]
    assert [line[2] for line in lines] == ["25%", "75%", "0%"]
    hidden = rows(t, GOALS, group, PERSON, hidden=True)[1]
    assert [line[3:] for line in hidden] == [["–", "–"]] * 3


@pytest.mark.parametrize("people", [0, 1, 7])
def test_it_says_how_many_weighed_and_who_counts_for_more(people: int) -> None:
    group = weighed((0.2, None, None), (0.5, None, None), (0.3, None, None), people=people)
    assert (str(people) in who(Texts.of("en"), group, {})) is bool(people)
    said = who(Texts.of("en"), group, {Viewpoint.FINANCE: 0.5, Viewpoint.ELECTED: 2})
    assert said.endswith("People count by their viewpoint: finance × 0,5 and elected official × 2.")


def test_what_was_agreed_is_said_first_and_stands_beside_the_answers() -> None:
    t = Texts.of("en")
    group = answered(Weighing.SWING, WeightAnswers(swing={A: 100, B: 60, C: 40}), agreed={A: 20, B: 80})
    assert says(t, GOALS, group).startswith("You agreed on the weights together. “Ekonomin” weighs most (80%)")
    columns, lines = rows(t, GOALS, group, PERSON)
    assert columns[1] == "Agreed"
    assert [(line[4], line[1]) for line in lines] == [("50%", "20%"), ("30%", "80%"), ("20%", "0%")]
    assert "agreed" in how_to_read(t, group)


@pytest.mark.parametrize(
    ("way", "answers", "said"),
    [
        (Weighing.SWING, WeightAnswers(), "Give 100 to the goal that you would lift first."),
        (Weighing.SWING, WeightAnswers(swing={A: 90, B: 10, C: 0}), "Give 100 to the goal that you would lift first."),
        (Weighing.SWING, WeightAnswers(swing={A: 100}), "2 goals have no answer yet."),
        (Weighing.ORDER, WeightAnswers(), "not yet yours"),
        (Weighing.ORDER, WeightAnswers(order={A: 1, C: 2}), "New in the list: Ekonomin."),
        (Weighing.PAIRS, WeightAnswers(), "It takes 2 comparisons until yours count"),
        (Weighing.PAIRS, WeightAnswers(pairs={(A, C): 3}), "It takes 1 comparison more until yours count."),
        (Weighing.PAIRS, WeightAnswers(pairs={(A, C): 3}), "Nothing ties Klimatet and Maten to Ekonomin yet."),
    ],
)
def test_who_does_not_count_yet_reads_what_is_missing(way: Weighing, answers: WeightAnswers, said: str) -> None:
    assert said in lacking(Texts.of("en"), GOALS, answered(way, answers), PERSON)


def test_who_counts_is_asked_for_nothing_more() -> None:
    t = Texts.of("en")
    for way, answers in (
        (Weighing.MARKS, WeightAnswers(marks={A: 1})),
        (Weighing.SWING, WeightAnswers(swing={A: 100, B: 0, C: 5})),
        (Weighing.ORDER, WeightAnswers(order={A: 1, B: 1, C: 3})),
        (Weighing.PAIRS, WeightAnswers(pairs={(A, B): 3, (B, C): 3})),
    ):
        assert lacking(t, GOALS, answered(way, answers), PERSON) == ""


def verdict(pairs: dict[tuple[uuid.UUID, uuid.UUID], float], language: str = "en") -> tuple[str, str]:
    result = answered(Weighing.PAIRS, WeightAnswers(pairs=pairs)).answers[PERSON].pairwise
    assert result is not None
    t = Texts.of(language)
    return consistency(t, GOALS, result), ratio(t, result)


def test_three_comparisons_that_run_in_a_ring_are_named_with_the_one_to_look_at() -> None:
    said, figure = verdict({(A, B): 5, (B, C): 5, (A, C): 1 / 3})
    assert said == (
        "Three of your comparisons contradict each other: “Klimatet” more than “Ekonomin”; “Ekonomin” more than "
        "“Maten”; “Maten” somewhat more than “Klimatet”. Look at “Klimatet” against “Maten” first."
    )
    assert "up to 0,10 is accepted" in figure
    assert verdict({(A, B): 5, (B, C): 5, (A, C): 1 / 3}, "sv")[0].startswith("Tre av dina jämförelser")


def test_comparisons_that_agree_are_said_to_agree_and_few_to_check_nothing() -> None:
    assert verdict({(A, B): 3, (B, C): 3, (A, C): 9})[0] == "Your comparisons agree with each other."
    assert "none of them checks another" in verdict({(A, B): 3, (B, C): 3})[0]
