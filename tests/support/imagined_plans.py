"""Small plan cases for properties, and the best plan of one by looking at every plan there is."""

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from lotsen.analysis.check import check
from lotsen.analysis.results.plan import Candidate, Chosen, Mode, Objective, PlanCase, Predecessor, Spending
from lotsen.analysis.schedule.outcome import objective_of

AMOUNTS = st.sampled_from([0.0, 0.1, 0.3, 0.5, 1.0, 2.0, 3.0])


@st.composite
def plan_cases(draw: st.DrawFn, objective: Objective = Objective.EFFECT, most: int = 4) -> PlanCase:
    """Cases with everything that a case can have, up to four interventions and five periods."""
    periods = draw(st.integers(1, 5))
    ids = [f"I{n}" for n in range(draw(st.integers(1, most)))]
    all_done = objective is Objective.MAKESPAN
    candidates = tuple(draw(_candidates(ids, place, periods, all_done)) for place in range(len(ids)))
    capacity = tuple(draw(AMOUNTS) for _ in range(periods))
    per_year = draw(st.integers(1, 3))
    yearly = tuple(draw(AMOUNTS) for _ in range(-(-periods // per_year)))
    return PlanCase(
        periods, candidates, {"buyer": capacity, "law": (draw(AMOUNTS),) * periods},
        {"money": draw(st.sampled_from([yearly, sum(yearly)])), "days": draw(AMOUNTS)}, objective,
        draw(st.sampled_from([0.0, 0.1])), per_year, draw(st.sampled_from(Spending)),
    )  # fmt: skip


@st.composite
def _candidates(draw: st.DrawFn, ids: list[str], place: int, periods: int, must: bool) -> Candidate:
    before = [Predecessor(one, draw(st.sampled_from([0, 0, 1, -1]))) for one in ids[:place] if draw(st.booleans())]
    rivals = [one for one in ids[:place] if not must and draw(st.integers(0, 5)) == 0]
    modes = tuple(draw(_modes(periods)) for _ in range(draw(st.integers(1, 2))))
    maybe = st.integers(0, 9).map(lambda n: n == 0)
    return Candidate(
        ids[place], draw(AMOUNTS), modes, tuple(before), draw(st.sampled_from([0, 0, 0, 1])),
        draw(st.sampled_from([None, None, periods - 1])), must or draw(maybe), draw(maybe) and not must, tuple(rivals),
        draw(st.integers(0, periods)) if draw(maybe) else None,
        draw(st.integers(0, len(modes) - 1)) if draw(maybe) else None,
    )  # fmt: skip


@st.composite
def _modes(draw: st.DrawFn, periods: int) -> Mode:
    money = {budget: draw(AMOUNTS) for budget in ("money", "days") if draw(st.booleans())}
    years = draw(st.sampled_from([(), (), (0,), (1,), (0, 1), (-1, 2)])) if money.get("money") else ()
    part = draw(st.sampled_from([0.25, 0.5]))
    return Mode(
        draw(st.integers(0, min(periods + 1, 3))),
        {role: draw(AMOUNTS) for role in ("buyer", "law") if draw(st.booleans())},
        money,
        draw(st.sampled_from([None, None, 1.5])),
        {"money": tuple((year, money["money"] * part) for year in years)} if years else {},
    )


def best_by_trying(case: PlanCase) -> float | None:
    """The objective of the best plan of all that keep everything; null where there is none."""
    sound = (objective_of(case, plan) for plan in _every_plan(case) if not check(case, plan))
    return (min if case.objective is Objective.MAKESPAN else max)(sound, default=None)


def _every_plan(case: PlanCase) -> Iterator[tuple[Chosen, ...]]:
    for combination in itertools.product(*(_ways(case, candidate) for candidate in case.candidates)):
        yield tuple(one for one in combination if one is not None)


def _ways(case: PlanCase, candidate: Candidate) -> list[Chosen | None]:
    done = [
        Chosen(candidate.id, m, start, start + mode.duration)
        for m, mode in enumerate(candidate.modes)
        for start in range(candidate.earliest, case.periods - mode.duration + 1)
        if candidate.start in (None, start) and candidate.mode in (None, m)
    ]
    return [*done] if candidate.must else [None, *done]
