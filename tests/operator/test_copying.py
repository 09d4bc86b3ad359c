"""``muster backup`` while it serves, and ``muster restore``, after which nothing old is sent."""

from __future__ import annotations

import json
from pathlib import Path

from tests.operator.command import muster, serving


def test_a_served_database_is_copied_and_is_not_replaced_while_it_is_served(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    with serving(tmp_path, **slack):
        done = muster(tmp_path, "backup", "copy.db")
        again = muster(tmp_path, "backup", "copy.db")
        forced = muster(tmp_path, "backup", "copy.db", "--force")
        held = muster(tmp_path, "restore", "copy.db")
    assert done.stdout.startswith("copy.db is a whole copy (")
    assert (done.returncode, forced.returncode) == (0, 0)
    assert (again.returncode, again.stderr) == (
        1,
        "copy.db is there already; name another file, or add --force to replace it.\n",
    )
    assert held.returncode == 1
    assert held.stderr.startswith("Another Muster is already running")

    put_back = muster(tmp_path, "restore", "copy.db")
    assert put_back.returncode == 0, put_back.stderr
    assert put_back.stdout.startswith("copy.db is the database now.")
    assert "data/muster.db.replaced-" in put_back.stdout
    assert json.loads(muster(tmp_path, "agenda", "--json").stdout)["parked_messages"] == []
    with serving(tmp_path, **slack):
        pass


def test_on_postgresql_its_own_commands_are_said(tmp_path: Path) -> None:
    url = "postgresql://muster:canary@db.example.org/muster"
    done = muster(tmp_path, "backup", "copy.dump", MUSTER_DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "PostgreSQL brings its own tool, which copies it while Muster runs:",
        "  pg_dump --format=custom --no-owner --file=copy.dump postgresql://muster@db.example.org/muster",
    ]
    done = muster(tmp_path, "restore", "copy.dump", MUSTER_DATABASE_URL=url)
    assert done.stderr.splitlines()[1:] == [
        "  dropdb --force --if-exists --maintenance-db=postgresql://muster@db.example.org/postgres muster",
        "  createdb --maintenance-db=postgresql://muster@db.example.org/postgres muster",
        "  pg_restore --exit-on-error --single-transaction --no-owner "
        "--dbname=postgresql://muster@db.example.org/muster copy.dump",
        "  muster migrate",
        "  muster restore --settle",
    ]


def test_a_restore_without_a_file_is_a_sentence(tmp_path: Path) -> None:
    done = muster(tmp_path, "restore")
    assert (done.returncode, done.stderr.partition(";")[0]) == (2, "Say which FILE to restore")
