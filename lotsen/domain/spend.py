"""Invoice money as it is kept: sums per year, unit, supplier, account or code, and the rules that map them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from lotsen.domain.category import Influence


class RuleField(StrEnum):
    """What a mapping rule looks at; the most specific first, which is also the order they win in."""

    SUPPLIER = "supplier"
    TEXT = "text"
    CPV = "cpv"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class MappingRule:
    """Money that matches goes to a category, or is of another influence than open, or both.

    `match` is, by field: a supplier's business id or name; words that stand in the description, account or supplier
    text; a CPV prefix; an account ('4360') or a range of accounts ('4300-4399').
    """

    id: UUID
    roadmap_id: UUID
    field: RuleField
    match: str
    category_id: UUID | None
    influence: Influence | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class SpendImport:
    """One year's money from one file. `profile` is how the file was read, `figures` what was found in it."""

    id: UUID
    roadmap_id: UUID
    year: int
    file_name: str
    profile: dict[str, Any]
    figures: dict[str, Any]
    at: dt.datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class SpendFact:
    """One kept sum: a year's invoices of one unit, supplier, account and code. `negative` counts credit notes."""

    year: int
    unit: str
    supplier_id: str
    supplier: str
    account: str
    account_name: str
    code: str
    text: str
    cents: int
    rows: int
    negative: int
    category_id: UUID | None = None
    influence: Influence = Influence.OPEN
