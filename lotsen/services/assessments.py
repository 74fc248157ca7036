"""Judgements: what each person says of each cell, and what the room settled on."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from lotsen.domain.assessment import MOST_REASON, AgreedValue, Assessment, Contribution, Judgement
from lotsen.domain.category import leaves
from lotsen.domain.criterion import JUDGED, Criterion, CriterionKind
from lotsen.domain.goal import GoalLevel
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotAllowed, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.store import assessments, categories, goals, organisations
from lotsen.store.assessments import Answered, Cell
from lotsen.store.rows import CriterionAssessmentRow, GoalAssessmentRow

NOUN = "assessment"
AGREED = "agreed_value"
REASON = "assessment_reason"
CRITERION = "criterion"
MOST_CRITERIA = 20


class Assessments:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel

    def of_person(self, roadmap_id: UUID, person_id: UUID) -> Mapping[Cell, int | None]:
        """A person's answers by (category, goal or criterion); null is 'I don't know'."""
        with self._funnel.reading() as db:
            return assessments.of_person(roadmap_id, person_id, db)

    def answers(self, roadmap_id: UUID, person_id: UUID) -> Mapping[Cell, Assessment]:
        """The same with reasons, and whether they were given to an older wording."""
        with self._funnel.reading() as db:
            return assessments.answers(roadmap_id, person_id, db)

    def reasons_of_person(self, roadmap_id: UUID, person_id: UUID) -> Mapping[Cell, str]:
        """A person's own reasons by cell."""
        with self._funnel.reading() as db:
            return assessments.reasons_of_person(roadmap_id, person_id, db)

    def reasons(self, roadmap_id: UUID, category_id: UUID, subject_id: UUID) -> list[tuple[int | None, str]]:
        """The reasons given in one cell with the answers they stand behind, never whose they are."""
        with self._funnel.reading() as db:
            found = assessments.reasons(roadmap_id, db, (category_id, subject_id))
        return [(value, reason) for _, value, reason in found]

    def give_reason(
        self, roadmap_id: UUID, person_id: UUID, category_id: UUID, subject_id: UUID, reason: str, who: UUID
    ) -> None:
        """Say why, for an answer that was given. Raises InvalidInput without an answer or past the length."""
        text = _short(reason)
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            self._may_answer(unit, person_id)
            if not _give_reasons(unit, person_id, {(category_id, subject_id): text}):
                raise InvalidInput(N_("Answer first, then say why."))

    def progress(self, roadmap_id: UUID) -> Mapping[UUID, int]:
        """How many cells of category × goal each person has answered; whoever has answered none is not in it."""
        with self._funnel.reading() as db:
            return assessments.counts_of_people(roadmap_id, db)

    def add_criterion(self, roadmap_id: UUID, name: str, language: str, who: UUID) -> Criterion:
        """Put an own criterion beside the goals; people judge it on the goals' scale. Raises InvalidInput."""
        if not name.strip():
            raise InvalidInput(N_("The criterion needs a name."))
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
            there = [one for one, _ in assessments.criteria(roadmap_id, unit.db)]
            if len(there) >= MOST_CRITERIA:
                raise InvalidInput(N_("There are {most} criteria already. Remove one first."), most=MOST_CRITERIA)
            place = max((one.position for one in there), default=-1) + 1
            made = Criterion(new_id(), roadmap_id, CriterionKind.OWN, place, LocalText.of(name.strip(), language), 1)
            assessments.add_criterion(made, unit.db)
            unit.record(CRITERION, made.id, None, made)
        return made

    def on_criterion(self, roadmap_id: UUID, criterion_id: UUID) -> int:
        """How many judgements go with a criterion when it is removed."""
        with self._funnel.reading() as db:
            return assessments.on_subject(roadmap_id, criterion_id, db)

    def remove_criterion(self, roadmap_id: UUID, criterion_id: UUID, who: UUID) -> None:
        """Remove an own criterion with its weight and judgements. Raises InvalidInput for one of the known ones."""
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
            there = {one.id: one for one, _ in assessments.criteria(roadmap_id, unit.db)}
            found = there.get(criterion_id)
            if found is None:
                raise NotFound(N_("This criterion is no longer there."))
            if found.kind is not CriterionKind.OWN:
                raise InvalidInput(N_("The known criteria stay; give them no weight and they count for nothing."))
            assessments.remove_criterion(roadmap_id, criterion_id, unit.db)
            unit.record(CRITERION, criterion_id, found, None)

    def judge(
        self,
        roadmap_id: UUID,
        person_id: UUID,
        judgements: Sequence[Judgement],
        who: UUID,
        reasons: Mapping[Cell, str] | None = None,
    ) -> None:
        """Save a person's answers and then the `reasons` for them, all or none; a coach may enter them for somebody
        else.

        The same answers twice change nothing the second time, but an answer to an older wording is given anew by the
        same answer. What is about a cell that was removed meanwhile, and a reason without an answer, are left out: the
        others must not be lost for them. Raises InvalidInput for a value off the scale and a reason that is too long,
        NotAllowed for somebody else's answers.
        """
        said_why = {cell: _short(reason) for cell, reason in (reasons or {}).items()}
        if any(one.value is not None and one.value not in set(Contribution) for one in judgements):
            raise InvalidInput(N_("An answer is 0, 1, 2, 3 or 'I don't know'."))
        with self._funnel.change(roadmap_id, who, Right.JUDGE) as unit:
            self._may_answer(unit, person_id)
            before = assessments.answers(roadmap_id, person_id, unit.db)
            for table, fresh in _sorted(unit, judgements, before):
                assessments.put(
                    roadmap_id, person_id, table, fresh, None if who == person_id else who, unit.at, unit.db
                )
                for one in fresh:
                    cell = one.category_id, one.subject_id
                    said, says = _said(before, cell), _saying(one)
                    unit.vote(NOUN, f"{cell[0]}:{cell[1]}", _by(person_id, said), _by(person_id, says))
            _give_reasons(unit, person_id, said_why)

    def agree(
        self, roadmap_id: UUID, category_id: UUID, goal_id: UUID, value: float | None, who: UUID, reason: str = ""
    ) -> None:
        """Settle a cell of category × goal; null lets the votes count again. The votes stay as they are."""
        if value is not None and not 0 <= value <= max(Contribution):
            raise InvalidInput(N_("An agreed value lies between 0 and 3."))
        with self._funnel.change(roadmap_id, who, Right.LEAD) as unit:
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
        if person_id == unit.who:
            return
        if organisations.roadmap_of_member(unit.roadmap_id, person_id, unit.db) is None:
            raise NotAllowed(N_("Judgements are given by members of the organisation."))
        unit.require(Right.LEAD)


