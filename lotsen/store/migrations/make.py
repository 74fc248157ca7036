"""Write the next migration from the difference between the rows and an upgraded scratch database.

`python -m lotsen.store.migrations.make "add a table for …"`; read what it wrote before you commit it.
"""

import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from lotsen.store.engine import Database
from lotsen.store.migrations import config, context_options, upgrade
from lotsen.store.rows import Base


def differences(database: Database) -> list[object]:
    """What the rows have and the database lacks, or the other way round; empty when they agree."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=context_options())
        return list(compare_metadata(context, Base.metadata))


def make(message: str, number: str) -> Path:
    """Write the migration file `number` and return its path."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/scratch.db")
        upgrade(database)
        with database.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts=context_options())
            operations = produce_migrations(context, Base.metadata)
        database.close()
    assert operations.upgrade_ops is not None
    code = render_python_code(
        operations.upgrade_ops, render_as_batch=True, render_item=context_options()["render_item"]
    )
    scripts = ScriptDirectory.from_config(config())
    script = scripts.generate_revision(number, message, head="head", upgrades=code)
    assert script is not None
    return Path(script.path)


if __name__ == "__main__":
    heads = ScriptDirectory.from_config(config()).get_heads()
    following = f"{int(heads[0]) + 1:04d}" if heads else "0001"
    sys.stdout.write(f"{make(sys.argv[1], following)}\n")
