"""Interventions: add, pick from the library, change field by field, move with followers, remove; and milestones."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.assessment import Effect
from lotsen.domain.clock import Clock, today
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import Effort, Intervention, InterventionStatus, Milestone
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import Pick, PlanContent, Proposal, Span
from lotsen.domain.quarter import Quarter
from lotsen.domain.starter import StarterIntervention
from lotsen.errors import N_, Conflict, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.merge import merged
from lotsen.store import categories, goals, interventions
from lotsen.store.starter import starter

MOST_INTERVENTIONS = 300


class Interventions:
    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock
        self._contents: Keep[PlanContent] = Keep()

    # Reading -----------------------------------------------------------------------------------------------------

    def content(self, roadmap_id: UUID, revision: int, zone: str) -> PlanContent:
        """The whole plan at a revision, as it stands today in the organisation's zone."""
        day = today(self._clock, zone)
        return self._contents.get((roadmap_id, revision, day), lambda: self._read(roadmap_id, day))

    def _read(self, roadmap_id: UUID, day: dt.date) -> PlanContent:
        with self._funnel.reading() as db:
            return PlanContent(
                tuple(interventions.of_roadmap(roadmap_id, db)),
                tuple(interventions.milestones(roadmap_id, db)),
                tuple(categories.listing(roadmap_id, db)),
                tuple(goals.of_roadmap(roadmap_id, db)),
                day,
            )

    def library(self, content: PlanContent) -> list[Pick]:
        """The starter interventions, those of this roadmap's own categories first."""
        picked = {item.origin for item in content.interventions}
        here = _by_origin(content.categories)
        picks = [
            Pick(each, next((here[key] for key in each.categories if key in here), None), each.key in picked)
            for each in starter().interventions
        ]
        return sorted(picks, key=lambda pick: pick.category_id is None)

    # Making and removing -----------------------------------------------------------------------------------------

    def add(
        self,
        roadmap_id: UUID,
        who: UUID,
        title: str,
        language: str,
        *,
        owner: str = "",
        quarter: Quarter | None = None,
        scenario: UUID | None = None,
    ) -> Intervention:
        """A new intervention; title, owner and quarter suffice. `scenario` is whose story it was found from.

        Raises InvalidInput without a title.
        """
        if not title.strip():
            raise InvalidInput(N_("An intervention needs a title."))
        span = Span.of_quarter(quarter) if quarter else None
        with self._funnel.change(roadmap_id, who) as unit:
            made = _blank(roadmap_id, LocalText.of(title.strip(), language), owner.strip(), span)
            return self._add(unit, replace(made, scenario_id=scenario))

    def pick(
        self,
        roadmap_id: UUID,
        who: UUID,
        key: str,
        *,
        owner: str = "",
        quarter: Quarter | None = None,
        scenario: UUID | None = None,
    ) -> Intervention:
        """Copy an intervention of the library, tied to this roadmap's category, goals and predecessors."""
        chosen = starter().intervention.get(key)
        if chosen is None:
            raise NotFound(N_("There is no such intervention in the library."))
        with self._funnel.change(roadmap_id, who) as unit:
            span = Span.of_quarter(quarter, chosen.months) if quarter else None
            return self._add(unit, replace(_copy(unit, chosen, owner.strip(), span), scenario_id=scenario))

    def _add(self, unit: Unit, made: Intervention) -> Intervention:
        made = replace(made, position=interventions.next_position(unit.roadmap_id, unit.db))
        if made.position >= MOST_INTERVENTIONS and self._count(unit) >= MOST_INTERVENTIONS:
            raise InvalidInput(N_("A plan holds at most {most} interventions."), most=MOST_INTERVENTIONS)
        interventions.add(made, unit.db)
        unit.record("intervention", made.id, None, made)
        return made

    @staticmethod
    def _count(unit: Unit) -> int:
        return len(interventions.of_roadmap(unit.roadmap_id, unit.db))

    def remove(self, roadmap_id: UUID, who: UUID, intervention_id: UUID) -> None:
        """Remove an intervention; what waited for it waits no longer."""
        with self._funnel.change(roadmap_id, who) as unit:
            gone = _present(unit, intervention_id)
            for item in interventions.of_roadmap(roadmap_id, unit.db):
                if intervention_id in item.predecessors:
                    left = tuple(each for each in item.predecessors if each != intervention_id)
                    _put(unit, item, replace(item, predecessors=left))
            for milestone in interventions.milestones(roadmap_id, unit.db):
                if milestone.intervention_id == intervention_id:
                    interventions.remove_milestone(roadmap_id, milestone.id, unit.db)
                    unit.record("milestone", milestone.id, milestone, None)
            interventions.remove(roadmap_id, intervention_id, unit.db)
            unit.record("intervention", intervention_id, gone, None)

    # Changing ----------------------------------------------------------------------------------------------------

    def change(self, seen: Intervention, who: UUID, **fields: Any) -> Intervention:
        """Write fields of an intervention as the user saw it.

        Raises Conflict where somebody else has written the same field since; other people's other fields stay.
        """
        with self._funnel.change(seen.roadmap_id, who) as unit:
            now = _present(unit, seen.id)
            after = plan.told(now, merged(seen, replace(seen, **fields), now))
            _check(after)
            if "predecessors" in fields:
                others = [i for i in interventions.of_roadmap(seen.roadmap_id, unit.db) if i.id != seen.id]
                plan.refuse_circle([*others, after])
            return _put(unit, now, after)

    def set_effect(self, roadmap_id: UUID, who: UUID, intervention_id: UUID, goal_id: UUID, value: int | None) -> None:
        """How much an intervention furthers one goal: 0 to 2, null for not said."""
        if value is not None and value not in tuple(Effect):
            raise InvalidInput(N_("An effect is 0, 1 or 2."))
        with self._funnel.change(roadmap_id, who) as unit:
            now = _present(unit, intervention_id)
            effects = {**dict(now.effects), goal_id: value}
            told = tuple((goal, each) for goal, each in sorted(effects.items()) if each is not None)
            _put(unit, now, replace(now, effects=told))

    def set_effort(self, roadmap_id: UUID, who: UUID, intervention_id: UUID, role: str, days: float | None) -> None:
        """Person-days of one role; null or 0 takes the role away."""
        if days is not None and days < 0:
            raise InvalidInput(N_("Days can't be less than nothing."))
        if not role.strip():
            raise InvalidInput(N_("The role needs a name."))
        with self._funnel.change(roadmap_id, who) as unit:
            now = _present(unit, intervention_id)
            effort = {each.role: each.days for each in now.effort} | {role.strip(): days or 0.0}
            told = tuple(Effort(name, amount) for name, amount in sorted(effort.items()) if amount)
            _put(unit, now, replace(now, effort=told))

    # Moving ------------------------------------------------------------------------------------------------------

    def move(self, roadmap_id: UUID, who: UUID, seen: Proposal, *, with_followers: bool) -> None:
        """Carry out a proposal that the user saw. Raises Conflict where it would no longer be the same."""
        asked = seen.moves[0]
        with self._funnel.change(roadmap_id, who) as unit:
            items = interventions.of_roadmap(roadmap_id, unit.db)
            by_id = {item.id: item for item in items}
            if asked.intervention_id not in by_id:
                raise _gone()
            now = plan.propose(items, asked.intervention_id, asked.after, with_followers=with_followers)
            if now.moves != seen.moves:
                raise Conflict(N_("The plan has changed since you looked at this. Look at the move again."))
            for move in now.moves:
                before = by_id[move.intervention_id]
                _put(unit, before, replace(before, starts=move.after.first, ends=move.after.last))

    # Milestones --------------------------------------------------------------------------------------------------

    def add_milestone(
        self, roadmap_id: UUID, who: UUID, title: str, language: str, day: dt.date, of: UUID | None = None
    ) -> Milestone:
        """A new milestone, of an intervention or of the whole plan."""
        if not title.strip():
            raise InvalidInput(N_("A milestone needs a name."))
        made = Milestone(new_id(), roadmap_id, LocalText.of(title.strip(), language), day, of, 1)
        with self._funnel.change(roadmap_id, who) as unit:
            interventions.add_milestone(made, unit.db)
            unit.record("milestone", made.id, None, made)
        return made

    def change_milestone(self, seen: Milestone, who: UUID, **fields: Any) -> None:
        """Write fields of a milestone. Raises Conflict where somebody else has changed it since."""
        after = replace(seen, **fields, version=seen.version + 1)
        if not after.title:
            raise InvalidInput(N_("A milestone needs a name."))
        with self._funnel.change(seen.roadmap_id, who) as unit:
            if not interventions.put_milestone(after, unit.db):
                raise Conflict(N_("Somebody else has changed or removed this milestone meanwhile."))
            unit.record("milestone", seen.id, seen, after)

    def remove_milestone(self, roadmap_id: UUID, who: UUID, milestone_id: UUID) -> None:
        """Remove a milestone."""
        with self._funnel.change(roadmap_id, who) as unit:
            gone = interventions.milestone(roadmap_id, milestone_id, unit.db)
            if gone:
                interventions.remove_milestone(roadmap_id, milestone_id, unit.db)
                unit.record("milestone", milestone_id, gone, None)


