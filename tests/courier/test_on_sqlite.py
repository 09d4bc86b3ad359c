"""The courier over the real outbox, in a real file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.courier import Courier
from bot.intents import Profile
from bot.mail import Landed, Unanswered
from bot.messages import (
    Post,
    Urgency,
)
from bot.people import AccountRef, ChannelRef
from storage import Database, migrate, open_storage
from tests.courier.shelves import ACME, said
from tests.courier.town import MONDAY, Porch, Slackish

TEAM = ChannelRef("C1")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite:///{tmp_path}/muster.db"
    await asyncio.to_thread(migrate, url)
    database = open_storage(url)
    await database.start()
    await database.installed_workspace(ACME, "Acme", AccountRef("B1"))
    yield database
    await database.stop()


async def say(database: Database, *posts: Post) -> None:
    await database.run(lambda work: work.outbox.say(posts, MONDAY), ACME)


async def started(database: Database, platform: Slackish, porch: Porch) -> Courier:
    courier = Courier(database, {"town": platform}, porch, "one")
    await courier.start()
    return courier


async def test_a_thread_a_prompt_an_edit_and_an_inquiry_go_through_the_real_outbox(
    database: Database,
) -> None:
    platform, porch = Slackish(), Porch()
    people = await database.run(lambda work: work.people.meet([AccountRef("U1")]), ACME)
    ana = people[AccountRef("U1")].ref
    courier = await started(database, platform, porch)
    await say(
        database,
        Post(TEAM, said("board"), "board"),
        Post(ana, said("prompt"), "prompt", urgency=Urgency.PROMPT),
        *(Post(TEAM, said(f"{number}"), f"reply {number}", under="board") for number in range(5)),
    )
    await database.run(lambda work: work.outbox.inquire([Profile(AccountRef("U1"))]), ACME)
    courier.wake(ACME)
    await courier.settle()
    assert platform.texts("C1") == ["board", "0", "1", "2", "3", "4"]
    assert platform.texts("U1") == ["prompt"]
    assert len(porch.told) == 1
    await say(database, Post(TEAM, said("board, edited"), "board"), Post(ana, None, "prompt"))
    await courier.settle()
    assert platform.texts("C1")[0] == "board, edited"
    assert platform.texts("U1") == []
    assert len(platform.calls) == 10
    await courier.stop()


async def test_what_a_dead_courier_left_in_doubt_is_settled_by_its_receipt(
    database: Database,
) -> None:
    platform, porch = Slackish(), Porch()
    platform.after = lambda _item: Unanswered("the process is gone")
    await say(database, Post(TEAM, said("board"), "board"))
    courier = await started(database, platform, porch)
    await courier.settle()
    await courier.stop()
    platform.after = lambda _item: None
    (message, standing), *_ = platform.seen.items()
    row, there = standing.row, Landed("C1", message)
    await database.run(lambda work: work.outbox.confirm(row, there), ACME)
    await say(database, Post(TEAM, said("board, edited"), "board"))
    courier = await started(database, platform, porch)
    await courier.settle()
    assert platform.texts("C1") == ["board, edited"]
    await courier.stop()
