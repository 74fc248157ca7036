"""Everything that is not a screen: `python -m lotsen COMMAND ...`.

    exit 0 done, 2 bad input (one line on standard error: what, where, what to do), 1 our own fault

A command is a function that adds its arguments to a parser and sets `run`; `COMMANDS` names where it stands, so that
only the command that is called is imported. JSON out with `--json`, UTF-8, `-` for standard input.
"""

import argparse
import importlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lotsen.errors import LotsenError

if TYPE_CHECKING:
    from lotsen.spend.profile import Overrides

COMMANDS: dict[str, tuple[str, str]] = {
    "serve": ("lotsen.commands:serve", "start the screens"),
    "worker": ("lotsen.commands:worker", "do long work beside the screens"),
    "migrate": ("lotsen.commands:migrate", "bring the database to this version's schema"),
    "demo": ("lotsen.commands:demo", "make the invented organisations, or make them anew"),
    "users": ("lotsen.commands:users", "who signs in by password; a link or a sign-out for somebody"),
    "export": ("lotsen.commands:export", "a roadmap as one JSON archive, or its plan for other programs"),
    "import": ("lotsen.commands:restore", "build the roadmap of an archive, or take in an edited workbook of a plan"),
    "carbon": ("lotsen.commands:carbon", "kg CO2e of spend per category"),
    "spend": ("lotsen.cli:spend", "read invoice files and map them to categories"),
    "weights": ("lotsen.commands:weights", "weights from points, swing, order, pairwise comparison or the data"),
    "rank": ("lotsen.commands:rank", "rank alternatives by one of the methods, with every step"),
    "robustness": ("lotsen.commands:robustness", "how sure a ranking is over weights and values (SMAA)"),
    "plan": ("lotsen.commands:plan", "choose and schedule interventions, exactly"),
    "portfolio": ("lotsen.commands:portfolio", "which interventions hold in every scenario (core index)"),
    "agreement": ("lotsen.commands:agreement", "how far people agree, and what to talk about"),
}
"""Command → (module:function that builds its parser, what it does)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m lotsen", description="Upphandlingslotsen without a screen.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (place, what) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what)
        if given[:1] == [name]:
            _builder(place)(command)
    chosen = parser.parse_args(given)
    try:
        chosen.run(chosen)
        sys.stdout.flush()
    except LotsenError as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return 130
    return 0


def _builder(place: str) -> Callable[[argparse.ArgumentParser], None]:
    module, _, function = place.partition(":")
    found: Callable[[argparse.ArgumentParser], None] = getattr(importlib.import_module(module), function)
    return found


def give(result: dict[str, Any], as_json: bool, readable: Callable[[dict[str, Any]], Iterator[str]]) -> None:
    """Print a result, as JSON or as lines to read."""
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        for line in readable(result):
            print(line)


def spend(parser: argparse.ArgumentParser) -> None:
    """`spend read` and `spend map`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    reading = actions.add_parser("read", help="what stands in a file of invoices", epilog=READ_KEYS)
    reading.set_defaults(run=_spend_read)
    mapping = actions.add_parser("map", help="the money per category by mapping rules", epilog=MAP_KEYS)
    mapping.add_argument(
        "--rules", required=True, type=Path, metavar="RULES.csv", help="field,match,category[,influence]"
    )
    mapping.set_defaults(run=_spend_map)
    for action in (reading, mapping):
        action.add_argument("file", metavar="FILE", help="CSV, TXT, TSV or XLSX; - for standard input")
        action.add_argument("--json", action="store_true", help="JSON instead of a table")
        action.add_argument("--sheet", help="the sheet of a workbook")
        action.add_argument("--columns", default="", help="overrule the guess: amount=Net Amount,date=#12,supplier=")
        action.add_argument("--encoding", help="utf-8, cp1252, latin-1, utf-16, ...")
        action.add_argument("--delimiter", help="the sign between cells; tab for a tabulator")
        action.add_argument("--decimal", choices=[".", ","], help="the decimal sign")
        action.add_argument("--header-row", type=int, help="the row with the headers, from 1; 0 if there is none")


