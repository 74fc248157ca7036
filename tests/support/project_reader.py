"""What MPXJ finds in a project file, as JSON: `python -m tests.support.project_reader FILE`.

MPXJ is the library that GanttProject and ProjectLibre read such files with. It runs in a Java of its own, so that no
test shares its process, its memory or its signals.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lotsen.config import ROOT


def read(file: Path) -> dict[str, Any]:
    """The tasks, links, shares and resources that an independent reader finds; fails with what Java said."""
    command = [sys.executable, "-m", "tests.support.project_reader", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise AssertionError(f"MPXJ can't read the file:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _told(file: str) -> dict[str, Any]:
    import jpype
    import mpxj  # noqa: F401 - puts itself on Java's path

    jpype.startJVM("-Xmx256m")
    project = jpype.JClass("org.mpxj.reader.UniversalProjectReader")().read(file)
    hours = jpype.JClass("org.mpxj.TimeUnit").HOURS
    calendar = project.getDefaultCalendar()

    def task(one: Any) -> dict[str, Any]:
        baseline = (one.getBaselineStart(), one.getBaselineFinish())
        return {
            "name": str(one.getName()),
            "start": str(one.getStart())[:10],
            "finish": str(one.getFinish())[:10],
            "days": float(one.getDuration().getDuration()),
            "unit": str(one.getDuration().getUnits()),
            "milestone": bool(one.getMilestone()),
            "progress": None if one.getPercentageComplete() is None else int(one.getPercentageComplete().intValue()),
            "cost": None if one.getFixedCost() is None else float(one.getFixedCost().doubleValue()),
            "deadline": one.getDeadline() and str(one.getDeadline())[:10],
            "contact": one.getContact() and str(one.getContact()),
            "notes": str(one.getNotes() or ""),
            "baseline": [each and str(each)[:10] for each in baseline],
            "links": {
                str(link.getPredecessorTask().getName()): [
                    str(link.getType()),
                    float(link.getLag().getDuration()),
                    str(link.getLag().getUnits()),
                ]
                for link in one.getPredecessors()
            },
            "work": {
                str(share.getResource().getName()): float(
                    share.getWork().convertUnits(hours, project.getProjectProperties()).getDuration()
                )
                for share in one.getResourceAssignments()
            },
        }

    return {
        "title": str(project.getProjectProperties().getProjectTitle()),
        "tasks": [task(one) for one in project.getTasks() if one.getID() is not None and int(str(one.getID()))],
        "resources": [str(one.getName()) for one in project.getResources() if one.getName()],
        "closed": sorted(str(one.getFromDate()) for one in calendar.getCalendarExceptions()),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_told(sys.argv[1])))
