"""Sharing out marks over goals with plus and minus, as bars that always add up; and the same bars alone.

The element keeps what was pressed until Python has acknowledged it: every press carries a sequence number, and 'saved'
is shown for a number that came back after COMMIT. A press that got no answer is sent again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lotsen.domain.goal import MARKS
from lotsen.texts import Texts
from lotsen.ui.components import own

_mount = own.element("marks", Path(__file__).parent / "marks.js")


@dataclass(frozen=True, slots=True)
class Row:
    """One goal: what it has of mine, null while I said nothing of it, and the group's weight with its lowest and
    highest (0 to 1), where shown."""

    id: str
    label: str
    marks: int | None
    mean: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """All of a person's marks by goal, as they are after a press."""

    number: int
    marks: dict[str, int]


def draw(
    t: Texts,
    rows: Sequence[Row],
    scale: int,
    save: Callable[[dict[str, int]], object],
    *,
    key: str,
    disabled: bool = False,
    free: bool = False,
    agreed: bool = False,
) -> None:
    """Draw the rows; `save` gets all of the person's marks by id at every change and raises what it can't take.

    `free` lets every goal have up to `scale` of its own, instead of `scale` for all of them together. `agreed` says
    that the group's weight is what the room agreed on.
    """
    _mount(
        data={
            "mode": "free" if free else "shared",
            "rows": [asdict(row) for row in rows],
            "scale": scale,
            "step": 1 if scale == MARKS else 5,
            "acknowledged": own.answered(key).said(),
            "disabled": disabled,
            "texts": _texts(t, scale, agreed),
        },
        key=key,
        on_give_change=lambda: own.carry_out(t, key, "give", read, lambda given: save(given.marks)),
    )


def bars(t: Texts, rows: Sequence[Row], shares: Mapping[str, float], *, key: str, agreed: bool = False) -> None:
    """The same bars with nothing to press. `shares` are my weights by id, empty while I have none."""
    _mount(
        data={
            "mode": "bars",
            "rows": [asdict(row) | {"share": shares.get(row.id)} for row in rows],
            "scale": 0,
            "step": 0,
            "acknowledged": None,
            "disabled": True,
            "texts": _texts(t, 0, agreed) | {"list": t("Weights of the goals")},
        },
        key=key,
    )


def read(sent: Any) -> tuple[str, list[Given]]:
    """What the browser sent: its run, and all marks; nothing where it is no such thing. They are checked when saved."""
    if not isinstance(sent, dict):
        return "", []
    try:
        marks = {str(goal): int(given) for goal, given in sent["marks"].items()}
        return str(sent["run"]), [Given(int(sent["number"]), marks)]
    except (TypeError, KeyError, ValueError, AttributeError):
        return "", []


def _texts(t: Texts, scale: int, agreed: bool) -> dict[str, str]:
    """What the element says, with `%` where it puts a goal's title or a number of its own."""
    by_mark = scale == MARKS
    return {
        "list": t("Marks on goals"),
        "more": t("One more for {goal}", goal="%") if by_mark else t("Five more for {goal}", goal="%"),
        "fewer": t("One less for {goal}", goal="%") if by_mark else t("Five less for {goal}", goal="%"),
        "exact": t("Points for {goal}", goal="%"),
        "left": t("Left to give: {left} of {scale}", left="%", scale=scale),
        "all": t("All {scale} given", scale=scale),
        "none": t("All {scale} are given out. Take from another goal first.", scale=scale),
        "saving": t("Saving …"),
        "saved": t("Saved"),
        "group": t("agreed {share}", share="%") if agreed else t("group {share}", share="%"),
    }
