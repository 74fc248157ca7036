"""The sentence about the group's weights is recomputed from the weights."""

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.domain.goal import GoalWeight, Weighed
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.explain.weights import FURTHEST, rows, says, who
from lotsen.texts import Texts
from tests.explain.test_goals import goal

GOALS = [goal(title=LocalText.of(title)) for title in ("Klimatet", "Ekonomin", "Maten")]
A, B, C = (one.id for one in GOALS)
PERSON = uuid.uuid4()


def weighed(*weights: tuple[float, float | None, float | None], people: int = 6) -> Weighed:
    marks = {uuid.uuid4(): {A: 1} for _ in range(people)}
    return Weighed(marks, {one.id: GoalWeight(*weight) for one, weight in zip(GOALS, weights, strict=True)})


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
    assert says(t, GOALS, nothing) == "Nobody has given marks yet, so all goals weigh the same."
    assert all(row[3] == "–" for row in rows(t, GOALS, nothing, {})[1])


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
    columns, lines = rows(t, GOALS, weighed((0.2, 0.1, 0.3), (0.5, 0.2, 0.7), (0.3, 0.3, 0.3)), {A: 1, B: 3})
    assert len(columns) == 5
    assert lines[0] == ["Klimatet", "1", "25%", "20%", "10%–30%"]
    assert [line[2] for line in lines] == ["25%", "75%", "0%"]


@pytest.mark.parametrize("people", [0, 1, 7])
def test_it_says_how_many_gave_marks(people: int) -> None:
    said = who(Texts.of("en"), weighed((0.2, None, None), (0.5, None, None), (0.3, None, None), people=people))
    assert (str(people) in said) is bool(people)
