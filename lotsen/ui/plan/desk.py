"""What every section of the plan page works with: the visit, the plan as it stands, and what is open."""

from dataclasses import dataclass
from uuid import UUID

import streamlit as st

from lotsen.bootstrap import House
from lotsen.domain.intervention import Intervention
from lotsen.domain.plan import PlanContent
from lotsen.domain.quarter import Quarter, quarters_between
from lotsen.domain.rights import Right
from lotsen.explain.plan import quarter_name
from lotsen.texts import Texts
from lotsen.ui import state
from lotsen.ui.access import Visit

OPEN = "intervention"
"""The address's word for the intervention whose panel is open."""

EARLIEST_BACK = 8
SMALL_BODY = 10_000
"""Below so many inhabitants (or staff), a body meets the year view before the Gantt."""


@dataclass(frozen=True)
class Desk:
    """One person at one roadmap's plan."""

    visit: Visit
    content: PlanContent

    @classmethod
    def of(cls, visit: Visit) -> "Desk":
        """The plan at the revision that the visit sees."""
        plans = visit.house.interventions
        return cls(visit, plans.content(visit.roadmap_id, visit.here.revision, visit.body.zone))

    @property
    def t(self) -> Texts:
        return self.visit.t

    @property
    def house(self) -> House:
        return self.visit.house

    @property
    def roadmap_id(self) -> UUID:
        return self.visit.roadmap_id

    @property
    def who(self) -> UUID:
        return self.visit.person.id

    @property
    def edits(self) -> bool:
        """Whether the person may change the plan; else it is read."""
        return self.visit.may(Right.EDIT)

    @property
    def is_small(self) -> bool:
        """Whether the year view comes first."""
        return (self.visit.body.size or SMALL_BODY) < SMALL_BODY

    def get(self, intervention_id: UUID | None) -> Intervention | None:
        """One intervention of the plan, or nothing where it is gone."""
        return next((item for item in self.content.interventions if item.id == intervention_id), None)

    def titles(self) -> dict[str, str]:
        """Id to title, in the users' order."""
        return {str(item.id): self.t.local(item.title) for item in self.content.interventions}

    def quarters(self) -> dict[str, str]:
        """The quarters to choose from, from two years back to the end of the roadmap, at least two years ahead."""
        now = Quarter.of(self.content.today)
        last = max(Quarter.of(self.visit.here.ends), now + EARLIEST_BACK)
        offered = quarters_between((now + -EARLIEST_BACK).first_day, last.first_day)
        return {f"{each.year}-{each.number}": quarter_name(each, self.t) for each in offered}

    def next_quarter(self) -> str:
        """The quarter that comes."""
        coming = Quarter.of(self.content.today) + 1
        return f"{coming.year}-{coming.number}"


def quarter_of(chosen: str | None) -> Quarter | None:
    """The quarter of a choice's id."""
    if not chosen:
        return None
    year, number = chosen.split("-")
    return Quarter(int(year), int(number))


def opened() -> UUID | None:
    """The intervention whose panel is open: the address says it, so that a link can open it."""
    return state.as_id(st.query_params.get(OPEN))


def open_panel(intervention_id: str | None) -> None:
    """Open an intervention's panel at the next run, or close it."""
    if intervention_id:
        st.query_params[OPEN] = intervention_id
    else:
        st.query_params.pop(OPEN, None)


def link(roadmap_id: UUID, intervention_id: UUID) -> str:
    """The address that opens an intervention."""
    return f"plan?roadmap={roadmap_id}&{OPEN}={intervention_id}"
