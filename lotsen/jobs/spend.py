"""Reading an uploaded file of invoices and mapping what is kept, beside the screens."""

from pathlib import Path
from typing import Any

from lotsen.bootstrap import House
from lotsen.domain.job import Job
from lotsen.jobs.kinds import Report
from lotsen.spend import reader
from lotsen.spend.profile import Overrides


def read(house: House, job: Job, report: Report) -> dict[str, Any]:
    """Read the upload named in the job's parameters; its lines stay in the job's folder until they are accepted."""
    folder = house.jobs.folder(job.id)
    work = folder / "work"
    result = reader.read(
        house.spend.upload(job.params["upload"]),
        work,
        Overrides.from_json(job.params.get("told") or {}),
        name=Path(job.params["name"]).name,
        keep=folder / "lines.parquet",
        on_progress=report,
    )
    for left in sorted(work.rglob("*"), reverse=True):
        left.rmdir() if left.is_dir() else left.unlink()
    return {**result.to_json(), "sheets": list(result.profile.sheets), "first_rows": list(map(list, result.first_rows))}


def map_again(house: House, job: Job, report: Report) -> dict[str, Any]:
    """Map all kept money of the job's roadmap by its rules."""
    assert job.roadmap_id is not None
    return {"years": house.spend.map_again(job.roadmap_id, job.owner, report)}
