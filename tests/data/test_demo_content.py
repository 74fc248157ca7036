"""The demo organisations are complete, in three languages, and of the right order."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from statistics import fmean
from typing import Any
from uuid import UUID

import pytest

from lotsen.domain.baseline import Drift, compare
from lotsen.domain.category import Category, Influence, leaves
from lotsen.domain.followup import Verdict
from lotsen.domain.goal import MARKS, RECOMMENDED_GOALS, GoalLevel, shares
from lotsen.domain.intervention import InterventionStatus
from lotsen.domain.localtext import LANGUAGES
from lotsen.domain.policy_line import LineStatus
from lotsen.store.demo_content import DEMOS, FOLDER, Demo, read_demo
from lotsen.store.starter import starter

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(params=DEMOS)
def demo(request: pytest.FixtureRequest) -> Demo:
    return read_demo(request.param, today=TODAY)


def raw(key: str) -> Any:
    return json.loads((FOLDER / f"{key}.json").read_text("utf-8"))


def texts(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a file with the path that leads to it."""
    if isinstance(part, dict):
        if set(part) & set(LANGUAGES):
            yield path, part
        else:
            for key, value in part.items():
                yield from texts(value, f"{path}/{key}")
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from texts(value, f"{path}/{place}")


@pytest.mark.parametrize("key", DEMOS)
def test_every_text_is_in_three_languages(key: str) -> None:
    found = list(texts(raw(key)))
    assert len(found) > 220
    assert [path for path, text in found if set(text) != set(LANGUAGES) or not all(text.values())] == []


@pytest.mark.parametrize("key", DEMOS)
def test_the_languages_are_not_copies_of_each_other(key: str) -> None:
    sentences = [(path, text) for path, text in texts(raw(key)) if len(text["sv"].split()) > 3]
    assert [path for path, text in sentences if len(set(text.values())) < 3] == []


@pytest.mark.parametrize("key", DEMOS)
def test_texts_are_clean(key: str) -> None:
    untidy = re.compile(r"^\s|\s$|  |\.\.|kriteri|kriteeri", re.IGNORECASE)
    assert [(p, t) for p, text in texts(raw(key)) for t in text.values() if untidy.search(t)] == []


def test_there_are_five_to_seven_goals_of_procurement_and_three_of_the_function(demo: Demo) -> None:
    levels = [goal.level for goal in demo.goals]
    fewest, most = RECOMMENDED_GOALS
    assert fewest <= levels.count(GoalLevel.PROCUREMENT) <= most
    assert levels.count(GoalLevel.FUNCTION) == 3


def test_goals_of_the_function_alone_have_a_present_state_and_actions(demo: Demo) -> None:
    for goal in demo.goals:
        assert bool(goal.present_state) is bool(goal.actions) is (goal.level is GoalLevel.FUNCTION)


def test_every_person_gives_ten_marks_on_each_level(demo: Demo) -> None:
    assert set(demo.marks) == {person.id for person in demo.people}
    for given in demo.marks.values():
        for level in GoalLevel:
            assert sum(given[goal.id] for goal in demo.goals if goal.level is level) == MARKS


def test_there_are_thirty_categories_with_spend_in_a_tree_of_two_levels(demo: Demo) -> None:
    rows = leaves(demo.categories)
    groups = {category.id for category in demo.categories if category.parent_id is None}
    assert len(rows) == 30
    assert all(category.parent_id in groups and category.owner and category.factor for category in rows)
    for year in (TODAY.year - 2, TODAY.year - 1):
        assert {s.category_id for s in demo.spend if s.year == year} == {category.id for category in rows}


@pytest.mark.parametrize(
    ("key", "low", "high"), [("municipality", 50e6, 62e6), ("wellbeing_county", 400e6, 500e6)], ids=DEMOS
)
def test_money_is_of_the_right_order(key: str, low: float, high: float) -> None:
    demo = read_demo(key, today=TODAY)
    for year in (TODAY.year - 2, TODAY.year - 1):
        open_cents = sum(spend.cents for spend in demo.spend if spend.year == year)
        outside = [spend for spend in demo.outside if spend.year == year]
        assert low <= open_cents / 100 <= high
        assert {spend.influence for spend in outside} == {Influence.IN_HOUSE, Influence.NOT_PROCUREMENT}
        assert sum(spend.cents for spend in outside) < open_cents


