"""What goes wrong goes wrong as it was ordered: before anything was taken, or after all of it was."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from playground.teams.faults import DROPPED, ONLY_SLOW, Fault
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Person
from tests.playground.teams.bot import Bot, at, message


@pytest.mark.parametrize("status", [403, 412, 429, 500, 502, 504])
@pytest.mark.parametrize(("when", "standing"), [("before", 0), ("after", 1)])
async def test_a_call_fails_once_and_its_message_stands_only_where_it_was_taken(
    teams: TeamsPlayground, bot: Bot, ana: Person, status: int, when: str, standing: int
) -> None:
    path = f"{at(teams.chat(ana).id)}/activities"
    teams.faults.order(
        "POST .*/activities", Fault(status, "before" if when == "before" else "after")
    )

    assert (await bot.calls("POST", path, message()))[0] == status
    assert len(teams.chat(ana).standing()) == standing
    assert (await bot.calls("POST", path, message()))[0] == 201


@pytest.mark.parametrize(("fault", "standing"), [(Fault(DROPPED), 0), (Fault(DROPPED, "after"), 1)])
async def test_a_dropped_connection_tells_nothing(
    teams: TeamsPlayground, bot: Bot, ana: Person, fault: Fault, standing: int
) -> None:
    teams.faults.order("activities", fault)

    with pytest.raises(aiohttp.ClientError):
        await bot.posts(teams.chat(ana))

    assert len(teams.chat(ana).standing()) == standing
    assert [one.status for one in teams.calls] == [0]


async def test_a_fault_tells_its_code_and_when_to_come_again(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    teams.faults.order("POST", Fault(429, code="Throttled", retry_after=3))
    status, told = await bot.opens(ana)
    assert (status, told["error"]["code"], told["after"]) == (429, "Throttled", "3")


@pytest.mark.parametrize(
    ("fault", "standing"),
    [
        (Fault(ONLY_SLOW, seconds=5), 0),
        (Fault(ONLY_SLOW, "after", seconds=5), 1),
        (Fault(502, "after", seconds=5), 1),
    ],
)
async def test_a_slow_answer_leaves_open_what_was_done_meanwhile(
    teams: TeamsPlayground, bot: Bot, ana: Person, fault: Fault, standing: int
) -> None:
    teams.faults.order("activities", fault)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await bot.posts(teams.chat(ana))
    assert len(teams.chat(ana).standing()) == standing


async def test_a_slow_answer_is_the_right_one(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    teams.faults.order("", Fault(ONLY_SLOW, seconds=0.01), Fault(ONLY_SLOW, "after", seconds=0.01))
    assert [(await bot.opens(ana))[0] for _ in range(3)] == [201, 201, 201]
    assert teams.faults.ordered == []


async def test_a_rule_holds_until_everything_is_to_work_again(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    teams.faults.rule = lambda call: Fault(504) if call == "POST v3/conversations" else None
    teams.faults.order("conversations$", Fault(502))

    assert [(await bot.opens(ana))[0] for _ in range(3)] == [502, 504, 504]
    teams.faults.clear()
    assert (await bot.opens(ana))[0] == 201
