"""Goals on a real database: picked, written, ordered, removed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lotsen.bootstrap import House
from lotsen.domain.assessment import Judgement
from lotsen.domain.goal import MOST_GOALS, Goal, GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.errors import Conflict, InvalidInput, NotFound
from lotsen.store import changes
from tests.support.houses import with_roadmap

PROCUREMENT, FUNCTION = GoalLevel.PROCUREMENT, GoalLevel.FUNCTION


def made(house: House, coach: Person, roadmap: Roadmap, *titles: str, level: GoalLevel = PROCUREMENT) -> list[Goal]:
    return [house.goals.add(roadmap.id, level, title, "sv", coach.id) for title in titles]


def titles(house: House, roadmap: Roadmap) -> list[str]:
    return [goal.title.show("sv") for goal in house.goals.all(roadmap.id)]


def test_a_goal_stands_last_and_in_the_language_it_was_written_in(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    made(house, coach, roadmap, " Klimatet ", "Näringslivet")
    assert titles(house, roadmap) == ["Klimatet", "Näringslivet"]
    assert house.goals.all(roadmap.id)[0].title == LocalText.of("Klimatet", "sv")


def test_a_goal_without_a_title_is_refused(house: House, coach: Person, roadmap: Roadmap) -> None:
    with pytest.raises(InvalidInput):
        house.goals.add(roadmap.id, PROCUREMENT, "   ", "sv", coach.id)
    goal = made(house, coach, roadmap, "Klimatet")[0]
    with pytest.raises(InvalidInput):
        house.goals.write(goal, replace(goal, title=LocalText()), coach.id)
    assert titles(house, roadmap) == ["Klimatet"]


def test_thirty_goals_are_possible_and_the_next_is_refused_kindly(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    made(house, coach, roadmap, *[f"Mål {n}" for n in range(MOST_GOALS)])
    with pytest.raises(InvalidInput) as refusal:
        house.goals.add(roadmap.id, PROCUREMENT, "Ett till", "sv", coach.id)
    assert refusal.value.fields == {"most": MOST_GOALS}
    with pytest.raises(InvalidInput):
        house.goals.pick(roadmap.id, ["national.economic", "national.social"], coach.id)
    assert len(house.goals.all(roadmap.id)) == MOST_GOALS
    house.goals.add(roadmap.id, FUNCTION, "Kompetens", "sv", coach.id)


def test_a_picked_goal_comes_in_three_languages_with_its_source_and_an_indicator(
    house: House, coach: Person, roadmap: Roadmap
) -> None:
    house.goals.pick(roadmap.id, ["national.ecological.climate", "national.competence"], coach.id)
    climate, competence = house.goals.all(roadmap.id)
    assert (climate.level, competence.level) == (PROCUREMENT, FUNCTION)
    assert climate.origin == "national.ecological.climate" and climate.origin_version == 2020
    assert set(climate.title.versions) == {"sv", "fi", "en"}
    assert climate.indicator


def test_a_goal_is_picked_once(house: House, coach: Person, roadmap: Roadmap) -> None:
    house.goals.pick(roadmap.id, ["national.social"], coach.id)
    assert house.goals.pick(roadmap.id, ["national.social", "national.economic"], coach.id) != ()
    assert len(house.goals.all(roadmap.id)) == 2


def test_a_field_is_kept_with_who_changed_it(house: House, coach: Person, roadmap: Roadmap) -> None:
    goal = made(house, coach, roadmap, "Klimatet")[0]
    house.goals.write(goal, replace(goal, baseline=Decimal("13700.25"), target_year=2029, unit="t CO2e"), coach.id)
    kept = house.goals.all(roadmap.id)[0]
    assert (kept.baseline, kept.target_year, kept.unit, kept.version) == (Decimal("13700.25"), 2029, "t CO2e", 2)
    with house.database.reading() as db:
        change = changes.recent(roadmap.id, db)[0]
    assert (change.noun, change.object_id, change.who) == ("goal", str(goal.id), coach.id)


def test_saving_the_same_again_counts_nothing(house: House, coach: Person, roadmap: Roadmap) -> None:
    goal = made(house, coach, roadmap, "Klimatet")[0]
    house.goals.write(goal, goal, coach.id)
    assert house.goals.all(roadmap.id)[0].version == 1
    assert house.organisations.standing(roadmap.id, coach.id).roadmap.revision == 1


def test_two_people_who_change_the_same_field_see_both_values(house: House, coach: Person, roadmap: Roadmap) -> None:
    goal = made(house, coach, roadmap, "Klimatet")[0]
    house.goals.write(goal, replace(goal, unit="t CO2e"), coach.id)
    with pytest.raises(Conflict) as conflict:
        house.goals.write(goal, replace(goal, unit="kg"), coach.id)
    assert (conflict.value.mine, conflict.value.theirs) == ("kg", "t CO2e")
    house.goals.write(goal, replace(goal, target_year=2030), coach.id)
    kept = house.goals.all(roadmap.id)[0]
    assert (kept.unit, kept.target_year) == ("t CO2e", 2030)


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC"), (0, 2, "BCA")],
)
def test_a_goal_moves_among_its_own(
    house: House, coach: Person, roadmap: Roadmap, place: int, by: int, order: str
) -> None:
    goals = made(house, coach, roadmap, *"ABC")
    made(house, coach, roadmap, "F", level=FUNCTION)
    house.goals.move(roadmap.id, goals[place].id, by, coach.id)
    assert "".join(titles(house, roadmap)) == order + "F"


def judged(house: House, coach: Person, roadmap: Roadmap) -> Goal:
    """A goal with one judgement on it."""
    goal = made(house, coach, roadmap, "A")[0]
    category = house.categories.add(roadmap.id, coach.id, "Energi", "sv")
    house.assessments.judge(roadmap.id, coach.id, [Judgement(category.id, goal.id, 3)], coach.id)
    return goal


def test_judgements_of_a_reworded_goal_can_be_asked_for_again(house: House, coach: Person, roadmap: Roadmap) -> None:
    goal = judged(house, coach, roadmap)
    votes = house.organisations.standing(roadmap.id, coach.id).votes
    house.goals.ask_again(roadmap.id, goal.id, coach.id)
    hanging = house.goals.hanging(roadmap.id, goal.id)
    assert (hanging.judgements, hanging.stale) == (1, 1)
    assert house.organisations.standing(roadmap.id, coach.id).votes == votes + 1


def test_judgements_of_a_reworded_goal_can_be_discarded(house: House, coach: Person, roadmap: Roadmap) -> None:
    goal = judged(house, coach, roadmap)
    house.goals.discard_judgements(roadmap.id, goal.id, coach.id)
    assert house.goals.hanging(roadmap.id, goal.id).judgements == 0
    assert titles(house, roadmap) == ["A"]


def test_a_goal_that_changes_level_leaves_its_marks_behind(house: House, coach: Person, roadmap: Roadmap) -> None:
    one, two = made(house, coach, roadmap, "A", "B")
    made(house, coach, roadmap, "F", level=FUNCTION)
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {one.id: 4, two.id: 6}, 10, coach.id)
    house.goals.change_level(roadmap.id, one.id, coach.id)
    assert [(goal.title.show("sv"), goal.level) for goal in house.goals.all(roadmap.id)] == [
        ("B", PROCUREMENT),
        ("F", FUNCTION),
        ("A", FUNCTION),
    ]
    assert house.weights.weighed(roadmap.id, PROCUREMENT).marks == {coach.id: {two.id: 6}}
    assert house.weights.weighed(roadmap.id, FUNCTION).marks == {}


def test_removing_takes_what_hangs_on_it_and_leaves_the_rest(house: House, coach: Person, roadmap: Roadmap) -> None:
    one, two = made(house, coach, roadmap, "A", "B")
    house.weights.give(roadmap.id, PROCUREMENT, coach.id, {one.id: 4, two.id: 6}, 10, coach.id)
    assert house.goals.hanging(roadmap.id, one.id).marks == 1
    house.goals.remove(roadmap.id, one.id, coach.id)
    assert titles(house, roadmap) == ["B"]
    assert house.weights.weighed(roadmap.id, PROCUREMENT).marks == {coach.id: {two.id: 6}}
    with pytest.raises(NotFound):
        house.goals.remove(roadmap.id, one.id, coach.id)


def test_a_goal_of_another_roadmap_is_out_of_reach(house: House, coach: Person, roadmap: Roadmap) -> None:
    goal = made(house, coach, roadmap, "A")[0]
    other = with_roadmap(house, coach, "Grannköping")
    with pytest.raises(NotFound):
        house.goals.remove(other.id, goal.id, coach.id)
    with pytest.raises(NotFound):
        house.goals.add(new_id(), PROCUREMENT, "B", "sv", coach.id)
    assert titles(house, roadmap) == ["A"]
