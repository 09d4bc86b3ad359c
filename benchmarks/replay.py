"""The bare loop: recorded statements and their commits, and not a line of anything else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from benchmarks.tape import Unit
from storage.batches import AT_MOST
from storage.database import WRITERS
from storage.engine import read_url, sqlite_file


def replay(url: str, units: Sequence[Unit]) -> None:
    """With the settings of ``storage``: SQLite's one writer, or PostgreSQL's many."""
    file = sqlite_file(read_url(url))
    if file is not None:
        _sqlite(str(file), units)
        return
    with ThreadPoolExecutor(WRITERS) as threads:
        shares = [units[first::WRITERS] for first in range(WRITERS)]
        for share in [threads.submit(_postgres, url, one) for one in shares]:
            share.result()


def _sqlite(file: str, units: Sequence[Unit]) -> None:
    """A SAVEPOINT for each ritual, and a commit for as many as storage commits together."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    cursor = connection.cursor()
    for first in range(0, len(units), AT_MOST):
        cursor.execute("BEGIN IMMEDIATE")
        for unit in units[first : first + AT_MOST]:
            cursor.execute("SAVEPOINT unit")
            _say(cursor, unit)
            cursor.execute("RELEASE unit")
        connection.commit()
    connection.close()


def _postgres(url: str, units: Sequence[Unit]) -> None:
    """A transaction for each ritual."""
    with psycopg.connect(url) as connection:
        cursor = connection.cursor()
        for unit in units:
            _say(cursor, unit)
            connection.commit()


def _say(cursor: Any, unit: Unit) -> None:
    for sql, values, several in unit:
        if several:
            cursor.executemany(sql, values)
        else:
            cursor.execute(sql, values)
            if cursor.description is not None:
                cursor.fetchall()
