"""The column kinds of the house."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Enum
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from lotsen.domain.localtext import LocalText


class Instant(TypeDecorator[dt.datetime]):
    """An aware instant, kept in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class LocalTextColumn(TypeDecorator[LocalText]):
    """A user's text in its languages; an empty one is kept as an empty object, never as null."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: LocalText | None, dialect: Dialect) -> dict[str, Any]:
        return (value or LocalText()).to_json()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> LocalText:
        return LocalText.from_json(value)


def word(kind: type[StrEnum]) -> Enum:
    """An enumeration kept as its word, so that a new value needs no change of the table."""
    return Enum(kind, native_enum=False, create_constraint=False, length=32, values_callable=_words)


def _words(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]
