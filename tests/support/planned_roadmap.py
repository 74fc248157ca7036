"""A roadmap whose best plan takes a while to find: many interventions in two ways each, few people, little money."""

import random

from lotsen.bootstrap import House
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import Effort, Must, Variant
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Person, Roadmap
from lotsen.domain.scenario import Scenario
from tests.support.planned import PEOPLE, ROLES

GOALS = ("Klimatneutral 2035", "Livskraftig lokal marknad", "Trygga leveranser")
BUDGET_SHARE = 0.6


def hard(house: House, coach: Person, roadmap: Roadmap, seed: int, n: int) -> Scenario:
    """`n` interventions of eight owners in five roles, and one scenario with a budget for about half of them."""
    dice, who, money = random.Random(seed), coach.id, 0
    goals = [house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, title, "sv", who) for title in GOALS]
    made = []
    for number in range(1, n + 1):
        role, owner = dice.choice(ROLES), dice.choice(PEOPLE)
        days = {name: float(dice.randint(4, 30)) for name in sorted({role, dice.choice(ROLES)})}
        cost = dice.randrange(5, 120) * 1000_00
        money += cost
        light = Variant(
            "way1", LocalText.of("Lätt", "sv"), dice.choice((50, 60, 70)), round(cost * dice.uniform(0.3, 0.8)),
            dice.choice((3, 6)), tuple(Effort(name, float(round(each * 0.5))) for name, each in sorted(days.items())),
        )  # fmt: skip
        before = dice.sample([one.id for one in made], min(len(made), dice.choice((0, 0, 1, 1, 2))))
        item = house.interventions.add(roadmap.id, who, f"Åtgärd {number}", "sv", owner=owner)
        item = house.interventions.change(
            item, who, owner_role=role, cost_cents=cost, variants=(light,),
            effort=tuple(Effort(name, each) for name, each in sorted(days.items())),
            starts=None, ends=None, predecessors=tuple(sorted(before)),
            must=Must.MUST if number % 15 == 0 and not made[-1].predecessors else Must.FREE,
        )  # fmt: skip
        for goal in dice.sample(goals, dice.randint(1, 3)):
            house.interventions.set_effect(roadmap.id, who, item.id, goal.id, dice.randint(1, 2))
        made.append(item)
    for name in (*ROLES, *PEOPLE):
        house.capacity.set_days(roadmap.id, who, name, float(dice.randint(14, 24)))
    scenario = house.scenarios.add(roadmap.id, who, "Knappt om allt", "sv")
    return house.scenarios.change(scenario, who, budget_cents_per_year=round(money * BUDGET_SHARE / 3))
