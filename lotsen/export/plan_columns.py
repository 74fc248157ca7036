"""The columns in which interventions go out, in workbooks and as CSV, and in which they come back.

A column knows what it shows of an intervention and how a cell that somebody wrote is laid over one. Other
interventions are named by their numbers in the table, categories and choices by their names in its language.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any
from uuid import UUID

from lotsen.charts.layout.parts import KINDS, LEVELS, STATUS
from lotsen.domain.category import Category, ordered
from lotsen.domain.goal import Goal
from lotsen.domain.intervention import (
    Effort,
    Intervention,
    InterventionStatus,
    Must,
    Size,
)
from lotsen.domain.localtext import LocalText
from lotsen.domain.plan import PlanContent, span
from lotsen.domain.plan_edits import Cell
from lotsen.errors import InvalidInput
from lotsen.texts import N_, Texts

MUSTS = {Must.FREE: N_("free choice"), Must.MUST: N_("must be done"), Must.MUST_NOT: N_("must not be done")}
SIZES = {size: size.value for size in Size}

DATE, MONEY, DAYS, WHOLE = "date", "#,##0.00", "#,##0.0", "0"
"""Number formats; a date's depends on the language."""

LONGEST = 200
"""The most signs of an owner or a role."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `shown` is what it says of an intervention, `told` lays a cell over one and raises InvalidInput;
    null where nothing can be told."""

    key: str
    head: str
    shown: Callable[[Intervention], Cell]
    told: Callable[[Intervention, Cell], Intervention] | None
    format: str = ""
    choices: tuple[str, ...] = ()


class Numbers:
    """Which number stands for which intervention in a table."""

    def __init__(self, numbered: Iterable[tuple[UUID, int]]) -> None:
        self.of = dict(numbered)
        self.by = {number: item for item, number in self.of.items()}

    def show(self, items: Iterable[UUID]) -> list[int]:
        """The numbers of those that are in the table, in order."""
        return sorted(self.of[item] for item in items if item in self.of)

    def read(self, said: str) -> UUID:
        """Whom a number names. Raises InvalidInput."""
        if not said.strip().isdecimal() or int(said) not in self.by:
            raise InvalidInput(
                N_("'{given}' is no number of an intervention. Write numbers from the first column."), given=said
            )
        return self.by[int(said)]


def columns(
    content: PlanContent, numbers: Numbers, t: Texts, roles: Sequence[str] = (), years: Sequence[int] = ()
) -> list[Column]:
    """All columns, in order; `roles` and `years` are those that have one besides the ones that the plan knows."""
    return [
        Column("number", t("No."), lambda item: numbers.of.get(item.id), None, WHOLE),
        _text("title", t("Title"), t),
        _text("description", t("Description"), t),
        _category(content.categories, t),
        *_effects(content.goals, t),
        _name("owner", t("Owner")),
        _name("owner_role", t("The owner's role")),
        _day("starts", t("First day")),
        _day("ends", t("Last day")),
        _money("cost_cents", t("Cost, €")),
        *(_year(year, t) for year in sorted({*years_of(content.interventions), *years})),
        _choice("cost_size", t("Cost, roughly"), SIZES, t),
        *(_days(role, t) for role in sorted({*roles_of(content.interventions), *roles})),
        _choice("effort_size", t("Effort, roughly"), SIZES, t),
        _money("savings_cents", t("Savings a year, €")),
        _tonnes(t),
        _links("predecessors", t("Waits for"), numbers),
        _lags(t("Days in between"), numbers),
        _links("excludes", t("Only one of it and"), numbers),
        _choice("level", t("Level"), LEVELS, t),
        _choice("kind", t("Kind"), KINDS, t),
        _choice("status", t("Status"), STATUS, t, InterventionStatus.PLANNED),
        _percent(t),
        _text("metric", t("How it shows that it is done"), t),
        _day("earliest", t("Not before")),
        _day("latest", t("Done by")),
        _day("review", t("Looked at again")),
        _choice("must", t("In the choice"), MUSTS, t, Must.FREE),
    ]


def roles_of(items: Iterable[Intervention]) -> set[str]:
    """Every role or person that puts in days."""
    return {effort.role for item in items for effort in item.effort}


def years_of(items: Iterable[Intervention]) -> set[int]:
    """Every year that a cost is told for, and the years of what has such costs."""
    told = [item for item in items if item.yearly_cents]
    days = [days for item in told if (days := span(item))]
    return {year for item in told for year, _ in item.yearly_cents} | {
        year for each in days for year in range(each.first.year, each.last.year + 1)
    }


def year_head(year: int, t: Texts) -> str:
    """What a year's column of cost is called."""
    return t("Cost in {year}, €", year=str(year))


