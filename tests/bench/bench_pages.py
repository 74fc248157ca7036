"""How quick a page is, as a share of Streamlit's own empty page on the same machine.

Two real servers, one session each, driven over the websocket: once Streamlit with stock settings and an empty page
that imports what ours import, once the product as it is shipped with 40 categories × 12 goals judged by 12 people.
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lotsen import bootstrap
from lotsen.config import ROOT, from_environment
from tests.load import tab
from tests.support import big, server

RERUNS = 200
EMPTY_RERUNS = 40
WARM = 10
SHARE = 1 / 3
CPU_MILLISECONDS = 15.0


@dataclass(frozen=True)
class Measured:
    """Reruns of one page: median and 95th percentile of the answer, processor time of the server, in milliseconds."""

    page: str
    median: float
    slow: float
    cpu: float
    kilobytes: float
    exceptions: tuple[str, ...]


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def measure(open_tab: tab.Tab, page: str, pid: int, reruns: int) -> Measured:
    """Rerun the page that is open, again and again."""
    for _ in range(WARM):
        await open_tab.rerun()
    before = cpu_seconds(pid)
    times = sorted([await open_tab.rerun() * 1000 for _ in range(reruns)])
    cpu = (cpu_seconds(pid) - before) * 1000 / reruns
    slow = times[int(len(times) * 0.95)]
    return Measured(
        page, statistics.median(times), slow, cpu, open_tab.received / 1000, tuple(dict.fromkeys(open_tab.exceptions))
    )


@contextlib.contextmanager
def stock() -> Iterator[tuple[str, int]]:
    """Streamlit with an empty page, as installed: URL and process id."""
    with tempfile.TemporaryDirectory(prefix="lotsen-stock-") as folder:
        port = server.free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.stock", str(ROOT / "tests/bench/empty_page.py"), str(port)],
            cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": folder},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            server.wait_for(lambda: server.answers(url), process, [])
            yield url, process.pid
        finally:
            process.terminate()
            process.wait()


async def empty_page() -> Measured:
    """The page that ours are measured against."""
    with stock() as (url, pid):
        async with tab.opened(url) as open_tab:
            return await measure(open_tab, "(stock, empty)", pid, EMPTY_RERUNS)


async def our_pages(only: list[str]) -> list[Measured]:
    """Every page of the product, with a large roadmap open."""
    with tempfile.TemporaryDirectory(prefix="lotsen-bench-") as folder:
        house = bootstrap.build(from_environment({"LOTSEN_HOME": folder}))
        coach = house.identity.resolve(house.identity.open_start_link(house.identity.start_key()))
        assert coach is not None
        roadmap = big.fill(house, coach)
        house.close()
        with server.running(Path(folder)) as ours:
            async with tab.opened(ours.url, token=ours.cookie(), query=f"roadmap={roadmap}") as open_tab:
                found = []
                for page in only or list(open_tab.pages):
                    await open_tab.go(page)
                    found.append(await measure(open_tab, page or "start", ours.pid, RERUNS))
                return found


def told(one: Measured, empty: Measured) -> str:
    verdict = "" if kept(one, empty) else "  ← over"
    errors = f"  {one.exceptions}" if one.exceptions else ""
    return (
        f"{one.page:16} p50 {one.median:7.1f} ms  p95 {one.slow:7.1f} ms  {one.median / empty.median:5.2f} of stock  "
        f"{one.cpu:6.1f} ms CPU  {one.kilobytes:6.1f} kB{verdict}{errors}\n"
    )


def kept(one: Measured, empty: Measured) -> bool:
    return one.median <= SHARE * empty.median and one.cpu <= CPU_MILLISECONDS and not one.exceptions


async def main(only: list[str]) -> int:
    empty = await empty_page()
    sys.stdout.write(told(empty, empty).replace("  ← over", ""))
    pages = await our_pages(only)
    sys.stdout.writelines(told(page, empty) for page in pages)
    sys.stdout.write(f"promised: at most {SHARE:.2f} of stock, at most {CPU_MILLISECONDS:.0f} ms CPU\n")
    return 0 if all(kept(page, empty) for page in pages) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
