"""Accounts, invitations, and failed attempts at the doors."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from lotsen.domain.account import Account, Invitation
from lotsen.store.rows import AccountRow, AttemptRow, InvitationRow


def _account(row: AccountRow) -> Account:
    return Account(row.person_id, row.login, row.password_hash, row.changed_at)


def of_person(person_id: UUID, db: Session) -> Account | None:
    row = db.get(AccountRow, person_id)
    return _account(row) if row else None


def by_login(login: str, db: Session) -> Account | None:
    row = db.scalar(select(AccountRow).where(AccountRow.login == login))
    return _account(row) if row else None


def everybody(db: Session) -> list[Account]:
    """All accounts, by login."""
    return [_account(row) for row in db.scalars(select(AccountRow).order_by(AccountRow.login))]


def put(person_id: UUID, login: str, password_hash: str, at: dt.datetime, db: Session) -> None:
    """Make a person's account, or write its login and password anew."""
    row = db.get(AccountRow, person_id)
    if row:
        row.login, row.password_hash, row.changed_at = login, password_hash, at
    else:
        db.add(AccountRow(person_id=person_id, login=login, password_hash=password_hash, created_at=at, changed_at=at))
    db.flush()


# Invitations -------------------------------------------------------------------------------------------------------


def _invitation(row: InvitationRow) -> Invitation:
    return Invitation(
        row.token_hash,
        row.organisation_id,
        row.person_id,
        row.role,
        row.viewpoint,
        row.name,
        row.made_at,
        row.expires_at,
        row.used_at,
    )


def invite(invitation: Invitation, made_by: UUID | None, db: Session) -> None:
    db.add(
        InvitationRow(
            token_hash=invitation.token_hash,
            organisation_id=invitation.organisation_id,
            person_id=invitation.person_id,
            role=invitation.role,
            viewpoint=invitation.viewpoint,
            name=invitation.name,
            made_by=made_by,
            made_at=invitation.made_at,
            expires_at=invitation.expires_at,
            used_at=None,
        )
    )


def invitation(token_hash: str, at: dt.datetime, db: Session) -> Invitation | None:
    """The invitation of a link that still works."""
    row = db.get(InvitationRow, token_hash)
    return _invitation(row) if row and row.used_at is None and row.expires_at > at else None


def pending(organisation_id: UUID, at: dt.datetime, db: Session) -> list[Invitation]:
    """The organisation's invitations that still work, the newest first."""
    rows = db.scalars(
        select(InvitationRow)
        .where(
            InvitationRow.organisation_id == organisation_id,
            InvitationRow.used_at.is_(None),
            InvitationRow.expires_at > at,
            InvitationRow.person_id.is_(None),
        )
        .order_by(InvitationRow.made_at.desc(), InvitationRow.token_hash)
    )
    return [_invitation(row) for row in rows]


def use(token_hash: str, at: dt.datetime, db: Session) -> bool:
    """Use a link up; whether it still worked."""
    done = db.execute(
        update(InvitationRow)
        .where(InvitationRow.token_hash == token_hash, InvitationRow.used_at.is_(None), InvitationRow.expires_at > at)
        .values(used_at=at)
        .returning(InvitationRow.token_hash)
    )
    return done.first() is not None


def withdraw(organisation_id: UUID, token_hash: str, db: Session) -> None:
    """Take an invitation back."""
    db.execute(
        delete(InvitationRow).where(
            InvitationRow.organisation_id == organisation_id, InvitationRow.token_hash == token_hash
        )
    )


def withdraw_resets(person_id: UUID, db: Session) -> None:
    """Take all links to a new password of a person back."""
    db.execute(delete(InvitationRow).where(InvitationRow.person_id == person_id))


# Attempts ----------------------------------------------------------------------------------------------------------


def attempt(counted_by: str, at: dt.datetime, db: Session) -> int:
    """Note an attempt as failed until it is known not to have; its number."""
    row = AttemptRow(counted_by=counted_by, at=at)
    db.add(row)
    db.flush()
    return row.id


def succeeded(attempts: Sequence[int], db: Session) -> None:
    """Forget attempts that did not fail."""
    db.execute(delete(AttemptRow).where(AttemptRow.id.in_(attempts)))


def failures(counted_by: str, since: dt.datetime, db: Session) -> int:
    """How many attempts have failed since."""
    found = select(func.count()).where(AttemptRow.counted_by == counted_by, AttemptRow.at > since)
    return db.scalar(found) or 0


def forget_failures(counted_by: str, db: Session) -> None:
    db.execute(delete(AttemptRow).where(AttemptRow.counted_by == counted_by))


def forget_failures_before(at: dt.datetime, db: Session) -> None:
    db.execute(delete(AttemptRow).where(AttemptRow.at < at))
