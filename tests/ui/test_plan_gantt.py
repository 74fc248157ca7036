import datetime as dt
import json
from uuid import uuid4

import pytest

from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.plan import Span
from lotsen.errors import InvalidInput
from lotsen.texts import Texts
from lotsen.ui.plan import gantt
from tests.support.plans import busy_content, content


def test_what_was_done_comes_in_the_order_of_its_numbers():
    one = str(uuid4())
    sent = {
        "run": "r",
        "edits": [
            {"number": 2, "kind": "undo"},
            {"number": 1, "kind": "move", "id": one, "seen": ["2027-01-01", "2027-03-31"], "after": ["a", "b"]},
        ],
    }
    run, edits = gantt.read(sent)
    assert (run, [each.kind for each in edits]) == ("r", ["move", "undo"])
    assert str(edits[0].intervention_id) == one
    assert (edits[0].seen, edits[1].after) == (("2027-01-01", "2027-03-31"), ("", ""))


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "x",
        {},
        {"run": "r", "edits": None},
        {"run": "r", "edits": ["x", {"kind": "drop", "number": 1}, {"kind": "move"}]},
        {"run": "r", "edits": [{"kind": "move", "number": "1"}]},
    ],
)
def test_what_is_no_edit_is_left_out(sent):
    assert gantt.read(sent)[1] == []


def test_two_days_become_a_span_and_what_is_none_is_refused():
    assert gantt.span_of(("2027-01-01", "2027-03-31")) == Span(dt.date(2027, 1, 1), dt.date(2027, 3, 31))
    for bad in (("", ""), ("2027-01-01", "i morgon"), ("2027-02-30", "2027-03-01"), ("2027-03-31", "2027-01-01")):
        with pytest.raises(InvalidInput):
            gantt.span_of(bad)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("grouping", Grouping)
def test_what_is_sent_to_the_browser_is_the_layout(language, grouping):
    t = Texts.of(language)
    placed = layout(busy_content(60), grouping, t)
    sent = json.loads(gantt.packed(placed, t, "stamp"))
    assert [(bar["id"], bar["row"], bar["left"], bar["right"]) for bar in sent["bars"]] == [
        (str(bar.intervention_id), bar.row, bar.left, bar.right) for bar in placed.bars
    ]
    assert len(sent["arrows"]) == len(placed.arrows)
    assert sum(clash for *_, clash in sent["arrows"]) == len(placed.clashes)
    assert {each["row"] for each in sent["headings"]}.isdisjoint(bar["row"] for bar in sent["bars"])
    assert all(sent["texts"].values())


def test_an_empty_plan_can_be_sent():
    t = Texts.of("sv")
    assert json.loads(gantt.packed(layout(content(), Grouping.CATEGORY, t), t, "s"))["bars"] == []
