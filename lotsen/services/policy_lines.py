"""Policy lines: write, tie, propose, adopt, and begin the next edition."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from lotsen.domain.clock import Clock, today
from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.policy_line import AdoptedEdition, Decision, LineForce, LineStatus, PolicyBook, PolicyLine
from lotsen.domain.starter import StarterLine
from lotsen.errors import N_, InvalidInput, NotAllowed, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.merge import merged
from lotsen.store import goals, policy_lines
from lotsen.store.starter import MUNICIPAL_TREE, starter

NOUN = "policy_line"


class PolicyLines:
    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock
        self._kept: Keep[PolicyBook] = Keep()

    def at(self, roadmap_id: UUID, revision: int) -> PolicyBook:
        """The same as `book` at the revision that was just read, kept for who asks again."""
        return self._kept.get((roadmap_id, revision), lambda: self.book(roadmap_id))

    def book(self, roadmap_id: UUID) -> PolicyBook:
        """The roadmap's lines in their order, every adopted edition, and what lines can be tied to."""
        with self._funnel.reading() as db:
            return PolicyBook(
                lines=tuple(policy_lines.of_roadmap(roadmap_id, db)),
                editions=tuple(policy_lines.editions(roadmap_id, db)),
                goals=tuple(goals.of_roadmap(roadmap_id, db)),
                categories=policy_lines.category_names(roadmap_id, db),
            )

    def starters(self) -> tuple[StarterLine, ...]:
        """Lines to adapt."""
        return starter().lines

    def add(self, roadmap_id: UUID, text: str, language: str, who: UUID) -> PolicyLine:
        """Write a line of one's own, recommended until it is made binding. Raises InvalidInput without a text."""
        if not text.strip():
            raise InvalidInput(N_("The policy line needs a text."))
        with self._funnel.change(roadmap_id, who) as unit:
            return _add(unit, _new(roadmap_id, LocalText.of(text.strip(), language)))

    def pick(self, roadmap_id: UUID, keys: Sequence[str], who: UUID) -> tuple[PolicyLine, ...]:
        """Copy starter lines that are not there yet, tied to goals and categories that came from the same source."""
        with self._funnel.change(roadmap_id, who) as unit:
            there = {line.origin for line in policy_lines.of_roadmap(roadmap_id, unit.db)}
            wanted = [line for line in starter().lines if line.key in keys and line.key not in there]
            return tuple(_add(unit, _copied(unit, line)) for line in wanted)

    def write(self, seen: PolicyLine, mine: PolicyLine, who: UUID) -> PolicyLine:
        """Save what was changed of a draft or proposal. Raises NotAllowed for an adopted one, Conflict as `merged`."""
        if not mine.text:
            raise InvalidInput(N_("The policy line needs a text."))
        if mine.status is LineStatus.ADOPTED and seen.status is not LineStatus.ADOPTED:
            raise InvalidInput(N_("A line is adopted by a decision: write down where and when."))
        with self._funnel.change(seen.roadmap_id, who) as unit:
            before = _open(unit, seen.id)
            return _save(unit, before, merged(seen, mine, before))

    def adopt(self, roadmap_id: UUID, line_id: UUID, decision: Decision, who: UUID) -> PolicyLine:
        """Adopt a line: from now on this edition is locked. Raises InvalidInput for an incomplete decision."""
        _check(decision, today(self._clock))
        with self._funnel.change(roadmap_id, who) as unit:
            before = _open(unit, line_id)
            after = _save(unit, before, replace(before, status=LineStatus.ADOPTED, decision=decision))
            kept = AdoptedEdition(line_id, after.edition, after.text, after.reason, after.force, decision)
            policy_lines.add_edition(roadmap_id, kept, unit.db)
            return after

    def revise(self, roadmap_id: UUID, line_id: UUID, who: UUID) -> PolicyLine:
        """Begin the next edition of an adopted line, as a draft; the adopted one stays in force and readable."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = _found(unit, line_id)
            if before.status is not LineStatus.ADOPTED:
                raise NotAllowed(N_("Only an adopted line has a next edition."))
            draft = replace(before, status=LineStatus.DRAFT, decision=None, edition=before.edition + 1)
            return _save(unit, before, draft)

    def drop_draft(self, roadmap_id: UUID, line_id: UUID, who: UUID) -> PolicyLine:
        """Give up the edition being written and go back to the one in force."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = _open(unit, line_id)
            kept = [one for one in policy_lines.editions(roadmap_id, unit.db) if one.policy_line_id == line_id]
            if not kept:
                raise NotAllowed(N_("No edition of this line has been adopted."))
            last = kept[0]
            back = replace(
                before,
                text=last.text,
                reason=last.reason,
                force=last.force,
                status=LineStatus.ADOPTED,
                decision=last.decision,
                edition=last.edition,
            )
            return _save(unit, before, back)

    def move(self, roadmap_id: UUID, line_id: UUID, by: int, who: UUID) -> None:
        """Move a line up (-1) or down (+1); at the end it stays."""
        with self._funnel.change(roadmap_id, who) as unit:
            lines = policy_lines.of_roadmap(roadmap_id, unit.db)
            order = [one.id for one in lines]
            if line_id not in order:
                raise _gone()
            place = order.index(line_id)
            order.insert(max(0, min(place + by, len(order) - 1)), order.pop(place))
            policy_lines.place(roadmap_id, order, unit.db)
            for one in lines:
                unit.record(NOUN, one.id, one, replace(one, position=order.index(one.id)))

    def remove(self, roadmap_id: UUID, line_id: UUID, who: UUID) -> None:
        """Remove a line with all its editions."""
        with self._funnel.change(roadmap_id, who) as unit:
            before = _found(unit, line_id)
            policy_lines.remove(roadmap_id, line_id, unit.db)
            unit.record(NOUN, line_id, before, None)


