"""Interventions: add, pick from the library, change field by field, move with followers, remove; and milestones."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.area import Area, by_area
from lotsen.domain.assessment import Effect
from lotsen.domain.clock import Clock, today
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import (
    Acceptance,
    Effort,
    Intervention,
    Milestone,
    MilestoneKind,
    Variant,
    blank,
)
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import Pick, PlanContent, Proposal, Span, Wish
from lotsen.domain.plan_edits import PlanEdits, RowEdit
from lotsen.domain.quarter import Quarter
from lotsen.domain.rights import Right
from lotsen.domain.starter import StarterIntervention
from lotsen.errors import N_, Conflict, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.merge import merged
from lotsen.services.written import no_longer_there, present, put
from lotsen.store import categories, changes, goals, interventions
from lotsen.store.starter import starter

MOST_INTERVENTIONS = 300
LONGEST_LAG = 3650
MOST_EFFECT, LONGEST_MONTHS = 200, 240
"""What the database lets a variant have."""


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

    def areas(self, content: PlanContent) -> tuple[Area, ...]:
        """The eight areas of the national strategy with what furthers each, and last what belongs to none of them."""
        names = {goal.key: goal.short for goal in starter().ambitions}
        parents = {goal.key: goal.parent or goal.key for goal in starter().goals}
        return by_area(names, parents, content.interventions, content.goals)

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
            gone = present(unit, intervention_id)
            for item in interventions.of_roadmap(roadmap_id, unit.db):
                if intervention_id in item.predecessors:
                    left = tuple(each for each in item.predecessors if each != intervention_id)
                    put(unit, item, _told(item, replace(item, predecessors=left)))
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
        return self._change(seen, who, Right.EDIT, **fields)

    def _change(self, seen: Intervention, who: UUID, right: Right, **fields: Any) -> Intervention:
        with self._funnel.change(seen.roadmap_id, who, right) as unit:
            now = present(unit, seen.id)
            after = _told(now, plan.told(now, merged(seen, replace(seen, **fields), now)))
            _check(after)
            if "predecessors" in fields:
                others = [i for i in interventions.of_roadmap(seen.roadmap_id, unit.db) if i.id != seen.id]
                plan.refuse_circle([*others, after])
            return put(unit, now, after)

    def set_effect(self, roadmap_id: UUID, who: UUID, intervention_id: UUID, goal_id: UUID, value: int | None) -> None:
        """How much an intervention furthers one goal: 0 to 2, null for not said."""
        if value is not None and value not in tuple(Effect):
            raise InvalidInput(N_("An effect is 0, 1 or 2."))
        with self._funnel.change(roadmap_id, who) as unit:
            now = present(unit, intervention_id)
            effects = {**dict(now.effects), goal_id: value}
            told = tuple((goal, each) for goal, each in sorted(effects.items()) if each is not None)
            put(unit, now, replace(now, effects=told))

    def set_effort(self, roadmap_id: UUID, who: UUID, intervention_id: UUID, role: str, days: float | None) -> None:
        """Person-days of one role; null or 0 takes the role away."""
        if days is not None and days < 0:
            raise InvalidInput(N_("Days can't be less than nothing."))
        if not role.strip():
            raise InvalidInput(N_("The role needs a name."))
        with self._funnel.change(roadmap_id, who) as unit:
            now = present(unit, intervention_id)
            effort = {each.role: each.days for each in now.effort} | {role.strip(): days or 0.0}
            told = tuple(Effort(name, amount) for name, amount in sorted(effort.items()) if amount)
            put(unit, now, replace(now, effort=told))

    def take_over(self, roadmap_id: UUID, who: UUID, edits: PlanEdits) -> None:
        """Write what was changed outside and accepted, all of it or nothing; what was taken away there stays.

        Raises InvalidInput where a cell can't be taken in, Conflict with the row where the plan has changed since the
        edits were looked at.
        """
        edits.refuse_faults()
        with self._funnel.change(roadmap_id, who) as unit:
            unlinked = [replace(each.made, predecessors=(), lags=(), excludes=()) for each in edits.added]
            fresh = [self._add(unit, each) for each in unlinked]
            for now, row in zip(fresh, edits.added, strict=True):
                after = plan.told(blank(roadmap_id), replace(row.made, position=now.position))
                _check(after)
                put(unit, now, after)
            for each in edits.changed:
                _take(unit, each)
            plan.refuse_circle(interventions.of_roadmap(roadmap_id, unit.db))

    # Moving ------------------------------------------------------------------------------------------------------

    def wish(self, roadmap_id: UUID, who: UUID, intervention_id: UUID, seen: Span, after: Span) -> int | Wish | None:
        """Move from the days that the user saw to others, at once where nobody else is touched.

        The revision that it made, null where it stood there already; or, with nothing written, what it would mean in
        both ways. Raises Conflict where it has other days than were seen.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            items = interventions.of_roadmap(roadmap_id, unit.db)
            before = next((item for item in items if item.id == intervention_id), None)
            if before is None:
                raise no_longer_there()
            now = plan.span(before)
            if now == after:
                return None
            if now != seen:
                raise Conflict(N_("Somebody else has moved this meanwhile. Look where it stands now."))
            along, alone = (plan.propose(items, intervention_id, after, with_followers=both) for both in (True, False))
            if len(along.moves) > 1 or alone.clashes:
                return Wish(intervention_id, after, along, alone)
            put(unit, before, replace(before, starts=after.first, ends=after.last))
        return unit.made

    def move(self, roadmap_id: UUID, who: UUID, seen: Proposal, *, with_followers: bool) -> int | None:
        """Carry out a proposal that the user saw; the revision that it made, null where everything stood there.

        Raises Conflict where it would no longer be the same.
        """
        asked = seen.moves[0]
        with self._funnel.change(roadmap_id, who) as unit:
            items = interventions.of_roadmap(roadmap_id, unit.db)
            by_id = {item.id: item for item in items}
            if asked.intervention_id not in by_id:
                raise no_longer_there()
            now = plan.propose(items, asked.intervention_id, asked.after, with_followers=with_followers)
            if now.moves != seen.moves:
                raise Conflict(N_("The plan has changed since you looked at this. Look at the move again."))
            for move in now.moves:
                before = by_id[move.intervention_id]
                put(unit, before, replace(before, starts=move.after.first, ends=move.after.last))
        return unit.made

    def take_back(self, roadmap_id: UUID, who: UUID, revision: int) -> int | None:
        """Undo the moves of a revision by moving back; the revision that this made.

        Raises Conflict, with nothing written, where one of them has been moved or removed since.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            for done in changes.of_revision(roadmap_id, revision, "intervention", unit.db):
                item = interventions.get(roadmap_id, UUID(done.object_id), unit.db)
                if item is None or done.before is None or done.after is None or _days(item) != _days_in(done.after):
                    raise Conflict(N_("This can't be undone: somebody has moved it since. Move it yourself."))
                starts, ends = _days_in(done.before)
                put(unit, item, replace(item, starts=starts, ends=ends))
        return unit.made

    # Acceptance --------------------------------------------------------------------------------------------------

    def answer(self, seen: Intervention, who: UUID, acceptance: Acceptance, wish: str = "") -> Intervention:
        """What the owner says: accepted, another first day (ISO), or whose it should be. Raises InvalidInput."""
        wish = wish.strip()
        if acceptance is Acceptance.OTHER_DATE:
            wish = _iso(wish)
        elif acceptance is Acceptance.HANDED_ON:
            if not wish:
                raise InvalidInput(N_("Say who should have it instead."))
        else:
            wish = ""
        return self._change(seen, who, Right.REPORT, acceptance=acceptance, wish=wish)

    # Milestones --------------------------------------------------------------------------------------------------

    def add_milestone(
        self,
        roadmap_id: UUID,
        who: UUID,
        title: str,
        language: str,
        day: dt.date,
        of: UUID | None = None,
        kind: MilestoneKind = MilestoneKind.OWN,
    ) -> Milestone:
        """A new milestone, of an intervention or of the whole plan."""
        if not title.strip():
            raise InvalidInput(N_("A milestone needs a name."))
        made = Milestone(new_id(), roadmap_id, LocalText.of(title.strip(), language), day, of, 1, kind)
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
    starts, ends = (span.first, span.last) if span else (None, None)
    return replace(blank(roadmap_id), title=title, owner=owner, starts=starts, ends=ends)


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


def _told(before: Intervention, after: Intervention) -> Intervention:
    """What goes with what was changed: a new owner has yet to answer, and a link that is gone has no lag."""
    if after.owner.strip() != before.owner.strip() and after.acceptance is before.acceptance:
        after = replace(after, acceptance=Acceptance.OPEN, wish="")
    if after.lags != (kept := tuple(each for each in after.lags if each[0] in after.predecessors)):
        after = replace(after, lags=kept)
    return after


def _days(item: Intervention) -> tuple[dt.date | None, dt.date | None]:
    return item.starts, item.ends


def _days_in(kept: Mapping[str, Any]) -> tuple[dt.date | None, dt.date | None]:
    """The days in a record of an intervention."""
    starts, ends = (dt.date.fromisoformat(kept[name]) if kept[name] else None for name in ("starts", "ends"))
    return starts, ends


def _iso(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise InvalidInput(N_("Choose the day that would suit instead.")) from error


def _take(unit: Unit, each: RowEdit) -> None:
    """Write one row of a workbook. Raises Conflict with its number where somebody else has been there since."""
    now = present(unit, each.seen.id)
    try:
        after = plan.told(now, merged(each.seen, each.mine, now))
    except Conflict as error:
        raise Conflict(
            N_("Row {row}, {title}: somebody else changed this meanwhile. Read the file again."),
            row=each.row,
            title=each.seen.title,
            mine=error.mine,
            theirs=error.theirs,
        ) from error
    _check(after)
    put(unit, now, after)


def _check(item: Intervention) -> None:
    """Raise InvalidInput for what can't be."""
    if not item.title:
        raise InvalidInput(N_("An intervention needs a title."))
    if item.starts and item.ends:
        Span(item.starts, item.ends)
    if not 0 <= item.progress <= 100:
        raise InvalidInput(N_("Progress is between 0 and 100 per cent."))
    amounts = (item.cost_cents, item.savings_cents, *(cents for _, cents in item.yearly_cents))
    if any(amount is not None and amount < 0 for amount in amounts):
        raise InvalidInput(N_("Money can't be less than nothing here."))
    if item.earliest and item.latest and item.latest < item.earliest:
        raise InvalidInput(N_("The latest day is before the earliest. Choose a later one, or take one of them away."))
    if not all(0 <= days <= LONGEST_LAG for _, days in item.lags):
        raise InvalidInput(N_("The days that have to pass are between 0 and {most}."), most=LONGEST_LAG)
    if item.id in item.excludes or set(item.excludes) & set(item.predecessors):
        raise InvalidInput(N_("What it waits for can't also be what it rules out. Take away one of the two."))
    _check_variants(item.variants)


def _check_variants(variants: Sequence[Variant]) -> None:
    """Raise InvalidInput for a way of doing it that can't be."""
    for each in variants:
        if not each.name:
            raise InvalidInput(N_("A way of doing it needs a name."))
        if not 0 <= each.effect_percent <= MOST_EFFECT:
            raise InvalidInput(N_("The effect of a way is between 0 and {most} per cent."), most=MOST_EFFECT)
        if each.months is not None and not 1 <= each.months <= LONGEST_MONTHS:
            raise InvalidInput(N_("The months of a way are between 1 and {most}."), most=LONGEST_MONTHS)
        if min(each.cost_cents or 0, *(cents for _, cents in each.yearly_cents), 0) < 0:
            raise InvalidInput(N_("Money can't be less than nothing here."))
        if any(effort.days < 0 for effort in each.effort):
            raise InvalidInput(N_("Days can't be less than nothing."))
