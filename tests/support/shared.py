"""Real files of other people beside the checkout, where there are any: tests use them, and must not need them."""

from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
SHARED: Path | None = _BESIDE if _BESIDE.is_dir() else None
