"""What every part of the page on scenarios works with: the visit, the scenarios over the roadmap, what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import streamlit as st

from lotsen.analysis.results.scenario import Outlook
from lotsen.domain.intervention import Intervention
from lotsen.domain.job import Job
from lotsen.domain.plan import PlanContent
from lotsen.domain.scenario import FoundPlan
from lotsen.texts import Texts
from lotsen.ui import state
from lotsen.ui.access import Visit

OPEN = "scenarios:open"


@dataclass(frozen=True)
class Desk:
    """One person at one roadmap's scenarios. `outlooks` are in the users' order."""

    visit: Visit
    content: PlanContent
    outlooks: tuple[Outlook, ...]
    found: Mapping[UUID, FoundPlan]
    searches: Mapping[UUID, Job]

    @classmethod
    def of(cls, visit: Visit) -> "Desk":
        """Everything at the revision that the visit sees."""
        house, here = visit.house, visit.here
        return cls(
            visit,
            house.interventions.content(here.id, here.revision, visit.body.zone),
            house.solving.outlooks(here, visit.body, visit.votes),
            house.solving.found(here.id),
            house.solving.under_way(here.id),
        )

    @property
    def t(self) -> Texts:
        return self.visit.t

    @property
    def who(self) -> UUID:
        return self.visit.person.id

    @cached_property
    def items(self) -> dict[UUID, Intervention]:
        """Everything that can be planned."""
        return {item.id: item for item in self.content.interventions}

    @cached_property
    def interventions(self) -> dict[UUID, str]:
        """The titles of everything that can be planned."""
        return {item.id: self.t.local(item.title) for item in self.content.interventions}

    @cached_property
    def open_ones(self) -> dict[UUID, str]:
        """The titles of what is neither done nor stopped."""
        return {
            item.id: self.interventions[item.id] for item in (self.outlooks[0].ground.open if self.outlooks else ())
        }

    @cached_property
    def goals(self) -> dict[UUID, str]:
        return {goal.id: self.t.local(goal.title) for goal in self.content.goals}

    @cached_property
    def categories(self) -> dict[UUID, str]:
        return {one.id: self.t.local(one.name) for one in self.content.categories}

    @property
    def here(self) -> Outlook:
        """The scenario that is looked at: the one that was opened, else the first."""
        wanted = state.as_id(st.session_state.get(OPEN))
        return next((one for one in self.outlooks if one.scenario.id == wanted), self.outlooks[0])

    def name(self, outlook: Outlook) -> str:
        return self.t.local(outlook.scenario.name)

    def is_older(self, outlook: Outlook) -> bool:
        """Whether the plan that was found is of another state of the roadmap than this one."""
        found = self.found.get(outlook.scenario.id)
        return found is not None and found.input_hash != outlook.input_hash


def look_at(scenario_id: str) -> None:
    """Open a scenario at the next run."""
    st.session_state[OPEN] = scenario_id
