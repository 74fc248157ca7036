"""Roadmaps as they were."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lotsen.domain.coaching import Snapshot
from lotsen.store.rows import SnapshotRow


def add(row: SnapshotRow, db: Session) -> None:
    db.add(row)
    db.flush()


def all_of(roadmap_id: UUID, db: Session) -> list[Snapshot]:
    """The roadmap's snapshots, newest first, without their documents."""
    found = db.execute(
        select(
            SnapshotRow.id,
            SnapshotRow.roadmap_id,
            SnapshotRow.revision,
            SnapshotRow.at,
            SnapshotRow.by,
            SnapshotRow.title,
            SnapshotRow.coaching_session_id,
            SnapshotRow.format,
        )
        .where(SnapshotRow.roadmap_id == roadmap_id)
        .order_by(SnapshotRow.at.desc())
    )
    return [Snapshot(*row) for row in found]


def document(roadmap_id: UUID, snapshot_id: UUID, db: Session) -> bytes | None:
    """The packed archive of a snapshot."""
    return db.scalar(
        select(SnapshotRow.document).where(SnapshotRow.roadmap_id == roadmap_id, SnapshotRow.id == snapshot_id)
    )
