"""Reads the starter content under `data/starter` once. A fault in it is named by file, key and field."""

import csv
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from lotsen.domain.category import Influence
from lotsen.domain.factor import EmissionFactor, VatBasis
from lotsen.domain.goal import GoalLevel
from lotsen.domain.intervention import InterventionKind, InterventionLevel, Size
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.domain.organisation import OrganisationKind
from lotsen.domain.policy_line import LineForce
from lotsen.domain.spend import RuleField
from lotsen.domain.starter import (
    ANY_TREE,
    Starter,
    StarterCategory,
    StarterGoal,
    StarterIndicator,
    StarterIntervention,
    StarterLine,
    StarterRule,
    StarterScenario,
    StarterTree,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

FOLDER = Path(__file__).resolve().parents[2] / "data" / "starter"

MUNICIPAL_TREE = "municipality"
"""The tree that lines and interventions name categories of."""


class BadStarterContent(ValueError):  # noqa: N818 - named by what it is
    """A starter file says something that can't be. Not a user's fault, so not a LotsenError."""


@functools.cache
def starter(folder: Path = FOLDER) -> Starter:
    """All starter content, read once and checked: keys are unique, and every reference leads somewhere."""
    content = Starter(
        goals=tuple(_goals(folder / "goals.json")),
        lines=tuple(_lines(folder / "policy_lines.json")),
        trees=tuple(_tree(path) for path in sorted((folder / "category_trees").glob("*.json"))),
        rules=tuple(_rules(folder / "mapping_rules.csv")),
        factors=tuple(_factors(folder / "emission_factors.csv")),
        interventions=tuple(_interventions(folder / "interventions.json")),
        scenarios=tuple(_scenarios(folder / "scenarios.json")),
    )
    _check(content)
    return content


@dataclass(frozen=True)
class _Record:
    """One record of a file, read field by field; whatever is wrong is said with the file, the key and the field."""

    file: str
    data: Mapping[str, Any]

    def fault(self, field: str, what: str) -> BadStarterContent:
        return BadStarterContent(f"{self.file}: {self.data.get('key', '?')}: {field}: {what}")

    def of_type(self, field: str, kind: type[T]) -> T:
        value = self.data.get(field)
        if not isinstance(value, kind):
            raise self.fault(field, f"is {value!r}, should be {kind.__name__}")
        return value

    def text(self, field: str) -> str:
        return self.of_type(field, str)

    def maybe(self, field: str) -> str | None:
        return self.data.get(field) or None

    def one_of(self, field: str, kind: type[E]) -> E:
        try:
            return kind(self.text(field))
        except ValueError as error:
            raise self.fault(field, f"is none of {', '.join(kind)}") from error

    def local(self, field: str) -> LocalText:
        versions = self.of_type(field, dict)
        if set(versions) != set(LANGUAGES) or not all(isinstance(v, str) and v.strip() for v in versions.values()):
            raise self.fault(field, f"needs a text in each of {', '.join(LANGUAGES)}")
        return LocalText(versions)

    def texts(self, field: str) -> tuple[str, ...]:
        return tuple(self.data.get(field, ()))

    def decimal(self, field: str) -> Decimal:
        try:
            return Decimal(self.text(field))
        except InvalidOperation as error:
            raise self.fault(field, "is no number") from error

    def number(self, field: str) -> int:
        value = self.data.get(field)
        if isinstance(value, str) and value.isdecimal():
            return int(value)
        return self.of_type(field, int)

    def parts(self, field: str) -> Iterator["_Record"]:
        for part in self.data.get(field, ()):
            yield _Record(f"{self.file}: {self.data.get('key', '?')}", part)


def _json(path: Path) -> Iterator[_Record]:
    for record in json.loads(path.read_text(encoding="utf-8")):
        yield _Record(path.name, record)


def _csv(path: Path) -> Iterator[_Record]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield _Record(path.name, row)


def _goals(path: Path) -> Iterator[StarterGoal]:
    for record in _json(path):
        yield StarterGoal(
            key=record.text("key"),
            version=record.number("version"),
            parent=record.maybe("parent"),
            level=record.one_of("level", GoalLevel),
            title=record.local("title"),
            short=record.local("short"),
            indicators=tuple(
                StarterIndicator(part.local("text"), part.text("unit")) for part in record.parts("indicators")
            ),
            source=record.local("source"),
            ours=frozenset(record.texts("ours")),
        )


def _lines(path: Path) -> Iterator[StarterLine]:
    for record in _json(path):
        yield StarterLine(
            key=record.text("key"),
            version=record.number("version"),
            text=record.local("text"),
            reason=record.local("reason"),
            force=record.one_of("force", LineForce),
            goals=record.texts("goals"),
            categories=record.texts("categories"),
        )


def _tree(path: Path) -> StarterTree:
    record = _Record(path.name, json.loads(path.read_text(encoding="utf-8")))
    return StarterTree(
        key=record.text("key"),
        version=record.number("version"),
        name=record.local("name"),
        description=record.local("description"),
        kinds=tuple(OrganisationKind(kind) for kind in record.texts("kinds")),
        source=record.text("source"),
        categories=tuple(_category(part) for part in record.parts("categories")),
    )


def _category(record: _Record) -> StarterCategory:
    return StarterCategory(
        key=record.text("key"),
        parent=record.maybe("parent"),
        code=record.maybe("code") or "",
        name=record.local("name"),
        factor=record.maybe("factor"),
        ours=frozenset(record.texts("ours")),
    )


def _rules(path: Path) -> Iterator[StarterRule]:
    for record in _csv(path):
        tree, field, match = record.text("tree"), record.one_of("field", RuleField), record.text("match")
        influence = Influence(record.text("influence")) if record.maybe("influence") else None
        yield StarterRule(f"{tree}:{field}:{match}", tree, field, match, record.maybe("category"), influence)


def _factors(path: Path) -> Iterator[EmissionFactor]:
    for record in _csv(path):
        yield EmissionFactor(
            key=record.text("key"),
            name=LocalText({language: record.text(language) for language in LANGUAGES}),
            kilograms=record.decimal("kgco2e_per_1000"),
            currency=record.text("currency"),
            year=record.number("year"),
            vat=record.one_of("vat", VatBasis),
            source=record.text("source"),
            credit=record.text("credit"),
        )


def _interventions(path: Path) -> Iterator[StarterIntervention]:
    for record in _json(path):
        yield StarterIntervention(
            key=record.text("key"),
            version=record.number("version"),
            title=record.local("title"),
            description=record.local("description"),
            level=record.one_of("level", InterventionLevel),
            kind=record.one_of("kind", InterventionKind),
            size=record.one_of("size", Size),
            months=record.number("months"),
            effects=tuple(record.of_type("effects", dict).items()),
            categories=record.texts("categories"),
            metric=record.local("metric"),
            predecessors=record.texts("predecessors"),
        )


def _scenarios(path: Path) -> Iterator[StarterScenario]:
    for record in _json(path):
        yield StarterScenario(
            key=record.text("key"),
            version=record.number("version"),
            name=record.local("name"),
            story=record.local("story"),
            question=record.local("question"),
            budget=record.of_type("budget", float),
            first=record.texts("first"),
            factors=record.texts("factors"),
            price=record.of_type("price", float),
            gone=record.of_type("gone", bool),
            ideas=record.texts("ideas"),
        )


def _check(content: Starter) -> None:
    """Keys are unique and references lead somewhere; the functions say what can't be."""
    goals, factors = _keys("goals", content.goals), _keys("factors", content.factors)
    interventions, _ = _keys("interventions", content.interventions), _keys("lines", content.lines)
    _keys("rules", content.rules)
    categories = {tree.key: _keys(f"tree {tree.key}", tree.categories) for tree in content.trees}
    municipal = categories.get(MUNICIPAL_TREE, set())
    for goal in content.goals:
        _known(goal.key, [goal.parent] if goal.parent else [], goals)
    for tree in content.trees:
        _parents_first(tree)
        for category in tree.categories:
            _known(category.key, [category.factor] if category.factor else [], factors)
    for line in content.lines:
        _known(line.key, line.goals, goals)
        _known(line.key, line.categories, municipal)
    for intervention in content.interventions:
        _known(intervention.key, [goal for goal, _ in intervention.effects], goals)
        _known(intervention.key, intervention.categories, municipal)
        _known(intervention.key, intervention.predecessors, interventions)
    _keys("scenarios", content.scenarios)
    for scenario in content.scenarios:
        _known(scenario.key, scenario.factors, factors)
        _known(scenario.key, scenario.ideas, interventions)
    for rule in content.rules:
        _check_rule(rule, categories)


def _keys(what: str, items: Iterable[Any]) -> set[str]:
    keys: set[str] = set()
    for item in items:
        if item.key in keys:
            raise BadStarterContent(f"{what}: {item.key} stands twice")
        keys.add(item.key)
    return keys


def _known(key: str, references: Iterable[str], known: set[str]) -> None:
    for reference in references:
        if reference not in known:
            raise BadStarterContent(f"{key}: {reference} is not known")


def _parents_first(tree: StarterTree) -> None:
    """A parent stands before its children, so that a tree can be copied in one pass."""
    seen: set[str] = set()
    for category in tree.categories:
        _known(f"{tree.key}: {category.key}", [category.parent] if category.parent else [], seen)
        seen.add(category.key)


def _check_rule(rule: StarterRule, categories: Mapping[str, set[str]]) -> None:
    if rule.category is None and rule.influence is None:
        raise BadStarterContent(f"{rule.key}: neither a category nor an influence")
    if rule.tree != ANY_TREE:
        _known(rule.key, [rule.tree], set(categories))
    if rule.category is not None:
        _known(rule.key, [rule.category], categories.get(rule.tree, set()))
