import datetime as dt
from uuid import uuid4

import pytest

from lotsen.errors import InvalidInput
from lotsen.ui.plan import grid


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("owner", " Aino ", "Aino"),
        ("owner", "", ""),
        ("starts", "2027-02-28", dt.date(2027, 2, 28)),
        ("ends", "", None),
        ("progress", "40", 40),
        ("progress", "", 0),
    ],
)
def test_a_cells_text_becomes_what_the_domain_has(field, text, expected):
    assert grid.value_of(field, text) == expected


@pytest.mark.parametrize(("field", "text"), [("starts", "2027-02-30"), ("ends", "i morgon"), ("progress", "halva")])
def test_what_cannot_stand_in_a_cell_is_refused(field, text):
    with pytest.raises(InvalidInput):
        grid.value_of(field, text)


def test_edits_come_in_the_order_of_their_numbers():
    one = str(uuid4())
    sent = {
        "run": "r",
        "edits": [
            {"number": 2, "id": one, "field": "owner", "value": "B", "seen": "A"},
            {"number": 1, "id": one, "field": "owner", "value": "A", "seen": ""},
        ],
    }
    run, edits = grid.read(sent)
    assert (run, [each.value for each in edits]) == ("r", ["A", "B"])


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        {},
        {"run": "r", "edits": None},
        {"run": "r", "edits": ["x", {"id": "no", "field": "owner", "number": 1}]},
        {"run": "r", "edits": [{"id": str(uuid4()), "field": "roadmap_id", "number": 1}]},
        {"run": "r", "edits": [{"id": str(uuid4()), "field": "owner"}]},
    ],
)
def test_what_is_no_edit_is_left_out(sent):
    assert grid.read(sent)[1] == []
