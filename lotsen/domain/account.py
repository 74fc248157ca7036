"""How people come in: accounts with a password, and links that work once."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from lotsen.domain.organisation import Role, Viewpoint
from lotsen.errors import N_, InvalidInput

LEAST_PASSWORD, MOST_PASSWORD = 12, 128
"""Signs. Long beats complicated (NIST SP 800-63B, ASVS 2.1)."""
LEAST_DIFFERENT = 5
LEAST_LOGIN, MOST_LOGIN = 3, 254


@dataclass(frozen=True, slots=True)
class Account:
    """A person's login, and when the password was changed last."""

    person_id: UUID
    login: str
    password_hash: str
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that works once. With a person it leads to a new password, without one into the organisation."""

    token_hash: str
    organisation_id: UUID
    person_id: UUID | None
    role: Role
    viewpoint: Viewpoint
    name: str
    made_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None


def checked_login(given: str) -> str:
    """A login as it is kept: in small letters. Raises InvalidInput for one that is none."""
    login = given.strip().casefold()
    if not LEAST_LOGIN <= len(login) <= MOST_LOGIN or any(sign.isspace() for sign in login):
        raise InvalidInput(
            N_("A login has {least} to {most} signs and no blanks: your e-mail address, for example."),
            least=LEAST_LOGIN,
            most=MOST_LOGIN,
        )
    return login


def checked_password(given: str, login: str) -> str:
    """A password that may be used. Raises InvalidInput with what is wrong with it."""
    if not LEAST_PASSWORD <= len(given) <= MOST_PASSWORD:
        raise InvalidInput(
            N_("A password has {least} to {most} signs. Three or four words are easy to remember."),
            least=LEAST_PASSWORD,
            most=MOST_PASSWORD,
        )
    if len(set(given)) < LEAST_DIFFERENT or login in given.casefold() or given.casefold() in login:
        raise InvalidInput(N_("This password is too easy to guess. Take words that have nothing to do with you."))
    return given