def test_counts_and_concentration_are_possible(demo: Demo) -> None:
    for spend in demo.spend:
        assert spend.suppliers is not None and spend.invoices is not None and spend.concentration is not None
        assert 0 < spend.suppliers <= spend.invoices
        assert 1 / spend.suppliers <= spend.concentration <= 1


def test_carbon_is_euros_times_the_factor() -> None:
    demo = read_demo("municipality", today=TODAY, factors={"F": 210.74})
    building = {category.id for category in demo.categories if category.factor == "F"}
    assert building
    for spend in demo.spend:
        if spend.category_id in building:
            assert spend.kilograms == pytest.approx(spend.cents / 100 * 0.21074)
        else:
            assert spend.kilograms is None


def test_every_factor_is_one_of_the_starter_factors(demo: Demo) -> None:
    assert {category.factor for category in demo.categories if category.factor} <= {f.key for f in starter().factors}


def test_picked_goals_name_a_national_goal_of_the_same_level(demo: Demo) -> None:
    national = {goal.key: goal for goal in starter().goals}
    picked = [goal for goal in demo.goals if goal.origin]
    assert len(picked) >= 5
    for goal in picked:
        assert goal.origin is not None
        assert (goal.level, goal.origin_version) == (national[goal.origin].level, national[goal.origin].version)


def test_judgements_have_disagreement_unknown_and_missing_cells(demo: Demo) -> None:
    goals = [goal.id for goal in demo.goals if goal.level is GoalLevel.PROCUREMENT]
    cells: dict[tuple[object, object], list[int]] = {}
    for answer in demo.assessments:
        if answer.value is not None:
            cells.setdefault((answer.category_id, answer.subject_id), []).append(answer.value)
    possible = len(demo.people) * len(leaves(demo.categories)) * len(goals)
    answered = sum(1 for answer in demo.assessments if answer.subject_id in goals)
    assert 0.8 * possible < answered < possible
    assert any(answer.value is None for answer in demo.assessments)
    assert sum(1 for values in cells.values() if max(values) - min(values) >= 2) >= 4
    assert all(0 <= value <= 3 for values in cells.values() for value in values)


def test_nobody_judges_a_goal_of_the_function(demo: Demo) -> None:
    function = {goal.id for goal in demo.goals if goal.level is GoalLevel.FUNCTION}
    assert {answer.subject_id for answer in demo.assessments} & function == set()


def test_two_values_are_agreed_and_their_votes_kept(demo: Demo) -> None:
    voted = {(answer.category_id, answer.subject_id) for answer in demo.assessments}
    assert len(demo.agreed) == 2
    assert all((value.category_id, value.subject_id) in voted and value.reason for value in demo.agreed)


def test_policy_lines_stand_in_every_status_and_the_adopted_ones_have_their_decision(demo: Demo) -> None:
    assert len(demo.policy_lines) >= 12
    assert {line.status for line in demo.policy_lines} == set(LineStatus)
    for line in demo.policy_lines:
        assert (line.decision is not None) is (line.status is LineStatus.ADOPTED)
        assert line.goals
        if line.decision:
            assert line.decision.day < TODAY and line.decision.day.weekday() < 5
            assert line.decision.organ and line.decision.paragraph.startswith("§")
            assert line.decision.register_number.endswith(f"/{line.decision.day.year}")


def test_a_changed_line_keeps_the_edition_that_was_adopted_before(demo: Demo) -> None:
    changed = [line for line in demo.policy_lines if line.edition > 1]
    assert changed
    for line in changed:
        kept = [edition for edition in demo.editions if edition.policy_line_id == line.id]
        assert [edition.edition for edition in kept] == list(range(1, line.edition + 1))
        assert kept[0].decision.day < kept[-1].decision.day


def test_the_plan_is_half_done_with_something_late(demo: Demo) -> None:
    states = [item.status for item in demo.interventions]
    assert len(states) == 25
    assert 4 <= states.count(InterventionStatus.DONE) <= 8
    assert states.count(InterventionStatus.UNDER_WAY) >= 5
    late = [i for i in demo.interventions if i.status is InterventionStatus.UNDER_WAY and i.ends and i.ends < TODAY]
    assert late


def test_no_intervention_begins_before_its_predecessors_end(demo: Demo) -> None:
    by_id = {item.id: item for item in demo.interventions}
    for item in demo.interventions:
        for before in item.predecessors:
            ends, starts = by_id[before].ends, item.starts
            assert ends is not None and starts is not None
            assert ends < starts, (by_id[before].title.show("en"), item.title.show("en"))


