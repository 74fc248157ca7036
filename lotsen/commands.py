"""The commands beside `spend`: serve and work, bring the database up, demo, archives, carbon. See `lotsen.cli`."""

import argparse
import datetime as dt
import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from lotsen.errors import N_, InvalidInput

if TYPE_CHECKING:
    from lotsen.bootstrap import House
    from lotsen.domain.plan_edits import PlanEdits


def serve(parser: argparse.ArgumentParser) -> None:
    """`serve`: the screens."""
    parser.add_argument("--address", default="127.0.0.1", help="where to listen (default: this machine alone)")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--open", action="store_true", help="open the start link in a browser")
    parser.set_defaults(run=_serve)


def _serve(chosen: argparse.Namespace) -> None:
    from lotsen.serve import Serving, serve

    if code := serve(Serving(chosen.address, chosen.port, chosen.open)):
        sys.exit(code)


def worker(parser: argparse.ArgumentParser) -> None:
    """`worker`: long work beside the screens, on this or another machine."""
    parser.set_defaults(run=_worker)


def _worker(_chosen: argparse.Namespace) -> None:
    from lotsen import bootstrap
    from lotsen.jobs import worker

    worker.work(bootstrap.current())


def migrate(parser: argparse.ArgumentParser) -> None:
    """`migrate`: bring the database to this version's schema, as every start does."""
    parser.add_argument("--json", action="store_true", help="JSON instead of a sentence")
    parser.set_defaults(run=_migrate)


def _migrate(chosen: argparse.Namespace) -> None:
    from lotsen.config import from_environment
    from lotsen.store import migrations
    from lotsen.store.engine import Database

    config = from_environment()
    config.home.mkdir(parents=True, exist_ok=True)
    database = Database(config.database_url)
    try:
        ran = migrations.upgrade(database)
        result = {"ran": ran, "revision": migrations.current(database)}
    finally:
        database.close()
    _give(result, chosen.json, lambda r: [f"revision {r['revision']}, steps run: {', '.join(r['ran']) or 'none'}"])


def demo(parser: argparse.ArgumentParser) -> None:
    """`demo`: make the invented organisations, or make them anew."""
    parser.add_argument("--reset", action="store_true", help="as they were at first, whatever was done in them")
    parser.add_argument("--language", default="sv", choices=["sv", "fi", "en"], help="of what has one version only")
    parser.add_argument("--json", action="store_true", help="JSON instead of lines")
    parser.set_defaults(run=_demo)


def _demo(chosen: argparse.Namespace) -> None:
    from lotsen import bootstrap

    house = bootstrap.current()
    coach = house.identity.coach()
    make = house.demos.reset if chosen.reset else house.demos.open
    made = {key: str(make(key, coach, chosen.language).id) for key in house.demos.keys}
    house.close()
    _give({"roadmaps": made}, chosen.json, lambda r: [f"{key}: {roadmap}" for key, roadmap in r["roadmaps"].items()])


