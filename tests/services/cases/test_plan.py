"""The case `plan`, as a process calls it."""

import json
import subprocess
import sys

import pytest

from lotsen.config import ROOT
from lotsen.errors import InvalidInput
from lotsen.services.cases import read
from lotsen.services.cases.plan import KEYS, answer
from tests.support.solving import answered

TWO = {
    "periods": 4,
    "capacity": {"buyer": 1},
    "budget": {"money": ["10.00", 5]},
    "periods_per_year": 2,
    "interventions": [
        {"id": "a", "effect": 5, "modes": [{"duration": 2, "demand": {"buyer": 1}, "consumption": {"money": 10}}]},
        {
            "id": "b", "effect": 3, "predecessors": [{"id": "a", "lag": 1}],
            "modes": [{"duration": 1, "demand": {"buyer": 1}, "consumption": {"money": "5.00"}}],
        },
    ],
}  # fmt: skip


def asked(case):
    return json.loads(json.dumps(answered(answer, case), allow_nan=False))


def test_the_example_of_the_help_is_answered():
    example = json.loads(KEYS[KEYS.index("Example:") + len("Example:") :])
    assert asked(example)["status"] == "optimal"


def test_a_plan_comes_out_with_its_use_its_money_and_its_check():
    found = asked(TWO)
    assert (found["status"], found["objective"], found["gap"]) == ("optimal", 8, 0)
    assert found["chosen"] == [
        {"id": "a", "mode": 0, "start": 0, "end": 2}, {"id": "b", "mode": 0, "start": 3, "end": 4}
    ]  # fmt: skip
    assert found["use"] == {"buyer": [1, 1, 0, 1]}
    assert found["money"] == {"money": ["10.00", "5.00"]}
    assert found["critical_path"] == ["a", "b"]
    assert found["checked"] == {"ok": True, "violations": []}


def test_a_project_of_musts_needs_no_number_of_periods():
    case = {
        "objective": "makespan",
        "capacity": {"R1": 1},
        "interventions": [
            {"id": name, "must": True, "modes": [{"duration": 3, "demand": {"R1": 1}}]} for name in ("a", "b")
        ],
    }
    found = asked(case)
    assert (found["status"], found["objective"], found["bound"]) == ("optimal", 6, 6)


def test_what_clashes_stands_in_the_answer():
    late = {**TWO["interventions"][1], "must": True, "latest": 2}
    found = asked({**TWO, "interventions": [TWO["interventions"][0], late]})
    assert found["status"] == "infeasible"
    assert found["chosen"] == []
    assert {"b has to be done.", "a comes before b.", "b may run from 0 to 2 only."} <= set(found["clashes"])


def test_pins_have_a_price_where_it_is_asked_for():
    pinned = [{**TWO["interventions"][0], "forbidden": True}, TWO["interventions"][1]]
    found = asked({**TWO, "interventions": pinned, "pin_costs": True})
    assert found["pin_costs"] == [{"id": "a", "pin": "forbidden", "least": 8, "most": 8}]


def test_a_role_without_a_capacity_is_said_to_be_unlimited():
    assert asked({**TWO, "capacity": {}})["warnings"] == ["capacity not limited: buyer."]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"interventions": []}, "'interventions' has to be a list"),
        ({"interventions": [{"id": "a"}]}, "'modes' is missing"),
        ({"interventions": [{"id": "a", "modes": [{"duration": -1}]}]}, "duration"),
        ({"interventions": [{"id": "a", "modes": [{"duration": 1, "cost": 3}]}]}, "cost"),
        ({"interventions": [{"id": "a", "must": 1, "modes": [{"duration": 1}]}]}, "true or false"),
        ({"capacity": {"buyer": [1, 1]}}, "'capacity.buyer' has 2 numbers; 4 are expected"),
        ({"budget": {"money": "much"}}, "that is no amount"),
        ({"budget": {"money": "NaN"}}, "has to be a number"),
        ({"budget": [1]}, "names as keys"),
        ({"budget": {"money": [1, 2, 3]}}, "one amount, or 2 of them"),
        ({"objective": "joy"}, "effect, makespan"),
        ({"periods": None}, "'periods' is missing"),
        ({"colour": 1}, "colour"),
    ],
)
def test_bad_input_is_told_in_words(change, words):
    with pytest.raises(InvalidInput, match=words):
        answer(read.case(json.dumps({**TWO, **change})))


def test_the_command_answers_in_json():
    done = subprocess.run(
        [sys.executable, "-m", "lotsen", "plan", "-", "--json"],
        cwd=ROOT, input=json.dumps(TWO).encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["objective"] == 8


def test_money_by_year_moves_along_and_is_kept_year_by_year():
    one = {"id": "a", "effect": 1, "modes": [{"duration": 2, "consumption": {"money": 9}, "by_year": {"money": [6]}}]}
    case = {"periods": 4, "periods_per_year": 2, "budget": {"money": [5, 7]}, "interventions": [one]}
    assert answer(case)["chosen"] == [], "in its first year it takes 6, or all 9"
    found = answer(case | {"budget": {"money": [6, 7]}})
    assert [(each["start"], found["money"]["money"]) for each in found["chosen"]] == [(1, ["6.00", "3.00"])]
    late = {"duration": 2, "by_year": {"money": [None, "4.00"]}}
    found = answer(
        case
        | {"budget": {"money": [0, 0, 4]}, "interventions": [{"id": "a", "effect": 1, "start": 2, "modes": [late]}]}
    )
    assert found["money"] == {"money": ["0.00", "0.00", "4.00"]} and found["checked"]["ok"]


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ({"duration": 1, "consumption": {"money": 3}, "by_year": {"money": [2, 2]}}, "by year than in all"),
        ({"duration": 1, "by_year": {"money": 2}}, "has to be a list"),
        ({"duration": 1, "by_year": {"money": [-1]}}, "by_year.money"),
    ],
)
def test_money_by_year_that_can_not_be_is_told_in_words(mode, said):
    case = {
        "periods": 2,
        "periods_per_year": 1,
        "budget": {"money": [9, 9]},
        "interventions": [{"id": "a", "modes": [mode]}],
    }
    with pytest.raises(InvalidInput, match=said):
        answer(case)