def _on_the_map(unit: Unit, category_id: UUID, goal_id: UUID) -> bool:
    rows = {category.id for category in leaves(categories.listing(unit.roadmap_id, unit.db))}
    columns = {goal.id for goal in goals.of_roadmap(unit.roadmap_id, unit.db, GoalLevel.PROCUREMENT)}
    return category_id in rows and goal_id in columns


def _sorted(
    unit: Unit, judgements: Sequence[Judgement], before: Mapping[Cell, Assessment]
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


def _said(answers: Mapping[Cell, Assessment], cell: Cell) -> dict[str, int | None] | None:
    """An answer to an older wording differs from the same one given anew."""
    if cell not in answers:
        return None
    return {"value": answers[cell].value} | ({"stale": True} if answers[cell].stale else {})


def _saying(one: Judgement) -> dict[str, int | None] | None:
    return None if one.cleared else {"value": one.value}


def _by(person_id: UUID, answer: dict[str, int | None] | None) -> dict[str, object] | None:
    """An answer as the record keeps it: with whose it is."""
    return None if answer is None else {"person_id": person_id, **answer}


def _short(reason: str) -> str:
    """A reason on one line. Raises InvalidInput where it is longer than a reason may be."""
    text = " ".join(reason.split())
    if len(text) > MOST_REASON:
        raise InvalidInput(N_("A reason has at most {most} signs; this one has {n}."), most=MOST_REASON, n=len(text))
    return text


def _give_reasons(unit: Unit, person_id: UUID, reasons: Mapping[Cell, str]) -> bool:
    """Write the reasons whose cells have an answer; whether all of them have one."""
    before = assessments.reasons_of_person(unit.roadmap_id, person_id, unit.db) if reasons else {}
    answered = True
    for cell, text in reasons.items():
        if not any(
            assessments.set_reason(unit.roadmap_id, person_id, table, cell, text, unit.db)
            for table in assessments.TABLES
        ):
            answered = False
            continue
        said = _why(person_id, before.get(cell, ""))
        unit.vote(REASON, f"{cell[0]}:{cell[1]}", said, _why(person_id, text))
    return answered


def _why(person_id: UUID, reason: str) -> dict[str, object] | None:
    return {"person_id": person_id, "reason": reason} if reason else None
