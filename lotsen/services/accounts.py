"""Coming in by password, and links that work once: into an organisation, or to a new password.

Passwords are hashed by Argon2id with the library's own parameters (RFC 9106). Attempts are counted in the database, so
that several processes count together: few by a login from one address, more by a login from anywhere, many by an
address alone, since a whole workshop sits behind one.
"""

import datetime as dt
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from lotsen.domain.account import Account, Invitation, checked_login, checked_password
from lotsen.domain.ids import new_id
from lotsen.domain.organisation import Person, Role, Viewpoint
from lotsen.domain.rights import Right, may
from lotsen.errors import N_, Conflict, InvalidInput, NotAllowed, NotFound
from lotsen.services import standing
from lotsen.services.funnel import Funnel
from lotsen.services.identity import Identity, hashed
from lotsen.store import accounts, organisations, people

WINDOW = dt.timedelta(minutes=15)
MOST_BY_BOTH, MOST_BY_LOGIN, MOST_BY_ADDRESS = 10, 60, 300
"""Failed attempts within the window: by a login from one address, by a login, by an address."""
INVITED_FOR = dt.timedelta(days=14)
RESET_FOR = dt.timedelta(days=2)
MOST_NAME = 200
AT_ONCE = 2
"""Passwords that are hashed at the same time: each takes 64 MB."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a link that works once opens: the organisation by its name, and the login whose password it is, if any."""

    invitation: Invitation
    organisation: str
    login: str


