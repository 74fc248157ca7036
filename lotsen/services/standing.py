"""Whether a person may do what they are about to do: asked in the transaction that does it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from lotsen.domain.organisation import Membership, Organisation, Roadmap
from lotsen.domain.rights import Right, may
from lotsen.errors import N_, NotAllowed, NotFound
from lotsen.store import organisations


@dataclass(frozen=True, slots=True)
class Standing:
    """A person in front of one roadmap: what they see it as, and what it counts."""

    roadmap: Roadmap
    organisation: Organisation
    membership: Membership
    votes: int

    def may(self, right: Right) -> bool:
        """Whether the person's role has a right here."""
        return may(self.membership.role, right)


def of(roadmap_id: UUID, who: UUID, db: Session) -> Standing:
    """Raises NotFound where there is no such roadmap for this person."""
    found = organisations.roadmap_of_member(roadmap_id, who, db)
    if found is None:
        raise NotFound(N_("There is no such roadmap for you. It may have been deleted, or you are not a member."))
    return Standing(*found)


def require(right: Right, roadmap_id: UUID, who: UUID, db: Session) -> Standing:
    """The person's standing with a right. Raises NotAllowed without it, NotFound for a stranger to the roadmap."""
    found = of(roadmap_id, who, db)
    if not found.may(right):
        raise refused()
    return found


def require_in(right: Right, organisation_id: UUID, who: UUID, db: Session) -> tuple[Organisation, Membership]:
    """The same for an organisation."""
    for organisation, membership in organisations.of_person(who, db):
        if organisation.id == organisation_id:
            if not may(membership.role, right):
                raise refused()
            return organisation, membership
    raise NotFound(N_("There is no such organisation for you. It may have been deleted, or you are not a member."))


def refused() -> NotAllowed:
    """What somebody without the right is told."""
    return NotAllowed(N_("Your role in this organisation doesn't allow this."))
