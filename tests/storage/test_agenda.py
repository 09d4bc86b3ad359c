"""Promises: kept by key, due in order, claimed once, struck as they were."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.intents import Promise, unpack
from bot.ports import UnitOfWork
from storage import Database
from storage.agenda import _DUE, _NEXT
from storage.engine import make_engine, read_url
from tests.storage.samples import HERE, NOW, THERE, Nudge

MINUTE = timedelta(minutes=1)


def promise(key: str, when: datetime | None, what: str = "") -> Promise:
    return Promise(key, when, Nudge(what))


async def write(storage: Database, *promises: Promise) -> None:
    await storage.run(lambda work: work.agenda.write(promises), HERE)


async def keys_due(storage: Database, now: datetime = NOW, at_most: int = 100) -> list[str]:
    return [one.key for one in await storage.due(now, at_most)]


async def test_promises_fall_due_oldest_first_and_never_early(storage: Database) -> None:
    await write(
        storage,
        promise("a", NOW),
        promise("b", NOW - 2 * MINUTE),
        promise("c", NOW + timedelta(microseconds=1)),
        promise("d", NOW - MINUTE),
    )
    assert await keys_due(storage) == ["b", "d", "a"]
    assert await keys_due(storage, at_most=2) == ["b", "d"]
    assert await storage.next_due() == NOW - 2 * MINUTE


async def test_a_promise_comes_back_as_it_was_made(storage: Database) -> None:
    when = datetime(2027, 3, 26, 8, 30, 0, 123456, tzinfo=UTC)
    await write(storage, promise("a", when, "Ana's prompt"))
    (due,) = await storage.due(when, 10)
    assert (due.workspace, due.key, due.when, due.failures) == (HERE, "a", when, 0)
    assert due.when.utcoffset() == timedelta(0)
    assert unpack(due.packed) == Nudge("Ana's prompt")


async def test_the_same_key_replaces_and_no_moment_strikes(storage: Database) -> None:
    await write(storage, promise("a", NOW), promise("b", NOW))
    await write(storage, promise("a", NOW + MINUTE), Promise("b", None))
    assert await keys_due(storage) == []
    promised = await storage.run(
        lambda work: (work.agenda.promised("a"), work.agenda.promised("b")), HERE
    )
    assert promised == (promise("a", NOW + MINUTE), None)


async def test_a_promise_is_struck_only_as_it_was(storage: Database) -> None:
    await write(storage, promise("a", NOW))
    assert not await storage.run(lambda work: work.agenda.strike("a", NOW - MINUTE), HERE)
    assert await storage.run(lambda work: work.agenda.strike("a", NOW), HERE)
    assert not await storage.run(lambda work: work.agenda.strike("a", NOW), HERE)


async def test_a_failed_promise_comes_again_later_and_others_meanwhile(storage: Database) -> None:
    await write(storage, promise("a", NOW - MINUTE), promise("b", NOW))
    await storage.run(
        lambda work: work.agenda.failed("a", NOW - MINUTE, "ValueError", NOW + MINUTE), HERE
    )
    assert await keys_due(storage) == ["b"]
    again = await storage.due(NOW + MINUTE, 10)
    assert [(one.key, one.failures) for one in again] == [("b", 0), ("a", 1)]
    assert again[1].when == NOW - MINUTE


async def test_a_parked_promise_is_shown_and_does_not_come_again(storage: Database) -> None:
    await write(storage, promise("a", NOW))
    await storage.run(lambda work: work.agenda.failed("a", NOW, "ValueError", None), HERE)
    assert await keys_due(storage, NOW + timedelta(days=400)) == []
    assert await storage.next_due() is None
    assert await storage.run(lambda work: work.agenda.promised("a"), HERE) is None
    (line,) = await storage.promises(10)
    assert (line.key, line.failures, line.fault, line.parked) == ("a", 1, "ValueError", True)
    assert not await storage.run(lambda work: work.agenda.strike("a", NOW), HERE)


async def test_a_promise_made_anew_has_no_past(storage: Database) -> None:
    await write(storage, promise("a", NOW))
    await storage.run(lambda work: work.agenda.failed("a", NOW, "ValueError", None), HERE)
    await write(storage, promise("a", NOW))
    (due,) = await storage.due(NOW, 10)
    assert (due.key, due.failures) == ("a", 0)


async def test_what_was_moved_meanwhile_is_not_put_off(storage: Database) -> None:
    await write(storage, promise("a", NOW + MINUTE))
    await storage.run(lambda work: work.agenda.failed("a", NOW, "ValueError", None), HERE)
    assert await storage.next_due() == NOW + MINUTE


async def test_a_promise_with_nothing_to_do_is_refused(storage: Database) -> None:
    with pytest.raises(ValueError, match="nothing to do"):
        await write(storage, Promise("a", NOW))


@pytest.mark.postgres
async def test_on_postgresql_a_promise_is_claimed_by_one_alone(postgres_url: str) -> None:
    storage = Database(postgres_url)
    await storage.start()
    claimed, enough = Event(), Event()

    def hold(work: UnitOfWork) -> bool:
        held = work.agenda.claim("a")
        claimed.set()
        assert enough.wait(5)
        return held

    holding = asyncio.create_task(storage.run(hold, HERE))
    await asyncio.to_thread(claimed.wait, 5)
    same = await storage.run(lambda work: work.agenda.claim("a"), HERE)
    another = await storage.run(lambda work: work.agenda.claim("b"), HERE)
    elsewhere = await storage.run(lambda work: work.agenda.claim("a"), THERE)
    enough.set()
    assert (await holding, same, another, elsewhere) == (True, False, True, True)
    assert await storage.run(lambda work: work.agenda.claim("a"), HERE)
    await storage.stop()


def test_what_is_due_is_found_in_the_index_alone(sqlite_url: str) -> None:
    """So that an idle tick costs the same at a million promises."""
    dialect = make_engine(read_url(sqlite_url), writes=False).dialect
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        for statement in (_DUE, _NEXT):
            text = statement.on(dialect)
            values = {"now": 1, "at_most": 1, "workspace": ""}
            plan = connection.execute(f"EXPLAIN QUERY PLAN {text.sql}", text.values(values))
            steps = [row[3] for row in plan]
            assert len(steps) == 1
            assert "ix_promise_again" in steps[0]
