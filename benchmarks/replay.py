"""The bare loop: recorded statements and their commits, and not a line of anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from benchmarks.tape import Unit
from storage.batches import AT_MOST
from storage.database import WRITERS
from storage.engine import make_engine, read_url, sqlite_file


def replay(url: str, units: Sequence[Unit]) -> None:
    """On connections set up as ``storage`` sets up its own: SQLite's one writer, PostgreSQL's many."""
    if sqlite_file(read_url(url)) is not None:
        _together(url, units)
        return
    with ThreadPoolExecutor(WRITERS) as threads:
        shares = [units[first::WRITERS] for first in range(WRITERS)]
        for share in [threads.submit(_one_by_one, url, one) for one in shares]:
            share.result()


@contextmanager
def _connection(url: str) -> Iterator[Any]:
    engine = make_engine(read_url(url), writes=True)
    pooled = engine.raw_connection()
    try:
        yield pooled.driver_connection
    finally:
        pooled.close()


def _together(url: str, units: Sequence[Unit]) -> None:
    """A SAVEPOINT for each ritual, and a commit for as many as storage commits together."""
    with _connection(url) as connection:
        cursor = connection.cursor()
        for first in range(0, len(units), AT_MOST):
            cursor.execute("BEGIN IMMEDIATE")
            for unit in units[first : first + AT_MOST]:
                cursor.execute("SAVEPOINT unit")
                _say(cursor, unit)
                cursor.execute("RELEASE unit")
            connection.commit()


def _one_by_one(url: str, units: Sequence[Unit]) -> None:
    """A transaction for each ritual."""
    with _connection(url) as connection:
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
