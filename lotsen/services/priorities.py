"""Where the greatest benefit lies: the ranking of a roadmap's categories, computed once for each state of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.analysis.certainty import certainty
from lotsen.analysis.change import what_changes
from lotsen.analysis.discussion import discussion
from lotsen.analysis.movement import movement, stand
from lotsen.analysis.priorities import CriterionInput, prioritise, tally
from lotsen.analysis.results import PrioritiesKey, PrioritiesView, SpendOverview
from lotsen.analysis.results.movement import Movement
from lotsen.analysis.results.robustness import Certainty, Discussion, WhatChanges
from lotsen.analysis.spend import overview
from lotsen.domain.category import Category, SpendBasis, leaves
from lotsen.domain.clock import Clock, today
from lotsen.domain.criterion import JUDGED, Criterion, CriterionKind
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Organisation, Roadmap
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services import stands
from lotsen.services.funnel import Funnel
from lotsen.services.keep import Keep
from lotsen.services.weights import weighed_in
from lotsen.store import assessments, categories, goals, organisations, room
from lotsen.store.starter import starter

NOUN = "criterion_weight"

UNCERTAIN = {
    SpendBasis.INVOICES: 0.0,
    SpendBasis.PASTED: 0.05,
    SpendBasis.TYPED: 0.05,
    SpendBasis.ESTIMATED: 0.3,
}
"""How far a category's money may be off, as a relative standard deviation, by where it comes from: an estimate by
class spans a factor of about three, so that two thirds of them lie within 30 %."""


class Priorities:
    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock
        self._known: Keep[PrioritiesView] = Keep(64)
        self._sides: Keep[PrioritiesView] = Keep(64)
        self._sure: Keep[Certainty] = Keep(256)
        self._talk: Keep[Discussion] = Keep(64)

    def view(self, roadmap: Roadmap, organisation: Organisation, votes: int) -> PrioritiesView:
        """The priorities of a roadmap at the revision and votes that `roadmap` and `votes` name."""
        day = today(self._clock, organisation.zone)
        key = (roadmap.id, roadmap.revision, votes, day)
        return self._known.get(key, lambda: self._compute(roadmap, key))

    def of_viewpoint(self, roadmap: Roadmap, organisation: Organisation, votes: int, viewpoint: str) -> PrioritiesView:
        """The view of one viewpoint's votes alone: without what the room agreed on, with its weights.

        Whether a viewpoint may be shown by itself is for the room's agreement to say (`Agreements.of`).
        """
        day = today(self._clock, organisation.zone)
        key = (roadmap.id, roadmap.revision, votes, day)
        return self._sides.get((key, viewpoint), lambda: self._compute(roadmap, key, viewpoint))

    def certainty(self, view: PrioritiesView) -> Certainty:
        """How sure the ranking of a view is: made once for each state of the roadmap."""
        return self._sure.get(view.state, lambda: certainty(view.result, errors=view.errors))

    def discussion(self, view: PrioritiesView) -> Discussion:
        """Which cells are worth talking about, in order: made once for each state of the roadmap."""
        return self._talk.get(view.state, lambda: discussion(view.result, errors=view.errors))

    def changes(self, view: PrioritiesView, category: UUID) -> WhatChanges:
        """The smallest single change that lets a category leave the top list, or enter it."""
        return what_changes(view.result, category)

    def moved(self, before: PrioritiesKey, view: PrioritiesView) -> Movement | None:
        """What moved since an earlier state of the same roadmap, as long as that is remembered."""
        known = self._known.peek(before)
        return movement(stand(known.result), stand(view.result)) if known and before[0] == view.key[0] else None

    def weigh_criterion(self, roadmap_id: UUID, criterion_id: UUID, percent: int, who: UUID) -> None:
        """Give a criterion beside the goals its share of all weight, in per cent; the goals have what is left."""
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
            before = {criterion.id: given for criterion, given in assessments.criteria(roadmap_id, unit.db)}
            if criterion_id not in before:
                raise NotFound(N_("This criterion is no longer there."))
            if percent < 0 or percent + sum(before.values()) - before[criterion_id] > 100:
                raise InvalidInput(N_("The criteria beside the goals can have 100 % together, and none less than 0."))
            assessments.weigh_criterion(roadmap_id, criterion_id, percent, unit.db)
            unit.record(NOUN, criterion_id, {"percent": before[criterion_id]}, {"percent": percent})

    def kept(self, roadmap_id: UUID) -> dict[str, Any]:
        """The ranking as a snapshot keeps it: with the method's version, so that it can be shown as it was."""
        with self._funnel.reading() as db:
            roadmap = organisations.roadmap(roadmap_id, db)
            organisation = organisations.get(roadmap.organisation_id, db) if roadmap else None
            if roadmap is None or organisation is None:
                return {}
            day = today(self._clock, organisation.zone)
            result = self._read(roadmap, (roadmap_id, roadmap.revision, 0, day), db).result
        return {
            "ranking_method": {"key": result.method.key, "version": result.method.version},
            "ranking": [
                {
                    "category_id": str(result.categories[i]),
                    "rank": int(result.ranks[i]),
                    "score": round(float(result.score[i]), 6),
                    "listed": bool(result.top[i]),
                }
                for i in result.order
                if result.ranks[i]
            ],
            "stand": stands.kept(result),
        }

    def _compute(self, roadmap: Roadmap, key: PrioritiesKey, viewpoint: str = "") -> PrioritiesView:
        with self._funnel.reading() as db:
            return self._read(roadmap, key, db, viewpoint)

    def _read(self, roadmap: Roadmap, key: PrioritiesKey, db: Session, viewpoint: str = "") -> PrioritiesView:
        day = key[3]
        among = _people_of(roadmap.organisation_id, viewpoint, db) if viewpoint else None
        rows = leaves(categories.listing(roadmap.id, db))
        columns = goals.of_roadmap(roadmap.id, db, GoalLevel.PROCUREMENT)
        beside = assessments.criteria(roadmap.id, db)
        spend = _latest(roadmap, rows, db)
        money = {figure.category: figure.cents for figure in spend.figures} if spend else {}
        settled = () if viewpoint else assessments.agreed(roadmap.id, db)
        agreed = {(one.category_id, one.subject_id): one.value for one in settled}
        subjects = [goal.id for goal in columns] + [one.id for one, _ in beside if one.kind in JUDGED]
        cells = tally([one.id for one in rows], subjects, assessments.tallied(roadmap.id, db, among), agreed)
        result = prioritise(
            cells,
            weighed_in(roadmap, [goal.id for goal in columns], db).group,
            [_criterion(one, percent, rows, spend, day) for one, percent in beside],
            revision=roadmap.revision,
            people=assessments.people(roadmap.id, db, among),
            floor=room.method(roadmap.id, db).critical_floor,
        )
        return PrioritiesView(
            key=key,
            today=day,
            result=result,
            categories=tuple(rows),
            goals=tuple(columns),
            criteria=tuple(one for one, _ in beside),
            percents={one.id: percent for one, percent in beside},
            year=spend.year if spend else None,
            money=money,
            errors=_errors(beside, rows, spend),
            viewpoint=viewpoint,
            hidden=room.method(roadmap.id, db).hidden,
        )


