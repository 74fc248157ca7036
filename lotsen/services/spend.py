"""Invoice money as use cases: a file comes in, is read beside the screens, compared, accepted, mapped by rules."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import duckdb

from lotsen.domain.category import Influence
from lotsen.domain.clock import months_after
from lotsen.domain.ids import new_id
from lotsen.domain.job import Job, JobState
from lotsen.domain.rights import Right
from lotsen.domain.spend import Coverage, MappingRule, RuleField, SpendFact, SpendImport, SupplierNext, YearCompared
from lotsen.domain.starter import ANY_TREE
from lotsen.errors import N_, Conflict, InvalidInput, NotFound
from lotsen.services.funnel import Funnel, Unit
from lotsen.services.jobs import Jobs
from lotsen.services.keep import Keep
from lotsen.spend import engine, facts, mapping
from lotsen.spend.facts import Fact
from lotsen.spend.mapping import Rule
from lotsen.spend.table import rows
from lotsen.store import categories as tree
from lotsen.store import spend as store
from lotsen.store.starter import starter

READ = "spend.read"
"""The kind of job that reads an upload."""

MAP = "spend.map"
"""The kind of job that maps all kept money of a roadmap by its rules."""

STRAY_AFTER = dt.timedelta(days=1)
"""Lines without an import are being accepted just now; older ones were left by an end without warning."""

UNDER_WAY = {JobState.WAITING, JobState.RUNNING}

MAIN_YEAR = 0.8
"""The share of the rows that one year needs for a file to be proposed as that year's."""

NEXT = 20
ALIKE = 0.86
"""How alike two suppliers' names must be for one's category to be proposed for the other (difflib's ratio)."""


