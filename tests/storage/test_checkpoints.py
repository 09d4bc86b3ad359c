"""SQLite's log is folded beside the writer, and holds nobody up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.checkpoints import Checkpointer
from storage.engine import make_engine, read_url


def test_the_log_is_folded_while_somebody_writes(tmp_path: Path) -> None:
    file = tmp_path / "muster.db"
    engine = make_engine(read_url(f"sqlite:///{file}"), writes=True)
    writer = engine.raw_connection()
    cursor = writer.cursor()
    cursor.execute("CREATE TABLE said (text TEXT)")
    cursor.execute("INSERT INTO said SELECT randomblob(100000) FROM (VALUES (1), (2), (3), (4))")
    before = file.stat().st_size
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("INSERT INTO said VALUES ('in the middle of it')")
    assert Checkpointer(engine).fold() == 0, "all that is committed"
    assert file.stat().st_size > before + 400_000
    cursor.execute("COMMIT")
    writer.close()
    with sqlite3.connect(file) as reader:
        assert reader.execute("SELECT count(*) FROM said").fetchone() == (5,)
