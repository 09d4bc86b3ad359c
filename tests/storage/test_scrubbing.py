"""What an erasure leaves in the database's own files goes, and nobody is kept waiting for that."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from time import monotonic

import pytest
from sqlalchemy import text

from bot.news import AccountFacts
from bot.people import AccountRef
from bot.ports import UnitOfWork
from storage import Database, is_stained, scrub, scrubbing
from storage.engine import make_engine, read_url
from tests.storage.samples import BOT, HERE, NOW, meet
from tests.storage.traces import ACCOUNT, NAME, erase, everything, lives


async def started(url: str) -> Database:
    database = Database(url)
    await database.start()
    await database.installed_workspace(HERE, "Here", BOT)
    return database


@contextmanager
def somebody_reads(url: str) -> Iterator[None]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM member").fetchall()
        yield
        reader.rollback()


async def test_the_mark_stays_until_the_log_is_empty(sqlite_url: str) -> None:
    storage = await started(sqlite_url)
    ana = await lives(storage, sqlite_url)
    with somebody_reads(sqlite_url):
        await erase(storage, ana)
        assert not scrub(sqlite_url)
        assert is_stained(sqlite_url), "there is still something to do"
    assert scrub(sqlite_url)
    assert not is_stained(sqlite_url)
    assert NAME not in everything(sqlite_url)
    await storage.stop()


async def test_somebody_who_reads_makes_nobody_wait_who_writes(sqlite_url: str) -> None:
    storage = await started(sqlite_url)
    ana = await lives(storage, sqlite_url)
    with somebody_reads(sqlite_url):
        await erase(storage, ana)
        began = monotonic()
        assert not scrub(sqlite_url)
        assert monotonic() - began < 5
    await storage.stop()


async def test_an_erasure_in_the_meantime_keeps_its_mark(sqlite_url: str) -> None:
    storage = await started(sqlite_url)
    (bo,) = await storage.run(lambda work: meet(work, "Bo"), HERE)
    (cy,) = await storage.run(lambda work: meet(work, "Cy"), HERE)
    await erase(storage, bo)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as counted:
        first = counted.execute("PRAGMA user_version").fetchall()
        await erase(storage, cy)
        assert counted.execute("PRAGMA user_version").fetchall() != first
    connection = make_engine(read_url(sqlite_url), writes=True).raw_connection()
    assert scrubbing._emptied(connection, first[0][0])
    connection.close()
    assert is_stained(sqlite_url)
    await storage.stop()


@pytest.mark.postgres
async def test_the_statistics_of_postgresql_hold_no_name(postgres_url: str) -> None:
    storage = await started(postgres_url)
    ana = await lives(storage, postgres_url)

    def more(work: UnitOfWork) -> None:
        facts = [AccountFacts(AccountRef(f"U-{n}"), f"Person {n}", "UTC") for n in range(20)]
        work.people.learn(facts)

    await storage.run(more, HERE)
    assert scrub(postgres_url)  # As autovacuum does from time to time.
    assert _counted(postgres_url, NAME)
    await erase(storage, ana)
    assert scrub(postgres_url)
    assert not _counted(postgres_url, NAME)
    await storage.stop()


def _counted(url: str, name: str) -> bool:
    """Whether the statistics hold a name."""
    asked = text(
        "SELECT count(*) FROM pg_stats WHERE schemaname = 'public' AND"
        " concat(histogram_bounds, most_common_vals) LIKE '%' || :name || '%'"
    )
    with make_engine(read_url(url), writes=False).connect() as connection:
        return bool(connection.execute(asked, {"name": name}).scalar_one())


async def test_what_had_been_deleted_before_is_not_in_the_file_either(sqlite_url: str) -> None:
    storage = await started(sqlite_url)
    ana = await lives(storage, sqlite_url)

    await storage.stop()
    _leave_behind("wombat", sqlite_url)
    assert "wombat" in everything(sqlite_url)
    await storage.start()
    await erase(storage, ana)
    assert scrub(sqlite_url)
    assert "wombat" not in everything(sqlite_url)
    await storage.stop()


def _leave_behind(word: str, url: str) -> None:
    """Write and delete something as SQLite does where it was not built to overwrite what goes."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        rows = [(str(HERE), f"place-{each}", word * 20) for each in range(200)]
        connection.executemany("INSERT INTO address VALUES (?, ?, ?)", rows)
        connection.execute("DELETE FROM address WHERE place LIKE 'place-%'")
    connection.close()


async def test_the_next_night_the_file_is_written_anew(sqlite_url: str) -> None:
    storage = await started(sqlite_url)
    ana = await lives(storage, sqlite_url)
    assert not is_stained(sqlite_url)
    await erase(storage, ana)
    assert is_stained(sqlite_url)
    await storage.tidy(NOW)
    assert not is_stained(sqlite_url)
    assert ACCOUNT not in everything(sqlite_url)
    await storage.stop()
