"""What stands beside the goals when categories are prioritised; weight 0 until the room gives it one."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.localtext import LocalText


class CriterionKind(StrEnum):
    SPEND = "spend"
    CARBON = "carbon"
    POTENTIAL = "potential"
    """How much of the carbon can be changed: reduction potential (scope)."""
    CRITICALITY = "criticality"
    INFLUENCE = "influence"
    """Market influence: own buying power on the supplier market."""
    CONTRACT_END = "contract_end"
    OWN = "own"


JUDGED = frozenset({CriterionKind.POTENTIAL, CriterionKind.CRITICALITY, CriterionKind.INFLUENCE, CriterionKind.OWN})
"""The kinds that people judge, on the goals' scale; the others are read from the category's own figures."""


@dataclass(frozen=True, slots=True)
class Criterion:
    id: UUID
    roadmap_id: UUID
    kind: CriterionKind
    position: int
    name: LocalText
    """Empty for the known kinds, which the product names itself."""
    version: int
