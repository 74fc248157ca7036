"""The case `agreement`: what goes in, what comes out, and what is refused."""

import json

import numpy as np
import pytest

from lotsen.errors import InvalidInput
from lotsen.services.cases.agreement import KEYS, answer
from tests.support.shared import SHARED

ITEMS = ["I", "II", "III", "IV", "V", "VI"]
RANKS = {"A": [2, 4, 1, 6, 3, 5], "B": [2, 3, 1, 5, 6, 4], "C": [4, 3, 2, 5, 1, 6]}
VOTES = {
    "first": {"a": {"agree": 9, "disagree": 1, "pass": 0}, "b": {"agree": 8, "disagree": 2}},
    "second": {"a": {"agree": 10}, "b": {"agree": 2, "disagree": 8}},
}


def room(people, gaps=False):
    """Ratings of 20 items: every other person has the opposite opinion of the first ten."""
    random = np.random.default_rng(7)
    view = np.r_[np.full(5, 3), np.full(5, 0), random.integers(1, 3, 10)]
    found = {}
    for i in range(people):
        row = np.r_[3 - view[:10] if i % 2 else view[:10], view[10:]] + random.choice(
            [-1, 0, 1], 20, p=[0.15, 0.7, 0.15]
        )
        found[f"P{i}"] = [int(v) for v in np.clip(row, 0, 3)]
    if gaps:
        found["P0"][19] = None
    return {"items": [f"i{j}" for j in range(20)], "ratings": found}


def test_ranks_by_judges_give_kendalls_w():
    found = answer({"items": ITEMS, "ranks": RANKS})
    assert found["kendall_w"]["corrected"] == pytest.approx(0.63174603, abs=1e-8)
    assert found["kendall_w"]["degrees_of_freedom"] == 5
    assert set(found["kendall_w"]) == {"corrected", "uncorrected", "chi_square", "degrees_of_freedom", "p"}
    assert set(found["krippendorff_alpha"]) == {"interval", "ordinal"}
    assert found["discussion_order"][0]["item"] == "V"


@pytest.mark.skipif(SHARED is None, reason="the published cases are not beside the checkout")
def test_the_published_case_gives_its_figure():
    cases = json.loads((SHARED / "mcda" / "published_cases.json").read_text(encoding="utf-8"))
    listed = cases if isinstance(cases, list) else cases["cases"]
    case = next(one for one in listed if one["id"] == "KENDALLW-1")
    items, judges = list(case["input"]["ranks"]), case["input"]["judges"]
    ranks = {judge: [case["input"]["ranks"][item][i] for item in items] for i, judge in enumerate(judges)}
    found = answer({"items": items, "ranks": ranks})
    assert found["kendall_w"]["corrected"] == pytest.approx(case["expected"]["W"], abs=case["tolerance"])


def test_where_an_answer_is_missing_krippendorff_stands_in_for_kendall():
    found = answer(room(6, gaps=True))
    assert found["kendall_w"] is None
    assert found["krippendorff_alpha"]["interval"] is not None
    assert any(one.startswith("kendall_w: an answer is missing") for one in found["warnings"])


def test_fewer_than_five_judges_have_no_spread_and_five_have():
    for people, shown in ((4, False), (5, True)):
        found = answer(room(people))
        assert all((one["standard_deviation"] is not None) is shown for one in found["spread"])
        assert any(one.startswith("spread:") for one in found["warnings"]) is not shown


def test_camps_come_with_their_judges_and_what_parts_them():
    found = answer(room(12))
    assert sorted(len(camp["judges"]) for camp in found["camps"]) == [6, 6]
    assert {judge for camp in found["camps"] for judge in camp["judges"][:1]} == {"P0", "P1"}
    assert all(one["item"] in {f"i{j}" for j in range(10)} for one in found["parted_by"])
    first = found["parted_by"][0]
    means = [found["camps"][camp - 1]["means"][first["item"]] for camp in first["camps"]]
    assert first["gap"] == pytest.approx(means[0] - means[1])


def test_nine_judges_have_no_camps_and_hear_why():
    found = answer(room(9))
    assert found["camps"] == []
    assert "camps: they are looked for among 10 judges or more." in found["warnings"]


def test_ratings_rank_from_the_highest_and_ranks_from_the_lowest():
    ratings = {"A": [1, 2], "B": [1, 3]}
    assert {
        one["item"]: one["rank"] for one in answer({"items": ["x", "y"], "ratings": ratings})["discussion_order"]
    } == {
        "x": 2,
        "y": 1,
    }
    assert {
        one["item"]: one["rank"] for one in answer({"items": ["x", "y"], "ranks": ratings})["discussion_order"]
    } == {
        "x": 1,
        "y": 2,
    }


def test_weights_give_the_consensus_in_its_corrected_form():
    people = {
        "P1": {"a": 0.7, "b": 0.2, "c": 0.1},
        "P2": {"a": 0.1, "b": 0.2, "c": 0.7},
        "P3": {"a": 2, "b": 6, "c": 2},
    }
    assert answer({"weights": people})["ahp_consensus"] == {
        "corrected": pytest.approx(0.44, abs=0.005),
        "uncorrected": pytest.approx(0.67, abs=0.005),
        "word": "very low",
    }


def test_votes_give_the_group_aware_consensus():
    found = answer({"votes": VOTES})
    assert found["group_aware_consensus"] == {"first": pytest.approx(0.625), "second": pytest.approx(0.229, abs=0.0005)}
    assert found["representative"] == {"a": ["second"], "b": ["second"]}
    assert found["statements"]["second"]["b"]["side"] == "disagree"


def test_everything_that_comes_out_is_json():
    for case in (room(12, gaps=True), {"items": ["x"], "ratings": {"A": [None]}}, {"weights": {"P": {"a": 0}}}):
        json.loads(json.dumps(answer({**case, "votes": VOTES}), allow_nan=False))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({}, "nothing to compare"),
        ({"items": ITEMS, "ranking": RANKS}, "ranking"),
        ({"items": ITEMS}, "nothing to compare"),
        ({"items": ITEMS, "votes": VOTES}, "'ranks' or 'ratings'"),
        ({"items": ITEMS, "ranks": RANKS, "ratings": RANKS}, "only one"),
        ({"ranks": RANKS}, "'items' is missing"),
        ({"items": ITEMS, "ranks": {"A": [1, 2]}}, "A has to be a list of 6 numbers"),
        ({"items": ITEMS, "ranks": [[1, 2]]}, "'ranks' has to be an object"),
        ({"items": ["x"], "ratings": {"A": ["high"]}}, "ratings.A"),
        ({"items": ["x"], "ratings": {"A": [1e300]}}, "between"),
        ({"weights": {"P": {"a": -1}}}, "weights.P.a"),
        ({"weights": {"P": 3}}, "weights.P"),
        ({"votes": {"s": {"g": {"yes": 1}}}}, "yes"),
        ({"votes": {"s": {"g": {"agree": 1.5}}}}, "votes.s.g.agree"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(case, said):
    with pytest.raises(InvalidInput, match=said) as caught:
        answer(case)
    assert said in str(caught.value)


def test_the_help_names_every_key_of_case_and_answer():
    found = answer({**room(12), "weights": {"P": {"a": 1, "b": 1}, "Q": {"a": 1}}, "votes": VOTES})
    for key in (
        "items",
        "ranks",
        "ratings",
        "weights",
        "votes",
        *found,
        *found["spread"][0],
        *found["discussion_order"][0],
    ):
        assert key in KEYS