def _people_of(organisation_id: UUID, viewpoint: str, db: Session) -> list[UUID]:
    return [one.person_id for one in organisations.members(organisation_id, db) if one.viewpoint.value == viewpoint]


def _latest(roadmap: Roadmap, rows: Sequence[Category], db: Session) -> SpendOverview | None:
    """The money and carbon of the latest year that categories have figures of."""
    spends = [*categories.invoiced(roadmap.id, db), *categories.stated(roadmap.id, db)]
    if not spends:
        return None
    own = categories.own_factors(roadmap.id, roadmap.currency, db)
    factors = {factor.key: factor for factor in (*own, *starter().factors)}
    return overview(
        [category.id for category in rows],
        spends,
        max(one.year for one in spends),
        factors={one.id: factors[one.factor] for one in rows if one.factor and one.factor in factors},
        currency=roadmap.currency,
        revision=roadmap.revision,
    )


def _errors(
    beside: Sequence[tuple[Criterion, int]], rows: Sequence[Category], spend: SpendOverview | None
) -> dict[UUID, tuple[float, ...]]:
    """How far the money of each category may be off, as a share of it, for the criteria that money enters."""
    basis = {figure.category: figure.basis for figure in spend.figures} if spend else {}
    off = tuple(UNCERTAIN[basis[row.id]] if row.id in basis else 0.0 for row in rows)
    money = {CriterionKind.SPEND, CriterionKind.CARBON}
    return {criterion.id: off for criterion, _ in beside if criterion.kind in money}


def _criterion(
    criterion: Criterion, percent: int, rows: list[Category], spend: SpendOverview | None, day: dt.date
) -> CriterionInput:
    figures = {figure.category: figure for figure in spend.figures} if spend else {}

    def of(category: Category) -> float | None:
        figure = figures.get(category.id)
        match criterion.kind:
            case CriterionKind.SPEND:
                return float(figure.cents) if figure else None
            case CriterionKind.CARBON:
                return float(figure.carbon.kilograms) if figure and figure.carbon else None
            case CriterionKind.CONTRACT_END:
                return float((category.contract_end - day).days) if category.contract_end else None
            case _:
                return None

    return CriterionInput(criterion.id, criterion.kind, percent / 100, [of(category) for category in rows])
