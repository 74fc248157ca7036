"""What is said of the priorities, recomputed from the answers by code of its own."""

import math
import re

import numpy as np
import pytest

from lotsen.charts.layout.heatmap import heatmap
from lotsen.explain import place
from lotsen.explain import priorities as explain
from lotsen.texts import Texts
from tests.support.judged import CATEGORIES, GOALS, POINTS, room

LANGUAGES = pytest.mark.parametrize("language", ["sv", "fi", "en"])
ROOMS = pytest.mark.parametrize(
    "options", [{}, {"seed": 1}, {"seed": 2, "gaps": 0.3}, {"seed": 5, "people": 3}], ids=str
)


def scores(made):
    """Score and share judged of every category, straight from the answers."""
    total = sum(POINTS)
    found = {}
    for i, name in enumerate(CATEGORIES):
        points = weight = 0.0
        for j, given in enumerate(POINTS):
            answers = [a for a in made.answers[:, i, j] if not math.isnan(a)]
            value = 2.5 if (i, j) == (2, 1) else sum(answers) / len(answers) if answers else None
            if value is not None:
                points, weight = points + given / total * value / 3, weight + given / total
        found[name] = (round(100 * points / weight, 9) if weight else None, weight)
    return found


def ranked(made):
    known = {name: score for name, (score, judged) in scores(made).items() if judged >= 0.5 - 1e-9}
    return sorted(known.items(), key=lambda one: -one[1])


def numbers(text):
    return [float(n.replace("\xa0", "").replace(",", ".")) for n in re.findall(r"\d+(?:[.,]\d+)?", text)]


@LANGUAGES
@ROOMS
def test_the_headline_names_those_who_carry_half_of_the_benefit(language, options):
    made, t = room(**options), Texts.of(language)
    places = ranked(made)
    half, few = sum(score for _, score in places) / 2, 0
    while sum(score for _, score in places[:few]) < half - 1e-9:
        few += 1
    said = explain.headline(made.result, made.names.categories, t)
    if few <= 3:
        assert all(name in said for name, _ in places[:few])
    else:
        assert places[0][0] in said
        assert numbers(said.replace(places[0][0], "")) == [round(places[0][1]), few, len(places)] or language == "fi"
        assert t.number(few) in said


@LANGUAGES
@ROOMS
def test_the_border_sentence_has_the_gap_between_the_last_in_and_the_first_out(language, options):
    made, t = room(**options), Texts.of(language)
    places, size = ranked(made), made.result.top_size
    said = explain.border(made.result, made.names.categories, t)
    (last, inside), (next_, outside) = places[size - 1], places[size]
    assert last in said
    assert next_ in said
    assert t.number(inside - outside, 1) in said


@LANGUAGES
@ROOMS
def test_the_coverage_sentence_counts_the_cells_that_nobody_judged(language, options):
    made, t = room(**options), Texts.of(language)
    empty = int(np.isnan(made.answers).all(axis=0).sum()) - int(np.isnan(made.answers[:, 2, 1]).all())
    said = explain.coverage(made.result, t)
    assert (t.number(empty) in said and str(len(CATEGORIES) * len(GOALS)) in said) if empty else said == ""


@LANGUAGES
@ROOMS
def test_a_rank_is_explained_by_numbers_that_add_up_to_its_score(language, options):
    made, t = room(**options), Texts.of(language)
    places = [name for name, _ in ranked(made)]
    for name, (score, judged) in scores(made).items():
        explanation = place.rank(made.result, made.category(name), made.names.categories, made.names.columns, t)
        assert explanation.title == name
        table = explanation.table
        parts = [numbers(row[3])[0] for row in table.rows if row[3] != "–"]
        if name not in places:
            assert t.percent(judged) in explanation.sentences[0]
            continue
        assert t.number(score, 1) in explanation.sentences[0]
        assert str(places.index(name) + 1) in explanation.sentences[0]
        assert sum(parts) == pytest.approx(score, abs=0.05 * len(parts) + 0.05)
        assert table.foot[-1] == t.number(score, 1)
        weights = [numbers(row[1])[0] for row in table.rows]
        assert weights == sorted(weights, reverse=True) == sorted(map(float, POINTS), reverse=True)


@LANGUAGES
def test_a_cell_is_explained_by_its_answers(language):
    made, t = room(seed=3), Texts.of(language)
    for i, category in enumerate(made.result.categories):
        for j, goal in enumerate(made.result.columns[: len(GOALS)]):
            said = place.cell(made.result, category, goal.id, made.names.categories, made.names.columns, t)
            answers = [int(a) for a in made.answers[:, i, j] if not math.isnan(a)]
            if (i, j) == (2, 1):
                assert t.number(2.5, 1) in said.sentences[0]
            elif answers:
                assert t.number(sum(answers) / len(answers), 1) in said.sentences[0]
            if said.table:
                assert [int(row[1]) for row in said.table.rows[:4]] == [answers.count(value) for value in range(4)]
                assert int(said.table.rows[4][1]) == made.unsure[:, i, j].sum()
            assert (said.table is not None) == (len(answers) >= 5)


