"""SVG to PNG, with fonts of our own: the same picture on every machine.

python -m lotsen.export.png SCALE FAMILY FONT... < picture.svg > picture.png
"""

import math
import re
import subprocess
import sys
import threading
from collections.abc import Sequence

from lotsen.config import ROOT
from lotsen.export import fonts

MOST_DOTS = 24_000_000
"""A larger picture is rendered coarser: every million dots takes 4 MB while it is drawn."""

SECONDS = 120
"""How long a picture may take on a busy machine."""

_SIZE = re.compile(r'<svg[^>]* width="(\d+)" height="(\d+)"')
_turn = threading.Lock()


def png(svg: str, scale: float = 1.0) -> bytes:
    """Render a picture; `scale` is how many dots one px becomes, less where that would be more than `MOST_DOTS`."""
    return _render(svg, scale, fonts.family(), fonts.files())


def png_apart(svg: str, scale: float = 1.0) -> bytes:
    """The same in a process of its own, one at a time: for servers.

    The renderer holds Python's lock: a large picture would hold up everybody's pages for a second or more.
    """
    command = [sys.executable, "-m", "lotsen.export.png", str(scale), fonts.family(), *fonts.files()]
    with _turn:
        done = subprocess.run(  # noqa: S603 - our own words
            command, cwd=ROOT, input=svg.encode(), stdout=subprocess.PIPE, timeout=SECONDS, check=True
        )
    return done.stdout


def _render(svg: str, scale: float, family: str, files: Sequence[str]) -> bytes:
    import resvg_py

    found = _SIZE.match(svg)
    dots = int(found[1]) * int(found[2]) if found else 1
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=min(scale, math.sqrt(MOST_DOTS / max(dots, 1))),
        skip_system_fonts=True,
        font_files=list(files),
        sans_serif_family=family,
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(_render(sys.stdin.buffer.read().decode(), float(sys.argv[1]), sys.argv[2], sys.argv[3:]))
