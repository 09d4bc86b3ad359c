"""How fast the courier goes: as fast as the limits allow, in the right order, and no faster."""

from __future__ import annotations

import asyncio

import pytest

from bot import metrics
from bot.courier.endings import Item
from bot.mail import Limit, Parcel, Throttled, Unreachable
from bot.messages import Urgency
from bot.people import AccountRef, ChannelRef, WorkspaceRef
from tests.courier.simulated import simulated, steady
from tests.courier.town import Slackish, Town, people

SLACK = Limit("workspace", 500 / 60, 30.0)
TEAM = ChannelRef("C1")


@pytest.mark.parametrize(("count", "ratio"), [(10, 1.2), (100, 1.2), (1000, 1.05)])
@simulated
async def test_a_prompt_reaches_everybody_close_to_the_bound_and_is_hardly_ever_throttled(
    count: int, ratio: float
) -> None:
    town = Town(Slackish(workspace_limit=SLACK, channel_limit=(1.0, 1.0)))
    town.platform.latency = lambda: town.chance.uniform(0.03, 0.4)
    for one in people(count):
        town.shelves.say(f"prompt {one.id}", one, "Your standup", urgency=Urgency.PROMPT)
    courier = await town.courier()
    await courier.settle()
    last = max(standing.at for standing in town.platform.seen.values())
    bound = max(0.0, (count - SLACK.burst) / SLACK.per_second)
    assert len(town.platform.seen) == count
    assert last <= bound * ratio + 0.4
    assert town.platform.throttled <= 0.005 * len(town.platform.calls)
    assert town.shelves.reads <= 10 + count / 2
    assert town.shelves.rows_read <= 50 + 2 * count + 250 * bound
    await courier.stop()


@simulated
async def test_an_idle_courier_looks_only_now_and_then() -> None:
    town = Town()
    town.shelves.say("hello", TEAM, "Hello")
    courier = await town.courier()
    await courier.settle()
    before = town.shelves.reads
    await asyncio.sleep(600)
    assert town.shelves.reads - before <= 121
    await courier.stop()


@simulated
async def test_a_storm_of_refusals_for_haste_loses_nothing_and_repeats_nothing() -> None:
    town = Town()

    def storm(_item: Item) -> Exception | None:
        return Throttled(2.0, "workspace") if town.chance.random() < 0.3 else None

    town.platform.before = storm
    for one in people(500):
        town.shelves.say(f"prompt {one.id}", one, "Your standup")
    courier = await town.courier()
    await courier.settle()
    assert sorted(standing.row for standing in town.platform.seen.values()) == sorted(
        town.shelves.rows
    )
    await courier.stop()


@simulated
async def test_while_a_bucket_is_shut_nobody_spends_from_it() -> None:
    town = Town(Slackish(workspace_limit=Limit("workspace", 5.0, 1.0)))
    once = iter([Throttled(30.0, "workspace")])
    town.platform.before = lambda item: next(once, None)
    for one in people(5):
        town.shelves.say(f"prompt {one.id}", one, "Your standup")
    courier = await town.courier()
    await courier.settle()
    first, second, *_ = [at for at, _item in town.platform.calls]
    assert 30 <= second - first <= 33
    assert len(town.platform.calls) == 6
    await courier.stop()


@simulated
async def test_a_crowded_channel_holds_up_nobody_else() -> None:
    town = Town(Slackish(channel_limit=(1.0, 1.0)))
    for number in range(900):
        town.shelves.say(f"reply {number}", TEAM, f"{number}")
    ana, bo = people(2)
    town.shelves.say("prompt ana", ana, "Your standup")
    town.shelves.say("prompt bo", bo, "Your standup")
    courier = await town.courier()
    await asyncio.sleep(12)
    assert town.platform.texts(ana.id) == town.platform.texts(bo.id) == ["Your standup"]
    assert 9 <= len(town.platform.texts(TEAM.id)) <= 12
    await courier.stop()


@simulated
async def test_what_is_urgent_goes_first_and_then_what_is_oldest() -> None:
    town = Town(Slackish(workspace_limit=Limit("workspace", 1.0, 1.0)))
    for number, urgency in enumerate([Urgency.LATER, Urgency.NORMAL, Urgency.PROMPT] * 2):
        town.shelves.say(f"{number}", AccountRef(f"U{number}"), "Hello", urgency=urgency)
    courier = await town.courier()
    await courier.settle()
    assert [item.row for _at, item in town.platform.calls] == ["2", "5", "1", "4", "0", "3"]
    await courier.stop()


