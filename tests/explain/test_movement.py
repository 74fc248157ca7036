"""Every sentence about what moved is recomputed from the movement it stands on."""

import re
from collections.abc import Mapping
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotsen.analysis.movement import movement, stand
from lotsen.analysis.priorities import ranking
from lotsen.analysis.results.movement import Compared, Movement, Stand
from lotsen.domain.coaching import Comparison
from lotsen.domain.criterion import JUDGED, Criterion, CriterionKind
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.explain import movement as explain
from lotsen.texts import Texts
from tests.support.judged import room, uid

EN = Texts.of("en")
FOOD, ENERGY, CLEANING, ROADS = (uid(n) for n in range(4))
CLIMATE, MARKET, SPEND = uid(500), uid(501), uid(900)
NAMES = {FOOD: "Food", ENERGY: "Energy", CLEANING: "Cleaning", ROADS: "Roads"}
COLUMNS = {CLIMATE: "Climate", MARKET: "Market", SPEND: "Spend"}
MEASURED = {SPEND: CriterionKind.SPEND}

BASE = ((1.4, 1.5), (3.0, 2.4), (2.4, 1.8), (1.8, 1.8))
"""By category and goal, 0 to 3: Energy, Cleaning, Roads, Food."""


def standing(
    values: object = BASE, weights: object = (0.4, 0.6), subjects: tuple[UUID, ...] = (CLIMATE, MARKET), top: int = 2
) -> Stand:
    """A ranking from values 0 to 3 and weights, counted as the priorities are."""
    unit, given = np.array(values, dtype=float) / 3, np.array(weights, dtype=float)
    known = ~np.isnan(unit)
    counts = np.where(known, given, 0.0)
    counts = counts / counts.sum(axis=1, keepdims=True)
    score = 100 * np.nansum(counts * unit, axis=1)
    return Stand((FOOD, ENERGY, CLEANING, ROADS), subjects, counts, unit, score, ranking(score), top)


def with_food(*cells: float, weights: object = (0.4, 0.6)) -> Movement:
    return movement(standing(), standing((cells, *BASE[1:]), weights))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def why(found: Movement, category: UUID = FOOD, measured: Mapping[UUID, CriterionKind] = MEASURED) -> tuple[str, ...]:
    move = next(move for move in found.moves if move.category == category)
    return tuple(map(plain, explain.why(move, NAMES, COLUMNS, EN, measured)))


def test_the_furthest_move_is_said_and_the_others_counted() -> None:
    risen = with_food(3.0, 2.1)
    assert explain.headline(risen, NAMES, EN) == "Food rose from place 4 to 2; 2 others moved too."
    assert explain.top_list(risen, NAMES, EN) == "New on the top list: Food. No longer on it: Cleaning."
    back = movement(standing(((3.0, 2.1), *BASE[1:])), standing())
    assert explain.headline(back, NAMES, EN) == "Food fell from place 2 to 4; 2 others moved too."
    assert explain.top_list(back, NAMES, EN) == "New on the top list: Cleaning. No longer on it: Food."


@pytest.mark.parametrize(
    ("language", "headline", "cause"),
    [
        (
            "sv",
            "Food steg från plats 4 till 2; 2 andra bytte också plats.",
            "Food × Climate gick från 1,4 till 3,0: +21 poäng.",
        ),
        (
            "fi",
            "Food: nousu sijalta 4 sijalle 2; 2 muutakin vaihtoi sijaa.",
            "Food × Climate muuttui arvosta 1,4 arvoon 3,0: +21 pistettä.",
        ),
        (
            "en",
            "Food rose from place 4 to 2; 2 others moved too.",
            "Food × Climate went from 1,4 to 3,0: +21 points.",
        ),
    ],
)
def test_after_a_change_it_says_what_it_did_in_every_language(language: str, headline: str, cause: str) -> None:
    said = explain.after_change(with_food(3.0, 2.1), NAMES, COLUMNS, Texts.of(language))
    assert said[0] == headline
    assert said[2] == cause
    assert len(said) == 4


