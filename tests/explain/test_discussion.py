"""What is said of the cells to talk about, held against the ranking with the cell settled."""

import numpy as np
import pytest

from lotsen.analysis.discussion import discussion
from lotsen.analysis.priorities import cells_of, prioritise
from lotsen.analysis.results import Priorities
from lotsen.explain import discussion as explain
from lotsen.texts import Texts
from tests.support.judged import Room, room

LANGUAGES = ("sv", "fi", "en")


@pytest.fixture(scope="module")
def made() -> Room:
    return room(seed=3, people=9, gaps=0.0, criteria=False, agreed=False)


def settled(result: Priorities, category: int, subject: int, value: float) -> set[int]:
    """The top list when one cell is settled."""
    agreed = result.cells.agreed.copy()
    agreed[category, subject] = value
    cells = cells_of(result.cells.categories, result.cells.subjects, result.cells.counts, agreed)
    return set(np.flatnonzero(prioritise(cells, result.goal_weights).top).tolist())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_outcome_says_who_comes_and_goes_as_the_ranking_itself_does(made: Room, language: str) -> None:
    t, result, found = Texts.of(language), made.result, discussion(made.result)
    names, now = made.names.categories, set(np.flatnonzero(made.result.top).tolist())
    assert found.stop_after > 1
    for cell in found.cells[:12]:
        i, j = result.categories.index(cell.category), result.cells.subjects.index(cell.subject)
        for outcome, said in zip((cell.low, cell.high), explain.outcomes(cell, names, t), strict=True):
            then = settled(result, i, j, outcome.value)
            changed = {names[result.categories[k]] for k in then ^ now}
            rest = set(names.values()) - changed
            assert all(name in said for name in changed)
            assert not any(name in said for name in rest)
            assert t.number(outcome.value, 1) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_below_the_place_to_stop_no_outcome_changes_the_list(made: Room, language: str) -> None:
    t, found = Texts.of(language), discussion(made.result)
    assert all(not cell.changes_list for cell in found.cells[found.stop_after :])
    assert t.number(len(found.cells) - found.stop_after) in explain.stop(found, t)
    assert t.number(found.stop_after) in explain.headline(found, t)
    moves = [cell.movement for cell in found.cells]
    assert t.percent(sum(moves[:5]) / sum(moves[: found.stop_after])) in explain.headline(found, t)


def test_sides_of_one_or_two_people_are_not_shown() -> None:
    few, t = room(seed=5, people=5, agreed=False), Texts.of("en")
    hidden = [cell for cell in discussion(few.result).cells if min(cell.low.people, cell.high.people) < 3]
    assert hidden
    assert {explain.sides(cell, t) for cell in hidden} == {
        "The answers differ, but too few stand behind one of the sides to show them apart."
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_lists_the_cells_in_the_order_of_what_they_move(made: Room, language: str) -> None:
    t, found = Texts.of(language), discussion(made.result)
    told = explain.table(found.cells, made.names.categories, made.names.columns, t)
    assert [row[1] for row in told.rows] == [
        explain.title(cell, made.names.categories, made.names.columns, t) for cell in found.cells
    ]
    moved = [cell.movement for cell in found.cells[: found.stop_after]]
    assert moved == sorted(moved, reverse=True)


def test_when_everybody_answers_alike_there_is_nothing_to_talk_about() -> None:
    same = room(people=1, agreed=False)
    assert explain.headline(discussion(same.result), Texts.of("en")).startswith("You answered alike everywhere")
