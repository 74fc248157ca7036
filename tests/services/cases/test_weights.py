"""The case `weights`, as a process calls it."""

import json

import pytest

from lotsen.errors import InvalidInput
from lotsen.services.cases import read
from lotsen.services.cases.weights import KEYS, answer
from tests.support.shared import SHARED


def asked(**case):
    """The answer to a case, as JSON would carry it."""
    return json.loads(json.dumps(answer(read.case(json.dumps(case))), allow_nan=False))


def test_the_example_of_the_help_is_answered():
    example = json.loads(KEYS[KEYS.index("Example: ") + len("Example: ") :])
    found = asked(**example)
    assert sum(found["weights"].values()) == pytest.approx(1)
    assert (found["missing_pairs"], found["consistency_ratio"]) == (1, pytest.approx(0))


def test_points_give_people_the_group_and_the_spread():
    people = {"P1": {"climate": 60, "market": 40}, "P2": {"climate": 1, "price": 3}}
    found = asked(method="points", people=people)
    assert found["people"]["P1"] == {"climate": 0.6, "market": 0.4, "price": 0}
    assert found["group"] == pytest.approx({"climate": 0.425, "market": 0.2, "price": 0.375})
    assert found["spread"] == pytest.approx({"climate": 0.175, "market": 0.2, "price": 0.375})
    assert (found["lowest"]["climate"], found["highest"]["climate"]) == (0.25, 0.6)


def test_swing_and_order_with_people_who_count_more():
    people = {"P1": {"a": 100, "b": 50}, "P2": {"a": 50, "b": 100}}
    assert asked(method="swing", people=people, people_weights={"P2": 3})["group"]["a"] == pytest.approx(5 / 12)
    order = asked(method="rank_order_centroid", people={"P1": {"a": 1, "b": 2}, "P2": {"a": 1, "b": 1}})
    assert order["people"] == {"P1": {"a": 0.75, "b": 0.25}, "P2": {"a": 0.5, "b": 0.5}}


def test_pairs_and_the_same_matrix_with_gaps_agree():
    pairs = asked(method="ahp", names=["a", "b", "c"], pairs=[["a", "b", 3], ["c", "b", 0.5]])
    matrix = asked(method="ahp", names=["a", "b", "c"], matrix=[[1, 3, None], [0.333, 1, 2], [0, 0.5, 1]])
    assert matrix["weights"] == pytest.approx(pairs["weights"])
    assert asked(method="ahp", matrix=[[1, 3], [0.333, 1]])["weights"] == pytest.approx({"C1": 0.75, "C2": 0.25})


def test_contradictory_comparisons_are_answered_with_a_warning():
    found = asked(method="ahp", names=["a", "b", "c"], pairs=[["a", "b", 4], ["b", "c", 4], ["c", "a", 4]])
    assert found["acceptable"] is False
    assert found["worst_comparisons"] == [["a", "b", "c"]]
    assert len(found["warnings"]) == 1
    assert found["look_at"]["given"] == 4


def test_a_group_compares_in_pairs_and_its_geometric_mean_counts():
    people = {"P1": {"pairs": [["a", "b", 8]]}, "P2": {"matrix": [[1, 2], [0.5, 1]]}}
    found = asked(method="ahp", names=["a", "b"], people=people)
    assert found["group"] == pytest.approx({"a": 0.8, "b": 0.2})
    assert found["consistency"]["P1"]["consistency_ratio"] == 0


def test_directions_reach_critic():
    matrix = [[0, 0, 2], [1, 2, 1], [2, 1, 0]]
    assert asked(method="critic", matrix=matrix)["weights"] == pytest.approx([0.3125, 0.25, 0.4375])
    found = asked(method="critic", matrix=matrix, directions=["max", "max", "min"])
    assert found["weights"] == pytest.approx([0.25, 0.5, 0.25])


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({"method": "guess"}, "it can be points"),
        ({"method": "points"}, "'people' is missing"),
        ({"method": "points", "people": []}, "'people' has to be an object"),
        ({"method": "points", "people": {"P": {}}}, "'names' has to be a list"),
        ({"method": "points", "people": {"P": {"a": 0}}}, "'people.P' gives no points"),
        ({"method": "points", "people": {"P": {"a": -1}}}, "'people.P.a' is -1"),
        ({"method": "points", "people": {"P": {"a": 1}}, "names": ["b"]}, "Unknown key in people.P: a"),
        ({"method": "points", "people": {"P": {"a": 1}}, "people_weights": {"Q": 1}}, "people_weights: Q"),
        ({"method": "points", "people": {"P": {"a": 1}}, "people_weights": 3}, "'people_weights' has to be"),
        ({"method": "points", "people": {"P": {"a": 1}}, "people_weights": {"P": 0}}, "Somebody has to count"),
        ({"method": "points", "people": {"P": {"a": 1}}, "aggregation": "mode"}, "mean, median, geometric"),
        ({"method": "rank_order_centroid", "people": {"P": {"a": 1}, "Q": {"b": 1}}}, "'b' is missing in people.P"),
        ({"method": "ahp", "names": ["a", "b"]}, "either 'pairs' or 'matrix'"),
        ({"method": "ahp", "names": ["a", "b"], "pairs": [["a", "b"]]}, "'pairs' has to be a list"),
        ({"method": "ahp", "names": ["a", "b"], "pairs": [["a", "z", 2]]}, "'pairs.0..1.' is"),
        ({"method": "ahp", "names": ["a", "b"], "matrix": [[1, 2]]}, "'matrix' has 1 rows; 2"),
        ({"method": "ahp", "names": ["a", "b"], "pairs": []}, "Nothing compares these parts"),
        ({"method": "entropy"}, "'matrix' is missing"),
        ({"method": "entropy", "matrix": [[1, "x"]]}, "has to be a number"),
        ({"method": "entropy", "matrix": [[1], [2]], "directions": ["max"]}, "Unknown key"),
        ({"method": "critic", "matrix": [[1, 2], [2, 1]], "directions": ["max"]}, "each of 2"),
        ({"method": "critic", "matrix": [[1], [2]], "directions": ["up"]}, "it can be max, min"),
    ],
)
def test_bad_input_says_what_and_where(case, told):
    with pytest.raises(InvalidInput, match=told):
        asked(**case)


@pytest.mark.skipif(SHARED is None, reason="the published cases are not beside this checkout")
def test_the_published_cases_are_replayed():
    assert SHARED is not None
    cases = {one["id"]: one for one in json.loads((SHARED / "mcda" / "published_cases.json").read_text("utf-8"))}
    drinks = cases["AHP-1-drinks"]
    found = asked(method="ahp", **drinks["input"])
    assert found["weights"] == pytest.approx(drinks["expected"]["weights"], abs=drinks["tolerance"])
    assert found["consistency_ratio"] == pytest.approx(drinks["expected"]["CR_saaty"], abs=drinks["tolerance"])
    for key, method in (("ENTROPY-1", "entropy"), ("CRITIC-2-tus", "critic")):
        found = asked(method=method, **cases[key]["input"])
        assert found["weights"] == pytest.approx(cases[key]["expected"]["weights"], abs=cases[key]["tolerance"])