def _check(decision: Decision, day: dt.date) -> None:
    if not (decision.organ.strip() and decision.paragraph.strip() and decision.register_number.strip()):
        raise InvalidInput(N_("A decision needs its organ, paragraph and register number."))
    if decision.day > day:
        raise InvalidInput(N_("The decision is dated in the future. Write the day of the meeting."))


def _new(roadmap_id: UUID, text: LocalText) -> PolicyLine:
    return PolicyLine(
        id=new_id(),
        roadmap_id=roadmap_id,
        position=0,
        text=text,
        reason=LocalText(),
        force=LineForce.RECOMMENDED,
        status=LineStatus.DRAFT,
        decision=None,
        edition=1,
        goals=(),
        categories=(),
        origin=None,
        origin_version=None,
        version=1,
    )


def _copied(unit: Unit, line: StarterLine) -> PolicyLine:
    ours = {goal.origin: goal.id for goal in goals.of_roadmap(unit.roadmap_id, unit.db)}
    tree = policy_lines.category_origins(unit.roadmap_id, unit.db)
    return replace(
        _new(unit.roadmap_id, line.text),
        reason=line.reason,
        force=line.force,
        goals=tuple(sorted(ours[key] for key in line.goals if key in ours)),
        categories=tuple(
            sorted(tree[f"{MUNICIPAL_TREE}:{key}"] for key in line.categories if f"{MUNICIPAL_TREE}:{key}" in tree)
        ),
        origin=line.key,
        origin_version=line.version,
    )


def _add(unit: Unit, line: PolicyLine) -> PolicyLine:
    there = policy_lines.of_roadmap(unit.roadmap_id, unit.db)
    placed = replace(line, position=max((one.position for one in there), default=-1) + 1)
    policy_lines.add(unit.roadmap_id, placed, unit.db)
    unit.record(NOUN, placed.id, None, placed)
    return placed


def _save(unit: Unit, before: PolicyLine, after: PolicyLine) -> PolicyLine:
    if after == before:
        return before
    after = replace(after, version=before.version + 1)
    policy_lines.write(unit.roadmap_id, after, unit.db)
    unit.record(NOUN, after.id, before, after)
    return after


def _found(unit: Unit, line_id: UUID) -> PolicyLine:
    line = policy_lines.get(unit.roadmap_id, line_id, unit.db)
    if line is None:
        raise _gone()
    return line


def _open(unit: Unit, line_id: UUID) -> PolicyLine:
    """A line that may be changed: a decision locks it."""
    line = _found(unit, line_id)
    if line.status is LineStatus.ADOPTED:
        raise NotAllowed(N_("This line is adopted and locked. Begin a new edition to change it."))
    return line


def _gone() -> NotFound:
    return NotFound(N_("This policy line is no longer there. Somebody may have removed it."))
