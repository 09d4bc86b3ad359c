"""The databases that a bot is killed on, and what is looked at after each death."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Protocol

import psycopg

from tests.postgres import empty


class Database(Protocol):
    """Where the bot remembers."""

    name: str
    url: str

    def fresh(self, folder: Path) -> Database:
        """One with every table and no row, whose file, if it has one, is in this folder."""

    def examine(self) -> None:
        """Nobody uses it now: see that it is whole."""

    def lapse(self) -> None:
        """Let pass what time the leases of the dead still have."""


class SqliteFile:
    """A file, copied from one that was migrated once."""

    name = "SQLite"

    def __init__(self, path: Path) -> None:
        self._path, self.url = path, f"sqlite:///{path}"

    def fresh(self, folder: Path) -> SqliteFile:
        folder.mkdir(parents=True, exist_ok=True)
        return SqliteFile(Path(shutil.copy(self._path, folder / "muster.db")))

    def examine(self) -> None:
        file = sqlite3.connect(self._path)
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        file.close()

    def lapse(self) -> None:
        """Whoever holds the file's lock owns everything, and the system has freed it."""


class PostgresDatabase:
    """One database, emptied each time."""

    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.url = url

    def fresh(self, folder: Path) -> PostgresDatabase:
        empty(self.url)
        return self

    def examine(self) -> None:
        """The server looks after that."""

    def lapse(self) -> None:
        """They last fifteen seconds by the server's own clock, which nobody can push."""
        with psycopg.connect(self.url) as connection:
            connection.execute("UPDATE lease SET until = 0")
