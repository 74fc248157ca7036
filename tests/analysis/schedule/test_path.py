"""The critical path, by a textbook's project."""

from hypothesis import given

from lotsen.analysis.results.plan import Candidate, Chosen, Mode, Objective, PlanCase, Predecessor
from lotsen.analysis.schedule.path import critical_path
from lotsen.analysis.schedule.prepare import prepare
from tests.support.imagined_plans import plan_cases


def project(*rows: tuple[str, int, str]) -> PlanCase:
    """Activities with duration and predecessors, as a textbook lists them."""
    return PlanCase(
        60,
        tuple(
            Candidate(name, 0.0, (Mode(duration),), tuple(Predecessor(one) for one in before), must=True)
            for name, duration, before in rows
        ),
        objective=Objective.MAKESPAN,
    )


def test_the_reliable_construction_project_is_critical_along_its_published_path():
    """Hillier and Lieberman, Introduction to Operations Research, 22.3: 44 weeks along A-B-C-E-F-J-L-N."""
    case = project(
        ("A", 2, ""), ("B", 4, "A"), ("C", 10, "B"), ("D", 6, "C"), ("E", 4, "C"), ("F", 5, "E"), ("G", 7, "D"),
        ("H", 9, "EG"), ("I", 7, "C"), ("J", 8, "FI"), ("K", 4, "J"), ("L", 5, "J"), ("M", 2, "H"), ("N", 6, "KL"),
    )  # fmt: skip
    found = critical_path(case, [Chosen(c.id, 0, 0, c.modes[0].duration) for c in case.candidates])
    assert (found.end, "".join(found.path)) == (44, "ABCEFJLN")
    assert {one.id: one.periods for one in found.slacks} == {
        "A": 0, "B": 0, "C": 0, "D": 4, "E": 0, "F": 0, "G": 4, "H": 4, "I": 2, "J": 0, "K": 1, "L": 0, "M": 4, "N": 0,
    }  # fmt: skip


def test_lags_and_earliest_starts_lengthen_the_path():
    case = PlanCase(
        20,
        (
            Candidate("a", 0.0, (Mode(2),), earliest=3),
            Candidate("b", 0.0, (Mode(1),), (Predecessor("a", 4),)),
            Candidate("c", 0.0, (Mode(1),)),
        ),
    )
    found = critical_path(case, [Chosen("a", 0, 3, 5), Chosen("b", 0, 9, 10), Chosen("c", 0, 0, 1)])
    assert (found.end, found.path) == (10, ("a", "b"))
    assert {one.id: (one.earliest, one.latest) for one in found.slacks}["c"] == (0, 9)


def test_nothing_chosen_has_no_path():
    assert critical_path(project(("A", 1, "")), []).path == ()


@given(plan_cases(Objective.MAKESPAN))
def test_windows_hold_every_latest_start_of_the_forward_pass(case):
    prepared = prepare(case)
    shortest = [
        Chosen(one, 0, 0, min(prepared.candidates[one].modes[k].duration for k in prepared.modes[one]))
        for one in prepared.order
        if one in prepared.window
    ]
    if len(shortest) == len(case.candidates):
        for slack in critical_path(case, shortest).slacks:
            assert prepared.window[slack.id][0] == slack.earliest
