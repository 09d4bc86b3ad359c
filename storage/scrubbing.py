"""After an erasure the database is written anew, since deleting leaves bytes in its files."""

from __future__ import annotations

import sqlite3
from time import sleep
from typing import Any

from storage.engine import make_engine, read_url, sqlite_file
from storage.tables import metadata

TRIES, PAUSE = 5, 0.1
"""How often, and seconds between, readers are waited for before the log is left to the next night."""


def is_stained(url: str) -> bool:
    """Whether somebody was erased since the file was last written anew: each erasure adds 1 to a mark.

    On PostgreSQL nobody knows, so that it is done every night.
    """
    read = read_url(url)
    if (file := sqlite_file(read)) is None:
        return True
    if not file.exists():
        return False
    connection = make_engine(read, writes=False).raw_connection()
    try:
        return bool(_value(connection, "PRAGMA user_version"))
    finally:
        connection.close()


def scrub(url: str) -> bool:
    """Write a SQLite file anew, without what was deleted from it, and empty its log.

    It may be served meanwhile: whoever writes waits for the writing, and nobody for the log. False if
    somebody who reads kept the log from being emptied; the mark then stays, for another time.

    On PostgreSQL what was deleted goes from the tables, and from the statistics, which hold names too.
    """
    read = read_url(url)
    connection = make_engine(read, writes=True).raw_connection()
    try:
        if sqlite_file(read) is None:
            return _vacuumed(connection)
        mark = _value(connection, "PRAGMA user_version")
        # In memory, as the engine has it, the new file would have to fit there.
        _do(connection, "PRAGMA temp_store = FILE")
        _do(connection, "VACUUM")
        _do(connection, "PRAGMA busy_timeout = 0")
        return any(_emptied(connection, mark) for _ in range(TRIES))
    finally:
        connection.close()


def _vacuumed(connection: Any) -> bool:
    connection.driver_connection.autocommit = True
    _do(connection, "SET statement_timeout = 0")
    for table in metadata.sorted_tables:
        _do(connection, f'VACUUM (ANALYZE, SKIP_LOCKED) "{table.name}"')
    return True


def _emptied(connection: Any, mark: int) -> bool:
    """Empty the log and take the mark away; one that an erasure made since is left, as is its log."""
    if _value(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0 or not _unmarked(
        connection, mark
    ):
        sleep(PAUSE)
        return False
    return True


def _unmarked(connection: Any, mark: int) -> bool:
    """False where a writer is at work just now."""
    try:
        _do(connection, "BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    if _value(connection, "PRAGMA user_version") == mark:
        _do(connection, "PRAGMA user_version = 0")
    _do(connection, "COMMIT")
    return True


def _do(connection: Any, statement: str) -> None:
    connection.cursor().execute(statement)


def _value(connection: Any, statement: str) -> int:
    cursor = connection.cursor()
    cursor.execute(statement)
    return int(cursor.fetchall()[0][0])
