"""What the things in a picture are called, and how long names are fitted into little room."""

import datetime as dt
import functools
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lotsen.texts import Texts


@dataclass(frozen=True, slots=True)
class Names:
    """Names of categories and of columns in the reader's language, and a category's yearly money in cents.

    A category whose money is not known is not in `money`. `today` turns days to a contract's end into a date.
    """

    categories: Mapping[UUID, str]
    columns: Mapping[UUID, str]
    money: Mapping[UUID, int] = field(default_factory=dict)
    currency: str = "EUR"
    today: dt.date = dt.date.min


def lines(name: str, width: int, most: int = 2) -> tuple[str, ...]:
    """A name in at most `most` lines of about `width` characters; what does not fit ends in an ellipsis."""
    wrapped = textwrap.wrap(name, width, break_long_words=False) or [""]
    return tuple(short(line, width) for line in [*wrapped[: most - 1], " ".join(wrapped[most - 1 :])][: len(wrapped)])


def short(name: str, width: int) -> str:
    """A name in one line of at most `width` characters; nothing at all where only scraps of it would fit."""
    if width < 4 <= len(name) - 1:
        return ""
    return name if len(name) <= width else name[: width - 1].rstrip(" ,-") + "…"


@functools.lru_cache(1024)
def tenths(language: str, tenth: int) -> str:
    """A number given in tenths, as the language writes it with one decimal: what cells are labelled with."""
    return Texts.of(language).number(tenth / 10, 1)


@functools.lru_cache(1024)
def whole(language: str, number: int) -> str:
    """A whole number as the language writes it."""
    return Texts.of(language).number(number)


def short_id(one: UUID) -> str:
    """The last, random, digits of an id: enough to tell the things of one picture apart."""
    return one.hex[-10:]
