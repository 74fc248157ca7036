"""The case `rank`, as a process calls it."""

import json
import subprocess
import sys

import pytest

from lotsen.config import ROOT
from lotsen.errors import InvalidInput
from lotsen.services.cases import read
from lotsen.services.cases.rank import KEYS, answer
from tests.support.shared import SHARED

CLIMBING = {
    "criteria": [{"name": "risk", "weight": 0.5, "direction": "min"}, {"name": "altitude", "weight": 0.5}],
    "matrix": [[1, 3000], [2, 3750], [5, 4500]],
}


def asked(**case):
    """The answer to a case, as JSON would carry it."""
    return json.loads(json.dumps(answer(read.case(json.dumps(case))), allow_nan=False))


def test_the_example_of_the_help_is_answered():
    example = json.loads(KEYS[KEYS.index("Example: ") + len("Example: ") :])
    assert sorted(asked(**example)["ranks"]) == [1, 2]


def test_scores_ranks_tables_and_the_source_come_out():
    found = asked(**CLIMBING, method="topsis", normalisation="minmax", minimise="reverse")
    assert found["scores"] == pytest.approx([0.5, 0.617, 0.5], abs=5e-4)
    assert found["ranks"] == [2, 1, 2]
    assert found["method"]["source"] == "Hwang & Yoon 1981"
    ideal = next(table for table in found["tables"] if table["symbol"] == "v+")
    assert (ideal["rows"], ideal["columns"], ideal["values"]) == ([], ["risk", "altitude"], [[0.5, 0.5]])
    distance = next(table for table in found["tables"] if table["symbol"] == "D+")
    assert [row[0] for row in distance["values"]] == pytest.approx([0.5, 0.279508, 0.5], abs=1e-6)


def test_without_a_method_the_value_is_additive():
    found = asked(**CLIMBING, alternatives=["low", "middle", "high"])
    assert (found["method"]["key"], found["normalisation"]) == ("additive", "minmax")
    assert found["scores"] == pytest.approx([0.5, 0.625, 0.5])
    assert found["alternatives"] == ["low", "middle", "high"]


def test_preference_functions_reach_promethee():
    criteria = [
        {"name": "price", "weight": 1, "direction": "min", "preference": {"function": "gaussian", "s": 2}},
        {"name": "quality", "weight": 1, "preference": {"function": "v-shape-indifference", "q": 1, "p": 3}},
    ]
    found = asked(criteria=criteria, matrix=[[1, 1], [3, 3]], method="promethee2")
    assert found["scores"] == pytest.approx([(0.393469 - 0.5) / 2, (0.5 - 0.393469) / 2], abs=1e-6)
    each = [table["about"] for table in found["tables"] if table["symbol"] == "P"]
    assert each == ["price", "quality"]


def test_reversals_dominated_ones_and_other_methods_are_told_by_name():
    case = {
        "criteria": [{"weight": 1}, {"weight": 1}],
        "alternatives": ["a", "b", "c", "d"],
        "matrix": [[10, 0], [6, 3], [0, 4], [0, 40]],
    }
    found = asked(**case, reversals=True, compare=["weighted_sum", "topsis"], top=1)
    assert found["dominated"] == [{"alternative": "c", "by": "d"}]
    assert {"alternative": "d", "change": "removed", "pairs": [["a", "b"], ["d", "b"]]} not in found["reversals"][
        "found"
    ]
    assert found["reversals"]["tried"] == 5
    assert [one["alternative"] for one in found["reversals"]["found"]] == ["a", "d"]
    assert set(found["comparison"]["first"]) == {"additive", "weighted_sum", "topsis"}
    assert found["comparison"]["top"] == 1


def test_negative_values_and_ties_are_answered_with_a_warning():
    found = asked(criteria=[{"weight": 1}], matrix=[[-1], [-1], [2]], method="topsis", normalisation="vector")
    assert found["ranks"] == [2, 2, 1]
    assert ["negative values" in warning for warning in found["warnings"]] == [True]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"criteria": None}, "'criteria' is missing"),
        ({"criteria": [1]}, "'criteria' has to be a list of objects"),
        ({"criteria": [{"weight": 1}]}, "Row 1 of 'matrix' has 2 numbers; 1"),
        ({"criteria": [{"weight": 1, "colour": 1}, {"weight": 1}]}, r"Unknown key in criteria\[0\]: colour"),
        ({"criteria": [{"name": "x"}, {"weight": 1}]}, r"'weight' is missing in criteria\[0\]"),
        ({"criteria": [{"name": "x", "weight": 1}, {"name": "x", "weight": 1}]}, "names x more than once"),
        ({"criteria": [{"weight": -1}, {"weight": 1}]}, r"'criteria\[0\].weight' is -1"),
        ({"criteria": [{"weight": 0}, {"weight": 0}]}, "All weights are zero"),
        ({"criteria": [{"weight": 1, "direction": "up"}, {"weight": 1}]}, "it can be max, min"),
        ({"criteria": [{"weight": 1, "preference": {"function": "level", "q": 1}}, {"weight": 1}]}, "'p' is missing"),
        ({"criteria": [{"weight": 1, "preference": 3}, {"weight": 1}]}, "has to be an object with 'function'"),
        ({"alternatives": ["a"]}, "'matrix' has 3 rows; 1"),
        ({"method": "electre"}, "'method' is"),
        ({"normalisation": "log"}, "'normalisation' is"),
        ({"minimise": 3}, "'minimise' is 3"),
        ({"v": 2}, "'v' is 2"),
        ({"reversals": "yes"}, "'reversals' is true or false"),
        ({"compare": ["electre"]}, "'compare' is"),
        ({"top": 0, "compare": ["topsis"]}, "'top' is 0"),
        ({"hello": 1}, "Unknown key in the case: hello"),
    ],
)
def test_bad_input_says_what_and_where(change, told):
    with pytest.raises(InvalidInput, match=told):
        asked(**{**CLIMBING, **change})


def published():
    """The cases beside this checkout that rank, in this command's words."""
    if SHARED is None:
        return []
    cases = {one["id"]: one for one in json.loads((SHARED / "mcda" / "published_cases.json").read_text("utf-8"))}
    asked_of = {
        "TOPSIS-1-tzeng": {"method": "topsis", "normalisation": "vector"},
        "WSM-1-kracka": {"method": "weighted_sum", "normalisation": "sum", "minimise": "invert"},
        "PROM-1-zhao": {"method": "promethee2"},
    }
    return [(cases[key], how) for key, how in asked_of.items()]


@pytest.mark.parametrize(("published_case", "how"), published())
def test_the_published_cases_are_replayed_by_the_command(published_case, how):
    given = published_case["input"]
    criteria = [
        {"name": f"C{j}", "weight": weight, "direction": "max" if sign > 0 else "min"}
        for j, (weight, sign) in enumerate(zip(given["weights"], given["types"], strict=True))
    ]
    case = {"criteria": criteria, "matrix": given["matrix"], **how}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "lotsen", "rank", "-", "--json"],
        cwd=ROOT, input=json.dumps(case).encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    found, expected = json.loads(done.stdout), published_case["expected"]
    scores = next(expected[key] for key in ("similarity", "score", "net_flow") if key in expected)
    assert found["scores"] == pytest.approx(scores, abs=published_case["tolerance"])
    assert found["ranks"] == expected["rank"]
