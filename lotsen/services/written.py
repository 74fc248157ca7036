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
        raise NotFound(N_("This intervention is no longer there. Somebody has removed it."))
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
    if after == now:
        return now
    after = replace(after, version=now.version + 1)
    interventions.put(after, unit.db)
    unit.record("intervention", after.id, now, after)
    return after
