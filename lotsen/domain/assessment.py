"""Judgements: one person's answer for one cell."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

MOST_REASON = 400
"""Signs of a reason: it is said in a sentence or two."""


class Contribution(IntEnum):
    """The answer to 'How much can we further this goal by procuring this differently?'"""

    NONE = 0
    SOMEWHAT = 1
    CLEARLY = 2
    DECISIVELY = 3


class Effect(IntEnum):
    """How much an intervention furthers a goal: the field's own scale."""

    NONE = 0
    SOME = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person's judgement of category × goal, or category × criterion.

    `subject_id` is the goal or the criterion. `value` null means 'I don't know', which is an answer; a cell that
    nobody answered has no assessment. `entered_by` is who typed it, when that was somebody else.
    `stale` says that the goal was reworded or the category split since.
    """

    person_id: UUID
    category_id: UUID
    subject_id: UUID
    value: int | None
    reason: str
    entered_by: UUID | None
    at: dt.datetime
    stale: bool = False


@dataclass(frozen=True, slots=True)
class AgreedValue:
    """What the room settled on for a cell: overrides the votes visibly and keeps them."""

    category_id: UUID
    subject_id: UUID
    value: float
    reason: str
    by: UUID
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says of one cell: a value of the scale, null for 'I don't know'; `cleared` takes it back."""

    category_id: UUID
    subject_id: UUID
    value: int | None
    cleared: bool = False
