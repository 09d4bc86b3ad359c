"""Knowing when nothing is left to send, and being woken."""

from __future__ import annotations

import asyncio
import threading
import time

from bot.courier import Courier
from bot.courier.endings import Item
from bot.mail import Lost, Refused, Unreachable
from bot.people import ChannelRef
from tests.courier.shelves import ACME
from tests.courier.simulated import simulated, steady
from tests.courier.town import Town

TEAM = ChannelRef("C1")


@simulated
async def test_settling_waits_for_all_that_can_be_sent_and_for_nothing_else() -> None:
    town = Town()

    def trouble(item: Item) -> Exception | None:
        match item.row:
            case "down":
                return Unreachable("down")
            case "refused":
                return Refused("is_archived", Lost.CHANNEL)
            case _:
                return None

    town.platform.before = trouble
    for key in ("down", "behind", "refused"):
        town.shelves.say(key, ChannelRef("C2" if key == "refused" else "C1"), key)
    town.shelves.say("parent", ChannelRef("C3"), "parent")
    town.shelves.say("child", ChannelRef("C3"), "child", under="parent")
    town.shelves.say("orphan", ChannelRef("C1"), "orphan", under="down")
    courier = await town.courier()
    await courier.settle()
    assert steady() < 0.8
    assert town.platform.texts("C3") == ["parent", "child"]
    assert town.platform.texts("C1") == []
    town.shelves.say("later", ChannelRef("C4"), "later")
    await courier.settle()
    assert town.platform.texts("C4") == ["later"]
    await courier.stop()


async def test_a_courier_can_be_woken_from_another_thread() -> None:
    town = Town()
    courier = Courier(town.shelves, {"town": town.platform}, town.porch, "one", machine=time.time)
    town.shelves.say("hello", TEAM, "hello")
    await courier.start()
    await courier.settle()
    arrived = asyncio.Event()
    town.platform.after = lambda _item: arrived.set()
    town.shelves.say("another", TEAM, "another")
    thread = threading.Thread(target=courier.wake, args=(ACME,))
    thread.start()
    await asyncio.wait_for(arrived.wait(), timeout=2)
    thread.join()
    await courier.stop()


@simulated
async def test_a_workspace_never_heard_of_is_served_as_soon_as_it_speaks() -> None:
    town = Town()
    courier = await town.courier()
    await asyncio.sleep(1)
    town.shelves.say("hello", TEAM, "hello")
    courier.wake(ACME)
    await asyncio.sleep(0.2)
    assert town.platform.texts(TEAM.id) == ["hello"]
    await courier.stop()
