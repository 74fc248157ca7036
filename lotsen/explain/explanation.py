"""What an explanation is: a title, sentences, and the table of the numbers that they come from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Text in rows and columns, as it is shown beside a picture. `numbers` are the columns that line up right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number is what it is. Texts hold users' words and are shown as plain text, never as markup."""

    title: str
    sentences: tuple[str, ...]
    table: Table | None = None
    formula: str = ""
