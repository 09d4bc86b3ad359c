"""Marks and leases: what a courier may say became of a message, and who may say so."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.mail import (
    Landed,
    Parcel,
)
from bot.people import AccountRef
from storage import Database, open_storage
from tests.storage.samples import (
    HERE,
    MACHINE,
    NOW,
    OWNER,
    THERE,
    message,
    parcels,
    post,
    say,
)

LANDED = Landed("C1", "1700.1")


@pytest.fixture
async def storage(storage: Database) -> Database:
    assert await storage.lease(OWNER, 15) == [HERE]
    return storage


async def one_parcel(storage: Database) -> Parcel:
    (parcel,) = await parcels(storage)
    return parcel


async def test_an_answer_edited_while_the_board_is_sent_is_sent_again(storage: Database) -> None:
    await say(storage, post("board", "1"))
    parcel = await one_parcel(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await say(storage, post("board", "2"))
    assert await storage.delivered(OWNER, parcel, LANDED)
    edit = await one_parcel(storage)
    assert (edit.message, edit.landed) == (message("2"), LANDED)
    await say(storage, post("board", "3"))
    assert await storage.delivered(OWNER, edit, LANDED)
    assert (await one_parcel(storage)).message == message("3")


async def test_a_courier_killed_between_trying_and_delivered_leaves_the_moment(
    storage: Database,
) -> None:
    await say(storage, post("a"))
    await storage.trying(OWNER, await one_parcel(storage), MACHINE)
    found = await one_parcel(storage)
    assert (found.tried_at, found.landed) == (MACHINE, None)


async def test_a_receipt_settles_what_nobody_knew(storage: Database) -> None:
    await say(storage, post("a", "1"))
    parcel = await one_parcel(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.park(OWNER, parcel, "unconfirmed", surely_not_sent=False)
    assert not await storage.receipts_come(HERE)

    await storage.run(lambda work: work.outbox.confirm(parcel.row, LANDED), HERE)

    assert await parcels(storage) == []
    assert await storage.parked_posts() == []
    assert await storage.receipts_come(HERE)
    await say(storage, post("a", "2"))
    assert (await one_parcel(storage)).landed == LANDED


async def test_a_receipt_is_for_what_was_tried_and_not_for_what_was_said_since(
    storage: Database,
) -> None:
    await say(storage, post("a", "1"))
    parcel = await one_parcel(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await say(storage, post("a", "2"))
    await storage.run(lambda work: work.outbox.confirm(parcel.row, LANDED), HERE)
    edit = await one_parcel(storage)
    assert (edit.message, edit.landed, edit.tried_at) == (message("2"), LANDED, None)


async def test_a_first_send_found_later_is_of_the_version_that_was_tried(
    storage: Database,
) -> None:
    await say(storage, post("a", "1"))
    await storage.trying(OWNER, await one_parcel(storage), MACHINE)
    await say(storage, post("a", "2"))
    looked_for = await one_parcel(storage)
    assert await storage.delivered(OWNER, looked_for, LANDED)
    edit = await one_parcel(storage)
    assert (edit.message, edit.landed) == (message("2"), LANDED)


async def test_a_receipt_that_comes_before_the_mark_changes_nothing(storage: Database) -> None:
    await say(storage, post("a", "1"))
    parcel = await one_parcel(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.run(lambda work: work.outbox.confirm(parcel.row, LANDED), HERE)
    await say(storage, post("a", "2"))
    assert await storage.delivered(OWNER, parcel, LANDED)
    assert (await one_parcel(storage)).message == message("2")


async def test_a_receipt_that_comes_twice_or_for_nothing_of_ours_changes_nothing(
    storage: Database,
) -> None:
    await storage.run(lambda work: work.outbox.confirm("not ours", LANDED), HERE)
    assert not await storage.receipts_come(HERE)
    await say(storage, post("a", "1"))
    parcel = await one_parcel(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.delivered(OWNER, parcel, LANDED)
    await storage.run(lambda work: work.outbox.confirm(parcel.row, Landed("elsewhere", "9")), HERE)
    await say(storage, post("a", "2"))
    assert (await one_parcel(storage)).landed == LANDED


async def test_a_message_is_put_off_and_counted(storage: Database) -> None:
    await say(storage, post("a"))
    parcel = await one_parcel(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    assert await storage.put_off(OWNER, parcel, MACHINE + 60, surely_not_sent=False)
    assert await parcels(storage, machine=MACHINE + 59) == []
    (later,) = await parcels(storage, machine=MACHINE + 60)
    assert (later.attempts, later.tried_at) == (1, MACHINE)
    assert await storage.put_off(OWNER, later, MACHINE, surely_not_sent=True)
    again = await one_parcel(storage)
    assert (again.attempts, again.tried_at) == (2, None)


async def test_only_the_holder_of_the_lease_may_mark(storage: Database) -> None:
    await say(storage, post("a"))
    parcel = await one_parcel(storage)
    assert not await storage.trying("another", parcel, MACHINE)
    assert not await storage.delivered("another", parcel, LANDED)
    assert not await storage.put_off("another", parcel, 0, surely_not_sent=True)
    assert not await storage.park("another", parcel, "no", surely_not_sent=True)
    assert await parcels(storage) == [parcel]
    await storage.release(OWNER)
    assert not await storage.trying(OWNER, parcel, MACHINE)


async def test_a_new_workspace_comes_under_the_lease(storage: Database) -> None:
    await storage.installed_workspace(THERE, "There", AccountRef("UBOT"))
    assert await storage.lease(OWNER, 15) == [HERE, THERE]
    assert [one.name for one in await storage.workspaces()] == ["Here", "There"]


async def test_on_sqlite_the_holder_of_the_file_takes_every_lease(sqlite_url: str) -> None:
    storage = open_storage(sqlite_url)
    await storage.start()
    await storage.installed_workspace(HERE, "Here", AccountRef("UBOT"))
    assert await storage.lease("killed", 15) == [HERE]
    assert await storage.lease(OWNER, 15) == [HERE]
    await storage.stop()


@pytest.mark.postgres
async def test_on_postgresql_a_lease_passes_on_only_when_it_lapses_or_is_released(
    postgres_url: str,
) -> None:
    storage = open_storage(postgres_url)
    await storage.start()
    await storage.installed_workspace(HERE, "Here", AccountRef("UBOT"))
    assert await storage.lease("first", 0.3) == [HERE]
    assert await storage.lease("second", 15) == []
    assert await storage.lease("first", 0.3) == [HERE]
    await asyncio.sleep(0.4)
    assert await storage.lease("second", 15) == [HERE]
    assert await storage.lease("first", 15) == []
    await storage.release("second")
    assert await storage.lease("first", 15) == [HERE]
    await storage.stop()


@pytest.mark.postgres
async def test_on_postgresql_other_processes_hear_of_news_and_one_that_delivers_needs_none(
    postgres_url: str,
) -> None:
    door, courier = open_storage(postgres_url), open_storage(postgres_url)
    await door.start()
    await courier.start()
    await courier.installed_workspace(HERE, "Here", AccountRef("UBOT"))
    assert await courier.lease(OWNER, 15) == [HERE]
    changes = courier.changes()
    heard = asyncio.ensure_future(anext(changes))
    await asyncio.sleep(0.3)

    await say(courier, post("a"))
    await asyncio.sleep(0.2)
    assert not heard.done()
    await say(door, post("b"), now=NOW + timedelta(hours=1))

    assert await asyncio.wait_for(heard, 5) == HERE
    await changes.aclose()
    await door.stop()
    await courier.stop()
