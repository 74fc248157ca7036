"""The steps of the thread, in order: page, address, title, and how far a roadmap has come on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lotsen.domain.rights import Right
from lotsen.errors import N_


class StepState(StrEnum):
    EMPTY = "empty"
    BEGUN = "begun"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """One place on the thread. `state` reads it from the counts of what a roadmap holds; it is shown to who has the
    right that its page takes."""

    page: str
    address: str
    title: str
    state: Callable[[Mapping[str, int]], StepState]
    right: Right = Right.READ


def _by(begun: bool, done: bool) -> StepState:
    return StepState.DONE if done else StepState.BEGUN if begun else StepState.EMPTY


def _weighed(n: Mapping[str, int]) -> bool:
    return n["marks"] + n["weighings"] + n["comparisons"] + n["agreed_weights"] > 0


STEPS = (
    Step(
        "pages/strategy.py",
        "strategy",
        N_("Strategy"),
        lambda n: _by(n["goals"] + n["function_goals"] > 0, n["goals"] >= 3 and _weighed(n)),
    ),
    Step(
        "pages/policy_lines.py",
        "policy-lines",
        N_("Policy lines"),
        lambda n: _by(n["policy_lines"] > 0, n["adopted_lines"] > 0),
    ),
    Step(
        "pages/categories.py",
        "categories",
        N_("Categories"),
        lambda n: _by(n["categories"] > 0, n["categories"] > 0 and n["spend_imports"] + n["stated_spend"] > 0),
    ),
    Step(
        "pages/priorities.py",
        "priorities",
        N_("Priorities"),
        lambda n: _by(n["judgements"] > 0, 0 < n["categories"] * n["goals"] <= 2 * n["judgements"]),
    ),
    Step(
        "pages/scenarios.py",
        "scenarios",
        N_("Scenarios"),
        lambda n: _by(n["scenarios"] > 0, n["scenarios"] > 1 and n["scenario_plans"] > 1),
        Right.EDIT,
    ),
    Step(
        "pages/plan.py",
        "plan",
        N_("Plan"),
        lambda n: _by(n["interventions"] > 0, n["planned_interventions"] >= 3),
    ),
    Step(
        "pages/follow_up.py",
        "follow-up",
        N_("Follow-up"),
        lambda n: _by(n["check_ins"] + n["readings"] > 0, n["check_ins"] > 0 and n["readings"] > 0),
    ),
    Step(
        "pages/summary.py",
        "summary",
        N_("Summary"),
        lambda n: _by(n["judgements"] > 0 or n["interventions"] > 0, n["judgements"] > 0 and n["interventions"] > 0),
    ),
)

ICONS = {
    StepState.EMPTY: ":material/radio_button_unchecked:",
    StepState.BEGUN: ":material/contrast:",
    StepState.DONE: ":material/check_circle:",
}

PAGES = {
    "start": "pages/start.py",
    "sessions": "pages/sessions.py",
    "people": "pages/people.py",
    "spend": "pages/spend.py",
} | {step.address: step.page for step in STEPS}
"""Every page by its address; the start page's own address is empty."""

TITLES = {
    "start": N_("Start"),
    "sessions": N_("Coaching sessions"),
    "people": N_("People"),
    "spend": N_("Invoices"),
} | {step.address: step.title for step in STEPS}
"""What a page is called where it is linked to."""

STATES = {
    StepState.EMPTY: N_("not begun"),
    StepState.BEGUN: N_("begun"),
    StepState.DONE: N_("has what the next step needs"),
}
