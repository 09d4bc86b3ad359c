"""Connections to SQLite and PostgreSQL, set up so that what is committed stays committed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from storage.statements import Transaction

BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = 8_192
"""Of SQLite's pages, by connection; its own 2 MB hold fewer than a morning's work touches."""
CONNECT_SECONDS = "10"
LONGEST_LOG = 16_000
"""Pages (64 MB) of SQLite's log at which the writer folds it itself; storage/checkpoints.py is before it."""
LOCK_TIMEOUT = "5s"
STATEMENT_TIMEOUT = "30s"


class UnknownDatabase(ValueError):
    """A database URL that is neither SQLite's nor PostgreSQL's."""


def read_url(url: str) -> URL:
    """Read ``sqlite:///path`` or ``postgresql://...``. Raises UnknownDatabase for anything else."""
    try:
        read = make_url(url)
    except ArgumentError as error:
        raise UnknownDatabase("The database URL is not a URL.") from error
    if read.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return read.set(drivername="postgresql+psycopg")
    if read.drivername == "sqlite" and read.database not in (None, "", ":memory:"):
        return read
    raise UnknownDatabase(
        "The database URL must read sqlite:///path/to/file.db or postgresql://user@host/name."
    )


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite URL; None for PostgreSQL."""
    return Path(url.database or "") if url.drivername == "sqlite" else None


def make_engine(url: URL, *, writes: bool) -> Engine:
    """An engine whose connections belong to the threads that open them.

    The writer's transactions begin with BEGIN IMMEDIATE: a deferred one that reads and then writes
    fails at once, whatever the timeout, if another has written in between. Exception texts never hold
    what was bound (``hide_parameters``).
    """
    if (file := sqlite_file(url)) is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(url, writes=writes)
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": CONNECT_SECONDS})
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        cursor.execute(f"SET statement_timeout = '{STATEMENT_TIMEOUT}'")
        if not writes:
            cursor.execute("SET default_transaction_read_only = on")
        cursor.close()
        connection.commit()

    return engine


def _sqlite(url: URL, *, writes: bool) -> Engine:
    engine = create_engine(url, hide_parameters=True, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # We begin transactions ourselves, and choose how.
        for pragma in (
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            f"wal_autocheckpoint = {LONGEST_LOG}",
            "foreign_keys = ON",
            "temp_store = MEMORY",  # A SAVEPOINT's journal in a file doubles what is written.
            f"cache_size = -{CACHE_KIBIBYTES}",
            f"query_only = {'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class Session:
    """One connection and one cursor of one thread, opened when they are needed.

    They are opened anew after the server has gone away.
    """

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        self._engine, self._writes = engine, writes
        self._connection: Connection | None = None
        self._driver: Any = None

    def begin(self) -> Transaction:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._driver = self._connection.connection.driver_connection
            self._cursor = self._driver.cursor()
        self._connection.begin()
        return Transaction(self._cursor, self._engine.dialect, writes=self._writes)

    def run(self, sql: str) -> None:
        """A statement about the transaction itself, such as SAVEPOINT."""
        self._cursor.execute(sql)

    def commit(self) -> None:
        assert self._connection is not None
        self._connection.commit()

    def rollback(self) -> None:
        """Leave the transaction, whatever is left of it."""
        if self._connection is None:
            return
        try:
            self._connection.rollback()
            # After a COMMIT that failed, SQLAlchemy holds that there is nothing left to roll back.
            self._driver.rollback()
        except Exception:
            # The server is gone, and the transaction with it: the next unit opens a connection anew.
            self._connection.invalidate()
            self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def in_transaction(self) -> bool:
        """Whether SQLite still holds the transaction; it drops one by itself when the disk is full."""
        return bool(self._driver.in_transaction)

    @property
    def lost(self) -> bool:
        """Whether the server has closed the connection."""
        return self._connection is not None and bool(getattr(self._driver, "closed", False))
