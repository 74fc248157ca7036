"""The case `portfolio`, as a process calls it."""

import json

import pytest

from lotsen.errors import InvalidInput
from lotsen.services.cases import read
from lotsen.services.cases.portfolio import KEYS, answer
from tests.support.solving import answered

TOY = json.loads(KEYS[KEYS.index("Example:") + len("Example:") :])


def asked(**change):
    return json.loads(json.dumps(answered(answer, {**TOY, **change}), allow_nan=False))


def indices(found):
    return {one: round(said["index"], 2) for one, said in found["core_index"].items()}


def test_the_example_of_the_help_has_the_core_that_it_should():
    found = asked()
    assert indices(found) == {"p1": 0.67, "p2": 0.67, "p3": 0.67, "p4": 1.0, "p5": 0.0}
    assert found["core_index"]["p4"]["standing"] == "core"
    assert found["core_index"]["p5"]["standing"] == "out"
    assert found["exact"]


@pytest.mark.parametrize(
    "weights",
    ["any", {"order": ["b", "a"]}, {"people": {"P1": {"a": 3, "b": 7}, "P2": {"a": 7, "b": 3}}},
     {"samples": [[0.3, 0.7], [0.7, 0.3]]}],
)  # fmt: skip
def test_weights_may_be_known_in_several_ways(weights):
    assert asked(weights=weights)["core_index"]["p4"]["index"] > 0


def test_people_span_the_same_weights_as_the_interval_between_them():
    assert indices(asked(weights={"people": {"P1": {"a": 3, "b": 7}, "P2": {"a": 7, "b": 3}}})) == indices(asked())


def test_scenarios_count_beside_the_weights():
    found = asked(scenarios=[{"name": "as it is"}, {"name": "p5 alone", "effects": {"p5": {"a": 90, "b": 90}}}])
    assert found["core_index"]["p5"]["standing"] == "borderline"
    assert found["scenarios"] == 2


def test_a_case_with_time_is_drawn():
    found = asked(periods=4, draws=3, seconds=30)
    assert (found["exact"], found["draws"], found["proven"]) == (False, 3, 3)


def test_the_curve_and_a_proposed_set_come_out():
    found = asked(
        curve={"budget": "cost", "amounts": [3, 6]}, beside={"budget": "cost", "proposed": ["p4", "p5"]}
    )  # fmt: skip
    assert [(point["amount"], point["effect"]) for point in found["curve"]] == [("3.00", 6), ("6.00", 10)]
    assert found["beside"]["same_cost"]["effect"] == 10
    assert found["beside"]["same_effect"]["money"] == "4.00"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"objective": "makespan"}, "objective effect"),
        ({"weights": {"gut": 1}}, "gut"),
        ({"weights": 3}, "any"),
        ({"weights": {"people": {"P1": {}}}}, "no points"),
        ({"weights": {"intervals": {"a": [0.8, 0.9], "b": [0.8, 0.9]}}}, "no weights"),
        ({"scenarios": [{"effects": {"p9": {"a": 1}}}]}, "p9"),
        ({"interventions": [{"id": "a", "effect": 3, "modes": [{"duration": 1}]}]}, "a number for each criterion"),
        ({"curve": {"budget": "cost", "amounts": []}}, "'curve.amounts' has to be a list"),
        ({"curve": {"budget": "gold", "amounts": [1]}}, "no budget gold"),
        ({"colour": 1}, "colour"),
    ],
)
def test_bad_input_is_told_in_words(change, words):
    with pytest.raises(InvalidInput, match=words):
        answer(read.case(json.dumps({**TOY, **change})))
