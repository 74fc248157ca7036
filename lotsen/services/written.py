"""Writing an intervention inside a transaction that writes more than it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from lotsen.domain import plan
from lotsen.domain.intervention import Intervention
from lotsen.domain.plan import Span
from lotsen.errors import N_, NotFound
from lotsen.services.funnel import Unit
from lotsen.services.merge import merged
from lotsen.store import interventions


def present(unit: Unit, intervention_id: UUID) -> Intervention:
    """The intervention as it stands now. Raises NotFound where somebody has removed it."""
    found = interventions.get(unit.roadmap_id, intervention_id, unit.db)
    if found is None:
        raise no_longer_there()
    return found


def write(unit: Unit, seen: Intervention, **fields: Any) -> Intervention:
    """Write fields of an intervention as the user saw it; how it stands then.

    Raises Conflict with both values where somebody else has written the same field since, and InvalidInput for a last
    day before the first.
    """
    now = present(unit, seen.id)
    after = plan.told(now, merged(seen, replace(seen, **fields), now))
    if after.starts and after.ends:
        Span(after.starts, after.ends)
    return put(unit, now, after)


def put(unit: Unit, before: Intervention, after: Intervention) -> Intervention:
    """Keep an intervention as it is now, with who changed what, where that differs; how it stands then."""
    if after == before:
        return before
    after = replace(plan.carried(before, after), version=before.version + 1)
    interventions.put(after, unit.db)
    unit.record("intervention", after.id, before, after)
    return after


def no_longer_there() -> NotFound:
    """What is said of an intervention that somebody has removed."""
    return NotFound(N_("This intervention is no longer there. Somebody has removed it."))