class Spend:
    """`folder` holds uploads, and for `months` the lines of accepted imports."""

    def __init__(self, funnel: Funnel, jobs: Jobs, folder: Path, months: int) -> None:
        self._funnel = funnel
        self._jobs = jobs
        self._folder = folder
        self._months = months
        self._kept: Keep[tuple[Coverage, ...]] = Keep()

    # A file comes in ---------------------------------------------------------------------------------------------

    def place(self, roadmap_id: UUID) -> tuple[str, Path]:
        """A new upload: its name, as jobs carry it, and where its bytes are to be written."""
        upload = f"{roadmap_id}/{new_id()}"
        path = self._folder / upload
        path.parent.mkdir(parents=True, exist_ok=True)
        return upload, path

    def upload(self, upload: str) -> Path:
        """Where an upload lies. Raises NotFound for a name that is none."""
        path = (self._folder / upload).resolve()
        if not path.is_relative_to(self._folder.resolve()) or not path.is_file():
            raise NotFound(N_("The file that was sent in is no longer there. Send it again."))
        return path

    def read(self, roadmap_id: UUID, who: UUID, upload: str, name: str, told: Mapping[str, Any] | None = None) -> Job:
        """Have an upload read, as found or as the user told; whatever was waiting for this roadmap goes."""
        self._funnel.allow(Right.IMPORT, roadmap_id, who)
        before = self.waiting(roadmap_id)
        if before and not (before.params["upload"] == upload and before.params["told"] == dict(told or {})):
            self._drop(before, keep_upload=before.params["upload"] == upload)
        return self._jobs.start(READ, {"upload": upload, "name": name, "told": dict(told or {})}, who, roadmap_id)

    def waiting(self, roadmap_id: UUID) -> Job | None:
        """The file that is being read, or waits to be accepted or corrected; null where there is none."""
        job = self._jobs.latest(roadmap_id, READ)
        if job is None or job.state is JobState.CANCELLED or not (self._folder / job.params["upload"]).is_file():
            return None
        return job

    def discard(self, roadmap_id: UUID, who: UUID) -> None:
        """Stop reading, or forget what was read: nothing is left of it."""
        self._funnel.allow(Right.IMPORT, roadmap_id, who)
        if job := self.waiting(roadmap_id):
            self._drop(job)

    def _drop(self, job: Job, *, keep_upload: bool = False) -> None:
        if job.state in UNDER_WAY:
            self._jobs.cancel(job.id)
        else:
            self._jobs.clear(job.id)
        if not keep_upload:
            (self._folder / job.params["upload"]).unlink(missing_ok=True)

    # Comparing and accepting -------------------------------------------------------------------------------------

    def imports(self, roadmap_id: UUID) -> list[SpendImport]:
        """What was accepted, the latest year first."""
        with self._funnel.reading() as db:
            return store.imports(roadmap_id, db)

    @staticmethod
    def main_year(job: Job) -> int | None:
        """The year that nearly all rows of a file belong to, null where they spread."""
        years = (job.result or {}).get("years", [])
        whole = sum(year["rows"] for year in years)
        dated = [year for year in years if year["year"] is not None]
        best = max(dated, key=lambda year: year["rows"], default=None)
        return best["year"] if best and best["rows"] >= MAIN_YEAR * whole else None

    def compared(self, roadmap_id: UUID, job: Job, year: int | None) -> list[YearCompared]:
        """The years that accepting the file would write, with what they would replace.

        `year`: all rows as that year's; null: each row by its date, those without one left out.
        """
        there = {made.year: made for made in self.imports(roadmap_id)}
        result = []
        for one in _years(job, year):
            before = there.get(one[0])
            figures = before.figures if before else {}
            file = before.file_name if before else None
            result.append(YearCompared(*one, figures.get("rows"), figures.get("cents"), file))
        return result

    def accept(self, roadmap_id: UUID, who: UUID, job_id: UUID, year: int | None) -> list[SpendImport]:
        """Keep what was read: one transaction that replaces the years it holds. Raises Conflict if it is gone."""
        self._funnel.allow(Right.IMPORT, roadmap_id, who)
        job = self._jobs.get(job_id)
        lines = self._jobs.folder(job_id) / "lines.parquet"
        if job.state is not JobState.DONE or job.roadmap_id != roadmap_id or not lines.is_file():
            raise Conflict(N_("This file was accepted or put away meanwhile."))
        self._begin_rules(roadmap_id, who)
        years = _years(job, year)
        if not years:
            raise InvalidInput(N_("No row has a date: say which year the file is."))
        rules = self.rules(roadmap_id)
        with self._unpacked(roadmap_id, lines, years, year, rules) as parts:
            made = self._replace(roadmap_id, who, job, parts)
        self._drop(job)
        if self.rules(roadmap_id) != rules:
            self.ask_to_map(roadmap_id, who)
        return made

    def _begin_rules(self, roadmap_id: UUID, who: UUID) -> None:
        """The first file meets the ready rules without anybody asking for them."""
        if not self.rules(roadmap_id):
            self.take_starter_rules(roadmap_id, who)

    @contextlib.contextmanager
    def _unpacked(
        self,
        roadmap_id: UUID,
        lines: Path,
        years: Sequence[tuple[int, int, int]],
        year: int | None,
        rules: Sequence[MappingRule],
    ) -> Iterator[list[tuple[int, str, list[Fact]]]]:
        """Per year the kept file of its lines and its facts; the files go again if the transaction fails."""
        parts: list[tuple[int, str, list[Fact]]] = []
        with TemporaryDirectory(dir=self._jobs_home()) as work, engine.connection(Path(work)) as connection:
            for one, _, _ in years:
                facts.load(connection, lines)
                by_date, as_one = "DELETE FROM lines WHERE year IS DISTINCT FROM ?", "UPDATE lines SET year = ?"
                connection.execute(by_date if year is None else as_one, [one])
                kept = f"{roadmap_id}/lines-{new_id()}.parquet"
                facts.keep(connection, self._folder / kept)
                mapping.apply(connection, [_rule(rule) for rule in rules])
                parts.append((one, kept, list(facts.collect(connection))))
        try:
            yield parts
        except BaseException:
            for _, kept, _ in parts:
                (self._folder / kept).unlink(missing_ok=True)
            raise

    def _jobs_home(self) -> Path:
        home = self._folder / "work"
        home.mkdir(parents=True, exist_ok=True)
        return home

    def _replace(
        self, roadmap_id: UUID, who: UUID, job: Job, parts: Sequence[tuple[int, str, list[Fact]]]
    ) -> list[SpendImport]:
        result = job.result or {}
        profile = {key: result[key] for key in PROFILE if key in result}
        made: list[SpendImport] = []
        gone: list[str] = []
        with self._funnel.change(roadmap_id, who, Right.IMPORT) as unit:
            there = {one.year: one for one in store.imports(roadmap_id, unit.db)}
            kept = store.kept_lines(roadmap_id, unit.db)
            known = {category.id for category in tree.listing(roadmap_id, unit.db)}
            for year, lines, found in parts:
                before = there.get(year)
                if before:
                    store.remove_import(roadmap_id, before.id, unit.db)
                    gone += [path for path in [kept[before.id]] if path]
                figures = {
                    **_figures(found),
                    "skipped": result.get("skipped", {}),
                    "warnings": result.get("warnings", []),
                }
                fresh = SpendImport(new_id(), roadmap_id, year, job.params["name"], profile, figures, unit.at, who)
                store.add_import(roadmap_id, fresh, lines, unit.db)
                store.add_facts(roadmap_id, fresh.id, _of_known(_as_facts(found), known), unit.db)
                unit.record("spend_import", year, before and _told(before), _told(fresh))
                made.append(fresh)
        for path in gone:
            (self._folder / path).unlink(missing_ok=True)
        return made

    def remove(self, roadmap_id: UUID, who: UUID, import_id: UUID) -> None:
        """Take a year's invoices out again."""
        with self._funnel.change(roadmap_id, who, Right.IMPORT) as unit:
            before = next((one for one in store.imports(roadmap_id, unit.db) if one.id == import_id), None)
            if before is None:
                raise NotFound(N_("These invoices are no longer there."))
            lines = store.kept_lines(roadmap_id, unit.db)[import_id]
            store.remove_import(roadmap_id, import_id, unit.db)
            unit.record("spend_import", before.year, _told(before), None)
        if lines:
            (self._folder / lines).unlink(missing_ok=True)

    # How long lines are kept -------------------------------------------------------------------------------------

    def kept_until(self, roadmap_id: UUID) -> dict[UUID, dt.date | None]:
        """Per import the day on which its lines are deleted, null where they are gone."""
        with self._funnel.reading() as db:
            lines = store.kept_lines(roadmap_id, db)
            made = store.imports(roadmap_id, db)
        return {one.id: months_after(one.at.date(), self._months) if lines[one.id] else None for one in made}

    def expire(self) -> int:
        """Delete lines whose time is over, and what nobody accepted for as long; how many files went."""
        now = self._funnel.now
        with self._funnel.writing() as db:
            lines = store.every_lines(db)
            over = [one for one in lines if months_after(one.at.date(), self._months) <= now.date()]
            store.forget_lines([one.key for one in over], db)
        paths = [self._folder / one.lines for one in over]
        paths += self._strays({self._folder / one.lines for one in lines}, now)
        for path in paths:
            path.unlink(missing_ok=True)
        self._jobs.forget(lambda at: months_after(at.date(), self._months) <= now.date())
        return len(paths)

    def _strays(self, kept: set[Path], now: dt.datetime) -> list[Path]:
        """Lines of imports that are gone, and files that were sent in and never accepted."""
        result = []
        for path in self._folder.glob("*/*"):
            if path.is_file() and path not in kept:
                changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                is_lines = path.suffix == ".parquet" and now - changed > STRAY_AFTER
                if is_lines or months_after(changed.date(), self._months) <= now.date():
                    result.append(path)
        return result

    # Rules -------------------------------------------------------------------------------------------------------

    def rules(self, roadmap_id: UUID) -> list[MappingRule]:
        """Every rule, own ones first."""
        with self._funnel.reading() as db:
            return store.rules(roadmap_id, db)

    def take_starter_rules(self, roadmap_id: UUID, who: UUID) -> int:
        """Take the ready rules whose category the tree has, and those on influence; how many came new."""

        def change(unit: Unit) -> int:
            there = {rule.origin for rule in store.rules(roadmap_id, unit.db)}
            by_origin = {c.origin: c.id for c in tree.listing(roadmap_id, unit.db) if c.origin}
            fresh = []
            for one in starter().rules:
                category = by_origin.get(f"{one.tree}:{one.category}") if one.category else None
                usable = one.tree == ANY_TREE or any((origin or "").startswith(f"{one.tree}:") for origin in by_origin)
                if one.key in there or not usable or (category is None and one.influence is None):
                    continue
                fresh.append(MappingRule(new_id(), roadmap_id, one.field, one.match, category, one.influence, one.key))
            store.add_rules(roadmap_id, fresh, unit.db)
            if fresh:
                unit.record("mapping_rules", "starter", None, {"count": len(fresh)})
            return len(fresh)

        return int(self._change_rules(roadmap_id, who, change))

    def rule(
        self,
        roadmap_id: UUID,
        who: UUID,
        field: RuleField,
        match: str,
        category_id: UUID | None,
        influence: Influence | None,
    ) -> None:
        """Make an own rule, in the place of one on the same thing, and map everything again."""
        given = match.strip()
        if category_id is None and influence is None:
            raise InvalidInput(N_("Choose a category, or say that the money is in-house or no procurement."))
        mapping.checked(Rule(field, given, str(category_id), influence))

        def change(unit: Unit) -> None:
            if category_id and tree.get(roadmap_id, category_id, unit.db) is None:
                raise NotFound(N_("This category is no longer there."))
            for old in store.rules(roadmap_id, unit.db):
                if old.origin is None and old.field is field and old.match.casefold() == given.casefold():
                    store.remove_rule(roadmap_id, old.id, unit.db)
                    unit.record("mapping_rule", old.id, old, None)
            made = MappingRule(new_id(), roadmap_id, field, given, category_id, influence, None)
            store.add_rules(roadmap_id, [made], unit.db)
            unit.record("mapping_rule", made.id, None, made)

        self._change_rules(roadmap_id, who, change)

    def remove_rule(self, roadmap_id: UUID, who: UUID, rule_id: UUID) -> None:
        """Take a rule out and map everything again."""

        def change(unit: Unit) -> None:
            before = next((rule for rule in store.rules(roadmap_id, unit.db) if rule.id == rule_id), None)
            if before:
                store.remove_rule(roadmap_id, rule_id, unit.db)
                unit.record("mapping_rule", rule_id, before, None)

        self._change_rules(roadmap_id, who, change)

    def _change_rules(self, roadmap_id: UUID, who: UUID, change: Callable[[Unit], Any]) -> Any:
        """Change rules, and have all kept money mapped by them."""
        with self._funnel.change(roadmap_id, who, Right.IMPORT) as unit:
            result = change(unit)
        self.ask_to_map(roadmap_id, who)
        return result

    # Mapping what is kept ----------------------------------------------------------------------------------------

    def ask_to_map(self, roadmap_id: UUID, who: UUID) -> Job | None:
        """Have all kept money mapped by the rules of now; null where there is none.

        Work that waits already will find these rules; work that runs may have begun with others.
        """
        self._funnel.allow(Right.EDIT, roadmap_id, who)
        if not self.imports(roadmap_id):
            return None
        last = self._jobs.latest(roadmap_id, MAP)
        if last and last.state is JobState.WAITING:
            return last
        return self._jobs.start(MAP, {"asked": str(new_id())}, who, roadmap_id)

    def mapping(self, roadmap_id: UUID) -> Job | None:
        """The mapping that is under way, or that failed; null where everything is mapped."""
        job = self._jobs.latest(roadmap_id, MAP)
        return job if job and job.state in {*UNDER_WAY, JobState.FAILED} else None

    def map_again(self, roadmap_id: UUID, who: UUID, on_progress: Callable[[float, str], None]) -> int:
        """Map every year's money by the rules of now, what the job does; how many years changed.

        Reading and mapping hold nobody up: a year is written in one short transaction once it is ready. Whoever
        changed the rules meanwhile has asked for another mapping, and this one ends.
        """
        self._funnel.allow(Right.IMPORT, roadmap_id, who)
        with self._funnel.reading() as db:
            there, rules = store.imports(roadmap_id, db), store.rules(roadmap_id, db)
        changed = 0
        with TemporaryDirectory(dir=self._jobs_home()) as work, engine.connection(Path(work)) as connection:
            for number, one in enumerate(there):
                on_progress(number / len(there), N_("Mapping the invoices"))
                written = self._write_mapped(who, one, rules, self._mapped(connection, one, rules))
                if written is None:
                    break
                changed += written
        return changed

    def _mapped(
        self, connection: duckdb.DuckDBPyConnection, one: SpendImport, rules: Sequence[MappingRule]
    ) -> list[SpendFact] | None:
        """A year's facts by these rules; null where they stay as they are."""
        with self._funnel.reading() as db:
            before = store.facts(one.roadmap_id, one.id, db)
            lines = store.kept_lines(one.roadmap_id, db).get(one.id)
        kept = self._folder / lines if lines else None
        if kept and kept.is_file():
            facts.load(connection, kept)
            mapping.apply(connection, [_rule(rule) for rule in rules])
            after = list(_as_facts(facts.collect(connection)))
        else:
            after = list(_said_anew(connection, [_rule(rule) for rule in rules], before))
        return None if after == before else after

    def _write_mapped(
        self, who: UUID, one: SpendImport, rules: Sequence[MappingRule], mapped: list[SpendFact] | None
    ) -> bool | None:
        """Whether the year was written; null where the rules are others by now, so that it must not be."""
        with self._funnel.change(one.roadmap_id, who, Right.IMPORT) as unit:
            if store.rules(one.roadmap_id, unit.db) != rules:
                return None
            if mapped is None or one.id not in store.kept_lines(one.roadmap_id, unit.db):
                return False
            known = {category.id for category in tree.listing(one.roadmap_id, unit.db)}
            store.remove_facts(one.roadmap_id, one.id, unit.db)
            store.add_facts(one.roadmap_id, one.id, _of_known(mapped, known), unit.db)
            unit.record("spend_mapped", one.year, None, {"rules": len(rules), "facts": len(mapped)})
        return True

    # What is covered ---------------------------------------------------------------------------------------------

    def coverage(self, roadmap_id: UUID, revision: int) -> tuple[Coverage, ...]:
        """Per year what the rules reach and which suppliers would help most, the latest year first."""
        return self._kept.get((roadmap_id, revision), lambda: self._coverage(roadmap_id))

    def _coverage(self, roadmap_id: UUID) -> tuple[Coverage, ...]:
        with self._funnel.reading() as db:
            years = store.money(roadmap_id, db)
            return tuple(
                Coverage(
                    one.year,
                    one.cents,
                    one.mapped,
                    one.in_house,
                    one.not_procurement,
                    _next(store.suppliers(roadmap_id, one.year, db), one),
                )
                for one in years
            )


