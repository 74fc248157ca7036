"""The type that pictures are rendered with, whatever the machine has: the product's own, unpacked from Streamlit.

Streamlit brings Source Sans 3 (SIL Open Font License 1.1) as WOFF2, which the renderer can't read. DejaVu, which comes
with matplotlib, has the letters that Source Sans lacks, and stands in for it should it be missing.
"""

import atexit
import functools
import importlib.util
import shutil
import tempfile
from pathlib import Path
from typing import Any

FAMILY = "SourceSans3VF"
STAND_IN = "DejaVu Sans"

_OURS = ("streamlit", "static/static/media", "SourceSansVF-Upright*.woff2")
_OTHERS = ("matplotlib", "mpl-data/fonts/ttf", "DejaVuSans*.ttf")
_PLAIN = {"DejaVuSans.ttf", "DejaVuSans-Bold.ttf"}


@functools.cache
def family() -> str:
    """The family that text is set in."""
    return FAMILY if _inside(*_OURS) else STAND_IN


@functools.cache
def files() -> tuple[str, ...]:
    """The font files for the renderer; unpacked once for the life of this process."""
    ours = [_unpacked(path) for path in _inside(*_OURS)]
    others = [path for path in _inside(*_OTHERS) if path.name in _PLAIN]
    return tuple(str(path) for path in (*ours, *others))


def _inside(package: str, folder: str, pattern: str) -> list[Path]:
    """Files of an installed package, which is found without being imported."""
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return [path for place in places or () for path in sorted((Path(place) / folder).glob(pattern))]


def _unpacked(source: Path) -> Path:
    """A WOFF2 file as the TrueType it was made from."""
    from fontTools.ttLib import TTFont, woff2

    codec: Any = woff2
    codec.brotli, codec.haveBrotli = _Brotli, True
    folder = Path(tempfile.mkdtemp(prefix="lotsen-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with TTFont(source) as font:
        font.flavor = None
        font.save(folder / "text.ttf")
    return folder / "text.ttf"


class _Brotli:
    """What fontTools asks of the package `brotli`, by the codec that pyarrow carries anyway."""

    @staticmethod
    def decompress(data: bytes) -> bytes:
        import pyarrow

        unpacked: bytes = pyarrow.CompressedInputStream(pyarrow.BufferReader(data), "brotli").read()
        return unpacked
