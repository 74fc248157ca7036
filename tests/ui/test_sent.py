"""What a browser sends is checked before anything is done with it."""

from typing import Any

import pytest

from lotsen.ui.components import marks, own


@pytest.mark.parametrize(
    "state",
    [
        None, {}, "all", {"run": "a"}, {"run": "a", "number": 1, "marks": 3}, {"run": "a", "number": "x", "marks": {}},
        {"run": "a", "number": 1, "marks": {"g": "x"}},
    ],
)  # fmt: skip
def test_marks_that_are_none_are_nothing(state: Any) -> None:
    assert marks.read(state) == ("", [])


def test_marks_come_with_their_run_and_number() -> None:
    assert marks.read({"run": "a", "number": 4, "marks": {"g": 3}}) == ("a", [marks.Given(4, {"g": 3})])


@pytest.mark.parametrize(
    "sent", [None, {}, 1, {"run": "a"}, {"run": "a", "acts": 1}, {"run": "a", "acts": [{"id": 1}]}, {"acts": []}]
)
def test_presses_that_are_none_are_nothing(sent: Any) -> None:
    assert own.read_presses(sent) == ("", [])


def test_presses_come_in_their_order() -> None:
    sent = {"run": "a", "acts": [{"number": 1, "id": "x", "by": -1}, {"number": 2, "id": "y", "by": 0}]}
    assert own.read_presses(sent) == ("a", [own.Press(1, "x", -1), own.Press(2, "y", 0)])
