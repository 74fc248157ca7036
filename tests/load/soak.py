"""Minutes of load: many tabs that walk over the pages at the pace of people, and what it did to the server.

`python -m tests.load.soak [minutes] [tabs]`; `make soak` runs ten minutes of 100.
"""

import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from lotsen import bootstrap
from lotsen.config import from_environment
from tests.bench.bench_pages import cpu_seconds
from tests.load import tab
from tests.support import big, server
from tests.support.server import Server

MINUTES, TABS = 10.0, 100
THINK_SECONDS = 5.0
"""A person does something every so many seconds, on average."""
SLOW_MILLISECONDS = 2000.0
GROWTH_MEGABYTES = 300.0


@dataclass
class Walked:
    """What all tabs met: seconds of each answer, error boxes, and why tabs were lost."""

    seconds: list[float] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The quantile of the answers, in milliseconds."""
        return sorted(self.seconds)[int((len(self.seconds) - 1) * share)] * 1000


async def walk(running: Server, token: str, roadmap: object, until: float, walked: Walked, dice: random.Random) -> None:
    """One person: goes from page to page, and does something on each."""
    await asyncio.sleep(dice.random() * THINK_SECONDS)
    try:
        async with tab.opened(running.url, token=token, query=f"roadmap={roadmap}") as open_tab:
            while time.monotonic() < until:
                moves = dice.random() < 0.3
                walked.seconds.append(
                    await open_tab.go(dice.choice(sorted(open_tab.pages))) if moves else await open_tab.rerun()
                )
                walked.exceptions += open_tab.exceptions
                open_tab.exceptions.clear()
                await asyncio.sleep(THINK_SECONDS * (0.5 + dice.random()))
    except (OSError, TimeoutError) as error:
        walked.lost.append(repr(error))


def megabytes(pid: int) -> float:
    """Memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


async def load(running: Server, token: str, roadmap: object, seconds: float, tabs: int) -> Walked:
    """Let so many people walk for so long."""
    walked, until = Walked(), time.monotonic() + seconds
    await asyncio.gather(*(walk(running, token, roadmap, until, walked, random.Random(n)) for n in range(tabs)))
    return walked


def soak(minutes: float, tabs: int) -> int:
    """Load the server and tell what it did; 1 where somebody waited too long, was lost, or met an error."""
    with tempfile.TemporaryDirectory(prefix="lotsen-soak-") as folder:
        house = bootstrap.build(from_environment({"LOTSEN_HOME": folder}))
        coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
        assert coach is not None
        roadmap = big.fill(house, coach)
        house.close()
        with server.running(Path(folder)) as running:
            token = running.cookie()
            asyncio.run(load(running, token, roadmap, 20, tabs))
            memory, cpu, began = megabytes(running.pid), cpu_seconds(running.pid), time.monotonic()
            walked = asyncio.run(load(running, token, roadmap, minutes * 60, tabs))
            share = (cpu_seconds(running.pid) - cpu) / (time.monotonic() - began)
            grown = megabytes(running.pid) - memory
    sys.stdout.write(
        f"{tabs} tabs, {len(walked.seconds)} answers: p50 {walked.at(0.5):.0f} ms, p95 {walked.at(0.95):.0f} ms, "
        f"p99 {walked.at(0.99):.0f} ms, longest {walked.at(1):.0f} ms; {share:.0%} of one core; "
        f"memory {memory:.0f} MB and {grown:+.0f} MB; {len(walked.exceptions)} errors, {len(walked.lost)} tabs lost\n"
    )
    kept = walked.at(0.95) <= SLOW_MILLISECONDS and grown <= GROWTH_MEGABYTES
    return 0 if kept and not walked.exceptions and not walked.lost else 1


if __name__ == "__main__":
    given = [float(one) for one in sys.argv[1:]]
    sys.exit(soak(given[0] if given else MINUTES, int(given[1]) if len(given) > 1 else TABS))
