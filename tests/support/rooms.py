"""A small roadmap that is judged: three categories, two goals, people who answered."""

from dataclasses import dataclass
from uuid import UUID

from lotsen.bootstrap import House
from lotsen.domain.assessment import Judgement
from lotsen.domain.category import CategorySpend, SpendBasis
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Person, Roadmap, Role, Viewpoint

CATEGORIES = ("Energi", "Livsmedel", "Städning")
GOALS = ("Klimat", "Lokal marknad")
ANSWERS = ((3, 1), (2, 3), (0, 1))
"""By category and goal; what everybody answers."""


@dataclass(frozen=True)
class Judged:
    house: House
    coach: Person
    roadmap: UUID
    categories: tuple[UUID, ...]
    goals: tuple[UUID, ...]

    def answers(self, person: UUID | None = None) -> dict[tuple[UUID, UUID], int | None]:
        """What a person (the coach) has answered."""
        return dict(self.house.assessments.of_person(self.roadmap, person or self.coach.id))

    def view(self):  # type: ignore[no-untyped-def]
        standing = self.house.organisations.standing(self.roadmap, self.coach.id)
        return self.house.priorities.view(standing.roadmap, standing.organisation, standing.votes)


def judged(house: House, coach: Person, roadmap: Roadmap, people: int = 6) -> Judged:
    """Fill a roadmap; the coach answers nothing herself."""
    categories = tuple(house.categories.add(roadmap.id, coach.id, name, "sv").id for name in CATEGORIES)
    goals = tuple(house.goals.add(roadmap.id, GoalLevel.PROCUREMENT, name, "sv", coach.id).id for name in GOALS)
    for n, category in enumerate(categories):
        house.categories.state(
            roadmap.id, coach.id, CategorySpend(category, 2025, (n + 1) * 50_000_000, SpendBasis.TYPED)
        )
    for n in range(people):
        person = house.organisations.add_person(
            roadmap.organisation_id, f"Person {n}", Role.PARTICIPANT, Viewpoint.PROCUREMENT, coach.id
        )
        given = [
            Judgement(category, goal, ANSWERS[i][j])
            for i, category in enumerate(categories)
            for j, goal in enumerate(goals)
        ]
        house.assessments.judge(roadmap.id, person.id, given, person.id)
    return Judged(house, coach, roadmap.id, categories, goals)
