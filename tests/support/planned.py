"""Generated plan cases with a plan that is known to keep everything: as a body with many wishes and few people has."""

import random

from lotsen.analysis.results.plan import Candidate, Mode, PlanCase, Predecessor

ROLES = ("buying", "law", "data", "communication", "lead")
PEOPLE = tuple(f"person {n}" for n in range(1, 9))


def feasible_case(seed: int, interventions: int = 60, periods: int = 12, discount: float = 0.04) -> PlanCase:
    """Two variants each, five roles and eight named people in days per quarter, a budget per year, precedence,
    alternatives and musts. The limits hold about two thirds of what is wished for. A tenth are musts with time enough.
    """
    dice = random.Random(seed)
    ids = [f"I{n}" for n in range(1, interventions + 1)]
    musts = set(dice.sample(ids[: interventions // 3], interventions // 10))
    candidates = tuple(_candidate(dice, ids, place, musts, periods) for place in range(interventions))
    names = (*ROLES, *PEOPLE)
    asked = {n: sum(c.modes[0].demand.get(n, 0.0) * c.modes[0].duration for c in candidates) for n in names}
    capacity = {name: (float(max(round(1.5 * asked[name] / periods), 20)),) * periods for name in names}
    years = -(-periods // 4)
    money = sum(c.modes[0].consumption["money"] for c in candidates)
    budget = tuple(float(round(0.65 * money / years * dice.uniform(0.9, 1.1), -3)) for _ in range(years))
    return PlanCase(periods, candidates, capacity, {"money": budget}, discount=discount)


def _candidate(dice: random.Random, ids: list[str], place: int, musts: set[str], periods: int) -> Candidate:
    duration = dice.randint(1, 4)
    days = {name: float(dice.randint(2, 10)) for name in dice.sample(ROLES, dice.randint(1, 2))}
    days[dice.choice(PEOPLE)] = float(dice.randint(3, 15))
    slow = {name: float(round(units * 0.6)) for name, units in days.items()}
    money = float(dice.randrange(5, 120) * 1000)
    modes = (
        Mode(duration, days, {"money": money}),
        Mode(duration + dice.randint(1, 2), slow, {"money": round(money * dice.uniform(0.6, 0.95), -2)}),
    )
    must = ids[place] in musts
    before = [] if must or not place else dice.sample(ids[:place], min(place, dice.choice((0, 0, 1, 1, 2))))
    earliest = 0 if must else dice.choice((0, 0, 0, dice.randrange(periods // 2)))
    rivals = dice.sample(ids[:place], 1) if place and not must and dice.random() < 0.08 else []
    return Candidate(
        ids[place], float(dice.randint(10, 100)), modes, tuple(Predecessor(one) for one in before), earliest,
        must=must, excludes=tuple(one for one in rivals if one not in musts and one not in before),
    )  # fmt: skip
