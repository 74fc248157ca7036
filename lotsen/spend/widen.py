"""From one byte a character to UTF-8."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

PIECE = 1 << 18


def widen(path: Path, target: Path, look: Callable[[bytes], None]) -> None:
    """Copy a file in latin-1 as UTF-8; `look` sees every piece first. A thread writes while the next piece is read."""
    written: Future[int] | None = None
    with path.open("rb", buffering=0) as file, target.open("wb") as copy, ThreadPoolExecutor(1) as thread:
        while piece := file.read(PIECE):
            look(piece)
            wide = piece.decode("latin-1").encode()
            if written:
                written.result()
            written = thread.submit(copy.write, wide)
        if written:
            written.result()
