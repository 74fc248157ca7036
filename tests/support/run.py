"""Run the tests as `make` does: `python -m tests.support.run check|test|bench|soak`, in the checkout."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack

from lotsen.config import ROOT
from tests.support import machine, postgres

PYTEST = ("-m", "pytest", "-q")
QUICK = "not browser and not postgres and not server and not programs"


def check() -> int:
    """Lint, types, unit and page tests."""
    return lint() or python(*PYTEST, "-n", "2", "--dist", "worksteal", "-m", QUICK)


def test() -> int:
    """Everything."""
    environment = os.environ | {"LOTSEN_CHROMIUM": machine.chromium()}
    machine.readers()
    with ExitStack() as stack:
        if "LOTSEN_TEST_POSTGRES" not in environment:
            environment["LOTSEN_TEST_POSTGRES"] = stack.enter_context(postgres.started(machine.postgresql()))
        return lint() or python(*PYTEST, "-n", "2", "--dist", "worksteal", environment=environment)


def bench() -> int:
    """Every measurement, one after the other."""
    return max(python("-m", f"tests.bench.{file.stem}") for file in sorted((ROOT / "tests/bench").glob("bench_*.py")))


def soak() -> int:
    """Kills by the dozen, and ten minutes of load."""
    killed = python(*PYTEST, "tests/faults", environment=os.environ | {"LOTSEN_SOAK": "1"})
    return killed or python("-m", "tests.load.soak")


def lint() -> int:
    """The first of lint, form and types that fails."""
    return (
        python("-m", "ruff", "check", "-q", ".")
        or python("-m", "ruff", "format", "-q", "--check", ".")
        or python("-m", "mypy", "--no-error-summary")
    )


def python(*arguments: str, environment: "os._Environ[str] | dict[str, str] | None" = None) -> int:
    """Run this Python in the checkout; its exit code."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


def ended(_signal: int, _frame: object) -> None:
    """Somebody ends us: leave by the doors, so that the database is stopped and its folder removed."""
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, ended)
    sys.exit({"check": check, "test": test, "bench": bench, "soak": soak}[sys.argv[1]]())
