"""A copy made while Muster serves, and put back: what was acknowledged is in it, and nothing old is sent."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.mail import Landed
from bot.people import Channel, ChannelRef
from bot.ports import UnitOfWork
from bot.rituals.standup import Participant
from storage import (
    Database,
    FileHeld,
    NoBackup,
    NotMigrated,
    backup,
    hold_file_lock,
    open_storage,
    restore,
    settle,
)
from tests.storage.samples import HERE, MACHINE, NOW, OWNER, meet, parcels, post, say, standup
from tests.storage.traces import QUESTIONS, day

HOUR = timedelta(hours=1)


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def beside(folder: Path, name: str) -> set[str]:
    return {one.name for one in folder.glob(f"{name}*")}


async def keeps(storage: Database, name: str) -> None:
    channel = Channel(ChannelRef(name), name)
    await storage.run(lambda work: work.people.keep_channel(channel), HERE)


async def kept(storage: Database) -> list[str]:
    channels = await storage.run(lambda work: work.people.channels(), HERE)
    return sorted(one.name for one in channels)


async def opened(url: str) -> Database:
    storage = open_storage(url)
    await storage.start()
    return storage


async def test_a_copy_holds_what_was_kept_until_then(sqlite_url: str, tmp_path: Path) -> None:
    storage, copy = await opened(sqlite_url), tmp_path / "copy.db"
    await keeps(storage, "before")
    writing = [asyncio.create_task(keeps(storage, f"c{each}")) for each in range(200)]
    size = await asyncio.to_thread(backup, sqlite_url, copy)
    await asyncio.gather(*writing)
    await storage.stop()
    assert size == copy.stat().st_size
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert beside(tmp_path, "copy.db") == {"copy.db"}
    with closing(sqlite3.connect(copy)) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert ("before",) in found.execute("SELECT name FROM channel").fetchall()


async def test_a_copy_replaces_another_file_only_by_force(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    with pytest.raises(NoBackup, match="is there already"):
        backup(sqlite_url, copy)
    assert copy.read_text() == "mine"
    backup(sqlite_url, copy, force=True)
    assert copy.read_bytes().startswith(b"SQLite")
    with pytest.raises(NoBackup, match="is the database itself"):
        backup(sqlite_url, file_of(sqlite_url), force=True)


async def test_no_key_is_in_a_copy(sqlite_url: str, tmp_path: Path) -> None:
    (vault := tmp_path / "vault").mkdir()
    (vault / "poll.key").write_bytes(b"the key of an open poll")
    (out := tmp_path / "backups").mkdir()
    backup(sqlite_url, out / "copy.db")
    assert [one.name for one in out.iterdir()] == ["copy.db"]
    assert b"the key of an open poll" not in (out / "copy.db").read_bytes()


async def test_a_damaged_database_is_not_copied(sqlite_url: str, tmp_path: Path) -> None:
    _damage(file_of(sqlite_url))
    with pytest.raises(NoBackup, match=r"is damaged|cannot be copied"):
        backup(sqlite_url, tmp_path / "copy.db")
    assert beside(tmp_path, "copy.db") == set()


async def test_a_restored_copy_is_as_it_was_and_the_replaced_is_kept(
    sqlite_url: str, tmp_path: Path
) -> None:
    storage, copy = await opened(sqlite_url), tmp_path / "copy.db"
    await keeps(storage, "old")
    backup(sqlite_url, copy)
    await keeps(storage, "new")
    await storage.stop()

    aside = restore(sqlite_url, copy, NOW)

    assert aside is not None
    assert aside.name == "muster.db.replaced-20270326T083000Z"
    for url, names in ((sqlite_url, ["old"]), (f"sqlite:///{aside}", ["new", "old"])):
        storage = await opened(url)
        assert await kept(storage) == names
        await storage.stop()
    assert copy.exists()


async def test_what_a_killed_bot_had_not_folded_is_kept_aside_too(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The log of the replaced database must neither be lost nor be read as the log of the copy."""
    copy = tmp_path / "copy.db"
    backup(sqlite_url, copy)
    storage = await opened(sqlite_url)
    await keeps(storage, "new")
    for end in ("", "-wal"):
        (tmp_path / f"killed.db{end}").write_bytes((tmp_path / f"muster.db{end}").read_bytes())
    await storage.stop()
    url = f"sqlite:///{tmp_path}/killed.db"

    aside = restore(url, copy, NOW)

    storage = await opened(url)
    assert await kept(storage) == []
    await storage.stop()
    storage = await opened(f"sqlite:///{aside}")
    assert await kept(storage) == ["new"]
    await storage.stop()


