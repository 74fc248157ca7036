"""What people are called by what they may do and by where they look from."""

from collections.abc import Mapping

from lotsen.domain.organisation import Role, Viewpoint
from lotsen.texts import N_

ROLES: Mapping[Role, str] = {
    Role.COACH: N_("Coach"),
    Role.PARTICIPANT: N_("Participant"),
    Role.MANAGER: N_("Manager"),
}
VIEWPOINTS: Mapping[Viewpoint, str] = {
    Viewpoint.MANAGEMENT: N_("management"),
    Viewpoint.ELECTED: N_("elected official"),
    Viewpoint.PROCUREMENT: N_("procurement expert"),
    Viewpoint.FINANCE: N_("finance"),
    Viewpoint.LEGAL: N_("legal"),
    Viewpoint.SECTOR_BUYER: N_("buyer in a sector"),
    Viewpoint.OTHER: N_("other"),
}


def code_in_parts(code: str) -> str:
    """A code as people read it out: three times three."""
    return "-".join(code[place : place + 3] for place in range(0, len(code), 3))