def test_progress_agrees_with_status(demo: Demo) -> None:
    for item in demo.interventions:
        if item.status is InterventionStatus.DONE:
            assert item.progress == 100 and item.ends is not None and item.ends < TODAY
        elif item.status is InterventionStatus.UNDER_WAY:
            assert 0 < item.progress < 100 and item.starts is not None and item.starts <= TODAY
        else:
            assert item.progress == 0


def test_interventions_say_who_when_how_much_and_what_for(demo: Demo) -> None:
    goals = {goal.id for goal in demo.goals}
    for item in demo.interventions:
        assert item.owner and item.owner_role and item.metric and item.effects
        assert item.cost_cents is not None or item.cost_size is not None or item.effort_size is not None
        assert item.effort or item.effort_size
        assert all(goal in goals and effect in (1, 2) for goal, effect in item.effects)


def test_there_are_two_scenarios_that_point_at_what_is_there(demo: Demo) -> None:
    interventions = {item.id for item in demo.interventions}
    categories = {category.id for category in demo.categories}
    assert len(demo.scenarios) == 2
    for scenario in demo.scenarios:
        assert set(scenario.assumptions.must) <= interventions
        assert set(scenario.assumptions.prices) <= categories
        assert sum(scenario.assumptions.weights.values()) in (0, MARKS)


def test_the_session_is_past_closed_and_says_what_was_decided(demo: Demo) -> None:
    assert demo.session.day < TODAY
    assert demo.session.closed_at is not None and demo.session.closed_at > demo.session.opened_at
    assert set(demo.session.participants) == {person.name for person in demo.people}
    assert demo.session.decisions


def test_the_decisions_name_the_categories_that_come_first(demo: Demo) -> None:
    goals = [goal.id for goal in demo.goals if goal.level is GoalLevel.PROCUREMENT]
    weight = {goal: sum(shares(given, goals)[goal] for given in demo.marks.values()) for goal in goals}
    votes: dict[tuple[UUID, UUID], list[float]] = {}
    for answer in demo.assessments:
        if answer.value is not None:
            votes.setdefault((answer.category_id, answer.subject_id), []).append(answer.value)
    votes |= {(one.category_id, one.subject_id): [one.value] for one in demo.agreed}

    def benefit(category: Category) -> float:
        return sum(weight[g] * fmean(votes[category.id, g]) for g in goals if (category.id, g) in votes)

    first = sorted(leaves(demo.categories), key=benefit, reverse=True)[:3]
    assert all(category.name.show("sv").split()[0].lower() in demo.session.decisions.lower() for category in first)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_with_one_version_follow_the_language_of_the_reader(language: str) -> None:
    demo = read_demo("municipality", today=TODAY, language=language)
    roles = raw("municipality")["roles"]
    assert demo.interventions[0].owner_role == roles["procurement_manager"][language]


def test_two_readings_share_no_identity() -> None:
    one, two = (read_demo("municipality", today=TODAY) for _ in range(2))
    assert one.organisation.id != two.organisation.id
    assert {goal.id for goal in one.goals} & {goal.id for goal in two.goals} == set()


def test_the_demo_is_of_today_whenever_today_is() -> None:
    later = TODAY.replace(year=TODAY.year + 2)
    demo = read_demo("municipality", today=later)
    assert max(spend.year for spend in demo.spend) == later.year - 1
    assert any(item.starts and item.starts > later for item in demo.interventions)


def test_what_was_said_since_is_past_and_agrees_with_the_plan(demo: Demo) -> None:
    by_id = {item.id: item for item in demo.interventions}
    latest = {each.intervention_id: each for each in sorted(demo.check_ins, key=lambda each: each.at)}
    assert len(latest) >= 4
    for each in latest.values():
        item = by_id[each.intervention_id]
        assert (each.status, each.progress) == (item.status, item.progress)
    assert all(each.at.date() < TODAY for each in (*demo.check_ins, *demo.effects, *demo.approvals))
    assert {goal.id for goal in demo.goals} > {each.goal_id for each in demo.readings}
    assert all(each.day < TODAY for each in demo.readings)


def test_the_frozen_plan_was_adopted_and_some_of_it_has_slipped(demo: Demo) -> None:
    assert demo.approvals[-1].verdict is Verdict.APPROVED
    drifts = [each.drift for each in compare(demo.baseline, demo.interventions)]
    assert 3 <= drifts.count(Drift.SLIPPED) < len(drifts) / 2
    assert Drift.ADDED in drifts
    assert Drift.REMOVED not in drifts
