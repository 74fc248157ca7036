"""From one byte a character to UTF-8, several times faster than decoding and encoding: most bytes stay as they are."""

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]

PIECE = 1 << 20


def widen(path: Path, target: Path) -> None:
    """Copy a file in latin-1 as UTF-8. Two threads at most, a few pieces in memory."""
    with path.open("rb", buffering=0) as file, target.open("wb", buffering=0) as copy, ThreadPoolExecutor(2) as threads:
        waiting: deque[Future[Bytes]] = deque()
        while piece := file.read(PIECE):
            waiting.append(threads.submit(_two_bytes, np.frombuffer(piece, np.uint8)))
            if len(waiting) > 4:
                copy.write(waiting.popleft().result().data)
        for result in waiting:
            copy.write(result.result().data)


def _two_bytes(piece: Bytes) -> Bytes:
    """Every byte from 0x80 on as two: 110000xx 10xxxxxx."""
    places = np.flatnonzero(piece.view(np.int8) < 0)
    if not len(places):
        return piece
    high = piece[places]
    first = places + np.arange(len(places))
    result = np.empty(len(piece) + len(places), np.uint8)
    stays = np.ones(len(result), bool)
    stays[first] = False
    result[stays] = piece
    result[first] = 0xC0 | (high >> 6)
    result[first + 1] = high & 0xBF
    return result
