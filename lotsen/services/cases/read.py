"""Reading a case: what every kind of case asks of its input. Every failure says what, where and what to do."""

import json
import math
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from lotsen.analysis.results import Floats
from lotsen.errors import N_, InvalidInput

LARGEST = 10**300


def case(text: str) -> dict[str, Any]:
    """The object in a JSON text. Raises InvalidInput for anything else."""
    if not text.strip():
        raise InvalidInput(N_("The input is empty. Give one JSON object; --help shows its keys."))
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInput(
            N_("The input is not JSON: line {line}, column {column}."), line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise InvalidInput(N_("The input is nested too deeply to be a case.")) from error
    if not isinstance(data, dict):
        raise InvalidInput(N_("The input has to be one JSON object with the keys that --help shows."))
    return data


def only(record: Mapping[str, Any], known: Collection[str], where: str = "the case") -> None:
    """Unknown keys are an error that names them."""
    unknown = sorted(set(record) - set(known))
    if unknown:
        raise InvalidInput(
            N_("Unknown key in {where}: {keys}. Known keys are {known}."),
            where=where,
            keys=", ".join(unknown),
            known=", ".join(sorted(known)),
        )


def needed(record: Mapping[str, Any], key: str, where: str = "the case") -> Any:
    """The value of a key that has to be there."""
    if record.get(key) is None:
        raise InvalidInput(N_("'{key}' is missing in {where}."), key=key, where=where)
    return record[key]


def one_of(value: object, known: Collection[str], key: str) -> str:
    """A word of a list."""
    if not isinstance(value, str) or value not in known:
        raise InvalidInput(
            N_("'{key}' is {value}; it can be {known}."), key=key, value=json.dumps(value), known=", ".join(known)
        )
    return value


def names(value: object, key: str) -> tuple[str, ...]:
    """A list of distinct names."""
    if not isinstance(value, list) or not value or not all(isinstance(name, str) and name for name in value):
        raise InvalidInput(N_("'{key}' has to be a list of names."), key=key)
    twice = sorted({name for name in value if value.count(name) > 1})
    if twice:
        raise InvalidInput(N_("'{key}' names {names} more than once."), key=key, names=", ".join(twice))
    return tuple(value)


def number(value: object, key: str, *, least: float = -math.inf, most: float = math.inf) -> float:
    """A finite number within bounds."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST:
        raise InvalidInput(N_("'{key}' is a number too large to compute with."), key=key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InvalidInput(N_("'{key}' has to be a number, not {value}."), key=key, value=json.dumps(value))
    if not least <= value <= most:
        raise InvalidInput(
            N_("'{key}' is {value}; it has to lie between {least} and {most}."),
            key=key, value=value, least=f"{least:g}", most=f"{most:g}",
        )  # fmt: skip
    return float(value)


def whole(value: object, key: str, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    found = number(value, key, least=least, most=most)
    if found != int(found):
        raise InvalidInput(N_("'{key}' has to be a whole number, not {value}."), key=key, value=value)
    return int(found)


def matrix(value: object, key: str, *, rows: int | None = None, columns: int | None = None) -> Floats:
    """Rows of finite numbers, all as long as the first; as many rows and columns as are asked for."""
    if not isinstance(value, list) or not value or not all(isinstance(row, list) and row for row in value):
        raise InvalidInput(N_("'{key}' has to be a list of rows, each a list of numbers."), key=key)
    if rows is not None and len(value) != rows:
        raise InvalidInput(
            N_("'{key}' has {found} rows; {expected} are expected."), key=key, found=len(value), expected=rows
        )
    width = columns if columns is not None else len(value[0])
    for place, row in enumerate(value, 1):
        if len(row) != width:
            raise InvalidInput(
                N_("Row {row} of '{key}' has {found} numbers; {expected} are expected."),
                row=place, key=key, found=len(row), expected=width,
            )  # fmt: skip
    found = [[number(cell, f"{key}[{i}][{j}]") for j, cell in enumerate(row)] for i, row in enumerate(value)]
    return np.array(found, dtype=np.float64)
