"""Every use case × every role × own and foreign organisation: what the table does not give is refused, untouched.

The list is held against the services themselves: a use case that names who does it has to say here what right it
takes.
"""

import datetime as dt
import inspect
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from lotsen.bootstrap import House
from lotsen.domain import plan as planning
from lotsen.domain.assessment import Judgement
from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.domain.followup import Verdict
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import Acceptance, InterventionStatus
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Role, Viewpoint
from lotsen.domain.plan import plus_months, span
from lotsen.domain.plan_edits import PlanEdits
from lotsen.domain.quarter import Quarter
from lotsen.domain.rights import MAY, Right, may
from lotsen.domain.room import RoomMethod
from lotsen.domain.scenario import Pin
from lotsen.domain.spend import RuleField
from lotsen.errors import LotsenError, NotAllowed, NotFound
from tests.support.houses import sqlite_config, with_coach, with_roadmap

EDIT, JUDGE, REPORT, DECIDE, LEAD, MANAGE, IMPORT = (
    Right.EDIT, Right.JUDGE, Right.REPORT, Right.DECIDE, Right.LEAD, Right.MANAGE, Right.IMPORT
)  # fmt: skip
DAY = dt.date(2027, 3, 1)
LEVEL = GoalLevel.PROCUREMENT

OPEN = {
    "accounts.join": "the link is the right",
    "jobs.start": "called by use cases that have asked already",
    "archive.restore": "makes an organisation of one's own, or asks for the right in the one it goes to",
    "archive.restore_text": "the same",
    "demos.open": "invented data are everybody's",
    "followup.elsewhere": "what at least three other organisations saw, without their names, is everybody's",
    "demos.reset": "invented data are everybody's",
    "organisations.make": "whoever makes an organisation is its coach",
    "organisations.allow": "the question itself",
}
"""Use cases that take no right on anything that is there, and why."""