def test_what_was_removed_meanwhile_is_no_stumbling_block() -> None:
    names = {category: name for category, name in NAMES.items() if category != ROADS}
    said = explain.after_change(with_food(3.0, 2.1), names, {MARKET: "Market"}, EN)
    assert said[0] == "Food rose from place 4 to 2; 1 other moved too."
    assert said[2] == "Food × a removed goal went from 1,4 to 3,0: +21 points."


def test_an_order_that_stayed_is_said_to_have_stayed() -> None:
    assert explain.after_change(movement(standing(), standing()), NAMES, COLUMNS, EN) == (
        "The order is the same as it was.",
    )
    assert explain.after_change(with_food(1.7, 1.5), NAMES, COLUMNS, EN) == (
        "The order is the same as it was; Food changed most, +4,0 points.",
        "Food × Climate went from 1,4 to 1,7: +4,0 points.",
    )
    assert explain.top_list(movement(standing(), standing()), NAMES, EN) == "The top list is the same."


def test_another_judgement_and_another_weight_are_told_apart() -> None:
    # (0.4 + 0.5)/2 × (3.0 − 1.4)/3 = 24 points, (1.4 + 3.0)/2/3 × 0.1 = 7.3, 1.5/3 × −0.1 = −5
    assert why(with_food(3.0, 1.5, weights=(0.5, 0.5))) == (
        "Food × Climate went from 1,4 to 3,0: +24 points.",
        "Climate weighs 50% here instead of 40%: +7,3 points.",
        "Market weighs 50% here instead of 60%: −5,0 points.",
    )


def test_a_category_that_only_others_passed_is_said_to_have_stayed() -> None:
    assert why(with_food(3.0, 2.1), CLEANING) == ("Cleaning has the points that it had: the others moved.",)


def test_what_began_or_ceased_to_be_judged_is_said_so() -> None:
    gap = ((np.nan, 1.5), *BASE[1:])
    began = movement(standing(gap), standing())
    # From 50 points to 100 (0.4 × 1.4 + 0.6 × 1.5)/3 = 48.7: the cell brings 18.7 and the other then weighs 20 less.
    assert why(began) == (
        "Market weighs 60% here instead of 100%: −20 points.",
        "Food × Climate is judged now, 1,4: +19 points.",
    )
    assert "Food × Climate is not judged any more, it had 1,4: −19 points." in why(movement(standing(), standing(gap)))


def test_a_category_that_came_or_went_is_said_to_have() -> None:
    here = standing()
    short = Stand(
        here.categories[1:], here.subjects, here.weights[1:], here.unit[1:], here.score[1:], ranking(here.score[1:]), 2
    )
    came, went = movement(short, here), movement(here, short)
    assert why(came) == ("Food was not judged before: +49 points.",)
    assert why(went) == ("Food is not judged any more: −49 points.",)
    assert explain.headline(came, NAMES, EN) == "Food has a place now, 4."
    assert explain.headline(went, NAMES, EN) == "Food has no place any more, it had 4."


def test_a_measured_criterion_is_said_in_its_own_words() -> None:
    subjects = (CLIMATE, MARKET, SPEND)
    cells, weights = [[*row, 1.5] for row in BASE], (0.3, 0.5, 0.2)
    then = standing(cells, weights, subjects)
    cells[0][2] = 3.0
    grown = movement(then, standing(cells, weights, subjects))
    assert why(grown) == ("More is spent on Food, held against the largest category: +10 points.",)
    cells[0][2] = np.nan
    unknown = movement(then, standing(cells, weights, subjects))
    assert "Food × Spend is not known any more: −10 points." in why(unknown)


def test_every_measured_criterion_has_words_of_its_own() -> None:
    assert set(explain.GREW) == set(explain.SHRANK) == set(CriterionKind) - JUDGED


