"""The best plan of a scenario: asked for by a page, found beside it, kept as it gets better, taken over at once."""

import hashlib
import json
import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from lotsen.analysis.check import check
from lotsen.analysis.choice import STEPS, core_index, curve, flat
from lotsen.analysis.effects import effects, plan_weights
from lotsen.analysis.results import PrioritiesView
from lotsen.analysis.results.methods import Remark
from lotsen.analysis.results.plan import Chosen, PlanCase, PlanResult, PlanStatus, Progress, relative_gap
from lotsen.analysis.results.scenario import Core, Curve, Ground, InterventionEffect, Outlook, PlanFigures, ScenarioCase
from lotsen.analysis.scenario import figures, own_plan, runs, scenario_case
from lotsen.analysis.schedule.greedy import first_plan
from lotsen.analysis.schedule.outcome import objective_of
from lotsen.analysis.schedule.prepare import prepare
from lotsen.analysis.schedule.solve import solve
from lotsen.domain.category import below
from lotsen.domain.goal import GoalLevel, shares
from lotsen.domain.intervention import Intervention
from lotsen.domain.job import Job
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.domain.plan import PlanContent, Span, carried, span
from lotsen.domain.quarter import Quarter
from lotsen.domain.rights import Right
from lotsen.domain.scenario import (
    Assumptions,
    FoundPlan,
    PinPrice,
    Planned,
    Said,
    Scenario,
    Take,
    categories_of,
    told_of,
)
from lotsen.errors import N_, Conflict, NotFound
from lotsen.services.funnel import Funnel, plain
from lotsen.services.interventions import Interventions
from lotsen.services.jobs import Jobs
from lotsen.services.keep import Keep
from lotsen.services.priorities import Priorities
from lotsen.services.scenarios import Scenarios
from lotsen.services.standing import Standing
from lotsen.services.weights import GoalWeights
from lotsen.services.written import put
from lotsen.store import interventions, scenarios

SOLVE, CORE = "plan.solve", "plan.core"
SECONDS = 60.0
"""How long a plan is looked for before the best found is kept as it is."""
PIN_SECONDS = 5.0
CHOICE_SECONDS = 2.0
WRITE_SECONDS = 0.4
"""A better plan is written no more often than this."""

Report = Callable[[float, str], None]
"""`(progress, doing)`: how far a job has come."""


