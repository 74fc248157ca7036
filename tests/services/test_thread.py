"""The golden thread: whoever follows a number of the manager's page back to the votes gets the same number.

Everything here is computed again from the raw rows of the database, with nothing of the analysis.
"""

import re
from collections import defaultdict
from statistics import fmean
from typing import Any

import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Roadmap
from lotsen.explain import place, summary
from lotsen.explain.priorities import names_of, table
from lotsen.texts import Texts

LANGUAGES = ("sv", "fi", "en")


@pytest.fixture
def demo(house: House, coach: Person) -> Roadmap:
    return house.demos.open("municipality", coach, "sv")


def raw(house: House, roadmap: Roadmap) -> dict[str, list[dict[str, Any]]]:
    return house.archive.export(roadmap.id)["tables"]


def weights(tables: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """Each goal's weight: every person's marks as shares, and their mean."""
    goals = [row["id"] for row in tables["goal"] if row["level"] == "procurement"]
    given: dict[str, dict[str, int]] = defaultdict(dict)
    for row in tables["goal_marks"]:
        if row["goal_id"] in goals and row["marks"]:
            given[row["person_id"]][row["goal_id"]] = row["marks"]
    shares = [{goal: marks.get(goal, 0) / sum(marks.values()) for goal in goals} for marks in given.values()]
    return {goal: fmean(share[goal] for share in shares) for goal in goals}


def values(tables: dict[str, list[dict[str, Any]]]) -> dict[tuple[str, str], float]:
    """What each cell counts: what was agreed, else the mean of those who did not say 'I don't know'."""
    votes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in tables["goal_assessment"]:
        if row["value"] is not None:
            votes[row["category_id"], row["goal_id"]].append(row["value"])
    agreed = {(row["category_id"], row["goal_id"]): row["value"] for row in tables["agreed_value"]}
    return {cell: fmean(some) for cell, some in votes.items()} | agreed


def scores(tables: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    weight, value = weights(tables), values(tables)
    found = {}
    for category in {row["id"] for row in tables["category"]}:
        known = {goal: value[category, goal] for goal in weight if (category, goal) in value}
        judged = sum(weight[goal] for goal in known)
        if judged >= 0.5:
            found[category] = 100 * sum(weight[goal] * known[goal] / 3 for goal in known) / judged
    return found


def figure(text: str) -> float:
    """The number in a text as the language writes it."""
    found = re.search(r"-?\d+(?:[.,]\d+)?", text)
    assert found, text
    return float(found[0].replace(",", "."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_summary_to_the_votes_every_number_is_the_same(
    house: House, coach: Person, demo: Roadmap, language: str
) -> None:
    t, tables = Texts.of(language), raw(house, demo)
    standing = house.organisations.standing(demo.id, coach.id)
    view = house.priorities.view(standing.roadmap, standing.organisation, standing.votes)
    names, again = names_of(view, t), scores(tables)
    weight, value = weights(tables), values(tables)
    order = sorted(again, key=lambda one: -round(again[one], 9))

    told = summary.categories(house.summaries.of(standing.roadmap, standing.organisation, standing.votes), t)
    listed = [one.query["category"] for one in told.lines if one.query]
    assert {round(again[one], 9) for one in listed} == {round(again[one], 9) for one in order[: len(listed)]}
    for line in told.lines:
        assert line.query
        assert figure(line.figure) == pytest.approx(again[line.query["category"]], abs=0.051)

    for category in view.categories:
        if str(category.id) not in again:
            continue
        said = place.rank(view.result, category.id, names.categories, names.columns, t)
        assert said.table
        assert figure(said.table.foot[3]) == pytest.approx(again[str(category.id)], abs=0.051)
        assert f"{t.number(round(again[str(category.id)], 9), 1)}" in said.sentences[0]
        shown = {row[0]: row for row in said.table.rows}
        parts = 0.0
        for goal in view.goals:
            row = shown[t.local(goal.title)]
            assert row[1] == t.percent(weight[str(goal.id)])
            if (str(category.id), str(goal.id)) in value:
                assert figure(row[2]) == pytest.approx(value[str(category.id), str(goal.id)], abs=0.051)
                parts += figure(row[3])
        assert parts == pytest.approx(again[str(category.id)], abs=0.06 * len(view.goals))

    head = table(view.result, names.categories, names.columns, t)
    assert len(head.rows) == len(view.categories)


def test_every_step_between_the_votes_and_the_rank_can_be_done_by_hand(
    house: House, coach: Person, demo: Roadmap
) -> None:
    tables, standing = raw(house, demo), house.organisations.standing(demo.id, coach.id)
    result = house.priorities.view(standing.roadmap, standing.organisation, standing.votes).result
    steps = {step.symbol: step for step in result.steps}
    again, weight, value = scores(tables), weights(tables), values(tables)
    for j, column in enumerate(steps["w"].columns):
        assert steps["w"].values[j] == pytest.approx(weight.get(str(column), 0.0))
    for i, category in enumerate(steps["S"].rows):
        for j, column in enumerate(steps["v"].columns):
            if (str(category), str(column)) in value:
                assert steps["v"].values[i, j] == pytest.approx(value[str(category), str(column)])
        if str(category) in again:
            assert steps["S"].values[i] == pytest.approx(again[str(category)])
            better = sum(round(other, 9) > round(again[str(category)], 9) for other in again.values())
            assert steps["r"].values[i] == better + 1
