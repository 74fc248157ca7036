"""Who buys: the contracting authority and the people in it."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.localtext import LocalText


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    JOINT_AUTHORITY = "joint_authority"
    WELLBEING_COUNTY = "wellbeing_county"
    STATE_AGENCY = "state_agency"
    PARISH = "parish"
    COMPANY = "company"
    OTHER = "other"


class Role(StrEnum):
    """What a person may do in an organisation; each may also do what the ones below it may."""

    COACH = "coach"
    PARTICIPANT = "participant"
    MANAGER = "manager"


class Viewpoint(StrEnum):
    """Where a person looks from: views are compared only between groups of three and more."""

    MANAGEMENT = "management"
    ELECTED = "elected"
    PROCUREMENT = "procurement"
    FINANCE = "finance"
    LEGAL = "legal"
    SECTOR_BUYER = "sector_buyer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A contracting authority. `size` is inhabitants, or staff where nobody lives; null when not told."""

    id: UUID
    name: LocalText
    kind: OrganisationKind
    size: int | None
    languages: tuple[str, ...]
    zone: str = "Europe/Helsinki"
    demo: str | None = None
    """Which demo this is (its key in the starter content), or null for a real organisation."""

    @property
    def language(self) -> str:
        """The language that its room speaks."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    name: str
    language: str | None
    is_guest: bool = False
    """Here by a session's code, without an account."""


@dataclass(frozen=True, slots=True)
class Membership:
    organisation_id: UUID
    person_id: UUID
    role: Role
    viewpoint: Viewpoint
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One organisation's whole thread for one horizon, usually a council term.

    `revision` counts every change; results name the revision they were computed from.
    """

    id: UUID
    organisation_id: UUID
    title: LocalText
    starts: dt.date
    ends: dt.date
    currency: str
    revision: int
    archived: bool
    copied_from: UUID | None = None
