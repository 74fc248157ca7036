"""A list in an order of its own: opened by its titles, put in order by arrows or by dragging.

What is pressed waits in the browser until Python has acknowledged it, so that quick presses are neither lost nor
done twice.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lotsen.texts import Texts
from lotsen.ui import feedback
from lotsen.ui.components import own

_mount = own.element("ordered", Path(__file__).parent / "ordered.js")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in the list, as ready texts; `detail` may have several lines.

    `foreign` names the language of the title where it is another than the reader's. `mark` is a short word about it
    (a status), `strong` shows that word in the accent.
    """

    id: str
    title: str
    detail: str = ""
    foreign: str = ""
    mark: str = ""
    strong: bool = False


def draw(
    t: Texts,
    label: str,
    rows: Sequence[Row],
    *,
    move: Callable[[str, int], object] | None,
    open_one: Callable[[str], object] | None = None,
    open_label: str = "",
    key: str,
) -> None:
    """Draw the list. `move` gets an id and how many places down; `open_one` an id. They run before the page does.

    Without `move` the order stands fast, without `open_one` there is nothing to open.
    """
    known = {row.id for row in rows}

    def act(press: own.Press) -> None:
        if press.id in known and press.by and move:
            feedback.save(functools.partial(move, press.id, press.by))
        elif press.id in known and open_one:
            open_one(press.id)

    _mount(
        data={
            "label": label,
            "rows": [asdict(row) for row in rows],
            "fixed": move is None,
            "done": own.answered(key).said(),
            "texts": {
                "up": t("Move up: {title}", title="%"),
                "down": t("Move down: {title}", title="%"),
                "open": f"{open_label}: %",
                "edit": open_label if open_one else "",
            },
        },
        key=key,
        on_acts_change=lambda: own.carry_out(t, key, "acts", own.read_presses, act),
    )
