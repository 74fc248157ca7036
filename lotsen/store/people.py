"""People and the ways in that they opened."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from lotsen.domain.organisation import Person
from lotsen.store.rows import GuestRow, PersonRow, SignInRow

_BY_TOKEN = (
    select(
        PersonRow.id,
        PersonRow.name,
        PersonRow.language,
        SignInRow.coaching_session_id.is_not(None),
        SignInRow.seen_at,
        SignInRow.created_at,
    )
    .join(SignInRow, SignInRow.person_id == PersonRow.id)
    .where(
        SignInRow.token_hash == bindparam("token"),
        SignInRow.expires_at > bindparam("now"),
        SignInRow.revoked_at.is_(None),
    )
)
"""Asked at every run of every page, so built once."""


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.name, row.language)


def get(person_id: UUID, db: Session) -> Person | None:
    row = db.get(PersonRow, person_id)
    return _person(row) if row else None


def add(person_id: UUID, name: str, at: dt.datetime, db: Session) -> Person:
    row = PersonRow(id=person_id, name=name, language=None, place={}, created_at=at)
    db.add(row)
    db.flush()
    return _person(row)


def rename(person_id: UUID, name: str, db: Session) -> None:
    db.execute(update(PersonRow).where(PersonRow.id == person_id).values(name=name))


def set_language(person_id: UUID, language: str, db: Session) -> None:
    db.execute(update(PersonRow).where(PersonRow.id == person_id).values(language=language))


def place(person_id: UUID, db: Session) -> dict[str, Any]:
    """Where the person last was."""
    return db.scalar(select(PersonRow.place).where(PersonRow.id == person_id)) or {}


def set_place(person_id: UUID, place: dict[str, Any], db: Session) -> None:
    db.execute(update(PersonRow).where(PersonRow.id == person_id).values(place=place))


def open_door(
    person_id: UUID,
    token_hash: str,
    at: dt.datetime,
    expires: dt.datetime,
    db: Session,
    coaching_session_id: UUID | None = None,
) -> None:
    """Remember a way in by the hash of its cookie; a guest's is bound to the session."""
    db.add(
        SignInRow(
            person_id=person_id,
            token_hash=token_hash,
            created_at=at,
            seen_at=None,
            coaching_session_id=coaching_session_id,
            expires_at=expires,
            revoked_at=None,
        )
    )


def by_token(token_hash: str, at: dt.datetime, db: Session) -> tuple[Person, dt.datetime] | None:
    """Who opened this way in, while it is neither expired nor revoked, and when it was used last."""
    row = db.execute(_BY_TOKEN, {"token": token_hash, "now": at}).first()
    return (Person(*row[:4]), row.seen_at or row.created_at) if row else None


def seen(token_hash: str, at: dt.datetime, db: Session) -> None:
    """Note that a way in is used."""
    db.execute(update(SignInRow).where(SignInRow.token_hash == token_hash).values(seen_at=at))


def close_doors(person_id: UUID, at: dt.datetime, db: Session) -> None:
    """Close every way in of a person."""
    db.execute(
        update(SignInRow).where(SignInRow.person_id == person_id, SignInRow.revoked_at.is_(None)).values(revoked_at=at)
    )


def close_door(token_hash: str, at: dt.datetime, db: Session) -> None:
    db.execute(update(SignInRow).where(SignInRow.token_hash == token_hash).values(revoked_at=at))


def forget_doors_before(at: dt.datetime, db: Session) -> None:
    """Remove ways in that have expired."""
    db.execute(delete(SignInRow).where(SignInRow.expires_at < at))


def close_doors_of_session(coaching_session_id: UUID, at: dt.datetime, db: Session) -> None:
    """Close every way in of a session's guests."""
    db.execute(
        update(SignInRow)
        .where(SignInRow.coaching_session_id == coaching_session_id, SignInRow.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def add_guest(person_id: UUID, coaching_session_id: UUID, code_hash: str, db: Session) -> None:
    """Remember who joined a session, and the hash of the code for another device."""
    db.add(GuestRow(person_id=person_id, coaching_session_id=coaching_session_id, code_hash=code_hash))


def guest(code_hash: str, db: Session) -> tuple[UUID, UUID] | None:
    """Person and session of a guest's own code."""
    row = db.scalar(select(GuestRow).where(GuestRow.code_hash == code_hash))
    return (row.person_id, row.coaching_session_id) if row else None
