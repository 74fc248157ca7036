"""Scenarios: begin one from a story, change its assumptions field by field, pin what is settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from lotsen.analysis.results.scenario import Ground
from lotsen.analysis.scenario import figures, own_plan
from lotsen.domain.clock import Clock, today
from lotsen.domain.goal import MARKS, Goal, GoalLevel, rescaled
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import Intervention
from lotsen.domain.load import owners
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Roadmap
from lotsen.domain.plan import CLOSED
from lotsen.domain.scenario import MOST_SCENARIOS, Assumptions, Pin, Scenario, checked, demand_of
from lotsen.domain.starter import StarterScenario
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.merge import merged
from lotsen.services.weights import weighed_in
from lotsen.store import categories, goals, interventions, organisations, scenarios
from lotsen.store.starter import starter

FIRST_MARKS = 6
"""Of ten marks, what goals get together that a story puts first."""
THOUSAND = 1_000_00
TEXTS = frozenset({"name", "story"})


@dataclass(frozen=True, slots=True)
class ScenarioContent:
    """All scenarios of a roadmap at one revision, with what is pinned in them."""

    scenarios: Sequence[Scenario]
    pins: Sequence[Pin]

    def get(self, scenario_id: UUID | None) -> Scenario | None:
        return next((one for one in self.scenarios if one.id == scenario_id), None)

    def pins_of(self, scenario_id: UUID) -> dict[UUID, Pin]:
        """What is pinned in one scenario, by intervention."""
        return {pin.intervention_id: pin for pin in self.pins if pin.scenario_id == scenario_id}


class Scenarios:
    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock
        self._contents: Keep[ScenarioContent] = Keep()

    def content(self, roadmap_id: UUID, revision: int) -> ScenarioContent:
        """Scenarios and pins at a revision."""
        return self._contents.get((roadmap_id, revision), lambda: self._read(roadmap_id))

    def _read(self, roadmap_id: UUID) -> ScenarioContent:
        with self._funnel.reading() as db:
            return ScenarioContent(tuple(scenarios.of_roadmap(roadmap_id, db)), tuple(scenarios.pins(roadmap_id, db)))

    def stories(self, content: ScenarioContent) -> list[tuple[StarterScenario, bool]]:
        """The starter stories, and whether a scenario of that name is there already."""
        names = {text for one in content.scenarios for text in one.name.versions.values()}
        return [(one, bool(names & set(one.name.versions.values()))) for one in starter().scenarios]

    # Making and removing -----------------------------------------------------------------------------------------

    def add(self, roadmap_id: UUID, who: UUID, name: str, language: str, story: str = "") -> Scenario:
        """A new scenario in which everything is as now. Raises InvalidInput without a name."""
        if not name.strip():
            raise InvalidInput(N_("A scenario needs a name."))
        with self._funnel.change(roadmap_id, who) as unit:
            return _add(
                unit, LocalText.of(name.strip(), language), LocalText.of(story.strip(), language), Assumptions()
            )

    def begin(self, roadmap_id: UUID, who: UUID, key: str) -> Scenario:
        """A scenario from a starter story, its assumptions counted from what this roadmap holds. Raises NotFound."""
        chosen = starter().scenario.get(key)
        if chosen is None:
            raise NotFound(N_("There is no such story."))
        with self._funnel.change(roadmap_id, who) as unit:
            roadmap = organisations.roadmap(roadmap_id, unit.db)
            assert roadmap is not None  # the change above has locked it
            return _add(unit, chosen.name, chosen.story, self._assumed(unit, roadmap, chosen))

    def copy(self, roadmap_id: UUID, who: UUID, scenario_id: UUID) -> Scenario:
        """The same assumptions once more, with what is pinned in them, to be changed."""
        with self._funnel.change(roadmap_id, who) as unit:
            seen = _present(unit, scenario_id)
            name = LocalText({one: f"{text} (2)" for one, text in seen.name.versions.items()}, seen.name.original)
            made = _add(unit, name, seen.story, seen.assumptions)
            for pin in scenarios.pins(roadmap_id, unit.db):
                if pin.scenario_id == scenario_id:
                    scenarios.put_pin(roadmap_id, replace(pin, scenario_id=made.id), unit.db)
            return made

    def remove(self, roadmap_id: UUID, who: UUID, scenario_id: UUID) -> None:
        """Remove a scenario with its pins and plan; interventions found from its story stay."""
        with self._funnel.change(roadmap_id, who) as unit:
            gone = _present(unit, scenario_id)
            scenarios.remove(roadmap_id, scenario_id, unit.db)
            unit.record("scenario", scenario_id, gone, None)

    # Changing ----------------------------------------------------------------------------------------------------

    def change(self, seen: Scenario, who: UUID, **given: Any) -> Scenario:
        """Write the name, the story or single assumptions of a scenario as the user saw it.

        Raises Conflict where somebody else has written the same field since, and InvalidInput for what can't be.
        """
        texts = {name: value for name, value in given.items() if name in TEXTS}
        assumed = {name: value for name, value in given.items() if name not in TEXTS}
        with self._funnel.change(seen.roadmap_id, who) as unit:
            now = _present(unit, seen.id)
            both = merged(seen.assumptions, replace(seen.assumptions, **assumed), now.assumptions)
            words = replace(seen, **texts)
            kept = merged(replace(seen, assumptions=now.assumptions), replace(words, assumptions=now.assumptions), now)
            after = replace(kept, assumptions=checked(both))
            if not after.name:
                raise InvalidInput(N_("A scenario needs a name."))
            if after == now:
                return now
            after = replace(after, version=now.version + 1)
            scenarios.put(after, unit.db)
            unit.record("scenario", seen.id, now, after)
            return after

    def pin(self, roadmap_id: UUID, who: UUID, pin: Pin) -> None:
        """Fix an intervention in a scenario: in or out, its first quarter, its variant. Raises NotFound."""
        with self._funnel.change(roadmap_id, who) as unit:
            _present(unit, pin.scenario_id)
            item = interventions.get(roadmap_id, pin.intervention_id, unit.db)
            if item is None:
                raise NotFound(N_("This intervention is no longer there. Somebody has removed it."))
            if pin.variant and pin.variant not in {one.key for one in item.variants}:
                raise InvalidInput(N_("This intervention has no such variant. Choose one that it has."))
            before = _pinned(unit, pin)
            scenarios.put_pin(roadmap_id, pin, unit.db)
            unit.record("pin", f"{pin.scenario_id}:{pin.intervention_id}", before, pin)

    def unpin(self, roadmap_id: UUID, who: UUID, scenario_id: UUID, intervention_id: UUID) -> None:
        """Let an intervention be chosen freely again."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = _pinned(unit, Pin(scenario_id, intervention_id))
            scenarios.unpin(roadmap_id, scenario_id, intervention_id, unit.db)
            unit.record("pin", f"{scenario_id}:{intervention_id}", before, None)

    # Stories as assumptions --------------------------------------------------------------------------------------

    def _assumed(self, unit: Unit, roadmap: Roadmap, chosen: StarterScenario) -> Assumptions:
        items = interventions.of_roadmap(roadmap.id, unit.db)
        tree = categories.listing(roadmap.id, unit.db)
        budget = self._budget(unit, roadmap)
        return Assumptions(
            weights=_marks(unit, chosen.first),
            budget_cents_per_year=None if budget is None else round(budget * chosen.budget / THOUSAND) * THOUSAND,
            capacity=dict.fromkeys(_busiest(items), 0.0) if chosen.gone else {},
            prices={one.id: chosen.price for one in tree if chosen.price and one.factor in chosen.factors},
        )

    def _budget(self, unit: Unit, roadmap: Roadmap) -> int | None:
        """The money a year: what the first scenario with a budget has, else what the room's own plan takes a year."""
        for one in scenarios.of_roadmap(roadmap.id, unit.db):
            if one.assumptions.budget_cents_per_year is not None:
                return one.assumptions.budget_cents_per_year
        body = organisations.get(roadmap.organisation_id, unit.db)
        day = today(self._clock, body.zone if body else "Europe/Helsinki")
        items = interventions.of_roadmap(roadmap.id, unit.db)
        ground = Ground(items, Assumptions(), {}, scenarios.capacities(roadmap.id, unit.db), day, roadmap.ends)
        by_year = figures(own_plan(ground), ground).by_year
        total = sum(by_year.values())
        return round(total / len(by_year)) if total else None


