"""Sending a large file in: drop it or choose it, watch it go, stop it. The browser sends it to our own route."""

from pathlib import Path
from typing import Any

from lotsen.texts import Texts
from lotsen.ui.components import own

_mount = own.element("upload", Path(__file__).parent / "upload.js")


def draw(t: Texts, address: str, *, accept: str, most_megabytes: int, key: str, hint: str) -> str | None:
    """The zone for one file; the id of the job that reads it, once, when it has arrived."""
    result: Any = _mount(
        data={
            "address": address,
            "accept": accept,
            "most": most_megabytes,
            "language": t.language,
            "texts": {
                "choose": t("Choose a file"),
                "drop": t("or drop it here"),
                "hint": hint,
                "sending": t("Sending {file}", file="%"),
                "stop": t("Stop"),
                "stopped": t("Stopped. Nothing was kept."),
                "lost": t("The connection broke. Try again."),
                "large": t("The file is larger than {limit} MB, the most that can be sent in.", limit=most_megabytes),
                "arrived": t("The file has arrived."),
            },
        },
        key=key,
        on_arrived_change=lambda: None,
    )
    arrived = getattr(result, "arrived", None)
    return str(arrived) if arrived else None
