"""A dump of PostgreSQL's is put back by the commands that ``muster restore`` says."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from storage import NoBackup, migrate, restore
from storage.engine import make_engine, read_url
from tests.postgres import find_tools
from tests.storage.samples import NOW


@pytest.mark.postgres
@pytest.mark.dump
def test_a_dump_of_an_older_version_is_put_back_by_those_commands(
    bare_postgres_url: str, tmp_path: Path
) -> None:
    """Tables that a later version added would otherwise stand in the way of its migrations."""
    tools = find_tools()
    assert tools is not None
    dump, url = tmp_path / "old.dump", bare_postgres_url
    migrate(url)
    with make_engine(read_url(url), writes=True).begin() as connection:
        connection.execute(text("ALTER TABLE absence RENAME TO later"))
    made = [str(tools / "pg_dump"), "--format=custom", "--no-owner", f"--file={dump}", url]
    subprocess.run(made, check=True, capture_output=True)
    with make_engine(read_url(url), writes=True).begin() as connection:
        connection.execute(text("CREATE TABLE newer AS SELECT * FROM member"))

    with pytest.raises(NoBackup) as told:
        restore(url, dump, NOW)
    for line in str(told.value).splitlines()[1:]:
        words = shlex.split(line)
        if words[0] != "muster":
            words[0] = str(tools / words[0])
            done = subprocess.run(words, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr
    with make_engine(read_url(url), writes=False).connect() as connection:
        there = inspect(connection).get_table_names()
    assert "later" in there
    assert "newer" not in there