def test_small_causes_are_added_up() -> None:
    subjects = tuple(uid(500 + n) for n in range(6))
    columns = {subject: f"Goal {n}" for n, subject in enumerate(subjects)}
    cells = np.full((4, 6), 1.5)
    then = standing(cells, [1 / 6] * 6, subjects)
    after = cells.copy()
    after[0] = [3.0, 2.7, 2.4, 2.1, 1.8, 1.5]
    move = movement(then, standing(after, [1 / 6] * 6, subjects)).moves[0]
    said = explain.why(move, NAMES, columns, EN)
    assert len(said) == explain.MOST_CAUSES + 1
    assert said[-1] == "2 smaller changes besides: +5,0 points."


FIGURE = re.compile(r": ([±+−])([\d,]+) point")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 200), st.integers(0, 200))
def test_the_points_in_the_sentences_add_up_to_the_change(seed: int, other: int) -> None:
    one, two = room(seed=seed, weight=0.1), room(seed=other, weight=0.3)
    names, columns = one.names.categories, one.names.columns
    for move in movement(stand(one.result), stand(two.result)).moves:
        said = explain.why(move, names, columns, EN, {uid(900): CriterionKind.SPEND, uid(901): CriterionKind.CARBON})
        figures = [
            (-1 if sign == "−" else 1) * float(figure.replace(",", "."))
            for text in said
            for sign, figure in FIGURE.findall(text)
        ]
        assert sum(figures) == pytest.approx(move.points, abs=0.5 * len(figures) + 0.1 * len(move.causes) + 0.05)


def compared(found: Movement, *, explained: bool = True) -> Compared:
    spend = Criterion(SPEND, uid(1), CriterionKind.SPEND, 1, LocalText(), 1)
    return Compared(
        found,
        Comparison({}, {}, {}),
        {category: LocalText.of(name, "en") for category, name in NAMES.items()},
        {goal: LocalText.of(COLUMNS[goal], "en") for goal in (CLIMATE, MARKET)},
        (spend,),
        explained,
    )


def test_the_table_has_every_place_and_change() -> None:
    found = compared(with_food(3.0, 2.1))
    told = explain.table(found, EN)
    assert [row[:4] for row in told.rows] == [
        ("Energy", "1", "1", "±0,0"),
        ("Food", "4", "2", "+33,3"),
        ("Cleaning", "2", "3", "±0,0"),
        ("Roads", "3", "4", "±0,0"),
    ]
    assert told.rows[0][4] == ""
    assert told.rows[1][4] == " ".join(why(found.movement))
    assert explain.table(compared(found.movement, explained=False), EN).head == ("Category", "Place then", "Place now")


def test_the_known_criteria_are_called_as_the_product_calls_them() -> None:
    found = compared(with_food(3.0, 2.1))
    assert explain.columns_of(found, Texts.of("sv"))[SPEND] == "Inköp"
    assert explain.measured_of(found) == MEASURED


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_and_how_to_read_are_there_where_the_causes_are_known(language: str) -> None:
    t, found = Texts.of(language), compared(with_food(3.0, 2.1))
    reasons = explain.reasons(found, t)
    assert len(reasons) == sum(bool(move.causes) for move in found.movement.moved) == 1
    assert reasons[0][1] == explain.why(found.movement.moved[0], NAMES, COLUMNS, t)
    assert explain.passed(found, t).startswith("2 ")
    assert explain.passed(compared(found.movement, explained=False), t) == ""
    assert len(explain.how_to_read(found, 3, t)) == 6
    assert "A" in explain.subtitle(found, "A", "B", t)


@pytest.mark.parametrize(
    ("points", "said"),
    [(12.4, "+12 points"), (1.0, "+1,0 points"), (-4.04, "−4,0 points"), (0.01, "±0,0 points"), (9.97, "+10 points")],
)
def test_points_are_written_with_their_sign(points: float, said: str) -> None:
    assert explain.signed(points, EN) == said
