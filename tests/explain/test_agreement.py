"""What is said of agreement, recomputed from the answers by code of its own."""

import math
import re
from statistics import fmean

import numpy as np
import pytest

from lotsen.analysis.agreement.camps import camps
from lotsen.analysis.agreement.consensus import ahp_consensus
from lotsen.analysis.agreement.kendall import kendall_w
from lotsen.analysis.agreement.krippendorff import krippendorff_alpha
from lotsen.analysis.agreement.sides import sides
from lotsen.analysis.results.agreement import Metric
from lotsen.explain import agreement as explain
from lotsen.texts import Texts

LANGUAGES = pytest.mark.parametrize("language", ["sv", "fi", "en"])
EN = Texts.of("en")
NAMES = {"finance": "Ekonomi", "law": "Juridik"}
ITEMS = [f"Ruta {chr(65 + i)}" for i in range(20)]


def said_numbers(text):
    return [float(n.replace(",", ".")) for n in re.findall(r"\d+[.,]\d+", text)]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([[1, 2, 3, 4]] * 5 + [[2, 1, 3, 4]], explain.LARGELY),
        ([[1, 2, 3, 4], [4, 3, 2, 1], [2, 1, 4, 3], [3, 4, 1, 2], [1, 3, 2, 4]], explain.DIFFERENTLY),
        ([[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [3, 2, 1]], explain.DIFFERENTLY),
        ([[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3], [2, 3, 1]], explain.IN_PART),
    ],
)
@LANGUAGES
def test_the_plain_words_come_first_and_the_figure_with_its_source_after_them(language, rows, word):
    t, answers = Texts.of(language), np.array(rows, dtype=float)
    m, n = answers.shape
    w = 12 * sum((s - m * (n + 1) / 2) ** 2 for s in answers.sum(axis=0)) / (m**2 * (n**3 - n))
    said = explain.of_order(kendall_w(answers), t)
    assert said.startswith(t(word))
    assert t.number(w, 2) in said
    assert "Babington Smith 1939" in said


@pytest.mark.parametrize("people", [2, 4, 5])
@LANGUAGES
def test_with_one_to_four_people_there_is_no_figure_but_the_coach(language, people):
    t = Texts.of(language)
    answers = np.tile([[1.0, 2, 3]], (people, 1))
    told = (
        explain.of_order(kendall_w(answers), t),
        explain.of_answers(krippendorff_alpha(answers, Metric.ORDINAL), t),
        explain.of_weights(ahp_consensus(answers), t),
    )
    for said in told:
        assert bool(re.search(r"\d", said)) is (people == 5)
        assert ("coach" in said or "valmentaja" in said) is (people < 5)


@LANGUAGES
def test_answers_with_gaps_are_told_by_alpha_and_the_metric_is_named(language):
    t = Texts.of(language)
    answers = np.array([[0, 3, 1], [0, 3, math.nan], [1, 3, 1], [0, 2, 1], [0, 3, 2]])
    found = krippendorff_alpha(answers, Metric.INTERVAL)
    said = explain.of_answers(found, t)
    assert said_numbers(said) == [round(found.value, 2)]
    assert t(explain.METRICS[Metric.INTERVAL]) in said
    assert said.startswith(t(explain.LARGELY))
    assert explain.of_answers(krippendorff_alpha(np.ones((5, 2)), Metric.ORDINAL), t) == t("All answers are alike.")


def test_weights_are_told_by_ahp_os_words():
    alike, apart = ([[5, 3, 2]] * 5, [[7, 2, 1], [1, 2, 7], [2, 6, 2], [7, 2, 1], [1, 2, 7]])
    assert explain.of_weights(ahp_consensus(np.array(alike, dtype=float)), EN).startswith(explain.LARGELY)
    assert explain.of_weights(ahp_consensus(np.array(apart, dtype=float)), EN).startswith(explain.DIFFERENTLY)


@LANGUAGES
def test_the_viewpoints_sentence_names_the_item_that_parts_them_most_with_both_means(language):
    answers = np.array([[3, 1, 2], [3, 2, 2], [2, 1, 2], [1, 1, 2], [0, 2, 2], [1, 3, 2]], dtype=float)
    groups = {"finance": [0, 1, 2], "law": [3, 4, 5]}
    said = explain.of_viewpoints(sides(answers, groups), NAMES, ITEMS, Texts.of(language))
    assert "Ruta A" in said
    assert said_numbers(said) == [round(fmean(answers[rows, 0]), 1) for rows in groups.values()]
    assert said.index("Ekonomi") < said.index("Juridik")


def test_a_viewpoint_without_three_people_leaves_nothing_to_compare():
    answers = np.ones((5, 2))
    assert "at least 3 people" in explain.of_viewpoints(sides(answers, {"law": [0, 1]}), NAMES, ITEMS, EN)
    agreed = sides(np.ones((6, 2)), {"finance": [0, 1, 2], "law": [3, 4, 5]})
    assert explain.of_viewpoints(agreed, NAMES, ITEMS, EN) == "The viewpoints do not differ anywhere that can be shown."


@LANGUAGES
def test_camps_are_told_by_their_sizes_and_what_parts_them(language):
    random, t = np.random.default_rng(7), Texts.of(language)
    view = np.r_[np.full(5, 3), np.full(5, 0), random.integers(1, 3, 10)]
    mirrored = np.r_[3 - view[:10], view[10:]]
    answers = np.array([view] * 8 + [mirrored] * 5) + random.choice([-1, 0, 1], (13, 20), p=[0.15, 0.7, 0.15])
    answers = np.clip(answers, 0, 3).astype(float)
    said = explain.of_camps(camps(answers), 13, ITEMS, t)
    assert t.listing(["8", "5"]) in said
    item = next(i for i, name in enumerate(ITEMS) if name in said)
    assert said_numbers(said) == [round(fmean(answers[:8, item]), 1), round(fmean(answers[8:, item]), 1)]


@LANGUAGES
def test_where_there_are_no_camps_that_is_said_and_why_none_are_looked_for(language):
    t = Texts.of(language)
    assert explain.of_camps(None, 12, ITEMS, t) == t("Your answers do not fall into camps.")
    assert "10" in explain.of_camps(None, 9, ITEMS, t)
