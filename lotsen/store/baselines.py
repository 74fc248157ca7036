"""Frozen copies of the plan, and what managers said of them."""

from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from lotsen.domain.followup import Approval, PlanBaseline
from lotsen.store.rows import ApprovalRow, PlanBaselineRow


def of_roadmap(roadmap_id: UUID, db: Session) -> list[PlanBaseline]:
    """All baselines, newest first."""
    rows = db.scalars(
        select(PlanBaselineRow)
        .where(PlanBaselineRow.roadmap_id == roadmap_id)
        .order_by(PlanBaselineRow.at.desc(), PlanBaselineRow.id.desc())
    )
    return [_baseline(row) for row in rows]


def get(roadmap_id: UUID, baseline_id: UUID, db: Session) -> PlanBaseline | None:
    """One baseline."""
    row = db.get(PlanBaselineRow, {"roadmap_id": roadmap_id, "id": baseline_id})
    return _baseline(row) if row else None


def _baseline(row: PlanBaselineRow) -> PlanBaseline:
    return PlanBaseline(row.id, row.title, row.at, row.by, row.revision, row.items)


def add(roadmap_id: UUID, baseline: PlanBaseline, db: Session) -> None:
    """Keep a new baseline."""
    db.execute(
        insert(PlanBaselineRow).values(
            roadmap_id=roadmap_id,
            id=baseline.id,
            title=baseline.title,
            at=baseline.at,
            by=baseline.by,
            revision=baseline.revision,
            items=dict(baseline.items),
        )
    )


def remove(roadmap_id: UUID, baseline_id: UUID, db: Session) -> None:
    """Remove a baseline with what was said of it."""
    db.execute(
        delete(PlanBaselineRow).where(PlanBaselineRow.roadmap_id == roadmap_id, PlanBaselineRow.id == baseline_id)
    )


def approvals(roadmap_id: UUID, db: Session) -> list[Approval]:
    """What was said of all of them, oldest first."""
    rows = db.scalars(
        select(ApprovalRow).where(ApprovalRow.roadmap_id == roadmap_id).order_by(ApprovalRow.at, ApprovalRow.id)
    )
    return [Approval(row.id, row.plan_baseline_id, row.by, row.at, row.verdict, row.note) for row in rows]


def add_approval(roadmap_id: UUID, approval: Approval, db: Session) -> None:
    """Keep what was said of a baseline."""
    db.execute(
        insert(ApprovalRow).values(
            roadmap_id=roadmap_id,
            id=approval.id,
            plan_baseline_id=approval.baseline_id,
            by=approval.by,
            at=approval.at,
            verdict=approval.verdict,
            note=approval.note,
        )
    )