def _blank(roadmap_id: UUID, title: LocalText, owner: str, span: Span | None) -> Intervention:
    return Intervention(
        id=new_id(),
        roadmap_id=roadmap_id,
        position=0,
        title=title,
        description=LocalText(),
        category_id=None,
        owner=owner,
        owner_role="",
        starts=span.first if span else None,
        ends=span.last if span else None,
        cost_cents=None,
        cost_size=None,
        effort=(),
        effort_size=None,
        savings_cents=None,
        carbon_kilograms=None,
        level=None,
        kind=None,
        status=InterventionStatus.PLANNED,
        progress=0,
        metric=LocalText(),
        effects=(),
        predecessors=(),
        origin=None,
        origin_version=None,
        version=1,
    )


def _copy(unit: Unit, chosen: StarterIntervention, owner: str, span: Span | None) -> Intervention:
    """A copy of a starter intervention, tied to what this roadmap has of what it names."""
    own_categories = _by_origin(categories.listing(unit.roadmap_id, unit.db))
    own_goals = _by_origin(goals.of_roadmap(unit.roadmap_id, unit.db))
    others = _by_origin(interventions.of_roadmap(unit.roadmap_id, unit.db))
    return replace(
        _blank(unit.roadmap_id, chosen.title, owner, span),
        description=chosen.description,
        category_id=next((own_categories[key] for key in chosen.categories if key in own_categories), None),
        effort_size=chosen.size,
        level=chosen.level,
        kind=chosen.kind,
        metric=chosen.metric,
        effects=_effects(chosen, own_goals),
        predecessors=tuple(others[key] for key in chosen.predecessors if key in others),
        origin=chosen.key,
        origin_version=chosen.version,
    )