class Solving:
    def __init__(
        self,
        funnel: Funnel,
        jobs: Jobs,
        priorities: Priorities,
        plans: Interventions,
        stories: Scenarios,
        weights: GoalWeights,
    ) -> None:
        self._funnel = funnel
        self._jobs = jobs
        self._priorities = priorities
        self._plans = plans
        self._stories = stories
        self._weights = weights
        self._outlooks: Keep[tuple[Outlook, ...]] = Keep(32)
        self._figures: Keep[PlanFigures] = Keep(128)

    # Reading -----------------------------------------------------------------------------------------------------

    def outlooks(self, roadmap: Roadmap, organisation: Organisation, votes: int) -> tuple[Outlook, ...]:
        """Every scenario of a roadmap as it stands, in the users' order."""
        content = self._plans.content(roadmap.id, roadmap.revision, organisation.zone)
        key = (roadmap.id, roadmap.revision, votes, content.today)
        return self._outlooks.get(key, lambda: tuple(self._make(roadmap, organisation, votes, content)))

    def _make(
        self, roadmap: Roadmap, organisation: Organisation, votes: int, content: PlanContent
    ) -> Sequence[Outlook]:
        stories = self._stories.content(roadmap.id, roadmap.revision)
        view = self._priorities.view(roadmap, organisation, votes)
        function = self._function_weights(roadmap.id)
        with self._funnel.reading() as db:
            capacities = scenarios.capacities(roadmap.id, db)
        found = []
        for one in stories.scenarios:
            worth = effects_in(one, content, view, function)
            ground = Ground(
                content.interventions, one.assumptions, worth, capacities, content.today, roadmap.ends,
                stories.pins_of(one.id),
            )  # fmt: skip
            case = scenario_case(ground)
            found.append(Outlook(one, ground, case, figures(own_plan(ground), ground), _hash(case)))
        return found

    def found(self, roadmap_id: UUID) -> dict[UUID, FoundPlan]:
        """The best plans that were found so far, by scenario."""
        with self._funnel.reading() as db:
            return scenarios.plans(roadmap_id, db)

    def figures(self, here: Outlook, found: FoundPlan) -> PlanFigures:
        """What a found plan comes to; interventions that are gone since are left out."""
        there = {item.id for item in here.ground.open}
        versions = tuple(item.version for item in here.ground.interventions)
        key = (here.scenario.id, here.input_hash, versions, found.at, found.planned)
        return self._figures.get(
            key, lambda: figures([one for one in found.planned if one.intervention_id in there], here.ground)
        )

    def takes(self, here: Outlook, found: FoundPlan) -> tuple[Take, ...]:
        """What taking a found plan over would change."""
        return tuple(takes(here.ground.interventions, found))

    def under_way(self, roadmap_id: UUID) -> dict[UUID, Job]:
        """The searches that wait or run, by scenario."""
        return {UUID(job.params["scenario"]): job for job in self._jobs.under_way(roadmap_id, SOLVE)}

    # Finding -----------------------------------------------------------------------------------------------------

    def ask(self, standing: Standing, who: UUID, scenario_id: UUID) -> Job:
        """Look for the best plan of a scenario. A first one is kept at once; the same search is not begun twice."""
        self._funnel.allow(Right.EDIT, standing.roadmap.id, who)
        here = self._outlook(standing, scenario_id)
        self._keep(standing, here, self._first(standing, here))
        params = {"scenario": str(scenario_id), "input": here.input_hash}
        return self._jobs.start(SOLVE, params, who, standing.roadmap.id)

    def stop(self, roadmap_id: UUID, who: UUID, job_id: UUID) -> None:
        """End a search; the best plan that it found stays."""
        self._funnel.allow(Right.EDIT, roadmap_id, who)
        self._jobs.cancel(job_id)

    def solve(self, standing: Standing, scenario_id: UUID, report: Report) -> dict[str, Any]:
        """Look for the best plan until it is proven or the time is over; every better one is kept as it is found."""
        here = self._outlook(standing, scenario_id)
        last: tuple[float, float | None] = (0.0, None)

        def told(progress: Progress) -> None:
            nonlocal last
            report(1 - (1.0 if progress.gap is None else progress.gap), N_("Looking for a better plan"))
            now = time.monotonic()
            if progress.chosen and (progress.objective != last[1] or now - last[0] >= WRITE_SECONDS):
                last = (now, progress.objective)
                self._keep(standing, here, self._plan(standing, here, progress))

        report(0.0, N_("Looking for a better plan"))
        result = solve(here.case.case, SECONDS, told)
        kept = self._plan(standing, here, result)
        self._keep(standing, here, kept)
        if here.ground.pins:
            report(1.0, N_("Working out what each pin costs"))
            self._keep(standing, here, replace(kept, pins=tuple(_prices(here, result))))
        return {"status": str(result.status)}

    def _outlook(self, standing: Standing, scenario_id: UUID) -> Outlook:
        outlooks = self.outlooks(standing.roadmap, standing.organisation, standing.votes)
        found = next((one for one in outlooks if one.scenario.id == scenario_id), None)
        if found is None:
            raise NotFound(N_("This scenario is no longer there. Somebody has removed it."))
        return found

    def _first(self, standing: Standing, here: Outlook) -> FoundPlan:
        """A useful plan within moments, by placing what is worth most first."""
        case = here.case.case
        chosen = first_plan(prepare(case)) or ()
        return self._plan(standing, here, Progress(0.0, objective_of(case, chosen) if chosen else None, None, chosen))

    def _plan(self, standing: Standing, here: Outlook, result: PlanResult | Progress) -> FoundPlan:
        whole = result if isinstance(result, PlanResult) else None
        status = whole.status if whole else PlanStatus.FEASIBLE if result.chosen else PlanStatus.NOTHING_YET
        violations = whole.violations if whole else check(here.case.case, result.chosen) if result.chosen else ()
        return FoundPlan(
            here.input_hash,
            standing.roadmap.revision,
            standing.votes,
            self._funnel.now,
            str(status),
            result.objective,
            result.bound,
            relative_gap(result.objective, result.bound),
            result.seconds,
            tuple(_planned(one, here.case) for one in result.chosen),
            _said(whole.clashes, here.case) if whole else (),
            _said(violations, here.case),
        )

    def _keep(self, standing: Standing, here: Outlook, found: FoundPlan) -> None:
        """Keep a plan if it is better than the one that is kept. It changes nothing that anybody wrote, so that no
        revision is counted."""
        with self._funnel.writing() as db:
            if scenarios.get(standing.roadmap.id, here.scenario.id, db) is None:
                return
            before = scenarios.plan(standing.roadmap.id, here.scenario.id, db)
            if before is None or found.better_than(before):
                scenarios.put_plan(standing.roadmap.id, here.scenario.id, found, db)

    # Over all scenarios ------------------------------------------------------------------------------------------

    def core(self, roadmap_id: UUID) -> tuple[Core | None, Job | None]:
        """What was last found over all scenarios, and the search that waits or runs."""
        running = self._jobs.under_way(roadmap_id, CORE)
        done = self._jobs.latest_done(roadmap_id, CORE)
        return Core.from_json(done.result) if done and done.result else None, running[0] if running else None

    def is_now(self, found: Core, outlooks: Sequence[Outlook]) -> bool:
        """Whether it was made of the scenarios as they stand."""
        return found.input_hash == core_hash(outlooks)

    def ask_core(self, standing: Standing, who: UUID) -> Job:
        """Look what belongs to the best choice in all scenarios."""
        self._funnel.allow(Right.EDIT, standing.roadmap.id, who)
        outlooks = self.outlooks(standing.roadmap, standing.organisation, standing.votes)
        return self._jobs.start(CORE, {"input": core_hash(outlooks)}, who, standing.roadmap.id)

    def weigh_all(self, standing: Standing, report: Report) -> dict[str, Any]:
        """The best choice of every scenario by everybody's weights, and the curve of effect over money of each."""
        outlooks = self.outlooks(standing.roadmap, standing.organisation, standing.votes)
        everybody = sorted({one.id for here in outlooks for one in here.case.case.candidates})
        worths = {here.scenario.id: self._worths(standing, here) for here in outlooks}
        total = sum(map(len, worths.values())) + len(outlooks) * STEPS
        choices: list[tuple[list[str], float]] = []
        curves = {}
        for number, here in enumerate(outlooks):
            case, mine = here.case.case, worths[here.scenario.id]
            for worth in mine:
                report(min(1.0, (len(choices) + number * STEPS) / max(total, 1)), N_("Choosing by everybody's weights"))
                choices.append((list(_best(flat(case, worth))), here.scenario.assumptions.probability / len(mine)))
            curves[here.scenario.id] = _curve(here)
        index = {UUID(one): share for one, share in core_index(choices, everybody).items()}
        most = max(map(len, worths.values()), default=0)
        return Core(core_hash(outlooks), len(choices), len(outlooks), most, index, curves).to_json()

    def _worths(self, standing: Standing, here: Outlook) -> list[dict[str, float]]:
        """What every intervention is worth by each person's weights; by the scenario's own where it has some."""
        content = self._plans.content(standing.roadmap.id, standing.roadmap.revision, standing.organisation.zone)
        view = self._priorities.view(standing.roadmap, standing.organisation, standing.votes)
        group = view.result.goal_weights
        function = self._function_weights(standing.roadmap.id)
        if here.scenario.assumptions.weights or not group.people:
            return [{str(one): effect.points for one, effect in here.ground.effects.items()}]
        return [
            {
                str(one): effect.points
                for one, effect in effects_in(
                    here.scenario, content, view, function, dict(zip(group.subjects, map(float, each), strict=True))
                ).items()
            }
            for each in group.each
        ]

    def _function_weights(self, roadmap_id: UUID) -> dict[UUID, float]:
        weighed = self._weights.weighed(roadmap_id, GoalLevel.FUNCTION)
        return {goal: weight.mean for goal, weight in weighed.weights.items()}

    # Taking over -------------------------------------------------------------------------------------------------

    def take_over(self, roadmap_id: UUID, who: UUID, found: FoundPlan, seen: Sequence[Take]) -> None:
        """Give everything that a found plan moves its days and variant, in one change.

        Raises Conflict where that is no longer what the user saw.
        """
        with self._funnel.change(roadmap_id, who) as unit:
            items = {item.id: item for item in interventions.of_roadmap(roadmap_id, unit.db)}
            if tuple(takes(items.values(), found)) != tuple(seen):
                raise Conflict(N_("The plan has changed since you looked at this. Look at what moves again."))
            for take in seen:
                before = items[take.intervention_id]
                way = _in_variant(before, take.variant)
                put(unit, before, carried(way, replace(way, starts=take.after.first, ends=take.after.last)))