async def test_a_damaged_database_is_replaced_and_kept_as_it_is(
    sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    backup(sqlite_url, copy)
    file_of(sqlite_url).write_bytes(b"not a database" * 1000)
    aside = restore(sqlite_url, copy, NOW)
    assert aside is not None
    assert aside.read_bytes().startswith(b"not a database")
    storage = await opened(sqlite_url)
    assert await kept(storage) == []
    await storage.stop()


async def test_nothing_is_restored_while_somebody_serves(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup(sqlite_url, copy)
    with hold_file_lock(sqlite_url), pytest.raises(FileHeld):
        restore(sqlite_url, copy, NOW)


@pytest.mark.parametrize("what", ["missing", "empty", "other", "damaged", "later"])
async def test_what_is_no_good_copy_replaces_nothing(
    sqlite_url: str, tmp_path: Path, what: str
) -> None:
    copy = tmp_path / "copy.db"
    if what == "empty":
        copy.touch()
    elif what != "missing":
        backup(sqlite_url, copy)
    if what == "damaged":
        _damage(copy)
    with closing(sqlite3.connect(tmp_path / "copy.db" if copy.exists() else ":memory:")) as other:
        if what == "other":
            other.execute("DROP TABLE alembic_version")
        if what == "later":
            other.execute("UPDATE alembic_version SET version_num = '2099_01_01_flying_cars'")
        other.commit()
    before = file_of(sqlite_url).read_bytes()
    with pytest.raises((NoBackup, NotMigrated)):
        restore(sqlite_url, copy, NOW)
    assert file_of(sqlite_url).read_bytes() == before
    assert beside(tmp_path, "muster.db") <= {"muster.db", "muster.db.lock"}


@pytest.mark.postgres
def test_postgresql_has_its_own_tools_and_the_command_is_said(postgres_url: str) -> None:
    url = "postgresql://muster:secret@db.example.org:5433/muster"
    with pytest.raises(NoBackup) as told:
        backup(url, Path("my copy.dump"))
    assert "pg_dump --format=custom --no-owner --file='my copy.dump'" in str(told.value)
    assert "postgresql://muster@db.example.org:5433/muster" in str(told.value)
    assert "secret" not in str(told.value)
    with pytest.raises(NoBackup) as told:
        restore(url, Path("copy.dump"), NOW)
    assert "secret" not in str(told.value)
    assert "pg_restore --exit-on-error --single-transaction --no-owner --dbname=" in str(told.value)
    assert "--clean" not in str(told.value)


def test_a_database_of_another_version_is_not_settled(sqlite_url: str) -> None:
    with closing(sqlite3.connect(file_of(sqlite_url))) as older:
        older.execute("UPDATE alembic_version SET version_num = '2026_11_24_two_platforms'")
        older.commit()
    with pytest.raises(NotMigrated, match="muster migrate"):
        settle(sqlite_url, NOW)


async def test_what_was_to_be_said_long_ago_is_not_said_after_a_restore(
    storage: Database, url: str
) -> None:
    """Yesterday's copy: its board may have been sent since, and its prompts are of no use any more."""
    await storage.lease(OWNER, 15)
    await say(storage, post("edited"))
    (parcel,) = await parcels(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.delivered(OWNER, parcel, Landed("C1", "1"))
    later = post("edited", "as it was yesterday")
    await say(storage, later, post("board"), post("prompt", until=NOW + HOUR))
    await say(storage, post("fresh"), now=NOW + 23 * HOUR)
    tomorrow = NOW + 24 * HOUR
    assert len(await parcels(storage, now=tomorrow)) == 3

    settle(url, tomorrow)

    assert [one.key for one in await parcels(storage, now=tomorrow)] == ["fresh"]
    await say(storage, post("board", "new words"), now=tomorrow)
    assert [one.key for one in await parcels(storage, now=tomorrow)] == ["board", "fresh"]


async def test_days_that_ended_meanwhile_are_over_and_those_of_today_go_on(
    storage: Database, url: str
) -> None:
    def opens(work: UnitOfWork) -> None:
        (ana,) = meet(work, "Ana")
        work.standups.add(standup(ana, questions=QUESTIONS))
        for id, wrap_at in (("d0", NOW), ("d1", NOW + 23 * HOUR)):
            stands = [Participant(ana, NOW)]
            work.standups.open(replace(day(id), wrap_at=wrap_at), stands)

    await storage.run(opens, HERE)
    settle(url, NOW + 24 * HOUR)

    def over(work: UnitOfWork) -> list[bool]:
        found = [work.standups.day(id) for id in ("d0", "d1")]
        return [one is not None and one[1].wrapped_at is not None for one in found]

    assert await storage.run(over, HERE) == [True, False]


def _damage(file: Path) -> None:
    """Overwrite the middle of it, as a bad disk does."""
    whole = bytearray(file.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 8192] = b"\xff" * 8192
    file.write_bytes(bytes(whole))
