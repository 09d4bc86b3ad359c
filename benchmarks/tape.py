"""What the door says to the database, kept so that a bare loop can say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy.engine.interfaces import DBAPICursor

import handlers
from bot.clock import HeldClock
from bot.dispatch import Dispatcher
from bot.people import WorkspaceRef
from bot.ports import Due, Lane
from bot.ports import UnitOfWork as Work
from storage import Database
from storage.engine import make_engine, read_url
from storage.statements import Transaction
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")

Said = tuple[str, Any, bool]
"""A statement, its values, and whether they are several sets of them."""
Unit = list[Said]
"""One ritual's statements."""


class Tape:
    """A driver's cursor that keeps what it is told."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.said: Unit = []

    def execute(self, sql: str, values: Any = ()) -> None:
        self.said.append((sql, values, False))
        self._cursor.execute(sql, values)

    def executemany(self, sql: str, values: Any) -> None:
        self.said.append((sql, values, True))
        self._cursor.executemany(sql, values)

    def fetchall(self) -> Any:
        return self._cursor.fetchall()

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)


class Recorder:
    """Storage in one thread, a transaction for each unit of work, every statement kept."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(read_url(url), writes=True)
        self._connection = self._engine.connect()
        driver: Any = self._connection.connection.driver_connection
        self._cursor = driver.cursor()
        self.units: list[Unit] = []

    async def run(
        self, work: Callable[[Work], T], workspace: WorkspaceRef, lane: Lane = Lane.PEOPLE
    ) -> T:
        tape = Tape(self._cursor)
        with self._connection.begin():
            transaction = Transaction(cast(DBAPICursor, tape), self._engine.dialect, writes=True)
            result = work(UnitOfWork(transaction, workspace, notify=False))
        self.units.append(tape.said)
        return result

    async def due(self, now: datetime, at_most: int) -> Sequence[Due]:
        raise NotImplementedError("what is due was read before")

    async def next_due(self) -> datetime | None:
        raise NotImplementedError("what is due was read before")

    def close(self) -> None:
        self._connection.close()


async def recorded(url: str, at: datetime, count: int) -> list[Unit]:
    """Fulfil everything that is due in a database, and return what was said to it for each promise."""
    database = Database(url)
    await database.start()
    due = await database.due(at, count)
    await database.stop()
    recorder = Recorder(url)
    door = Dispatcher(handlers.routers, recorder, HeldClock(at), lambda workspace: None)
    for one in due:
        assert await door.fulfil(one)
    recorder.close()
    return recorder.units
