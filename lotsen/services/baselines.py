"""Baselines: freeze the plan as it is, keep several, say which was adopted."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from lotsen.domain import baseline
from lotsen.domain.followup import Approval, PlanBaseline, Verdict
from lotsen.domain.ids import new_id
from lotsen.domain.rights import Right
from lotsen.errors import N_, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.keep import Keep
from lotsen.store import baselines, interventions

MOST_BASELINES = 50
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class KeptBaseline:
    """A baseline and the last thing that was said of it; null where nobody has said anything."""

    baseline: PlanBaseline
    said: Approval | None

    @property
    def adopted_at(self) -> dt.datetime | None:
        return self.said.at if self.said and self.said.verdict is Verdict.APPROVED else None


class Baselines:
    def __init__(self, funnel: Funnel) -> None:
        self._funnel = funnel
        self._kept: Keep[tuple[KeptBaseline, ...]] = Keep()

    def of_roadmap(self, roadmap_id: UUID, revision: int) -> tuple[KeptBaseline, ...]:
        """All baselines at a revision, newest first."""
        return self._kept.get((roadmap_id, revision), lambda: self._read(roadmap_id))

    def _read(self, roadmap_id: UUID) -> tuple[KeptBaseline, ...]:
        with self._funnel.reading() as db:
            said = {each.baseline_id: each for each in baselines.approvals(roadmap_id, db)}
            return tuple(KeptBaseline(each, said.get(each.id)) for each in baselines.of_roadmap(roadmap_id, db))

    def adopted(self, roadmap_id: UUID, revision: int) -> PlanBaseline | None:
        """The baseline that was adopted last; null where none is."""
        kept = [(at, each.baseline) for each in self.of_roadmap(roadmap_id, revision) if (at := each.adopted_at)]
        return max(kept, key=lambda each: each[0])[1] if kept else None

    def take(self, roadmap_id: UUID, who: UUID, title: str) -> PlanBaseline:
        """Freeze the plan as it is now. Raises InvalidInput without a title or with nothing to freeze."""
        title = title.strip()
        if not title:
            raise InvalidInput(N_("Give the frozen plan a name, so that you find it again."))
        if len(title) > LONGEST_TITLE:
            raise InvalidInput(N_("The name is longer than {most} signs. Make it shorter."), most=LONGEST_TITLE)
        with self._funnel.change(roadmap_id, who) as unit:
            items = interventions.of_roadmap(roadmap_id, unit.db)
            if not items:
                raise InvalidInput(N_("There is nothing in the plan yet. Add an intervention, then freeze it."))
            if len(baselines.of_roadmap(roadmap_id, unit.db)) >= MOST_BASELINES:
                raise InvalidInput(N_("At most {most} frozen plans are kept. Remove an old one."), most=MOST_BASELINES)
            made = PlanBaseline(new_id(), title, unit.at, who, unit.revision, baseline.frozen(items))
            baselines.add(roadmap_id, made, unit.db)
            unit.record("plan_baseline", made.id, None, made)
        return made

    def adopt(self, roadmap_id: UUID, who: UUID, baseline_id: UUID, note: str = "") -> None:
        """Say that a baseline is the adopted plan. Raises NotAllowed for who is neither manager nor coach."""
        with self._funnel.change(roadmap_id, who, Right.DECIDE) as unit:
            _present(unit, baseline_id)
            made = Approval(new_id(), baseline_id, who, unit.at, Verdict.APPROVED, note.strip())
            baselines.add_approval(roadmap_id, made, unit.db)
            unit.record("approval", made.id, None, made)

    def remove(self, roadmap_id: UUID, who: UUID, baseline_id: UUID) -> None:
        """Remove a baseline. Raises InvalidInput for one that was adopted: it is what the plan is held against."""
        with self._funnel.change(roadmap_id, who) as unit:
            gone = _present(unit, baseline_id)
            if any(each.baseline_id == baseline_id for each in baselines.approvals(roadmap_id, unit.db)):
                raise InvalidInput(N_("A plan that was decided on stays. Freeze a new one and adopt that."))
            baselines.remove(roadmap_id, baseline_id, unit.db)
            unit.record("plan_baseline", baseline_id, gone, None)


def _present(unit: Unit, baseline_id: UUID) -> PlanBaseline:
    found = baselines.get(unit.roadmap_id, baseline_id, unit.db)
    if found is None:
        raise NotFound(N_("This frozen plan is no longer there. Somebody has removed it."))
    return found
