"""The critical path of a plan: which interventions move the end when they slip."""

from collections.abc import Iterable, Mapping

from lotsen.analysis.results.plan import Chosen, CriticalPath, PlanCase, Slack
from lotsen.analysis.schedule.sound import in_order


def critical_path(case: PlanCase, chosen: Iterable[Chosen]) -> CriticalPath:
    """Earliest and latest starts by precedence, lags and windows alone, capacities aside; and the longest chain.

    Forward and backward pass of the critical path method: Kelley and Walker, Critical-path planning and scheduling
    (1959). The end is that of the forward pass: what capacities add to it is not on this path.
    """
    plan = {one.id: one for one in chosen}
    order = [id for id in in_order(case) if id in plan]
    candidates = {candidate.id: candidate for candidate in case.candidates}
    duration = {id: plan[id].end - plan[id].start for id in order}
    links = {id: [(b.id, b.lag) for b in candidates[id].predecessors if b.id in plan] for id in order}
    first: dict[str, int] = {}
    for id in order:
        fixed = candidates[id].start
        ready = [first[before] + duration[before] + lag for before, lag in links[id]]
        first[id] = max([0, candidates[id].earliest, *ready, *([] if fixed is None else [fixed])])
    end = max((first[id] + duration[id] for id in order), default=0)
    last = {id: end - duration[id] for id in order}
    for id in reversed(order):
        for before, lag in links[id]:
            last[before] = min(last[before], last[id] - lag - duration[before])
    slacks = tuple(Slack(id, first[id], last[id]) for id in order)
    return CriticalPath(end, _chain(first, duration, links, end), slacks)


def _chain(
    first: Mapping[str, int], duration: Mapping[str, int], links: Mapping[str, list[tuple[str, int]]], end: int
) -> tuple[str, ...]:
    """From what ends last back along the predecessors that each one waits for."""
    ends = [id for id in first if first[id] + duration[id] == end]
    chain = ends[-1:]
    while chain:
        waits = [b for b, lag in links[chain[-1]] if first[b] + duration[b] + lag == first[chain[-1]]]
        if not waits:
            break
        chain.append(waits[0])
    return tuple(reversed(chain))