Call = Callable[[Any, Person], object]
CALLS: dict[str, tuple[Right, Call]] = {
    "archive.copy": (MANAGE, lambda w, p: w.house.archive.copy(w.id, p, LocalText.of("x"), DAY, plus_months(DAY, 9))),
    "archive.take_out": (MANAGE, lambda w, p: w.house.archive.take_out(w.id, p.id)),
    "archive.take_snapshot": (LEAD, lambda w, p: w.house.archive.take_snapshot(w.id, p.id, "x")),
    "coaching.open": (
        LEAD, lambda w, p: w.house.coaching.open(p, LocalText.of("x"), DAY, "", "", (), (w.id,)),
    ),
    "coaching.write": (LEAD, lambda w, p: w.house.coaching.write(w.session, w.session, p.id)),
    "coaching.close": (LEAD, lambda w, p: w.house.coaching.close(w.session.id, "x", p.id)),
    "organisations.add_people": (
        MANAGE, lambda w, p: w.house.organisations.add_people(w.body, ["x"], Viewpoint.OTHER, p.id),
    ),
    "organisations.add_person": (
        MANAGE, lambda w, p: w.house.organisations.add_person(w.body, "x", Role.COACH, Viewpoint.OTHER, p.id),
    ),
    "organisations.archive": (MANAGE, lambda w, p: w.house.organisations.archive(w.id, p.id)),
    "organisations.delete": (MANAGE, lambda w, p: w.house.organisations.delete(w.body, p.id)),
    "organisations.delete_roadmap": (MANAGE, lambda w, p: w.house.organisations.delete_roadmap(w.id, p.id)),
    "organisations.make_roadmap": (MANAGE, lambda w, p: w.house.organisations.make_roadmap(w.body, p.id)),
    "organisations.rename": (
        MANAGE, lambda w, p: w.house.organisations.rename(w.id, p.id, LocalText.of("x"), DAY, plus_months(DAY, 9)),
    ),
    "organisations.set_role": (
        MANAGE, lambda w, p: w.house.organisations.set_role(w.body, w.coach.id, Role.MANAGER, p.id),
    ),
    "organisations.remove_member": (
        MANAGE, lambda w, p: w.house.organisations.remove_member(w.body, w.people[Role.MANAGER].id, p.id),
    ),
    "guests.let_join": (LEAD, lambda w, p: w.house.guests.let_join(w.session.id, p.id)),
    "guests.stop_joining": (LEAD, lambda w, p: w.house.guests.stop_joining(w.session.id, p.id)),
    "accounts.invite": (
        MANAGE, lambda w, p: w.house.accounts.invite(w.body, "x", Role.COACH, Viewpoint.OTHER, p.id),
    ),
    "accounts.withdraw": (MANAGE, lambda w, p: w.house.accounts.withdraw(w.body, "x", p.id)),
    "accounts.reset": (MANAGE, lambda w, p: w.house.accounts.reset(w.body, w.people[Role.MANAGER].id, p.id)),
    "organisations.set_viewpoint": (
        LEAD, lambda w, p: w.house.organisations.set_viewpoint(w.id, w.coach.id, Viewpoint.LEGAL, p.id),
    ),
    "categories.add": (EDIT, lambda w, p: w.house.categories.add(w.id, p.id, "x", "sv")),
    "categories.edit": (EDIT, lambda w, p: w.house.categories.edit(w.id, p.id, w.category, w.category)),
    "categories.edit_factor": (EDIT, lambda w, p: w.house.categories.edit_factor(w.id, p.id, w.factor, w.factor)),
    "categories.grow": (EDIT, lambda w, p: w.house.categories.grow(w.id, p.id, w.outline, "sv")),
    "categories.move": (EDIT, lambda w, p: w.house.categories.move(w.id, p.id, w.category.id, 1)),
    "categories.own_factor": (
        EDIT,
        lambda w, p: w.house.categories.own_factor(
            w.id, p.id, w.category, name="x", language="sv", kilograms=Decimal(1), year=2024, source="x", currency="EUR"
        ),
    ),
    "categories.put_under": (EDIT, lambda w, p: w.house.categories.put_under(w.id, p.id, w.category, None)),
    "categories.remove": (EDIT, lambda w, p: w.house.categories.remove(w.id, p.id, w.category.id)),
    "categories.remove_factor": (EDIT, lambda w, p: w.house.categories.remove_factor(w.id, p.id, w.factor)),
    "categories.start_from": (EDIT, lambda w, p: w.house.categories.start_from(w.id, p.id, w.tree)),
    "categories.state": (
        EDIT,
        lambda w, p: w.house.categories.state(
            w.id, p.id, CategorySpend(w.category.id, 2025, 100, SpendBasis.TYPED)
        ),
    ),
    "categories.take_pasted": (EDIT, lambda w, p: w.house.categories.take_pasted(w.id, p.id, w.pasted, 2025, "sv")),
    "categories.unstate": (EDIT, lambda w, p: w.house.categories.unstate(w.id, p.id, w.category.id, 2025)),
    "goals.add": (EDIT, lambda w, p: w.house.goals.add(w.id, LEVEL, "x", "sv", p.id)),
    "goals.ask_again": (EDIT, lambda w, p: w.house.goals.ask_again(w.id, w.goal.id, p.id)),
    "goals.change_level": (EDIT, lambda w, p: w.house.goals.change_level(w.id, w.goal.id, p.id)),
    "goals.discard_judgements": (EDIT, lambda w, p: w.house.goals.discard_judgements(w.id, w.goal.id, p.id)),
    "goals.move": (EDIT, lambda w, p: w.house.goals.move(w.id, w.goal.id, 1, p.id)),
    "goals.pick": (EDIT, lambda w, p: w.house.goals.pick(w.id, [w.house.goals.national()[0].key], p.id)),
    "goals.remove": (EDIT, lambda w, p: w.house.goals.remove(w.id, w.goal.id, p.id)),
    "goals.write": (EDIT, lambda w, p: w.house.goals.write(w.goal, w.goal, p.id)),
    "policy_lines.add": (EDIT, lambda w, p: w.house.policy_lines.add(w.id, "x", "sv", p.id)),
    "policy_lines.adopt": (EDIT, lambda w, p: w.house.policy_lines.adopt(w.id, w.line.id, w.decision, p.id)),
    "policy_lines.drop_draft": (EDIT, lambda w, p: w.house.policy_lines.drop_draft(w.id, w.line.id, p.id)),
    "policy_lines.move": (EDIT, lambda w, p: w.house.policy_lines.move(w.id, w.line.id, 1, p.id)),
    "policy_lines.pick": (
        EDIT, lambda w, p: w.house.policy_lines.pick(w.id, [w.house.policy_lines.starters()[0].key], p.id),
    ),
    "policy_lines.remove": (EDIT, lambda w, p: w.house.policy_lines.remove(w.id, w.line.id, p.id)),
    "policy_lines.revise": (EDIT, lambda w, p: w.house.policy_lines.revise(w.id, w.line.id, p.id)),
    "policy_lines.write": (EDIT, lambda w, p: w.house.policy_lines.write(w.line, w.line, p.id)),
    "weights.agree": (LEAD, lambda w, p: w.house.weights.agree(w.id, LEVEL, {w.goal.id: 50}, p.id)),
    "weights.compare": (
        JUDGE, lambda w, p: w.house.weights.compare(w.id, LEVEL, p.id, w.goal.id, w.other.id, 3.0, p.id),
    ),
    "weights.give": (JUDGE, lambda w, p: w.house.weights.give(w.id, LEVEL, p.id, {w.goal.id: 1}, 10, p.id)),
    "weights.give_swings": (
        JUDGE, lambda w, p: w.house.weights.give_swings(w.id, LEVEL, p.id, {w.goal.id: 50}, p.id),
    ),
    "weights.move": (JUDGE, lambda w, p: w.house.weights.move(w.id, LEVEL, p.id, w.goal.id, 1, p.id)),
    "weights.put_in_order": (
        JUDGE, lambda w, p: w.house.weights.put_in_order(w.id, LEVEL, p.id, {w.goal.id: 1}, p.id),
    ),
    "assessments.add_criterion": (LEAD, lambda w, p: w.house.assessments.add_criterion(w.id, "x", "sv", p.id)),
    "assessments.agree": (LEAD, lambda w, p: w.house.assessments.agree(w.id, w.category.id, w.goal.id, 2, p.id)),
    "assessments.give_reason": (
        JUDGE, lambda w, p: w.house.assessments.give_reason(w.id, p.id, w.category.id, w.goal.id, "x", p.id),
    ),
    "assessments.judge": (
        JUDGE,
        lambda w, p: w.house.assessments.judge(w.id, p.id, [Judgement(w.category.id, w.goal.id, 3)], p.id),
    ),
    "assessments.remove_criterion": (
        LEAD, lambda w, p: w.house.assessments.remove_criterion(w.id, w.criterion, p.id),
    ),
    "priorities.weigh_criterion": (
        LEAD, lambda w, p: w.house.priorities.weigh_criterion(w.id, w.criterion, 10, p.id),
    ),
    "rooms.ask_everything": (LEAD, lambda w, p: w.house.rooms.ask_everything(w.id, p.id)),
    "rooms.deal_cells": (LEAD, lambda w, p: w.house.rooms.deal_cells(w.id, p.id, most=10)),
    "rooms.hide": (LEAD, lambda w, p: w.house.rooms.hide(w.id, True, p.id)),
    "rooms.set": (LEAD, lambda w, p: w.house.rooms.set(w.id, RoomMethod(hidden=True), p.id)),
    "rooms.weigh_viewpoint": (
        LEAD, lambda w, p: w.house.rooms.weigh_viewpoint(w.id, Viewpoint.LEGAL, 2, p.id),
    ),
    "spend.accept": (IMPORT, lambda w, p: w.house.spend.accept(w.id, p.id, new_id(), 2025)),
    "spend.ask_to_map": (EDIT, lambda w, p: w.house.spend.ask_to_map(w.id, p.id)),
    "spend.discard": (IMPORT, lambda w, p: w.house.spend.discard(w.id, p.id)),
    "spend.map_again": (IMPORT, lambda w, p: w.house.spend.map_again(w.id, p.id, lambda share, doing: None)),
    "spend.read": (IMPORT, lambda w, p: w.house.spend.read(w.id, p.id, "x", "x.csv")),
    "spend.remove": (IMPORT, lambda w, p: w.house.spend.remove(w.id, p.id, new_id())),
    "spend.remove_rule": (IMPORT, lambda w, p: w.house.spend.remove_rule(w.id, p.id, new_id())),
    "spend.rule": (IMPORT, lambda w, p: w.house.spend.rule(w.id, p.id, RuleField.CPV, "45", w.category.id, None)),
    "spend.take_starter_rules": (IMPORT, lambda w, p: w.house.spend.take_starter_rules(w.id, p.id)),
    "interventions.add": (EDIT, lambda w, p: w.house.interventions.add(w.id, p.id, "x", "sv")),
    "interventions.add_milestone": (
        EDIT, lambda w, p: w.house.interventions.add_milestone(w.id, p.id, "x", "sv", DAY),
    ),
    "interventions.answer": (REPORT, lambda w, p: w.house.interventions.answer(w.item, p.id, Acceptance.ACCEPTED)),
    "interventions.change": (EDIT, lambda w, p: w.house.interventions.change(w.item, p.id, owner="x")),
    "interventions.change_milestone": (
        EDIT, lambda w, p: w.house.interventions.change_milestone(w.milestone, p.id, day=DAY),
    ),
    "interventions.move": (
        EDIT, lambda w, p: w.house.interventions.move(w.id, p.id, w.proposal, with_followers=True),
    ),
    "interventions.pick": (EDIT, lambda w, p: w.house.interventions.pick(w.id, p.id, w.pick)),
    "interventions.remove": (EDIT, lambda w, p: w.house.interventions.remove(w.id, p.id, w.item.id)),
    "interventions.remove_milestone": (
        EDIT, lambda w, p: w.house.interventions.remove_milestone(w.id, p.id, w.milestone.id),
    ),
    "interventions.set_effect": (
        EDIT, lambda w, p: w.house.interventions.set_effect(w.id, p.id, w.item.id, w.goal.id, 2),
    ),
    "interventions.set_effort": (
        EDIT, lambda w, p: w.house.interventions.set_effort(w.id, p.id, w.item.id, "x", 9.0),
    ),
    "interventions.take_back": (EDIT, lambda w, p: w.house.interventions.take_back(w.id, p.id, 1)),
    "interventions.take_over": (EDIT, lambda w, p: w.house.interventions.take_over(w.id, p.id, w.edits)),
    "interventions.wish": (
        EDIT,
        lambda w, p: w.house.interventions.wish(w.id, p.id, w.item.id, span(w.item), span(w.item).shifted(1)),
    ),
    "baselines.adopt": (DECIDE, lambda w, p: w.house.baselines.adopt(w.id, p.id, w.baseline.id)),
    "baselines.remove": (EDIT, lambda w, p: w.house.baselines.remove(w.id, p.id, w.baseline.id)),
    "baselines.take": (EDIT, lambda w, p: w.house.baselines.take(w.id, p.id, "x")),
    "capacity.set_days": (EDIT, lambda w, p: w.house.capacity.set_days(w.id, p.id, "x", 9.0)),
    "capacity.set_quarter": (
        EDIT, lambda w, p: w.house.capacity.set_quarter(w.id, p.id, "x", Quarter(2027, 1), 9.0),
    ),
    "capacity.take_over": (EDIT, lambda w, p: w.house.capacity.take_over(w.id, p.id, w.proposal.moves)),
    "followup.add_reading": (
        REPORT, lambda w, p: w.house.followup.add_reading(w.id, p.id, w.goal.id, dt.date(2026, 1, 1), Decimal(1)),
    ),
    "followup.check_in": (
        REPORT, lambda w, p: w.house.followup.check_in(w.item, p.id, InterventionStatus.UNDER_WAY, 10),
    ),
    "followup.decide": (DECIDE, lambda w, p: w.house.followup.decide(w.id, p.id, w.baseline.id, Verdict.APPROVED)),
    "followup.remove_reading": (REPORT, lambda w, p: w.house.followup.remove_reading(w.id, p.id, new_id())),
    "followup.report_effect": (
        REPORT, lambda w, p: w.house.followup.report_effect(w.id, p.id, w.item.id, w.goal.id, 1),
    ),
    "scenarios.add": (EDIT, lambda w, p: w.house.scenarios.add(w.id, p.id, "x", "sv")),
    "scenarios.begin": (EDIT, lambda w, p: w.house.scenarios.begin(w.id, p.id, "half_budget")),
    "scenarios.change": (EDIT, lambda w, p: w.house.scenarios.change(w.scenario, p.id, name=LocalText.of("x"))),
    "scenarios.copy": (EDIT, lambda w, p: w.house.scenarios.copy(w.id, p.id, w.scenario.id)),
    "scenarios.pin": (EDIT, lambda w, p: w.house.scenarios.pin(w.id, p.id, w.pin)),
    "scenarios.remove": (EDIT, lambda w, p: w.house.scenarios.remove(w.id, p.id, w.scenario.id)),
    "scenarios.unpin": (EDIT, lambda w, p: w.house.scenarios.unpin(w.id, p.id, w.scenario.id, w.item.id)),
    "solving.ask": (EDIT, lambda w, p: w.house.solving.ask(w.standing, p.id, w.scenario.id)),
    "solving.ask_core": (EDIT, lambda w, p: w.house.solving.ask_core(w.standing, p.id)),
    "solving.stop": (EDIT, lambda w, p: w.house.solving.stop(w.id, p.id, new_id())),
    "solving.take_over": (EDIT, lambda w, p: w.house.solving.take_over(w.id, p.id, w.found, ())),
}  # fmt: skip


