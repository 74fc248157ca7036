"""Every page for every role, found by looking: a page opens by a right of the table, and offers what the role may."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.config import ROOT
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint
from lotsen.domain.rights import Right, may
from tests.support import pages
from tests.support.houses import sqlite_config, with_coach, with_roadmap

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
REFUSED = "Your role in this organisation doesn't open this page."
TITLE = "Fullmäktigeperioden"
"""What the demo's roadmap is called."""
EDITING = {
    "strategy": ["Pick national goals"],
    "policy_lines": ["Adapt starter lines"],
    "categories": ["Part of the page"],
    "plan": ["Edit in a grid"],
    "follow_up": ["Freeze the plan as it is now"],
}
"""Page → what is offered to those alone who may edit."""


def gate(page: str) -> Right | None:
    """The right in a page's `access.require(...)`; null for a page that needs no roadmap. Fails without a gate."""
    tree = ast.parse((ROOT / "pages" / f"{page}.py").read_text("utf-8"))
    (call,) = (
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "access.require"
    )
    if any(word.arg == "roadmap" for word in call.keywords):
        return None
    return Right[ast.unparse(call.args[0]).removeprefix("Right.")] if call.args else Right.READ


class Town:
    """A demo with a person in each role, and a coach of another organisation: the house lets in whoever `here` is."""

    def __init__(self, house: House, coach: Person) -> None:
        self.house, self.here = house, coach
        self.demo: Roadmap = house.demos.open("municipality", coach)
        add = house.organisations.add_person
        self.people = {role: add(self.demo.organisation_id, role, role, Viewpoint.OTHER, coach.id) for role in Role}
        self.people[Role.COACH] = coach
        other = with_roadmap(house, coach, "Grannstaden")
        self.stranger = add(other.organisation_id, "Främling", Role.COACH, Viewpoint.OTHER, coach.id)

    def open(self, page: str, who: Person) -> AppTest:
        self.here = who
        return pages.run(page, self.demo.id, "en")


@pytest.fixture(scope="module")
def town(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    config = sqlite_config(template, tmp_path_factory.mktemp("roles"))
    plain, coach = with_coach(config)
    made = Town(plain, coach)
    house = bootstrap.build(config, resolve=lambda _cookies: made.here)
    yield made
    house.close()
    plain.close()


@pytest.fixture(autouse=True)
def at_the_door(town: Town) -> Iterator[None]:
    house = bootstrap.build(town.house.config, resolve=lambda _cookies: town.here)
    bootstrap.use(house)
    yield
    bootstrap.use(None)
    house.close()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_by_its_right_alone(town: Town, page: str, role: Role) -> None:
    test = town.open(page, town.people[role])
    assert not test.exception
    right = gate(page)
    refused = any(REFUSED in one.value for one in test.warning)
    assert refused == (right is not None and not may(role, right))
    assert bool(test.title) != refused


@pytest.mark.parametrize("page", PAGES)
def test_a_coach_of_another_organisation_sees_nothing_of_this_one(town: Town, page: str) -> None:
    test = town.open(page, town.stranger)
    assert not test.exception
    assert TITLE not in pages.words(test)
    if gate(page) is not None:
        assert any("No roadmap is open" in one.value for one in test.info)
        assert not test.title


@pytest.mark.parametrize("page", sorted(EDITING))
def test_a_manager_reads_what_others_edit(town: Town, page: str) -> None:
    offered = {}
    for role in (Role.PARTICIPANT, Role.MANAGER):
        test = town.open(page, town.people[role])
        if page == "follow_up":
            test.session_state["follow:view"] = "against"
            test.run()
        groups = [group.proto for group in test.get("button_group")]
        labels = {one.label for one in test.button} | {group.label for group in groups}
        labels |= {option.content for group in groups for option in group.options}
        offered[role] = labels
    for label in EDITING[page]:
        assert label not in offered[Role.MANAGER], label
    assert set(EDITING[page]) <= offered[Role.PARTICIPANT]