@LANGUAGES
def test_few_judges_are_told_nothing_about_agreement(language):
    made, t = room(people=4), Texts.of(language)
    said = explain.worth_talking(made.result, made.names.categories, made.names.columns, t)
    assert said == t(
        "With fewer than five judges of a cell nothing is said about agreement: look at it with your coach."
    )
    one = place.cell(
        made.result, made.result.categories[0], made.result.columns[0].id, made.names.categories, made.names.columns, t
    )
    assert one.table is None


@LANGUAGES
def test_what_is_worth_talking_about_are_the_cells_with_a_dot(language):
    made, t = room(seed=4, people=9), Texts.of(language)
    layout = heatmap(made.result, made.names, t)
    dots = [(layout.rows[c.row].name, layout.columns[c.column].name) for c in layout.cells if c.matters]
    said = explain.worth_talking(made.result, made.names.categories, made.names.columns, t)
    assert dots
    assert all(category in said and goal in said for category, goal in dots)


@LANGUAGES
def test_the_table_beside_the_picture_has_its_rows_columns_and_numbers(language):
    made, t = room(), Texts.of(language)
    layout = heatmap(made.result, made.names, t)
    table = explain.table(made.result, made.names.categories, made.names.columns, t)
    assert [row[1] for row in table.rows] == [row.name for row in layout.rows]
    assert [row[0] for row in table.rows] == [t.number(row.rank) if row.rank else "–" for row in layout.rows]
    for number, row in enumerate(layout.rows):
        cells = [c.text for c in layout.cells if c.row == number and not layout.columns[c.column].beside]
        assert list(table.rows[number][2 : 2 + len(cells)]) == [
            text if text not in ("", "?") else "–" for text in cells
        ]
        assert row.score is None or table.rows[number][-1] == t.number(row.score, 1)


@LANGUAGES
def test_criteria_beside_the_goals_say_whether_they_weigh_anything(language):
    t = Texts.of(language)
    for weight in (0.0, 0.25):
        made = room(weight=weight)
        spend = next(c for c in made.result.columns if c.criterion == "spend")
        said = place.cell(
            made.result, made.category("Energi"), spend.id, made.names.categories, made.names.columns, t
        ).sentences[0]
        assert (t.percent(0.25) in said) == bool(weight)
        assert t.about(made.names.money[made.category("Energi")]) in said


@LANGUAGES
def test_nothing_judged_is_said_plainly(language):
    made, t = room(gaps=1.0, agreed=False, criteria=False), Texts.of(language)
    assert explain.headline(made.result, made.names.categories, t) == t("Nothing is judged enough to be ranked yet.")
    assert explain.border(made.result, made.names.categories, t) == ""
    assert explain.worth_talking(made.result, made.names.categories, made.names.columns, t) == ""


@LANGUAGES
def test_how_to_read_names_the_size_of_the_top_list(language):
    t = Texts.of(language)
    assert any(t.number(4) in sentence for sentence in explain.how_to_read(room().result, t))


@LANGUAGES
def test_a_formula_says_what_its_letters_stand_for(language):
    result, t = room().result, Texts.of(language)
    said = explain.formula(result, t)
    assert result.method.formula in said
    for symbol in ("w", "u", "W", "S"):
        assert f"{symbol} {t(explain.STEPS[symbol])}" in said
    assert f"r {t(explain.STEPS['r'])}" not in said


def test_every_step_of_the_arithmetic_has_a_name():
    steps = room().result.steps
    assert {step.symbol: step.name for step in steps} == dict(explain.STEPS)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_weight_says_whose_it_is_what_the_criteria_leave_and_what_it_can_give(language: str) -> None:
    t, made = Texts.of(language), room(weight=0.2)
    result, goal = made.result, made.result.columns[0].id
    said = place.weight(result, goal, made.names.columns, t)
    assert t.percent(0.8 * 0.3) in said.title
    whose, left, gives = said.sentences
    assert t.number(result.goal_weights.people) in whose
    assert t.percent(0.3) in left
    assert t.percent(float(result.weights[0])) in left
    assert t.number(100 * float(result.weights[0]), 1) in gives
    assert said.table is not None
    assert [row[1] for row in said.table.rows] == [t.percent(0.3)] * 4
    assert place.weight(room(people=4).result, goal, made.names.columns, t).table is None
