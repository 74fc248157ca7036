"""Two rankings side by side as a pure layout: every category's place then at the left, now at the right.

Each side is a list of its own, in order of place and without gaps, so that names never meet. Many categories are too
many lines to follow: then the top lists and what moved far are drawn, and the others counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lotsen.analysis.results.movement import Move, Movement

FAR = 2
"""Places: who moved that far is drawn in the accent."""

ALL = 20
"""So many categories are all drawn."""

MOST = 24
"""How many are drawn where there are more."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a line: the place that is written there, the row it is drawn in, whether it is on the top list."""

    place: int
    row: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A category. An end is null where it has no place; `told` lines are those that the picture is about."""

    id: UUID
    name: str
    then: End | None
    now: End | None
    points: float
    told: bool


@dataclass(frozen=True, slots=True)
class Slope:
    """`rows` is the length of the longer side. `after` are the rows above the line under the top list, then and now;
    null when nothing lies below it on either side. `left_out` counts the ranked categories that are not drawn.
    """

    lines: tuple[Line, ...]
    rows: int
    after: tuple[int, int] | None
    left_out: int


def slope(movement: Movement, names: Mapping[UUID, str]) -> Slope:
    """Lay out two rankings; what neither of them ranks is not there."""
    ranked = [move for move in movement.moves if move.then or move.now]
    shown = _shown(ranked)
    then = _rows(shown, [(move.then, move.now) for move in shown])
    now = _rows(shown, [(move.now, move.then) for move in shown])
    listed = sum(move.listed_then for move in shown), sum(move.listed_now for move in shown)
    below = any((move.then and not move.listed_then) or (move.now and not move.listed_now) for move in ranked)
    return Slope(
        tuple(
            Line(
                move.category,
                names[move.category],
                End(move.then, then[move.category], move.listed_then) if move.then else None,
                End(move.now, now[move.category], move.listed_now) if move.now else None,
                move.points,
                told(move),
            )
            for move in shown
        ),
        max(len(then), len(now)),
        listed if below and any(listed) else None,
        len(ranked) - len(shown),
    )


def told(move: Move) -> bool:
    """Whether a move is one to tell: two places or more, or over the end of the top list."""
    return abs(move.rose) >= FAR or move.listed_then != move.listed_now


def _shown(ranked: list[Move]) -> list[Move]:
    """All of a few; of many the top lists and the furthest moves."""
    if len(ranked) <= ALL:
        return ranked
    first = sorted(ranked, key=lambda move: (-_weight(move), -abs(move.rose)))
    chosen = {move.category for move in first[:MOST] if _weight(move)}
    return [move for move in ranked if move.category in chosen]


def _weight(move: Move) -> int:
    return 2 if move.listed_then or move.listed_now else 1 if told(move) else 0


def _rows(shown: list[Move], places: list[tuple[int | None, int | None]]) -> dict[UUID, int]:
    """Category → row on one side: by its place there; of those that share one, as they stand on the other side."""
    here = [(place, other or len(shown), n) for n, (place, other) in enumerate(places) if place]
    return {shown[n].category: row for row, (*_, n) in enumerate(sorted(here))}