READ_KEYS = (
    "Keys: encoding, delimiter, decimal, thousands, header_row (from 1), headers, columns {role: header}, rows, net, "
    "negative_rows, negative_sum, suppliers, units, first_date, last_date, currency, years, skipped {blank, total, "
    "no_amount, unreadable, and header where one is repeated}, published_total, warnings [{code, count, sample_rows}]. "
    "Roles: amount (a debit), credit, date, year, supplier, supplier_id, unit, unit_id, account, account_name, code, "
    "description, invoice, currency."
)
MAP_KEYS = (
    "Rules: field is supplier, text, cpv or account; match a name or business id, words, a CPV prefix, an account or a "
    "range 4300-4399. The most specific rule wins. Keys: categories [{category, rows, net, suppliers, share}], "
    "unmapped {rows, net}, covered (share of covered_of), enough, influence, next [suppliers to map next]."
)


@contextmanager
def _given(argument: str) -> Iterator[tuple[Path, Path, str]]:
    """The input as a file, a folder for temporary files, and the name to speak of it."""
    with tempfile.TemporaryDirectory(prefix="lotsen-") as folder:
        work = Path(folder)
        if argument != "-":
            yield Path(argument), work, Path(argument).name
            return
        copy = work / "input"
        with copy.open("wb") as target:
            shutil.copyfileobj(sys.stdin.buffer, target, 1 << 20)
        yield copy, work, "standard input"


def _overrides(chosen: argparse.Namespace) -> "Overrides":
    from lotsen.spend.profile import Overrides, parse_columns

    delimiter = {"tab": "\t", "\\t": "\t"}.get(chosen.delimiter, chosen.delimiter)
    return Overrides(
        sheet=chosen.sheet,
        encoding=chosen.encoding,
        delimiter=delimiter,
        header_row=chosen.header_row,
        decimal=chosen.decimal,
        columns=parse_columns(chosen.columns),
    )


def _spend_read(chosen: argparse.Namespace) -> None:
    from lotsen.spend import reader

    with _given(chosen.file) as (path, work, name):
        result = reader.read(path, work, _overrides(chosen), name=name)
    give(result.to_json(), chosen.json, _readable_reading)


def _spend_map(chosen: argparse.Namespace) -> None:
    from lotsen.spend import engine, mapping, reader

    rules = mapping.read_rules(chosen.rules)
    with _given(chosen.file) as (path, work, name), engine.connection(work) as connection:
        reader.gather(connection, path, work, _overrides(chosen), name=name)
        mapping.apply(connection, rules)
        result = mapping.cover(connection)
    give(mapping.to_json(result), chosen.json, _readable_cover)


def _readable_reading(result: dict[str, Any]) -> Iterator[str]:
    from lotsen.domain.spend import WARNINGS

    for key in ("encoding", "delimiter", "decimal", "thousands", "header_row", "currency"):
        yield f"{key:<14} {result[key]!r}"
    for role, header in result["columns"].items():
        yield f"  {role:<12} {header}"
    for key in ("rows", "net", "negative_rows", "negative_sum", "suppliers", "units", "first_date", "last_date"):
        yield f"{key:<14} {result[key]}"
    for year in result["years"]:
        yield f"  {year['year'] or '-':<12} {year['rows']:>9} {year['net']:>20}"
    yield "skipped        " + ", ".join(f"{key} {count}" for key, count in result["skipped"].items())
    for warned in result["warnings"]:
        rows = ", ".join(map(str, warned["sample_rows"]))
        yield f"  {warned['count']} {WARNINGS[warned['code']]}" + (f" (row {rows})" if rows else "")


def _readable_cover(result: dict[str, Any]) -> Iterator[str]:
    yield f"{'category':<40} {'rows':>9} {'net':>20} {'suppliers':>9} {'share':>7}"
    for row in result["categories"]:
        yield f"{row['category']:<40} {row['rows']:>9} {row['net']:>20} {row['suppliers']:>9} {row['share']:>7.1%}"
    yield f"{'(unmapped)':<40} {result['unmapped']['rows']:>9} {result['unmapped']['net']:>20}"
    yield f"covered {result['covered']:.1%} of {result['covered_of']}"
    if not result["enough"]:
        yield "next suppliers to map:"
        for row in result["next"]:
            guess = f"  {row['suggestion']}?" if row["suggestion"] else ""
            yield f"  {row['supplier']:<50} {row['net']:>18} {row['cover']:>7.1%}{guess}"