def takes(items: Iterable[Intervention], found: FoundPlan) -> list[Take]:
    """What taking a found plan over would change: whoever stands in other quarters, or is done in another variant."""
    planned = {one.intervention_id: one for one in found.planned}
    changed = []
    for item in items:
        one = planned.get(item.id)
        if one is None:
            continue
        days, after = span(item), Span(one.first.first_day, one.last.last_day)
        stays = days is not None and one.first == Quarter.of(days.first) and one.last == Quarter.of(days.last)
        if one.variant or not (stays or runs(item)):
            changed.append(Take(item.id, days, days if stays and days else after, one.variant))
    return changed


def effects_in(
    scenario: Scenario,
    content: PlanContent,
    view: PrioritiesView,
    function: Mapping[UUID, float],
    room: Mapping[UUID, float] | None = None,
) -> dict[UUID, InterventionEffect]:
    """What every intervention is worth in a scenario: by its marks, or by the room's weights where it has none.

    `room` are other weights than the group's, one person's for instance.
    """
    result = view.result
    own = [goal.id for goal in view.goals]
    group = result.goal_weights
    room = room or dict(zip(group.subjects, map(float, group.mean), strict=True))
    marks = {goal: n for goal, n in scenario.assumptions.weights.items() if goal in room}
    weights = shares(marks, own) if marks else room
    columns = {column.id: place for place, column in enumerate(result.columns) if column.id in room}
    cells = {
        (category, goal): float(result.unit[row, place])
        for row, category in enumerate(result.categories)
        for goal, place in columns.items()
        if result.unit[row, place] == result.unit[row, place]
    }
    reach = {one.id: [each.id for each in below(content.categories, one.id)] for one in content.categories}
    return effects(
        content.interventions,
        plan_weights(weights, function, scenario.assumptions.function_percent),
        cells,
        lambda item: [each for one in categories_of(item) for each in reach.get(one, ())],
    )


