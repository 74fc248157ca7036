"""What people are called by where they look from."""

from collections.abc import Mapping

from lotsen.domain.organisation import Viewpoint
from lotsen.texts import N_

VIEWPOINTS: Mapping[Viewpoint, str] = {
    Viewpoint.MANAGEMENT: N_("management"),
    Viewpoint.ELECTED: N_("elected official"),
    Viewpoint.PROCUREMENT: N_("procurement expert"),
    Viewpoint.FINANCE: N_("finance"),
    Viewpoint.LEGAL: N_("legal"),
    Viewpoint.SECTOR_BUYER: N_("buyer in a sector"),
    Viewpoint.OTHER: N_("other"),
}
