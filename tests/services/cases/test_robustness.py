import json
import re
import subprocess
import sys

import numpy as np
import pytest

from lotsen.config import ROOT
from lotsen.errors import InvalidInput
from lotsen.services.cases import read
from lotsen.services.cases.robustness import KEYS, answer

TOY = {
    "alternatives": ["A", "B", "C"],
    "criteria": [{"name": "x"}, {"name": "y"}, {"name": "z"}],
    "matrix": [[9, 1, 3], [3, 3, 9], [3, 9, 1]],
    "weights": "any",
    "draws": 20_000,
    "seed": 1,
    "top": 1,
}


def case(**other):
    return {key: value for key, value in (TOY | other).items() if value is not None}


def test_the_toy_without_knowledge_of_weights():
    found = answer(case())
    assert found["in_top"] == pytest.approx([0.29, 0.40, 0.32], abs=0.015)
    assert found["confidence"] == [1, 1, 1]
    assert (found["draws"], found["top"]) == (20_000, 1)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_same_seed_gives_the_same_answer_and_another_one_another():
    assert answer(case()) == answer(case())
    assert answer(case(seed=2)) != answer(case())


def test_what_is_never_first_has_null_for_its_weights():
    found = answer(case(matrix=[[1, 1, 1], [3, 3, 3], [2, 2, 2]], top=2))
    assert found["central_weights"][0] is None
    assert found["confidence"] == [None, 1, None]
    assert found["in_top"] == [0, 1, 1]


def test_a_direction_of_min_negates_the_values():
    two = {"alternatives": ["A", "B"], "criteria": [{"name": "x", "direction": "min"}], "matrix": [[1], [2]]}
    assert answer(two | {"weights": "any"})["in_top"] == [1, 0]


def test_a_value_function_decides_by_itself():
    worth = {"cutoffs": [50, 75, 90, 100], "values": [1, 0.8, 0.5, 0]}
    given = {"alternatives": ["A", "B"], "matrix": [[60], [120]], "weights": "any", "draws": 1}
    clipped = answer(given | {"criteria": [{"name": "x", "value": worth}]})
    assert clipped["mean_score"] == pytest.approx([0.92, 0])
    further = answer(given | {"criteria": [{"name": "x", "value": worth | {"outside": "interpolate"}}]})
    assert further["mean_score"] == pytest.approx([0.92, -1])


def test_samples_of_weights_and_values_are_used_as_they_are():
    tables = [[[1, 0], [0, 1]], [[0, 0], [0, 1]]]
    names = [{"name": "x"}, {"name": "y"}]
    given = {"alternatives": ["A", "B"], "criteria": names, "value_samples": tables, "top": 1}
    for known in ({"weights": {"samples": [[0.6, 0.4], [0.6, 0.4]]}}, {"weight_samples": [[0.6, 0.4], [0.6, 0.4]]}):
        found = answer(given | known)
        assert (found["draws"], found["in_top"]) == (2, [0.5, 0.5])
        assert found["pairwise_winning"] == [[0, 0.5], [0.5, 0]]
        assert found["mean_score"] == pytest.approx([0.3, 0.4])


def test_a_share_over_people_is_a_share_of_people():
    people = {"P1": {"x": 10}, "P2": {"y": 30}, "P3": {"y": 5, "x": 0}, "P4": {"z": 1}}
    found = answer(case(weights={"people": people}, draws=400))
    assert found["in_top"] == [0.25, 0.25, 0.5]
    assert found["central_weights"] == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]


def test_intervals_and_orders_hold_in_every_central_weight():
    found = answer(case(weights={"intervals": {"x": [0.5, 0.6]}}))["central_weights"]
    assert all(0.5 <= row[0] <= 0.6 for row in found if row)
    found = answer(case(weights={"order": ["z", "y", "x"]}))
    assert found["in_top"][1] > 0.8
    assert all(row[2] >= row[1] >= row[0] for row in found["central_weights"] if row)


