"""Joining a session by its code, without an account; and coming back on another device by a code of one's own.

Codes have nine signs of an alphabet of 31: at 300 failed attempts in a quarter of an hour from one address, a day of
guessing finds one of a hundred open codes with a chance of 1.1 in ten million.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.domain.coaching import CoachingSession
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Role, Viewpoint
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotAllowed, NotFound
from lotsen.services import standing
from lotsen.services.accounts import MOST_BY_ADDRESS, MOST_NAME, WINDOW
from lotsen.services.funnel import Funnel
from lotsen.services.identity import Identity, hashed
from lotsen.store import accounts, coaching, organisations, people

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what is mistaken for something else: 0 and O, 1, I and L."""
SIGNS = 9


@dataclass(frozen=True, slots=True)
class Joined:
    """A guest who is in: the cookie's token, the roadmap to open, and the code for another device."""

    token: str
    roadmap_id: UUID
    code: str


def plain(given: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(sign for sign in given.upper() if sign.isalnum())[: 2 * SIGNS]


class Guests:
    def __init__(self, funnel: Funnel, identity: Identity) -> None:
        self._funnel = funnel
        self._identity = identity

    def let_join(self, session_id: UUID, who: UUID) -> str:
        """Let people join an open session by a new code; an older one no longer works."""
        with self._funnel.writing() as db:
            self._of_coach(session_id, who, db)
            code = _new_code()
            coaching.set_code(session_id, code, db)
        return code

    def stop_joining(self, session_id: UUID, who: UUID) -> None:
        """Let nobody else join; who is in stays in."""
        with self._funnel.writing() as db:
            self._of_coach(session_id, who, db)
            coaching.set_code(session_id, None, db)

    def join(self, code: str, name: str, viewpoint: Viewpoint, address: str) -> Joined:
        """Join a session as a guest: a participant in the organisations of its roadmaps.

        Raises NotFound for a code that leads nowhere, NotAllowed where too many have failed from this address,
        InvalidInput without a name.
        """
        called = " ".join(name.split())[:MOST_NAME]
        attempt = self._attempt(address)
        with self._funnel.writing() as db:
            session = coaching.by_code(plain(code), db)
            if session is None:
                raise _no_such_code()
            accounts.succeeded([attempt], db)
        if not called:
            raise InvalidInput(N_("Write what you are called."))
        own, person_id = _new_code(), new_id()
        with self._funnel.writing() as db:
            person = people.add(person_id, called, self._funnel.now, db)
            for roadmap_id in session.roadmaps:
                if roadmap := organisations.roadmap(roadmap_id, db):
                    organisations.join(roadmap.organisation_id, person, Role.PARTICIPANT, viewpoint, db)
            people.add_guest(person_id, session.id, hashed(own), db)
        return Joined(self._identity.let_in(person_id, session.id), session.roadmaps[0], own)

    def rejoin(self, code: str, address: str) -> Joined:
        """Come back as the guest whose own code this is, while the session is open. Raises as `join` does."""
        attempt = self._attempt(address)
        with self._funnel.writing() as db:
            found = people.guest(hashed(plain(code)), db)
            session = coaching.get(found[1], db) if found else None
            if found is None or session is None or session.closed_at:
                raise _no_such_code()
            accounts.succeeded([attempt], db)
        return Joined(self._identity.let_in(found[0], session.id), session.roadmaps[0], plain(code))

    def _attempt(self, address: str) -> int:
        counted_by, now = hashed(f"code:{address}"), self._funnel.now
        with self._funnel.writing() as db:
            if accounts.failures(counted_by, now - WINDOW, db) >= MOST_BY_ADDRESS:
                raise NotAllowed(N_("Too many attempts have failed. Wait a quarter of an hour and try again."))
            return accounts.attempt(counted_by, now, db)

    @staticmethod
    def _of_coach(session_id: UUID, who: UUID, db: Session) -> CoachingSession:
        session = coaching.get(session_id, db)
        if session is None or session.closed_at:
            raise NotFound(N_("This session is no longer there."))
        for roadmap_id in session.roadmaps:
            standing.require(Right.LEAD, roadmap_id, who, db)
        return session


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))


def _no_such_code() -> NotFound:
    return NotFound(N_("This code leads nowhere. Look at it again, or ask your coach."))