def days_head(role: str, t: Texts) -> str:
    """What a role's column of person-days is called."""
    return t("Person-days: {role}", role=role)


# Texts -----------------------------------------------------------------------------------------------------------


def _said(cell: Cell) -> str:
    """A cell as the text that a person sees in it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _text(field: str, head: str, t: Texts) -> Column:
    def told(item: Intervention, cell: Cell) -> Intervention:
        before: LocalText = getattr(item, field)
        return _with(item, field, before.write(_said(cell), t.language))

    return Column(field, head, lambda item: t.local(getattr(item, field)) or None, told)


def _with(item: Intervention, field: str, value: Any) -> Intervention:
    changes: dict[str, Any] = {field: value}
    return replace(item, **changes)


def _name(field: str, head: str) -> Column:
    def told(item: Intervention, cell: Cell) -> Intervention:
        said = _said(cell)
        if len(said) > LONGEST:
            raise InvalidInput(N_("That is too long: at most {most} signs."), most=LONGEST)
        return _with(item, field, said)

    return Column(field, head, lambda item: getattr(item, field) or None, told)


# Numbers and days ------------------------------------------------------------------------------------------------


def number(cell: Cell) -> Decimal | None:
    """A cell as a number, also one that was typed as text. Raises InvalidInput."""
    if cell is None or _said(cell) == "":
        return None
    said = re.sub(r"[\s\u00a0\u202f€]", "", str(cell)).replace("−", "-").replace(",", ".")
    try:
        found = Decimal(said)
    except InvalidOperation:
        found = Decimal("NaN")
    if isinstance(cell, bool | dt.date) or not found.is_finite():
        raise InvalidInput(N_("'{given}' is no number. Write figures alone, or leave it empty."), given=_said(cell))
    if not 0 <= found < 10**13:
        raise InvalidInput(N_("{given} is out of range: a number from 0 upwards goes here."), given=_said(cell))
    return found


def day(cell: Cell) -> dt.date | None:
    """A cell as a day, also one that was typed as text. Raises InvalidInput."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    said = _said(cell)
    if not said:
        return None
    try:
        if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", said):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        return dt.date.fromisoformat(said)
    except ValueError:
        raise InvalidInput(N_("'{given}' is no date. Write it as 31.12.2027 or 2027-12-31."), given=said) from None


def _day(field: str, head: str) -> Column:
    return Column(
        field, head, lambda item: getattr(item, field), lambda item, cell: _with(item, field, day(cell)), DATE
    )


def _money(field: str, head: str) -> Column:
    def shown(item: Intervention) -> Cell:
        cents = getattr(item, field)
        return None if cents is None else cents / 100

    def told(item: Intervention, cell: Cell) -> Intervention:
        found = number(cell)
        return _with(item, field, None if found is None else round(found * 100))

    return Column(field, head, shown, told, MONEY)


def _year(year: int, t: Texts) -> Column:
    def shown(item: Intervention) -> Cell:
        cents = dict(item.yearly_cents).get(year)
        return None if cents is None else cents / 100

    def told(item: Intervention, cell: Cell) -> Intervention:
        found = number(cell)
        kept = {each: cents for each, cents in item.yearly_cents if each != year}
        if found is not None:
            kept[year] = round(found * 100)
        return replace(item, yearly_cents=tuple(sorted(kept.items())))

    return Column(f"cost:{year}", year_head(year, t), shown, told, MONEY)


def _tonnes(t: Texts) -> Column:
    def told(item: Intervention, cell: Cell) -> Intervention:
        found = number(cell)
        return replace(item, carbon_kilograms=None if found is None else float(found * 1000))

    def shown(item: Intervention) -> Cell:
        return None if item.carbon_kilograms is None else item.carbon_kilograms / 1000

    return Column("carbon_kilograms", t("Carbon saved a year, t CO2e"), shown, told, DAYS)


def _days(role: str, t: Texts) -> Column:
    def shown(item: Intervention) -> Cell:
        return next((effort.days for effort in item.effort if effort.role == role), None)

    def told(item: Intervention, cell: Cell) -> Intervention:
        days = {effort.role: effort.days for effort in item.effort} | {role: float(number(cell) or 0)}
        return replace(item, effort=tuple(Effort(name, amount) for name, amount in sorted(days.items()) if amount))

    return Column(f"days:{role}", days_head(role, t), shown, told, DAYS)


def _percent(t: Texts) -> Column:
    def told(item: Intervention, cell: Cell) -> Intervention:
        found = number(cell) or Decimal(0)
        if found != found.to_integral_value() or found > 100:
            raise InvalidInput(N_("Progress is a whole number from 0 to 100."))
        return replace(item, progress=int(found))

    return Column("progress", t("Done, %"), lambda item: item.progress, told, WHOLE)


