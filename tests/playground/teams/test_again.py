"""Teams delivers some things twice: at once, or when it has waited long enough for an answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.teams.line import SILENCE
from playground.teams.people import UNREACHED
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Person
from tests.playground.teams.bot import Bot, Json, card, execute, shows

FORM = card(actions=(execute("Save"),))
SAVED = card(text="Saved.")


def slow(times: int, release: asyncio.Event) -> Callable[[Json], Awaitable[web.Response]]:
    """Keeps so many requests waiting, and answers the others."""
    waiting = iter(range(times))

    async def answer(activity: Json) -> web.Response:
        if next(waiting, None) is not None:
            await release.wait()
        return web.json_response(shows(SAVED))

    return answer


async def test_an_invoke_without_an_answer_comes_again_and_then_with_a_new_id(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    await bot.posts(teams.chat(ana), FORM)
    release = asyncio.Event()
    bot.answer = slow(2, release)
    teams.people.patience = 0.1

    seen = await teams.people.presses(ana, teams.chat(ana), "Save")
    release.set()

    first, second, third = bot.received
    assert seen == "Saved."
    assert first == second
    assert third["id"] != first["id"]
    assert third | {"id": ""} == first | {"id": ""}
    assert [answer.status for _, answer in teams.people.sent] == [0, 0, 200]


async def test_an_invoke_that_is_answered_in_time_comes_once(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    await bot.posts(teams.chat(ana), FORM)
    bot.answer = slow(0, asyncio.Event())
    teams.people.patience = 5

    assert await teams.people.presses(ana, teams.chat(ana), "Save") == "Saved."
    assert len(bot.received) == 1


async def test_a_bot_that_never_answers_is_called_unreachable_and_the_card_stays(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    await bot.posts(teams.chat(ana), FORM)
    release = asyncio.Event()
    bot.answer = slow(3, release)
    teams.people.patience = 0.1

    assert await teams.people.presses(ana, teams.chat(ana), "Save") == UNREACHED
    release.set()
    assert teams.people.sees(ana, teams.chat(ana).standing()[0]) == FORM


async def test_a_message_without_an_answer_is_not_sent_again(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    release = asyncio.Event()
    bot.answer = slow(1, release)
    teams.people.patience = 0.1

    assert await teams.people.says(ana, teams.chat(ana), "help") == SILENCE
    release.set()
    assert len(bot.received) == 1


async def test_the_last_activity_can_be_sent_again_with_its_id_or_a_new_one(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    await teams.people.says(ana, teams.chat(ana), "help")
    await teams.people.again()
    await teams.people.again(new_id=True)

    first, second, third = bot.received
    assert first == second
    assert third["id"] != first["id"]
    assert third["text"] == "help"


async def test_each_activity_can_come_several_times_at_once(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    teams.people.times = 4
    await teams.people.says(ana, teams.chat(ana), "help")
    assert len(bot.received) == 4
    assert {one["id"] for one in bot.received} == {teams.chat(ana).said()[0].id}
