import pytest

from lotsen.bootstrap import House
from lotsen.domain.organisation import Person, Role
from lotsen.errors import NotFound
from lotsen.store.demo_content import DEMOS, read_demo


@pytest.mark.parametrize("key", DEMOS)
def test_the_demo_is_complete(key: str, house: House, coach: Person) -> None:
    roadmap = house.demos.open(key, coach)
    counts = house.organisations.contents(roadmap.id)
    assert counts["goals"] >= 5
    assert counts["policy_lines"] >= 12
    assert counts["categories"] >= 30
    assert counts["interventions"] == 25
    assert counts["scenarios"] == 2
    assert counts["spend_imports"] == 2


def test_the_demo_is_opened_once_and_by_everybody_as_coach(house: House, coach: Person) -> None:
    first = house.demos.open("municipality", coach)
    assert house.demos.open("municipality", coach).id == first.id
    assert house.organisations.standing(first.id, coach.id).membership.role is Role.COACH


def test_a_reset_demo_is_as_it_was_at_first(house: House, coach: Person) -> None:
    first = house.demos.open("municipality", coach)
    for goal in house.goals.all(first.id):
        house.goals.remove(first.id, goal.id, coach.id)
    again = house.demos.reset("municipality", coach)
    assert again.id != first.id
    assert house.organisations.contents(again.id)["goals"] == 7
    assert [one.name.show("sv") for one, _, _ in house.organisations.home(coach.id).organisations] == [
        "Strandviks stad"
    ]


def test_an_unknown_demo_is_not_found(house: House, coach: Person) -> None:
    with pytest.raises(NotFound):
        house.demos.open("moon", coach)


def test_the_suppliers_of_the_demo_add_up_to_its_totals(house: House, coach: Person) -> None:
    roadmap = house.demos.open("municipality", coach)
    facts = house.archive.export(roadmap.id)["tables"]["spend_fact"]
    told = read_demo("municipality", today=house.clock.now().date())
    wanted = {(one.year, one.cents, one.suppliers, one.invoices) for one in told.spend}
    found: dict[tuple[int, str], list[int]] = {}
    for fact in facts:
        if fact["category_id"]:
            sums = found.setdefault((fact["year"], fact["category_id"]), [0, 0, 0])
            sums[0] += fact["cents"]
            sums[1] += 1
            sums[2] += fact["rows"]
    assert {(year, *sums) for (year, _), sums in found.items()} == wanted
