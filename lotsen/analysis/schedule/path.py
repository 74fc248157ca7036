"""The critical path of a plan: which interventions move the end when they slip."""

from collections.abc import Iterable, Mapping

from lotsen.analysis.results.plan import Chosen, CriticalPath, PlanCase, Slack
from lotsen.analysis.schedule.sound import in_order


def critical_path(case: PlanCase, chosen: Iterable[Chosen]) -> CriticalPath:
    """Earliest and latest starts by precedence, lags and windows alone, capacities aside; and the longest chain.

    Forward and backward pass of the critical path method: Kelley and Walker, Critical-path planning and scheduling
    (1959). The end is that of the forward pass: what capacities add to it is not on this path.
    """
    plan = {each.id: each for each in chosen}
    order = [one for one in in_order(case) if one in plan]
    candidates = {candidate.id: candidate for candidate in case.candidates}
    duration = {one: plan[one].end - plan[one].start for one in order}
    links = {one: [(b.id, b.lag) for b in candidates[one].predecessors if b.id in plan] for one in order}
    first: dict[str, int] = {}
    for one in order:
        fixed = candidates[one].start
        ready = [first[before] + duration[before] + lag for before, lag in links[one]]
        first[one] = max([0, candidates[one].earliest, *ready, *([] if fixed is None else [fixed])])
    end = max((first[one] + duration[one] for one in order), default=0)
    last = {one: end - duration[one] for one in order}
    for one in reversed(order):
        for before, lag in links[one]:
            last[before] = min(last[before], last[one] - lag - duration[before])
    slacks = tuple(Slack(one, first[one], last[one]) for one in order)
    return CriticalPath(end, _chain(first, duration, links, end), slacks)


def _chain(
    first: Mapping[str, int], duration: Mapping[str, int], links: Mapping[str, list[tuple[str, int]]], end: int
) -> tuple[str, ...]:
    """From what ends last back along the predecessors that each one waits for."""
    ends = [one for one in first if first[one] + duration[one] == end]
    chain = ends[-1:]
    while chain:
        waits = [b for b, lag in links[chain[-1]] if first[b] + duration[b] + lag == first[chain[-1]]]
        if not waits:
            break
        chain.append(waits[0])
    return tuple(reversed(chain))