def test_weights_of_the_criteria_hold_where_nothing_else_is_known():
    names = [{"name": "x", "weight": 0.5}, {"name": "y", "weight": 0.2}, {"name": "z", "weight": 0.3}]
    found = answer(case(criteria=names, weights=None, draws=3))
    assert found["mean_score"] == pytest.approx([5.6, 4.8, 3.6])
    assert found["in_top"] == [1, 0, 0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": 1}, "Unknown key in the case: colour"),
        ({"matrix": None}, "Give either 'matrix' or 'value_samples'"),
        ({"value_samples": [[[1, 1, 1]] * 3]}, "Give either 'matrix' or 'value_samples'"),
        ({"matrix": None, "value_samples": []}, "'value_samples' has to be a list of matrices"),
        ({"matrix": None, "value_samples": [[[1, 2]]]}, r"'value_samples\[0\]' has 1 rows; 3 are expected"),
        ({"matrix": [[1, 2, 3]]}, "'matrix' has 1 rows; 3 are expected"),
        ({"matrix": [[1, 2, "a"]] * 3}, r"'matrix\[0\]\[2\]' has to be a number"),
        ({"weights": None}, "'weights' is missing"),
        ({"weights": "all"}, "has to be \"any\" or an object"),
        ({"weights": {"any": 1}}, "Unknown key in weights: any"),
        ({"weights": {"order": ["x", "q"]}}, "Unknown key in weights.order: q"),
        ({"weights": {"intervals": {"x": [0.5]}}}, "The interval of 'x' has to be two numbers"),
        ({"weights": {"intervals": {"x": [0.9, 1], "y": [0.3, 1]}}}, "lower ends add up to 1.2"),
        ({"weights": {"intervals": {"q": [0.9, 1]}}}, "Unknown key in weights.intervals: q"),
        ({"weights": {"people": {}}}, "'people' has to be an object"),
        ({"weights": {"people": {"P1": {"x": 0}}}}, "weights.people.P1 has no points"),
        ({"weights": {"people": {"P1": [1]}}}, "weights.people.P1 has to be an object"),
        ({"weights": {"samples": [[1, 2]]}}, "Row 1 of 'weights.samples' has 2 numbers; 3 are expected"),
        ({"weight_samples": [[1, 0, 0]]}, "Give either 'weights' or 'weight_samples'"),
        ({"draws": 0}, "'draws' is 0; it has to lie between 1 and"),
        ({"draws": 1.5}, "'draws' has to be a whole number"),
        ({"criteria": [1]}, "'criteria' has to be a list of objects"),
        ({"criteria": [{"name": "x", "direction": "up"}, {"name": "y"}, {"name": "z"}]}, "'direction' is \"up\""),
        ({"criteria": [{"name": "x", "direction": "min", "value": {}}]}, "has a direction and a value function"),
        ({"criteria": [{"name": "x", "value": 1}, {"name": "y"}, {"name": "z"}]}, "has to be an object with 'cutoffs'"),
        (
            {"criteria": [{"name": "x", "value": {"cutoffs": [2, 1], "values": [0, 1]}}, {"name": "y"}, {"name": "z"}]},
            "needs two or more 'cutoffs'",
        ),
    ],
)  # fmt: skip
def test_bad_input_says_what_and_where(change, told):
    with pytest.raises(InvalidInput) as failure:
        answer(case(**change))
    assert re.search(told, str(failure.value)), str(failure.value)


def test_the_example_of_the_help_runs_from_a_file_to_lines_and_json(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(KEYS.split("Example:\n")[1], encoding="utf-8")
    found = answer(read.case(path.read_text(encoding="utf-8")))
    assert np.sum(found["in_top"]) == pytest.approx(1)
    command = [sys.executable, "-m", "lotsen", "robustness", str(path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(done.stdout) == found
