"""A killed process, another owner, an outage, a broken database: no loss and no repeat."""

from __future__ import annotations

import asyncio

import pytest

from bot.courier import Courier
from bot.courier.endings import Item
from bot.mail import Landed, Parcel, Unreachable
from bot.people import ChannelRef
from tests.courier.shelves import ACME
from tests.courier.simulated import machine, simulated, steady
from tests.courier.town import Slackish, Town, fine

TEAM = ChannelRef("C1")


@pytest.mark.parametrize("moment", [0.001, 0.003, 0.006, 0.02, 0.035, 0.05, 0.055, 0.06])
@pytest.mark.parametrize("can_look", [True, False])
@simulated
async def test_a_courier_killed_at_any_moment_is_taken_over_without_loss_or_repeat(
    moment: float, can_look: bool
) -> None:
    town = Town(Slackish(can_look=can_look))
    town.shelves.receipts.add(ACME)
    for number in range(5):
        town.shelves.say(f"report {number}", ChannelRef(f"C{number}"), "report")
    await town.courier("one")
    await asyncio.sleep(moment)
    await town.killed()
    if not can_look:
        for row, found in town.shelves.rows.items():
            if (there := town.platform.where(row)) is not None and found.parcel.landed is None:
                town.shelves.confirm(row, there)
    second = await town.courier("two")
    await asyncio.sleep(400)
    for number in range(5):
        assert town.platform.texts(f"C{number}") == ["report"]
    assert all(row.delivered == 1 for row in town.shelves.rows.values())
    await second.stop()


@simulated
async def test_whoever_lost_the_workspace_while_sending_takes_back_what_it_sent() -> None:
    town = Town()
    row = town.shelves.say("report", TEAM, "report")
    courier = await town.courier("one")
    await asyncio.sleep(0.03)
    town.shelves.leases[ACME] = "two", machine() + 1000
    await asyncio.sleep(5)
    assert town.platform.texts(TEAM.id) == []
    assert row.parcel.landed is None
    await courier.stop()


@simulated
async def test_what_the_new_owner_knows_to_have_landed_is_not_taken_back() -> None:
    town = Town()
    town.shelves.say("report", TEAM, "report")

    def found(_item: Item) -> None:
        there = town.platform.where("report")
        assert there is not None
        town.shelves.confirm("report", there)
        town.shelves.leases[ACME] = "two", machine() + 1000

    town.platform.after = found
    courier = await town.courier("one")
    await asyncio.sleep(5)
    assert town.platform.texts(TEAM.id) == ["report"]
    await courier.stop()


@simulated
async def test_whoever_lost_the_workspace_sends_nothing_more_until_it_has_it_back() -> None:
    town = Town()
    courier = await town.courier("one")
    town.shelves.leases[ACME] = "two", machine() + 60
    town.shelves.say("report", TEAM, "report")
    courier.wake(ACME)
    await asyncio.sleep(50)
    assert town.platform.calls == []
    await asyncio.sleep(30)
    assert town.platform.texts(TEAM.id) == ["report"]
    await courier.stop()


@simulated
async def test_two_couriers_share_the_work_and_send_nothing_twice() -> None:
    town = Town()
    for number in range(50):
        town.shelves.say(f"report {number}", ChannelRef(f"C{number}"), "report")
    couriers = [await town.courier("one"), await town.courier("two")]
    await asyncio.sleep(30)
    assert all(town.platform.texts(f"C{number}") == ["report"] for number in range(50))
    assert len(town.platform.calls) == 50
    for courier in couriers:
        await courier.stop()


@simulated
async def test_an_outage_of_half_an_hour_loses_nothing_and_is_over_in_a_quarter() -> None:
    town = Town()
    town.platform.before = lambda _item: Unreachable("down") if steady() < 1800 else None
    for number in range(100):
        town.shelves.say(f"report {number}", ChannelRef(f"C{number}"), "report")
    courier = await town.courier()
    await asyncio.sleep(1800 + 900)
    assert all(town.platform.texts(f"C{number}") == ["report"] for number in range(100))
    assert len(town.platform.calls) < 100 * 16
    await courier.stop()


@simulated
async def test_a_mark_that_the_database_does_not_take_is_made_again() -> None:
    town = Town()
    row = town.shelves.say("report", TEAM, "report")

    def breaks(_item: Item) -> None:
        town.shelves.broken_until = machine() + 20
        town.platform.after = fine

    town.platform.after = breaks
    courier = await town.courier()
    await asyncio.sleep(60)
    assert town.platform.texts(TEAM.id) == ["report"]
    assert row.delivered == 1
    await courier.stop()


@simulated
async def test_nothing_is_sent_while_the_database_cannot_say_who_owns_the_workspace() -> None:
    town = Town()
    courier = await town.courier()
    town.shelves.broken_until = machine() + 60
    town.shelves.say("report", TEAM, "report")
    courier.wake(ACME)
    await asyncio.sleep(50)
    assert town.platform.calls == []
    await asyncio.sleep(40)
    assert town.platform.texts(TEAM.id) == ["report"]
    await courier.stop()


@simulated
async def test_nothing_is_sent_once_the_lease_has_run_out_unrenewed() -> None:
    town = Town()
    courier = await town.courier()
    town.shelves.leases[ACME] = "", 0.0
    await asyncio.sleep(6)
    town.shelves.no_leases_until = machine() + 60
    await asyncio.sleep(25)
    town.shelves.say("report", TEAM, "report")
    await asyncio.sleep(25)
    assert town.platform.calls == []
    await asyncio.sleep(20)
    assert town.platform.texts(TEAM.id) == ["report"]
    await courier.stop()


@simulated
async def test_a_stop_does_not_wait_for_ever_for_a_call_that_hangs() -> None:
    town = Town()
    town.platform.latency = lambda: 3600.0
    town.shelves.say("report", TEAM, "report")
    courier = await town.courier()
    await asyncio.sleep(1)
    await courier.stop()
    assert steady() < 30
    assert town.shelves.leases[ACME] == ("", 0.0)


@simulated
async def test_a_graceful_stop_finishes_the_call_in_the_air_and_gives_the_lease_back() -> None:
    town = Town()
    town.platform.latency = lambda: 2.0
    row = town.shelves.say("report", TEAM, "report")
    courier: Courier = await town.courier()
    await asyncio.sleep(0.5)
    await courier.stop()
    assert row.parcel.landed == Landed("C1", "1.0")
    assert town.shelves.leases[ACME] == ("", 0.0)
    town.shelves.say("another", TEAM, "another")
    courier.wake(ACME)
    await asyncio.sleep(60)
    assert all(isinstance(item, Parcel) and item.row == "report" for _, item in town.platform.calls)
