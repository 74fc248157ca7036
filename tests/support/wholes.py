"""A whole roadmap without a database: a plan of a test's own, among invented goals, categories and judgements."""

from collections.abc import Sequence
from dataclasses import replace

from lotsen.domain.ids import new_id
from lotsen.domain.localtext import LocalText
from lotsen.domain.organisation import Organisation, OrganisationKind
from lotsen.domain.plan import PlanContent
from lotsen.domain.policy_line import PolicyBook
from lotsen.export.whole import Whole
from tests.support.drawn import view_of
from tests.support.judged import room
from tests.support.plans import ROADMAP

BODY = Organisation(new_id(), LocalText.of("Provköping"), OrganisationKind.MUNICIPALITY, 20_000, ("sv",))


def whole(plan: PlanContent) -> Whole:
    """The roadmap `ROADMAP` with this plan."""
    view, roadmap = view_of(room(), BODY)
    return Whole(replace(roadmap, id=ROADMAP), BODY, plan, PolicyBook((), (), tuple(plan.goals), {}), None, view)


def hostile_titles() -> Sequence[str]:
    """Titles that a spreadsheet would take for formulas, or that break files."""
    return (
        "=1+1",
        "+1",
        "-Städ",
        "@SUM(A1)",
        "\t=1",
        '=HYPERLINK("http://x")',
        "null\x00\x0b",
        "x" * 300,
        "a;b,c\\n\nd",
    )
