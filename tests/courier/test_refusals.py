"""A platform's final no, messages that always fail, and inquiries."""

from __future__ import annotations

import asyncio

import pytest

from bot.intents import Members, Profile
from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable
from bot.news import AccountFacts, LearnedProfile, Undelivered
from bot.people import AccountRef, ChannelRef, MemberRef
from tests.courier.shelves import ACME
from tests.courier.simulated import simulated, steady
from tests.courier.town import Town, people, times

TEAM = ChannelRef("C1")
OWNER = MemberRef("m1")


@pytest.mark.parametrize(
    ("code", "lost"),
    [
        ("is_archived", Lost.CHANNEL),
        ("user_is_deactivated", Lost.PERSON),
        ("msg_too_long", Lost.MESSAGE),
    ],
)
@simulated
async def test_what_is_refused_is_parked_with_the_code_and_its_owner_hears_of_it_once(
    code: str, lost: Lost
) -> None:
    town = Town()
    town.platform.before = lambda _item: Refused(code, lost)
    row = town.shelves.say("report", TEAM, "report", owner=OWNER)
    courier = await town.courier()
    await asyncio.sleep(60)
    assert row.parked == code
    assert town.porch.told == [Undelivered("report", "C1", OWNER, code, lost.value)]
    assert len(town.platform.calls) == 1
    await courier.stop()


@simulated
async def test_a_refused_message_holds_up_no_other_of_its_channel() -> None:
    town = Town()
    town.platform.before = lambda item: (
        Refused("invalid_blocks", Lost.MESSAGE) if item.row == "reply 1" else None
    )
    for number in range(4):
        town.shelves.say(f"reply {number}", TEAM, f"{number}")
    courier = await town.courier()
    await courier.settle()
    assert town.platform.texts(TEAM.id) == ["0", "2", "3"]
    await courier.stop()


@simulated
async def test_a_workspace_that_refuses_us_is_left_alone_until_something_happens_there() -> None:
    town = Town()
    town.platform.before = lambda _item: Refused("token_revoked", Lost.WORKSPACE)
    for number in range(10):
        town.shelves.say(f"{number}", ChannelRef("C1"), f"{number}")
    courier = await town.courier()
    await asyncio.sleep(3600)
    await courier.settle()
    assert len(town.platform.calls) == 1
    town.platform.before = lambda _item: None
    courier.wake(ACME)
    await asyncio.sleep(5)
    assert town.platform.texts("C1") == [str(number) for number in range(10)]
    await courier.stop()


@simulated
async def test_a_workspace_that_still_refuses_us_is_asked_once_and_loses_no_message() -> None:
    town = Town()
    town.platform.before = lambda _item: Refused("token_revoked", Lost.WORKSPACE)
    courier = await town.courier()
    town.shelves.say("first", ChannelRef("C0"), "first")
    await asyncio.sleep(6)
    for number in range(10):
        town.shelves.say(f"{number}", ChannelRef(f"C{number}"), f"{number}")
    courier.wake(ACME)
    await asyncio.sleep(60)
    assert len(town.platform.calls) == 2
    assert all(row.parked is None for row in town.shelves.rows.values())
    await courier.stop()


@simulated
async def test_a_message_that_always_fails_is_parked_and_a_hundred_others_arrive() -> None:
    town = Town()
    town.platform.before = lambda item: (
        ValueError("cannot render") if item.row == "reply 50" else None
    )
    for number in range(101):
        town.shelves.say(f"reply {number}", TEAM, f"{number}", repeatable=True, owner=OWNER)
    courier = await town.courier()
    await courier.settle()
    assert len(town.platform.texts(TEAM.id)) == 100
    assert steady() < 30
    await asyncio.sleep(600)
    assert town.shelves.rows["reply 50"].parked == "ValueError"
    assert sum(item.row == "reply 50" for _at, item in town.platform.calls) == 5
    assert town.porch.told == [Undelivered("reply 50", "C1", OWNER, "ValueError", "message")]
    await courier.stop()


@simulated
async def test_an_edit_that_fails_strangely_is_parked_after_five_tries() -> None:
    town = Town()
    row = town.shelves.say("board", TEAM, "1 answer")
    courier = await town.courier()
    await courier.settle()
    town.platform.before = lambda _item: KeyError("ts")
    town.shelves.say("board", TEAM, "2 answers")
    courier.wake(ACME)
    await asyncio.sleep(600)
    assert row.parked == "KeyError"
    assert len(town.platform.calls) == 6
    await courier.stop()


@simulated
async def test_faults_that_pass_are_not_held_against_a_message_later() -> None:
    town = Town()
    row = town.shelves.say("board", TEAM, "0 answers")
    courier = await town.courier()
    await courier.settle()
    for number in (1, 2):
        town.platform.before = times(3, KeyError("ts"))
        town.shelves.say("board", TEAM, f"{number} answers")
        courier.wake(ACME)
        await asyncio.sleep(60)
        assert town.platform.texts(TEAM.id) == [f"{number} answers"]
    assert row.parked is None
    await courier.stop()


@simulated
async def test_what_was_withdrawn_disappears() -> None:
    town = Town()
    town.shelves.say("prompt", AccountRef("U1"), "Your standup")
    courier = await town.courier()
    await courier.settle()
    row = town.shelves.say("prompt", AccountRef("U1"), None)
    courier.wake(ACME)
    await courier.settle()
    assert town.platform.texts("U1") == []
    assert row.delivered == 2
    await courier.stop()


@simulated
async def test_what_was_asked_is_learned_through_the_door_and_asked_no_more() -> None:
    town = Town()
    for one in people(3):
        town.shelves.ask(Profile(one))
    faults = iter([Unanswered("lost"), Unreachable("down"), Throttled(1, "profiles"), KeyError()])
    town.platform.after = lambda _item: next(faults, None)
    courier = await town.courier()
    await asyncio.sleep(60)
    facts = [AccountFacts(one, f"Name of {one.id}", "UTC") for one in people(3)]
    assert sorted(town.porch.told, key=str) == [LearnedProfile(fact) for fact in facts]
    assert town.shelves.questions == {}
    await courier.stop()


@simulated
async def test_an_inquiry_that_the_platform_refuses_is_parked() -> None:
    town = Town()
    town.platform.before = lambda _item: Refused("channel_not_found", Lost.CHANNEL)
    question = town.shelves.ask(Members(TEAM))
    courier = await town.courier()
    await asyncio.sleep(60)
    assert question.parked == "channel_not_found"
    assert town.porch.told == []
    await courier.stop()


@simulated
async def test_what_the_door_could_not_take_in_is_asked_again() -> None:
    town = Town()
    town.porch.out_of_order = True
    town.shelves.ask(Profile(AccountRef("U1")))
    courier = await town.courier()
    await asyncio.sleep(1.5)
    assert town.shelves.questions != {}
    town.porch.out_of_order = False
    await asyncio.sleep(30)
    assert town.shelves.questions == {}
    await courier.stop()