class Accounts:
    def __init__(self, funnel: Funnel, identity: Identity) -> None:
        self._funnel = funnel
        self._identity = identity
        self._hasher = PasswordHasher()
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = ""

    # Signing in ----------------------------------------------------------------------------------------------------

    def sign_in(self, login: str, password: str, address: str) -> str:
        """Let somebody in by password; the new cookie's token.

        Raises NotAllowed: with the same words whether there is no such account or the password is wrong, and as slowly;
        with others where too much has failed from here or at this login.
        """
        known = login.strip().casefold()[:254]
        by_both, by_login, by_address = (hashed(f"{kind}:{key}") for kind, key in (
            ("both", f"{known} {address}"), ("login", known), ("address", address)
        ))  # fmt: skip
        counted = ((by_both, MOST_BY_BOTH), (by_login, MOST_BY_LOGIN), (by_address, MOST_BY_ADDRESS))
        now = self._funnel.now
        with self._funnel.writing() as db:
            accounts.forget_failures_before(now - WINDOW, db)
            if any(accounts.failures(counted_by, now - WINDOW, db) >= most for counted_by, most in counted):
                raise NotAllowed(N_("Too many attempts have failed. Wait a quarter of an hour and try again."))
            attempts = [accounts.attempt(counted_by, now, db) for counted_by, _ in counted]
            account = accounts.by_login(known, db)
        if not self._matches(account, password) or account is None:
            raise NotAllowed(N_("The login or the password is wrong."))
        renewed = self._hash(password) if self._hasher.check_needs_rehash(account.password_hash) else None
        with self._funnel.writing() as db:
            accounts.succeeded(attempts, db)
            accounts.forget_failures(by_both, db)
            if renewed:
                accounts.put(account.person_id, account.login, renewed, now, db)
        return self._identity.let_in(account.person_id)

    def account(self, person_id: UUID) -> Account | None:
        """How a person signs in by password; null for who doesn't."""
        with self._funnel.reading() as db:
            return accounts.of_person(person_id, db)

    def set_password(self, person_id: UUID, login: str, old: str, new: str) -> str:
        """Make one's own account, or change its password, which closes every way in; a new cookie's token.

        Raises NotAllowed for a wrong old password, InvalidInput for a login or a password that can't be used.
        """
        before = self.account(person_id)
        if before and not self._matches(before, old):
            raise NotAllowed(N_("The present password is wrong."))
        known = before.login if before else checked_login(login)
        hash_ = self._hash(checked_password(new, known))
        with self._funnel.writing() as db:
            self._put(person_id, known, hash_, db)
        return self._identity.let_in(person_id)

    def sign_out_everywhere(self, person_id: UUID) -> None:
        """Close every way in of a person, at once."""
        with self._funnel.writing() as db:
            people.close_doors(person_id, self._funnel.now, db)

    # Links that work once ------------------------------------------------------------------------------------------

    def invite(self, organisation_id: UUID, name: str, role: Role, viewpoint: Viewpoint, who: UUID) -> str:
        """Invite somebody; the token of a link that works once. Raises NotAllowed for who is no coach there."""
        wanted = " ".join(name.split())[:MOST_NAME]
        token, now = secrets.token_urlsafe(32), self._funnel.now
        made = Invitation(hashed(token), organisation_id, None, role, viewpoint, wanted, now, now + INVITED_FOR, None)
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            accounts.invite(made, who, db)
        return token

    def invitations(self, organisation_id: UUID) -> Sequence[Invitation]:
        """The invitations into an organisation that nobody has used yet."""
        with self._funnel.reading() as db:
            return accounts.pending(organisation_id, self._funnel.now, db)

    def withdraw(self, organisation_id: UUID, token_hash: str, who: UUID) -> None:
        """Take an invitation back."""
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            accounts.withdraw(organisation_id, token_hash, db)

    def reset(self, organisation_id: UUID, person_id: UUID, who: UUID) -> str:
        """A link to a new password for a member; its token.

        Raises NotAllowed where the person also belongs to organisations that `who` does not manage: whoever opens the
        link is that person everywhere.
        """
        token, now = secrets.token_urlsafe(32), self._funnel.now
        with self._funnel.writing() as db:
            standing.require_in(Right.MANAGE, organisation_id, who, db)
            theirs = {one.id: member for one, member in organisations.of_person(person_id, db)}
            if organisation_id not in theirs:
                raise NotFound(N_("This person is no longer here. Somebody may have removed them."))
            mine = {one.id for one, member in organisations.of_person(who, db) if may(member.role, Right.MANAGE)}
            if not set(theirs) <= mine:
                raise NotAllowed(
                    N_("This person also belongs to organisations that you don't manage: the administrator helps them.")
                )
            self._reset(organisation_id, person_id, theirs[organisation_id].role, hashed(token), now, who, db)
        return token

    def reset_by_administrator(self, login: str) -> str:
        """The same for whoever has this machine in hand. Raises NotFound for a login that nobody has."""
        token, now = secrets.token_urlsafe(32), self._funnel.now
        with self._funnel.writing() as db:
            account = accounts.by_login(login.strip().casefold(), db)
            theirs = organisations.of_person(account.person_id, db) if account else []
            if account is None or not theirs:
                raise NotFound(N_("Nobody signs in as {login} in any organisation."), login=login)
            first, member = theirs[0]
            self._reset(first.id, account.person_id, member.role, hashed(token), now, None, db)
        return token

    def sign_out_by_administrator(self, login: str) -> None:
        """Close every way in of whoever signs in so. Raises NotFound for a login that nobody has."""
        with self._funnel.writing() as db:
            account = accounts.by_login(login.strip().casefold(), db)
            if account is None:
                raise NotFound(N_("Nobody signs in as {login} in any organisation."), login=login)
            people.close_doors(account.person_id, self._funnel.now, db)

    def door(self, token: str, language: str) -> Door:
        """What a link opens, without using it up. Raises NotFound for one that is used, withdrawn or too old."""
        with self._funnel.reading() as db:
            found = accounts.invitation(hashed(token), self._funnel.now, db)
            organisation = organisations.get(found.organisation_id, db) if found else None
            if found is None or organisation is None:
                raise no_such_link()
            account = accounts.of_person(found.person_id, db) if found.person_id else None
            return Door(found, organisation.name.show(language), account.login if account else "")

    def accept(self, token: str, name: str, login: str, password: str) -> str:
        """Use a link: become a member under a new account, or get a new password; the new cookie's token.

        Raises InvalidInput for a name, login or password that can't be used and Conflict for a login that is taken:
        the link still works then.
        """
        found = self.door(token, "sv").invitation
        if found.person_id:
            known = self.account(found.person_id)
            login = known.login if known else login
        kept = checked_login(login)
        hash_ = self._hash(checked_password(password, kept))
        called = " ".join(name.split())[:MOST_NAME] or found.name
        if not called and not found.person_id:
            raise InvalidInput(N_("Write what you are called."))
        with self._funnel.writing() as db:
            self._use(token, db)
            person_id = found.person_id or new_id()
            if not found.person_id:
                person = people.add(person_id, called, self._funnel.now, db)
                organisations.join(found.organisation_id, person, found.role, found.viewpoint, db)
            self._put(person_id, kept, hash_, db)
        return self._identity.let_in(person_id)

    def join(self, token: str, who: Person) -> None:
        """Use a link into an organisation as somebody who is signed in already; a member keeps the higher role."""
        found = self.door(token, "sv").invitation
        if found.person_id:
            raise no_such_link()
        with self._funnel.writing() as db:
            self._use(token, db)
            there = next(
                (member for one, member in organisations.of_person(who.id, db) if one.id == found.organisation_id), None
            )
            if there is None or may(found.role, Right.MANAGE):
                organisations.join(found.organisation_id, who, found.role, found.viewpoint, db)

    def everybody(self) -> list[tuple[Account, Person, list[str]]]:
        """All accounts with their people and what they belong to, for whoever has this machine in hand."""
        with self._funnel.reading() as db:
            return [
                (
                    account,
                    person,
                    [
                        f"{one.name.show('sv')} ({member.role})"
                        for one, member in organisations.of_person(person.id, db)
                    ],
                )
                for account in accounts.everybody(db)
                if (person := people.get(account.person_id, db))
            ]

    # Inside --------------------------------------------------------------------------------------------------------

    def _reset(
        self,
        organisation_id: UUID,
        person_id: UUID,
        role: Role,
        token_hash: str,
        now: dt.datetime,
        by: UUID | None,
        db: Session,
    ) -> None:
        accounts.withdraw_resets(person_id, db)
        made = Invitation(token_hash, organisation_id, person_id, role, Viewpoint.OTHER, "", now, now + RESET_FOR, None)
        accounts.invite(made, by, db)

    def _use(self, token: str, db: Session) -> None:
        if not accounts.use(hashed(token), self._funnel.now, db):
            raise no_such_link()

    def _put(self, person_id: UUID, login: str, password_hash: str, db: Session) -> None:
        taken = accounts.by_login(login, db)
        if taken and taken.person_id != person_id:
            raise Conflict(N_("Somebody signs in as {login} already. Choose another login."), login=login)
        people.close_doors(person_id, self._funnel.now, db)
        accounts.put(person_id, login, password_hash, self._funnel.now, db)

    def _hash(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(password)

    def _matches(self, account: Account | None, password: str) -> bool:
        """Whether a password is an account's; without an account it takes as long to say no."""
        if not self._nobody:
            self._nobody = self._hash(secrets.token_urlsafe(16))
        with self._turn:
            try:
                return self._hasher.verify(account.password_hash if account else self._nobody, password[:1000])
            except (VerificationError, InvalidHashError):
                return False


def no_such_link() -> NotFound:
    """What is said of a link that no longer works, whatever the reason."""
    return NotFound(N_("This link no longer works: it was used, withdrawn, or is too old. Ask for a new one."))
