"""A whole roadmap, read at one moment, as what goes out is made from it."""

from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results import PrioritiesView, SpendOverview
from lotsen.bootstrap import House
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.domain.plan import PlanContent
from lotsen.domain.policy_line import PolicyBook


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything of one roadmap. `spend` is the latest year that has any figure, null where none has."""

    roadmap: Roadmap
    organisation: Organisation
    plan: PlanContent
    lines: PolicyBook
    spend: SpendOverview | None
    priorities: PrioritiesView


def read(house: House, roadmap_id: UUID, person_id: UUID | None = None) -> Whole:
    """The roadmap as one of its people sees it; without a person as the machine itself does. Raises NotFound."""
    with house.moment():
        if person_id is None:
            roadmap, organisation, votes = house.organisations.at(roadmap_id)
        else:
            here = house.organisations.standing(roadmap_id, person_id)
            roadmap, organisation, votes = here.roadmap, here.organisation, here.votes
        years = house.categories.view(roadmap).years
        return Whole(
            roadmap,
            organisation,
            house.interventions.content(roadmap.id, roadmap.revision, organisation.zone),
            house.policy_lines.at(roadmap.id, roadmap.revision),
            house.categories.overview(roadmap, years[0]) if years else None,
            house.priorities.view(roadmap, organisation, votes),
        )