def _hash(case: ScenarioCase) -> str:
    """Of all that a plan is found from: the same hash, the same plan."""
    return hashlib.sha256(json.dumps(plain(case.case), sort_keys=True).encode()).hexdigest()


def core_hash(outlooks: Sequence[Outlook]) -> str:
    """Of all that a choice over the scenarios is made from."""
    parts = [(one.input_hash, one.scenario.assumptions.probability) for one in outlooks]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _best(case: PlanCase) -> dict[str, float]:
    """The best choice of a case without a calendar; nothing where what must be done can't be."""
    candidates = {one.id: one for one in case.candidates}
    chosen = solve(case, CHOICE_SECONDS).chosen
    return {one.id: candidates[one.id].effect_in(one.mode) for one in chosen}


def _curve(here: Outlook) -> Curve:
    own = here.own
    return curve(here.case.case, _best, (own.cents, own.effect) if own.planned else None)


def _planned(one: Chosen, case: ScenarioCase) -> Planned:
    """An intervention of the solver's plan in quarters; a milestone lies in the quarter that it starts in."""
    return Planned(
        UUID(one.id),
        case.variants[one.id][one.mode],
        case.origin + one.start,
        case.origin + max(one.end - 1, one.start),
    )


def _said(remarks: Sequence[Remark], case: ScenarioCase) -> tuple[Said, ...]:
    return tuple(
        (one.text, {name: _field(name, value, one.fields, case) for name, value in one.fields.items()})
        for one in remarks
    )


def _field(name: str, value: object, fields: Mapping[str, object], case: ScenarioCase) -> Any:
    """A field of the solver's words as the room reads it: quarters for its periods, years for its years, euros."""
    if isinstance(value, int) and name in {"first", "start", "period", "end", "last"}:
        ends = name == "end" or (name == "last" and "id" in fields)
        return str(case.origin + (value - 1 if ends else value))
    if isinstance(value, int) and name == "year":
        return str(case.origin.year + value)
    if isinstance(value, str) and name == "limit" and "budget" in fields:
        return f"{float(value) / 100:.0f}"
    return plain(value)


def _prices(here: Outlook, pinned: PlanResult) -> Iterable[PinPrice]:
    """What each pin costs: the scenario is solved once more without it."""
    for one, pin in here.ground.pins.items():
        others = {key: each for key, each in here.ground.pins.items() if each is not pin}
        free = solve(scenario_case(replace(here.ground, pins=others)).case, PIN_SECONDS)
        least = most = None
        if free.objective is not None and pinned.bound is not None:
            least = max(free.objective - pinned.bound, 0.0)
        if free.bound is not None and pinned.objective is not None:
            most = max(free.bound - pinned.objective, 0.0)
        yield PinPrice(one, least, most, bool(pinned.chosen) or not free.chosen)


def _in_variant(item: Intervention, key: str | None) -> Intervention:
    """An intervention done in one of its variants: with its cost and effort, and its share of the effect on the goals,
    which has steps of one; a strong effect stays strong from three quarters."""
    variant = next((one for one in item.variants if one.key == key), None)
    if variant is None:
        return item
    return replace(
        item,
        cost_cents=item.cost_cents if variant.cost_cents is None else variant.cost_cents,
        yearly_cents=tuple((year, round(cents)) for year, cents in told_of(item, Assumptions(), key).items()),
        effort=variant.effort or item.effort,
        effects=tuple((goal, _share(value, variant.effect_percent)) for goal, value in item.effects),
        variants=tuple(one for one in item.variants if one.key != key),
    )


def _share(strength: int, percent: int) -> int:
    return max(1, min(2, math.floor(strength * percent / 100 + 0.5))) if strength else 0
