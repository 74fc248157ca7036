"""What if: named assumptions about weights, money, capacity and shocks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lotsen.domain.localtext import LocalText


@dataclass(frozen=True, slots=True)
class Scenario:
    """Named assumptions. `assumptions` is plain data: weights, budget, capacity, horizon, shocks, must, must not."""

    id: UUID
    roadmap_id: UUID
    position: int
    name: LocalText
    story: LocalText
    assumptions: dict[str, Any]
    version: int
