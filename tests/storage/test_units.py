"""Units of work: what is kept, what is undone, and who goes first."""

from __future__ import annotations

import asyncio
from functools import partial
from threading import Barrier

import psycopg
import pytest

from bot.people import AccountRef, Channel, ChannelRef
from bot.ports import (
    Lane,
    ReadOnly,
    UnitOfWork,
)
from storage import Database, open_storage
from tests.storage.samples import HERE, TEAM, meet, open_day, standup


class Oops(Exception):
    """What a handler with a fault raises."""


def keeps(name: str) -> Channel:
    return Channel(ChannelRef(name), name)


async def test_what_one_unit_of_work_raises_undoes_its_own_changes_alone(
    storage: Database,
) -> None:
    def work(number: int, unit: UnitOfWork) -> int:
        unit.people.keep_channel(keeps(f"C{number}"))
        if number == 7:
            raise Oops
        return number

    results = await asyncio.gather(
        *(storage.run(partial(work, number), HERE) for number in range(30)),
        return_exceptions=True,
    )

    assert [one for one in results if isinstance(one, BaseException)] == [results[7]]
    assert isinstance(results[7], Oops)

    def kept(unit: UnitOfWork) -> list[int]:
        found = (unit.people.channel(ChannelRef(f"C{number}")) for number in range(30))
        return [number for number, channel in enumerate(found) if channel]

    assert await storage.run(kept, HERE) == [n for n in range(30) if n != 7]


async def test_what_is_answered_for_is_there_for_another_process(
    storage: Database, url: str
) -> None:
    await storage.run(lambda work: work.people.keep_channel(keeps("C1")), HERE)
    other = open_storage(url)
    await other.start()
    try:
        found = await other.run(lambda work: work.people.channel(ChannelRef("C1")), HERE)
    finally:
        await other.stop()
    assert found == keeps("C1")


async def test_a_person_does_not_wait_behind_ten_thousand_due_promises(storage: Database) -> None:
    done: list[int] = []
    promises = [
        asyncio.create_task(storage.run(lambda _: done.append(1), HERE, Lane.PROMISES))
        for _ in range(10_000)
    ]
    await asyncio.sleep(0)  # Every promise is in its queue before the person comes.
    before = len(done)

    passed = await storage.run(lambda _: len(done), HERE, Lane.PEOPLE) - before

    # No more than were already on their way: a unit in hand, or one in each of eight threads.
    assert passed <= 64
    await asyncio.gather(*promises)
    assert len(done) == 10_000


async def test_a_reader_sees_what_was_committed(storage: Database) -> None:
    await storage.run(lambda work: meet(work, "Ana"), HERE)
    found = await storage.run(
        lambda work: work.people.meet([AccountRef("U-Ana")]), HERE, Lane.READS
    )
    assert found[AccountRef("U-Ana")].name == "Ana"


async def test_a_reader_that_meets_a_stranger_says_that_it_must_write(storage: Database) -> None:
    with pytest.raises(ReadOnly):
        await storage.run(lambda work: work.people.meet([AccountRef("U9")]), HERE, Lane.READS)


async def test_the_database_itself_refuses_what_a_reader_writes(storage: Database) -> None:
    with pytest.raises(ReadOnly):
        await storage.run(lambda work: work.people.keep_channel(keeps("C1")), HERE, Lane.READS)
    assert await storage.run(lambda work: work.people.channel(TEAM), HERE) is None


async def test_a_stop_finishes_what_waits_and_lets_nothing_more_in(storage: Database) -> None:
    waiting = [
        asyncio.create_task(
            storage.run(lambda work: work.people.keep_channel(keeps("C1")), HERE, Lane.PROMISES)
        )
        for _ in range(50)
    ]
    await asyncio.sleep(0)
    await storage.stop()
    assert await asyncio.gather(*waiting) == [None] * 50
    with pytest.raises(RuntimeError, match="stopped"):
        await storage.run(lambda work: work.people.channel(TEAM), HERE)
    await storage.start()  # The fixture stops it once more.


@pytest.mark.postgres
async def test_after_a_deadlock_the_work_runs_again(postgres_url: str) -> None:
    storage = open_storage(postgres_url)
    await storage.start()
    both_hold_one = Barrier(2)
    runs: list[str] = []

    def prepare(work: UnitOfWork) -> None:
        (ana,) = meet(work, "Ana")
        work.standups.add(standup(ana, "s1"))
        work.standups.add(standup(ana, "s2"))

    def cross(first: str, second: str, work: UnitOfWork) -> None:
        runs.append(first)
        work.standups.lock(first)
        if len(runs) <= 2:
            both_hold_one.wait(timeout=5)
        work.standups.lock(second)

    await storage.run(prepare, HERE)
    await asyncio.gather(
        storage.run(lambda work: cross("s1", "s2", work), HERE),
        storage.run(lambda work: cross("s2", "s1", work), HERE),
    )
    await storage.stop()
    assert len(runs) > 2


@pytest.mark.postgres
async def test_work_goes_on_after_the_server_has_closed_every_connection(
    postgres_url: str,
) -> None:
    storage = open_storage(postgres_url)
    await storage.start()
    await storage.run(lambda work: open_day(work, "Ana"), HERE)
    with psycopg.connect(postgres_url, autocommit=True) as operator:
        closed = operator.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    assert closed

    found = await asyncio.gather(
        *(storage.run(lambda work: work.standups.get("s1"), HERE) for _ in range(20))
    )

    await storage.stop()
    assert [one.name for one in found if one] == ["Daily"] * 20
