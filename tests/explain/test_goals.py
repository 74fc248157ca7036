"""What is said about goals is computed from them."""

import uuid
from decimal import Decimal

import pytest

from lotsen.domain.goal import MOST_GOALS, Goal, GoalLevel, Hanging
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.explain.goals import NBSP, enough, follow, goes, stands
from lotsen.texts import Texts


def goal(**fields: object) -> Goal:
    empty = LocalText()
    values: dict[str, object] = {
        "level": GoalLevel.PROCUREMENT, "position": 0, "title": LocalText.of("Klimatet"), "description": empty,
        "indicator": LocalText.of("Utsläpp"), "unit": "t CO2e", "baseline": None, "target": None, "target_year": None,
        "present_state": empty, "actions": empty, "origin": None, "origin_version": None, "version": 1,
    }  # fmt: skip
    return Goal(id=uuid.uuid4(), roadmap_id=uuid.uuid4(), **(values | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Utsläpp"),
        ({"baseline": Decimal("13700"), "target": Decimal("10200.5")}, "Utsläpp · 13 700 → 10 200,5 t CO2e"),
        ({"target": Decimal("10200"), "target_year": 2029}, "Utsläpp · mål 10 200 t CO2e · senast 2029"),
        ({"baseline": Decimal("0.25"), "unit": ""}, "Utsläpp · nu 0,25"),
        ({"indicator": LocalText(), "target_year": 2030}, "senast 2030"),
    ],
)
def test_how_a_goal_is_followed(fields: dict[str, object], said: str) -> None:
    assert follow(Texts.of("sv"), goal(**fields)).replace(NBSP, " ") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_about_the_number_of_goals_changes_at_five_eight_and_thirty(language: str) -> None:
    t = Texts.of(language)
    kinds = [enough(t, n, GoalLevel.PROCUREMENT).split(". ", 1)[1] for n in range(1, MOST_GOALS + 1)]
    assert len(set(kinds)) == 4
    assert len(set(kinds[0:4])) == len(set(kinds[4:7])) == len(set(kinds[7:29])) == 1
    assert all(str(n) in enough(t, n, GoalLevel.PROCUREMENT) for n in range(1, 31))


def test_where_a_goal_of_the_function_stands_is_said_line_by_line() -> None:
    t = Texts.of("en")
    assert stands(t, goal()) == []
    function = goal(present_state=LocalText.of("Få kan."), actions=LocalText.of("Kurs."), level=GoalLevel.FUNCTION)
    assert stands(t, function) == ["Present state: Få kan.", "Actions: Kurs."]


def test_what_goes_is_named_by_kind_and_number() -> None:
    t = Texts.of("en")
    assert goes(t, Hanging(0, 0, 0, 0, 0)) == []
    assert goes(t, Hanging(0, 0, 3, 2, 1), removed=False) == ["3 agreed values"]
    assert goes(t, Hanging(6, 1, 0, 2, 0)) == [
        "6 people's marks on it",
        "1 judgement of a category",
        "its ties to 2 policy lines, which stay",
    ]
