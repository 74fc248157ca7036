"""What each role may do: the one table that pages, services, routes and exports ask."""

from collections.abc import Mapping
from enum import StrEnum

from lotsen.domain.organisation import Role


class Right(StrEnum):
    """What can be done with a roadmap."""

    READ = "read"
    """See it, and take out what can be taken out."""
    JUDGE = "judge"
    """Give one's own judgements, weights and reasons."""
    REPORT = "report"
    """Say how an intervention goes, answer for one's own, enter what an indicator shows."""
    EDIT = "edit"
    """Write goals, lines, categories, scenarios and the plan."""
    IMPORT = "import"
    """Send invoices in, map them and take them out again."""
    DECIDE = "decide"
    """Approve a frozen plan or send it back."""
    LEAD = "lead"
    """Lead the room: sessions, what is hidden, asked, agreed and entered for somebody else."""
    MANAGE = "manage"
    """People and roadmaps: who belongs here, archives, copies, deletion."""


MAY: Mapping[Role, frozenset[Right]] = {
    Role.COACH: frozenset(Right),
    Role.PARTICIPANT: frozenset({Right.READ, Right.JUDGE, Right.REPORT, Right.EDIT, Right.IMPORT}),
    Role.MANAGER: frozenset({Right.READ, Right.JUDGE, Right.REPORT, Right.DECIDE}),
}


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in MAY[role]