PROFILE = (
    "encoding", "delimiter", "decimal", "thousands", "dates", "header_row", "headers", "columns", "currency", "sheet",
)  # fmt: skip
"""What is remembered of how a file was read."""


def _years(job: Job, year: int | None) -> list[tuple[int, int, int]]:
    """Year, rows and cents that accepting would write."""
    found = (job.result or {}).get("years", [])
    if year is not None:
        return [(year, sum(one["rows"] for one in found), sum(_cents(one["net"]) for one in found))]
    return [(one["year"], one["rows"], _cents(one["net"])) for one in found if one["year"] is not None]


def _cents(money: str) -> int:
    return int((Decimal(money) * 100).to_integral_value())


def _figures(found: Sequence[Fact]) -> dict[str, Any]:
    return {
        "rows": sum(fact.rows for fact in found),
        "cents": sum(fact.cents for fact in found),
        "negative": sum(fact.negative for fact in found),
        "suppliers": len({fact.supplier.lower() or fact.supplier_id for fact in found}),
    }


def _told(made: SpendImport) -> dict[str, Any]:
    """What the history says of an import."""
    return {
        "year": made.year,
        "file_name": made.file_name,
        "rows": made.figures["rows"],
        "cents": made.figures["cents"],
    }


def _rule(rule: MappingRule) -> Rule:
    category = str(rule.category_id) if rule.category_id else None
    return Rule(rule.field, rule.match, category, rule.influence, starter=rule.origin is not None)


