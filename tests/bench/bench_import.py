"""A million invoice rows from file to category totals, beside `pandas.read_csv` alone in the same run.

    python -m tests.bench.bench_import [ROWS]

pandas' C engine, named explicitly, reads UTF-8 in as many threads as there are processors, other encodings in one.
Each measurement is a process of its own (the best of five), so that memory is its own too. The file repeats real
rows with changed ids where the published files are here, else rows made in their shape. Ten million go through the
command line once, with LOTSEN_BENCH_TEN=1.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from lotsen.config import ROOT
from tests.support.shared import SHARED

ENCODINGS = {"utf-8": 1.0, "latin-1": 1.0, "cp1252": 2.0, "utf-16": 2.0}
"""Encoding → how many times pandas' time is allowed."""

MEGABYTES = 1536
ROUNDS = 5
HEADER = (
    "Organisation Name,Organisation Code,Effective Date,Directorate,Service (Sercop),SERCOP URI,Supplier Name,"
    "Supplier ID,Comp. reg. no,Charity Number,VCSE Grant,Payment Date,TransNo,Seq No,Net Amount,Irrecoverable VAT,"
    "Purpose of Spend,Type,Procurement Classification,Class Code,Procurement Classification,Class Code,"
    "Thomson Classification,Thomson Desc.,Contract"
)
RULES = """field,match,category
cpv,CAT10,Transport
text,care home,Care
text,water,Water
supplier,Leeds Commercial Ltd,Fleet
"""

PANDAS = """
import resource, sys, time
import pandas
start = time.perf_counter()
pandas.read_csv(sys.argv[1], encoding=sys.argv[2], engine="c")
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
OURS = """
import resource, sys, time
from pathlib import Path
from tempfile import TemporaryDirectory
from lotsen.spend import engine, mapping, reader
rules = mapping.read_rules(Path(sys.argv[3]))
start = time.perf_counter()
with TemporaryDirectory() as work, engine.connection(Path(work)) as connection:
    reader.gather(connection, Path(sys.argv[1]), Path(work))
    mapping.apply(connection, rules)
    result = mapping.cover(connection)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
WHOLE = """
import resource, sys, time
from pathlib import Path
from tempfile import TemporaryDirectory
from lotsen.spend import reader
start = time.perf_counter()
with TemporaryDirectory() as work:
    reader.read(Path(sys.argv[1]), Path(work), keep=Path(work) / "lines.parquet")
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def shape() -> list[str]:
    """Ten thousand rows to repeat: real ones, or made ones of their shape."""
    real = SHARED / "spend" / "wakefield_2018-Q4.csv" if SHARED else None
    if real and real.is_file():
        return [line for line in real.read_text(encoding="utf-8").splitlines() if line.strip()]
    rng = random.Random(1)
    suppliers = [f"SUPPLIER NUMBER {n} LIMITED" for n in range(1400)]
    return [HEADER] + [
        f"Wakefield MDC,E08000036,2019-03-31,REGENCULT,A,Net (Surplus) / Deficit of Trading Operations,"
        f"{rng.choice(suppliers)},Redacted,{rng.randrange(10**7):08d},N/A,Not yet available,2019-01-{1 + n % 28:02d},"
        f"237{n:05d},{n % 9},{rng.randrange(50_000, 9_000_000) / 100},Nil,Purpose {n % 300},Revenue,Transport,"
        f"CAT{n % 20:02d},Vehicle and Plant Hire,SUBCAT{n % 90:04d},Van & Truck & Car Hire,82050,Not yet available"
        for n in range(10_000)
    ]


def repeated(rows: int, signs: str) -> Iterator[str]:
    """The rows again and again, with changed ids; `signs` is text that only the encoding can write."""
    header, *body = shape()
    yield header + "\n"
    for number in range(rows):
        line = body[number % len(body)].replace(",237", f",{100 + number // len(body)}", 1)
        yield (line.replace("Revenue", f"Revenue {signs}", 1) if signs else line) + "\n"


def write(path: Path, rows: int, encoding: str) -> None:
    signs = {"latin-1": "åäö", "cp1252": "åäö – €"}.get(encoding, "åäö")
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(repeated(rows, signs))


def measured(*commands: tuple[object, ...]) -> list[tuple[float, int]]:
    """Per command (code and arguments) seconds and megabytes of the best round; in each round one after the other, so
    that whatever else the machine does meets all of them."""
    found: list[list[tuple[float, int]]] = [[] for _ in commands]
    for _ in range(ROUNDS):
        for place, command in enumerate(commands):
            done = subprocess.run(
                [sys.executable, "-c", *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=True
            )
            seconds, megabytes = done.stdout.split()
            found[place].append((float(seconds), int(megabytes)))
    return [(min(rounds)[0], max(size for _, size in rounds)) for rounds in found]


def million(folder: Path, rows: int) -> bool:
    """Print a line per encoding; whether every one keeps to its bounds."""
    rules = folder / "rules.csv"
    rules.write_text(RULES)
    kept = True
    print(f"{rows:,} rows{'':>8}   pandas    ours   ratio  allowed   MB ours (pandas)   with warnings and Parquet")
    for encoding, allowed in ENCODINGS.items():
        path = folder / "rows.csv"
        write(path, rows, encoding)
        (theirs, their_size), (ours, size), (whole, _) = measured(
            (PANDAS, path, encoding), (OURS, path, encoding, rules), (WHOLE, path)
        )
        kept &= ours <= allowed * theirs and size <= MEGABYTES
        print(
            f"{encoding:<8} {path.stat().st_size >> 20:>4} MB  {theirs:>6.2f} s {ours:>6.2f} s  {ours / theirs:>5.2f}"
            f"  {allowed:>6.1f}   {size:>6} ({their_size}) {whole:>19.2f} s"
        )
        path.unlink()
    return kept


def ten_million(folder: Path) -> None:
    """Through the command line, once."""
    path, rules = folder / "ten.csv", folder / "rules.csv"
    write(path, 10_000_000, "utf-8")
    command = [sys.executable, "-m", "lotsen", "spend", "map", str(path), "--rules", str(rules), "--json"]
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    result = json.load(child.stdout)
    _, _, usage = os.wait4(child.pid, 0)
    print(
        f"10,000,000 rows ({path.stat().st_size >> 20} MB) by `spend map`: {time.perf_counter() - start:.1f} s, "
        f"{usage.ru_maxrss >> 10} MB, {result['rows']:,} rows"
    )


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        kept = million(Path(folder), rows)
        if os.environ.get("LOTSEN_BENCH_TEN"):
            ten_million(Path(folder))
    print("within its bounds" if kept else "BEYOND ITS BOUNDS")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
