"""Tampere's own climate roadmap, its 24 measures on procurement, planned without a screen as a user would."""

import csv
import json
import subprocess
import sys
from collections import defaultdict
from typing import Any

import pytest

from lotsen.config import ROOT
from tests.support.shared import SHARED

pytestmark = pytest.mark.skipif(SHARED is None, reason="the published measures are not here")

FIRST_YEAR, LAST_YEAR = 2022, 2029
QUARTERS = 2
"""How long a measure takes at least; the source says only within which council terms it is done."""

Measure = dict[str, str]


def measures() -> list[Measure]:
    assert SHARED
    with (SHARED / "plans" / "tampere_2030_procurement_subset.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def window(measure: Measure) -> tuple[int, int]:
    """First quarter and the one after the last, counted from the first of 2022."""
    first, last = (int(year) for year in measure["timetable"].split("–"))
    return 4 * (first - FIRST_YEAR), 4 * (last + 1 - FIRST_YEAR)


def units(measure: Measure) -> list[str]:
    return measure["responsibility"].split(", ")


def candidate(measure: Measure) -> dict[str, Any]:
    """One unit of each responsible unit's attention for half a year; what is complete isn't done again."""
    mode = {"duration": QUARTERS, "demand": dict.fromkeys(units(measure), 1)}
    one = {"id": measure["measure_no"], "effect": 1, "modes": [mode]}
    if measure["timetable"] == "Complete":
        return {**one, "forbidden": True}
    earliest, latest = window(measure)
    return {**one, "must": True, "earliest": earliest, "latest": latest}


def planned(**without: int) -> subprocess.CompletedProcess[str]:
    """What the command answers when every unit does one at a time; `without` names units with another number."""
    case = {
        "periods": 4 * (LAST_YEAR + 1 - FIRST_YEAR),
        "interventions": [candidate(one) for one in measures()],
        "capacity": {name: 1 for one in measures() for name in units(one)} | without,
        "discount": 0.04,
        "seconds": 60,
    }
    return subprocess.run(
        [sys.executable, "-m", "lotsen", "plan", "-", "--json"],
        cwd=ROOT, input=json.dumps(case, ensure_ascii=False), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_every_measure_lies_in_its_council_term_and_no_unit_does_two_at_once() -> None:
    done = planned()
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["status"] == "optimal"
    by_number = {one["measure_no"]: one for one in measures()}
    assert "5.5.7" in by_number and len(by_number) == 24
    busy: dict[tuple[str, int], int] = defaultdict(int)
    for one in found["chosen"]:
        measure = by_number.pop(one["id"])
        earliest, latest = window(measure)
        assert earliest <= one["start"] and one["end"] <= latest
        for name in units(measure):
            for quarter in range(one["start"], one["end"]):
                busy[name, quarter] += 1
    assert list(by_number) == ["5.5.7"], "only what is complete is not scheduled"
    assert max(busy.values()) == 1


def test_units_keep_their_letters() -> None:
    used = json.loads(planned().stdout)["use"]
    assert set(used) == {name for one in measures() for name in units(one)}
    assert sum(used["Tampereen Särkänniemi Oy"]) == QUARTERS


def test_a_clash_names_the_unit_and_its_measure() -> None:
    found = json.loads(planned(**{"Tampereen Särkänniemi Oy": 0}).stdout)
    assert found["status"] == "infeasible"
    assert "5.3.4 has to be done." in found["clashes"]
    assert any("Tampereen Särkänniemi Oy" in said for said in found["clashes"])
