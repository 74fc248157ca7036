"""Finding the best plan of a scenario, and what holds in all of them, beside the screens."""

from typing import Any
from uuid import UUID

from lotsen.bootstrap import House
from lotsen.domain.job import Job
from lotsen.jobs.kinds import Report


def solve(house: House, job: Job, report: Report) -> dict[str, Any]:
    """The best plan of the scenario in the job's parameters; every better one is kept as it is found."""
    assert job.roadmap_id is not None  # it is asked for on a roadmap
    standing = house.organisations.standing(job.roadmap_id, job.owner)
    return house.solving.solve(standing, UUID(job.params["scenario"]), report)


def core(house: House, job: Job, report: Report) -> dict[str, Any]:
    """What is worth doing in all scenarios, by all weights that the room gave."""
    assert job.roadmap_id is not None  # it is asked for on a roadmap
    standing = house.organisations.standing(job.roadmap_id, job.owner)
    return house.solving.weigh_all(standing, report)
