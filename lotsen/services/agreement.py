"""How far the people of a room agree: computed once for each state of a roadmap."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np

from lotsen.analysis.agreement.camps import camps
from lotsen.analysis.agreement.consensus import ahp_consensus
from lotsen.analysis.agreement.kendall import kendall_w
from lotsen.analysis.agreement.krippendorff import krippendorff_alpha
from lotsen.analysis.agreement.sides import sides
from lotsen.analysis.priorities import prioritise, tally_people
from lotsen.analysis.results import Floats, PrioritiesView
from lotsen.analysis.results.agreement import Metric, RoomAgreement
from lotsen.domain.organisation import Viewpoint
from lotsen.services.funnel import Funnel
from lotsen.services.keep import Keep
from lotsen.store import assessments, organisations

Answer = tuple[UUID, UUID, UUID, int | None]


class Agreements:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._known: Keep[RoomAgreement] = Keep(64)

    def of(self, view: PrioritiesView, organisation_id: UUID) -> RoomAgreement:
        """The agreement of everybody who judged a cell of category × goal in this view."""
        return self._known.get(view.key, lambda: self._make(view, organisation_id))

    def _make(self, view: PrioritiesView, organisation_id: UUID) -> RoomAgreement:
        with self._funnel.reading() as db:
            rows = assessments.everybodys(view.key[0], db)
            viewpoints = {one.person_id: one.viewpoint for one in organisations.members(organisation_id, db)}
        people = sorted({person for person, *_ in rows})
        answers = _answers(view, people, rows)
        groups = _groups(people, viewpoints)
        flat = answers.reshape(len(people), -1)
        asked = flat[:, ~np.isnan(flat).all(axis=0)]
        side_by_side = sides(flat, groups)
        return RoomAgreement(
            people=len(people),
            items=tuple((category.id, goal.id) for category in view.categories for goal in view.goals),
            order=kendall_w(asked),
            answers=krippendorff_alpha(flat, Metric.ORDINAL) if len(people) > 1 else None,
            weights=ahp_consensus(view.result.goal_weights.each),
            viewpoints=side_by_side,
            tops=tuple(_top(view, answers[groups[name]]) for name in side_by_side.names),
            camps=camps(flat),
        )


def _answers(view: PrioritiesView, people: Sequence[UUID], rows: Sequence[Answer]) -> Floats:
    """Everybody's answers [people, categories, goals]; NaN where there is none, or 'I don't know'."""
    who = {person: n for n, person in enumerate(people)}
    row = {category.id: i for i, category in enumerate(view.categories)}
    column = {goal.id: j for j, goal in enumerate(view.goals)}
    answers = np.full((len(people), len(row), len(column)), np.nan)
    for person, category, goal, value in rows:
        if value is not None and category in row and goal in column:
            answers[who[person], row[category], column[goal]] = value
    return answers


def _groups(people: Sequence[UUID], viewpoints: Mapping[UUID, Viewpoint]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for n, person in enumerate(people):
        groups.setdefault(viewpoints.get(person, Viewpoint.OTHER).value, []).append(n)
    return groups


def _top(view: PrioritiesView, answers: Floats) -> tuple[UUID, ...]:
    """The top list of some people alone, with the room's weights."""
    cells = tally_people([one.id for one in view.categories], [one.id for one in view.goals], answers)
    result = prioritise(cells, view.result.goal_weights)
    return tuple(result.categories[i] for i in result.order if result.top[i])