# Choices ---------------------------------------------------------------------------------------------------------


def _choice(field: str, head: str, names: Mapping[Any, str], t: Texts, empty: StrEnum | None = None) -> Column:
    said = {key: t(name) for key, name in names.items()}

    def told(item: Intervention, cell: Cell) -> Intervention:
        given = _said(cell)
        if not given:
            return _with(item, field, empty)
        for key, name in said.items():
            if given.casefold() == name.casefold():
                return _with(item, field, key)
        raise InvalidInput(
            N_("'{given}' can't stand here. Choose one of: {known}."), given=given, known=", ".join(said.values())
        )

    return Column(field, head, lambda item: said.get(getattr(item, field)), told, choices=tuple(said.values()))


def category_names(categories: Sequence[Category], t: Texts) -> dict[UUID, str]:
    """A name for each category that no other has: where two are alike, with what lies above them."""
    tree = [category for _, category in ordered(categories)]
    plain = {category.id: t.local(category.name) for category in tree}
    seen = list(plain.values())
    names: dict[UUID, str] = {}
    for category in tree:
        name = plain[category.id]
        if seen.count(name) > 1:
            above = names.get(category.parent_id, "") if category.parent_id else category.code
            name = f"{above} / {name}" if above else name
        while name in names.values():
            name += " *"
        names[category.id] = name
    return names


def _category(categories: Sequence[Category], t: Texts) -> Column:
    names = category_names(categories, t)
    by_name = {name.strip().casefold(): key for key, name in names.items()}

    def told(item: Intervention, cell: Cell) -> Intervention:
        given = _said(cell)
        if given and given.casefold() not in by_name:
            raise InvalidInput(
                N_("There is no category '{given}'. Choose one from the sheet of categories."), given=given
            )
        return replace(item, category_id=by_name.get(given.casefold()))

    head = t("Category (empty: the procurement function)")
    return Column("category_id", head, lambda item: names.get(item.category_id) if item.category_id else None, told)


def _effects(goals: Sequence[Goal], t: Texts) -> list[Column]:
    heads: list[str] = []
    for goal in goals:
        head = t("Effect 0–2: {goal}", goal=t.local(goal.title))
        while head in heads:
            head += " *"
        heads.append(head)
    return [_effect(goal.id, head) for goal, head in zip(goals, heads, strict=True)]


def _effect(goal: UUID, head: str) -> Column:
    def told(item: Intervention, cell: Cell) -> Intervention:
        found = number(cell)
        if found not in (None, 0, 1, 2):
            raise InvalidInput(N_("An effect is 0, 1 or 2."))
        effects = {key: value for key, value in item.effects if key != goal}
        if found is not None:
            effects[goal] = int(found)
        return replace(item, effects=tuple(sorted(effects.items())))

    return Column(f"effect:{goal}", head, lambda item: dict(item.effects).get(goal), told, WHOLE)


# Links -----------------------------------------------------------------------------------------------------------


def _links(field: str, head: str, numbers: Numbers) -> Column:
    def told(item: Intervention, cell: Cell) -> Intervention:
        said = [part for part in re.split(r"[,;\s]+", _said(cell)) if part]
        found = {numbers.read(part) for part in said}
        if item.id in found:
            raise InvalidInput(N_("An intervention can't stand in its own row here."))
        changed = _with(item, field, tuple(sorted(found)))
        return replace(changed, lags=tuple(lag for lag in changed.lags if lag[0] in changed.predecessors))

    def shown(item: Intervention) -> Cell:
        return ", ".join(map(str, numbers.show(getattr(item, field)))) or None

    return Column(field, head, shown, told)


def _lags(head: str, numbers: Numbers) -> Column:
    """Days that have to pass after each of those it waits for: '3: 14' is fourteen days after number 3."""

    def shown(item: Intervention) -> Cell:
        days = {numbers.of[key]: value for key, value in item.lags if key in numbers.of}
        return ", ".join(f"{number}: {days[number]}" for number in sorted(days)) or None

    def told(item: Intervention, cell: Cell) -> Intervention:
        lags: dict[UUID, int] = {}
        for part in filter(None, (each.strip() for each in re.split(r"[,;]", _said(cell)))):
            found = re.fullmatch(r"(\d+)\s*:\s*(\d{1,4})", part)
            if not found:
                raise InvalidInput(N_("'{given}' can't be read. Write '3: 14' for 14 days after number 3."), given=part)
            if (before := numbers.read(found[1])) not in item.predecessors:
                raise InvalidInput(N_("It doesn't wait for number {number}: write that in too."), number=found[1])
            lags[before] = int(found[2])
        return replace(item, lags=tuple(sorted((key, days) for key, days in lags.items() if days)))

    return Column("lags", head, shown, told)