def use_cases() -> set[str]:
    """Every method of a service that says who does it."""
    found = set()
    for name, kind in typing.get_type_hints(House).items():
        if inspect.isclass(kind) and kind.__module__.startswith("lotsen.services"):
            for method, function in inspect.getmembers(kind, inspect.isfunction):
                if not method.startswith("_") and "who" in inspect.signature(function).parameters:
                    found.add(f"{name}.{method}")
    return found


def test_every_use_case_says_what_right_it_takes() -> None:
    assert use_cases() == set(CALLS) | set(OPEN)


def test_the_coach_may_everything_and_nobody_more_than_the_coach() -> None:
    assert MAY[Role.COACH] == frozenset(Right)
    assert all(may(role, Right.READ) for role in Role)
    assert {role for role in Role if may(role, Right.MANAGE)} == {Role.COACH}


@dataclass
class World:
    """A roadmap full of everything, a person in each role of its organisation, and a coach of another one."""

    house: House
    coach: Person
    people: dict[Role, Person]
    stranger: Person
    more: SimpleNamespace

    def __getattr__(self, name: str) -> Any:
        return getattr(self.more, name)

    def state(self) -> object:
        """What a refused call must leave as it is."""
        here = self.house.organisations.standing(self.id, self.coach.id)
        home = self.house.organisations.home(self.coach.id)
        members = self.house.organisations.members(self.body)
        return here.roadmap, here.votes, home.organisations, members, self.house.coaching.of_person(self.coach.id)


