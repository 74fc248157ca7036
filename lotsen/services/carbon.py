"""Carbon without a screen: spend per category in, kg CO2e per category out, each with its factor and where it is from.

JSON: {"currency": "EUR", "categories": [{"category": "Construction", "spend": "100000.00", "factor": "F"}]}, or the
list alone. `factor` is a starter factor's key or its name in any language; without it the category's name is tried.
An own factor is an object {"name", "kgco2e_per_1000", "currency", "year", "vat", "source"}.
CSV: columns category, spend, and factor or kgco2e_per_1000, separated by comma, semicolon or tab.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lotsen.analysis.carbon import SPEND_BASED, carbon
from lotsen.domain.factor import EmissionFactor, VatBasis
from lotsen.domain.localtext import LANGUAGES, LocalText
from lotsen.errors import N_, InvalidInput

CASE_KEYS = {"currency", "categories"}
ROW_KEYS = {"category", "spend", "factor", "kgco2e_per_1000"}
FACTOR_KEYS = {"name", "kgco2e_per_1000", "currency", "year", "vat", "source"}
MOST_EXPONENT = 30
"""Amounts beyond this many digits are no money."""


@dataclass(frozen=True, slots=True)
class _Row:
    category: str
    cents: int
    factor: EmissionFactor | None


def carbon_case(text: str, factors: Sequence[EmissionFactor]) -> dict[str, Any]:
    """The answer to one file's text, as plain data with amounts as decimal strings.

    Raises InvalidInput that names the row and what is wrong with it.
    """
    currency, records = _records(text)
    known = _by_name(factors)
    rows = [_row(number, record, currency, known) for number, record in enumerate(records, 1)]
    return _answer(rows, currency)


def _records(text: str) -> tuple[str, Sequence[Any]]:
    stripped = text.lstrip("\ufeff \r\n\t")
    if not stripped:
        raise InvalidInput(N_("The input is empty. Give one row per category with its spend and factor."))
    if stripped[0] not in "[{":
        return "EUR", _csv_records(stripped)
    try:
        data = json.loads(stripped, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise InvalidInput(
            N_("The input is not JSON: line {line}, column {column}."), line=error.lineno, column=error.colno
        ) from error
    if isinstance(data, list):
        return "EUR", data
    _only(data, CASE_KEYS)
    categories = data.get("categories")
    if not isinstance(categories, list):
        raise InvalidInput(N_("“categories” is missing: give a list with one row per category."))
    return str(data.get("currency", "EUR")), categories


def _csv_records(text: str) -> list[dict[str, str]]:
    head = text.splitlines()[0]
    delimiter = max(";\t,", key=head.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    return [
        {key: value.strip() for key, value in row.items() if key and isinstance(value, str) and value.strip()}
        for row in reader
        if any(isinstance(value, str) and value.strip() for value in row.values())
    ]


def _only(record: Mapping[str, Any], allowed: set[str]) -> None:
    """Unknown keys are an error that names them."""
    unknown = sorted(set(record) - allowed)
    if unknown:
        raise InvalidInput(
            N_("Unknown key: {keys}. Known keys are {known}."),
            keys=", ".join(unknown),
            known=", ".join(sorted(allowed)),
        )


def _by_name(factors: Sequence[EmissionFactor]) -> dict[str, EmissionFactor]:
    names: dict[str, EmissionFactor] = {}
    for factor in factors:
        for language in LANGUAGES:
            names[factor.name.show(language).casefold()] = factor
    return names | {factor.key.casefold(): factor for factor in factors}


def _row(number: int, record: object, currency: str, known: Mapping[str, EmissionFactor]) -> _Row:
    if not isinstance(record, dict):
        raise InvalidInput(N_("Row {row} is not an object with “category” and “spend”."), row=number)
    _only(record, ROW_KEYS)
    category = str(record.get("category", "")).strip()
    if not category:
        raise InvalidInput(N_("Row {row} has no “category”."), row=number)
    amount = _decimal(number, "spend", record.get("spend"))
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise InvalidInput(N_("Row {row}: {value} is not an amount in whole cents."), row=number, value=amount)
    factor = _factor(number, record, category, currency, known)
    if factor and factor.currency != currency:
        raise InvalidInput(
            N_("Row {row}: the factor is per {theirs} and the money is in {ours}. Convert the money first."),
            row=number,
            theirs=factor.currency,
            ours=currency,
        )
    return _Row(category, int(cents), factor)


def _decimal(number: int, field: str, value: object) -> Decimal:
    try:
        if isinstance(value, bool) or value is None:
            raise InvalidOperation
        amount = Decimal(str(value).replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation as error:
        raise InvalidInput(
            N_("Row {row}: “{field}” is not a number. Write it like 65483945.63."), row=number, field=field
        ) from error
    if not amount.is_finite() or amount.adjusted() > MOST_EXPONENT:
        raise InvalidInput(
            N_("Row {row}: “{field}” is not a number. Write it like 65483945.63."), row=number, field=field
        )
    return amount


def _factor(
    number: int, record: Mapping[str, Any], category: str, currency: str, known: Mapping[str, EmissionFactor]
) -> EmissionFactor | None:
    given = record.get("factor")
    if isinstance(given, dict):
        _only(given, FACTOR_KEYS)
        return _own(number, given, currency)
    if "kgco2e_per_1000" in record:
        return _own(number, {"kgco2e_per_1000": record["kgco2e_per_1000"]}, currency)
    if given is None:
        return known.get(category.casefold())
    found = known.get(str(given).strip().casefold())
    if found is None:
        raise InvalidInput(N_("Row {row}: there is no emission factor “{factor}”."), row=number, factor=given)
    return found


def _own(number: int, given: Mapping[str, Any], currency: str) -> EmissionFactor:
    name = str(given.get("name", "own"))
    try:
        vat = VatBasis(given.get("vat", VatBasis.EXCLUDED))
        year = int(given.get("year", 0))
    except ValueError as error:
        raise InvalidInput(N_("Row {row}: the own factor's “vat” or “year” can't be read."), row=number) from error
    return EmissionFactor(
        key="own",
        name=LocalText(dict.fromkeys(LANGUAGES, name)),
        kilograms=_decimal(number, "kgco2e_per_1000", given.get("kgco2e_per_1000")),
        currency=str(given.get("currency", currency)),
        year=year,
        vat=vat,
        source=str(given.get("source", "")),
        credit="",
    )


def _plain(value: Decimal) -> str:
    """A decimal without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _answer(rows: Sequence[_Row], currency: str) -> dict[str, Any]:
    results = [(row, carbon(row.cents, row.factor) if row.factor else None) for row in rows]
    total, covered = sum(row.cents for row in rows), sum(row.cents for row in rows if row.factor)
    missing = [row.category for row in rows if row.factor is None]
    return {
        "method": {"key": SPEND_BASED.key, "formula": SPEND_BASED.formula, "source": SPEND_BASED.source},
        "currency": currency,
        "categories": [
            {
                "category": row.category,
                "spend": f"{Decimal(row.cents) / 100:.2f}",
                "kgco2e": _plain(result.kilograms) if result else None,
                "factor": _factor_answer(row.factor) if row.factor else None,
            }
            for row, result in results
        ],
        "spend": f"{Decimal(total) / 100:.2f}",
        "kgco2e": _plain(sum((result.kilograms for _, result in results if result), Decimal(0))),
        "covered": covered / total if total else 0.0,
        "warnings": [{"code": "no_factor", "count": len(missing), "categories": missing}] if missing else [],
    }


def _factor_answer(factor: EmissionFactor) -> dict[str, Any]:
    return {
        "key": factor.key,
        "name": factor.name.show("en"),
        "value": _plain(factor.kilograms),
        "unit": f"kgCO2e per 1000 {factor.currency}",
        "year": factor.year or None,
        "vat": factor.vat.value,
        "source": factor.source,
        "credit": factor.credit,
    }
