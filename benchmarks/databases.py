"""Databases to measure on, SQLite's and PostgreSQL's: filled once, copied as often as needed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from storage import migrate
from tests.postgres import find_postgres

NO_POSTGRES = "no PostgreSQL here; TEST_POSTGRES_URL names one where databases may be created"


class Shelf(Protocol):
    """Where databases of one kind are kept. All that it made is gone afterwards."""

    kind: str

    def new(self) -> str:
        """The URL of a database with every table and no row."""

    def copy(self, url: str) -> str:
        """The URL of a copy of one that nobody has open."""


class Files:
    """SQLite's."""

    kind = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    def new(self) -> str:
        url = self._next()
        migrate(url)
        return url

    def copy(self, url: str) -> str:
        copied = self._next()
        shutil.copy(url.removeprefix("sqlite:///"), copied.removeprefix("sqlite:///"))
        return copied

    def _next(self) -> str:
        return f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}"


class Server:
    """PostgreSQL's."""

    kind = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self._url = url
        self._made: list[str] = []

    def new(self) -> str:
        url = self._create("template1")
        migrate(url)
        return url

    def copy(self, url: str) -> str:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        return self._create(str(make_url(url).database))

    def drop(self) -> None:
        for name in self._made:
            self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"muster_bench_{uuid4().hex[:12]}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        self._made.append(name)
        return make_url(self._url).set(database=name).render_as_string(hide_password=False)

    def _run(self, sql: str) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(sql.encode())


@contextmanager
def shelves(folder: Path) -> Iterator[tuple[Shelf, Shelf | None]]:
    """SQLite's, and PostgreSQL's where there is one."""
    found = find_postgres()
    if found is None:
        yield Files(folder), None
        return
    server = Server(found)
    try:
        yield Files(folder), server
    finally:
        server.drop()