def _marks(unit: Unit, first: Sequence[str]) -> dict[UUID, int]:
    """Ten marks with most of them on the goals that a story puts first; nothing where the roadmap has none of them."""
    if not first:
        return {}
    own = goals.of_roadmap(unit.roadmap_id, unit.db, GoalLevel.PROCUREMENT)
    preferred = [goal.id for goal in own if _is_one(goal, first)]
    rest = [goal.id for goal in own if goal.id not in preferred]
    if not preferred or not rest:
        return {}
    roadmap = organisations.roadmap(unit.roadmap_id, unit.db)
    assert roadmap is not None
    group = weighed_in(roadmap, [goal.id for goal in own], unit.db).group
    points = {goal: round(1000 * float(weight)) for goal, weight in zip(group.subjects, group.mean, strict=True)}
    mine = rescaled({goal: points[goal] + 1 for goal in preferred}, FIRST_MARKS)
    others = rescaled({goal: points[goal] + 1 for goal in rest}, MARKS - FIRST_MARKS)
    return {goal: marks for goal, marks in (mine | others).items() if marks}


def _is_one(goal: Goal, first: Sequence[str]) -> bool:
    return any((goal.origin or "").startswith(key) for key in first)


def _busiest(items: Sequence[Intervention]) -> list[str]:
    """Whoever has the most days to give in what is open: a named person, or a role where nobody is named."""
    people, days = owners(items), dict[str, float]()
    for item in items:
        if item.status not in CLOSED:
            for who, each in demand_of(item, people).items():
                days[who] = days.get(who, 0.0) + each
    named = {who: each for who, each in days.items() if who in people} or days
    return [max(named, key=lambda who: (named[who], who))] if named else []


def _add(unit: Unit, name: LocalText, story: LocalText, assumptions: Assumptions) -> Scenario:
    if len(scenarios.of_roadmap(unit.roadmap_id, unit.db)) >= MOST_SCENARIOS:
        raise InvalidInput(N_("A roadmap holds at most {most} scenarios. Remove one first."), most=MOST_SCENARIOS)
    position = scenarios.next_position(unit.roadmap_id, unit.db)
    made = Scenario(new_id(), unit.roadmap_id, position, name, story, assumptions, 1)
    scenarios.add(made, unit.db)
    unit.record("scenario", made.id, None, made)
    return made


def _present(unit: Unit, scenario_id: UUID) -> Scenario:
    found = scenarios.get(unit.roadmap_id, scenario_id, unit.db)
    if found is None:
        raise NotFound(N_("This scenario is no longer there. Somebody has removed it."))
    return found


def _pinned(unit: Unit, pin: Pin) -> Pin | None:
    return next(
        (
            one
            for one in scenarios.pins(unit.roadmap_id, unit.db)
            if (one.scenario_id, one.intervention_id) == (pin.scenario_id, pin.intervention_id)
        ),
        None,
    )