@simulated
async def test_something_urgent_overtakes_a_long_queue_within_seconds() -> None:
    town = Town(Slackish(workspace_limit=SLACK))
    for one in people(800):
        town.shelves.say(f"digest {one.id}", one, "Your week", urgency=Urgency.LATER)
    courier = await town.courier()
    await asyncio.sleep(20)
    said_at = steady()
    town.shelves.say("prompt", AccountRef("U1"), "Your standup", urgency=Urgency.PROMPT)
    courier.wake(WorkspaceRef("town", "acme"))
    await asyncio.sleep(5)
    prompt = next(one for one in town.platform.seen.values() if one.row == "prompt")
    assert prompt.at - said_at < 1.5
    await courier.stop()


@simulated
async def test_a_workspace_with_much_to_say_holds_up_no_other() -> None:
    small = WorkspaceRef("town", "small")
    town = Town(Slackish(channel_limit=(1.0, 1.0)))
    for number in range(300):
        town.shelves.say(f"reply {number}", TEAM, f"{number}")
    town.shelves.say("hello", ChannelRef("C2"), "Hello", workspace=small)
    courier = await town.courier()
    await asyncio.sleep(1)
    assert town.platform.texts("C2") == ["Hello"]
    await courier.stop()


@simulated
async def test_replies_in_a_thread_keep_their_order_and_come_after_its_head() -> None:
    town = Town()
    town.platform.latency = lambda: town.chance.uniform(0.01, 0.5)
    for number in range(20):
        town.shelves.say(f"reply {number}", TEAM, f"{number}", under="board")
    town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await courier.settle()
    assert town.platform.texts(TEAM.id) == ["board", *map(str, range(20))]
    head = town.platform.where("board")
    assert head is not None
    assert {one.thread for one in town.platform.seen.values()} == {None, head.message}
    await courier.stop()


@simulated
async def test_a_reply_that_cannot_be_sent_now_is_not_overtaken_by_the_next() -> None:
    town = Town()
    twice = iter([Unreachable("down"), Unreachable("down")])
    town.platform.before = lambda item: next(twice, None) if item.row == "reply 1" else None
    for number in range(4):
        town.shelves.say(f"reply {number}", TEAM, f"{number}")
    courier = await town.courier()
    await asyncio.sleep(10)
    assert town.platform.texts(TEAM.id) == ["0", "1", "2", "3"]
    await courier.stop()


@simulated
async def test_a_reply_that_cannot_be_sent_for_long_holds_up_the_others_only_for_a_while() -> None:
    town = Town()
    town.platform.before = lambda item: Unreachable("500") if item.row == "reply 0" else None
    for number in range(4):
        town.shelves.say(f"reply {number}", TEAM, f"{number}")
    courier = await town.courier()
    await asyncio.sleep(10)
    assert town.platform.texts(TEAM.id) == []
    await asyncio.sleep(50)
    assert town.platform.texts(TEAM.id) == ["1", "2", "3"]
    await courier.stop()


@simulated
async def test_no_row_is_ever_in_two_calls() -> None:
    town = Town()
    town.platform.latency = lambda: town.chance.uniform(0.01, 0.3)
    town.shelves.say("board", TEAM, "0 answers")
    courier = await town.courier()
    for number in range(1, 200):
        town.shelves.say("board", TEAM, f"{number} answers")
        courier.wake(WorkspaceRef("town", "acme"))
        await asyncio.sleep(0.017)
    await courier.settle()
    assert town.platform.overlaps == 0
    assert town.platform.texts(TEAM.id) == ["199 answers"]
    assert all(isinstance(item, Parcel) for _at, item in town.platform.calls)
    await courier.stop()


@simulated
async def test_each_message_that_had_to_wait_for_a_limit_is_told_once_and_how_long() -> None:
    metrics.start()
    town = Town(Slackish(workspace_limit=Limit("workspace", 0.1, 1.0)))
    for one in people(3):
        town.shelves.say(f"prompt {one.id}", one, "Your standup")
    courier = await town.courier()
    for _ in range(100):  # Whatever stirs the courier meanwhile.
        await asyncio.sleep(0.1)
        courier.wake(WorkspaceRef("town", "acme"))
    await courier.settle()
    await courier.stop()
    told = metrics.page({})[0].decode().splitlines()
    values = dict(line.rsplit(" ", 1) for line in told if line.startswith("muster_limiter"))
    (counted,) = (values[name] for name in values if "_count" in name)
    (total,) = (values[name] for name in values if "_sum" in name)
    assert float(counted) == 2
    assert 30 <= float(total) < 35, "one waited for 10 seconds, the next for 20"