def users(parser: argparse.ArgumentParser) -> None:
    """`users`: who signs in by password; for the first administrator and for emergencies."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    everybody = actions.add_parser("list", help="all accounts, and what each belongs to")
    everybody.add_argument("--json", action="store_true", help="JSON instead of lines")
    everybody.set_defaults(run=_users)
    link = actions.add_parser("link", help="a link with which somebody chooses a new password; it works once")
    link.add_argument("login", metavar="LOGIN")
    link.add_argument("--address", default="http://127.0.0.1:8501", help="where the screens are served")
    link.set_defaults(run=_users_link)
    out = actions.add_parser("sign-out", help="close every way in of somebody, at once")
    out.add_argument("login", metavar="LOGIN")
    out.set_defaults(run=_users_out)


def _users(chosen: argparse.Namespace) -> None:
    from lotsen import bootstrap

    house = bootstrap.current()
    found = [
        {
            "login": account.login,
            "name": person.name,
            "organisations": theirs,
            "changed": account.changed_at.isoformat(),
        }
        for account, person, theirs in house.accounts.everybody()
    ]
    house.close()
    _give(
        {"users": found},
        chosen.json,
        lambda r: [f"{u['login']}: {u['name']}; {', '.join(u['organisations']) or '-'}" for u in r["users"]],
    )


def _users_link(chosen: argparse.Namespace) -> None:
    from urllib.parse import urlencode

    from lotsen import bootstrap

    house = bootstrap.current()
    token = house.accounts.reset_by_administrator(chosen.login)
    house.close()
    print(f"{chosen.address.rstrip('/')}/auth/link?{urlencode({'token': token})}")


def _users_out(chosen: argparse.Namespace) -> None:
    from lotsen import bootstrap

    house = bootstrap.current()
    house.accounts.sign_out_by_administrator(chosen.login)
    house.close()


PLAN_FORMATS = ("xlsx", "xml", "ics", "csv", "pdf", "svg", "png")
"""Those of `lotsen.export.files`, which is imported only when it is needed."""


def export(parser: argparse.ArgumentParser) -> None:
    """`export`: a roadmap as one JSON archive, or its plan for other programs."""
    parser.add_argument("roadmap", metavar="ROADMAP", help="the roadmap's id, as in its address")
    parser.add_argument(
        "--format",
        default="json",
        choices=["json", *PLAN_FORMATS],
        help="json: the whole archive (default); xlsx: the roadmap as a workbook; xml: the plan for MS Project; "
        "ics: as calendar; csv: its interventions; pdf, svg, png: its picture",
    )
    parser.add_argument("--language", default="sv", choices=["sv", "fi", "en"], help="of all but the archive")
    parser.add_argument("--out", type=Path, help="write to this file instead of standard output")
    parser.set_defaults(run=_export)


def _export(chosen: argparse.Namespace) -> None:
    from lotsen import bootstrap
    from lotsen.services import archive

    roadmap = _roadmap(chosen.roadmap)
    house = bootstrap.current()
    try:
        if chosen.format == "json":
            data = archive.write(house.archive.export(roadmap)).encode()
        else:
            data = _plan_file(house, roadmap, chosen)
    finally:
        house.close()
    if chosen.out:
        _write(chosen.out, data)
    else:
        sys.stdout.buffer.write(data)


def _plan_file(house: "House", roadmap: UUID, chosen: argparse.Namespace) -> bytes:
    from lotsen.export import files, whole
    from lotsen.texts import Texts

    return files.make(chosen.format, whole.read(house, roadmap), Texts.of(chosen.language), house.clock.now())


def _roadmap(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise InvalidInput(N_("'{given}' is no roadmap's id. It stands in the page's address."), given=given) from None


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise InvalidInput(N_("{file} can't be written: {why}."), file=file, why=error.strerror or error) from error


def restore(parser: argparse.ArgumentParser) -> None:
    """`import`: build the roadmap of an archive, or take an edited workbook of a plan in."""
    parser.add_argument("file", metavar="FILE", help="an archive, or a workbook from 'export'; - for standard input")
    parser.add_argument("--into", metavar="ROADMAP", help="the roadmap whose plan the workbook is of")
    parser.add_argument("--yes", action="store_true", help="take over what the workbook changes, not just show it")
    parser.add_argument("--json", action="store_true", help="JSON instead of lines")
    parser.set_defaults(run=_restore)


def _restore(chosen: argparse.Namespace) -> None:
    from lotsen import bootstrap

    data = read_bytes(chosen.file)
    if data.startswith(b"PK"):
        _take_in(data, chosen)
        return
    text = decoded(data, chosen.file)
    house = bootstrap.current()
    made = house.archive.restore_text(text, house.identity.coach())
    house.close()
    _give({"roadmap": str(made.id)}, chosen.json, lambda r: [r["roadmap"]])


def _take_in(data: bytes, chosen: argparse.Namespace) -> None:
    """A workbook of a plan: say what it changes, and with `--yes` take it over."""
    from lotsen import bootstrap
    from lotsen.export import plan_back, whole

    if not chosen.into:
        raise InvalidInput(N_("A workbook has to be taken into a roadmap: name it with --into ROADMAP."))
    roadmap = _roadmap(chosen.into)
    house = bootstrap.current()
    try:
        edits = plan_back.read_back(data, whole.read(house, roadmap).plan, roadmap)
        edits.refuse_faults()
        if chosen.yes and edits:
            house.interventions.take_over(roadmap, house.identity.coach().id, edits)
    finally:
        house.close()
    told = {**_edits(edits), "taken_over": bool(chosen.yes and edits)}
    _give(told, chosen.json, _edit_lines)


def _edits(edits: "PlanEdits") -> dict[str, Any]:
    """What a workbook changes, as plain data."""

    def plain(cell: object) -> object:
        return cell.isoformat() if isinstance(cell, dt.date) else cell

    return {
        "changed": [
            {
                "row": one.row,
                "id": str(one.seen.id),
                "column": c.column,
                "before": plain(c.before),
                "after": plain(c.after),
            }
            for one in edits.changed
            for c in one.cells
        ],
        "added": [{"row": one.row, "id": str(one.made.id), "title": one.made.title.show("")} for one in edits.added],
        "missing": [str(item.id) for item in edits.missing],
        "clashes": [
            {"row": c.row, "id": str(c.of.id), "column": c.column, "mine": plain(c.mine), "theirs": plain(c.theirs)}
            for c in edits.clashes
        ],
        "gone": list(edits.gone),
        "unread": list(edits.unread),
    }


def _edit_lines(told: dict[str, Any]) -> Iterator[str]:
    for one in told["changed"]:
        yield f"row {one['row']}, {one['column']}: {_told(one['before'])} → {_told(one['after'])}"
    for one in told["added"]:
        yield f"row {one['row']}, new: {one['title']}"
    for one in told["clashes"]:
        yield f"row {one['row']}, {one['column']}: left as it is in the plan, changed there too"
    if told["missing"]:
        yield f"rows that were taken away: {len(told['missing'])}; they stay in the plan"
    if told["gone"]:
        yield "rows of what is no longer in the plan: " + ", ".join(map(str, told["gone"]))
    if told["unread"]:
        yield "columns that are not read: " + ", ".join(told["unread"])
    yield "taken over" if told["taken_over"] else "nothing was written"


def carbon(parser: argparse.ArgumentParser) -> None:
    """`carbon`: kg CO2e of spend per category."""
    parser.add_argument("file", metavar="FILE", help="JSON or CSV of spend per category; - for standard input")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.epilog = (
        'JSON: {"currency": "EUR", "categories": [{"category", "spend", "factor" (key, name or own factor), '
        '"kgco2e_per_1000"}]}; CSV: columns category, spend, factor or kgco2e_per_1000.'
    )
    parser.set_defaults(run=_carbon)


def _carbon(chosen: argparse.Namespace) -> None:
    from lotsen.services.carbon import carbon_case
    from lotsen.store.starter import starter

    _give(carbon_case(read_text(chosen.file), starter().factors), chosen.json, _carbon_lines)


def _carbon_lines(result: dict[str, Any]) -> Iterator[str]:
    for row in result["categories"]:
        yield f"{row['category']:40} {row['spend']:>18} {row['kgco2e']:>18} kg CO2e"


def weights(parser: argparse.ArgumentParser) -> None:
    """`weights`: what criteria weigh, by what people said or by the data."""
    _case(parser, "weights")


def rank(parser: argparse.ArgumentParser) -> None:
    """`rank`: alternatives in order, by one method."""
    _case(parser, "rank")


def robustness(parser: argparse.ArgumentParser) -> None:
    """`robustness`: ranks over many draws of weights and values."""
    _case(parser, "robustness")


def agreement(parser: argparse.ArgumentParser) -> None:
    """`agreement`: how far people agree."""
    _case(parser, "agreement")


def plan(parser: argparse.ArgumentParser) -> None:
    """`plan`: what to do and when, within money and people."""
    _case(parser, "plan")


def portfolio(parser: argparse.ArgumentParser) -> None:
    """`portfolio`: what to do whatever happens."""
    _case(parser, "portfolio")


def _case(parser: argparse.ArgumentParser, kind: str) -> None:
    """A command that answers one JSON case by `lotsen.services.cases.KIND`."""
    module = importlib.import_module(f"lotsen.services.cases.{kind}")
    parser.add_argument("file", metavar="CASE", help="a JSON file; - for standard input")
    parser.add_argument("--json", action="store_true", help="JSON instead of lines")
    parser.epilog = module.KEYS
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.set_defaults(run=lambda chosen: _answer(module, chosen))


def _answer(module: ModuleType, chosen: argparse.Namespace) -> None:
    from lotsen.services.cases import read

    _give(module.answer(read.case(read_text(chosen.file))), chosen.json, _lines)


def _lines(result: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """A result as lines, key by key: lists of plain values on one line, everything else one level deeper."""
    for key, value in result.items():
        name = f"{before}{key}"
        if isinstance(value, dict):
            yield from _lines(value, f"{name}.")
        elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
            for place, one in enumerate(value, 1):
                yield from _lines(one if isinstance(one, dict) else {"": one}, f"{name}[{place}]")
        else:
            told = ", ".join(map(_told, value)) if isinstance(value, list) else _told(value)
            yield f"{name:<32} {told}"


def _told(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else "–" if value is None else str(value)


def read_text(name: str) -> str:
    """A whole text file, or standard input for `-`. Raises InvalidInput for one that can't be read."""
    return decoded(read_bytes(name), name)


def read_bytes(name: str) -> bytes:
    """A whole file, or standard input for `-`. Raises InvalidInput for one that can't be read."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InvalidInput(N_("{file} can't be read: {why}."), file=name, why=error.strerror or error) from error


def decoded(data: bytes, name: str) -> str:
    """UTF-8 as text. Raises InvalidInput for what is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(N_("{file} is not UTF-8 text."), file=name) from error


def _give(result: dict[str, Any], as_json: bool, readable: Any) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
    else:
        for line in readable(result):
            print(line)
