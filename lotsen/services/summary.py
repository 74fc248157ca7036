"""The manager's page: what the other services know, at one moment."""

from lotsen.analysis.results import Summary
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.services.categories import Categories
from lotsen.services.followup import FollowUps
from lotsen.services.interventions import Interventions
from lotsen.services.keep import Keep
from lotsen.services.priorities import Priorities


class Summaries:
    def __init__(
        self, categories: Categories, priorities: Priorities, interventions: Interventions, followup: FollowUps
    ) -> None:
        self._followup = followup
        self._categories = categories
        self._priorities = priorities
        self._interventions = interventions
        self._known: Keep[Summary] = Keep()

    def of(self, roadmap: Roadmap, organisation: Organisation, votes: int) -> Summary:
        """The summary of a roadmap at the revision and votes that were read with it."""
        plan = self._interventions.content(roadmap.id, roadmap.revision, organisation.zone)
        key = (roadmap.id, roadmap.revision, votes, plan.today)
        return self._known.get(key, lambda: self._make(roadmap, organisation, votes))

    def _make(self, roadmap: Roadmap, organisation: Organisation, votes: int) -> Summary:
        priorities = self._priorities.view(roadmap, organisation, votes)
        plan = self._interventions.content(roadmap.id, roadmap.revision, organisation.zone)
        buying = self._categories.view(roadmap)
        year = max((one.year for one in buying.spends), default=None)
        return Summary(
            organisation=organisation,
            roadmap=roadmap,
            goals=tuple(plan.goals),
            categories=buying.categories,
            criteria=priorities.criteria,
            priorities=priorities.result,
            spend=self._categories.overview(roadmap, year) if year else None,
            plan=plan,
            certainty=self._priorities.certainty(priorities),
            hidden=priorities.hidden,
            told=self._followup.content(roadmap.id, roadmap.revision, organisation.zone),
        )
