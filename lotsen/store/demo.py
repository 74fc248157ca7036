"""Write a demo organisation into the database."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from lotsen.domain.category import CategorySpend, Influence
from lotsen.domain.ids import new_id
from lotsen.domain.policy_line import Decision, PolicyLine
from lotsen.store import baselines, capacity, followup, organisations, rows
from lotsen.store.demo_content import Demo

FILE_NAME = "demo"


def write(demo: Demo, at: dt.datetime, language: str, db: Session) -> None:
    """Everything of a demo: organisation, people, roadmap and what hangs on it."""
    organisations.add(demo.organisation, at, db)
    for person in demo.people:
        db.add(rows.PersonRow(id=person.id, name=person.name, language=None, place={}, created_at=at))
    db.flush()
    _all(
        rows.MembershipRow,
        [
            {"organisation_id": m.organisation_id, "person_id": m.person_id, "role": m.role, "viewpoint": m.viewpoint}
            for m in demo.memberships
        ],
        db,
    )
    organisations.add_roadmap(demo.roadmap, at, db)
    _goals(demo, at, db)
    _categories(demo, db)
    _lines(demo, db)
    _spend(demo, at, language, db)
    _judgements(demo, db)
    _plan(demo, db)
    _followed(demo, db)
    _session(demo, at, db)


def remove(key: str, db: Session) -> None:
    """Take a demo away, with the people that came with it and belong nowhere else."""
    organisation = organisations.demo(key, db)
    if organisation is None:
        return
    members = [member.person_id for member in organisations.members(organisation.id, db)]
    organisations.remove(organisation.id, db)
    doors = select(rows.SignInRow.person_id)
    elsewhere = select(rows.MembershipRow.person_id)
    db.execute(
        rows.PersonRow.__table__.delete().where(  # type: ignore[attr-defined]
            rows.PersonRow.id.in_(members), rows.PersonRow.id.not_in(doors), rows.PersonRow.id.not_in(elsewhere)
        )
    )


def _all(table: type[rows.Base], values: list[dict[str, Any]], db: Session) -> None:
    if values:
        db.execute(insert(table), values)


def _of(item: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names}


def _goals(demo: Demo, at: dt.datetime, db: Session) -> None:
    written = ("roadmap_id", "id", "level", "position", "title", "description", "indicator", "unit", "baseline")
    more = ("target", "target_year", "present_state", "actions", "origin", "origin_version", "version")
    _all(rows.GoalRow, [_of(goal, *written, *more) for goal in demo.goals], db)
    here = demo.roadmap.id
    _all(
        rows.GoalMarksRow,
        [
            {"roadmap_id": here, "person_id": person, "goal_id": goal, "marks": n, "entered_by": None, "at": at}
            for person, marks in demo.marks.items()
            for goal, n in marks.items()
        ],
        db,
    )
    _all(
        rows.CriterionRow,
        [_of(one, "roadmap_id", "id", "kind", "position", "name", "version") for one in demo.criteria],
        db,
    )


def _categories(demo: Demo, db: Session) -> None:
    written = ("roadmap_id", "id", "parent_id", "position", "name", "code", "owner", "contract_end", "notes")
    more = ("factor", "origin", "origin_version", "version")
    ready = [_of(category, *written, *more) for category in demo.categories]
    _all(rows.CategoryRow, [row for row in ready if row["parent_id"] is None], db)
    _all(rows.CategoryRow, [row for row in ready if row["parent_id"] is not None], db)


def _decision(decision: Decision | None) -> dict[str, Any]:
    names = ("organ", "day", "paragraph", "register_number")
    return _of(decision, *names) if decision else dict.fromkeys(names)


def _lines(demo: Demo, db: Session) -> None:
    here = demo.roadmap.id
    written = ("roadmap_id", "id", "position", "text", "reason", "force", "status", "edition")
    more = ("origin", "origin_version", "version")
    _all(rows.PolicyLineRow, [_of(one, *written, *more) | _decision(one.decision) for one in demo.policy_lines], db)
    _all(
        rows.PolicyLineEditionRow,
        [
            {"roadmap_id": here}
            | _of(one, "policy_line_id", "edition", "text", "reason", "force")
            | _decision(one.decision)
            for one in demo.editions
        ],
        db,
    )
    _all(rows.PolicyLineGoalRow, _ties(demo.policy_lines, "goals", "goal_id"), db)
    _all(rows.PolicyLineCategoryRow, _ties(demo.policy_lines, "categories", "category_id"), db)


def _ties(lines: tuple[PolicyLine, ...], field: str, column: str) -> list[dict[str, Any]]:
    return [
        {"roadmap_id": line.roadmap_id, "policy_line_id": line.id, column: other}
        for line in lines
        for other in getattr(line, field)
    ]


def _spend(demo: Demo, at: dt.datetime, language: str, db: Session) -> None:
    """Each year as an import of its own. The demo tells totals, counts and the largest share of a category; the
    suppliers behind them are invented so that those figures come out."""
    here, by = demo.roadmap.id, demo.people[0].id
    names = {category.id: category.name.show(language) for category in demo.categories}
    for year in sorted({spend.year for spend in demo.spend}):
        import_id = new_id()
        facts = [fact for one in demo.spend if one.year == year for fact in _suppliers(one, names[one.category_id])]
        facts += [
            _fact(other.name.show(language), other.cents, 12, None, other.influence)
            for other in demo.outside
            if other.year == year
        ]
        row = {"roadmap_id": here, "id": import_id, "year": year, "file_name": FILE_NAME, "profile": {}, "lines": None}
        _all(rows.SpendImportRow, [row | {"figures": _figures(facts), "at": at, "by": by}], db)
        common = {"roadmap_id": here, "spend_import_id": import_id, "year": year}
        _all(rows.SpendFactRow, [common | {"number": n} | fact for n, fact in enumerate(facts)], db)


def _figures(facts: list[dict[str, Any]]) -> dict[str, int]:
    """The figures that an import keeps of its file."""
    sums = {name: sum(fact[name] for fact in facts) for name in ("rows", "cents", "negative")}
    return sums | {"suppliers": len({fact["supplier"] for fact in facts})}


def _suppliers(spend: CategorySpend, name: str) -> Iterator[dict[str, Any]]:
    """One fact per supplier: the largest with its share, the others halving towards small ones."""
    count, invoices = spend.suppliers or 1, spend.invoices or 1
    first = round(spend.cents * (spend.concentration or 1 / count)) if count > 1 else spend.cents
    weights = [1 / (number + 2) for number in range(count - 1)]
    left, rows_left = spend.cents - first, max(0, invoices - count)
    given = 0
    for number, weight in enumerate(weights, 2):
        cents = round(left * weight / sum(weights))
        extra = round(rows_left * 0.7 * weight / sum(weights))
        given += cents
        rows_left_here = 1 + extra
        invoices -= rows_left_here
        yield _fact(f"{name} {number:03d}", cents, rows_left_here, spend.category_id)
    yield _fact(f"{name} 001", spend.cents - given, max(1, invoices), spend.category_id)


def _fact(
    supplier: str, cents: int, count: int, category_id: UUID | None, influence: Influence = Influence.OPEN
) -> dict[str, Any]:
    empty = dict.fromkeys(("unit", "supplier_id", "account", "account_name", "code", "text"), "")
    return empty | {
        "supplier": supplier,
        "cents": cents,
        "rows": count,
        "negative": 0,
        "category_id": category_id,
        "influence": influence,
    }


def _judgements(demo: Demo, db: Session) -> None:
    here = demo.roadmap.id
    goals = {goal.id for goal in demo.goals}
    written = ("person_id", "category_id", "value", "reason", "entered_by", "at", "stale")
    on_goals = [one for one in demo.assessments if one.subject_id in goals]
    _all(
        rows.GoalAssessmentRow,
        [{"roadmap_id": here, "goal_id": one.subject_id} | _of(one, *written) for one in on_goals],
        db,
    )
    _all(
        rows.CriterionAssessmentRow,
        [
            {"roadmap_id": here, "criterion_id": one.subject_id} | _of(one, *written)
            for one in demo.assessments
            if one.subject_id not in goals
        ],
        db,
    )
    _all(
        rows.AgreedValueRow,
        [
            {"roadmap_id": here, "goal_id": one.subject_id} | _of(one, "category_id", "value", "reason", "by", "at")
            for one in demo.agreed
        ],
        db,
    )


def _plan(demo: Demo, db: Session) -> None:
    here = demo.roadmap.id
    _all(
        rows.ScenarioRow,
        [_of(one, "roadmap_id", "id", "position", "name", "story", "assumptions", "version") for one in demo.scenarios],
        db,
    )
    written = ("roadmap_id", "id", "position", "title", "description", "category_id", "owner", "owner_role", "starts")
    money = ("ends", "cost_cents", "cost_size", "effort_size", "savings_cents", "carbon_kilograms", "level", "kind")
    more = ("status", "progress", "metric", "origin", "origin_version", "version", "acceptance")
    _all(rows.InterventionRow, [_of(one, *written, *money, *more) for one in demo.interventions], db)
    effects, efforts, orders = [], [], []
    for one in demo.interventions:
        key = {"roadmap_id": here, "intervention_id": one.id}
        effects += [key | {"goal_id": goal, "value": value} for goal, value in one.effects]
        efforts += [key | {"role": effort.role, "days": effort.days} for effort in one.effort]
        orders += [key | {"predecessor_id": other} for other in one.predecessors]
    _all(rows.InterventionEffectRow, effects, db)
    _all(rows.InterventionEffortRow, efforts, db)
    _all(rows.InterventionOrderRow, orders, db)
    _all(
        rows.MilestoneRow,
        [_of(one, "roadmap_id", "id", "title", "day", "intervention_id", "version", "kind") for one in demo.milestones],
        db,
    )


def _followed(demo: Demo, db: Session) -> None:
    """What was said since: reports, readings, effects, days, and a frozen plan that was decided on."""
    here = demo.roadmap.id
    for check_in in demo.check_ins:
        followup.add_check_in(here, check_in, db)
    for reading in demo.readings:
        followup.add_reading(here, reading, db)
    for effect in demo.effects:
        followup.put_effect(here, effect, db)
    for each in demo.capacities:
        capacity.put(here, each, db)
    baselines.add(here, demo.baseline, db)
    for approval in demo.approvals:
        baselines.add_approval(here, approval, db)


def _session(demo: Demo, at: dt.datetime, db: Session) -> None:
    """The demo's past session, and a revision 1 that says the demo was made."""
    one = demo.session
    written = ("id", "title", "day", "coach", "purpose", "opened_at", "closed_at", "decisions", "version")
    _all(rows.CoachingSessionRow, [_of(one, *written) | {"participants": list(one.participants)}], db)
    _all(
        rows.CoachingSessionRoadmapRow,
        [{"coaching_session_id": one.id, "roadmap_id": roadmap} for roadmap in one.roadmaps],
        db,
    )
    change = {
        "roadmap_id": demo.roadmap.id,
        "number": 1,
        "revision": 1,
        "who": demo.people[0].id,
        "coaching_session_id": one.id,
        "at": at,
        "noun": "roadmap",
        "object_id": str(demo.roadmap.id),
        "before": None,
        "after": {"demo": demo.organisation.demo},
    }
    _all(rows.ChangeRow, [change], db)
    db.execute(update(rows.RoadmapRow).where(rows.RoadmapRow.id == demo.roadmap.id).values(revision=1, votes=1))
