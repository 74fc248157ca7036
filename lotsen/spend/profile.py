"""How a file is read: what was found in it, what the user said instead, and what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from lotsen.errors import N_, InvalidInput


class Role(StrEnum):
    """What a column means. Amount is the one that is needed; where it is a debit, credit is taken off it."""

    AMOUNT = "amount"
    CREDIT = "credit"
    DATE = "date"
    YEAR = "year"
    SUPPLIER = "supplier"
    SUPPLIER_ID = "supplier_id"
    UNIT = "unit"
    UNIT_ID = "unit_id"
    ACCOUNT = "account"
    ACCOUNT_NAME = "account_name"
    CODE = "code"
    DESCRIPTION = "description"
    INVOICE = "invoice"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says instead of what the reader would find; null leaves the finding to the reader.

    `header_row` counts from 1, 0 means that there is no header. `columns` is role → header; an empty header takes the
    role away. `dates` are strptime patterns.
    """

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    decimal: str | None = None
    dates: tuple[str, ...] | None = None
    columns: Mapping[Role, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain data for a job's parameters."""
        return {
            "sheet": self.sheet,
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "header_row": self.header_row,
            "decimal": self.decimal,
            "dates": None if self.dates is None else list(self.dates),
            "columns": {role.value: header for role, header in self.columns.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; unknown keys and roles are errors that name them."""
        known = {"sheet", "encoding", "delimiter", "header_row", "decimal", "dates", "columns"}
        for key in data:
            if key not in known:
                raise InvalidInput(N_("There is no setting '{key}' for reading a file."), key=key)
        dates = data.get("dates")
        return cls(
            sheet=data.get("sheet"),
            encoding=data.get("encoding"),
            delimiter=data.get("delimiter"),
            header_row=data.get("header_row"),
            decimal=data.get("decimal"),
            dates=None if dates is None else tuple(dates),
            columns={role_named(key): value for key, value in (data.get("columns") or {}).items()},
        )


def role_named(text: str) -> Role:
    """A role by its name."""
    try:
        return Role(text.strip())
    except ValueError:
        raise InvalidInput(
            N_("There is no column role '{role}'. The roles are: {roles}."),
            role=text.strip(),
            roles=", ".join(role.value for role in Role),
        ) from None


def parse_columns(text: str) -> dict[Role, str]:
    """'amount=Net Amount,date=#12' as role → header. A comma inside a header needs no care: a role begins each part."""
    result: dict[Role, str] = {}
    last: Role | None = None
    for part in text.split(","):
        name, equals, header = part.partition("=")
        if equals and (last is None or name.strip() in set(Role)):
            last = role_named(name)
            result[last] = header.strip()
        elif last is not None:
            result[last] += "," + part
        elif part.strip():
            raise InvalidInput(
                N_("'{text}' says no column. Write it like amount=Net Amount,date=Date paid."), text=part
            )
    return result


@dataclass(frozen=True, slots=True)
class Profile:
    """How a file is read.

    `header_row` counts from 1 as a spreadsheet does, 0 is none. `headers` are the columns' names, made unique and
    never empty; `columns` gives the header per role. `thousands` is empty where none was seen. `dates` are strptime
    patterns, empty where ISO dates are read as they are.
    """

    kind: str
    sheet: str | None
    sheets: tuple[str, ...]
    encoding: str
    delimiter: str
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[Role, str]
    decimal: str
    thousands: str
    dates: tuple[str, ...]
    currency: str | None

    def place(self, role: Role) -> int | None:
        """The position of a role's column, null where the file has none."""
        header = self.columns.get(role)
        return None if header is None else self.headers.index(header)

    def to_json(self) -> dict[str, Any]:
        """Plain data, as `spend read` prints it and the database keeps it."""
        return {
            "kind": self.kind,
            "sheet": self.sheet,
            "encoding": self.encoding if self.kind == "text" else None,
            "delimiter": self.delimiter if self.kind == "text" else None,
            "decimal": self.decimal,
            "thousands": self.thousands,
            "dates": list(self.dates),
            "header_row": self.header_row,
            "headers": list(self.headers),
            "columns": {role.value: self.columns[role] for role in Role if role in self.columns},
            "currency": self.currency,
        }
