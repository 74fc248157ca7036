"""An archive holds everything, builds it again on either database, and refuses what it can't read."""

import copy
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lotsen.bootstrap import House
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import InvalidInput, NotAllowed, NotFound
from lotsen.services import archive
from tests.support.houses import sqlite_config, with_coach


@pytest.fixture
def demo(house: House, coach: Person) -> Roadmap:
    return house.demos.open("municipality", coach)


def content(document: dict[str, Any]) -> dict[str, Any]:
    """What two archives of one roadmap must have in common."""
    return {name: part for name, part in document.items() if name not in ("made_at",)}


def test_a_deleted_roadmap_comes_back_whole(house: House, coach: Person, demo: Roadmap) -> None:
    before = house.archive.export(demo.id)
    house.organisations.delete_roadmap(demo.id, coach.id)
    back = house.archive.restore(archive.read(archive.write(before)), coach)
    assert back.id == demo.id
    assert content(house.archive.export(demo.id)) == content(before)


def test_an_archive_travels_between_databases(
    house: House, coach: Person, demo: Roadmap, tmp_path: Path, template: Path
) -> None:
    document = archive.read(archive.write(house.archive.export(demo.id)))
    other, somebody = with_coach(sqlite_config(template, tmp_path / "other"))
    other.archive.restore(document, somebody)
    there = other.archive.export(demo.id)
    other.close()
    assert there["tables"] == document["tables"]
    assert there["roadmap"] == document["roadmap"]
    assert {one["id"]: one["name"] for one in there["people"]} == {one["id"]: one["name"] for one in document["people"]}


def test_the_demo_archive_holds_every_part(house: House, demo: Roadmap) -> None:
    tables = house.archive.export(demo.id)["tables"]
    filled = {name for name, rows in tables.items() if rows}
    other_ways = {"goal_answer", "goal_comparison", "agreed_weight", "room_method", "asked_cell"}
    later = {
        "intervention_variant", "intervention_cost", "intervention_category", "intervention_exclusion",
        "capacity_quarter", "pin", "scenario_plan",
    }  # fmt: skip
    nothing = {"criterion_weight", "own_factor", "stated_spend", "mapping_rule", *other_ways, *later}
    assert set(tables) - filled == nothing


def test_a_copy_keeps_what_is_in_it_and_stands_on_its_own(house: House, coach: Person, demo: Roadmap) -> None:
    title = LocalText.of("2029–2033")
    made = house.archive.copy(demo.id, coach, title, demo.ends.replace(month=6, day=1), demo.ends.replace(year=2033))
    assert made.copied_from == demo.id
    first, second = house.archive.export(demo.id), house.archive.export(made.id)
    assert second["tables"] == first["tables"]
    house.organisations.delete_roadmap(demo.id, coach.id)
    assert house.archive.export(made.id)["tables"] == second["tables"]


def test_only_a_coach_restores_into_an_organisation(house: House, coach: Person, demo: Roadmap) -> None:
    document = house.archive.export(demo.id)
    stranger = house.organisations.add_person(demo.organisation_id, "Nina", *_participant(), coach.id)
    with pytest.raises(NotAllowed):
        house.archive.restore(document, stranger, into=demo.organisation_id)


def _participant() -> tuple[Any, Any]:
    from lotsen.domain.organisation import Role, Viewpoint

    return Role.PARTICIPANT, Viewpoint.OTHER


BROKEN: dict[str, Any] = {
    "a wrong number": lambda d: d["tables"]["goal"][0].update(position="first"),
    "a wrong id": lambda d: d["tables"]["goal"][0].update(id="x"),
    "a missing field": lambda d: d["tables"]["goal"][0].pop("title") and d["tables"]["goal"][0].update(level=None),
    "an unknown field": lambda d: d["tables"]["goal"][0].update(colour="red"),
    "an unknown part": lambda d: d["tables"].update(weather=[]),
    "a part that is no list": lambda d: d["tables"].update(goal={}),
    "a judgement of no category": lambda d: d["tables"]["goal_assessment"][0].update(category_id=str(UUID(int=1))),
    "a judgement of nobody": lambda d: d["tables"]["goal_assessment"][0].update(person_id=str(UUID(int=1))),
    "a judgement off the scale": lambda d: d["tables"]["goal_assessment"][0].update(value=9),
    "a category below itself": lambda d: (
        d["tables"]["category"][0].update(parent_id=d["tables"]["category"][0]["id"])
        or d["tables"]["category"][1].update(parent_id=str(UUID(int=1)))
    ),
    "no tables": lambda d: d.pop("tables"),
    "no roadmap": lambda d: d.pop("roadmap"),
    "people without names": lambda d: d.update(people=[{"id": 1}]),
    "a newer format": lambda d: d.update(format=99),
    "a format that is none": lambda d: d.update(format="new"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_archive_is_refused_and_leaves_nothing(what: str, house: House, coach: Person, demo: Roadmap) -> None:
    document = copy.deepcopy(house.archive.export(demo.id))
    BROKEN[what](document)
    before = house.organisations.home(coach.id)
    with pytest.raises(InvalidInput):
        house.archive.restore(document, coach)
    assert house.organisations.home(coach.id) == before


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"product": "Upphandlingslotsen"}', "[" * 100_000])
def test_what_is_no_archive_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        archive.read(text)


def test_the_same_roadmap_is_always_the_same_text(house: House, demo: Roadmap) -> None:
    first, second = (archive.write(house.archive.export(demo.id)) for _ in range(2))
    assert first == second
    assert json.loads(first)["format"] == archive.FORMAT


def test_a_snapshot_reads_as_it_was(house: House, coach: Person, demo: Roadmap) -> None:
    snapshot = house.archive.take_snapshot(demo.id, coach.id, "before")
    house.goals.remove(demo.id, house.goals.all(demo.id)[0].id, coach.id)
    assert len(house.archive.snapshot(demo.id, snapshot)["tables"]["goal"]) == 10
    assert len(house.archive.export(demo.id)["tables"]["goal"]) == 9
    with pytest.raises(NotFound):
        house.archive.snapshot(demo.id, UUID(int=1))


def test_an_outline_says_what_the_whole_document_says(house: House, demo: Roadmap) -> None:
    whole, outline = house.archive.export(demo.id), house.archive.outline(demo.id, {"goal", "category"})
    assert outline["tables"] == {name: whole["tables"][name] for name in ("goal", "category")}
    assert outline["results"] == whole["results"]
    assert outline["roadmap"] == whole["roadmap"]
    with pytest.raises(NotFound):
        house.archive.outline(UUID(int=1), {"goal"})
