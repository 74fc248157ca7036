"""What follows from the goals: rules for procurement, from draft to a decision with its paragraph."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lotsen.domain.goal import Goal
from lotsen.domain.localtext import LocalText


class LineForce(StrEnum):
    BINDING = "binding"
    RECOMMENDED = "recommended"


class LineStatus(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a line was adopted: organ, date, paragraph and register number of the minutes."""

    organ: str
    day: dt.date
    paragraph: str
    register_number: str


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A rule for procurement that follows from goals and applies to categories (none of them: to all).

    An adopted line is locked: changing it makes the next `edition`, a draft again, and the adopted one stays readable.
    """

    id: UUID
    roadmap_id: UUID
    position: int
    text: LocalText
    reason: LocalText
    force: LineForce
    status: LineStatus
    decision: Decision | None
    edition: int
    goals: tuple[UUID, ...]
    categories: tuple[UUID, ...]
    origin: str | None
    origin_version: int | None
    version: int


@dataclass(frozen=True, slots=True)
class AdoptedEdition:
    """One edition of a line as it was decided."""

    policy_line_id: UUID
    edition: int
    text: LocalText
    reason: LocalText
    force: LineForce
    decision: Decision


@dataclass(frozen=True, slots=True)
class PolicyBook:
    """All lines of a roadmap at one moment, with the goals and categories (in the tree's order) they may be tied to."""

    lines: tuple[PolicyLine, ...]
    editions: tuple[AdoptedEdition, ...]
    """The latest of a line first."""
    goals: tuple[Goal, ...]
    categories: Mapping[UUID, LocalText]

    def in_force(self, line: PolicyLine) -> AdoptedEdition | None:
        """The edition of a line that was decided last; null while none has been."""
        return next((edition for edition in self.editions if edition.policy_line_id == line.id), None)

    def earlier(self, line: PolicyLine) -> list[AdoptedEdition]:
        """The adopted editions before the one that the line shows now, the latest first."""
        return [one for one in self.editions if one.policy_line_id == line.id and one.edition < line.edition]
