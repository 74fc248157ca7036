"""Scenarios, what is pinned in them, and the plans that were found."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from lotsen.domain.capacity import Capacity
from lotsen.domain.quarter import Quarter
from lotsen.domain.scenario import Assumptions, FoundPlan, Pin, Scenario
from lotsen.store.rows import CapacityQuarterRow, CapacityRow, PinRow, ScenarioPlanRow, ScenarioRow


def of_roadmap(roadmap_id: UUID, db: Session) -> list[Scenario]:
    """All scenarios, in the users' order."""
    rows = db.scalars(
        select(ScenarioRow).where(ScenarioRow.roadmap_id == roadmap_id).order_by(ScenarioRow.position, ScenarioRow.id)
    )
    return [_scenario(row) for row in rows]


def get(roadmap_id: UUID, scenario_id: UUID, db: Session) -> Scenario | None:
    """One scenario."""
    row = db.get(ScenarioRow, {"roadmap_id": roadmap_id, "id": scenario_id})
    return _scenario(row) if row else None


def next_position(roadmap_id: UUID, db: Session) -> int:
    """The position after the last."""
    last = db.scalar(select(func.max(ScenarioRow.position)).where(ScenarioRow.roadmap_id == roadmap_id))
    return 0 if last is None else last + 1


def add(scenario: Scenario, db: Session) -> None:
    """Keep a new scenario."""
    db.execute(insert(ScenarioRow).values(roadmap_id=scenario.roadmap_id, id=scenario.id, **values(scenario)))


def put(scenario: Scenario, db: Session) -> None:
    """Write a scenario over the one that is there."""
    db.execute(
        update(ScenarioRow)
        .where(ScenarioRow.roadmap_id == scenario.roadmap_id, ScenarioRow.id == scenario.id)
        .values(**values(scenario))
    )


def remove(roadmap_id: UUID, scenario_id: UUID, db: Session) -> None:
    """Remove a scenario with its pins and its plan."""
    db.execute(delete(ScenarioRow).where(ScenarioRow.roadmap_id == roadmap_id, ScenarioRow.id == scenario_id))


def values(scenario: Scenario) -> dict[str, Any]:
    """A scenario's own columns."""
    return {
        "position": scenario.position,
        "name": scenario.name,
        "story": scenario.story,
        "assumptions": scenario.assumptions.to_json(),
        "version": scenario.version,
    }


def _scenario(row: ScenarioRow) -> Scenario:
    return Scenario(
        row.id, row.roadmap_id, row.position, row.name, row.story, Assumptions.from_json(row.assumptions), row.version
    )


# Pins ------------------------------------------------------------------------------------------------------------


def pins(roadmap_id: UUID, db: Session) -> list[Pin]:
    """Everything that is pinned, in all scenarios."""
    rows = db.scalars(
        select(PinRow).where(PinRow.roadmap_id == roadmap_id).order_by(PinRow.scenario_id, PinRow.intervention_id)
    )
    return [Pin(row.scenario_id, row.intervention_id, row.must, row.starts, row.variant) for row in rows]


def put_pin(roadmap_id: UUID, pin: Pin, db: Session) -> None:
    """Pin an intervention in a scenario, in the place of what was pinned of it before."""
    unpin(roadmap_id, pin.scenario_id, pin.intervention_id, db)
    db.execute(
        insert(PinRow).values(
            roadmap_id=roadmap_id,
            scenario_id=pin.scenario_id,
            intervention_id=pin.intervention_id,
            must=pin.must,
            starts=pin.starts,
            variant=pin.variant,
        )
    )


def unpin(roadmap_id: UUID, scenario_id: UUID, intervention_id: UUID, db: Session) -> None:
    """Take a pin out."""
    db.execute(
        delete(PinRow).where(
            PinRow.roadmap_id == roadmap_id,
            PinRow.scenario_id == scenario_id,
            PinRow.intervention_id == intervention_id,
        )
    )


# Plans that were found -------------------------------------------------------------------------------------------


def plans(roadmap_id: UUID, db: Session) -> dict[UUID, FoundPlan]:
    """The plan that was found for each scenario that has one."""
    rows = db.scalars(select(ScenarioPlanRow).where(ScenarioPlanRow.roadmap_id == roadmap_id))
    return {row.scenario_id: _plan(row) for row in rows}


def plan(roadmap_id: UUID, scenario_id: UUID, db: Session) -> FoundPlan | None:
    """The plan that was found for one scenario."""
    row = db.get(ScenarioPlanRow, {"roadmap_id": roadmap_id, "scenario_id": scenario_id}, populate_existing=True)
    return _plan(row) if row else None


def put_plan(roadmap_id: UUID, scenario_id: UUID, found: FoundPlan, db: Session) -> None:
    """Keep a plan in the place of the one before."""
    db.execute(
        delete(ScenarioPlanRow).where(
            ScenarioPlanRow.roadmap_id == roadmap_id, ScenarioPlanRow.scenario_id == scenario_id
        )
    )
    db.execute(
        insert(ScenarioPlanRow).values(
            roadmap_id=roadmap_id,
            scenario_id=scenario_id,
            input_hash=found.input_hash,
            revision=found.revision,
            votes=found.votes,
            at=found.at,
            result=found.to_json(),
        )
    )


def _plan(row: ScenarioPlanRow) -> FoundPlan:
    return FoundPlan.from_json(row.result, row.input_hash, row.revision, row.votes, row.at)


# Capacity --------------------------------------------------------------------------------------------------------


def capacities(roadmap_id: UUID, db: Session) -> dict[str, Capacity]:
    """The days of everybody who has a figure of their own, by name or role."""
    other: dict[str, dict[Quarter, float]] = {}
    quarter = CapacityQuarterRow
    for row in db.scalars(select(quarter).where(quarter.roadmap_id == roadmap_id)):
        other.setdefault(row.who, {})[Quarter(row.year, row.quarter)] = row.days
    rows = {row.who: row.days for row in db.scalars(select(CapacityRow).where(CapacityRow.roadmap_id == roadmap_id))}
    return {
        who: Capacity(who, rows[who], other.get(who, {})) if who in rows else Capacity(who, other=other[who])
        for who in sorted({*rows, *other})
    }