def _of_known(found: Iterable[SpendFact], known: set[UUID]) -> Iterator[SpendFact]:
    """The facts; a category that went meanwhile is none."""
    for fact in found:
        yield fact if fact.category_id is None or fact.category_id in known else replace(fact, category_id=None)


def _as_facts(found: Iterable[Fact]) -> Iterator[SpendFact]:
    """Facts as they are kept."""
    for fact in found:
        yield SpendFact(
            year=fact.year or 0,
            unit=fact.unit,
            supplier_id=fact.supplier_id,
            supplier=fact.supplier,
            account=fact.account,
            account_name=fact.account_name,
            code=fact.code,
            text="",
            cents=fact.cents,
            rows=fact.rows,
            negative=fact.negative,
            category_id=UUID(fact.category) if fact.category else None,
            influence=fact.influence,
        )


def _said_anew(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], found: Sequence[SpendFact]
) -> Iterator[SpendFact]:
    """Facts whose lines are gone: what a rule says now holds; where none says anything, what they are stays."""
    facts.restore(connection, found)
    mapping.apply(connection, rules)
    told = rows(connection, "SELECT category, influence, told_influence FROM mapped ORDER BY number")
    for fact, (category, influence, is_told) in zip(found, told, strict=True):
        category_id = UUID(category) if category else fact.category_id
        yield replace(fact, category_id=category_id, influence=Influence(influence) if is_told else fact.influence)


