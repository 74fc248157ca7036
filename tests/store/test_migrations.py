"""A database comes to this version's schema by itself, whole or not at all, and whoever starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError

from lotsen.config import ROOT
from lotsen.errors import Conflict
from lotsen.store import migrations
from lotsen.store.engine import Database
from lotsen.store.migrations.make import differences
from tests.support.houses import PostgresServer

PARENT_AND_CHILD = """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision, branch_labels, depends_on = "a1", None, None, None

    def upgrade():
        op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
        op.create_table(
            "child",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("parent_id", sa.Integer, nullable=False),
            sa.ForeignKeyConstraint(["parent_id"], ["parent.id"], name="fk_child", ondelete="CASCADE"),
        )
        op.execute("INSERT INTO parent VALUES (1, 'one')")
        op.execute("INSERT INTO child VALUES (10, 1), (11, 1)")
"""
REBUILD_PARENT = """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision, branch_labels, depends_on = "a2", "a1", None, None

    def upgrade():
        with op.batch_alter_table("parent") as parent:
            parent.alter_column("name", existing_type=sa.String(20), nullable=False, type_=sa.String(80))
"""
FAIL_HALFWAY = """
    import sqlalchemy as sa
    from alembic import op

    revision, down_revision, branch_labels, depends_on = "a2", "a1", None, None

    def upgrade():
        op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
        op.execute("DELETE FROM child")
        op.execute("INSERT INTO no_such_table VALUES (1)")
"""
BREAK_A_LINK = """
    from alembic import op

    revision, down_revision, branch_labels, depends_on = "a2", "a1", None, None

    def upgrade():
        op.execute("DELETE FROM parent")
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that nobody has migrated, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.empty()
    database = Database(url)
    yield database
    database.close()


def scripts(folder: Path, *sources: str) -> ScriptDirectory:
    """A folder of migrations of a test's own."""
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for number, source in enumerate(sources):
        (versions / f"{number}_step.py").write_text(dedent(source))
    return ScriptDirectory(str(folder), version_locations=[str(versions)])


def upgrade(database: Database, steps: ScriptDirectory, to: str = "head") -> list[str]:
    with migrations._connection(database) as connection:
        return migrations.upgrade_connection(connection, steps, to)


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def children(database: Database) -> list[int]:
    with database.reading() as db:
        return list(db.scalars(text("SELECT id FROM child ORDER BY id")))


def test_the_migrations_make_what_the_rows_say(empty: Database) -> None:
    assert migrations.upgrade(empty)
    assert differences(empty) == []


def test_a_second_start_runs_nothing(empty: Database) -> None:
    migrations.upgrade(empty)
    assert migrations.upgrade(empty) == []


def test_two_processes_that_start_at_once_wait_for_each_other(empty: Database) -> None:
    code = dedent("""
        import sys
        from lotsen.store import migrations
        from lotsen.store.engine import Database
        database = Database(sys.argv[1])
        sys.stdin.readline()
        print(len(migrations.upgrade(database)))
    """)
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", code, empty.url.render_as_string(hide_password=False)],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in starting:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ran = sorted(int(process.communicate(timeout=60)[0]) for process in starting)
    steps = len(list(ScriptDirectory.from_config(migrations.config()).walk_revisions()))
    assert ran == [0, steps]
    assert differences(empty) == []


def test_a_database_of_a_newer_version_is_refused_and_left_alone(empty: Database) -> None:
    migrations.upgrade(empty)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Conflict) as refusal:
        migrations.upgrade(empty)
    assert refusal.value.fields["revision"] == "9999"
    assert migrations.current(empty) == "9999"


def test_rebuilding_a_table_keeps_its_children(empty: Database, tmp_path: Path) -> None:
    steps = scripts(tmp_path / "steps", PARENT_AND_CHILD, REBUILD_PARENT)
    assert upgrade(empty, steps, "a1") == ["a1"]
    assert upgrade(empty, steps) == ["a2"]
    assert children(empty) == [10, 11]
    with pytest.raises(IntegrityError), empty.writing() as db:
        db.execute(text("INSERT INTO child VALUES (12, 99)"))


def test_a_step_that_fails_leaves_everything_as_it_was(empty: Database, tmp_path: Path) -> None:
    steps = scripts(tmp_path / "steps", PARENT_AND_CHILD, FAIL_HALFWAY)
    upgrade(empty, steps, "a1")
    with pytest.raises(Exception, match="no_such_table"):
        upgrade(empty, steps)
    assert migrations.current(empty) == "a1"
    assert children(empty) == [10, 11]
    assert "half" not in tables(empty)


def test_a_step_that_breaks_a_link_is_undone_on_sqlite(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'links.db'}")
    steps = scripts(tmp_path / "steps", PARENT_AND_CHILD, BREAK_A_LINK)
    upgrade(database, steps, "a1")
    with pytest.raises(RuntimeError, match="broke a link"):
        upgrade(database, steps)
    assert migrations.current(database) == "a1"
    assert children(database) == [10, 11]
    database.close()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder' / 'lotsen.db'}")
    with pytest.raises(OperationalError):
        migrations.upgrade(database)
    assert not (tmp_path / "no").exists()
    database.close()


def test_the_migrated_database_refuses_a_value_off_the_scale(empty: Database) -> None:
    migrations.upgrade(empty)
    names = {check["name"] for check in inspect(empty.engine).get_check_constraints("goal_assessment")}
    assert "ck_goal_assessment_value_on_scale" in names
