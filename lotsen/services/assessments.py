"""Judgements: what each person says of each cell, and what the room settled on."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.domain.assessment import AgreedValue, Contribution, Judgement
from lotsen.domain.category import leaves
from lotsen.domain.criterion import JUDGED
from lotsen.domain.goal import GoalLevel
from lotsen.domain.organisation import Role
from lotsen.errors import N_, InvalidInput, NotAllowed
from lotsen.services.funnel import Funnel, Unit
from lotsen.store import assessments, categories, goals, organisations
from lotsen.store.assessments import Answered, Cell
from lotsen.store.rows import CriterionAssessmentRow, GoalAssessmentRow

NOUN = "assessment"
AGREED = "agreed_value"


class Assessments:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel

    def of_person(self, roadmap_id: UUID, person_id: UUID) -> Mapping[Cell, int | None]:
        """A person's answers by (category, goal or criterion); null is 'I don't know'."""
        with self._funnel.reading() as db:
            return assessments.of_person(roadmap_id, person_id, db)

    def judge(self, roadmap_id: UUID, person_id: UUID, judgements: Sequence[Judgement], who: UUID) -> None:
        """Save a person's answers, all or none; a coach may enter them for somebody else.

        The same answers twice change nothing the second time. Answers on what was removed meanwhile are left out: the
        others must not be lost for them. Raises InvalidInput for a value off the scale, NotAllowed for somebody else's
        answers.
        """
        if any(one.value is not None and one.value not in set(Contribution) for one in judgements):
            raise InvalidInput(N_("An answer is 0, 1, 2, 3 or 'I don't know'."))
        with self._funnel.change(roadmap_id, who) as unit:
            self._may_answer(unit, person_id)
            before = assessments.of_person(roadmap_id, person_id, unit.db)
            for table, fresh in _sorted(unit, judgements, before):
                assessments.put(
                    roadmap_id, person_id, table, fresh, None if who == person_id else who, unit.at, unit.db
                )
                for one in fresh:
                    cell = one.category_id, one.subject_id
                    said, says = _said(before, cell), _saying(one)
                    unit.vote(NOUN, f"{cell[0]}:{cell[1]}", _by(person_id, said), _by(person_id, says))

    def agree(
        self, roadmap_id: UUID, category_id: UUID, goal_id: UUID, value: float | None, who: UUID, reason: str = ""
    ) -> None:
        """Settle a cell of category × goal; null lets the votes count again. The votes stay as they are."""
        if value is not None and not 0 <= value <= max(Contribution):
            raise InvalidInput(N_("An agreed value lies between 0 and 3."))
        with self._funnel.change(roadmap_id, who) as unit:
            _coach(unit)
            there = {(one.category_id, one.subject_id): one for one in assessments.agreed(roadmap_id, unit.db)}
            before = there.get((category_id, goal_id))
            after = None if value is None else AgreedValue(category_id, goal_id, value, reason.strip(), who, unit.at)
            if after is None:
                assessments.remove_agreed(roadmap_id, category_id, goal_id, unit.db)
            else:
                if not _on_the_map(unit, category_id, goal_id):
                    raise InvalidInput(N_("This cell is no longer there. Somebody removed its category or its goal."))
                assessments.put_agreed(roadmap_id, after, unit.db)
            unit.record(AGREED, f"{category_id}:{goal_id}", before, after)

    @staticmethod
    def _may_answer(unit: Unit, person_id: UUID) -> None:
        if organisations.roadmap_of_member(unit.roadmap_id, person_id, unit.db) is None:
            raise NotAllowed(N_("Judgements are given by members of the organisation."))
        if person_id != unit.who:
            _coach(unit)


def _coach(unit: Unit) -> None:
    found = organisations.roadmap_of_member(unit.roadmap_id, unit.who, unit.db)
    if found is None or found[2].role is not Role.COACH:
        raise NotAllowed(N_("Only a coach of the organisation can do this."))


def _on_the_map(unit: Unit, category_id: UUID, goal_id: UUID) -> bool:
    rows = {category.id for category in leaves(categories.listing(unit.roadmap_id, unit.db))}
    columns = {goal.id for goal in goals.of_roadmap(unit.roadmap_id, unit.db, GoalLevel.PROCUREMENT)}
    return category_id in rows and goal_id in columns


def _sorted(
    unit: Unit, judgements: Sequence[Judgement], before: Mapping[Cell, int | None]
) -> list[tuple[Answered, list[Judgement]]]:
    """What changes anything, by the table it belongs to; the last answer of a cell counts."""
    rows = {category.id for category in leaves(categories.listing(unit.roadmap_id, unit.db))}
    columns = {goal.id for goal in goals.of_roadmap(unit.roadmap_id, unit.db, GoalLevel.PROCUREMENT)}
    beside = {one.id for one, _ in assessments.criteria(unit.roadmap_id, unit.db) if one.kind in JUDGED}
    last = {(one.category_id, one.subject_id): one for one in judgements}
    fresh = [one for cell, one in last.items() if one.category_id in rows and _saying(one) != _said(before, cell)]
    return [
        (GoalAssessmentRow, [one for one in fresh if one.subject_id in columns]),
        (CriterionAssessmentRow, [one for one in fresh if one.subject_id in beside]),
    ]


def _said(answers: Mapping[Cell, int | None], cell: Cell) -> dict[str, int | None] | None:
    return {"value": answers[cell]} if cell in answers else None


def _saying(one: Judgement) -> dict[str, int | None] | None:
    return None if one.cleared else {"value": one.value}


def _by(person_id: UUID, answer: dict[str, int | None] | None) -> dict[str, object] | None:
    """An answer as the record keeps it: with whose it is."""
    return None if answer is None else {"person_id": person_id, **answer}
