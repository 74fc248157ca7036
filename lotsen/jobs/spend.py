"""Reading an uploaded file of invoices, beside the screens."""

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