@pytest.fixture(scope="module")
def world(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    house, coach = with_coach(sqlite_config(template, tmp_path_factory.mktemp("rights")))
    demo = house.demos.open("municipality", coach)
    people = {
        role: house.organisations.add_person(demo.organisation_id, role.value, role, Viewpoint.OTHER, coach.id)
        for role in Role
        if role is not Role.COACH
    }
    stranger = house.organisations.add_person(
        with_roadmap(house, coach, "Grannstaden").organisation_id, "Främling", Role.COACH, Viewpoint.OTHER, coach.id
    )
    yield World(house, coach, people, stranger, _content(house, coach, demo.id, demo.organisation_id))
    house.close()


def _content(house: House, coach: Person, roadmap_id: Any, body: Any) -> SimpleNamespace:
    baseline = house.baselines.take(roadmap_id, coach.id, "Fryst")
    session = house.coaching.open(coach, LocalText.of("Workshop"), DAY, "", "", (), (roadmap_id,))
    here = house.organisations.standing(roadmap_id, coach.id)
    buying = house.categories.view(here.roadmap)
    plan = house.interventions.content(roadmap_id, here.roadmap.revision, "Europe/Helsinki")
    item = next(one for one in plan.interventions if span(one) and one.status is InterventionStatus.PLANNED)
    first = next(one for one in house.solving.outlooks(here.roadmap, here.organisation, here.votes))
    days = span(item)
    assert days is not None
    goals = [one for one in house.goals.all(roadmap_id) if one.level is LEVEL]
    view = house.priorities.view(here.roadmap, here.organisation, here.votes)
    book = house.policy_lines.book(roadmap_id)
    return SimpleNamespace(
        id=roadmap_id,
        body=body,
        baseline=baseline,
        session=session,
        standing=here,
        category=buying.categories[-1],
        factor=next(iter(buying.factors.values())),
        outline=house.categories.read_outline(None, "", "Måltider", "sv"),
        tree=house.categories.trees()[0].key,
        pasted=house.categories.read_pasted(roadmap_id, "Måltider\t100"),
        goal=goals[0],
        other=goals[1],
        line=book.lines[0],
        decision=next(one.decision for one in book.lines if one.decision),
        criterion=next(column.id for column in view.result.columns if column.id not in {g.id for g in goals}),
        item=item,
        milestone=plan.milestones[0],
        proposal=planning.propose(plan.interventions, item.id, days.shifted(1), with_followers=True),
        pick=house.interventions.library(plan)[0].starter.key,
        edits=PlanEdits(),
        scenario=first.scenario,
        pin=Pin(first.scenario.id, item.id),
        found=None,
    )


@pytest.mark.parametrize("name", sorted(CALLS))
def test_what_the_table_does_not_give_is_refused_and_leaves_everything_as_it_is(world: World, name: str) -> None:
    right, call = CALLS[name]
    before = world.state()
    with pytest.raises(NotFound) as refused:
        call(world, world.stranger)
    assert "for you" in refused.value.text
    for role, person in world.people.items():
        if not may(role, right):
            with pytest.raises(NotAllowed):
                call(world, person)
    assert world.state() == before


@pytest.mark.parametrize(
    ("name", "role"),
    [
        (name, role)
        for name, (right, _) in CALLS.items()
        for role in (Role.PARTICIPANT, Role.MANAGER)
        if right in (JUDGE, REPORT, DECIDE) and may(role, right)
    ],
)
def test_who_has_the_right_is_not_refused(world: World, name: str, role: Role) -> None:
    try:
        CALLS[name][1](world, world.people[role])
    except LotsenError as error:
        assert not isinstance(error, NotAllowed)
        assert "for you" not in error.text
