"""Comparing goals two at a time: nine answers in words, one pair on screen, the next as soon as one is answered.

What is pressed waits in the browser until Python has acknowledged it, so that quick presses are neither lost nor
done twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lotsen.domain.weighing import STEPS
from lotsen.explain.weights import COMPARED, STRENGTHS
from lotsen.texts import Texts
from lotsen.ui.components import own

_mount = own.element("pairs", Path(__file__).parent / "pairs.js")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two goals by id, and how much more the first one matters: a step of `STEPS`, null while nothing was said."""

    one: str
    other: str
    step: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """An answer to a pair, null to take it back."""

    number: int
    one: str
    other: str
    step: int | None


def draw(
    t: Texts,
    labels: Mapping[str, str],
    pairs: Sequence[Pair],
    save: Callable[[str, str, int | None], object],
    *,
    key: str,
    look: tuple[int, int] | None = None,
) -> None:
    """Draw the pairs of the goals in `labels` (id → title). `save` gets two ids and a step, null to take it back.

    `look` opens a pair: a number that is new each time, and the pair's place.
    """

    def act(said: Said) -> None:
        if {said.one, said.other} <= set(labels):
            save(said.one, said.other, said.step)

    _mount(
        data={
            "labels": dict(labels),
            "pairs": [asdict(pair) for pair in pairs],
            "done": own.answered(key).said(),
            "look": look,
            "texts": _texts(t),
        },
        key=key,
        on_acts_change=lambda: own.carry_out(t, key, "acts", read, act),
    )


def read(sent: Any) -> tuple[str, list[Said]]:
    """What the browser sent: its run, and each answer; nothing of what is no such thing."""
    if not isinstance(sent, dict):
        return "", []
    try:
        said = [Said(int(a["number"]), str(a["one"]), str(a["other"]), a["step"]) for a in sent["acts"]]
        return str(sent["run"]), [one for one in said if one.step is None or one.step in STEPS]
    except (TypeError, KeyError, ValueError):
        return "", []


def _texts(t: Texts) -> dict[str, Any]:
    """What the element says; `%1` and `%2` are where it puts goals' titles or numbers of its own."""
    return {
        "question": t("Which matters more, and how much?"),
        "strengths": [t(word) for word in STRENGTHS],
        "said": [t(sentence, one="%1", other="%2") for sentence in COMPARED],
        "place": t("Pair {n} of {all}", n="%1", all="%2"),
        "compared": t("Compared: {n} of {all}", n="%1", all="%2"),
        "back": t("Previous pair"),
        "on": t("Next pair"),
        "take": t("Take the answer back"),
        "saving": t("Saving …"),
        "saved": t("Saved"),
    }
