"""What do the invoices say?"""

from lotsen.domain.job import JobState
from lotsen.domain.rights import Right
from lotsen.ui import access, screen
from lotsen.ui.spend import arrive, found, kept, rules


def page() -> None:
    visit = access.require(Right.IMPORT)
    t = visit.t
    screen.head(
        t,
        t("What do the invoices say?"),
        t("A year's purchase invoices from any ledger, as CSV or XLSX. You see what was read before it is kept."),
    )
    job = visit.house.spend.waiting(visit.roadmap_id)
    if job is None:
        arrive.draw(visit)
    elif job.state in {JobState.WAITING, JobState.RUNNING}:
        arrive.progress(visit, job.id)
    else:
        found.draw(visit, job)
    imports = visit.house.spend.imports(visit.roadmap_id)
    if imports and job is None:
        rules.draw(visit)
        kept.draw(visit, imports)
    screen.next_step("categories", t("On: what do we buy?"))


page()
