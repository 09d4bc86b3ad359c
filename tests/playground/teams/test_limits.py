"""Whoever calls faster than Teams allows is told how long to wait, and may go on then."""

from __future__ import annotations

import pytest

from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person
from tests.playground.conftest import Seconds
from tests.playground.teams.bot import Bot, Told, at, message


@pytest.fixture(autouse=True)
def limited(teams: TeamsPlayground) -> None:
    teams.limits.on = True


async def say(bot: Bot, where: Conversation) -> Told:
    return await bot.calls("POST", f"{at(where.id)}/activities", message())


async def until_refused(bot: Bot, where: Conversation) -> tuple[int, int]:
    """How many messages were let through, and the seconds to wait for the next."""
    for let in range(100):
        status, told = await say(bot, where)
        if status != 201:
            assert (status, told["error"]["code"]) == (429, "Throttled")
            return let, int(told["after"])
    raise AssertionError("nothing was refused")


async def test_a_conversation_takes_7_messages_in_a_second_8_in_two_and_60_in_thirty(
    teams: TeamsPlayground, bot: Bot, ana: Person, seconds: Seconds
) -> None:
    chat = teams.chat(ana)

    assert await until_refused(bot, chat) == (7, 1)
    seconds.at += 1
    assert await until_refused(bot, chat) == (1, 1)
    let = 8
    while (now := await until_refused(bot, chat))[1] <= 2:
        let += now[0]
        seconds.at += now[1]
    assert let + now[0] == 60
    assert len(chat.standing()) == 60


async def test_what_was_refused_does_not_count(
    teams: TeamsPlayground, bot: Bot, ana: Person, seconds: Seconds
) -> None:
    chat = teams.chat(ana)
    assert (await until_refused(bot, chat))[0] == 7
    for _ in range(20):
        assert (await say(bot, chat))[0] == 429
    seconds.at += 2
    assert (await until_refused(bot, chat))[0] == 7


async def test_each_conversation_has_its_own_limit_and_all_together_thirty_calls_a_second(
    teams: TeamsPlayground, bot: Bot, seconds: Seconds
) -> None:
    people = [teams.tenant.person(f"Person {number}") for number in range(31)]

    told = [(await say(bot, teams.chat(one)))[0] for one in people]

    assert told == [201] * 30 + [429]
    seconds.at += 1
    assert (await say(bot, teams.chat(people[-1])))[0] == 201


async def test_threads_of_a_channel_share_its_limit(
    bot: Bot, channel: Conversation, seconds: Seconds
) -> None:
    root = await bot.posts(channel)
    for _ in range(6):
        await bot.posts(channel, thread=root)
    assert (await say(bot, channel))[0] == 429


async def test_conversations_are_made_and_rosters_read_no_faster_than_allowed(
    bot: Bot, ana: Person, channel: Conversation, seconds: Seconds
) -> None:
    assert [(await bot.opens(ana))[0] for _ in range(8)] == [201] * 7 + [429]
    seconds.at += 1
    read = [(await bot.calls("GET", f"{at(channel.id)}/pagedmembers"))[0] for _ in range(15)]
    assert read == [200] * 14 + [429]


async def test_without_limits_nobody_waits(teams: TeamsPlayground, bot: Bot, ana: Person) -> None:
    teams.limits.on = False
    assert {(await say(bot, teams.chat(ana)))[0] for _ in range(40)} == {201}
