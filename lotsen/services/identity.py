"""Who is here: one resolver from cookie to person, whatever way they came in."""

import datetime as dt
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from uuid import UUID

from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person
from lotsen.errors import N_, NotAllowed
from lotsen.services.funnel import Funnel
from lotsen.store import people

COOKIE = "lotsen_sign_in"
STAYS = dt.timedelta(days=90)
"""How long a way in stays open at most."""
IDLE = dt.timedelta(days=30)
"""How long it stays open unused."""
SEEN_EVERY = dt.timedelta(hours=1)


def hashed(token: str) -> str:
    """What is kept of a cookie's token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Identity:
    """Sign-ins. On this machine ('solo') the person who opens the start link is the coach."""

    def __init__(self, funnel: Funnel, secrets_folder: Path) -> None:
        self._funnel = funnel
        self._folder = secrets_folder

    def resolve(self, token: str | None) -> Person | None:
        """Who holds this cookie; null for a stranger."""
        if not token:
            return None
        now = self._funnel.now
        with self._funnel.reading() as db:
            found = people.by_token(hashed(token), now, db)
        if found is None or now - found[1] > IDLE:
            return None
        if now - found[1] > SEEN_EVERY:
            with self._funnel.writing() as db:
                people.seen(hashed(token), now, db)
        return found[0]

    def start_key(self) -> str:
        """The secret of the start link, made at the first call and kept readable to its owner alone."""
        file = self._folder / "start_key"
        if not file.exists():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as stream:
                stream.write(secrets.token_urlsafe(32))
        return file.read_text().strip()

    def open_start_link(self, key: str) -> str:
        """Let the coach of this machine in; the new cookie's token. Raises NotAllowed for a wrong key."""
        if not hmac.compare_digest(key.encode(), self.start_key().encode()):
            raise NotAllowed(N_("This start link isn't valid. Open the link that the program printed at start."))
        return self.let_in(self.coach().id)

    def coach(self) -> Person:
        """The one person of a machine on its own, made at the first visit."""
        file = self._folder / "coach"
        with self._funnel.writing() as db:
            if file.exists():
                known = people.get(UUID(file.read_text().strip()), db)
                if known:
                    return known
            person = people.add(new_id(), "", self._funnel.now, db)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text(str(person.id))
        return person

    def let_in(self, person_id: UUID, coaching_session_id: UUID | None = None) -> str:
        """Open a way in for a person whose way of signing in was checked; the new cookie's token."""
        token = secrets.token_urlsafe(32)
        now = self._funnel.now
        with self._funnel.writing() as db:
            people.forget_doors_before(now, db)
            people.open_door(person_id, hashed(token), now, now + STAYS, db, coaching_session_id)
        return token

    def sign_out(self, token: str) -> None:
        """Close this way in."""
        with self._funnel.writing() as db:
            people.close_door(hashed(token), self._funnel.now, db)

    def rename(self, person_id: UUID, name: str) -> None:
        """Write what the person is called."""
        with self._funnel.writing() as db:
            people.rename(person_id, name.strip(), db)

    def set_language(self, person_id: UUID, language: str) -> None:
        """Remember the language that the person chose."""
        with self._funnel.writing() as db:
            people.set_language(person_id, language, db)
