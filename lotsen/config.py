"""Settings from the environment, read once and frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: `app.py`, `pages/` and the tracked starter content under `data/` lie here."""

CONTENT = ROOT / "data"


@dataclass(frozen=True, slots=True)
class Config:
    """Where everything mutable lies, and which database carries it.

    `LOTSEN_HOME`: the folder of database, uploads, secrets and backups (default `data/local`).
    `LOTSEN_DATABASE_URL`: an SQLAlchemy URL (default: SQLite in the home folder).
    `LOTSEN_UPLOAD_MB`: the largest file that may be sent in, in megabytes.
    `LOTSEN_KEEP_LINES_MONTHS`: how long the lines of accepted invoice files are kept, for rules to be applied again.
    `LOTSEN_HOSTS`: under which names the server answers, beside addresses in figures and this machine's own name.
    `LOTSEN_WORKERS`: how many processes do long work beside the screens (0: none are started).
    """

    home: Path
    database_url: str
    upload_megabytes: int = 2048
    lines_months: int = 24
    workers: int = 1
    hosts: tuple[str, ...] = ()

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    @property
    def uploads(self) -> Path:
        return self.home / "uploads"


def from_environment(environment: Mapping[str, str] | None = None) -> Config:
    """The settings of this process."""
    env = os.environ if environment is None else environment
    home = Path(env.get("LOTSEN_HOME") or CONTENT / "local").absolute()
    return Config(
        home=home,
        database_url=env.get("LOTSEN_DATABASE_URL") or f"sqlite:///{home / 'lotsen.db'}",
        upload_megabytes=int(env.get("LOTSEN_UPLOAD_MB") or 2048),
        lines_months=int(env.get("LOTSEN_KEEP_LINES_MONTHS") or 24),
        workers=int(env.get("LOTSEN_WORKERS") or 1),
        hosts=tuple(name.strip() for name in env.get("LOTSEN_HOSTS", "").split(",") if name.strip()),
    )