def _effects(chosen: StarterIntervention, own_goals: Mapping[str, UUID]) -> tuple[tuple[UUID, int], ...]:
    """The effects on the roadmap's own goals; on an ambition, the strongest of those on goals under it."""
    found: dict[UUID, int] = {}
    for key, effect in chosen.effects:
        parent = starter().goal[key].parent
        if goal := own_goals.get(key) or own_goals.get(parent or ""):
            found[goal] = max(effect, found.get(goal, 0))
    return tuple(sorted(found.items()))


def _by_origin(items: Sequence[Any]) -> Mapping[str, UUID]:
    """Key in the starter content to what was copied from it; a category's origin has its tree before the key."""
    return {item.origin.rpartition(":")[2]: item.id for item in items if item.origin}


def _gone() -> NotFound:
    return NotFound(N_("This intervention is no longer there. Somebody has removed it."))


def _present(unit: Unit, intervention_id: UUID) -> Intervention:
    found = interventions.get(unit.roadmap_id, intervention_id, unit.db)
    if found is None:
        raise _gone()
    return found


def _put(unit: Unit, before: Intervention, after: Intervention) -> Intervention:
    if after == before:
        return before
    after = replace(after, version=before.version + 1)
    interventions.put(after, unit.db)
    unit.record("intervention", after.id, before, after)
    return after


def _check(item: Intervention) -> None:
    """Raise InvalidInput for what can't be."""
    if not item.title:
        raise InvalidInput(N_("An intervention needs a title."))
    if item.starts and item.ends:
        Span(item.starts, item.ends)
    if not 0 <= item.progress <= 100:
        raise InvalidInput(N_("Progress is between 0 and 100 per cent."))
    if any(amount is not None and amount < 0 for amount in (item.cost_cents, item.savings_cents)):
        raise InvalidInput(N_("Money can't be less than nothing here."))
