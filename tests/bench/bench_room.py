"""From a changed judgement to the ranking that shows it: 40 categories × 12 goals and 60 people, then 200 × 30.

Nobody may wait longer than 300 ms at 40 × 12: the save, the ranking and how sure it is, one after the other, the median
of several changes. The order of discussion is made when somebody asks for it.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from lotsen import bootstrap
from lotsen.bootstrap import House
from lotsen.config import from_environment
from lotsen.domain.assessment import Judgement
from lotsen.domain.organisation import Person
from tests.support import big

PROMISED = 300.0
TURNS = 9
SIZES = ((40, 12, 60), (200, 30, 60))


def turns(house: House, coach: Person, roadmap: object) -> dict[str, float]:
    """Milliseconds of each part, the median of some changes."""
    times: dict[str, list[float]] = {}
    for turn in range(TURNS):
        view = _view(house, coach, roadmap)
        cell = view.categories[turn % len(view.categories)].id, view.goals[turn % len(view.goals)].id
        began = time.perf_counter()
        house.assessments.judge(roadmap, coach.id, [Judgement(*cell, turn % 4)], coach.id)  # type: ignore[arg-type]
        saved = time.perf_counter()
        view = _view(house, coach, roadmap)
        ranked = time.perf_counter()
        house.priorities.certainty(view)
        sure = time.perf_counter()
        house.priorities.discussion(view)
        talked = time.perf_counter()
        parts = {"save": saved - began, "ranking": ranked - saved, "certainty": sure - ranked, "talk": talked - sure}
        for name, seconds in parts.items():
            times.setdefault(name, []).append(1000 * seconds)
    return {name: statistics.median(some) for name, some in times.items()}


def _view(house: House, coach: Person, roadmap: object):  # type: ignore[no-untyped-def]
    standing = house.organisations.standing(roadmap, coach.id)  # type: ignore[arg-type]
    return house.priorities.view(standing.roadmap, standing.organisation, standing.votes)


def main() -> int:
    kept = True
    for categories, goals, people in SIZES:
        with tempfile.TemporaryDirectory(prefix="lotsen-room-") as folder:
            house = bootstrap.build(from_environment({"LOTSEN_HOME": str(Path(folder))}))
            coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
            assert coach is not None
            roadmap = big.fill(house, coach, categories=categories, goals=goals, judging=people)
            found = turns(house, coach, roadmap)
            house.close()
        shown = found["save"] + found["ranking"] + found["certainty"]
        told = ", ".join(f"{name} {ms:.0f}" for name, ms in found.items())
        sys.stdout.write(f"{categories} × {goals}, {people} people: shown after {shown:.0f} ms ({told})\n")
        kept &= shown <= PROMISED or categories > 40
    sys.stdout.write(f"promised: at most {PROMISED:.0f} ms at 40 × 12\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