def _next(found: Sequence[store.SupplierMoney], money: store.Money) -> tuple[SupplierNext, ...]:
    """The unmapped suppliers with most money, with the category of a supplier of a similar name."""
    open_ones = [one for one in found if one.category_id is None and one.cents > 0 and one.supplier]
    named = {one.supplier.lower(): one for one in reversed(found) if one.category_id is not None and one.supplier}
    whole, mapped = money.cents - money.in_house - money.not_procurement, money.mapped
    result = []
    for one in open_ones[:NEXT]:
        mapped += one.cents
        alike = _alike(one.supplier.lower(), named)
        result.append(
            SupplierNext(
                one.supplier,
                one.supplier_id,
                one.cents,
                one.rows,
                mapped / whole if whole else 0.0,
                alike.category_id if alike else None,
                alike.supplier if alike else None,
            )
        )
    return tuple(result)


def _alike(name: str, named: Mapping[str, store.SupplierMoney]) -> store.SupplierMoney | None:
    """The mapped supplier whose name begins alike and is most similar."""
    if name in named:
        return named[name]
    close = [other for other in named if other[:4] == name[:4]]
    best = max(close, key=lambda other: SequenceMatcher(None, name, other).ratio(), default=None)
    return named[best] if best and SequenceMatcher(None, name, best).ratio() >= ALIKE else None
