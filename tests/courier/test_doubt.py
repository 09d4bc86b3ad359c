"""A send whose answer is lost: it is found, waited for, repeated or given up, as can be known."""

from __future__ import annotations

import asyncio

import pytest

from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable
from bot.news import Undelivered
from bot.people import AccountRef, ChannelRef, MemberRef
from tests.courier.shelves import ACME
from tests.courier.simulated import simulated
from tests.courier.town import Slackish, Town, times

TEAM = ChannelRef("C1")
ANA, OWNER = AccountRef("U1"), MemberRef("m1")


LOST = Unanswered("the connection ended")


@simulated
async def test_a_message_that_is_found_where_it_was_posted_is_not_posted_again() -> None:
    town = Town(Slackish(can_look=True))
    town.platform.after = times(1, LOST)
    row = town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(30)
    assert town.platform.texts(TEAM.id) == ["board"]
    assert row.parcel.landed == town.platform.where("board")
    assert row.delivered == row.parcel.version
    await courier.stop()


@simulated
async def test_a_message_that_is_not_found_is_posted_again() -> None:
    town = Town(Slackish(can_look=True))
    town.platform.before = times(1, LOST)
    town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(30)
    assert town.platform.texts(TEAM.id) == ["board"]
    await courier.stop()


@simulated
async def test_an_edit_said_while_the_first_send_was_in_doubt_is_made_once_it_is_found() -> None:
    town = Town(Slackish(can_look=True))
    town.platform.after = times(1, LOST)
    town.shelves.say("board", TEAM, "1 answer")
    courier = await town.courier()
    await asyncio.sleep(0.3)
    town.shelves.say("board", TEAM, "2 answers")
    courier.wake(ACME)
    await asyncio.sleep(30)
    assert town.platform.texts(TEAM.id) == ["2 answers"]
    await courier.stop()


@simulated
async def test_a_look_that_fails_leaves_the_doubt_and_is_made_again() -> None:
    town = Town(Slackish(can_look=True))
    town.platform.after = times(4, LOST)
    town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(120)
    assert town.platform.texts(TEAM.id) == ["board"]
    assert town.shelves.rows["board"].parcel.landed is not None
    await courier.stop()


@pytest.mark.parametrize("fault", [Unreachable("down"), Throttled(3, "history"), KeyError("ts")])
@simulated
async def test_a_look_that_does_not_come_about_says_nothing_about_the_message(
    fault: Exception,
) -> None:
    town = Town(Slackish(can_look=True))
    town.platform.after = times(1, LOST)
    left = [fault]
    town.platform.before = lambda _item: left.pop() if left and town.platform.seen else None
    town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(60)
    assert town.platform.texts(TEAM.id) == ["board"]
    assert town.shelves.rows["board"].parcel.landed is not None
    assert left == []
    await courier.stop()


@simulated
async def test_where_a_look_is_not_allowed_receipts_decide() -> None:
    town = Town(Slackish(can_look=True))
    town.shelves.receipts.add(ACME)
    town.platform.after = times(1, LOST)
    refused = Refused("missing_scope", Lost.CHANNEL)
    town.platform.before = lambda _item: refused if town.platform.seen else None
    row = town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(300)
    there = town.platform.where("board")
    assert there is not None
    town.shelves.confirm("board", there)
    await asyncio.sleep(300)
    assert town.platform.texts(TEAM.id) == ["board"]
    assert row.parked is None
    assert town.porch.told == []
    await courier.stop()


@simulated
async def test_a_receipt_within_six_minutes_settles_the_doubt() -> None:
    town = Town()
    town.shelves.receipts.add(ACME)
    town.platform.after = times(1, LOST)
    row = town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(301)
    there = town.platform.where("board")
    assert there is not None
    town.shelves.confirm("board", there)
    await asyncio.sleep(600)
    assert town.platform.texts(TEAM.id) == ["board"]
    assert row.delivered == 1
    await courier.stop()


@simulated
async def test_without_a_receipt_it_is_posted_again_after_six_minutes_and_not_before() -> None:
    town = Town()
    town.shelves.receipts.add(ACME)
    town.platform.before = times(1, LOST)
    town.shelves.say("board", TEAM, "board")
    courier = await town.courier()
    await asyncio.sleep(359)
    assert town.platform.texts(TEAM.id) == []
    await asyncio.sleep(10)
    assert town.platform.texts(TEAM.id) == ["board"]
    await courier.stop()


@simulated
async def test_where_nobody_can_know_a_prompt_is_sent_again() -> None:
    town = Town()
    town.platform.after = times(1, LOST)
    town.shelves.say("prompt", ANA, "Your standup", repeatable=True)
    courier = await town.courier()
    await asyncio.sleep(30)
    assert town.platform.texts(ANA.id) == ["Your standup", "Your standup"]
    await courier.stop()


@simulated
async def test_where_nobody_can_know_a_report_is_not_sent_again_and_its_owner_hears_of_it() -> None:
    town = Town()
    town.platform.after = times(1, LOST)
    row = town.shelves.say("report", TEAM, "report", owner=OWNER)
    courier = await town.courier()
    await asyncio.sleep(30)
    assert town.platform.texts(TEAM.id) == ["report"]
    assert town.porch.told == [Undelivered("report", "C1", OWNER, "unconfirmed", "unconfirmed")]
    assert row.parked == "unconfirmed"
    await courier.stop()


@simulated
async def test_an_edit_whose_answer_is_lost_is_made_again() -> None:
    town = Town()
    town.shelves.say("board", TEAM, "1 answer")
    courier = await town.courier()
    await courier.settle()
    town.platform.after = times(1, LOST)
    town.shelves.say("board", TEAM, "2 answers")
    courier.wake(ACME)
    await asyncio.sleep(10)
    (board,) = town.platform.seen.values()
    assert (board.text, board.edits) == ("2 answers", 2)
    await courier.stop()


@simulated
async def test_a_board_that_is_edited_while_it_is_sent_ends_up_as_it_was_said_last() -> None:
    town = Town()
    town.platform.latency = lambda: 0.4
    town.shelves.say("board", TEAM, "0 answers")
    courier = await town.courier()
    for number in range(1, 101):
        await asyncio.sleep(0.01)
        town.shelves.say("board", TEAM, f"{number} answers")
        courier.wake(ACME)
    await courier.settle()
    (board,) = town.platform.seen.values()
    assert board.text == "100 answers"
    assert board.edits <= 4
    await courier.stop()
