"""Readers of published instances: PSPLIB's .sm and .mm, OR-Library's mknap."""

import re
from collections.abc import Iterator
from pathlib import Path

from lotsen.analysis.results.plan import Candidate, Mode, Objective, PlanCase, Predecessor


def read_project(path: Path) -> PlanCase:
    """A resource-constrained project, single or multi-mode (Kolisch and Sprecher, PSPLIB, EJOR 96 (1997))."""
    text = path.read_text(encoding="ascii", errors="replace")
    horizon = int(re.search(r"horizon\s*:\s*(\d+)", text)[1])
    renewable = int(re.search(r"- renewable\s*:\s*(\d+)", text)[1])
    follow = _rows(text, "PRECEDENCE RELATIONS")
    before: dict[int, list[Predecessor]] = {row[0]: [] for row in follow}
    for row in follow:
        for after in row[3 : 3 + row[2]]:
            before[after].append(Predecessor(str(row[0])))
    modes: dict[int, list[Mode]] = {}
    job = 0
    for row in _rows(text, "REQUESTS/DURATIONS"):
        if len(row) == len(_header(text)):
            job, row = row[0], row[1:]
        units = row[2:]
        roles = {f"R{k + 1}": float(n) for k, n in enumerate(units[:renewable])}
        money = {f"N{k + 1}": float(n) for k, n in enumerate(units[renewable:])}
        modes.setdefault(job, []).append(Mode(row[1], roles, money))
    limits = _rows(text, "RESOURCEAVAILABILITIES")[0]
    return PlanCase(
        horizon,
        tuple(Candidate(str(n), 0.0, tuple(m), tuple(before[n]), must=True) for n, m in modes.items()),
        {f"R{k + 1}": (float(n),) * horizon for k, n in enumerate(limits[:renewable])},
        {f"N{k + 1}": float(n) for k, n in enumerate(limits[renewable:])},
        Objective.MAKESPAN,
    )


def _header(text: str) -> list[str]:
    """The names of the columns of the requests, resources as one each."""
    line = next(line for line in text.splitlines() if line.startswith("jobnr. mode"))
    return re.sub(r"([RN])\s+(\d+)", r"\1\2", line).split()


def _rows(text: str, title: str) -> list[list[int]]:
    """The rows of numbers under a title, up to the next line of stars."""
    part = text[text.index(title) :].split("\n*")[0]
    return [
        [int(n) for n in line.split()] for line in part.splitlines() if re.fullmatch(r"[\s\d]+", line) and line.split()
    ]


def read_knapsacks(path: Path) -> Iterator[tuple[PlanCase, float]]:
    """Every multi-constraint knapsack of a file with its optimum, 0 where none is known (Beasley, OR-Library)."""
    numbers = [float(word) for word in path.read_text(encoding="ascii").split()]
    place = 1
    for _ in range(int(numbers[0])):
        n, m, optimum = int(numbers[place]), int(numbers[place + 1]), numbers[place + 2]
        place += 3
        profits, place = numbers[place : place + n], place + n
        rows = [numbers[place + k * n : place + (k + 1) * n] for k in range(m)]
        place += m * n
        yield knapsack(profits, rows, numbers[place : place + m]), optimum
        place += m


def knapsack(profits: list[float], rows: list[list[float]], limits: list[float]) -> PlanCase:
    """A knapsack as a plan of one period: an effect per item, a budget per row."""
    items = tuple(
        Candidate(str(k), profit, (Mode(1, {}, {f"b{i}": row[k] for i, row in enumerate(rows)}),))
        for k, profit in enumerate(profits)
    )
    return PlanCase(1, items, {}, {f"b{i}": limit for i, limit in enumerate(limits)})
