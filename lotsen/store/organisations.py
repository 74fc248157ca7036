"""Organisations, who belongs to them, and their roadmaps."""

import datetime as dt
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Membership, Organisation, Person, Roadmap, Role, Viewpoint
from lotsen.store.rows import MembershipRow, OrganisationRow, PersonRow, RoadmapRow

_ROADMAP_OF_MEMBER = (
    select(RoadmapRow, OrganisationRow, MembershipRow)
    .join(OrganisationRow, OrganisationRow.id == RoadmapRow.organisation_id)
    .join(MembershipRow, MembershipRow.organisation_id == OrganisationRow.id)
    .where(RoadmapRow.id == bindparam("roadmap"), MembershipRow.person_id == bindparam("person"))
)
"""Asked at every run of every page, so built once."""


def _organisation(row: OrganisationRow) -> Organisation:
    return Organisation(row.id, row.name, row.kind, row.size, tuple(row.languages), row.zone, row.demo)


def _roadmap(row: RoadmapRow) -> Roadmap:
    return Roadmap(
        row.id,
        row.organisation_id,
        row.title,
        row.starts,
        row.ends,
        row.currency,
        row.revision,
        row.archived,
        row.copied_from,
    )


def get(organisation_id: UUID, db: Session) -> Organisation | None:
    row = db.get(OrganisationRow, organisation_id)
    return _organisation(row) if row else None


def demo(key: str, db: Session) -> Organisation | None:
    """The organisation that was made from this demo."""
    row = db.scalar(select(OrganisationRow).where(OrganisationRow.demo == key))
    return _organisation(row) if row else None


def add(organisation: Organisation, at: dt.datetime, db: Session) -> None:
    db.add(
        OrganisationRow(
            id=organisation.id,
            name=organisation.name,
            kind=organisation.kind,
            size=organisation.size,
            languages=list(organisation.languages),
            zone=organisation.zone,
            demo=organisation.demo,
            created_at=at,
        )
    )
    db.flush()


def remove(organisation_id: UUID, db: Session) -> None:
    """Remove the organisation with everything in it."""
    db.execute(delete(OrganisationRow).where(OrganisationRow.id == organisation_id))


def of_person(person_id: UUID, db: Session) -> list[tuple[Organisation, Membership]]:
    """The organisations that a person belongs to, the latest made first."""
    rows = db.execute(
        select(OrganisationRow, MembershipRow)
        .join(MembershipRow, MembershipRow.organisation_id == OrganisationRow.id)
        .where(MembershipRow.person_id == person_id)
        .order_by(OrganisationRow.created_at.desc(), OrganisationRow.id)
    )
    return [(_organisation(row), _membership(member)) for row, member in rows]


def _membership(row: MembershipRow, name: str = "") -> Membership:
    return Membership(row.organisation_id, row.person_id, row.role, row.viewpoint, name)


def members(organisation_id: UUID, db: Session) -> list[Membership]:
    """Everybody in the organisation, by name."""
    rows = db.execute(
        select(MembershipRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.organisation_id == organisation_id)
        .order_by(PersonRow.name, PersonRow.id)
    )
    return [_membership(row, name) for row, name in rows]


def join(organisation_id: UUID, person: Person, role: Role, viewpoint: Viewpoint, db: Session) -> None:
    """Make a person a member, or change what the membership says."""
    row = db.get(MembershipRow, (organisation_id, person.id))
    if row:
        row.role, row.viewpoint = role, viewpoint
    else:
        db.add(MembershipRow(organisation_id=organisation_id, person_id=person.id, role=role, viewpoint=viewpoint))
    db.flush()


def leave(organisation_id: UUID, person_id: UUID, db: Session) -> None:
    """End a membership."""
    db.execute(
        delete(MembershipRow).where(
            MembershipRow.organisation_id == organisation_id, MembershipRow.person_id == person_id
        )
    )


def roadmaps(organisation_id: UUID, db: Session) -> list[Roadmap]:
    """The organisation's roadmaps, the latest horizon first, archived ones last."""
    rows = db.scalars(
        select(RoadmapRow)
        .where(RoadmapRow.organisation_id == organisation_id)
        .order_by(RoadmapRow.archived, RoadmapRow.starts.desc(), RoadmapRow.created_at.desc())
    )
    return [_roadmap(row) for row in rows]


def roadmap_of_member(
    roadmap_id: UUID, person_id: UUID, db: Session
) -> tuple[Roadmap, Organisation, Membership, int] | None:
    """A roadmap as one of its people sees it, with its count of votes; null for anybody else."""
    row = db.execute(_ROADMAP_OF_MEMBER, {"roadmap": roadmap_id, "person": person_id}).first()
    if row is None:
        return None
    return _roadmap(row[0]), _organisation(row[1]), _membership(row[2]), row[0].votes


def roadmap(roadmap_id: UUID, db: Session) -> Roadmap | None:
    row = db.get(RoadmapRow, roadmap_id)
    return _roadmap(row) if row else None


def votes(roadmap_id: UUID, db: Session) -> int:
    """How many votes a roadmap counts."""
    return db.scalar(select(RoadmapRow.votes).where(RoadmapRow.id == roadmap_id)) or 0


def add_roadmap(roadmap: Roadmap, at: dt.datetime, db: Session) -> None:
    db.add(
        RoadmapRow(
            id=roadmap.id,
            organisation_id=roadmap.organisation_id,
            title=roadmap.title,
            starts=roadmap.starts,
            ends=roadmap.ends,
            currency=roadmap.currency,
            revision=roadmap.revision,
            votes=0,
            archived=roadmap.archived,
            copied_from=roadmap.copied_from,
            created_at=at,
        )
    )
    db.flush()


def set_archived(roadmap_id: UUID, archived: bool, db: Session) -> None:
    db.execute(update(RoadmapRow).where(RoadmapRow.id == roadmap_id).values(archived=archived))


def set_roadmap(roadmap_id: UUID, title: LocalText, starts: dt.date, ends: dt.date, db: Session) -> None:
    """Write what a roadmap is called and its horizon."""
    db.execute(update(RoadmapRow).where(RoadmapRow.id == roadmap_id).values(title=title, starts=starts, ends=ends))


def remove_roadmap(roadmap_id: UUID, db: Session) -> None:
    db.execute(delete(RoadmapRow).where(RoadmapRow.id == roadmap_id))


def count(db: Session) -> int:
    """How many organisations there are."""
    return db.scalar(select(func.count()).select_from(OrganisationRow)) or 0
