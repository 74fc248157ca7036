"""Edits of a workbook are written as one: all of them or none, and never over somebody else's."""

import datetime as dt
from dataclasses import replace

import pytest

from lotsen.bootstrap import House
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import Intervention, InterventionStatus, blank
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.plan_edits import Fault, NewRow, PlanEdits, RowEdit
from lotsen.errors import Conflict, InvalidInput, NotFound


@pytest.fixture
def plan(house: House, coach: Person, roadmap: Roadmap) -> "Plan":
    return Plan(house, coach, roadmap)


class Plan:
    """A roadmap's plan in a test's hands, with two interventions."""

    def __init__(self, house: House, coach: Person, roadmap: Roadmap) -> None:
        self.house, self.who, self.id = house, coach.id, roadmap.id
        self.first = house.interventions.add(self.id, self.who, "Först", "sv")
        self.second = house.interventions.add(self.id, self.who, "Sedan", "sv")

    def revision(self) -> int:
        return self.house.organisations.at(self.id)[0].revision

    def items(self) -> list[Intervention]:
        return list(self.house.interventions.content(self.id, self.revision(), "Europe/Helsinki").interventions)

    def take(self, *edits: RowEdit, added: tuple[NewRow, ...] = (), faults: tuple[Fault, ...] = ()) -> None:
        self.house.interventions.take_over(self.id, self.who, PlanEdits(edits, added, faults=faults))

    def new(self, title: str, **fields: object) -> Intervention:
        made = replace(blank(self.id), id=new_id(), title=LocalText.of(title))
        return replace(made, **fields)  # type: ignore[arg-type]


def edit(seen: Intervention, **fields: object) -> RowEdit:
    return RowEdit(3, seen, replace(seen, **fields), ())  # type: ignore[arg-type]


def test_all_edits_are_one_revision(plan: Plan):
    before = plan.revision()
    made = plan.new("Helt ny", starts=dt.date(2027, 1, 1), predecessors=(plan.first.id,))
    plan.take(
        edit(plan.first, owner="Aino", progress=30),
        edit(plan.second, predecessors=(made.id,), excludes=(plan.first.id,)),
        added=(NewRow(5, made),),
    )
    first, second, third = plan.items()
    assert plan.revision() == before + 1
    assert (first.owner, first.status, first.excludes) == ("Aino", InterventionStatus.UNDER_WAY, (second.id,))
    assert (second.predecessors, third.predecessors) == ((third.id,), (first.id,))
    assert (third.title.show("sv"), third.starts, third.id) == ("Helt ny", dt.date(2027, 1, 1), made.id)


def test_other_peoples_other_fields_stay(plan: Plan):
    plan.house.interventions.change(plan.first, plan.who, owner="Cecilia")
    plan.take(edit(plan.first, progress=10))
    assert (plan.items()[0].owner, plan.items()[0].progress) == ("Cecilia", 10)


def test_a_conflict_names_the_row_and_nothing_is_written(plan: Plan):
    plan.house.interventions.change(plan.first, plan.who, owner="Cecilia")
    before = plan.items()
    with pytest.raises(Conflict) as met:
        plan.take(edit(plan.second, owner="Dan"), edit(plan.first, owner="Dan"), added=(NewRow(5, plan.new("Ny")),))
    assert (met.value.fields["row"], met.value.mine, met.value.theirs) == (3, "Dan", "Cecilia")
    assert plan.items() == before


def test_nothing_is_written_where_a_cell_could_not_be_read(plan: Plan):
    fault = Fault("Åtgärder", 3, "D3", "Rubrik", InvalidInput("An effect is 0, 1 or 2."))
    with pytest.raises(InvalidInput, match="D3"):
        plan.take(edit(plan.first, owner="Dan"), faults=(fault,))
    assert plan.items()[0].owner == ""


def test_a_circle_is_refused_as_a_whole(plan: Plan):
    before = plan.items()
    with pytest.raises(InvalidInput, match="for ever"):
        plan.take(edit(plan.first, predecessors=(plan.second.id,)), edit(plan.second, predecessors=(plan.first.id,)))
    assert plan.items() == before


def test_what_somebody_has_removed_is_not_brought_back(plan: Plan):
    plan.house.interventions.remove(plan.id, plan.who, plan.first.id)
    with pytest.raises(NotFound):
        plan.take(edit(plan.first, owner="Dan"))


def test_a_new_row_without_a_title_is_refused(plan: Plan):
    with pytest.raises(InvalidInput):
        plan.take(added=(NewRow(5, plan.new("")),))
    assert len(plan.items()) == 2
