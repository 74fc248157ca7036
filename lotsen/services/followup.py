"""How it goes: status reports, readings of indicators, effects that were seen, and what managers say of the plan."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from lotsen.domain.assessment import Effect
from lotsen.domain.clock import Clock, today
from lotsen.domain.followup import (
    Approval,
    CheckIn,
    FollowUp,
    GoalReading,
    ReportedEffect,
    SeenElsewhere,
    Verdict,
    seen_elsewhere,
)
from lotsen.domain.ids import new_id
from lotsen.domain.intervention import Intervention, InterventionStatus
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.services.written import present, write
from lotsen.store import baselines, followup, goals

MOST_NOTE = 400
MOST_READINGS = 400
LARGEST = Decimal(10) ** 15
FIRST_DAY = dt.date(1990, 1, 1)


class FollowUps:
    def __init__(self, funnel: Funnel, clock: Clock) -> None:
        self._funnel = funnel
        self._clock = clock
        self._contents: Keep[FollowUp] = Keep()

    # Reading -----------------------------------------------------------------------------------------------------

    def content(self, roadmap_id: UUID, revision: int, zone: str) -> FollowUp:
        """Everything that was said up to a revision, in the organisation's zone."""
        return self._contents.get((roadmap_id, revision, zone), lambda: self._read(roadmap_id, zone))

    def _read(self, roadmap_id: UUID, zone: str) -> FollowUp:
        with self._funnel.reading() as db:
            return FollowUp(
                tuple(followup.check_ins(roadmap_id, db)),
                tuple(followup.readings(roadmap_id, db)),
                tuple(followup.effects(roadmap_id, db)),
                tuple(reversed(baselines.approvals(roadmap_id, db))),
                followup.names(roadmap_id, db),
                zone,
            )

    # Status reports ----------------------------------------------------------------------------------------------

    def check_in(
        self,
        seen: Intervention,
        who: UUID,
        status: InterventionStatus,
        progress: int,
        note: str = "",
        finish: dt.date | None = None,
    ) -> CheckIn:
        """Report on an intervention as the reporter saw it; status, progress and last day follow the report.

        Raises Conflict with both values where somebody else has written one of these since, InvalidInput for what
        can't be.
        """
        if not 0 <= progress <= 100:
            raise InvalidInput(N_("Progress is between 0 and 100 per cent."))
        fields = {"status": status, "progress": progress} | ({"ends": finish} if finish else {})
        with self._funnel.change(seen.roadmap_id, who, Right.REPORT) as unit:
            after = write(unit, seen, **fields)
            made = CheckIn(new_id(), seen.id, unit.at, who, after.status, after.progress, _note(note), finish)
            followup.add_check_in(seen.roadmap_id, made, unit.db)
            unit.record("check_in", made.id, None, made)
        return made

    # Indicators --------------------------------------------------------------------------------------------------

    def add_reading(
        self, roadmap_id: UUID, who: UUID, goal_id: UUID, day: dt.date | None, value: Decimal | None, note: str = ""
    ) -> GoalReading:
        """What a goal's indicator showed on a day. Raises InvalidInput without a value, or for a day to come."""
        if value is None:
            raise InvalidInput(N_("Write the value that the indicator shows."))
        if abs(value) >= LARGEST:
            raise InvalidInput(N_("This number is too large. Write it in a larger unit."))
        if day is None or not FIRST_DAY <= day <= today(self._clock) + dt.timedelta(days=1):
            raise InvalidInput(N_("Choose the day of the reading: today or a day before."))
        with self._funnel.change(roadmap_id, who, Right.REPORT) as unit:
            _goal(unit, goal_id)
            made = GoalReading(new_id(), goal_id, day, round(value, 4), _note(note), who)
            there = followup.readings(roadmap_id, unit.db)
            if sum(each.goal_id == goal_id for each in there) >= MOST_READINGS:
                raise InvalidInput(N_("A goal keeps at most {most} readings. Remove an old one."), most=MOST_READINGS)
            for each in there:
                if (each.goal_id, each.day) == (goal_id, day):
                    _remove(unit, each)
            followup.add_reading(roadmap_id, made, unit.db)
            unit.record("goal_reading", made.id, None, made)
        return made

    def remove_reading(self, roadmap_id: UUID, who: UUID, reading_id: UUID) -> None:
        """Take a reading away; one that is gone already is no matter."""
        with self._funnel.change(roadmap_id, who, Right.REPORT) as unit:
            for each in followup.readings(roadmap_id, unit.db):
                if each.id == reading_id:
                    _remove(unit, each)

    # Effects -----------------------------------------------------------------------------------------------------

    def report_effect(
        self, roadmap_id: UUID, who: UUID, intervention_id: UUID, goal_id: UUID, value: int | None
    ) -> None:
        """How much an intervention is seen to have furthered a goal: 0 to 2, null for not seen yet."""
        if value is not None and value not in tuple(Effect):
            raise InvalidInput(N_("An effect is 0, 1 or 2."))
        with self._funnel.change(roadmap_id, who, Right.REPORT) as unit:
            present(unit, intervention_id)
            _goal(unit, goal_id)
            before = followup.effect(roadmap_id, intervention_id, goal_id, unit.db)
            after = None if value is None else ReportedEffect(intervention_id, goal_id, value, unit.at, who)
            if (before and before.value) == value:
                return
            if after:
                followup.put_effect(roadmap_id, after, unit.db)
            else:
                followup.remove_effect(roadmap_id, intervention_id, goal_id, unit.db)
            unit.record("reported_effect", f"{intervention_id}:{goal_id}", before, after)

    def elsewhere(self, who: UUID) -> Mapping[str, tuple[SeenElsewhere, ...]]:
        """What at least three organisations that a person is not in saw of interventions of the library, by its key."""
        with self._funnel.reading() as db:
            return seen_elsewhere(followup.effects_elsewhere(who, db))

    # Approvals ---------------------------------------------------------------------------------------------------

    def decide(self, roadmap_id: UUID, who: UUID, baseline_id: UUID, verdict: Verdict, note: str = "") -> Approval:
        """What a manager says of a frozen plan. Raises NotAllowed for who is neither manager nor coach,
        InvalidInput where one is sent back without a word why."""
        if verdict is Verdict.SENT_BACK and not note.strip():
            raise InvalidInput(N_("Say in a word what should be different, and send it back then."))
        with self._funnel.change(roadmap_id, who, Right.DECIDE) as unit:
            if baselines.get(roadmap_id, baseline_id, unit.db) is None:
                raise NotFound(N_("This frozen plan is no longer there. Somebody has removed it."))
            made = Approval(new_id(), baseline_id, who, unit.at, verdict, _note(note))
            baselines.add_approval(roadmap_id, made, unit.db)
            unit.record("approval", made.id, None, made)
        return made


def _note(given: str) -> str:
    note = " ".join(given.split())
    if len(note) > MOST_NOTE:
        raise InvalidInput(N_("This is longer than {most} signs. Say it in a sentence or two."), most=MOST_NOTE)
    return note


def _goal(unit: Unit, goal_id: UUID) -> None:
    if goals.get(unit.roadmap_id, goal_id, unit.db) is None:
        raise NotFound(N_("This goal is no longer there. Somebody may have removed it."))


def _remove(unit: Unit, reading: GoalReading) -> None:
    followup.remove_reading(unit.roadmap_id, reading.id, unit.db)
    unit.record("goal_reading", reading.id, reading, None)
