"""The manager's page as parts, without any renderer: blocks of lines, each line knowing where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One number with what it is and why. `share` (0 to 1) is drawn as a bar; `page` and `query` lead to its source.

    `part` says that it is a part of the line before.
    """

    what: str
    figure: str
    page: str
    why: str = ""
    share: float | None = None
    late: bool = False
    part: bool = False
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """One part of the page: what it says, its lines, and, in words, what did not fit."""

    key: str
    title: str
    page: str
    says: str
    lines: tuple[Line, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole page."""

    title: str
    subtitle: str
    lead: str
    blocks: tuple[Block, ...]
    foot: str

    def block(self, key: str) -> Block:
        return next(block for block in self.blocks if block.key == key)
